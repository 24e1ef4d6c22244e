"""What git knows of the lists."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.errors import EmptyRepository, GitError, NotARepository, ShallowClone, UnknownRevision
from publisher.forges import Home
from publisher.history import History, read_history
from publisher.sample.builder import RepoBuilder

A, B, C = "- [A](a.md)\n", "- [B](b.md)\n", "- [C](c.md)\n"
URL = "https://github.com/owner/list"


def run(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def subjects(history: History) -> list[str]:
    return [commit.subject for commit in history.commits]


def changed(history: History) -> list[str]:
    return [revision.commit.subject for revision in history.revisions]


def test_the_mainline_is_told_oldest_first(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        first = repo.commit("First", {"README.md": A}, date="2026-01-05T10:00:00+08:00", author="translator")
        second = repo.commit("Second (#7)", {"x.md": "x"}, date="2026-02-01", written="2026-01-31")
        third = repo.commit("Third", {"README.md": B}, date="2026-03-01")
    history = read_history(repo.path)
    assert [commit.id for commit in history.commits] == [first, second, third]
    assert [commit.parent for commit in history.commits] == [None, first, second]
    assert [commit.pull_request for commit in history.commits] == [None, 7, None]
    assert history.commits[0].date == datetime(2026, 1, 5, 2, tzinfo=UTC)
    assert history.commits[0].author == "translator"
    assert history.commits[1].date == datetime(2026, 2, 1, tzinfo=UTC)
    assert history.commits[1].written == datetime(2026, 1, 31, tzinfo=UTC)
    assert history.tip == history.commits[-1]
    assert changed(history) == ["First", "Third"]


def test_a_foxtrot_merge_keeps_the_days_of_what_was_public(tmp_path: Path) -> None:
    """A maintainer pulls after a week on a laptop::

    first ── public ────────────╮
        ╰─── laptop ──────── merge
    """
    with RepoBuilder(tmp_path / "list") as repo:
        repo.remote(f"{URL}.git")
        first = repo.commit("First", {"README.md": A}, date="2026-01-01")
        laptop = repo.commit("Laptop", {"x.md": "x"}, date="2026-01-02", branch="laptop", parents=[first])
        repo.commit("Public", {"README.md": A + B}, date="2026-01-03", parents=[first])
        repo.pull(laptop, date="2026-01-09")
    history = read_history(repo.path)
    assert subjects(history) == ["First", "Public", "Merge branch 'main' of github.com:owner/list"]
    assert changed(history) == ["First", "Public"]


def test_at_a_pull_request_the_merge_is_when_it_became_public(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        first = repo.commit("First", {"README.md": A}, date="2026-01-01")
        side = repo.commit(
            "Add B", {"README.md": A + B}, branch="patch", parents=[first], author="contributor"
        )
        repo.pull_request(12, side, date="2026-02-01")
    (_, merge) = read_history(repo.path).revisions
    assert merge.commit.pull_request == 12
    assert merge.commit.date == datetime(2026, 2, 1, tzinfo=UTC)
    assert [version.text for version in merge.versions] == [A + B]


def test_the_history_ends_at_the_revision_that_is_asked_for(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
        repo.tag("v1")
        repo.commit("Second", {"README.md": B, "b.md": "b"})
    history = read_history(repo.path, rev="v1")
    assert subjects(history) == ["First"]
    assert history.home.files == {"README.md"}


def test_the_past_never_changes(tmp_path: Path) -> None:
    """Each mainline commit as the tip tells the beginning of what the last one tells, though clocks go back."""
    with RepoBuilder(tmp_path / "list") as repo:
        repo.remote(URL)
        base = repo.commit("First", {"README.md": A})
        for number in range(4):
            laptop = repo.commit("Laptop", {f"{number}.md": "x"}, branch="laptop", parents=[base])
            repo.commit("Public", {"README.md": A + B * number}, date=f"2026-02-01T{20 - number}:00:00Z")
            base = repo.pull(laptop)
    whole = read_history(repo.path)
    for length, commit in enumerate(whole.commits, 1):
        history = read_history(repo.path, rev=commit.id)
        assert history.commits == whole.commits[:length]
        assert list(history.revisions) == [
            revision for revision in whole.revisions if revision.commit in history.commits
        ]


def test_a_mailmap_at_the_tip_names_everybody(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A}, author="translatr <translator@example.org>")
        repo.commit("Name", {".mailmap": "The Translator <translator@example.org>\n"})
    assert [commit.author for commit in read_history(repo.path).commits] == ["The Translator", "maintainer"]


def test_names_and_messages_are_read_whatever_their_encoding(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("第一 \x1b[31m", {"README.md": A}, author="赵 <zhao@example.org>")
    raw = run(repo.path, "cat-file", "commit", "HEAD").encode()
    latin = raw.replace("赵".encode(), b"Ren\xe9").replace(b"\n\n", b"\nencoding ISO-8859-1\n\n", 1) + b"\n"
    made = subprocess.run(
        ["git", "-C", repo.path, "hash-object", "-t", "commit", "-w", "--stdin"],
        input=latin,
        check=True,
        capture_output=True,
    )
    (commit,) = read_history(repo.path).commits
    assert (commit.author, commit.subject) == ("赵", "第一 \x1b[31m")
    (commit,) = read_history(repo.path, rev=made.stdout.decode().strip()).commits
    assert commit.author == "René"


@pytest.mark.parametrize("stamp", ["0 +0000", "99999999999999 +0000", "18446744073709551614 +0000", "x"])
def test_a_date_that_is_none_is_no_obstacle(tmp_path: Path, stamp: str) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A}, date="2026-01-01")
    raw = run(repo.path, "cat-file", "commit", "HEAD").replace("1767225600 +0000", stamp)
    made = subprocess.run(
        ["git", "-C", repo.path, "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input=f"{raw}\n".encode(),
        check=True,
        capture_output=True,
    )
    history = read_history(repo.path, rev=made.stdout.decode().strip())
    assert 1970 <= history.tip.date.year <= 9999


@pytest.mark.parametrize(
    ("remotes", "name", "branch", "home"),
    [
        pytest.param({}, "", "", Home(branch="main"), id="nothing-known"),
        pytest.param({"origin": "/srv/list.git"}, "", "", Home(branch="main"), id="folder"),
        pytest.param(
            {"origin": URL}, "", "", Home(host="github.com", path="owner/list", kind="github"), id="remote"
        ),
        pytest.param(
            {"backup": "https://gitlab.com/me/list", "origin": URL},
            "",
            "",
            Home(host="github.com", path="owner/list", kind="github"),
            id="origin-first",
        ),
        pytest.param(
            {"github": URL},
            "",
            "",
            Home(host="github.com", path="owner/list", kind="github"),
            id="other-name",
        ),
        pytest.param(
            {"origin": "git@codeberg.org:fork/list"},
            "owner/list",
            "docs",
            Home(host="codeberg.org", path="owner/list", kind="forgejo", branch="docs"),
            id="name-and-branch-told",
        ),
        pytest.param(
            {},
            "owner/list",
            "",
            Home(host="github.com", path="owner/list", kind="github"),
            id="name-told-alone",
        ),
        pytest.param(
            {"origin": URL},
            "https://gitee.com/owner/list",
            "",
            Home(host="gitee.com", path="owner/list", kind="gitee"),
            id="address-told",
        ),
    ],
)
def test_where_the_list_lives_is_told_or_found(
    tmp_path: Path, remotes: dict[str, str], name: str, branch: str, home: Home
) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"other.md": A})
        for remote, url in remotes.items():
            repo.remote(url, name=remote)
    assert read_history(repo.path, repository_name=name, branch=branch).home == home


def test_a_password_in_the_remote_stays_there(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
        repo.remote("https://maintainer:s3cret@github.com/owner/list")
    assert "s3cret" not in repr(read_history(repo.path))


def test_on_a_detached_head_the_remote_s_default_branch_is_the_published_one(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "origin", branch="docs") as repo:
        repo.commit("First", {"README.md": A})
    run(tmp_path, "clone", "-q", str(repo.path), "clone")
    run(tmp_path / "clone", "checkout", "-q", "--detach")
    assert read_history(tmp_path / "clone").home.branch == "docs"


def test_former_names_are_the_list_s_own(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        first = repo.commit("First", {"README.md": A})
        repo.commit("Laptop", branch="laptop", parents=[first])
        repo.commit("Public", {"README.md": B})
        repo.merge("Merge branch 'main' of github.com:me/links", "main", first="laptop")
        repo.remote(URL)
    assert "Laptop" in subjects(read_history(repo.path))
    for alias in ("me/links", "https://github.com/Me/Links"):
        assert "Public" in subjects(read_history(repo.path, aliases=(alias,)))


def test_a_list_that_is_too_large_counts_as_unchanged_and_is_counted(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
        repo.commit("Large", {"README.md": B * 100, "README-cn.md": C})
        repo.commit("Larger", {"README.md": B * 200})
        repo.commit("Last", {"README.md": B})
    history = read_history(repo.path, max_bytes=100)
    assert changed(history) == ["First", "Large", "Larger", "Last"]
    assert [(change.commit.subject, change.path) for change in history.skipped] == [
        ("Large", "README.md"),
        ("Larger", "README.md"),
    ]
    assert changed(history) == ["First", "Large", "Larger", "Last"]
    assert len(history.skipped) == 2


def test_revisions_can_be_left_early(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        for number in range(50):
            repo.commit("Add", {"README.md": A * number})
    history = read_history(repo.path)
    assert next(iter(history.revisions)).commit == history.commits[0]
    assert len(tuple(history.revisions)) == 50


def test_a_bare_repository_tells_the_same(tmp_path: Path) -> None:
    for bare in (False, True):
        with RepoBuilder(tmp_path / str(bare), bare=bare) as repo:
            repo.commit("First", {"README.md": A})
    assert read_history(tmp_path / "True").commits == read_history(tmp_path / "False").commits


def test_nothing_is_written(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
    (repo.path / "README.md").write_text("changed")
    before = {path: path.stat().st_mtime_ns for path in repo.path.rglob("*")}
    tuple(read_history(repo.path).revisions)
    assert {path: path.stat().st_mtime_ns for path in repo.path.rglob("*")} == before


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
        repo.commit("Second", {"README.md": B})
    run(tmp_path, "clone", "-q", "--depth=1", repo.path.as_uri(), "shallow")
    with pytest.raises(ShallowClone):
        read_history(tmp_path / "shallow")


def test_a_repository_without_commits_is_empty(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        pass
    with pytest.raises(EmptyRepository):
        read_history(repo.path)


def test_a_repository_whose_branch_does_not_exist_is_not_empty(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A}, branch="other")
    with pytest.raises(UnknownRevision):
        read_history(repo.path)


@pytest.mark.parametrize("rev", ["nobody", "--all", "HEAD..HEAD"])
def test_an_unknown_revision_is_named(tmp_path: Path, rev: str) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
    with pytest.raises(UnknownRevision) as error:
        read_history(repo.path, rev=rev)
    assert error.value.revision == rev


def test_a_bundle_is_no_repository(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("First", {"README.md": A})
    repo.git("bundle", "create", "-q", str(tmp_path / "list.bundle"), "main")
    with pytest.raises(NotARepository):
        read_history(tmp_path / "list.bundle")


def test_a_git_that_dies_half_way_is_an_error(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        for number in range(3):
            repo.commit("Add", {"README.md": A * number})
    history = read_history(repo.path)
    (repo.path / ".git").rename(tmp_path / "away")
    with pytest.raises(GitError):
        tuple(history.revisions)


def test_a_real_history_has_the_commits_and_dates_that_were_read_by_hand(
    real_history: Path, real_list: Path
) -> None:
    history = read_history(real_list)
    dates = {change.commit.id[:12]: change.commit.date for change in history.changes}
    notes = json.loads((real_history / "events-by-hand.json").read_text(encoding="utf-8"))
    kinds = ("promoted", "demoted", "removed")
    events = [
        event for note in notes for event in (note["added"], *(e for kind in kinds for e in note[kind]))
    ]
    assert [
        event for event in events if dates.get(event["commit"]) != datetime.fromisoformat(event["latest"])
    ] == []
