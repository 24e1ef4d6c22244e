"""The states that the published branch went through, read off a commit graph.

``git pull`` on a maintainer's laptop makes a *foxtrot merge*: its first parent is the laptop, its second is
what was public. There the mainline goes on with the second parent; everywhere else with the first.

::

    public   o───o───o───────o        a maintainer pulls, and pushes M:
                      ╲       ╲        the second parent of M is the mainline
    laptop             x───x───M
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publisher.merges import Merged, parse_merge

DEFAULT_BRANCHES = frozenset(("main", "master"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A commit as the graph knows it. Dates are seconds since 1970, UTC."""

    id: str
    parents: tuple[str, ...]
    author: str
    written: int
    committed: int
    subject: str
    body: str = ""


Graph = Mapping[str, Node]
"""Every commit that can be reached, by id; a parent stands after its children."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What merge messages call the list."""

    paths: frozenset[str] = frozenset()
    """``owner/name``, in lower case: today's and former ones; empty when none is known."""
    branches: frozenset[str] = DEFAULT_BRANCHES
    """What the published branch is called, and was."""

    @property
    def owners(self) -> frozenset[str]:
        return frozenset(path.rpartition("/")[0] for path in self.paths)


def find_names(nodes: Iterable[Node], *, addresses: Iterable[str], branch: str) -> Names:
    """What the list is called: by its known *addresses*, else by the one that most merges pulled from."""
    branches = frozenset({branch}) | (DEFAULT_BRANCHES if branch in DEFAULT_BRANCHES else frozenset())
    known = frozenset(path.lower() for path in addresses)
    if not known:
        merges = (parse_merge(node.subject) for node in nodes if len(node.parents) > 1)
        counted = Counter(merge.path for merge in merges if merge and merge.path and _published(merge, branches))
        known = frozenset(path for path, _ in counted.most_common(1))
    return Names(paths=known, branches=branches)


def _published(merge: Merged, branches: frozenset[str]) -> bool:
    return not merge.branch or merge.branch in branches


def is_foxtrot(node: Node, names: Names) -> bool:
    """Whether the second parent of a commit is what was public before it."""
    if len(node.parents) < 2 or (merge := parse_merge(node.subject)) is None or not _published(merge, names.branches):
        return False
    if merge.path:
        return merge.path in names.paths
    if merge.owner:
        return merge.owner in names.owners
    return merge.remote == "origin" or merge.remote in names.owners


def find_mainline(graph: Graph, tip: str, names: Names) -> tuple[Node, ...]:
    """The commits of the mainline that ends at *tip*, oldest first."""
    found = []
    following: str | None = tip
    while following is not None:
        node = graph[following]
        found.append(node)
        following = node.parents[is_foxtrot(node, names)] if node.parents else None
    return tuple(reversed(found))
