"""Runs git, through GitPython, as on enemy ground.

A repository may be anybody's. Its hooks, its file-system monitor, differs, aliases, replace refs and grafts,
the caller's ``GIT_*`` variables and the user's or the machine's configuration neither change what is read nor
run a program. Only ``safe.directory`` is taken from the user, because CI sets it there.
"""

from __future__ import annotations

import io
import os
import re
import select
import signal
import sys
import tempfile
import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from publisher.errors import GitError, NotARepository, UnknownRevision

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from git.cmd import Git as Command

_PIPE = 1 << 20
"""Bytes that are read at once."""

TIMEOUT = 600.0
"""Seconds that git may be silent."""

READING = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    # What does not know GIT_NO_LAZY_FETCH (git before 2.44) is kept by this from fetching objects one by one.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LANGUAGE": "C",
    "LC_ALL": "C",
    "TZ": "UTC",
}
"""What git is given when it reads, and when it makes objects: the caller's ``GIT_*`` variables are taken away."""

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
    "core.useReplaceRefs=false",
    "protocol.ext.allow=never",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "diff.renames=false",
    "diff.external=",
    f"mailmap.file={os.devnull}",
    "gc.auto=0",
    "maintenance.auto=false",
)
_OPTIONS = ("--no-pager", *(part for setting in _SETTINGS for part in ("-c", setting)))

_FETCH_ENVIRONMENT = {
    **{name: value for name, value in READING.items() if name != "GIT_NO_LAZY_FETCH"},
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    # Unlike settings, of which the first counts here and the last there, these have the last word.
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=60 -oServerAliveInterval=20",
    "GIT_PROXY_COMMAND": "",
    "GIT_ASKPASS": "",
}
_FETCHING = (
    *("fetch.negotiationAlgorithm=noop", "credential.helper="),
    # A remote that falls silent is given up by git itself, even when we were killed meanwhile.
    *("http.lowSpeedLimit=1", "http.lowSpeedTime=60"),
)
_QUIETLY = (
    *("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--filter=blob:none"),
    "--upload-pack=git-upload-pack",
)

_starting = threading.Lock()


@contextmanager
def _without_git_variables() -> Generator[None]:
    """Take the caller's ``GIT_*`` variables away for the moment in which a process starts.

    GitPython gives its processes a copy of `os.environ`, to which it can add but from which it takes nothing.
    """
    with _starting:
        kept = {name: value for name, value in os.environ.items() if name.startswith("GIT_")}
        for name in kept:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(kept)


def _command() -> Command:
    with _without_git_variables():
        # When it is imported, GitPython runs git and raises without one; a quiet one raises when it is used.
        os.environ["GIT_PYTHON_REFRESH"] = "quiet"
        try:
            # It takes a tenth of a second, which only those who read a history need to pay.
            from git.cmd import Git as Command  # noqa: PLC0415
        finally:
            del os.environ["GIT_PYTHON_REFRESH"]
    return Command()


