"""Reading what changed gives what reading the whole gives, whatever is done to a text."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import Story, build_story, histories

from publisher import pipeline
from publisher.config import Settings
from publisher.entries import Reader
from publisher.increments import Sheet, WholeSheet
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Entry

PATH = "README.md"
LISTS = frozenset((PATH,))
law = settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

BASE = "# Notes\n\n## Feeds\n\n- [Atom](atom.md) - why\n- [RSS](rss.md)\n\n## Dates\n\n- [Two dates](two.md)\n- [Clocks](clocks.md)\n"
TABLE = "# T\n\n| Title | Link |\n| --- | --- |\n| Atom | [x](a.md) |\n| RSS | [x](r.md) |\n"
PEOPLE = "# P\n\n## A\n\n- [Note](n.md)\n\n## B\n\n" + "".join(
    f"- [Name {n}](https://github.com/name{n})\n" for n in range(3)
)
HOMES = "# H\n\n## A\n\n- [Note](n.md)\n- [Talk](https://notes.example/talk)\n- [Reddit](https://reddit.example/r/feeds)\n\n## B\n\n- [Code](https://notes.example/c)\n"
BOXES = "# B\n\n- [ ] Draft one\n- [ ] Draft two\n\n## More\n\n- [Note](n.md)\n"
HAN = "# 笔记\n\n- [甲](a.md) 一二三四五六七八九十\n- [乙](b.md)\n"

EDITS: dict[str, tuple[str, ...]] = {
    "a fence is opened and closed": (BASE, BASE.replace("## Dates", "```\n## Dates"), BASE),
    "a fence swallows the rest": (BASE, BASE.replace("- [RSS]", "```\n- [RSS]"), BASE + "```\n- [New](new.md)\n"),
    "a comment is opened, then closed": (
        BASE, BASE.replace("- [RSS]", "<!--\n- [RSS]"), BASE.replace("- [RSS]", "<!--\n- [RSS]").replace("## Dates", "-->\n\n## Dates"), BASE,
    ),
    "a definition far away comes and goes": (
        BASE + "\n- [Far][away]\n", BASE + "\n- [Far][away]\n\n[away]: far.md\n", BASE + "\n- [Far][away]\n\n[away]: other.md\n", BASE + "\n- [Far][away]\n",
    ),
    "of two definitions the first goes": (
        "[x]: one.md\n\n- [Note][x]\n\n[x]: two.md\n", "- [Note][x]\n\n[x]: two.md\n", "[x]: one.md\n\n- [Note][x]\n\n[x]: two.md\n",
    ),
    "a heading changes its level": (BASE, BASE.replace("## Feeds", "# Feeds"), BASE.replace("## Dates", "### Dates"), BASE),
    "a heading is renamed": (BASE, BASE.replace("## Feeds", "## Pending Review"), BASE.replace("## Feeds", "## Contributors"), BASE),
    "a heading goes": (BASE, BASE.replace("## Dates\n\n", ""), BASE.replace("## Feeds\n\n", ""), BASE),
    "an underline makes a heading": (BASE, BASE.replace("## Dates\n", "Dates\n"), BASE.replace("## Dates\n", "Dates\n---\n"), BASE),
    "a second title comes": (BASE, "# Other\n\n" + BASE, BASE + "\n# Third\n\n- [x](x.md)\n", BASE),
    "front matter comes and goes": (BASE, "---\ntitle: x\n---\n" + BASE, "---\ntitle: y\n---\n" + BASE, "---\ntitle: y\n---\n" + BASE + "- [n](n.md)\n", "---\n" + BASE, BASE),
    "front matter is closed late": ("---\na: b\n\n- [x](x.md)\n", "---\na: b\n\n- [x](x.md)\n---\n- [y](y.md)\n", "---\na: b\n\n- [x](x.md)\n"),
    "a conflict is committed": (BASE, BASE.replace("- [RSS](rss.md)\n", "<<<<<<< HEAD\n- [RSS](rss.md)\n=======\n- [RSS 2](rss2.md)\n>>>>>>> x\n"), BASE + "- [n](n.md)\n", BASE),
    "line ends flip": (BASE, BASE.replace("\n", "\r\n"), BASE.replace("\n", "\r\n") + "- [n](n.md)\r\n", BASE.replace("\n", "\r"), BASE),
    "some line ends flip": (BASE, BASE.replace("(rss.md)\n", "(rss.md)\r\n"), BASE),
    "a byte order mark": ("\ufeff" + BASE, BASE, "\ufeff\ufeff" + BASE, BASE),
    "no line end at the end": (BASE.rstrip("\n"), BASE, BASE.rstrip("\n") + " more", BASE.rstrip("\n")),
    "all goes and comes": (BASE, "", BASE, "\n", "x", ""),
    "a table's header changes": (TABLE, TABLE.replace("| Link |", "| Status |"), TABLE.replace("---", ":-:", 1), TABLE.replace("| --- | --- |\n", ""), TABLE),
    "a table's row changes": (TABLE, TABLE + "| JSON | [x](j.md) |\n", TABLE.replace("| RSS |", "| RSS 2 |"), TABLE + "\n" + TABLE, TABLE),
    "a status column's only tick goes": (
        "| T | Status |\n|-|-|\n| [a](a.md) | ✅ |\n| [b](b.md) | |\n", "| T | Status |\n|-|-|\n| [a](a.md) | |\n| [b](b.md) | |\n", "| T | Status |\n|-|-|\n| [a](a.md) | ✅ |\n| [b](b.md) | 🚧 |\n",
    ),
    "a section becomes one of people": (PEOPLE, PEOPLE.replace("## B\n\n", "## B\n\n- [Note 2](n2.md)\n"), PEOPLE.replace("## B\n\n", ""), PEOPLE + "- [x](x.md)\n", PEOPLE),
    "people go one by one": (PEOPLE, PEOPLE.replace("- [Name 0](https://github.com/name0)\n", ""), PEOPLE, "# P\n\n## B\n\n" + "".join(f"- [Name {n}](https://github.com/name{n})\n" for n in range(5)), PEOPLE),
    "entries come beside a home, and go": (HOMES, HOMES.replace("- [Note]", "- [Two dates](two.md)\n- [Note]"), HOMES.replace("- [Talk](https://notes.example/talk)\n", ""), HOMES.replace("\n\n## B", ""), HOMES),
    "entries come beside a thing below": (
        "- [JS](https://a.example)\n  - [npm](https://b.example)\n  - [One](1.md)\n  - [Two](2.md)\n", "- [JS](https://a.example)\n  - [npm](https://b.example)\n  - [One](1.md)\n  - [Two](2.md)\n  - [Three](3.md)\n",
        "- [JS](https://a.example)\n  - [npm](https://b.example)\n",
    ),
    "boxes begin to count": (BOXES, BOXES + "- [x] [Done](d.md)\n", BOXES, BOXES.replace("- [ ] Draft two\n", ""), BOXES.replace("Draft one\n", "Draft one\n  - [in](i.md)\n")),
    "the script changes": (HAN, HAN + "\n" + "plain english words here and there " * 20 + "\n", HAN, HAN.replace("一二三四五六七八九十", "one two")),
    "a fence hides a script": (HAN + "```\n" + "code words " * 50 + "\n```\n", HAN + "code words " * 50 + "\n```\n", HAN + "```\n" + "code words " * 50 + "\n"),
    "an item takes what was outside": (BASE, BASE.replace("\n- [RSS]", "\n  - [RSS]"), BASE.replace("- [RSS]", "more\n- [RSS]"), BASE),
    "a quotation": (BASE, BASE.replace("- [RSS]", "> - [RSS]"), BASE.replace("- [RSS]", "> q\n- [RSS]"), BASE),
    "an element is left open": (BASE, BASE.replace("## Dates", "<table><tr><td>\n\n## Dates"), BASE.replace("## Dates", "<ul><li>\n\n## Dates") + "\n</li></ul>\n\n- [x](x.md)\n", BASE),
    "no UTF-8, and NUL": (BASE, BASE.replace("why", "w\udcffhy"), BASE.replace("why", "w\udcffhy") + "- [n](n.md)\n", BASE.replace("RSS", "R\0SS"), BASE),
    "one line stands twice": ("- [a](a.md)\n- [b](b.md)\n", "- [a](a.md)\n- [b](b.md)\n- [a](a.md)\n", "- [b](b.md)\n- [a](a.md)\n", "- [a](a.md)\n- [a](a.md)\n"),
}  # fmt: skip


def readers() -> tuple[Sheet, Sheet]:
    def reader() -> Reader:
        return Reader(links=Links(own=frozenset()), markers=markers(()))

    return Sheet(reader(), PATH), WholeSheet(reader(), PATH)


def shown(sheet: Sheet) -> list[Entry]:
    return [entry for part in sheet.roll for entry in part.entries]


def check(texts: Sequence[bytes], lists: frozenset[str] = LISTS) -> None:
    """All of *texts*, one after another, and what came and went at each."""
    ours, whole = readers()
    before: list[Entry] = []
    for number, text in enumerate(texts):
        turn = ours.turn(text, lists)
        whole.turn(text, lists)
        assert shown(ours) == shown(whole), (number, texts[: number + 1])
        assert ours.roll.entries == len(shown(ours))
        rest = list(before)
        for entry in [entry for part in turn.gone for entry in part.entries]:
            rest.remove(entry)
        come = [entry for part in turn.come for entry in part.entries]
        assert Counter([*rest, *come]) == Counter(shown(ours))
        before = shown(ours)


@pytest.mark.parametrize("texts", EDITS.values(), ids=EDITS)
def test_what_changes_the_structure_is_read_as_in_the_whole(texts: tuple[str, ...]) -> None:
    encoded = [text.encode("utf-8", "surrogateescape") for text in texts]
    check(encoded)
    check(encoded[::-1])
    padding = "".join(f"- [Other {n}](other{n}.md)\n" for n in range(200)).encode()
    check([padding + b"\n" + text for text in encoded])
    check([text.removesuffix(b"\n") + b"\n\n## Z\n\n" + padding for text in encoded])


PIECES = tuple(
    "- [A](a.md)\n|- [B](b.md) text\n|  - [C](c.md)\n|* **Bold** [x](x.md)\n|- [ ] Draft\n|- [x] [Done](d.md)\n|- Label\n|1. [One](1.md)\n"
    "|## H\n|# T\n|### Pending Review\n|Text\n|---\n|===\n|```\n|~~~\n|<!--\n|-->\n|<!-- c -->\n|> q\n|> - [Q](q.md)\n|\n|    code\n"
    "|[ref]: ref.md\n|- [Ref][ref]\n|- [ref]\n|<ul>\n|<li>x</li>\n|</ul>\n|<details>\n|</details>\n|<table>\n|</table>\n|[^1]: note\n"
    "|- [P](https://github.com/p1)\n|- [P2](https://github.com/p2)\n|- [P3](https://github.com/p3)\n|- 汉字汉字 [汉](h.md)\n|\t- [Tab](t.md)\n"
    "|- [L](README.md)\n|title: x\n|<<<<<<< a\n|=======\n|>>>>>>> b\n|- [A](a.md)\r\n|-\n|continued `code\n|| a | b |\n".split("|")
)  # fmt: skip
PIECES += ("| [T](t.md) | ✅ |\n", "| T | Status |\n", "|-|-|\n", "| [U](u.md) | |\n")


@law
@given(st.randoms(use_true_random=False), st.integers(2, 60), st.integers(2, 12))
def test_any_lines_may_come_and_go(chance: random.Random, size: int, steps: int) -> None:
    check(list(made_up(chance, size, steps)))


def made_up(chance: random.Random, size: int, steps: int) -> Iterator[bytes]:
    """Texts of pieces, each made from the one before by some edits."""
    lines = [chance.choice(PIECES) for _ in range(size)]
    for _ in range(steps):
        yield "".join(lines).encode()
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            at = chance.randrange(len(lines) + 1)
            end = min(len(lines), at + chance.choice((0, 0, 1, 1, 2, 5)))
            moved = lines[at:end]
            lines[at:end] = [chance.choice(PIECES) for _ in range(chance.choice((0, 1, 1, 2)))]
            if chance.random() < 0.2:
                there = chance.randrange(len(lines) + 1)
                lines[there:there] = moved


@law
@given(histories())
def test_a_history_has_the_same_events_read_either_way(story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.git"
        build_story(story, path)
        history = pipeline.open_history(path, Settings())
        parts = pipeline.mine(history, Settings())
        whole = pipeline.mine(history, Settings(), sheet=WholeSheet)
        assert parts.record == whole.record
        assert parts.readings == whole.readings
        assert pipeline.find_disagreement(history, Settings(), parts) is None
