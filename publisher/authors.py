"""Thanks the one who wrote an entry, who is not always the one who merged it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from publisher.characters import percent_encoded
from publisher.events import Record
from publisher.history import History
from publisher.model import Event, Kind, Note
from publisher.origins import Origin, Query

_is_written_plainly = re.compile(r"[\w./:~-]*", re.ASCII).fullmatch
_WRITTEN = frozenset((Kind.DRAFTED, Kind.ADDED, Kind.PROMOTED, Kind.RETURNED, Kind.TRANSLATED))


def attribute(record: Record, history: History) -> Record:
    """*record* with the authors of its entries, and when they wrote them, in place of those of the merges."""
    asked = [event for event in record.events if event.kind in _WRITTEN]
    queries = [Query(commit=event.commit.id, needles=_needles(event)) for event in asked]
    origins = dict(zip(((e.commit.id, e.note.id) for e in asked), history.read_origins(queries), strict=True))
    hand = _Hand(origins, {})
    return Record(
        events=tuple(hand.event(event) for event in record.events),
        snapshots={commit: tuple(map(hand.note, notes)) for commit, notes in record.snapshots.items()},
    )


def _needles(event: Event) -> tuple[str, ...]:
    """What the text of an entry surely holds: its link as it may be written, or its title."""
    found: list[str] = []
    for entry in event.note.entries:
        link = entry.link.partition("#")[0]
        found += [link, entry.title]
        if not _is_written_plainly(link):
            found += [percent_encoded(link, safe="/"), link.replace(" ", "%20")]
    return tuple(dict.fromkeys([needle for needle in found if len(needle) > 3]))


@dataclass(slots=True)
class _Hand:
    """Writes the authors into notes and events, into each value once."""

    origins: dict[tuple[str, str], Origin]
    authors: dict[str, str]
    """By note: who wrote its first entry."""
    made: dict[int, tuple[Note, Note]] = field(default_factory=dict)

    def event(self, event: Event) -> Event:
        origin = self.origins.get((event.commit.id, event.note.id)) if event.kind in _WRITTEN else None
        author, written = event.author, event.written
        if origin is not None:
            author, written = origin.author, origin.written
            self.authors.setdefault(event.note.id, author)
        note = self.note(event.note)
        if note is event.note and (author, written) == (event.author, event.written):
            return event
        return replace(event, note=note, author=author, written=written)

    def note(self, note: Note) -> Note:
        seen = self.made.get(id(note))
        if seen is None:
            seen = self.made[id(note)] = (note, self._signed(note))
        return seen[1]

    def _signed(self, note: Note) -> Note:
        author = self.authors.get(note.id, note.author)
        how = note.announcement
        if how is not None:
            origin = self.origins.get((how.commit, note.id))
            written = origin.written if origin else how.written
            if (author, written) != (how.author, how.written):
                how = replace(how, author=author, written=written)
        if author == note.author and how is note.announcement:
            return note
        return replace(note, author=author, announcement=how)
