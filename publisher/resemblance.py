"""Finds titles that are alike among many, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from publisher.evidence import ALIKE, SHORTEST_PART, compact, head_of, undated
from publisher.markers import normal

Thing = TypeVar("Thing")


class Titles(Generic[Thing]):
    """Things by their titles."""

    def __init__(self, titled: Iterable[tuple[str, Thing]]) -> None:
        self._things: list[Thing] = []
        self._normal: list[str] = []
        self._compact: list[str] = []
        self._same: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, (title, thing) in enumerate(titled):
            self._things.append(thing)
            self._normal.append(normal(title))
            self._compact.append(compact(title))
            for key in _keys(title):
                self._same[key].append(number)

    def near(self, title: str) -> Iterator[Thing]:
        """All whose `likeness` to *title* may be `ALIKE` or more, or that begin as it does up to a dash; some that are not, too."""
        found = {number for key in _keys(title) for number in self._same.get(key, ())}
        if plain := normal(title):
            similar = process.extract(
                plain, self._normal, scorer=fuzz.ratio, processor=None, score_cutoff=100 * ALIKE, limit=None
            )
            found.update(number for _, _, number in similar)
        whole = compact(title)
        found.update([number for number, other in enumerate(self._compact) if _is_inside(whole, other)])
        return (self._things[number] for number in sorted(found))


def _is_inside(one: str, other: str) -> bool:
    return (one in other and len(one) >= SHORTEST_PART) or (other in one and len(other) >= SHORTEST_PART)


@lru_cache(maxsize=100_000)
def _keys(title: str) -> tuple[tuple[str, str], ...]:
    """What two titles of one kind are alike by when they share it."""
    return (
        ("head", head_of(title)),
        ("undated", compact(undated(title))),
        ("name", compact(title.rpartition("/")[2].strip())),
        ("words", " ".join(sorted(normal(title).split()))),
    )
