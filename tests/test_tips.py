"""Whether the newest commits alone tell that no list has changed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from publisher.build import build
from publisher.config import Settings
from publisher.history import read_history
from publisher.repository import open_repository
from publisher.sample.builder import RepoBuilder, Symlink
from publisher.tips import is_still

A, B = "- [A](a.md)\n", "- [B](b.md)\n"
Step = Callable[[RepoBuilder], object]


def nothing(_: RepoBuilder) -> None:
    pass


def other_files(repo: RepoBuilder) -> None:
    repo.commit("Fix", {"a.md": "# A\n"})
    repo.commit("Explain", {"README-dev.md": "x"})


def a_list(repo: RepoBuilder) -> None:
    repo.commit("Change", {"README.md": A + B})
    repo.commit("Fix", {"a.md": "# A\n"})


def a_list_and_back(repo: RepoBuilder) -> None:
    repo.commit("Change", {"README.md": B})
    repo.commit("Change back", {"README.md": A})


def another_list(repo: RepoBuilder) -> None:
    repo.commit("Translate", {"README-cn.md": A})


def gone(repo: RepoBuilder) -> None:
    repo.commit("Delete", delete=["README.md"])


def a_merge(repo: RepoBuilder) -> None:
    side = repo.commit("Fix", {"a.md": "# A\n"}, branch="side", parents=["main"])
    repo.commit("Fix", {"b.md": "# B\n"})
    repo.merge("Merge branch 'side'", side)


def a_rewritten_list(repo: RepoBuilder) -> None:
    repo.commit("Begin anew", {"README.md": A}, parents=[])


@pytest.mark.parametrize(
    ("later", "still"),
    [
        (nothing, True),
        (other_files, True),
        (a_list, False),
        (a_list_and_back, False),
        (another_list, False),
        (gone, False),
        (a_merge, False),
        (a_rewritten_list, False),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_came_after_the_last_change_of_a_list(later: Step, *, still: bool, tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        tip = repo.commit("Begin", {"README.md": A})
        later(repo)
    assert is_still(open_repository(repo.path), tip, ()) == still


def test_a_list_may_be_a_file_that_is_called_otherwise(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        tip = repo.commit("Begin", {"README.md": Symlink("docs/list.md"), "docs/list.md": A})
        repo.commit("Change", {"docs/list.md": A + B})
    assert not is_still(open_repository(repo.path), tip, ())


def test_patterns_say_which_files_count(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        tip = repo.commit("Begin", {"README.md": A, "docs/list.md": A})
        repo.commit("Change", {"README.md": B})
    repository = open_repository(repo.path)
    assert is_still(repository, tip, ("docs",))
    assert not is_still(repository, tip, ("docs", "README.md"))
    assert is_still(repository, tip, ("docs", "README.md", "!README.md"))


def test_what_is_not_known_or_not_behind_is_no_tip(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        first = repo.commit("Begin", {"README.md": A})
        last = repo.commit("Change", {"README.md": B})
    assert not is_still(open_repository(repo.path, rev=first), last, ())
    for name in ("0" * 40, "", "main", "--all"):
        assert not is_still(open_repository(repo.path), name, ())


STEPS = (
    other_files,
    other_files,
    other_files,
    a_list,
    another_list,
    a_list_and_back,
    a_merge,
    a_rewritten_list,
)


@pytest.mark.parametrize("seed", range(5))
def test_it_never_says_so_where_a_list_has_changed(seed: int, tmp_path: Path) -> None:
    """At commits of a history, given where its lists were last changed at the one before or two before."""
    chance = random.Random(seed)  # noqa: S311
    heads: list[str] = []
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        heads.append(repo.commit("Begin", {"README.md": A}))
        for _ in range(12):
            chance.choice(STEPS)(repo)
            heads.append(repo.resolve("main"))
    tips = [read_history(repo.path, rev=head).changes[-1].commit.id for head in heads]
    said = [
        tips[now] == tips[now - back]
        for now in range(2, len(heads))
        for back in (1, 2)
        if is_still(open_repository(repo.path, rev=heads[now]), tips[now - back], ())
    ]
    assert said
    assert all(said)


def test_a_run_with_nothing_new_reads_no_history(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        repo.commit("Begin", {"README.md": A})
        repo.commit("Fix", {"a.md": "# A\n"})
    build(repo.path, Settings(), output=tmp_path / "feeds", as_of=date(2026, 2, 2))
    run = f"publisher.build.build(Path({str(repo.path)!r}), Settings(), output=Path({str(tmp_path / 'feeds')!r}))"
    code = (
        "import sys; from pathlib import Path; import publisher.build; from publisher.config import Settings\n"
        f"assert {run}.publication is None\n"
        "print(*sorted({'publisher.model', 'publisher.history', 'publisher.pipeline'} & sys.modules.keys()))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "\n"
