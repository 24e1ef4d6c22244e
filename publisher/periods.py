"""Weeks, months and quarters, in the time zone that the editor of the digest lives in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from publisher.config import Digest, Weekday
from publisher.config import Period as Length

_ID = re.compile(
    r"(?P<year>\d{4})-(?:W(?P<week>\d{2})|Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days that one issue covers."""

    id: str
    """``2026-W34`` (ISO 8601), ``2026-08``, ``2026-Q3``; the first day where weeks begin on another."""
    begin: datetime
    """Its first moment, in UTC."""
    end: datetime
    """The first moment after it, in UTC."""


def period_of(moment: datetime, digest: Digest) -> Period:
    """The period that *moment* falls in."""
    return _period(_first_day(day_of(moment, digest), digest), digest.period, digest)


def period_named(id: str, digest: Digest) -> Period | None:
    """The period that an issue's id names, whatever the length of periods is now; None when it names none."""
    if (match := _ID.fullmatch(id)) is None:
        return None
    year = int(match["year"])
    try:
        if match["week"]:
            return _period(date.fromisocalendar(year, int(match["week"]), 1), Length.WEEK, digest)
        if match["quarter"]:
            return _period(date(year, 3 * int(match["quarter"]) - 2, 1), Length.QUARTER, digest)
        if match["day"]:
            return _period(date(year, int(match["month"]), int(match["day"])), Length.WEEK, digest)
        return _period(date(year, int(match["month"]), 1), Length.MONTH, digest)
    except ValueError:  # a thirteenth month, a fifty-third week of a short year
        return None


def days(first: date, last: date, digest: Digest) -> Period:
    """The days from *first* to *last*, both whole: of an issue out of the order, which is called ``draft``."""
    after = last + timedelta(days=1)
    return Period(id="draft", begin=_midnight(first, digest), end=_midnight(after, digest))


def day_of(moment: datetime, digest: Digest) -> date:
    """The day that *moment* falls on where the editor lives."""
    return moment.astimezone(ZoneInfo(digest.timezone)).date()


def closed_periods(since: datetime, as_of: datetime, digest: Digest) -> Iterator[Period]:
    """Yield the periods from the one *since* falls in that are over at *as_of*, oldest first."""
    period = period_of(since, digest)
    while period.end <= as_of:
        yield period
        period = period_of(period.end, digest)


def _first_day(day: date, digest: Digest) -> date:
    if digest.period is Length.WEEK:
        return day - timedelta(days=(day.weekday() - tuple(Weekday).index(digest.first_day)) % 7)
    if digest.period is Length.MONTH:
        return day.replace(day=1)
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _period(first: date, length: Length, digest: Digest) -> Period:
    if length is Length.WEEK:
        year, week, weekday = first.isocalendar()
        id = f"{year}-W{week:02}" if weekday == 1 else first.isoformat()
        after = first + timedelta(days=7)
    elif length is Length.MONTH:
        id = f"{first:%Y-%m}"
        after = _months_later(first, 1)
    else:
        id = f"{first.year}-Q{first.month // 3 + 1}"
        after = _months_later(first, 3)
    return Period(id=id, begin=_midnight(first, digest), end=_midnight(after, digest))


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _midnight(day: date, digest: Digest) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(digest.timezone)).astimezone(UTC)