class Git:
    """The git of one repository, asked only to read.

    *path* may be a work tree, a folder inside one, a git directory or a bare repository.
    """

    def __init__(self, path: Path, *, timeout: float = TIMEOUT) -> None:
        if not path.is_dir():
            raise NotARepository(path)
        self.path = path
        self._timeout = timeout
        self._command = _command()
        self._options: tuple[str, ...] = ("-C", str(path.absolute()), *_OPTIONS)
        self.folder, self.is_shallow, self._top = self._find()
        # From its own folder git sees no work tree: nothing of what is checked out can count.
        self._options = ("-C", self.folder, f"--git-dir={self.folder}", *self._options[2:])

    def _find(self) -> tuple[str, bool, str]:
        """The git directory, whether the clone is shallow, and from where a remote's relative path counts."""
        asked = ("rev-parse", "--show-prefix", "--is-shallow-repository", "--absolute-git-dir")
        status, answer, complaint = self._execute(asked)
        if status and "dubious ownership" in complaint:
            self._options += self._trusted()
            status, answer, complaint = self._execute(asked)
            if status:
                error = GitError("rev-parse", f"{self.path} is another user's, and git does not trust it")
                error.hint = f"git config --global --add safe.directory '{self.path.absolute()}'"
                raise error
        if status:
            raise NotARepository(self.path)
        # Folders may be named with a line break in them.
        prefix, shallow, folder = re.split(rb"\n(true|false)\n", answer.removesuffix(b"\n"), maxsplit=1)
        top = self.path.absolute().joinpath(*[".."] * prefix.count(b"/"))
        return os.fsdecode(folder), shallow == b"true", str(top)

    def _trusted(self) -> tuple[str, ...]:
        """Options for the folders that the user calls safe although they belong to others.

        The only question that is put to the user's own configuration.
        """
        answer = self._command.execute(
            ["git", "-C", os.sep, "config", "--null", "--get-all", "safe.directory"],
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            with_exceptions=False,
        )
        folders = os.fsdecode(answer).split("\0")[:-1]
        return tuple(part for folder in folders for part in ("-c", f"safe.directory={folder}"))

    @cached_property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """The repository's own configuration, in the order of its file; a name may come up more than once."""
        lines = os.fsdecode(self.ask("config", "--local", "--null", "--list") or b"").split("\0")
        return tuple((name, value) for name, _, value in (line.partition("\n") for line in lines if line))

    @property
    def promisor(self) -> str | None:
        """The remote that has what a partial clone left out; None when the clone is whole."""
        for name, value in self.settings:
            if name == "extensions.partialclone":
                return value
            if name.startswith("remote.") and name.endswith(".promisor") and value != "false":
                return name.removeprefix("remote.").removesuffix(".promisor")
        return None

    def run(self, *arguments: str, stdin: Iterable[str] = (), settings: Iterable[str] = ()) -> bytes:
        """All that ``git ARGUMENTS`` prints, given the lines *stdin* and *settings* like ``gc.auto=0``."""
        options = tuple(part for setting in settings for part in ("-c", setting))
        with as_lines(stdin) as lines:
            status, output, complaint = self._execute(arguments, lines, options)
        if status:
            raise self._failure(arguments[0], status, complaint)
        return output

    def fetch(self, remote: str, names: Iterable[str]) -> None:
        """Bring the objects *names* from *remote*: the only time that git speaks to another host.

        Nobody is asked for credentials and no helper is run; what the repository's configuration has is used.
        """
        options = ("-C", self._top, *(part for setting in _FETCHING for part in ("-c", setting)))
        with as_lines(names) as lines:
            asked = ("fetch", *_QUIETLY, "--stdin", "--end-of-options", remote)
            status, _, complaint = self._execute(asked, lines, options, _FETCH_ENVIRONMENT)
        if status:
            error = self._failure("fetch", status, complaint)
            error.hint = "this clone left the lists' texts on its remote: clone without --filter"
            raise error

    def ask(self, *arguments: str) -> bytes | None:
        """What ``git ARGUMENTS`` prints; None when it fails, which for a question means "no"."""
        status, output, _ = self._execute(arguments)
        return None if status else output

    def _execute(
        self,
        arguments: tuple[str, ...],
        stdin: IO[bytes] | None = None,
        options: tuple[str, ...] = (),
        environment: Mapping[str, str] = READING,
    ) -> tuple[int, bytes, str]:
        if any("\0" in argument for argument in arguments):  # no process can be given one
            return 1, b"", "an argument holds a NUL"
        with self._started(arguments, stdin, options, environment) as running:
            output, complaint = running.communicate(timeout=self._timeout)
        return running.returncode, output, complaint.decode("utf-8", "replace")

    @contextmanager
    def stream(self, *arguments: str, stdin: Iterable[str] = ()) -> Generator[IO[bytes]]:
        """The output of ``git ARGUMENTS`` as it comes; git is ended when the block is left early."""
        with as_lines(stdin) as lines, self._started(arguments, lines) as running:
            output, complaints = cast("IO[bytes]", running.stdout), cast("IO[bytes]", running.stderr)
            _widen(output)
            yield io.BufferedReader(_Patient(output, self._timeout, arguments[0]), _PIPE)
            if status := running.wait(self._timeout):
                raise self._failure(arguments[0], status, complaints.read().decode("utf-8", "replace"))

    @contextmanager
    def _started(
        self,
        arguments: tuple[str, ...],
        stdin: IO[bytes] | None,
        options: tuple[str, ...] = (),
        environment: Mapping[str, str] = READING,
    ) -> Generator[Popen[bytes]]:
        """A git that runs; whatever ends the block ends it, and all that it has started."""
        from git.exc import GitCommandNotFound  # noqa: PLC0415 - see _command

        try:
            with _without_git_variables():
                process: Any = self._command.execute(
                    ["git", *self._options, *options, *arguments],
                    istream=cast("BinaryIO | None", stdin),
                    as_process=True,
                    shell=False,
                    env=environment,
                    start_new_session=True,
                )
        except GitCommandNotFound as missing:
            raise GitError(arguments[0], "git is not installed, or not on the PATH") from missing
        except OSError as refused:  # more patterns than a process can be given, say
            raise GitError(arguments[0], refused.strerror or "cannot be started") from refused
        running = cast("Popen[bytes]", process.proc)
        try:
            yield running
        except TimeoutExpired as silent:
            raise GitError(arguments[0], _silence(self._timeout)) from silent
        finally:
            _end(running)

    def _failure(self, command: str, status: int, complaint: str) -> GitError:
        lines = [line for line in complaint.splitlines() if line.strip()]
        fatal = [line for line in lines if line.startswith("fatal: ")]
        said = next(iter(fatal or lines[-1:]), f"exit code {status}").removeprefix("fatal: ")
        error = GitError(command, said.removeprefix("error: "))
        if self.promisor is not None:
            error.hint = "this clone is partial: clone with --filter=blob:none, or without a filter"
        return error

    def resolve(self, revision: str) -> str:
        """The id of the commit that *revision* names."""
        question = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        answer = self.ask(*question, f"{revision}^{{commit}}")
        name = os.fsdecode(self.ask(*question, revision) or b"").strip() if answer is None else ""
        if name and self.ask("cat-file", "-e", name) is None:
            raise GitError("cat-file", f"object {name} is missing or corrupt")
        if answer is None or not answer.strip().isalnum():  # "^HEAD" is everything but a commit
            raise UnknownRevision(revision)
        return answer.decode("ascii").strip()


