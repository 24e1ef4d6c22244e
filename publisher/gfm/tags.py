"""HTML tags: what is one in a line of Markdown, and what begins a block (GFM sections 4.6 and 6.10)."""

from __future__ import annotations

import re
from html import escape, unescape

_ATTRIBUTE = r"""[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:[ \t\n\v\f\r]*+=[ \t\n\v\f\r]*+(?:[^ \t\n\v\f\r"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
_OPEN = rf"[a-zA-Z][a-zA-Z0-9-]*+(?:[ \t\n\v\f\r]++{_ATTRIBUTE})*+[ \t\n\v\f\r]*+/?>"
_CLOSE = r"/[a-zA-Z][a-zA-Z0-9-]*+[ \t\n\v\f\r]*+>"

find_tag = re.compile(rf"<(?:{_OPEN}|{_CLOSE})").match
"""An opening or closing tag as CommonMark has it."""

_find_attributes = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""").finditer
_find_name = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)").match

_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|section|source|title|summary|table|tbody|td|tfoot|th|thead|tr|"
    "track|ul"
)
_find_block_start = re.compile(
    r"<(?:(?P<k1>(?:script|pre|style|textarea)(?:[ \t\v\f>]|$))|(?P<k2>!--)|(?P<k3>\?)|(?P<k4>!(?-i:[A-Z]))|(?P<k5>!\[CDATA\[)"
    rf"|(?P<k6>/?(?:{_BLOCK_NAMES})(?:[ \t\v\f]|/?>|$)))",
    re.IGNORECASE,
).match
_find_lone_tag = re.compile(rf"<(?:{_OPEN}|{_CLOSE})[\t\f ]*$").match
_find_code_end = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE).search
_ENDS = {2: "-->", 3: "?>", 4: ">", 5: "]]>"}


def html_block_kind(line: str, start: int, *, interrupts: bool) -> int:
    """Which of the seven kinds of HTML blocks begins at *start*; 0 for none.

    The seventh cannot interrupt a paragraph.
    """
    found = _find_block_start(line, start)
    if found is not None:
        return int((found.lastgroup or "k0")[1])
    return 7 if not interrupts and _find_lone_tag(line, start) else 0


def ends_html_block(kind: int, line: str, start: int) -> bool:
    """Whether *line* ends a block of *kind*; those of the last two kinds end before a blank line."""
    if kind == 1:
        return _find_code_end(line, start) is not None
    return kind in _ENDS and _ENDS[kind] in line[start:]


def tag_name(tag: str) -> str:
    """The name of *tag*, in lower case; empty when it is none."""
    found = _find_name(tag)
    return found[1].lower() if found else ""


def attribute(tag: str, name: str) -> str | None:
    """The value of the attribute *name* of *tag*, decoded; None without one."""
    for found in _find_attributes(tag, 1 + len(tag_name(tag))):
        if found[1].lower() == name:
            return unescape(next((value for value in found.group(2, 3, 4) if value is not None), "")).strip()
    return None


def render_tag(tag: str) -> str:
    """*tag*, which a browser takes for one, in a spelling that CommonMark takes for one too."""
    if find_tag(tag):
        return tag
    name = tag_name(tag)
    if tag.startswith("</"):
        return f"</{name}>"
    kept = ((key, attribute(tag, key)) for key in ("href", "src", "alt"))
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in kept if value is not None) + ">"


def is_comment(source: str) -> bool:
    """Whether *source* is one comment, and nothing else."""
    return source.startswith("<!--") and source.find("-->", 2) in (-1, len(source.rstrip()) - 3)
