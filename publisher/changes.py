"""Which commits changed which lists, symlinks followed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.diffs import Diff, read_diffs
from publisher.git import Git
from publisher.lists import is_list, pathspecs
from publisher.model import Commit
from publisher.objects import read_contents

_FILE = "100"
_SYMLINK = "120000"
_HOPS = 5
"""A longer chain of symlinks leads nowhere."""
_LONGEST = 4096

Targets = Mapping[tuple[str, str], str]
"""Where the symlink at a path leads that holds a blob; without those that leave the tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A list that one mainline commit changed."""

    commit: Commit
    path: str
    blob: str | None
    """None when the list went."""


def read_changes(git: Git, commits: Sequence[Commit], patterns: tuple[str, ...]) -> tuple[Change, ...]:
    """What *commits* did to the lists that *patterns* name: oldest first, those of one commit by path.

    A symlink in the place of a list is read as the file it points to, unless that is a list itself.
    """
    pairs = [(commit.id, commit.parent) for commit in commits]
    wanted = pathspecs(patterns)
    diffs = tuple(read_diffs(git, pairs, pathspecs=wanted))
    lists = frozenset(diff.path for diff in diffs if is_list(diff.path, patterns))
    targets: dict[tuple[str, str], str] = {}
    for _ in range(_HOPS):
        links = {(diff.path, diff.after) for diff in diffs if diff.mode == _SYMLINK and diff.after}
        new = dict(_read_targets(git, sorted(links - targets.keys())))
        if not new:
            break
        targets |= new
        literal = (f":(top,literal){path}" for path in sorted(set(targets.values())))
        diffs = tuple(read_diffs(git, pairs, pathspecs=(*wanted, *literal)))
    by_id = {commit.id: commit for commit in commits}
    groups = groupby(diffs, key=lambda diff: diff.commit)
    return tuple(_follow(((by_id[commit], tuple(group)) for commit, group in groups), targets, lists))


def _read_targets(git: Git, links: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    contents = read_contents(git, [blob for _, blob in links], limit=_LONGEST)
    for (path, blob), content in zip(links, contents, strict=True):
        name = (content or b"").decode("utf-8", "surrogateescape")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if "\0" not in target and "\n" not in target and not f"{target}/".startswith(("../", "/")):
            yield (path, blob), target


def _follow(
    groups: Iterator[tuple[Commit, tuple[Diff, ...]]], targets: Targets, lists: frozenset[str]
) -> Iterator[Change]:
    tree: dict[str, Diff] = {}
    links: set[str] = set()
    shown: dict[str, str | None] = {}
    for commit, diffs in groups:
        for diff in diffs:
            tree[diff.path] = diff
            (links.add if diff.mode == _SYMLINK else links.discard)(diff.path)
        for path in sorted(lists & links.union(diff.path for diff in diffs)):
            blob = _find_blob(path, tree, targets, lists)
            if blob != shown.get(path):
                shown[path] = blob
                yield Change(commit=commit, path=path, blob=blob)


def _find_blob(path: str, tree: Mapping[str, Diff], targets: Targets, lists: frozenset[str]) -> str | None:
    """The blob that a reader of *path* sees; None when there is none, or when another list shows it."""
    for hop in range(_HOPS):
        found = tree.get(path)
        if found is None or found.after is None or (hop and path in lists):
            return None
        if found.mode.startswith(_FILE):
            return found.after
        target = targets.get((path, found.after)) if found.mode == _SYMLINK else None
        if target is None:
            return None
        path = target
    return None
