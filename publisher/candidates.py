"""Pairs of an entry that appeared and a note that it may be, with the rule that speaks for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from publisher.evidence import (
    ALIKE,
    Face,
    Rule,
    bonus,
    kindred,
    likeness,
    nearly_the_same,
    renumbered,
    returns,
    same_description,
    same_owner,
    same_project,
    says_more,
)
from publisher.languages import fold
from publisher.model import Entry
from publisher.resemblance import Summaries, Titles

_ALIKE_IN_PLACE = 0.6
_MANY = 100
"""With so many of its section an entry is compared, one and all."""
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """An entry that appeared, and where."""

    face: Face
    list: str
    number: int
    """Among the list's entries."""
    part: float
    """The same as a part of the list, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing by which a note is known."""

    note: int
    face: Face
    gone: bool
    """It vanished in this commit."""
    part: float


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be a note."""

    place: int
    note: int
    rule: Rule
    weight: float
    held: Entry
    """What it was compared with."""

    @property
    def rank(self) -> tuple[Rule, float, int, int]:
        """Sorts matches; ties go to the older note and the earlier place."""
        return self.rule, self.weight, -self.note, -self.place


class Index(Protocol):
    """Finds the notes that hold a ``link``, a ``fold``, a ``home`` or a ``title``."""

    def holders(self, kind: str, key: str) -> Iterable[int]: ...


Known = Callable[[int], tuple[tuple[Face, ...], int | None]]
"""The faces of a note, and how many days ago it was removed; None while it stands."""


def find_strong(
    places: Mapping[int, Place],
    gone: Mapping[int, list[Candidate]],
    index: Index,
    known: Known,
    renamed: Mapping[str, str],
) -> Iterator[Match]:
    """Pairs that share a link, a file, a home or a title."""
    sources: dict[str, list[str]] = defaultdict(list)
    for old, new in renamed.items():
        sources[new].append(old)
    for number, place in places.items():
        face = place.face
        best: dict[int, Match] = {}
        for note in _holders(face, index, sources):
            faces, away = known(note)
            for held in faces:
                rule = _rule(face, held, away=away, went=_went(held, gone.get(note, ())), renamed=renamed)
                if rule is None:
                    continue
                weight = bonus(face, held, near=_near(place, held, gone.get(note, ())))
                match = Match(number, note, rule, weight, held.entry)
                if note not in best or match.rank > best[note].rank:
                    best[note] = match
        yield from best.values()


def _holders(face: Face, index: Index, sources: Mapping[str, list[str]]) -> set[int]:
    found = {*index.holders("link", face.target.key), *index.holders("fold", face.target.folded)}
    found.update(index.holders("home", face.target.key), index.holders("title", face.title))
    for home in face.homes:
        found.update(
            index.holders("home", home), index.holders("link", home), index.holders("fold", fold(home))
        )
    for old in sources.get(face.target.path, ()):
        found.update(index.holders("link", old))
    return found


def _went(held: Face, candidates: Iterable[Candidate]) -> bool:
    return any(candidate.face is held for candidate in candidates)


def _near(place: Place, held: Face, candidates: Iterable[Candidate]) -> float:
    return max((1 - abs(place.part - c.part) for c in candidates if c.face is held), default=0.0)


def _rule(face: Face, held: Face, *, away: int | None, went: bool, renamed: Mapping[str, str]) -> Rule | None:
    """The most trusted rule that speaks for *face* being the note that is known by *held*."""
    mine, other = face.target, held.target
    if mine.key and mine.key == other.key:
        return Rule.LINK
    if mine.local and other.local and renamed.get(other.path) == mine.path:
        return Rule.RENAME
    if mine.folded and mine.folded == other.folded:
        return Rule.TRANSLATION
    keys, others = {mine.key, *face.homes} - {""}, {other.key, *held.homes} - {""}
    if keys & others:
        return Rule.ALTERNATE
    if mine.folded and other.folded and _crosses(face, held):
        return Rule.ALTERNATE
    if (face.title == held.title and len(face.title) >= _SHORTEST_TITLE) or (
        face.title == held.title and went
    ):
        if went:
            return Rule.TITLE
        elsewhere = face.entry.list != held.entry.list
        if elsewhere if away is None else returns(face, held, away=away):
            return Rule.TITLE
    return None


def _crosses(face: Face, held: Face) -> bool:
    """Whether one names a translation of the other's file as its home."""
    return any(fold(home) == held.target.folded for home in face.homes) or any(
        fold(home) == face.target.folded for home in held.homes
    )


