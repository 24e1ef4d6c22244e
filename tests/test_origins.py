"""Who wrote an entry."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.history import read_history
from publisher.origins import Query
from publisher.sample.builder import RepoBuilder

A, B, C = "- [A](a.md): one\n", "- [B](b.md): two\n", "- [C](c.md): three\n"


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    builder = RepoBuilder(tmp_path / "list")
    builder.commit("Begin", {"README.md": A}, date="2026-01-01")
    return builder


def ask(repo: RepoBuilder, *asked: tuple[str, str], patterns: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """Author and day of January of each of the *asked*: a commit, and what the entry's text holds."""
    repo.finish()
    history = read_history(repo.path, patterns=patterns)
    queries = [
        Query(commit=repo.resolve(commit), needles=tuple(needles.split())) for commit, needles in asked
    ]
    beginning = datetime(2025, 12, 31, tzinfo=UTC)
    return [(origin.author, (origin.written - beginning).days) for origin in history.read_origins(queries)]


def test_without_a_merge_it_is_the_commit_s_own_author(repo: RepoBuilder) -> None:
    commit = repo.commit(
        "Add B", {"README.md": A + B}, author="editor", date="2026-01-05", written="2026-01-04"
    )
    assert ask(repo, (commit, "b.md")) == [("editor", 4)]


def test_it_is_not_the_one_who_merged(repo: RepoBuilder) -> None:
    side = repo.commit(
        "Add B",
        {"README.md": A + B},
        author="contributor",
        branch="patch",
        parents=["main"],
        date="2026-01-03",
    )
    merge = repo.pull_request(1, side, date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("contributor", 3)]
    assert ask(repo, (merge, "not-found")) == [("contributor", 3)]


def test_of_several_on_a_branch_each_is_thanked_for_what_they_wrote(repo: RepoBuilder) -> None:
    """
    begin ─────────────────────────────── merge
        ╰── B ── typo in A ── C ── B moved ──╯
    """
    texts = (A + B, A.replace("one", "1") + B, A + B + C, A + C + B)
    people = ("writer", "corrector", "translator", "corrector")
    repo.set_branch("patch", "main")
    for day, (text, author) in enumerate(zip(texts, people, strict=True), 2):
        repo.commit("Change", {"README.md": text}, author=author, branch="patch", date=f"2026-01-{day:02}")
    merge = repo.pull_request(1, "patch", date="2026-01-09")
    assert ask(repo, (merge, "b.md"), (merge, "c.md"), (merge, "nowhere.md"), (merge, "")) == [
        ("writer", 2),
        ("translator", 4),
        ("maintainer", 9),
        ("maintainer", 9),
    ]


def test_where_nothing_is_found_the_only_author_is_thanked(repo: RepoBuilder) -> None:
    repo.set_branch("patch", "main")
    for day in (2, 3):
        repo.commit("Change", {"README.md": A * day}, author="writer", branch="patch", date=f"2026-01-0{day}")
    merge = repo.pull_request(1, "patch", files={"README.md": A + B}, date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("writer", 2)]


def test_those_who_did_not_touch_a_list_are_not_thanked_for_an_entry(repo: RepoBuilder) -> None:
    repo.set_branch("patch", "main")
    repo.commit("Write the note", {"b.md": "[B](b.md)"}, author="writer", branch="patch", date="2026-01-02")
    repo.commit("List it", {"README.md": A + B}, author="editor", branch="patch", date="2026-01-03")
    merge = repo.pull_request(1, "patch", date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("editor", 3)]


def test_an_entry_that_the_merge_itself_made_is_the_merger_s(repo: RepoBuilder) -> None:
    side = repo.commit("Write", {"b.md": "B"}, author="writer", branch="patch", parents=["main"])
    merge = repo.pull_request(1, side, files={"README.md": A + B}, date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("maintainer", 9)]


