"""RSS 2.0 (rssboard.org/rss-specification), with Atom's self link and Dublin Core's creator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from publisher.checks.elements import LANG, Element, is_element, local_name
from publisher.checks.finding import Finding, error
from publisher.checks.fragments import find_faults
from publisher.checks.names import Name
from publisher.checks.texts import find_characters, shown
from publisher.checks.values import (
    holds_email,
    is_language,
    is_link,
    is_media_type,
    is_tag,
    parse_rfc822,
    same_language,
)

ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

_CHANNEL = (
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category"
    " generator docs cloud ttl image rating textInput skipHours skipDays item"
)
_ITEM = "title link description author category comments enclosure guid pubDate source"
_IN_CHANNEL = frozenset(_CHANNEL.split())
_IN_ITEM = frozenset(_ITEM.split())
_AS_OFTEN_AS_ONE_LIKES = frozenset(("category", "item", "enclosure"))


def check_rss(name: Name, root: Element) -> Iterator[Finding]:
    """Check one RSS document."""
    path = name.path
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        yield error(path, "rss-root", 'is not <rss version="2.0"> with one channel', root.sourceline)
        return
    channel = channels[0]
    items = channel.findall("item")
    yield from _check_channel(name, channel)
    for item in items:
        yield from _check_item(path, item)
    for identity, count in Counter(item.findtext("guid") for item in items).items():
        if identity and count > 1:
            yield error(path, "id-repeated", f"{count} items have the guid {shown(identity)}")
    dates = [date for item in items if (date := _date(item, "pubDate"))]
    if dates != sorted(dates, reverse=True):
        yield error(path, "order", "the items do not stand newest first")
    built = _date(channel, "lastBuildDate")
    if built and dates and built < max(dates):
        yield error(path, "feed-updated-early", "the feed is older than its newest item", channel.sourceline)


def _check_channel(name: Name, channel: Element) -> Iterator[Finding]:
    path, line = name.path, channel.sourceline
    yield from _check_children(path, channel, _IN_CHANNEL)
    for required in ("title", "link", "description"):
        if not (channel.findtext(required) or "").strip():
            yield error(path, "rss-missing", f"the channel has no <{required}>", line)
    link = (channel.findtext("link") or "").strip()
    selves = [each for each in channel.findall(ATOM_LINK) if each.get("rel") == "self"]
    # "All link elements must begin with IANA-registered URI schemes": without a site, "tag:" is one.
    if link and not (is_link(link) or is_tag(link)):
        message = f"the channel's link is no absolute address: {shown(link)}"
        yield error(path, "link-absolute", message, line)
    if link and link in [each.get("href") for each in selves]:
        yield error(path, "rss-link-self", "the channel links to the feed, not to the page", line)
    if len(selves) > 1:
        yield error(path, "link-repeated", 'the channel has two links rel="self"', line)
    for each in channel.findall(ATOM_LINK):
        if not is_link(each.get("href", "")):
            yield error(path, "link-absolute", "an atom:link is no absolute web address", each.sourceline)
    language = channel.findtext("language")
    if language is None:
        yield error(path, "language-missing", "the channel has no <language>", line)
    elif not is_language(language):
        yield error(path, "language-invalid", f"<language> is {shown(language)}", line)
    elif name.language and not same_language(language, name.language):
        message = f"the feed says {shown(language)}, its name {shown(name.language)}"
        yield error(path, "language-differs", message, line)


def _check_item(path: str, item: Element) -> Iterator[Finding]:
    line = item.sourceline
    yield from _check_children(path, item, _IN_ITEM)
    title = item.findtext("title") or ""
    if not title.strip():
        yield error(path, "title-empty", "an item has no title", line)
    yield from find_characters(path, title, line)
    link = (item.findtext("link") or "").strip()
    if link and not is_link(link):
        yield error(path, "link-absolute", f"an item's link is no absolute web address: {shown(link)}", line)
    yield from _check_guid(path, item)
    if item.find("pubDate") is None:
        yield error(path, "published-missing", "an item has no <pubDate>; readers show the present", line)
    if not (item.findtext(CREATOR) or "").strip():
        yield error(path, "author-missing", "an item has no <dc:creator>", line)
    if item.find("author") is not None or holds_email(item.findtext(CREATOR) or ""):
        yield error(path, "email-published", "publishes an e-mail address, as <author> demands", line)
    contents = [child for child in item if child.tag in ("description", CONTENT)]
    if not contents:
        yield error(path, "content-missing", "an item has neither description nor content", line)
    for content in contents:
        yield from find_faults(path, content.text or "", line)
    for category in item.findall("category"):
        if "," in (text := category.text or "") or "\uff0c" in text:
            yield error(path, "category-comma", f"readers split a category at its comma: {shown(text)}", line)


def _check_guid(path: str, item: Element) -> Iterator[Finding]:
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield error(path, "rss-guid", "an item has no <guid>", item.sourceline)
        return
    if guid.get("isPermaLink") != "false":
        yield error(path, "rss-permalink", "a guid lacks isPermaLink=false", guid.sourceline)
    if not is_tag(guid.text):
        yield error(path, "id-tag", f"a guid is no tag: URI (RFC 4151): {shown(guid.text)}", guid.sourceline)


def _check_children(path: str, parent: Element, allowed: frozenset[str]) -> Iterator[Finding]:
    place = local_name(parent)
    children = [child for child in parent if is_element(child)]
    for tag, count in Counter(str(child.tag) for child in children).items():
        if "{" not in tag and tag not in allowed:
            yield error(path, "rss-unknown", f"RSS 2.0 has no <{tag}> in the {place}", parent.sourceline)
        if tag in allowed and tag not in _AS_OFTEN_AS_ONE_LIKES and count > 1:
            yield error(path, "rss-repeated", f"the {place} has {count} <{tag}>", parent.sourceline)
    for child in children:
        text, line = child.text or "", child.sourceline
        if child.tag in ("pubDate", "lastBuildDate") and parse_rfc822(text) is None:
            yield error(path, "rss-date", f"<{child.tag!s}> is no RFC 822 date-time: {shown(text)}", line)
        if child.tag == "enclosure" and not (
            is_link(child.get("url", ""))
            and child.get("length", "").isdigit()
            and is_media_type(child.get("type", ""))
        ):
            yield error(path, "rss-enclosure", "an enclosure lacks its url, length or type", line)
        language = child.get(LANG)
        if language is not None and not is_language(language):
            yield error(path, "language-invalid", f"xml:lang={shown(language)}", line)


def _date(parent: Element, child: str) -> datetime | None:
    return parse_rfc822(parent.findtext(child) or "")
