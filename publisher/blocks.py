"""Markdown text to blocks: what a list is made of, with line numbers, as GitHub's dialect reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.gfm.document import Block, Document, Heading, Item, Paragraph, Row
from publisher.gfm.scanner import Scanner

__all__ = ["Block", "Document", "Heading", "Item", "Paragraph", "Row", "parse_blocks", "parse_document"]

_is_key = re.compile(r"""[\w"'][^:]*:(?:[ \t]|$)""").match
_is_marker = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)").match


def split_lines(text: str) -> list[str]:
    """The lines of *text* without their ends, which may be mixed; a byte order mark is no text, and NUL is U+FFFD."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text.split("\n")


def parse_document(text: str, *, strict: bool = False) -> Document:
    """Take *text* apart: as it was meant, or, *strict*, just as GitHub does (`publisher.gfm.tolerance`).

    Not there: front matter, comments, code, the markers of a conflict committed by mistake (both sides are there).
    """
    lines = split_lines(text)
    scanner = Scanner(
        lines,
        find_conflict_markers(lines) if "<<<<<<<" in text or ">>>>>>>" in text else frozenset(),
        strict=strict,
    )
    scanner.read(count_front_matter(lines))
    definitions: dict[str, str] = {}
    for _, _, defined in scanner.fresh:
        for label, destination in defined.items():
            definitions.setdefault(label, destination)
    places = dict.fromkeys(before for _, before, _ in scanner.fresh)
    return Document(blocks=tuple(scanner.blocks), definitions=definitions, passages=tuple(places))


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of *text*, in document order."""
    return parse_document(text).blocks


def count_front_matter(lines: Sequence[str]) -> int:
    """How many of *lines* are front matter: from ``---`` in the very first one to ``---`` or ``...``, with a key in between."""
    if lines[0].rstrip() != "---":
        return 0
    has_key = False
    for index in range(1, len(lines)):
        line = lines[index].rstrip()
        if line in ("---", "..."):
            return index + 1 if has_key else 0
        if not has_key and line and not line.startswith("#"):
            if not _is_key(line):
                return 0
            has_key = True
    return 0


def find_conflict_markers(lines: Sequence[str]) -> frozenset[int]:
    """Indices of the lines that git wrote around the sides of a conflict.

    A row of seven equals signs is one only next to another marker: else it underlines a heading.
    """
    found = [index for index, line in enumerate(lines) if _is_marker(line)]
    signs = ["", *(lines[index][0] for index in found), ""]
    return frozenset(
        index
        for index, before, sign, after in zip(found, signs, signs[1:], signs[2:], strict=False)
        if sign != "=" or before in ("<", "|") or after == ">"
    )
