"""What a commit holds, and how that changes: by edits and by merges."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symlink:
    """Content of a path that points to another."""

    target: str


Content = str | bytes | Symlink
Tree = Mapping[str, tuple[str, bytes]]
"""Mode and content by path."""


def edit(
    tree: dict[str, tuple[str, bytes]],
    rename: Mapping[str, str],
    delete: Iterable[str],
    files: Mapping[str, Content],
) -> None:
    """Rename, then delete, then write. A folder's rename or deletion takes what is in it."""
    for old, new in rename.items():
        moved = {path: tree.pop(path) for path in _inside(tree, old)}
        tree.update((new + path[len(old) :], blob) for path, blob in moved.items())
    for path in delete:
        for inside in _inside(tree, path):
            del tree[inside]
    tree.update((path, _blob(content)) for path, content in files.items())


def _inside(tree: Tree, path: str) -> list[str]:
    """The path itself, or all paths in the folder that it names."""
    found = [inside for inside in tree if inside == path or inside.startswith(f"{path}/")]
    if not found:
        raise ValueError(f"there is no {path!r} here")
    return found


def _blob(content: Content) -> tuple[str, bytes]:
    if isinstance(content, Symlink):
        return "120000", os.fsencode(content.target)
    return "100644", content.encode() if isinstance(content, str) else content


def merge(tree: dict[str, tuple[str, bytes]], base: Tree, theirs: Tree, told: set[str]) -> None:
    """Do to *tree* what leads from *base* to *theirs*, but for the paths that the caller has *told*."""
    for path in sorted({*base, *theirs} - told):
        before, after = base.get(path), theirs.get(path)
        if before == after or tree.get(path) == after:
            continue
        if tree.get(path) != before:
            raise ValueError(f"{path} differs on both sides: say in files what it becomes")
        if after is None:
            del tree[path]
        else:
            tree[path] = after
