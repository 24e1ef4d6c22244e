"""Lists of which next to nothing is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import read

from publisher.checks.audit import REASONS
from publisher.checks.unread import find_unread
from publisher.cli import main
from publisher.sample.builder import RepoBuilder


def many(line: str, count: int = 60) -> str:
    return "\n".join(line.format(n) for n in range(count))


LINES = "- [Note {0}](https://notes.example/{0})"


def told(text: str) -> list[str]:
    return [str(unread) for unread in find_unread([read(text)], {"README.md": text}, REASONS)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            many("See [note {0}](https://notes.example/{0}).\n"),
            "none of its 60 links became an entry: 60 stand in prose, not in items of a list or in rows of a table",
            id="prose",
        ),
        pytest.param(
            "- [Ids](ids.md)\n\n" + many("See [note {0}](https://notes.example/{0}).\n"),
            "only 1 of its 61 links became an entry: 60 stand in prose, not in items of a list or in rows of a table",
            id="prose-beside-an-entry",
        ),
        pytest.param(
            "## Credits\n" + many(LINES),
            "none of its 60 links became an entry: 60 lines were skipped, as its section holds no notes",
            id="a-section-without-notes",
        ),
        pytest.param(
            "## Credits\n| a | b |\n|-|-|\n" + many("| [Note {0}](https://notes.example/{0}) | x |"),
            "none of its 60 links became an entry: 60 lines were skipped, as its section holds no notes",
            id="a-table-in-a-section-without-notes",
        ),
        pytest.param(
            many("- Thanks to all who wrote [note {0}](https://notes.example/{0})"),
            "none of its 60 links became an entry: 60 lines were skipped, as prose stands before the link",
            id="prose-in-items",
        ),
    ],
)
def test_a_list_with_many_links_and_few_entries_is_told_with_the_reason(text: str, said: str) -> None:
    assert told(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(many(LINES), id="all-are-entries"),
        pytest.param(many("See [note {0}](https://notes.example/{0}).\n", 40), id="not-many-links"),
        pytest.param(many("- [Feeds](#feeds-{0})"), id="links-into-the-list-itself"),
        pytest.param(
            "- [Ids](ids.md)\n\n## Contributors\n" + many(LINES), id="rightly-skipped-beside-an-entry"
        ),
        pytest.param(
            many("- [Note {0}](https://notes.example/{0}): as in [a](a.md), [b](b.md) and [c](c.md)"),
            id="links-in-descriptions",
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_other_lists_are_not(text: str) -> None:
    assert told(text) == []


def test_audit_and_build_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        text = many("See [note {0}](https://notes.example/{0}).\n")
        repo.commit("Write", {"README.md": text}, date="2026-01-05T09:00:00Z")
    said = "README.md: none of its 60 links became an entry: 60 stand in prose"

    assert main(["audit", str(tmp_path / "list"), "--quiet", "--strict"]) == 5
    assert "none of its 60 links became an entry: 60 stand in prose" in capsys.readouterr().out
    assert (
        main(["build", str(tmp_path / "list"), "--output", str(tmp_path / "feeds"), "--as-of", "2026-01-07"])
        == 0
    )
    assert said in capsys.readouterr().err
