"""The pages in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jinja2

from publisher.config import Settings
from publisher.model import Note, Publication
from publisher.site.activity import Month, draw_chart, find_months
from publisher.site.follow import FeedGroup, Follow, find_feeds, find_newest_issue
from publisher.site.notes_index import Found, index_name, render_index
from publisher.site.pages import Page, find_filters, find_month_pages, find_years, make_page, page_path
from publisher.site.reader import NoteView, Piece, Reader
from publisher.site.sections import find_busiest, find_sections
from publisher.site.timeline import MonthOfNotes, Timeline, find_timeline, find_waiting
from publisher.templating import render


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """One month as a page shows it."""

    name: str
    notes: tuple[NoteView, ...]
    total: int
    href: str
    """To its own page, from the first page; empty when it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that one language's pages show."""

    reader: Reader
    settings: Settings
    timeline: Timeline
    waiting: tuple[Note, ...]
    activity: tuple[Month, ...]
    name: Piece
    """What the list is called."""
    feeds: tuple[FeedGroup, ...]

    @classmethod
    def of(cls, publication: Publication, settings: Settings, language: str) -> Edition:
        """The edition in *language*."""
        reader = Reader(publication=publication, language=language)
        name = _name(publication, settings, reader)
        return cls(
            reader=reader,
            settings=settings,
            timeline=find_timeline(publication),
            waiting=find_waiting(publication),
            activity=find_months(publication),
            name=name,
            feeds=find_feeds(reader, name.text, settings.site_url),
        )

    def index(self) -> tuple[str, bytes]:
        """Path and text of what its search reads."""
        return index_name(self.reader.language), render_index(self._found(), self.reader)

    def pages(self, templates: jinja2.Environment) -> Iterator[tuple[Page, bytes]]:
        """Yield its pages, the first page first."""
        first = self._first_page()
        yield first, _render(templates, "site/index.html.j2", self._values(first))
        if not self.timeline.is_long:
            return
        months = self.timeline.months
        for index, month in enumerate(months):
            page = self._month_page(month)
            values = {
                "page": page,
                "words": self.reader.words,
                "month": self._month(month),
                "newer": self._month(months[index - 1]) if index else None,
                "older": self._month(months[index + 1]) if index + 1 < len(months) else None,
            }
            yield page, _render(templates, "site/month.html.j2", values)

    def _first_page(self) -> Page:
        words, name = self.reader.words, self.name.text
        described = self.settings.description.get(self.reader.language)
        return make_page(
            "index",
            self.reader,
            self.settings,
            name=self.name,
            title=words("page.title", title=name),
            description=described or words("page.description", title=name),
            feeds=self.feeds,
        )

    def _month_page(self, month: MonthOfNotes) -> Page:
        words, name = self.reader.words, self.name.text
        return make_page(
            f"months/{month.name}",
            self.reader,
            self.settings,
            name=self.name,
            title=words("page.title_month", title=name, month=month.name),
            description=words("page.description_month", title=name, month=month.name, n=month.total),
            feeds=self.feeds,
        )

    def _values(self, page: Page) -> dict[str, object]:
        """What ``site/index.html.j2`` is given."""
        reader, timeline = self.reader, self.timeline
        chart = draw_chart(self.activity)
        announced = timeline.notes
        listed = [a.note for a in announced]
        authors = [a.announcement.author for a in announced]
        return {
            "page": page,
            "words": reader.words,
            "follow": Follow(
                groups=self.feeds,
                issue=find_newest_issue(reader.publication.issues, reader),
            ),
            "filters": find_filters(
                announced, authors, find_sections(self._in_order(listed), reader), reader
            ),
            "months": [self._month(month) for month in timeline.first_page],
            "years": find_years(timeline.first_page),
            "older": find_month_pages(timeline.months, reader) if timeline.is_long else (),
            "waiting": [reader.note(note) for note in self.waiting],
            "shown": {note.anchor for month in timeline.first_page for note in self._month(month).notes},
            "activity": self.activity,
            "chart": chart,
            "busiest": find_busiest(announced, chart.first, reader) if chart else (),
        }

    def _month(self, month: MonthOfNotes) -> MonthView:
        path = page_path(f"months/{month.name}", self.reader.language, self.reader.publication.languages)
        return MonthView(
            name=month.name,
            notes=tuple(self.reader.note(announced.note) for announced in month.notes),
            total=month.total,
            href=path if self.timeline.is_long else "",
        )

    def _in_order(self, notes: Sequence[Note]) -> list[Note]:
        """*notes* in the list's own order."""
        wanted = {note.id for note in notes}
        return [note for note in self.reader.publication.notes if note.id in wanted]

    def _found(self) -> Iterator[Found]:
        """What can be searched: the announced, newest first, then those that wait and never were."""
        languages = self.reader.publication.languages
        for month in self.timeline.months:
            path = page_path(f"months/{month.name}", self.reader.language, languages)
            for announced in month.notes:
                yield Found(note=announced.note, page=path if self.timeline.is_long else "")
        yield from (Found(note=note, page="") for note in self.waiting if note.announcement is None)


def _name(publication: Publication, settings: Settings, reader: Reader) -> Piece:
    """What the list is called in the reader's language, else in its own."""
    for language in (reader.language, *publication.languages):
        if name := settings.title.get(language) or publication.titles.get(language):
            return reader.piece(name, language)
    return Piece(text=publication.home.path or "List")


def _render(templates: jinja2.Environment, name: str, values: dict[str, object]) -> bytes:
    return render(templates, name, values).strip().encode() + b"\n"
