"""The contents of objects, also of those that a partial clone left on its remote."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO

from publisher.errors import GitError
from publisher.git import Git


def read_contents(git: Git, names: Iterable[str], *, limit: int) -> Iterator[bytes | None]:
    """The contents of objects, in the order asked for; None for one that has more than *limit* bytes.

    A file may be named as ``COMMIT:PATH``; one that is not there gives None, too. All come from one process, one at a time. What a partial clone lacks is fetched before, all at once.
    """
    asked = tuple(names)
    if not asked:
        return
    bring(git, asked)
    with git.stream("cat-file", "--batch", "--buffer", stdin=asked) as output:
        for name in asked:
            header = output.readline()
            size = header.split()[-1:]
            if not size:
                break  # git has ended; leaving the block says why
            if not size[0].isdigit():
                if ":" not in name:
                    raise _missing(header)
                yield None
            elif int(size[0]) > limit:
                _skip(output, int(size[0]) + 1)
                yield None
            else:
                yield output.read(int(size[0]) + 1)[:-1]


def bring(git: Git, names: Iterable[str]) -> None:
    """Fetch those of the objects *names* that a partial clone lacks; does nothing in a whole one."""
    if git.promisor is None:
        return
    wanted = dict.fromkeys(names)
    # Unlike cat-file this names what is there without fetching what is not.
    options = ("--objects", "--no-object-names", "--no-walk", "--ignore-missing", "--missing=allow-any")
    there = os.fsdecode(git.run("rev-list", *options, "--stdin", stdin=wanted)).split("\n")
    missing = wanted.keys() - set(there)
    if missing:
        git.fetch(git.promisor, sorted(missing))


def _missing(header: bytes) -> GitError:
    error = GitError("cat-file", f"object {os.fsdecode(header).strip()}")
    error.hint = "`git fsck` names all that is missing; `git fetch --refetch` may bring it back"
    return error


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, 1 << 20))):
        size -= len(chunk)
