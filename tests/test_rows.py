"""What the rows of tables say."""

from __future__ import annotations

import pytest
from reading import Facts, listed, read, row


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "title-cell",
            "| Title | About |\n|---|---|\n| [Ids](./ids.md) | what must never change |\n| [Dates](./dates.md) | why they differ |",
            {"title": "Ids", "link": "ids.md", "summary": "what must never change"},
            {"title": "Dates", "link": "dates.md", "summary": "why they differ"},
        ),
        row(
            "go",
            "| Note | Link | About |\n|---|---|---|\n| Ids | [Go!](./ids.md) | what must never change |",
            {"title": "Ids", "link": "ids.md", "summary": "what must never change"},
        ),
        row(
            "grid",
            "| :one: | :two: | |\n|---|---|---|\n| [Issue 3](./3.md) |\n| [Issue 2](./2.md) | [Issue 1](./1.md) | |",
            {"title": "Issue 3", "link": "3.md"},
            {"title": "Issue 2", "link": "2.md"},
            {"title": "Issue 1", "link": "1.md"},
        ),
        row(
            "no-grid-with-a-word-in-it",
            "| :one: | :two: |\n|---|---|\n| [Issue 2](./2.md) | about [ids](./1.md) |",
            {"title": "Issue 2", "link": "2.md"},
        ),
        row(
            "no-grid-of-notes-and-their-homes",
            "| :one: | :two: |\n|---|---|\n| [Ids](./ids.md) | [中文](./ids-cn.md) |\n| [Dates](./dates.md) | [code](./code) |",
            {"title": "Ids", "link": "ids.md", "homes": {"zh": "ids-cn.md"}},
            {"title": "Dates", "link": "dates.md", "homes": {"text": "code"}},
        ),
        row(
            "no-grid-of-notes-and-their-authors",
            "| | |\n|---|---|\n| [Ids](./ids.md) | [a writer](https://github.com/writer) |",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "no-grid-below-names-of-columns",
            "| Model | Report |\n|---|---|\n| [Feeder](./feeder.md) | [How it feeds](./report.md) |",
            {"title": "Feeder", "link": "feeder.md"},
        ),
        row(
            "decimals",
            "| Size | Link |\n|---|---|\n| 1.1 B | [Go](https://notes.example/feeds) |",
            {"title": "1.1 B", "link": "https://notes.example/feeds"},
        ),
        row(
            "home-s-name-with-a-description",
            "| 项目 | 简述 |\n|---|---|\n| [docs](https://a.example/docs) | 一款文档 |\n| [wiki](https://a.example/wiki) | |",
            {"title": "docs", "link": "https://a.example/docs", "summary": "一款文档"},
        ),
        row(
            "columns-called-in-two-languages",
            "| 资源名（Name） | 描述（Description） | 链接 |\n|---|---|---|\n| 标识 | 不变的 | [github](https://a.example) |",
            {"title": "标识", "link": "https://a.example", "summary": "不变的"},
        ),
        row(
            "column-of-links",
            "| Name | Paper | Link | Notes |\n|---|---|---|---|\n"
            "| **Ids** | [What lasts](https://a.example/paper) | [Link](https://a.example/data) | never change |",
            {"title": "Ids", "link": "https://a.example/data", "summary": "never change"},
        ),
        row(
            "no-words-in-the-description",
            "| Title | About |\n|---|---|\n| [Ids](./ids.md) | - |",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "go-first",
            "| Link | Note |\n|---|---|\n| [Go](./ids.md) | Ids |",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "status-signs",
            "| Note | Status |\n|---|---|\n| [Ids](./ids.md) | ✅ |\n| [Dates](./dates.md) | 🚧 |\n| [Clocks](./clocks.md) | ❔ |\n| [Caches](./caches.md) | ⏳ |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": "🚧"},
            {"title": "Clocks", "link": "clocks.md", "marker": "❔"},
            {"title": "Caches", "link": "caches.md", "marker": "⏳"},
        ),
        row(
            "status-empty-where-others-are-ticked",
            "| Note | Status |\n|---|---|\n| [Ids](./ids.md) | ✅ |\n| [Dates](./dates.md) |  |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": "empty status"},
        ),
        row(
            "status-empty-everywhere",
            "| Note | Status |\n|---|---|\n| [Ids](./ids.md) | |\n| [Dates](./dates.md) |  |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "status-without-heading",
            "| Note | |\n|---|---|\n| [Ids](./ids.md) | ✅ |\n| [Dates](./dates.md) | 🚧 |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": "🚧"},
        ),
        row(
            "status-and-no-link",
            "| Note | Status |\n|---|---|\n| [Ids](./ids.md) | ✅ |\n| Dates | 🚧 |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "marker": "🚧"},
        ),
        row(
            "no-link-no-status",
            "| Note | About |\n|---|---|\n| [Ids](./ids.md) | a |\n| Dates | b |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "repeated-header",
            "| Note | About |\n|---|---|\n| [Ids](./ids.md) | a |\n| Note | About |\n| [Dates](./dates.md) | b |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
            {"title": "Dates", "link": "dates.md", "summary": "b"},
        ),
        row(
            "no-outer-pipes",
            "Note | About\n--- | ---\n[Ids](./ids.md) | a\n[Dates](./dates.md) | b",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
            {"title": "Dates", "link": "dates.md", "summary": "b"},
        ),
        row(
            "padding",
            "|  Note             |   About   |\n|:------------------|----------:|\n|  [Ids](./ids.md)  |     a     |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "column-in-front",
            "| # | Year | Note | About |\n|---|---|---|---|\n| 1 | 2026 | [Ids](./ids.md) | a |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "author-column",
            "| Author | Note |\n|---|---|\n| [Somebody](https://people.example/s) | [Ids](./ids.md) |",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "paper-and-code",
            "| Date | Title | Paper | Code |\n|:---:|:---:|:---:|:---:|\n| 2026.01 | Ids at scale | [[pdf]](https://arxiv.org/pdf/2401.00001) | [[ids]](https://github.com/a/ids) ![](https://img.shields.io/x) |",
            {"title": "Ids at scale", "link": "https://arxiv.org/pdf/2401.00001"},
        ),
        row(
            "title-linked-and-code",
            "| Title | Code |\n|---|---|\n| [Ids at scale](https://arxiv.org/abs/2401.00001) | [GitHub](https://github.com/a/ids) |",
            {
                "title": "Ids at scale",
                "link": "https://arxiv.org/abs/2401.00001",
                "homes": {"github": "https://github.com/a/ids"},
            },
        ),
        row(
            "links-that-are-badges",
            "| Date | Paper | Links |\n|---|---|---|\n| 07-29 | **Ids for ever**<br><sub>a lab</sub> |"
            " [![arXiv](https://badge.example/a.svg)](https://arxiv.org/abs/2407.00001) [![Code](https://badge.example/c.svg)](https://code.example/ids) |",
            {
                "title": "Ids for ever",
                "link": "https://arxiv.org/abs/2407.00001",
                "summary": "a lab",
                "homes": {"code.example": "https://code.example/ids"},
            },
        ),
        row(
            "bold-tag-before-the-title",
            "| Note | Link |\n|---|---|\n| 🔥[**Ids**] What must never change in a feed | [[go]](./ids.md) |",
            {"title": "🔥[Ids] What must never change in a feed", "link": "ids.md"},
        ),
        row(
            "long-cell-with-a-description",
            f"| Note | Link |\n|---|---|\n| What must never change  {'This is for ever. ' * 8} | [go](./ids.md) |",
            {
                "title": "What must never change",
                "link": "ids.md",
                "summary": " ".join(["This is for ever."] * 8),
            },
        ),
        row(
            "long-title-with-two-spaces",
            f"| Note | Link |\n|---|---|\n| What must never change:  {'for ever ' * 14}the same | [go](./ids.md) |",
            {"title": f"What must never change: {'for ever ' * 14}the same", "link": "ids.md"},
        ),
        row(
            "bold-title-cell",
            "| Title | Link |\n|---|---|\n| **Ids** | https://notes.example/ids |",
            {"title": "Ids", "link": "https://notes.example/ids"},
        ),
        row(
            "several-links-in-the-link-cell",
            "| Title | Links |\n|---|---|\n| Ids | [en](./ids-en.md) / [中文](./ids-cn.md) |",
            {"title": "Ids", "link": "ids-en.md", "homes": {"zh": "ids-cn.md"}},
        ),
        row(
            "break-in-the-description",
            "| Note | About |\n|---|---|\n| [Ids](./ids.md) | a<br>b |",
            {"title": "Ids", "link": "ids.md", "summary": "a b"},
        ),
        row(
            "escaped-pipe",
            "| Note | About |\n|---|---|\n| [Ids \\| dates](./ids.md) | a \\| b |",
            {"title": "Ids | dates", "link": "ids.md", "summary": "a | b"},
        ),
        row(
            "too-few-cells",
            "| Note | About | Status |\n|---|---|---|\n| [Ids](./ids.md) |",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "too-many-cells",
            "| Note | About |\n|---|---|\n| [Ids](./ids.md) | a | b | [Dates](./dates.md) |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "html-table",
            '<table>\n<tr><th>Note</th><th>About</th></tr>\n<tr><td><a href="./ids.md">Ids</a></td><td>what must never change</td></tr>\n</table>',
            {"title": "Ids", "link": "ids.md", "summary": "what must never change"},
        ),
        row(
            "html-table-with-markdown",
            "<table>\n<tr><td>\n\n[Ids](./ids.md)\n\n</td><td>a</td></tr></table>",
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "contributors",
            '| [<img src="a.png"><br>A](https://github.com/a) | [<img src="b.png"><br>B](https://github.com/b) |\n|---|---|\n| [<img src="c.png"><br>C](https://github.com/c) | [<img src="d.png"><br>D](https://github.com/d) |',
        ),
        row(
            "empty-rows",
            "| Note | About |\n|---|---|\n| | |\n| [Ids](./ids.md) | a |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row("contents-table", "| Note |\n|---|\n| [Ids](#ids) |"),
        row(
            "tag-in-a-cell",
            "| Note | About |\n|---|---|\n| [Pending Review] [Ids](./ids.md) | a |",
            {"title": "Ids", "link": "ids.md", "marker": "[Pending Review]", "summary": "a"},
        ),
        row(
            "shortcode-status",
            "| Note | Done |\n|---|---|\n| [Ids](./ids.md) | :white_check_mark: |\n| [Dates](./dates.md) | :construction: |\n| [Clocks](./clocks.md) | :x: |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": ":construction:"},
            {"title": "Clocks", "link": "clocks.md", "marker": ":x:"},
        ),
        row(
            "picture-status",
            "| Note | Status |\n|---|---|\n| [Ids](./ids.md) | ![done](https://img.shields.io/badge/done-green) |\n| [Dates](./dates.md) | ![WIP](https://img.shields.io/badge/wip-red) |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": "WIP"},
        ),
        row(
            "chapter-in-its-own-cell",
            "| Chapter | Note |\n|---|---|\n| 1 | [Ids](./ids.md) |\n| 2 | [Dates](./dates.md) |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "no-space-table-after-prose",
            "The notes:\n| Note | About |\n|---|---|\n| [Ids](./ids.md) | a |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row("in-a-quote", "> | Note | About |\n> |---|---|\n> | [Ids](./ids.md) | a |"),
        row("people-table", "| Maintainer | Page |\n|---|---|\n| A | [home](https://a.example) |"),
    ],
)
def test_a_row_says_its_title_link_and_standing(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "status-words-zh",
            "| 标题 | 状态 |\n|---|---|\n| [标识](./ids.md) | 已完成 |\n| [日期](./dates.md) | 进行中 |",
            {"title": "标识", "link": "ids.md"},
            {"title": "日期", "link": "dates.md", "marker": "进行中"},
        ),
        row(
            "book-table-zh",
            "| 章节 | 内容 | 状态 |\n|:---|:---|:---|\n| [第一章 标识](./docs/chapter1/ids.md) | 什么不能变 | ✅ |\n| [第二章 日期](./docs/chapter2/dates.md) | 为什么 | 🚧 |\n| 第三章 时钟 | 待写 | 🚧 |",
            {"title": "第一章 标识", "link": "docs/chapter1/ids.md"},
            {"title": "第二章 日期", "link": "docs/chapter2/dates.md", "marker": "🚧"},
            {"title": "第三章 时钟", "marker": "🚧"},
        ),
    ],
)
def test_a_row_says_its_title_link_and_standing_in_a_chinese_list(text: str, entries: list[Facts]) -> None:
    assert listed(text, path="README-cn.md") == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "repeated-header-with-a-link",
            "| [Note](all.md) | About |\n|-|-|\n| [Ids](ids.md) | a |\n| [Note](all.md) | About |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "two-columns-of-remarks",
            "| Title | Note | About |\n|-|-|-|\n| [Ids](ids.md) | b | a |",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
        row(
            "status-that-is-a-linked-badge",
            "| Note | Status |\n|-|-|\n| [Ids](ids.md) | [![done](d.svg)](https://ci.example) |\n| [Dates](dates.md) | [![WIP](w.svg)](https://ci.example) |",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md", "marker": "WIP"},
        ),
        row(
            "home-with-words-in-front-of-the-title",
            "| A | B |\n|-|-|\n| [PDF](ids.pdf): scanned | [Ids](ids.md) |",
            {"title": "Ids", "link": "ids.md", "homes": {"text": "ids.pdf"}},
        ),
        row(
            "columns-in-any-order",
            "| About | Status | Title |\n|-|-|-|\n| a | 🚧 | [Ids](ids.md) |",
            {"title": "Ids", "link": "ids.md", "marker": "🚧", "summary": "a"},
        ),
        row(
            "reference-links",
            "| Note | About |\n|-|-|\n| [Ids] | a |\n\n[ids]: ids.md",
            {"title": "Ids", "link": "ids.md", "summary": "a"},
        ),
    ],
)
def test_columns_are_known_by_their_heads_and_by_what_they_hold(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


def test_a_row_knows_whether_its_table_has_a_status_column() -> None:
    text = "| Note | Status |\n|-|-|\n| [A](a.md) | ✅ |\n\n- [B](b.md)\n\n| Note | About |\n|-|-|\n| [C](c.md) | a |\n"
    assert [(entry.title, entry.status) for entry in read(text).entries] == [
        ("A", True),
        ("B", False),
        ("C", False),
    ]
