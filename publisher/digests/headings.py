"""What the sections of an issue's notes are called in other languages, as the lists stood at the period's end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from publisher.model import Commit, Entry, Event, Issue
from publisher.sections import Sections, follow_sections


def name_sections(
    issues: Sequence[Issue], events: Sequence[Event], commits: Sequence[Commit]
) -> tuple[Issue, ...]:
    """The *issues* with the names that the sections of their notes had; what came after their tips counts for nothing."""
    places = {commit.id: place for place, commit in enumerate(commits)}
    tips = sorted({places[issue.tip] for issue in issues})
    parts: list[list[Event]] = [[] for _ in tips]
    for event in events:
        part = bisect_left(tips, places[event.commit.id])
        if part < len(parts):
            parts[part].append(event)
    named: dict[str, Issue] = {}
    for tip, sections in zip(tips, follow_sections(parts), strict=True):
        named.update({issue.id: _name(issue, sections) for issue in issues if places[issue.tip] == tip})
    return tuple(named[issue.id] for issue in issues)


def _name(issue: Issue, sections: Sections) -> Issue:
    found = {
        (entry.language, entry.section): MappingProxyType(dict(section.paths))
        for entry in _entries(issue)
        if (section := sections.of(entry)) is not None
    }
    return replace(issue, sections=MappingProxyType(found))


def _entries(issue: Issue) -> Iterator[Entry]:
    translated = tuple(note for note, _ in issue.translated)
    for note in issue.added + issue.promoted + translated + issue.pending + issue.removed:
        yield from note.entries
