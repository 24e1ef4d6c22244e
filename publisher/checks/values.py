"""Dates, addresses and tags as the standards spell them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

# RFC 3339 section 5.6; RFC 4287 section 3.3 wants a capital T and Z.
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# RFC 822 section 5 with the four-digit year that RSS 2.0 prefers, and a zone that all readers know.
_RFC822 = re.compile(r"(?P<day>[A-Z][a-z]{2}), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# RFC 3986: what a URI may be written with, each percent sign with its two digits.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
# RFC 4151 section 2.1.
_TAG = re.compile(
    r"tag:(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
    r",\d{4}(?:-\d\d(?:-\d\d)?)?:(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:\s*;.*)?")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")

SCHEMES = frozenset({"http", "https", "mailto"})
"""All that a link of ours may begin with."""


def parse_rfc3339(text: str) -> datetime | None:
    """An aware time; None for what is no RFC 3339 date-time."""
    if not _RFC3339.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def parse_rfc822(text: str) -> datetime | None:
    """An aware time; None for what is no RFC 822 date-time, or names the wrong day of the week."""
    match = _RFC822.fullmatch(text)
    if match is None:
        return None
    try:
        # "-0000" makes it naive: a time of unknown zone (RFC 5322 section 3.3).
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo and _DAYS[date.weekday()] == match["day"] else None


def is_uri(text: str) -> bool:
    """An absolute address of any scheme, percent-encoded."""
    return _URI.fullmatch(text) is not None


def split(address: str) -> SplitResult | None:
    """The parts of an address, absolute or relative; None for what has none, such as ``http://[``."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def is_link(text: str) -> bool:
    """An address that a reader may safely follow: of the web, or to write a letter to."""
    parts = split(text) if is_uri(text) else None
    return (
        parts is not None and parts.scheme in SCHEMES and (parts.scheme == "mailto" or bool(parts.hostname))
    )


def is_tag(text: str) -> bool:
    return _TAG.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Spelled as BCP 47 asks; whether the language exists is not asked."""
    return _LANGUAGE.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    return _MEDIA_TYPE.fullmatch(text) is not None


def holds_email(text: str) -> bool:
    return _EMAIL.search(text) is not None


def same_language(one: str, other: str) -> bool:
    """``zh`` and ``zh-CN`` name one language."""
    return one.lower().split("-")[0] == other.lower().split("-")[0]
