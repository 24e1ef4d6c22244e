"""Rows of Markdown tables (GFM section 4.10)."""

from __future__ import annotations

import re

MOST_COLUMNS = 65_535
"""cmark-gfm counts columns in 16 bits and reads a wider line as text."""

is_delimiter_row = re.compile(
    r"\|?[ \t\v\f]*+:?-++:?[ \t\v\f]*+(?:\|[ \t\v\f]*+:?-++:?[ \t\v\f]*+)*+\|?[ \t\v\f]*+$"
).match
_split_at_pipes = re.compile(r"(?<!\\)\|").split


def split_row(line: str) -> tuple[str, ...] | None:
    """The cells of *line*, which has no leading white space; None when it holds none.

    A pipe after a backslash belongs to its cell, whatever stands before the backslash and even in code.
    """
    line = line.removeprefix("|")
    if "\\" in line:
        cells = [cell.replace("\\|", "|").strip() for cell in _split_at_pipes(line)]
    else:
        cells = [cell.strip() for cell in line.split("|")]
    if not cells[-1]:
        cells.pop()
    return tuple(cells) if 0 < len(cells) <= MOST_COLUMNS else None
