"""Notes as the entries of feeds."""

from __future__ import annotations

import re
from datetime import datetime

from publisher.characters import clip, one_line
from publisher.config import Content
from publisher.feeds.content import LONGEST, LONGEST_NAME, render_content, render_draft, section_label
from publisher.feeds.document import Category, FeedEntry, Link
from publisher.feeds.editions import Edition
from publisher.homes import Place, find_places
from publisher.ids import entry_id, pending_id
from publisher.markup import plain
from publisher.model import Entry, Note
from publisher.tex import replace_math

LONGEST_TITLE = 300
_LONGEST_SUMMARY = 400


def make_entry(edition: Edition, note: Note, *, limit: int = LONGEST) -> FeedEntry:
    """Return the entry of an announced note; its own words take *limit* bytes at most."""
    announcement = note.announcement
    if announcement is None:
        raise ValueError(f"{note.id} was never announced")
    entry = note.entry(edition.language)
    places = find_places(note, entry, home=edition.home, words=edition.words)
    full = edition.settings.feed.content is Content.FULL
    return FeedEntry(
        id=entry_id(edition.publication, note.id, edition.language),
        title=title_of(entry),
        language=entry.language,
        link=edition.address(entry),
        published=announcement.date,
        # Retitled, moved, translated: the text changes in place, and nobody is called for it.
        updated=announcement.date,
        author=_author(edition, note),
        content=render_content(edition, note, entry, places, limit=limit),
        # Without the full text it would only be the content once more.
        summary=clip(plain(entry.summary), _LONGEST_SUMMARY) if full else "",
        related=tuple(map(_related, places)),
        categories=_categories(edition, entry),
    )


def make_draft(edition: Edition, note: Note, *, limit: int = LONGEST) -> FeedEntry:
    """Return the entry of a note that waits for a reviewer."""
    entry = note.entry(edition.language)
    places = find_places(note, entry, home=edition.home, words=edition.words)
    return FeedEntry(
        id=pending_id(edition.publication, note.id, edition.language),
        title=title_of(entry),
        language=entry.language,
        link=edition.address(entry),
        # One note may wait twice; its entry was published when it waited first.
        published=note.waits[0] if note.waits else note.seen,
        updated=last_waited(note),
        author=_author(edition, note),
        content=render_draft(edition, note, entry, places, limit=limit),
        related=tuple(map(_related, places)),
        categories=_categories(edition, entry),
    )


def last_waited(note: Note) -> datetime:
    """When a note last began to wait for a reviewer."""
    return note.waits[-1] if note.waits else note.seen


def title_of(entry: Entry) -> str:
    """Return the title of *entry* as plain text that no reader can take for anything else."""
    return clip(one_line(replace_math(entry.title)), LONGEST_TITLE) or one_line(entry.link) or "—"


def _author(edition: Edition, note: Note) -> str:
    announced_by = note.announcement.author if note.announcement else ""
    return clip(one_line(note.author) or one_line(announced_by), LONGEST_NAME) or edition.title


def _related(place: Place) -> Link:
    return Link(href=place.url, hreflang=place.language or "", title=place.label)


def _categories(edition: Edition, entry: Entry) -> tuple[Category, ...]:
    section = edition.sections.of(entry)
    if section is None:
        return ()
    # FreshRSS splits a label at its commas.
    label = re.sub(r"\s*[,，]\s*", " / ", section_label(edition.sections.headings(entry, edition.language)))
    label = label or section.slug
    return (Category(term=section.slug, label=label),)
