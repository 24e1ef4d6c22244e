"""A bare repository that stands for a forge, clones of it, and what is published there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from publisher.checks import Severity, check_against, check_documents
from publisher.checks.folder import read_folder
from publisher.config import Settings
from publisher.publishing.delivery import Delivered, Order, deliver
from publisher.publishing.pages import Place
from publisher.publishing.remote import Author

AUTHOR = Author(name="publisher", email="noreply@publisher.invalid")
SETTINGS = Settings(repository="feeds-and-history/field-notes", site_url="https://feeds-and-history.example/")
PAGES = "gh-pages"
ROLES = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "maintainer"), ("EMAIL", "maintainer@example.org"))
}


def git(folder: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> str:
    """Run git as anybody would, and return what it prints."""
    done = subprocess.run(
        ["git", "-C", folder, *arguments],
        input=stdin,
        check=True,
        capture_output=True,
        env={**os.environ, **ROLES, **variables},
    )
    return done.stdout.decode().strip()


class Forge:
    """The list's repository, as all others see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "forge.git"
        git(folder, "init", "-q", "--bare", "--initial-branch=main", str(self.path))
        for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            git(self.path, "config", name, "true")
        self._clones = 0

    def tip(self, branch: str = PAGES) -> str:
        """The commit of a branch; empty when there is no such branch."""
        return git(self.path, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def set(self, branch: str, commit: str) -> None:
        """Let a branch point to a commit, whatever it pointed to."""
        git(self.path, "update-ref", f"refs/heads/{branch}", commit)

    def clone(self, *options: str) -> Path:
        """A clone in a folder of its own, fetched as over a network."""
        self._clones += 1
        place = self.folder / f"clone{self._clones}"
        git(self.folder, "clone", "-q", *options, self.path.as_uri(), str(place))
        return place

    def write(
        self, branch: str, files: dict[str, bytes | None], *, message: str = "By hand", day: str = ""
    ) -> str:
        """Commit *files* (None deletes one) to a branch, as somebody else's push does."""
        index = self.folder / "index"
        index.unlink(missing_ok=True)
        tip = self.tip(branch)
        if tip:
            git(self.path, "read-tree", tip, GIT_INDEX_FILE=str(index))
        lines = [
            f"0 {'0' * 40}\t{path}"
            if content is None
            else f"100644 {git(self.path, 'hash-object', '-w', '--stdin', stdin=content)}\t{path}"
            for path, content in files.items()
        ]
        git(
            self.path, "update-index", "--index-info",
            stdin="".join(f"{line}\n" for line in lines).encode(), GIT_INDEX_FILE=str(index),
        )  # fmt: skip
        tree = git(self.path, "write-tree", GIT_INDEX_FILE=str(index))
        when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
        parents = ("-p", tip) if tip else ()
        commit = git(self.path, "commit-tree", tree, *parents, "-m", message, **when)
        self.set(branch, commit)
        return commit

    def read(self, branch: str, path: str) -> bytes:
        """A file of a branch."""
        command = ["git", "-C", self.path, "cat-file", "blob", f"refs/heads/{branch}:{path}"]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def unpack(self, folder: Path, branch: str = PAGES, into: str = "") -> Path:
        """What is published, in *folder*, which is emptied first and stays the same folder to a server."""
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        tree = f"{branch}:{into}" if into else branch
        archive = subprocess.run(
            ["git", "-C", self.path, "archive", tree], check=True, capture_output=True
        ).stdout
        subprocess.run(["tar", "--extract", "--directory", str(folder)], input=archive, check=True)
        return folder


def order(clone: Path, day: date, **changes: object) -> Order:
    """What is asked of a run in *clone* on *day*."""
    wanted = Order(repository=clone, settings=SETTINGS, place=Place(branch=PAGES), author=AUTHOR, as_of=day)
    return replace(wanted, **changes)  # type: ignore[arg-type]


def publish(
    clone: Path, day: date, *, progress: Callable[[int, int], None] | None = None, **changes: object
) -> Delivered:
    """One run that does not wait between attempts."""
    return deliver(order(clone, day, **changes), wait=lambda _: None, progress=progress)


def faults(folder: Path, before: Path | None = None) -> list[str]:
    """What ``publisher check --against`` would end with 5 for."""
    documents = read_folder(folder)
    found = check_documents(documents)
    if before is not None:
        found += check_against(read_folder(before), documents)
    return [str(finding) for finding in found if finding.severity is Severity.ERROR]
