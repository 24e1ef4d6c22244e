"""Events as lines: JSON for programs, rows for people. ``docs/formats.md`` explains each field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypedDict

from publisher.characters import is_unmarked, legal, one_line
from publisher.model import Event, Note, Standing


class EventLine(TypedDict):
    """One line of ``publisher events --format jsonl``, in the order of its keys."""

    kind: str
    note: str
    announced: bool
    date: str
    commit: str
    title: dict[str, str]
    link: dict[str, str]
    links: Sequence[str]
    alternates: dict[str, str]
    summary: dict[str, str]
    section: dict[str, Sequence[str]]
    list: str
    pending: bool
    author: str
    pull_request: int | None
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    date: str
    kind: str
    title: str
    author: str
    announced: bool


def event_line(event: Event) -> EventLine:
    """All that is known of *event*, as JSON's types."""
    note = event.note
    shown = {language: note.entry(language) for language in note.languages}
    return EventLine(
        kind=event.kind.value,
        note=note.id,
        announced=event.announced,
        date=_moment(event.date),
        commit=event.commit.id,
        title={language: entry.title for language, entry in shown.items()},
        link={language: entry.link for language, entry in shown.items()},
        links=_links(note),
        alternates=_alternates(note),
        summary={
            language: summary for language, entry in shown.items() if (summary := _plain(entry.summary))
        },
        section={language: [*entry.section] for language, entry in shown.items()},
        list=note.entries[0].list,
        pending=note.standing in (Standing.PENDING, Standing.REVISING),
        author=event.author,
        pull_request=event.commit.pull_request,
        written=_moment(event.written),
    )


def render_lines(events: Iterable[Event]) -> Iterator[bytes]:
    """JSON Lines, UTF-8, one an event, in the order of *events*."""
    for event in events:
        yield f"{_json(event_line(event))}\n".encode()


def event_row(event: Event, language: str) -> Row:
    """What a person wants to see of *event*, in *language* where there is a choice; safe for a terminal."""
    return Row(
        date=f"{event.date.astimezone(UTC):%Y-%m-%d}",
        kind=event.kind.value,
        title=one_line(event.note.entry(language).title),
        author=one_line(event.author),
        announced=event.announced,
    )


@lru_cache(maxsize=8192)
def _plain(summary: str) -> str:
    source = legal(summary)
    if is_unmarked(source):
        return one_line(source)
    from publisher.markup import plain  # noqa: PLC0415 - many lists get by without

    return plain(source)


def _links(note: Note) -> list[str]:
    return list(dict.fromkeys(entry.link for entry in note.entries if entry.link))


def _alternates(note: Note) -> dict[str, str]:
    """By label; of two with one label the first listing's."""
    found: dict[str, str] = {}
    for entry in note.entries:
        for alternate in entry.alternates:
            found.setdefault(alternate.label, alternate.link)
    return found


@lru_cache(maxsize=1024)
def _moment(date: datetime) -> str:
    return f"{date.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _json(line: EventLine) -> str:
    # A lone surrogate has no UTF-8. No other text of ours holds one, but a path from git can.
    return legal(_encode(line))
