"""The ledger wins over history: what was announced stays announced, under its id and at its date.

A history that was rewritten, a list that moved, or newer rules of ours may tell the same notes with other ids and
dates. Each note that is mined is matched with one that the ledger knows, by the link, the file, the title or
the home that either ever had, one to one; what the ledger says of it then replaces what was mined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from publisher.events import Record
from publisher.evidence import compact
from publisher.ledger import Guise, Header, Known, Ledger, Told, guise_of
from publisher.links import Links
from publisher.model import Announcement, Entry, Event, Note, Standing

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_TRUST = {"link": 4, "fold": 3, "title": 2, "home": 1}


def reconcile(record: Record, ledger: Ledger, links: Links) -> Record:
    """*record* as the ledger knows its notes; announced notes that history lost are added as removed."""
    if ledger.is_empty:
        return record
    mined = _traits(((event.note.id, guise_of(event.note.entries)) for event in record.events), links)
    known = _traits(((k.id, guise) for k in ledger.notes.values() for guise in k.guises), links)
    # Of a note whose other lines were lost the ledger may keep no more than its id.
    known |= {k.id: mined[k.id] for k in ledger.notes.values() if not k.guises and k.id in mined}
    matches = find_matches(mined, known)
    names = _names(mined, matches, frozenset(ledger.notes))
    rewriting = _Rewriting(names, {name: ledger.notes[known] for name, known in matches.items()})
    ghosts = tuple(_ghost(k) for k in ledger.notes.values() if k.told and k.id not in set(matches.values()))
    return Record(
        events=tuple(rewriting.event(event) for event in record.events),
        snapshots={
            commit: (*map(rewriting.note, notes), *ghosts) for commit, notes in record.snapshots.items()
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing that a note was ever known by."""

    kind: str
    """``link``, ``fold``, ``title`` or ``home``."""
    key: str


def _traits(guises: Iterable[tuple[str, Guise]], links: Links) -> dict[str, set[Trait]]:
    found: dict[str, set[Trait]] = defaultdict(set)
    for id, guise in guises:
        found[id].update(_traits_of(guise, links))
    return dict(found)


def _traits_of(guise: Guise, links: Links) -> Iterator[Trait]:
    for link in guise.links:
        target = links.of(link)
        yield Trait(kind="link", key=target.exact)
        if target.folded:
            yield Trait(kind="fold", key=target.folded)
    for home in guise.homes:
        yield Trait(kind="home", key=links.of(home).key)
    for title in guise.words:
        yield Trait(kind="title", key=compact(title))


def find_matches(mined: Mapping[str, set[Trait]], known: Mapping[str, set[Trait]]) -> dict[str, str]:
    """Which mined note (by id) is which one of the ledger: the same id first, then the most trusted shared trait."""
    matches = {id: id for id, traits in mined.items() if id in known and traits & known[id]}
    left = {id: traits for id, traits in known.items() if id not in matches}
    holders: dict[Trait, list[str]] = defaultdict(list)
    for id, traits in left.items():
        for trait in traits:
            holders[trait].append(id)
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for id, traits in mined.items():
        if id not in matches:
            for trait in traits:
                for other in holders.get(trait, ()):
                    pairs[id, other].append(_TRUST[trait.kind])
    taken: set[str] = set()
    for (id, other), _ in sorted(pairs.items(), key=lambda pair: (-max(pair[1]), -sum(pair[1]), pair[0])):
        if id not in matches and other not in taken:
            matches[id] = other
            taken.add(other)
    return matches


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
    """By mined id."""
    made: dict[int, tuple[Note, Note]] = field(default_factory=dict)

    def event(self, event: Event) -> Event:
        return replace(event, note=self.note(event.note))

    def note(self, note: Note) -> Note:
        seen = self.made.get(id(note))
        if seen is None:
            seen = self.made[id(note)] = (note, self._rewritten(note))
        return seen[1]

    def _rewritten(self, note: Note) -> Note:
        known, name = self.known.get(note.id), self.names[note.id]
        into = self.names.get(note.merged_into, note.merged_into) if note.merged_into else None
        if known is None or known.told is None or ((same := note.announcement) and _agrees(same, known.told)):
            unchanged = name == note.id and into == note.merged_into
            return note if unchanged else replace(note, id=name, merged_into=into)
        standing = Standing.REVISING if note.standing is Standing.PENDING else note.standing
        return replace(
            note, id=name, merged_into=into, standing=standing, announcement=_announcement(note, known.told)
        )


def _agrees(how: Announcement, told: Told) -> bool:
    if not told.commit:  # read back from feeds, which tell no more than the date
        return how.date == told.date
    return how.date == told.date and how.commit == told.commit and how.kind is told.kind


def _announcement(note: Note, told: Told) -> Announcement:
    if note.announcement is None:
        return Announcement(
            kind=told.kind, date=told.date, commit=told.commit, author=note.author, written=told.date
        )
    return replace(note.announcement, kind=told.kind, date=told.date, commit=told.commit)


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
    told = [known for known in ledger.notes.values() if known.told]
    if (
        theirs is None
        or not told
        or header.root == theirs.root
        or (header.list and header.list == theirs.list)
    ):
        return False
    mined = _traits(((event.note.id, guise_of(event.note.entries)) for event in record.events), links)
    known = _traits(((k.id, guise) for k in told for guise in k.guises), links)
    return len(find_matches(mined, known)) * 2 < len(told)
