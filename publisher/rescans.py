"""Which passages stand where lines changed: those of old that come up again, and others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.gfm.scanner import Scanner
from publisher.passages import Part, Passage

Hunk = tuple[int, int, list[Passage]]
"""From which to which of the old parts there are which other passages now."""


def find_hunks(lines: list[str], olds: list[Part], later: Iterator[Part]) -> Iterator[Hunk]:
    """Compare the passages of *lines*, in front of which nothing is open, with the *olds* that stood there.

    Where what changed runs on into parts behind them, these are taken from *later*, and are among the *olds* afterwards.
    """
    return _Comparison(lines, olds, later).hunks()


def find_passages(scanner: Scanner, lines: Sequence[str], begin: int, end: int) -> Iterator[Passage]:
    """What *scanner* has read of *lines* from *begin* to *end*, at both of which nothing is open."""
    start, done = begin, 0
    defined: dict[str, str] = {}
    for index, before, definitions in scanner.fresh:
        if index > end:
            break
        for label, destination in definitions.items():
            defined.setdefault(label, destination)
        if index > start:
            yield Passage(lines[start:index], start, scanner.blocks[done:before], defined)
            start, done, defined = index, before, {}


class _Comparison:
    def __init__(self, lines: list[str], olds: list[Part], later: Iterator[Part]) -> None:
        self._lines = lines
        self._olds = olds
        self._later = later
        self._end = len(lines)
        """Where the part begins that stands behind the olds."""
        self._behind = next(later, None)
        self._used = 0
        """How many of the olds have been dealt with."""
        self._places: dict[str, list[int]] = {}
        for number, part in enumerate(olds):
            self._places.setdefault(part.passage.lines[0], []).append(number)

    def hunks(self) -> Iterator[Hunk]:
        at = 0
        while True:
            passages, at, number = self._scan(at)
            if passages or number > self._used:
                yield self._used, number, passages
            while number < len(self._olds) and self._stands(number, at):
                at += len(self._olds[number].passage.lines)
                number += 1
            self._used = number
            if at == self._end and number == len(self._olds):
                return

    def _scan(self, begin: int) -> tuple[list[Passage], int, int]:
        """The passages from the line *begin* on; the line where an old part comes up, and which one that is."""
        lines = self._lines
        if begin == self._end:
            return [], begin, len(self._olds)
        scanner = Scanner(lines)
        index = begin
        while index < self._end or self._behind is not None:
            if index == self._end and self._behind is not None:
                lines += self._behind.passage.lines
            found = self._find(index) if scanner.take(index) and index > begin else None
            if found is not None:
                return [*find_passages(scanner, lines, begin, index)], index, found
            if index == self._end and self._behind is not None:
                self._olds.append(self._behind)
                self._end += len(self._behind.passage.lines)
                self._behind = next(self._later, None)
            index += 1
        scanner.finish()
        return [*find_passages(scanner, lines, begin, index)], index, len(self._olds)

    def _find(self, index: int) -> int | None:
        """Which old part comes up at the line *index*."""
        if index == self._end:
            return len(self._olds)
        for number in self._places.get(self._lines[index], ()):
            if number >= self._used and self._stands(number, index):
                return number
        return None

    def _stands(self, number: int, index: int) -> bool:
        """Whether the lines from *index* on are those of an old part, and go on as they went on behind it."""
        lines = self._olds[number].passage.lines
        end = index + len(lines)
        if end > self._end or self._lines[index:end] != lines:
            return False
        behind = self._behind.passage.lines[0] if self._behind is not None else None
        was = self._olds[number + 1].passage.lines[0] if number + 1 < len(self._olds) else behind
        return was == (self._lines[end] if end < self._end else behind)
