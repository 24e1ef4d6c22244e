"""What a whole list says: which of its lines are entries, and what stands around them."""

from __future__ import annotations

import pytest
from reading import Facts, listed, read, row


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "comment-in-one-line",
            "<!-- - [Walk through](./a.md): hidden -->\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "comment-over-several-lines",
            "<!-- Once upon a time [SPIN](https://notes.example/spin)\nand\n- [Ids](./ids.md)\n-->\n\n- [Dates](./dates.md)",
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "right-below-a-heading",
            "# Notes\n### Feeds\n- [Ids](./ids.md): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "named-like-a-home-among-entries",
            "## Talk\n- [Two dates](./dates.md)\n- [Reddit](https://reddit.example/r/feeds)\n- [Ids](./ids.md)",
            {"title": "Two dates", "link": "dates.md"},
            {"title": "Reddit", "link": "https://reddit.example/r/feeds"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "homes-of-what-the-heading-names",
            "## Ids\n- [Paper](https://notes.example/paper)\n- [Code](https://notes.example/code)\n- [A talk](https://notes.example/talk)",
            {"title": "A talk", "link": "https://notes.example/talk"},
        ),
        row(
            "home-in-the-list-itself-among-entries",
            "- [Two dates](./dates.md)\n- [Docs](./docs)\n- [Ids](./ids.md)",
            {"title": "Two dates", "link": "dates.md"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "words-before-a-home-among-entries",
            "- [Two dates](./dates.md)\n- Code: [repo](https://notes.example/code)\n- [Ids](./ids.md)",
            {"title": "Two dates", "link": "dates.md"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "thing-below-an-entry-among-entries",
            "- [Programs](https://notes.example/programs)\n  - [npm](https://notes.example/npm)\n  - [Ids](./ids.md)\n  - [Two dates](./dates.md)\n  - [Caches](./caches.md)",
            {"title": "Programs", "link": "https://notes.example/programs"},
            {"title": "npm", "link": "https://notes.example/npm"},
            {"title": "Ids", "link": "ids.md"},
            {"title": "Two dates", "link": "dates.md"},
            {"title": "Caches", "link": "caches.md"},
        ),
        row(
            "thing-below-an-entry",
            "- [Programs](https://notes.example/programs)\n  - [npm](https://notes.example/npm)\n  - [Ids](./ids.md)",
            {
                "title": "Programs",
                "link": "https://notes.example/programs",
                "homes": {"notes.example": "https://notes.example/npm"},
            },
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "loose-list",
            "- [Ids](./ids.md)\n\n- [Dates](./dates.md)\n\n\n- [Caches](./caches.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Caches", "link": "caches.md"},
        ),
        row(
            "no-final-newline",
            "- [Ids](./ids.md): explained\n- [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row("bullet-without-a-link", "- Ids\n- [Dates](./dates.md)", {"title": "Dates", "link": "dates.md"}),
        row(
            "conflict-markers",
            "<<<<<<< HEAD\n- [Ids](./ids.md)\n=======\n- [Ids](./ids-2.md)\n- [Dates](./dates.md)\n>>>>>>> 8a3f\n- [Caches](./caches.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Ids", "link": "ids-2.md"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Caches", "link": "caches.md"},
        ),
        row(
            "heading-with-links",
            "## [English README](./README-eng.md) | [简体中文](./README.md)\n\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "links-in-prose",
            "We read [SPIN](https://notes.example/spin) and [COPS](https://notes.example/cops).\n\n[TODO]\n\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "number",
            "1. [Ids](./ids.md): explained\n2) [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "indented-by-a-tab",
            "-\t[Ids](./ids.md)\n\t- [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "nested-notes",
            "- Feeds\n  - [Ids](./ids.md): explained\n  - [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "sub-item-with-code",
            "- [Ids](./ids.md): explained\n  - Code: [ids.py](https://github.com/someone/ids)\n  - [Paper](https://arxiv.org/abs/2401.00001)",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "explained",
                "homes": {
                    "github": "https://github.com/someone/ids",
                    "arxiv": "https://arxiv.org/abs/2401.00001",
                },
            },
        ),
        row(
            "sub-items-that-are-notes",
            "- [Ids](./ids.md): explained\n  - [Dates](./dates.md): next to it",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md", "summary": "next to it"},
        ),
        row(
            "reference-link",
            '- [Ids][ids]: explained\n- [Dates][]\n- [Clocks]\n\n[ids]: ./ids.md\n[dates]: ./dates.md "t"\n[clocks]: <./clocks a.md>',
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Clocks", "link": "clocks a.md"},
        ),
        row(
            "footnote-is-no-reference",
            "- [Ids](./ids.md)[^1]: explained\n\n[^1]: See [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "html-list",
            '<ul>\n<li><a href="./ids.md">Ids</a>: explained</li>\n<li><a href="./dates.md"><b>Dates</b></a></li>\n</ul>',
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "struck-through",
            "- ~~[Ids](./ids.md)~~: gone\n- <del>[Dates](./dates.md)</del>\n- [Clocks](./clocks.md)",
            {"title": "Ids", "link": "ids.md", "summary": "gone"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Clocks", "link": "clocks.md"},
        ),
        row(
            "code-fence",
            "```\n- [Ids](./ids.md)\n```\n- [Dates](./dates.md)",
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "front-matter",
            "---\ntitle: Notes\nitems:\n- [a](b.md)\n---\n\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "block-quote",
            "> - [Ids](./ids.md)\n\n- [Dates](./dates.md)",
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "sponsor-banner",
            '<p align="center"><a href="https://sponsor.example"><img src="s.png"></a></p>\n\n## Sponsors\n- [Acme](https://acme.example)\n\n## Notes\n- [Ids](./ids.md)',
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "contents",
            "## Contents\n- [Feeds](#feeds)\n  - [Atom](#atom)\n\n## Feeds\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "contents-that-lead-to-files",
            "## 目录\n- [Ids](./ids.md)\n  - [Dates](./dates.md)\n\n## Contents\n- [Feeds](#feeds)\n- [Caches](./caches.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Caches", "link": "caches.md"},
        ),
        row(
            "contents-by-full-address",
            "- [Feeds](README.md#feeds)\n- [Feeds](https://github.com/example-lists/field-notes/blob/main/README.md#feeds)\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "link-to-another-list",
            "- [中文](README-cn.md)\n- [Chinese list](./README-cn.md#feeds)\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "bare-language-label",
            "- [中文版](./other-cn.md)\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "prose-before-the-link",
            "- Thanks to [everyone](https://people.example) who helped\n- If you are new, read [this](./ids.md) first\n- [Dates](./dates.md)",
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "three-links-in-a-row",
            "- [A b](https://a.example) | [C d](https://c.example) | [E f](https://e.example)\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "section-item-with-a-marker",
            "- Feeds\n  - [Pending Review] [Ids](./ids.md)\n  - [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "marker": "[Pending Review]"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "section-item",
            "- Feeds\n\n  - [Ids](./ids.md)\n- **Git**\n  - [Clocks](./clocks.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Clocks", "link": "clocks.md"},
        ),
        row(
            "box-ticked",
            "- [x] [Ids](./ids.md)\n- [X] [Dates](./dates.md): why",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "summary": "why"},
        ),
        row(
            "fragment-of-another-file",
            "- [Ids, part two](./ids.md#part-two)\n- [Ids](./ids.md)",
            {"title": "Ids, part two", "link": "ids.md#part-two"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "mail-address",
            "- [Write to us](mailto:someone@example.org)\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "people",
            "## Crew\n- [a](https://github.com/a)\n- [b](https://github.com/b)\n- [c](https://github.com/c)\n\n## Notes\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "byte-order-mark",
            "\ufeff- [Ids](./ids.md): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "mixed-line-ends",
            "# Notes\r\n\r\n- [Ids](./ids.md): explained\r- [Dates](./dates.md)\n",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
    ],
)
def test_what_is_an_entry_and_what_is_none(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "prose-before-the-link-zh",
            "- 感谢[各位](https://people.example)的帮助\n- [日期](./dates.md)",
            {"title": "日期", "link": "dates.md"},
        ),
    ],
)
def test_what_is_an_entry_and_what_is_none_in_a_chinese_list(text: str, entries: list[Facts]) -> None:
    assert listed(text, path="README-cn.md") == entries


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        pytest.param("- [A](a.md)", [()], id="no heading"),
        pytest.param("# Notes\n- [A](a.md)", [()], id="the title of the document is none"),
        pytest.param(
            "# One\n- [A](a.md)\n# Two\n- [B](b.md)", [("One",), ("Two",)], id="several titles are sections"
        ),
        pytest.param(
            "# Notes\n## Feeds\n### Atom\n- [A](a.md)\n## Git\n- [B](b.md)",
            [("Feeds", "Atom"), ("Git",)],
            id="inner headings end with outer ones",
        ),
        pytest.param(
            "### Atom\n- [A](a.md)\n## Git\n- [B](b.md)", [("Atom",), ("Git",)], id="a level left out"
        ),
        pytest.param("Feeds\n---\n- [A](a.md)", [("Feeds",)], id="an underlined heading"),
        pytest.param("<h2 align='center'>Feeds</h2>\n\n- [A](a.md)", [("Feeds",)], id="an HTML heading"),
        pytest.param(
            "## 📚 **Feeds** [&](x.md) `git` ##\n- [A](a.md)",
            [("📚 Feeds & git",)],
            id="as it is seen on the page",
        ),
        pytest.param(
            "## Feeds\n- Atom\n  - Ids\n    - [A](a.md)\n- [B](b.md)",
            [("Feeds", "Atom", "Ids"), ("Feeds",)],
            id="items without a link are sections",
        ),
        pytest.param("##\n- [A](a.md)", [()], id="an empty heading"),
    ],
)
def test_an_entry_knows_its_section(text: str, sections: list[tuple[str, ...]]) -> None:
    assert [entry.section for entry in read(text).entries] == sections


