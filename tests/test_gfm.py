"""What we find in a text is what GitHub's own code finds: links, items and their nesting, headings, rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from gfm_reference import compare
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.lists import is_list
from publisher.sample.fast_import import run_git

WORDS = ["a", "Feeds", "the list", "时间线", "è", "x_y_z", "3", "9!", "。", "（注）", "—", "owner/x"]
LINKS = [
    "[t](u.md)",
    "[t](./a/b.md#part)",
    "[a [b] c](u.md)",
    "[[原创][深度] t](u.md)",
    "[[en](a.md) | [中](b.md)]",
    "[t](<a b.md>)",
    '[t](u.md "title")',
    "[t](u(1).md)",
    "[t](u%20v.md)",
    "[t]()",
    "[](u.md)",
    "[t](u.md)(v.md)",
    "[t][r]",
    "[r][]",
    "[r]",
    "[Pending Review][r]",
    "[Pending Review] [t](u.md)",
    "a[^n]",
    "![i](i.png)",
    "[![i](i.png)](u.md)",
    "[![i](i.png) t](u.md)",
    "[**t**](u.md)",
    "**[t](u.md)**",
    "~~[t](u.md)~~",
    "[`t`](u.md)",
    "[t\nu](u.md)",
    "<https://example.org/a?b=c>",
    "https://example.org/a_b_(c)",
    "www.example.org/d.",
    "someone@example.org",
    "<someone@example.org>",
    '<a href="u.md">t</a>',
    "<a name='x'></a>",
    "<img src='i.png' alt='i'>",
    "<del>t</del>",
    "<b>t</b>",
    "<br>",
]
MARKS = [
    *"[]()<>*_~`!|\\&:#.-", "**", "***", "~~", "``", "](", "[[", "]]", "][", "\\|", "\\[", "&amp;", "&#93;",
    "<!-- c -->", "  \n", "\\\n", "\n",
]  # fmt: skip
OPENERS = [
    "", " ", "  ", "   ", "    ", "\t", "- ", "* ", "+ ", "-\t", "-   ", "1. ", "2) ", "10. ", "> ", ">", "# ", "## ",
    "    - ", "  * ", "| ",
]  # fmt: skip
BLOCKS = [
    "", "", "", "```", "~~~", "```md", "    ```", "---", "===", "***", "- - -", "-", "*", "1.", "> ", "#", "##",
    "| a | b |", "|---|---|", "| :-- | --: |", "--- | ---", "a | b", "|a|", "|-|", "| [t](u.md) | ✅ |",
    "| a \\| b | `c|d` |", "| | |", "[r]: v.md", "[r]: <v w.md> 'title'", "[r]:", "[t]: u.md bad",
]  # fmt: skip
BOXES = ["- [ ] a", "- [x] [t](u.md)", "* [ ] [t](u.md): a", "1. [X] a", "  - [ ] a"]
HTML = [
    "<ul>\n<li>{}</li>\n<li><a href='u.md'>t</a>: {}\n<ul><li>a</li></ul></li>\n</ul>",
    "<ol><li>{}</li></ol>",
    "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>{}</td><td><a href='u.md'>t</a></td></tr>\n</table>",
    "<table><tr>\n<td>\n\n{}\n\n</td><td>a</td>\n</tr></table>\n",
    "<h2 align='center'>{}</h2>\n",
    "<p align='center'>\n<a href='u.md'>\n<img src='i.png'>\n{}</a>\n</p>",
    "<div>\n\n- {}\n- [t](u.md)\n\n</div>\n",
    "<details>\n<summary>more</summary>\n\n* [t](u.md)\n  - {}\n\n</details>\n",
    "<!-- - [t](u.md) {} -->",
    "\n<!--\n- [t](u.md)\n\n- {}\n-->",
    "<pre>\n{}\n</pre>\n",
    "<hr>",
    "\n| a | b \\| c |\n|---|---|\n| [t](u.md) | {} |\n| {} \\| a | `a|b` | c |\na\n",
    "\na | b\n:-- | --:\n[{}](u.md) | ✅\n",
    "- {}\n\n  a\n  - [t](u.md)\n\n    b\n",
    "> - {}\n>   a\nb\n",
    "```\n- [t](u.md) {}\n```",
]  # fmt: skip

inline = st.lists(st.sampled_from([*WORDS, *LINKS, *LINKS, *MARKS, " "]), min_size=1, max_size=7).map("".join)
openers = st.lists(st.sampled_from(OPENERS), max_size=3).map("".join)
lines = st.one_of(
    st.builds(str.__add__, openers, inline),
    st.builds(str.__add__, openers, st.sampled_from(BLOCKS)),
    st.sampled_from(BOXES),
    st.builds(lambda html, words: html.replace("{}", words), st.sampled_from(HTML), st.sampled_from(WORDS)),
)
texts = st.lists(lines, min_size=1, max_size=9).map("\n".join)


EXACT = {
    "nested-links-are-the-inner-one": "- [a [t](u.md) b](v.md)",
    "link-in-an-image-in-a-link": "- [![a [t](u.md)](i.png) b](v.md)",
    "html-links-end-one-another": "<a href='u.md'>a <a href='v.md'>b</a>",
    "label-in-another-case": "- [t][LABEL  one]\n\n[label\none]: u.md",
    "first-definition-stands": "- [r]\n\n[r]: u.md\n[R]: v.md",
    "definition-in-an-item": "- a\n\n  [r]: u.md\n\n- [r]",
    "definition-cannot-interrupt-a-paragraph": "- [r]\n\na\n[r]: u.md",
    "tildes-must-be-as-many": "- ~~a~ [t](u.md) ~b~~ ~c~",
    "lone-tag-cannot-interrupt-a-paragraph": "a\n<a href='u.md'>\n*t*\n</a>",
    "lone-tag-begins-a-block": "<a href='u.md'>\n*t*\n</a>",
    "lazy-line-of-an-item": "- [t](u.md)\na [v](v.md)\n- b",
    "lazy-line-that-looks-like-a-definition": "> a\n[r]: u.md\n\n[r]",
    "lazy-line-cannot-underline": "> a\n===\n",
    "numbered-item-cannot-interrupt-unless-it-is-the-first": "a\n2. b\n1. c",
    "empty-item-cannot-interrupt": "a\n-\n*\n",
    "item-without-text-and-then-text": "-\n  [t](u.md)\n-\n\n  a",
    "code-in-an-item": "-     [t](u.md)\n\n- a\n\n      [t](u.md)",
    "tab-after-the-bullet": "-\t[t](u.md)\n\n\ta\n\t- b",
    "sub-item-by-four-spaces": "1. a\n    - b\n10. c\n    - d",
    "three-digits-need-five-spaces": "100. a\n    - b\n     - c",
    "bullets-of-other-kinds": "- a\n* b\n+ c\n1. d\n2) e",
    "rule-between-items": "- a\n- - -\n* * *\n- b",
    "heading-of-dashes-in-an-item": "- a\n  ---\n- b",
    "heading-with-a-tail": "## a ## b ##\n### c #\n#d\n####### e",
    "heading-of-several-lines": "a\n[t](u.md)\n===\n",
    "table-of-fewer-cells": "| a | b |\n|--|--|\n| [t](u.md) |\n| c | d | e |",
    "table-begins-after-a-line-of-prose": "a\n| b | c |\n|--|--|\n| d | [t](u.md) |",
    "table-ends-at-a-blank-line": "|a|\n|-|\n|b|\n\n|c|",
    "table-ends-at-an-item": "|a|\n|-|\n|b|\n- c",
    "row-without-pipes": "a|b\n-|-\nc\nd",
    "no-table-with-other-columns": "|a|b|\n|-|\n|c|",
    "escaped-pipe-in-a-link": "|a|\n|-|\n|[t \\| t](u.md)|",
    "pipe-in-code-divides": "|a|b|\n|-|-|\n|`c|d`|",
    "fence-with-backticks-behind-it": "``` a`b\n[t](u.md)\n```",
    "longer-fence": "````\n```\n[t](u.md)\n`````\n[t](v.md)",
    "fence-that-never-ends": "```\n- [t](u.md)",
    "fence-in-an-item-ends-with-it": "- ```\n  [t](u.md)\n- [t](v.md)",
    "quote-goes-on-lazily": "> - [t](u.md)\nb\n\nc",
    "comment-in-one-line-and-text-behind": "<!-- - [t](u.md) --> - [t](v.md)\n- [t](w.md)",
    "comment-over-blank-lines": "a\n\n<!--\n\n- [t](u.md)\n\n-->\n- [t](v.md)",
    "comment-in-an-item": "- [t](u.md) <!-- [t](v.md) --> b",
    "script-and-style": "<style>\n\n- [t](u.md)\n</style>\n- [t](v.md)",
    "backslash-before-a-bracket": "- \\[t](u.md) [\\]](v.md) [t\\](w.md)",
    "brackets-in-a-destination": "- [t](u(1(2)).md) [t](u(.md) [t](<u(.md>)",
    "entities": "- [&lt;t&gt; &copy;](u.md?a&amp;b=c&#35;d)",
    "code-before-brackets": "- [a`](u.md)` [`]`](v.md)",
    "autolink-before-brackets": "- [a <https://example.org/](u.md)>",
    "address-that-ends-a-sentence": "- https://example.org/a). (https://example.org/b_(c)) https://example.org/d&lt; www.example.org/e?!",
    "address-behind-a-letter": "- awww.example.org ahttps://example.org/a www.a_b.c_d/ http://a.b_c.d",
    "mail": "- a.b@example.org. a@b a@example.org- mailto:c@example.org xmpp:d@example.org/e",
    "underscores-in-words": "- a_b_ _[t](u.md)_ __c__d",
    "stars-in-chinese": "- **时间线：**[t](u.md) **“a”**b",
    "break-in-a-link": "- [t\n  u](u.md)\n- [a  \n  b](v.md)\n- [c](\n  w.md)",
    "html-list-in-an-item": "- a\n  <ul><li><a href='u.md'>t</a></li></ul>\n- b",
    "html-list-not-closed": "<ul><li><a href='u.md'>t</a><li>b</ul>\n\n- c",
    "html-table-not-closed": "<table><tr><td>a<td><a href=u.md>t</a><tr><td>b</table>",
    "html-in-capitals": "<UL><LI><A HREF='u.md'>t</A></LI></UL>",
    "markdown-in-an-html-item": "<ul><li>\n\n[t](u.md)\n\n- a\n\n</li></ul>",
    "no-markdown-in-html": "<ul><li>[t](u.md) **a** `b`</li></ul>",
    "details": "<details>\n<summary><b>a</b></summary>\n\n- [t](u.md)\n\n</details>\n\n- b",
    "carriage-returns": "- [t](u.md)\r\n  a\r\r\n- b\n",
    "no-break-spaces": "-\xa0a\n- [t](u.md)\xa0b\n\u3000- c\n-\u3000d",
    "more-backticks": "- ``a ` [t](u.md)`` ` b``",
    "rule-of-three": "- *a**b* **c*d**e* f***",
    "nul": "- [t\0](u\0.md)",
}


@pytest.mark.parametrize("text", EXACT.values(), ids=EXACT.keys())
def test_a_rule_of_the_dialect_is_followed(text: str) -> None:
    assert compare(text) == []


@settings(max_examples=1000)
@given(texts)
def test_made_up_texts_are_read_as_github_reads_them(text: str) -> None:
    assert compare(text) == []


def test_every_version_of_a_real_list_is_read_as_github_reads_it(real_list: Path) -> None:
    listed = [
        line.partition(" ") for line in run_git(real_list, "rev-list", "--objects", "--all").splitlines()
    ]
    blobs = [blob for blob, _, path in listed if is_list(path, ())]
    assert len(blobs) > 100
    for blob in blobs:
        text = run_git(real_list, "cat-file", "blob", blob)
        assert compare(text) == [], blob