def _end(running: Popen[bytes]) -> None:
    """End a process, and those that it started: it leads a group of its own."""
    if running.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _silence(seconds: float) -> str:
    return f"no answer for {seconds:g} seconds"


class _Patient(io.RawIOBase):
    """The output of a process that may be silent only for some time."""

    def __init__(self, output: IO[bytes], timeout: float, command: str) -> None:
        self._output = cast("io.BufferedReader[io.FileIO]", output)
        self._timeout = timeout
        self._command = command
        self._poll = select.poll() if hasattr(select, "poll") else None
        if self._poll:
            self._poll.register(output.fileno(), select.POLLIN)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        if self._poll and not self._poll.poll(self._timeout * 1000):
            raise GitError(self._command, _silence(self._timeout))
        return self._output.raw.readinto(buffer)


def _widen(pipe: IO[bytes]) -> None:
    """Let more stand in a *pipe*, where the system can: fewer turns for long outputs."""
    if sys.platform == "linux":
        with suppress(OSError):  # there may be a lower limit, and it is no matter
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)


@contextmanager
def as_lines(lines: Iterable[str]) -> Generator[IO[bytes] | None]:
    """A file of *lines* for git to read: unlike a pipe it can be full before the process runs."""
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        yield None
        return
    with tempfile.TemporaryFile() as file:
        file.write(os.fsencode(text))
        file.seek(0)
        yield file
