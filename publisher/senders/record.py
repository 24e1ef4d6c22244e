"""What has been sent where: ``feeds/sends.jsonl``, one JSON object a line, append only.

::

    {"to": "buttondown", "language": "en", "date": "2026-08-24T06:11:02Z", "begun": ["2026-W32", "2026-W33"]}
    {"to": "buttondown", "language": "en", "date": …, "issue": "2026-W34", "state": "planned", "attempt": 1}
    {"to": "buttondown", "language": "en", "date": …, "issue": "2026-W34", "state": "sent", "id": "5f1c…", "url": "…"}
    {"to": "buttondown", "language": "en", "date": …, "issue": "2026-W34", "state": "failed", "draft": "none", "reason": "…"}
    {"to": "buttondown", "language": "en", "date": …, "issue": "2026-W34", "state": "skipped"}
    {"to": "github-release", "language": "", "date": …, "issue": "2026-W34", "state": "planned", "attempt": 1, "asked": true}

The first line of a destination names the issues that were out before anything was sent there: they stay unsent.
``planned`` is on disk before a service is asked. What follows it says how it ended; when nothing follows, the run
was cut off, and the service is asked what it has. ``asked`` says that it was asked for a draft just then; it stands
only for services that would make two of two requests. ``language`` is empty where a draft holds all languages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from publisher.errors import OutputError
from publisher.folder import read_bytes
from publisher.senders.wire import Made, Receipt
from publisher.timestamps import read_date, write_date

NAME = "sends.jsonl"


class State(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where drafts go: one service, in one language."""

    service: str
    language: str = ""
    """Empty when a draft there holds all languages."""

    def __str__(self) -> str:
        return f"{self.service} ({self.language})" if self.language else self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one issue at one destination."""

    state: State
    attempt: int = 1
    """Rises when a service said that it made no draft."""
    made: Made = Made.NO
    """After a failure: whether there may be a draft all the same."""
    doubted: datetime | None = None
    """When a service was last asked for one and did not say whether it made it."""
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The lines as they were read."""

    begun: frozenset[Destination] = frozenset()
    standings: Mapping[tuple[Destination, str], Standing] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """By destination and issue; the latest word counts, but a draft that was made stays made."""
    damaged: int = 0
    """Lines that say nothing."""


def parse_record(text: str) -> Record:
    """What the lines of *text* say. A line that says nothing is counted and passed over, as after a merge."""
    begun: set[Destination] = set()
    standings: dict[tuple[Destination, str], Standing] = {}
    damaged = 0
    for line in filter(None, map(str.strip, text.split("\n"))):
        try:
            _take(json.loads(line), begun, standings)
        except (ValueError, KeyError, TypeError, AttributeError):
            damaged += 1
    return Record(begun=frozenset(begun), standings=MappingProxyType(standings), damaged=damaged)


def _take(
    value: Mapping[str, Any],
    begun: set[Destination],
    standings: dict[tuple[Destination, str], Standing],
) -> None:
    place = Destination(service=str(value["to"]), language=str(value["language"]))
    if "begun" in value:
        issues = [str(issue) for issue in list(value["begun"])]
        begun.add(place)
        for issue in issues:
            standings.setdefault((place, issue), Standing(state=State.SKIPPED))
        return
    key = place, str(value["issue"])
    known = standings.get(key)
    if known is None or known.state is not State.SENT:
        standings[key] = _next(known or Standing(state=State.SKIPPED), State(value["state"]), value)
    begun.add(place)


def _next(known: Standing, state: State, value: Mapping[str, Any]) -> Standing:
    match state:
        case State.PLANNED:
            doubted = read_date(value["date"]) if value.get("asked") else known.doubted
            attempt = max(known.attempt, int(value["attempt"]))
            return replace(known, state=state, attempt=attempt, doubted=doubted)
        case State.FAILED:
            made = Made(value["draft"])
            doubted = read_date(value["date"]) if made is Made.MAYBE else None
            return replace(known, state=state, made=made, doubted=doubted)
        case State.SENT:
            return replace(known, state=state, receipt=Receipt(id=str(value["id"]), url=str(value["url"])))
        case State.SKIPPED:
            return replace(known, state=state)


class Journal:
    """The file in an output folder: read once, then only ever added to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        text = (read_bytes(folder, NAME) or b"").decode("utf-8", "replace")
        self._lines: list[str] = [text]
        self.record = parse_record(text)

    def begin(self, place: Destination, issues: Iterable[str], date: datetime) -> None:
        self._add(place, date, {"begun": list(issues)})

    def plan(self, place: Destination, issue: str, attempt: int, date: datetime) -> None:
        self._add(place, date, {"issue": issue, "state": State.PLANNED.value, "attempt": attempt})

    def ask(self, place: Destination, issue: str, attempt: int, date: datetime) -> None:
        value = {"issue": issue, "state": State.PLANNED.value, "attempt": attempt, "asked": True}
        self._add(place, date, value)

    def sent(self, place: Destination, issue: str, receipt: Receipt, date: datetime) -> None:
        value = {"issue": issue, "state": State.SENT.value, "id": receipt.id, "url": receipt.url}
        self._add(place, date, value)

    def failed(self, place: Destination, issue: str, made: Made, reason: str, date: datetime) -> None:
        value = {"issue": issue, "state": State.FAILED.value, "draft": made.value, "reason": reason}
        self._add(place, date, value)

    def skip(self, place: Destination, issue: str, date: datetime) -> None:
        self._add(place, date, {"issue": issue, "state": State.SKIPPED.value})

    def _add(self, place: Destination, date: datetime, value: Mapping[str, object]) -> None:
        """Put a line at the end, and have it on disk before anything else is done."""
        head = {"to": place.service, "language": place.language, "date": write_date(date)}
        line = json.dumps({**head, **value}, ensure_ascii=False, separators=(", ", ": ")) + "\n"
        if self._lines[-1] and not self._lines[-1].endswith("\n"):
            line = "\n" + line  # what was cut short stays a line of its own
        try:
            fresh = not self.path.exists()
            with self.path.open("ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                _sync(self.path.parent)
        except OSError as problem:
            raise OutputError(self.path, problem.strerror or str(problem)) from problem
        self._lines.append(line)
        self.record = parse_record("".join(self._lines))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
