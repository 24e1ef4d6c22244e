from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from publisher.checks.audit import Fault, Remark, audit, missing_files
from publisher.entries import Reading, Skipped
from publisher.forges import Home
from publisher.model import Alternate, Commit, Entry, Note, Publication, Standing

DAY = date(2026, 8, 1)
FILES = frozenset(
    ("README.md", "README-cn.md", "tides/ebb.md", "tides/ebb-cn.md", "tides/c#.md", "guide/readme.md")
)
SEEN = datetime(2026, 5, 1, 9, tzinfo=UTC)
TIP = Commit(id="f" * 40, date=SEEN, author="maintainer", written=SEEN, subject="update")

EN = Entry(title="Ebb", link="tides/ebb.md", list="README.md", language="en", line=7)
ZH = Entry(title="潮", link="tides/ebb-cn.md", list="README-cn.md", language="zh", line=9)


def marked(entry: Entry) -> Entry:
    return replace(entry, marker="[Pending Review]")


def note(*entries: Entry, id: str = "tides/ebb", standing: Standing = Standing.PUBLIC, days: int = 0) -> Note:
    """A note that has been waiting for *days* days."""
    waiting = datetime(2026, 8, 1, 23, tzinfo=UTC) - timedelta(days=days) if days else None
    waits = (waiting,) if waiting else ()
    return Note(id=id, standing=standing, entries=entries, seen=SEEN, author="translator", waits=waits)


def publication(
    *notes: Note, files: frozenset[str] = FILES, languages: tuple[str, ...] = ("en", "zh")
) -> Publication:
    return Publication(home=Home(files=files), languages=languages, tip=TIP, notes=notes, events=())


def find(*notes: Note, **options: object) -> tuple[Remark, ...]:
    return audit(publication(*notes), as_of=DAY, **options)  # type: ignore[arg-type]


GOOD = [
    pytest.param((note(EN, ZH),), id="both languages"),
    pytest.param(
        (note(marked(EN), marked(ZH), standing=Standing.PENDING, days=30),), id="pending for a month"
    ),
    pytest.param((note(replace(EN, link="tides"), ZH),), id="folder"),
    pytest.param((note(replace(EN, link="tides/"), ZH),), id="folder with a slash"),
    pytest.param((note(replace(EN, link="tides/ebb.md#moon"), ZH),), id="fragment"),
    pytest.param((note(replace(EN, link="tides/c#.md"), ZH),), id="number sign in a name"),
    pytest.param((note(replace(EN, link="https://x.example/a"), ZH),), id="address"),
    pytest.param((note(EN, ZH, replace(EN, title="Ebb again")),), id="listed twice"),
    pytest.param((note(replace(EN, link="gone.md"), standing=Standing.REMOVED),), id="removed"),
    pytest.param(
        (note(EN, ZH), note(replace(EN, link=EN.link + "#b"), ZH, id="b", standing=Standing.REMOVED)),
        id="old",
    ),
]


@pytest.mark.parametrize("notes", GOOD)
def test_a_good_list_has_no_remark(notes: tuple[Note, ...]) -> None:
    assert find(*notes) == ()


FAULTS = [
    pytest.param((note(EN),), Fault.UNTRANSLATED, "README.md", 7, "is missing in zh", id="English only"),
    pytest.param(
        (note(EN, marked(ZH)),),
        Fault.HALF_MARKED,
        "README-cn.md",
        9,
        "is marked [Pending Review], and is public in en",
        id="marked in Chinese only",
    ),
    pytest.param(
        (note(EN, ZH, marked(replace(EN, line=12))),),
        Fault.STALE,
        "README.md",
        12,
        "is still marked [Pending Review], and stands unmarked in the same list",
        id="stale line",
    ),
    pytest.param(
        (note(marked(EN), marked(ZH), standing=Standing.PENDING, days=31),),
        Fault.WAITING,
        "README.md",
        7,
        "has been pending since 2026-07-01, for 31 days; translator wrote it",
        id="pending for more than a month",
    ),
    pytest.param(
        (note(marked(EN), marked(ZH), standing=Standing.REVISING, days=40),),
        Fault.WAITING,
        "README.md",
        7,
        "has been under revision since 2026-06-22, for 40 days; translator wrote it",
        id="under revision for long",
    ),
    pytest.param(
        (note(replace(EN, link="tides/flow.md#a"), ZH),),
        Fault.BROKEN,
        "README.md",
        7,
        "tides/flow.md#a is not there",
        id="no such file",
    ),
    pytest.param(
        (note(replace(EN, link="Tides/Ebb.md"), ZH),),
        Fault.BROKEN,
        "README.md",
        7,
        "Tides/Ebb.md is not there; it is tides/ebb.md now",
        id="other capitals",
    ),
    pytest.param(
        (note(EN, replace(ZH, alternates=(Alternate(label="en", link="old/ebb.md"),))),),
        Fault.BROKEN,
        "README-cn.md",
        9,
        "old/ebb.md is not there; it is tides/ebb.md now",
        id="alternate that moved",
    ),
    pytest.param((note(replace(EN, link=""), ZH),), Fault.EMPTY, "README.md", 7, "has no link", id="no link"),
    pytest.param(
        (note(EN, ZH), note(replace(EN, title="Flow", line=8), replace(ZH, link="guide"), id="b")),
        Fault.SHARED,
        "README.md",
        8,
        'has the link of "Ebb" (README.md:7)',
        id="one link on two notes",
    ),
]


