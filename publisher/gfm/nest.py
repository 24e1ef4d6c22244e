"""HTML blocks to items, rows, headings and paragraphs.

GitHub hands such a block to the browser as it is, so its text is no Markdown: what would be a mark is escaped here, and only the
tags that inline source may hold are kept. Elements may be open across blocks: ``<td>``, a blank line, Markdown, a blank line,
``</td>``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from publisher.gfm.document import Block, Heading, Item, Paragraph, Row
from publisher.gfm.tags import render_tag

_INLINE = frozenset("a img br b strong del s strike".split())
_DROPPED = frozenset(
    "abbr big cite code dfn em font g-emoji i input ins kbd label mark picture q samp small source span sub sup time tt u var wbr".split()
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SINKS = frozenset(("li", *_CELLS, *_HEADINGS))
_STRUCTURE = frozenset(("table", "tr", *_LISTS, *_SINKS))
_RAW = frozenset(("script", "style", "pre", "textarea"))

# A comment, what browsers take for one, a tag as they find it (to the very end when it is not closed), or what is between.
_find_pieces = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>?"
    r"|(?P<text>[^<]++|<)",
    re.DOTALL,
).finditer
_escape_marks = re.compile(r"[\\`*_~\[\]<]|(?<=:)/(?=/)|(?<=www)\.|(?<=WWW)\.").sub

_PLAIN_AT = "<!---->@"
"""What no bare address goes over: an escape would not keep it from being one."""


def _is_space(part: str) -> bool:
    """Whether *part* shows nothing at the beginning or the end of a paragraph."""
    return part.isspace() or part.startswith("<br")


class _Element:
    """An open ``<li>``, list, table, row, cell or heading."""

    __slots__ = (
        "cells",
        "depth",
        "header",
        "heads",
        "index",
        "level",
        "line",
        "name",
        "parts",
        "quoted",
        "sink",
    )

    def __init__(self, name: str, line: int, level: int, quoted: bool, outer: _Element | None) -> None:
        self.name = name
        self.line = line
        self.level = level
        """Markdown containers that were open where it began."""
        self.quoted = quoted
        self.sink: _Element | None = self if name in _SINKS else outer and outer.sink
        """Where text in it goes: text in a table but in no cell goes where the table stands, as in a browser."""
        self.parts: list[str] = []
        self.index = 0
        self.depth = 0
        self.cells: list[str] = []
        self.heads = 0
        """How many of the cells are ``<th>``."""
        self.header: tuple[str, ...] = ()


class Nest:
    """The HTML elements that are open, and the *blocks* they go to when they close."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.elements: list[_Element] = []
        self._count: Counter[str] = Counter()
        self._run: list[str] = []
        self._run_line = 0
        self._linked = False
        self._line = 0
        self._level = 0
        self._depth = 0
        self._quoted = False
        self._owner: list[str] | None = None

    @property
    def items(self) -> int:
        """How many of the elements are ``<li>``."""
        return self._count["li"]

    def read(
        self, source: str, line: int, *, level: int, depth: int, quoted: bool, owner: list[str] | None
    ) -> None:
        """Read *source*, an HTML block that begins on *line*.

        *level* is how many Markdown containers are open around it, *depth* how many of them are items, and *owner* the texts of
        the innermost one, when that is an item.
        """
        self._level, self._depth, self._quoted, self._owner, self._line = level, depth, quoted, owner, line
        raw = ""
        for piece in _find_pieces(source):
            text, name = piece["text"], (piece["name"] or "").lower()
            if raw:
                raw = "" if piece["slash"] and name == raw else raw
            elif text:
                self._add(_escape_marks(r"\\\g<0>", text).replace("@", _PLAIN_AT))
            elif name in _INLINE:
                self._add(render_tag(piece[0]))
                self._linked = not piece["slash"] if name == "a" else self._linked
            elif name in _RAW and not piece["slash"]:
                raw = name
            elif name in _STRUCTURE or (
                name and name not in _DROPPED and name.isalnum() and not self._linked
            ):
                self._flush()
                (self._end if piece["slash"] else self._begin)(name)
            self._line += piece[0].count("\n")
        self._flush()

    def take(self, text: str, level: int) -> bool:
        """Give *text*, a Markdown paragraph, to the innermost element; say whether there is one that is its parent."""
        sink = self._sink()
        if sink is None or sink.level != level:
            return False
        sink.parts.append(text)
        return True

    def close(self, level: int) -> None:
        """Close what began inside a Markdown container deeper than *level*."""
        while self.elements and self.elements[-1].level > level:
            self._pop()

    def _sink(self) -> _Element | None:
        return self.elements[-1].sink if self.elements else None

    def _add(self, part: str) -> None:
        """Add text or an inline tag to the run, which does not begin with space."""
        if not self._run:
            if _is_space(part):
                return
            self._run_line = self._line + part.count("\n", 0, len(part) - len(part.lstrip()))
        self._run.append(part)

    def _flush(self) -> None:
        """Give the run of text and inline tags, if there is one, to where it goes."""
        while self._run and _is_space(self._run[-1]):
            self._run.pop()
        text = "".join(self._run).strip()
        self._run.clear()
        self._linked = False
        if not text:
            return
        sink = self._sink()
        if sink is not None:
            sink.parts.append(text)
        elif self._owner is not None:
            self._owner.append(text)
        else:
            self.blocks.append(Paragraph(text=text, line=self._run_line, quoted=self._quoted))

    def _begin(self, name: str) -> None:
        """Open *name*, and close what it cannot stand in."""
        if name == "li":
            self._close_through(("li",), _LISTS)
        elif name == "tr" or name in _CELLS:
            if not self._count["table"]:
                return
            self._close_through(("tr",) if name == "tr" else _CELLS, ("table",))
            if name != "tr" and self.elements[-1].name == "table":
                self._begin("tr")
        elif name in _HEADINGS:
            if self._owner is not None or self._quoted or self._sink() is not None:
                return
        elif name not in _LISTS and name != "table":
            return
        outer = self.elements[-1] if self.elements else None
        element = _Element(name, self._line, self._level, self._quoted, outer)
        self.elements.append(element)
        self._count[name] += 1
        if name == "li":
            element.depth = self._depth + self.items - 1
            element.index = len(self.blocks)
            self.blocks.append(Paragraph(text="", line=0))

    def _end(self, name: str) -> None:
        """Close *name* and what is open in it."""
        if name == "li":
            self._close_through(("li",), _LISTS)
        elif name in _LISTS:
            self._close_through((name,), ())
        elif name == "table":
            self._close_through(("table",), ())
        elif name == "tr" or name in _CELLS:
            self._close_through((name,), ("table",))
        elif name in _HEADINGS:
            self._close_through(_HEADINGS, ())

    def _close_through(
        self, names: frozenset[str] | tuple[str, ...], fences: frozenset[str] | tuple[str, ...]
    ) -> None:
        """Close the innermost of *names* and all in it, unless one of *fences* is between, or a Markdown container."""
        if not any(self._count[name] for name in names):
            return
        for at in range(len(self.elements) - 1, -1, -1):
            element = self.elements[at]
            if element.level < self._level or element.name in fences:
                return
            if element.name in names:
                while len(self.elements) > at:
                    self._pop()
                return

    def _pop(self) -> None:
        element = self.elements.pop()
        self._count[element.name] -= 1
        _CLOSERS.get(element.name, Nest._ignore)(self, element)

    def _ignore(self, element: _Element) -> None:
        """A list or a table says nothing of its own."""

    def _close_item(self, element: _Element) -> None:
        ordered = bool(self.elements) and self.elements[-1].name == "ol"
        self.blocks[element.index] = Item(
            text="\n\n".join(element.parts),
            depth=element.depth,
            line=element.line,
            ordered=ordered,
            quoted=element.quoted,
        )

    def _close_cell(self, element: _Element) -> None:
        row = self.elements[-1] if self.elements else None
        if row is not None and row.name == "tr":
            row.cells.append("\n\n".join(element.parts))
            row.heads += element.name == "th"

    def _close_row(self, element: _Element) -> None:
        table = self.elements[-1] if self.elements else None
        cells = tuple(element.cells)
        if table is not None and table.name == "table" and element.heads == len(cells) and not table.header:
            table.header = cells
        elif cells:
            header = table.header if table is not None else ()
            self.blocks.append(Row(cells=cells, header=header, line=element.line, quoted=element.quoted))

    def _close_heading(self, element: _Element) -> None:
        level = int(element.name[1])
        self.blocks.append(Heading(level=level, text=" ".join(element.parts), line=element.line))


_CLOSERS: dict[str, Callable[[Nest, _Element], None]] = {
    "li": Nest._close_item,
    "tr": Nest._close_row,
    **dict.fromkeys(_CELLS, Nest._close_cell),
    **dict.fromkeys(_HEADINGS, Nest._close_heading),
}
