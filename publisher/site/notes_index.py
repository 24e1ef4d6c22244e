"""The index that the search reads: a script that assigns one value, because a page opened from
``file://`` may load a script beside it but may not fetch a document.
"""

from __future__ import annotations

import json

from publisher.markup import plain
from publisher.site.edition import Edition, Found

FIELDS = (
    "title",
    "titleLang",
    "url",
    "summary",
    "lang",
    "section",
    "sectionLang",
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


def index_name(language: str) -> str:
    """The index's file, beside the first page."""
    return f"search.{language}.js"


def render_index(edition: Edition) -> bytes:
    """The index of all notes, in the order in which results are shown."""
    rows = [_row(found, edition) for found in edition.searched]
    fields = json.dumps(FIELDS, separators=(",", ":"))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    # JSON is a subset of JavaScript since ECMAScript 2019.
    return f"globalThis.publisherIndex={{fields:{fields},notes:[\n{lines}\n]}};\n".encode()


def _row(found: Found, edition: Edition) -> list[object]:
    note, view = found.note, edition.views[found.note.id]
    entry = note.entry(edition.reader.language)
    also = dict.fromkeys(other.title for other in note.entries if other.title != entry.title)
    return [
        view.title.text,
        view.title.language,
        view.url,
        plain(entry.summary),
        view.summary.language,
        view.section.text,
        view.section.language,
        edition.outline.keys(note),
        view.author,
        "\n".join(also),
        view.date[:10],
        view.waiting_since,
        note.languages,
        [(home.label.text, home.url, home.label.language) for home in view.homes],
        f"{found.page}#{view.anchor}",
    ]
