"""The feeds to choose from, for readers that import OPML 2.0 (http://opml.org/spec2.opml).

Sections are left out: who imports the file subscribes to all of it, and each of their entries is in
the feed itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.utils import format_datetime

from lxml import etree
from lxml.etree import _Element

from publisher.characters import legal
from publisher.feeds.editions import Edition
from publisher.feeds.subscription import newest_date, subtitle_of
from publisher.words import own_name


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
        name = own_name(edition.language)
        group = etree.SubElement(body, "outline", text=name, title=name) if len(editions) > 1 else body
        for title, path, description in _feeds(edition):
            _outline(group, edition, title, path, description)
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


def _outline(group: _Element, edition: Edition, title: str, path: str, description: str) -> None:
    etree.SubElement(
        group,
        "outline",
        type="rss",
        text=legal(title),
        title=legal(title),
        description=legal(description),
        language=edition.language,
        xmlUrl=edition.base + path,
        htmlUrl=edition.page or edition.base,
    )
