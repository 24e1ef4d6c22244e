"""Which notes that lost their last listing prove to be others, by what these received in the same commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from publisher.evidence import Face, kindred, nearly_the_same
from publisher.resemblance import Titles

Taken = tuple[int, Face]
"""A note, and an entry that it lost, or received."""


def find_unions(lost: Iterable[Taken], received: Iterable[Taken]) -> dict[int, int]:
    """The note that each of those that *lost* an entry went to: the last of those that *received* what became of it."""
    takers: dict[str, list[tuple[int, Taken]]] = defaultdict(list)
    for number, taken in enumerate(received):
        takers[taken[1].entry.list].append((number, taken))
    by_list = {list: _Takers(taken) for list, taken in takers.items()}
    found: dict[int, int] = {}
    for note, face in lost:
        if face.entry.list not in by_list:
            continue
        near = by_list[face.entry.list].of(face)
        took = [(number, other) for number, (other, seen) in near if other != note and _took(face, seen)]
        if took:
            found[note] = max(took)[1]
    return found


class _Takers:
    """What notes received in one list, so that each entry that went is compared with few of it."""

    def __init__(self, taken: Sequence[tuple[int, Taken]]) -> None:
        self._titles = Titles((each[1][1].entry.title, each) for each in taken)
        self._by_link: dict[str, list[tuple[int, Taken]]] = defaultdict(list)
        self._by_home: dict[str, list[tuple[int, Taken]]] = defaultdict(list)
        for each in taken:
            face = each[1][1]
            self._by_link[face.entry.link].append(each)
            for home in face.homes:
                self._by_home[home].append(each)

    def of(self, face: Face) -> Iterator[tuple[int, Taken]]:
        if face.entry.link:
            yield from self._by_link.get(face.entry.link, ())
        yield from self._by_home.get(face.target.key, ())
        yield from self._titles.near(face.entry.title)


def _took(gone: Face, seen: Face) -> bool:
    """Whether an entry that another note received is what became of the one that went from the same list."""
    entry, other = seen.entry, gone.entry
    if (entry.link and entry.link == other.link) or gone.target.key in seen.homes:
        return True
    return nearly_the_same(entry.title, other.title) and kindred(seen, gone)
