"""Reads ids and dates back from published feeds: what readers have seen is the record when the ledger is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from publisher.ledger import Ledger, parse_ledger, write_date

_ATOM = "{http://www.w3.org/2005/Atom}"
_TAG = re.compile(r"^tag:(?P<authority>[^,]+),(?P<date>\d{4}-\d{2}-\d{2}):(?P<rest>.*)$", re.DOTALL)
_LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
_FEED = re.compile(rf"^(?:(?P<base>.*):)?feed:(?:archive:\d+:|archive/[^:]*:)?(?P<language>{_LANGUAGE})$")
_FILES = re.compile(rf"^(?:{_LANGUAGE}|archive/.*)\.atom$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """One entry of a published feed."""

    note: str
    language: str
    published: datetime
    title: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    authority: str
    date: str
    entries: tuple[_Seen, ...]


def recover(folder: Path, lines: Iterable[str]) -> tuple[str, ...]:
    """Ledger lines that say what *lines* and the feeds in *folder* say; empty when there are neither.

    What the feeds know and *lines* do not is added in the order of time: announcements without their commits,
    which feeds do not tell, and issues.
    """
    known = parse_ledger(lines)
    feeds = list(_read_feeds(folder))
    kept = list(known.lines)
    if known.header is None:
        if not feeds:
            return tuple(kept)
        first = feeds[0]
        kept.insert(
            0, _line({"ledger": 1, "list": "", "root": "", "authority": first.authority, "date": first.date})
        )
    seen: dict[str, list[_Seen]] = {}
    for feed in feeds:
        for entry in feed.entries:
            seen.setdefault(entry.note, []).append(entry)
    for note, entries in sorted(seen.items(), key=lambda pair: (pair[1][0].published, pair[0])):
        kept += _note_lines(known, note, entries)
    return (*kept, *_issue_lines(folder, known))


def _note_lines(known: Ledger, note: str, entries: list[_Seen]) -> Iterator[str]:
    there = known.notes.get(note)
    date = write_date(min(entry.published for entry in entries))
    if there is None or not there.guises:
        links = list(dict.fromkeys(entry.link for entry in entries if entry.link))
        titles = {entry.language: entry.title for entry in reversed(entries)}
        yield _line({"note": note, "date": date, "commit": "", "links": links, "homes": [], "titles": titles})
    if there is None or there.told is None:
        yield _line({"announced": note, "kind": "added", "date": date, "commit": ""})


def _issue_lines(folder: Path, known: Ledger) -> Iterator[str]:
    done = {record.id for record in known.issues}
    found = []
    for place in sorted(folder.glob("digests/*/issue.json")):
        try:
            issue = json.loads(place.read_bytes())["issue"]
            names = [item["note"] for group in ("added", "promoted") for item in issue[group]]
            found.append(
                {
                    "issue": issue["id"],
                    "number": issue["number"],
                    "date": issue["out"],
                    "tip": issue["tip"],
                    "notes": names,
                }
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    for value in sorted(found, key=lambda value: value["number"]):
        if value["issue"] not in done:
            yield _line(value)


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
    entries = (_read_entry(entry, prefix) for entry in root.iterfind(f"{_ATOM}entry"))
    return _Feed(authority=authority, date=tag["date"], entries=tuple(e for e in entries if e is not None))


def _read_entry(entry: etree._Element, prefix: str) -> _Seen | None:
    id = entry.findtext(f"{_ATOM}id") or ""
    note, slash, language = id.removeprefix(prefix).rpartition("/")
    if not id.startswith(prefix) or not slash:
        return None
    try:
        published = datetime.fromisoformat(entry.findtext(f"{_ATOM}published") or "")
    except ValueError:
        return None
    link = next(
        (
            str(e.get("href"))
            for e in entry.iterfind(f"{_ATOM}link")
            if e.get("rel", "alternate") == "alternate"
        ),
        "",
    )
    title = entry.findtext(f"{_ATOM}title") or ""
    return _Seen(note=unquote(note), language=language, published=published, title=title, link=link)


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
