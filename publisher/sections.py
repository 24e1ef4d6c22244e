"""Which heading is which section: through time, retitling and languages, told by the notes below it.

Everything here follows from the events in their order, so that a longer history never gives an older
section another slug. A rewritten one may tell less; what the ledger knows of the slugs goes before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, groupby

from publisher.model import Commit, Entry, Event, Note, SectionEnd, SectionName, SectionRecord, Standing

Path = tuple[str, ...]
"""The headings above an entry, outermost first."""
Key = tuple[str, Path]
"""A section as one list shows it: language and headings."""

LOWEST = 2
"""Sections below the second level have no feed of their own; their notes are in the feed above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading that notes stand below, or stood."""

    slug: str
    """ASCII, minted from the first title it had; never changes and is never used again."""
    paths: Mapping[str, Path]
    """The headings down to it, by language, as they were last."""
    notes: tuple[str, ...]
    """The ids of all notes that ever stood below it, in the order of their coming."""
    gone: datetime | None
    """When its last note went; None while it has one."""

    @property
    def depth(self) -> int:
        """1 for the upper headings."""
        return len(next(iter(self.paths.values())))

    def path(self, language: str) -> Path:
        """The headings in *language*, else in English, else in the language it was first seen in."""
        first = next(iter(self.paths.values()))
        return self.paths.get(language, self.paths.get("en", first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """All sections, in the order of their first appearance."""

    found: tuple[Section, ...]
    by_key: Mapping[Key, Section]
    records: tuple[SectionRecord, ...]
    """What is told of sections with a feed, in the order of time; then what was known, and history does not tell."""

    def of(self, entry: Entry) -> Section | None:
        """The section that *entry* stands in, the innermost; None above all headings."""
        return self.by_key.get((entry.language, entry.section))

    def headings(self, entry: Entry, language: str) -> Path:
        """What stands above *entry*, in *language* where the section has a name in it, else as the entry has it."""
        section = self.of(entry)
        return section.paths.get(language, entry.section) if section else entry.section

    def around(self, entry: Entry) -> tuple[Section, ...]:
        """All sections around *entry*, outermost first."""
        paths = (entry.section[:depth] for depth in range(1, len(entry.section) + 1))
        keys = ((entry.language, path) for path in paths)
        return tuple(self.by_key[key] for key in keys if key in self.by_key)


def find_sections(events: Iterable[Event], known: Iterable[SectionRecord] = ()) -> Sections:
    """Follow the sections through *events*, oldest first; those that are *known* keep their slugs, or are gone."""
    return next(follow_sections([events], known))


def follow_sections(
    parts: Iterable[Iterable[Event]], known: Iterable[SectionRecord] = ()
) -> Iterator[Sections]:
    """The sections as they are after each of the *parts* of a history's events, none of which divides a commit."""
    register = _Register(tuple(known))
    for events in parts:
        for _, group in groupby(events, key=lambda event: event.commit.id):
            # Of several events of one note in one commit the last one has its final standing.
            last = {event.note.id: event for event in group}
            register.read([event.note for event in last.values()], next(iter(last.values())).commit)
        yield register.sections()


@dataclass(slots=True)
class _Draft:
    """A section as far as the events have been read."""

    depth: int
    parent: int | None
    slug: str = ""
    keys: list[Key] = field(default_factory=list[Key])
    notes: dict[str, None] = field(default_factory=dict[str, None])
    gone: datetime | None = None
    out: bool = False
    """Whether it has a feed."""
    ends: int = 0
    """How often it was gone since it has one."""


