"""Which entry is which note, through renames, retitles, moves, translations and reorganisations.

At each commit the entries that stand as they stood keep their notes. What appeared is matched with what
vanished, with what stands in other lists, and with notes removed before: over all pairs at once, the
best-trusted rule first, one to one. What is left is new.

::

    versions ─> entries ─┬─ as they stood ────────────────> keep their notes
                         └─ fresh ── strong rules ── weak rules ── new notes
    vanished ──────────────────┴─────────────┘

What two entries side by side in one version say about each other (`evidence.can_fuse`) outweighs every rule.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from publisher.candidates import Candidate, Match, Place, find_strong, find_weak
from publisher.characters import legal
from publisher.entries import Reader, Reading
from publisher.evidence import Face, Faces, Rule, alike, can_fuse
from publisher.increments import Sheet, Turn
from publisher.languages import language_of_name
from publisher.links import Links, id_of
from publisher.lists import decode
from publisher.markers import normal
from publisher.model import Commit, Entry
from publisher.passages import Part
from publisher.unions import find_unions

Renames = Callable[[Commit, frozenset[str], frozenset[str]], Mapping[str, str]]
"""Asks git which of the vanished paths became which of the appeared ones at a commit."""

_TOO_COMMON = 100
"""What more notes share tells nothing of any of them, and each would be compared with all the others."""

Contents = tuple[Commit, Mapping[str, bytes | None]]
"""One commit, and what each list that it changed holds then, as git has it; None when the list went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """How one entry that appeared at a commit was recognised."""

    entry: Entry
    rule: Rule | None
    """None when it is a new note."""
    matched: str
    """The title and link that it was matched with; empty for a new note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one commit did to one note."""

    note: str
    """Its id."""
    entries: tuple[Entry, ...]
    """Its listings now, in the order of the lists; empty when it has none any more."""
    pending: bool
    """Whether every listing carries a marker that counts."""
    fresh: tuple[Recognised, ...] = ()
    """Its entries that appeared."""
    merged_into: str | None = None
    """The older note that it proved to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one mainline commit did to the notes."""

    commit: Commit
    changes: tuple[Change, ...]
    """In the order in which the lists show the notes; those that went come last."""
    order: Callable[[], tuple[str, ...]]
    """The ids of all notes that stand after it, in the lists' own order; valid until the next step is taken."""


@dataclass(slots=True, eq=False)
class _Listing:
    """One entry of the current version, and whose it is."""

    face: Face
    note: int
    waived: bool
    """Its marker came with the status column and says nothing new."""
    part: Part
    number: int
    """Among the entries of its part."""
    since: int
    """The step with which it appeared."""

    @property
    def place(self) -> tuple[int, int]:
        """Sorts the listings of one list."""
        return self.part.key, self.number

    @property
    def marked(self) -> bool:
        return self.face.entry.marker is not None and not self.waived


@dataclass(slots=True)
class _Note:
    id: str
    last: tuple[Face, ...] = ()
    """Its listings; of a removed note the last ones."""
    went: Commit | None = None
    """Where its last listing went; None while it stands."""
    listings: list[_Listing] = field(default_factory=list)
    """Where it stands, in no order."""


@dataclass(slots=True)
class _Round:
    """The work of one commit."""

    commit: Commit
    gone: list[_Listing] = field(default_factory=list)
    fresh: list[Place] = field(default_factory=list)
    spots: list[tuple[Part, int]] = field(default_factory=list)
    """Where the fresh ones stand: the part, and the number among its entries."""
    went: dict[tuple[int, str], _Listing] = field(default_factory=dict)
    """The first of the listings gone, by note and list."""
    left: set[tuple[int, tuple[str, str]]] = field(default_factory=set)
    """The notes of the listings gone, each with the link and title."""
    twins: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    """The fresh ones that are word for word the same, in one list or in several."""
    touched: dict[int, list[Recognised]] = field(default_factory=dict)


