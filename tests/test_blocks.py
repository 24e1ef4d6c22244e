"""What a list's text is made of. What GitHub finds is `test_gfm`'s; here stand line numbers, and what we leave out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.blocks import (
    Heading,
    Item,
    Paragraph,
    Row,
    count_front_matter,
    parse_blocks,
    parse_document,
    split_lines,
)


def seen(text: str) -> list[str]:
    """Each block on a line: where it begins, what it is, and its text."""
    shown = []
    for block in parse_blocks(text):
        quoted = ">" if not isinstance(block, Heading) and block.quoted else ""
        match block:
            case Heading(level=level, text=words):
                shown.append(f"{block.line} h{level} {words}")
            case Item(depth=depth, text=words, checked=checked):
                box = "" if checked is None else "[x] " if checked else "[ ] "
                shown.append(f"{block.line} {quoted}{'1' if block.ordered else '-'}{depth} {box}{words}")
            case Row(cells=cells):
                shown.append(f"{block.line} {quoted}row {' / '.join(cells)}")
            case Paragraph(text=words):
                shown.append(f"{block.line} {quoted}p {words}")
    return shown


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            "# A\n\n- b\n  - c\n\n1. d\n", ["1 h1 A", "3 -0 b", "4 -1 c", "6 10 d"], id="headings and items"
        ),
        pytest.param(
            "a\nb\n\nc\nd\n===\n", ["1 p a\nb", "4 h1 c\nd"], id="a heading begins where its text does"
        ),
        pytest.param("- a\n  b\nc\n\n  d\n", ["1 -0 a\nb\nc\n\nd"], id="an item of several lines, one lazy"),
        pytest.param("- a\n lazy\n- b", ["1 -0 a\nlazy", "3 -0 b"], id="a lazy line loses its indentation"),
        pytest.param(
            "- [ ] a\n- [x] b\n- [X] c\n- [y] d\n",
            ["1 -0 [ ] a", "2 -0 [x] b", "3 -0 [x] c", "4 -0 [y] d"],
            id="boxes",
        ),
        pytest.param(
            "- [ ]\n- [ ][t](u)\n- [x][t][r]",
            ["1 -0 [ ] ", "2 -0 [ ] [t](u)", "3 -0 [x][t][r]"],
            id="boxes without a space",
        ),
        pytest.param("> - a\n>\n> b\n\n- c", ["1 >-0 a", "3 >p b", "5 -0 c"], id="quoted"),
        pytest.param("[^1]: - a\n\n- b[^1]", ["1 >-0 a", "3 -0 b[^1]"], id="a footnote is quoted"),
        pytest.param(
            "a\n| b | c |\n|---|---|\n| d | e |\n| f |\n",
            ["1 p a", "4 row d / e", "5 row f / "],
            id="a table",
        ),
        pytest.param("> | a |\n> |---|\n> | b |", ["3 >row b"], id="a quoted table"),
        pytest.param(
            "# a\n> # b\n\n- # c\n",
            ["1 h1 a", "2 >p b", "4 -0 c"],
            id="headings in quotes and items head nothing",
        ),
        pytest.param(
            "<ul>\n<li>a</li>\n<li>b\n<ul><li>c</li></ul></li>\n</ul>",
            ["2 -0 a", "3 -0 b", "4 -1 c"],
            id="an HTML list",
        ),
        pytest.param(
            "<table>\n<tr><th>a</th></tr>\n<tr><td>b</td></tr>\n</table>", ["3 row b"], id="an HTML table"
        ),
        pytest.param("\n\n<h2>a</h2>\n\nb", ["3 h2 a", "5 p b"], id="an HTML heading"),
        pytest.param("[a]: b\n[c]: d\ne", ["3 p e"], id="definitions are no text"),
        pytest.param("- a\n\n  ```\n  - b\n  ```\n  c\n", ["1 -0 a\n\nc"], id="code in an item"),
        pytest.param("\ufeff# a\n", ["1 h1 a"], id="a byte order mark"),
        pytest.param("# a\r\n\r\n- b\r- c\n", ["1 h1 a", "3 -0 b", "4 -0 c"], id="mixed line ends"),
        pytest.param("- a\x0bb\x0cc\u2028d\x85e", ["1 -0 a\x0bb\x0cc\u2028d\x85e"], id="what ends no line"),
        pytest.param("- a\0b", ["1 -0 a\ufffdb"], id="NUL"),
        pytest.param("", [], id="nothing"),
        pytest.param("---\ntitle: a\n---\n- b", ["4 -0 b"], id="front matter"),
        pytest.param("<!-- a -->\n\n<!--\n- b\n\n-->\n- c", ["7 -0 c"], id="comments"),
        pytest.param(
            "<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> 8a3f\n- c",
            ["2 -0 a", "4 -0 b", "6 -0 c"],
            id="conflict markers",
        ),
        pytest.param(
            "<<<<<<< HEAD\n- a\n||||||| 1b2c\n- b\n=======\n- c\n>>>>>>> 8a3f\n",
            ["2 -0 a", "4 -0 b", "6 -0 c"],
            id="three sides",
        ),
        pytest.param(
            "a\n=======\n<<<<<<< b\n", ["1 h1 a"], id="signs that underline a heading are no marker"
        ),
        pytest.param("a\n<<<<<<<b\n", ["1 p a\n<<<<<<<b"], id="seven signs in a text are no marker"),
    ],
)
def test_a_text_is_taken_apart(text: str, blocks: list[str]) -> None:
    assert seen(text) == blocks


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("---\ntitle: a\n---\n", 3, id="a key"),
        pytest.param("---\r\ntitle: a\r\n...\r\n", 3, id="dots end it"),
        pytest.param("---\n# a comment\n\ntitle:\n  - a\n  - b\n---\n", 7, id="a sequence"),
        pytest.param("---\n'quoted key': a\n---", 3, id="a quoted key"),
        pytest.param("---\n---\n", 0, id="nothing in it"),
        pytest.param("---\n- a\n---\n", 0, id="no key"),
        pytest.param("---\ntitle: a\n", 0, id="no end"),
        pytest.param("\n---\ntitle: a\n---\n", 0, id="not in the first line"),
        pytest.param("---\n## Feeds\n- [a](b)\n---\n", 0, id="a rule, a heading and a list"),
    ],
)
def test_front_matter_is_counted(text: str, count: int) -> None:
    assert count_front_matter(split_lines(text)) == count


def test_a_row_knows_its_header() -> None:
    (row,) = parse_blocks("| a | b \\| c |\n|:-:|---|\n| d | `e|f` | g |\n")
    assert isinstance(row, Row)
    assert (row.header, row.cells) == (("a", "b | c"), ("d", "`e"))


def test_definitions_are_known_by_their_label_in_any_case() -> None:
    document = parse_document("[A  b]: u.md\n[a\nB]: v.md\n\n- [c]: <w x.md> 't'\n\n[^N]: a note\n")
    assert dict(document.definitions) == {"a b": "u.md", "c": "w x.md", "^n": "#fn-N"}


@given(
    st.lists(
        st.sampled_from(
            [
                "- a",
                "  - b",
                "# c",
                "",
                "d",
                "> e",
                "```",
                "<ul><li>f",
                "</ul>",
                "<!--",
                "-->",
                "| g |",
                "|---|",
                "[h]: i",
                "1. j",
            ]
        ),
        max_size=12,
    )
)
def test_blocks_stand_in_order_and_on_lines_of_the_text(lines: list[str]) -> None:
    blocks = [block for block in parse_blocks("\n".join(lines)) if not isinstance(block, Row)]
    numbers = [block.line for block in blocks]
    assert numbers == sorted(numbers)
    assert all(1 <= number <= len(lines) for number in numbers)
