"""Finds titles and descriptions that are alike among many, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from publisher.evidence import (
    ALIKE,
    NEARLY,
    SHORTEST_SUMMARY,
    compact,
    head_of,
    is_inside,
    numbers_of,
    said,
)
from publisher.markers import normal

Thing = TypeVar("Thing")

_TOO_COMMON = 100
"""What more things say tells none of them."""


class Titles(Generic[Thing]):
    """Things by their titles."""

    def __init__(self, titled: Iterable[tuple[str, Thing]]) -> None:
        self._things: list[Thing] = []
        self._same: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._groups: dict[tuple[str, ...], _Group] = defaultdict(_Group)
        for number, (title, thing) in enumerate(titled):
            self._things.append(thing)
            self._groups[numbers_of(title)].add(number, title)
            for key in _keys(title):
                self._same[key].append(number)

    def near(self, title: str) -> Iterator[Thing]:
        """All whose `likeness` to *title* may be `ALIKE` or more, or that begin as it does up to a dash; some that are not, too."""
        found = {number for key in _keys(title) for number in self._same.get(key, ())}
        if group := self._groups.get(numbers_of(title)):
            found.update(group.near(title))
        return (self._things[number] for number in sorted(found))


class _Group:
    """Titles with the same numbers in them: those with others are never alike."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._normal: list[str] = []
        self._compact: list[str] = []

    def add(self, number: int, title: str) -> None:
        self._numbers.append(number)
        self._normal.append(normal(title))
        self._compact.append(compact(title))

    def near(self, title: str) -> Iterator[int]:
        if plain := normal(title):
            yield from (self._numbers[at] for at in _similar(plain, self._normal, 100 * ALIKE))
        whole = compact(title)
        yield from [
            number
            for number, other in zip(self._numbers, self._compact, strict=True)
            if is_inside(whole, other)
        ]


class Summaries(Generic[Thing]):
    """Things by their descriptions."""

    def __init__(self, described: Iterable[tuple[str, Thing]]) -> None:
        found = [(text, thing) for text, thing in described if len(text) >= SHORTEST_SUMMARY]
        self._things = [thing for _, thing in found]
        self._texts = [text for text, _ in found], [said(text) for text, _ in found]

    def near(self, summary: str) -> Sequence[Thing]:
        """All whose description may be the `same_description` as *summary*; none when they are too many to tell."""
        if len(summary) < SHORTEST_SUMMARY:
            return ()
        found = {
            at
            for text, texts in zip((summary, said(summary)), self._texts, strict=True)
            for at in _similar(text, texts, NEARLY)
        }
        return [self._things[at] for at in sorted(found)] if len(found) <= _TOO_COMMON else ()


def _similar(text: str, texts: Sequence[str], least: float) -> Iterator[int]:
    """Where those of *texts* stand that *text* is like by *least* per cent."""
    found = process.extract(text, texts, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=None)
    return (at for _, _, at in found)


@lru_cache(maxsize=100_000)
def _keys(title: str) -> tuple[tuple[str, str], ...]:
    """What two titles of one kind are alike by when they share it."""
    return (
        ("head", head_of(title)),
        ("name", compact(title.rpartition("/")[2].strip())),
        ("words", " ".join(sorted(normal(title).split()))),
    )
