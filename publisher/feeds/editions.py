"""One language of a publication: what all its feeds are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from publisher.addresses import note_address, web_address
from publisher.characters import clip, one_line, public_name
from publisher.config import Settings
from publisher.feeds.atom import MEDIA_TYPE
from publisher.feeds.document import Feed, Link
from publisher.sections import Sections, find_sections
from publisher.forges import Home, home_url, list_url
from publisher.ids import feed_id
from publisher.model import Entry, Note, Publication, Standing
from publisher.words import Words, own_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The publication for the readers of one language."""

    publication: Publication
    settings: Settings
    language: str
    title: str
    """What the list calls itself in this language; another one in each edition."""
    sections: Sections
    texts: Mapping[str, str]
    """The notes' own files, Markdown by repository path, as far as they were read."""
    sequence: tuple[str, ...]
    """The ids of all notes that ever were announced, in the order that archives count by."""
    announced: tuple[Note, ...]
    """Those that the history still knows, oldest announcement first, as they stand at the tip."""
    words: Words = field(compare=False)

    @property
    def home(self) -> Home:
        return self.publication.home

    @property
    def base(self) -> str:
        """The address of the output folder with its final slash; empty when it is not known."""
        return self.settings.site_url and f"{self.settings.site_url.rstrip('/')}/"

    @property
    def page(self) -> str | None:
        """The page for people in this language; without one, the list itself."""
        if self.base:
            first = self.language == self.publication.languages[0]
            return self.base if first else f"{self.base}index.{self.language}.html"
        entries = (entry for note in self.standing for entry in note.entries)
        path = next((entry.list for entry in entries if entry.language == self.language), "")
        address = (list_url(self.home, path) if path else None) or home_url(self.home)
        return web_address(address) if address else None

    @property
    def standing(self) -> Iterator[Note]:
        """The notes that a list still shows, in its order."""
        return (note for note in self.publication.notes if note.standing is not Standing.REMOVED)

    @property
    def beginning(self) -> datetime:
        """The first event's date: when a feed that had no entry yet was last new."""
        first = next(iter(self.publication.events), None)
        return first.date if first else self.publication.tip.date

    def address(self, entry: Entry) -> str | None:
        """Where people read what *entry* lists."""
        return note_address(self.home, entry.link)

    def frame(
        self,
        *,
        name: str,
        path: str,
        title: str,
        subtitle: str,
        updated: datetime,
        links: tuple[Link, ...] = (),
    ) -> Feed:
        """A feed without its entries; *name* is what its id is made of, empty for the feed itself."""
        return Feed(
            id=feed_id(self.publication, name, self.language),
            title=title,
            subtitle=subtitle,
            language=self.language,
            path=path,
            base=self.base,
            page=self.page,
            updated=updated,
            author=public_name(self.title) or self.title,
            entries=(),
            links=links,
        )

    def links(self, rel: str, path: str, *, language: str = "") -> tuple[Link, ...]:
        """The link to the document at *path*; none when its address is not known."""
        if not self.base:
            return ()
        title = own_name(language) if language else ""
        return (Link(href=self.base + path, rel=rel, type=MEDIA_TYPE, hreflang=language, title=title),)

    def siblings(self, pattern: str) -> tuple[Link, ...]:
        """Links to the same feed in the other languages, which *pattern* has ``{language}`` for."""
        others = (language for language in self.publication.languages if language != self.language)
        return tuple(
            link
            for language in others
            for link in self.links("related", pattern.format(language=language), language=language)
        )


def newest_date(announced: Iterable[Note]) -> datetime | None:
    """Return the date of the newest announcement, of removed notes too: a feed's date never goes back."""
    return max((note.announcement.date for note in announced if note.announcement), default=None)


def find_editions(
    publication: Publication, settings: Settings, texts: Mapping[str, str]
) -> tuple[Edition, ...]:
    """Return the editions of *publication*, that of the list's own language first."""
    sections = find_sections(publication.events, publication.sections, tip=publication.tip)
    titles = _titles(publication, settings)
    sequence = publication.sequence or tuple(event.note.id for event in publication.events if event.announced)
    return tuple(
        Edition(
            publication=publication,
            settings=settings,
            language=language,
            title=titles[language],
            sections=sections,
            texts=texts,
            sequence=sequence,
            announced=_announced(publication, sequence),
            words=Words(language),
        )
        for language in publication.languages
    )


def _announced(publication: Publication, sequence: tuple[str, ...]) -> tuple[Note, ...]:
    notes = {note.id: note for note in publication.notes}
    dated = [
        (announcement.date, notes[each])
        for each in sequence
        if each in notes and (announcement := notes[each].announcement)
    ]
    return tuple(note for _, note in sorted(dated, key=lambda pair: pair[0]))


_LONGEST_TITLE = 200


def _titles(publication: Publication, settings: Settings) -> dict[str, str]:
    """The list's title in each language; where two would be called the same, the language is added."""
    languages = publication.languages
    own = {
        each: clip(one_line(settings.title.get(each) or publication.titles.get(each, "")), _LONGEST_TITLE)
        for each in languages
    }
    name = publication.home.path.rpartition("/")[2] or publication.authority or "publisher"
    known = next((title for title in own.values() if title), name)
    titles = {each: own[each] or known for each in languages}
    twice = {title for title in titles.values() if [*titles.values()].count(title) > 1}
    return {
        each: Words(each)("feed.title_language", title=title, language=own_name(each))
        if title in twice and each != languages[0]
        else title
        for each, title in titles.items()
    }
