"""Real git histories, built in code.

One ``git fast-import`` process is fed from memory and names each commit at once. Object names depend only on
what is asked for: people and dates are given, and neither the environment, nor the configuration of the user
or the machine, nor the time zone counts.

::

    with RepoBuilder(folder) as repo:
        repo.remote("https://github.com/feeds-and-history/field-notes")
        root = repo.commit("Begin", {"README.md": "# Notes\\n"}, date="2026-01-05T09:00:00Z")
        side = repo.commit("Add a note", {"a.md": "…"}, author="contributor", branch="patch", parents=[root])
        repo.pull_request(7, side, files={"README.md": "# Notes\\n\\n- [A](a.md)\\n"})

Commits have names at once, but git sees them only after `RepoBuilder.finish`, which the end of the ``with``
block calls, and which may be called in between as often as is useful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, Unpack

from publisher.sample.fast_import import Importer, run_git
from publisher.sample.trees import Content, Symlink, Tree, edit, merge

__all__ = ["Content", "RepoBuilder", "Stamp", "Symlink"]

_BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
_STEP = timedelta(hours=1)


class Stamp(TypedDict, total=False):
    """Who made a commit, when, and which branch moves to it.

    People are roles: ``translator`` becomes ``translator <translator@example.org>``; a value with ``<`` in it
    is taken as it stands. The committer is the author unless told. Dates are ISO 8601 and keep their offset;
    without one they are UTC. Without a `date` a commit comes an hour after the one made before it; `written`
    is the author's date, by default the same.
    """

    author: str
    committer: str
    date: str | datetime
    written: str | datetime
    branch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    parents: tuple[str, ...]
    tree: Tree
    subject: str


class RepoBuilder:
    """Builds a git repository in a new or empty folder. Parents are names of commits, branches or tags."""

    def __init__(self, path: Path, *, bare: bool = False, branch: str = "main") -> None:
        self.path = path
        self.bare = bare
        self.branch = branch
        self._made: dict[str, _Made] = {}
        self._refs: dict[str, str] = {}
        self._clock = _BEGINNING - _STEP
        self._address = ""
        self._importer: Importer | None = None
        path.mkdir(parents=True, exist_ok=True)
        kind = ["--bare"] if bare else []
        self.git(
            "init", "-q", "--template=", "--object-format=sha1", f"--initial-branch={branch}", *kind, "."
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()

    def commit(
        self,
        message: str,
        files: Mapping[str, Content] | None = None,
        *,
        rename: Mapping[str, str] | None = None,
        delete: Iterable[str] = (),
        parents: Iterable[str] | None = None,
        **stamp: Unpack[Stamp],
    ) -> str:
        """Make a commit, move its branch to it, and return its name.

        Starts from the first parent's files (the branch's tip; nothing for empty *parents*), then renames,
        deletes and writes, in this order. A folder's rename or deletion takes what is in it.
        """
        if parents is None:
            branch = stamp.get("branch", self.branch)
            parents = [branch] if branch in self._refs else []
        above = tuple(self.resolve(parent) for parent in parents)
        tree = dict(self._made[above[0]].tree) if above else {}
        edit(tree, rename or {}, delete, files or {})
        return self._write(message, above, tree, stamp)

    def merge(
        self,
        message: str,
        *others: str,
        first: str | None = None,
        files: Mapping[str, Content] | None = None,
        delete: Iterable[str] = (),
        **stamp: Unpack[Stamp],
    ) -> str:
        """Merge *others* (two and more make an octopus) into *first*, by default the branch's own tip.

        Files are merged whole: what two sides changed differently must stand in *files* or *delete*.
        """
        ours = self.resolve(first or stamp.get("branch", self.branch))
        parents = (ours, *(self.resolve(other) for other in others))
        tree = dict(self._made[ours].tree)
        told = {*(files or {}), *delete}
        for theirs in parents[1:]:
            base = self._made[self.merge_base(ours, theirs)].tree
            merge(tree, base, self._made[theirs].tree, told)
        edit(tree, {}, [path for path in delete if path in tree], files or {})
        return self._write(message, parents, tree, stamp)

    def pull(
        self,
        laptop: str,
        *,
        public: str | None = None,
        files: Mapping[str, Content] | None = None,
        **stamp: Unpack[Stamp],
    ) -> str:
        """Make the foxtrot merge of ``git pull`` and ``git push`` on a laptop.

        Its first parent is *laptop*, its second what was *public*: by default the branch's tip.
        """
        branch = stamp.get("branch", self.branch)
        where = re.sub(r"^https://([^/]+)/", r"\1:", self._address).removesuffix(".git")
        if not where:
            raise ValueError("a pull names the remote: call remote() first")
        message = f"Merge branch '{branch}' of {where}"
        return self.merge(message, public or branch, first=laptop, files=files, **stamp)

    def pull_request(
        self,
        number: int,
        head: str,
        *,
        title: str = "",
        source: str = "contributor/patch",
        files: Mapping[str, Content] | None = None,
        **stamp: Unpack[Stamp],
    ) -> str:
        """Merge *head* into the branch as GitHub's button does."""
        message = f"Merge pull request #{number} from {source}" + (f"\n\n{title}" if title else "")
        stamp.setdefault("committer", "GitHub <noreply@github.com>")
        return self.merge(message, head, files=files, **stamp)

    def revert(self, commit: str, **stamp: Unpack[Stamp]) -> str:
        """Take back what *commit* changed against its first parent."""
        taken = self.resolve(commit)
        made = self._made[taken]
        tip = self._refs[stamp.get("branch", self.branch)]
        tree = dict(self._made[tip].tree)
        before = self._made[made.parents[0]].tree if made.parents else {}
        merge(tree, made.tree, before, set())
        return self._write(f'Revert "{made.subject}"\n\nThis reverts commit {taken}.', (tip,), tree, stamp)

    def resolve(self, name: str) -> str:
        """The commit that a branch, a tag or a commit's own name means."""
        found = self._refs.get(name, name)
        if found not in self._made:
            raise ValueError(f"no branch, tag or commit {name!r} was made here")
        return found

    def merge_base(self, one: str, other: str) -> str:
        """The commit made last among those that both descend from."""
        common = self._ancestors(one) & self._ancestors(other)
        return next(name for name in reversed(self._made) if name in common)

    def files(self, name: str) -> Mapping[str, bytes]:
        """What the work tree holds at a commit."""
        return {path: content for path, (_, content) in self._made[self.resolve(name)].tree.items()}

    def set_branch(self, branch: str, name: str) -> None:
        """Let *branch* point to a commit, as ``git push --force`` may do."""
        self._point(f"refs/heads/{branch}", branch, self.resolve(name))

    def tag(self, tag: str, name: str | None = None) -> None:
        """Tag a commit, by default the main branch's tip, without a message."""
        self._point(f"refs/tags/{tag}", tag, self.resolve(name or self.branch))

    def remote(self, url: str, *, name: str = "origin") -> None:
        """Add a remote."""
        self.git("remote", "add", name, url)
        self._address = url

    def finish(self) -> Path:
        """Let git see all that was made, and check the main branch out. Return the folder."""
        if self._importer is not None:
            importer, self._importer = self._importer, None
            importer.finish()
            if not self.bare and self.branch in self._refs:
                self.git("reset", "-q", "--hard", self.branch)
        return self.path

    def git(self, *arguments: str) -> str:
        """Run git in the repository, free of anyone's configuration, and return what it prints."""
        return run_git(self.path, *arguments)

    def _write(self, message: str, parents: tuple[str, ...], tree: Tree, stamp: Stamp) -> str:
        when = stamp.get("date")
        date = self._clock + _STEP if when is None else _moment(when)
        author = stamp.get("author", "maintainer")
        branch = stamp.get("branch", self.branch)
        name = self._import().commit(
            f"refs/heads/{branch}",
            people=f"author {_person(author)} {_stamp(_moment(stamp.get('written', date)))}\n"
            f"committer {_person(stamp.get('committer', author))} {_stamp(date)}\n",
            message=f"{message.rstrip()}\n",
            parents=parents,
            before=self._made[parents[0]].tree if parents else {},
            after=tree,
        )
        self._made[name] = _Made(parents=parents, tree=tree, subject=message.partition("\n")[0])
        self._refs[branch] = name
        self._clock = date
        return name

    def _point(self, ref: str, short: str, commit: str) -> None:
        self._import().point(ref, commit)
        self._refs[short] = commit

    def _import(self) -> Importer:
        if self._importer is None:
            self._importer = Importer(self.path)
        return self._importer

    def _ancestors(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            commit = waiting.pop()
            if commit not in found:
                found.add(commit)
                waiting += self._made[commit].parents
        return found


def _person(role: str) -> str:
    return role if "<" in role else f"{role} <{role.lower().replace(' ', '-')}@example.org>"


def _moment(date: str | datetime) -> datetime:
    moment = datetime.fromisoformat(date) if isinstance(date, str) else date
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return f"{int(moment.timestamp())} {moment:%z}"
