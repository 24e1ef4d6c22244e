"""Which commits changed which lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.history import read_history
from publisher.sample.builder import Content, RepoBuilder, Symlink

A, B = "- [A](a.md)\n", "- [B](b.md)\n"


def read_texts(
    folder: Path, *steps: tuple[dict[str, Content], list[str]], patterns: tuple[str, ...] = ()
) -> list[dict[str, str | None]]:
    """What each of the *steps*, files written and files deleted, changed in the lists; only those that did."""
    with RepoBuilder(folder / "list", bare=True) as repo:
        for files, deleted in steps:
            repo.commit("Change", files, delete=deleted)
    history = read_history(repo.path, patterns=patterns)
    return [{version.path: version.text for version in revision.versions} for revision in history.revisions]


def test_a_list_comes_changes_and_goes(tmp_path: Path) -> None:
    assert read_texts(
        tmp_path,
        ({"other.md": "x"}, []),
        ({"README.md": A}, []),
        ({"README.md": B, "README-cn.md": A}, []),
        ({"other.md": "y"}, []),
        ({}, ["README-cn.md"]),
    ) == [{"README.md": A}, {"README.md": B, "README-cn.md": A}, {"README-cn.md": None}]


def test_which_files_are_lists_is_decided_at_each_commit(tmp_path: Path) -> None:
    assert read_texts(
        tmp_path, ({"README.md": A}, []), ({"README-eng.md": A}, ["README.md"]), ({"README-dev.md": B}, [])
    ) == [{"README.md": A}, {"README-eng.md": A, "README.md": None}]


def test_two_readmes_that_differ_only_in_case_are_two_lists(tmp_path: Path) -> None:
    assert read_texts(tmp_path, ({"README.md": A, "readme.md": B}, [])) == [{"README.md": A, "readme.md": B}]


def test_patterns_are_relative_to_the_root_and_a_star_stays_in_its_folder(tmp_path: Path) -> None:
    files: dict[str, Content] = {"README.md": A, "docs/a.md": A, "docs/deep/b.md": B, "docs/plan.png": "x"}
    assert read_texts(tmp_path / "star", (files, []), patterns=("docs/*.md",)) == [{"docs/a.md": A}]
    assert read_texts(tmp_path / "folder", (files, []), patterns=("docs",)) == [
        {"docs/a.md": A, "docs/deep/b.md": B}
    ]
    assert read_texts(tmp_path / "stars", (files, []), patterns=("**/b.md", "README.md")) == [
        {"README.md": A, "docs/deep/b.md": B}
    ]


@pytest.mark.parametrize(
    "name", ["with space.md", "第一.md", 'quo"te.md', "tab\tbed.md", "-dash.md", "[x].md", "a\nb.md"]
)
def test_a_list_may_have_any_name(tmp_path: Path, name: str) -> None:
    assert read_texts(tmp_path, ({f"docs/{name}": A}, []), patterns=("docs/*.md",)) == [{f"docs/{name}": A}]


@pytest.mark.parametrize(
    "pattern", ["../*.md", "/etc/*", "", "docs", ":(exclude)x", "--output=x", "readme.md"]
)
def test_a_pattern_that_matches_nothing_finds_no_list(tmp_path: Path, pattern: str) -> None:
    assert read_texts(tmp_path, ({"README.md": A}, []), patterns=(pattern,)) == []


def test_a_symlink_is_read_as_the_file_it_points_to(tmp_path: Path) -> None:
    assert read_texts(
        tmp_path,
        ({"README.md": Symlink("docs/list.md"), "docs/list.md": A}, []),
        ({"docs/other.md": B}, []),
        ({"docs/list.md": B}, []),
        ({"README.md": Symlink("docs/gone.md")}, []),
        ({"README.md": Symlink("docs/other.md")}, []),
        ({}, ["docs/other.md"]),
    ) == [{"README.md": A}, {"README.md": B}, {"README.md": None}, {"README.md": B}, {"README.md": None}]


def test_a_list_that_becomes_a_symlink_to_the_same_text_has_not_changed(tmp_path: Path) -> None:
    assert read_texts(
        tmp_path, ({"README.md": A}, []), ({"README.md": Symlink("list.md"), "list.md": A}, [])
    ) == [{"README.md": A}]


def test_symlinks_may_lead_to_symlinks_but_not_in_circles(tmp_path: Path) -> None:
    assert read_texts(
        tmp_path,
        (
            {
                "README.md": Symlink("docs/one.md"),
                "docs/one.md": Symlink("../notes/two.md"),
                "notes/two.md": A,
                "README-cn.md": Symlink("circle.md"),
                "circle.md": Symlink("README-cn.md"),
            },
            [],
        ),
    ) == [{"README.md": A}]


@pytest.mark.parametrize("target", ["/etc/hostname", "../outside.md", ".", "docs", "a\nb", "x" * 5000])
def test_a_symlink_that_leads_to_no_file_of_the_repository_is_no_list(tmp_path: Path, target: str) -> None:
    files: dict[str, Content] = {"README.md": Symlink(target), "docs/a.md": A, "README-cn.md": B}
    assert read_texts(tmp_path, (files, [])) == [{"README-cn.md": B}]


def test_a_symlink_to_another_list_is_not_a_second_one(tmp_path: Path) -> None:
    files: dict[str, Content] = {"README.md": A, "readme.markdown": Symlink("README.md")}
    assert read_texts(tmp_path, (files, [])) == [{"README.md": A}]


def test_a_change_of_mode_is_no_change(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": A})
    repo.git("update-index", "--chmod=+x", "README.md")
    repo.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "Mode")
    history = read_history(repo.path)
    assert len(history.commits) == 2
    assert len(history.changes) == 1


def test_a_folder_with_the_name_of_a_list_is_none(tmp_path: Path) -> None:
    assert read_texts(tmp_path, ({"README/README.md": A, "README.md": B}, [])) == [{"README.md": B}]
