"""What feedgen 1.0.0 gets wrong, put right on the elements that it hands to its extensions.

Each repair says what feedgen does. Delete a repair when feedgen no longer needs it: the tests of the
formats hold what must come out.
"""

from __future__ import annotations

import html

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree
from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]  # lxml has no other name for it

from publisher.characters import legal
from publisher.feeds.document import Feed, FeedEntry, Link

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HISTORY = "http://purl.org/syndication/history/1.0"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class AtomFeedRepairs(BaseExtension):
    """Adds the types of text constructs, which feedgen leaves to readers' guesses, and RFC 5005's mark."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY} if self.feed.archive else {}

    def extend_atom(self, feed: _Element) -> _Element:
        for name in ("title", "subtitle"):
            for element in feed.iterfind(name):
                element.set("type", "text")
        if self.feed.archive:  # RFC 5005 section 4
            etree.SubElement(feed, f"{{{_HISTORY}}}archive")
        return feed


class AtomEntryRepairs(BaseEntryExtension):
    """Adds to an entry what feedgen cannot say or loses."""

    def __init__(self, entry: FeedEntry) -> None:
        self.entry = entry

    def extend_atom(self, feed: _Element) -> _Element:
        # xml:lang below the feed cannot be set. Miniflux reads the entry's, NetNewsWire the content's.
        feed.set(_LANG, self.entry.language)
        for content in feed.iterfind("content"):
            content.set(_LANG, self.entry.language)
        for title in feed.iterfind("title"):
            title.set("type", "text")
        # A shadowed loop variable loses all of an entry's link but its address (feedgen's issue 135).
        for element, link in zip(feed.iterfind("link"), links_of(self.entry), strict=True):
            for name, value in link.items():
                element.set(name, value)
        return feed


class RssFeedRepairs(BaseExtension):
    """Puts the channel's link right."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DUBLIN_CORE}

    def extend_rss(self, feed: _Element) -> _Element:
        # The channel's link is the last link of any rel. RSS demands one; a feed without a page names itself.
        for link in feed.iterfind("channel/link"):
            link.text = self.feed.page or self.feed.id
        return feed


class RssEntryRepairs(BaseEntryExtension):
    """Adds to an item what feedgen cannot say or loses."""

    def __init__(self, entry: FeedEntry) -> None:
        self.entry = entry

    def extend_rss(self, feed: _Element) -> _Element:
        # An author without an e-mail address vanishes; RSS's own element demands one, so it is Dublin Core's.
        etree.SubElement(feed, f"{{{_DUBLIN_CORE}}}creator").text = legal(self.entry.author)
        etree.SubElement(feed, f"{{{_DUBLIN_CORE}}}language").text = self.entry.language
        # A summary is plain text, a description is HTML.
        if self.entry.summary:
            for description in feed.iterfind("description"):
                description.text = html.escape(legal(self.entry.summary), quote=False)
        return feed


def links_of(entry: FeedEntry) -> list[dict[str, str]]:
    """Return the attributes of all links of *entry*, the alternate first."""
    alternate = [{"href": entry.link, "rel": "alternate"}] if entry.link else []
    return [*alternate, *map(attributes_of, entry.related)]


def attributes_of(link: Link) -> dict[str, str]:
    """Return what *link* says, without what it leaves empty."""
    values = {
        "href": link.href,
        "rel": link.rel,
        "type": link.type,
        "hreflang": link.hreflang,
        "title": legal(link.title),
    }
    return {name: value for name, value in values.items() if value}
