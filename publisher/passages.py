"""A list's text in passages: runs of lines around which nothing is open, so that each can be read on its own.

A `Roll` keeps the passages of one text in order. To find one, to replace some and to count what stands before one takes time in
proportion to the square root of their number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from publisher.blocks import Block
from publisher.entries import Section, Walked, count_tops
from publisher.model import Entry
from publisher.scripts import NO_WORDS, Counts

_FULL = 128
"""A bucket with more parts is divided."""
_GAP = 1 << 256
_NARROW = 1 << 64
_SHORT = 4
"""Longer passages hardly ever come up again as they were."""
_MOST = 10_000
"""Passages that are remembered: memory does not grow with the history."""


class Passage:
    """Some lines, and what they are made of: values that many parts may share."""

    __slots__ = ("blocks", "counts", "definitions", "lines", "size", "tops", "view", "walks")

    def __init__(self, lines: list[str], blocks: Sequence[Block], definitions: dict[str, str]) -> None:
        self.lines = lines
        self.blocks = blocks
        """Where their lines are in the text is not known."""
        self.definitions = definitions
        text = "".join(lines)
        self.size = len(lines) + (len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass")))
        """How many bytes it has."""
        self.tops = count_tops(blocks) if blocks else 0
        self.counts: tuple[Counts, bool] | None = None
        """How often each script occurs where no code is open before it; None before anybody asked."""
        self.walks: dict[tuple[Section, ...], Walked] = {}
        """What it says under some headings, and"""
        self.view = 0
        """in which of the list's views."""


class Known:
    """Short passages of one list by their text, so that each is read once however often it comes up."""

    def __init__(self) -> None:
        self._passages: dict[str, Passage] = {}

    def get(self, text: str) -> Passage | None:
        return self._passages.get(text)

    def add(self, text: str, passage: Passage) -> Passage:
        if len(passage.lines) <= _SHORT:
            if len(self._passages) >= _MOST:
                self._passages.clear()
            self._passages[text] = passage
        return passage


class Part:
    """A passage where it stands, and the entries that it makes there."""

    __slots__ = (
        "after",
        "asked",
        "before",
        "boxed",
        "boxes",
        "bucket",
        "counts",
        "entries",
        "fenced",
        "fences",
        "found",
        "hidden",
        "homes",
        "key",
        "listings",
        "passage",
        "people",
        "stale",
    )

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.key = 0
        """Sorts the parts of one text."""
        self.bucket: Bucket | None = None
        """None while it is not on a roll."""
        self.stale = True
        """Whether it has still to be read where it stands."""
        self.before: tuple[Section, ...] = ()
        """The headings over it."""
        self.after: tuple[Section, ...] = ()
        """The headings over what follows."""
        self.asked: frozenset[str] = frozenset()
        """Labels whose definitions, there or not, have a say in what it says."""
        self.found: tuple[Entry, ...] = ()
        """What it lists, without drafts that are no entries after all."""
        self.boxes: tuple[int, ...] = ()
        """Which of what is found are drafts only where boxes say how far notes are."""
        self.boxed = False
        """Whether boxes do that here."""
        self.people = 0
        """How many of what is found are people."""
        self.homes = 0
        """How many are named like homes."""
        self.hidden: frozenset[int] = frozenset()
        """Which of what would be shown is not, as its section says."""
        self.entries: tuple[Entry, ...] = ()
        self.listings: list[Any] = []
        """Whose the entries are, one for each."""
        self.fenced = False
        """Whether code is open before it, as far as the language of the text is concerned."""
        self.fences = False
        self.counts: Counts = NO_WORDS

    def renewed(self) -> Part:
        """The same passage in the same place, to be read again."""
        part = Part(self.passage)
        part.fenced, part.fences, part.counts = self.fenced, self.fences, self.counts
        return part


class Bucket:
    """Some successive parts, with sums."""

    __slots__ = ("entries", "parts", "size")

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.size = self.entries = 0
        self.count((), parts)

    def count(self, gone: Sequence[Part], come: Sequence[Part]) -> None:
        """Have the sums tell that some parts went and others came."""
        for part in gone:
            self.size -= part.passage.size
            self.entries -= len(part.entries)
        for part in come:
            part.bucket = self
            self.size += part.passage.size
            self.entries += len(part.entries)


