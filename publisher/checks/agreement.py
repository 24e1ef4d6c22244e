"""One truth in all documents: what Atom says, RSS, JSON Feed, the archives and the other language say too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise

from publisher.checks.finding import Finding, error
from publisher.checks.names import Family, Form, Part
from publisher.checks.reading import FeedDocument, Item, read_feeds
from publisher.checks.texts import shown


def check_agreement(documents: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare the feeds among *documents* with one another."""
    feeds = read_feeds(documents)
    news = [feed for feed in feeds if feed.name.family is Family.NEWS]
    wholes = [feed for feed in news if feed.name.part is Part.WHOLE]
    for atom in wholes:
        if atom.name.form is Form.ATOM:
            twins = [feed for feed in wholes if feed.name.language == atom.name.language and feed is not atom]
            yield from _check_formats(atom, twins, documents)
    yield from _check_languages([feed for feed in wholes if feed.name.form is Form.ATOM])
    yield from _check_entries(feeds)
    yield from _check_archives(news)
    yield from _check_feed_ids(feeds)


def _check_formats(
    atom: FeedDocument, twins: list[FeedDocument], documents: Mapping[str, bytes]
) -> Iterator[Finding]:
    for ending in ("rss", "json"):
        path = f"{atom.name.language}.{ending}"
        if path not in documents:
            yield error(atom.name.path, "format-missing", f"there is no {path} beside it")
    for feed in twins:
        yield from _compare(atom, feed)


def _compare(atom: FeedDocument, feed: FeedDocument) -> Iterator[Finding]:
    path, other = feed.name.path, atom.name.path
    if [item.id for item in feed.items] != [item.id for item in atom.items]:
        pairs = enumerate(zip(atom.items, feed.items, strict=False))
        place = next((number for number, (one, two) in pairs if one.id != two.id), None)
        where = "at the end" if place is None else f"from number {place + 1} on"
        yield error(path, "formats-differ", f"has other entries than {other}, or another order, {where}")
        return
    for item, twin in zip(feed.items, atom.items, strict=True):
        for what, one, two in (
            ("publication date", item.published, twin.published),
            ("link", item.link, twin.link),
            ("update", item.updated or twin.updated, twin.updated),
        ):
            if one != two:
                message = f"the {what} of {item.id} is another in {other}"
                yield error(path, "formats-differ", message, item.line)
        if item.title != twin.title:
            rule = "escaped-twice" if unescape(item.title) == twin.title else "formats-differ"
            message = f"the title {shown(item.title)} is {shown(twin.title)} in {other}"
            yield error(path, rule, message, item.line)


def _check_languages(wholes: list[FeedDocument]) -> Iterator[Finding]:
    """Each language has the same notes in the same order: an id ends in its feed's language."""
    for first, feed in pairwise(wholes):
        mine, others = _notes(feed), _notes(first)
        if mine != others:
            different = sorted(set(mine) ^ set(others))
            what = f"for one {shown(different[0])}" if different else "in another order"
            yield error(feed.name.path, "languages-differ", f"has other notes than {first.name.path}, {what}")


def _notes(feed: FeedDocument) -> list[str]:
    return [item.id.removesuffix(f"/{feed.name.language}") for item in feed.items]


def _check_entries(feeds: tuple[FeedDocument, ...]) -> Iterator[Finding]:
    """An entry is the same wherever it stands, and no two entries share an id."""
    seen: dict[str, tuple[FeedDocument, Item]] = {}
    for feed in feeds:
        if feed.name.form is not Form.ATOM:
            continue
        for item in feed.items:
            first, twin = seen.setdefault(item.id, (feed, item))
            path, other = feed.name.path, first.name.path
            if first.name.family is not feed.name.family or first.name.language != feed.name.language:
                yield error(path, "id-shared", f"{item.id} is the id of an entry of {other} too", item.line)
            elif (item.title, item.link, item.published, item.updated) != (
                twin.title,
                twin.link,
                twin.published,
                twin.updated,
            ):
                yield error(path, "entry-differs", f"{item.id} is another entry in {other}", item.line)


def _check_archives(news: list[FeedDocument]) -> Iterator[Finding]:
    """RFC 5005 section 4: an entry stands in one archive, so that those who read them all meet it once."""
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for feed in news:
        if feed.name.part is not Part.ARCHIVE:
            continue
        for item in feed.items:
            other = held[feed.name.language].setdefault(item.id, feed.name.path)
            if other != feed.name.path:
                yield error(feed.name.path, "archive-repeated", f"{item.id} stands in {other} too", item.line)


def _check_feed_ids(feeds: tuple[FeedDocument, ...]) -> Iterator[Finding]:
    """RFC 4287 section 4.2.6: an id is one feed's; an archive is a part of its feed and may have the same."""
    owners: dict[str, FeedDocument] = {}
    for feed in feeds:
        first = owners.setdefault(feed.id, feed) if feed.id else feed
        if first is not feed and not (
            first.name.language == feed.name.language
            and {first.name.part, feed.name.part} <= {Part.WHOLE, Part.ARCHIVE}
            and first.name.family is feed.name.family
        ):
            yield error(feed.name.path, "feed-id-shared", f"has the feed id of {first.name.path}")
