"""The list's sections as a page names them: to choose from, and the busiest ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.characters import one_line
from publisher.model import Entry, Note
from publisher.sections import Section, Sections
from publisher.site.activity import month_name
from publisher.site.reader import Piece, Reader
from publisher.site.timeline import Announced

DEPTH = 2
"""Heading levels that can be chosen, and that have feeds."""
_BUSIEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section and how many notes it holds."""

    key: str
    """Its slug, the same in every language and in the paths of its feeds."""
    depth: int
    """1 for an upper section."""
    label: Piece
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusySection:
    """A section among the busiest."""

    label: Piece
    count: int
    share: int
    """Of the busiest one's count, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections as the reader of one language sees them."""

    sections: Sections
    reader: Reader

    def keys(self, note: Note) -> tuple[str, ...]:
        """Slugs of the sections that *note* is in, outermost first; empty when it is in none."""
        return tuple(dict.fromkeys(section.slug for section in self._around(note)))

    def view(self, notes: Iterable[Note]) -> tuple[SectionView, ...]:
        """Sections of *notes*, in the order in which they come; subsections after their section."""
        counts: Counter[str] = Counter()
        found: dict[str, Section] = {}
        upper: dict[str, str] = {}
        for note in notes:
            around = self._around(note)
            counts.update({section.slug for section in around})
            for section in around:
                found.setdefault(section.slug, section)
                upper.setdefault(section.slug, around[0].slug)
        order = {key: index for index, key in enumerate(found)}
        return tuple(
            SectionView(key=key, depth=found[key].depth, label=self.label(found[key]), count=counts[key])
            for key in sorted(found, key=lambda key: (order[upper[key]], order[key]))
        )

    def busiest(self, announced: Sequence[Announced], first_month: str) -> tuple[BusySection, ...]:
        """The innermost sections with most announcements since *first_month*."""
        recent = [a.note for a in announced if month_name(a.announcement.date) >= first_month]
        labels = {view.key: view.label for view in self.view(recent)}
        inner = Counter(keys[-1] for note in recent if (keys := self.keys(note))).most_common(_BUSIEST)
        return tuple(
            BusySection(label=labels[key], count=count, share=round(100 * count / inner[0][1]))
            for key, count in inner
        )

    def place(self, entry: Entry) -> Piece:
        """The headings above *entry*, outermost first, in the reader's language where they have one."""
        section = self.sections.of(entry)
        path, language = entry.section, entry.language
        if section and self.reader.language in section.paths:
            path, language = section.paths[self.reader.language], self.reader.language
        return self.reader.piece(one_line(" › ".join(path)), language)

    def label(self, section: Section) -> Piece:
        """What *section* is called in the reader's language, else in one that it has."""
        path = section.path(self.reader.language)
        language = next((each for each, other in section.paths.items() if other == path), "en")
        return self.reader.piece(one_line(path[-1]), language)

    def _around(self, note: Note) -> tuple[Section, ...]:
        # By the listing in the list's own language, so that an address with a filter means the same
        # on every language's page.
        entry = note.entry(self.reader.publication.languages[0])
        return self.sections.around(entry)[:DEPTH]
