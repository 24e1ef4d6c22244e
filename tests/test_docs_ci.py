"""docs/ci.md, from nothing to a subscribed feed: each of its steps is taken, and a bare repository is the forge."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
import yaml
from forge import PAGES, Forge, git
from test_feeds_newsboat import served

from publisher.sample.story import build_sample

LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def page(checkout: Path, name: str = "ci.md") -> str:
    return (checkout / "docs" / name).read_text(encoding="utf-8")


def steps(checkout: Path, heading: str) -> list[str]:
    """The commands that a section of the page tells to type, a block each."""
    section = page(checkout).split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def take(commands: str, folder: Path, **variables: str) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder, check=False, capture_output=True, text=True, env={**os.environ, **variables},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


ADDRESS = "https://github.com/feeds-and-history/field-notes"


def on_github(forge: Forge, clone: Path) -> Path:
    """Let *clone* call the forge as it would be called there."""
    git(clone, "remote", "set-url", "origin", ADDRESS)
    git(clone, "config", f"url.{forge.path.as_uri()}.insteadOf", ADDRESS)
    return clone


@pytest.fixture
def clone(forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the demo's list, without its configuration, in a forge without anything published."""
    build_sample(tmp_path / "story")
    git(tmp_path / "story", "push", "-q", str(forge.path), "main:main")
    forge.write("main", {"publisher.yml": None}, day="2026-07-01T09:00:00Z")
    clone = on_github(forge, forge.clone())
    for name, value in (("user.name", "maintainer"), ("user.email", "maintainer@example.org")):
        git(clone, "config", name, value)
    # The command is this checkout's.
    tool = tmp_path / "bin" / "publisher"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m publisher "$@"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    return clone


def test_from_nothing_to_a_feed(checkout: Path, forge: Forge, clone: Path, tmp_path: Path) -> None:
    look, write, push, ask = steps(checkout, "From nothing to a feed in five minutes")

    found = take(look, clone)
    shown = page(checkout).split("```\nrepository ")[1].split("```")[0].splitlines()
    assert [line for line in shown[1:-2] if line not in found.splitlines()] == []
    assert git(clone, "status", "--porcelain") == ""
    take(write, clone)
    assert (tmp_path / "look" / "index.html").is_file()
    take(push, clone)
    # What the forge's machine does then: a clone like the checkout's, and the workflow's own steps.
    machine = on_github(forge, forge.clone("--filter=blob:none"))
    workflow = yaml.safe_load((machine / ".github" / "workflows" / "publish.yml").read_text())
    (publish,) = (step for step in workflow["jobs"]["publish"]["steps"] if step["name"] == "Publish")
    told = tmp_path / "told.md"
    program = tmp_path / "publisher" / "bin" / "publisher"
    program.parent.mkdir(parents=True)
    program.symlink_to(tmp_path / "bin" / "publisher")
    take(
        publish["run"], machine,
        RUNNER_TEMP=str(tmp_path), GITHUB_STEP_SUMMARY=str(told), ACCEPT_FLOOD="false",
        AUTHOR=publish["env"]["AUTHOR"],
    )  # fmt: skip
    assert told.read_text().startswith("## Published\n")
    author = git(forge.path, "log", "-1", "--format=%an", PAGES)
    assert author == "github-actions[bot]"
    # A reader subscribes to what the branch holds, and the maintainer asks.
    feed = feedparser.parse(forge.read(PAGES, "en.atom"))
    assert len(feed.entries) == 22
    assert not feed.bozo
    site = forge.unpack(tmp_path / "site")
    with served(site) as address:
        configuration = clone / "publisher.yml"
        written = configuration.read_text(encoding="utf-8")
        configuration.write_text(
            re.sub(r"(?m)^site_url: .*", f"site_url: {address}", written), encoding="utf-8"
        )
        assert take(ask, clone).startswith(f"{address}: up to date with ")


def test_into_a_folder(checkout: Path, clone: Path) -> None:
    (command,) = steps(checkout, "Into a folder instead")

    take(command, clone)
    workflow = (clone / ".github" / "workflows" / "publish.yml").read_text()
    assert '--into "$INTO"' in workflow


def test_the_action_is_shown_as_it_is(checkout: Path) -> None:
    action = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))
    section = page(checkout).split("\n## The action\n")[1]
    inputs, outputs = section.split("| output | what it says |")

    assert re.findall(r"^\| `([\w-]+)` ", inputs, re.MULTILINE) == list(action["inputs"])
    assert re.findall(r"^\| `([\w-]+)` ", outputs, re.MULTILINE) == list(action["outputs"])
    shown = re.search(r"uses: (actions/checkout@\S+)", section)
    assert shown
    template = (checkout / "publisher" / "publishing" / "setup.py").read_text(encoding="utf-8")
    assert shown[1] in template


def test_links_within_the_docs_lead_somewhere(checkout: Path) -> None:
    for file, anchor in LINK.findall(page(checkout)):
        text = page(checkout, file) if file else page(checkout)
        headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in slugs, (file, anchor)
