"""What commits did to files, from one ``git diff-tree`` for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.git import Git

_OPTIONS = ("--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """One file that one commit changed."""

    commit: str
    status: str
    """``A``, ``M``, ``D``, ``T`` (became a symlink or a file), or ``R`` with renames asked for."""
    path: str
    """Where it is, or was when it went."""
    source: str
    """Where it was; for all but ``R`` the same as `path`."""
    mode: str
    """``100644``, ``100755``, ``120000`` (symlink), ``160000`` (submodule), ``000000`` when it went."""
    before: str | None
    """The blob that it was; None when it came."""
    after: str | None
    """The blob that it is; None when it went."""


def read_diffs(
    git: Git, pairs: Iterable[tuple[str, str | None]], *options: str, pathspecs: Iterable[str]
) -> Iterator[Diff]:
    """What each commit changed against the parent beside it; None for one that began from nothing."""
    lines = (f"{commit} {parent or ''}".rstrip() for commit, parent in pairs)
    answer = git.run("diff-tree", *_OPTIONS, *(options or ("--no-renames",)), "--", *pathspecs, stdin=lines)
    fields = iter(os.fsdecode(answer).split("\0"))
    commit = ""
    for field in fields:
        if not field.startswith(":"):
            commit = field
            continue
        _, mode, before, after, status = field.split(" ")
        source = path = next(fields)
        if status[0] in "RC":
            path = next(fields)
        yield Diff(
            commit=commit,
            status=status[0],
            path=path,
            source=source,
            mode=mode,
            before=_blob(before),
            after=_blob(after),
        )


def _blob(name: str) -> str | None:
    return name if name.strip("0") else None
