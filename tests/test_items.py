"""What one item says, in every form that lists were seen to use."""

from __future__ import annotations

import pytest
from reading import Facts, listed, row


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "no-description",
            "- [Two dates](https://notes.example/p/1)",
            {"title": "Two dates", "link": "https://notes.example/p/1"},
        ),
        row(
            "colon",
            "- [Two dates](./dates/readme_en.md): why updated is not published.",
            {"title": "Two dates", "link": "dates/readme_en.md", "summary": "why updated is not published."},
        ),
        row(
            "name-of-an-emoji-in-the-title",
            "- [:fire: Two dates](./dates.md)\n- [Ids - :fire: explained :+1:](./ids.md)\n- [Clocks::now](./clocks.md)",
            {"title": "Two dates", "link": "dates.md"},
            {"title": "Ids - explained", "link": "ids.md"},
            {"title": "Clocks::now", "link": "clocks.md"},
        ),
        row(
            "address-in-parentheses",
            "- [Two dates]((https://notes.example/dates?x=1))\n- [Ids]((./ids.md))\n- [Top]((#top))",
            {"title": "Two dates", "link": "https://notes.example/dates?x=1"},
            {"title": "Ids", "link": "ids.md"},
        ),
        row(
            "badge-with-a-name",
            "- [list-badge](https://cdn.example/media/badge.svg)\n- [build](https://img.shields.io/x)\n- [A badge for you](https://notes.example/badge.html)",
            {"title": "A badge for you", "link": "https://notes.example/badge.html"},
        ),
        row(
            "dash",
            "- [Two dates](./dates.md) - why updated is not published.",
            {"title": "Two dates", "link": "dates.md", "summary": "why updated is not published."},
        ),
        row(
            "em-dash",
            "- [Two dates](./dates.md) — why updated is not published.",
            {"title": "Two dates", "link": "dates.md", "summary": "why updated is not published."},
        ),
        row(
            "description-that-names-another-home",
            "- [Entry ids](./ids/readme.md): what must never change. Also available on [Zhihu](https://zhuanlan.zhihu.com/p/12).",
            {
                "title": "Entry ids",
                "link": "ids/readme.md",
                "summary": "what must never change. Also available on [Zhihu](https://zhuanlan.zhihu.com/p/12).",
                "homes": {"zhihu": "https://zhuanlan.zhihu.com/p/12"},
            },
        ),
        row(
            "description-that-names-a-translation",
            "- [Entry ids](./ids/readme.md): what must never change ([Chinese version](./ids/readme_zh.md)).",
            {
                "title": "Entry ids",
                "link": "ids/readme.md",
                "summary": "what must never change ([Chinese version](./ids/readme_zh.md)).",
                "homes": {"zh": "ids/readme_zh.md"},
            },
        ),
        row(
            "nested-brackets",
            "- [[Original][In-Depth][Feeds] Ids, part one](https://notes.example/p/2): what must never change",
            {
                "title": "[Original][In-Depth][Feeds] Ids, part one",
                "link": "https://notes.example/p/2",
                "summary": "what must never change",
            },
        ),
        row(
            "two-articles",
            "- [Ids in pictures](https://notes.example/p/3) and [Readers in pictures](https://notes.example/p/4): two explanations",
            {"title": "Ids in pictures", "link": "https://notes.example/p/3", "summary": "two explanations"},
            {
                "title": "Readers in pictures",
                "link": "https://notes.example/p/4",
                "summary": "two explanations",
            },
        ),
        row(
            "mention-of-another-note",
            "- [Ids](./ids.md): what must never change; for dates see [Two dates](./dates/readme.md)",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "what must never change; for dates see [Two dates](./dates/readme.md)",
            },
        ),
        row(
            "mention-of-a-folder-by-its-address",
            "- [Ids](./ids.md): see [the dates](https://github.com/example-lists/field-notes/tree/main/dates#rfc-%E4%B8%80)",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "see [the dates](https://github.com/example-lists/field-notes/tree/main/dates#rfc-%E4%B8%80)",
            },
        ),
        row(
            "empty-home",
            "- [Ids](./ids.md): also on [this site](./b.md) and [zhihu]().",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "also on [this site](./b.md) and [zhihu]().",
                "homes": {"text": "b.md"},
            },
        ),
        row(
            "another-site",
            "- [The feed format explained](https://www.example.net/deep_learning/199/): a reference",
            {
                "title": "The feed format explained",
                "link": "https://www.example.net/deep_learning/199/",
                "summary": "a reference",
            },
        ),
        row(
            "address-of-its-own-file",
            "- [Ids](https://github.com/example-lists/field-notes/blob/main/ids/agent_CN.md): explained",
            {"title": "Ids", "link": "ids/agent_CN.md", "summary": "explained"},
        ),
        row(
            "path-without-a-dot",
            "- [Ids](ids/server-based/ids.md): explained",
            {"title": "Ids", "link": "ids/server-based/ids.md", "summary": "explained"},
        ),
        row(
            "two-slashes",
            "- [Ids](ids/multi//tool/ids_ZH.md)",
            {"title": "Ids", "link": "ids/multi/tool/ids_ZH.md"},
        ),
        row("wrong-case", "- [Ids](./Ids/README.MD)", {"title": "Ids", "link": "Ids/README.MD"}),
        row(
            "extension-missing",
            "- [Ids](./ids/code-walk-through_CN)",
            {"title": "Ids", "link": "ids/code-walk-through_CN"},
        ),
        row(
            "code-math-and-bold-in-the-description",
            "- [Ids](./ids.md): `urn:uuid`, $2^{122}$ of them, **for ever**",
            {"title": "Ids", "link": "ids.md", "summary": "`urn:uuid`, $2^{122}$ of them, **for ever**"},
        ),
        row(
            "tag-in-bold-that-is-no-marker-en",
            "- **[🔥 Related Debugging] [A look at caches](./cache/readme.md)**: how to debug",
            {"title": "A look at caches", "link": "cache/readme.md", "summary": "how to debug"},
        ),
        row(
            "chinese-in-the-english-list",
            "- [缓存启示录：一次事故](./cache-zh.md): from a calibration",
            {"title": "缓存启示录：一次事故", "link": "cache-zh.md", "summary": "from a calibration"},
        ),
        row(
            "unusual-characters",
            "- [Day‑0 Support for\u202fFeeds 2.0、and——more](./day0.md): x",
            {"title": "Day‑0 Support for Feeds 2.0、and——more", "link": "day0.md", "summary": "x"},
        ),
        row(
            "bold-title-and-links-below",
            "- **Intro to Feeds/Atom**  \n  [English TODO] | [[中文版](./feeds/readme.md)]：Atom's parts",
            {"title": "Intro to Feeds/Atom", "link": "feeds/readme.md", "summary": "Atom's parts"},
        ),
        row(
            "bold-title-and-a-home-below",
            "- **Intro to Feeds**\n  [[中文版](https://zhuanlan.zhihu.com/p/16)] ",
            {"title": "Intro to Feeds", "link": "https://zhuanlan.zhihu.com/p/16"},
        ),
        row(
            "bold-title-and-a-home-below-with-text",
            "- **Intro to Feeds**\n  [[中文版](https://zhuanlan.zhihu.com/p/16)] What a feed is",
            {
                "title": "Intro to Feeds",
                "link": "https://zhuanlan.zhihu.com/p/16",
                "summary": "What a feed is",
            },
        ),
        row(
            "bold-title-and-its-english-version-below",
            "- **Feeds: a Walkthrough**  \n  [[English version](./feeds/readme-en.md)]：from bytes to readers",
            {
                "title": "Feeds: a Walkthrough",
                "link": "feeds/readme-en.md",
                "summary": "from bytes to readers",
            },
        ),
        row(
            "third-line-with-another-link",
            "- **Feeds: a Walkthrough**  \n  [[中文版](./feeds/readme.md)]：from bytes to readers.  \n  Also see [the flow of dates](https://github.com/example-lists/field-notes/tree/main/dates#flow).",
            {
                "title": "Feeds: a Walkthrough",
                "link": "feeds/readme.md",
                "summary": "from bytes to readers. Also see [the flow of dates](https://github.com/example-lists/field-notes/tree/main/dates#flow).",
            },
        ),
        row(
            "english-without-brackets-and-chinese",
            "- **Dates and Clocks**  \n  [English](./dates/en.md) | [[中文版](./dates/zh.md)]：why clocks lie",
            {
                "title": "Dates and Clocks",
                "link": "dates/en.md",
                "summary": "why clocks lie",
                "homes": {"zh": "dates/zh.md"},
            },
        ),
        row(
            "two-homes-in-brackets",
            "- **Dates and Clocks**\n  [[English version](./dates/en.md)] | [[中文版](./dates/zh.md)] : why clocks lie",
            {
                "title": "Dates and Clocks",
                "link": "dates/en.md",
                "summary": "why clocks lie",
                "homes": {"zh": "dates/zh.md"},
            },
        ),
        row(
            "one-bracket-around-two-homes",
            "- **Dates and Clocks**\n  [[English version](./dates/Clocks%20en.md) | [中文版](./dates/zh.md)] : why clocks lie",
            {
                "title": "Dates and Clocks",
                "link": "dates/Clocks en.md",
                "summary": "why clocks lie",
                "homes": {"zh": "dates/zh.md"},
            },
        ),
        row(
            "marker-and-bold-title",
            "- [Pending Review] **Clocks Evolve**\n  [[English version](./clocks/a%20b.md) | [中文版](./clocks/a.md)] : how",
            {
                "title": "Clocks Evolve",
                "link": "clocks/a b.md",
                "marker": "[Pending Review]",
                "summary": "how",
                "homes": {"zh": "clocks/a.md"},
            },
        ),
        row(
            "bold-title-with-a-colon-and-a-blank-looking-line",
            "- **Clocks Walk-Through:** \n  \n  [[English](https://github.com/example-lists/field-notes/blob/main/clocks_EN.md)]",
            {"title": "Clocks Walk-Through", "link": "clocks_EN.md"},
        ),
        row(
            "second-line-by-three-spaces",
            "- **Clocks**\n   [[中文版](./clocks/readme.md)]：how they lie",
            {"title": "Clocks", "link": "clocks/readme.md", "summary": "how they lie"},
        ),
        row(
            "star", "* [Ids](./ids.md): explained", {"title": "Ids", "link": "ids.md", "summary": "explained"}
        ),
        row(
            "plus", "+ [Ids](./ids.md): explained", {"title": "Ids", "link": "ids.md", "summary": "explained"}
        ),
        row(
            "bold-title-links-below-in-sub-items",
            "- **Ids**\n  - [中文版](./ids-cn.md)\n  - [English](./ids-en.md)",
            {"title": "Ids", "link": "ids-cn.md", "homes": {"en": "ids-en.md"}},
        ),
        row(
            "hard-wrapped-link-text",
            "- [A long title that is\n  wrapped here](./ids.md): and a description\n  that is, too",
            {
                "title": "A long title that is wrapped here",
                "link": "ids.md",
                "summary": "and a description that is, too",
            },
        ),
        row(
            "description-in-its-own-paragraph",
            "- [Ids](./ids.md)\n\n  What must never change.",
            {"title": "Ids", "link": "ids.md", "summary": "What must never change."},
        ),
        row(
            "bold-link",
            "- **[Ids](./ids.md)**: explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "link-in-bold-inside",
            "- [**Ids**](./ids.md): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "badge-beside",
            "- [Ids](./ids.md) ![stars](https://img.shields.io/github/stars/a/b) explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "linked-badge-beside",
            "- [Ids](./ids.md) [![stars](https://img.shields.io/x.svg)](https://github.com/a/b): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "badge-in-front",
            "- [![open](https://img.shields.io/x.svg)](https://colab.research.google.com/x) [Ids](./ids.md): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "picture-in-front",
            "- ![new](./new.gif) [Ids](./ids.md): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "html-link-in-an-item",
            '- <a href="./ids.md">Ids</a>: explained',
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "space-before-the-destination",
            "- [Ids] (./ids.md): explained\n- [Dates] (https://notes.example/dates)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "https://notes.example/dates"},
        ),
        row(
            "space-in-the-destination",
            "- [Ids](./feed ids.md): explained",
            {"title": "Ids", "link": "feed ids.md", "summary": "explained"},
        ),
        row(
            "title-with-numbered-homes",
            "- Ids in short ([1](https://a.example/1), [2](https://a.example/2))",
            {
                "title": "Ids in short",
                "link": "https://a.example/1",
                "homes": {"a.example": "https://a.example/2"},
            },
        ),
        row(
            "title-with-named-homes",
            "- Ids in short [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/ids)]",
            {
                "title": "Ids in short",
                "link": "https://arxiv.org/abs/2401.00001",
                "homes": {"github": "https://github.com/a/ids"},
            },
        ),
        row(
            "bold-title-with-late-homes",
            "- **Ids** - what must never change | [Paper](https://arxiv.org/abs/2401.00001), [Code](https://github.com/a/ids)",
            {
                "title": "Ids",
                "link": "https://arxiv.org/abs/2401.00001",
                "summary": "what must never change",
                "homes": {"github": "https://github.com/a/ids"},
            },
        ),
        row(
            "title-in-bold-and-a-bare-address",
            "- **Ids** https://notes.example/ids",
            {"title": "Ids", "link": "https://notes.example/ids"},
        ),
        row(
            "bare-address",
            "- https://notes.example/ids\n- <https://notes.example/dates>",
            {"title": "https://notes.example/ids", "link": "https://notes.example/ids"},
            {"title": "https://notes.example/dates", "link": "https://notes.example/dates"},
        ),
        row(
            "date-in-front",
            "- 2026-01-05 [Ids](./ids.md)\n- [2026/01] [Dates](./dates.md)\n- (2026.02) [Clocks](./clocks.md)",
            {"title": "Ids", "link": "ids.md"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Clocks", "link": "clocks.md"},
        ),
        row(
            "emoji-in-front",
            "- 🔥 [Ids](./ids.md): explained\n- :star: [Dates](./dates.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row("absolute-path", "- [Ids](/ids/readme.md)", {"title": "Ids", "link": "ids/readme.md"}),
        row(
            "escaped-bracket",
            "- [Ids \\[short\\]](./ids.md): explained",
            {"title": "Ids [short]", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "entities",
            "- [Ids &amp; dates](./ids.md?a=1&amp;b=2): &lt;id&gt;",
            {"title": "Ids & dates", "link": "ids.md", "summary": "&lt;id&gt;"},
        ),
        row(
            "code-in-the-title",
            "- [`urn:uuid` and others](./ids.md): explained",
            {"title": "urn:uuid and others", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "no-break-spaces",
            "- [Ids\xa0now](./ids.md):\xa0explained\n-\xa0[Dates](./dates.md)",
            {"title": "Ids now", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "replacement-character",
            "- [Id�s](./ids.md): explai�ned",
            {"title": "Id�s", "link": "ids.md", "summary": "explai�ned"},
        ),
        row(
            "zero-width-space",
            "- [Ids](\u200b./ids.md\u200b): explained",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
        ),
        row(
            "stars-in-the-title",
            "- [Ids ★1,761](./ids.md): explained\n- [Dates :star: 12k+](./dates.md)\n- [Five ★](./five.md)",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md"},
            {"title": "Five ★", "link": "five.md"},
        ),
        row(
            "emoji-name-first",
            "- [Ids](./ids.md) — :package: :sparkles: packs up",
            {"title": "Ids", "link": "ids.md", "summary": ":package: :sparkles: packs up"},
        ),
        row(
            "dash-without-a-space",
            "- [Ids](./ids.md) -explained\n- [Dates](./dates.md): -O2 and friends",
            {"title": "Ids", "link": "ids.md", "summary": "explained"},
            {"title": "Dates", "link": "dates.md", "summary": "-O2 and friends"},
        ),
        row(
            "stars-that-are-no-count",
            "- [Advent of Ids ⭐ 2023](./a.md)\n- [Two Ids ★2](./b.md)",
            {"title": "Advent of Ids ⭐ 2023", "link": "a.md"},
            {"title": "Two Ids ★2", "link": "b.md"},
        ),
        row(
            "lectures-below-a-course",
            "- [Feeds 101](https://feeds.example/) *University of Feeds*\n  - Good for a start.\n"
            "  - [Lectures](https://feeds.example/lectures)\n  - [Assignments](https://feeds.example/tasks)",
            {
                "title": "Feeds 101",
                "link": "https://feeds.example/",
                "summary": "*University of Feeds*",
                "homes": {"feeds.example": "https://feeds.example/tasks"},
            },
        ),
        row(
            "homes-in-brackets-whatever-they-are-called",
            "- [Ids](./ids.md) ([Repo](https://a.example), [Snap](https://b.example), [WP](https://c.example)) Never change.",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "Never change.",
                "homes": {
                    "a.example": "https://a.example",
                    "b.example": "https://b.example",
                    "c.example": "https://c.example",
                },
            },
        ),
        row(
            "homes-in-brackets-of-a-bold-title",
            "- **Ids** - ([WP](https://a.example), [Home](https://b.example), [Snap](https://c.example)) Never change.",
            {
                "title": "Ids",
                "link": "https://a.example",
                "summary": "Never change.",
                "homes": {"b.example": "https://b.example", "c.example": "https://c.example"},
            },
        ),
        row(
            "bold-title-that-is-a-home-s-name",
            "- **Wiki** - ([Repo](https://a.example), [Home](https://b.example)) Pages that all may write.",
            {
                "title": "Wiki",
                "link": "https://a.example",
                "summary": "Pages that all may write.",
                "homes": {"b.example": "https://b.example"},
            },
        ),
        row(
            "parts",
            "- Ids that last [Part 1](https://a.example/1) | [Part 2](https://a.example/2)\n"
            "- [Dates](./dates.md) [(Part 2)](https://b.example/2) [(Part 3)](https://b.example/3): explained",
            {
                "title": "Ids that last",
                "link": "https://a.example/1",
                "homes": {"a.example": "https://a.example/2"},
            },
            {
                "title": "Dates",
                "link": "dates.md",
                "summary": "explained",
                "homes": {"b.example": "https://b.example/3"},
            },
        ),
        row(
            "bold-title-and-where-to-go",
            "- **(2024) Ids: a survey** What never changes. [Go to paper](https://a.example)",
            {"title": "(2024) Ids: a survey", "link": "https://a.example", "summary": "What never changes."},
        ),
        row(
            "two-addresses",
            "- https://a.example/ids / https://wiki.example/ids",
            {
                "title": "https://a.example/ids",
                "link": "https://a.example/ids",
                "homes": {"wiki.example": "https://wiki.example/ids"},
            },
        ),
        row(
            "description-before-the-site",
            "- ids.py：一个生成标识的库，既简单，又快。[官网](https://a.example)\n- dates: a library. [Website](https://b.example)",
            {"title": "ids.py", "link": "https://a.example", "summary": "一个生成标识的库，既简单，又快。"},
            {"title": "dates", "link": "https://b.example", "summary": "a library."},
        ),
        row(
            "site-behind-the-description",
            "- [ids.py](./ids.md)：一个生成标识的库。[官网](https://a.example)",
            {
                "title": "ids.py",
                "link": "ids.md",
                "summary": "一个生成标识的库。",
                "homes": {"a.example": "https://a.example"},
            },
        ),
        row(
            "site-in-a-sentence",
            "- [ids.py](./ids.md): a library. See its [website](https://a.example) for more",
            {
                "title": "ids.py",
                "link": "ids.md",
                "summary": "a library. See its [website](https://a.example) for more",
            },
        ),
        row(
            "title-with-a-colon-before-a-paper",
            "- Ids: what lasts. [Paper](https://a.example)",
            {"title": "Ids: what lasts.", "link": "https://a.example"},
        ),
    ],
)
def test_an_item_says_its_title_link_homes_and_description(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "no-description-zh",
            "- [两个日期：发布与更新](https://notes.example/p/1)",
            {"title": "两个日期：发布与更新", "link": "https://notes.example/p/1"},
        ),
        row(
            "comma-and-another-home-zh",
            "- [Two Dates](./dates/README.md)，这一部分同样刊载在 [知乎：两个日期](https://zhuanlan.zhihu.com/p/11)",
            {
                "title": "Two Dates",
                "link": "dates/README.md",
                "summary": "这一部分同样刊载在 [知乎：两个日期](https://zhuanlan.zhihu.com/p/11)",
                "homes": {"zhihu": "https://zhuanlan.zhihu.com/p/11"},
            },
        ),
        row(
            "full-width-colon",
            "- [两个日期](./dates/readme.md)：为什么更新不是发布。",
            {"title": "两个日期", "link": "dates/readme.md", "summary": "为什么更新不是发布。"},
        ),
        row(
            "colon-behind-chinese",
            "- [两个日期](./dates/readme-6.md): 为什么更新不是发布。",
            {"title": "两个日期", "link": "dates/readme-6.md", "summary": "为什么更新不是发布。"},
        ),
        row(
            "only-a-space",
            "- [两个日期](./dates_CN.md) 为什么更新不是发布",
            {"title": "两个日期", "link": "dates_CN.md", "summary": "为什么更新不是发布"},
        ),
        row(
            "no-separator",
            "- [两个日期](./dates_ZH.md)为什么更新不是发布",
            {"title": "两个日期", "link": "dates_ZH.md", "summary": "为什么更新不是发布"},
        ),
        row(
            "description-that-begins-with-another-home",
            "- [订阅源的标识](./ids/readme.md)：同样刊载于[知乎：订阅源的标识](https://zhuanlan.zhihu.com/p/12)。",
            {
                "title": "订阅源的标识",
                "link": "ids/readme.md",
                "summary": "同样刊载于[知乎：订阅源的标识](https://zhuanlan.zhihu.com/p/12)。",
                "homes": {"zhihu": "https://zhuanlan.zhihu.com/p/12"},
            },
        ),
        row(
            "nested-brackets-zh",
            "- [[原创][深度][订阅] 标识系列第一篇：入门](https://notes.example/p/2)：什么不能变",
            {
                "title": "[原创][深度][订阅] 标识系列第一篇：入门",
                "link": "https://notes.example/p/2",
                "summary": "什么不能变",
            },
        ),
        row(
            "two-articles-zh",
            "- [图解标识：读者](https://notes.example/p/3)以及[图解标识：写者](https://notes.example/p/4)：两篇图解",
            {"title": "图解标识：读者", "link": "https://notes.example/p/3", "summary": "两篇图解"},
            {"title": "图解标识：写者", "link": "https://notes.example/p/4", "summary": "两篇图解"},
        ),
        row(
            "mention-with-a-fragment",
            "- [Ids](./ids.md)：参见[两个日期的后记](./dates/readme.md#后记)",
            {"title": "Ids", "link": "ids.md", "summary": "参见[两个日期的后记](./dates/readme.md#后记)"},
        ),
        row(
            "translation-by-its-address",
            "- [标识](./ids.md)：什么不能变，还有[英文版本](https://github.com/example-lists/field-notes/blob/main/ids_eng.md)",
            {
                "title": "标识",
                "link": "ids.md",
                "summary": "什么不能变，还有[英文版本](https://github.com/example-lists/field-notes/blob/main/ids_eng.md)",
                "homes": {"en": "ids_eng.md"},
            },
        ),
        row(
            "empty-home-zh",
            "- [标识](./ids.md)：同样刊载于[知乎]()。",
            {"title": "标识", "link": "ids.md", "summary": "同样刊载于[知乎]()。"},
        ),
        row(
            "percent-and-chinese",
            "- [标识](./ids/Feed%20Ids%20技术变迁.md)",
            {"title": "标识", "link": "ids/Feed Ids 技术变迁.md"},
        ),
        row(
            "tag-in-bold-that-is-no-marker",
            "- **[🔥相关调试] [看一眼缓存](./cache/readme.md)**：如何调试",
            {"title": "看一眼缓存", "link": "cache/readme.md", "summary": "如何调试"},
        ),
        row(
            "english-in-the-chinese-list",
            "- [Feed Ids Code Walk Through](./ids.md)：基础原理",
            {"title": "Feed Ids Code Walk Through", "link": "ids.md", "summary": "基础原理"},
        ),
        row(
            "two-homes-in-the-chinese-list",
            "- **时钟**\n  [[English version](./dates/en.md)] | [[中文版](./dates/zh.md)] : 时钟会说谎",
            {"title": "时钟", "link": "dates/zh.md", "summary": "时钟会说谎", "homes": {"en": "dates/en.md"}},
        ),
        row(
            "number-with-a-chinese-comma",
            "- 1、[标识](./ids.md)\n- 2、[日期](./dates.md)：为什么",
            {"title": "标识", "link": "ids.md"},
            {"title": "日期", "link": "dates.md", "summary": "为什么"},
        ),
        row(
            "hard-wrapped-chinese",
            "- [标识](./ids.md)：什么不能变，\n  什么可以变",
            {"title": "标识", "link": "ids.md", "summary": "什么不能变，什么可以变"},
        ),
        row(
            "full-width-parentheses",
            "- [标识]（https://notes.example/ids）：说明",
            {"title": "标识", "link": "https://notes.example/ids", "summary": "说明"},
        ),
        row(
            "lecture-in-front",
            "- 第一讲 [标识](./ids.md)\n- 第 2 期：[日期](./dates.md)",
            {"title": "标识", "link": "ids.md"},
            {"title": "日期", "link": "dates.md"},
        ),
    ],
)
def test_an_item_says_its_title_link_homes_and_description_in_a_chinese_list(
    text: str, entries: list[Facts]
) -> None:
    assert listed(text, path="README-cn.md") == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        row(
            "empty-link-and-a-home",
            "- [Ids]() [[paper](https://arxiv.org/abs/2401.00001)]: why",
            {"title": "Ids", "link": "https://arxiv.org/abs/2401.00001", "summary": "why"},
        ),
        row("empty-link-and-nothing-else", "- [Ids](): why"),
        row("words-that-name-a-home-and-no-title", "- 本文同步更新 [知乎](https://zhuanlan.zhihu.com/p/1)"),
        row(
            "bold-words-that-name-a-home-and-no-title",
            "- **Also available on** [my site](https://notes.example)",
        ),
        row(
            "picture-in-the-link",
            "- [![new](./new.gif) Ids](./ids.md): why",
            {"title": "Ids", "link": "ids.md", "summary": "why"},
        ),
        row(
            "home-that-is-chained-to-another",
            "- [Ids](./ids.md): also published on [Zhihu](https://zhuanlan.zhihu.com/p/1) and [my site](https://notes.example/ids)",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "also published on [Zhihu](https://zhuanlan.zhihu.com/p/1) and [my site](https://notes.example/ids)",
                "homes": {
                    "zhihu": "https://zhuanlan.zhihu.com/p/1",
                    "notes.example": "https://notes.example/ids",
                },
            },
        ),
        row(
            "home-that-has-the-same-title",
            "- [Ids in short](./ids.md): see [Ids in short](https://notes.example/ids)",
            {
                "title": "Ids in short",
                "link": "ids.md",
                "summary": "see [Ids in short](https://notes.example/ids)",
                "homes": {"notes.example": "https://notes.example/ids"},
            },
        ),
        row(
            "says-so-in-another-sentence",
            "- [Ids](./ids.md): also available as a book. See [the dates](./dates.md)",
            {
                "title": "Ids",
                "link": "ids.md",
                "summary": "also available as a book. See [the dates](./dates.md)",
            },
        ),
        row(
            "number-before-a-draft",
            "- [ ] 3. Ids in short\n- [x] [Dates](./dates.md)",
            {"title": "Ids in short", "marker": "[ ]"},
            {"title": "Dates", "link": "dates.md"},
        ),
        row(
            "home-that-is-the-link-itself",
            "- [Ids](./ids.md) [[text](ids.md)]: why",
            {"title": "Ids", "link": "ids.md", "summary": "why"},
        ),
        row(
            "home-that-is-a-list",
            "- [Ids](./ids.md): also available in [Chinese](README-cn.md)",
            {"title": "Ids", "link": "ids.md", "summary": "also available in [Chinese](README-cn.md)"},
        ),
        row(
            "bold-in-the-middle-and-at-the-end",
            "- [Ids](./ids.md): **never** change _them_",
            {"title": "Ids", "link": "ids.md", "summary": "**never** change _them_"},
        ),
        row(
            "bold-over-link-and-description",
            "- **[Ids](./ids.md): never change them**",
            {"title": "Ids", "link": "ids.md", "summary": "never change them"},
        ),
        row(
            "footnote-behind-the-description",
            "- [Ids](./ids.md): why[^1]\n\n[^1]: because",
            {"title": "Ids", "link": "ids.md", "summary": "why"},
        ),
        row(
            "brackets-that-look-like-a-footnote",
            "- [Ids](./ids.md): why [^1]",
            {"title": "Ids", "link": "ids.md", "summary": "why [^1]"},
        ),
    ],
)
def test_homes_are_told_from_mentions(text: str, entries: list[Facts]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("words " * 999, "words…"),
        ("字" * 4_000, "字…"),
        ("[a link](https://a.example/" + "x" * 4_000 + ") and more", "in front…"),
        ("[a link " + "x" * 4_000 + "](https://a.example) and more", "in front…"),
        ("`code " + "x" * 4_000 + "` and more", "in front…"),
        ("<b title='" + "x" * 4_000 + "'> and more", "in front…"),
    ],
    ids=["words", "Chinese", "address", "link", "code", "tag"],
)
def test_a_summary_has_an_end(end: str, kept: str) -> None:
    (entry,) = listed("- [Ids](ids.md): " + "What stands in front " * 90 + "in front " + end)
    summary = str(entry["summary"])
    assert summary.endswith(kept)
    assert 1_500 < len(summary) <= 3_000
