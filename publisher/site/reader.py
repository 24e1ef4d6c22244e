"""Whom a page is for: one language's reader, and how notes look in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from publisher.addresses import note_address
from publisher.characters import one_line, percent_encoded
from publisher.forges import pull_url
from publisher.homes import find_places
from publisher.model import Entry, Note, Publication, Standing
from publisher.scripts import language_of_text
from publisher.site.summary import summary_html
from publisher.words import Words, own_name

_LATIN = "en"
"""What `language_of_text` answers for every text in Latin script."""
_OTHER_SCRIPTS = frozenset("ar bn el fa he hi ja ko ru th uk zh".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text with the language to mark it with."""

    text: str
    """Plain, or `Markup` where it is HTML."""
    language: str = ""
    """For the ``lang`` attribute; empty when it is the page's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """A link to the same note elsewhere."""

    label: Piece
    url: str
    hreflang: str = ""
    """Empty when the language there is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note as a page shows it."""

    anchor: str
    """Its ``id`` on every page, and its fragment: ASCII, the same for ever."""
    title: Piece
    url: str | None
    """None when no address is known."""
    summary: Piece
    """HTML; empty text when there is none."""
    section: Piece
    """The headings above it, outermost first, as one text."""
    author: str
    homes: tuple[HomeView, ...]
    date: str = ""
    """When it was announced, ISO 8601 in UTC; empty for one that never was."""
    pull_request: int | None = None
    pull_url: str | None = None
    pending_since: str = ""
    """The day it had been drafted, for a promoted note."""
    waiting_since: str = ""
    """The day since when it has waited for a reviewer."""
    revising_since: str = ""
    """The same day, for one that had been announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The reader of one language's pages."""

    publication: Publication
    language: str

    @property
    def words(self) -> Words:
        """Our own words in this language."""
        return Words(self.language)

    @property
    def tag(self) -> str:
        """For the ``lang`` attribute."""
        return html_tag(self.language)

    def piece(self, text: str, language: str) -> Piece:
        """*text* of a list in *language*, marked when it is not in the page's own."""
        tag = html_tag(_language_of_piece(text, language))
        return Piece(text=text, language="" if tag == self.tag else tag)

    def own_name(self, language: str) -> Piece:
        """What *language* calls itself."""
        return self.piece(own_name(language), language)

    def title(self, note: Note) -> Piece:
        """What *note* is called in this language, else in the one that it has; never empty."""
        entry = note.entry(self.language)
        return self.piece(one_line(entry.title) or one_line(entry.link) or note.id, entry.language)

    def note(self, note: Note, section: Piece) -> NoteView:
        """*note*, which stands in *section*, in this language, else in the one that it has."""
        entry = note.entry(self.language)
        home = self.publication.home
        announcement = note.announcement
        pull = announcement.pull_request if announcement else None
        return NoteView(
            anchor=anchor(note.id),
            title=self.title(note),
            url=note_address(home, entry.link),
            summary=Piece(
                text=summary_html(entry, home), language=self.piece(entry.summary, entry.language).language
            ),
            section=section,
            author=author_of(note),
            homes=self._homes(note, entry),
            date=f"{announcement.date:%Y-%m-%dT%H:%M:%SZ}" if announcement else "",
            pull_request=pull,
            pull_url=pull_url(home, pull) if pull else None,
            pending_since=_day(announcement.pending_since if announcement else None),
            waiting_since=_day(note.waiting_since),
            revising_since=_day(note.waiting_since) if note.standing is Standing.REVISING else "",
        )

    def _summary(self, entry: Entry) -> Piece:
        html = summary_html(entry, self.publication.home)
        return Piece(text=html, language=self.piece(entry.summary, entry.language).language)

    def _homes(self, note: Note, shown: Entry) -> tuple[HomeView, ...]:
        places = find_places(note, shown, home=self.publication.home, words=self.words)
        return tuple(
            HomeView(
                label=self.piece(place.label, place.language or self.language),
                url=place.url,
                hreflang=html_tag(place.language or ""),
            )
            for place in places
        )


def author_of(note: Note) -> str:
    """Whom to thank for *note*."""
    return one_line(note.announcement.author if note.announcement else note.author)


def html_tag(language: str) -> str:
    """The tag for a ``lang`` attribute; the region chooses the glyphs of Chinese."""
    return "zh-CN" if language == "zh" else language


def anchor(note: str) -> str:
    """The fragment of the note with the id *note*; no id of the pages' own has a slash."""
    return "note/" + percent_encoded(note, safe="/:@!$'()*+,;=-._~")


def _language_of_piece(text: str, language: str) -> str:
    """A Chinese list's title may be English all the same, and the other way round."""
    spoken = language_of_text(text)
    main = language.partition("-")[0]
    if spoken == _LATIN:
        return _LATIN if main in _OTHER_SCRIPTS else language
    if main == spoken or (main == "ja" and spoken == "zh"):
        return language
    return spoken


def _day(date: datetime | None) -> str:
    return f"{date:%Y-%m-%d}" if date else ""
