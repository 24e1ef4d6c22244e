"""The ledger wins over history: what was announced stays announced, under its id and at its date.

::

    history ─> notes as mined ─┬─ matched, by what they were ever known by ─> the ledger's ids and dates
                               ├─ known as a part of another note ──────────> put together with it
    ledger ─> notes as known ──┴─ announced, and unknown to history ────────> removed
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from publisher.events import Record
from publisher.ledger import Guise, Header, Known, Ledger, Told, guise_of
from publisher.links import Links
from publisher.matching import Trait, find_matches, find_parts, find_traits
from publisher.model import Announcement, Entry, Event, Note, Standing
from publisher.parts import put_together

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def reconcile(record: Record, ledger: Ledger, links: Links, dates: Mapping[str, datetime]) -> Record:
    """*record* as the ledger knows its notes; announced notes that history lost are added as removed.

    *dates* are those of the commits that the record's snapshots were taken at.
    """
    if ledger.is_empty:
        return record
    told = {known.id: known.told for known in ledger.notes.values() if known.told}
    mined, known = _mined(record, links), _known(ledger, links)
    matches = find_matches(mined, known, told.keys())
    parts = find_parts(mined, known, matches, told.keys())
    record = put_together(record, parts)
    names = _names((id for id in mined if id not in parts), matches, frozenset(ledger.notes))
    last = {event.note.id: event.note for event in record.events}
    rewriting = _Rewriting(
        names=names | {id: names[whole] for id, whole in parts.items()},
        known={
            id: ledger.notes[matches[id]]
            for id, note in last.items()
            if id in matches and not _agrees(note, ledger.notes[matches[id]])
        },
    )
    found = frozenset(matches.values())
    ghosts = tuple(_ghost(ledger.notes[id]) for id in told if id not in found)
    return Record(
        events=tuple(rewriting.event(event) for event in record.events),
        snapshots={
            commit: (*(rewriting.note(note, dates[commit]) for note in notes), *ghosts)
            for commit, notes in record.snapshots.items()
        },
    )


def _mined(record: Record, links: Links) -> dict[str, set[Trait]]:
    return find_traits(((event.note.id, guise_of(event.note.entries)) for event in record.events), links)


def _known(ledger: Ledger, links: Links) -> dict[str, set[Trait]]:
    notes = ledger.notes.values()
    return find_traits(((note.id, guise) for note in notes for guise in note.guises or (Guise(),)), links)


def _names(mined: Iterable[str], matches: Mapping[str, str], reserved: frozenset[str]) -> dict[str, str]:
    """The id of each mined note: the ledger's, or its own where no other note ever had it."""
    names: dict[str, str] = {}
    used = set(reserved)
    for id in mined:
        name, number = matches.get(id), 1
        if name is None:
            stem, _, suffix = id.rpartition("~")
            stem = stem if suffix.isdigit() and stem else id
            name = id
            while name in used:
                number += 1
                name = f"{stem}~{number}"
        used.add(name)
        names[id] = name
    return names


@dataclass(slots=True)
class _Rewriting:
    """Gives mined notes the ids and announcements of the ledger, each value once."""

    names: Mapping[str, str]
    known: Mapping[str, Known]
    """By mined id, where history tells them in another way."""
    made: dict[tuple[int, bool, int], tuple[Note, Note]] = field(default_factory=dict)

    def event(self, event: Event) -> Event:
        return replace(event, note=self.note(event.note, event.date))

    def note(self, note: Note, date: datetime) -> Note:
        """*note* as it stood on a day."""
        known = self.known.get(note.id)
        told = known.told if known else None
        # What readers had not seen yet stood as history says.
        out = told is not None and (note.announcement is not None or told.date <= date)
        waits = max(sum(since <= date for since in known.waits), len(note.waits)) if known else 0
        seen = self.made.get((id(note), out, waits))
        if seen is None:
            made = self._rewritten(note, known, told if out else None, waits)
            seen = self.made[id(note), out, waits] = (note, made)
        return seen[1]

    def _rewritten(self, note: Note, known: Known | None, told: Told | None, waits: int) -> Note:
        name = self.names[note.id]
        into = self.names.get(note.merged_into, note.merged_into) if note.merged_into else None
        if (name, into) != (note.id, note.merged_into):
            note = replace(note, id=name, merged_into=into)
        if known is not None and known.seen is not None and known.saw_first:
            note = replace(note, seen=known.seen)
        if note.waits and known is not None:
            note = replace(note, waits=_waits(note.waits, known.waits[:waits]))
        if told is None or known is None:
            return note
        standing = Standing.REVISING if note.standing is Standing.PENDING else note.standing
        if standing is Standing.REVISING and note.waits and note.waits[-1] < told.date:
            # As history tells it now, it waits again since before the day on which it was out.
            note = replace(note, waits=(*note.waits, told.date))
        return replace(note, standing=standing, announcement=_announcement(note, known, told))


def _waits(mined: Sequence[datetime], known: Sequence[datetime]) -> tuple[datetime, ...]:
    """When a note began to wait: as readers were told, and after that as history says."""
    return (*known, *(max([since, *known[-1:]]) for since in mined[len(known) :]))


def _agrees(note: Note, known: Known) -> bool:
    """Whether history says of a note's dates what the ledger says."""
    how, told = note.announcement, known.told
    if known.saw_first and known.seen not in (None, note.seen):
        return False
    if note.waits and _waits(note.waits, known.waits) != note.waits:
        return False
    if told is None:
        return True
    if how is None or how.date != told.date:
        return False
    # Feeds, which a told announcement may have been read back from, tell no more than the date.
    return not told.commit or (how.commit == told.commit and how.kind is told.kind)


def _announcement(note: Note, known: Known, told: Told) -> Announcement:
    if note.announcement is None:
        return Announcement(
            kind=told.kind, date=told.date, commit=told.commit, author=note.author, written=told.date
        )
    since = max(
        (since for since in known.waits if since <= told.date), default=note.announcement.pending_since
    )
    if not told.commit:
        return replace(note.announcement, date=told.date, pending_since=since)
    return replace(note.announcement, kind=told.kind, date=told.date, commit=told.commit, pending_since=since)


def _ghost(known: Known) -> Note:
    """A note that was announced and that history knows no more: readers have it, no list shows it."""
    guise = known.guises[-1] if known.guises else Guise()
    titles: Sequence[tuple[str, str]] = tuple(guise.titles.items()) or (("en", known.id),)
    link = guise.links[0] if guise.links else ""
    entries = tuple(Entry(title=title, link=link, list="", language=language) for language, title in titles)
    told = known.told
    date = told.date if told else _LONG_AGO
    how = (
        None
        if told is None
        else Announcement(kind=told.kind, date=date, commit=told.commit, author="", written=date)
    )
    return Note(
        id=known.id, standing=Standing.REMOVED, entries=entries, seen=date, author="", announcement=how
    )


def is_foreign(ledger: Ledger, header: Header, record: Record, links: Links) -> bool:
    """Whether *ledger* is another list's: neither its address nor its first commit nor most of its notes are ours."""
    theirs = ledger.header
    if theirs is None or header.authority == theirs.authority:
        return False
    if header.root == theirs.root or (header.list and header.list == theirs.list):
        return False
    told = {known.id for known in ledger.notes.values() if known.told} or ledger.notes.keys()
    known = {id: traits for id, traits in _known(ledger, links).items() if id in told}
    return not known or len(find_matches(_mined(record, links), known, told)) * 2 < len(known)
