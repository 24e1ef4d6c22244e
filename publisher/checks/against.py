"""A publication beside the one before it: what a subscriber has seen must not come again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from publisher.checks.finding import Finding, error, warning
from publisher.checks.names import Family, Form, Part
from publisher.checks.reading import FeedDocument, Item, read_feeds
from publisher.checks.texts import shown

LEDGER = "ledger.jsonl"
# As many as may be announced at once without being called a flood.
_FEW, _SHARE = 15, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """All that the readers of one family, format and language can meet, whichever document they ask for."""

    path: str
    """Of the subscription document, or of the first one where there is none."""
    family: Family
    form: Form
    items: Mapping[str, tuple[str, Item]]
    """By id: the path of a document that shows it, and how."""
    window: datetime | None
    """When the oldest entry of the subscription document was published."""
    archived: datetime | None
    """When the newest entry of the archives was published."""


def check_against(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What publishing *new* over *old* (path -> bytes) would do to those who follow *old*, by path.

    A note that left the list may leave the feeds, which no feed can tell: a warning names each.
    """
    before, after = read_feeds(old), read_feeds(new)
    found = [*_check_documents(before, after), *_check_ledger(old, new)]
    successors = _channels(after)
    for key, channel in _channels(before).items():
        if key in successors:
            found += _check_channel(channel, successors[key])
    return tuple(sorted(set(found), key=lambda finding: (finding.path, finding.line or 0, finding.rule)))


def _channels(feeds: tuple[FeedDocument, ...]) -> dict[tuple[Family, Form, str], Channel]:
    groups: dict[tuple[Family, Form, str], list[FeedDocument]] = {}
    for feed in sorted(feeds, key=lambda feed: feed.name.part is not Part.WHOLE):
        groups.setdefault((feed.name.family, feed.name.form, feed.name.language), []).append(feed)
    return {key: _channel(group) for key, group in groups.items()}


def _channel(feeds: list[FeedDocument]) -> Channel:
    items: dict[str, tuple[str, Item]] = {}
    for feed in feeds:
        for item in feed.items:
            items.setdefault(item.id, (feed.name.path, item))
    name = feeds[0].name
    return Channel(
        path=name.path,
        family=name.family,
        form=name.form,
        items=items,
        window=min(_dates(feeds, Part.WHOLE), default=None),
        archived=max(_dates(feeds, Part.ARCHIVE), default=None),
    )


def _dates(feeds: list[FeedDocument], part: Part) -> Iterator[datetime]:
    for feed in feeds:
        if feed.name.part is part:
            yield from (item.published for item in feed.items if item.published)


def _check_documents(before: tuple[FeedDocument, ...], after: tuple[FeedDocument, ...]) -> Iterator[Finding]:
    """Each address that somebody subscribed to is still there, and still the same feed."""
    successors = {feed.name.path: feed for feed in after}
    for feed in before:
        path, successor = feed.name.path, successors.get(feed.name.path)
        if successor is None:
            yield error(path, "feed-gone", "those who follow it find no feed any more")
            continue
        if feed.id != successor.id:
            yield error(path, "feed-id-moved", f"the feed's id was {shown(feed.id)}")
        was, now = feed.updated, successor.updated
        if was and now and now < was and feed.name.family is not Family.PENDING:
            yield error(path, "feed-updated-back", f"the feed was updated {was.isoformat()} already")


def _check_channel(before: Channel, after: Channel) -> Iterator[Finding]:
    gone = {identity: item for identity, (_, item) in before.items.items() if identity not in after.items}
    by_link = {item.link: item for item in gone.values() if item.link}
    by_title = {item.title: item for item in gone.values()}
    standing = {(item.link, item.title): item for _, item in before.items.values() if item.link}
    replaced: set[str] = set()
    for identity, (path, item) in after.items.items():
        if identity in before.items:
            yield from _check_dates(path, before.items[identity][1], item, before.family)
            continue
        # Two notes may share a link or a title while both stand. What shares either with an entry that
        # went, or both with one that stands, is that entry under another id.
        twin = by_link.get(item.link) or by_title.get(item.title) or standing.get((item.link, item.title))
        if twin:
            replaced.add(twin.id)
            yield error(path, "old-as-new", f"{identity} was published before as {twin.id}", item.line)
    if after.form is not Form.ATOM:
        # Its entries are those of the Atom feed, which says what went.
        return
    missing = [item for item in gone.values() if item.id not in replaced and _should_stand(item, after)]
    for item in missing:
        yield warning(after.path, "entry-gone", f"{item.id} went; has its note left the list?")
    if len(missing) > max(_FEW, _SHARE * len(before.items)):
        yield error(after.path, "entries-gone", f"{len(missing)} of {len(before.items)} entries went at once")


def _should_stand(item: Item, after: Channel) -> bool:
    """Whether *item* would be in *after* if its note still were in the list."""
    if after.family is Family.PENDING:
        return False
    if item.published is None or after.window is None or item.published > after.window:
        return True
    return after.archived is not None and item.published <= after.archived


def _check_dates(path: str, old: Item, item: Item, family: Family) -> Iterator[Finding]:
    if _moved(old.published, item.published, family):
        message = f"{item.id} was published {_shown(old.published)}, and now {_shown(item.published)}"
        yield error(path, "published-moved", message, item.line)
    if _moved(old.updated, item.updated, family):
        message = f"{item.id} was updated {_shown(old.updated)}, and now {_shown(item.updated)}"
        yield error(path, "updated-moved", message, item.line)


def _moved(was: datetime | None, now: datetime | None, family: Family) -> bool:
    # A note that waits a second time waits since a later day.
    again = family is Family.PENDING and was is not None and now is not None and was < now
    return was != now and not again


def _shown(date: datetime | None) -> str:
    return date.isoformat() if date else "never"


def _check_ledger(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Finding]:
    """The ledger is append only."""
    if LEDGER not in old:
        return
    if LEDGER not in new:
        yield error(LEDGER, "ledger-gone", "what was announced is known no more")
        return
    was, now = (each[LEDGER].decode("utf-8", "replace").splitlines() for each in (old, new))
    present = set(now)
    for number, line in enumerate(was, 1):
        if line not in present and _is_record(line):
            yield error(LEDGER, "ledger-lost", f"line {number} of the one before is not there: {shown(line)}")
    if present.issuperset(was) and now[: len(was)] != was:
        yield warning(LEDGER, "ledger-order", "new lines stand between old ones")


def _is_record(line: str) -> bool:
    """Whether a line of a ledger told anything: one that was cut short did not."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
