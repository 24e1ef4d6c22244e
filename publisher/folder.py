"""The output folder: what is in it, and whose it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from publisher.errors import OutputError
from publisher.lock import held, is_left_behind
from publisher.staging import finish, has_leftovers, inside, replace

MANIFEST = "manifest.json"
LEDGER = "ledger.jsonl"


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
        gone = sorted(path for path in ours if path not in documents and inside(folder, path).is_file())
        if changed or gone:
            replace(folder, documents, order=sorted(changed, key=_rank), gone=gone, witness=LEDGER)
    return tuple(sorted((*changed, *gone)))


def _changed(folder: Path, documents: Mapping[str, bytes], ours: frozenset[str]) -> list[str]:
    changed = []
    for path in sorted(documents):
        place = inside(folder, path)
        there = place.read_bytes() if place.is_file() else None
        if there == documents[path]:
            continue
        if there is None or (path not in ours and path != LEDGER):
            _refuse_what_is_in_the_way(folder, place)
        changed.append(path)
    return changed


def _refuse_what_is_in_the_way(folder: Path, place: Path) -> None:
    """Raise OutputError when something stands at *place*, or a file where a folder above it must be."""
    above = [parent for parent in place.parents if parent.is_relative_to(folder)]
    for obstacle in [place, *(parent for parent in above if not parent.is_dir())]:
        if obstacle.exists():
            raise OutputError(obstacle, "is in the way, and publisher did not write it")


def _rank(path: str) -> tuple[int, str]:
    """The order of moving: what readers poll after what it links to, then the manifest, the ledger last."""
    return {MANIFEST: 2, LEDGER: 3}.get(path, 0 if "/" in path else 1), path


@contextmanager
def _explained(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as problem:
        raise OutputError(problem.filename or folder, problem.strerror or str(problem)) from problem


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Keep other runs out of *folder*, in which what a killed run left to do is done first.

    Raises LockHeld when another run is in it.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with held(folder):
        with _explained(folder):
            finish(folder)
        yield


def is_left_unfinished(folder: Path) -> bool:
    """Whether a killed run left its lock, or something to be finished or cleared away."""
    return has_leftovers(folder) or is_left_behind(folder)
