"""What cmarkgfm, GitHub's own code, makes of a text, in the shape of our blocks, to compare with.

Its HTML is read by html5lib, as a browser would read it. What follows one another and belongs to no item, row or heading is one
passage of prose: where one paragraph of raw HTML ends and the next begins says nothing about a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

from publisher.blocks import (
    Document,
    Heading,
    Item,
    Row,
    count_front_matter,
    find_conflict_markers,
    parse_document,
    split_lines,
)
from publisher.inline import TokenKind, parse_inline

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
_find_anchors = re.compile(
    r'<a href="([^"]*)">([^<]+)</a>|<a href="[^"]*"[^>]*>|</a>|</?(?:p|li|t[dh]|h[1-6])\b'
).finditer
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTHING = ("pre", "script", "style", "textarea", "head")


@dataclass
class Seen:
    """An item, a cell, a heading or a passage of prose."""

    kind: str
    depth: int = 0
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    loose: bool = False
    checked: bool | None = None

    def key(self) -> tuple[object, ...]:
        return (
            self.kind,
            self.depth,
            "".join(self.text.split()),
            [(t, shown) for t, shown in self._whole_links()],
        )

    def _whole_links(self) -> list[tuple[str, str]]:
        """The links, each once: a browser repeats an ``<a>`` that is open in every element that begins in it."""
        found: list[tuple[str, str]] = []
        for target, text in self.links:
            shown = "".join(text.split())
            if found and found[-1][0] == target and "" in (shown, found[-1][1]):
                found[-1] = (target, found[-1][1] + shown)
            else:
                found.append((target, shown))
        return found


def render(text: str) -> str:
    """The HTML that GitHub makes of *text*, before it is sanitised."""
    return markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=_EXTENSIONS)


def without_inner_links(page: str) -> str:
    """*page* without what ``[<https://…>](u)`` makes: a link to the address it shows, within another link.

    A browser ends the outer one there. We read what was meant: the address is its text.
    """
    kept, at, opened = [], 0, 0
    for found in _find_anchors(page):
        inner, shown = found[1], found[2]
        if inner is None:
            opened = 1 if found[0].startswith("<a") else 0
        elif opened and unquote(unescape(inner)) in _addresses(unquote(unescape(shown))):
            kept += [page[at : found.start()], shown]
            at = found.end()
    return "".join([*kept, page[at:]])


def _addresses(shown: str) -> tuple[str, ...]:
    return shown, f"mailto:{shown}", f"http://{shown}"


def seen_by_github(text: str) -> list[Seen]:
    """What a reader of the forge's page sees."""
    body = html5lib.parse(
        without_inner_links(render(text)), treebuilder="etree", namespaceHTMLElements=False
    ).find("body")
    assert body is not None
    walk = _Walk()
    walk.visit(body, None, 0)
    return merge(walk.seen)


def seen_by_us(document: Document) -> list[Seen]:
    """What we see."""
    found = []
    for block in document.blocks:
        match block:
            case Heading(level=level, text=text):
                found.append(_show("heading", level, [text], document))
            case Item(depth=depth, text=text):
                found.append(_show("item", depth, [text], document))
                found[-1].checked = block.checked
            case Row(cells=cells, header=header):
                found += [_show("header", at, [cell], document) for at, cell in enumerate(header)]
                found += [_show("cell", at, [cell], document) for at, cell in enumerate(cells)]
            case _:
                found.append(_show("prose", 0, [block.text], document))
    return merge(found)


def merge(seen: Iterable[Seen]) -> list[Seen]:
    """One passage of prose for each that follow one another, and none that is empty."""
    merged: list[Seen] = []
    for one in seen:
        if one.kind == "prose" and not one.text.strip() and not one.links:
            continue
        if one.kind == "prose" and merged and merged[-1].kind == "prose":
            merged[-1].text += one.text
            merged[-1].links += one.links
            merged[-1].loose |= one.loose
        else:
            merged.append(one)
    return merged


def _show(kind: str, depth: int, sources: list[str], document: Document) -> Seen:
    seen = Seen(kind, depth)
    for source in sources:
        for token in parse_inline(source, document.definitions):
            if token.kind is TokenKind.LINK:
                seen.links.append((canonical(token.target), token.text))
            if token.kind is not TokenKind.IMAGE:
                seen.text += token.text
            seen.loose |= token.loose
    return seen


def compare(text: str) -> list[tuple[list[Seen], list[Seen]]]:
    """Where we and GitHub differ on *text*: what we see in a place, and what GitHub sees there."""
    shown = _without_what_we_drop(text)
    ours, theirs = seen_by_us(parse_document(text, strict=True)), seen_by_github(shown)
    for mine, other in zip(ours, theirs, strict=False):
        if mine.loose and (mine.kind, mine.depth) == (other.kind, other.depth):
            mine.text, mine.links = other.text, other.links
    keys = [repr(one.key()) for one in ours], [repr(one.key()) for one in theirs]
    if keys[0] == keys[1]:
        return []
    parts = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    return [(ours[a:b], theirs[c:d]) for kind, a, b, c, d in parts if kind != "equal"]


def _without_what_we_drop(text: str) -> str:
    """*text* without front matter and the markers of a conflict; no other character is changed."""
    lines = split_lines(text)
    markers = find_conflict_markers(lines)
    begin = count_front_matter(lines)
    if not markers and not begin:
        return text
    return "\n".join(line for number, line in enumerate(lines) if number >= begin and number not in markers)


def canonical(target: str) -> str:
    """*target* without the difference that percent signs make: cmark-gfm escapes what a URL may not hold."""
    return unquote(target).strip()


class _Walk:
    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.headers: dict[int, list[Seen]] = {}

    def visit(
        self, element: Element, sink: Seen | None, depth: int, table: int = 0, *, quoted: bool = False
    ) -> None:
        for child in self._parts(element, sink):
            if isinstance(child, str):
                self._prose(sink).text += child
                continue
            name = child.tag
            if name in _NOTHING or not isinstance(name, str) or child.get("class") == "footnotes":
                continue
            if name == "input" and sink is not None and child.get("type") == "checkbox":
                sink.checked = child.get("checked") is not None
            elif name == "li":
                item = Seen("item", depth)
                self.seen.append(item)
                self.visit(child, item, depth + 1, table, quoted=quoted)
            elif name in _HEADINGS and sink is None and not quoted:
                heading = Seen("heading", int(name[1]))
                self.visit(child, heading, depth, table)
                self.seen.append(heading)
            elif name == "blockquote":
                self.visit(
                    child, None if sink is None or sink.kind == "item" else sink, depth, table, quoted=True
                )
            elif name == "table":
                self.headers[id(child)] = []
                self.visit(child, sink, depth, id(child), quoted=quoted)
            elif name == "tr":
                self._visit_row(child, depth, table)
            elif name == "a" and child.get("href") is not None:
                self._visit_link(child, self._prose(sink))
            else:
                self.visit(child, sink, depth, table, quoted=quoted)

    def _prose(self, sink: Seen | None) -> Seen:
        if sink is not None:
            return sink
        if not self.seen or self.seen[-1].kind != "prose":
            self.seen.append(Seen("prose"))
        return self.seen[-1]

    def _visit_row(self, row: Element, depth: int, table: int) -> None:
        cells = []
        for at, cell in enumerate(one for one in row if one.tag in ("td", "th")):
            cells.append(Seen("cell" if cell.tag == "td" else "header", at))
            self.visit(cell, cells[-1], depth, table)
        header = self.headers.setdefault(table, [])
        if cells and not header and all(cell.kind == "header" for cell in cells):
            header += cells
            return
        for cell in cells:
            cell.kind = "cell"
        self.seen += [Seen(one.kind, one.depth, one.text, [*one.links]) for one in header] + cells

    @staticmethod
    def _visit_link(link: Element, into: Seen) -> None:
        text = "".join(link.itertext())
        into.links.append((canonical(link.get("href") or ""), text))
        into.text += text

    @staticmethod
    def _parts(element: Element, _sink: Seen | None) -> Iterator[str | Element]:
        yield element.text or ""
        for child in element:
            yield child
            yield child.tail or ""