def test_an_entry_knows_its_list_language_and_line() -> None:
    text = "---\na: b\n---\n# 笔记\r\n\r\n<!--\n-->\n- [甲](a.md)：说明\n  - [乙](b.md)\n\n| 标题 | 链接 |\n|-|-|\n| 丙 | [看](c.md) |\n"
    reading = read(text, path="README-cn.md")
    assert [(entry.title, entry.line) for entry in reading.entries] == [("甲", 8), ("乙", 9), ("丙", 13)]
    assert {(entry.list, entry.language) for entry in reading.entries} == {("README-cn.md", "zh")}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# Field *notes*\n# Other", "Field notes", id="the first heading of the first level"),
        pytest.param("## Feeds\n# Field notes", "Field notes", id="not the first heading"),
        pytest.param("<h1>Field notes</h1>", "Field notes", id="an HTML heading"),
        pytest.param("[![badge](b.svg)](b)\n\nField notes\n===", "Field notes", id="underlined"),
        pytest.param("## Feeds", "", id="none"),
        pytest.param("# ![Field notes](logo.png)\n# Notes", "Notes", id="a picture is no text"),
    ],
)
def test_a_list_is_called_by_its_first_heading(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        pytest.param(
            "README-cn.md", "- [Feeds](a.md): all in English", "zh", id="its name says so, whatever its text"
        ),
        pytest.param("README_EN.md", "- [订阅](a.md)：说明", "en", id="an English name over a Chinese text"),
        pytest.param("README.zh-TW.md", "- [訂閱](a.md)", "zh-TW", id="a region in the name"),
        pytest.param(
            "README.md", "# 田野笔记\n\n值得留下的笔记。\n- [订阅源](a.md)：说明", "zh", id="Chinese text"
        ),
        pytest.param("README.md", "# Field notes\n- [Feeds](a.md): explained", "en", id="English text"),
        pytest.param(
            "README.md", "# フィールドノート\n- [フィード](a.md)：これは説明です", "ja", id="Japanese text"
        ),
        pytest.param("docs/zh/list.md", "- [Feeds](a.md)", "zh", id="the folder's name"),
    ],
)
def test_a_list_has_a_language(path: str, text: str, language: str) -> None:
    assert read(text, path=path).language == language


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("- [Feeds](#feeds)", "table of contents", id="contents"),
        pytest.param("- [Feeds]()", "empty link", id="empty link"),
        pytest.param("- [Mail](mailto:someone@example.org)", "empty link", id="mail"),
        pytest.param("- [Read all of it](./README-cn.md)", "link to a list", id="another list"),
        pytest.param(
            "- [How to contribute](contributing.md)", "link to a file about the repository", id="contributing"
        ),
        pytest.param("- [中文](other.md)", "homes", id="language label"),
        pytest.param(
            "- [Ask](https://github.com/example-lists/field-notes/issues/new)",
            "link to a page about the repository",
            id="the list's own issues",
        ),
        pytest.param(
            "- Thanks to [all](https://people.example) of them", "prose before the link", id="prose"
        ),
        pytest.param("> - [Feeds](a.md)", "in a quotation", id="quotation"),
        pytest.param("## License\n- [MIT](https://mit.example)", "in a section without notes", id="licence"),
        pytest.param(
            "- [A b](https://a.example), [C d](https://c.example), [E f](https://e.example)",
            "three or more links in a row",
            id="row of links",
        ),
    ],
)
def test_what_is_no_entry_is_counted_with_the_reason(text: str, reason: str) -> None:
    reading = read(f"# Notes\n\n{text}\n")
    assert reading.entries == ()
    assert [skipped.reason for skipped in reading.skipped] == [reason]
    assert reading.skipped[0].text in text


