"""Titles that are alike are found among many."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.evidence import ALIKE, likeness, same_head
from publisher.resemblance import Titles

WORDS = st.sampled_from(
    ["feed", "Feeds", "ids", "id", "owner/", "some", " - ", "/", "(1996)", "（2004）", " ", "2", "ii", "订阅", "源", "-", ".", "x"]
)  # fmt: skip
TITLES = st.lists(WORDS, min_size=1, max_size=5).map("".join)


@given(st.lists(TITLES, max_size=8), TITLES)
@example(["owner/ids"], "ids")
@example(["ids that last"], "last that ids")
@example(["Feed ids - a story"], "Feed ids - their tests")
@example(["订阅源"], "订阅源的标识")
def test_none_that_is_alike_is_missed(titles: list[str], title: str) -> None:
    near = set(Titles((each, number) for number, each in enumerate(titles)).near(title))
    alike = {n for n, each in enumerate(titles) if likeness(each, title) >= ALIKE or same_head(each, title)}
    assert alike <= near


def test_few_others_are_found() -> None:
    titles = [word * 3 for word in ("Feeds", "Dates", "Pages", "Clocks", "Lists")] + [
        "Feeds that last",
        "Feed that lasts",
    ]
    assert list(Titles((title, title) for title in titles).near("Feeds that last")) == [
        "Feeds that last",
        "Feed that lasts",
    ]
