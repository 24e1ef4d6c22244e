"""Where else a note lives: its other languages, its page on Zhihu, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.addresses import note_address
from publisher.characters import clip, one_line
from publisher.forges import Home
from publisher.model import Alternate, Entry, Note
from publisher.words import Words, own_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One more home of a note."""

    url: str
    label: str
    """What the place is called in the reader's language; a language is called what it calls itself."""
    language: str | None


def find_places(note: Note, shown: Entry, *, home: Home, words: Words) -> tuple[Place, ...]:
    """Return the other homes of *note* than the one that its entry *shown* links to, each address once."""
    found: dict[str, Place] = {}
    primary = note_address(home, shown.link)
    for alternate in _alternates(note, shown):
        url = note_address(home, alternate.link)
        if url and url != primary and url not in found:
            label = _label(alternate, words)
            found[url] = Place(url=url, label=label, language=alternate.language)
    return tuple(found.values())


def _alternates(note: Note, shown: Entry) -> Iterator[Alternate]:
    """The note in other languages first, then what its entries name, those of *shown* first."""
    for language in note.languages:
        if language != shown.language:
            yield Alternate(label=language, link=note.entry(language).link, language=language)
    yield from shown.alternates
    for entry in note.entries:
        yield from entry.alternates


def _label(alternate: Alternate, words: Words) -> str:
    if alternate.language:
        return own_name(alternate.language)
    key = f"home.{alternate.label}"
    return words(key) if key in words else clip(one_line(alternate.label), 60) or one_line(alternate.link)
