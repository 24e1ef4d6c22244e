"""Keeps two runs out of one folder.

The system holds the lock, on an open file, and lets go of it when the process is gone: what a dead process, a
process of another machine or an earlier holder of the same number left behind is no lock. What the file says is
for people.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from publisher.errors import LockHeld, OutputError

LOCK = ".publisher.lock"


@contextmanager
def held(folder: Path) -> Generator[None]:
    """Hold the lock of *folder*, which is there. Raises LockHeld when another run has it."""
    lock = folder / LOCK
    handle = _take(lock)
    try:
        yield
    finally:
        # While it is still held: whoever opens the file from now on makes a new one.
        lock.unlink(missing_ok=True)
        os.close(handle)


def is_left_behind(folder: Path) -> bool:
    """Whether *folder* has a lock that nobody holds."""
    try:
        handle = os.open(folder / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return _is_free(handle)
    finally:
        os.close(handle)


def _take(lock: Path) -> int:
    try:
        while True:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
            if not _is_free(handle):
                holder = _holder(handle)
                os.close(handle)
                raise LockHeld(lock, holder)
            if _is_there(lock, handle):
                break
            os.close(handle)  # its holder deleted it between the two calls
        os.ftruncate(handle, 0)
        os.pwrite(handle, _signature(), 0)
    except OSError as problem:
        raise OutputError(problem.filename or lock, problem.strerror or str(problem)) from problem
    return handle


def _is_free(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(lock: Path, handle: int) -> bool:
    try:
        return os.path.samestat(lock.stat(follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def _signature() -> bytes:
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (json.dumps({"process": os.getpid(), "host": os.uname().nodename, "since": since}) + "\n").encode()


def _holder(handle: int) -> str:
    """Who has the lock and for how long, as its file says; empty when it does not say."""
    try:
        value = json.loads(os.pread(handle, 4096, 0))
        since = datetime.strptime(value["since"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return f"process {value['process']} on {value['host']}, for {_age(datetime.now(UTC) - since)}"
    except (ValueError, KeyError, TypeError):
        return ""


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return _counted(seconds // size, unit)
    return _counted(seconds, "second")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