@pytest.mark.parametrize(
    "heading",
    [
        "Contributing",
        "贡献指南",
        "Our sponsors",
        "核心贡献者",
        "License",
        "Star History",
    ],
)
def test_some_sections_hold_no_notes(heading: str) -> None:
    text = f"# Notes\n## {heading}\n- [A](https://a.example)\n\n## Feeds\n- [B](b.md)"
    assert [entry.title for entry in read(text).entries] == ["B"]


@pytest.mark.parametrize(
    "heading", ["Contributed notes", "License plates", "Index funds", "引用计数", "Thanks, Git"]
)
def test_other_sections_do(heading: str) -> None:
    assert [entry.title for entry in read(f"## {heading}\n- [A](a.md)").entries] == ["A"]


def test_a_heading_over_sections_is_no_section() -> None:
    text = "# Notes\n## Table of Contents\n### Feeds\n- [A](a.md)\n## 目录\n- [B](b.md)\n## Index funds\n### Other\n- [C](c.md)"
    assert [entry.section for entry in read(text).entries] == [
        ("Feeds",),
        ("目录",),
        ("Index funds", "Other"),
    ]


def test_only_the_innermost_heading_says_that_no_notes_follow() -> None:
    text = "# Contents\n## Feeds\n- [A](a.md)\n# Feeds\n## Contributors\n- [B](https://b.example)"
    assert [entry.title for entry in read(text).entries] == ["A"]


