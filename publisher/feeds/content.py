"""What an entry shows: what its note is about, then one quiet line of facts and other homes."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from publisher.characters import clip, one_line
from publisher.config import Content
from publisher.feeds.editions import Edition
from publisher.feeds.reading import cut_html, file_of, first_paragraph, without_title
from publisher.forges import Home, pull_url
from publisher.homes import Place
from publisher.markup import plain, render_document, render_inline
from publisher.model import Entry, Note, Standing

LONGEST_NAME = 100
LONGEST = 64_000
"""In bytes, of what a note says itself; its feed may have to shorten it further."""


def render_content(
    edition: Edition, note: Note, entry: Entry, places: tuple[Place, ...], *, limit: int = LONGEST
) -> str:
    """Return the content of the entry that shows the announced *note* by its listing *entry*."""
    return _body(edition, entry, limit) + _quiet(
        edition, entry, [*_facts(edition, note, entry), *_homes(places)]
    )


def render_draft(edition: Edition, note: Note, entry: Entry, places: tuple[Place, ...], *, limit: int) -> str:
    """Return the content of the entry that asks for reviewers of *note*."""
    words = edition.words
    facts = [_since(edition, note, "standing.waiting_since"), *_place_and_author(edition, note, entry)]
    help_text = html.escape(words("feed.help"), quote=False)
    address = edition.address(entry)
    link = f" {_link(address, words('feed.help_link'))}" if address else ""
    ask = _paragraph(edition, entry, help_text + link)
    return _summary(edition, entry, limit) + _quiet(edition, entry, [*facts, *_homes(places)]) + ask


def _body(edition: Edition, entry: Entry, limit: int) -> str:
    if edition.settings.feed.content is Content.FULL:
        path = file_of(entry, edition.home)
        text = edition.texts.get(path, "") if path else ""
        whole = _whole(text, path or "", edition.home) if text else ""
        shown = whole if len(whole.encode()) <= limit else cut_html(whole, limit)
        if shown:
            return shown + ("" if shown is whole else _read_on(edition, entry))
    return _summary(edition, entry, limit)


def _summary(edition: Edition, entry: Entry, limit: int) -> str:
    """What the list says of the note; where it says nothing, the note's first paragraph."""
    source, path = entry.summary, entry.list
    if not source.strip() and (file := file_of(entry, edition.home)):
        source, path = _opening(edition.texts.get(file, "")), file
    rendered = render_inline(source, list=path, home=edition.home)
    if len(rendered.encode()) > limit:  # a character has four bytes at most
        rendered = html.escape(clip(plain(source), limit // 4), quote=False) if limit else ""
    if not rendered:
        return ""
    lang = f' lang="{entry.language}"' if entry.language != edition.language else ""
    return f"<p{lang}>{rendered}</p>"


# A note stands in several feeds, and each may try several limits.
@lru_cache(maxsize=4096)
def _whole(text: str, path: str, home: Home) -> str:
    return render_document(without_title(text), path=path, home=home)


@lru_cache(maxsize=4096)
def _opening(text: str) -> str:
    return first_paragraph(text)


def _read_on(edition: Edition, entry: Entry) -> str:
    address = edition.address(entry)
    return (
        _paragraph(edition, entry, _link(address, edition.words("feed.read_on"))) if address else "<p>…</p>"
    )


def _facts(edition: Edition, note: Note, entry: Entry) -> Iterator[str]:
    announcement = note.announcement
    if announcement is None:
        return
    words = edition.words
    yield _day(announcement.date)
    if note.standing is Standing.REVISING:
        yield _since(edition, note, "standing.revising_since")
    yield from _place_and_author(edition, note, entry)
    if announcement.pull_request is not None:
        label = words("feed.pull_request", number=announcement.pull_request)
        address = pull_url(edition.home, announcement.pull_request)
        yield _link(address, label) if address else html.escape(label, quote=False)
    if announcement.pending_since is not None:
        yield words("standing.pending_since", date=_day(announcement.pending_since))


def _place_and_author(edition: Edition, note: Note, entry: Entry) -> Iterator[str]:
    if label := section_label(edition.sections.headings(entry, edition.language)):
        yield html.escape(label, quote=False)
    if author := clip(one_line(note.author), LONGEST_NAME):
        yield html.escape(edition.words("feed.author", name=author), quote=False)


def _homes(places: tuple[Place, ...]) -> Iterator[str]:
    for place in places:
        yield _link(place.url, place.label, hreflang=place.language)


def _since(edition: Edition, note: Note, key: str) -> str:
    return edition.words(key, date=_day(note.waiting_since or note.seen))


def section_label(path: tuple[str, ...]) -> str:
    """Return the headings of *path* as one line."""
    return " › ".join(clip(one_line(title), 100) for title in path if one_line(title))


def _day(date: datetime) -> str:
    return date.date().isoformat()


def _quiet(edition: Edition, entry: Entry, facts: list[str]) -> str:
    return _paragraph(edition, entry, " · ".join(facts))


def _paragraph(edition: Edition, entry: Entry, inner: str) -> str:
    """A paragraph in our own words, which are the edition's where the entry's are not."""
    lang = f' lang="{edition.language}"' if entry.language != edition.language else ""
    return f"<p{lang}>{inner}</p>"


def _link(address: str, label: str, *, hreflang: str | None = None) -> str:
    language = f' hreflang="{html.escape(hreflang)}"' if hreflang else ""
    return f'<a href="{html.escape(address)}"{language}>{html.escape(label, quote=False)}</a>'
