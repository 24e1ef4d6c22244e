"""The output folder: what is in it, whose it is, and how it is replaced.

Documents are written beside their places and synced first, then moved one by one, the ledger last. A run that is
killed leaves a folder whose ledger is the old one or the new one, whole; the next run makes the rest right.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from publisher.errors import LockHeld, OutputError
from publisher.ledger import NAME as LEDGER

MANIFEST = "manifest.json"
_LOCK = ".publisher.lock"
_STAGE = ".publisher.new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a folder was made from, and which files in it are ours."""

    version: str = ""
    """Of this program."""
    tip: str = ""
    """The last mainline commit that changed a list."""
    configuration: str = ""
    """A digest of the settings, templates and leads."""
    until: str | None = None
    """When an issue closes though nothing is new in the list; None when nothing waits for one."""
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """SHA-256 by path, without the manifest's own."""


def digest(content: bytes) -> str:
    """SHA-256 of *content*, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes of ``manifest.json``."""
    value = {
        "publisher": manifest.version,
        "tip": manifest.tip,
        "configuration": manifest.configuration,
        "until": manifest.until,
        "files": dict(sorted(manifest.files.items())),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The folder's manifest; None when there is none that can be read."""
    try:
        return parse_manifest((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def parse_manifest(content: bytes) -> Manifest:
    """The manifest that *content* is. Raises an error of Python's own for what is none."""
    value = json.loads(content)
    return Manifest(
        version=str(value["publisher"]),
        tip=str(value["tip"]),
        configuration=str(value["configuration"]),
        until=value["until"],
        files=MappingProxyType({str(k): str(v) for k, v in value["files"].items()}),
    )


def read_bytes(folder: Path, path: str) -> bytes | None:
    """What stands at *path*; None when nothing does. Raises OutputError when it cannot be read."""
    try:
        return (folder / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise OutputError(folder / path, problem.strerror or str(problem)) from problem


def write(folder: Path, documents: Mapping[str, bytes], *, before: Manifest | None) -> tuple[str, ...]:
    """Make *folder* hold exactly *documents* of ours; the paths that changed or went, sorted.

    Files that are in neither *documents* nor the manifest *before* are left alone; one of those in the place of a
    document is an error. *documents* hold the ledger and the manifest.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        ours = before.files if before else {}
        changed = _changed(folder, documents, frozenset(ours) | {MANIFEST, LEDGER} if before else frozenset())
        gone = sorted(path for path in ours if path not in documents and _inside(folder, path).is_file())
        if changed or gone:
            _replace(folder, documents, changed, gone)
    return tuple(sorted((*changed, *gone)))


def _changed(folder: Path, documents: Mapping[str, bytes], ours: frozenset[str]) -> list[str]:
    changed = []
    for path in sorted(documents):
        place = _inside(folder, path)
        there = place.read_bytes() if place.is_file() else None
        if there == documents[path]:
            continue
        if (there is not None or place.exists()) and path not in ours and path != LEDGER:
            raise OutputError(place, "is in the way, and publisher did not write it")
        changed.append(path)
    return changed


def _inside(folder: Path, path: str) -> Path:
    """The place of *path*, which must not lead out of *folder*, by its name or by a symbolic link on the way."""
    place = folder / path
    root = folder.resolve()
    if (
        ".." in Path(path).parts
        or Path(path).is_absolute()
        or not place.parent.resolve().is_relative_to(root)
        or place.is_symlink()
    ):
        raise OutputError(place, "leads out of the output folder")
    return place


def _replace(folder: Path, documents: Mapping[str, bytes], changed: list[str], gone: list[str]) -> None:
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path in changed:
            _write_synced(stage / path, documents[path])
        for path in sorted(changed, key=_rank):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(place)
        for path in gone:
            (folder / path).unlink(missing_ok=True)
            _remove_empty(folder, (folder / path).parent)
        _sync_folder(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _rank(path: str) -> tuple[int, str]:
    """The order of moving: what readers poll after what it links to, then the manifest, the ledger last."""
    return {MANIFEST: 2, LEDGER: 3}.get(path, 0 if "/" in path else 1), path


def _write_synced(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_empty(folder: Path, inner: Path) -> None:
    while inner != folder and inner.is_dir() and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent


@contextmanager
def _explained(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as problem:
        raise OutputError(problem.filename or folder, problem.strerror or str(problem)) from problem


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Keep other runs out of *folder*. Raises LockHeld when one is in it; a dead run's lock is taken over."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = folder / _LOCK
    _take(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    for _ in range(3):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            owner = _owner(lock)
            if owner is not None and _is_alive(owner):
                break
            lock.unlink(missing_ok=True)  # whoever took it is dead
            continue
        except OSError as problem:
            raise OutputError(lock.parent, problem.strerror or str(problem)) from problem
        with os.fdopen(handle, "w") as file:
            file.write(f"{os.getpid()}\n")
        return
    raise LockHeld(lock, f"process {_owner(lock)}")


def _owner(lock: Path) -> int | None:
    try:
        return int(lock.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
