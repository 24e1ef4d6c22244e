"""How well an entry fits a note, and when it cannot be it."""

from __future__ import annotations

import pytest
from reading import face_of

from publisher.evidence import Rule, alike, bonus, can_fuse, compact, likeness, same_description


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Feed ids", "feed IDs!", id="case and punctuation"),
        pytest.param("Feed ids", "Feed idz", id="a typo"),
        pytest.param("somebody/feed-ids", "feed-ids", id="owner and name"),
        pytest.param("somebody/ids", "ids", id="owner and a short name"),
        pytest.param("Feed ids", "Feed ids explained", id="one in the other"),
        pytest.param("订阅源的标识", "订阅源的标识：入门", id="one in the other in Chinese"),
        pytest.param("Ｆｅｅｄ ids", "Feed ids", id="full-width letters"),
        pytest.param(
            "Feed ids - made for HTML5 pages", "Feed ids", id="a description with a number in a name"
        ),
    ],
)
def test_titles_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Feed ids", "Two dates", id="other words"),
        pytest.param("Feeds, part 1", "Feeds, part 2", id="other numbers"),
        pytest.param("Feeds 2.0", "Feeds 2.1", id="other versions"),
        pytest.param("Feeds II", "Feeds III", id="other Roman numbers"),
        pytest.param("Feed ids - part 2", "Feed ids", id="a number behind a dash"),
        pytest.param("Feed ids - a story", "Feed ids - their tests", id="other words behind a dash"),
        pytest.param("订阅（一）", "订阅（二）", id="other Chinese numbers"),
        pytest.param(
            "Ids", "Feed ids and all that is to be said about them", id="a small part of a long title"
        ),
        pytest.param("somebody/feed-ids", "somebody/other", id="one owner's two"),
        pytest.param("", "Feed ids", id="nothing"),
        pytest.param("!!", "??", id="only signs"),
    ],
)
def test_titles_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) < 0.8


def test_one_title_is_wholly_like_itself() -> None:
    assert likeness("Feed ids", "Feed-Ids") == 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Feed – Ids!", "feedids"), ("两个 日期", "两个日期"), ("C++", "c"), ("🔥", "🔥"), (" ★ ", "★")],
)
def test_titles_are_compared_without_case_signs_and_spaces(text: str, expected: str) -> None:
    assert compact(text) == expected


