"""The builder makes real repositories, the same ones everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.sample.builder import RepoBuilder, Symlink

ADDRESS = "https://github.com/feeds-and-history/field-notes"


def test_a_commit_has_its_name_at_once_and_git_agrees_after_finish(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path) as repo:
        name = repo.commit("Begin", {"README.md": "# Notes\n"}, date="2026-01-05T09:00:00Z")
    assert repo.git("rev-parse", "main").strip() == name
    assert (tmp_path / "README.md").read_text() == "# Notes\n"
    assert repo.git("status", "--porcelain") == ""


def test_names_depend_only_on_what_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configuration = "[user]\nname = someone\n[core]\nautocrlf = true\n[commit]\ngpgSign = true\n"
    (tmp_path / ".gitconfig").write_text(configuration)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "someone")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    with RepoBuilder(tmp_path / "repo") as repo:
        name = repo.commit("Begin", {"README.md": "# Notes\n"}, date="2026-01-05T09:00:00")
    assert name == "4115c267d3bb235a545bfc7879ec37de85dd698a"
    assert (tmp_path / "repo/README.md").read_bytes() == b"# Notes\n"


def test_people_are_roles_and_dates_keep_their_offset(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path, bare=True) as repo:
        repo.commit(
            "Translate",
            author="translator",
            committer="GitHub <noreply@github.com>",
            written="2026-02-01T20:00:00+08:00",
            date="2026-02-03T09:30:00Z",
        )
        repo.commit("Next, an hour later", author="New reviewer")
    assert repo.git("log", "--format=%an <%ae> %ad", "--date=iso").splitlines() == [
        "New reviewer <new-reviewer@example.org> 2026-02-03 10:30:00 +0000",
        "translator <translator@example.org> 2026-02-01 20:00:00 +0800",
    ]
    assert repo.git("log", "--format=%cn <%ce> %cd", "--date=iso").splitlines() == [
        "New reviewer <new-reviewer@example.org> 2026-02-03 10:30:00 +0000",
        "GitHub <noreply@github.com> 2026-02-03 09:30:00 +0000",
    ]


def test_files_are_renamed_then_deleted_then_written(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path) as repo:
        repo.commit("Begin", {"fedes/a.md": "a\n", "fedes/b.md": "b\n", "c.md": "c\n", "笔记 1.md": "d\n"})
        repo.commit("Fix a typo", {"c.md": "C\n"}, rename={"fedes": "feeds"}, delete=["feeds/b.md"])
    assert repo.git("ls-files", "-z").split("\0")[:-1] == ["c.md", "feeds/a.md", "笔记 1.md"]
    assert repo.git("diff", "--name-status", "-M", "main~", "main").splitlines() == [
        "M\tc.md",
        "D\tfedes/b.md",
        "R100\tfedes/a.md\tfeeds/a.md",
    ]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param('say "hello".md', id="quotes"),
        pytest.param("back\\slash.md", id="a backslash"),
        pytest.param("two\nlines.md", id="a line end"),
        pytest.param(" begins with a space.md", id="a space first"),
        pytest.param(b"latin-\xe9.md".decode("utf-8", "surrogateescape"), id="not UTF-8"),
    ],
)
def test_odd_paths_are_kept(path: str, tmp_path: Path) -> None:
    with RepoBuilder(tmp_path, bare=True) as repo:
        repo.commit("Begin", {path: b"\xff\xfe\r\n"})
    assert repo.git("ls-tree", "-z", "-r", "--name-only", "main") == (
        path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") + "\0"
    )


def test_a_list_may_be_a_symlink(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path) as repo:
        repo.commit("Begin", {"docs/list.md": "# Notes\n", "README.md": Symlink("docs/list.md")})
    assert (tmp_path / "README.md").is_symlink()
    assert (tmp_path / "README.md").read_text() == "# Notes\n"


def test_a_pull_puts_the_laptop_first_and_what_was_public_second(tmp_path: Path) -> None:
    """::

    root ── public ──┐
       └─── laptop ──┴─ merge (main)
    """
    with RepoBuilder(tmp_path, bare=True) as repo:
        repo.remote(ADDRESS)
        root = repo.commit("Begin", {"README.md": "# Notes\n"})
        laptop = repo.commit("Write at home", {"a.md": "a\n"}, branch="laptop", parents=[root])
        public = repo.commit("Write on the web", {"b.md": "b\n"})
        merge = repo.pull("laptop")
    assert repo.git("log", "-1", "--format=%P%n%s").splitlines() == [
        f"{laptop} {public}",
        "Merge branch 'main' of github.com:feeds-and-history/field-notes",
    ]
    assert sorted(repo.files(merge)) == ["README.md", "a.md", "b.md"]


def test_a_pull_request_is_merged_as_the_forge_does_it(tmp_path: Path) -> None:
    """::

    root ────────┬─ merge (main)
       └── head ─┘
    """
    with RepoBuilder(tmp_path, bare=True) as repo:
        root = repo.commit("Begin", {"README.md": "# Notes\n"})
        head = repo.commit("Write", {"a.md": "a\n"}, author="contributor", branch="patch", parents=[root])
        repo.pull_request(7, head, title="Write a note")
    assert repo.git("log", "-1", "--format=%P%n%B%n%cn").splitlines() == [
        f"{root} {head}",
        "Merge pull request #7 from contributor/patch",
        "",
        "Write a note",
        "",
        "GitHub",
    ]


def test_an_octopus_brings_what_each_side_changed(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path) as repo:
        root = repo.commit("Begin", {"a.md": "a\n", "b.md": "b\n", "c.md": "c\n"})
        one = repo.commit("One", {"a.md": "A\n"}, branch="one", parents=[root])
        two = repo.commit("Two", delete=["b.md"], branch="two", parents=[root])
        merge = repo.merge("Merge branches 'one' and 'two'", "one", "two")
    assert repo.git("log", "-1", "--format=%P").split() == [root, one, two]
    assert repo.files(merge) == {"a.md": b"A\n", "c.md": b"c\n"}
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["a.md", "c.md"]


def test_what_both_sides_changed_must_be_told(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path, bare=True) as repo:
        root = repo.commit("Begin", {"a.md": "a\n"})
        side = repo.commit("Side", {"a.md": "side\n"}, branch="side", parents=[root])
        repo.commit("Main", {"a.md": "main\n"})
        with pytest.raises(ValueError, match=r"a\.md differs on both sides"):
            repo.merge("Merge branch 'side'", side)
        merge = repo.merge("Merge branch 'side'", side, files={"a.md": "both\n"})
    assert repo.files(merge) == {"a.md": b"both\n"}


def test_a_revert_takes_back_one_commit_only(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path, bare=True) as repo:
        repo.commit("Begin", {"a.md": "a\n"})
        added = repo.commit("Add b", {"b.md": "b\n"})
        repo.commit("Change a", {"a.md": "A\n"})
        revert = repo.revert(added)
    assert repo.files(revert) == {"a.md": b"A\n"}
    assert repo.git("log", "-1", "--format=%B").strip() == f'Revert "Add b"\n\nThis reverts commit {added}.'


def test_building_goes_on_after_finish(tmp_path: Path) -> None:
    repo = RepoBuilder(tmp_path)
    first = repo.commit("Begin", {"a.md": "a\n"})
    repo.tag("v1")
    repo.finish()
    second = repo.commit("Go on", {"b.md": "b\n"})
    repo.set_branch("old", "v1")
    repo.finish()
    assert repo.git("log", "--format=%H").split() == [second, first]
    assert repo.git("rev-parse", "v1", "old").split() == [first, first]
    assert (tmp_path / "b.md").exists()


def test_history_may_be_rewritten(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path) as repo:
        repo.commit("Begin", {"a.md": "a\n"})
        repo.commit("Regret", {"b.md": "b\n"})
        repo.finish()
        repo.commit("Begin again", {"c.md": "c\n"}, parents=())
    assert repo.git("log", "--format=%s").splitlines() == ["Begin again"]
    assert [path.name for path in tmp_path.glob("*.md")] == ["c.md"]


def test_another_branch_may_be_the_main_one(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path, branch="master") as repo:
        repo.commit("Begin", {"a.md": "a\n"})
    assert repo.git("symbolic-ref", "HEAD").strip() == "refs/heads/master"
    assert (tmp_path / "a.md").exists()
