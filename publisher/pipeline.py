"""Joins the steps: a repository is mined, a publication rendered, a folder written.

::

    mine     repository ─> history ─> notes ─> events          reads git
    publish  events + ledger ─> publication                    pure
    render   publication ─> documents (path -> bytes)          pure, but for templates
    write    documents ─> folder                               writes what differs
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from publisher import opening
from publisher.authors import attribute
from publisher.config import Settings
from publisher.entries import Reader, Reading
from publisher.events import Record, find_events
from publisher.forges import Home
from publisher.history import History
from publisher.increments import Sheet, WholeSheet
from publisher.ledger import EMPTY, Header, Ledger, closing, find_lines, parse_ledger
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Commit, Event, IssueRecord, Kind, Publication, Standing
from publisher.notes import Contents, Tracker

open_history = opening.open_history

Progress = Callable[[int, int], None]
"""Told how many of how many revisions are read."""

_GOES_OUT = frozenset((Kind.ADDED, Kind.PROMOTED, Kind.TRANSLATED, Kind.RETURNED))
"""Events by which a note may be out in one more language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mined:
    """All that a repository tells of its list."""

    history: History
    commits: tuple[Commit, ...]
    """Those of the mainline that changed a list, oldest first. Never empty."""
    record: Record
    read_lists: Callable[[], tuple[Reading, ...]]
    """Reads the lists at the tip."""
    links: Links

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The lists at the tip, in order."""
        return self.read_lists()

    def read_texts(self) -> dict[str, str]:
        """The lists' own text at the tip, by path; without those that cannot be read."""
        paths = [reading.path for reading in self.readings]
        texts = self.history.read_files([(self.history.tip.id, path) for path in paths])
        return {path: text for path, text in zip(paths, texts, strict=True) if text is not None}

    @property
    def events(self) -> tuple[Event, ...]:
        """Oldest first."""
        return self.record.events

    @property
    def tip(self) -> Commit:
        """The last mainline commit that changed a list."""
        return self.commits[-1]


def mine(
    history: History,
    settings: Settings,
    *,
    as_of: datetime | None = None,
    issued: Sequence[IssueRecord] = (),
    former: str = "",
    progress: Progress | None = None,
    also: Sequence[str] = (),
    sheet: type[Sheet] = Sheet,
) -> Mined:
    """Read every version in the way of *sheet*, and what happened to the notes; keep how they stood at *also*.

    Without *as_of* no issues are to be made of it, and how the notes stood is kept of the tip only. *former* is
    the repository's first address, which links may still name.
    """
    commits = history.list_commits
    keep: Sequence[str] = ()
    if as_of is not None:
        from publisher.digests.issues import period_ends

        keep = period_ends(commits, settings.digest, as_of=as_of, issued=issued)
    links = Links(own=own_addresses(history.address, settings) | ({former} - {""}))
    reader = Reader(links=links, markers=markers(settings.pending))
    tracker = Tracker(reader=reader, links=links, renames=history.find_renames, sheet=sheet)
    steps = tracker.steps(_watched(history, len(commits), progress))
    record = find_events(steps, keep=frozenset((*keep, *also)))
    return Mined(
        history=history,
        commits=commits,
        record=attribute(record, history),
        read_lists=cache(lambda: tracker.readings),
        links=links,
    )


def find_disagreement(history: History, settings: Settings, mined: Mined) -> Event | None:
    """The first event that is not there, or is another, when every version is read as a whole; None when all are the same."""
    whole = mine(history, settings, sheet=WholeSheet)
    pairs = zip_longest(mined.events, whole.events)
    return next((one or other for one, other in pairs if one != other), None)


def _watched(history: History, total: int, progress: Progress | None) -> Iterator[Contents]:
    for number, contents in enumerate(history.contents, 1):
        if progress is not None:
            progress(number, total)
        yield contents


def own_addresses(home: Home, settings: Settings) -> frozenset[str]:
    """``host/owner/name`` of every address that means this repository, in lower case."""
    paths = {home.path, *(alias.strip("/") for alias in settings.mainline.aliases)} - {""}
    return frozenset(f"{home.host}/{path}".casefold() for path in paths)


