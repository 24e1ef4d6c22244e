"""A repository's history, as the configuration says that it is to be read."""

from __future__ import annotations

from pathlib import Path

from publisher.config import Settings
from publisher.errors import NoListFound
from publisher.history import History, history_of
from publisher.repository import Repository, open_configured


def open_history(path: Path, settings: Settings, *, rev: str = "HEAD", former: str = "") -> History:
    """The history up to *rev* of the lists that *settings* name in the repository at *path*, with no text read yet.

    *former* is where the repository was when it was first published, ``host/owner/name``; empty when not known.
    """
    return read_lists(open_configured(path, settings, rev=rev), settings, former=former)


def read_lists(repository: Repository, settings: Settings, *, former: str = "") -> History:
    """The same of a *repository* that is open. Raises NoListFound."""
    history = history_of(
        repository,
        patterns=settings.lists,
        aliases=(*settings.mainline.aliases, *_path_of(former)),
        max_bytes=settings.limits.max_file_bytes,
        max_entries=settings.limits.max_entries,
    )
    if not history.changes:
        raise NoListFound(repository.git.path, settings.lists)
    return history


def _path_of(address: str) -> tuple[str, ...]:
    path = address.partition("/")[2]
    return (path,) if path else ()