class Roll:
    """The parts of one text, in order."""

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self._buckets: list[Bucket] = []
        self._narrow = False
        """Whether there is little room left for keys somewhere."""
        self._fill(0, 0, list(parts))
        self._number()

    def __iter__(self) -> Iterator[Part]:
        for bucket in self._buckets:
            yield from bucket.parts

    @property
    def entries(self) -> int:
        """How many entries all parts have."""
        return sum([bucket.entries for bucket in self._buckets])

    def prepare(self) -> None:
        """Make room for keys, if there is need to: keys are comparable between two calls."""
        if self._narrow:
            self._number()

    def find(self, offset: int) -> tuple[int, int]:
        """The number of the part that holds the byte at *offset*, and where it begins; the last one's behind the end."""
        sums = list(accumulate([bucket.size for bucket in self._buckets]))
        at = min(bisect_right(sums, offset), len(sums) - 1)
        begin = sums[at - 1] if at else 0
        number = sum([len(bucket.parts) for bucket in self._buckets[:at]])
        parts = self._buckets[at].parts
        sums = list(accumulate([part.passage.size for part in parts]))
        inside = min(bisect_right(sums, offset - begin), len(sums) - 1)
        return number + inside, begin + (sums[inside - 1] if inside else 0)

    def after(self, number: int) -> Iterator[Part]:
        """The parts from *number* on."""
        for bucket in self._buckets:
            if number < len(bucket.parts):
                yield from bucket.parts[number:] if number else bucket.parts
                number = 0
            else:
                number -= len(bucket.parts)

    def get(self, number: int) -> Part | None:
        """The part with this number, if there is one."""
        return next(self.after(number), None) if number >= 0 else None

    def number_from(self, key: int) -> int:
        """The number of the first part whose key is *key* or a later one."""
        number = 0
        for bucket in self._buckets:
            if bucket.parts[-1].key >= key:
                return number + bisect_left(bucket.parts, key, key=_key_of)
            number += len(bucket.parts)
        return number

    def backwards(self, number: int) -> Iterator[Part]:
        """The parts before *number*, the last first."""
        lists: list[list[Part]] = []
        for bucket in self._buckets:
            if number <= 0:
                break
            lists.append(bucket.parts[:number] if number < len(bucket.parts) else bucket.parts)
            number -= len(bucket.parts)
        for parts in reversed(lists):
            yield from reversed(parts)

    def entries_before(self, part: Part) -> int:
        """How many entries stand before *part*."""
        count = 0
        for bucket in self._buckets:
            if bucket is part.bucket:
                break
            count += bucket.entries
        for other in part.bucket.parts if part.bucket else ():
            if other is part:
                break
            count += len(other.entries)
        return count

    def replace(self, begin: int, end: int, parts: list[Part]) -> None:
        """Put *parts*, which are new, in the place of those from *begin* to *end*."""
        buckets = self._buckets
        at = 0
        while at < len(buckets) - 1 and begin > len(buckets[at].parts):
            begin -= len(buckets[at].parts)
            end -= len(buckets[at].parts)
            at += 1
        stop, size = at, 0
        while stop < len(buckets) and (size < end or stop == at):
            size += len(buckets[stop].parts)
            stop += 1
        whole = buckets[at].parts if stop == at + 1 else [p for each in buckets[at:stop] for p in each.parts]
        before = whole[begin - 1] if begin else buckets[at - 1].parts[-1] if at else None
        after = whole[end] if end < len(whole) else buckets[stop].parts[0] if stop < len(buckets) else None
        self._key(before, after, parts)
        gone = whole[begin:end]
        for part in gone:
            part.bucket = None
        left = len(whole) - len(gone) + len(parts)
        if stop == at + 1 and 0 < left <= _FULL:
            whole[begin:end] = parts
            buckets[at].count(gone, parts)
        else:
            self._fill(at, stop, [*whole[:begin], *parts, *whole[end:]])

    def swap(self, old: Part, new: Part) -> None:
        """Put *new* in the place of *old*, with its key."""
        bucket = old.bucket
        if bucket is not None:
            bucket.parts[bucket.parts.index(old)] = new
            new.key, new.bucket, old.bucket = old.key, bucket, None
            bucket.entries += len(new.entries) - len(old.entries)

    def show(self, part: Part, entries: tuple[Entry, ...]) -> None:
        """Let *part*, which is on the roll, have these *entries*."""
        if part.bucket is not None:
            part.bucket.entries += len(entries) - len(part.entries)
        part.entries = entries

    def _fill(self, begin: int, end: int, parts: list[Part]) -> None:
        """Put *parts* into buckets in the place of those from *begin* to *end*."""
        size = max(1, len(parts))
        if size > _FULL:
            size = -(-size // (-(-size // (_FULL // 2))))
        self._buckets[begin:end] = [Bucket(parts[at : at + size]) for at in range(0, len(parts), size)]

    def _key(self, before: Part | None, after: Part | None, parts: list[Part]) -> None:
        low = before.key if before else 0
        high = after.key if after else low + _GAP * (len(parts) + 1)
        step = (high - low) // (len(parts) + 1)
        self._narrow = self._narrow or step < _NARROW
        for number, part in enumerate(parts, 1):
            part.key = low + step * number

    def _number(self) -> None:
        for number, part in enumerate(self, 1):
            part.key = number * _GAP
        self._narrow = False


def _key_of(part: Part) -> int:
    return part.key
