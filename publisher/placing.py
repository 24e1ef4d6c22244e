"""On which lines of the lists notes are: mining, which reads what changed, does not look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from publisher.entries import Reading
from publisher.model import Entry, Note


def place_notes(notes: Iterable[Note], readings: Sequence[Reading]) -> tuple[Note, ...]:
    """*notes*, with the lines of those of their entries that stand in *readings*; of equal ones the first in front."""
    lines: dict[Entry, list[int]] = {}
    for reading in readings:
        for entry in reversed(reading.entries):
            lines.setdefault(entry, []).append(entry.line)
    return tuple(replace(note, entries=tuple(_place(note.entries, lines))) for note in notes)


def _place(entries: Iterable[Entry], lines: dict[Entry, list[int]]) -> Iterator[Entry]:
    for entry in entries:
        left = lines.get(entry)
        yield replace(entry, line=left.pop()) if left else entry