def find_weak(places: Mapping[int, Place], gone: Mapping[int, list[Candidate]]) -> Iterator[Match]:
    """Pairs of an entry that appeared in a list and one that vanished from it, alike in title or description."""
    by_list: dict[str, list[Candidate]] = defaultdict(list)
    for candidates in gone.values():
        for candidate in candidates:
            by_list[candidate.face.entry.list].append(candidate)
    rivals = {list: _Rivals(candidates) for list, candidates in by_list.items()}
    for number, place in places.items():
        if place.list in rivals:
            for candidate in rivals[place.list].of(place.face):
                if (match := _weak(number, place, candidate)) is not None:
                    yield match


@dataclass(slots=True)
class _Section:
    """What vanished from one section."""

    all: list[Candidate] = field(default_factory=list[Candidate])
    _many: _Many | None = None

    def rivals(self, face: Face) -> Iterable[Candidate]:
        """Those with which *face* is to be compared, beside those with a like title: all, unless they are many."""
        if len(self.all) <= _MANY:
            return self.all
        if self._many is None:
            self._many = _Many(self.all)
        return self._many.rivals(face)


class _Many:
    """The same of a section in which many vanished, looked up."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._plans = [each for each in candidates if not each.face.entry.link]
        self._alike = Summaries((each.face.entry.summary, each) for each in candidates)
        self._same: dict[str, list[Candidate]] = defaultdict(list)
        for each in candidates:
            self._same[each.face.entry.summary].append(each)

    def rivals(self, face: Face) -> Iterable[Candidate]:
        """Plans, those with a like description, and projects of one owner that are described in the same words."""
        summary = face.entry.summary
        of_owner = (each for each in self._same.get(summary, ()) if same_owner(face, each.face))
        return (*self._plans, *self._alike.near(summary), *of_owner)


class _Rivals:
    """What vanished from one list, so that each entry that appeared is compared with few of them."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._titles = Titles((each.face.entry.title, each) for each in candidates)
        self._by_section: dict[tuple[str, ...], _Section] = defaultdict(_Section)
        for each in candidates:
            self._by_section[each.face.entry.section].all.append(each)

    def of(self, face: Face) -> Iterable[Candidate]:
        """All by which *face* may be known: those of its section, those with a like title."""
        section = self._by_section.get(face.entry.section)
        found = {id(each): each for each in section.rivals(face)} if section else {}
        found.update((id(each), each) for each in self._titles.near(face.entry.title))
        return found.values()


def _finishes(face: Face, held: Face) -> bool:
    """Whether a note that is out finishes a plan without a link that had other numbers (``3B`` for ``7B``)."""
    planned = held.entry.marker is not None and not held.entry.link
    out = face.entry.marker is None and bool(face.entry.link)
    return planned and out and renumbered(face.entry.title, held.entry.title)


def _is_similar(face: Face, held: Face, like: float, *, in_place: bool) -> bool:
    """Whether two titles say that two entries are one note, one of which went when the other came."""
    if in_place and (like >= ALIKE or same_project(face, held)):
        return True
    if nearly_the_same(face.entry.title, held.entry.title):
        return True
    telling = like >= ALIKE or says_more(face, held)
    return telling and (kindred(face, held) or same_description(face.entry, held.entry))


def _weak(number: int, place: Place, candidate: Candidate) -> Match | None:
    face, held = place.face, candidate.face
    like = likeness(face.entry.title, held.entry.title)
    near = 1 - abs(place.part - candidate.part)
    in_place = face.entry.section == held.entry.section
    described = in_place and same_description(face.entry, held.entry)
    if (
        _is_similar(face, held, like, in_place=in_place)
        or (like >= _ALIKE_IN_PLACE and described)
        or (in_place and _finishes(face, held))
    ):
        rule = Rule.SIMILAR
    elif described or (in_place and same_owner(face, held)):
        rule = Rule.PLACE
    else:
        return None
    return Match(number, candidate.note, rule, bonus(face, held, near=near), held.entry)
