"""When commits became public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.clocks import DAY, SLACK, find_dates, moment
from publisher.mainline import Node


def make_mainline(days: Sequence[float], written: Sequence[float] | None = None) -> list[Node]:
    return [
        Node(
            id=str(at),
            parents=(),
            author="maintainer",
            written=round(author * DAY),
            committed=round(day * DAY),
            subject="Add a note",
        )
        for at, (day, author) in enumerate(zip(days, written or days, strict=True))
    ]


def dates(days: Sequence[float], written: Sequence[float] | None = None) -> list[float]:
    return [date.timestamp() / DAY for date in find_dates(make_mainline(days, written))]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1, 2, 300], [1, 2, 300], id="a-pause"),
        pytest.param([1, 3, 2, 4], [1, 3, 3, 4], id="one-behind"),
        pytest.param([7, 8, 10, 11, 1, 2, 3, 12], [7, 8, 10, 11, 11, 11, 11, 12], id="some-behind"),
        pytest.param([1, 2, 2.5, 2.25, 3], [1, 2, 2.5, 2.5, 3], id="a-few-hours-ahead"),
        pytest.param([1, 2, 9, 3, 4, 5], [1, 2, 3, 3, 4, 5], id="a-week-ahead"),
        pytest.param([1, 2, 9, 3, 10], [1, 2, 9, 9, 10], id="a-week-ahead-or-the-next-a-week-behind"),
        pytest.param([1, 2, 900, 3], [1, 2, 3, 3], id="years-ahead-and-only-one-commit-later"),
        pytest.param([900, 1, 2], [1, 1, 2], id="the-first-one-ahead"),
        pytest.param([1, 2, 900], [1, 2, 900], id="the-last-one-ahead-as-long-as-nothing-shows-it"),
        pytest.param([1, 900, 901, 2, 3, 4], [1, 2, 2, 2, 3, 4], id="two-ahead-in-a-row"),
        pytest.param([1, 900, 2, 901, 3, 902, 4], [1, 2, 2, 3, 3, 4, 4], id="one-laptop-always-ahead"),
        pytest.param([1, 40000, 500, 2, 3], [1, 2, 2, 2, 3], id="ahead-in-different-ways"),
    ],
)
def test_dates_follow_the_clocks_that_are_right(days: list[float], found: list[float]) -> None:
    assert dates(days) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [(2.5, 2.5), (0.5, 2), (900, 3)],
    ids=["between", "before-the-one-before", "as-wrong-as-the-committer's"],
)
def test_where_a_clock_was_ahead_the_author_s_date_stands_if_it_fits(written: float, found: float) -> None:
    assert dates([1, 2, 900, 3, 4], [1, 2, written, 3, 4]) == [1, 2, found, 3, 4]


@given(st.lists(st.integers(0, 1000)))
def test_no_date_is_before_the_one_before_it(days: list[int]) -> None:
    found = dates(days)
    assert found == sorted(found)


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(-0.5, 0.5))), st.integers(0, 50))
def test_dates_depend_on_nothing_later_while_clocks_are_right_to_half_a_day(
    steps: list[tuple[float, float]], length: int
) -> None:
    now, days = 100.0, []
    for pause, error in steps:
        now += pause
        days.append(now + error * SLACK / DAY * 0.999)
    assert dates(days[:length]) == dates(days)[:length]


@given(st.lists(st.integers(1, 20), min_size=6, max_size=40), st.integers(1, 3), st.integers(2, 4000))
def test_one_clock_ahead_moves_no_other_date_by_more_than_a_day(
    pauses: list[int], at: int, lead: int
) -> None:
    days = [100.0 + sum(pauses[: place + 1]) for place in range(len(pauses))]
    wrong = [*days[:at], days[at] + lead, *days[at + 1 :]]
    later = [place for place in range(at + 1, len(days)) if place > at]
    if sum(day < wrong[at] - 1 for day in days[at + 1 :]) > 1:
        assert all(abs(dates(wrong)[place] - days[place]) <= 1 for place in later)


@pytest.mark.parametrize(
    ("seconds", "date"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-5, datetime(1970, 1, 1, tzinfo=UTC)),
        (10**15, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_out_of_the_calendar_becomes_the_nearest_in_it(seconds: int, date: datetime) -> None:
    assert moment(seconds) == date
