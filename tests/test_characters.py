"""Characters that may stand in a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.characters import clip, legal, one_line


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_legal_text_stands_in_xml(text: str) -> None:
    element = etree.Element("x")
    element.text = legal(text)
    assert element.text == (legal(text) or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\x1b[31mb", "a[31mb", id="a terminal's command"),
        pytest.param("a\x9bb", "ab", id="the same in one character"),
        pytest.param("\u202egnp.exe", "gnp.exe", id="an override of the writing direction"),
        pytest.param("a\u2067b", "ab", id="an isolate without an end"),
        pytest.param("a\ufffeb\U0001ffff", "ab", id="no characters"),
        pytest.param("👩\u200d💻 \u200f", "👩\u200d💻 \u200f", id="joiners and marks are text"),
    ],
)
def test_some_characters_go(text: str, expected: str) -> None:
    assert legal(text) == expected


def test_one_line_is_one_line() -> None:
    assert one_line(" a\r\n\tb\u2028c\x85d\u3000\ufffde ") == "a b c d e"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("short", "short", id="what fits stays"),
        pytest.param("one two three", "one two…", id="at a word"),
        pytest.param("一二三四五六七八九十十一", "一二三四五六七八九…", id="without words"),
        pytest.param("one two, three", "one two…", id="without the comma"),
    ],
)
def test_what_is_too_long_is_clipped(text: str, expected: str) -> None:
    assert clip(text, 10) == expected