def test_two_people_are_no_section_of_people() -> None:
    text = "- [a](https://github.com/a)\n- [b](https://github.com/b)"
    assert [entry.title for entry in read(text).entries] == ["a", "b"]


def test_links_are_relative_to_the_list() -> None:
    reading = read("- [A](a.md)\n- [B](../b.md)\n- [C](/c.md)\n- [D](../../d.md)", path="docs/list.md")
    assert [entry.link for entry in reading.entries] == ["docs/a.md", "b.md", "c.md", "d.md"]


def test_an_item_below_gives_its_description() -> None:
    assert listed("- [A](a.md)\n  - What it is about\n- [B](b.md): told\n  - What else") == [
        {"title": "A", "link": "a.md", "summary": "What it is about"},
        {"title": "B", "link": "b.md", "summary": "told"},
    ]


def test_the_same_home_below_is_named_once() -> None:
    text = (
        "- [A](a.md) [[code](https://github.com/a/a)]\n  - Code: [a](https://github.com/a/a)\n  - [PDF](a.md)"
    )
    (entry,) = read(text).entries
    assert [home.link for home in entry.alternates] == ["https://github.com/a/a"]


def test_an_unticked_box_above_notes_is_a_section() -> None:
    text = "- [ ] Feeds\n  - [x] [Ids](ids.md)\n  - [ ] [Dates](dates.md)\n"
    assert [(e.title, e.section, e.marker) for e in read(text).entries] == [
        ("Ids", ("Feeds",), None),
        ("Dates", ("Feeds",), "[ ]"),
    ]


