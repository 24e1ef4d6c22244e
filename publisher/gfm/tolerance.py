"""What GitHub shows as text although its author meant an item or a heading: it is read as it was meant.

Such a line is mended sooner or later, by a space or a blank line more, and what it lists would look new that day.
"""

from __future__ import annotations

import re

_LINK = r"(?:\*\*|__)?\[(?![ xX]\])[^\[\]\n]+\]\([^()\s]"
_find_bullet = re.compile(
    rf"(?P<indent>[ \t\u00a0]*)(?:"
    rf"(?P<sign>[-+*])\u00a0+(?=[^\s\u00a0])"  # a no-break space behind the bullet
    rf"|(?P<near>[-+])(?={_LINK})"  # nothing behind it
    rf"|(?P<star>\*)(?=\[(?![ xX]\])[^\[\]\n]+\]\([^()\s][^*]*$)"  # nor here, where no other star makes it emphasis
    rf"|(?P<other>[•●▪◦‣])[ \t\u00a0]*(?={_LINK}[^•●▪◦‣]*$)"  # a bullet that is none in Markdown
    rf"|-?(?P<number>[0-9]{{1,4}})(?P<point>[.)])(?:\u00a0+(?=[^\s\u00a0])|(?={_LINK})))"
).match
_LISTS = re.compile(rf"(?:(?:[-+*]|[0-9]{{1,4}}[.)])[ \t]+{_LINK}|#{{1,6}}[ \t]+[^\s#])").match


def mended_line(line: str) -> str:
    """*line* with a bullet as Markdown wants it, where one without the space behind it stands before a link."""
    found = _find_bullet(line)
    if found is None:
        return line
    bullet = found["sign"] or found["near"] or found["star"]
    if found["number"]:
        bullet = found["number"] + found["point"]
    indent = found["indent"].replace("\u00a0", " ")
    return f"{indent}{bullet or '-'} {line[found.end() :]}"


def lists_something(line: str, start: int) -> bool:
    """Whether a line from *start* on is an item with a link, or a heading, wherever it stands."""
    return _LISTS(line, start) is not None
