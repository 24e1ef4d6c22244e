"""Character references and backslash escapes (GFM sections 6.1 and 6.2)."""

from __future__ import annotations

import re
from html.entities import html5

ENTITY = r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
PUNCTUATION = r"!-/:-@\[-`{-~"

_replace_entities = re.compile(ENTITY).sub
_replace_escapes = re.compile(rf"\\([{PUNCTUATION}])").sub


def decode_entity(reference: str) -> str:
    """The character that *reference* (``&…;``) names; the reference itself when it names none."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    if number == 0 or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(number)


def decode(text: str) -> str:
    """*text* with its references decoded."""
    if "&" not in text:
        return text
    return _replace_entities(lambda found: decode_entity(found[0]), text)


def clean(text: str) -> str:
    """*text* with its references decoded and its backslash escapes removed, as in destinations."""
    text = decode(text)
    return _replace_escapes(r"\1", text) if "\\" in text else text
