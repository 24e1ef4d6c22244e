"""When each commit of the mainline became public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from publisher.mainline import Node

_LAST = 253402300799  # the last second of the year 9999


def moment(seconds: int) -> datetime:
    """A date that git holds as seconds; one that no calendar has becomes the nearest that one has."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), UTC)


def find_dates(mainline: Sequence[Node]) -> tuple[datetime, ...]:
    """The committer dates of *mainline*, oldest first, none before the one before it."""
    found = []
    last = 0
    for node in mainline:
        last = max(last, node.committed)
        found.append(moment(last))
    return tuple(found)
