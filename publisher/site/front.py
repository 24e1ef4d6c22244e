"""What the pages' templates are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.site.activity import Chart, Month, draw_chart
from publisher.site.edition import Edition, MonthView
from publisher.site.filters import Filter, find_filters
from publisher.site.follow import Follow, find_newest_issue
from publisher.site.pages import Page, Place, Year, find_month_pages, find_years
from publisher.site.reader import NoteView
from publisher.site.sections import BusySection
from publisher.words import Words

MOST_WAITING = 60
"""More have a page of their own, and the first page shows those that have waited longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The list in three numbers."""

    public: int
    newest: str
    """The day of the newest announcement; empty when there is none."""
    waiting: int
    """Notes that wait for a reviewer, also those under revision that are public already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a reviewer, longest waiting first."""

    notes: tuple[NoteView, ...]
    total: int
    href: str = ""
    """The page that has them all; empty when this one has."""
    elsewhere: frozenset[str] = frozenset()
    """Anchors that stand further up on the same page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What ``site/index.html.j2`` is given, by these names."""

    page: Page
    words: Words
    described: str
    """What the configuration says of the list; empty when nothing."""
    counts: Counts
    follow: Follow
    filters: tuple[Filter, ...]
    months: tuple[MonthView, ...]
    """Newest first; of a long list only the newest."""
    years: tuple[Place, ...]
    """The years among them, to jump to."""
    older: tuple[Year, ...]
    """Every month's own page; empty for a list that is not long."""
    waiting: Waiting
    activity: tuple[Month, ...]
    """Every month, oldest first."""
    chart: Chart | None
    busiest: tuple[BusySection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """What ``site/month.html.j2`` is given."""

    page: Page
    words: Words
    month: MonthView
    newer: MonthView | None
    older: MonthView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """What ``site/waiting.html.j2`` is given."""

    page: Page
    words: Words
    waiting: Waiting


def make_front(edition: Edition) -> FrontPage:
    """The first page."""
    reader, timeline, words = edition.reader, edition.timeline, edition.reader.words
    announced, name = timeline.notes, edition.name.text
    described = edition.settings.description.get(reader.language, "")
    chart = draw_chart(edition.activity)
    months = tuple(edition.month(month) for month in timeline.first_page)
    return FrontPage(
        page=edition.page(
            "index", words("page.title", title=name), described or words("page.description", title=name)
        ),
        words=words,
        described=described,
        counts=Counts(
            public=len(announced),
            newest=f"{announced[0].announcement.date:%Y-%m-%d}" if announced else "",
            waiting=len(edition.waiting),
        ),
        follow=Follow(groups=edition.feeds, issue=find_newest_issue(reader.publication.issues, reader)),
        filters=find_filters([found.note for found in edition.searched], edition.outline),
        months=months,
        years=find_years(timeline.first_page),
        older=find_month_pages(timeline.months, reader) if timeline.is_long else (),
        waiting=_waiting_on_front(edition, months),
        activity=edition.activity,
        chart=chart,
        busiest=edition.outline.busiest(announced, chart.first) if chart else (),
    )


def make_months(edition: Edition) -> Iterator[MonthPage]:
    """Yield the months' own pages, newest first; none for a list that is not long."""
    if not edition.timeline.is_long:
        return
    words, name = edition.reader.words, edition.name.text
    months = [edition.month(month) for month in edition.timeline.months]
    for newer, month, older in zip([None, *months], months, [*months[1:], None], strict=False):
        yield MonthPage(
            page=edition.page(
                f"months/{month.name}",
                words("page.title_month", title=name, month=month.name),
                words("page.description_month", n=month.total, title=name, month=month.name),
            ),
            words=words,
            month=month,
            newer=newer,
            older=older,
        )


def make_waiting(edition: Edition) -> WaitingPage | None:
    """The page of all that waits; None when the first page has room for it."""
    if len(edition.waiting) <= MOST_WAITING:
        return None
    words, name = edition.reader.words, edition.name.text
    notes = tuple(edition.views[note.id] for note in edition.waiting)
    return WaitingPage(
        page=edition.page(
            "waiting", words("feed.title_pending", title=name), words("feed.subtitle_pending", title=name)
        ),
        words=words,
        waiting=Waiting(notes=notes, total=len(notes)),
    )


def _waiting_on_front(edition: Edition, months: tuple[MonthView, ...]) -> Waiting:
    total = len(edition.waiting)
    return Waiting(
        notes=tuple(edition.views[note.id] for note in edition.waiting[:MOST_WAITING]),
        total=total,
        href=edition.path("waiting") if total > MOST_WAITING else "",
        elsewhere=frozenset(note.anchor for month in months for note in month.notes),
    )
