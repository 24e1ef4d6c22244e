"""A feed as RSS 2.0."""

from __future__ import annotations

import re
from functools import partial

from publisher.characters import legal
from publisher.feeds.atom import describe, describe_entry
from publisher.feeds.document import Feed
from publisher.feeds.repairs import RssEntryRepairs, RssFeedRepairs

MEDIA_TYPE = "application/rss+xml"


def render_rss(feed: Feed) -> bytes:
    """Return *feed* as RSS."""
    generator = describe(feed)
    generator.pubDate(feed.updated)
    generator.link({"href": feed.page or feed.id, "rel": "alternate"})
    if feed.address:
        generator.link({"href": feed.address, "rel": "self", "type": MEDIA_TYPE})
    generator.register_extension("repairs", partial(RssFeedRepairs, feed), atom=False)
    for entry in feed.entries:
        made = describe_entry(entry)
        if entry.summary:
            made.summary(legal(entry.summary))
        made.content(legal(entry.content))
        made.register_extension("repairs", partial(RssEntryRepairs, entry), atom=False)
        generator.add_entry(made, order="append")
    return _TITLE.sub(_in_references, generator.rss_str(pretty=True))


_TITLE = re.compile(rb"<title>[^<]*</title>")


def _in_references(title: re.Match[bytes]) -> bytes:
    """RSS does not say whether a title is text or HTML; so written, most readers take it for text.

    RSS Best Practices Profile, "character data"; an XML parser sees no difference.
    """
    return title[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")
