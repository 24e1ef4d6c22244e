"""XML and HTML documents to lxml's elements; nothing outside of a document is ever read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from publisher.checks.finding import Finding, error

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read_xml(path: str, data: bytes) -> Element | Finding:
    """The root element of a document that has no document type declaration."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        return error(path, "well-formed", f"is not well-formed XML: {fault.msg}", fault.lineno)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        return error(path, "document-type", "has a document type declaration", 1)
    return root


def read_html(data: bytes) -> Element | None:
    """The ``html`` element as a browser would have it; None for an empty document."""
    if not data.strip():
        return None
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))


def nodes_of(root: Element) -> Iterator[Element]:
    """Every element, comment and instruction of a document, also those beside its root."""
    yield from root.itersiblings(preceding=True)
    yield from root.iter()
    yield from root.itersiblings()


def is_element(node: Element) -> bool:
    """False for comments and processing instructions, which lxml calls elements as well."""
    return isinstance(node.tag, str)


def local_name(element: Element) -> str:
    return etree.QName(element).localname if is_element(element) else ""