def test_a_longer_link_is_another(repo: RepoBuilder) -> None:
    repo.set_branch("patch", "main")
    repo.commit("One", {"README.md": A + "- [X](b.md/x)\n"}, author="one", branch="patch", date="2026-01-02")
    repo.commit("Two", {"README.md": A + "- [X](b.mdx)\n"}, author="two", branch="patch", date="2026-01-03")
    repo.commit("Three", {"README.md": A + B}, author="three", branch="patch", date="2026-01-04")
    merge = repo.pull_request(1, "patch", date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("three", 4)]


def test_what_stood_in_the_list_before_tells_nothing(repo: RepoBuilder) -> None:
    repo.set_branch("patch", "main")
    repo.commit(
        "Typo", {"README.md": A.replace("one", "1")}, author="corrector", branch="patch", date="2026-01-02"
    )
    repo.commit("Add B", {"README.md": A + B}, author="writer", branch="patch", date="2026-01-03")
    merge = repo.pull_request(1, "patch", date="2026-01-09")
    assert ask(repo, (merge, "a.md b.md")) == [("writer", 3)]


def test_a_branch_that_was_brought_up_to_date_still_names_its_writers(repo: RepoBuilder) -> None:
    """
    begin ────── C ────────────── merge
        ╰── B ─── ╲── sync ── x ──╯
    """
    side = repo.commit(
        "Add B", {"README.md": A + B}, author="writer", branch="patch", parents=["main"], date="2026-01-02"
    )
    repo.commit("Add C", {"README.md": C + A}, author="editor", date="2026-01-03")
    repo.merge(
        "Merge branch 'main' into patch",
        "main",
        first=side,
        branch="patch",
        files={"README.md": C + A + B},
        author="syncer",
        date="2026-01-04",
    )
    repo.commit("More", {"README.md": C + A + B + "\n"}, author="other", branch="patch", date="2026-01-05")
    merge = repo.pull_request(1, "patch", files={"README.md": C + A + B + "\n"}, date="2026-01-09")
    assert ask(repo, (merge, "b.md")) == [("writer", 2)]


def test_a_pull_thanks_those_on_the_laptop(repo: RepoBuilder) -> None:
    repo.remote("https://github.com/owner/list")
    laptop = repo.commit(
        "Add B",
        {"README.md": A + B},
        author="maintainer",
        branch="laptop",
        parents=["main"],
        date="2026-01-02",
    )
    repo.commit("Other", {"x.md": "x"}, author="editor", date="2026-01-03")
    merge = repo.pull(laptop, author="somebody", date="2026-01-04")
    assert ask(repo, (merge, "b.md")) == [("maintainer", 2)]


def test_an_earlier_merge_s_writers_are_not_thanked_again(repo: RepoBuilder) -> None:
    first = repo.commit(
        "Add B", {"README.md": A + B}, author="one", branch="p1", parents=["main"], date="2026-01-02"
    )
    repo.pull_request(1, first, date="2026-01-03")
    second = repo.commit("Add C", {"README.md": A + B + C}, author="two", branch="p1", date="2026-01-04")
    merge = repo.pull_request(2, second, date="2026-01-05")
    assert ask(repo, (merge, "b.md"), (merge, "c.md")) == [("two", 4), ("two", 4)]


def test_lists_that_patterns_name_count_as_well(repo: RepoBuilder) -> None:
    repo.set_branch("patch", "main")
    repo.commit("One", {"docs/list.md": A}, author="one", branch="patch", date="2026-01-02")
    repo.commit("Two", {"docs/list.md": A + B}, author="two", branch="patch", date="2026-01-03")
    merge = repo.pull_request(1, "patch", date="2026-01-09")
    assert ask(repo, (merge, "b.md"), patterns=("docs/*.md",)) == [("two", 3)]
    assert ask(repo, (merge, "b.md")) == [("maintainer", 9)]


def test_nobody_asked_nobody_answered(repo: RepoBuilder) -> None:
    assert ask(repo) == []
