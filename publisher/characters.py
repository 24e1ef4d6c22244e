"""Which characters may stand in what we publish."""

from __future__ import annotations

import re
from urllib.parse import quote

# XML 1.0 section 2.2 knows no control characters but tab and line ends, no surrogates and no
# noncharacters; C1 controls are discouraged there and command a terminal (newsboat's).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    # Overrides and isolates without an end turn the rest of the reader's line around.
    + "\u202a-\u202e\u2066-\u2069]"
)

# Nothing in it that Markdown, HTML or GitHub's autolinks could mean.
is_unmarked = re.compile(r"[^<>&*_`~$\\\[\]!@\n\ufffd]*").fullmatch


def legal(text: str) -> str:
    """Return *text* without the characters that no document of ours may hold."""
    # All that is forbidden is unprintable, and asking so is thirty times as fast.
    return text if text.replace("\n", "").isprintable() else _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return *text* as one line of legal characters, with single spaces.

    U+FFFD goes too: it stands for bytes that were no text, and says nothing in a title.
    """
    # Twice: some control characters are line ends, and between others there may be nothing left but spaces.
    return " ".join(legal(" ".join(text.replace("\ufffd", "").split())).split())


def percent_encoded(text: str, *, safe: str) -> str:
    """Return *text* with all but letters, digits, ``_.-~`` and what is *safe* as ``%XX``; a path's bytes that are no UTF-8, too."""
    try:
        data = text.encode("utf-8", "surrogateescape")  # git's paths come so
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return quote(data, safe=safe)


def public_name(written: str) -> str:
    """Return a person's name as we publish it: one line, not long, and of an e-mail address only what is before the @."""
    words = one_line(written).split(" ")
    return clip(" ".join(word[:1] + word[1:].partition("@")[0] for word in words), 200)


def clip(text: str, limit: int) -> str:
    """Return *text*, cut at a word and ended with ``…`` when it has more than *limit* characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    # Chinese has no spaces, and a word may be longer than the limit.
    kept = at_word if len(at_word) > limit // 2 else cut
    return kept.rstrip(" ,.;:，。；：、-—") + "…"
