"""Weeks, months and quarters tile the time, and their names say which they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import Digest, Period, Weekday
from publisher.periods import closed_periods, period_named, period_of

WEEK = Digest()
SUNDAYS = Digest(first_day=Weekday.SUNDAY)
MONTH = Digest(period=Period.MONTH)
QUARTER = Digest(period=Period.QUARTER)
SHANGHAI = Digest(timezone="Asia/Shanghai")
SANTIAGO = Digest(timezone="America/Santiago")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


PERIODS = [
    pytest.param(WEEK, "2026-08-19T10:00", "2026-W34", "2026-08-17T00:00", "2026-08-24T00:00", id="week"),
    pytest.param(
        WEEK, "2026-08-17T00:00", "2026-W34", "2026-08-17T00:00", "2026-08-24T00:00", id="first moment"
    ),
    pytest.param(
        WEEK, "2026-08-23T23:59", "2026-W34", "2026-08-17T00:00", "2026-08-24T00:00", id="last moment"
    ),
    pytest.param(
        WEEK, "2027-01-01T00:00", "2026-W53", "2026-12-28T00:00", "2027-01-04T00:00", id="week of two years"
    ),
    pytest.param(
        WEEK, "2024-12-30T00:00", "2025-W01", "2024-12-30T00:00", "2025-01-06T00:00", id="week of next year"
    ),
    pytest.param(
        SUNDAYS, "2026-08-19T10:00", "2026-08-16", "2026-08-16T00:00", "2026-08-23T00:00", id="from Sunday"
    ),
    pytest.param(MONTH, "2026-12-31T10:00", "2026-12", "2026-12-01T00:00", "2027-01-01T00:00", id="month"),
    pytest.param(
        QUARTER, "2026-08-19T10:00", "2026-Q3", "2026-07-01T00:00", "2026-10-01T00:00", id="quarter"
    ),
    pytest.param(
        QUARTER, "2026-12-01T10:00", "2026-Q4", "2026-10-01T00:00", "2027-01-01T00:00", id="last quarter"
    ),
    pytest.param(
        SHANGHAI,
        "2026-08-23T16:00",
        "2026-W35",
        "2026-08-23T16:00",
        "2026-08-30T16:00",
        id="east of Greenwich",
    ),
    # The clocks go forward at midnight on Sunday 2026-09-06; the week from Monday has 167 hours.
    pytest.param(
        SANTIAGO,
        "2026-09-06T12:00",
        "2026-W36",
        "2026-08-31T04:00",
        "2026-09-07T03:00",
        id="clocks go forward",
    ),
]


@pytest.mark.parametrize(("digest", "when", "id", "begin", "end"), PERIODS)
def test_a_moment_falls_in_one_period(digest: Digest, when: str, id: str, begin: str, end: str) -> None:
    period = period_of(moment(when), digest)
    assert (period.id, period.begin, period.end) == (id, moment(begin), moment(end))


DIGESTS = st.builds(
    Digest,
    period=st.sampled_from(Period),
    first_day=st.sampled_from(Weekday),
    timezone=st.sampled_from(["UTC", "Asia/Shanghai", "America/Santiago", "Pacific/Apia", "Europe/Berlin"]),
)
MOMENTS = st.datetimes(datetime(2008, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, DIGESTS)
def test_periods_tile_the_time(when: datetime, digest: Digest) -> None:
    period = period_of(when, digest)
    assert period.begin <= when < period.end
    assert period.begin.utcoffset() == timedelta(0)
    following = period_of(period.end, digest)
    assert following.begin == period.end
    assert following.id > period.id


@given(MOMENTS, DIGESTS)
def test_a_name_says_which_period_it_is(when: datetime, digest: Digest) -> None:
    period = period_of(when, digest)
    assert period_named(period.id, digest) == period


@given(MOMENTS, DIGESTS)
def test_periods_begin_at_midnight_where_the_editor_lives(when: datetime, digest: Digest) -> None:
    zone = ZoneInfo(digest.timezone)
    before, begin = (
        (period_of(when, digest).begin - timedelta(microseconds=1)).astimezone(zone),
        period_of(when, digest).begin,
    )
    assert before.date() < begin.astimezone(zone).date()


@pytest.mark.parametrize("id", ["2026-W54", "2026-13", "2026-Q5", "2026-02-30", "draft", "", "2026"])
def test_what_names_no_period(id: str) -> None:
    assert period_named(id, WEEK) is None


def test_a_name_is_understood_whatever_the_length_of_periods_is_now() -> None:
    named = period_named("2026-W34", MONTH)
    assert named is not None
    assert named.end == moment("2026-08-24T00:00")


def test_a_period_is_closed_from_the_moment_it_is_over() -> None:
    since = moment("2026-08-05T00:00")
    almost = [period.id for period in closed_periods(since, moment("2026-08-23T23:59"), WEEK)]
    over = [period.id for period in closed_periods(since, moment("2026-08-24T00:00"), WEEK)]
    assert almost == ["2026-W32", "2026-W33"]
    assert over == ["2026-W32", "2026-W33", "2026-W34"]
