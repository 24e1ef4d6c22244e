"""Link reference definitions (GFM section 4.7)."""

from __future__ import annotations

import re

from publisher.gfm.entities import PUNCTUATION, clean

LONGEST_LABEL = 1000

find_label = re.compile(rf"\[((?:\\[{PUNCTUATION}]|[^\[\]])*+)\]").match
_find_colon = re.compile(r":[ \t]*+\n?[ \t]*+").match
_find_destination = re.compile(r"<((?:\\[^\n]|[^<>\\\n])*+)>|([^< \t\n\v\f\r][^ \t\n\v\f\r]*+)").match
_find_title = re.compile(
    r"(?:[ \t]++\n?|\n)[ \t]*+(?:"
    r'"(?:\\.|[^"\\])*+"|'
    r"'(?:\\.|[^'\\])*+'|"
    r"\((?:\\.|[^()\\])*+\)"
    r")[ \t]*+(?:\n|$)",
    re.DOTALL,
).match
_find_end = re.compile(r"[ \t]*+(?:\n|$)").match
_find_parentheses = re.compile(rf"\\[{PUNCTUATION}]|[()]").finditer
_collapse = re.compile(r"[ \t\n\v\f\r]+").sub


def normalise_label(label: str) -> str:
    """*label* as labels are compared: case folded, white space collapsed."""
    return _collapse(" ", label.casefold()).strip(" ")


def take_definitions(text: str, into: dict[str, str]) -> str:
    """Put the definitions that *text*, a paragraph, begins with *into* a mapping; return what remains.

    The first definition of a label stands.
    """
    at = 0
    while text.startswith("[", at):
        found = _take_definition(text, at)
        if found is None:
            break
        label, destination, at = found
        into.setdefault(label, destination)
    return text[at:]


def _take_definition(text: str, at: int) -> tuple[str, str, int] | None:
    """The normalised label, the destination, and where the definition at *at* ends."""
    label = find_label(text, at, at + LONGEST_LABEL + 2)
    colon = label and _find_colon(text, label.end())
    found = colon and _find_destination(text, colon.end())
    if not label or not label[1].strip() or not found or not is_balanced(found[2] or ""):
        return None
    end = _find_title(text, found.end()) or _find_end(text, found.end())
    if end is None:
        return None
    return normalise_label(label[1]), clean((found[1] or found[2] or "").strip()), end.end()


def is_balanced(destination: str) -> bool:
    """Whether no parenthesis closes that was not opened, and never more than 32 are open."""
    if "(" not in destination and ")" not in destination:
        return True
    depth = 0
    for found in _find_parentheses(destination):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
        if not 0 <= depth <= 32:
            return False
    return True
