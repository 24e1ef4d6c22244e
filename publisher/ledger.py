"""What has been announced and issued: ``feeds/ledger.jsonl``, one JSON object a line, append only.

::

    {"ledger": 1, "list": "github.com/o/n", "root": "4b82…", "authority": "github.com/o/n", "date": "2024-08-16"}
    {"note": "sglang/scheduler", "date": "2026-08-19T09:12:44Z", "commit": "9d0e…", "links": […], "homes": […], "titles": {…}}
    {"known": "sglang/scheduler", "date": …, "commit": …, "links": […], "homes": […], "titles": {…}}
    {"announced": "sglang/scheduler", "kind": "added", "date": "2026-08-19T09:12:44Z", "commit": "9d0e…"}
    {"waited": "sglang/scheduler", "date": "2026-08-21T07:00:00Z", "commit": "1c55…"}
    {"section": "sglang-notes", "date": "2026-08-19T09:12:44Z", "commit": "9d0e…", "language": "en", "headings": […]}
    {"gone": "sglang-notes", "date": "2026-08-22T11:40:00Z", "commit": "2e90…"}
    {"issue": "2026-W34", "number": 12, "date": "2026-08-24T00:00:00Z", "tip": "77aa…", "notes": ["sglang/scheduler"]}

Lines stand in the order of time: a note where it was first seen, what it was later known by, an announcement
at its date, a note that was out when it began to wait for a reviewer, a section's name and its end since it has a feed,
an issue at the first midnight (UTC) after its period. So a ledger that grew run by run is, byte for
byte, the one that a single run makes. A line once written is never written again in another form.
``ledger.schema.json`` says what a line may hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from types import MappingProxyType
from typing import Any

from publisher.characters import legal
from publisher.model import Entry, Event, Issue, IssueRecord, Kind, SectionEnd, SectionName, SectionRecord
from publisher.timestamps import read_date, write_date

VERSION = 1
"""Of the form of the lines."""


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
    seen: datetime | None = None
    """When a list first showed it; None when the line that says so is lost."""
    guises: tuple[Guise, ...] = ()
    """Oldest first."""
    told: Told | None = None
    listed: bool = False
    """Whether the line that says when it was seen is the list's own, not one that feeds told again."""
    waited: tuple[datetime, ...] = ()
    """When it began to wait, but for a draft that was seen just then."""

    @property
    def waits(self) -> tuple[datetime, ...]:
        """When it began to wait for a reviewer, oldest first."""
        seen = self.seen
        if seen is not None and (self.told is None or seen < self.told.date):
            return tuple(sorted({seen, *self.waited}))
        return tuple(sorted(self.waited))

    @property
    def saw_first(self) -> bool:
        """Whether `seen` is what the list said; of a note that was read back from the feeds it is when it was out.

        Unless it stood in those of what waits, too.
        """
        return self.told is None or self.listed or bool(self.waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The record as it was read; empty before the first publication."""

    header: Header | None = None
    notes: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))
    """By id, in the order of their first line."""
    announced: tuple[str, ...] = ()
    """Ids in the order of their announcements."""
    issues: tuple[IssueRecord, ...] = ()
    sections: tuple[SectionRecord, ...] = ()
    """What readers were told of sections, in the order of the lines."""
    lines: tuple[str, ...] = ()
    """Those of the file that stay, without line ends."""
    recovered: tuple[str, ...] = ()
    """What the published feeds say beyond *lines*, in the same form."""
    mended: bool = False
    """Whether lines are missing among *lines*, or may be."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published from here."""
        return self.header is None


EMPTY = Ledger()


def parse_ledger(lines: Iterable[str], recovered: Iterable[str] = (), *, mended: bool = False) -> Ledger:
    """The ledger that *lines* are, with what *recovered* lines say; each must be an object that this module writes.

    Raises ValueError for one that is not, with the line's number as its second argument.
    """
    kept, extra = tuple(lines), tuple(recovered)
    draft = _Draft()
    for number, line in enumerate((*kept, *extra), 1):
        try:
            draft.take(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise ValueError(str(problem), number) from problem
    return Ledger(
        header=draft.header,
        notes=MappingProxyType(draft.notes),
        announced=tuple(draft.announced),
        issues=tuple(draft.issues.values()),
        sections=tuple(draft.sections),
        lines=kept,
        recovered=extra,
        mended=mended,
    )


@dataclass(slots=True)
class _Draft:
    """A ledger as far as its lines have been read. What was said first counts."""

    header: Header | None = None
    notes: dict[str, Known] = field(default_factory=dict[str, Known])
    announced: dict[str, None] = field(default_factory=dict[str, None])
    issues: dict[str, IssueRecord] = field(default_factory=dict[str, IssueRecord])
    sections: dict[SectionRecord, None] = field(default_factory=dict[SectionRecord, None])

    def take(self, value: Mapping[str, Any]) -> None:
        if "ledger" in value:
            header = Header(**{key: _text(value[key]) for key in ("list", "root", "authority", "date")})
            self.header = self.header or header
            return
        date = read_date(value["date"])
        if "issue" in value:
            id, names = _text(value["issue"]), tuple(map(_text, value["notes"]))
            self.issues.setdefault(id, IssueRecord(id=id, tip=_text(value["tip"]), notes=names))
        elif "section" in value:
            self.sections[_section_name(value, date)] = None
        elif "gone" in value:
            end = SectionEnd(slug=_slug(value["gone"]), date=date, commit=_text(value["commit"]))
            self.sections[end] = None
        elif "announced" in value:
            id = _text(value["announced"])
            told = Told(kind=Kind(value["kind"]), date=date, commit=_text(value["commit"]))
            known = self.notes.get(id) or Known(id=id)
            self.notes[id] = replace(known, told=known.told or told)
            self.announced[id] = None
        elif "waited" in value:
            id = _text(value["waited"])
            known = self.notes.get(id) or Known(id=id)
            self.notes[id] = replace(known, waited=(*known.waited, date))
        else:
            id = _text(value["note"] if "note" in value else value["known"])
            known = self.notes.get(id) or Known(id=id)
            guises = (*known.guises, _guise(value))
            if "note" in value and known.seen is None:
                known = replace(known, seen=date, listed=bool(value["commit"]))
            self.notes[id] = replace(known, guises=guises)


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _slug(value: object) -> str:
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise TypeError(f"no slug: {value!r}")
    return value


def _section_name(value: Mapping[str, Any], date: datetime) -> SectionName:
    headings = value["headings"]
    if not isinstance(headings, list) or not headings:
        raise TypeError("headings must be a list of texts")
    return SectionName(
        slug=_slug(value["section"]),
        language=_text(value["language"]),
        headings=tuple(map(_text, headings)),
        date=date,
        commit=_text(value["commit"]),
    )


def _guise(value: Mapping[str, Any]) -> Guise:
    titles = {_text(language): _text(title) for language, title in value["titles"].items()}
    return Guise(
        links=tuple(map(_text, value["links"])),
        homes=tuple(map(_text, value["homes"])),
        titles=MappingProxyType(titles),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def find_lines(
    ledger: Ledger,
    *,
    header: Header,
    events: Sequence[Event],
    issues: Sequence[Issue],
    sections: Sequence[SectionRecord] = (),
) -> tuple[str, ...]:
    """The ledger's lines with what *events*, *issues* and *sections* add to them, in the order of time.

    New lines follow the old ones. A ledger that lost lines gets them back in their places.
    """
    there = parse_ledger(ledger.lines) if ledger.recovered else ledger
    fresh = _fresh_lines(there, events, issues, sections)
    first, *rest = ledger.lines if there.header else (_header_line(header), *ledger.lines)
    if not ledger.mended:
        return (first, *rest, *(line for *_, line in fresh))
    fresh += [(*_moment(line), line) for line in _untold(ledger, (*rest, *(line for *_, line in fresh)))]
    # Where all lines of one moment stand, were they told for the first time.
    whole = {line: place for place, (*_, line) in enumerate(_fresh_lines(EMPTY, events, issues, sections))}
    old = [(*_moment(line), line) for line in rest]
    everything = sorted((*old, *fresh), key=lambda entry: (*entry[:2], whole.get(entry[2], -1)))
    return (first, *dict.fromkeys(line for *_, line in everything))


def _fresh_lines(
    ledger: Ledger, events: Sequence[Event], issues: Sequence[Issue], sections: Sequence[SectionRecord]
) -> list[tuple[datetime, int, str]]:
    """What *events*, *issues* and *sections* say that the *ledger* does not, with its moment, in the order of time."""
    fresh: list[tuple[datetime, int, str]] = []
    noted = (known for known in ledger.notes.values() if known.seen)
    guises = {known.id: set(map(_guise_key, known.guises)) for known in noted}
    told = {known.id for known in ledger.notes.values() if known.told}
    waits = {known.id: {known.seen, *known.waits} for known in ledger.notes.values() if known.seen}
    known = frozenset(ledger.sections)
    told_of: dict[str, list[SectionRecord]] = {}
    for record in sections:
        if record not in known:
            told_of.setdefault(record.commit, []).append(record)
    for commit, group in groupby(events, key=lambda event: event.commit.id):
        for event in group:
            fresh += _event_lines(event, guises, told, waits)
        fresh += [(record.date, _THEN, _section_line(record)) for record in told_of.pop(commit, ())]
    fresh += [(record.date, _THEN, _section_line(record)) for each in told_of.values() for record in each]
    done = {issue.id for issue in ledger.issues}
    for issue in issues:
        if issue.id not in done:
            out = closing(issue.end)
            notes = [note.id for note in (*issue.added, *issue.promoted)]
            value = {
                "issue": issue.id,
                "number": issue.number,
                "date": write_date(out),
                "tip": issue.tip,
                "notes": notes,
            }
            fresh.append((out, _FIRST, write_line(value)))
    # The sort is stable: lines of one moment keep the order of the events.
    return sorted(fresh, key=lambda entry: entry[:2])


_FIRST, _THEN = 0, 1
"""Of lines of one moment: an issue closed before anything that was new at that moment."""


def _moment(line: str) -> tuple[datetime, int]:
    value = json.loads(line)
    return read_date(value["date"]), _FIRST if "issue" in value else _THEN


def _untold(ledger: Ledger, lines: Iterable[str]) -> list[str]:
    """Recovered lines that *lines* say nothing of: history does not know them either."""
    there = parse_ledger(lines)
    return [line for line in ledger.recovered if not _is_told(there, json.loads(line))]


def _is_told(ledger: Ledger, value: Mapping[str, Any]) -> bool:
    if "note" in value:
        return value["note"] in ledger.notes
    if "announced" in value:
        return value["announced"] in ledger.announced
    if "waited" in value:
        known = ledger.notes.get(value["waited"])
        return known is not None and read_date(value["date"]) in (known.seen, *known.waits)
    return True


def _event_lines(
    event: Event, guises: dict[str, set[str]], told: set[str], waits: dict[str, set[datetime]]
) -> list[tuple[datetime, int, str]]:
    note = event.note
    lines: list[tuple[datetime, int, str]] = []
    guise = guise_of(note.entries)
    key = _guise_key(guise)
    fields = {"links": list(guise.links), "homes": list(guise.homes), "titles": dict(guise.titles)}
    when = {"date": write_date(event.date), "commit": event.commit.id}
    if note.id not in guises:
        guises[note.id] = {key}
        first = {**when, "date": write_date(note.seen)}
        lines.append((event.date, _THEN, write_line({"note": note.id, **first, **fields})))
    elif key not in guises[note.id] and event.kind is not Kind.REMOVED:
        guises[note.id].add(key)
        lines.append((event.date, _THEN, write_line({"known": note.id, **when, **fields})))
    if event.announced and note.id not in told and (how := note.announcement):
        told.add(note.id)
        value = {
            "announced": note.id,
            "kind": how.kind.value,
            "date": write_date(how.date),
            "commit": how.commit,
        }
        lines.append((event.date, _THEN, write_line(value)))
    known = waits.setdefault(note.id, {note.seen})
    for since in note.waits:
        if since not in known:
            known.add(since)
            value = {"waited": note.id, **when, "date": write_date(since)}
            lines.append((event.date, _THEN, write_line(value)))
    return lines


def _section_line(record: SectionRecord) -> str:
    when = {"date": write_date(record.date), "commit": record.commit}
    if isinstance(record, SectionEnd):
        return write_line({"gone": record.slug, **when})
    return write_line(
        {"section": record.slug, **when, "language": record.language, "headings": list(record.headings)}
    )


def guise_of(entries: Sequence[Entry]) -> Guise:
    """What a note with these *entries* is known by."""
    return Guise(
        links=tuple(dict.fromkeys(legal(entry.link) for entry in entries if entry.link)),
        homes=tuple(dict.fromkeys(a.link for entry in entries for a in entry.alternates)),
        titles=MappingProxyType({entry.language: legal(entry.title) for entry in reversed(entries)}),
    )


def _guise_key(guise: Guise) -> str:
    return json.dumps([guise.links, guise.homes, sorted(guise.titles.items())], ensure_ascii=False)


def _header_line(header: Header) -> str:
    return write_line(
        {
            "ledger": VERSION,
            "list": header.list,
            "root": header.root,
            "authority": header.authority,
            "date": header.date,
        }
    )


def write_line(value: Mapping[str, object]) -> str:
    """A line of the ledger, without its end."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def closing(end: datetime) -> datetime:
    """When a period that ends at *end* is over everywhere: the first midnight in UTC that is not before it."""
    day = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day if day == end else day + timedelta(days=1)
