"""Notes that readers know as one, though history tells of several: their listings and events are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from publisher.events import Record
from publisher.model import Event, Kind, Note, Standing
from publisher.notes import list_order

_STANDINGS = (Standing.PUBLIC, Standing.REVISING, Standing.PENDING, Standing.REMOVED)
"""Of notes put together the first one that any of them has."""


def put_together(record: Record, parts: Mapping[str, str]) -> Record:
    """*record* with the notes of *parts* as listings of those that they belong to, by id."""
    if not parts:
        return record
    return Record(
        events=tuple(_events(record.events, parts)),
        snapshots={commit: tuple(_notes(notes, parts)) for commit, notes in record.snapshots.items()},
    )


def _events(events: Iterable[Event], parts: Mapping[str, str]) -> Iterator[Event]:
    whole = frozenset(parts.values())
    states: dict[str, dict[str, Note]] = {}
    for event in events:
        name = parts.get(event.note.id, event.note.id)
        if name not in whole:
            yield event
            continue
        known = states.setdefault(name, {})
        before = _together(name, known.values()) if known else None
        known[event.note.id] = event.note
        after = _together(name, known.values())
        kind = event.kind if before is None else _kind(before, after)
        announced = after.announcement is not None and (before is None or before.announcement is None)
        yield replace(event, kind=kind, note=after, announced=announced)


def _kind(before: Note, after: Note) -> Kind:
    """What happened to a note that was known before."""
    match before.standing, after.standing:
        case _, Standing.REMOVED:
            return Kind.REMOVED
        case Standing.REMOVED, _:
            first = Kind.DRAFTED if after.standing is Standing.PENDING else Kind.ADDED
            return first if before.announcement is None else Kind.RETURNED
        case ((Standing.PENDING | Standing.REVISING), Standing.PUBLIC):
            return Kind.PROMOTED
        case Standing.PUBLIC, (Standing.PENDING | Standing.REVISING):
            return Kind.DEMOTED
        case _ if set(after.languages) - set(before.languages) and after.announcement is not None:
            return Kind.TRANSLATED
        case _:
            return Kind.REVISED


def _notes(notes: Iterable[Note], parts: Mapping[str, str]) -> Iterator[Note]:
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(parts.get(note.id, note.id), []).append(note)
    together = [
        note[0] if len(note) == 1 and note[0].id == name else _together(name, note)
        for name, note in groups.items()
    ]
    yield from sorted(together, key=lambda note: note.standing is Standing.REMOVED)


def _waits(notes: Iterable[Note], *, until: Sequence[datetime]) -> tuple[datetime, ...]:
    """When any of *notes* began to wait; those that wait now have waited together since the first of *until*."""
    ever = {since for note in notes for since in note.waits}
    return tuple(sorted(since for since in ever if not until or since <= min(until)))


def _together(name: str, notes: Iterable[Note]) -> Note:
    """One note of several: the listings of those that stand, else of the last one that did."""
    ordered = sorted(notes, key=lambda note: note.id != name)
    standing = min((note.standing for note in ordered), key=_STANDINGS.index)
    shown = [note for note in ordered if note.standing is not Standing.REMOVED] or ordered[:1]
    entries = sorted(
        (entry for note in shown for entry in note.entries), key=lambda entry: list_order(entry.list)
    )
    told = [note.announcement for note in ordered if note.announcement]
    waits = standing in (Standing.PENDING, Standing.REVISING)
    return replace(
        ordered[0],
        id=name,
        standing=Standing.REVISING if waits and told else standing,
        entries=tuple(entries),
        seen=min(note.seen for note in ordered),
        announcement=min(told, key=lambda how: how.date) if told else None,
        waits=_waits(ordered, until=[note.waiting_since for note in shown if note.waiting_since]),
        merged_into=None,
    )
