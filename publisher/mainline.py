"""The states that the published branch went through, read off a commit graph.

``git pull`` on a maintainer's laptop makes a *foxtrot merge*: its first parent is the laptop, its second is
what was public. There the mainline goes on with the second parent; everywhere else with the first.

::

    public   o───o───o───────o        a maintainer pulls, and pushes M:
                      ╲       ╲        the second parent of M is the mainline
    laptop             x───x───M

Git's message tells a foxtrot merge. Where the maintainer wrote another one ("Resolve conflicts"), it is one when what
it merged brought several pull requests, and what its author had was only work of their own.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publisher.merges import Merged, is_own_words, parse_merge, parse_pull_request

_SEVERAL = 2
"""One pull request says little: it may have been merged into a branch that was worked on."""
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


Graph = dict[str, Node]
"""Every commit that can be reached, by id, each before its parents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What merge messages call the list, in lower case but for the branches."""

    paths: frozenset[str] = frozenset()
    """``owner/name``, today's and former ones; empty when none is known."""
    owners: frozenset[str] = frozenset()
    branches: frozenset[str] = DEFAULT_BRANCHES
    """What the published branch is called, and was."""


def find_names(nodes: Iterable[Node], *, addresses: Iterable[str], branch: str) -> Names:
    """What the list is called: by its known *addresses*, else by what the merges in *nodes* pulled from."""
    branches = DEFAULT_BRANCHES if branch in DEFAULT_BRANCHES else frozenset({branch})
    paths = frozenset(path.lower() for path in addresses)
    if paths:
        return Names(paths=paths, owners=frozenset(map(_owner, paths)), branches=branches)
    return _guess(nodes, branches)


def _guess(nodes: Iterable[Node], branches: frozenset[str]) -> Names:
    """The address, or at least the owner, that most merges name; of equal ones, the one named first."""
    pulls: Counter[str] = Counter()
    owners: Counter[str] = Counter()
    for node in sorted(nodes, key=lambda node: node.committed):
        if len(node.parents) == 1 or (merge := parse_merge(node.subject)) is None:
            continue
        # Where a fork is merged by hand, the forges' instructions make a branch for it first.
        if not _is_published(merge, branches) or (merge.into and merge.into not in branches):
            continue
        if "/" in merge.path:
            pulls[merge.path] += 1
        elif merge.owner:
            owners[merge.owner] += 1
    votes = Counter({path: count + owners[_owner(path)] for path, count in pulls.items()})
    (path, count), (owner, syncs) = (next(iter(votes.most_common(1)), ("", 0)) for votes in (votes, owners))
    if syncs > count:
        return Names(owners=frozenset({owner}), branches=branches)
    known = frozenset(filter(None, [path]))
    return Names(paths=known, owners=frozenset(map(_owner, known)), branches=branches)


def _owner(path: str) -> str:
    return path.rpartition("/")[0]


def _is_published(merge: Merged, branches: frozenset[str]) -> bool:
    return not merge.branch or merge.branch in branches


def is_foxtrot(node: Node, names: Names) -> bool:
    """Whether the second parent of a commit is what was public before it."""
    if len(node.parents) == 1 or (merge := parse_merge(node.subject)) is None:
        return False
    if not _is_published(merge, names.branches):
        return False
    if merge.path:
        return merge.path in names.paths
    if merge.owner:
        return merge.owner in names.owners
    return merge.remote == "origin" or merge.remote in names.owners


def find_mainline(graph: Graph, tip: str, names: Names) -> tuple[Node, ...]:
    """The commits of the mainline that ends at *tip*, oldest first."""
    order = {id: number for number, id in enumerate(graph)}
    found = [graph[tip]]
    while (newest := found[-1]).parents:
        second = is_foxtrot(newest, names) or _is_untold_foxtrot(newest, graph, order)
        found.append(graph[newest.parents[second]])
    return tuple(reversed(found))


def _is_untold_foxtrot(node: Node, graph: Graph, order: Mapping[str, int]) -> bool:
    """The same by what both sides hold, where the merge's message is one of its author's own."""
    if len(node.parents) != 2 or not is_own_words(node.subject):
        return False
    first, second = _find_sides(node, graph, order)
    return (
        any(each.author == node.author and len(each.parents) == 1 for each in first)
        and not any(map(_brought_pull_request, first))
        and sum(map(_brought_pull_request, second)) >= _SEVERAL
    )


def _brought_pull_request(node: Node) -> bool:
    return parse_pull_request(f"{node.subject}\n{node.body}") is not None


def _find_sides(merge: Node, graph: Graph, order: Mapping[str, int]) -> tuple[list[Node], list[Node]]:
    """What leads to only one of a merge's two parents."""
    sides: dict[str, int] = dict(zip(merge.parents, (1, 2), strict=True))
    waiting = sorted((order[parent], parent) for parent in sides)
    only: tuple[list[Node], list[Node]] = ([], [])
    while any(sides[id] != 3 for _, id in waiting):
        node = graph[heapq.heappop(waiting)[1]]
        if sides[node.id] != 3:
            only[sides[node.id] - 1].append(node)
        for parent in node.parents:
            if parent not in sides:
                heapq.heappush(waiting, (order[parent], parent))
            sides[parent] = sides.get(parent, 0) | sides[node.id]
    return only
