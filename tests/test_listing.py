from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from publisher.listing import EventLine, event_line, event_row, render_lines
from publisher.model import Alternate, Commit, Entry, Event, Kind, Note, Standing

DAY = datetime(2026, 1, 21, 9, tzinfo=UTC)
COMMIT = Commit(
    id="a" * 40, date=DAY, author="maintainer", written=DAY, subject="Promote (#7)", pull_request=7
)
ENGLISH = Entry(
    title="Two dates",
    link="dates.md",
    list="README.md",
    language="en",
    section=("Feeds", "Dates"),
    summary="why `updated` is not **published**",
    alternates=(Alternate(label="zhihu", link="https://zhihu.example/1"),),
)
CHINESE = replace(
    ENGLISH,
    title="两个日期",
    list="README-cn.md",
    language="zh",
    section=("订阅",),
    summary="",
    alternates=(
        Alternate(label="zhihu", link="https://zhihu.example/2"),
        Alternate(label="en", link="dates-en.md", language="en"),
    ),
)
NOTE = Note(id="dates", standing=Standing.PUBLIC, entries=(ENGLISH, CHINESE), seen=DAY, author="translator")
EVENT = Event(kind=Kind.PROMOTED, note=NOTE, commit=COMMIT, announced=True, author="translator", written=DAY)


def with_note(**changes: object) -> Event:
    return replace(EVENT, note=replace(NOTE, **changes))  # type: ignore[arg-type]


def test_an_event_has_all_its_fields_in_this_order() -> None:
    assert list(event_line(EVENT).items()) == [
        ("kind", "promoted"),
        ("note", "dates"),
        ("announced", True),
        ("date", "2026-01-21T09:00:00Z"),
        ("commit", "a" * 40),
        ("title", {"en": "Two dates", "zh": "两个日期"}),
        ("link", {"en": "dates.md", "zh": "dates.md"}),
        ("links", ["dates.md"]),
        ("alternates", {"zhihu": "https://zhihu.example/1", "en": "dates-en.md"}),
        ("summary", {"en": "why updated is not published"}),
        ("section", {"en": ["Feeds", "Dates"], "zh": ["订阅"]}),
        ("list", "README.md"),
        ("pending", False),
        ("author", "translator"),
        ("pull_request", 7),
        ("written", "2026-01-21T09:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("standing", "pending"),
    [
        (Standing.PENDING, True),
        (Standing.REVISING, True),
        (Standing.PUBLIC, False),
        (Standing.REMOVED, False),
    ],
)
def test_a_note_is_pending_while_all_its_listings_are_marked(standing: Standing, pending: bool) -> None:  # noqa: FBT001
    assert event_line(with_note(standing=standing))["pending"] is pending


def test_of_two_listings_in_one_language_the_unmarked_one_is_shown() -> None:
    stale = replace(ENGLISH, title="Dates, a draft", marker="[Pending Review]")

    assert event_line(with_note(entries=(stale, ENGLISH)))["title"] == {"en": "Two dates"}


def test_a_draft_without_a_link_has_no_links() -> None:
    line = event_line(with_note(entries=(replace(ENGLISH, link=""),)))

    assert line["link"] == {"en": ""}
    assert line["links"] == []


def test_dates_are_told_in_utc() -> None:
    evening = datetime(2026, 1, 21, 20, tzinfo=timezone(timedelta(hours=8)))

    assert event_line(replace(EVENT, written=evening))["written"] == "2026-01-21T12:00:00Z"


def test_lines_are_utf_8_and_one_an_event() -> None:
    broken = replace(ENGLISH, title="line\nend \u2028 \ud800 \u202e")
    lines = list(render_lines([EVENT, with_note(entries=(broken,))]))

    assert [line.count(b"\n") for line in lines] == [1, 1]
    assert "两个日期".encode() in lines[0]
    assert json.loads(lines[1])["title"] == {"en": "line\nend \u2028  "}


def test_a_row_is_one_line_that_cannot_command_a_terminal() -> None:
    broken = replace(ENGLISH, title="[red]line\nend\x1b[2J\u202e")
    row = event_row(replace(with_note(entries=(broken,)), author="some\x07body"), "en")

    assert (row.title, row.author) == ("[red]line end[2J", "somebody")


def test_every_field_and_kind_is_documented(checkout: Path) -> None:
    page = (checkout / "docs" / "formats.md").read_text(encoding="utf-8")
    events = page.split("\n## Events\n")[1].split("\n## ")[0]
    fields, kinds = (
        re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in events.split("| `kind` | when |")
    )

    assert fields == list(EventLine.__annotations__)
    assert kinds == [kind.value for kind in Kind]
