"""Which announcements make which issue.

::

    mainline   ─●──●────●─┊──●─────●──┊───────┊──●──
    periods      2026-W33 ┊ 2026-W34  ┊ W35   ┊ W36 …
    issues          1           2       none    open

An issue tells all that happened since the issue before it, so that nothing falls between two. Its text
is that of the last mainline commit of its period. An issue that the ledger knows is made again of the
same notes and the same commit; an announcement that came too late for it joins the next open one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from publisher.config import Digest
from publisher.digests.headings import name_sections
from publisher.digests.stretches import Stretch, last_before
from publisher.model import Announcement, Commit, Event, Issue, IssueRecord, Kind, Note, Standing
from publisher.periods import Period, closed_periods, period_named

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that issues are found in."""

    commits: tuple[Commit, ...]
    """The whole mainline, oldest first; dates never go backwards."""
    events: tuple[Event, ...]
    """Oldest first."""
    standing: Callable[[str], tuple[Note, ...]]
    """The notes at a mainline commit, in the list's own order; removed ones may be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    period: Period
    tip: int
    """Index of the commit that the text is taken from."""
    notes: frozenset[str] | None = None
    """What the ledger says is in it; None while it is open."""


def period_ends(
    commits: Sequence[Commit], digest: Digest, *, as_of: datetime, issued: Sequence[IssueRecord] = ()
) -> tuple[str, ...]:
    """Ids of the commits at which `find_issues` may ask how the notes stood, in the order of the mainline."""
    tips = {plan.tip for plan in _plans(commits, digest, as_of, issued)}
    return tuple(commits[index].id for index in sorted(tips | {len(commits) - 1}) if index >= 0)


def find_issues(
    timeline: Timeline, digest: Digest, *, as_of: datetime, issued: Sequence[IssueRecord] = ()
) -> tuple[Issue, ...]:
    """The issues of all periods that are over at *as_of*, oldest first, numbered from 1; none is empty."""
    issues: list[Issue] = []
    taken: set[str] = set()
    for plan in _plans(timeline.commits, digest, as_of, issued):
        names = plan.notes
        if names is None:
            names = _waiting(timeline.events, plan.period.end, taken)
        if not names:
            continue
        issue = _issue(timeline, plan, names, issues, frozenset(taken))
        if issue.added or issue.promoted or plan.notes is not None:
            issues.append(issue)
            taken |= {note.id for note in issue.added + issue.promoted} | (plan.notes or frozenset())
    return name_sections(issues, timeline.events, timeline.commits)


def find_draft(timeline: Timeline, stretch: Stretch) -> Issue:
    """An issue out of the order, of all that happened in *stretch*; its number is 0."""
    index = {commit.id: place for place, commit in enumerate(timeline.commits)}
    start = -1 if stretch.base is None else index[stretch.base]
    told = {event.note.id: event for event in timeline.events if event.announced}
    places = {id: index[event.commit.id] for id, event in told.items()}
    names = frozenset(id for id, place in places.items() if start < place <= index[stretch.tip])
    before = frozenset(id for id, place in places.items() if place <= start)
    known = {told[id].author for id in before}
    issue = _issue(timeline, _Plan(period=stretch.period, tip=index[stretch.tip]), names, (), before, start)
    newcomers = tuple(author for author in issue.newcomers if author not in known) if before else ()
    draft = replace(issue, number=0, newcomers=newcomers)
    return name_sections([draft], timeline.events, timeline.commits)[0]


def _plans(
    commits: Sequence[Commit], digest: Digest, as_of: datetime, issued: Sequence[IssueRecord]
) -> Iterator[_Plan]:
    """Yield what may become an issue, oldest first: what the ledger has, then the closed periods after."""
    if not commits:
        return
    index = {commit.id: place for place, commit in enumerate(commits)}
    done: list[_Plan] = []
    for record in issued:
        if period := period_named(record.id, digest):
            # A commit that a rewritten history has lost gives way to what stands in its place.
            tip = index.get(record.tip, last_before(commits, period.end))
            done.append(_Plan(period=period, tip=max(tip, 0), notes=frozenset(record.notes)))
    done.sort(key=lambda plan: (plan.period.end, plan.period.begin))
    yield from done
    since = max((plan.period.end for plan in done), default=_LONG_AGO)
    for period in closed_periods(max(since, commits[0].date), as_of, digest):
        yield _Plan(period=period, tip=last_before(commits, period.end))


def _waiting(events: Sequence[Event], end: datetime, taken: set[str]) -> frozenset[str]:
    """Ids of the notes announced before *end* that no issue has."""
    told = ((e.note.id, e.note.announcement.date) for e in events if e.announced and e.note.announcement)
    # Not the event's own date: a rewritten history may tell an announcement on another day than readers saw it.
    return frozenset(id for id, date in told if date < end and id not in taken)


def _issue(
    timeline: Timeline,
    plan: _Plan,
    names: frozenset[str],
    before: Sequence[Issue],
    taken: frozenset[str],
    start: int | None = None,
) -> Issue:
    """The issue of the notes *names*; *taken* are those of the issues *before* it."""
    commits, index = timeline.commits, {commit.id: place for place, commit in enumerate(timeline.commits)}
    tip = commits[plan.tip].id
    if start is None:
        start = index[before[-1].tip] if before else -1
    base = commits[start].id if start >= 0 else None
    events = [event for event in timeline.events if start < index[event.commit.id] <= plan.tip]
    notes = {note.id: note for note in timeline.standing(tip) if note.standing is not Standing.REMOVED}
    # What an issue has told it tells for ever, also of notes that a rewritten history has lost.
    told = {note.id: note for note in timeline.standing(tip) if note.id in (plan.notes or ())}
    shown = {**notes, **told}
    news = [(note, note.announcement) for note in shown.values() if note.id in names and note.announcement]
    known = {author for issue in before for author in _authors(issue)}
    issue = Issue(
        id=plan.period.id,
        number=len(before) + 1,
        begin=plan.period.begin,
        end=plan.period.end,
        base=base,
        tip=tip,
        added=tuple(note for note, how in news if how.kind is not Kind.PROMOTED),
        promoted=tuple(note for note, how in news if how.kind is Kind.PROMOTED),
        translated=_translated(timeline, events, base, notes, taken - names),
        pending=_pending(notes.values()),
        removed=_removed(events, notes, taken - names),
        newcomers=tuple(dict.fromkeys(how.author for how in _by_date(news) if how.author not in known)),
    )
    return replace(issue, gone=_gone(issue, timeline))


def _by_date(news: Sequence[tuple[Note, Announcement]]) -> list[Announcement]:
    return sorted((how for _, how in news), key=lambda how: how.date)


def _authors(issue: Issue) -> Iterator[str]:
    for note in issue.added + issue.promoted:
        if note.announcement:
            yield note.announcement.author


def _translated(
    timeline: Timeline,
    events: Sequence[Event],
    base: str | None,
    notes: dict[str, Note],
    taken: frozenset[str],
) -> tuple[tuple[Note, str], ...]:
    """Notes of earlier issues with a language that they did not have at *base*, in the list's own order."""
    told = {event.note.id for event in events if event.kind is Kind.TRANSLATED} & taken & notes.keys()
    if base is None or not told:
        return ()
    had = {note.id: note.languages for note in timeline.standing(base)}
    return tuple(
        (note, language)
        for note in notes.values()
        if note.id in told and note.id in had
        for language in note.languages
        if language not in had[note.id]
    )


def _pending(notes: Iterable[Note]) -> tuple[Note, ...]:
    """What waits for a reviewer, longest first."""
    waiting = [(note.waiting_since, note) for note in notes if note.waiting_since is not None]
    return tuple(note for _, note in sorted(waiting, key=lambda pair: pair[0]))


def _removed(events: Sequence[Event], notes: dict[str, Note], taken: frozenset[str]) -> tuple[Note, ...]:
    """Notes of earlier issues that are away, in the order in which they went."""
    went = {event.note.id: event.note for event in events if event.kind is Kind.REMOVED}
    return tuple(
        note for id, note in went.items() if id in taken and id not in notes and note.merged_into is None
    )


def _gone(issue: Issue, timeline: Timeline) -> frozenset[str]:
    """Ids of the issue's notes that no list shows at the mainline's end."""
    now = {
        note.id
        for note in timeline.standing(timeline.commits[-1].id)
        if note.standing is not Standing.REMOVED
    }
    shown = issue.added + issue.promoted + issue.pending + tuple(note for note, _ in issue.translated)
    return frozenset(note.id for note in shown if note.id not in now)
