"""A repository's history, as the configuration says that it is to be read."""

from __future__ import annotations

from pathlib import Path

from publisher.config import Settings
from publisher.errors import NoListFound
from publisher.history import History, read_history


def open_history(repository: Path, settings: Settings, *, rev: str = "HEAD", former: str = "") -> History:
    """The history of the lists that *settings* name, with no text read yet.

    *former* is where the repository was when it was first published, ``host/owner/name``; empty when not known.
    """
    history = read_history(
        repository,
        patterns=settings.lists,
        rev=rev,
        repository_name=settings.repository,
        branch=settings.branch,
        aliases=(*settings.mainline.aliases, *_path_of(former)),
        max_bytes=settings.limits.max_file_bytes,
        max_entries=settings.limits.max_entries,
    )
    if not history.changes:
        raise NoListFound(repository, settings.lists)
    return history


def _path_of(address: str) -> tuple[str, ...]:
    path = address.partition("/")[2]
    return (path,) if path else ()
