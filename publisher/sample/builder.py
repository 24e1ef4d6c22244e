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

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, Unpack

_BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
_STEP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Symlink:
    """Content of a path that points to another."""

    target: str


Content = str | bytes | Symlink
_Tree = Mapping[str, tuple[str, bytes]]
"""Mode and content by path."""


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
    tree: _Tree
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
        self._importer: subprocess.Popen[bytes] | None = None
        self._marks: dict[str, int] = {}
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
        _edit(tree, rename or {}, delete, files or {})
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
            _merge(tree, base, self._made[theirs].tree, told)
        _edit(tree, {}, [path for path in delete if path in tree], files or {})
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
        _merge(tree, made.tree, before, set())
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
            self._marks.clear()
            importer.communicate(b"done\n")
            if importer.returncode:
                raise subprocess.CalledProcessError(importer.returncode, importer.args)
            if not self.bare and self.branch in self._refs:
                self.git("reset", "-q", "--hard", self.branch)
        return self.path

    def git(self, *arguments: str) -> str:
        """Run git in the repository, free of anyone's configuration, and return what it prints."""
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.path, env=_environment(), check=True, stdout=subprocess.PIPE)
        return done.stdout.decode("utf-8", "replace")

    def _write(self, message: str, parents: tuple[str, ...], tree: _Tree, stamp: Stamp) -> str:
        when = stamp.get("date")
        date = self._clock + _STEP if when is None else _moment(when)
        author = stamp.get("author", "maintainer")
        branch = stamp.get("branch", self.branch)
        mark = len(self._made) + 1
        lines = [
            f"commit refs/heads/{branch}\nmark :{mark}\n".encode(),
            f"author {_person(author)} {_stamp(_moment(stamp.get('written', date)))}\n".encode(),
            f"committer {_person(stamp.get('committer', author))} {_stamp(date)}\n".encode(),
            _data(f"{message.rstrip()}\n".encode()),
        ]
        if not parents and branch in self._refs:
            lines.insert(0, f"reset refs/heads/{branch}\n".encode())
        lines += [
            f"{'merge' if n else 'from'} {self._said(above)}\n".encode() for n, above in enumerate(parents)
        ]
        lines += _changes(self._made[parents[0]].tree if parents else {}, tree)
        name = self._tell(b"".join(lines) + f"\nget-mark :{mark}\n".encode(), answer=True)
        self._marks[name] = mark
        self._made[name] = _Made(parents=parents, tree=tree, subject=message.partition("\n")[0])
        self._refs[branch] = name
        self._clock = date
        return name

    def _point(self, ref: str, short: str, commit: str) -> None:
        self._tell(f"reset {ref}\nfrom {self._said(commit)}\n\n".encode())
        self._refs[short] = commit

    def _said(self, commit: str) -> str:
        """How fast-import wants to hear of a commit: names are for those that it has finished."""
        return f":{self._marks[commit]}" if commit in self._marks else commit

    def _tell(self, text: bytes, *, answer: bool = False) -> str:
        if self._importer is None:
            # Small packs would be unpacked by one more process; objects have the same names either way.
            self._importer = subprocess.Popen(
                ["git", "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--force", "--done"],
                cwd=self.path,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        assert self._importer.stdin and self._importer.stdout
        self._importer.stdin.write(text)
        self._importer.stdin.flush()
        return self._importer.stdout.readline().decode().strip() if answer else ""

    def _ancestors(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            commit = waiting.pop()
            if commit not in found:
                found.add(commit)
                waiting += self._made[commit].parents
        return found


def _environment() -> dict[str, str]:
    """The environment without what could change a repository's place, its objects or a commit."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def _edit(
    tree: dict[str, tuple[str, bytes]],
    rename: Mapping[str, str],
    delete: Iterable[str],
    files: Mapping[str, Content],
) -> None:
    for old, new in rename.items():
        moved = {path: tree.pop(path) for path in _inside(tree, old)}
        tree.update((new + path[len(old) :], blob) for path, blob in moved.items())
    for path in delete:
        for inside in _inside(tree, path):
            del tree[inside]
    tree.update((path, _blob(content)) for path, content in files.items())


def _inside(tree: _Tree, path: str) -> list[str]:
    """The path itself, or all paths in the folder that it names."""
    found = [inside for inside in tree if inside == path or inside.startswith(f"{path}/")]
    if not found:
        raise ValueError(f"there is no {path!r} here")
    return found


def _blob(content: Content) -> tuple[str, bytes]:
    if isinstance(content, Symlink):
        return "120000", os.fsencode(content.target)
    return "100644", content.encode() if isinstance(content, str) else content


def _merge(tree: dict[str, tuple[str, bytes]], base: _Tree, theirs: _Tree, told: set[str]) -> None:
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


def _changes(before: _Tree, after: _Tree) -> list[bytes]:
    """Fast-import commands that lead from one tree to another; deletions first, as a file may become a folder."""
    gone = [b"D %s\n" % _quoted(path) for path in sorted(set(before) - set(after))]
    new = [
        f"M {mode} inline ".encode() + _quoted(path) + b"\n" + _data(content)
        for path, (mode, content) in sorted(after.items())
        if before.get(path) != (mode, content)
    ]
    return gone + new


def _quoted(path: str) -> bytes:
    raw = os.fsencode(path)
    for plain, escaped in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        raw = raw.replace(plain, escaped)
    return b'"' + raw + b'"'


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _person(role: str) -> str:
    return role if "<" in role else f"{role} <{role.lower().replace(' ', '-')}@example.org>"


def _moment(date: str | datetime) -> datetime:
    moment = datetime.fromisoformat(date) if isinstance(date, str) else date
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return f"{int(moment.timestamp())} {moment:%z}"
