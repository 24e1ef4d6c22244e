"""How far what is published is behind its list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forge import git
from test_feeds_newsboat import served

from publisher.cli import main
from publisher.sample.builder import RepoBuilder


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Published on January 15th; two commits came later, on the 20th and 22nd."""
    lines = [f"- [Note {at} of many](notes/{at}.md)\n" for at in range(4)]
    with RepoBuilder(tmp_path / "notes") as repo:
        for at, day in enumerate((5, 14, 20, 22)):
            text = "# Notes\n\n" + "".join(lines[: at + 1])
            repo.commit("Add", {"README.md": text}, date=f"2026-01-{day:02}T09:00:00Z")
        repo.commit("Elsewhere", {"other.txt": "x"}, date="2026-01-23T09:00:00Z")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "notes", "--rev", "main~3", "--as-of", "2026-01-15", "-q"]) == 0
    return repo.path


def status(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["status", *arguments])
    return code, capsys.readouterr().out


CASES = [
    ([], "2026-01-26", 0, "seven days"),
    ([], "2026-01-27", 5, "eight days"),
    (["--days", "8"], "2026-01-27", 0, "as many days as are allowed"),
    (["--commits", "1"], "2026-01-24", 5, "more commits than are allowed"),
    (["--commits", "2"], "2026-01-24", 0, "as many commits as are allowed"),
    (["--rev", "main~3"], "2026-01-18", 0, "nothing"),
]


@pytest.mark.parametrize(
    ("options", "day", "code"), [case[:3] for case in CASES], ids=[case[3] for case in CASES]
)
def test_a_limit_that_is_passed_ends_with_5(
    options: list[str], day: str, code: int, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, _ = status(capsys, "feeds", str(notes), "--as-of", day, *options)

    assert found == code


def test_commits_days_and_a_digest_that_is_due_are_said(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(capsys, "feeds", str(notes), "--as-of", "2026-01-24") == (
        0, "feeds: 2 commits behind and a digest due since 2026-01-19, for 5 days\n",
    )  # fmt: skip
    assert status(capsys, "feeds", str(notes), "--rev", "main~3", "--as-of", "2026-01-16") == (
        0, f"feeds: up to date with {tip(notes)}\n",
    )  # fmt: skip


def tip(notes: Path) -> str:
    return str(json.loads((notes.parent / "feeds" / "manifest.json").read_bytes())["tip"][:10])


def test_programs_are_told_too(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = status(capsys, "feeds", str(notes), "--as-of", "2026-02-24", "--format", "json")

    told = json.loads(said)
    assert code == 5
    assert (told["commits"], told["days"], told["due"], told["late"]) == (2, 36, "2026-01-19", True)


def test_a_history_that_was_written_anew_is_named(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RepoBuilder(tmp_path / "anew") as repo:
        repo.commit("Begin", {"README.md": "# Notes\n\n- [Note](notes/0.md)\n"}, date="2026-01-06T09:00:00Z")

    code, said = status(capsys, "feeds", str(repo.path))
    assert code == 5
    assert "which the history does not hold any more" in said
    assert notes


def test_a_published_site_is_looked_at(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(notes.parent / "feeds") as address:
        code, said = status(capsys, address.rstrip("/"), str(notes), "--as-of", "2026-01-24")
        assert (code, said.startswith(f"{address.rstrip('/')}: 2 commits behind")) == (0, True)
        assert main(["status", f"{address}nowhere/", str(notes)]) == 1
        assert "cannot be read: HTTP 404" in capsys.readouterr().err
    assert main(["status", address, str(notes)]) == 1
    assert "cannot be read: " in capsys.readouterr().err


def test_the_configured_site_is_looked_at_where_there_is_no_folder(
    notes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notes)
    with served(notes.parent / "feeds") as address:
        (notes / "publisher.yml").write_text(f"site_url: {address}\n")
        assert status(capsys, "--as-of", "2026-01-24")[1].startswith(f"{address}: 2 commits behind")


@pytest.mark.parametrize("content", [b"", b"[]", b'{"tip": 1}', b"<html>"])
def test_what_is_no_manifest_is_refused(
    content: bytes, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_bytes(content)

    assert main(["status", str(tmp_path), str(notes)]) == 1
    assert "no manifest of publisher's" in capsys.readouterr().err


def test_a_folder_without_a_publication_is_refused(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()

    assert main(["status", str(tmp_path / "empty"), str(notes)]) == 1
    assert "empty, which holds no manifest.json" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["gh-pages", "main:docs/feeds"])
def test_what_is_published_on_the_remote_is_looked_at_where_there_is_no_folder_and_no_site(
    place: str,
    notes: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(notes), "forge.git")
    git(tmp_path, "clone", "-q", "--filter=blob:none", (tmp_path / "forge.git").as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    into = place.partition(":")[2]
    Path("publisher.yml").write_text(f'publish: {{into: "{into}"}}\n')

    assert main(["status"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"error: nothing was published in feeds, nor on {place} of the remote\nhint: ")
    assert main(["publish", "--rev", "main~3", "--as-of", "2026-01-15", "-q"]) == 0
    refs = git(Path(), "for-each-ref")
    code, said = status(capsys, "--as-of", "2026-01-24")
    assert (code, said.startswith(f"{place}: 2 commits behind")) == (0, True)
    assert git(Path(), "for-each-ref") == refs


def test_a_list_without_a_remote_is_told_where_was_looked(
    notes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notes)

    assert main(["status"]) == 1
    assert "nothing was published in feeds, nor on gh-pages of the remote" in capsys.readouterr().err
