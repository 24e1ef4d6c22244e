# ruff: noqa: PT017 - a mistake may be made, and then it says where

"""Whatever stands in a list, a formula, a configuration or a ledger: it is read, or refused in so many words."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from publisher.config import Settings
from publisher.entries import Reader
from publisher.errors import ConfigurationError
from publisher.forges import Home
from publisher.formulas import MathStyle, render_formula
from publisher.ledger import VERSION, parse_ledger
from publisher.links import Links
from publisher.lists import decode, has_more_items
from publisher.markers import markers
from publisher.markup import plain, render_document, render_inline
from publisher.repairs import mend, version_of
from publisher.tex import to_unicode
from publisher.yml import KEYS, parse_settings

fast = settings(
    max_examples=150,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
HOME = Home(host="github.com", path="feeds-and-history/notes", kind="github")

MARKS = st.sampled_from(
    [
        *"[]()<>!`*_~|&#\\$:-+1.x \t\n/\"'{}=@",
        "- ", "](", "![", "<a href=", "<!--", "-->", "</a>", "<td>", "<li>", "| - |\n", "```\n", "> ", "    ", "\n\n", "&#x", "&amp;",
        "[Pending Review] ", "【Not finished】", "- [ ] ", "[中文版](a-cn.md)", "https://example.org/", "www.", "javascript:", "mailto:",
        "[r]: x\n", "[r]", "# ", "---\n", "\r\n", "\r", "\0", "\u202e", "\ufffd", "\ufeff", "中文", "🚧", "e\u0301", "\u2028", "\x85",
    ]
)  # fmt: skip
MARKDOWN = st.lists(MARKS, max_size=40).map("".join)
TEXT = st.one_of(MARKDOWN, st.text(max_size=200))
BYTES = st.one_of(
    st.binary(max_size=300), MARKDOWN.map(str.encode), MARKDOWN.map(lambda text: text.encode("utf-16"))
)
TEX = st.lists(
    st.sampled_from(
        [*"{}^_&\\ab1 +-=()[]'|<>%$#~,", "\\frac", "\\sqrt", "\\left", "\\right", "\\begin{matrix}", "\\end{matrix}", "\\text{",
         "\\mathbb", "\\over", "\\def\\a", "\\a", "\\newcommand", "\\hline", "\\color{", "\\limits", "\\not", "\\\\", "\\href{", "中"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@fast
@given(BYTES)
def test_any_bytes_are_a_list(content: bytes) -> None:
    reading = Reader(links=Links(own=frozenset()), markers=markers(())).read(
        decode(content), path="README.md", lists=frozenset({"README.md"})
    )

    assert not has_more_items(content, len(content))
    for entry in reading.entries:
        assert entry.title.strip()
        assert "\n" not in entry.title
        for text in (entry.title, entry.link, entry.summary):
            text.encode()


@fast
@given(TEXT)
def test_any_text_is_markup(text: str) -> None:
    for style in MathStyle:
        html = render_inline(text, list="README.md", home=HOME, math=style)
        html.encode()
        assert "<script" not in html
        assert "<p>" not in html
    assert "<script" not in render_document(text, path="a.md", home=HOME)
    assert "\n" not in plain(text)


@fast
@given(st.one_of(TEX, TEXT))
def test_any_text_is_a_formula_or_its_own_source(tex: str) -> None:
    to_unicode(tex)
    for style in MathStyle:
        for display in (True, False):
            assert "<script" not in render_formula(tex, display=display, style=style)


SCALAR = st.one_of(st.text(max_size=20), st.integers(), st.none(), st.booleans(), st.floats(), st.dates())
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from([*KEYS]), st.text(max_size=5)), inner, max_size=3),
    ),
    max_leaves=12,
)
YAML = st.lists(
    st.sampled_from(
        [*(f"{key}: " for key in KEYS), *"\n :-[]{},&*!|>'\"#%@`?", "  ", "\n- ", "&a ", "*a", "<<: *a", "!!python/object/apply:os.system ",
         "!!binary ", "1e999", "0x7", "2026-01-01", "~", "null", "\t", "\0", "\ufeff", "---\n", "...\n", "en: x", "zh: 中"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@fast
@given(st.one_of(YAML.map(str.encode), st.binary(max_size=200), st.dictionaries(st.sampled_from([*KEYS]), VALUE).map(
    lambda value: json.dumps(value, default=str).encode())))  # fmt: skip
def test_any_bytes_are_a_configuration_or_a_mistake_in_one(content: bytes) -> None:
    try:
        assert isinstance(parse_settings(content, Path("publisher.yml")), Settings)
    except ConfigurationError as mistake:
        assert str(mistake).startswith("publisher.yml")


LINE = st.one_of(
    st.text(max_size=60),
    st.dictionaries(
        st.sampled_from(["ledger", "list", "root", "authority", "date", "note", "known", "announced", "issue", "links",
                         "homes", "titles", "kind", "commit", "tip", "notes", "number"]),
        VALUE, max_size=9,
    ).map(lambda value: json.dumps(value, default=str, ensure_ascii=False)),
    st.sampled_from(["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "", "{", "[]", "null", "7", '{"ledger": 1}']),
)  # fmt: skip


@fast
@given(st.lists(LINE, max_size=8))
def test_any_lines_are_a_ledger_or_a_mistake_in_one(lines: list[str]) -> None:
    try:
        parse_ledger(lines)
    except ValueError as mistake:
        assert 1 <= mistake.args[1] <= len(lines)


@fast
@given(st.lists(LINE, max_size=8), st.sampled_from(["\n", "\r\n", "\r", ""]))
def test_any_text_is_a_ledger_once_it_is_mended(lines: list[str], end: str) -> None:
    mended = mend(end.join(lines))

    # One of a later release is refused before it is read.
    if not any(version_of(line) > VERSION for line in mended.lines):
        parse_ledger(mended.lines)
    assert all(number > 0 for number in mended.lost)
