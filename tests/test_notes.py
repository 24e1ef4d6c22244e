"""Which entry is which note."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from reading import Texts, record_of, told

Moved = Mapping[int, Mapping[str, str]]

IDS = "- [Feed ids](ids.md): what must never change in a feed\n"
DATES = "- [Two dates](dates.md): why updated is not published\n"
CLOCKS = "- [Clocks lie](clocks.md): committer dates that go backwards\n"


def marked(line: str) -> str:
    """The line of a list, not out yet."""
    return line.replace("- [", "- [Pending Review] [", 1)


@pytest.mark.parametrize(
    ("steps", "events"),
    [
        pytest.param(
            [{"README.md": IDS}, {"README-cn.md": "- [订阅源的标识](ids-cn.md)：什么不能变\n"}],
            ["1 added! Feed ids", "2 translated Feed ids"],
            id="chinese-line-later",
        ),
        pytest.param(
            [{"README.md": IDS, "README-cn.md": "- [订阅源的标识](ids-cn.md)：什么不能变\n"}],
            ["1 added! Feed ids"],
            id="chinese-line-in-the-same-commit",
        ),
        pytest.param(
            [{"README.md": IDS}, {"README-cn.md": "- [订阅源的标识](ids.md)：什么不能变\n"}],
            ["1 added! Feed ids", "2 translated Feed ids"],
            id="same-link-in-both",
        ),
        pytest.param(
            [
                {"README.md": "- [Feed Ids Code Walk Through](https://notes.example/ids)\n"},
                {"README-cn.md": "- [Feed Ids Code Walk Through](https://zhuanlan.zhihu.com/p/1)\n"},
            ],
            ["1 added! Feed Ids Code Walk Through", "2 translated Feed Ids Code Walk Through"],
            id="same-title-other-links",
        ),
        pytest.param(
            [
                {
                    "README.md": "- [Feed ids](ids/long.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n"
                },
                {"README-cn.md": "- [订阅源的标识](https://zhuanlan.zhihu.com/p/1)\n"},
            ],
            ["1 added! Feed ids", "2 translated Feed ids"],
            id="by-a-stated-home",
        ),
        pytest.param(
            [
                {"README.md": "- [Feed ids](a/long.md): explained ([Chinese version](b/other.md))\n"},
                {"README-cn.md": "- [订阅源的标识](b/other.md)\n"},
            ],
            ["1 added! Feed ids", "2 translated Feed ids"],
            id="by-a-stated-translation",
        ),
        pytest.param(
            [
                {"README.md": IDS + DATES, "README-cn.md": "- [标识](ids-cn.md)\n- [日期](dates-cn.md)\n"},
                {"README-ja.md": "- [識別子](ids-ja.md)\n- [日付](dates-ja.md)\n"},
            ],
            ["1 added! Feed ids", "1 added! Two dates", "2 translated Feed ids", "2 translated Two dates"],
            id="third-language",
        ),
        pytest.param(
            [
                {
                    "README.md": "# 笔记\n\n这里是关于订阅源的一些笔记。\n- [订阅源的标识](ids.md)：什么不能变\n- [两个日期](dates.md)：更新不是发布\n"
                },
                {
                    "README.md": "# Notes\n\nNotes on feeds and on dates.\n"
                    + IDS.replace("ids.md", "ids-en.md")
                    + DATES.replace("dates.md", "dates-en.md"),
                    "README-cn.md": "# 笔记\n\n这里是关于订阅源的一些笔记。\n- [订阅源的标识](ids.md)：什么不能变\n- [两个日期](dates.md)：更新不是发布\n",
                },
            ],
            ["1 added! 订阅源的标识", "1 added! 两个日期", "2 translated Feed ids", "2 translated Two dates"],
            id="languages-swap",
        ),
        pytest.param(
            [{"README.md": IDS + DATES}, {"README.md": None, "README-en.md": IDS + DATES}],
            ["1 added! Feed ids", "1 added! Two dates"],
            id="list-renamed",
        ),
        pytest.param(
            [{"README.md": IDS, "README-cn.md": "- [标识](ids-cn.md)\n"}, {"README-cn.md": None}],
            ["1 added! Feed ids", "2 revised Feed ids"],
            id="language-dropped",
        ),
        pytest.param(
            [{"README-cn.md": "- [标识](ids-cn.md)\n"}, {"README.md": IDS}],
            ["1 added! 标识", "2 translated Feed ids"],
            id="only-in-chinese-then-english",
        ),
        pytest.param(
            [
                {"README.md": marked(IDS)},
                {"README-cn.md": "- [Pending Review] [标识](ids-cn.md)\n"},
                {"README.md": IDS, "README-cn.md": "- [标识](ids-cn.md)\n"},
            ],
            ["1 drafted Feed ids", "2 revised Feed ids", "3 promoted! Feed ids"],
            id="translated-while-pending",
        ),
    ],
)
def test_a_note_is_one_in_all_its_languages(steps: list[Texts], events: list[str]) -> None:
    assert told(*steps) == events


@pytest.mark.parametrize(
    ("steps", "events", "moved"),
    [
        pytest.param(
            [IDS + DATES + CLOCKS, CLOCKS + IDS + DATES],
            ["1 added! Feed ids", "1 added! Two dates", "1 added! Clocks lie"],
            {},
            id="sorted",
        ),
        pytest.param(
            [IDS + DATES, (IDS + DATES).replace("- ", "* ")],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="other-bullets",
        ),
        pytest.param(
            [
                IDS + DATES,
                "| Note | About |\n|-|-|\n| [Feed ids](ids.md) | what must never change in a feed |\n| [Two dates](dates.md) | why updated is not published |\n",
            ],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="to-a-table",
        ),
        pytest.param(
            [
                "| Note | About |\n|-|-|\n| [Feed ids](ids.md) | a |\n| [Two dates](dates.md) | b |\n",
                "| Note | Year | About |\n|-|-|-|\n| [Feed ids](ids.md) | 2026 | a |\n| [Two dates](dates.md) | 2026 | b |\n",
            ],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="column-added",
        ),
        pytest.param(
            ["## Feeds\n" + IDS + DATES, "## Publishing\n" + IDS + DATES],
            ["1 added! Feed ids", "1 added! Two dates", "2 revised Feed ids", "2 revised Two dates"],
            {},
            id="sections-retitled",
        ),
        pytest.param(
            [IDS + DATES + CLOCKS, (IDS + DATES + CLOCKS).replace("](", "](notes/")],
            [
                "1 added! Feed ids",
                "1 added! Two dates",
                "1 added! Clocks lie",
                "2 revised Feed ids",
                "2 revised Two dates",
                "2 revised Clocks lie",
            ],
            {2: {"ids.md": "notes/ids.md", "dates.md": "notes/dates.md", "clocks.md": "notes/clocks.md"}},
            id="folders-renamed-by-git",
        ),
        pytest.param(
            [IDS + DATES + CLOCKS, (IDS + DATES + CLOCKS).replace("](", "](notes/")],
            [
                "1 added! Feed ids",
                "1 added! Two dates",
                "1 added! Clocks lie",
                "2 revised Feed ids",
                "2 revised Two dates",
                "2 revised Clocks lie",
            ],
            {},
            id="folders-renamed-unseen",
        ),
        pytest.param(
            [IDS + DATES, IDS + "- [Nothing like before](time/x.md): quite another text here\n"],
            ["1 added! Feed ids", "1 added! Two dates", "2 revised Nothing like before"],
            {2: {"dates.md": "time/x.md"}},
            id="renamed-and-retitled",
        ),
        pytest.param(
            [
                "- [Feed ids](http://old.example/ids)\n- [Two dates](http://old.example/dates)\n",
                "- [Feed ids](https://new.example/a/ids)\n- [Two dates](https://new.example/a/dates)\n",
            ],
            ["1 added! Feed ids", "1 added! Two dates", "2 revised Feed ids", "2 revised Two dates"],
            {},
            id="addresses-rewritten",
        ),
        pytest.param(
            [
                "- [Feed ids](https://notes.example/ids)\n",
                "- [Feed ids](https://link.example/?target=https%3A//notes.example/ids)\n",
            ],
            ["1 added! Feed ids"],
            {},
            id="wrapped-in-redirects",
        ),
        pytest.param(
            [
                "- [Feed ids](./notes/feed%20ids.md)\n",
                "- [Feed ids](https://github.com/example-lists/field-notes/blob/main/notes//feed%20ids.md#top)\n",
            ],
            ["1 added! Feed ids", "2 revised Feed ids"],
            {},
            id="spelled-otherwise",
        ),
        pytest.param(
            [IDS + DATES, "\ufeff" + (IDS + DATES).replace("\n", "\r\n")],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="line-ends-and-mark",
        ),
        pytest.param(
            [IDS + DATES, (IDS + DATES).rstrip()],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="final-newline-lost",
        ),
        pytest.param(
            [IDS, IDS.replace("Feed ids", "Feed\u00a0ids")], ["1 added! Feed ids"], {}, id="no-break-space"
        ),
        pytest.param(
            [
                IDS + DATES,
                IDS + "<<<<<<< HEAD\n" + DATES + "=======\n- [The two dates](dates.md): why\n>>>>>>> 8a3f\n",
                IDS + DATES,
            ],
            ["1 added! Feed ids", "1 added! Two dates", "2 revised Two dates", "3 revised Two dates"],
            {},
            id="conflict-committed-and-resolved",
        ),
        pytest.param(
            ["- [Feed ids](http//notes.example/ids)\n", "- [Feed ids](http://notes.example/ids)\n"],
            ["1 added! Feed ids", "2 revised Feed ids"],
            {},
            id="malformed-link-repaired",
        ),
        pytest.param(
            ["- [Feed ids] (ids.md)\n", "- [Feed ids](ids.md)\n"],
            ["1 added! Feed ids"],
            {},
            id="space-before-the-destination-repaired",
        ),
        pytest.param(
            ["- [somebody/feed-ids](https://a.example/1)\n", "- [feed-ids](https://b.example/2)\n"],
            ["1 added! somebody/feed-ids", "2 revised feed-ids"],
            {},
            id="owner-and-name",
        ),
        pytest.param(
            [
                "- [Feed idz and where they stand](https://a.example/1)\n",
                "- [Feed ids and where they stand](https://b.example/2)\n",
            ],
            ["1 added! Feed idz and where they stand", "2 revised Feed ids and where they stand"],
            {},
            id="typo-in-the-title-and-a-new-link",
        ),
        pytest.param(
            [
                "- [Before](https://a.example/1): what must never change in any feed at all\n",
                "- [Nothing alike](https://b.example/2): what must never change in any feed at all\n",
            ],
            ["1 added! Before", "2 revised Nothing alike"],
            {},
            id="retitled-and-relinked-with-its-description",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
                "- [Ids, an essay](https://zhuanlan.zhihu.com/p/1)\n",
            ],
            ["1 added! Feed ids", "2 revised Ids, an essay"],
            {},
            id="moved-to-its-home",
        ),
        pytest.param(
            [
                {"README.md": IDS + DATES, "README-cn.md": "- [时钟](clocks-cn.md)\n"},
                {"README.md": IDS, "README-cn.md": "- [时钟](clocks-cn.md)\n" + DATES},
            ],
            ["1 added! Feed ids", "1 added! Two dates", "1 added! 时钟", "2 translated Two dates"],
            {},
            id="moved-to-another-list",
        ),
        pytest.param(
            [IDS, IDS + "## Best of\n" + IDS],
            ["1 added! Feed ids", "2 revised Feed ids"],
            {},
            id="listed-twice",
        ),
        pytest.param(
            ["## Feeds\n" + IDS + "## Best of\n" + IDS, "## Feeds\n" + IDS],
            ["1 added! Feed ids", "2 revised Feed ids"],
            {},
            id="listed-twice-and-once-again",
        ),
    ],
)
def test_a_reorganisation_brings_no_note(steps: list[Texts], events: list[str], moved: Moved) -> None:
    assert told(*steps, moved=moved) == events


@pytest.mark.parametrize(
    ("steps", "events", "moved"),
    [
        pytest.param(
            [
                "- [Router](https://a.example/router): small\n",
                "- [Router](https://a.example/router): small\n- [Router](https://b.example/router): fast\n",
            ],
            ["1 added! Router", "2 added! Router"],
            {},
            id="same-title-other-project",
        ),
        pytest.param(
            ["- [Router](https://a.example/router): small\n", "- [Router](https://b.example/router): fast\n"],
            ["1 added! Router", "2 revised Router"],
            {},
            id="same-title-one-goes-another-comes",
        ),
        pytest.param(
            ["- [Feed ids](https://notes.example/all)\n- [Clocks lie](https://notes.example/all)\n"],
            ["1 added! Feed ids", "1 added! Clocks lie"],
            {},
            id="rows-that-share-an-address",
        ),
        pytest.param(
            [
                "- [Feed ids](https://notes.example/all)\n",
                "- [Feed ids](https://notes.example/all)\n- [Clocks lie](https://notes.example/all)\n",
            ],
            ["1 added! Feed ids", "2 added! Clocks lie"],
            {},
            id="row-that-comes-to-share-an-address",
        ),
        pytest.param(
            ["- [Feed ids](ids.md)\n", "- [Feed ids](ids.md)\n- [Feed ids, the long version](ids.md)\n"],
            ["1 added! Feed ids", "2 revised Feed ids"],
            {},
            id="one-title-in-the-other-and-one-link",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n- [Two dates](dates.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n"
            ],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="copied-home",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
                "- [Feed ids](ids.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n- [Two dates](dates.md): also available on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
            ],
            ["1 added! Feed ids", "2 added! Two dates"],
            {},
            id="copied-home-later",
        ),
        pytest.param(
            ["- [Feed ids](ids.md): also on [知乎]()\n- [Two dates](dates.md): also on [知乎]()\n"],
            ["1 added! Feed ids", "1 added! Two dates"],
            {},
            id="empty-homes-are-nobodys",
        ),
        pytest.param(
            [
                IDS,
                "- [Feed ids](atom/ids.md): what must never change in a feed\n",
                "- [Feed ids](atom/ids.md): what must never change in a feed\n- [Clocks lie](ids.md): committer dates\n",
            ],
            ["1 added! Feed ids", "2 revised Feed ids", "3 added! Clocks lie"],
            {2: {"ids.md": "atom/ids.md"}},
            id="path-used-again-later",
        ),
        pytest.param(
            [
                "- [Talking in feeds](nccl/readme.md)\n",
                "- [Talking in feeds](nccl/readme.md)\n- [A topology of servers](nccl/readme_en.md)\n",
            ],
            ["1 added! Talking in feeds", "2 added! A topology of servers"],
            {},
            id="translation-that-is-an-entry-too",
        ),
        pytest.param(
            [
                "- [Feed ids in short](ids/readme.md)\n",
                "- [Feed ids in short](ids/readme.md)\n- [Feed ids in short](ids/readme_en.md)\n",
            ],
            ["1 added! Feed ids in short", "2 revised Feed ids in short"],
            {},
            id="translation-listed-beside-it",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md): see also [Two dates](dates.md)\n",
                "- [Feed ids](ids.md): see also [Two dates](dates.md)\n- [Two dates](dates.md): why\n",
            ],
            ["1 added! Feed ids", "2 added! Two dates"],
            {},
            id="mention-is-no-home",
        ),
        pytest.param(
            ["- [Part one](ids.md#one)\n", "- [Part one](ids.md#one)\n- [Part two](ids.md#two)\n"],
            ["1 added! Part one", "2 added! Part two"],
            {},
            id="parts-of-one-file",
        ),
        pytest.param(
            ["- [Feeds, part 1](https://a.example/1)\n", "- [Feeds, part 2](https://a.example/2)\n"],
            ["1 added! Feeds, part 1", "2 added! Feeds, part 2", "2 removed Feeds, part 1"],
            {},
            id="numbers-tell-apart",
        ),
        pytest.param(
            [IDS, IDS + DATES, IDS, IDS + "- [Why an entry has two dates](dates.md): new\n"],
            [
                "1 added! Feed ids",
                "2 added! Two dates",
                "3 removed Two dates",
                "4 returned Why an entry has two dates",
            ],
            {},
            id="added-reverted-added-with-another-title",
        ),
        pytest.param(
            [IDS + DATES, IDS, IDS + "- [Two dates](time/dates.md): why\n"],
            ["1 added! Feed ids", "1 added! Two dates", "2 removed Two dates", "3 returned Two dates"],
            {},
            id="back-under-another-link",
        ),
        pytest.param(
            [
                {"README.md": IDS + DATES, "README-cn.md": "- [标识](ids-cn.md)\n"},
                {"README.md": IDS},
                {"README-cn.md": "- [标识](ids-cn.md)\n- [日期](dates.md)\n"},
            ],
            [
                "1 added! Feed ids",
                "1 added! Two dates",
                "2 removed Two dates",
                "3 returned 日期",
                "3 translated 日期",
            ],
            {},
            id="back-in-another-list",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md)\n- [The ids of all feeds](https://notes.example/ids)\n",
                "- [Feed ids](ids.md)\n- [Feed ids and all that](https://notes.example/ids)\n",
                "- [Feed ids and all that](ids.md): also available on [the site](https://notes.example/ids)\n",
            ],
            [
                "1 added! Feed ids",
                "1 added! The ids of all feeds",
                "2 revised Feed ids and all that",
                "3 revised Feed ids and all that",
                "3 removed Feed ids and all that into ids",
            ],
            {},
            id="two-prove-to-be-one",
        ),
        pytest.param(
            [IDS + DATES, IDS + CLOCKS],
            ["1 added! Feed ids", "1 added! Two dates", "2 added! Clocks lie", "2 removed Two dates"],
            {},
            id="one-removed-while-another-comes",
        ),
        pytest.param(
            ["- [Feed ids](a.md)\n- [Two dates](b.md)\n", "- [Feed ids](b.md)\n- [Two dates](a.md)\n"],
            ["1 added! Feed ids", "1 added! Two dates", "2 revised Feed ids", "2 revised Two dates"],
            {},
            id="two-swap-their-links",
        ),
        pytest.param(
            [
                "- [Feeds in 2024](https://a.example/2024)\n- [Feeds in 2025](https://a.example/2025)\n",
                "- [Feeds in 2025](https://a.example/2025)\n- [Feeds in 2026](https://a.example/2026)\n",
            ],
            [
                "1 added! Feeds in 2024",
                "1 added! Feeds in 2025",
                "2 added! Feeds in 2026",
                "2 removed Feeds in 2024",
            ],
            {},
            id="two-alike-one-goes",
        ),
        pytest.param(
            [
                "- [Reading feeds slowly](https://a.example/1)\n- [Reading feeds](https://a.example/2)\n",
                "- [Reading feeds](https://b.example/2)\n- [Reading feeds slowly](https://b.example/1)\n",
            ],
            [
                "1 added! Reading feeds slowly",
                "1 added! Reading feeds",
                "2 revised Reading feeds",
                "2 revised Reading feeds slowly",
            ],
            {},
            id="best-match-first",
        ),
        pytest.param(
            [
                "- [Ids in pictures](https://a.example/1) and [Readers in pictures](https://a.example/2): explained\n"
            ],
            ["1 added! Ids in pictures", "1 added! Readers in pictures"],
            {},
            id="two-in-one-bullet",
        ),
    ],
)
def test_what_is_another_note_and_what_is_the_same(
    steps: list[Texts], events: list[str], moved: Moved
) -> None:
    assert told(*steps, moved=moved) == events


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        pytest.param([IDS, IDS.replace("Feed ids", "Ids")], "link", id="link"),
        pytest.param([IDS, {"README-cn.md": "- [标识](ids-cn.md)\n"}], "translation", id="translation"),
        pytest.param(
            [
                "- [Feed ids](a/b.md): also on [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
                "- [标识](https://zhuanlan.zhihu.com/p/1)\n",
            ],
            "alternate",
            id="home",
        ),
        pytest.param(
            ["- [Feed ids](https://a.example/1)\n", "- [Feed Ids](https://b.example/2)\n"],
            "title",
            id="title",
        ),
        pytest.param(
            ["- [Feed idz](https://a.example/1)\n", "- [Feed ids](https://b.example/2)\n"],
            "similar",
            id="similar title",
        ),
        pytest.param(
            [
                "- [Before](https://a.example/1): what must never change in a feed\n",
                "- [After](https://b.example/2): what must never change in a feed\n",
            ],
            "place",
            id="description in the same place",
        ),
    ],
)
def test_a_note_is_recognised_by_the_most_trusted_rule(steps: list[Texts], rule: str) -> None:
    events = record_of(*steps).events
    assert (len({event.note.id for event in events}), events[-1].rule) == (1, rule)


def test_a_rename_that_git_saw_is_trusted_more_than_a_title() -> None:
    moved = {2: {"ids.md": "b.md", "dates.md": "a.md"}}
    record = record_of("- [One](ids.md)\n- [Two](dates.md)\n", "- [One](a.md)\n- [Two](b.md)\n", moved=moved)
    assert {
        event.note.id: event.note.entries[0].title for event in record.events if event.commit.id == "2"
    } == {
        "dates": "One",
        "ids": "Two",
    }


def test_ids_are_minted_of_the_first_link_and_never_twice() -> None:
    texts = (
        "- [One](notes/ids.md#one)\n- [Two](notes/ids.md#two)\n- [Three](https://www.notes.example/3/)\n",
        "- [ ] Four and more\n- [x] [Five](five/readme_en.md)\n- [Six at last](five/readme.md)\n",
    )
    assert [event.note.id for event in record_of(*texts).events if event.kind != "removed"] == [
        "notes/ids",
        "notes/ids~2",
        "notes.example/3",
        "four-and-more",
        "five",
        "five~2",
    ]


def test_a_note_keeps_its_id_whatever_becomes_of_its_link() -> None:
    record = record_of(
        IDS, IDS.replace("ids.md", "atom/ids.md"), IDS.replace("ids.md", "https://notes.example/ids")
    )
    assert {event.note.id for event in record.events} == {"ids"}


def test_listings_stand_in_the_order_of_the_lists() -> None:
    record = record_of({"README-cn.md": "- [标识](ids-cn.md)\n", "README.md": IDS, "docs/list.md": IDS})
    assert [entry.list for entry in record.events[0].note.entries] == [
        "README.md",
        "README-cn.md",
        "docs/list.md",
    ]


def test_nothing_is_told_of_a_step_that_changes_no_list() -> None:
    assert record_of(IDS, {}, IDS).events == record_of(IDS).events


def test_two_projects_of_one_title_stay_two_in_another_list() -> None:
    english = "- [Router](https://a.example/router)\n- [Router](https://b.example/router)\n"
    chinese = "- [Router](https://c.example/router)\n- [Router](https://d.example/router)\n"
    assert told(english, {"README-cn.md": chinese}) == [
        "1 added! Router",
        "1 added! Router",
        "2 translated Router",
        "2 translated Router",
    ]


def test_a_status_column_marks_nothing_on_its_first_day_whatever_else_changes() -> None:
    assert told(
        IDS + DATES,
        "| Note | Status |\n|-|-|\n| [The ids of a feed](ids.md) | 🚧 |\n| [Two dates](dates.md) | ✅ |\n",
    ) == [
        "1 added! Feed ids",
        "1 added! Two dates",
        "2 revised The ids of a feed",
        "2 revised Two dates",
    ]
