"""What search results can be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.model import Note
from publisher.site.reader import Piece, author_of
from publisher.site.sections import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter."""

    value: str
    label: Piece
    count: int
    """How many notes there are of it."""
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One thing to choose by."""

    name: str
    """``section``, ``year``, ``author`` or ``language``: the name in the address too."""
    choices: tuple[Choice, ...]


def find_filters(notes: Sequence[Note], outline: Outline) -> tuple[Filter, ...]:
    """The filters that leave a choice among *notes*."""
    years = Counter(f"{note.announcement.date:%Y}" for note in notes if note.announcement)
    authors = Counter(sorted(author_of(note) for note in notes))
    filters = (
        Filter(name="section", choices=_sections(notes, outline)),
        Filter(name="year", choices=_choices(sorted(years.items(), reverse=True))),
        Filter(name="author", choices=_choices(authors.most_common())),
        Filter(name="language", choices=_languages(notes, outline)),
    )
    return tuple(each for each in filters if len(each.choices) > 1)


def _sections(notes: Iterable[Note], outline: Outline) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=section.key,
            label=section.label,
            count=section.count,
            indent="\N{EM SPACE}" * (section.depth - 1),
        )
        for section in outline.view(notes)
    )


def _languages(notes: Iterable[Note], outline: Outline) -> tuple[Choice, ...]:
    counts = Counter(language for note in notes for language in note.languages)
    return tuple(
        Choice(value=language, label=outline.reader.own_name(language), count=counts[language])
        for language in outline.reader.publication.languages
        if counts[language]
    )


def _choices(counts: Iterable[tuple[str, int]]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=Piece(text=value), count=count) for value, count in counts)
