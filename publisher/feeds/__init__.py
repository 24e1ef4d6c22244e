"""Feeds: what was announced, for readers' programs.

::

    Publication ── find_editions ──> Edition ── make_entry ──> FeedEntry
                                        │                          │
                                     frame ──> Feed <──────────────┘
                                                │
                         render_atom, render_rss, render_json_feed ──> bytes
"""

from __future__ import annotations

from collections.abc import Mapping

from publisher.config import Settings
from publisher.feeds.archives import render_archives
from publisher.feeds.atom import render_atom
from publisher.feeds.document import Category, Feed, FeedEntry, Link
from publisher.feeds.editions import find_editions
from publisher.feeds.opml import render_subscriptions
from publisher.feeds.pending import render_pending
from publisher.feeds.reading import find_wanted
from publisher.feeds.section_feeds import render_sections
from publisher.feeds.subscription import render_subscription
from publisher.model import Publication

__all__ = ["Category", "Feed", "FeedEntry", "Link", "find_wanted", "render_atom", "render_feeds"]


def render_feeds(
    publication: Publication, settings: Settings, texts: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """Render all feeds but that of the digests, by path.

    *texts* are the notes' own files, Markdown by repository path; `find_wanted` names them.
    """
    editions = find_editions(publication, settings, texts or {})
    documents = render_subscriptions(editions)
    for edition in editions:
        newest, shown = render_subscription(edition)
        documents |= newest
        documents |= render_archives(edition, shown)
        documents |= render_pending(edition)
        documents |= render_sections(edition)
    return documents
