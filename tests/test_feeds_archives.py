"""Archives hold everything, and nothing in them ever moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import make_listing, make_note, make_publication
from lxml import etree

from publisher.config import Feed, Settings
from publisher.feeds import render_feeds
from publisher.model import Note, Standing

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://maintainer.example/list/"
SETTINGS = Settings(site_url=SITE)


def some_notes(count: int) -> list[Note]:
    return [make_note(f"n{number}", announced=number) for number in range(1, count + 1)]


def render(notes: list[Note], settings: Settings = SETTINGS) -> dict[str, bytes]:
    return render_feeds(make_publication(*notes, languages=("en",)), settings)


def numbers(document: bytes) -> list[int]:
    """The numbers of the notes in a document."""
    ids = [each.text or "" for each in etree.fromstring(document).iterfind(f"{ATOM}entry/{ATOM}id")]
    return [int(each.rpartition(":")[2].removesuffix("/en")[1:]) for each in ids]


def links(document: bytes) -> dict[str, str]:
    found = etree.fromstring(document).findall(f"{ATOM}link")
    return {link.get("rel", ""): link.get("href", "").removeprefix(SITE) for link in found}


def archives(documents: dict[str, bytes]) -> dict[str, list[int]]:
    return {path: numbers(document) for path, document in documents.items() if path.startswith("archive/")}


def test_what_fits_into_the_feed_needs_no_archive() -> None:
    documents = render(some_notes(50))
    assert archives(documents) == {}
    assert "prev-archive" not in links(documents["en.atom"])


def test_archives_count_by_fifty_and_have_everything() -> None:
    assert archives(render(some_notes(120))) == {
        "archive/en-0.atom": [*range(50, 0, -1)],
        "archive/en-1.atom": [*range(100, 50, -1)],
        "archive/en-2.atom": [*range(120, 100, -1)],
    }


def test_a_removed_note_is_counted_and_left_out() -> None:
    notes = some_notes(110)
    notes[9] = replace(notes[9], standing=Standing.REMOVED)
    found = archives(render(notes))
    assert found["archive/en-0.atom"] == [number for number in range(50, 0, -1) if number != 10]
    assert found["archive/en-1.atom"] == [*range(100, 50, -1)]


def test_archives_are_linked_both_ways_and_to_the_feed() -> None:
    documents = render(some_notes(120))
    assert links(documents["archive/en-1.atom"]) == {
        "alternate": "",
        "self": "archive/en-1.atom",
        "current": "en.atom",
        "prev-archive": "archive/en-0.atom",
        "next-archive": "archive/en-2.atom",
    }
    mark = "{http://purl.org/syndication/history/1.0}archive"
    assert etree.fromstring(documents["archive/en-1.atom"]).find(mark) is not None
    assert etree.fromstring(documents["en.atom"]).find(mark) is None


@pytest.mark.parametrize("entries", [10, 20, 50, 100])
@pytest.mark.parametrize("count", [20, 51, 75, 100, 101, 149, 150])
def test_who_reads_back_from_the_feed_meets_every_note(entries: int, count: int) -> None:
    documents = render(some_notes(count), replace(SETTINGS, feed=Feed(entries=entries)))
    path: str | None = "en.atom"
    met: set[int] = set()
    while path:
        met |= set(numbers(documents[path]))
        path = links(documents[path]).get("prev-archive")
    assert met == set(range(1, count + 1))


@pytest.mark.parametrize("count", [8, 20, 51, 150])
def test_who_reads_back_meets_every_note_where_few_fit_into_the_feed(count: int) -> None:
    few = Feed(max_bytes=10_000)
    documents = render(some_notes(count), replace(SETTINGS, feed=few))
    subscribed = [documents[f"en.{form}"] for form in ("atom", "rss", "json")]
    assert max(map(len, subscribed)) <= few.max_bytes
    shown = numbers(documents["en.atom"])
    assert shown == [*range(count, count - len(shown), -1)]
    assert len(shown) > 3
    path: str | None = "en.atom"
    met: set[int] = set()
    while path:
        met |= set(numbers(documents[path]))
        path = links(documents[path]).get("prev-archive")
    assert met == set(range(1, count + 1))


def test_who_reads_back_never_meets_an_archive_that_still_grows() -> None:
    assert links(render(some_notes(120))["en.atom"])["prev-archive"] == "archive/en-1.atom"


def test_a_full_archive_stays_as_it_is_but_for_the_link_to_the_next() -> None:
    before, after = render(some_notes(100)), render(some_notes(160))
    assert before["archive/en-0.atom"] == after["archive/en-0.atom"]
    grown = b'  <link href="https://maintainer.example/list/archive/en-2.atom" rel="next-archive" type="application/atom+xml"/>\n'
    assert after["archive/en-1.atom"].replace(grown, b"") == before["archive/en-1.atom"]


def test_archives_count_in_the_ledgers_order() -> None:
    notes = some_notes(60)
    order = tuple(note.id for note in (notes[-1], *notes[:-1]))
    publication = replace(make_publication(*notes, languages=("en",)), sequence=("lost", *order))
    documents = render_feeds(publication, SETTINGS)
    assert numbers(documents["en.atom"])[:2] == [60, 59]
    found = archives(documents)
    assert set(found["archive/en-0.atom"]) == {60, *range(1, 49)}
    assert set(found["archive/en-1.atom"]) == {*range(49, 60)}


def test_a_retitled_note_keeps_its_place() -> None:
    notes = some_notes(60)
    notes[0] = replace(notes[0], entries=(make_listing("Another title", "elsewhere.md"),))
    documents = render(notes)
    assert numbers(documents["archive/en-0.atom"])[-1] == 1
    assert b"Another title" in documents["archive/en-0.atom"]