class Tracker:
    """Follows the notes of one repository from commit to commit."""

    def __init__(self, *, reader: Reader, links: Links, renames: Renames, sheet: type[Sheet] = Sheet) -> None:
        self._reader = reader
        self._sheet = sheet
        self._renames = renames
        self._faces = Faces(links)
        self._sheets: dict[str, Sheet] = {}
        self._notes: list[_Note] = []
        self._ids: set[str] = set()
        self._index = _Index()
        self._merged_notes = _Index()
        """Those that proved to be another note, and may part from it again."""
        self._steps = 0
        self._held: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        """How many entries of each list share a link and a title."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The lists as they stand, each read as a whole, in order."""
        return tuple(
            self._reader.read(decode(sheet.content), path=path, lists=sheet.lists)
            for path, sheet in sorted(self._sheets.items(), key=lambda pair: list_order(pair[0]))
        )

    def steps(self, changes: Iterable[Contents]) -> Iterator[Step]:
        """Take the contents that lists were given by one commit after another, oldest first."""
        for commit, contents in changes:
            yield self._step(commit, contents)

    def _step(self, commit: Commit, contents: Mapping[str, bytes | None]) -> Step:
        work = _Round(commit)
        self._steps += 1
        lists = frozenset(path for path in {*self._sheets, *contents} if contents.get(path, b"") is not None)
        for path in sorted(contents):
            content = contents[path]
            sheet = self._sheets.pop(path, None) or self._sheet(self._reader, path)
            if content is None:
                self._keep(work, sheet, Turn(gone=[*sheet.roll]))
            else:
                self._sheets[path] = sheet
                self._keep(work, sheet, sheet.turn(content, lists))
        for listing in work.gone:
            work.went.setdefault((listing.note, listing.face.entry.list), listing)
            work.left.add((listing.note, listing.face.key))
            work.touched.setdefault(listing.note, [])
        if work.gone or work.fresh:
            self._match(work)
        return self._finish(work)

    def _keep(self, work: _Round, sheet: Sheet, turn: Turn) -> None:
        """Carry over what stands as it stood: the same link and title, in order; the rest is gone or fresh.

        Of entries with one link and title the first remains the first, so where one came or went all of them count.
        """
        old = [listing for part in turn.gone for listing in part.listings]
        new = [(part, n, self._faces.of(entry)) for part in turn.come for n, entry in enumerate(part.entries)]
        for part in turn.come:
            part.listings = []
        waiting = _by_key(old)
        shared = self._find_shared(sheet.path, waiting, new)
        if shared:
            come = {id(part) for part in turn.come}
            parts = [part for part in sheet.roll if id(part) not in come]
            others = [each for part in parts for each in part.listings if each.face.key in shared]
            old = sorted([*old, *others], key=_place_of)
            new = sorted([*new, *((each.part, each.number, each.face) for each in others)], key=_spot_of)
            waiting = _by_key(old)
            for listing in others:
                listing.part.listings[listing.number] = None
        for same in waiting.values():
            same.reverse()
        for part in turn.come:
            part.listings = [None] * len(part.entries)
        total = before = 0
        last: Part | None = None
        for part, number, face in new:
            known = waiting.get(face.key)
            if known:
                self._carry(work, known.pop(), face, part, number)
                continue
            if part is not last:
                last, before = part, sheet.roll.entries_before(part)
                total = total or sheet.roll.entries
            work.fresh.append(Place(face, sheet.path, before + number, (before + number) / total))
            work.spots.append((part, number))
        rest = {id(listing) for same in waiting.values() for listing in same}
        if rest:
            gone = [listing for listing in old if id(listing) in rest]
            work.gone += gone
            for listing in gone:
                self._notes[listing.note].listings.remove(listing)

    def _find_shared(
        self,
        path: str,
        waiting: Mapping[tuple[str, str], list[_Listing]],
        new: Sequence[tuple[Part, int, Face]],
    ) -> set[tuple[str, str]]:
        """The keys of what came and went that entries elsewhere in the list have, too."""
        held = self._held[path]
        shared = {key for key, same in waiting.items() if held[key] > len(same)}
        shared.update(face.key for _, _, face in new if held[face.key] > len(waiting.get(face.key, ())))
        held.subtract({key: len(same) for key, same in waiting.items()})
        held.update([face.key for _, _, face in new])
        return shared

    def _carry(self, work: _Round, listing: _Listing, face: Face, part: Part, number: int) -> None:
        waived = _waived(listing, face.entry)
        if listing.face is not face or listing.waived != waived:
            work.touched.setdefault(listing.note, [])
            listing.face, listing.waived = face, waived
        listing.part, listing.number = part, number
        part.listings[number] = listing

    def _match(self, work: _Round) -> None:
        gone: dict[int, list[Candidate]] = defaultdict(list)
        for number, listing in enumerate(work.gone):
            gone[listing.note].append(Candidate(listing.note, listing.face, True, number / len(work.gone)))
        open_places = dict(enumerate(work.fresh))
        for place in work.fresh:
            work.twins.setdefault(place.face.key, []).append(place)
        for find in (self._strong, self._weak, self._parting):
            for match in sorted(find(work, open_places, gone), key=lambda m: m.rank, reverse=True):
                if match.place in open_places and self._accept(work, match.place, match):
                    del open_places[match.place]
        self._mint(work, open_places)

    def _strong(
        self, work: _Round, places: dict[int, Place], gone: dict[int, list[Candidate]]
    ) -> Iterator[Match]:
        renamed = self._find_renames(work, places)
        known = partial(self._known, work.commit)
        return find_strong(places, gone, self._index, known, renamed)

    def _weak(
        self, work: _Round, places: dict[int, Place], gone: dict[int, list[Candidate]]
    ) -> Iterator[Match]:
        return find_weak(places, gone)

    def _parting(
        self, work: _Round, places: dict[int, Place], _: dict[int, list[Candidate]]
    ) -> Iterator[Match]:
        """What no other note explains may be one that had proved to be another: it is nothing new."""
        known = partial(self._known, work.commit)
        matches = find_strong(places, {}, self._merged_notes, known, {})
        return (match for match in matches if match.rule is Rule.LINK)

    def _known(self, commit: Commit, number: int) -> tuple[tuple[Face, ...], int | None]:
        """The faces by which a note is known at a commit, and how many days before it was removed, if it was."""
        note = self._notes[number]
        return note.last, None if note.went is None else (commit.date - note.went.date).days

    def _find_renames(self, work: _Round, places: dict[int, Place]) -> Mapping[str, str]:
        """Renamed files behind the links of this commit, asked of git only when a path went while another came."""
        vanished = {listing.face.target.path for listing in work.gone if listing.face.target.local}
        came = {place.face.target.path for place in places.values() if place.face.target.local}
        vanished, came = vanished - came, came - vanished
        if not vanished or not came:
            return {}
        return self._renames(work.commit, frozenset(vanished), frozenset(came))

    def _accept(self, work: _Round, number: int, match: Match) -> bool:
        """Give the entry at a place to the note of *match*, unless what stands beside it forbids that."""
        place, note = work.fresh[number], self._notes[match.note]
        if self._is_another_elsewhere(work, place, match.note):
            return False
        beside = [listing for listing in note.listings if listing.face.entry.list == place.list]
        # Word for word what another list says of the note: what stands beside it here is an older listing.
        twin = bool(place.face.target.key) and any(
            each.face.key == place.face.key for each in note.listings if each.face.entry.list != place.list
        )
        was = work.went.get((match.note, place.list))
        # It stood there twice, and one of the two leads elsewhere now.
        again = was is not None and all(
            place.face.title == face.title for face in (was.face, *(each.face for each in beside))
        )
        # It stood beside the others before, perhaps in a list that was moved.
        moved = (match.note, place.face.key) in work.left
        if not (twin or again or moved) and not all(
            can_fuse(place.face, each.face, new=each.since == self._steps) for each in beside
        ):
            return False
        self._place(work, number, match.note, waived=was is not None and _waived(was, place.face.entry))
        seen = Recognised(
            entry=place.face.entry, rule=match.rule, matched=f"{match.held.title} <{match.held.link}>"
        )
        work.touched.setdefault(match.note, []).append(seen)
        return True

    def _is_another_elsewhere(self, work: _Round, place: Place, note: int) -> bool:
        """Whether the same entry, in another list of this commit, stands beside the note under another title.

        Two rows that came together in two languages are one note, and what stands beside one of them is another.
        """
        known = [each for each in self._notes[note].listings if each.since != self._steps]
        if (note, place.list) in work.went or any(alike(place.face, each.face) for each in known):
            return False
        others = {twin.list for twin in work.twins[place.face.key]} - {place.list}
        return any(
            not can_fuse(place.face, each.face, new=False) for each in known if each.face.entry.list in others
        )

    def _place(self, work: _Round, number: int, note: int, *, waived: bool = False) -> None:
        """Have the entry at a place be a listing of *note*."""
        part, spot = work.spots[number]
        listing = _Listing(work.fresh[number].face, note, waived, part, spot, self._steps)
        part.listings[spot] = listing
        self._notes[note].listings.append(listing)

    def _mint(self, work: _Round, places: dict[int, Place]) -> None:
        """Make new notes of what nothing explains; entries that appeared together may still be one.

        So may one be a note whose listing elsewhere was recognised just now, by what that listing says now.
        """
        young = _Index()
        said: dict[int, tuple[Face, ...]] = {}
        for note, seen in work.touched.items() if places else ():
            said[note] = tuple([self._faces.of(each.entry) for each in seen])
            for face in said[note]:
                young.add(note, face)

        def known(note: int) -> tuple[tuple[Face, ...], int | None]:
            return (said[note], None) if note in said else self._known(work.commit, note)

        for number, place in sorted(places.items(), key=lambda p: (list_order(p[1].list), p[1].number)):
            one = {number: place}
            matches = sorted(find_strong(one, {}, young, known, {}), key=lambda m: m.rank, reverse=True)
            if any(self._accept(work, number, match) for match in matches):
                continue
            note = len(self._notes)
            self._notes.append(_Note(self._new_id(place.face), (place.face,)))
            young.add(note, place.face)
            self._place(work, number, note)
            work.touched[note] = [Recognised(entry=place.face.entry, rule=None, matched="")]

    def _new_id(self, face: Face) -> str:
        name = legal(id_of(face.target)) or "-".join(normal(face.entry.title).split()) or "note"
        number, fresh = 1, name
        while fresh in self._ids:
            number += 1
            fresh = f"{name}~{number}"
        self._ids.add(fresh)
        return fresh

    def _finish(self, work: _Round) -> Step:
        listings = {note: self._listings(note) for note in work.touched}
        merged = self._merged(work, listings)

        def order(note: int) -> tuple[object, ...]:
            first = listings[note][0] if listings[note] else None
            return (1, note) if first is None else (0, list_order(first.face.entry.list), first.place)

        changes = tuple(
            self._change(work.commit, note, listings[note], work.touched[note], merged.get(note))
            for note in sorted(work.touched, key=order)
        )
        return Step(commit=work.commit, changes=changes, order=self._order)

    def _listings(self, note: int) -> list[_Listing]:
        """The listings of a note, in the order of the lists."""
        listings = self._notes[note].listings
        if len(listings) > 1:
            return sorted(listings, key=lambda one: (list_order(one.face.entry.list), one.place))
        return listings[:]

    def _change(
        self,
        commit: Commit,
        number: int,
        listings: list[_Listing],
        fresh: list[Recognised],
        into: int | None,
    ) -> Change:
        note = self._notes[number]
        faces = tuple(listing.face for listing in listings)
        for face in note.last:
            self._index.drop(number, face)
            self._merged_notes.drop(number, face)
        note.went = None if faces else commit
        note.last = faces or note.last
        index = self._index if into is None else self._merged_notes
        for face in note.last:
            index.add(number, face)
        return Change(
            note=note.id,
            entries=tuple(face.entry for face in faces),
            pending=bool(listings) and all(listing.marked for listing in listings),
            fresh=tuple(fresh),
            merged_into=None if into is None else self._notes[into].id,
        )

    def _merged(self, work: _Round, listings: Mapping[int, list[_Listing]]) -> dict[int, int]:
        """Notes that lost their last listing to another note, by number: two that proved to be one."""
        lost = {note for note, left in listings.items() if not left and self._notes[note].went is None}
        if not lost:
            return {}
        return find_unions(
            ((listing.note, listing.face) for listing in work.gone if listing.note in lost),
            (
                (taker, self._faces.of(each.entry))
                for taker, seen in work.touched.items()
                for each in seen
                if each.rule is not None
            ),
        )

    def _order(self) -> tuple[str, ...]:
        shown = (
            listing.note
            for path in sorted(self._sheets, key=list_order)
            for part in self._sheets[path].roll
            for listing in part.listings
        )
        return tuple(self._notes[note].id for note in dict.fromkeys(shown))


