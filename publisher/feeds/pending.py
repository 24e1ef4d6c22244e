"""What waits for a reviewer, for those who want to be one."""

from __future__ import annotations

from publisher.feeds.atom import render_atom
from publisher.feeds.editions import Edition
from publisher.feeds.entries import make_draft
from publisher.feeds.fitting import render_fitting, render_newest
from publisher.model import Kind, Standing

_BEGINS_TO_WAIT = (Kind.DRAFTED, Kind.DEMOTED)


def render_pending(edition: Edition) -> dict[str, bytes]:
    """Render the notes that wait, the newest first: all of them, as far as they fit."""
    waits = [event for event in edition.publication.events if event.kind in _BEGINS_TO_WAIT]
    # One note may wait twice; its entry was published when it waited first.
    since = [(event.note.id, event.note.waiting_since or event.date) for event in waits]
    first = dict(reversed(since))
    waiting = [note for note in edition.standing if note.standing in (Standing.PENDING, Standing.REVISING)]
    # What a rewritten history tells of their events need not be what the ledger kept of the notes.
    begun = [note.waiting_since or note.seen for note in waiting]
    # The order of the list among those that began to wait at the same moment.
    newest_first = sorted(waiting, key=lambda note: note.waiting_since or note.seen, reverse=True)
    frame = edition.frame(
        name="pending",
        path=f"pending.{edition.language}.atom",
        title=edition.words("feed.title_pending", title=edition.title),
        subtitle=edition.words("feed.subtitle_pending", title=edition.title),
        updated=max((*(date for _, date in since), *begun), default=edition.beginning),
        links=edition.siblings("pending.{language}.atom"),
    )
    max_bytes = edition.settings.feed.max_bytes

    def render(most: int) -> dict[str, bytes]:
        return render_fitting(
            frame,
            lambda limit: tuple(
                make_draft(edition, note, first=first, limit=limit) for note in newest_first[:most]
            ),
            {frame.path: render_atom},
            max_bytes=max_bytes,
        )

    return render_newest(render, len(newest_first), max_bytes=max_bytes)[0]
