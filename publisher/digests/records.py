"""An issue as JSON: the facts, in no particular language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from publisher.addresses import note_address
from publisher.characters import legal
from publisher.forges import Home, compare_url
from publisher.model import Issue, Note, Publication


def render_record(issue: Issue, publication: Publication) -> str:
    """``issue.json``."""
    ids = [None, *(known.id for known in publication.issues), None]
    home = publication.home
    place = ids.index(issue.id) if issue.id in ids else None
    record: Mapping[str, object] = {
        "id": issue.id,
        "number": issue.number,
        "begin": _moment(issue.begin),
        "end": _moment(issue.end),
        "base": issue.base,
        "tip": issue.tip,
        "compare": compare_url(home, issue.base, issue.tip),
        "added": [_note(note, issue, home) for note in issue.added],
        "promoted": [_note(note, issue, home) for note in issue.promoted],
        "translated": [{**_note(note, issue, home), "language": gained} for note, gained in issue.translated],
        "pending": [_note(note, issue, home) for note in issue.pending],
        "removed": [{"note": note.id, "title": _titles(note)} for note in issue.removed],
        "newcomers": list(issue.newcomers),
        "previous": ids[place - 1] if place else None,
        "next": ids[place + 1] if place else None,
    }
    return json.dumps(_legal(record), ensure_ascii=False, indent=2) + "\n"


def _legal(value: object) -> object:
    """*value* with no character in its texts that no document of ours may hold."""
    match value:
        case str():
            return legal(value)
        case Mapping():
            return {key: _legal(each) for key, each in value.items()}
        case list():
            return [_legal(each) for each in value]
        case _:
            return value


def _note(note: Note, issue: Issue, home: Home) -> dict[str, object]:
    announcement = note.announcement
    gone = note.id in issue.gone
    entries = {language: note.entry(language) for language in note.languages}
    alternates = {a.label: a.link for entry in note.entries for a in entry.alternates}
    minutes = {
        language: issue.minutes[path]
        for language, entry in entries.items()
        if (path := entry.link.partition("#")[0]) in issue.minutes
    }
    return {
        "note": note.id,
        "date": _moment(announcement.date) if announcement else None,
        "commit": announcement.commit if announcement else None,
        "author": announcement.author if announcement else note.author,
        "pull_request": announcement.pull_request if announcement else None,
        "pending_since": _moment(announcement.pending_since) if announcement else None,
        "waiting_since": _moment(note.waiting_since),
        "title": _titles(note),
        "summary": {language: entry.summary for language, entry in entries.items() if entry.summary},
        "section": {language: list(entry.section) for language, entry in entries.items()},
        "link": {} if gone else {language: entry.link for language, entry in entries.items() if entry.link},
        "url": {}
        if gone
        else {
            language: url for language, entry in entries.items() if (url := note_address(home, entry.link))
        },
        "alternates": {} if gone else alternates,
        "minutes": minutes,
        "gone": gone,
    }


def _titles(note: Note) -> dict[str, str]:
    return {language: note.entry(language).title for language in note.languages}


def _moment(date: datetime | None) -> str | None:
    return f"{date:%Y-%m-%dT%H:%M:%SZ}" if date else None
