"""Parts of the mainline that an editor asks for, whatever the periods are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from publisher.config import Digest
from publisher.model import Commit
from publisher.periods import Period, day_of, days


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """All that happened after one commit, up to another one."""

    period: Period
    """The days that it is said to be about."""
    base: str | None
    """None at the beginning of the history."""
    tip: str


def stretch_between(
    commits: Sequence[Commit], digest: Digest, *, first: date | None, last: date | None
) -> Stretch | None:
    """From the day *first* to the day *last*, both whole; without them from the beginning, or to the end."""
    start = last_before(commits, days(first, first, digest).begin) if first else -1
    return _stretch(commits, digest, start, first, last)


def stretch_since(
    commits: Sequence[Commit], digest: Digest, *, base: str | None, last: date | None
) -> Stretch | None:
    """From the commit after *base* to the day *last*."""
    start = next((place for place, commit in enumerate(commits) if commit.id == base), -1)
    return _stretch(commits, digest, start, None, last)


def _stretch(
    commits: Sequence[Commit], digest: Digest, start: int, first: date | None, last: date | None
) -> Stretch | None:
    """None when no commit is in it."""
    stop = last_before(commits, days(last, last, digest).end) if last else len(commits) - 1
    if stop <= start:
        return None
    begin, end = (day_of(commits[place].date, digest) for place in (start + 1, stop))
    base = commits[start].id if start >= 0 else None
    period = days(first or begin, last or end, digest)
    return Stretch(period=period, base=base, tip=commits[stop].id)


def last_before(commits: Sequence[Commit], end: datetime) -> int:
    """Index of the last commit before *end*; -1 when there is none."""
    low, high = 0, len(commits)
    while low < high:
        middle = (low + high) // 2
        if commits[middle].date < end:
            low = middle + 1
        else:
            high = middle
    return low - 1
