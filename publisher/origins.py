"""Who wrote an entry, which is not always who merged it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, product

from publisher.clocks import moment
from publisher.diffs import Diff, read_diffs
from publisher.git import Git
from publisher.lists import is_list, pathspecs
from publisher.mainline import Graph, Node
from publisher.model import Commit
from publisher.objects import read_contents

_LIMIT = 10_000_000
_goes_on = re.compile(rb"[\w/%-]|\.\w").match


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """An entry that appeared."""

    commit: str
    """The mainline commit that brought it."""
    needles: tuple[str, ...]
    """What its text holds, as the author wrote it: its link, its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who wrote an entry, and when."""

    author: str
    written: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A commit of a merged branch that changed a list."""

    node: Node
    diffs: tuple[Diff, ...]


def read_origins(
    git: Git, graph: Graph, commits: Sequence[Commit], patterns: tuple[str, ...], queries: Sequence[Query]
) -> tuple[Origin, ...]:
    """Who wrote the entry of each of the *queries*, in their order, by at most two processes.

    For an entry that a merge brought, it is the author of the first commit of the merged branch in which one
    of its needles comes up; where none does, the one who alone wrote on the lists there; else, as for an
    entry that no merge brought, the author of the mainline commit.
    """
    asked = {query.commit for query in queries}
    sides = {commit: side for commit, side in _find_sides(graph, commits) if commit in asked}
    touches = _read_touches(git, sides, patterns)
    held = _read_held(git, touches, queries)
    return tuple(
        _find_origin(query, graph[query.commit], touches.get(query.commit, ()), held) for query in queries
    )


def _find_sides(graph: Graph, commits: Sequence[Commit]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """The commits that each mainline merge brought, parents first."""
    places = {name: place for place, name in enumerate(reversed(graph))}
    reached: set[str] = set()
    for commit in commits:
        reached.add(commit.id)
        side: set[str] = set()
        ahead = list(graph[commit.id].parents)
        while ahead:
            name = ahead.pop()
            if name not in reached:
                reached.add(name)
                side.add(name)
                ahead.extend(graph[name].parents)
        if side:
            yield commit.id, tuple(graph[name] for name in sorted(side, key=places.__getitem__))


def _read_touches(
    git: Git, sides: Mapping[str, tuple[Node, ...]], patterns: tuple[str, ...]
) -> Mapping[str, tuple[Touch, ...]]:
    """For each merge, the commits it brought that changed a list, oldest first."""
    pairs = [(node.id, next(iter(node.parents), None)) for side in sides.values() for node in side]
    if not pairs:
        return {}
    diffs: dict[str, list[Diff]] = {}
    for diff in read_diffs(git, pairs, pathspecs=pathspecs(patterns)):
        if is_list(diff.path, patterns):
            diffs.setdefault(diff.commit, []).append(diff)
    return {
        commit: tuple(Touch(node=node, diffs=tuple(diffs[node.id])) for node in side if node.id in diffs)
        for commit, side in sides.items()
    }


def _read_held(
    git: Git, touches: Mapping[str, tuple[Touch, ...]], queries: Sequence[Query]
) -> frozenset[tuple[str, str]]:
    """Which blobs hold which needles, of those that it takes to answer the *queries*."""
    wanted: dict[str, set[str]] = {}
    for query in queries:
        touched = touches.get(query.commit, ())
        if len(touched) > 1:
            for diff in (diff for touch in touched for diff in touch.diffs):
                for blob in filter(None, (diff.before, diff.after)):
                    wanted.setdefault(blob, set()).update(filter(None, query.needles))
    contents = read_contents(git, wanted, limit=_LIMIT)
    return frozenset(
        (blob, needle)
        for (blob, needles), content in zip(wanted.items(), contents, strict=True)
        for needle in needles
        if _holds(content or b"", needle.encode("utf-8", "replace"))
    )


def _holds(content: bytes, needle: bytes) -> bool:
    """Whether *needle* stands in *content*, and not only as the beginning of a longer link or word."""
    at = content.find(needle)
    while at >= 0 and _goes_on(content, at + len(needle)):
        at = content.find(needle, at + 1)
    return at >= 0


def _find_origin(
    query: Query, merge: Node, touched: Sequence[Touch], held: frozenset[tuple[str, str]]
) -> Origin:
    def brings(diff: Diff, needle: str) -> bool:
        return (diff.after, needle) in held and (diff.before, needle) not in held

    found = (touch for touch in touched if any(brings(*pair) for pair in product(touch.diffs, query.needles)))
    alone = touched if len({touch.node.author for touch in touched}) == 1 else ()
    node = next((touch.node for touch in chain(found, alone)), merge)
    return Origin(author=node.author, written=moment(node.written))
