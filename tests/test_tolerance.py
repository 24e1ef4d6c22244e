"""Lines that GitHub shows as text, and that are read as they were meant."""

from __future__ import annotations

import pytest
from reading import listed, read

from publisher.blocks import Item, parse_document
from publisher.gfm.tolerance import mended_line

MENDED = [
    pytest.param("-[Ids](ids.md)", "- [Ids](ids.md)", id="hyphen"),
    pytest.param("  +[Ids](ids.md): explained", "  + [Ids](ids.md): explained", id="plus"),
    pytest.param("*[Ids](ids.md) - explained", "* [Ids](ids.md) - explained", id="star"),
    pytest.param("-**[Ids](ids.md)**", "- **[Ids](ids.md)**", id="bold"),
    pytest.param("12.[Ids](ids.md)", "12. [Ids](ids.md)", id="number"),
    pytest.param("-10.[Ids](ids.md)", "10. [Ids](ids.md)", id="two bullets"),
    pytest.param("*\u00a0[Ids](ids.md)", "* [Ids](ids.md)", id="no-break space"),
    pytest.param("\u00a0\u00a0- [Ids](ids.md)", "\u00a0\u00a0- [Ids](ids.md)", id="no-break spaces in front"),
    pytest.param(
        "-\u00a0Ids, [explained](ids.md)", "- Ids, [explained](ids.md)", id="no-break space before words"
    ),
    pytest.param("• [Ids](ids.md)", "- [Ids](ids.md)", id="another sign"),
    pytest.param("●[Ids](ids.md)", "- [Ids](ids.md)", id="another sign and no space"),
]
LEFT = [
    pytest.param("*[Ids](ids.md)* are emphasised", id="emphasis"),
    pytest.param("**[Ids](ids.md)**", id="bold"),
    pytest.param("• [Ids](ids.md) • [Dates](dates.md)", id="signs between links"),
    pytest.param("-[ ](ids.md)", id="box"),
    pytest.param("-ids", id="no link"),
    pytest.param("[Ids](ids.md) - explained", id="no bullet"),
    pytest.param("[Ids](ids.md) are explained", id="prose that begins with a link"),
    pytest.param("[Ids](ids.md)", id="nothing but a link"),
    pytest.param("[Ids](ids.md): explained", id="colon"),
    pytest.param("  [Ids](ids.md) - explained", id="a line that goes on"),
    pytest.param("[Ids](ids.md) -", id="dash and nothing"),
    pytest.param("[ids]: ids.md - explained", id="definition with a dash"),
    pytest.param("- [Ids](ids.md)", id="as it should be"),
    pytest.param("— [Ids](ids.md)", id="dash"),
    pytest.param("3.5 [Ids](ids.md)", id="decimal"),
    pytest.param("2 [Ids](ids.md)", id="number without a point"),
    pytest.param("-[Ids]: ids.md", id="definition"),
]


@pytest.mark.parametrize(("line", "meant"), MENDED)
def test_a_bullet_may_lack_its_space(line: str, meant: str) -> None:
    assert mended_line(line) == meant


@pytest.mark.parametrize("line", LEFT)
def test_other_lines_stay(line: str) -> None:
    assert mended_line(line) == line


def test_an_item_without_its_space_is_one_of_its_own() -> None:
    text = "- [Ids](ids.md) - explained.\n*[Dates](dates.md) - explained, too.\n"
    assert listed(text) == [
        {"title": "Ids", "link": "ids.md", "summary": "explained."},
        {"title": "Dates", "link": "dates.md", "summary": "explained, too."},
    ]


SWALLOWED = [
    pytest.param('<a name="feeds" />\n### Feeds\n* [Ids](ids.md)', ("Feeds",), id="anchor"),
    pytest.param("<br>\n- [Ids](ids.md)", (), id="break"),
    pytest.param("<details><summary>More</summary>\n* [Ids](ids.md)\n</details>", (), id="details"),
    pytest.param("<div align='center'>\n\n</div>\n1. [Ids](ids.md)", (), id="division"),
]


@pytest.mark.parametrize(("text", "section"), SWALLOWED)
def test_an_item_below_a_tag_is_one(text: str, section: tuple[str, ...]) -> None:
    (entry,) = read(text).entries
    assert (entry.title, entry.section) == ("Ids", section)
    # On GitHub it is none.
    assert not any(isinstance(block, Item) for block in parse_document(text, strict=True).blocks)


@pytest.mark.parametrize(
    "text",
    [
        "<pre>\n- [Ids](ids.md)\n</pre>",
        "<!--\n- [Ids](ids.md)\n-->",
        "<script>\n- [Ids](ids.md)\n</script>",
        "```\n-[Ids](ids.md)\n```",
    ],
    ids=["pre", "comment", "script", "code"],
)
def test_what_is_hidden_stays_hidden(text: str) -> None:
    assert read(text).entries == ()


def test_a_lone_tag_below_an_item_is_its_own_and_ends_it_not() -> None:
    text = "- [Feeds](feeds.md) explained\n<img src='book.png' alt='Readings' />\n  - [Slides](https://a.example)\n"
    assert listed(text) == [
        {
            "title": "Feeds",
            "link": "feeds.md",
            "summary": "explained",
            "homes": {"a.example": "https://a.example"},
        }
    ]
