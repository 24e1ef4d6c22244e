"""What two versions of a text have in common at their ends."""

from __future__ import annotations


def common_head(old: bytes, new: bytes) -> int:
    """How many bytes *old* and *new* begin with in common.

    Slices are halved and compared: a byte is copied about once, and compared at the speed of memory.
    """
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old.startswith(new[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def common_tail(old: bytes, new: bytes, most: int) -> int:
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


def find_change(old: bytes, new: bytes) -> tuple[int, int, int]:
    """Where the lines begin that differ, and where they end in *old* and in *new*.

    Both texts are lines that end in ``\\n``; what is not between the first and the second, or the first and the third, is equal.
    """
    head = common_head(old, new)
    tail = common_tail(old, new, min(len(old), len(new)) - head)
    begin = new.rfind(b"\n", 0, head) + 1
    end = len(old) - tail
    if not (_begins_line(old, end) and _begins_line(new, len(new) - tail)):
        end = old.find(b"\n", end) + 1 or len(old)
    return begin, end, end + len(new) - len(old)


def _begins_line(text: bytes, at: int) -> bool:
    return at == 0 or text[at - 1] == 10
