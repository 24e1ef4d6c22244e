"""Lists that were made to take for ever: each is read, or passed over and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher import pipeline
from publisher.cli import main
from publisher.config import Settings
from publisher.lists import has_more_items
from publisher.model import Kind
from publisher.sample.builder import RepoBuilder

GOOD = "# Notes\n\n- [First](https://example.org/first): what it is about\n"

ITEMS = [
    pytest.param(b"- a\n* b\n+ c\n1. d\n12) e\n", 5, id="items"),
    pytest.param(b"  - a\n> - b\n\t- c\n", 3, id="indented and quoted"),
    pytest.param(b"| a | b |\n|---|---|\n| c | d |\n", 3, id="rows"),
    pytest.param(b"<ul>\n<li>a\n<li>b\n</ul>\n<table><tr>\n", 2, id="tags"),
    pytest.param(b"-a\n--- \n**b**\n1.c\n\n\n", 0, id="no items"),
    pytest.param(b"- a\r- b\r\n- c", 3, id="line ends"),
]


@pytest.mark.parametrize(("content", "count"), ITEMS)
def test_items_are_counted(content: bytes, count: int) -> None:
    content += b" long enough to be looked at" * count
    assert has_more_items(content, count - 1)
    assert not has_more_items(content, count)


def publish(
    path: Path, files: list[dict[str, bytes | str]], configuration: str = "", day: str = "2026-01-07"
) -> tuple[int, dict[str, str]]:
    with RepoBuilder(path / "list") as repo:
        for number, each in enumerate(files):
            repo.commit(
                f"Change {number}",
                {**each, "publisher.yml": configuration},
                date=f"2026-01-{5 + number:02}T09:00:00Z",
            )
    code = main(["build", str(path / "list"), "--output", str(path / "feeds"), "--as-of", day])
    return code, {each.name: each.read_text() for each in (path / "feeds").glob("*.atom")}


@pytest.mark.parametrize(
    "limits",
    ["limits: {max_file_bytes: 1000}\n", "limits: {max_entries: 30}\n"],
    ids=["bytes", "entries"],
)
def test_a_version_beyond_a_limit_is_passed_over_and_counted(
    limits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flood = GOOD + "".join(f"- [Spam {n}](https://example.org/spam/{n})\n" for n in range(40))

    code, feeds = publish(tmp_path, [{"README.md": GOOD}, {"README.md": flood}], limits)

    assert code == 0
    assert "spam" not in feeds["en.atom"]
    assert "First" in feeds["en.atom"]
    assert (
        "note: README.md: passed over 1 version, the newest among them, "
        "beyond limits.max_file_bytes or limits.max_entries\n"
    ) in capsys.readouterr().err
    code, feeds = publish(
        tmp_path / "later",
        [
            {"README.md": GOOD},
            {"README.md": flood},
            {"README.md": GOOD + "\n- [Second](https://example.org/2)\n"},
        ],
        limits,
    )
    assert "Second" in feeds["en.atom"]
    assert "note: README.md: passed over 1 version beyond limits" in capsys.readouterr().err


LONG = [
    pytest.param(
        "".join(f"- [N{n}](https://example.org/{n}): {'words ' * 9}\n" for n in range(1_500)), id="many"
    ),
    pytest.param("- [N](https://example.org/n): " + "words and words " * 30_000 + "\n", id="one"),
]


@pytest.mark.parametrize("entries", LONG)
def test_a_first_digest_may_be_of_any_length(entries: str, tmp_path: Path) -> None:
    code, feeds = publish(tmp_path, [{"README.md": GOOD + entries}], day="2026-01-12")

    assert code == 0
    assert "2026-W02" in feeds["digests.en.atom"]
    assert main(["check", str(tmp_path / "feeds")]) == 0


N = 5_000
PATTERNS = {
    "open brackets": "[" * N,
    "open pictures": "![" * N,
    "open tags": "<" * N,
    "open comments": "<!--" * N,
    "open instructions": "<?" * N,
    "open character data": "<![CDATA[" * N,
    "open attributes": "<a href='" * N,
    "code": "`" * N,
    "code of all lengths": " ".join("`" * n for n in range(100)),
    "emphasis": "*a_ " * N,
    "strong emphasis": "**a *b " * N,
    "struck out": "~~a ~b " * N,
    "entities": "&" * N,
    "numeric entities": "&#" * N,
    "addresses": "https://" * N,
    "www": "www.a " * N,
    "e-mail": "a@b." * N,
    "half an e-mail": "a." * N + "@",
    "row": "| " * N,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 900,
    "wide table": "|" * 900 + "\n" + "|-" * 900 + "|\n" + "|x" * 900 + "|\n",
    "quotations": "> " * 2_000 + "x",
    "lists in lists": "".join("  " * n + "- a\n" for n in range(150)),
    "lists on one line": "- " * 2_000 + "x",
    "brackets in brackets": "[" * 2_000 + "a" + "](b)" * 2_000,
    "parentheses in an address": "[a](" + "(" * N,
    "angles in an address": "[a](<" + "b" * N,
    "links": "[a](b) " * N,
    "half links": "[a](b " * N,
    "titles of links": '[a](b "' * N,
    "definitions": "".join(f"[r{n}]: https://example.org/{n}\n" for n in range(10_000)),
    "references": "[r]" * N + "\n\n[r]: https://example.org\n",
    "definitions that are used": "".join(f"[r{n}]: x\n" for n in range(10_000)) + "".join(f"- [r{n}]\n" for n in range(5_000)),
    "the same definition": "[r]: https://example.org\n" * 10_000,
    "long label": "[" + "x" * N + "]: y",
    "footnotes": "[^a]" * N,
    "backslashes": "\\" * N,
    "dollars": "$" * N,
    "formulas": "$a " * N,
    "headings": "# " * N,
    "empty headings": "#\n" * N,
    "underlines": "a\n=\n" * 2_000,
    "fences": "```\n" * 2_001,
    "front matter": "---\n" * 2_000,
    "empty lines": "\n" * N,
    "spaces": " " * N + "x",
    "tabs": "\t" * N + "x",
    "hidden letters": "\u200b" * N,
    "marks": "a" + "\u0301" * N,
    "overrides": "\u202e" * N,
    "Chinese": "长" * N,
    "Chinese brackets": "【" * N,
    "markers": "[Pending Review] " * 2_000,
    "checkboxes": "- [ ] " * 10_000,
    "dashes": " - " * N,
    "colons": "：" * N,
    "end tags": "</a>" * N,
    "bold tags": "<b>" * 10_000,
    "details": "<details>\n" * 10_000,
    "list tags": "<ul><li>" * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("place", ["title", "summary", "section", "text"])
def test_patterns_that_take_a_naive_reader_for_ever(place: str, tmp_path: Path) -> None:
    """All at once: one list for each pattern, through the whole program; time says for itself whether it is linear."""
    files: dict[str, bytes | str] = {}
    for number, pattern in enumerate(PATTERNS.values()):
        line = pattern.replace("\n", " ")
        files[f"lists/{number}.md"] = {
            "title": f"- [t{number} {line}](https://example.org/{number})\n",
            "summary": f"- [t{number}](https://example.org/{number}): {line}\n",
            "section": f"## {line}\n\n- [t{number}](https://example.org/{number})\n",
            "text": f"- [t{number}](https://example.org/{number})\n\n{pattern}\n",
        }[place]
    code, feeds = publish(tmp_path, [files], "lists: ['lists/*.md']\n")

    assert code == 0
    assert "https://example.org/" in feeds["en.atom"]


HUGE = [
    pytest.param({"README.md": GOOD + "x" * 10_000_000}, False, id="one line of 10 MB"),
    pytest.param({"README.md": GOOD + "x\n" * 25_000_000}, False, id="50 MB"),
    pytest.param({"README.md": GOOD + "".join(f"- [N{n}](https://example.org/{n})\n" for n in range(100_000))}, False, id="100,000 entries"),
    pytest.param({"README.md": GOOD + "".join(f"- [N{n}](https://example.org/{n})\n" for n in range(5_000))
        + "".join(f"- [{name}](https://github.com/{name})\n" for name in ("GitHub", "one", "two", "three"))},
        True, id="5,000 entries, and some that may be none"),
    pytest.param({"README.md": GOOD + "> " * 10_000 + "x\n"}, True, id="10,000 deep"),
    pytest.param({"README.md": GOOD + "".join(f"[r{n}]: x\n" for n in range(10_000))}, True, id="10,000 definitions"),
    pytest.param({"README.md": GOOD.encode("utf-16")}, True, id="UTF-16"),
    pytest.param({"README.md": b"\xff\xfe" + GOOD.encode("utf-16-be")}, True, id="UTF-16 that lies"),
    pytest.param({"README.md": GOOD.encode() + b"\xff\xc0\xed\xa0\x80\xf4\x90\x80\x80\n"}, True, id="invalid UTF-8"),
    pytest.param({"README.md": GOOD.encode() + b"- [N\x00ul\x07](https://example.org/\x00)\n"}, True, id="NUL"),
    pytest.param({"README.md": GOOD + "- [&#xD800;&#0;&#x110000;](https://example.org/x)\n"}, True, id="surrogates"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "is_read"), HUGE)
def test_bytes_of_every_kind_and_number(
    files: dict[str, bytes | str],
    is_read: bool,  # noqa: FBT001
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, feeds = publish(tmp_path, [{"README.md": GOOD}, files])

    assert code == 0
    assert feeds
    assert ("passed over" in capsys.readouterr().err) != is_read


def test_a_section_in_which_every_entry_is_another_one(tmp_path: Path) -> None:
    """Each that appeared may be each that vanished: a million and more pairs."""
    number = 1_500
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        for text in (
            "- [Alpha {n} of many](https://a{n}.example/)",
            "- [Quite {n} others](https://b{n}.example/)",
        ):
            lines = (f"{text.format(n=n)} - Described in the words of {n}.\n" for n in range(number))
            repo.commit("Change", {"README.md": "## Feeds\n\n" + "".join(lines)})
    events = pipeline.mine(pipeline.open_history(repo.path, Settings()), Settings()).events

    assert sum(event.kind is Kind.REMOVED for event in events) == number
    assert sum(event.announced for event in events) == 2 * number
