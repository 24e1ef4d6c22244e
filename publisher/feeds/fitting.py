"""Documents that are not too large: content is shortened first, and then the oldest entries go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from publisher.feeds.content import LONGEST
from publisher.feeds.document import Feed, FeedEntry

Render = Callable[[Feed], bytes]
Make = Callable[[int], tuple[FeedEntry, ...]]
"""The entries of a feed, each with at most so many bytes of its note's own words."""


def render_fitting(
    feed: Feed, make: Make, forms: Mapping[str, Render], *, max_bytes: int
) -> dict[str, bytes]:
    """Render *feed* with the entries that *make* gives to each path of *forms*, shortened until all fit.

    All forms have the same content. Limits go down by halves, so that a feed that grows by a note
    seldom gets another limit, which would change all of its entries.
    """
    documents: dict[str, bytes] = {}
    for limit in _limits():
        entries = make(limit)
        documents = {
            path: render(replace(feed, path=path, entries=entries)) for path, render in forms.items()
        }
        if all(len(document) <= max_bytes for document in documents.values()):
            break
    return documents


def render_newest(
    render: Callable[[int], dict[str, bytes]], most: int, *, max_bytes: int
) -> tuple[dict[str, bytes], int]:
    """What *render* makes of so many of the newest entries: *most*, or as many as fit; and how many these are."""
    while True:
        documents = render(most)
        size = max(map(len, documents.values()))
        if size <= max_bytes or most <= 1:
            return documents, most
        most = max(1, min(most - 1, most * max_bytes // size))


def _limits() -> Iterator[int]:
    limit = LONGEST
    while limit > 100:
        yield limit
        limit //= 2
    yield 0
