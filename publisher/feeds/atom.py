"""A feed as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from functools import partial

from feedgen.entry import FeedEntry as AtomEntry
from feedgen.feed import FeedGenerator

from publisher.characters import legal
from publisher.feeds.document import Feed, FeedEntry
from publisher.feeds.repairs import AtomEntryRepairs, AtomFeedRepairs, attributes_of, links_of

MEDIA_TYPE = "application/atom+xml"


def render_atom(feed: Feed) -> bytes:
    """Return *feed* as Atom."""
    generator = describe(feed)
    if feed.page:
        generator.link({"href": feed.page, "rel": "alternate", "type": "text/html"})
    if feed.address:
        generator.link({"href": feed.address, "rel": "self", "type": MEDIA_TYPE})
    for link in feed.links:
        generator.link(attributes_of(link))
    generator.register_extension("repairs", partial(AtomFeedRepairs, feed), rss=False)
    for entry in feed.entries:
        made = describe_entry(entry)
        made.content(legal(entry.content), type="html")
        if entry.summary:
            made.summary(legal(entry.summary), type="text")
        made.register_extension("repairs", partial(AtomEntryRepairs, entry), rss=False)
        generator.add_entry(made, order="append")
    # Indented, so that a change is a change of few lines; content is text, which indentation leaves alone.
    return generator.atom_str(pretty=True)


def describe(feed: Feed) -> FeedGenerator:
    """Return feedgen's feed with what Atom and RSS share; all that it would take from the clock is set."""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(legal(feed.title))
    generator.subtitle(legal(feed.subtitle))
    generator.language(feed.language)
    generator.updated(feed.updated)
    generator.author({"name": legal(feed.author)})
    generator.generator("publisher")  # without a version: a release is no reason to fetch a feed again
    return generator


def describe_entry(entry: FeedEntry) -> AtomEntry:
    """Return feedgen's entry with what Atom and RSS share."""
    made = AtomEntry()
    made.id(entry.id)
    made.title(legal(entry.title))
    made.published(entry.published)
    made.updated(entry.updated)
    made.author({"name": legal(entry.author)})
    for link in links_of(entry):
        made.link(link)
    for category in entry.categories:
        made.category({"term": category.term, "label": legal(category.label)})
    return made
