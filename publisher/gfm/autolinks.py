"""Bare URLs and addresses (GFM section 6.9), as cmark-gfm's ``autolink.c`` finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

_SPACE = " \t\n\v\f\r"
_find_end = re.compile(r"[^ \t\n\v\f\r<]*+").match
_find_host = re.compile(r"(?:\\?[A-Za-z0-9._-])*+").match
_find_mail_host = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*+").match
_find_chat_host = re.compile(r"(?:[A-Za-z0-9_/-]|\.(?=[A-Za-z0-9]))*+").match
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_")


def is_punctuation(character: str) -> bool:
    """Whether *character* is punctuation to CommonMark: ASCII's, or Unicode's categories P."""
    if character < "\x80":
        return not character.isalnum() and "!" <= character <= "~"
    return category(character)[0] == "P"


def is_space(character: str) -> bool:
    """Whether *character* is Unicode white space to CommonMark."""
    return character in " \n\t\xa0\u3000\f\r\u202f\u205f\u1680" or "\u2000" <= character <= "\u200a"


def find_url(source: str, start: int, host: int) -> int | None:
    """Where the bare URL from *start* ends, its host beginning at *host*; None when it is none."""
    if host >= len(source) or is_space(source[host]) or is_punctuation(source[host]):
        return None
    found = _find_host(source, host + 1, len(source) - 1)
    labels = (found[0] if found else "").split(".")
    # An underscore makes no host's name in its last two labels; cmark-gfm does not look at very many labels.
    if "_" in "".join(labels[-2:]) and len(labels) <= 11:
        return None
    if start == host and len(labels) < 2:
        return None
    end = _find_end(source, host)
    return trim_url(source, start, end.end() if end else host) or None


def trim_url(source: str, start: int, end: int) -> int:
    """*end* without the punctuation that ends a sentence rather than the URL from *start*."""
    surplus = source.count(")", start, end) - source.count("(", start, end)
    while end > start:
        last = source[end - 1]
        if last == ")":
            if surplus <= 0:
                break
            surplus -= 1
            end -= 1
        elif last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            name = end - 1
            while name > start and source[name - 1].isalpha() and source[name - 1].isascii():
                name -= 1
            end = name - 1 if name < end - 1 and source[name - 1] == "&" else end - 1
        else:
            break
    return end


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each bare mail or chat address in *text* begins and ends, and its target."""
    floor = 0
    at = text.find("@")
    while at >= 0:
        start, scheme = _find_name(text, floor, at)
        find_host = _find_chat_host if scheme == "xmpp:" else _find_mail_host
        host = find_host(text, at + 1)
        end = host.end() if host else at + 1
        if start < at and text[end - 1].isalpha() and text[end - 1].isascii() and "." in text[at:end]:
            if not text.startswith("@", end):
                yield start, end, ("" if scheme else "mailto:") + text[start:end]
                floor = end
        floor = max(floor, at + 1)
        at = text.find("@", max(at + 1, floor))


def _find_name(text: str, floor: int, at: int) -> tuple[int, str]:
    """Where the name before the ``@`` at *at* begins, not before *floor*, and the scheme in it."""
    scheme = ""
    start = at
    while start > floor:
        before = text[start - 1]
        if before == ":":
            found = next((s for s in ("mailto:", "xmpp:") if text.endswith(s, floor, start)), "")
            outer = start - len(found) - 1
            if not found or (outer >= floor and text[outer].isalnum() and text[outer].isascii()):
                break
            scheme = found
        elif before not in _NAME:
            break
        start -= 1
    return start, scheme
