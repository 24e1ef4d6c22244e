"""One language's edition of the site: its reader, and all that its pages have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.characters import one_line
from publisher.config import Settings
from publisher.feeds import editions as feeds
from publisher.model import Note
from publisher.site.activity import Month, find_months
from publisher.site.follow import FeedGroup, find_feeds
from publisher.site.pages import Page, make_page, page_path
from publisher.site.reader import NoteView, Piece, Reader
from publisher.site.sections import Outline
from publisher.site.timeline import MonthOfNotes, Timeline, find_timeline, find_waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """One month as a page shows it."""

    name: str
    notes: tuple[NoteView, ...]
    total: int
    """More than there are `notes` where the first page was cut."""
    href: str
    """To its own page, from the output folder; empty when it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A note that the search can find."""

    note: Note
    page: str
    """The page it stands on, from the output folder; empty for the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one language's readers get."""

    reader: Reader
    settings: Settings
    base: str
    """The address of the output folder with its final slash; empty when it is not known."""
    name: Piece
    """What the list is called."""
    timeline: Timeline
    waiting: tuple[Note, ...]
    """Longest waiting first."""
    activity: tuple[Month, ...]
    outline: Outline
    feeds: tuple[FeedGroup, ...]
    views: Mapping[str, NoteView]
    """Every note that a page shows, by id."""

    @property
    def searched(self) -> tuple[Found, ...]:
        """What can be searched: the announced, newest first, then those that wait and never were."""
        found: list[Found] = []
        for month in self.timeline.months:
            path = self.path(f"months/{month.name}") if self.timeline.is_long else ""
            found += [Found(note=announced.note, page=path) for announced in month.notes]
        found += [Found(note=note, page="") for note in self.waiting if note.announcement is None]
        return tuple(found)

    def path(self, stem: str) -> str:
        """Where the page *stem* is written."""
        return page_path(stem, self.reader.language, self.reader.publication.languages)

    def month(self, month: MonthOfNotes) -> MonthView:
        """*month* as a page shows it."""
        return MonthView(
            name=month.name,
            notes=tuple(self.views[announced.note.id] for announced in month.notes),
            total=month.total,
            href=self.path(f"months/{month.name}") if self.timeline.is_long else "",
        )

    def page(self, stem: str, title: str, description: str) -> Page:
        """What every page is given, for the page *stem*."""
        return make_page(
            stem,
            self.reader,
            base=self.base,
            name=self.name,
            title=title,
            description=description,
            feeds=self.feeds,
        )


def make_edition(known: feeds.Edition) -> Edition:
    """The edition for the readers of *known*'s language."""
    publication, settings = known.publication, known.settings
    reader = Reader(publication=publication, language=known.language)
    timeline, waiting = find_timeline(publication), find_waiting(publication)
    outline = Outline(sections=known.sections, reader=reader)
    shown = (*(announced.note for announced in timeline.notes), *waiting)
    return Edition(
        reader=reader,
        settings=settings,
        base=known.base,
        name=_name(settings, reader, known.title),
        timeline=timeline,
        waiting=waiting,
        activity=find_months(publication),
        outline=outline,
        feeds=find_feeds(known, outline),
        views={note.id: reader.note(note, outline.place(note.entry(reader.language))) for note in shown},
    )


def _name(settings: Settings, reader: Reader, otherwise: str) -> Piece:
    """What the list is called in the reader's language, else in one of its own."""
    publication = reader.publication
    for language in (reader.language, *publication.languages):
        if name := one_line(settings.title.get(language) or publication.titles.get(language, "")):
            return reader.piece(name, language)
    return Piece(text=otherwise)
