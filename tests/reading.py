"""Reads a list's text as the pipeline does, for tests of what its lines say."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from publisher import pipeline
from publisher.config import Settings
from publisher.entries import Reader, Reading
from publisher.events import Record
from publisher.evidence import Face, Faces
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Entry, Event
from publisher.sample.builder import RepoBuilder

OWN = frozenset(("github.com/example-lists/field-notes",))
LISTS = frozenset(("README.md", "README-cn.md"))


def read(text: str, *, path: str = "README.md", pending: tuple[str, ...] = ()) -> Reading:
    """The list at *path* in a repository with lists in English and Chinese."""
    return Reader(links=Links(own=OWN), markers=markers(pending)).read(text, path=path, lists=LISTS)


def shown(entry: Entry) -> dict[str, object]:
    """What *entry* says, without what is empty."""
    homes = {home.label: home.link for home in entry.alternates}
    facts = {
        "title": entry.title,
        "link": entry.link,
        "marker": entry.marker,
        "summary": entry.summary,
        "homes": homes,
    }
    return {name: value for name, value in facts.items() if value}


def listed(text: str, *, path: str = "README.md", pending: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """What each entry of the text says."""
    return [shown(entry) for entry in read(text, path=path, pending=pending).entries]


Facts = dict[str, object]


def row(name: str, text: str, *entries: Facts) -> ParameterSet:
    """A case of a table: a list's text, and what its entries say."""
    return pytest.param(text, list(entries), id=name)


Texts = str | Mapping[str, str | None]
"""One commit's versions: by path, None for a list that goes; a text alone is that of ``README.md``."""
Moved = Mapping[int, Mapping[str, str]]
"""The files that a step, the first being 1, moves: new path by old one."""

_BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def record_of(*steps: Texts, moved: Moved | None = None, lists: tuple[str, ...] = ()) -> Record:
    """What a repository tells whose branch went through these *steps*, one a day from 6 January 2026 on."""
    moved = moved or {}
    sources = sorted({source for targets in moved.values() for source in targets})
    notes = {path: f"What {path} says.\n" * (10 + number) for number, path in enumerate(sources)}
    with tempfile.TemporaryDirectory() as folder:
        with RepoBuilder(Path(folder) / "list.git", bare=True) as repo:
            repo.remote(f"https://{min(OWN)}")
            for number, step in enumerate(steps, 1):
                texts = {"README.md": step} if isinstance(step, str) else step
                written = {path: text for path, text in texts.items() if text is not None}
                repo.commit(
                    "notes: update",
                    {**written, **(notes if number == 1 else {})},
                    rename=moved.get(number),
                    delete=[path for path, text in texts.items() if text is None],
                    date=_BEGAN + timedelta(days=number),
                )
        settings = Settings(lists=lists)
        return pipeline.mine(pipeline.open_history(repo.path, settings), settings).record


def step_of(event: Event) -> int:
    """Which step an event belongs to."""
    return (event.date - _BEGAN).days


def told(*steps: Texts, moved: Moved | None = None) -> list[str]:
    """The events of a history, one a line: ``2 promoted! Ids`` is the announcement of *Ids* by the second step."""
    return [
        f"{step_of(event)} {event.kind}{'!' if event.announced else ''} {event.note.entries[0].title}"
        + (f" into {event.note.merged_into}" if event.note.merged_into else "")
        for event in record_of(*steps, moved=moved).events
    ]


def face_of(line: str, *, path: str = "README.md") -> Face:
    """The face of the only entry in *line*."""
    (entry,) = read(line, path=path).entries
    return Faces(Links(own=OWN)).of(entry)
