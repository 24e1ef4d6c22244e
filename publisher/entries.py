"""A list's Markdown to its entries.

::

    text ── blocks ── items, rows ── what each says ── entries, with section, marker and homes
                                          └──────────── skipped, with the reason
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from publisher.asked import Asked, Memo
from publisher.blocks import Block, Document, Heading, Item, Row, parse_document
from publisher.inline import bounded, plain_text
from publisher.items import Listed, Named, Shape, read_item
from publisher.labels import (
    holds_no_notes,
    is_generic,
    is_pointing,
    language_label,
    names_a_thing,
    names_contents,
)
from publisher.languages import language_of_name
from publisher.links import FRAGMENT, Links, Target, is_badge, is_profile, label_of
from publisher.lists import is_community_file
from publisher.markers import Markers
from publisher.model import Alternate, Entry
from publisher.rows import TableReader
from publisher.scripts import language_of_text

_SUMMARY_LABEL = re.compile(
    r"^(?:description|introduction|intro|summary|about|简介|介绍|描述|说明|摘要)\s*[:：]\s*", re.IGNORECASE
)
QUOTED, WITHOUT_NOTES, OF_PEOPLE = "in a quotation", "in a section without notes", "in a section of people"
"""Why all of a section is skipped."""
FEWEST_PEOPLE = 3
"""A section with fewer is none of people."""
_OTHERS = 2
"""So many other entries for each that is named like a home say that it is none."""
_SIBLINGS = 3
"""So many below one entry are entries: a thing among them is no home of the entry above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A listing that is no entry."""

    reason: str
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one version of a list says."""

    path: str
    language: str
    title: str
    """The document's first heading of the first level; empty when it has none."""
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]


class Reader:
    """Reads versions of lists, each item once however often it occurs."""

    def __init__(self, *, links: Links, markers: Markers) -> None:
        self._links = links
        self._markers = markers
        self._items: Memo[tuple[str, bool | None, str], Listed] = Memo()
        self._tables = TableReader(markers)
        self._people: dict[str, bool] = {}

    def read(self, text: str, *, path: str, lists: frozenset[str]) -> Reading:
        """Read the *text* of the list at *path* in a tree whose lists are *lists*: links to those are no entries."""
        document = parse_document(text)
        language = language_of_name(path) or language_of_text(text)
        walk = _Walk(self, path=path, language=language, lists=lists, definitions=document.definitions)
        walk.take(document)
        return Reading(
            path=path,
            language=language,
            title=walk.title,
            entries=tuple(walk.finished()),
            skipped=tuple(walk.skipped),
        )

    def walk(
        self,
        blocks: Sequence[Block],
        *,
        path: str,
        language: str,
        lists: Container[str],
        definitions: Mapping[str, str],
        headings: tuple[Section, ...],
        tops: int,
    ) -> Walked:
        """Read *blocks*, around which nothing is open, under *headings*, in a text with *tops* headings of the first level.

        The entries do not say on which lines they are.
        """
        asked = Asked(definitions)
        walk = _QuietWalk(
            self, path=path, language=language, lists=lists, definitions=asked,
            sections=list(headings), tops=tops,
        )  # fmt: skip
        walk.take_passage(blocks)
        entries = walk.entries
        found = tuple([entry for entry in entries if entry is not None])
        boxes: tuple[int, ...] = ()
        if walk.boxes:
            places = [number for number, entry in enumerate(entries) if entry is not None]
            boxes = tuple([places.index(box) for box in walk.boxes])
        return Walked(
            headings=tuple(walk.sections)
            if any(isinstance(block, Heading) for block in blocks)
            else headings,
            found=found,
            people=self.count_people(found),
            homes=sum([is_home(entry) for entry in found]),
            boxes=boxes,
            boxed=walk.boxed,
            asked=frozenset(asked.seen) if asked.seen else NO_LABELS,
        )

    def count_people(self, entries: Iterable[Entry]) -> int:
        """How many of *entries* are people."""
        return sum([self._is_person(entry.link) for entry in entries])

    def _is_person(self, link: str) -> bool:
        known = self._people.get(link)
        if known is None:
            known = self._people[link] = is_profile(self.target(link, ""))
        return known

    def are_people(self, section: Sequence[Entry]) -> bool:
        """Whether a section with these entries is one of people."""
        people = self.count_people(section)
        return people >= FEWEST_PEOPLE and people * 10 >= len(section) * 9

    def find_doubtful(self, section: Sequence[Entry]) -> frozenset[int]:
        """Which of a section's entries are none: all in one of people, and homes of what its heading names."""
        if self.are_people(section):
            return frozenset(range(len(section)))
        homes = frozenset(number for number, entry in enumerate(section) if is_home(entry))
        return frozenset() if len(section) - len(homes) >= _OTHERS * len(homes) else homes

    def item(self, item: Item, language: str, definitions: Mapping[str, str]) -> Listed:
        """What one item says."""

        def read(asked: Mapping[str, str]) -> Listed:
            return read_item(
                item.text, markers=self._markers, language=language, checked=item.checked, definitions=asked
            )

        return self._items.get((item.text, item.checked, language), definitions, read)

    def rows(
        self, rows: list[Row], language: str, definitions: Mapping[str, str]
    ) -> tuple[Listed | None, ...]:
        """What the rows of one table say."""
        return self._tables.read(rows, language=language, definitions=definitions)

    def target(self, written: str, path: str) -> Target:
        """Where a link in the list at *path* goes."""
        return self._links.read(written, list=path)

    def is_about_the_project(self, target: Target) -> bool:
        """Whether a link goes to a page that a forge makes of the list's own repository."""
        return self._links.is_about_the_project(target)

    def last(self, description: str) -> tuple[str, str] | None:
        """The marker that a description ends with, and the rest of it."""
        return self._markers.last(description)

    def holds(self, heading: str) -> bool:
        """Whether a heading puts its section on hold."""
        return self._markers.heading(heading)


