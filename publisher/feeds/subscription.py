"""The feed to subscribe to, in each form."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.feeds.archives import preceding_archive
from publisher.feeds.atom import render_atom
from publisher.feeds.document import FeedEntry
from publisher.feeds.editions import Edition, newest_date
from publisher.feeds.entries import make_entry
from publisher.feeds.fitting import render_fitting, render_newest
from publisher.feeds.jsonfeed import render_json_feed
from publisher.feeds.rss import render_rss
from publisher.model import Note, Standing

FORMS = {"atom": render_atom, "rss": render_rss, "json": render_json_feed}


def render_subscription(edition: Edition) -> tuple[dict[str, bytes], int]:
    """Render the newest notes of *edition* as Atom, RSS and JSON Feed; how many these are at most."""
    feed = edition.settings.feed
    return render_newest(lambda most: _render(edition, most), feed.entries, max_bytes=feed.max_bytes)


def _render(edition: Edition, most: int) -> dict[str, bytes]:
    archive = preceding_archive(edition, most)
    older = edition.links("prev-archive", archive) if archive else ()
    feed = edition.frame(
        name="",
        path=f"{edition.language}.atom",
        title=edition.title,
        subtitle=subtitle_of(edition),
        updated=newest_date(edition.announced) or edition.beginning,
        links=(*older, *edition.siblings("{language}.atom")),
    )
    return render_fitting(
        feed,
        lambda limit: newest_entries(edition, edition.announced, limit, most),
        {f"{edition.language}.{ending}": render for ending, render in FORMS.items()},
        max_bytes=edition.settings.feed.max_bytes,
    )


def newest_entries(
    edition: Edition, announced: Sequence[Note], limit: int, most: int
) -> tuple[FeedEntry, ...]:
    """Return the entries of the newest of *announced* (oldest first) that stand, at *most* so many, the newest first."""
    standing = [note for note in reversed(announced) if note.standing is not Standing.REMOVED]
    return tuple(make_entry(edition, note, limit=limit) for note in standing[:most])


def subtitle_of(edition: Edition) -> str:
    """Return what the configuration says of the list, else what the feed is for."""
    described = edition.settings.description.get(edition.language)
    return described or edition.words("feed.subtitle", title=edition.title)
