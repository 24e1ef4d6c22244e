"""Reads ids and dates back from feeds and digests: what readers have seen is the record when the ledger is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from publisher.ledger import VERSION, closing, write_line
from publisher.timestamps import read_date, write_date

_ATOM = "{http://www.w3.org/2005/Atom}"
_TAG = re.compile(r"^tag:(?P<authority>[^,]+),(?P<date>\d{4}(?:-\d{2}){0,2}):(?P<rest>.*)$", re.DOTALL)
_LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
_FEED = re.compile(rf"^(?:(?P<base>.*):)?feed:(?P<pending>pending:)?(?P<language>{_LANGUAGE})$")
_FILES = re.compile(rf"^(?:(?:pending\.)?{_LANGUAGE}|archive/.*)\.atom$")
_PENDING = ":pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """One entry of a published feed."""

    note: str
    language: str
    published: datetime
    title: str
    link: str
    pending: bool
    updated: datetime

    @property
    def waits(self) -> tuple[datetime, datetime]:
        """Of what waits: when it began to, for the first time and for the last."""
        return self.published, self.updated


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    authority: str
    date: str
    entries: tuple[_Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the feeds and digests in a folder tell of its ledger."""

    authority: str
    date: str
    """Of the ``tag:`` URIs."""
    announced: Mapping[str, str]
    """When each note that is out was published, by id, oldest first."""
    waits: Mapping[str, tuple[str, ...]]
    """When each note that waits began to: for the first time, and for the last."""
    issues: Mapping[str, Mapping[str, Any]]
    """The ledger's lines on issues, by id, in the order of their numbers."""
    notes: Mapping[str, tuple[_Seen, ...]]
    """The entries of each note, also of pending ones, by id, oldest first."""

    @property
    def header(self) -> str:
        """A ledger's first line, without what feeds do not tell: the list's address and its first commit."""
        return write_line(
            {"ledger": VERSION, "list": "", "root": "", "authority": self.authority, "date": self.date}
        )

    def lines(self) -> Iterator[str]:
        """The lines after it: announcements without their commits, which feeds do not tell, and issues."""
        for note, entries in self.notes.items():
            date = write_date(min(entry.published for entry in entries))
            links = list(dict.fromkeys(entry.link for entry in entries if entry.link))
            titles = {entry.language: entry.title for entry in reversed(entries)}
            yield write_line(
                {"note": note, "date": date, "commit": "", "links": links, "homes": [], "titles": titles}
            )
            if note in self.announced:
                yield write_line(
                    {"announced": note, "kind": "added", "date": self.announced[note], "commit": ""}
                )
            for since in self.waits.get(note, ()):
                # A draft, or what had been one before it was out, waited when it was seen.
                if since != date or since == self.announced.get(note):
                    yield write_line({"waited": note, "date": since, "commit": ""})
        yield from map(write_line, self.issues.values())


def read_published(folder: Path) -> Published | None:
    """What the feeds and digests in *folder* tell; None when there are no feeds of ours."""
    feeds = list(_read_feeds(folder))
    if not feeds:
        return None
    issues = list(_read_issues(folder))
    seen: dict[str, list[_Seen]] = {}
    for entry in (
        *(entry for feed in feeds for entry in feed.entries),
        *(e for i in issues for e in i.entries),
    ):
        seen.setdefault(entry.note, []).append(entry)
    notes = sorted(seen.items(), key=lambda pair: (min(e.published for e in pair[1]), pair[0]))
    return Published(
        authority=feeds[0].authority,
        date=feeds[0].date,
        notes={note: tuple(entries) for note, entries in notes},
        announced={
            note: write_date(min(entry.published for entry in entries if not entry.pending))
            for note, entries in notes
            if not all(entry.pending for entry in entries)
        },
        waits={
            note: tuple(map(write_date, sorted({date for entry in waits for date in entry.waits})))
            for note, entries in notes
            if (waits := [entry for entry in entries if entry.pending])
        },
        issues={issue.line["issue"]: issue.line for issue in sorted(issues, key=lambda i: i.line["number"])},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    line: Mapping[str, Any]
    """Of the ledger."""
    entries: tuple[_Seen, ...]
    """The notes that it announced: also those that have left the feeds since."""


def _read_issues(folder: Path) -> Iterator[_Issue]:
    for place in sorted(folder.glob("digests/*/issue.json")):
        try:
            value = json.loads(place.read_bytes())
            items = [item for group in ("added", "promoted") for item in value[group]]
            yield _Issue(
                line={
                    "issue": str(value["id"]),
                    "number": int(value["number"]),
                    "date": write_date(closing(read_date(value["end"]))),
                    "tip": str(value["tip"]),
                    "notes": [str(item["note"]) for item in items],
                },
                entries=tuple(entry for item in items for entry in _read_item(item)),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _read_item(item: Mapping[str, Any]) -> Iterator[_Seen]:
    for language, title in item["title"].items():
        yield _Seen(
            note=item["note"],
            language=language,
            published=read_date(item["date"]),
            title=title,
            link=item["link"].get(language, ""),
            pending=False,
            updated=read_date(item["date"]),
        )


def _read_feeds(folder: Path) -> Iterator[_Feed]:
    for place in sorted(folder.rglob("*.atom")):
        if _FILES.match(place.relative_to(folder).as_posix()) and (feed := _read_feed(place)) is not None:
            yield feed


def _read_feed(place: Path) -> _Feed | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(place.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError):
        return None
    tag = _TAG.match(root.findtext(f"{_ATOM}id") or "")
    name = _FEED.match(tag["rest"]) if tag else None
    if tag is None or name is None:
        return None
    base = unquote(name["base"] or "")
    prefix = f"tag:{tag['authority']},{tag['date']}:" + (f"{name['base']}:" if base else "")
    authority = f"{tag['authority']}/{base}" if base else tag["authority"]
    pending = name["pending"] is not None
    entries = (_read_entry(entry, prefix, pending=pending) for entry in root.iterfind(f"{_ATOM}entry"))
    return _Feed(authority=authority, date=tag["date"], entries=tuple(e for e in entries if e is not None))


def _read_entry(entry: etree._Element, prefix: str, *, pending: bool) -> _Seen | None:
    id = entry.findtext(f"{_ATOM}id") or ""
    name = id.removeprefix(prefix)
    note, slash, language = (name.removesuffix(_PENDING) if pending else name).rpartition("/")
    if not id.startswith(prefix) or not slash:
        return None
    try:
        published, updated = (
            datetime.fromisoformat(entry.findtext(f"{_ATOM}{name}") or "")
            for name in ("published", "updated")
        )
    except ValueError:
        return None
    return _Seen(
        note=unquote(note),
        language=language,
        published=published,
        title=entry.findtext(f"{_ATOM}title") or "",
        link=_link(entry),
        pending=pending,
        updated=updated,
    )


def _link(entry: etree._Element) -> str:
    """The address of the note itself; empty when none is given."""
    links = entry.iterfind(f"{_ATOM}link")
    own = (str(link.get("href")) for link in links if link.get("rel", "alternate") == "alternate")
    return next(own, "")
