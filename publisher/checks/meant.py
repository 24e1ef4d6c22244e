"""Entries that GitHub shows as text: they were read as they were meant, and their lines are to be mended."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.blocks import Block, Item, Row, parse_document, split_lines
from publisher.gfm.tolerance import mended_line


def find_meant(text: str) -> Mapping[int, str]:
    """What is wrong with each line of *text* that is an item or a row only as it was meant, by number, the first being 1."""
    meant = _lines(parse_document(text).blocks)
    shown = _lines(parse_document(text, strict=True).blocks)
    lines = split_lines(text)
    return {line: _fault(lines[line - 1]) for line in sorted(meant - shown)}


def _lines(blocks: tuple[Block, ...]) -> frozenset[int]:
    return frozenset(block.line for block in blocks if isinstance(block, Item | Row))


def _fault(line: str) -> str:
    if mended_line(line) == line:
        return "is text to GitHub: the HTML above it needs an empty line behind it"
    return "is text to GitHub: its bullet needs a space behind it"
