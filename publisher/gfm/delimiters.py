"""Emphasis, strong emphasis and strike-through (GFM sections 6.4 and 6.5), paired as cmark-gfm pairs them."""

from __future__ import annotations

from publisher.gfm.autolinks import is_punctuation, is_space


class Run:
    """A run of ``*``, ``_`` or ``~`` that may open or close."""

    __slots__ = ("character", "closes", "end", "length", "opens", "start")

    def __init__(self, character: str, start: int, end: int, opens: bool, closes: bool) -> None:
        self.character = character
        self.start = start
        self.end = end
        """What is between *start* and *end* is not yet used; an opener is used from its end, a closer from its start."""
        self.length = end - start
        """As written."""
        self.opens = opens
        self.closes = closes


class Span:
    """A pair of marks."""

    __slots__ = ("closes", "mark", "opens", "size")

    def __init__(self, mark: str, size: int, opens: int, closes: int) -> None:
        self.mark = mark
        self.size = size
        """How many characters each of the two has."""
        self.opens = opens
        """Where the opening one ends."""
        self.closes = closes
        """Where the closing one begins."""


def read_run(source: str, start: int, end: int) -> Run | None:
    """The run from *start* to *end*; None when it can neither open nor close."""
    mark = source[start]
    before, after = start - 1, end
    if mark != "~":  # cmark-gfm looks through tildes.
        while before > 0 and source[before] == "~":
            before -= 1
        while after < len(source) and source[after] == "~":
            after += 1
    left = source[before] if before >= 0 and (mark == "~" or source[before] != "~") else "\n"
    right = source[after] if after < len(source) else "\n"
    left_space, right_space = is_space(left), is_space(right)
    left_mark, right_mark = is_punctuation(left), is_punctuation(right)
    opens = not right_space and (not right_mark or left_space or left_mark)
    closes = not left_space and (not left_mark or right_space or right_mark)
    if mark == "_":
        opens, closes = opens and (not closes or left_mark), closes and (not opens or right_mark)
    if (mark == "~" and end - start > 2) or not (opens or closes):
        return None
    return Run(mark, start, end, opens, closes)


def pair_runs(runs: list[Run]) -> list[Span]:
    """The spans that *runs* make, which stand in order; uses up what it pairs."""
    return _Pairing(runs).pair()


class _Pairing:
    """Runs, linked in both directions, and for each kind of closer the place before which there is no opener."""

    def __init__(self, runs: list[Run]) -> None:
        count = len(runs)
        self._runs = runs
        self._after: list[int] = [*range(1, count), -1]
        self._before: list[int] = list(range(-1, count - 1))
        self._bottoms: dict[tuple[int, str], int] = {}

    def pair(self) -> list[Span]:
        spans = []
        at = 0 if self._runs else -1
        while at >= 0:
            closer = self._runs[at]
            opener_at = self._find_opener(at) if closer.closes else -1
            if opener_at < 0:
                if closer.closes and not closer.opens:
                    self._remove(at)
                at = self._after[at]
                continue
            between = self._before[at]
            while between != opener_at:
                self._remove(between)
                between = self._before[between]
            span = _pair(self._runs[opener_at], closer)
            if span:
                spans.append(span)
            if closer.character == "~" or self._runs[opener_at].end == self._runs[opener_at].start:
                self._remove(opener_at)
            if closer.character == "~" or closer.end == closer.start:
                self._remove(at)
                at = self._after[at]
        return spans

    def _find_opener(self, at: int) -> int:
        """Where the opener of the closer at *at* is; -1 without one, and then no such closer will look before it again."""
        closer = self._runs[at]
        key = (closer.length % 3, closer.character)
        bottom = self._bottoms.get(key, 0)
        opener_at = self._before[at]
        while opener_at >= bottom:
            opener = self._runs[opener_at]
            if opener.opens and opener.character == closer.character:
                both = closer.opens or opener.closes
                if not both or closer.length % 3 == 0 or (opener.length + closer.length) % 3:
                    return opener_at
            opener_at = self._before[opener_at]
        self._bottoms[key] = at
        return -1

    def _remove(self, at: int) -> None:
        before, after = self._before[at], self._after[at]
        if before >= 0:
            self._after[before] = after
        if after >= 0:
            self._before[after] = before


def _pair(opener: Run, closer: Run) -> Span | None:
    """Use up what *opener* and *closer* have for each other; tildes must be as many on both sides."""
    if closer.character == "~":
        if opener.length != closer.length:
            return None
        size = closer.length
    else:
        size = 2 if min(opener.end - opener.start, closer.end - closer.start) >= 2 else 1
    span = Span(closer.character, size, opener.end, closer.start)
    opener.end -= size
    closer.start += size
    return span
