"""How long 10,000 entries take in each form, and how much memory: ``python benchmarks/feeds.py [ENTRIES]``.

Prints seconds of processor time, megabytes of the document, and the peak of the process after each
form. A list of 1,000 notes has all of its feeds rendered as well.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from publisher.config import Settings
from publisher.feeds import render_feeds
from publisher.feeds.document import Category, Feed, FeedEntry
from publisher.feeds.subscription import FORMS
from publisher.forges import Home
from publisher.model import Announcement, Commit, Entry, Event, Kind, Note, Publication, Standing

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "What a reader of this list would want to know before opening the note, in a few sentences. " * 10


def make_feed(count: int) -> Feed:
    return Feed(
        id="tag:example.org,2026-01-01:feed:en",
        title="Benchmark",
        subtitle="Ten thousand entries",
        language="en",
        path="en.atom",
        base="https://example.org/",
        page="https://example.org/",
        updated=BEGIN,
        author="maintainer",
        entries=tuple(_entries(count)),
    )


def _entries(count: int) -> Iterator[FeedEntry]:
    for number in range(count):
        yield FeedEntry(
            id=f"tag:example.org,2026-01-01:note-{number}/en",
            title=f"Note {number}",
            language="en",
            link=f"https://example.org/notes/{number}",
            published=BEGIN + timedelta(minutes=number),
            updated=BEGIN + timedelta(minutes=number),
            author="writer",
            content=f"<p>{WORDS}</p><p>2026-01-01 · Section · by writer</p>",
            categories=(Category(term="section", label="Section"),),
        )


def make_publication(count: int) -> Publication:
    notes = tuple(_note(number) for number in range(count))
    events = tuple(_event(note) for note in notes)
    home = Home(host="github.com", path="maintainer/list", kind="github", files=frozenset(("README.md",)))
    return Publication(
        home=home,
        languages=("en", "zh"),
        tip=events[-1].commit,
        notes=notes,
        events=events,
        authority="example.org",
        authority_date="2026-01-01",
    )


def _note(number: int) -> Note:
    date = BEGIN + timedelta(hours=number)
    listings = tuple(
        Entry(
            title=f"Note {number}",
            link=f"notes/{number}.md",
            list=path,
            language=language,
            section=(f"Section {number % 20}", f"Part {number % 60}"),
            summary=f"About *{number}*; see [another](notes/{number + 1}.md) and `code`.",
        )
        for language, path in (("en", "README.md"), ("zh", "README-cn.md"))
    )
    announcement = Announcement(
        kind=Kind.ADDED, date=date, commit=f"{number:040x}", author="writer", written=date
    )
    return Note(
        id=f"notes/{number}",
        standing=Standing.PUBLIC,
        entries=listings,
        seen=date,
        author="writer",
        announcement=announcement,
    )


def _event(note: Note) -> Event:
    commit = Commit(
        id=note.announcement.commit if note.announcement else "",
        date=note.seen,
        author="writer",
        written=note.seen,
        subject="notes: add",
    )
    return Event(
        kind=Kind.ADDED, note=note, commit=commit, announced=True, author="writer", written=note.seen
    )


def measure(name: str, make: Callable[[], int]) -> None:
    begin = time.process_time()
    size = make()
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{name:12} {seconds:6.2f} s {size / 1e6:7.1f} MB {peak:6.0f} MB peak\n")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    feed = make_feed(count)
    for name, render in FORMS.items():
        measure(name, lambda render=render: len(render(feed)))  # type: ignore[misc]
    publication = make_publication(1000)
    settings = Settings(site_url="https://example.org/")
    measure("all of 1,000", lambda: sum(map(len, render_feeds(publication, settings).values())))


if __name__ == "__main__":
    main()
