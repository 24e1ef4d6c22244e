"""A folder of a branch, to disk and back, without a checkout: no work tree, index or HEAD of the user's is used."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import OutputError
from publisher.folder import LEDGER, MANIFEST, read_manifest
from publisher.objects import read_contents
from publisher.publishing.remote import Author, Remote

_LIMIT = 50_000_000
_FILE = "100644"
_GONE = "0" * 40
NO_JEKYLL = ".nojekyll"
"""With this file at its root GitHub Pages serves a branch as it is, and does not make pages of our Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on a remote a publication stands."""

    branch: str
    into: str = ""
    """The folder in the branch; empty means its root."""

    @classmethod
    def parse(cls, branch: str, into: str) -> Place:
        """The folder *into*, in a spelling that the configuration has made sure of."""
        path = posixpath.normpath(into) if into else "."
        return cls(branch=branch, into="" if path == "." else path)

    def __str__(self) -> str:
        return f"{self.branch}:{self.into}" if self.into else self.branch

    def within(self, path: str) -> str:
        return posixpath.join(self.into, path) if self.into else path


def unfold(remote: Remote, commit: str, place: Place, folder: Path) -> None:
    """Write into *folder* what the branch holds at *place* as of *commit*.

    Of files that are not ours only the names count, so they are left empty.
    """
    _refuse_file(remote, commit, place)
    folder.mkdir(parents=True)
    files = _list(remote, commit, place)
    first = [path for path in (MANIFEST, LEDGER) if path in files]
    _write(remote, {path: files[path] for path in first}, folder)
    manifest = read_manifest(folder)
    ours = frozenset(manifest.files) if manifest else frozenset[str]()
    wanted = {path: name for path, name in files.items() if path in ours or _tells(path)}
    for path in files.keys() - wanted.keys() - set(first):
        _touch(folder, path)
    _write(remote, {path: name for path, name in wanted.items() if path not in first}, folder)


def _tells(path: str) -> bool:
    """Whether a lost record can be read back from it."""
    return path.endswith(".atom") or posixpath.basename(path) == "issue.json"


def _refuse_file(remote: Remote, commit: str, place: Place) -> None:
    parts = place.into.split("/") if place.into else []
    above = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    if not above:
        return
    answer = os.fsdecode(remote.run("ls-tree", "-z", "--full-tree", commit, "--", *above))
    for line in filter(None, answer.split("\0")):
        head, _, path = line.partition("\t")
        if head.split()[1] != "tree":
            raise OutputError(path, f"is a file on {place.branch}, and no folder")


def _list(remote: Remote, commit: str, place: Place) -> dict[str, str]:
    """The names of the blobs at *place*, by path below it. A link is a file of a stranger's to us."""
    below = ("--", f"{place.into}/") if place.into else ()
    answer = os.fsdecode(remote.run("ls-tree", "-r", "-z", "--full-tree", commit, *below))
    files: dict[str, str] = {}
    for line in filter(None, answer.split("\0")):
        head, _, path = line.partition("\t")
        mode, _, name = head.split()
        inner = path[len(place.into) + 1 :] if place.into else path
        files[inner] = name if mode.startswith("100") else ""
    return files


def _write(remote: Remote, files: Mapping[str, str], folder: Path) -> None:
    names = [name for name in files.values() if name]
    contents = read_contents(remote, names, limit=_LIMIT)
    for path, name in files.items():
        _touch(folder, path, (next(contents) or b"") if name else b"")


def _touch(folder: Path, path: str, content: bytes = b"") -> None:
    place = folder / path
    if ".." in Path(path).parts or Path(path).is_absolute():  # no sound tree holds such a name
        raise OutputError(path, "leads out of the branch")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except OSError as problem:
        raise OutputError(path, problem.strerror or str(problem)) from problem


def fold(
    remote: Remote,
    base: str | None,
    place: Place,
    folder: Path,
    changed: Sequence[str],
    *,
    author: Author,
    message: str,
) -> str:
    """A commit on top of *base* in which the *changed* files are those of *folder*; all else stays as it is."""
    index = folder.parent / "index"
    if base is not None:
        remote.make("read-tree", base, index=index)
    here = [path for path in changed if (folder / path).is_file()]
    names = remote.make(
        "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=[str(folder / path) for path in here]
    )
    written = dict(zip(here, names.split(), strict=True))
    lines = [f"0 {_GONE}\t{place.within(path)}" for path in changed if path not in written]
    lines += [f"{_FILE} {name}\t{place.within(path)}" for path, name in written.items()]
    if base is None:
        empty = remote.make("hash-object", "-w", "--no-filters", os.devnull)
        lines.append(f"{_FILE} {empty}\t{NO_JEKYLL}")
    remote.make("update-index", "--index-info", stdin=lines, index=index)
    # A partial clone lacks most blobs of the branch, and would fetch them one by one to see them.
    tree = remote.make("write-tree", "--missing-ok", index=index)
    parents = ("-p", base) if base else ()
    return remote.make("commit-tree", tree, *parents, "-F", "-", stdin=message.splitlines(), author=author)
