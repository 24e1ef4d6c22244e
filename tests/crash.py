"""Kills the real program at every step that touches the disk or starts git, one step a run.

::

    python tests/crash.py WORK

Three sweeps: a first publication, an update of it, and the run that goes on where an update was killed. For each
step the folder begins as it was, the program is started, and kills itself with SIGKILL at it: half a file is written
by then, or a rename not yet made. Then the folder is checked, the program runs again, and the folder must be what
it is without the kill.

Processes are forked from one that has everything imported. What the disk holds decides what comes after, so a
state that an earlier step has left too is not looked at twice. Prints a JSON object for each sweep.
"""

# ruff: noqa: ANN401 - what is wrapped takes any arguments

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any, Self

import jinja2

from publisher import templating
from publisher.cli import main
from publisher.lock import LOCK
from publisher.sample.builder import RepoBuilder

# https://docs.python.org/3/library/audit_events.html
AUDITED = {
    "os.mkdir": "mkdir",
    "os.rename": "rename",
    "os.remove": "unlink",
    "os.rmdir": "rmdir",
    "os.truncate": "write",
    "fcntl.flock": "lock",
    "subprocess.Popen": "git",
}


class Steps:
    """Counts steps, and ends the process at number *fatal*."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.kinds: list[str] = []

    def take(self, kind: str) -> None:
        self.kinds.append(kind)
        if len(self.kinds) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on every step of this process counts."""
        sys.addaudithook(self._heard)
        self._wrap(os, "fsync", "sync")
        self._wrap(os, "pwrite", "write")
        opened = io.open

        def open_and_count(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            stream = opened(file, mode, *arguments, **options)
            return Halved(stream, self) if "w" in mode else stream

        io.open = open_and_count  # type: ignore[assignment]

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self.take("open")
        elif event in AUDITED:
            self.take(AUDITED[event])

    def _wrap(self, module: Any, name: str, kind: str) -> None:
        real: Callable[..., Any] = getattr(module, name)

        def counted(*arguments: Any) -> Any:
            self.take(kind)
            return real(*arguments)

        setattr(module, name, counted)


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, which are half of the time that a small list takes."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Halved:
    """A file that is written in two halves, with a step between them."""

    def __init__(self, stream: Any, steps: Steps) -> None:
        self._stream = stream
        self._steps = steps

    def write(self, content: bytes) -> int:
        half = len(content) // 2
        self._stream.write(content[:half])
        self._stream.flush()
        self._steps.take("write")
        self._stream.write(content[half:])
        return len(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


def publish(arguments: list[str]) -> None:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(arguments)
    assert code == 0, said.getvalue()


def run_apart(arguments: list[str], fatal: int, told: Path) -> int:
    """Run the program in a process of its own, until its step *fatal*; its status, and its steps into *told*."""
    process = os.fork()
    if process == 0:
        steps = Steps(fatal)
        steps.watch()
        publish(arguments)
        kinds = list(steps.kinds)
        with open(told, "w") as file:  # noqa: PTH123  not a step any more
            file.write(json.dumps(kinds))
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return status


def state_of(folder: Path) -> dict[str, str]:
    """Digests by path, with empty folders, and without what a lock says."""
    return (
        {path.relative_to(folder).as_posix(): _digest(path) for path in sorted(folder.rglob("*"))}
        if folder.exists()
        else {}
    )


def _digest(path: Path) -> str:
    if path.is_dir():
        return "folder"
    return "lock" if path.name == LOCK else hashlib.sha256(path.read_bytes()).hexdigest()


def ledger_of(folder: Path) -> bytes | None:
    place = folder / "ledger.jsonl"
    return place.read_bytes() if place.exists() else None


class Sweep:
    """All the runs of one command on one folder."""

    def __init__(self, work: Path, arguments: list[str]) -> None:
        self.work = work
        self.feeds = work / "feeds"
        self.command = ["build", *arguments, "--output", str(self.feeds)]

    def begin(self, before: Path) -> None:
        shutil.rmtree(self.feeds, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, self.feeds)

    def kill_at(self, step: int) -> None:
        status = run_apart(self.command, step, self.work / "steps.json")
        assert os.WIFSIGNALED(status), (step, status)
        assert os.WTERMSIG(status) == signal.SIGKILL, (step, status)

    def run(self, before: Path) -> dict[str, object]:
        """Kill it at each step in turn, from the folder *before* or from nothing; what was counted."""
        self.begin(before)
        publish(self.command)
        publish(["check", str(self.feeds)])
        self.begin(before)
        assert run_apart(self.command, 0, self.work / "steps.json") == 0
        expected, kinds = state_of(self.feeds), json.loads((self.work / "steps.json").read_text())
        ledgers = {ledger_of(before), ledger_of(self.feeds)}
        seen: set[str] = set()
        for step, kind in enumerate(kinds, 1):
            self.begin(before)
            self.kill_at(step)
            state = json.dumps(state_of(self.feeds))
            if state not in seen:
                seen.add(state)
                assert ledger_of(self.feeds) in ledgers, (
                    step,
                    kind,
                    "neither the old ledger nor the new one",
                )
                self.make_right(expected, f"step {step}, {kind}")
        return {"points": len(kinds), "kinds": dict(Counter(kinds)), "states": len(seen)}

    def make_right(self, expected: dict[str, str], what: str) -> None:
        if self.feeds.exists() and any(self.feeds.iterdir()):
            publish(["check", str(self.feeds)])
        publish(self.command)
        assert state_of(self.feeds) == expected, f"{what}: the next run does not make it right"


def kinds_of(work: Path) -> list[str]:
    """The kinds of the steps of the last run that was not killed."""
    kinds: list[str] = json.loads((work / "steps.json").read_text())
    return kinds


def sweep(work: Path) -> None:
    """All three sweeps, in the folder *work*."""
    templating.Environment = partial(  # type: ignore[assignment,misc]
        jinja2.Environment, bytecode_cache=Compiled()
    )
    repository = build_list(work / "list")
    old, halved = work / "old", work / "halved"
    first = Sweep(work, [repository, "--rev", "main~2", "--as-of", "2026-01-10"])
    report("first", first.run(old))
    first.feeds.rename(old)
    update = Sweep(work, [repository, "--as-of", "2026-01-22"])
    report("update", update.run(old))
    update.begin(old)
    moves = [step for step, kind in enumerate(kinds_of(work), 1) if kind == "rename"]
    update.kill_at(moves[len(moves) // 2])
    update.feeds.rename(halved)
    report("resumed", update.run(halved))


def report(name: str, result: dict[str, object]) -> None:
    sys.stdout.write(json.dumps({"sweep": name, **result}) + "\n")


def build_list(path: Path) -> str:
    """A bilingual list of one note, then a draft, which is then promoted."""
    english = "# Notes\n\n## Feeds\n\n- [Entry ids](ids.md): why they are for ever\n"
    chinese = "# 笔记\n\n## 订阅\n\n- [条目标识](ids.md)：为什么永远不变\n"
    with RepoBuilder(path) as repo:
        repo.remote("https://github.com/feeds-and-history/notes")
        files = {"README.md": english, "README-cn.md": chinese, "ids.md": "# Ids\n", "dates.md": "# Dates\n"}
        repo.commit("Begin", files, date="2026-01-05T09:00:00Z")
        repo.commit("Draft", {"README.md": f"{english}- [Pending Review] [Dates](dates.md)\n"},
                    date="2026-01-13T09:00:00Z")  # fmt: skip
        repo.commit("Promote", {"README.md": f"{english}- [Dates](dates.md)\n"}, date="2026-01-21T09:00:00Z")
    return str(path)


if __name__ == "__main__":
    sweep(Path(sys.argv[1]))
