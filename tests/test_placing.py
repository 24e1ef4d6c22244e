"""Where notes are, after lines above them came and went."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.cli import main
from publisher.sample.builder import RepoBuilder

BEFORE = "# Notes\n\n## All\n\n- [Polling](polling.md): how often\n- [Ids](ids.md): what they are\n"
AFTER = BEFORE.replace("## All\n", "## All\n\nA few words on this list,\nin two lines.\n").replace(
    "- [Ids]", "- [Dates](dates.md): which of them\n- [Ids]"
)


@pytest.fixture
def shifted(tmp_path: Path) -> Path:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": BEFORE, "polling.md": "", "ids.md": "", "dates.md": ""})
        repo.commit("Say more", {"README.md": AFTER}, delete=["ids.md"])
    return repo.path


def line_of(text: str, title: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if f"[{title}]" in line)


@pytest.mark.parametrize("title", ["Polling", "Ids", "Dates"])
def test_explain_names_the_line_that_the_list_has_now(
    title: str, shifted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", title, str(shifted)]) == 0
    assert f"    README.md:{line_of(AFTER, title)}  All\n" in capsys.readouterr().out


def test_audit_names_the_line_that_the_list_has_now(
    shifted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(shifted)]) == 0
    assert f"README.md:{line_of(AFTER, 'Ids')}: Ids: ids.md is not there" in capsys.readouterr().out
