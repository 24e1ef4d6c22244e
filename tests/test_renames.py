"""Where files went."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.history import History, read_history
from publisher.sample.builder import Content, RepoBuilder

NOTE = "".join(f"Line {number} of a note.\n" for number in range(20))
OTHER = "".join(f"Quite another sentence, the {number}th.\n" for number in range(20))
BINARY = bytes(range(256)) * 8


def build(folder: Path, *steps: tuple[Mapping[str, Content], Mapping[str, str]]) -> History:
    """A history of *steps*: files written, and files or folders renamed."""
    with RepoBuilder(folder / "list", bare=True) as repo:
        for files, renamed in steps:
            repo.commit("Change", files, rename=renamed)
    return read_history(repo.path)


def find(history: History, vanished: str, appeared: str, *, at: int = -1) -> dict[str, str]:
    return dict(
        history.find_renames(history.commits[at], frozenset(vanished.split()), frozenset(appeared.split()))
    )


def test_a_file_that_moved_is_found(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({}, {"a.md": "guide/b.md"}))
    assert find(history, "a.md gone.md", "guide/b.md new.md") == {"a.md": "guide/b.md"}


def test_a_file_that_moved_and_changed_a_little_is_found(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({"b.md": f"{NOTE}More.\n"}, {"a.md": "b.md"}))
    assert find(history, "a.md", "b.md") == {"a.md": "b.md"}


def test_a_file_that_was_replaced_by_another_is_not_found(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({"b.md": OTHER}, {"a.md": "b.md"}))
    assert find(history, "a.md", "b.md") == {}


def test_a_file_that_moved_elsewhere_than_to_what_appeared_is_not_found(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({}, {"a.md": "b.md"}))
    assert find(history, "a.md", "c.md") == {}


def test_nothing_is_found_for_nothing(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({}, {"a.md": "b.md"}))
    assert find(history, "", "b.md") == find(history, "a.md", "") == {}


def test_a_move_counts_when_the_list_is_mended_later(tmp_path: Path) -> None:
    history = build(
        tmp_path,
        ({"a.md": NOTE}, {}),
        ({}, {"a.md": "b.md"}),
        ({"x.md": OTHER}, {}),
        ({}, {"b.md": "c.md"}),
        ({"y.md": OTHER}, {}),
    )
    assert find(history, "a.md", "c.md") == {"a.md": "c.md"}
    assert find(history, "a.md", "b.md c.md") == {"a.md": "c.md"}
    assert find(history, "a.md", "b.md") == {"a.md": "b.md"}


def test_a_move_does_not_count_before_it_happened(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({"x.md": OTHER}, {}), ({}, {"a.md": "b.md"}))
    assert find(history, "a.md", "b.md", at=1) == {}
    assert find(history, "a.md", "b.md", at=2) == {"a.md": "b.md"}


def test_a_path_that_another_note_took_has_not_moved(tmp_path: Path) -> None:
    history = build(
        tmp_path, ({"a.md": NOTE}, {}), ({}, {"a.md": "b.md"}), ({"a.md": OTHER}, {}), ({"x.md": "x"}, {})
    )
    assert find(history, "a.md", "b.md", at=1) == {"a.md": "b.md"}
    assert find(history, "a.md", "b.md") == {}


def test_a_path_that_another_note_took_and_left_moved_with_that_note(tmp_path: Path) -> None:
    history = build(
        tmp_path,
        ({"a.md": NOTE}, {}),
        ({}, {"a.md": "b.md"}),
        ({"a.md": OTHER}, {}),
        ({}, {"a.md": "c.md"}),
    )
    assert find(history, "a.md", "b.md c.md") == {"a.md": "c.md"}


def test_two_files_may_change_places(tmp_path: Path) -> None:
    history = build(
        tmp_path,
        ({"a.md": NOTE, "b.md": OTHER}, {}),
        ({"a.md": OTHER}, {"a.md": "c.md"}),
        ({}, {"c.md": "d.md"}),
    )
    assert find(history, "c.md", "d.md") == {"c.md": "d.md"}


def test_a_file_that_went_and_came_back_is_where_it_was(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.md": NOTE}, {}), ({}, {"a.md": "b.md"}), ({}, {"b.md": "a.md"}))
    assert find(history, "b.md", "a.md") == {"b.md": "a.md"}
    assert find(history, "a.md", "b.md") == {}


@pytest.mark.parametrize(
    ("vanished", "appeared"),
    [
        pytest.param("old", "new", id="folder"),
        pytest.param("old/", "new/", id="folder-with-a-slash"),
        pytest.param("old/readme.md", "new/readme.md", id="file"),
        pytest.param("old/readme.md", "new", id="file-listed-as-its-folder"),
        pytest.param("old", "new/readme.md", id="folder-listed-as-its-file"),
        pytest.param("old/deep", "new/deep", id="folder-in-it"),
        pytest.param("old/deep/two.md", "new/deep/two.md", id="file-in-it"),
    ],
)
def test_a_folder_moves_with_its_files(tmp_path: Path, vanished: str, appeared: str) -> None:
    history = build(
        tmp_path,
        ({"old/readme.md": NOTE, "old/one.md": OTHER, "old/deep/two.md": f"{OTHER}{NOTE}", "x.md": "x"}, {}),
        ({}, {"old": "new"}),
    )
    assert find(history, vanished, f"{appeared} other.md") == {vanished: appeared}


def test_a_folder_went_where_most_of_its_files_went(tmp_path: Path) -> None:
    files = {f"old/{number}.md": f"{number}\n{NOTE}{number}" for number in range(5)}
    moved = {f"old/{number}.md": f"{'new' if number else 'other'}/{number}.md" for number in range(5)}
    history = build(tmp_path, (files, {}), ({}, moved))
    assert find(history, "old", "new other") == {"old": "new"}


def test_pictures_are_no_notes(tmp_path: Path) -> None:
    history = build(tmp_path, ({"a.PNG": BINARY, "a.md": NOTE}, {}), ({}, {"a.PNG": "b.png", "a.md": "b.md"}))
    assert find(history, "a.md a.PNG", "b.md b.png") == {"a.md": "b.md"}


def test_on_the_mainline_a_merge_moves_all_that_its_branch_moved(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list", bare=True) as repo:
        first = repo.commit("Begin", {"a.md": NOTE})
        side = repo.commit("Move", rename={"a.md": "b.md"}, branch="patch", parents=[first])
        side = repo.commit("Move again", rename={"b.md": "c.md"}, branch="patch")
        repo.pull_request(1, side)
    history = read_history(repo.path)
    assert find(history, "a.md", "b.md c.md") == {"a.md": "c.md"}
