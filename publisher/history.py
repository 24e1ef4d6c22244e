"""What git knows of the lists: the commits of the mainline, and the versions of the lists at each.

::

    git rev-list ──> graph ──> mainline ──> git diff-tree ──> changes ──> git cat-file ──> revisions

The number of processes does not depend on the length of the history.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from publisher.clocks import find_dates, moment
from publisher.errors import EmptyRepository, ShallowClone, UnknownRevision
from publisher.forges import parse_remote
from publisher.git import Git
from publisher.lists import decode, is_list, pathspecs
from publisher.mainline import Graph, Node, find_mainline, find_names
from publisher.merges import parse_pull_request
from publisher.model import Commit, Home, Revision, Version

MAX_BYTES = 10_000_000
"""Larger files are no lists."""

_FIELDS = "%P%x00%aN%x00%at%x00%ct%x00%s%x00%b%x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A list that one mainline commit changed."""

    commit: Commit
    path: str
    blob: str | None
    """None when the list went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The mainline up to one commit, and what it did to the lists."""

    commits: tuple[Commit, ...]
    """The mainline, oldest first. Never empty."""
    changes: tuple[Change, ...]
    """Oldest first; several of one commit stand together, by path."""
    home: Home
    """Its files are those at the tip."""
    git: Git
    graph: Graph
    max_bytes: int = MAX_BYTES

    @property
    def tip(self) -> Commit:
        """The last commit of the mainline."""
        return self.commits[-1]

    @property
    def revisions(self) -> Iterator[Revision]:
        """The commits that changed a list, oldest first, with its new text; read from git as they are asked for.

        A file too large to be a list counts as unchanged.
        """
        wanted = [change.blob for change in self.changes if change.blob is not None]
        texts = self.git.contents(wanted, limit=self.max_bytes)
        for commit, changes in groupby(self.changes, key=lambda change: change.commit):
            versions = []
            for change in changes:
                content = next(texts) if change.blob is not None else None
                if change.blob is None or content is not None:
                    versions.append(Version(path=change.path, text=None if content is None else decode(content)))
            if versions:
                yield Revision(commit=commit, versions=tuple(versions))


def read_history(
    repository: Path,
    *,
    patterns: tuple[str, ...] = (),
    rev: str = "HEAD",
    repository_name: str = "",
    branch: str = "",
    aliases: tuple[str, ...] = (),
    max_bytes: int = MAX_BYTES,
) -> History:
    """Read the history of the lists that *patterns* name, up to *rev*.

    *repository_name* is ``OWNER/NAME`` or a URL, by default that of the remote; *aliases* are former ones.
    """
    git = Git(repository)
    if git.is_shallow:
        raise ShallowClone(repository)
    tip = _resolve(git, rev)
    home = _read_home(git, repository_name, branch)
    graph = _read_graph(git, tip)
    known = [home.path] if home.path else []
    known += [former.path if (former := parse_remote(alias)) else alias.strip("/") for alias in aliases if known]
    names = find_names(graph.values(), addresses=known, branch=home.branch)
    commits = _commits(find_mainline(graph, tip, names))
    return History(
        commits=commits,
        changes=_read_changes(git, commits, patterns),
        home=replace(home, files=_read_files(git, tip)),
        git=git,
        graph=graph,
        max_bytes=max_bytes,
    )


def _resolve(git: Git, rev: str) -> str:
    try:
        return git.resolve(rev)
    except UnknownRevision:
        if rev == "HEAD" and git.ask("rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise EmptyRepository(git.path) from None
        raise


def _read_home(git: Git, name: str, branch: str) -> Home:
    """The forge and branch, by the configuration, else by the remote."""
    remotes = _read_remotes(git)
    remote = next((home for url in remotes if (home := parse_remote(url))), Home())
    if name:
        remote = parse_remote(name) or replace(remote, path=name.strip("/"))
        if not remote.host:
            remote = replace(remote, host="github.com", kind="github")
    return replace(remote, branch=branch or _read_branch(git))


def _read_remotes(git: Git) -> tuple[str, ...]:
    """The URLs of the remotes, ``origin`` first."""
    answer = git.ask("config", "--null", "--get-regexp", r"^remote\..*\.url$") or b""
    settings = [setting.split("\n", 1) for setting in os.fsdecode(answer).split("\0") if "\n" in setting]
    return tuple(url for _, url in sorted(settings, key=lambda setting: setting[0] != "remote.origin.url"))


def _read_branch(git: Git) -> str:
    """The published branch: the one that is checked out, else the remote's default one."""
    for ref, prefix in (("HEAD", "refs/heads/"), ("refs/remotes/origin/HEAD", "refs/remotes/origin/")):
        answer = git.ask("symbolic-ref", "--quiet", ref)
        if answer and (name := os.fsdecode(answer).strip()).startswith(prefix):
            return name.removeprefix(prefix)
    return "main"


def _read_graph(git: Git, tip: str) -> dict[str, Node]:
    """All commits that lead to *tip*."""
    options = ("-c", f"mailmap.blob={tip}:.mailmap")
    answer = git.run(*options, "rev-list", "--topo-order", "--encoding=UTF-8", f"--format={_FIELDS}", "--end-of-options", tip)
    fields = answer.decode("utf-8", "replace").split("\0")
    graph: dict[str, Node] = {}
    for at in range(0, len(fields) - 6, 6):
        head, _, parents = fields[at].lstrip("\n").partition("\n")
        name = head.removeprefix("commit ")
        graph[name] = Node(
            id=name,
            parents=tuple(parents.split()),
            author=fields[at + 1],
            written=int(fields[at + 2] or 0),
            committed=int(fields[at + 3] or 0),
            subject=fields[at + 4],
            body=fields[at + 5],
        )
    return graph


def _commits(mainline: tuple[Node, ...]) -> tuple[Commit, ...]:
    parents = (None, *(node.id for node in mainline))
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
        for node, parent, date in zip(mainline, parents, find_dates(mainline), strict=False)
    )


def _read_changes(git: Git, commits: tuple[Commit, ...], patterns: tuple[str, ...]) -> tuple[Change, ...]:
    by_id = {commit.id: commit for commit in commits}
    pairs = [f"{commit.id} {commit.parent or ''}".rstrip() for commit in commits]
    answer = git.run(
        *("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames"),
        *("--", *pathspecs(patterns)),
        stdin=pairs,
    )
    found: list[Change] = []
    fields = iter(os.fsdecode(answer).split("\0"))
    commit = commits[0]
    for text in fields:
        if not text.startswith(":"):
            commit = by_id.get(text, commit)
            continue
        _, mode, _, blob, _ = text.split(" ")
        path = next(fields)
        if is_list(path, patterns):
            found.append(Change(commit=commit, path=path, blob=blob if mode.startswith("100") else None))
    return tuple(found)


def _read_files(git: Git, tip: str) -> frozenset[str]:
    answer = git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", tip)
    return frozenset(path for path in answer.decode("utf-8", "surrogateescape").split("\0") if path)
