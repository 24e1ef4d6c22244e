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
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publisher.candidates import Candidate, Match, Place, find_strong, find_weak
from publisher.entries import Reader, Reading
from publisher.evidence import Face, Faces, Rule, can_fuse, likeness
from publisher.languages import language_of_name
from publisher.links import Links, id_of
from publisher.markers import normal
from publisher.model import Commit, Entry, Revision

Renames = Callable[[Commit, frozenset[str], frozenset[str]], Mapping[str, str]]
"""Asks git which of the vanished paths became which of the appeared ones at a commit."""


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
    readings: tuple[Reading, ...]
    """The versions that the commit made."""
    gone: tuple[str, ...]
    """Paths of the lists that went."""
    order: Callable[[], tuple[str, ...]]
    """The ids of all notes that stand after it, in the lists' own order; valid until the next step is taken."""


@dataclass(slots=True)
class _Listing:
    """One entry of the current version, and whose it is."""

    face: Face
    note: int
    waived: bool = False
    """Its marker came with the status column and says nothing new."""

    @property
    def marked(self) -> bool:
        return self.face.entry.marker is not None and not self.waived


@dataclass(slots=True)
class _Note:
    id: str
    last: tuple[Face, ...] = ()
    """Its listings; of a removed note the last ones."""
    stands: bool = True


@dataclass(slots=True)
class _Round:
    """The work of one commit."""

    commit: Commit
    gone: list[_Listing] = field(default_factory=list)
    fresh: list[Place] = field(default_factory=list)
    kept: dict[tuple[int, str], list[tuple[Face, bool]]] = field(default_factory=lambda: defaultdict(list))
    """By note and list: the faces that stand there now, and whether they appeared in this commit."""
    touched: dict[int, list[Recognised]] = field(default_factory=dict)


