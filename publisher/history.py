"""What git knows of the lists: the commits of the mainline, and the versions of the lists at each.

::

    git rev-list ──> graph ──> mainline ──> git diff-tree ──> changes ──> git cat-file ──> revisions

The number of processes does not depend on the length of the history.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from publisher.changes import Change, read_changes
from publisher.characters import public_name
from publisher.clocks import find_dates, moment
from publisher.forges import Home
from publisher.git import Git
from publisher.lists import decode, has_more_items
from publisher.mainline import Graph, Node, find_mainline, find_names
from publisher.merges import parse_pull_request
from publisher.model import Commit, Revision, Version
from publisher.objects import bring, read_contents, read_files
from publisher.origins import Origin, Query, read_origins
from publisher.renames import Renames
from publisher.repository import MAILMAP, Repository, name_of, open_repository, path_of

MAX_BYTES = 10_000_000
MAX_ENTRIES = 100_000
"""A larger file is no list."""

_FIELDS = ("%P", "%aN", "%at", "%ct", "%s", "%b")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The mainline up to one commit, and what it did to the lists."""

    commits: tuple[Commit, ...]
    """The mainline, oldest first. Never empty."""
    changes: tuple[Change, ...]
    """Oldest first; those of one commit stand together, by path."""
    address: Home
    """Where the repository lives, without its files."""
    patterns: tuple[str, ...] = ()
    """What the lists are called; empty for README files at the root."""
    graph: Graph
    """All commits that lead to the tip, also those that are not on the mainline."""
    git: Git
    max_bytes: int = MAX_BYTES
    max_entries: int = MAX_ENTRIES
    renames: Renames
    skipped: list[Change] = field(default_factory=list[Change], compare=False)
    """Versions that were too large or had too many entries, gathered while `revisions` are read."""

    @property
    def tip(self) -> Commit:
        """The last commit of the mainline."""
        return self.commits[-1]

    @property
    def home(self) -> Home:
        """With the files at the last commit that changed a list, not the tip's: one that changed none must change no document."""
        files = _read_files(self.git, self.changes[-1].commit.id) if self.changes else frozenset[str]()
        return replace(self.address, files=files)

    @property
    def list_commits(self) -> tuple[Commit, ...]:
        """The mainline commits that changed a list, oldest first."""
        return tuple({change.commit.id: change.commit for change in self.changes}.values())

    @property
    def revisions(self) -> Iterator[Revision]:
        """The commits that changed a list, oldest first, with the new texts; read as they are asked for."""
        for commit, contents in self.contents:
            versions = (
                Version(path=path, text=None if content is None else decode(content))
                for path, content in contents.items()
            )
            yield Revision(commit=commit, versions=tuple(versions))

    @property
    def contents(self) -> Iterator[tuple[Commit, Mapping[str, bytes | None]]]:
        """The commits that changed a list, oldest first, with what each of these lists holds then; None when it went.

        A list that was too large at one commit, or had too many entries, counts as unchanged there.
        """
        self.skipped.clear()
        blobs = [change.blob for change in self.changes if change.blob]
        contents = read_contents(self.git, blobs, limit=self.max_bytes)
        for commit, changes in groupby(self.changes, key=lambda change: change.commit):
            found: dict[str, bytes | None] = {}
            for change in changes:
                content = next(contents) if change.blob else None
                if change.blob and (content is None or has_more_items(content, self.max_entries)):
                    self.skipped.append(change)
                else:
                    found[change.path] = content
            yield commit, found

    def find_renames(
        self, commit: Commit, vanished: frozenset[str], appeared: frozenset[str]
    ) -> Mapping[str, str]:
        """Which paths that *vanished* from the lists at *commit* went to which of those that *appeared*."""
        return self.renames.find(commit, vanished, appeared)

    def find_departures(self, paths: frozenset[str]) -> Mapping[str, Commit]:
        """The commits that took away those of the *paths* that were ever there and are not at the tip."""
        found = ((path, self.renames.find_departure(self.tip, path)) for path in sorted(paths))
        return {path: commit for path, commit in found if commit is not None}

    def list_files(self) -> frozenset[str]:
        """Every path at the tip, which may be later than the last commit that changed a list."""
        return _read_files(self.git, self.tip.id)

    def read_origins(self, queries: Sequence[Query]) -> tuple[Origin, ...]:
        """Who wrote the entry of each of the *queries*, in their order."""
        return read_origins(self.git, self.graph, self.commits, self.patterns, queries)

    def leading_to(self, rev: str) -> frozenset[str]:
        """Ids of all commits that lead to *rev*, itself among them. Raises UnknownRevision."""
        return frozenset(os.fsdecode(self.git.run("rev-list", self.git.resolve(rev))).split())

    def read_files(self, wanted: Sequence[tuple[str, str]]) -> tuple[str | None, ...]:
        """The texts of files, each named by a commit and a path; None where there is none, or too large."""
        contents = read_files(self.git, wanted, limit=self.max_bytes)
        return tuple(None if content is None else decode(content) for content in contents)


