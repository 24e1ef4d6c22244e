"""How the files of a folder are replaced, so that whoever is killed meanwhile leaves no mixture behind.

::

    .publisher.new    files are written here, and synced              killed: the next run deletes it
          │  renamed when the last is there: from here on it is done
    .publisher.ready  files are moved to their places, the last last   killed: the next run goes on
          │
       nothing

A folder with the second is read as what it will be.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import OutputError

NEW = ".publisher.new"
READY = ".publisher.ready"
_PLAN = "plan.json"
_FILES = "files"
_AT_ONCE = 8
"""So many files are synced at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is left to do in a folder."""

    order: tuple[str, ...]
    """All paths that are to be replaced, in this order; some may be already."""
    gone: tuple[str, ...]
    """Paths that go, before the last of `order` comes."""
    witness: str
    """The path that tells whether the folder is still the one that this was made for."""
    before: str | None
    """SHA-256 of what stood there; None for nothing."""
    after: str | None
    """SHA-256 of what will stand there."""


def inside(folder: Path, path: str) -> Path:
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


def replace(
    folder: Path, contents: Mapping[str, bytes], *, order: Sequence[str], gone: Sequence[str], witness: str
) -> None:
    """Put the *contents* of the paths in *order* into *folder*, and delete those *gone*; all of it or nothing.

    What a killed run left is done only while *witness* is as it was, or as it was to be.
    """
    stage = folder / NEW
    _clear(stage)
    before = _digest_of(inside(folder, witness))
    after = _digest(contents[witness]) if witness in order else before
    plan = Plan(order=tuple(order), gone=tuple(gone), witness=witness, before=before, after=after)
    with ExitStack() as undo:
        undo.callback(_clear, stage)
        documents = {stage / _FILES / path: contents[path] for path in order}
        _write({**documents, stage / _PLAN: _render(plan)})
        for parent, _, _ in os.walk(stage, topdown=False):
            _sync(Path(parent))
        stage.rename(folder / READY)
        undo.pop_all()
    _sync(folder)
    try:
        finish(folder)
    finally:
        # Whoever asks us to stop waits for the few milliseconds that are left.
        finish(folder)


def finish(folder: Path) -> None:
    """Do what a killed run left to do in *folder*, and clear away what is of no use."""
    _clear(folder / NEW)
    plan = read_plan(folder)
    if plan is not None:
        _carry_out(folder, plan)
    _clear(folder / READY)


def has_leftovers(folder: Path) -> bool:
    """Whether a killed run left something to be finished or cleared away."""
    return any(os.path.lexists(folder / name) for name in (NEW, READY))


def read_plan(folder: Path) -> Plan | None:
    """What is left to do; None for nothing, or when the folder is no longer the one that it was made for."""
    try:
        value = json.loads(_waiting_place(folder, _PLAN).read_bytes())
        plan = Plan(
            order=tuple(map(str, value["order"])),
            gone=tuple(map(str, value["gone"])),
            witness=str(value["witness"]),
            before=value["before"],
            after=value["after"],
        )
        # The folder may be in a repository, and the plan anybody's.
        for path in (*plan.order, *plan.gone):
            inside(folder, path)
            _waiting_place(folder, f"{_FILES}/{path}")
        there = _digest_of(inside(folder, plan.witness))
    except (OSError, ValueError, KeyError, TypeError, OutputError):
        return None
    return plan if there in (plan.before, plan.after) else None


def waiting(folder: Path, plan: Plan) -> Mapping[str, Path]:
    """The file that waits for each path that is still to be replaced."""
    places = {path: _waiting_place(folder, f"{_FILES}/{path}") for path in plan.order}
    return {path: place for path, place in places.items() if place.is_file()}


def _waiting_place(folder: Path, path: str) -> Path:
    return inside(folder, f"{READY}/{path}")


def _carry_out(folder: Path, plan: Plan) -> None:
    places = waiting(folder, plan)
    touched = {folder}
    for path in plan.order:
        if path == plan.order[-1]:
            touched.update(_delete(folder, plan))
        if path in places:
            place = inside(folder, path)
            _make_folder(place.parent)
            places[path].replace(place)
            touched.add(place.parent)
    for parent in touched:
        if parent.is_dir():
            _sync(parent)


def _delete(folder: Path, plan: Plan) -> Iterator[Path]:
    """Delete what goes; the folders that it went from."""
    twins = {path.casefold(): path for path in plan.order}
    for path in plan.gone:
        place = inside(folder, path)
        twin = folder / twins.get(path.casefold(), path)
        # On a disk that does not tell capitals apart this may be the file that has just come.
        if place.is_file() and (twin == place or not (twin.exists() and twin.samefile(place))):
            place.unlink()
            _remove_empty(folder, place.parent)
            yield place.parent


def _clear(stage: Path) -> None:
    """Remove a stage. Its plan goes first, since what is half cleared is nothing to go on with."""
    if stage.is_symlink() or stage.is_file():
        stage.unlink()
    elif stage.exists():
        (stage / _PLAN).unlink(missing_ok=True)
        shutil.rmtree(stage)


def _render(plan: Plan) -> bytes:
    value = {
        "order": plan.order,
        "gone": plan.gone,
        "witness": plan.witness,
        "before": plan.before,
        "after": plan.after,
    }
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(place: Path) -> str | None:
    return _digest(place.read_bytes()) if place.is_file() else None


def _write(files: Mapping[Path, bytes]) -> None:
    """Write *files*, so that they outlive a power cut."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  a run with nothing new writes nothing

    for place, content in files.items():
        _make_folder(place.parent)
        place.write_bytes(content)
    # Asked for at once, a file system brings them to the disk in few turns.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_sync, files):
            pass


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)


def _sync(place: Path) -> None:
    """Wait until a file, or a folder's own entries, are on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_empty(folder: Path, inner: Path) -> None:
    while inner != folder and inner.is_dir() and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent
