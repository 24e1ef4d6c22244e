"""The texts beside the lists: notes' own files at the tip, and what the editor wrote to lead an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.config import Content, Settings
from publisher.errors import OutputError
from publisher.model import Issue, Publication, Standing

if TYPE_CHECKING:
    from publisher.history import History

_LEAD = re.compile(r"^lead\.(?P<language>[A-Za-z-]{2,16})\.md$")


def read_texts(history: History, publication: Publication, settings: Settings) -> Mapping[str, str]:
    """The Markdown files of the notes that feeds will show, by path: all of them, or where the list says nothing."""
    from publisher.digests.reading import path_of

    whole = settings.feed.content is Content.FULL
    wanted: dict[str, None] = {}
    for note in publication.notes:
        if note.standing is Standing.REMOVED or (note.announcement is None and whole):
            continue
        for entry in note.entries:
            path = path_of(entry.link)
            if path in publication.home.files and "\n" not in path and (whole or not entry.summary):
                wanted[path] = None
    return _read(history, [(publication.tip.id, path) for path in wanted])


def read_minutes(history: History, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The *issues* with the minutes that their notes' own files take to read, as those stood then."""
    from publisher.digests.reading import texts_of, timed

    wanted = [(issue.tip, path) for issue in issues for path in texts_of(issue) if "\n" not in path]
    texts = dict(zip(wanted, history.read_files(wanted), strict=True))
    return tuple(
        timed(
            issue,
            {path: text for (tip, path), text in texts.items() if tip == issue.tip and text is not None},
        )
        for issue in issues
    )


def _read(history: History, wanted: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    texts = history.read_files(wanted)
    return {path: text for (_, path), text in zip(wanted, texts, strict=True) if text is not None}


def read_leads(folder: Path | None) -> Mapping[str, str]:
    """The leads in ``digests/<issue>/lead.<language>.md`` below *folder*, by ``<issue>/<language>``."""
    found: dict[str, str] = {}
    if folder is None or not (folder / "digests").is_dir():
        return found
    for place in sorted(folder.glob("digests/*/lead.*.md")):
        if match := _LEAD.match(place.name):
            try:
                found[f"{place.parent.name}/{match['language']}"] = place.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as problem:
                hint = "a lead is a file in UTF-8"
                raise OutputError(place, f"cannot be read: {problem}", hint=hint) from problem
    return found


def read_templates(folder: Path | None) -> Mapping[str, str]:
    """The texts of the user's own templates, by path below *folder*: what documents look like depends on them."""
    if folder is None:
        return {}
    places = sorted(place for place in folder.rglob("*") if place.is_file())
    return {
        place.relative_to(folder).as_posix(): place.read_bytes().decode("utf-8", "replace")
        for place in places
    }