def read_history(
    path: Path,
    *,
    patterns: tuple[str, ...] = (),
    rev: str = "HEAD",
    repository_name: str = "",
    branch: str = "",
    aliases: tuple[str, ...] = (),
    max_bytes: int = MAX_BYTES,
    max_entries: int = MAX_ENTRIES,
) -> History:
    """Read the history up to *rev* of the lists that *patterns* name, in the repository at *path*.

    *repository_name* is ``OWNER/NAME`` or a URL, by default that of the remote; *aliases* are former ones.
    Nothing of what is checked out counts, and nothing is written.
    """
    repository = open_repository(path, rev=rev, name=repository_name, branch=branch)
    return history_of(
        repository, patterns=patterns, aliases=aliases, max_bytes=max_bytes, max_entries=max_entries
    )


def history_of(
    repository: Repository,
    *,
    patterns: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    max_bytes: int = MAX_BYTES,
    max_entries: int = MAX_ENTRIES,
) -> History:
    """Read the history of the lists that *patterns* name; *aliases* are the repository's former addresses."""
    git, home = repository.git, repository.address
    graph = _read_graph(git, repository.tip)
    known = [home.path, *(path_of(alias) for alias in aliases)] if home.path else []
    names = find_names(graph.values(), addresses=known, branch=home.branch)
    commits = _find_commits(find_mainline(graph, repository.tip, names))
    return History(
        commits=commits,
        changes=read_changes(git, commits, patterns),
        address=home,
        patterns=patterns,
        graph=graph,
        renames=Renames(git, commits),
        git=git,
        max_bytes=max_bytes,
        max_entries=max_entries,
    )


def _read_graph(git: Git, tip: str) -> dict[str, Node]:
    """All commits that lead to *tip*, each before its parents."""
    mailmap = f"{tip}:{MAILMAP}"
    if git.promisor is not None:
        bring(git, name_of(git, mailmap).split())
    listing = ("--topo-order", "--encoding=UTF-8", f"--format={'%x00'.join(_FIELDS)}%x00")
    answer = git.run("rev-list", *listing, "--end-of-options", tip, settings=(f"mailmap.blob={mailmap}",))
    fields = iter(answer.decode("utf-8", "replace").split("\0"))
    graph: dict[str, Node] = {}
    for first in fields:
        head, _, parents = first.lstrip("\n").partition("\n")
        if not head:
            break
        name = head.removeprefix("commit ")
        graph[name] = Node(
            id=name,
            parents=tuple(parents.split()),
            author=public_name(next(fields)),
            written=int(next(fields) or 0),
            committed=int(next(fields) or 0),
            subject=next(fields),
            body=next(fields),
        )
    return graph


def _find_commits(mainline: tuple[Node, ...]) -> tuple[Commit, ...]:
    parents = (None, *(node.id for node in mainline[:-1]))
    return tuple(
        Commit(
            id=node.id,
            date=date,
            author=node.author,
            written=moment(node.written),
            subject=node.subject,
            pull_request=parse_pull_request(f"{node.subject}\n{node.body}"),
            parent=parent,
        )
        for node, parent, date in zip(mainline, parents, find_dates(mainline), strict=True)
    )


@lru_cache(maxsize=2)
def _read_files(git: Git, tip: str) -> frozenset[str]:
    answer = git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", tip)
    return frozenset(os.fsdecode(answer).split("\0")[:-1])
