"""Which lines of two versions of a text differ."""

from __future__ import annotations

from collections.abc import Iterator

_WIDE = 2_000
"""Bytes between the first and the last difference above which there are probably several changes, far apart."""
_WINDOW = 12
"""So many lines behind a difference are looked at for where the versions go on alike."""
_MOST = 200
"""Changes that are told apart."""

Span = tuple[int, int, int, int]
"""Where lines that differ begin and end in the old text, and in the new one."""


def find_changes(old: bytes, new: bytes) -> Iterator[Span]:
    """The lines that differ, first to last; all between is equal. Both texts are lines that end in ``\n``."""
    at, end, stop = _find_change(old, new)
    here = at
    for _ in range(_MOST):
        if max(end - at, stop - here) < _WIDE:
            break
        found = _find_again(old[at:end], new[here:stop])
        if found is None:
            break
        yield at, at + found[0], here, here + found[1]
        at, here = at + found[0], here + found[1]
        same = common_head(old, new, at, here, min(end - at, stop - here))
        same = old.rfind(b"\n", at, at + same) + 1 - at if same < min(end - at, stop - here) else same
        at, here = at + max(0, same), here + max(0, same)
    if at < end or here < stop:
        yield at, end, here, stop


def _find_change(old: bytes, new: bytes) -> tuple[int, int, int]:
    """Where the lines that differ begin, and where they end in *old* and in *new*."""
    size = min(len(old), len(new))
    head = common_head(old, new, 0, 0, size)
    tail = _common_tail(old, new, size - head)
    begin = new.rfind(b"\n", 0, head) + 1
    end = len(old) - tail
    if not (_begins_line(old, end) and _begins_line(new, len(new) - tail)):
        end = old.find(b"\n", end) + 1 or len(old)
    return begin, end, end + len(new) - len(old)


def _find_again(old: bytes, new: bytes) -> tuple[int, int] | None:
    """Where, soon after they begin, *old* and *new* go on alike for two lines; None when they do not soon."""
    ours = old[: _WIDE * 2].split(b"\n", _WINDOW)[:-1]
    theirs = new[: _WIDE * 2].split(b"\n", _WINDOW)[:-1]
    for total in range(len(ours) + len(theirs) - 1):
        for number in range(max(0, total - len(theirs) + 2), min(total, len(ours) - 2) + 1):
            other = total - number
            if ours[number : number + 2] == theirs[other : other + 2] and any(ours[number : number + 2]):
                return _size(ours[:number]), _size(theirs[:other])
    return None


def _size(lines: list[bytes]) -> int:
    return len(lines) + sum(map(len, lines))


def common_head(old: bytes, new: bytes, at: int, here: int, most: int) -> int:
    """How many bytes *old* from *at* on and *new* from *here* on have in common, up to *most*.

    Slices are halved and compared: a byte is copied about once, and compared at the speed of memory.
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old.startswith(new[here + low : here + middle], at + low):
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(old: bytes, new: bytes, most: int) -> int:
    """How many bytes *old* and *new* end with in common, up to *most*."""
    low, high = 0, most
    before, after = len(old), len(new)
    while low < high:
        middle = (low + high + 1) // 2
        if old.startswith(new[after - middle : after - low], before - middle):
            low = middle
        else:
            high = middle - 1
    return low


def _begins_line(text: bytes, at: int) -> bool:
    return at == 0 or text[at - 1] == 10
