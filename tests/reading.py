"""Reads a list's text as the pipeline does, for tests of what its lines say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from _pytest.mark.structures import ParameterSet

from publisher.entries import Reader, Reading
from publisher.events import Record, find_events
from publisher.evidence import Face, Faces
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Commit, Entry
from publisher.notes import Contents, Tracker

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
"""One commit's versions: by path, None for a list that went; a text alone is that of ``README.md``."""


def record_of(*steps: Texts, moved: Mapping[int, Mapping[str, str]] | None = None) -> Record:
    """What the history of these *steps* tells; *moved* are the renames that git sees at a step, the first being 1."""
    began = datetime(2026, 1, 5, 9, tzinfo=UTC)
    revisions: list[Contents] = []
    for number, step in enumerate(steps, 1):
        date = began + timedelta(days=number)
        commit = Commit(id=str(number), date=date, author="maintainer", written=date, subject="notes: update")
        texts = {"README.md": step} if isinstance(step, str) else step
        revisions.append((commit, {path: text and text.encode() for path, text in sorted(texts.items())}))

    def renames(commit: Commit, vanished: frozenset[str], appeared: frozenset[str]) -> Mapping[str, str]:
        seen = (moved or {}).get(int(commit.id), {})
        return {old: new for old, new in seen.items() if old in vanished and new in appeared}

    links = Links(own=OWN)
    reader = Reader(links=links, markers=markers())
    steps_taken = Tracker(reader=reader, links=links, renames=renames).steps(revisions)
    return find_events(steps_taken)


def told(*steps: Texts, moved: Mapping[int, Mapping[str, str]] | None = None) -> list[str]:
    """The events of a history, one a line: ``2 promoted! Ids`` is the announcement of *Ids* by the second step."""
    events = record_of(*steps, moved=moved).events
    return [
        f"{event.commit.id} {event.kind}{'!' if event.announced else ''} {event.note.entries[0].title}"
        + (f" into {event.note.merged_into}" if event.note.merged_into else "")
        for event in events
    ]


def face_of(line: str, *, path: str = "README.md") -> Face:
    """The face of the only entry in *line*."""
    (entry,) = read(line, path=path).entries
    return Faces(Links(own=OWN)).of(entry)
