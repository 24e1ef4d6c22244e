"""What says that an entry is not out yet, and what only looks like it."""

from __future__ import annotations

import pytest
from reading import Facts, listed, row

from publisher.markers import is_status_header, markers


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "tag-space-link",
            "- [Pending Review] [Setting up a feed](./feeds/setup.md): a log",
            {
                "title": "Setting up a feed",
                "link": "feeds/setup.md",
                "marker": "[Pending Review]",
                "summary": "a log",
            },
        ),
        row(
            "tag-link-en",
            "- [Pending Review][Setting up a feed](./feeds/setup.md): a log",
            {
                "title": "Setting up a feed",
                "link": "feeds/setup.md",
                "marker": "[Pending Review]",
                "summary": "a log",
            },
        ),
        row(
            "tag-link-no-description",
            "- [Pending Review] [Expert Feeds](./feeds/readme-4.md)",
            {"title": "Expert Feeds", "link": "feeds/readme-4.md", "marker": "[Pending Review]"},
        ),
        row(
            "tag-bold-title-links-below",
            "- [Pending Review] **Feeds Evolve**\n  [[English version](./feeds/en.md) | [中文版](./feeds/zh.md)]: how",
            {
                "title": "Feeds Evolve",
                "link": "feeds/en.md",
                "marker": "[Pending Review]",
                "summary": "how",
                "homes": {"zh": "feeds/zh.md"},
            },
        ),
        row(
            "parentheses",
            "- (WIP) [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "(WIP)"},
        ),
        row(
            "word-and-colon",
            "- WIP: [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "WIP"},
        ),
        row(
            "code-style",
            "- `WIP` [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[WIP]"},
        ),
        row(
            "bold-tag",
            "- **[Pending Review]** [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]"},
        ),
        row(
            "bold-around-all",
            "- **[Pending Review] [Feeds](./feeds.md)**: why",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "why"},
        ),
        row(
            "inside-the-link",
            "- [[WIP] Feeds](./feeds.md): why",
            {"title": "Feeds", "link": "feeds.md", "marker": "[WIP]", "summary": "why"},
        ),
        row(
            "at-the-end-of-the-title",
            "- [Feeds (WIP)](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "(WIP)"},
        ),
        row(
            "behind-the-link",
            "- [Feeds](./feeds.md) [Pending Review]: why",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "why"},
        ),
        row(
            "behind-the-link-parentheses",
            "- [Feeds](./feeds.md) (work in progress)",
            {"title": "Feeds", "link": "feeds.md", "marker": "(work in progress)"},
        ),
        row(
            "behind-the-description",
            "- [Feeds](./feeds.md): what it says [Pending Review]",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "what it says"},
        ),
        row(
            "behind-the-description-bold",
            "- [Feeds](./feeds.md): what it says **[Pending Review]**",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "what it says"},
        ),
        row(
            "behind-the-description-bold-without-brackets",
            "- [Feeds](./feeds.md): what it says **Pending Review**",
            {"title": "Feeds", "link": "feeds.md", "marker": "Pending Review", "summary": "what it says"},
        ),
        row(
            "behind-the-description-chinese",
            "- [Feeds](./feeds.md)：说明文字【待审】。",
            {"title": "Feeds", "link": "feeds.md", "marker": "【待审】", "summary": "说明文字"},
        ),
        row(
            "behind-the-description-escaped",
            "- [Feeds](./feeds.md): what it says \\[Pending Review\\]",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "what it says"},
        ),
        row(
            "behind-the-description-in-tags",
            "- [Feeds](./feeds.md): what it says <br><sub>(WIP)</sub>",
            {"title": "Feeds", "link": "feeds.md", "marker": "(WIP)", "summary": "what it says"},
        ),
        row(
            "review-in-round-brackets-behind-the-description",
            "- [Feeds](./feeds.md): about how feeds work (Pending Review)\n- [Ids](./ids.md): and why they stay (not finished)",
            {
                "title": "Feeds",
                "link": "feeds.md",
                "marker": "(Pending Review)",
                "summary": "about how feeds work",
            },
            {"title": "Ids", "link": "ids.md", "marker": "(not finished)", "summary": "and why they stay"},
        ),
        row(
            "one-word-and-a-remark",
            "- [Feeds](./feeds.md): desc (WIP)",
            {"title": "Feeds", "link": "feeds.md", "marker": "(WIP)", "summary": "desc"},
        ),
        row(
            "remark-that-ends-a-description",
            "- [Feeds](./feeds.md): a reader of feeds for terminals (WIP)",
            {"title": "Feeds", "link": "feeds.md", "summary": "a reader of feeds for terminals (WIP)"},
        ),
        row(
            "behind-the-description-code",
            "- [Feeds](./feeds.md): what it says. `WIP`",
            {"title": "Feeds", "link": "feeds.md", "marker": "WIP", "summary": "what it says."},
        ),
        row(
            "behind-the-description-sign",
            "- [Feeds](./feeds.md): what it says 🚧",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧", "summary": "what it says"},
        ),
        row(
            "behind-the-description-and-another-home",
            "- [Feeds](./feeds.md): what it says. Also on [Zhihu](https://zhuanlan.zhihu.com/p/1) [Pending Review]",
            {
                "title": "Feeds",
                "link": "feeds.md",
                "marker": "[Pending Review]",
                "summary": "what it says. Also on [Zhihu](https://zhuanlan.zhihu.com/p/1)",
                "homes": {"zhihu": "https://zhuanlan.zhihu.com/p/1"},
            },
        ),
        row(
            "at-the-end-of-the-first-line",
            "- [Feeds](./feeds.md): what it says [Pending Review]\n  by somebody",
            {
                "title": "Feeds",
                "link": "feeds.md",
                "marker": "[Pending Review]",
                "summary": "what it says by somebody",
            },
        ),
        row(
            "behind-a-description-below",
            "- [Feeds](./feeds.md)\n  - what it says [Pending Review]",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]", "summary": "what it says"},
        ),
        row(
            "alone-below",
            "- [Feeds](./feeds.md)\n  - [Pending Review]",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]"},
        ),
        row(
            "behind-the-description-of-one-below",
            "- [Feeds](./feeds.md): what it says\n  - [Ids](./ids.md): what must never change [Pending Review]",
            {"title": "Feeds", "link": "feeds.md", "summary": "what it says"},
            {
                "title": "Ids",
                "link": "ids.md",
                "marker": "[Pending Review]",
                "summary": "what must never change",
            },
        ),
        row(
            "behind-a-label",
            "- Feeds [Pending Review]\n  - [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md", "marker": "[Pending Review]"},
        ),
        row(
            "behind-the-description-in-a-table",
            "| Note | About |\n|---|---|\n| [Ids](./ids.md) | what must never change [Pending Review] |\n| [Dates](./dates.md) | why |",
            {
                "title": "Ids",
                "link": "ids.md",
                "marker": "[Pending Review]",
                "summary": "what must never change",
            },
            {"title": "Dates", "link": "dates.md", "summary": "why"},
        ),
        row(
            "alone-in-a-cell",
            "| Note | Remarks | More |\n|---|---|---|\n| [Ids](./ids.md) | why | [Pending Review] |\n| [Dates](./dates.md) | why | x |",
            {"title": "Ids", "link": "ids.md", "marker": "[Pending Review]", "summary": "why"},
            {"title": "Dates", "link": "dates.md", "summary": "why"},
        ),
        row(
            "sign-before",
            "- 🚧 [Feeds](./feeds.md): why",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧", "summary": "why"},
        ),
        row(
            "sign-inside",
            "- [🚧 Feeds](./feeds.md): why",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧", "summary": "why"},
        ),
        row(
            "sign-inside-at-the-end",
            "- [Feeds 🚧](./feeds.md): why",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧", "summary": "why"},
        ),
        row(
            "sign-behind",
            "- [Feeds](./feeds.md) 🚧: why",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧", "summary": "why"},
        ),
        row(
            "sign-by-name",
            "- :construction: [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": ":construction:"},
        ),
        row(
            "sign-with-variation-selector",
            "- 🏗️ [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "🏗️"},
        ),
        row("hourglass", "- ⏳ [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md", "marker": "⏳"}),
        row(
            "sign-and-words",
            "- 🚧 WIP 🚧 [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "🚧 WIP 🚧"},
        ),
        row(
            "tag-with-sign",
            "- [🚧 WIP] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[🚧 WIP]"},
        ),
        row(
            "other-case-and-spaces",
            "- [ pending  REVIEW ] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[ pending  REVIEW ]"},
        ),
        row(
            "hyphen",
            "- [Pending-Review] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending-Review]"},
        ),
        row(
            "japanese",
            "- 【レビュー待ち】[フィード](./feeds.md)",
            {"title": "フィード", "link": "feeds.md", "marker": "【レビュー待ち】"},
        ),
        row(
            "korean",
            "- [검토 중] [피드](./feeds.md)",
            {"title": "피드", "link": "feeds.md", "marker": "[검토 중]"},
        ),
        row(
            "spanish",
            "- [En construcción] [Fuentes](./feeds.md)",
            {"title": "Fuentes", "link": "feeds.md", "marker": "[En construcción]"},
        ),
        row(
            "box",
            "- [ ] [Feeds](./feeds.md): why",
            {"title": "Feeds", "link": "feeds.md", "marker": "[ ]", "summary": "why"},
        ),
        row(
            "box-without-a-link",
            "- [ ] Feeds in short\n- [x] [Ids](./ids.md)",
            {"title": "Feeds in short", "marker": "[ ]"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "box-with-an-empty-link",
            "- [ ] [Feeds]()\n- [x] [Ids](./ids.md)",
            {"title": "Feeds", "marker": "[ ]"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "box-without-a-space",
            "- [ ][Feeds](./feeds.md)\n- [x][Ids](./ids.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[ ]"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "heading",
            "## Pending Review\n- [Feeds](./feeds.md)\n\n## Feeds\n- [Ids](./ids.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "Pending Review"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "heading-covers-sub-headings",
            "## Drafts\n### Feeds\n- [Feeds](./feeds.md)\n# Out\n- [Ids](./ids.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "Drafts"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "heading-with-other-words",
            "## Articles under review\n- [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "Articles under review"},
        ),
        row(
            "item-that-is-a-marker",
            "- Pending review\n  - [Feeds](./feeds.md)\n- [Ids](./ids.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "Pending review"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "draft-in-front",
            "- [Draft] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Draft]"},
        ),
        row(
            "two-tags",
            "- [2025] [Pending Review] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]"},
        ),
        row(
            "ordinal-and-tag",
            "- 3. [Pending Review] [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]"},
        ),
        row(
            "struck-marker",
            "- ~~[Pending Review]~~ [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md", "marker": "[Pending Review]"},
        ),
        row(
            "marker-before-title-with-homes",
            "- [WIP] Feeds in short ([1](https://a.example/1), [2](https://a.example/2))",
            {
                "title": "Feeds in short",
                "link": "https://a.example/1",
                "marker": "[WIP]",
                "homes": {"a.example": "https://a.example/2"},
            },
        ),
    ],
)
def test_an_entry_is_marked(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "tag-space-link-zh",
            "- [Pending Review] [搭建订阅源](./feeds/setup.md)：记录",
            {
                "title": "搭建订阅源",
                "link": "feeds/setup.md",
                "marker": "[Pending Review]",
                "summary": "记录",
            },
        ),
        row(
            "tag-link",
            "- [Pending Review][搭建订阅源](./feeds/setup.md)：记录",
            {
                "title": "搭建订阅源",
                "link": "feeds/setup.md",
                "marker": "[Pending Review]",
                "summary": "记录",
            },
        ),
        row(
            "corner-brackets",
            "- 【Not finished】[速度与精度](./feeds/blog-cn.md)：草稿",
            {
                "title": "速度与精度",
                "link": "feeds/blog-cn.md",
                "marker": "【Not finished】",
                "summary": "草稿",
            },
        ),
        row(
            "corner-brackets-chinese",
            "- 【未完成】[速度与精度](./feeds/blog-cn.md)",
            {"title": "速度与精度", "link": "feeds/blog-cn.md", "marker": "【未完成】"},
        ),
        row(
            "full-width-parentheses",
            "- （待审核）[速度与精度](./feeds/blog-cn.md)",
            {"title": "速度与精度", "link": "feeds/blog-cn.md", "marker": "（待审核）"},
        ),
        row(
            "inside-the-link-corner",
            "- [【施工中】订阅](./feeds.md)",
            {"title": "订阅", "link": "feeds.md", "marker": "【施工中】"},
        ),
        row(
            "behind-the-link-zh",
            "- [订阅](./feeds.md)（未完成）：为什么",
            {"title": "订阅", "link": "feeds.md", "marker": "（未完成）", "summary": "为什么"},
        ),
        row(
            "heading-zh",
            "## 未公开部分\n这里列举尚未完全的笔记。\n- [订阅](./feeds.md)",
            {"title": "订阅", "link": "feeds.md", "marker": "未公开部分"},
        ),
    ],
)
def test_an_entry_is_marked_in_a_chinese_list(text: str, entries: list[Facts]) -> None:
    assert listed(text, path="README-cn.md") == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "box-in-a-list-of-plans",
            "- [ ] Write about feeds\n- [x] Write about ids\n\n- [Ids](./ids.md)",
            {"title": "Ids", "link": "ids.md"},
        ),
        row("english-todo", "- [English TODO] [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row(
            "english-todo-below",
            "- **Feeds**\n  [English TODO] | [[中文版](./feeds.md)]：why",
            {"title": "Feeds", "link": "feeds.md", "summary": "why"},
        ),
        row(
            "part-of-the-title",
            "- [[Original][In-Depth] Feeds](./feeds.md)",
            {"title": "[Original][In-Depth] Feeds", "link": "feeds.md"},
        ),
        row(
            "todo-in-the-description",
            "- [Feeds](./feeds.md): a todo list of ours, unfinished as it is",
            {"title": "Feeds", "link": "feeds.md", "summary": "a todo list of ours, unfinished as it is"},
        ),
        row(
            "prose-says-pending",
            "- [Feeds](./feeds.md): how pending entries look (work in progress by its nature)",
            {
                "title": "Feeds",
                "link": "feeds.md",
                "summary": "how pending entries look (work in progress by its nature)",
            },
        ),
        row(
            "book-draft",
            "- [HTTP in Depth (Draft)](https://books.example/http)",
            {"title": "HTTP in Depth (Draft)", "link": "https://books.example/http"},
        ),
        row(
            "title-about-drafts",
            "- [Draft horses and other drafts](./horses.md)",
            {"title": "Draft horses and other drafts", "link": "horses.md"},
        ),
        row(
            "title-about-todo",
            "- [TODO apps, compared](./todo.md)",
            {"title": "TODO apps, compared", "link": "todo.md"},
        ),
        row(
            "words-at-the-end-of-the-description",
            "- [Feeds](./feeds.md): all about pending review\n- [Ids](./ids.md): how pending reviews are handled.",
            {"title": "Feeds", "link": "feeds.md", "summary": "all about pending review"},
            {"title": "Ids", "link": "ids.md", "summary": "how pending reviews are handled."},
        ),
        row(
            "code-at-the-end-of-a-sentence",
            "- [Feeds](./feeds.md): what to do with the label `WIP`",
            {"title": "Feeds", "link": "feeds.md", "summary": "what to do with the label `WIP`"},
        ),
        row(
            "link-at-the-end-of-the-description",
            "- [Feeds](./feeds.md): seen in [WIP](https://notes.example/wip)",
            {"title": "Feeds", "link": "feeds.md", "summary": "seen in [WIP](https://notes.example/wip)"},
        ),
        row(
            "part-of-a-sentence-in-brackets",
            "- [Feeds](./feeds.md): what it says (it is work in progress)",
            {"title": "Feeds", "link": "feeds.md", "summary": "what it says (it is work in progress)"},
        ),
        row(
            "sign-in-the-description",
            "- [Feeds](./feeds.md): the 🚧 sign and where it stands",
            {"title": "Feeds", "link": "feeds.md", "summary": "the 🚧 sign and where it stands"},
        ),
        row("tag-new", "- [New] [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row("year", "- [2025] [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row("private-section", "## Private\n- [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row("upcoming-section", "## Upcoming\n- [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row(
            "heading-about-reviews",
            "## Reviews\n- [Feeds](./feeds.md)",
            {"title": "Feeds", "link": "feeds.md"},
        ),
        row("done-box", "- [x] [Feeds](./feeds.md)", {"title": "Feeds", "link": "feeds.md"}),
        row(
            "marker-in-a-comment",
            "- [Feeds](./feeds.md) <!-- [Pending Review] -->: why",
            {"title": "Feeds", "link": "feeds.md", "summary": "<!-- [Pending Review] -->: why"},
        ),
    ],
)
def test_an_entry_is_not_marked(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "tag",
            "- **[🔥相关调试] [订阅](./feeds.md)**：为什么",
            {"title": "订阅", "link": "feeds.md", "summary": "为什么"},
        ),
        row(
            "prose-under-construction",
            "- [订阅](./feeds.md)：还在施工中，还有一些部分没有完成",
            {"title": "订阅", "link": "feeds.md", "summary": "还在施工中，还有一些部分没有完成"},
        ),
    ],
)
def test_an_entry_is_not_marked_in_a_chinese_list(text: str, entries: list[Facts]) -> None:
    assert listed(text, path="README-cn.md") == entries


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- [On Hold] [Feeds](./feeds.md)", id="tag"),
        pytest.param("- 【on-hold】[Feeds](./feeds.md)", id="tag in other brackets and another case"),
        pytest.param("- ⚒ [Feeds](./feeds.md)", id="sign"),
        pytest.param("- [Feeds](./feeds.md) ⚒: why", id="sign behind"),
        pytest.param("## On hold\n- [Feeds](./feeds.md)", id="heading"),
        pytest.param("| Note | Status |\n|-|-|\n| [Feeds](./feeds.md) | on hold |", id="status cell"),
    ],
)
def test_a_list_can_have_markers_of_its_own(text: str) -> None:
    own = ("[On hold]", "⚒")
    assert [bool(entry.get("marker")) for entry in listed(text, pending=own)] == [True]
    assert [bool(entry.get("marker")) for entry in listed(text)] == [False]


