"""OPML 2.0 (opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.checks.elements import Element, is_element
from publisher.checks.finding import Finding, error
from publisher.checks.texts import shown
from publisher.checks.values import is_language, is_link, parse_rfc822


def check_opml(path: str, root: Element) -> Iterator[Finding]:
    """Check a list of subscriptions."""
    if root.tag != "opml" or root.get("version") != "2.0":
        yield error(path, "opml-root", 'the root is not <opml version="2.0">', root.sourceline)
        return
    parts = [child for child in root if is_element(child)]
    if [part.tag for part in parts] != ["head", "body"]:
        yield error(path, "opml-root", "the root does not hold a <head> and then a <body>", root.sourceline)
        return
    yield from _check_head(path, parts[0])
    outlines = list(parts[1].iter("outline"))
    if not outlines:
        yield error(path, "opml-empty", "lists no feed", parts[1].sourceline)
    seen: set[str] = set()
    for outline in outlines:
        yield from _check_outline(path, outline)
        address = outline.get("xmlUrl", "")
        if address and address in seen:
            yield error(path, "opml-repeated", f"{address} is listed twice", outline.sourceline)
        seen.add(address)


def _check_head(path: str, head: Element) -> Iterator[Finding]:
    if not (head.findtext("title") or "").strip():
        yield error(path, "opml-title", "has no title", head.sourceline)
    for name in ("dateCreated", "dateModified"):
        date = head.findtext(name)
        if date is not None and parse_rfc822(date) is None:
            yield error(path, "opml-date", f"<{name}> is no RFC 822 date: {shown(date)}", head.sourceline)
    if head.find("ownerEmail") is not None:
        yield error(path, "email-published", "publishes an e-mail address", head.sourceline)


def _check_outline(path: str, outline: Element) -> Iterator[Finding]:
    line = outline.sourceline
    if not outline.get("text", "").strip():
        yield error(path, "opml-text", "an outline has no text=", line)
    address, kind = outline.get("xmlUrl"), outline.get("type")
    if kind == "rss" and address is None:
        yield error(path, "opml-url", 'an outline of type="rss" has no xmlUrl=', line)
    if kind != "rss" and (address is not None or len(outline) == 0):
        yield error(path, "opml-type", 'a feed has no type="rss"', line)
    for name in ("xmlUrl", "htmlUrl"):
        value = outline.get(name)
        if value is not None and not is_link(value):
            yield error(path, "opml-url", f"{name}= is no absolute web address: {shown(value)}", line)
    language = outline.get("language")
    if language is not None and not is_language(language):
        yield error(path, "language-invalid", f"language={shown(language)} is no language tag", line)
