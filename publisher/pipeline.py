"""Joins the steps: a repository is mined, a publication rendered, a folder written.

::

    mine     repository ─> history ─> notes ─> events          reads git
    publish  events + ledger ─> publication                    pure
    render   publication ─> documents (path -> bytes)          pure, but for templates
    write    documents ─> folder                               writes what differs
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType

from publisher.authors import attribute
from publisher.config import Settings
from publisher.digests.issues import Timeline, find_issues, period_ends
from publisher.entries import Reader, Reading
from publisher.errors import NoListFound
from publisher.events import Record, find_events
from publisher.history import History, read_history
from publisher.ledger import EMPTY, Header, Ledger, closing, find_lines
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Commit, Event, Home, IssueRecord, Publication, Revision
from publisher.notes import Step, Tracker, list_order
from publisher.reconcile import reconcile
from publisher.texts import read_minutes

Progress = Callable[[int, int], None]
"""Told how many of how many revisions are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """All that a repository tells of its list."""

    history: History
    commits: tuple[Commit, ...]
    """Those of the mainline that changed a list, oldest first. Never empty."""
    record: Record
    readings: tuple[Reading, ...]
    """The lists at the tip, in order."""
    links: Links

    @property
    def events(self) -> tuple[Event, ...]:
        """Oldest first."""
        return self.record.events

    @property
    def tip(self) -> Commit:
        """The last mainline commit that changed a list."""
        return self.commits[-1]


def open_history(repository: Path, settings: Settings, *, rev: str = "HEAD") -> History:
    """The history of the lists that *settings* name, with no text read yet."""
    history = read_history(
        repository,
        patterns=settings.lists,
        rev=rev,
        repository_name=settings.repository,
        branch=settings.branch,
        aliases=settings.mainline.aliases,
        max_bytes=settings.limits.max_file_bytes,
        max_entries=settings.limits.max_entries,
    )
    if not history.changes:
        raise NoListFound(repository, settings.lists)
    return history


def mine(
    history: History,
    settings: Settings,
    *,
    as_of: datetime | None = None,
    issued: Sequence[IssueRecord] = (),
    progress: Progress | None = None,
) -> Mined:
    """Read every version of the lists, and what happened to their notes.

    Without *as_of* no issues are to be made of it, and how the notes stood is kept of the tip only.
    """
    commits = tuple({change.commit.id: change.commit for change in history.changes}.values())
    keep = period_ends(commits, settings.digest, as_of=as_of, issued=issued) if as_of else ()
    links = Links(own=own_addresses(history.home, settings))
    reader = Reader(links=links, markers=markers(settings.pending))
    tracker = Tracker(reader=reader, links=links, renames=history.find_renames)
    shelf = _Shelf()
    steps = shelf.watch(tracker.steps(_watched(history, len(commits), progress)))
    record = find_events(steps, keep=frozenset(keep))
    return Mined(
        history=history,
        commits=commits,
        record=attribute(record, history),
        readings=shelf.readings(),
        links=links,
    )


def _watched(history: History, total: int, progress: Progress | None) -> Iterator[Revision]:
    for number, revision in enumerate(history.revisions, 1):
        if progress is not None:
            progress(number, total)
        yield revision


def own_addresses(home: Home, settings: Settings) -> frozenset[str]:
    """``host/owner/name`` of every address that means this repository, in lower case."""
    paths = {home.path, *(alias.strip("/") for alias in settings.mainline.aliases)} - {""}
    return frozenset(f"{home.host}/{path}".casefold() for path in paths)


class _Shelf:
    """Keeps the newest reading of each list that stands."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}

    def watch(self, steps: Iterator[Step]) -> Iterator[Step]:
        for step in steps:
            for path in step.gone:
                self._readings.pop(path, None)
            self._readings.update({reading.path: reading for reading in step.readings})
            yield step

    def readings(self) -> tuple[Reading, ...]:
        return tuple(self._readings[path] for path in sorted(self._readings, key=list_order))


def publish(mined: Mined, settings: Settings, *, as_of: datetime, ledger: Ledger = EMPTY) -> Publication:
    """What is to be published of *mined*, given what the *ledger* says was published before."""
    record = reconcile(mined.record, ledger, mined.links)
    header = ledger.header or find_header(mined, settings)
    timeline = Timeline(
        commits=mined.commits, events=record.events, standing=lambda commit: record.snapshots[commit]
    )
    issues = find_issues(timeline, settings.digest, as_of=as_of, issued=ledger.issues)
    issues = read_minutes(mined.history, issues)
    notes = record.snapshots[mined.tip.id]
    titles = {reading.language: reading.title for reading in reversed(mined.readings) if reading.title}
    return Publication(
        home=mined.history.home,
        languages=find_languages(mined.readings),
        tip=mined.tip,
        notes=notes,
        events=record.events,
        issues=issues,
        authority=header.authority,
        authority_date=header.date,
        sequence=_sequence(ledger, record.events),
        titles=MappingProxyType({**titles, **settings.title}),
    )


def find_languages(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The languages of the lists, the first list's first; languages without an entry only when there are no others."""
    spoken = dict.fromkeys(reading.language for reading in readings if reading.entries)
    return tuple(spoken or dict.fromkeys(reading.language for reading in readings)) or ("en",)


def _sequence(ledger: Ledger, events: Sequence[Event]) -> tuple[str, ...]:
    told = [known.id for known in ledger.notes.values() if known.told]
    return tuple(
        dict.fromkeys((*ledger.announced, *told, *(event.note.id for event in events if event.announced)))
    )


def find_header(mined: Mined, settings: Settings) -> Header:
    """The identity of a ledger that begins with *mined*: configured, else the forge's address, else the first commit."""
    home, first = mined.history.home, mined.commits[0]
    address = f"{home.host}/{home.path}".casefold() if home.host and home.path else ""
    root = mined.history.commits[0].id
    authority, _, day = settings.id.partition(",")
    return Header(
        list=address,
        root=root,
        authority=authority.strip() or address or f"{root[:16]}.invalid",  # RFC 2606: never anybody's domain
        date=day.strip() or first.date.date().isoformat(),
    )


def as_moment(day: date) -> datetime:
    """The first moment of *day* in UTC: periods that end then, or before, are over."""
    return datetime.combine(day, time(), tzinfo=UTC)


def next_closing(publication: Publication, settings: Settings) -> datetime | None:
    """When the next issue can be made with nothing new in the list; None when nothing waits for one."""
    from publisher.periods import period_of

    issued = {note.id for issue in publication.issues for note in (*issue.added, *issue.promoted)}
    waiting = [note for note in publication.notes if note.announcement and note.id not in issued]
    dates = [
        event.date
        for event in publication.events
        if event.announced and event.note.id in {note.id for note in waiting}
    ]
    return closing(period_of(min(dates), settings.digest).end) if dates else None


def render_ledger(publication: Publication, ledger: Ledger, header: Header) -> bytes:
    """The ledger's bytes after this publication."""
    lines = find_lines(ledger, header=header, events=publication.events, issues=publication.issues)
    return "".join(f"{line}\n" for line in lines).encode()


def render(
    publication: Publication,
    settings: Settings,
    *,
    texts: Mapping[str, str],
    templates: Path | None,
    leads: Mapping[str, str],
) -> dict[str, bytes]:
    """All documents for readers, by path."""
    from publisher.digests import render_digests
    from publisher.feeds import render_feeds
    from publisher.site import render_site

    return {
        **render_feeds(publication, settings, texts),
        **render_digests(publication, settings, templates=templates, leads=leads),
        **render_site(publication, settings, templates=templates),
    }
