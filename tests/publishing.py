"""Publishing again and again into one folder, and what is in it then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from publisher.build import build
from publisher.config import Settings
from publisher.errors import NoListFound
from publisher.history import read_history
from publisher.model import Commit
from publisher.run import Built

DEFAULTS = Settings()


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files in *folder*, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def mainline(repository: Path) -> tuple[Commit, ...]:
    """The commits that the published branch went through, oldest first."""
    return read_history(repository).commits


def publish(
    repository: Path,
    output: Path,
    *,
    rev: str = "HEAD",
    as_of: date,
    settings: Settings = DEFAULTS,
    accept_flood: bool = True,
) -> Built:
    """One run, as the command makes it, with floods accepted."""
    return build(repository, settings, rev=rev, output=output, as_of=as_of, accept_flood=accept_flood)


def publish_each(
    repository: Path,
    output: Path,
    commits: Sequence[Commit],
    *,
    settings: Settings = DEFAULTS,
    late: int = 0,
) -> None:
    """A run at each of *commits*, up to *late* days after it, though not after the next one.

    One without a list yet publishes nothing.
    """
    nexts = [commit.date.date() for commit in commits[1:]] + [date.max]
    for commit, following in zip(commits, nexts, strict=True):
        day = min(commit.date.date() + timedelta(days=late), following)
        try:
            publish(repository, output, rev=commit.id, as_of=day, settings=settings)
        except NoListFound:
            assert not output.exists()
