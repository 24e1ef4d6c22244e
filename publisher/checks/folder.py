"""An output folder on disk to path -> bytes; the only module of this package that reads the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from publisher.checks.names import name_of
from publisher.checks.records import MANIFEST, listed
from publisher.errors import OutputError
from publisher.staging import read_plan, waiting

NAME_A_FOLDER = "name a folder that `publisher build` wrote"
MOST_FILES = 200_000
MOST_BYTES = 2_000_000_000


def read_folder(
    folder: Path, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> dict[str, bytes]:
    """The documents in *folder*: what has a name of ours, and what the manifest lists.

    Links and what lies behind them are passed over, and so are folders whose names begin with a dot. A folder in
    which a run was killed while it moved files is read as the next run will leave it.
    Raises OutputError for what is no folder, cannot be read, or is larger than a publication ever is.
    """
    if not folder.is_dir():
        raise OutputError(
            folder, "is not a folder" if folder.exists() else "does not exist", hint=NAME_A_FOLDER
        )
    places = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    plan = read_plan(folder)
    if plan is not None:
        places = {path: place for path, place in places.items() if path not in plan.gone}
        places.update(waiting(folder, plan))
    manifest = places.get(MANIFEST)
    ours = listed(_read(manifest)) if manifest is not None else frozenset[str]()
    documents: dict[str, bytes] = {}
    size = 0
    for relative, path in sorted(places.items()):
        if relative not in ours and name_of(relative) is None:
            continue
        size += path.stat().st_size
        if len(documents) == most_files or size > most_bytes:
            message = f"holds more than {most_files:,} documents or {most_bytes:,} bytes"
            raise OutputError(folder, message, hint=NAME_A_FOLDER)
        documents[relative] = _read(path)
    return documents


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            path = Path(parent, file)
            if not path.is_symlink() and path.is_file():
                yield path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        hint = "let the file be read by whoever runs publisher"
        raise OutputError(path, f"cannot be read: {fault.strerror}", hint=hint) from fault
