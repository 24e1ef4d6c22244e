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
from publisher.errors import EmptyRepository, ShallowClone, UnknownRevision
from publisher.forges import parse_remote
from publisher.git import Git
from publisher.lists import decode, has_more_items
from publisher.mainline import Graph, Node, find_mainline, find_names
from publisher.merges import parse_pull_request
from publisher.model import Commit, Home, Revision, Version
from publisher.objects import bring, read_contents, read_files
from publisher.origins import Origin, Query, read_origins
from publisher.renames import Renames

MAX_BYTES = 10_000_000
MAX_ENTRIES = 100_000
"""A larger file is no list."""

_MAILMAP = ".mailmap"
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
    mailmap: str = ""
    """The blob that says what people are called; empty when there is none."""
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
    repository: Path,
    *,
    patterns: tuple[str, ...] = (),
    rev: str = "HEAD",
    repository_name: str = "",
    branch: str = "",
    aliases: tuple[str, ...] = (),
    max_bytes: int = MAX_BYTES,
    max_entries: int = MAX_ENTRIES,
) -> History:
    """Read the history of the lists that *patterns* name, up to *rev*.

    *repository_name* is ``OWNER/NAME`` or a URL, by default that of the remote; *aliases* are former ones.
    Nothing of what is checked out counts, and nothing is written.
    """
    git = Git(repository)
    if git.is_shallow:
        raise ShallowClone(repository)
    tip = _resolve(git, rev)
    home = _read_home(git, repository_name, branch)
    graph = _read_graph(git, tip)
    known = [home.path, *(_path_of(alias) for alias in aliases)] if home.path else []
    names = find_names(graph.values(), addresses=known, branch=home.branch)
    commits = _find_commits(find_mainline(graph, tip, names))
    changes = read_changes(git, commits, patterns)
    return History(
        commits=commits,
        changes=changes,
        address=home,
        mailmap=_read_name(git, f"{tip}:{_MAILMAP}"),
        patterns=patterns,
        graph=graph,
        renames=Renames(git, commits),
        git=git,
        max_bytes=max_bytes,
        max_entries=max_entries,
    )


def _resolve(git: Git, rev: str) -> str:
    try:
        return git.resolve(rev)
    except UnknownRevision:
        if rev == "HEAD" and not git.run("for-each-ref", "--count=1"):
            raise EmptyRepository(git.path) from None
        raise


def _read_home(git: Git, name: str, branch: str) -> Home:
    """The forge and branch, by the configuration, else by the remote."""
    homes = (parse_remote(url) for url in _read_remotes(git))
    home = next((home for home in homes if home), Home())
    if name:
        home = parse_remote(name) or replace(home, path=name.strip("/"))
        if not home.host:
            home = replace(home, host="github.com", kind="github")
    return replace(home, branch=branch or _read_branch(git))


def _path_of(name: str) -> str:
    home = parse_remote(name)
    return home.path if home else name.strip("/")


def _read_remotes(git: Git) -> tuple[str, ...]:
    """The URLs of the remotes, ``origin`` first."""
    urls = [(name, url) for name, url in git.settings if name.startswith("remote.") and name.endswith(".url")]
    return tuple(url for _, url in sorted(urls, key=lambda setting: setting[0] != "remote.origin.url"))


def _read_branch(git: Git) -> str:
    """The published branch: the one that is checked out, else the remote's default one."""
    for ref, prefix in (("HEAD", "refs/heads/"), ("refs/remotes/origin/HEAD", "refs/remotes/origin/")):
        answer = os.fsdecode(git.ask("symbolic-ref", "--quiet", ref) or b"").strip()
        if answer.startswith(prefix):
            return answer.removeprefix(prefix)
    return "main"


def _read_name(git: Git, place: str) -> str:
    """The object at ``commit:path``; empty when there is none."""
    return os.fsdecode(git.ask("rev-parse", "--verify", "--quiet", place) or b"").strip()


def _read_graph(git: Git, tip: str) -> dict[str, Node]:
    """All commits that lead to *tip*, each before its parents."""
    mailmap = f"{tip}:{_MAILMAP}"
    if git.promisor is not None:
        bring(git, _read_name(git, mailmap).split())
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
