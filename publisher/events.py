"""What changed between versions: each note's standing, from commit to commit.

::

             ┌── drafted ──> PENDING ── promoted ──┐        ┌── demoted ──> REVISING ── promoted ──┐
    a note ──┤                                     ├─> PUBLIC                                      ├─> PUBLIC
             └── added ────────────────────────────┘        └── removed ─> REMOVED ── returned ────┘

The first arrow into PUBLIC is the note's announcement; it has only one in its life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from publisher.model import Announcement, Commit, Entry, Event, Kind, Note, Standing
from publisher.notes import Change, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a history tells of its notes."""

    events: tuple[Event, ...]
    """Oldest first; those of one commit in the order in which the lists show the notes."""
    snapshots: Mapping[str, tuple[Note, ...]]
    """At the commits asked for and at the last one: the notes that stood, in the lists' order, then removed ones."""


def find_events(steps: Iterable[Step], *, keep: frozenset[str] = frozenset()) -> Record:
    """The events of all *steps*, and how the notes stood after the commits *keep*.

    The notes of a commit that changed no list are those of the commit before it: keep that one.
    """
    lives = _Lives()
    snapshots: dict[str, tuple[Note, ...]] = {}
    order: tuple[str, ...] = ()
    last = None
    for step in steps:
        lives.take(step)
        last = step
        if step.commit.id in keep:
            snapshots[step.commit.id] = lives.standing(step.order())
    if last is not None:
        order = last.order()
        snapshots[last.commit.id] = lives.standing(order)
    return Record(events=tuple(lives.events), snapshots=snapshots)


@dataclass(slots=True)
class _Lives:
    """Every note as it stands, and what has happened to it."""

    notes: dict[str, Note] = field(default_factory=dict)
    spoken: dict[str, set[str]] = field(default_factory=dict)
    """The languages that each note was ever public in."""
    events: list[Event] = field(default_factory=list)

    def standing(self, order: tuple[str, ...]) -> tuple[Note, ...]:
        gone = (note for note in self.notes.values() if note.standing is Standing.REMOVED)
        return (*(self.notes[id] for id in order), *gone)

    def take(self, step: Step) -> None:
        for change in step.changes:
            self._change(step.commit, change)

    def _change(self, commit: Commit, change: Change) -> None:
        before = self.notes.get(change.note)
        if before is None and not change.entries:
            return
        after, kinds = _next(before, change, commit)
        known = self.spoken.setdefault(change.note, set())
        speaks = (
            {entry.language for entry in change.entries if entry.marker is None}
            if not change.pending
            else set()
        )
        gained = [language for language in after.languages if language in speaks - known]
        if before is not None:
            gained = [language for language in gained if not _only_read_otherwise(language, before, change)]
        if known and after.announcement is not None and Kind.ADDED not in kinds:
            kinds += [Kind.TRANSLATED for _ in gained]
        known |= speaks
        if not kinds and before is not None and _shows(before) != _shows(after):
            kinds = [Kind.REVISED]
        self.notes[change.note] = after
        for kind in kinds:
            self._tell(kind, after, before, commit, change)

    def _tell(self, kind: Kind, after: Note, before: Note | None, commit: Commit, change: Change) -> None:
        announced = kind in (Kind.ADDED, Kind.PROMOTED) and (before is None or before.announcement is None)
        seen = change.fresh[0] if change.fresh else None
        rule = "" if seen is None else "new" if seen.rule is None else seen.rule.name.lower()
        self.events.append(
            Event(kind=kind, note=after, commit=commit, announced=announced, author=commit.author, written=commit.written,
                  rule=rule, matched=seen.matched if seen else "")
        )  # fmt: skip


def _only_read_otherwise(language: str, before: Note, change: Change) -> bool:
    """Whether a listing has another language now though not a word of it changed, and no other listing came."""
    still = {entry.language for entry in change.entries}
    were = {(e.list, e.title, e.summary) for e in before.entries if e.language not in still}
    return all((e.list, e.title, e.summary) in were for e in change.entries if e.language == language)


def _next(before: Note | None, change: Change, commit: Commit) -> tuple[Note, list[Kind]]:
    """The note after *change*, and the events that its standing makes."""
    if not change.entries and before is not None:
        if before.standing is Standing.REMOVED:
            return before, []
        return replace(before, standing=Standing.REMOVED, merged_into=change.merged_into), [Kind.REMOVED]
    standing, kind = _standing(before, pending=change.pending)
    author, told, since = commit.author, None, None
    if before is not None:
        author, told, since = before.author, before.announcement, before.waiting_since
    if standing is Standing.PUBLIC and told is None:
        drafted = since if kind is Kind.PROMOTED else None
        told = Announcement(kind=kind or Kind.ADDED, date=commit.date, commit=commit.id, author=author,
                            written=commit.written, pull_request=commit.pull_request, pending_since=drafted)  # fmt: skip
    waits = before.waits if before else ()
    if standing is not Standing.PUBLIC and since is None:
        waits = (*waits, commit.date)
    note = Note(
        id=change.note, standing=standing, entries=change.entries, seen=before.seen if before else commit.date,
        author=author, announcement=told, waits=waits,
    )  # fmt: skip
    return note, [kind] if kind else []


def _standing(before: Note | None, *, pending: bool) -> tuple[Standing, Kind | None]:
    """Where a note that a list shows is now, and by which event it came there."""
    announced = before is not None and before.announcement is not None
    standing = Standing.PUBLIC if not pending else Standing.REVISING if announced else Standing.PENDING
    if before is None or before.standing is Standing.REMOVED:
        kind = Kind.RETURNED if announced else Kind.DRAFTED if pending else Kind.ADDED
        return standing, kind
    if before.standing is Standing.PUBLIC and pending:
        return standing, Kind.DEMOTED
    if before.standing is not Standing.PUBLIC and not pending:
        return standing, Kind.PROMOTED
    return standing, None


def _shows(note: Note) -> list[tuple[object, ...]]:
    """What a reader would see change."""
    return [_seen(entry) for entry in note.entries]


def _seen(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.link, entry.summary, entry.section, entry.alternates, entry.language
