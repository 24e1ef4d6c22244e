"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from publisher.characters import legal
from publisher.feeds.document import Feed, FeedEntry

MEDIA_TYPE = "application/feed+json"


def render_json_feed(feed: Feed) -> bytes:
    """Return *feed* as JSON Feed; what is not known is left out."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legal(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": legal(feed.subtitle),
        "language": feed.language,
        "authors": [{"name": legal(feed.author)}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return f"{json.dumps(_known(document), ensure_ascii=False, indent=2)}\n".encode()


def _item(entry: FeedEntry) -> dict[str, object]:
    return _known(
        {
            "id": entry.id,
            "url": entry.link,
            "title": legal(entry.title),
            "content_html": legal(entry.content),
            "summary": legal(entry.summary) or None,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": legal(entry.author)}],
            "tags": [legal(category.label) for category in entry.categories] or None,
            "language": entry.language,
        }
    )


def _known(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