def is_home(entry: Entry) -> bool:
    """Whether an entry is named like a home of something else, and says no more: whether it is one its section tells."""
    title = entry.title
    return is_generic(title) and not entry.summary and bool(entry.link) and not names_a_thing(title)


NO_LABELS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what it says of what is below it."""

    level: int
    title: str
    marker: str | None
    silent: bool
    contents: bool
    """Whether it only says that sections follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a passage says."""

    headings: tuple[Section, ...]
    """Those over what follows it."""
    found: tuple[Entry, ...]
    people: int
    """How many of what is found are people."""
    homes: int
    """How many are named like homes."""
    boxes: tuple[int, ...]
    """Which of what is found are drafts made of an unticked box without a link."""
    boxed: bool
    """Whether an item with a link has a box."""
    asked: frozenset[str]
    """Labels whose definitions, there or not, have a say in it."""


@dataclass(slots=True)
class _Above:
    """An item above the current one: the entry it made, or the label it is."""

    depth: int
    entry: int | None
    label: str
    marker: str | None
    boxed: bool
    """Whether it has a box: boxes below it are then steps of its own."""
    entitled: bool = False
    """Whether the entry is made of its text, and of homes below it."""


@dataclass(slots=True)
class _Walk:
    """One pass over one document."""

    reader: Reader
    path: str
    language: str
    lists: Container[str]
    definitions: Mapping[str, str]
    title: str = ""
    entries: list[Entry | None] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    above: list[_Above] = field(default_factory=list)
    first: int = 0
    """Where the entries of the current passage begin."""
    boxes: list[int] = field(default_factory=list)
    """Drafts made of an unticked box without a link."""
    below: Counter[int] = field(default_factory=Counter[int])
    """How many entries stand right below each entry of the current passage."""
    things: list[tuple[int, int, Entry]] = field(default_factory=list)
    """Homes of the current passage that may be entries about things: where they would stand, and below which one."""
    boxed: bool = False
    """Whether any item with a link has a box: then boxes say how far notes are, and are no plan of work."""
    tops: int = 0

    def take(self, document: Document) -> None:
        self.tops = count_tops(document.blocks)
        for begin, end in pairwise(dict.fromkeys((0, *document.passages, len(document.blocks)))):
            self.take_passage(document.blocks[begin:end])

    def take_passage(self, passage: Sequence[Block]) -> None:
        """Take blocks around which nothing is open: nothing stands above them but headings."""
        self.above.clear()
        self.below.clear()
        self.things.clear()
        self.first = len(self.entries)
        for is_row, blocks in groupby(passage, key=lambda block: isinstance(block, Row)):
            if is_row:
                self._tables(blocks)
                continue
            for block in blocks:
                if isinstance(block, Heading):
                    self._heading(block)
                elif isinstance(block, Item):
                    self._item(block)
        self._take_things()

    def _take_things(self) -> None:
        """Make entries of homes named like things that stand among entries: ``[npm](…)`` below one about programs."""
        for place, parent, thing in self.things:
            above = self.entries[parent]
            if self.below[parent] >= _SIBLINGS and above is not None:
                self.entries[place] = thing
                homes = tuple(home for home in above.alternates if home.link != thing.link)
                self.entries[parent] = replace(above, alternates=homes)

    def finished(self) -> Iterator[Entry]:
        """Yield the entries, without boxes that are a plan of work, sections of people, and homes of headings."""
        drafts = frozenset(self.boxes if not self.boxed else ())
        found = [entry for n, entry in enumerate(self.entries) if entry is not None and n not in drafts]
        for _, section in groupby(found, key=lambda entry: entry.section):
            entries = list(section)
            doubtful = self.reader.find_doubtful(entries)
            for number, entry in enumerate(entries):
                if number not in doubtful:
                    yield entry
                else:
                    reason = Shape.HOMES if is_home(entry) else OF_PEOPLE
                    self._skip(reason, entry.line, entry.title)

    def _heading(self, heading: Heading) -> None:
        self.above.clear()
        title = re.sub(r"\s+", " ", plain_text(heading.text, self.definitions)).strip()
        while self.sections and self.sections[-1].level >= heading.level:
            self.sections.pop()
        if heading.level == 1 and not self.title:
            self.title = title
        marker = title if self.reader.holds(title) else None
        self.sections.append(
            Section(heading.level, title, marker, holds_no_notes(title), names_contents(title))
        )

    def _silent(self) -> bool:
        """Whether the innermost heading says that no notes follow; outer ones often stand over the whole list."""
        return bool(self.sections) and self.sections[-1].silent

    def _item(self, item: Item) -> None:
        while self.above and self.above[-1].depth >= item.depth:
            self.above.pop()
        if item.quoted or self._silent():
            return self._skip(QUOTED if item.quoted else WITHOUT_NOTES, item.line, item.text)
        listed = self.reader.item(item, self.language, self.definitions)
        self._entitle(listed, item)
        if listed.shape is Shape.ENTRY and not listed.names_itself:
            self._no_title_above()
        if self._parent() is not None and listed.names_itself:
            listed = replace(listed, shape=Shape.HOMES, alternates=(Named(listed.title, listed.target),))
        made = self._take(listed, item.line, item.text, item.checked)
        parent = self._parent()
        if made is None and listed.shape is Shape.LABEL:
            made = self._label(listed, item, parent)
        elif made is None and listed.shape is Shape.HOMES and parent is not None:
            self._add_homes(parent, listed.alternates)
            self._add_thing(parent, listed, item)
        elif made is not None and item.checked is not None and listed.target:
            self.boxed = True
        marker = listed.marker if listed.shape is Shape.LABEL and item.checked is None else None
        if listed.shape is Shape.LABEL and marker is None and self.reader.holds(listed.title):
            marker = listed.title
        label = listed.title if listed.shape is Shape.LABEL else ""
        if made is not None:
            self._no_box_above()
            if parent is not None:
                self.below[parent] += 1
        self.above.append(_Above(item.depth, made, label, marker, item.checked is not None))

    def _entitle(self, listed: Listed, item: Item) -> None:
        """Make an entry of what stands above an item that holds nothing but homes: its title.

        That is the item above; or the heading, when the item only points (``Read more``).
        """
        above = self.above[-1] if self.above else None
        if listed.shape is not Shape.HOMES or (above is not None and above.entry is not None):
            return
        links = [self.reader.target(named.target, self.path) for named in listed.alternates]
        if not links or any(self._refusal(target) for target in links):
            return
        if any(names_a_thing(named.text) for named in listed.alternates):
            return
        if above is not None and above.label and not is_generic(above.label):
            title, above.label = above.label, ""
            languages = [language_label(named.text) for named in listed.alternates]
            own = links[languages.index(self.language) if self.language in languages else 0]
            self.entries.append(self._entry(title, own, listed, item.line, listed.alternates))
            above.entry, above.entitled = len(self.entries) - 1, True
        elif above is None and self.sections and all(is_pointing(named.text) for named in listed.alternates):
            self._point(links[0], listed, item.line)

    def _point(self, target: Target, listed: Listed, line: int) -> None:
        """Make an entry of the heading above, unless one of the same passage leads there already."""
        heading = self.sections[-1]
        beside = self.entries[self.first :]
        if heading.level == 1 or not heading.title or any(e and e.link == target.link for e in beside):
            return
        self.sections.pop()
        self.entries.append(self._entry(heading.title, target, listed, line, ()))
        self.sections.append(heading)

    def _no_title_above(self) -> None:
        """What has notes below it is a section, whatever homes stood there as well."""
        above = self.above[-1] if self.above else None
        if above is not None and above.entitled and above.entry is not None:
            entry = self.entries[above.entry]
            self.entries[above.entry] = None
            above.entry, above.label, above.entitled = None, entry.title if entry else "", False

    def _parent(self) -> int | None:
        """The entry right above the current item, if what is above it is an entry."""
        return self.above[-1].entry if self.above else None

    def _label(self, listed: Listed, item: Item, parent: int | None) -> int | None:
        """An item without a link: a draft if its box is unticked, the description of the entry above, or a label."""
        if item.checked is False and listed.title and (parent is None or not self.above[-1].boxed):
            self.entries.append(self._entry(listed.title, Target(link=""), listed, item.line, ()))
            self.boxes.append(len(self.entries) - 1)
            return len(self.entries) - 1
        if parent is None or (entry := self.entries[parent]) is None:
            return None
        if listed.marker and not listed.title and item.checked is None:
            self.entries[parent] = replace(entry, marker=entry.marker or listed.marker)
        elif not entry.summary and len(listed.title) > 1:
            text = _SUMMARY_LABEL.sub("", item.text.partition("\n")[0].strip())
            marker, text = self.reader.last(text) or (None, text)
            self.entries[parent] = replace(entry, summary=bounded(text), marker=entry.marker or marker)
        return None

    def _no_box_above(self) -> None:
        """A box with notes below it is a section, not a draft."""
        for above in self.above:
            if above.entry is not None and above.entry in self.boxes:
                self.boxes.remove(above.entry)
                entry = self.entries[above.entry]
                self.entries[above.entry] = None
                above.entry, above.label = None, entry.title if entry else ""

    def _add_homes(self, parent: int, homes: tuple[Named, ...]) -> None:
        if (entry := self.entries[parent]) is not None:
            more = tuple(a for a in self._alternates(homes, entry.link) if a not in entry.alternates)
            self.entries[parent] = replace(entry, alternates=entry.alternates + more)

    def _add_thing(self, parent: int, listed: Listed, item: Item) -> None:
        target = self.reader.target(listed.target, self.path) if names_a_thing(listed.title) else None
        if target is not None and not target.local and not self._refusal(target):
            self.things.append(
                (len(self.entries), parent, self._entry(listed.title, target, listed, item.line, ()))
            )
            self.entries.append(None)

    def _tables(self, blocks: Iterable[Block]) -> None:
        rows = [block for block in blocks if isinstance(block, Row)]
        for _, group in groupby(rows, key=lambda row: (row.header, len(row.cells), row.quoted)):
            table = list(group)
            if table[0].quoted or self._silent():
                reason = QUOTED if table[0].quoted else WITHOUT_NOTES
                for row in table:
                    self._skip(reason, row.line, " | ".join(row.cells))
                continue
            for row, listed in zip(
                table, self.reader.rows(table, self.language, self.definitions), strict=True
            ):
                if listed is not None:
                    if listed.shape is Shape.LABEL and listed.marker:
                        self.entries.append(self._entry(listed.title, Target(link=""), listed, row.line, ()))
                    else:
                        self._take(listed, row.line, " | ".join(row.cells), None)

    def _take(self, listed: Listed, line: int, text: str, checked: bool | None) -> int | None:
        """Make the entries that *listed* is; the number of the first, or None."""
        listed = self._named(listed)
        if listed.shape is Shape.LABEL or (listed.shape is Shape.HOMES and self._parent() is not None):
            return None
        if listed.shape is Shape.EMPTY and checked is False:
            self.entries.append(self._entry(listed.title, Target(link=""), listed, line, ()))
            return len(self.entries) - 1
        if listed.shape is not Shape.ENTRY:
            self._skip(listed.shape.value, line, text)
            return None
        target = self.reader.target(listed.target, self.path)
        if reason := self._refusal(target):
            self._skip(reason, line, text)
            return None
        self.entries.append(self._entry(listed.title or target.link, target, listed, line, listed.alternates))
        made = len(self.entries) - 1
        for named in listed.more:
            other = self.reader.target(named.target, self.path)
            if not self._refusal(other):
                self.entries.append(self._entry(named.text, other, listed, line, ()))
        return made

    def _named(self, listed: Listed) -> Listed:
        """*listed*, or the entry about a thing whose name elsewhere is that of a home: ``[Go](https://…)``."""
        if listed.shape is not Shape.HOMES or self.above:
            return listed
        first = listed.alternates[0]
        name = Named(listed.title, listed.target) if listed.target else first
        alone = len(listed.alternates) == 1 and names_a_thing(first.text)
        if not (listed.target or alone) or self.reader.target(name.target, self.path).local:
            return listed
        homes = tuple(home for home in listed.alternates if home.target != name.target)
        return replace(listed, shape=Shape.ENTRY, title=name.text, target=name.target, alternates=homes)

    def _refusal(self, target: Target) -> str:
        if target is FRAGMENT or target.key == FRAGMENT.key:
            return "table of contents"
        if not target.link:
            return "empty link"
        if target.local and is_community_file(target.path):
            return "link to a file about the repository"
        if is_badge(target):
            return "link to a badge"
        if self.reader.is_about_the_project(target):
            return "link to a page about the repository"
        return "link to a list" if target.local and target.path in self.lists else ""

    def _entry(
        self, title: str, target: Target, listed: Listed, line: int, homes: tuple[Named, ...]
    ) -> Entry:
        labels = tuple(above.label for above in self.above if above.label)
        marker = listed.marker or next((a.marker for a in reversed(self.above) if a.marker), None)
        marker = marker or next((s.marker for s in reversed(self.sections) if s.marker), None)
        headings = tuple(
            s.title
            for s in self.sections
            if s.title and (s.level > 1 or self.tops > 1) and (s is self.sections[-1] or not s.contents)
        )
        return Entry(title=title, link=target.link, list=self.path, language=self.language, section=headings + labels,
                     summary=bounded(listed.summary), alternates=self._alternates(homes, target.link), marker=marker,
                     status=listed.status, line=self._place(line))  # fmt: skip

    def _alternates(self, homes: tuple[Named, ...], own: str) -> tuple[Alternate, ...]:
        found: dict[str, Alternate] = {}
        for named in homes:
            target = self.reader.target(named.target, self.path)
            if (
                not target.link
                or target.key == FRAGMENT.key
                or target.link == own
                or (target.local and target.path in self.lists)
            ):
                continue
            language = language_label(named.text)
            label = language or label_of(target)
            found.setdefault(target.link, Alternate(label=label, link=target.link, language=language))
        return tuple(found.values())

    def _skip(self, reason: str, line: int, text: str) -> None:
        self.skipped.append(Skipped(reason=reason, line=line, text=text.partition("\n")[0][:120]))

    def _place(self, line: int) -> int:
        return line


class _QuietWalk(_Walk):
    """The same without a record of what is no entry, of blocks that do not know their lines."""

    def _skip(self, reason: str, line: int, text: str) -> None:
        pass

    def _place(self, line: int) -> int:
        return 0


def count_tops(blocks: Iterable[Block]) -> int:
    """How many of *blocks* are headings of the first level."""
    return sum([isinstance(block, Heading) and block.level == 1 for block in blocks])
