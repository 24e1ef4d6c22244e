"""Our Markdown is one tree in Python-Markdown and in GitHub's own engine, whatever authors write."""

from __future__ import annotations

import re

import cmarkgfm
import markdown
import pytest
from cmarkgfm.cmark import Options
from digest_samples import HOME, PUBLICATION, SETTINGS
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from publisher.digests import render_digests
from publisher.digests.portable import escaped, write_document, write_line
from publisher.markup import render_document, render_inline

Tree = tuple[object, ...]


def tree(markup: str) -> Tree:
    """Elements, attributes and words, white space as a browser shows it."""
    root = html.fragment_fromstring(markup, create_parent="div")
    return _node(root)


def _node(element: html.HtmlElement) -> Tree:
    parts: list[object] = [str(element.tag), tuple(sorted(element.attrib.items())), _words(element.text)]
    for child in element:
        if child.tag == "p" and element.tag == "li":  # a loose item, and a tight one
            parts += _node(child)[2:]
        else:
            parts.append(_node(child))
        parts.append(_words(child.tail))
    return tuple(part for part in parts if part != "")


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def python_markdown(text: str) -> Tree:
    return tree(markdown.markdown(text))


def github(text: str) -> Tree:
    return tree(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


DOCUMENTS = {
    path: data.decode()
    for path, data in render_digests(PUBLICATION, SETTINGS).items()
    if path.endswith(".md")
}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_document_is_one_tree(path: str) -> None:
    assert python_markdown(DOCUMENTS[path]) == github(DOCUMENTS[path])


LINES = [
    pytest.param("**中文（注）**后", id="bold that is none in any engine"),
    pytest.param("**粗体**和*斜体*", id="emphasis beside Han"),
    pytest.param("***both***", id="emphasis in emphasis"),
    pytest.param("*a***b**", id="emphasis beside emphasis"),
    pytest.param("snake_case_name and __init__", id="underscores"),
    pytest.param("~~old~~ new", id="struck"),
    pytest.param("about ~5 to ~10", id="tildes"),
    pytest.param("costs $5 or $10", id="prices"),
    pytest.param("a < b > c & d &amp; e &copy;", id="angle brackets and references"),
    pytest.param("see https://example.org/a_b_c, then", id="bare address"),
    pytest.param("www.example.org", id="bare host"),
    pytest.param("write to someone@example.org", id="address of mail"),
    pytest.param("[a [b] c](https://example.org/x_(y))", id="brackets in a link"),
    pytest.param("[`code`](https://example.org/?a=1&copy=2 'title')", id="code in a link"),
    pytest.param("``a ` b`` and `` ` ``", id="backticks in code"),
    pytest.param("1. not a list", id="number at the beginning"),
    pytest.param("- not a list", id="dash at the beginning"),
    pytest.param("+ not a list", id="plus at the beginning"),
    pytest.param("# not a heading", id="hash at the beginning"),
    pytest.param("> no quotation", id="angle at the beginning"),
    pytest.param("---", id="rule"),
    pytest.param("===", id="underline"),
    pytest.param("a  \nb", id="hard break"),
    pytest.param("a\\\nb", id="backslash at the end"),
    pytest.param("C:\\Users\\x \\* \\[", id="backslashes"),
    pytest.param("x<sup>2</sup> and H<sub>2</sub>O", id="small letters"),
    pytest.param("<b>bold</b><br><i>x</i>", id="raw HTML"),
    pytest.param("![picture](x.png) and text", id="picture"),
    pytest.param("| a | b |", id="bars"),
    pytest.param("[^1] and [x]: y", id="notes and definitions"),
    pytest.param("a *", id="star alone"),
    pytest.param("read this![x](https://example.org/)", id="picture at the end"),
    pytest.param("read \\![this](https://example.org/)", id="exclamation mark before a link"),
    pytest.param("*read!*[this](https://example.org/)", id="emphasis that ends with one before a link"),
    pytest.param("{: .class} and {#id}", id="attributes of other engines"),
    pytest.param("\u3000全角空格", id="wide space"),
]


@pytest.mark.parametrize("line", LINES)
def test_a_summary_is_one_tree(line: str) -> None:
    written = write_line(render_inline(line, list="README.md", home=HOME))
    assert python_markdown(written) == github(written)


ALPHABET = st.sampled_from(
    [*"ab1 \u00a0_*`[]()<>!#&~$\\|:.-+=\"'{}^@/", "中", "，", "（", "）", "\n", "**", "](", "http://a.b"]
)
SOURCE = st.lists(ALPHABET, max_size=14).map("".join)


def test_an_exclamation_mark_makes_no_picture_of_a_link() -> None:
    written = write_line(render_inline("\\![x](https://example.org/) Look!", list="README.md", home=HOME))
    assert written == "\\![x](https://example.org/) Look!"
    assert "<img" not in markdown.markdown(written)


@given(SOURCE)
@example("a*b*c")
@example("`")
def test_whatever_an_author_writes_is_one_tree(source: str) -> None:
    written = write_line(render_inline(source, list="README.md", home=HOME))
    assert "\n" not in written
    assert python_markdown(written) == github(written)


@given(SOURCE.map(lambda text: " ".join(text.split())))
def test_plain_text_comes_back(text: str) -> None:
    heading = f"# x {escaped(text)} x"
    words = "x " + re.sub(r"(?i)(?:https?|ftp)://", "", text) + " x"
    shown = html.fromstring(markdown.markdown(heading)).text_content().replace("\u2060", "")
    assert shown.split() == words.split()
    assert python_markdown(heading) == github(heading)


def test_a_document_keeps_its_blocks() -> None:
    lead = "# Big\n\nFirst *paragraph*\nof two lines.\n\n- one\n  - inner\n- two\n\n> quoted\n>\n> twice\n\n```\ncode\n  more\n```\n\n1. a\n2. b\n"
    written = write_document(render_document(lead, path="README.md", home=HOME))
    assert written == (
        "### Big\n\nFirst *paragraph* of two lines.\n\n- one\n- inner\n- two\n\n> quoted\n>\n> twice\n\n"
        "    code\n      more\n\n1. a\n2. b"
    )
    assert python_markdown(written) == github(written)
