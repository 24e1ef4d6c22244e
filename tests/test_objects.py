"""The contents of objects, also of those that a partial clone left on its remote."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import GitError
from publisher.git import Git
from publisher.history import History, read_history
from publisher.objects import bring, read_contents, read_files
from publisher.origins import Query
from publisher.sample.builder import RepoBuilder

LIMIT = 1000


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def make_list(folder: Path, notes: int) -> Path:
    """A list that grows by one note a commit, then moves them all, in a repository that others may clone from."""
    with RepoBuilder(folder, bare=True) as repo:
        repo.git("config", "uploadpack.allowFilter", "true")
        repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
        repo.commit("Name everybody", {".mailmap": "The Translator <translator@example.org>\n"})
        for number in range(notes):
            lines = "".join(f"- [Note {at}](notes/{at}.md)\n" for at in range(number + 1))
            note = f"Note {number}\n" * 20
            repo.commit("Add a note", {"README.md": lines, f"notes/{number}.md": note}, author="translator")
        moved = "".join(f"- [Note {at}](guide/{at}.md)\n" for at in range(notes))
        changed = {f"guide/{at}.md": f"Note {at}\n" * 20 + "Mended.\n" for at in range(notes)}
        repo.commit("Move", {"README.md": moved, **changed}, delete=[f"notes/{at}.md" for at in range(notes)])
    return repo.path


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return make_list(tmp_path / "whole", 3)


def clone(whole: Path, *options: str) -> Path:
    folder = whole.parent / f"clone{len(list(whole.parent.iterdir()))}"
    command = ["git", "clone", "-q", *options, whole.as_uri(), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def tell(history: History) -> Iterator[object]:
    """All that a history can be asked."""
    notes = range(len(history.commits) - 2)
    yield history.commits
    yield tuple(history.revisions)
    yield history.home.files
    yield history.find_renames(
        history.tip,
        frozenset(f"notes/{at}.md" for at in notes),
        frozenset(f"guide/{at}.md" for at in notes),
    )
    yield history.read_origins([Query(commit=history.tip.id, needles=("guide/1.md",))])
    yield history.read_files([(history.tip.id, "guide/1.md"), (history.commits[1].id, "notes/0.md")])


def test_contents_come_in_the_order_asked_for(whole: Path) -> None:
    names = [git(whole, "rev-parse", f"HEAD:guide/{at}.md") for at in (2, 0, 2, 1)]
    contents = [content or b"" for content in read_contents(Git(whole), names, limit=LIMIT)]
    assert [content[:6] for content in contents] == [b"Note 2", b"Note 0", b"Note 2", b"Note 1"]
    assert all(content.endswith(b"Mended.\n") for content in contents)


def test_nothing_is_asked_of_git_for_nothing(whole: Path) -> None:
    assert list(read_contents(Git(whole), [], limit=LIMIT)) == []
    assert list(read_files(Git(whole), [], limit=LIMIT)) == []


def test_what_is_too_large_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        files = {"small.md": "a", "large.md": "b" * 3_000_000, "empty.md": "", "exact.md": "c" * LIMIT}
        commit = repo.commit("Begin", {**files, "odd.md": b"\x00\n\n\x00"})
    asked = [(commit, name) for name in (*files, "odd.md", "small.md")]
    found = list(read_files(Git(repo.path), asked, limit=LIMIT))
    assert found == [b"a", None, b"", b"c" * LIMIT, b"\x00\n\n\x00", b"a"]


def test_a_file_that_is_not_there_is_none(whole: Path) -> None:
    tip = git(whole, "rev-parse", "HEAD")
    asked = [
        (tip, "guide/0.md"),
        (tip, "gone.md"),
        (tip, "guide"),
        (tip, "with a space.md"),
        ("0" * 40, "a.md"),
    ]
    found = list(read_files(Git(whole), asked, limit=LIMIT))
    assert [content is not None for content in found] == [True, False, False, False, False]


def test_a_missing_blob_is_named(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": "- [First](a.md)\n"})
    name = git(repo.path, "rev-parse", "HEAD:README.md")
    unpack(repo.path)
    (repo.path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    history = read_history(repo.path)
    with pytest.raises(GitError, match=f"object {name} is missing") as error:
        list(history.revisions)
    assert "git fsck" in error.value.hint


def test_a_corrupt_blob_is_named(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": "- [First](a.md)\n"})
    name = git(repo.path, "rev-parse", "HEAD:README.md")
    unpack(repo.path)
    place = repo.path / ".git" / "objects" / name[:2] / name[2:]
    place.chmod(0o644)
    place.write_bytes(b"not zlib")
    with pytest.raises(GitError, match=name):
        list(read_history(repo.path).revisions)


@pytest.mark.parametrize("spelling", ["HEAD", "HEAD^{tree}"])
def test_a_missing_commit_or_tree_is_named(tmp_path: Path, spelling: str) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": "- [First](a.md)\n"})
    name = git(repo.path, "rev-parse", spelling)
    unpack(repo.path)
    (repo.path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(GitError, match=name):
        read_history(repo.path)


def unpack(folder: Path) -> None:
    """Keep every object in a file of its own."""
    for pack in (folder / ".git" / "objects" / "pack").glob("*.pack"):
        content = pack.read_bytes()
        for part in pack.parent.glob(f"{pack.stem}.*"):
            part.unlink()
        subprocess.run(["git", "-C", folder, "unpack-objects", "-q"], input=content, check=True)


@pytest.mark.parametrize(
    "options", [("--bare",), ("--no-checkout",), ()], ids=["bare", "no-checkout", "checkout"]
)
def test_a_blobless_clone_tells_the_same_history(whole: Path, options: tuple[str, ...]) -> None:
    partial = clone(whole, "--filter=blob:none", *options)
    assert list(tell(read_history(partial))) == list(tell(read_history(clone(whole))))


def test_how_often_a_blobless_clone_fetches_does_not_grow_with_its_history(tmp_path: Path) -> None:
    counts: list[int] = []
    for notes in (2, 12):
        partial = clone(make_list(tmp_path / f"whole{notes}", notes), "--filter=blob:none", "--bare")
        before = len(list((partial / "objects" / "pack").glob("*.pack")))
        list(tell(read_history(partial)))
        counts.append(len(list((partial / "objects" / "pack").glob("*.pack"))) - before)
    assert counts == [3, 3]  # names, texts, and the files that moved


def test_a_blobless_clone_fetches_once(whole: Path) -> None:
    partial = clone(whole, "--filter=blob:none", "--bare")
    expected = list(tell(read_history(partial)))
    whole.rename(whole.with_name("away"))
    assert list(tell(read_history(partial))) == expected


def test_a_blobless_clone_without_its_remote_says_what_to_do(whole: Path) -> None:
    partial = clone(whole, "--filter=blob:none", "--bare")
    whole.rename(whole.with_name("away"))
    with pytest.raises(GitError, match="git fetch") as error:
        list(read_history(partial).revisions)
    assert "--filter" in error.value.hint


def test_a_treeless_clone_says_what_to_do(whole: Path) -> None:
    partial = clone(whole, "--filter=tree:0", "--bare")
    with pytest.raises(GitError) as error:
        read_history(partial)
    assert "--filter=blob:none" in error.value.hint


def test_a_whole_clone_fetches_nothing(whole: Path) -> None:
    bring(Git(whole), ["0" * 40])


def test_a_blobless_clone_s_remote_runs_no_program_of_its_configuration(whole: Path, tmp_path: Path) -> None:
    partial = clone(whole, "--filter=blob:none", "--bare")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\nexit 1\n")
    trap.chmod(0o755)
    for name in ("remote.origin.uploadpack", "credential.helper", "core.askPass", "core.fsmonitor"):
        git(partial, "config", name, str(trap))
    git(partial, "config", "core.hooksPath", str(tmp_path))
    list(read_history(partial).revisions)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("remote.origin.url", "ext::sh -c touch% sprung"),
        ("remote.origin.url", "helper::somewhere"),
        ("remote.origin.vcs", "helper"),
        ("url.ext::sh -c touch% sprung%20.insteadOf", "file://"),
    ],
)
def test_a_blobless_clone_s_remote_is_no_program(whole: Path, setting: str, value: str) -> None:
    partial = clone(whole, "--filter=blob:none", "--bare")
    git(partial, "config", setting, value)
    git(partial, "config", "protocol.allow", "always")
    git(partial, "config", "protocol.ext.allow", "always")
    with pytest.raises(GitError, match="not allowed"):
        list(read_history(partial).revisions)
    assert not list(partial.rglob("sprung"))


@pytest.mark.parametrize(
    ("url", "setting"), [("git://[::1]:1/list", "core.gitProxy"), ("ssh://[::1]:1/list", "core.sshCommand")]
)
def test_a_blobless_clone_s_transport_is_git_s_own(
    whole: Path, tmp_path: Path, url: str, setting: str
) -> None:
    partial = clone(whole, "--filter=blob:none", "--bare")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\nexit 1\n")
    trap.chmod(0o755)
    git(partial, "config", "remote.origin.url", url)
    git(partial, "config", setting, str(trap))
    with pytest.raises(GitError, match="git fetch"):
        list(read_history(partial).revisions)
    assert not (tmp_path / "sprung").exists()
