"""Runs git, through GitPython, as on enemy ground.

A repository may be anybody's. Its hooks, its file-system monitor, external differs, aliases, replace refs and
grafts, the ``GIT_*`` variables of the caller and the user's or the machine's configuration neither change what
is read nor run a program. Only ``safe.directory`` is taken from the user, because CI sets it there.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from publisher.errors import GitError, NotARepository, UnknownRevision

if TYPE_CHECKING:
    from git.cmd import Git as Command

TIMEOUT = 600.0
"""Seconds that git may be silent."""

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    # Older gits do not know GIT_NO_LAZY_FETCH; an empty list of protocols keeps them from fetching one by one.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LANGUAGE": "C",
    "LC_ALL": "C",
    "TZ": "UTC",
}

_CONFIGURATION = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
    "core.useReplaceRefs=false",
    "protocol.ext.allow=never",
    "log.showSignature=false",
    "i18n.logOutputEncoding=UTF-8",
    "diff.renames=false",
    "diff.external=",
    f"mailmap.file={os.devnull}",
    "gc.auto=0",
    "maintenance.auto=false",
)

_environment_lock = threading.Lock()


@contextmanager
def _without_git_variables() -> Iterator[None]:
    """Take the caller's ``GIT_*`` variables away for the moment in which a process starts.

    GitPython gives its processes a copy of `os.environ`; it can add to that but not take away.
    """
    with _environment_lock:
        kept = {name: value for name, value in os.environ.items() if name.startswith("GIT_")}
        for name in kept:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(kept)


def _command(folder: Path) -> Command:
    # GitPython looks for git while it is imported, and raises there; asked to be quiet it raises when used.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    from git.cmd import Git as Command  # takes a tenth of a second, so only those who read history pay

    return Command(str(folder))


class Git:
    """The git of one repository, asked only to read.

    *path* may be a work tree, a folder inside one, a git directory or a bare repository.
    """

    def __init__(self, path: Path, *, timeout: float = TIMEOUT) -> None:
        if not path.is_dir():
            raise NotARepository(path)
        self.path = path
        self._timeout = timeout
        self._options = tuple(part for setting in _CONFIGURATION for part in ("-c", setting))
        self._command = _command(path)
        self.folder, self.is_shallow = self._find()
        # From its own folder git sees no work tree: nothing of what is checked out can count.
        self._options += (f"--git-dir={self.folder}",)
        self._command = _command(self.folder)

    def _find(self) -> tuple[Path, bool]:
        asked = ("rev-parse", "--absolute-git-dir", "--is-shallow-repository")
        try:
            answer = self.run(*asked)
        except GitError as refusal:
            if "dubious ownership" not in refusal.complaint:
                raise NotARepository(self.path) from refusal
            self._options += self._trusted()
            answer = self.run(*asked)
        folder, shallow = answer.rstrip(b"\n").rsplit(b"\n", 1)
        return Path(os.fsdecode(folder)), shallow == b"true"

    def _trusted(self) -> tuple[str, ...]:
        """Options for the folders that the user's own configuration calls safe though another user owns them."""
        command = ["git", "config", "--null", "--get-all", "safe.directory"]
        answer = self._command.execute(command, stdout_as_string=False, with_exceptions=False)
        folders = [os.fsdecode(folder) for folder in answer.split(b"\0") if folder]
        return tuple(part for folder in folders for part in ("-c", f"safe.directory={folder}"))

    def run(self, *arguments: str, stdin: Iterable[str] = ()) -> bytes:
        """All that ``git ARGUMENTS`` prints, given the lines *stdin*."""
        with _file_of(stdin) as lines, _without_git_variables():
            status, output, complaint = self._execute(arguments, lines)
        if status:
            raise GitError(arguments[0], complaint.strip() or f"exit code {status}")
        return output

    def ask(self, *arguments: str) -> bytes | None:
        """What ``git ARGUMENTS`` prints; None when it fails, which for a question means "no"."""
        with _without_git_variables():
            status, output, _ = self._execute(arguments, None)
        return None if status else output

    def _execute(self, arguments: tuple[str, ...], stdin: IO[bytes] | None) -> tuple[int, bytes, str]:
        from git.exc import GitCommandNotFound

        try:
            answer = self._command.execute(
                ["git", *self._options, *arguments],
                istream=cast("BinaryIO | None", stdin),
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                kill_after_timeout=None if os.name == "nt" else self._timeout,
                env=_ENVIRONMENT,
            )
        except GitCommandNotFound as missing:
            raise GitError(arguments[0], "git is not installed") from missing
        status, output, complaint = answer
        return status, output, complaint

    @contextmanager
    def stream(self, *arguments: str, stdin: Iterable[str] = ()) -> Iterator[IO[bytes]]:
        """The output of ``git ARGUMENTS`` as it comes; git is ended when the block is left early."""
        with _file_of(stdin) as lines:
            with _without_git_variables():
                process = self._command.execute(
                    ["git", *self._options, *arguments],
                    istream=cast("BinaryIO | None", lines),
                    as_process=True,
                    env=_ENVIRONMENT,
                )
            try:
                yield process.stdout
                if status := process.proc.wait(self._timeout):
                    complaint = process.stderr.read().decode("utf-8", "replace").strip()
                    raise GitError(arguments[0], complaint or f"exit code {status}")
            finally:
                process._terminate()

    def contents(self, ids: Iterable[str], *, limit: int) -> Iterator[bytes | None]:
        """The contents of objects, in the order asked for; None for one that has more than *limit* bytes.

        All come from one process, one at a time.
        """
        asked = tuple(ids)
        if not asked:
            return
        with self.stream("cat-file", "--batch", "--buffer", stdin=asked) as output:
            for _ in asked:
                header = output.readline().split()
                if len(header) != 3:
                    raise GitError("cat-file", f"object {b' '.join(header).decode('utf-8', 'replace')}")
                size = int(header[2])
                if size > limit:
                    _skip(output, size + 1)
                    yield None
                else:
                    yield output.read(size + 1)[:-1]

    def resolve(self, revision: str) -> str:
        """The id of the commit that *revision* names."""
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        answer = None if "\0" in revision else self.ask(*asked)
        if answer is None:
            raise UnknownRevision(revision)
        return answer.decode("ascii").strip()


@contextmanager
def _file_of(lines: Iterable[str]) -> Iterator[IO[bytes] | None]:
    """A file of *lines* for git to read: unlike a pipe it can be written before the process runs."""
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        yield None
        return
    with tempfile.TemporaryFile() as file:
        file.write(text.encode("utf-8", "surrogateescape"))
        file.seek(0)
        yield file


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, 1 << 20))):
        size -= len(chunk)
