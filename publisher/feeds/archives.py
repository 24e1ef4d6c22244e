"""The whole history in documents that no longer change (RFC 5005 section 4).

Archive *k* counts the announcements 50*k*+1 to 50*k*+50. Removed notes are counted and left out, so
that no entry ever moves from one archive to another.

The last archive still grows. Who reads back from the feed to subscribe to does not meet it while that
feed has all of its entries, and so never takes it for complete; it is there because an archive with no
neighbour draws a warning from the W3C validator.
"""

from __future__ import annotations

from dataclasses import replace

from publisher.feeds.atom import render_atom
from publisher.feeds.document import Link
from publisher.feeds.editions import Edition, newest_date
from publisher.feeds.entries import make_entry
from publisher.feeds.fitting import render_fitting
from publisher.model import Standing

COUNTED = 50
"""Whatever the configuration has a feed to subscribe to hold: else a change of it would move all."""


def preceding_archive(edition: Edition, shown: int) -> str | None:
    """Return the path of the archive that goes on where the feed to subscribe to, with *shown* entries, ends; None: it has all."""
    full, rest = divmod(len(edition.sequence), COUNTED)
    number = full if rest > shown else full - 1
    return _path(edition, number) if 0 <= number < _count(edition, shown) else None


def render_archives(edition: Edition, shown: int) -> dict[str, bytes]:
    """Render all archives of *edition*, whose feed to subscribe to has at most *shown* entries, as Atom."""
    documents: dict[str, bytes] = {}
    count = _count(edition, shown)
    for number in range(count):
        documents |= _render_archive(edition, number, last=number + 1 == count)
    return documents


def _count(edition: Edition, shown: int) -> int:
    """No archive is needed as long as the feed to subscribe to has everything."""
    announced = len(edition.sequence)
    return -(-announced // COUNTED) if announced > min(COUNTED, shown) else 0


def _render_archive(edition: Edition, number: int, *, last: bool) -> dict[str, bytes]:
    counted = frozenset(edition.sequence[number * COUNTED : (number + 1) * COUNTED])
    notes = [note for note in edition.announced if note.id in counted]
    standing = [note for note in reversed(notes) if note.standing is not Standing.REMOVED]
    frame = edition.frame(
        name="",
        path=_path(edition, number),
        title=edition.title,
        subtitle=edition.words("feed.subtitle_archive", title=edition.title),
        updated=newest_date(notes) or edition.beginning,
        links=_links(edition, number, last=last),
    )
    return render_fitting(
        replace(frame, archive=True),
        lambda limit: tuple(make_entry(edition, note, limit=limit) for note in standing),
        {frame.path: render_atom},
        max_bytes=edition.settings.feed.max_bytes,
    )


def _links(edition: Edition, number: int, *, last: bool) -> tuple[Link, ...]:
    current = edition.links("current", f"{edition.language}.atom")
    older = edition.links("prev-archive", _path(edition, number - 1)) if number else ()
    newer = () if last else edition.links("next-archive", _path(edition, number + 1))
    return (*current, *older, *newer)


def _path(edition: Edition, number: int) -> str:
    return f"archive/{edition.language}-{number}.atom"