def test_markers_of_its_own_do_not_replace_the_others() -> None:
    assert listed("- [WIP] [Feeds](./feeds.md)", pending=("[On hold]",))[0]["marker"] == "[WIP]"


BUILT_IN = markers()


@pytest.mark.parametrize(
    ("cell", "pending"),
    [
        ("✅", False), ("✔️", False), ("done", False), ("已完成", False), ("[x]", False), ("✅ 2026-01-05", False), ("yes", False),
        ("🚧", True), ("❔", True), ("⏳", True), ("🏗️", True), ("[ ]", True), ("-", True), ("WIP", True), ("*draft*", True),
        ("（待审核）", True), ("🚧 soon", True), ("进行中", True), ("in progress", True), (":hourglass:", True),
        ("", None), ("?", None), ("2026", None), ("A. Somebody", None), ("good", None), ("50%", None),
    ],
)  # fmt: skip
def test_a_status_cell_says_pending_done_or_neither(cell: str, pending: bool | None) -> None:  # noqa: FBT001
    assert BUILT_IN.cell(cell) is pending


@pytest.mark.parametrize(
    "tag",
    [
        "pending review",
        "Pending Review",
        "PENDING-REVIEW",
        "待审核",
        "待審核",
        "施工中",
        "WIP",
        "🚧",
        "🚧 WIP",
        "作成中",
        "검토 대기",
        "in arbeit",
        "en cours",
        "черновик",
        "em construção",
        "ＷＩＰ",
        "draft",
        "tbd",
        "Coming soon",
    ],
)
def test_a_tag_is_a_marker(tag: str) -> None:
    assert BUILT_IN.tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "English TODO",
        "Original",
        "🔥相关调试",
        "todo list",
        "unfinished business",
        "new",
        "2026",
        "review",
        "Chinese",
    ],
)
def test_a_tag_is_no_marker(tag: str) -> None:
    assert not BUILT_IN.tag(tag)


