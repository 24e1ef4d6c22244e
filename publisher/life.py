"""The life of one note as text, for ``publisher explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches

from publisher.characters import one_line
from publisher.errors import NotFound
from publisher.model import Event, Note


def find_note(name: str, events: Sequence[Event]) -> Note:
    """The note, as it last stood, whose id, link or title is *name*, else the only one where it is a part."""
    notes = {event.note.id: event.note for event in events}
    if name in notes:
        return notes[name]
    sought = name.casefold()
    exact = [note for note in notes.values() if sought in _names(note)]
    close = exact or [note for note in notes.values() if any(sought in each for each in _names(note))]
    if len(close) == 1:
        return close[0]
    if close:
        raise NotFound("note", name, tuple(note.id for note in close), several=True)
    if not notes:
        raise NotFound("note", "")
    near = _nearest(sought, notes.values())
    nearest = f"nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}; " if near else ""
    hint = f"{nearest}`publisher events` shows the titles of all {len(notes):,}"
    raise NotFound("note", name, near, hint=hint)


def _nearest(sought: str, notes: Iterable[Note]) -> tuple[str, ...]:
    """Ids of at most three notes that are called something like *sought*."""
    names = {name: note.id for note in notes for name in _names(note)}
    close = get_close_matches(sought, names, n=9, cutoff=0.5)
    return tuple(dict.fromkeys(names[name] for name in close))[:3]


def render_life(note: Note, events: Sequence[Event]) -> Iterator[str]:
    """Lines: what the note is now, then each of its events and by which rule it was recognised."""
    yield f"{note.id} — {note.standing.value}"
    if note.announcement is not None:
        told = note.announcement
        yield f"announced {_day(told.date)} as {told.kind.value} in {told.commit[:10]}"
    if note.waiting_since is not None:
        yield f"waiting since {_day(note.waiting_since)}"
    if note.merged_into:
        yield f"proved to be the same as {note.merged_into}"
    yield ""
    for entry in note.entries:
        place = f"{entry.list}:{entry.line}" if entry.line else entry.list
        marker = f" {one_line(entry.marker)}" if entry.marker else ""
        yield f"{entry.language}  {one_line(entry.title)}{marker}"
        yield f"    {place}  {' › '.join(map(one_line, entry.section))}"
        for link in (entry.link, *(alternate.link for alternate in entry.alternates)):
            if link:
                yield f"    {one_line(link)}"
    for event in events:
        if event.note.id == note.id:
            yield from _event(event)


def _event(event: Event) -> Iterator[str]:
    commit = event.commit
    number = "" if commit.pull_request is None else f"#{commit.pull_request}"
    told = "" if number in commit.subject else f" {number}"
    yield ""
    star = " *" if event.announced else ""
    yield f"{_day(event.date)}  {event.kind.value}{star}  by {one_line(event.author)}"
    yield f"    {commit.id[:10]} {one_line(commit.subject)}{told}"
    if event.rule:
        yield f"    recognised by {event.rule}" + (f": {one_line(event.matched)}" if event.matched else "")


def _names(note: Note) -> list[str]:
    names = [note.id]
    for entry in note.entries:
        names += [entry.title, entry.link, *(alternate.link for alternate in entry.alternates)]
    return [name.casefold() for name in names if name]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"