def publish(mined: Mined, settings: Settings, *, as_of: datetime, ledger: Ledger = EMPTY) -> Publication:
    """What is to be published of *mined*, given what the *ledger* says was published before."""
    from publisher.digests.issues import Timeline, find_issues
    from publisher.reconcile import reconcile
    from publisher.sections import find_sections
    from publisher.texts import read_minutes

    dates = {commit.id: commit.date for commit in mined.commits}
    record = reconcile(mined.record, ledger, mined.links, dates)
    ours = find_header(mined, settings)
    header = keep_header(ledger, ours)
    timeline = Timeline(
        commits=mined.commits, events=record.events, standing=lambda commit: record.snapshots[commit]
    )
    issues = find_issues(timeline, settings.digest, as_of=as_of, issued=ledger.issues)
    issues = read_minutes(mined.history, issues)
    titles = {reading.language: reading.title for reading in reversed(mined.readings) if reading.title}
    publication = Publication(
        home=mined.history.home,
        languages=find_languages(mined.readings, record.events),
        tip=mined.tip,
        notes=record.snapshots[mined.tip.id],
        events=record.events,
        issues=issues,
        sections=find_sections(record.events, ledger.sections, tip=mined.tip).records,
        authority=header.authority,
        authority_date=header.date,
        titles=MappingProxyType({**titles, **settings.title}),
    )
    return replace(publication, sequence=parse_ledger(ledger_lines(publication, ledger, ours)).announced)


def find_languages(readings: Sequence[Reading], events: Iterable[Event] = ()) -> tuple[str, ...]:
    """The languages to publish in: those of the lists, the first list's first, then those that notes were once out in.

    A language whose list went keeps its feeds, so that nobody's subscription leads nowhere. Lists without an entry
    count only when there are no others.
    """
    spoken = dict.fromkeys(reading.language for reading in readings if reading.entries)
    spoken = spoken or dict.fromkeys(reading.language for reading in readings)
    out = (event.note for event in events if event.kind in _GOES_OUT and event.note.announcement)
    spoken |= dict.fromkeys(entry.language for note in out for entry in note.entries if entry.marker is None)
    return tuple(spoken) or ("en",)


def find_header(mined: Mined, settings: Settings) -> Header:
    """The identity of a ledger that begins with *mined*: configured, else the forge's address, else the first commit."""
    home, first = mined.history.address, mined.commits[0]
    address = f"{home.host}/{home.path}".casefold() if home.host and home.path else ""
    root = mined.history.commits[0].id
    authority, _, day = settings.id.partition(",")
    # RFC 4151 section 2.1: an authority has no port.
    found = f"{home.host.partition(':')[0]}/{home.path}".casefold() if address else ""
    return Header(
        list=address,
        root=root,
        authority=authority.strip() or found or f"{root[:16]}.invalid",  # RFC 2606: never anybody's domain
        date=day.strip() or first.date.date().isoformat(),
    )


def as_moment(day: date) -> datetime:
    """The first moment of *day* in UTC: periods that end then, or before, are over."""
    return datetime.combine(day, time(), tzinfo=UTC)


def keep_header(ledger: Ledger, ours: Header) -> Header:
    """The header of *ledger*, or *ours* when it has none; feeds tell it without the list's address and first commit."""
    header = ledger.header
    if header is None:
        return ours
    return header if header.root else replace(header, list=ours.list, root=ours.root)


def next_closing(publication: Publication, settings: Settings, *, as_of: datetime) -> datetime | None:
    """When the next issue can be made with nothing new in the list; None when nothing waits for one."""
    from publisher.periods import period_of

    issued = {note.id for issue in publication.issues for note in (*issue.added, *issue.promoted)}
    stands = {note.id for note in publication.notes if note.standing is not Standing.REMOVED}
    ends: list[datetime] = []
    for event in publication.events:
        how = event.note.announcement
        if not event.announced or how is None or event.note.id in issued:
            continue
        end = closing(period_of(how.date, settings.digest).end)
        if end > as_of:
            ends.append(end)
        elif event.note.id in stands:  # too late for its own issue, it waits for the one that is open
            ends.append(closing(period_of(as_of, settings.digest).end))
    return min(ends, default=None)


def ledger_lines(publication: Publication, ledger: Ledger, header: Header) -> tuple[str, ...]:
    """The lines of *ledger* after this publication; *header* begins a new one."""
    first = keep_header(ledger, header)
    return find_lines(
        ledger,
        header=first,
        events=publication.events,
        issues=publication.issues,
        sections=publication.sections,
    )


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