@pytest.mark.parametrize(
    ("fresh", "stays", "new", "fuses"),
    [
        pytest.param("- [Ids](ids.md)", "- [Ids](ids.md)", False, True, id="the same line twice"),
        pytest.param("- [Feed ids](ids.md)", "- [Feed ids, a long story](ids.md)", False, True, id="one link, one title in the other"),
        pytest.param("- [Feed ids](ids.md)", "- [Two dates](ids.md)", False, False, id="one link, other titles"),
        pytest.param("- [Feed ids](a.md)", "- [Feed ids](b.md)", False, False, id="one title, other links"),
        pytest.param("- [Feed ids](ids-cn.md)", "- [Feed ids](ids.md)", True, True, id="one title, one folded path"),
        pytest.param("- [Two dates](ids_en.md)", "- [Feed ids](ids.md)", False, False, id="one folded path, other titles"),
        pytest.param(
            "- [How feed ids are made today](ids_en.md)", "- [How feed ids are made now](ids.md)", False, True, id="one folded path, most words agree"
        ),
        pytest.param(
            "- [Feed ids](a.md) [[Zhihu](https://zhuanlan.zhihu.com/p/1)]", "- [Two dates](b.md) [[Zhihu](https://zhuanlan.zhihu.com/p/1)]", False, False,
            id="one home, other titles",
        ),
        pytest.param(
            "- [Feed ids](a.md) [[Zhihu](https://zhuanlan.zhihu.com/p/1)]", "- [Feed ids](b.md) [[Zhihu](https://zhuanlan.zhihu.com/p/1)]", False, True,
            id="one home and one title",
        ),
        pytest.param("- [Feed ids](https://zhuanlan.zhihu.com/p/1)", "- [Feed ids](b.md) [[Zhihu](https://zhuanlan.zhihu.com/p/1)]", False, True, id="a home is the other's link"),
        pytest.param("- [Feed ids](a.md): on [知乎]()", "- [Two dates](b.md): on [知乎]()", False, False, id="empty homes"),
        pytest.param("- [Other words](ids_en.md)", "- [Pending Review] [Feed ids](ids.md)", False, True, id="an unmarked line beside its marked one"),
        pytest.param("- [Pending Review] [Other words](ids_en.md)", "- [Feed ids](ids.md)", False, False, id="a marked line beside an unmarked one"),
        pytest.param("- [Other words](ids_en.md)", "- [Pending Review] [Feed ids](ids.md)", True, False, id="both came together"),
        pytest.param("- [Other words](b.md)", "- [Pending Review] [Feed ids](ids.md)", False, False, id="an unmarked line of another file"),
        pytest.param("- [ ] [Feed ids]()", "- [ ] [Two dates]()", False, False, id="two without a link"),
    ],
)  # fmt: skip
def test_two_entries_of_one_list_may_be_one_note(fresh: str, stays: str, new: bool, fuses: bool) -> None:  # noqa: FBT001
    assert can_fuse(face_of(fresh), face_of(stays), new=new) is fuses


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Feed ids", "feed ids", True), ("Feed ids", "The story of feed ids, told at length and with pictures", True),
        ("Ids", "Ids of feeds and entries", False), ("Feed ids", "Two dates", False), ("Feeds, part 1", "Feeds, part 2", False),
    ],
)  # fmt: skip
def test_titles_nearly_agree_or_one_holds_the_other(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert alike(face_of(f"- [{one}](a.md)"), face_of(f"- [{other}](b.md)")) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            "what must never change in a feed", "what must never change in a feed", True, id="the same"
        ),
        pytest.param(
            "what must never change in a feed", "what must never change in any feed", True, id="nearly"
        ),
        pytest.param(
            "what must never change in a feed", "why an entry has two dates at all", False, id="other"
        ),
        pytest.param("short and good", "short and good", False, id="too short to tell by"),
        pytest.param("", "", False, id="none"),
    ],
)
def test_long_descriptions_tell_notes_apart(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    entries = [face_of(f"- [A](a.md): {text}" if text else "- [A](a.md)").entry for text in (one, other)]
    assert same_description(*entries) is expected


def test_a_face_does_not_count_its_own_link_among_its_homes() -> None:
    face = face_of(
        "- [Ids](https://notes.example/ids): also on [Zhihu](https://zhuanlan.zhihu.com/p/1) and [Medium](http://www.notes.example/ids/)"
    )
    assert face.homes == {"zhuanlan.zhihu.com/p/1"}


def test_the_likest_listing_of_one_rule_is_preferred() -> None:
    fresh = face_of("## Feeds\n- [Feed ids](ids.md): why they must never change")
    best = bonus(fresh, fresh, near=1.0)
    worse = [
        "## Feeds\n- [Feed idz](ids.md): why they must never change",
        "## Git\n- [Feed ids](ids.md): why they must never change",
        "## Feeds\n- [Feed ids](ids.md): another description",
        "## Feeds\n- [Feed ids](ids.md#part): why they must never change",
    ]
    assert best <= 1.0
    assert all(bonus(fresh, face_of(text), near=1.0) < best for text in worse)
    assert bonus(fresh, fresh, near=0.0) < best
    assert (
        bonus(fresh, face_of(worse[1].replace("ids.md", "ids-cn.md"), path="README-cn.md"), near=1.0) < best
    )


def test_rules_stand_in_the_order_of_trust() -> None:
    assert [rule.name.lower() for rule in sorted(Rule, reverse=True)] == [
        "link", "rename", "translation", "alternate", "title", "similar", "place",
    ]  # fmt: skip
