"""``publisher digest``: which issue it prints, and what it says when there is none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from publisher.cli import main
from publisher.sample.builder import RepoBuilder

LIST = "# Notes\n\n## Feeds\n\n"
LINKS = [f"- [Note {number}]({number}.md)\n" for number in range(6)]


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    ::

        W02        W03        W04      W05
        0  ───  1  ┊  2 v1  ──┊──  3 ──┊── 4   tip
                 ╲                    ╱
                  x (a branch, tagged side)
    """
    with RepoBuilder(tmp_path / "notes") as repo:
        repo.remote("https://github.com/feeds-and-history/notes")

        def add(number: int, date: str) -> str:
            return repo.commit(f"Add {number}", {"README.md": LIST + "".join(LINKS[: number + 1])}, date=date)

        add(0, "2026-01-05T09:00:00Z")
        fork = add(1, "2026-01-08T09:00:00Z")
        add(2, "2026-01-14T09:00:00Z")
        repo.tag("v1")
        add(3, "2026-01-20T09:00:00Z")
        side = repo.commit(
            "Aside", {"other.md": "x\n"}, date="2026-01-09T09:00:00Z", branch="side", parents=[fork]
        )
        repo.tag("side", side)
        repo.merge(side, date="2026-01-27T09:00:00Z", branch="main")
        add(4, "2026-01-28T09:00:00Z")
    monkeypatch.chdir(tmp_path)
    return repo.path


def titles(shown: str) -> list[int]:
    return [number for number in range(6) if f"[Note {number}]" in shown]


ASKED = [
    pytest.param(["--issue", "2026-W03"], [2], id="an issue"),
    pytest.param([], [3], id="the newest issue"),
    pytest.param(["--from", "2026-01-08"], [1, 2, 3, 4], id="from a day"),
    pytest.param(["--to", "2026-01-08"], [0, 1], id="to a day"),
    pytest.param(["--from", "2026-01-08", "--to", "2026-01-14"], [1, 2], id="between days"),
    pytest.param(["--since", "v1"], [3, 4], id="since a tag"),
    pytest.param(["--since", "HEAD~1"], [4], id="since a commit"),
    pytest.param(["--since", "side"], [2, 3, 4], id="since a tag aside"),
    pytest.param(["--since", "v1", "--to", "2026-01-27"], [3], id="since a tag, to a day"),
    pytest.param(["--since", "last"], [4], id="since the last issue"),
    pytest.param(["--since", "last", "--as-of", "2026-01-13"], [2, 3, 4], id="since an earlier last issue"),
    pytest.param(["--since", "last", "--as-of", "2026-01-01"], [0, 1, 2, 3, 4], id="since no issue"),
]


@pytest.mark.parametrize(("options", "expected"), ASKED)
def test_what_was_new(
    options: Sequence[str], expected: list[int], notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = [] if "--as-of" in options else ["--as-of", "2026-01-29"]
    assert main(["digest", str(notes), *day, *options]) == 0
    assert titles(capsys.readouterr().out) == expected


@pytest.mark.parametrize(
    "options",
    [
        ["--from", "2026-02-01"],
        ["--since", "main"],
        ["--since", "last", "--as-of", "2026-03-01"],
        ["--from", "2026-01-15", "--to", "2026-01-16"],
    ],
    ids=["after the tip", "since the tip", "all issued", "a quiet stretch"],
)
def test_nothing_new_is_said_and_is_no_fault(
    options: Sequence[str], notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", str(notes), *options]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "nothing was new then\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--from", "2026-01-02", "--since", "v1"], "both say where to begin"),
        (["--issue", "2026-W02", "--to", "2026-01-02"], "--issue names an issue"),
        (["--from", "2026-01-02", "--to", "2026-01-01"], "is before"),
        (["--from", "yesterday"], "is no day"),
    ],
    ids=["two beginnings", "an issue and a day", "backwards", "no day"],
)
def test_what_contradicts_itself_is_wrong_usage(
    options: Sequence[str], sentence: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", str(notes), *options]) == 2
    assert sentence in capsys.readouterr().err


def test_since_what_is_not_there_is_an_error(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(notes), "--since", "v9"]) == 1
    assert 'no commit is named "v9"' in capsys.readouterr().err


def test_the_context_can_be_printed_instead(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--since", "v1", "--target", "wechat", "--dump-context"]
    assert main(["digest", str(notes), *options]) == 0
    context = json.loads(capsys.readouterr().out)
    assert (context["id"], context["number"], context["begin"], context["last"]) == (
        "draft",
        0,
        "2026-01-20",
        "2026-01-28",
    )
    assert context["references"][0]["label"] == "all changes"


def test_what_came_too_late_for_an_issue_is_told_where_the_ledger_has_it(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Note 1 was committed in W02 and pushed in W03, when the issue of W02 was out without it."""
    early = ["--rev", "HEAD~5", "--as-of", "2026-01-12"]
    assert main(["build", str(notes), *early, "--output", "feeds", "--quiet"]) == 0
    for issue, with_ledger, without in (("2026-W02", [0], [0, 1]), ("2026-W03", [1, 2], [2])):
        options = ["digest", str(notes), "--as-of", "2026-01-29", "--issue", issue]
        assert main(options) == 0
        assert titles(capsys.readouterr().out) == with_ledger
        assert main([*options, "--ledger", "nowhere"]) == 0
        assert titles(capsys.readouterr().out) == without


def test_a_ledger_of_another_list_counts_only_when_it_is_named(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RepoBuilder(tmp_path / "theirs") as repo:
        repo.remote("https://github.com/feeds-and-history/theirs")
        text = "# Theirs\n\n- [Another](https://example.org/another)\n"
        repo.commit("Begin", {"README.md": text}, date="2026-01-05T09:00:00Z")
    assert main(["build", str(repo.path), "--as-of", "2026-01-29", "--output", "feeds", "--quiet"]) == 0
    options = ["digest", str(notes), "--as-of", "2026-01-29"]
    assert main(options) == 0
    assert titles(capsys.readouterr().out) == [3]
    assert main([*options, "--ledger", "feeds"]) == 1
    assert "theirs" in capsys.readouterr().err


def test_a_draft_has_a_lead_of_its_own(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = notes / "digests" / "draft"
    folder.mkdir(parents=True)
    (folder / "lead.en.md").write_text("A word before.\n", "utf-8")
    (notes / "publisher.yml").write_text("title: {en: Notes}\n", "utf-8")
    assert main(["digest", str(notes), "--since", "v1"]) == 0
    assert "\nA word before.\n" in capsys.readouterr().out