@dataclass(slots=True)
class _Register:
    """What is known of the sections after some events."""

    told: tuple[SectionRecord, ...]
    """What readers know of them already."""
    drafts: list[_Draft] = field(default_factory=list[_Draft])
    known: dict[Key, int] = field(default_factory=dict[Key, int])
    """Which section a key means."""
    standing: Counter[Key] = field(default_factory=Counter[Key])
    """How many notes stand below a key."""
    where: dict[str, tuple[Key, ...]] = field(default_factory=dict[str, tuple[Key, ...]])
    """The keys that a standing note is below."""
    slugs: set[str] = field(default_factory=set[str])
    stood: dict[str, dict[int, None]] = field(default_factory=dict[str, dict[int, None]])
    """The sections that a note ever was below."""
    names: dict[Key, SectionName] = field(default_factory=dict[Key, SectionName])
    ends: dict[str, list[SectionEnd]] = field(default_factory=dict[str, list[SectionEnd]])
    """By slug, oldest first."""
    records: dict[SectionRecord, None] = field(default_factory=dict[SectionRecord, None])
    """What history tells, in its order."""
    reserved: frozenset[str] = frozenset()
    """The slugs of what readers know."""
    commit: Commit | None = None
    """The last one."""

    def __post_init__(self) -> None:
        for record in self.told:
            if isinstance(record, SectionName):
                self.names[record.language, record.headings] = record
            else:
                self.ends.setdefault(record.slug, []).append(record)
        self.reserved = frozenset(record.slug for record in self.told)

    def read(self, notes: list[Note], commit: Commit) -> None:
        """Take in the *notes* that one commit changed."""
        self.commit = commit
        before = {note.id: self.where.get(note.id, ()) for note in notes}
        for note in notes:
            keys = () if note.standing is Standing.REMOVED else tuple(dict.fromkeys(_keys(note)))
            self.standing.subtract(before[note.id])
            self.standing.update(keys)
            self.where[note.id] = keys
        made = len(self.drafts)
        for key, below in self._new_keys(notes).items():
            self._assign(key, below, before)
        for number in range(made, len(self.drafts)):
            self.drafts[number].slug = self._mint(number)
        touched: set[int] = set()
        for note in notes:
            for key in self.where[note.id]:
                self.drafts[self.known[key]].notes.setdefault(note.id)
                self.stood.setdefault(note.id, {}).setdefault(self.known[key])
            touched.update(self.known[key] for key in (*before[note.id], *self.where[note.id]))
        out = {number: None for note in notes if note.announcement for number in self.stood.get(note.id, ())}
        for draft in (self.drafts[number] for number in out):
            if draft.depth <= LOWEST:
                self._name(draft, commit)
        self._close(touched, commit)

    def _name(self, draft: _Draft, commit: Commit) -> None:
        """Write down what a section that has a feed is called, and when it had gone before."""
        for key in draft.keys:
            if key not in self.names:
                self.names[key] = SectionName(
                    slug=draft.slug, language=key[0], headings=key[1], date=commit.date, commit=commit.id
                )
            self.records.setdefault(self.names[key])
        if not draft.out and draft.gone:
            self._end(draft, commit)
        draft.out = True

    def _end(self, draft: _Draft, commit: Commit) -> None:
        """Write down that a section that has a feed is gone."""
        draft.gone = commit.date
        draft.ends += 1
        ends = self.ends.setdefault(draft.slug, [])
        if draft.ends > len(ends):
            ends.append(SectionEnd(slug=draft.slug, date=commit.date, commit=commit.id))
        self.records.setdefault(ends[draft.ends - 1])

    def _new_keys(self, notes: Iterable[Note]) -> dict[Key, list[str]]:
        """Keys that were never seen, in order, each with the ids of the notes below it."""
        found: dict[Key, list[str]] = defaultdict(list)
        for note in notes:
            for key in self.where[note.id]:
                if key not in self.known:
                    found[key].append(note.id)
        return found

    def _assign(self, key: Key, below: list[str], before: Mapping[str, tuple[Key, ...]]) -> None:
        """Find the section that *key* is a new name of, or make one."""
        number = self._elect(key, below, before)
        if number is None:
            number = len(self.drafts)
            parent = self.known.get((key[0], key[1][:-1]))
            self.drafts.append(_Draft(parent=parent, depth=len(key[1])))
        self.known[key] = number
        self.drafts[number].keys.append(key)

    def _elect(self, key: Key, below: list[str], before: Mapping[str, tuple[Key, ...]]) -> int | None:
        """The section that most notes below *key* name: in another language, else where they came from."""
        language, path = key
        abroad: Counter[int] = Counter()
        former: Counter[int] = Counter()
        translated = 0
        for note in below:
            beside = {
                self.known[each] for each in self.where[note] if each in self.known and each[0] != language
            }
            same_level = {number for number in beside if self.drafts[number].depth == len(path)}
            abroad.update(sorted(same_level))
            translated += bool(same_level)
            left = {
                self.known[each] for each in before[note] if each[0] == language and not self.standing[each]
            }
            former.update(sorted(number for number in left if self.drafts[number].depth == len(path)))
        # A note in one language says nothing of the other; a new note does say that this is no old section.
        for votes, voters in ((abroad, translated), (former, len(below))):
            for number, given in votes.most_common(1):
                if given * 2 > voters and not self._named(number, language):
                    return number
        return None

    def _named(self, number: int, language: str) -> bool:
        """Whether the section has a name in *language*, beside which another is another section."""
        return any(self.standing[key] for key in self.drafts[number].keys if key[0] == language)

    def _mint(self, number: int) -> str:
        draft = self.drafts[number]
        known = (self.names[key].slug for key in draft.keys if key in self.names)
        if (slug := next((slug for slug in known if slug not in self.slugs), None)) is None:
            slug = next(s for s in self._slugs(number) if s not in self.slugs and s not in self.reserved)
        self.slugs.add(slug)
        return slug

    def _slugs(self, number: int) -> Iterator[str]:
        """What the section may be called in addresses, the best first."""
        draft = self.drafts[number]
        titles = [path[-1] for language, path in draft.keys if language.partition("-")[0] == "en"]
        titles += [draft.keys[0][1][-1]]
        own = next((slug for slug in map(slugify, titles) if slug), f"section-{number + 1}")
        yield own
        if draft.parent is not None:
            yield f"{self.drafts[draft.parent].slug}-{own}"[:_LONGEST_PAIR].rstrip("-")
        yield from (f"{own}-{each}" for each in count(2))

    def _close(self, touched: Iterable[int], commit: Commit) -> None:
        for draft in (self.drafts[number] for number in sorted(touched)):
            if any(self.standing[key] for key in draft.keys):
                draft.gone = None
            elif draft.gone is None:
                draft.gone = commit.date
                if draft.out:
                    self._end(draft, commit)

    def sections(self) -> Sections:
        found = tuple(self._section(draft) for draft in self.drafts)
        lost = self._lost()
        return Sections(
            found=(*found, *lost),
            by_key={key: found[number] for key, number in self.known.items()},
            records=tuple(dict.fromkeys((*self.records, *self.told))),
        )

    def _lost(self) -> tuple[Section, ...]:
        """What readers know of, and history does not any more."""
        paths: dict[str, dict[str, Path]] = defaultdict(dict)
        for record in self.told:
            if isinstance(record, SectionName) and record.slug not in self.slugs:
                paths[record.slug][record.language] = record.headings
        if (commit := self.commit) is None:
            return ()
        for slug in paths:
            if slug not in self.ends:
                self.ends[slug] = [SectionEnd(slug=slug, date=commit.date, commit=commit.id)]
                self.records.setdefault(self.ends[slug][0])
        return tuple(
            Section(slug=slug, paths=names, notes=(), gone=self.ends[slug][-1].date)
            for slug, names in paths.items()
        )

    def _section(self, draft: _Draft) -> Section:
        # The latest name in each language, and one that stands before one that does not.
        ordered = sorted(draft.keys, key=lambda key: bool(self.standing[key]))
        latest = dict(ordered)
        paths = {language: latest[language] for language, _ in draft.keys}
        gone = self.ends[draft.slug][-1].date if draft.gone and draft.ends else draft.gone
        return Section(slug=draft.slug, paths=paths, notes=tuple(draft.notes), gone=gone)


def _keys(note: Note) -> Iterator[Key]:
    for entry in note.entries:
        for depth in range(1, len(entry.section) + 1):
            yield entry.language, entry.section[:depth]


_LONGEST = 60
_LONGEST_PAIR = 120
# Windows opens a device whatever the ending, and cannot check out a repository that has such a file.
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SAID = str.maketrans({"&": " and ", "+": " plus ", "#": " sharp ", "@": " at "})


def slugify(title: str) -> str:
    """Return *title* as lower-case ASCII words with hyphens; empty when it has none, as in Chinese."""
    ascii_only = unicodedata.normalize("NFKD", title.translate(_SAID)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > _LONGEST:
            break
        slug = f"{slug}-{word}" if slug else word[:_LONGEST]
    return f"section-{slug}" if _DEVICE.fullmatch(slug) else slug
