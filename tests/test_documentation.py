"""What the documentation claims is true: commands, outputs, links and pictures."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from publisher import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    ROOT.glob("docs/*.md")
)


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def called(page: Path) -> list[str]:
    """The command lines of the page that call `publisher`."""
    lines = (line.strip() for block in blocks(page, "sh") for line in block.splitlines())
    return [line for line in lines if line.startswith("publisher ")]


CALLS = [pytest.param(line, id=f"{page.name}: {line[:60]}") for page in PAGES for line in called(page)]


@pytest.mark.parametrize("line", CALLS)
def test_a_command_that_is_shown_can_be_run(line: str) -> None:
    words = shlex.split(re.split(r"\s[|>&]|\s#", line)[0])[1:]
    command = cli.import_command(words[0])

    with click.Context(command) as context:
        command.parse_args(context, words[1:])


def test_the_readme_shows_what_the_demo_says(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                             monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    shutil.copytree(ROOT / "feeds", tmp_path / "feeds")  # as in a clone
    monkeypatch.chdir(tmp_path)
    (shown,) = blocks(ROOT / "README.md", "console")

    assert cli.main(["demo"]) == 0
    assert shown == f"$ make demo\n{capsys.readouterr().out}$ make test\n"


def test_the_readme_has_the_whole_configuration() -> None:
    (whole,) = (
        block
        for block in blocks(ROOT / "docs/configuration.md", "yaml")
        if block.startswith("# publisher.yml")
    )

    assert whole in blocks(ROOT / "README.md", "yaml")


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    text = re.sub(
        r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return [
        link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("https://", "http://"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_every_page_is_linked_from_the_readme(page: Path) -> None:
    assert f"docs/{page.name}" in {link.partition("#")[0] for link in links(ROOT / "README.md")}
