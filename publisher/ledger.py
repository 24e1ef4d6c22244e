"""What has been announced and issued: ``feeds/ledger.jsonl``, one JSON object a line, append only.

::

    {"ledger": 1, "list": "github.com/o/n", "root": "4b82…", "authority": "github.com/o/n", "date": "2024-08-16"}
    {"note": "sglang/scheduler", "date": "2026-08-19T09:12:44Z", "commit": "9d0e…", "links": […], "homes": […], "titles": {…}}
    {"known": "sglang/scheduler", "date": …, "commit": …, "links": […], "homes": […], "titles": {…}}
    {"announced": "sglang/scheduler", "kind": "added", "date": "2026-08-19T09:12:44Z", "commit": "9d0e…"}
    {"issue": "2026-W34", "number": 12, "date": "2026-08-24T00:00:00Z", "tip": "77aa…", "notes": ["sglang/scheduler"]}

Lines stand in the order of time: a note where it was first seen, what it was later known by, an announcement
at its date, an issue at the first midnight (UTC) after its period. So a ledger that grew run by run is, byte for
byte, the one that a single run makes. A line once written is never written again in another form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from publisher.characters import legal
from publisher.model import Entry, Event, Issue, IssueRecord, Kind

NAME = "ledger.jsonl"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Whose ledger it is, and what the ids in the feeds are made with."""

    list: str
    """``host/owner/name``; empty when no address was known."""
    root: str
    """The first commit of the mainline."""
    authority: str
    date: str
    """``YYYY-MM-DD``, in the ``tag:`` URIs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guise:
    """What a note is known by at one time."""

    links: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    """Links of its alternates."""
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def words(self) -> tuple[str, ...]:
        """Its titles, each once."""
        return tuple(dict.fromkeys(self.titles.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An announcement that readers have seen."""

    kind: Kind
    date: datetime
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the ledger says of one note."""

    id: str
    guises: tuple[Guise, ...] = ()
    """Oldest first."""
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The record as it was read; empty before the first publication."""

    header: Header | None = None
    notes: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))
    """By id, in the order of their first line."""
    announced: tuple[str, ...] = ()
    """Ids in the order of their announcements."""
    issues: tuple[IssueRecord, ...] = ()
    lines: tuple[str, ...] = ()
    """As they stand in the file, without line ends."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published from here."""
        return self.header is None


EMPTY = Ledger()


def parse_ledger(lines: Iterable[str]) -> Ledger:
    """The ledger that *lines* are; each must be an object that this module writes.

    Raises ValueError for one that is not, with the line's number as its second argument.
    """
    header: Header | None = None
    notes: dict[str, Known] = {}
    issues: dict[str, IssueRecord] = {}
    kept: list[str] = []
    announced: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            if "ledger" in value:
                header = header or Header(
                    list=value["list"], root=value["root"], authority=value["authority"], date=value["date"]
                )
            elif "issue" in value:
                issues.setdefault(
                    value["issue"],
                    IssueRecord(id=value["issue"], tip=value["tip"], notes=tuple(value["notes"])),
                )
            else:
                _take(notes, value)
                announced.update({value["announced"]: None} if "announced" in value else {})
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise ValueError(str(problem), number) from problem
        kept.append(line)
    return Ledger(header=header, notes=MappingProxyType(notes), announced=tuple(announced),
                  issues=tuple(issues.values()), lines=tuple(kept))  # fmt: skip


def _take(notes: dict[str, Known], value: Mapping[str, Any]) -> None:
    if "announced" in value:
        known = notes.get(value["announced"]) or Known(id=value["announced"])
        told = Told(kind=Kind(value["kind"]), date=read_date(value["date"]), commit=str(value["commit"]))
        notes[known.id] = Known(id=known.id, guises=known.guises, told=known.told or told)
        return
    id = value["note"] if "note" in value else value["known"]
    known = notes.get(id) or Known(id=id)
    guise = Guise(
        links=tuple(value["links"]),
        homes=tuple(value["homes"]),
        titles=MappingProxyType(dict(value["titles"])),
    )
    notes[id] = Known(id=id, guises=(*known.guises, guise), told=known.told)


def find_lines(
    ledger: Ledger, *, header: Header, events: Sequence[Event], issues: Sequence[Issue]
) -> tuple[str, ...]:
    """The ledger's lines with what *events* and *issues* add to them, in the order of time."""
    fresh: list[tuple[datetime, int, str]] = []
    guises = {known.id: set(map(_guise_key, known.guises)) for known in ledger.notes.values()}
    told = {known.id for known in ledger.notes.values() if known.told}
    for event in events:
        fresh += _event_lines(event, guises, told)
    done = {issue.id for issue in ledger.issues}
    for issue in issues:
        if issue.id not in done:
            out = closing(issue.end)
            names = [note.id for note in (*issue.added, *issue.promoted)]
            value = {
                "issue": issue.id,
                "number": issue.number,
                "date": write_date(out),
                "tip": issue.tip,
                "notes": names,
            }
            fresh.append((out, 0, _line(value)))
    first = () if ledger.header else (_header_line(header),)
    # The sort is stable: lines of one moment keep the order of the events.
    return (*first, *ledger.lines, *(line for _, _, line in sorted(fresh, key=lambda entry: entry[:2])))


def _event_lines(
    event: Event, guises: dict[str, set[str]], told: set[str]
) -> list[tuple[datetime, int, str]]:
    note, lines = event.note, []
    guise = guise_of(note.entries)
    key = _guise_key(guise)
    fields = {"links": list(guise.links), "homes": list(guise.homes), "titles": dict(guise.titles)}
    when = {"date": write_date(event.date), "commit": event.commit.id}
    if note.id not in guises:
        guises[note.id] = {key}
        lines.append((event.date, 1, _line({"note": note.id, **when, **fields})))
    elif key not in guises[note.id] and event.kind is not Kind.REMOVED:
        guises[note.id].add(key)
        lines.append((event.date, 1, _line({"known": note.id, **when, **fields})))
    if event.announced and note.id not in told and (how := note.announcement):
        told.add(note.id)
        value = {
            "announced": note.id,
            "kind": how.kind.value,
            "date": write_date(how.date),
            "commit": how.commit,
        }
        lines.append((event.date, 1, _line(value)))
    return lines


def guise_of(entries: Sequence[Entry]) -> Guise:
    """What a note with these *entries* is known by."""
    return Guise(
        links=tuple(dict.fromkeys(entry.link for entry in entries if entry.link)),
        homes=tuple(dict.fromkeys(a.link for entry in entries for a in entry.alternates)),
        titles=MappingProxyType({entry.language: legal(entry.title) for entry in reversed(entries)}),
    )


def _guise_key(guise: Guise) -> str:
    return json.dumps([guise.links, guise.homes, sorted(guise.titles.items())], ensure_ascii=False)


def _header_line(header: Header) -> str:
    return _line(
        {
            "ledger": VERSION,
            "list": header.list,
            "root": header.root,
            "authority": header.authority,
            "date": header.date,
        }
    )


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def closing(end: datetime) -> datetime:
    """When a period that ends at *end* is over everywhere: the first midnight in UTC that is not before it."""
    day = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day if day == end else day + timedelta(days=1)


def write_date(moment: datetime) -> str:
    """*moment* as RFC 3339 writes it, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_date(text: str) -> datetime:
    """The moment that `write_date` wrote. Raises ValueError for another form."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
