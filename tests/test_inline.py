"""What a reader of the page sees of one block: text, links, images, code. What GitHub finds is `test_gfm`'s."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.inline import Token, TokenKind, excerpt, parse_inline, plain_text

Link = tuple[str, str]


def links(source: str) -> list[Link]:
    """The text and the target of each link."""
    return [(token.text, token.target) for token in parse_inline(source) if token.kind is TokenKind.LINK]


def link(source: str) -> Token:
    """The only link."""
    (found,) = (token for token in parse_inline(source) if token.kind is TokenKind.LINK)
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[t] (https://a.example)", ("t", "https://a.example"), id="space before the parenthesis"
        ),
        pytest.param("[t] (./a.md)", ("t", "./a.md"), id="space before a path"),
        pytest.param("[t] (a.md#b)", ("t", "a.md#b"), id="space before a document"),
        pytest.param("[t](a b.md)", ("t", "a b.md"), id="space in the path"),
        pytest.param(
            "[t](./feed ids/说明 一.md)", ("t", "./feed ids/说明 一.md"), id="spaces in a Chinese path"
        ),
        pytest.param("[t]（https://a.example）", ("t", "https://a.example"), id="full-width parentheses"),
        pytest.param("[t](https://a.example）", ("t", "https://a.example"), id="one full-width parenthesis"),
        pytest.param("[[a] t] (https://a.example)", ("[a] t", "https://a.example"), id="nested brackets"),
    ],
)
def test_what_was_meant_as_a_link_is_one(source: str, expected: Link) -> None:
    assert links(source) == [expected]
    assert link(source).loose


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[t] (a remark)", id="a remark"),
        pytest.param("[t] (see a.b)", id="a remark with a dot"),
        pytest.param("[t]\n(https://a.example b)", id="words behind the address"),
        pytest.param("[x] [t]", id="no destination"),
        pytest.param("[t](not a path)", id="words"),
        pytest.param("[Pending Review] **t**", id="a marker"),
        pytest.param("t](./a.md)", id="no opening bracket"),
    ],
)
def test_what_was_not_meant_as_a_link_is_none(source: str) -> None:
    assert [found for found in links(source) if found[0] == "t"] == []


def test_a_loose_link_does_not_take_what_is_a_link_to_github() -> None:
    assert links("[a [t](u.md)] (https://a.example)") == [
        ("t", "u.md"),
        ("https://a.example", "https://a.example"),
    ]
    assert links("[a [t] (https://a.example) b](u.md)") == [("a [t] (https://a.example) b", "u.md")]
    assert not link("[t](u.md)").loose


@pytest.mark.parametrize(
    ("source", "strong", "struck"),
    [
        pytest.param("[t](u)", False, False, id="plain"),
        pytest.param("**[t](u)**", True, False, id="in bold"),
        pytest.param("[**t**](u)", True, False, id="bold within"),
        pytest.param("[**t** v](u)", False, False, id="partly bold"),
        pytest.param("<b>[t](u)</b>", True, False, id="in a bold tag"),
        pytest.param("*[t](u)*", False, False, id="in italics"),
        pytest.param("~~[t](u)~~", False, True, id="struck"),
        pytest.param("<del>[t](u)</del>", False, True, id="in a del tag"),
        pytest.param("~~a~~ [t](u)", False, False, id="behind what is struck"),
        pytest.param("**~~[t](u)~~**", True, True, id="both"),
    ],
)
def test_a_link_knows_whether_it_is_bold_or_struck(source: str, strong: bool, struck: bool) -> None:  # noqa: FBT001
    found = link(source)
    assert (found.strong, found.struck) == (strong, struck)


@pytest.mark.parametrize(
    ("source", "text", "image", "alt", "auto"),
    [
        pytest.param("[![stars](b.svg)](u)", "", True, "stars", False, id="a badge"),
        pytest.param("[![new](n.gif) t](u)", "t", True, "new", False, id="a picture and text"),
        pytest.param(
            "<a href='u'><img src='b.svg' alt='stars'></a>", "", True, "stars", False, id="an HTML badge"
        ),
        pytest.param("<ab:x>", "ab:x", False, "", True, id="pointy"),
        pytest.param("https://a.example", "https://a.example", False, "", True, id="bare"),
        pytest.param("[t](u)", "t", False, "", False, id="neither"),
    ],
)
def test_a_link_knows_its_pictures_and_whether_it_is_bare(
    source: str,
    text: str,
    image: bool,  # noqa: FBT001
    alt: str,
    auto: bool,  # noqa: FBT001
) -> None:
    found = link(source)
    assert (found.text, found.image, found.alt, found.auto) == (text, image, alt, auto)


def test_tokens_say_where_they_stand_in_the_source() -> None:
    source = "**a** [t](u.md)\n\n`c` ![i](i.png) d"
    found = [(token.kind.value, source[token.start : token.end]) for token in parse_inline(source)]
    assert found == [
        ("text", "a"),
        ("text", " "),
        ("link", "[t](u.md)"),
        ("text", "\n\n"),
        ("code", "`c`"),
        ("text", " "),
        ("image", "![i](i.png)"),
        ("text", " d"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("**Feed** _ids_ & `urn` [t](u)", "Feed ids & urn t", id="marks"),
        pytest.param("a &amp; b &lt;c&gt; &copy; \\*d\\*", "a & b <c> © *d*", id="entities and escapes"),
        pytest.param("a\nb  \nc<br>d", "a b c d", id="line breaks"),
        pytest.param("![logo](l.png) Notes <img src='x'>", "Notes", id="images"),
        pytest.param("[[Original][In-Depth] Ids](u)", "[Original][In-Depth] Ids", id="nested brackets"),
        pytest.param("Notes <!-- not seen -->!", "Notes !", id="comment"),
        pytest.param("a_b_c 2*3*4", "a_b_c 234", id="underscores in words stay"),
        pytest.param("<span>a</span><sup>2</sup>", "a2", id="tags"),
        pytest.param(" \t", "", id="nothing"),
    ],
)
def test_plain_text_is_what_a_reader_sees(source: str, expected: str) -> None:
    assert plain_text(source) == expected


@pytest.mark.parametrize(
    ("source", "begin", "end", "expected"),
    [
        pytest.param("[t](u): **never** `x`", "](u)", "", ": **never** `x`", id="whole marks stay"),
        pytest.param("**[t](u): a** b", "](u)", "", ": a b", id="a mark whose partner is before"),
        pytest.param("[t](u): a **b [v](w)**", "](u)", " [v]", ": a b", id="a mark whose partner is behind"),
        pytest.param("~~[t](u) a~~ *b*", "](u)", "", "a *b*", id="struck"),
        pytest.param("a [t](u)", "a", "", "[t](u)", id="links stay as they are written"),
    ],
)
def test_an_excerpt_has_no_lone_marks(source: str, begin: str, end: str, expected: str) -> None:
    start = source.index(begin) + len(begin)
    stop = source.index(end, start) if end else len(source)
    assert excerpt(source, start, stop) == expected


def test_an_excerpt_has_no_references_to_footnotes() -> None:
    source = "[t](u)[^1]: a[^N] **b[^2]**"
    assert excerpt(source, len("[t](u)"), len(source), {"^1": "#fn-1", "^n": "#fn-n"}) == ": a **b[^2]**"


@given(st.text(alphabet=st.sampled_from("[]()<>*_~`!\\&;:/.@ \n|ab订"), max_size=60))
def test_tokens_stand_in_order_and_inside_the_source(source: str) -> None:
    end = 0
    for token in parse_inline(source):
        assert end <= token.start <= token.end <= len(source)
        end = token.end
