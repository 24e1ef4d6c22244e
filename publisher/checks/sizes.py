"""How much readers' programs take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.checks.finding import Finding, error
from publisher.checks.names import Family, Form, Name, Part
from publisher.checks.reading import FeedDocument

FEEDS = frozenset((Form.ATOM, Form.RSS, Form.JSON_FEED))
LARGEST = 5_000_000
"""The W3C validator reads no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the configuration promises of a subscription document."""

    max_bytes: int = 250_000
    entries: int | None = None
    """None for as many as stay under `max_bytes`."""


def check_size(name: Name, data: bytes, feed: FeedDocument | None, limits: Limits) -> Iterator[Finding]:
    """Check the size of one feed document; an archive may be larger than what is asked for every hour."""
    most = limits.max_bytes if name.part is not Part.ARCHIVE else LARGEST
    if len(data) > most:
        yield error(name.path, "feed-too-large", f"has {len(data):,} bytes, and {most:,} are the most")
    count = len(feed.items) if feed else 0
    counts = name.part is Part.WHOLE and name.family is not Family.PENDING
    if limits.entries is not None and counts and count > limits.entries:
        yield error(name.path, "feed-too-long", f"has {count} entries, and {limits.entries} are the most")
