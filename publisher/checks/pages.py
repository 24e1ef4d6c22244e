"""Pages that a browser opens from the folder: by themselves, without network, for everybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from publisher.checks.elements import Element, is_element, read_html
from publisher.checks.finding import Finding, error, warning
from publisher.checks.names import Name
from publisher.checks.resources import check_style, find_requests
from publisher.checks.texts import shown
from publisher.checks.values import is_language, is_link, same_language, split

_REFERENCES = ("for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
# Blocks of data are no programs (HTML section 4.12.1).
_DATA = frozenset(("application/json", "application/ld+json", "text/template", "text/plain", "text/markdown"))
_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta\s+charset=["']?utf-8""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What other pages and the folder have to do with a page."""

    findings: tuple[Finding, ...]
    ids: frozenset[str]
    links: tuple[tuple[str, int | None], ...]
    """Relative ones, and the lines they stand in."""


def read_page(name: Name, data: bytes) -> Page:
    """Check a page as far as it concerns nobody else."""
    root = read_html(data)
    if root is None:
        return Page(findings=(error(name.path, "page-empty", "is empty"),), ids=frozenset(), links=())
    elements = [element for element in root.iter() if is_element(element)]
    ids = Counter(identity for element in elements if (identity := element.get("id")) is not None)
    findings = [*_check_document(name, data, root)]
    for element in elements:
        findings += _check_element(name.path, element, ids)
    findings += (
        error(name.path, "page-id", f"{count} elements have the id {shown(identity)}")
        for identity, count in ids.items()
        if count > 1
    )
    links = tuple(
        (address, element.sourceline)
        for element in elements
        for address in _addresses(element)
        if (parts := split(address)) and not parts.scheme and not parts.netloc
    )
    return Page(findings=tuple(findings), ids=frozenset(ids), links=links)


def check_page_links(pages: Mapping[str, Page], documents: Mapping[str, bytes]) -> Iterator[Finding]:
    """Say which relative links of *pages* lead to nothing among *documents*."""
    for path, page in pages.items():
        for address, line in page.links:
            target = resolve(path, address, documents)
            if target is None:
                yield error(path, "page-link", f"a link leads to nothing of ours: {shown(address)}", line)
            elif target in pages and not _has_fragment(pages[target], address):
                yield error(path, "page-anchor", f"a link's #… is not there: {shown(address)}", line)


def resolve(path: str, address: str, documents: Mapping[str, bytes]) -> str | None:
    """The document that the relative *address* in the document *path* means; None when there is none."""
    parts = split(address)
    if parts is None:
        return None
    if not parts.path:
        return path
    target = normpath(join(dirname(path), unquote(parts.path)))
    if parts.path.endswith("/") or target == ".":
        target = normpath(join(target, "index.html"))
    return target if target in documents else None


def _has_fragment(page: Page, address: str) -> bool:
    # HTML section 7.4.6.4: as it is written, then percent-decoded.
    fragment = address.partition("#")[2]
    return fragment in ("", "top") or fragment in page.ids or unquote(fragment) in page.ids


def _addresses(element: Element) -> Iterator[str]:
    for attribute in ("href", "src", "action", "data", "poster"):
        if (address := element.get(attribute)) is not None:
            yield address.strip()


def _check_document(name: Name, data: bytes, root: Element) -> Iterator[Finding]:
    path = name.path
    if not _DOCTYPE.match(data[:200].decode("utf-8", "replace")):
        yield error(path, "page-doctype", "does not begin with <!doctype html>", 1)
    if not _CHARSET.search(data[:1024]):
        yield error(path, "page-charset", "does not say <meta charset=utf-8> in its first 1,024 bytes", 1)
    language = root.get("lang")
    if not language:
        yield error(path, "language-missing", "<html> has no lang=", root.sourceline)
    elif name.language and not same_language(language, name.language):
        yield error(
            path, "language-differs", f"is in {shown(language)}, its name says {shown(name.language)}"
        )
    if not "".join(root.findtext("head/title") or "").strip():
        yield error(path, "title-empty", "has no title")
    if root.find(".//h1") is None:
        yield warning(path, "page-heading", "has no heading of the first level")


def _check_element(path: str, element: Element, ids: Mapping[str, int]) -> Iterator[Finding]:
    tag, line = str(element.tag), element.sourceline
    yield from find_requests(path, element)
    if tag == "script" and not element.get("src") and element.get("type", "") not in _DATA:
        yield error(path, "page-script", "a script stands in the page", line)
    if tag == "base" or (tag == "meta" and element.get("http-equiv", "").lower() == "refresh"):
        yield error(path, "page-redirect", f"<{tag}> leads links or readers elsewhere", line)
    if tag == "img" and element.get("alt") is None:
        yield error(path, "page-alt", "a picture has no alt=", line)
    if tag == "style":
        yield from check_style(path, element.text or "", line)
    # A name that XML could not hold stands in items(), and get() refuses it.
    for attribute, value in ((str(name), str(value)) for name, value in element.items()):
        if attribute.startswith("on"):
            yield error(path, "page-script", f"{attribute}= on <{tag}> is a script", line)
        if attribute == "style":
            yield from check_style(path, value, line)
        if attribute == "lang" and not is_language(value):
            yield error(path, "language-invalid", f"lang={shown(value)}", line)
        if attribute in _REFERENCES and (missing := [each for each in value.split() if each not in ids]):
            yield error(path, "page-reference", f"{attribute}= names no id: {shown(missing[0])}", line)
    address = (element.get("href") or "").strip()
    parts = split(address)
    if tag in ("a", "area") and (parts is None or (parts.scheme and not is_link(address))):
        yield error(path, "page-scheme", f"a link is no web address: {shown(address)}", line)
