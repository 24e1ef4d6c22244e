"""Whether anything may be new, by a look at the newest commits only."""

from __future__ import annotations

import os

from publisher.diffs import read_diffs
from publisher.git import Git
from publisher.lists import is_list, pathspecs
from publisher.repository import Repository

_MOST = 1000
"""After so many commits the whole history is read."""


def is_still(repository: Repository, tip: str, patterns: tuple[str, ...]) -> bool:
    """Whether *tip* is surely still the last commit that changed a list of *patterns*, which it was in an earlier run.

    So it is where only commits with one parent came after it, of which none touched a list: merges may lead
    elsewhere. What the commits up to *tip* say they said then.
    """
    if repository.tip == tip:
        return True
    later = _read_line(repository.git, tip, repository.tip)
    if not later or _has_symlinks(repository.git, tip):
        return False
    diffs = read_diffs(repository.git, later, pathspecs=pathspecs(patterns))
    return not any(is_list(diff.path, patterns) for diff in diffs)


def _read_line(git: Git, begin: str, end: str) -> list[tuple[str, str]]:
    """The commits after *begin* up to *end*, each with its only parent; none where a merge is among them, or too many are."""
    # Where history was rewritten there may be no commit of that name any more.
    answer = git.ask("rev-list", "--topo-order", "--parents", f"--max-count={_MOST}", end, f"^{begin}")
    found = [line.split(" ") for line in os.fsdecode(answer or b"").splitlines()]
    if not found or found[-1][1:] != [begin] or any(len(each) != 2 for each in found):
        return []
    return [(commit, parent) for commit, parent in found]


def _has_symlinks(git: Git, commit: str) -> bool:
    """Whether a list may be a file that is called otherwise."""
    files = git.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    return any(file.startswith(b"120000") for file in files)
