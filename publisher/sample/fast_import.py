"""``git fast-import``: a repository's objects from a stream, without files and without one process a commit.

See git-fast-import(1) for the stream's grammar.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO, cast

from publisher.errors import GitError
from publisher.sample.trees import Tree


def run_git(folder: Path, *arguments: str) -> str:
    """Run git in *folder*, free of anyone's configuration, and return what it prints."""
    command = [_git(), *arguments]
    # Ruff cannot see that no argument comes from outside.
    done = subprocess.run(command, cwd=folder, env=_environment(), check=True, stdout=subprocess.PIPE)  # noqa: S603
    return done.stdout.decode("utf-8", "replace")


class Importer:
    """A running import. Git sees what it brought when it is finished."""

    def __init__(self, folder: Path) -> None:
        # Small packs would be unpacked by one more process; objects have the same names either way.
        self._process = subprocess.Popen(  # noqa: S603
            [_git(), "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--force", "--done"],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._input = cast("IO[bytes]", self._process.stdin)
        self._output = cast("IO[bytes]", self._process.stdout)
        self._marks: dict[str, int] = {}
        self._count = 0

    def commit(
        self, ref: str, *, people: str, message: str, parents: tuple[str, ...], before: Tree, after: Tree
    ) -> str:
        """Make a commit, move *ref* to it, and return its name.

        *before* is the first parent's tree; *people* are the lines ``author`` and ``committer``.
        """
        self._count += 1
        above = [f"{'merge' if n else 'from'} {self._known(name)}\n" for n, name in enumerate(parents)]
        # Without parents a commit would go on from where the ref stands.
        fresh = "" if parents else f"reset {ref}\n"
        self._tell(f"{fresh}commit {ref}\nmark :{self._count}\n{people}".encode() + _data(message.encode()))
        self._tell("".join(above).encode() + b"".join(_changes(before, after)))
        self._tell(f"\nget-mark :{self._count}\n".encode())
        name = self._answer()
        self._marks[name] = self._count
        return name

    def point(self, ref: str, commit: str) -> None:
        """Let *ref* name a commit."""
        self._tell(f"reset {ref}\nfrom {self._known(commit)}\n\n".encode())

    def finish(self) -> None:
        """Let git see all of it."""
        self._process.communicate(b"done\n")
        self._check()

    def _known(self, commit: str) -> str:
        """How to speak of a commit: within one import names are for those that an earlier one finished."""
        return f":{self._marks[commit]}" if commit in self._marks else commit

    def _tell(self, text: bytes) -> None:
        self._input.write(text)

    def _answer(self) -> str:
        self._input.flush()
        line = self._output.readline()
        if not line:
            self._process.wait()
            self._check()
        return line.decode().strip()

    def _check(self) -> None:
        if self._process.returncode:
            raise subprocess.CalledProcessError(self._process.returncode, self._process.args)


def _git() -> str:
    found = shutil.which("git")
    if found is None:
        raise GitError("init", "git is not on the path")
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


def _changes(before: Tree, after: Tree) -> list[bytes]:
    """What leads from one tree to another; deletions come first, since a file may become a folder."""
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
