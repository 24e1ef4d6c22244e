"""Feeds of any format to one value, as a reader's program would take them in.

What is missing or malformed is empty or None here; saying so is the business of each format's own module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from publisher.checks.elements import Element, read_xml
from publisher.checks.finding import Finding
from publisher.checks.names import Form, Name, name_of
from publisher.checks.texts import as_list, as_object, read_json
from publisher.checks.values import parse_rfc822, parse_rfc3339

A = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of one feed document."""

    id: str
    title: str
    link: str
    published: datetime | None
    updated: datetime | None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """One feed document of any format."""

    name: Name
    id: str
    """Empty for RSS and JSON Feed, which have none."""
    title: str
    updated: datetime | None
    items: tuple[Item, ...]


def read_feeds(documents: Mapping[str, bytes]) -> tuple[FeedDocument, ...]:
    """All feeds among *documents* that can be read, by path."""
    names = (name for path in sorted(documents) if (name := name_of(path)))
    return tuple(feed for name in names if (feed := read_feed(name, documents[name.path])))


def read_feed(name: Name, data: bytes) -> FeedDocument | None:
    """The feed in *data*; None for what is no feed, or is broken as a whole."""
    match name.form:
        case Form.ATOM | Form.RSS:
            root = read_xml(name.path, data)
            if isinstance(root, Finding):
                return None
            return _read_atom(name, root) if name.form is Form.ATOM else _read_rss(name, root)
        case Form.JSON_FEED:
            value = as_object(read_json(name.path, data.decode("utf-8", "replace")))
            return _read_json_feed(name, value) if value else None
        case _:
            return None


def _read_atom(name: Name, root: Element) -> FeedDocument:
    items = tuple(
        Item(
            id=entry.findtext(f"{A}id") or "",
            title=entry.findtext(f"{A}title") or "",
            link=_alternate(entry),
            published=_utc(parse_rfc3339(entry.findtext(f"{A}published") or "")),
            updated=_utc(parse_rfc3339(entry.findtext(f"{A}updated") or "")),
            line=entry.sourceline,
        )
        for entry in root.findall(f"{A}entry")
    )
    return FeedDocument(
        name=name,
        id=root.findtext(f"{A}id") or "",
        title=root.findtext(f"{A}title") or "",
        updated=_utc(parse_rfc3339(root.findtext(f"{A}updated") or "")),
        items=items,
    )


def _alternate(entry: Element) -> str:
    links = (link for link in entry.findall(f"{A}link") if link.get("rel", "alternate") == "alternate")
    return next((link.get("href", "") for link in links), "")


def _read_rss(name: Name, root: Element) -> FeedDocument:
    items = tuple(
        Item(
            id=item.findtext("guid") or "",
            title=item.findtext("title") or "",
            link=item.findtext("link") or "",
            published=_utc(parse_rfc822(item.findtext("pubDate") or "")),
            updated=None,
            line=item.sourceline,
        )
        for item in root.iterfind("channel/item")
    )
    return FeedDocument(
        name=name,
        id="",
        title=root.findtext("channel/title") or "",
        updated=_utc(parse_rfc822(root.findtext("channel/lastBuildDate") or "")),
        items=items,
    )


def _read_json_feed(name: Name, value: dict[str, object]) -> FeedDocument:
    found = [as_object(item) for item in as_list(value.get("items")) or ()]
    items = tuple(
        Item(
            id=_text(item, "id"),
            title=_text(item, "title"),
            link=_text(item, "url"),
            published=_utc(parse_rfc3339(_text(item, "date_published"))),
            updated=_utc(parse_rfc3339(_text(item, "date_modified"))),
        )
        for item in found
        if item is not None
    )
    return FeedDocument(name=name, id="", title=_text(value, "title"), updated=None, items=items)


def _text(value: Mapping[str, object], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _utc(date: datetime | None) -> datetime | None:
    return date.astimezone(UTC) if date else None
