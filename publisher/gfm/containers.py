"""The containers that are open, and the blocks that their content becomes."""

from __future__ import annotations

from publisher.gfm.document import Block, Heading, Item, Paragraph, Row
from publisher.gfm.nest import Nest

MOST_OPEN = 1_000
"""Containers that may be open; what would open one more is text. (cmark-gfm has no such limit.)"""


class OpenItem:
    """A list item that still takes lines."""

    __slots__ = ("checked", "depth", "index", "line", "ordered", "parts")

    def __init__(self, line: int, depth: int, index: int, ordered: bool) -> None:
        self.line = line
        self.depth = depth
        self.index = index
        """Its place among the blocks, kept for it because its sub-items are done before it."""
        self.ordered = ordered
        self.checked: bool | None = None
        self.parts: list[str] = []


class Scope:
    """The text, a block quote or a footnote, with the items that are open in it."""

    __slots__ = ("columns", "items", "note")

    def __init__(self, *, note: bool = False) -> None:
        self.note = note
        self.items: list[OpenItem] = []
        self.columns: list[int] = []
        """Where the content of each item begins, counted from where that of the scope does; ascending."""


class Containers:
    """Scopes, each in the one before it, the first being the text itself."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.scopes = [Scope()]
        self.nest = Nest(self.blocks)
        self._items = 0

    @property
    def level(self) -> int:
        """How many are open."""
        return self._items + len(self.scopes) - 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open but the text."""
        return not self._items and len(self.scopes) == 1 and not self.nest.elements

    def open_item(self, line: int, column: int, *, ordered: bool) -> None:
        """Open an item in the last scope, its content beginning at *column* of it."""
        scope, blocks = self.scopes[-1], self.blocks
        scope.items.append(OpenItem(line, self._items + self.nest.items, len(blocks), ordered))
        scope.columns.append(column)
        self._items += 1
        blocks.append(_PLACE)

    def open_scope(self, *, note: bool) -> None:
        """Open a block quote, or a footnote."""
        self.scopes.append(Scope(note=note))

    def close_items(self, kept: int) -> None:
        """Close the last scope's items but the first *kept*."""
        scope = self.scopes[-1]
        items = scope.items
        while len(items) > kept:
            item = items.pop()
            parts = item.parts
            self.blocks[item.index] = Item(
                text=parts[0] if len(parts) == 1 else "\n\n".join(parts),
                depth=item.depth,
                line=item.line,
                ordered=item.ordered,
                checked=item.checked,
                quoted=len(self.scopes) > 1,
            )
            self._items -= 1
        del scope.columns[kept:]
        if self.nest.elements:
            self.nest.close(self.level)

    def close_scopes(self, kept: int) -> None:
        """Close all scopes but the first *kept*."""
        while len(self.scopes) > kept:
            self.close_items(0)
            self.scopes.pop()
        if self.nest.elements:
            self.nest.close(self.level)

    def add_text(self, text: str, line: int) -> None:
        """Add a paragraph."""
        items = self.scopes[-1].items
        if items:
            items[-1].parts.append(text)
        elif not self.nest.elements or not self.nest.take(text, self.level):
            self.blocks.append(Paragraph(text=text, line=line, quoted=len(self.scopes) > 1))

    def add_heading(self, level: int, text: str, line: int) -> None:
        """Add a heading; in an item or a quote it heads nothing and is a paragraph."""
        if self._items or len(self.scopes) > 1:
            if text:
                self.add_text(text, line)
        else:
            self.blocks.append(Heading(level=level, text=text, line=line))

    def add_row(self, cells: tuple[str, ...], header: tuple[str, ...], line: int) -> None:
        """Add a table's row."""
        self.blocks.append(Row(cells=cells, header=header, line=line, quoted=len(self.scopes) > 1))

    def add_html(self, source: str, line: int) -> None:
        """Add an HTML block."""
        items = self.scopes[-1].items
        self.nest.read(
            source,
            line,
            level=self.level,
            depth=self._items,
            quoted=len(self.scopes) > 1,
            owner=items[-1].parts if items else None,
        )


_PLACE = Paragraph(text="", line=0)
