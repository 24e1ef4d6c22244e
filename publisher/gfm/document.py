"""What a Markdown text is made of, as far as a list is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: ``## Title``, an underlined line or ``<h2>Title</h2>``, outside items and quotes."""

    level: int
    text: str
    """Inline source."""
    line: int
    """1 is the first line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item, before its sub-items (which are deeper)."""

    text: str
    """Inline source of its own paragraphs, without sub-items and code.

    Line breaks are ``\\n``; paragraphs are ``\\n\\n`` apart, which `publisher.inline` knows.
    """
    depth: int
    """0 is an item of an outermost list."""
    line: int
    """Where its bullet stands."""
    ordered: bool = False
    checked: bool | None = None
    """Whether its task box is ticked; None without a box, which is not in the text."""
    quoted: bool = False
    """Whether it is in a block quote or a footnote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table's body."""

    cells: tuple[str, ...]
    """Inline sources, as many as the header has in a Markdown table."""
    header: tuple[str, ...]
    """Inline sources; empty for an HTML table without ``<th>``."""
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Prose outside items and tables."""

    text: str
    """Inline source."""
    line: int
    quoted: bool = False


Block = Heading | Item | Row | Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, taken apart."""

    blocks: tuple[Block, ...]
    """In document order; a row of an HTML table stands where it ends."""
    definitions: Mapping[str, str]
    """Link reference definitions, by normalised label; a footnote's label keeps its ``^`` and leads to itself."""
    passages: tuple[int, ...] = ()
    """How many blocks stand before each place where nothing is open, ascending."""