@pytest.mark.parametrize("tag", ["Draft", "private", "upcoming", "pending", "草稿", "TBA"])
def test_some_words_are_markers_only_in_front(tag: str) -> None:
    assert BUILT_IN.tag(tag)
    assert not BUILT_IN.behind(tag)


@pytest.mark.parametrize(
    "heading",
    [
        "Pending Review",
        "🚧 Work in progress",
        "Drafts",
        "未公开部分",
        "待审核笔记",
        "Unpublished notes",
        "施工中的文章",
        "レビュー待ち",
    ],
)
def test_a_heading_puts_its_section_on_hold(heading: str) -> None:
    assert BUILT_IN.heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Private",
        "Upcoming",
        "In progress",
        "Reviews",
        "Draft horses",
        "Feeds",
        "",
        "TODO apps",
        "开发中",
        "Upcoming articles",
        "Private notes",
    ],
)
def test_a_heading_does_not(heading: str) -> None:
    assert not BUILT_IN.heading(heading)


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Status", True),
        ("状态", True),
        ("Done?", True),
        ("进度", True),
        ("Note", False),
        ("", False),
        ("State of the art", False),
    ],
)
def test_a_column_says_how_far_a_note_is(heading: str, status: bool) -> None:  # noqa: FBT001
    assert is_status_header(heading) is status