@pytest.mark.parametrize(("notes", "fault", "path", "line", "message"), FAULTS)
def test_what_should_be_mended(
    notes: tuple[Note, ...], fault: Fault, path: str, line: int, message: str
) -> None:
    (remark,) = find(*notes, moved={"old/ebb.md": "tides/ebb.md"})
    assert (remark.fault, remark.list, remark.line, remark.message) == (fault, path, line, message)
    assert remark.is_fault


def test_the_days_to_wait_can_be_chosen() -> None:
    waiting = note(marked(EN), marked(ZH), standing=Standing.PENDING, days=8)
    assert find(waiting) == ()
    (remark,) = find(waiting, pending_days=7)
    assert (remark.since, remark.author) == (date(2026, 7, 24), "translator")


def test_a_remark_says_where_a_file_went() -> None:
    (remark,) = find(note(replace(EN, link="old.md"), ZH), moved={"old.md": "tides/ebb.md"})
    assert (remark.link, remark.moved) == ("old.md", "tides/ebb.md")


def test_a_broken_link_names_the_commit_that_broke_it() -> None:
    moved = Commit(
        id="a1" * 20, date=SEEN, author="maintainer", written=SEEN, subject="notes: move the tides"
    )
    broken = note(replace(EN, link="old.md#a"), replace(ZH, link="older.md"))
    first, second = find(
        broken, moved={"old.md": "tides/ebb.md"}, departures={"old.md": moved, "older.md": moved}
    )
    assert (first.list, first.commit) == ("README-cn.md", moved.id)
    since = 'since a1a1a1a1a1 of 2026-05-01, "notes: move the tides"'
    assert first.message == f"older.md is not there, {since}"
    assert second.message == f"old.md#a is not there; it is tides/ebb.md now, {since}"


EMPTY_LINKS = """\
# Tides

- [Ebb](tides/ebb.md), also on [Zhihu]()
- [Flow]( )
- `[code]()` and <!-- [comment]() --> and [Moon](moon.md)

| Note | At |
| --- | --- |
| [Spring](spring.md) | [pdf]() [code](<>) |

Prose with [a link]() is no listing.
"""


def test_links_that_lead_nowhere_are_found_wherever_they_stand_in_a_listing() -> None:
    found = audit(publication(), as_of=DAY, texts={"README.md": EMPTY_LINKS})
    assert [(remark.line, remark.title, remark.fault) for remark in found] == [
        (3, "Zhihu", Fault.EMPTY),
        (4, "Flow", Fault.EMPTY),
        (9, "pdf", Fault.EMPTY),
        (9, "code", Fault.EMPTY),
    ]


def test_a_draft_without_a_link_is_told_once() -> None:
    draft = note(replace(EN, link="", line=3), ZH)
    (remark,) = find(draft, texts={"README.md": "# Tides\n\n- [ ] [Ebb]()\n"})
    assert (remark.line, remark.message) == (3, "has no link")


def test_missing_files_are_named_without_their_fragments() -> None:
    gone = note(replace(EN, link="gone.md"), standing=Standing.REMOVED)
    notes = (
        note(replace(EN, link="old.md#a"), replace(ZH, alternates=(Alternate(label="en", link="older.md"),))),
        gone,
    )
    assert missing_files(publication(*notes)) == {"old.md", "older.md"}


def test_without_a_list_of_files_no_link_is_broken() -> None:
    assert audit(publication(note(EN, ZH), files=frozenset()), as_of=DAY) == ()


def test_what_was_skipped_is_told_and_is_no_fault() -> None:
    reading = Reading(
        path="README.md",
        language="en",
        title="",
        entries=(),
        skipped=(
            Skipped(reason="prose before the link", line=3, text="- Thanks to [x](y)"),
            Skipped(reason="empty link", line=2, text="- [x]()"),
        ),
    )
    empty, skipped = audit(publication(), as_of=DAY, readings=(reading,))
    assert (empty.fault, empty.line, empty.is_fault) == (Fault.EMPTY, 2, True)
    assert (skipped.fault, skipped.line, skipped.is_fault) == (Fault.SKIPPED, 3, False)
    assert skipped.message == "is no entry: prose stands before the link"


def test_remarks_stand_by_fault_list_and_line() -> None:
    first = note(replace(EN, link="", line=20), id="a")
    second = note(replace(EN, link="", line=10), id="b")
    third = note(replace(EN, link="gone.md", line=30), id="c")
    found = [(remark.fault, remark.line) for remark in find(first, second, third)]
    assert found == [
        (Fault.BROKEN, 30),
        (Fault.EMPTY, 10),
        (Fault.EMPTY, 20),
        (Fault.UNTRANSLATED, 10),
        (Fault.UNTRANSLATED, 20),
        (Fault.UNTRANSLATED, 30),
    ]


MEANT = [
    pytest.param(
        "- [A](a.md)\n-[Ebb](tides/ebb.md)",
        2,
        "is text to GitHub: its bullet needs a space behind it",
        id="space",
    ),
    pytest.param(
        "<br>\n- [Ebb](tides/ebb.md)",
        2,
        "is text to GitHub: the HTML above it needs an empty line behind it",
        id="empty line",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), MEANT)
def test_a_line_that_was_read_as_it_was_meant_is_named(text: str, line: int, message: str) -> None:
    (remark,) = find(note(replace(EN, line=line), ZH), texts={"README.md": text})
    assert (remark.fault, remark.line, remark.message) == (Fault.MEANT, line, message)


def test_a_line_that_github_shows_as_it_was_meant_is_not() -> None:
    text = "<br>\n\n- [A](a.md)\n- [Ebb](tides/ebb.md)\n\n| a |\n|---|\n| [B](b.md) |\n"
    assert find(note(replace(EN, line=4), ZH), texts={"README.md": text}) == ()
