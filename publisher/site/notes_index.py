"""The index that the search reads: a script that assigns one value, because a page opened from
``file://`` may load a script beside it but may not fetch a document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from publisher.markup import plain
from publisher.model import Note
from publisher.site.reader import Reader
from publisher.site.sections import section_keys

FIELDS = (
    "title",
    "titleLang",
    "url",
    "summary",
    "lang",
    "section",
    "sections",
    "author",
    "also",
    "date",
    "waiting",
    "languages",
    "homes",
    "page",
)
"""What a row holds, in this order; ``also`` is searched and not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A note that the search can find."""

    note: Note
    page: str
    """Where it stands, relative to the first page: ``months/2026-05.html``; empty for that page itself."""


def index_name(language: str) -> str:
    """The index's file, beside the first page."""
    return f"search.{language}.js"


def render_index(notes: Iterable[Found], reader: Reader) -> bytes:
    """The index of *notes*, in the order in which results are shown."""
    rows = [_row(found, reader) for found in notes]
    fields = json.dumps(FIELDS, separators=(",", ":"))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    # JSON is a subset of JavaScript since ECMAScript 2019.
    return f"globalThis.publisherIndex={{fields:{fields},notes:[\n{lines}\n]}};\n".encode()


def _row(found: Found, reader: Reader) -> list[object]:
    note, view = found.note, reader.note(found.note)
    entry = note.entry(reader.language)
    also = dict.fromkeys(other.title for other in note.entries if other.title != entry.title)
    return [
        view.title.text,
        view.title.language,
        view.url,
        plain(entry.summary),
        view.summary.language,
        view.section.text,
        section_keys(note, reader.publication),
        view.author,
        "\n".join(also),
        view.date[:10],
        view.waiting_since,
        note.languages,
        [(home.label.text, home.url, home.label.language) for home in view.homes],
        f"{found.page}#{view.anchor}",
    ]
