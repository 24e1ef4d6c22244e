"""Git that speaks with the list's forge, and that makes objects: all that publishing needs beside reading.

Objects are made as carefully as they are read: no hook, no setting and no variable of the caller's counts.
To fetch and to push, the clone's own credentials do: a credential helper, ``GIT_ASKPASS``, ssh's settings, and
the header that ``actions/checkout`` leaves in the clone's configuration. Hooks never run, ``ext::`` addresses
are no transport, and nothing is ever forced.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import GitError, NoRemote
from publisher.git import READING, TIMEOUT, Git, as_lines

_OWN = re.compile(
    r"GIT_(?:ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|TERMINAL_PROMPT|SSL_\w+|HTTP_\w+|PROXY_SSL_\w+"
    r"|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))"
)
"""The caller's variables that say how to reach the forge."""
_DATES = ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")
_PLACE = "refs/worktree/publisher"
"""Where references of this work tree alone keep what a run fetched."""
_URL = re.compile(r"remote\..+\.url")
_QUIETLY = (
    *("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="),
    "--upload-pack=git-upload-pack",
)
_PUSHING = (
    "push.gpgSign=false",
    "push.followTags=false",
    "push.recurseSubmodules=no",
    "push.negotiate=false",
)
_MAKING = ("core.splitIndex=false", "index.sparse=false", "i18n.commitEncoding=UTF-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who signs the commits of a publication."""

    name: str
    email: str

    @classmethod
    def parse(cls, text: str) -> Author:
        """The author that ``NAME <ADDRESS>`` names, a form that the configuration has made sure of."""
        name, _, address = text.partition("<")
        return cls(name=name.strip(), email=address.strip().removesuffix(">"))


class Remote(Git):
    """One repository and its remote."""

    def __init__(self, path: Path, *, name: str = "", timeout: float = TIMEOUT) -> None:
        super().__init__(path, timeout=timeout)
        self._own = {key: value for key, value in os.environ.items() if _OWN.fullmatch(key)}
        self._dates = {key: os.environ[key] for key in _DATES if key in os.environ}
        self.name = name or self._find_name()
        # A run that was killed may have left a reference, or a lock on one.
        self._kept = f"{_PLACE}/{os.getpid()}"

    def _find_name(self) -> str:
        """The remote ``origin``, else the only one there is."""
        found = [key[len("remote.") : -len(".url")] for key, _ in self.settings if _URL.fullmatch(key)]
        if "origin" in found:
            return "origin"
        if len(set(found)) != 1:
            raise NoRemote(self.path)
        return found[0]

    def tip(self, branch: str) -> str | None:
        """The commit that *branch* points to at the remote, now; None when there is no such branch."""
        ref = f"refs/heads/{branch}"
        options = ("--quiet", "--upload-pack=git-upload-pack", "--end-of-options", self.name, ref)
        answer = self._tell("ls-remote", *options).decode("utf-8", "replace")
        lines = (line.partition("\t") for line in answer.splitlines())
        return next((commit for commit, _, name in lines if name == ref), None)

    def bring_branch(self, branch: str) -> str | None:
        """Fetch what *branch* points to, and keep it for this run; None when the remote has no such branch."""
        tip = self.tip(branch)
        if tip is None:
            return None
        self._tell("fetch", *_QUIETLY, "--end-of-options", self.name, f"+refs/heads/{branch}:{self._kept}")
        return self.resolve(self._kept)

    def forget(self) -> None:
        """Give up what was kept for this run, and for others that were killed."""
        for ref in os.fsdecode(self.run("for-each-ref", "--format=%(refname)", _PLACE)).split():
            self.ask("update-ref", "-d", ref)

    def holds(self, commit: str) -> bool:
        """Whether the clone has *commit*."""
        return bool(commit) and self.ask("cat-file", "-e", f"{commit}^{{commit}}") is not None

    def leads_to(self, older: str, newer: str) -> bool:
        """Whether *newer* was made after *older*, on top of it."""
        return older != newer and self.ask("merge-base", "--is-ancestor", older, newer) is not None

    def shares_history(self, one: str, other: str) -> bool:
        """Whether two commits go back to a common one."""
        return self.ask("merge-base", one, other) is not None

    def deepen(self, rev: str) -> None:
        """Fetch the history that a shallow clone left away, without the files that no list needs."""
        commit = self.resolve(rev)
        told = (*_QUIETLY, "--unshallow", "--filter=blob:none", "--end-of-options", self.name)
        try:
            self._tell("fetch", *told, commit)
        except GitError:  # some forges give commits out by the names of branches only
            self._tell("fetch", *told, "+refs/heads/*:refs/remotes/publisher/*")
        self.is_shallow = (self.ask("rev-parse", "--is-shallow-repository") or b"").strip() == b"true"

    def fetch(self, remote: str, names: Iterable[str]) -> None:
        """Bring the objects *names* that a partial clone left on *remote*."""
        options = (*_QUIETLY, "--filter=blob:none", "--stdin", "--end-of-options", remote)
        self._tell("fetch", *options, stdin=names, settings=("fetch.negotiationAlgorithm=noop",))

    def push(self, commit: str, branch: str) -> str:
        """Let *branch* point to *commit*, if that loses nothing; why not, or empty when it does."""
        options = ("--porcelain", "--no-verify", "--receive-pack=git-receive-pack", "--end-of-options")
        status, output, complaint = self._speak(
            ("push", *options, self.name, f"{commit}:refs/heads/{branch}"), settings=_PUSHING
        )
        if not status:
            return ""
        lines = output.decode("utf-8", "replace").splitlines()
        refused = (line.split("\t")[-1] for line in lines if line.startswith("!"))
        return next(refused, "") or str(self._failure("push", status, complaint))

    def make(
        self,
        *arguments: str,
        stdin: Iterable[str] = (),
        index: Path | None = None,
        author: Author | None = None,
    ) -> str:
        """What ``git ARGUMENTS`` prints when it makes objects, by the index file *index*, signed by *author*."""
        environment = dict(READING)
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        if author is not None:
            environment |= {"GIT_AUTHOR_NAME": author.name, "GIT_COMMITTER_NAME": author.name, **self._dates}
            environment |= {"GIT_AUTHOR_EMAIL": author.email, "GIT_COMMITTER_EMAIL": author.email}
        options = tuple(part for setting in _MAKING for part in ("-c", setting))
        with as_lines(stdin) as lines:
            status, output, complaint = self._execute(arguments, lines, options, environment)
        if status:
            raise self._failure(arguments[0], status, complaint)
        return os.fsdecode(output).strip()

    def _tell(self, *arguments: str, stdin: Iterable[str] = (), settings: Sequence[str] = ()) -> bytes:
        status, output, complaint = self._speak(arguments, stdin=stdin, settings=settings)
        if status:
            error = self._failure(arguments[0], status, complaint)
            error.hint = f"`git ls-remote {self.name}` shows whether the remote can be reached"
            raise error
        return output

    def _speak(
        self, arguments: tuple[str, ...], *, stdin: Iterable[str] = (), settings: Sequence[str] = ()
    ) -> tuple[int, bytes, str]:
        options = ("-C", self._top, *(part for setting in settings for part in ("-c", setting)))
        with as_lines(stdin) as lines:
            return self._execute(arguments, lines, options, self._speaking())

    def _speaking(self) -> Mapping[str, str]:
        ours = {key: value for key, value in READING.items() if not key.startswith("GIT_CONFIG_")}
        return {**ours, "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", **self._own}


def deepen(repository: Path, rev: str, *, remote: str = "") -> None:
    """Make a shallow clone whole, as far as the history of *rev* goes; does nothing in one that is whole."""
    git = Git(repository)
    if git.is_shallow:
        Remote(repository, name=remote).deepen(rev)
