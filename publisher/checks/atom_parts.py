"""What Atom feeds and entries share: texts, people, links, categories (RFC 4287 sections 3 and 4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.checks.elements import LANG, Element, local_name
from publisher.checks.finding import Finding, error, warning
from publisher.checks.fragments import find_faults
from publisher.checks.texts import find_characters, shown
from publisher.checks.values import holds_email, is_language, is_link, is_media_type

A = "{http://www.w3.org/2005/Atom}"


def check_texts(path: str, parent: Element) -> Iterator[Finding]:
    """Title, subtitle, summary and content of a feed or an entry (sections 3.1 and 4.1.3)."""
    for element in parent:
        name = local_name(element)
        line, kind = element.sourceline, element.get("type")
        if name == "title":
            yield from _check_title(path, element)
        elif name in ("content", "summary") and kind not in ("html", "text"):
            message = f'the type of <{name}> is {shown(kind or "")}; readers agree only on "html" and "text"'
            yield error(path, "content-type", message, line)
        elif name in ("content", "summary", "subtitle"):
            if len(element):
                yield error(path, "content-escaped", f"<{name}> holds elements, not escaped text", line)
            if kind == "html":
                yield from find_faults(path, element.text or "", line)
        if name == "content" and element.get("src") is not None:
            yield error(path, "content-src", "content lives elsewhere; readers do not fetch it", line)
        if name == "content" and element.get(LANG) is None:
            yield error(path, "language-missing", "<content> has no xml:lang", line)


def _check_title(path: str, title: Element) -> Iterator[Finding]:
    line, text = title.sourceline, title.text or ""
    if title.get("type", "text") != "text" or len(title):
        yield error(path, "title-type", "a title is not plain text", line)
    if not text.strip():
        yield error(path, "title-empty", "a title is empty", line)
    if text != " ".join(text.split()):
        yield warning(
            path, "title-space", f"a title has spaces at an end, or many in a row: {shown(text)}", line
        )
    yield from find_characters(path, text, line)


def check_people(path: str, parent: Element) -> Iterator[Finding]:
    """Section 3.2; and nobody's e-mail address."""
    for element in parent:
        if element.tag not in (f"{A}author", f"{A}contributor"):
            continue
        names = element.findall(f"{A}name")
        if len(names) != 1 or not (names[0].text or "").strip():
            yield error(path, "author-name", "a person has no name, or two (section 3.2)", element.sourceline)
        if element.find(f"{A}email") is not None or any(holds_email(name.text or "") for name in names):
            yield error(path, "email-published", "publishes an e-mail address", element.sourceline)
        address = element.findtext(f"{A}uri")
        if address is not None and not is_link(address):
            message = f"a person's uri is no absolute web address: {shown(address)}"
            yield error(path, "link-absolute", message, element.sourceline)


def check_links(path: str, parent: Element) -> Iterator[Finding]:
    """Section 4.2.7; one alternate, because readers take the first or the last of two."""
    place = local_name(parent)
    links = parent.findall(f"{A}link")
    for link in links:
        yield from _check_link(path, link)
    relations = Counter(link.get("rel", "alternate") for link in links)
    if relations["alternate"] > 1:
        message = f"the {place} has {relations['alternate']} alternates; readers take the first, or the last"
        yield error(path, "alternate-repeated", message, parent.sourceline)
    for relation in ("self", "current", "prev-archive", "next-archive", "prev", "next", "first", "last"):
        if relations[relation] > 1:
            yield error(path, "link-repeated", f"the {place} has two {relation} links", parent.sourceline)


def _check_link(path: str, link: Element) -> Iterator[Finding]:
    line, address = link.sourceline, link.get("href")
    if address is None:
        yield error(path, "link-href", "a link has no href= (section 4.2.7.1)", line)
    elif not is_link(address):
        yield error(path, "link-absolute", f"a link is no absolute web address: {shown(address)}", line)
    language, kind = link.get("hreflang"), link.get("type")
    if language is not None and not is_language(language):
        yield error(path, "language-invalid", f"hreflang={shown(language)}", line)
    if kind is not None and not is_media_type(kind):
        yield error(path, "link-type", f"type={shown(kind)} is no media type (section 4.2.7.3)", line)


def check_categories(path: str, entry: Element) -> Iterator[Finding]:
    """Section 4.2.2; FreshRSS splits labels at commas."""
    for category in entry.findall(f"{A}category"):
        line, term, label = category.sourceline, category.get("term", ""), category.get("label")
        if not term.strip():
            yield error(path, "category-term", "a category has no term= (section 4.2.2)", line)
        shown_text = term if label is None else label
        if "," in shown_text or "\uff0c" in shown_text:
            yield error(
                path, "category-comma", f"readers split a category at its comma: {shown(shown_text)}", line
            )
