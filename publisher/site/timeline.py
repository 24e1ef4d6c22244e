"""Announced notes by month, newest first, and which of them the first page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.model import Announcement, Note, Publication, Standing
from publisher.site.activity import month_name

MOST_NOTES = 150
"""A list that ever announced more has a page for each month, and its first page shows this many at most."""
MOST_BYTES = 120_000
"""What the first page of such a list may spend on notes."""
BYTES_BESIDE_TEXT = 900
"""About what a note's markup takes beside its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A note that stands, with its announcement."""

    note: Note
    announcement: Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfNotes:
    """The announcements of one month (UTC), newest first."""

    name: str
    """``2026-05``."""
    notes: tuple[Announced, ...]
    total: int
    """How many the month has; more than `notes` where the first page was cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is shown where."""

    first_page: tuple[MonthOfNotes, ...]
    months: tuple[MonthOfNotes, ...]
    """Every month, whole, newest first."""
    is_long: bool
    """True when each month has a page of its own.

    A list that once was long stays long, removed notes being counted: a month's page never goes away.
    """

    @property
    def notes(self) -> tuple[Announced, ...]:
        """All, newest first."""
        return tuple(announced for month in self.months for announced in month.notes)


def find_timeline(publication: Publication) -> Timeline:
    """Notes that stand and were announced; those of one moment in the list's own order."""
    ever = [note for note in publication.notes if note.announcement]
    standing = [
        Announced(note=note, announcement=note.announcement)
        for note in ever
        if note.announcement and note.standing is not Standing.REMOVED
    ]
    standing.sort(key=lambda announced: announced.announcement.date, reverse=True)
    months = _by_month(standing)
    if len(ever) <= MOST_NOTES:
        return Timeline(first_page=months, months=months, is_long=False)
    totals = {month.name: month.total for month in months}
    newest = _by_month(standing[: _how_many_fit(standing)], totals)
    emptied = _months_of_removed(ever, {month.name for month in months})
    every = tuple(sorted((*months, *emptied), key=lambda month: month.name, reverse=True))
    return Timeline(first_page=newest, months=every, is_long=True)


def find_waiting(publication: Publication) -> tuple[Note, ...]:
    """Notes that wait for a reviewer, longest waiting first."""
    waiting = [
        note for note in publication.notes if note.waiting_since and note.standing is not Standing.REMOVED
    ]
    return tuple(sorted(waiting, key=lambda note: (note.waiting_since or note.seen, note.id)))


def _by_month(notes: Sequence[Announced], totals: dict[str, int] | None = None) -> tuple[MonthOfNotes, ...]:
    months: list[MonthOfNotes] = []
    for name, group in groupby(notes, key=lambda announced: month_name(announced.announcement.date)):
        members = tuple(group)
        months.append(MonthOfNotes(name=name, notes=members, total=totals[name] if totals else len(members)))
    return tuple(months)


def _months_of_removed(ever: Sequence[Note], standing: set[str]) -> list[MonthOfNotes]:
    names = {month_name(note.announcement.date) for note in ever if note.announcement} - standing
    return [MonthOfNotes(name=name, notes=(), total=0) for name in names]


def _how_many_fit(notes: Sequence[Announced]) -> int:
    spent = 0
    for count, announced in enumerate(notes[:MOST_NOTES]):
        spent += max(len((e.title + e.link + e.summary).encode()) for e in announced.note.entries)
        spent += BYTES_BESIDE_TEXT
        if spent > MOST_BYTES and count:
            return count
    return MOST_NOTES
