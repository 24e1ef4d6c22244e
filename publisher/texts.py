"""The texts beside the lists: notes' own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publisher.config import Content, Settings
from publisher.digests.reading import path_of, texts_of, timed
from publisher.history import History
from publisher.model import Issue, Publication, Standing


def read_texts(history: History, publication: Publication, settings: Settings) -> Mapping[str, str]:
    """The Markdown files of the notes that feeds will show, by path: all of them, or where the list says nothing."""
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
