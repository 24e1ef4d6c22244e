"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from publisher.checks.finding import Finding, error
from publisher.checks.fragments import find_faults
from publisher.checks.names import Name
from publisher.checks.texts import as_list, as_object, find_characters, shown
from publisher.checks.values import (
    holds_email,
    is_language,
    is_link,
    is_tag,
    parse_rfc3339,
    same_language,
)

VERSION = "https://jsonfeed.org/version/1.1"

_IN_FEED: Mapping[str, type] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
    "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list, "language": str,
    "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
_IN_ITEM: Mapping[str, type] = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": str, "banner_image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip
_IN_AUTHOR: Mapping[str, type] = {"name": str, "url": str, "avatar": str}
_WITH_ADDRESSES = "home_page_url feed_url next_url icon favicon url external_url image banner_image avatar"
_ADDRESSES = frozenset(_WITH_ADDRESSES.split())


def check_json_feed(name: Name, value: object) -> Iterator[Finding]:
    """Check one JSON Feed, as `read_json` read it."""
    path, feed = name.path, as_object(value) or {}
    if feed.get("version") != VERSION:
        yield error(path, "json-version", f"is not an object whose version is {VERSION}")
        return
    yield from _check_members(path, feed, _IN_FEED, "feed")
    if not str(feed.get("title", "")).strip():
        yield error(path, "title-empty", "the feed has no title")
    language = feed.get("language")
    if language is None:
        yield error(path, "language-missing", "the feed has no language")
    elif name.language and not same_language(str(language), name.language):
        yield error(path, "language-differs", f"the feed says {language!r}, its name {name.language!r}")
    found = as_list(feed.get("items"))
    if found is None:
        yield error(path, "json-items", "the feed has no list of items")
        return
    items = [item for each in found if (item := as_object(each))]
    if len(items) != len(found):
        yield error(path, "json-type", "an item is no object")
    for item in items:
        yield from _check_item(path, item)
    yield from _check_items(path, items)


def _check_item(path: str, item: dict[str, object]) -> Iterator[Finding]:
    yield from _check_members(path, item, _IN_ITEM, "item")
    identity, title = item.get("id"), item.get("title")
    if not isinstance(identity, str) or not identity:
        yield error(path, "json-id", "an item has no id, or one that is no text")
    elif not is_tag(identity):
        yield error(path, "id-tag", f"an id is no tag: URI (RFC 4151): {shown(identity)}")
    if not isinstance(title, str) or not title.strip():
        yield error(path, "title-empty", "an item has no title")
    else:
        yield from find_characters(path, title)
    if not item.get("date_published"):
        yield error(path, "published-missing", "an item has no date_published")
    if not item.get("authors"):
        yield error(path, "author-missing", "an item has no authors of its own")
    html, text = item.get("content_html"), item.get("content_text")
    if html is None and text is None:
        yield error(path, "content-missing", "an item has neither content_html nor content_text")
    yield from find_faults(path, html if isinstance(html, str) else "")
    published, updated = (parse_rfc3339(str(item.get(key))) for key in ("date_published", "date_modified"))
    if published and updated and updated < published:
        yield error(path, "updated-early", "an item was modified before it was published")


def _check_items(path: str, items: list[dict[str, object]]) -> Iterator[Finding]:
    for identity, count in Counter(
        item.get("id") for item in items if isinstance(item.get("id"), str)
    ).items():
        if count > 1:
            yield error(path, "id-repeated", f"{count} items have the id {identity!r}")
    dates = [date for item in items if (date := parse_rfc3339(str(item.get("date_published"))))]
    if dates != sorted(dates, reverse=True):
        yield error(path, "order", "the items do not stand newest first")


def _check_members(
    path: str, value: dict[str, object], known: Mapping[str, type], place: str
) -> Iterator[Finding]:
    for key, member in value.items():
        if key.startswith("_"):
            continue
        if key not in known:
            # An extension's name begins with an underscore.
            yield error(path, "json-unknown", f"JSON Feed 1.1 has no {key!r} in the {place}")
        elif not isinstance(member, known[key]):
            yield error(path, "json-type", f"{key!r} of the {place} is no {known[key].__name__}")
        elif key in _ADDRESSES and not is_link(str(member)):
            yield error(path, "link-absolute", f"{key!r} is no absolute web address: {shown(str(member))}")
        elif key.startswith("date_") and parse_rfc3339(str(member)) is None:
            yield error(path, "json-date", f"{key!r} is no RFC 3339 date-time: {shown(str(member))}")
        elif key == "language" and not is_language(str(member)):
            yield error(path, "language-invalid", f"language is {shown(str(member))}")
        elif key == "authors":
            yield from _check_authors(path, as_list(member) or [])
        elif key == "tags":
            yield from _check_tags(path, as_list(member) or [])


def _check_authors(path: str, authors: list[object]) -> Iterator[Finding]:
    for each in authors:
        author = as_object(each)
        if not author:
            yield error(path, "author-name", "an author is no object, or an empty one")
            continue
        yield from _check_members(path, author, _IN_AUTHOR, "author")
        if holds_email(str(author.get("name", ""))):
            yield error(path, "email-published", "publishes an e-mail address")


def _check_tags(path: str, tags: list[object]) -> Iterator[Finding]:
    for tag in tags:
        if not isinstance(tag, str) or not tag.strip():
            yield error(path, "json-type", "a tag is no text, or empty")
        elif "," in tag or "\uff0c" in tag:
            yield error(path, "category-comma", f"readers split a tag at its comma: {shown(tag)}")
