from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from publisher.errors import NotFound
from publisher.life import find_note, render_life
from publisher.model import Alternate, Announcement, Commit, Entry, Event, Kind, Note, Standing

DAY = datetime(2026, 1, 21, 9, tzinfo=UTC)
COMMIT = Commit(id="a" * 40, date=DAY, author="maintainer", written=DAY, subject="Promote", pull_request=7)
ENTRY = Entry(
    title="Two dates",
    link="dates/README.md",
    list="README.md",
    language="en",
    section=("Feeds",),
    alternates=(Alternate(label="zhihu", link="https://zhihu.example/p/1"),),
    line=5,
)
ANNOUNCEMENT = Announcement(kind=Kind.PROMOTED, date=DAY, commit="a" * 40, author="translator", written=DAY)
DATES = Note(
    id="dates",
    standing=Standing.PUBLIC,
    entries=(ENTRY,),
    seen=DAY,
    author="translator",
    announcement=ANNOUNCEMENT,
)
IDS = replace(
    DATES, id="entry-ids", entries=(replace(ENTRY, title="Entry ids", link="ids.md", alternates=()),)
)


def event(note: Note, **facts: object) -> Event:
    told = Event(
        kind=Kind.PROMOTED, note=note, commit=COMMIT, announced=True, author="translator", written=DAY
    )
    return replace(told, **facts)  # type: ignore[arg-type]


EVENTS = (event(DATES), event(IDS))


@pytest.mark.parametrize(
    "name",
    [
        "dates",
        "Two dates",
        "two DATES",
        "dates/README.md",
        "https://zhihu.example/p/1",
        "wo dat",
        "zhihu.example",
    ],
)
def test_a_note_is_found_by_its_id_link_or_title_or_a_part(name: str) -> None:
    assert find_note(name, EVENTS) is DATES


def test_a_note_is_found_as_it_last_stood() -> None:
    later = replace(DATES, standing=Standing.REMOVED)

    assert find_note("dates", (*EVENTS, event(later))) is later


@pytest.mark.parametrize(
    ("name", "sentence", "hint"),
    [
        ("e", 'more than one note is named "e"', "one of dates, entry-ids"),
        ("dtes", 'no note is named "dtes"', "nearest is dates; `publisher events` shows the titles of all 2"),
        (
            "tow dates",
            'no note is named "tow dates"',
            "nearest is dates; `publisher events` shows the titles of all 2",
        ),
        ("xyzzy", 'no note is named "xyzzy"', "`publisher events` shows the titles of all 2"),
    ],
)
def test_a_name_that_means_no_single_note_is_refused(name: str, sentence: str, hint: str) -> None:
    with pytest.raises(NotFound) as caught:
        find_note(name, EVENTS)
    assert str(caught.value) == sentence
    assert caught.value.hint == hint


def test_a_list_without_notes_says_so() -> None:
    with pytest.raises(NotFound, match="there is no note yet"):
        find_note("dates", ())


def test_a_life_tells_what_the_note_is_and_what_happened() -> None:
    told = event(DATES, rule="title", matched="Dates")

    assert list(render_life(DATES, (told, *EVENTS[1:]))) == [
        "dates — public",
        "announced 2026-01-21 as promoted in aaaaaaaaaa",
        "",
        "en  Two dates",
        "    README.md:5  Feeds",
        "    dates/README.md",
        "    https://zhihu.example/p/1",
        "",
        "2026-01-21  promoted *  by translator",
        "    aaaaaaaaaa Promote #7",
        "    recognised by title: Dates",
    ]


def test_a_note_that_waits_says_since_when() -> None:
    waiting = replace(DATES, standing=Standing.PENDING, announcement=None, waits=(DAY,))
    marked = replace(waiting, entries=(replace(ENTRY, marker="[Pending Review]"),))

    lines = list(render_life(marked, ()))
    assert lines[:2] == ["dates — pending", "waiting since 2026-01-21"]
    assert "en  Two dates [Pending Review]" in lines


def test_a_note_that_proved_to_be_another_says_which() -> None:
    assert "proved to be the same as entry-ids" in render_life(replace(DATES, merged_into="entry-ids"), ())
