"""Which entry is which note: rules that real lists taught, each told in texts of our own."""

from __future__ import annotations

import pytest
from reading import Texts, listed, told

ELSEWHERE = "https://github.com/example-writers/ids/blob/main/notes/ids"


@pytest.mark.parametrize(
    ("steps", "events"),
    [
        pytest.param(
            [
                {
                    "README.md": f"- [Feed ids]({ELSEWHERE}_EN.md)\n",
                    "README-cn.md": f"- [订阅源的标识]({ELSEWHERE}_CN.md)\n",
                }
            ],
            ["1 added! Feed ids"],
            id="a-file-of-another-repository-in-two-languages",
        ),
        pytest.param(
            [
                {"README.md": f"- **Feed ids:**\n\n  [[English]({ELSEWHERE}_EN.md)]\n"},
                {"README-cn.md": f"- [订阅源的标识]({ELSEWHERE}_CN.md)：什么不能变\n"},
            ],
            ["1 added! Feed ids", "2 translated Feed ids"],
            id="the-same-below-a-bold-title-its-translation-later",
        ),
        pytest.param(
            [
                {
                    "README.md": "- [Feed ids](https://notes.example/ids_EN.html)\n- [Two dates](https://notes.example/dates)\n",
                    "README-cn.md": "- [订阅源的标识](https://notes.example/ids_CN.html)\n",
                }
            ],
            ["1 added! Feed ids", "1 added! Two dates", "1 added! 订阅源的标识"],
            id="pages-of-other-sites-are-not-folded",
        ),
        pytest.param(
            [
                {"README.md": "- [Polling](https://poll.example/old) - How often to ask\n"},
                {
                    "README.md": "- [Polling kit](https://polling.example/) - How often to ask\n",
                    "README-cn.md": "- [轮询工具](https://polling.example/) - 多久问一次\n",
                },
            ],
            ["1 added! Polling", "2 translated Polling kit"],
            id="a-note-that-moves-on-the-day-it-is-translated",
        ),
        pytest.param(
            [
                {
                    "README.md": "- [Two dates](dates.md)\n",
                    "README-cn.md": "- [Two dates](dates.md)\n- [Pages](https://pages.example/)\n",
                },
                {
                    "README.md": "- [Two dates](dates.md)\n- [Easy lookup](https://pages.example/)\n",
                    "README-cn.md": "- [Two dates](dates.md)\n- [Pages](https://pages.example/)\n- [Easy lookup](https://pages.example/)\n",
                },
                {
                    "README.md": "- [Two dates](dates.md)\n- [Easy lookup](https://lookup.example/)\n",
                    "README-cn.md": "- [Two dates](dates.md)\n- [Pages](https://pages.example/)\n- [Easy lookup](https://lookup.example/)\n",
                },
            ],
            ["1 added! Two dates", "1 added! Pages", "2 added! Easy lookup", "3 revised Easy lookup"],
            id="a-copied-link-in-two-languages-at-once-beside-its-note-in-one",
        ),
        pytest.param(
            [
                {
                    "README.md": "- [Warp](https://warp.example/)\n",
                    "README-cn.md": "- [1.1.1.1](https://warp.example/)\n",
                },
                {
                    "README.md": "- [Warp](https://warp.example/)\n",
                    "README-cn.md": "- [1.1.1.1](https://warp.example/)\n- [Warp](https://warp.example/)\n",
                    "README-ko.md": "- [Warp](https://warp.example/)\n",
                },
            ],
            ["1 added! Warp", "2 translated Warp"],
            id="a-title-known-elsewhere-beside-another-one-of-its-note",
        ),
        pytest.param(
            [
                "# 笔记\n\n- [Feed ids](ids.md)\n",
                "# Notes\n\nWritten in English from now on, all of it.\n\n- [Feed ids](ids.md)\n",
            ],
            ["1 added! Feed ids", "2 revised Feed ids"],
            id="a-list-whose-prose-changes-its-language",
        ),
        pytest.param(
            [
                {
                    "README.md": "- [PollTerm](https://pollterm.example/)\n",
                    "README-cn.md": "- [PollTerm](https://pollterm.example/)\n",
                },
                {"README.md": "- [poll](https://poll.example/)\n"},
                {
                    "README-cn.md": "- [PollTerm](https://pollterm.example/)\n- [poll](https://poll.example/)\n"
                },
            ],
            ["1 added! PollTerm", "2 revised poll", "3 revised poll"],
            id="word-for-word-the-listing-in-another-list-beside-an-older-one",
        ),
        pytest.param(
            [
                "## Tools\n- [feed-ids](https://github.com/example-writers/feed-ids) - Ids\n",
                "## Tools\n- [ids.feed](https://github.com/example-writers/ids.feed) - Ids\n",
            ],
            ["1 added! feed-ids", "2 revised ids.feed"],
            id="a-title-with-its-words-in-another-order",
        ),
        pytest.param(
            [
                "## Tools\n- [bulwark](https://github.com/example-writers/bulwark) - Guards a feed\n",
                "## Tools\n- [castle](https://github.com/example-writers/castle) - Guards a feed\n",
            ],
            ["1 added! bulwark", "2 revised castle"],
            id="a-project-renamed-by-its-owner",
        ),
        pytest.param(
            [
                "## Tools\n- [bulwark](https://github.com/example-writers/bulwark) - Guards a feed\n",
                "## Tools\n- [castle](https://github.com/example-readers/castle) - Guards a feed\n",
            ],
            ["1 added! bulwark", "2 added! castle", "2 removed bulwark"],
            id="another-owners-project-for-the-same-job",
        ),
        pytest.param(
            [
                "## Tools\n- [reader/feedkit](https://github.com/reader/feedkit) - Kit\n",
                "## Tools\n- [example-lab/feedkit](https://github.com/example-lab/feedkit) - A kit for feeds\n",
            ],
            ["1 added! reader/feedkit", "2 revised example-lab/feedkit"],
            id="a-project-that-got-another-owner",
        ),
        pytest.param(
            [
                "## Tools\n- [feedkit](https://github.com/reader/feedkit) - Kit\n",
                "## Tools\n- [Everything for feeds](https://github.com/example-lab/feedkit) - Another kit\n",
            ],
            ["1 added! feedkit", "2 added! Everything for feeds", "2 removed feedkit"],
            id="another-project-of-one-name-and-another-title",
        ),
        pytest.param(
            [
                "## Tools\n- [Bulwark](https://bulwark.example) - Guards what you have read [(site)](https://one.example/a)\n",
                "## Tools\n- [Castle](https://castle.example) - Guards what you have read [(site)](https://another.example/c/d/e)\n",
            ],
            ["1 added! Bulwark", "2 revised Castle"],
            id="the-same-description-but-for-the-addresses-in-it",
        ),
        pytest.param(
            [
                "## Papers\n- [Sparse ids](https://arxiv.org/abs/2401.00001): FEEDS 2024. [[Slides](https://slides.example/sparse/ids.pdf)] [[Website](https://ids.example/sparse)]\n",
                "## Papers\n- [Denser clocks](https://arxiv.org/abs/2402.99999): FEEDS 2024. [[Slides](https://decks.example/a/clock)] [[Website](https://denser.example/)]\n",
            ],
            ["1 added! Sparse ids", "2 added! Denser clocks", "2 removed Sparse ids"],
            id="one-venue-and-homes-of-one-name-make-no-description",
        ),
        pytest.param(
            [
                "## Screens\n- [feed-odometer](https://github.com/reader/feed-odometer) - Counts what was read\n",
                "## Readers\n- [Feed + Meter](https://github.com/example-lab/feed-meter) - Reads on a meter\n",
            ],
            ["1 added! feed-odometer", "2 added! Feed + Meter", "2 removed feed-odometer"],
            id="letters-alike-in-another-section",
        ),
        pytest.param(
            [
                "- [polling ★1,761](https://github.com/reader/polling) - Old words\n- [Ids](ids.md)\n",
                "- [polling](https://github.com/example-lab/polling) - Asks politely\n- [Ids](ids.md)\n",
            ],
            ["1 added! polling", "1 added! Ids", "2 revised polling"],
            id="a-count-of-stars-in-the-title",
        ),
        pytest.param(
            [
                "- [poll ★19](https://github.com/reader/poll) - State\n- [poller](https://github.com/example-lab/poller) - Other\n",
                "- [poll](https://github.com/reader/poll) - State of it\n",
                "- [poll](https://github.com/reader/poll) - State of it\n- [poller](https://github.com/example-lab/poller) - Other\n",
            ],
            ["1 added! poll", "1 added! poller", "2 revised poll", "2 removed poller", "3 returned poller"],
            id="a-title-in-another-title-makes-them-not-one",
        ),
        pytest.param(
            [
                "## Feeds\n- [Ids](https://a.example/ids)\n\n## Readers\n- [Ids](https://a.example/ids)\n",
                "## Feeds\n- [Ids](https://b.example/ids)\n\n## Readers\n- [Ids](https://a.example/ids)\n",
            ],
            ["1 added! Ids", "2 revised Ids"],
            id="one-of-two-listings-that-leads-elsewhere",
        ),
        pytest.param(
            [
                "## Feeds\n- [Ids](https://a.example/ids)\n",
                "## Feeds\n- [Ids](https://a.example/ids)\n\n## Readers\n- [Ids](https://b.example/ids)\n",
            ],
            ["1 added! Ids", "2 added! Ids"],
            id="another-work-of-one-title-beside-it",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md)\n- [The ids of all feeds](https://notes.example/ids)\n",
                "- [Feed ids and all that](ids.md): also available on [the site](https://notes.example/ids)\n",
                "- [Feed ids and all that](ids.md)\n- [Quite other words](https://notes.example/ids)\n",
            ],
            [
                "1 added! Feed ids",
                "1 added! The ids of all feeds",
                "2 revised Feed ids and all that",
                "2 removed The ids of all feeds into ids",
                "3 revised Feed ids and all that",
                "3 returned Quite other words",
            ],
            id="what-proved-to-be-another-note-is-nothing-new-when-it-parts-from-it",
        ),
        pytest.param(
            [
                "## Tools\n- [bulwark](https://github.com/example-writers/bulwark)\n",
                "## Tools\n- [castle](https://github.com/example-writers/castle)\n",
            ],
            ["1 added! bulwark", "2 added! castle", "2 removed bulwark"],
            id="another-project-of-one-owner-without-a-description",
        ),
        pytest.param(
            [
                "- [awesome-go](https://github.com/example-lists/awesome-go)\n",
                "- [Go](https://github.com/example-lists/awesome-go)\n",
            ],
            ["1 added! awesome-go", "2 revised Go"],
            id="retitled-to-the-name-of-a-home",
        ),
        pytest.param(
            [
                "- [fluent - sends a feed to every reader](https://fluent.example)\n",
                "- [Fluent](https://github.com/example-writers/fluent)\n",
            ],
            ["1 added! fluent - sends a feed to every reader", "2 revised Fluent"],
            id="a-description-taken-out-of-the-title",
        ),
        pytest.param(
            [
                "## Large\n- [ ] Model 7B on a laptop\n- [ ] Model 7B on a phone\n- [x] [Ids](ids.md)\n",
                "## Large\n- [x] [Model 2B on a laptop](a.md)\n- [ ] Model 7B on a phone\n- [x] [Ids](ids.md)\n",
            ],
            [
                "1 drafted Model 7B on a laptop",
                "1 drafted Model 7B on a phone",
                "1 added! Ids",
                "2 promoted! Model 2B on a laptop",
            ],
            id="a-plan-finished-with-another-number",
        ),
        pytest.param(
            ["- [Week 1](week-1.md)\n- [Ids](ids.md)\n", "- [Week 2](week-2.md)\n- [Ids](ids.md)\n"],
            ["1 added! Week 1", "1 added! Ids", "2 added! Week 2", "2 removed Week 1"],
            id="a-note-that-is-out-with-another-number",
        ),
        pytest.param(
            [
                {
                    "README.md": "## Ids\n- [Editor](https://edit.example)\n## Dates\n- [Editor](https://edit.example)\n## All\n- [Editor](https://edit.example)\n"
                },
                {
                    "README.md": "## Ids\n- [Editor](https://edit.example/a)\n## Dates\n- [Editor](https://edit.example/b)\n## All\n- [Editor](https://edit.example/c)\n"
                },
                {
                    "README.md": None,
                    "README.en.md": "## Ids\n- [Editor](https://edit.example/a)\n## Dates\n- [Editor](https://edit.example/b)\n## All\n- [Editor](https://edit.example/c)\n",
                },
            ],
            ["1 added! Editor", "2 revised Editor"],
            id="a-note-listed-three-times-whose-list-is-moved",
        ),
        pytest.param(
            [
                "- [Pending Review] **Reading ids**\n[English](ids_en.md) - [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
                "- **Reading ids**\n[English](ids_en.md) - [Zhihu](https://zhuanlan.zhihu.com/p/1)\n",
            ],
            ["1 drafted Reading ids", "2 promoted! Reading ids"],
            id="homes-at-the-margin-below-a-marked-title",
        ),
        pytest.param(
            [
                "## Tools\n- [pipes](https://old.example/pipes) - Gathers feeds of all kinds, and makes one of them.\n## Kits\n- [Ids](ids.md)\n",
                "## Tools\n## Kits\n- [Ids](ids.md)\n- [Feed Works](https://works.example) - Gathers feeds of all kinds, and makes one of them.\n",
            ],
            ["1 added! pipes", "1 added! Ids", "2 added! Feed Works", "2 removed pipes"],
            id="another-name-and-section-with-a-long-description",
        ),
        pytest.param(
            [
                "## Tools\n- [pipes](https://old.example/pipes) - The official site of the program.\n## Kits\n- [Ids](ids.md)\n",
                "## Tools\n## Kits\n- [Ids](ids.md)\n- [Feed Works](https://works.example) - The official site of the program.\n",
            ],
            ["1 added! pipes", "1 added! Ids", "2 added! Feed Works", "2 removed pipes"],
            id="another-name-and-section-with-a-short-description",
        ),
        pytest.param(
            [
                "## Tools\n- [pipes](https://a.example) - Gathers feeds of all kinds, and makes one of them.\n- [taps](https://b.example) - Gathers feeds of all kinds, and makes one of them.\n## Kits\n- [Ids](ids.md)\n",
                "## Tools\n## Kits\n- [Ids](ids.md)\n- [Feed Works](https://works.example) - Gathers feeds of all kinds, and makes one of them.\n",
            ],
            [
                "1 added! pipes",
                "1 added! taps",
                "1 added! Ids",
                "2 added! Feed Works",
                "2 removed pipes",
                "2 removed taps",
            ],
            id="a-description-that-two-had",
        ),
        pytest.param(
            [
                "- [Pipes](https://old.example/pipes) - Gathers feeds.\n- [Ids](ids.md)\n",
                "- [Ids](ids.md)\n- [Feed Works](https://works.example) - Makes one feed of many (formerly known as Pipes).\n",
            ],
            ["1 added! Pipes", "1 added! Ids", "2 added! Feed Works", "2 removed Pipes"],
            id="a-description-that-says-the-former-name",
        ),
        pytest.param(
            [
                "- [Pipes](https://old.example/pipes) - Gathers feeds.\n- [Ids](ids.md)\n",
                "- [Pipes](https://old.example/pipes) - Gathers feeds.\n- [Ids](ids.md)\n- [Feed Works](https://works.example) - For those who formerly used Pipes.\n",
            ],
            ["1 added! Pipes", "1 added! Ids", "2 added! Feed Works"],
            id="a-former-name-of-what-is-still-there",
        ),
    ],
)
def test_a_note_is_recognised_and_nothing_else_is(steps: list[Texts], events: list[str]) -> None:
    assert told(*steps) == events


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param("- [Go](https://go.example)\n", ["Go"], id="a-subject-on-its-own"),
        pytest.param("- [Go](./go.md)\n", [], id="a-file-of-the-list-so-named"),
        pytest.param("- **Feeds**\n  - [Git](https://git.example)\n", [], id="a-home-below-a-label"),
        pytest.param("- [Paper](https://paper.example)\n", [], id="a-home-on-its-own"),
        pytest.param(
            "- [Feed ids](ids.md)\n  - https://github.com/example-writers/ids\n",
            ["Feed ids"],
            id="an-address-below-an-entry-is-its-home",
        ),
        pytest.param(
            "- [Feed ids](ids.md)\n  - [https://ids.example/a](https://ids.example/a)\n",
            ["Feed ids"],
            id="a-linked-address-below-an-entry-is-its-home",
        ),
        pytest.param(
            "- Feeds\n  - https://ids.example/a\n",
            ["https://ids.example/a"],
            id="an-address-below-a-label-is-an-entry",
        ),
        pytest.param(
            "- [Feed ids](ids.md)\n  - [Two dates](https://dates.example)\n",
            ["Feed ids", "Two dates"],
            id="a-titled-note-below-an-entry-is-its-own",
        ),
    ],
)
def test_what_is_an_entry_depends_on_what_stands_above_it(text: str, titles: list[str]) -> None:
    assert [entry["title"] for entry in listed(text)] == titles


def test_an_address_below_an_entry_is_listed_among_its_homes() -> None:
    text = "- [Feed ids](ids.md)\n  - [https://github.com/example-writers/ids](https://github.com/example-writers/ids)\n"
    assert listed(text)[0]["homes"] == {"github": "https://github.com/example-writers/ids"}


def test_a_link_pasted_where_its_address_belongs_leads_where_it_leads() -> None:
    text = "- [Feed ids]([XXX](https://ids.example/a))\n"
    assert listed(text) == [{"title": "Feed ids", "link": "https://ids.example/a"}]
