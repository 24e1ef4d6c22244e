"""A repository, opened at one commit, before anything of its history is read."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from publisher.config import Settings
from publisher.errors import EmptyRepository, ShallowClone, UnknownRevision
from publisher.forges import Home, parse_remote
from publisher.git import Git

MAILMAP = ".mailmap"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """Where a list's history is, and at which commit it ends."""

    git: Git
    tip: str
    """The commit's id."""
    address: Home
    """Where the repository lives, without its files."""

    @cached_property
    def mailmap(self) -> str:
        """The blob that says what people are called; empty when there is none."""
        return name_of(self.git, f"{self.tip}:{MAILMAP}")


def open_repository(path: Path, *, rev: str = "HEAD", name: str = "", branch: str = "") -> Repository:
    """The repository at *path*, a folder inside it, or a bare one, up to *rev*.

    *name* is ``OWNER/NAME`` or a URL, by default that of the remote.
    Raises NotARepository, ShallowClone, EmptyRepository or UnknownRevision.
    """
    git = Git(path)
    if git.is_shallow:
        raise ShallowClone(path)
    return Repository(git=git, tip=_resolve(git, rev), address=_read_home(git, name, branch))


def open_configured(path: Path, settings: Settings, *, rev: str = "HEAD") -> Repository:
    """The same, called and read as *settings* say."""
    return open_repository(path, rev=rev, name=settings.repository, branch=settings.branch)


def name_of(git: Git, place: str) -> str:
    """The id of the object at ``commit:path``; empty when there is none."""
    return os.fsdecode(git.ask("rev-parse", "--verify", "--quiet", place) or b"").strip()


def path_of(address: str) -> str:
    """``OWNER/NAME`` of an address, or of what is one already."""
    home = parse_remote(address)
    return home.path if home else address.strip("/")


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
