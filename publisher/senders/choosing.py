"""Which issues are to be sent where: decides, and does nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from publisher.senders.record import Destination, Record, Standing, State
from publisher.senders.wire import Made

SETTLED = timedelta(minutes=10)
"""After so long a service has either carried out a request or never will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One issue that is to become a draft."""

    issue: str
    attempt: int = 1
    written: bool = False
    """Whether the record says so already."""
    recent: bool = False
    """Whether the service was asked for it so short a time ago that it may still be making it."""


def find_plans(
    record: Record, place: Destination, issues: Sequence[str], *, most: int, now: datetime
) -> tuple[Plan, ...]:
    """What *place* still lacks of *issues*, in their order, and at most so many."""
    return tuple(islice(_plans(record, place, issues, now), most))


def _plans(record: Record, place: Destination, issues: Sequence[str], now: datetime) -> Iterator[Plan]:
    for issue in issues:
        known = record.standings.get((place, issue))
        if known is None or known.state not in {State.SENT, State.SKIPPED}:
            yield plan_of(issue, known, now)


def plan_of(issue: str, known: Standing | None, now: datetime) -> Plan:
    """How *issue* is sent after what is *known* of it."""
    if known is None or known.state is State.SKIPPED:
        return Plan(issue=issue)
    recent = known.doubted is not None and now < known.doubted + SETTLED
    if known.state is State.PLANNED:
        return Plan(issue=issue, attempt=known.attempt, written=True, recent=recent)
    # A new attempt is a new request: a service that remembers the old one would only repeat its refusal.
    again = known.made is Made.MAYBE and recent
    return Plan(issue=issue, attempt=known.attempt + (not again), recent=recent)
