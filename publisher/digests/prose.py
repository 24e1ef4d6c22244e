"""The authors' own words, in what each target takes.

`publisher.markup` turns what an author wrote into safe HTML with absolute links. Here that HTML becomes
Markdown, plain text, or the subset of HTML that a target shows. What a target has no form for is
unwrapped, so that its words stay; pictures go, because no target could fetch them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from lxml import etree, html

Element = html.HtmlElement
Rule = Callable[[str, Element], str]
"""From what an element holds, already written, and the element, to what is written for it."""

BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table tr dl dt dd div section".split())
_DROPPED = frozenset(("img", "script", "style", "svg", "picture", "video", "audio", "iframe", "input"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one form of text is written."""

    text: Callable[[str], str]
    tags: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))

    def write(self, markup: str) -> str:
        """Write what stands inside the HTML fragment *markup*."""
        return self.inside(parse(markup)).strip() if markup.strip() else ""

    def inside(self, element: Element) -> str:
        """Write what stands inside *element*."""
        parts = [self.text(_even(element.text))]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self.element(child))
            parts.append(self.text(_even(child.tail)))
        return "".join(parts)

    def element(self, element: Element) -> str:
        """Write *element* itself."""
        rule = self.tags.get(str(element.tag))
        if rule is not None:
            return rule("" if element.tag in ("pre", "math") else self.inside(element), element)
        return "" if element.tag in _DROPPED else self.inside(element)


def parse(markup: str) -> Element:
    """The fragment *markup* inside a ``div``."""
    return html.fragment_fromstring(_without_controls(markup), create_parent="div")


def blocks(root: Element) -> Iterator[Element]:
    """Yield the blocks of a document from which nothing needs a deeper one: paragraphs, headings, lists."""
    loose: list[Element | str] = [root.text or ""]
    for child in root:
        if str(child.tag) in BLOCKS:
            yield from _paragraph(loose)
            loose = [child.tail or ""]
            if child.tag in ("div", "section"):
                yield from blocks(child)
            else:
                yield child
        else:
            loose += [child, child.tail or ""]
    yield from _paragraph(loose)


def items(element: Element) -> Iterator[Element]:
    """Yield the items of a list and of the lists inside it, without what the inner ones hold."""
    for item in element.iterchildren("li"):
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        yield item
        for child in inner:
            if child.tag == "ol" and element.tag == "ul":
                _write_numbers(child)
            yield from items(child)


def _write_numbers(element: Element) -> None:
    """Put the numbers of a list's items into their text, for where they stand among those without numbers."""
    for number, item in enumerate(element.iterchildren("li"), int(element.get("start") or 1)):
        loose = len(item) > 0 and item[0].tag == "p" and not (item.text or "").strip()
        place = item[0] if loose else item
        place.text = f"{number}. {(place.text or '').lstrip()}"


def plain(markup: str) -> str:
    """The words of *markup*."""
    return " ".join(Writer(text=str).write(markup).split())


def html_text(text: str) -> str:
    return escape(text, quote=False)


def attribute(text: str) -> str:
    return escape(text, quote=True)


def _paragraph(parts: list[Element | str]) -> Iterator[Element]:
    """A paragraph of what stands between two blocks; none when that is white space."""
    paragraph = html.Element("p")
    for part in parts:
        if not isinstance(part, str):
            part.tail = None
            paragraph.append(part)
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + part
        else:
            paragraph.text = (paragraph.text or "") + part
    if len(paragraph) or (paragraph.text or "").strip():
        yield paragraph


def _even(text: str | None) -> str:
    """White space as a browser shows it."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _without_controls(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", text)


def source_of(element: Element) -> str:
    """The element as HTML, without what follows it."""
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