def test_a_title_above_its_languages_is_an_entry() -> None:
    (entry,) = read("- **Ids**\n  - [中文版](ids-cn.md)\n  - [English](ids.md)\n").entries
    assert (entry.title, entry.link, entry.section) == ("Ids", "ids-cn.md", ())
    assert [(home.label, home.link) for home in entry.alternates] == [("en", "ids.md")]


def test_a_title_above_its_address_is_an_entry() -> None:
    (entry,) = read("- Feed ids：\n  - 地址：https://ids.example\n  - 简介：什么不能变\n").entries
    assert (entry.title, entry.link, entry.summary) == ("Feed ids", "https://ids.example", "什么不能变")


def test_a_title_above_a_home_and_notes_is_a_section() -> None:
    text = "- Feeds\n  - [Website](https://feeds.example)\n  - [Ids for ever](ids.md)\n"
    assert [(entry.title, entry.section) for entry in read(text).entries] == [("Ids for ever", ("Feeds",))]


def test_a_link_that_only_points_leads_to_what_its_heading_says() -> None:
    text = "# Notes\n\n## Feed ids\n\n- [Read more](https://ids.example)\n"
    (entry,) = read(text).entries
    assert (entry.title, entry.link, entry.section) == ("Feed ids", "https://ids.example", ())


def test_a_title_above_other_homes_is_none() -> None:
    assert read("- Papers\n  - [paper](https://paper.example)\n").entries == ()


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        pytest.param(
            "- [Feeds](https://feeds.example)\n  - [x] [Ids](ids.md)\n  - [ ] Dates\n",
            ["Dates"],
            id="below a link",
        ),
        pytest.param(
            "- [x] [Ids](ids.md)\n  - [ ] check the examples\n- [ ] Dates\n",
            ["Dates"],
            id="a step of a note's own",
        ),
        pytest.param(
            "- [x] [Ids](ids.md) @editor\n- [ ] Dates @ Second Editor due=11.26\n",
            ["Dates"],
            id="with who writes it",
        ),
        pytest.param("- [x] [Ids](ids.md)\n- [ ] [Dates] @editor\n", ["Dates"], id="in brackets"),
        pytest.param(
            "- [x] [Ids](ids.md)\n- [ ] Pictures @2x (sharp)\n",
            ["Pictures @2x (sharp)"],
            id="no name behind the sign",
        ),
    ],
)
def test_an_unticked_box_is_a_draft(text: str, drafts: list[str]) -> None:
    assert [entry.title for entry in read(text).entries if entry.marker] == drafts


def test_tables_with_other_columns_are_read_one_by_one() -> None:
    text = (
        "| Note | Status |\n|-|-|\n| [A](a.md) | ✅ |\n| [B](b.md) | |\n\n"
        "| Note | About |\n|-|-|\n| [C](c.md) | |\n\n| Note | Status |\n|-|-|\n| [D](d.md) | |\n"
    )
    assert [(entry["title"], entry.get("marker")) for entry in listed(text)] == [
        ("A", None),
        ("B", "empty status"),
        ("C", None),
        ("D", None),
    ]


def test_a_section_with_some_people_holds_notes() -> None:
    people = "".join(f"- [{name}](https://github.com/{name})\n" for name in "abc")
    assert len(read(people + "- [A](a.md)\n").entries) == 4
