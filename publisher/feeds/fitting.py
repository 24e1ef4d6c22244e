"""Documents that are not too large: content is shortened, entries never go."""

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


def _limits() -> Iterator[int]:
    limit = LONGEST
    while limit > 100:
        yield limit
        limit //= 2
    yield 0
