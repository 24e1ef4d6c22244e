"""Who is thanked for a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher import pipeline
from publisher.config import Settings
from publisher.model import Event
from publisher.sample.builder import RepoBuilder

A = "- [Feed ids](ids.md): what must never change\n"
B = "- [Two dates](my%20dates.md): why\n"


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    builder = RepoBuilder(tmp_path / "list")
    builder.commit("Begin", {"README.md": A}, date="2026-01-01")
    return builder


def mined(repo: RepoBuilder) -> tuple[Event, ...]:
    """The events of the repository."""
    return pipeline.mine(pipeline.open_history(repo.finish(), Settings()), Settings()).events


def test_the_one_who_wrote_the_entry_is_thanked_and_not_the_one_who_merged_it(repo: RepoBuilder) -> None:
    side = repo.commit(
        "Add B",
        {"README.md": A + B},
        author="contributor",
        branch="patch",
        parents=["main"],
        date="2026-01-03",
    )
    repo.pull_request(7, side, date="2026-01-09")
    event = mined(repo)[-1]
    announcement = event.note.announcement
    assert announcement is not None
    assert (event.author, event.note.author, announcement.author) == ("contributor",) * 3
    assert (event.date.day, event.written.day, announcement.written.day) == (9, 3, 3)
    assert (event.commit.pull_request, announcement.pull_request) == (7, 7)


def test_the_author_of_a_note_stays_the_one_who_wrote_its_first_entry(repo: RepoBuilder) -> None:
    repo.commit("Draft B", {"README.md": A + B.replace("- [", "- [WIP] [")}, author="translator")
    repo.commit("Review B", {"README.md": A + B}, author="reviewer")
    _, drafted, promoted = mined(repo)
    assert (drafted.author, promoted.author) == ("translator", "reviewer")
    assert (drafted.note.author, promoted.note.author) == ("translator", "translator")
    assert promoted.note.announcement is not None
    assert promoted.note.announcement.author == "translator"


def test_a_translator_is_named_at_the_translation(repo: RepoBuilder) -> None:
    side = repo.commit(
        "Translate",
        {"README-cn.md": "- [标识](ids-cn.md)\n"},
        author="translator",
        branch="zh",
        parents=["main"],
    )
    repo.merge("Merge branch 'zh'", side)
    _, translated = mined(repo)
    assert (translated.kind, translated.author, translated.note.author) == (
        "translated",
        "translator",
        "maintainer",
    )
