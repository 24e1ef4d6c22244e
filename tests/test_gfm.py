"""What we find in a text is what GitHub's own code finds: links, items and their nesting, headings, rows."""

from __future__ import annotations

from pathlib import Path

from gfm_reference import compare
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.lists import decode, is_list
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
    *"[]()<>*_~`!|\\&:#.-",
    "**",
    "***",
    "~~",
    "``",
    "](",
    "[[",
    "]]",
    "][",
    "\\|",
    "\\[",
    "&amp;",
    "&#93;",
]
MARKS += ["<!-- c -->", "  \n", "\\\n", "\n"]
OPENERS = [
    "",
    " ",
    "  ",
    "   ",
    "    ",
    "\t",
    "- ",
    "* ",
    "+ ",
    "-\t",
    "-   ",
    "1. ",
    "2) ",
    "10. ",
    "> ",
    ">",
]
OPENERS += ["# ", "## ", "    - ", "  * ", "| "]
BLOCKS = [
    "",
    "",
    "",
    "```",
    "~~~",
    "```md",
    "    ```",
    "---",
    "===",
    "***",
    "- - -",
    "-",
    "*",
    "1.",
    "> ",
    "#",
    "##",
]
BLOCKS += [
    "| a | b |",
    "|---|---|",
    "| :-- | --: |",
    "--- | ---",
    "a | b",
    "|a|",
    "|-|",
    "| [t](u.md) | ✅ |",
]
BLOCKS += ["| a \\| b | `c|d` |", "| | |", "[r]: v.md", "[r]: <v w.md> 'title'", "[r]:", "[t]: u.md bad"]
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


@settings(max_examples=1500)
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
