"""A feed for each section of the two upper levels; one that is gone says so."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime

from publisher.feeds.atom import render_atom
from publisher.feeds.content import section_label
from publisher.feeds.document import Feed, FeedEntry
from publisher.feeds.editions import Edition, newest_date
from publisher.feeds.fitting import render_fitting, render_newest
from publisher.sections import Section
from publisher.feeds.subscription import newest_entries
from publisher.ids import feed_id
from publisher.model import Note, Standing

def find_published(edition: Edition) -> tuple[Section, ...]:
    """Return the sections that have a feed: those that an announced note ever stood in."""
    told = {record.slug for record in edition.sections.records}
    return tuple(section for section in edition.sections.found if section.slug in told)


def section_path(section: Section, language: str) -> str:
    """Return where the section's feed is written."""
    return f"sections/{section.slug}.{language}.atom"


def render_sections(edition: Edition) -> dict[str, bytes]:
    """Render the feeds of all sections of *edition* as Atom."""
    documents: dict[str, bytes] = {}
    places = _notes_by_section(edition)
    for section in find_published(edition):
        documents |= _render_section(edition, section, places.get(section.slug, ()))
    return documents


def _notes_by_section(edition: Edition) -> dict[str, list[Note]]:
    """The announced notes that stand below each section, by its slug, oldest first."""
    found: dict[str, list[Note]] = {}
    for note in edition.announced:
        if note.standing is Standing.REMOVED:
            continue
        own = [entry for entry in note.entries if entry.language == edition.language] or note.entries
        around = dict.fromkeys(section.slug for entry in own for section in edition.sections.around(entry))
        for slug in around:
            found.setdefault(slug, []).append(note)
    return found


def _render_section(edition: Edition, section: Section, notes: Sequence[Note]) -> dict[str, bytes]:
    members = frozenset(section.notes)
    ever = [note for note in edition.announced if note.id in members]
    newest = newest_date(ever) or edition.beginning
    frame = _frame(edition, section, max(newest, section.ended or newest))
    farewell = (_farewell(edition, section, section.gone),) if section.gone else ()
    feed = edition.settings.feed

    def render(most: int) -> dict[str, bytes]:
        return render_fitting(
            frame,
            lambda limit: farewell + newest_entries(edition, notes, limit, most),
            {frame.path: render_atom},
            max_bytes=feed.max_bytes,
        )

    return render_newest(render, min(feed.entries, len(notes)), max_bytes=feed.max_bytes)[0]


def _label(edition: Edition, section: Section) -> str:
    """What the section is called; a heading may be a picture and nothing else."""
    return section_label(section.path(edition.language)) or section.slug


def _frame(edition: Edition, section: Section, updated: datetime) -> Feed:
    label = _label(edition, section)
    subtitle = "feed.subtitle_section_gone" if section.gone else "feed.subtitle_section"
    return edition.frame(
        name=f"section:{section.slug}",
        path=section_path(section, edition.language),
        title=edition.words("feed.title_section", title=edition.title, section=label),
        subtitle=edition.words(subtitle, title=edition.title, section=label),
        updated=updated,
        links=edition.siblings(section_path(section, "{language}")),
    )


def _farewell(edition: Edition, section: Section, gone: datetime) -> FeedEntry:
    """The one entry that tells the readers of a section that it is gone, and where its notes are now."""
    label = _label(edition, section)
    heirs = _heirs(edition, section)
    if heirs:
        text = edition.words("feed.gone_moved", section=label)
        links = "".join(f"<li>{_heir(edition, heir)}</li>" for heir in heirs)
        content = f"<p>{html.escape(text, quote=False)}</p><ul>{links}</ul>"
    else:
        text = edition.words("feed.gone_empty", section=label)
        content = f"<p>{html.escape(text, quote=False)}</p>"
    # A section may come back and go again: each time is an entry of its own.
    name = f"section:{section.slug}:gone:{gone:%Y%m%dT%H%M%SZ}"
    return FeedEntry(
        id=feed_id(edition.publication, name, edition.language),
        title=edition.words("feed.gone_title", section=label),
        language=edition.language,
        link=edition.page,
        published=gone,
        updated=gone,
        author=edition.title,
        content=content,
    )


def _heirs(edition: Edition, section: Section) -> tuple[Section, ...]:
    """The sections of the same level or above that now have the notes of *section*."""
    members = frozenset(section.notes)
    found: dict[str, Section] = {}
    for note in edition.standing:
        if note.id in members:
            around = edition.sections.around(note.entry(edition.language))[: section.depth]
            if around and around[-1].gone is None:
                found.setdefault(around[-1].slug, around[-1])
    return tuple(found.values())


def _heir(edition: Edition, heir: Section) -> str:
    label = html.escape(_label(edition, heir), quote=False)
    address = edition.base and edition.base + section_path(heir, edition.language)
    return f'<a href="{html.escape(address)}">{label}</a>' if address else label
