"""Atom feeds: RFC 4287, RFC 5005, and what readers' programs punish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from publisher.checks.atom_parts import check_categories, check_links, check_people, check_texts
from publisher.checks.elements import BASE, LANG, Element, is_element, local_name
from publisher.checks.finding import Finding, error, warning
from publisher.checks.names import Family, Name, Part
from publisher.checks.texts import shown
from publisher.checks.values import is_language, is_tag, is_uri, parse_rfc3339, same_language

A = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"

# RFC 4287 sections 4.1.1 and 4.1.2: (at least, at most), None for as many as one likes.
_IN_FEED: dict[str, tuple[int, int | None]] = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "generator": (0, 1), "icon": (0, 1),
    "logo": (0, 1), "rights": (0, 1), "author": (0, None), "contributor": (0, None), "category": (0, None),
    "link": (0, None), "entry": (0, None),
}  # fmt: skip
_IN_ENTRY: dict[str, tuple[int, int | None]] = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "content": (0, 1),
    "summary": (0, 1), "rights": (0, 1), "source": (0, 1), "author": (0, None), "contributor": (0, None),
    "category": (0, None), "link": (0, None),
}  # fmt: skip


def check_atom(name: Name, root: Element) -> Iterator[Finding]:
    """Check one Atom document."""
    path = name.path
    if root.tag != f"{A}feed":
        yield error(path, "atom-root", "the root is no Atom feed (section 4.1.1)", root.sourceline)
        return
    yield from _check_children(path, root, _IN_FEED)
    yield from _check_id(path, root)
    yield from _check_language(name, root)
    yield from check_texts(path, root)
    yield from check_links(path, root)
    yield from _check_history(name, root)
    for element in root.iter():
        if element.get(BASE) is not None:
            yield error(path, "xml-base", "four readers of eleven do not know xml:base", element.sourceline)
    entries = root.findall(f"{A}entry")
    yield from _check_authors(path, root, entries)
    for entry in entries:
        yield from _check_entry(name, entry)
    yield from _check_entries(name, root, entries)


def _check_entry(name: Name, entry: Element) -> Iterator[Finding]:
    path, line = name.path, entry.sourceline
    yield from _check_children(path, entry, _IN_ENTRY)
    yield from _check_id(path, entry)
    yield from check_texts(path, entry)
    yield from check_links(path, entry)
    yield from check_people(path, entry)
    yield from check_categories(path, entry)
    identity = _text(entry, "id")
    if identity and not is_tag(identity):
        yield error(path, "id-tag", f"an entry's id is no tag: URI (RFC 4151): {shown(identity)}", line)
    if (name.family is Family.PENDING) != identity.endswith(":pending"):
        yield error(
            path, "id-pending", f"only ids of the pending feed end in :pending: {shown(identity)}", line
        )
    if entry.find(f"{A}published") is None:
        yield error(
            path, "published-missing", "an entry has no <published>; readers show the present instead", line
        )
    published, updated = _date(entry, "published"), _date(entry, "updated")
    if published and updated and updated < published:
        yield error(path, "updated-early", "an entry was updated before it was published", line)
    if entry.find(f"{A}content") is None and entry.find(f"{A}summary") is None:
        yield error(path, "content-missing", "an entry has neither content nor summary (section 4.1.2)", line)
    if entry.get(LANG) is None:
        yield error(path, "language-missing", "an entry has no xml:lang", line)


def _check_entries(name: Name, feed: Element, entries: list[Element]) -> Iterator[Finding]:
    """What holds between the entries of a feed."""
    path = name.path
    for identity, count in Counter(_text(entry, "id") for entry in entries).items():
        if count > 1:
            yield error(path, "id-repeated", f"{count} entries have the id {shown(identity)} (section 4.1.1)")
    if name.part is Part.WHOLE:
        yield from _check_addresses(path, feed, entries)
    newest = max((date for entry in entries if (date := _date(entry, "updated"))), default=None)
    updated = _date(feed, "updated")
    if newest and updated and updated < newest:
        yield error(path, "feed-updated-early", "the feed is older than its newest entry", feed.sourceline)
    dates = [date for entry in entries if (date := _date(entry, "published"))]
    if name.family is not Family.PENDING and dates != sorted(dates, reverse=True):
        yield error(path, "order", "the entries do not stand newest first")


def _check_addresses(path: str, feed: Element, entries: list[Element]) -> Iterator[Finding]:
    """Without a known home or site an entry may link to nothing; one warning a feed says how many do."""
    missing = sum(not _has_alternate(entry) for entry in entries)
    if missing:
        yield warning(path, "alternate-missing", f"{missing} of {len(entries)} entries link to no page")
    if not _has_alternate(feed):
        yield warning(path, "alternate-missing", "the feed links to no page", feed.sourceline)


def _has_alternate(parent: Element) -> bool:
    return any(link.get("rel", "alternate") == "alternate" for link in parent.findall(f"{A}link"))


def _check_children(
    path: str, parent: Element, allowed: dict[str, tuple[int, int | None]]
) -> Iterator[Finding]:
    """How often each element stands in *parent*, and that there is none that RFC 4287 does not know there."""
    place, line = local_name(parent), parent.sourceline
    counts = Counter(str(child.tag) for child in parent if is_element(child))
    for child, (least, most) in allowed.items():
        count = counts[A + child]
        if count < least:
            yield error(path, "atom-missing", f"the {place} has no <{child}> (section 4.1)", line)
        if most is not None and count > most:
            yield error(path, "atom-repeated", f"the {place} has {count} <{child}> (section 4.1)", line)
    for tag in counts:
        if tag.startswith(A) and tag.removeprefix(A) not in allowed:
            yield error(path, "atom-unknown", f"<{tag.removeprefix(A)}> has no place in the {place}", line)
        if not tag.startswith("{"):
            yield error(path, "atom-unknown", f"<{tag}> is in no namespace", line)
    for date in ("updated", "published"):
        if (text := parent.findtext(A + date)) is not None and parse_rfc3339(text) is None:
            yield error(
                path, "atom-date", f"<{date}> is no RFC 3339 date-time (section 3.3): {shown(text)}", line
            )


def _check_id(path: str, parent: Element) -> Iterator[Finding]:
    element = parent.find(f"{A}id")
    if element is not None and not is_uri(element.text or ""):
        text = shown(element.text or "")
        yield error(path, "atom-id", f"an id is no absolute IRI (section 4.2.6): {text}", element.sourceline)


def _check_language(name: Name, feed: Element) -> Iterator[Finding]:
    language = feed.get(LANG)
    if language is None:
        yield error(name.path, "language-missing", "the feed has no xml:lang", feed.sourceline)
    elif name.language and not same_language(language, name.language):
        message = f"the feed says {shown(language)}, its name {shown(name.language)}"
        yield error(name.path, "language-differs", message, feed.sourceline)
    for element in feed.iter():
        if (tag := element.get(LANG)) is not None and not is_language(tag):
            yield error(name.path, "language-invalid", f"xml:lang={shown(tag)}", element.sourceline)


def _check_authors(path: str, feed: Element, entries: list[Element]) -> Iterator[Finding]:
    yield from check_people(path, feed)
    for entry in entries:
        if entry.find(f"{A}author") is None:
            # RFC 4287 section 4.2.1 lets an entry inherit; four readers of eleven do not.
            yield error(path, "author-missing", "an entry has no author of its own", entry.sourceline)


def _check_history(name: Name, feed: Element) -> Iterator[Finding]:
    """RFC 5005 section 4."""
    is_archive = feed.find(ARCHIVE) is not None
    if is_archive != (name.part is Part.ARCHIVE):
        message = "an archive says so with <fh:archive/>, and nothing else does (RFC 5005 section 4)"
        yield error(name.path, "archive-mark", message, feed.sourceline)
    relations = {link.get("rel") for link in feed.findall(f"{A}link")}
    if is_archive and relations & {"self", "prev-archive", "next-archive"} and "current" not in relations:
        yield warning(
            name.path, "archive-current", "an archive does not link to the current feed", feed.sourceline
        )


def _text(parent: Element, child: str) -> str:
    return parent.findtext(A + child) or ""


def _date(parent: Element, child: str) -> datetime | None:
    return parse_rfc3339(_text(parent, child))