def _by_key(listings: Iterable[_Listing]) -> dict[tuple[str, str], list[_Listing]]:
    """Those with one link and title together, in their order."""
    found: dict[tuple[str, str], list[_Listing]] = {}
    for listing in listings:
        found.setdefault(listing.face.key, []).append(listing)
    return found


def _place_of(listing: _Listing) -> tuple[int, int]:
    return listing.place


def _spot_of(spot: tuple[Part, int, Face]) -> tuple[int, int]:
    return spot[0].key, spot[1]


class _Index:
    """Finds the notes that hold a link, a folded path, a home or a title."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)

    def add(self, note: int, face: Face) -> None:
        for key in _keys(face):
            self._held[key][note] = self._held[key].get(note, 0) + 1

    def drop(self, note: int, face: Face) -> None:
        for key in _keys(face):
            holders = self._held.get(key, {})
            if holders.get(note, 0) > 1:
                holders[note] -= 1
            else:
                holders.pop(note, None)

    def holders(self, kind: str, key: str) -> Iterable[int]:
        """The notes that hold *key*, in the order of their first appearance; none when they are too many to tell."""
        held = self._held.get((kind, key), ()) if key else ()
        return sorted(held) if len(held) <= _TOO_COMMON else ()


def _keys(face: Face) -> Iterator[tuple[str, str]]:
    if face.target.key:
        yield "link", face.target.key
    if face.target.folded:
        yield "fold", face.target.folded
    if face.title:
        yield "title", face.title
    for home in face.homes:
        yield "home", home


def _waived(was: _Listing, entry: Entry) -> bool:
    """Whether the marker of an entry that was not marked before came with a status column of that very day."""
    if not entry.status or entry.marker is None:
        return False
    return was.waived or (not was.face.entry.status and not was.marked)


@lru_cache(maxsize=65536)
def list_order(path: str) -> tuple[int, bool, str]:
    """Sorts lists: the outermost first, one without a language in its name before its translations."""
    return path.count("/"), language_of_name(path) is not None, posixpath.normcase(path)
