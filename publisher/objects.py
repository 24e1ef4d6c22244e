"""The contents of objects, also of those that a partial clone left on its remote."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import IO

from publisher.errors import GitError
from publisher.git import Git


def read_contents(git: Git, names: Iterable[str], *, limit: int) -> Iterator[bytes | None]:
    """The contents of blobs, in the order asked for; None for one that has more than *limit* bytes.

    All come from one process, one at a time. What a partial clone lacks is fetched before, all at once.
    """
    asked = tuple(names)
    bring(git, asked)
    for blob in _read(git, asked, limit):
        if blob.content is None and not blob.is_there:
            raise _missing(blob.name)
        yield blob.content


def read_files(git: Git, wanted: Sequence[tuple[str, str]], *, limit: int) -> Iterator[bytes | None]:
    """The contents of files, each named by a commit and a path; None where there is none, or too large."""
    if git.promisor is not None:
        bring(git, _read_names(git, wanted))
    return (blob.content for blob in _read(git, [f"{commit}:{path}" for commit, path in wanted], limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    name: str
    is_there: bool
    content: bytes | None
    """None when it is not there, is no file, or is too large."""


def _read(git: Git, names: Sequence[str], limit: int) -> Iterator[_Blob]:
    if not names:
        return
    with git.stream("cat-file", "--batch", "--buffer", stdin=names) as output:
        for name in names:
            header = output.readline().split()
            if not header:
                break  # git has ended; leaving the block says why
            if not header[-1].isdigit():
                yield _Blob(name=name, is_there=False, content=None)
                continue
            kind, size = header[-2], int(header[-1])
            if kind == b"blob" and size <= limit:
                content = output.read(size)
                output.read(1)
                yield _Blob(name=name, is_there=True, content=content)
            else:
                _skip(output, size + 1)
                yield _Blob(name=name, is_there=True, content=None)


def _read_names(git: Git, wanted: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The names of the blobs that are to be *wanted* files; asking for them would fetch them one by one."""
    for commit, files in groupby(sorted(wanted), key=itemgetter(0)):
        paths = [path for _, path in files]
        lines = os.fsdecode(git.run("ls-tree", "-z", "--full-tree", commit, "--", *paths)).split("\0")
        entries = (line.partition("\t")[0].split() for line in lines if line)
        yield from (name for _, kind, name in entries if kind == "blob")


def bring(git: Git, names: Iterable[str]) -> None:
    """Fetch those of the objects *names* that a partial clone lacks; does nothing in a whole one."""
    wanted = dict.fromkeys(names)
    if git.promisor is None or not wanted:
        return
    # Unlike cat-file this names what is there without fetching what is not.
    options = ("--objects", "--no-object-names", "--no-walk", "--ignore-missing", "--missing=allow-any")
    there = os.fsdecode(git.run("rev-list", *options, "--stdin", stdin=wanted)).split("\n")
    missing = wanted.keys() - set(there)
    if missing:
        git.fetch(git.promisor, sorted(missing))


def _missing(name: str) -> GitError:
    error = GitError("cat-file", f"object {name} is missing")
    error.hint = "`git fsck` names all that is missing; `git fetch --refetch` may bring it back"
    return error


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, 1 << 20))):
        size -= len(chunk)
