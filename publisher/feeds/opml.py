"""The feeds to choose from, for readers that import OPML 2.0 (http://opml.org/spec2.opml).

Sections are left out: who imports the file subscribes to all of it, and each of their entries is in
the feed itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.utils import format_datetime

from lxml import etree
from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]  # lxml has no other name for it

from publisher.characters import legal
from publisher.feeds.editions import Edition, newest_date
from publisher.feeds.subscription import subtitle_of


def render_subscriptions(editions: Sequence[Edition]) -> dict[str, bytes]:
    """Render the list of all feeds; nothing when the address of the feeds is not known."""
    first = editions[0]
    if not first.base:
        return {}
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legal(first.words("feed.opml_title", title=first.title))
    changed = newest_date(first.announced) or first.beginning
    etree.SubElement(head, "dateModified").text = format_datetime(changed)
    body = etree.SubElement(root, "body")
    for edition in editions:
        for title, path, description in _feeds(edition):
            _outline(body, edition, title, path, description)
    return {
        "subscriptions.opml": etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    }


def _feeds(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Title, path and description of each feed of *edition*."""
    language, title, words = edition.language, edition.title, edition.words
    yield title, f"{language}.atom", subtitle_of(edition)
    for name in ("digests", "pending"):
        description = words(f"feed.subtitle_{name}", title=title)
        yield words(f"feed.title_{name}", title=title), f"{name}.{language}.atom", description


def _outline(body: _Element, edition: Edition, title: str, path: str, description: str) -> None:
    etree.SubElement(
        body,
        "outline",
        type="rss",
        text=legal(title),
        title=legal(title),
        description=legal(description),
        language=edition.language,
        xmlUrl=edition.base + path,
        htmlUrl=edition.page or edition.base,
    )
