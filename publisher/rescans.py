"""Which passages stand where lines changed: those of old that come up again, and others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from publisher.blocks import Item
from publisher.gfm.scanner import SPACE, Scanner, is_plain_item
from publisher.passages import Known, Part, Passage

_FEW = 4
"""So many of the next old parts are looked at before any other."""
_MANY = 32
"""After so many searches it pays to have an index."""

Hunk = tuple[int, int, list[Passage]]
"""From which to which of the old parts there are which other passages now."""


def find_hunks(lines: list[str], olds: list[Part], later: Iterator[Part], known: Known) -> Iterator[Hunk]:
    """Compare the passages of *lines*, in front of which nothing is open, with the *olds* that stood there.

    Where what changed runs on into parts behind them, these are taken from *later*, and are among the *olds* afterwards.
    """
    return _Comparison(lines, olds, later, known).hunks()


def find_passages(
    scanner: Scanner, lines: list[str], begin: int, end: int, known: Known
) -> Iterator[Passage]:
    """What *scanner* has read of *lines* from *begin* to *end*, at both of which nothing is open."""
    start, done = begin, 0
    defined: dict[str, str] = {}
    for index, before, definitions in scanner.fresh:
        for label, destination in definitions.items():
            defined.setdefault(label, destination)
        if index > start:
            text = "\n".join(lines[start:index])
            yield known.get(text) or known.add(
                text, Passage(lines[start:index], scanner.blocks[done:before], defined)
            )
            start, done, defined = index, before, {}
        if index == end:
            break


def _read_lone_item(lines: Sequence[str], index: int, known: Known) -> Passage | None:
    """The passage that an item is between which and the next line's one there is nothing; None where that may be otherwise."""
    line = lines[index]
    if not is_plain_item(line) or not is_plain_item(lines[index + 1]) or "]:" in line:
        return None
    return known.get(line) or known.add(
        line, Passage([line], (Item(text=line[2:].strip(SPACE), depth=0, line=index + 1),), {})
    )


class _Comparison:
    def __init__(self, lines: list[str], olds: list[Part], later: Iterator[Part], known: Known) -> None:
        self._lines = lines
        self._olds = olds
        self._later = later
        self._known = known
        self._end = len(lines)
        """Where the part begins that stands behind the olds."""
        self._behind = next(later, None)
        self._used = 0
        """How many of the olds have been dealt with."""
        self._old: list[str] = []
        """The lines of the olds, once they are needed."""
        self._begins: list[int] = []
        """Where each of the olds begins among them."""
        self._sought = 0
        self._places: dict[str, list[int]] = {}

    def hunks(self) -> Iterator[Hunk]:
        at = 0
        while True:
            passages, at, number = self._scan(at)
            first = self._used
            same = 0
            while (
                same < len(passages)
                and first < number
                and passages[same].lines == self._olds[first].passage.lines
            ):
                first, same = first + 1, same + 1
            if same < len(passages) or first < number:
                yield first, number, passages[same:]
            number, at = self._skip(number, at)
            self._used = number
            if at == self._end and number == len(self._olds):
                return

    def _scan(self, begin: int) -> tuple[list[Passage], int, int]:
        """The passages from the line *begin* on; the line where an old part comes up, and which one that is."""
        lines = self._lines
        passages: list[Passage] = []
        index = begin
        while index < self._end:
            if index > begin and (found := self._find(index)) is not None:
                return passages, index, found
            passage = _read_lone_item(lines, index, self._known) if index + 1 < self._end else None
            if passage is not None:
                passages.append(passage)
                index += 1
                continue
            start, scanner = index, Scanner(lines)
            scanner.take(index)
            index += 1
            while index < self._end or self._behind is not None:
                if index == self._end and self._behind is not None:
                    lines += self._behind.passage.lines
                if scanner.take(index):
                    del lines[self._end :]
                    break
                if index == self._end and self._behind is not None:
                    self._absorb(self._behind)
                index += 1
            else:
                scanner.finish()
            passages += find_passages(scanner, lines, start, index, self._known)
        return passages, index, len(self._olds)

    def _absorb(self, part: Part) -> None:
        """Take the part behind to the olds."""
        self._olds.append(part)
        self._old, self._begins, self._places = [], [], {}
        self._end += len(part.passage.lines)
        self._behind = next(self._later, None)

    def _find(self, index: int) -> int | None:
        """Which old part comes up at the line *index*."""
        for number in range(self._used, min(self._used + _FEW, len(self._olds))):
            if self._stands(number, index):
                return number
        if self._used + _FEW < len(self._olds):
            for number in self._further(self._lines[index]):
                if self._stands(number, index):
                    return number
        return None

    def _further(self, line: str) -> Iterator[int]:
        """Those of the olds that begin with *line*, but for the next ones."""
        begins = self._count()
        self._sought += 1
        first = self._used + _FEW
        if self._sought > _MANY:
            if not self._places:
                for number, part in enumerate(self._olds):
                    self._places.setdefault(part.passage.lines[0], []).append(number)
            yield from (number for number in self._places.get(line, ()) if number >= first)
            return
        at = begins[first]
        while True:
            try:
                at = self._old.index(line, at)
            except ValueError:
                return
            number = bisect_right(begins, at) - 1
            if begins[number] == at:
                yield number
            at += 1

    def _count(self) -> list[int]:
        if not self._begins:
            self._old = list(chain.from_iterable([part.passage.lines for part in self._olds]))
            self._begins = [0, *accumulate([len(part.passage.lines) for part in self._olds])]
        return self._begins

    def _stands(self, number: int, index: int) -> bool:
        """Whether the lines from *index* on are those of an old part, and go on as they went on behind it."""
        lines = self._olds[number].passage.lines
        if lines[0] != self._lines[index]:
            return False
        end = index + len(lines)
        if end > self._end or self._lines[index:end] != lines:
            return False
        behind = self._behind.passage.lines[0] if self._behind is not None else None
        was = self._olds[number + 1].passage.lines[0] if number + 1 < len(self._olds) else behind
        return was == (self._lines[end] if end < self._end else behind)

    def _skip(self, number: int, index: int) -> tuple[int, int]:
        """Pass the old parts from *number* on that stand as they stood from the line *index* on."""
        if number == len(self._olds):
            return number, index
        if not self._stands(number, index):
            return number, index
        begins = self._count()
        start = begins[number]
        same = _common(self._old, start, self._lines, index, self._end)
        if start + same == begins[-1] and index + same == self._end:
            return len(self._olds), self._end
        # What stands is followed by the line that followed it.
        stop = bisect_right(begins, start + same - 1) - 1
        return (stop, index + begins[stop] - start) if stop > number else (number, index)


def _common(old: list[str], start: int, new: list[str], index: int, end: int) -> int:
    """How many lines *old* from *start* on and *new* from *index* to *end* begin with in common."""
    low, high = 0, min(len(old) - start, end - index)
    while low < high:
        middle = (low + high + 1) // 2
        if old[start + low : start + middle] == new[index + low : index + middle]:
            low = middle
        else:
            high = middle - 1
    return low
