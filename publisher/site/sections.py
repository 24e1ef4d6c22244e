"""The list's sections as a page names them: to choose from, and the busiest ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.model import Note, Publication
from publisher.site.reader import Piece, Reader
from publisher.site.timeline import Announced

DEPTH = 2
"""Heading levels that can be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section and how many notes it holds."""

    key: str
    """The same in every language; that of a subsection begins with its section's and a slash."""
    depth: int
    """0 for an upper section."""
    label: Piece
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusySection:
    """A section among the busiest."""

    label: Piece
    count: int
    share: int
    """Of the busiest one's count, in hundredths."""


def section_keys(note: Note, publication: Publication) -> tuple[str, ...]:
    """Keys of the sections that *note* is in, outermost first; empty when it is in none.

    They come from the listing in the list's own language, so that both languages' pages share them.
    """
    path = note.entry(publication.languages[0]).section[:DEPTH]
    parts = [_slug(name) for name in path]
    return tuple("/".join(parts[: count + 1]) for count in range(len(parts)))


def find_sections(notes: Iterable[Note], reader: Reader) -> tuple[SectionView, ...]:
    """Sections of *notes*, in the order in which they come; subsections after their section."""
    counts: Counter[str] = Counter()
    labels: dict[str, Counter[tuple[str, str]]] = {}
    for note in notes:
        entry = note.entry(reader.language)
        for depth, key in enumerate(section_keys(note, reader.publication)):
            counts[key] += 1
            shown = entry if depth < len(entry.section) else note.entry(reader.publication.languages[0])
            labels.setdefault(key, Counter())[shown.section[depth], shown.language] += 1
    order = {key: index for index, key in enumerate(counts)}
    keys = sorted(counts, key=lambda key: (order[key.split("/")[0]], key.count("/"), order[key]))
    return tuple(
        SectionView(
            key=key,
            depth=key.count("/"),
            label=reader.piece(*_label(labels[key], reader.language)),
            count=counts[key],
        )
        for key in keys
    )


def find_busiest(announced: Sequence[Announced], first_month: str, reader: Reader) -> tuple[BusySection, ...]:
    """The five innermost sections with most announcements since *first_month*."""
    recent = [a.note for a in announced if f"{a.announcement.date:%Y-%m}" >= first_month]
    sections = {section.key: section for section in find_sections(recent, reader)}
    inner = Counter(keys[-1] for note in recent if (keys := section_keys(note, reader.publication)))
    busiest = inner.most_common(5)
    return tuple(
        BusySection(label=sections[key].label, count=count, share=round(100 * count / busiest[0][1]))
        for key, count in busiest
    )


def _label(counts: Counter[tuple[str, str]], language: str) -> tuple[str, str]:
    """The commonest name in *language*, else in any."""
    own = {label: count for label, count in counts.items() if label[1] == language}
    return max(own or counts, key=lambda label: (own or counts)[label])


def _slug(name: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    return "-".join(words) or "section"
