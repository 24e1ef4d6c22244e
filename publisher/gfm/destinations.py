"""What stands behind a bracket: ``(destination "title")``, and what was meant as one."""

from __future__ import annotations

import re

from publisher.gfm.entities import PUNCTUATION, clean

_S = r"[ \t\n\v\f\r]"
_find_simple = re.compile(r"\(([^ \t\n\v\f\r()<>\\&]*)\)").match
_find_spaces = re.compile(f"{_S}*+").match
_find_pointy = re.compile(r"<((?:\\.|[^<>\\\n])*+)>").match
_find_run = re.compile(rf"(?:\\[{PUNCTUATION}]|[^() \t\n\v\f\r])*+").match
_find_title = re.compile(
    rf"{_S}++(?:" r'"(?:\\.|[^"\\])*+"|' r"'(?:\\.|[^'\\])*+'|" r"\((?:\\.|[^()\\])*+\)" r")",
    re.DOTALL,
).match
_find_close = re.compile(rf"{_S}*+\)").match


def _target(characters: str) -> str:
    """What cannot be a remark in brackets: a URL, a path that begins like one, a file that ends like a document."""
    endings = "md|markdown|mdx|rst|txt|html?|pdf|ipynb"
    return rf"((?:https?://|www\.|mailto:|\.{{0,2}}/){characters}+|{characters}+?\.(?:{endings})(?:#{characters}*)?)"


_find_loose = re.compile(
    r" \(" + _target(r"[^\s()<>（）]") + r"\)"
    r"|[(（]" + _target(r"[^\s()<>（）]") + r"[)）]"
    r"|\(" + _target(r'[^\n()<>（）\[\]"]') + r"\)",
    re.IGNORECASE,
).match


def find_destination(source: str, start: int) -> tuple[str, int] | None:
    """The destination whose opening parenthesis stands at *start*, and where its closing one ends."""
    if not source.startswith("(", start):
        return None
    found = _find_simple(source, start)
    if found:
        return found[1], found.end()
    at = _end(_find_spaces(source, start + 1))
    if source.startswith("<", at):
        pointy = _find_pointy(source, at)
        if pointy is None:
            return None
        destination, at = pointy[1], pointy.end()
    else:
        end = _find_bare_end(source, at)
        if end is None:
            return None
        destination, at = source[at:end], end
    title = _find_title(source, at)
    close = _find_close(source, title.end() if title else at)
    return (clean(destination.strip()), close.end()) if close else None


def find_loose_destination(source: str, start: int) -> tuple[str, int] | None:
    """The same for what is no link to GitHub but was meant as one: ``[t] (url)``, ``[t](a b.md)``, ``[t]（url）``."""
    found = _find_loose(source, start)
    return (clean((found[1] or found[2] or found[3]).strip()), found.end()) if found else None


def _find_bare_end(source: str, start: int) -> int | None:
    """Where a destination without pointy brackets ends: before white space or an unopened parenthesis."""
    depth = 0
    at = start
    while (at := _end(_find_run(source, at))) < len(source):
        if source[at] == "(":
            depth += 1
            if depth > 32:
                return None
        elif source[at] == ")":
            if not depth:
                return at
            depth -= 1
        else:
            return at if at > start else None
        at += 1
    return None


def _end(found: re.Match[str] | None) -> int:
    """The end of a match that cannot fail."""
    assert found is not None
    return found.end()
