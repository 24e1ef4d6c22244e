"""Publications by hand, for tests of what is made of them.

Days are counted from 1 January 2026; a note tells its own events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from publisher.forges import Home
from publisher.model import Alternate, Announcement, Commit, Entry, Event, Kind, Note, Publication, Standing

HOME = Home(
    host="github.com",
    path="maintainer/list",
    kind="github",
    branch="main",
    files=frozenset(("README.md", "README-cn.md", "notes/first.md", "notes/first_zh.md", "guide/readme.md")),
)
LISTS = {"en": "README.md", "zh": "README-cn.md"}


def on(day: float) -> datetime:
    """The moment *day* days after New Year 2026, noon UTC."""
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def make_commit(day: float) -> Commit:
    date = on(day)
    number = int(day * 1000)
    return Commit(id=f"{number:040x}", date=date, author="maintainer", written=date, subject="notes: update")


def make_listing(
    title: str,
    link: str = "",
    *,
    language: str = "en",
    section: tuple[str, ...] = ("Guides",),
    summary: str = "",
    alternates: tuple[Alternate, ...] = (),
    marker: str | None = None,
) -> Entry:
    return Entry(
        title=title,
        link=link,
        list=LISTS.get(language, f"README-{language}.md"),
        language=language,
        section=section,
        summary=summary,
        alternates=alternates,
        marker=marker,
    )


def make_note(
    id: str,
    *listings: Entry,
    announced: float | None = None,
    drafted: float | None = None,
    standing: Standing | None = None,
    waiting: float | None = None,
    author: str = "writer",
    pull_request: int | None = None,
) -> Note:
    """A note that was drafted on one day and announced on another; without either it was added on day 0."""
    if announced is None and drafted is None:
        announced = 0
    entries = listings or (make_listing(f"Note {id}", f"notes/{id}.md", summary=f"About {id}."),)
    public = Standing.PUBLIC if announced is not None else Standing.PENDING
    announcement = None if announced is None else Announcement(
        kind=Kind.ADDED if drafted is None else Kind.PROMOTED,
        date=on(announced),
        commit=make_commit(announced).id,
        author="maintainer",
        written=on(announced - 0.25),
        pull_request=pull_request,
        pending_since=None if drafted is None else on(drafted),
    )  # fmt: skip
    seen = drafted if drafted is not None else announced
    return Note(
        id=id,
        standing=standing or public,
        entries=entries,
        seen=on(seen or 0),
        author=author,
        announcement=announcement,
        waits=tuple(on(day) for day in (drafted, waiting) if day is not None),
    )


def make_event(kind: Kind, note: Note, day: float) -> Event:
    announced = note.announcement is not None and kind in (Kind.ADDED, Kind.PROMOTED)
    return Event(
        kind=kind,
        note=note,
        commit=make_commit(day),
        announced=announced,
        author=note.author,
        written=on(day),
    )


def make_events(notes: Iterable[Note]) -> tuple[Event, ...]:
    """What must have happened for *notes* to stand as they do, oldest first."""
    found: list[Event] = []
    for note in notes:
        first, announcement = note.seen, note.announcement
        if announcement is None or announcement.kind is Kind.PROMOTED:
            found.append(make_event(Kind.DRAFTED, replace(note, waits=(first,)), _day(first)))
        if announcement is not None:
            found.append(make_event(announcement.kind, note, _day(announcement.date)))
        if note.standing is Standing.REVISING:
            found.append(make_event(Kind.DEMOTED, note, _day(note.waiting_since or first)))
        if note.standing is Standing.REMOVED:
            found.append(
                make_event(Kind.REMOVED, note, _day(announcement.date if announcement else first) + 0.5)
            )
    return tuple(sorted(found, key=lambda event: event.date))


def make_publication(
    *notes: Note,
    events: Iterable[Event] | None = None,
    languages: tuple[str, ...] = ("en", "zh"),
    home: Home = HOME,
    titles: dict[str, str] | None = None,
) -> Publication:
    """A publication of *notes*, in the list's order."""
    told = make_events(notes) if events is None else tuple(events)
    return Publication(
        home=home,
        languages=languages,
        tip=told[-1].commit if told else make_commit(0),
        notes=tuple(sorted(notes, key=lambda note: note.standing is Standing.REMOVED)),
        events=told,
        authority="github.com/maintainer/list",
        authority_date="2026-01-01",
        titles={"en": "Notes on Publishing", "zh": "出版笔记"} if titles is None else titles,
    )


def _day(date: datetime) -> float:
    return (date - on(0)) / timedelta(days=1)
