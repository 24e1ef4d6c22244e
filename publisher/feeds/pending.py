"""What waits for a reviewer, for those who want to be one."""

from __future__ import annotations

from publisher.feeds.atom import render_atom
from publisher.feeds.editions import Edition
from publisher.feeds.entries import last_waited, make_draft
from publisher.feeds.fitting import render_fitting, render_newest
from publisher.model import Standing


def render_pending(edition: Edition) -> dict[str, bytes]:
    """Render the notes that wait, the newest first: all of them, as far as they fit."""
    ever = [event.note for event in edition.publication.events if event.note.waits]
    waiting = [note for note in edition.standing if note.standing in (Standing.PENDING, Standing.REVISING)]
    # The order of the list among those that began to wait at the same moment.
    newest_first = sorted(waiting, key=last_waited, reverse=True)
    frame = edition.frame(
        name="pending",
        path=f"pending.{edition.language}.atom",
        title=edition.words("feed.title_pending", title=edition.title),
        subtitle=edition.words("feed.subtitle_pending", title=edition.title),
        updated=max(map(last_waited, (*ever, *waiting)), default=edition.beginning),
        links=edition.siblings("pending.{language}.atom"),
    )
    max_bytes = edition.settings.feed.max_bytes

    def render(most: int) -> dict[str, bytes]:
        return render_fitting(
            frame,
            lambda limit: tuple(make_draft(edition, note, limit=limit) for note in newest_first[:most]),
            {frame.path: render_atom},
            max_bytes=max_bytes,
        )

    return render_newest(render, len(newest_first), max_bytes=max_bytes)[0]
