"""When each commit of the mainline became public.

A commit's date is its committer's clock, and clocks are wrong now and then. One that is behind is raised to
the date before it. One that is ahead would raise all later dates, so it is set aside when later commits
outvote it::

    committer dates   Mon  Tue  June  Wed  Thu        Mon  Tue  Mon  Wed
    found             Mon  Tue  Tue   Wed  Thu        Mon  Tue  Tue  Wed
                            a clock ahead                  a clock behind

No commit can tell by itself that its clock is ahead: it looks like the first one after a pause. So the date
of the newest commits may change once, when commits come that were made earlier by more than `SLACK`. While
all clocks are right to half of that, a date depends on nothing that comes later.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from publisher.mainline import Node

DAY = 86_400
SLACK = DAY
"""By how much a clock may run ahead of later commits before they are asked who is right."""
LEAP = 30 * DAY
"""A lead so large that as many later commits as those ahead are enough; else it takes one more."""

_LAST = 253_402_300_799  # the end of the year 9999, which is the last one that `datetime` knows


def moment(seconds: int) -> datetime:
    """A date that git holds as seconds; one that `datetime` cannot hold becomes the nearest that it can."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), UTC)


def find_dates(mainline: Sequence[Node]) -> tuple[datetime, ...]:
    """When each commit of *mainline* became public, oldest first; none is before the one before it."""
    clocks = [node.committed for node in mainline]
    ahead = _find_ahead(clocks)
    following = dict(_following(clocks, ahead))
    found: list[int] = []
    for at, node in enumerate(mainline):
        # Where the clock was wrong the author's date is the best guess, as far as it fits between the others.
        date = min(node.written, following[at]) if at in ahead else node.committed
        found.append(max(date, found[-1]) if found else date)
    return tuple(map(moment, found))


def _following(clocks: Sequence[int], ahead: frozenset[int]) -> Iterator[tuple[int, int]]:
    """For each clock that is ahead, the next one that is not."""
    right = 0
    for at in reversed(range(len(clocks))):
        if at in ahead:
            yield at, right
        else:
            right = clocks[at]


def _find_ahead(clocks: Sequence[int]) -> frozenset[int]:
    """Which clocks are more than `SLACK` later than those of more commits that come after them."""
    trusted: list[int] = []  # positions, and
    dates: list[int] = []  # their clocks, which only grow
    doubts: list[int] = []  # clocks after the last trusted one, each earlier than some of those, sorted
    ahead: set[int] = set()
    for at, clock in enumerate(clocks):
        doubted = len(dates) - bisect_right(dates, clock + SLACK)
        if not doubted:
            doubts.clear()
        else:
            insort(doubts, clock)
            first = dates[-doubted]
            votes = bisect_left(doubts, first - SLACK)
            if votes < doubted or (votes == doubted and first - clock <= LEAP):
                continue
            ahead.update(trusted[-doubted:])
            del trusted[-doubted:], dates[-doubted:]
        trusted.append(at)
        dates.append(max(clock, *dates[-1:]) if dates else clock)
    return frozenset(ahead)