class Tracker:
    """Follows the notes of one repository from commit to commit."""

    def __init__(self, *, reader: Reader, links: Links, renames: Renames) -> None:
        self._reader = reader
        self._renames = renames
        self._faces = Faces(links)
        self._lists: dict[str, list[_Listing]] = {}
        self._notes: list[_Note] = []
        self._ids: set[str] = set()
        self._index = _Index()

    def steps(self, revisions: Iterable[Revision]) -> Iterator[Step]:
        """Take the *revisions* one after another, oldest first."""
        for revision in revisions:
            yield self._step(revision)

    def _step(self, revision: Revision) -> Step:
        work = _Round(revision.commit)
        texts = {version.path: version.text for version in revision.versions}
        lists = frozenset(path for path in {*self._lists, *texts} if texts.get(path, "") is not None)
        readings = [
            self._reader.read(text, path=path, lists=lists)
            for path, text in sorted(texts.items())
            if text is not None
        ]
        before = {path: self._lists.pop(path, []) for path in texts}
        now = {reading.path: reading.entries for reading in readings}
        slots: dict[str, list[_Listing | None]] = {
            path: self._keep(work, path, before[path], now.get(path, ())) for path in texts
        }
        self._recall(work, texts)
        self._match(work, slots)
        for path, listings in slots.items():
            if path in now:
                self._lists[path] = [listing for listing in listings if listing is not None]
        gone = tuple(path for path in texts if path not in now)
        return self._finish(work, tuple(readings), gone)

    def _keep(
        self, work: _Round, path: str, old: list[_Listing], entries: tuple[Entry, ...]
    ) -> list[_Listing | None]:
        """Carry over what stands as it stood: the same link and title, in order; the rest is gone or fresh."""
        waiting: dict[tuple[str, str], deque[_Listing]] = defaultdict(deque)
        for listing in old:
            waiting[listing.face.target.exact, listing.face.title].append(listing)
        slots: list[_Listing | None] = []
        for number, entry in enumerate(entries):
            face = self._faces.of(entry)
            same = waiting.get((face.target.exact, face.title))
            if not same:
                slots.append(None)
                work.fresh.append(Place(face, path, number, number / len(entries)))
                continue
            was = same.popleft()
            kept = _Listing(face, was.note, _waived(was, face.entry))
            slots.append(kept)
            work.kept[was.note, path].append((face, False))
            if was.face.entry != entry or was.waived != kept.waived:
                work.touched.setdefault(was.note, [])
        rest = {id(listing) for same in waiting.values() for listing in same}
        work.gone += [listing for listing in old if id(listing) in rest]
        return slots

    def _recall(self, work: _Round, texts: Mapping[str, str | None]) -> None:
        """Note which of the touched lists' notes stand in lists that this commit left alone."""
        wanted = {listing.note for listing in work.gone}
        for path, listings in self._lists.items():
            if path not in texts:
                for listing in listings:
                    work.kept[listing.note, path].append((listing.face, False))
        for note in wanted:
            work.touched.setdefault(note, [])

    def _match(self, work: _Round, slots: dict[str, list[_Listing | None]]) -> None:
        places = {id(listing): n / max(len(work.gone), 1) for n, listing in enumerate(work.gone)}
        gone: dict[int, list[Candidate]] = defaultdict(list)
        for listing in work.gone:
            gone[listing.note].append(Candidate(listing.note, listing.face, True, places[id(listing)]))
        open_places = dict(enumerate(work.fresh))
        for find in (self._strong, self._weak):
            for match in sorted(find(work, open_places, gone), key=lambda m: m.rank, reverse=True):
                if match.place in open_places and self._accept(work, work.fresh[match.place], match, slots):
                    del open_places[match.place]
        self._mint(work, open_places, slots)

    def _strong(
        self, work: _Round, places: dict[int, Place], gone: dict[int, list[Candidate]]
    ) -> Iterator[Match]:
        renamed = self._find_renames(work, places)
        return find_strong(places, gone, self._index, self._standing_faces, renamed)

    def _weak(
        self, work: _Round, places: dict[int, Place], gone: dict[int, list[Candidate]]
    ) -> Iterator[Match]:
        return find_weak(places, gone)

    def _standing_faces(self, note: int) -> tuple[tuple[Face, ...], bool]:
        """The faces by which a note is known, and whether it stands in a list."""
        return self._notes[note].last, self._notes[note].stands

    def _find_renames(self, work: _Round, places: dict[int, Place]) -> Mapping[str, str]:
        """Renamed files behind the links of this commit, asked of git only when a path went while another came."""
        vanished = {listing.face.target.path for listing in work.gone if listing.face.target.local}
        came = {place.face.target.path for place in places.values() if place.face.target.local}
        vanished, came = vanished - came, came - vanished
        if not vanished or not came:
            return {}
        return self._renames(work.commit, frozenset(vanished), frozenset(came))

    def _accept(
        self, work: _Round, place: Place, match: Match, slots: dict[str, list[_Listing | None]]
    ) -> bool:
        """Give the entry at *place* to the note of *match*, unless what stands beside it forbids that."""
        beside = work.kept[match.note, place.list]
        if not all(can_fuse(place.face, face, new=new) for face, new in beside):
            return False
        beside.append((place.face, True))
        was = next(
            (
                listing
                for listing in work.gone
                if listing.note == match.note and listing.face.entry.list == place.list
            ),
            None,
        )
        waived = was is not None and _waived(was, place.face.entry)
        slots[place.list][place.number] = _Listing(place.face, match.note, waived)
        seen = Recognised(
            entry=place.face.entry, rule=match.rule, matched=f"{match.held.title} <{match.held.link}>"
        )
        work.touched.setdefault(match.note, []).append(seen)
        return True

    def _mint(self, work: _Round, places: dict[int, Place], slots: dict[str, list[_Listing | None]]) -> None:
        """Make new notes of what nothing explains; entries that appeared together may still be one."""
        young = _Index()
        for place in sorted(places.values(), key=lambda p: (list_order(p.list), p.number)):
            one = {0: place}
            matches = sorted(
                find_strong(one, {}, young, self._standing_faces, {}), key=lambda m: m.rank, reverse=True
            )
            if any(self._accept(work, place, match, slots) for match in matches):
                continue
            number = len(self._notes)
            self._notes.append(_Note(self._new_id(place.face), (place.face,)))
            young.add(number, place.face)
            slots[place.list][place.number] = _Listing(place.face, number)
            work.kept[number, place.list].append((place.face, True))
            work.touched[number] = [Recognised(entry=place.face.entry, rule=None, matched="")]

    def _new_id(self, face: Face) -> str:
        name = id_of(face.target) or "-".join(normal(face.entry.title).split()) or "note"
        number, fresh = 1, name
        while fresh in self._ids:
            number += 1
            fresh = f"{name}~{number}"
        self._ids.add(fresh)
        return fresh

    def _finish(self, work: _Round, readings: tuple[Reading, ...], gone: tuple[str, ...]) -> Step:
        listings: dict[int, list[_Listing]] = {note: [] for note in work.touched}
        for path in sorted(self._lists, key=list_order):
            for listing in self._lists[path]:
                if listing.note in listings:
                    listings[listing.note].append(listing)
        merged = self._merged(work, listings)
        order = {note: n for n, note in enumerate(self._shown(work.touched))}
        changes = tuple(
            self._change(note, listings[note], work.touched[note], merged.get(note))
            for note in sorted(work.touched, key=lambda n: order.get(n, len(order) + n))
        )
        return Step(commit=work.commit, changes=changes, readings=readings, gone=gone, order=self._order)

    def _change(
        self, number: int, listings: list[_Listing], fresh: list[Recognised], into: int | None
    ) -> Change:
        note = self._notes[number]
        faces = tuple(listing.face for listing in listings)
        for face in note.last:
            self._index.drop(number, face)
        note.stands = bool(faces)
        note.last = faces or note.last
        if into is None:
            for face in note.last:
                self._index.add(number, face)
        return Change(
            note=note.id,
            entries=tuple(face.entry for face in faces),
            pending=bool(listings) and all(listing.marked for listing in listings),
            fresh=tuple(fresh),
            merged_into=None if into is None else self._notes[into].id,
        )

    def _merged(self, work: _Round, listings: Mapping[int, list[_Listing]]) -> dict[int, int]:
        """Notes that lost their last listing to another note, by number: two that proved to be one."""
        lost = {note for note, left in listings.items() if not left and self._notes[note].stands}
        merged: dict[int, int] = {}
        for listing in work.gone:
            if listing.note not in lost:
                continue
            for taker in work.touched:
                if taker != listing.note and any(_took(listing.face, seen) for seen in work.touched[taker]):
                    merged[listing.note] = taker
        return merged

    def _shown(self, wanted: Iterable[int]) -> Iterator[int]:
        left = set(wanted)
        for path in sorted(self._lists, key=list_order):
            for listing in self._lists[path]:
                if listing.note in left:
                    left.discard(listing.note)
                    yield listing.note

    def _order(self) -> tuple[str, ...]:
        everything = {listing.note for listings in self._lists.values() for listing in listings}
        return tuple(self._notes[note].id for note in self._shown(everything))


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
        """The notes that hold *key*, in the order of their first appearance."""
        return sorted(self._held.get((kind, key), ())) if key else ()


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


def _took(gone: Face, seen: Recognised) -> bool:
    """Whether an entry that another note received is what became of the listing that went."""
    entry = seen.entry
    return (
        seen.rule is not None
        and entry.list == gone.entry.list
        and (entry.link == gone.entry.link or likeness(entry.title, gone.entry.title) >= 0.9)
    )


def list_order(path: str) -> tuple[int, bool, str]:
    """Sorts lists: the outermost first, one without a language in its name before its translations."""
    return path.count("/"), language_of_name(path) is not None, posixpath.normcase(path)
