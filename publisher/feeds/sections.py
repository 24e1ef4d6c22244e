"""Which heading is which section: through time, retitling and languages, told by the notes below it.

Everything here follows from the events in their order, so that a longer history never gives an older
section another slug.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from publisher.model import Entry, Event, Note, Standing

Path = tuple[str, ...]
"""The headings above an entry, outermost first."""
Key = tuple[str, Path]
"""A section as one list shows it: language and headings."""


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


def find_sections(events: Iterable[Event]) -> Sections:
    """Follow the sections through *events*, oldest first."""
    return next(follow_sections([events]))


def follow_sections(parts: Iterable[Iterable[Event]]) -> Iterator[Sections]:
    """The sections as they are after each of the *parts* of a history's events, none of which divides a commit."""
    register = _Register()
    for events in parts:
        for _, group in groupby(events, key=lambda event: event.commit.id):
            # Of several events of one note in one commit the last one has its final standing.
            last = {event.note.id: event for event in group}
            register.read([event.note for event in last.values()], next(iter(last.values())).date)
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


@dataclass(slots=True)
class _Register:
    """What is known of the sections after some events."""

    drafts: list[_Draft] = field(default_factory=list[_Draft])
    known: dict[Key, int] = field(default_factory=dict[Key, int])
    """Which section a key means."""
    standing: Counter[Key] = field(default_factory=Counter[Key])
    """How many notes stand below a key."""
    where: dict[str, tuple[Key, ...]] = field(default_factory=dict[str, tuple[Key, ...]])
    """The keys that a standing note is below."""
    slugs: set[str] = field(default_factory=set[str])

    def read(self, notes: list[Note], date: datetime) -> None:
        """Take in one commit's changed *notes*."""
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
            touched.update(self.known[key] for key in (*before[note.id], *self.where[note.id]))
        self._close(touched, date)

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
            for number, count in votes.most_common(1):
                if count * 2 > voters and not self._named(number, language):
                    return number
        return None

    def _named(self, number: int, language: str) -> bool:
        """Whether the section has a name in *language*, beside which another is another section."""
        return any(self.standing[key] for key in self.drafts[number].keys if key[0] == language)

    def _mint(self, number: int) -> str:
        draft = self.drafts[number]
        titles = [path[-1] for language, path in draft.keys if language.partition("-")[0] == "en"]
        titles += [draft.keys[0][1][-1]]
        own = next((slug for slug in map(slugify, titles) if slug), f"section-{number + 1}")
        candidates = [own]
        if draft.parent is not None:
            candidates.append(f"{self.drafts[draft.parent].slug}-{own}"[:_LONGEST_PAIR].rstrip("-"))
        slug = next((each for each in candidates if each not in self.slugs), None) or self._numbered(own)
        self.slugs.add(slug)
        return slug

    def _numbered(self, slug: str) -> str:
        number = 2
        while f"{slug}-{number}" in self.slugs:
            number += 1
        return f"{slug}-{number}"

    def _close(self, touched: Iterable[int], date: datetime) -> None:
        for number in touched:
            draft = self.drafts[number]
            stands = any(self.standing[key] for key in draft.keys)
            draft.gone = None if stands else draft.gone or date

    def sections(self) -> Sections:
        found = tuple(self._section(draft) for draft in self.drafts)
        return Sections(found=found, by_key={key: found[number] for key, number in self.known.items()})

    def _section(self, draft: _Draft) -> Section:
        # The latest name in each language, and one that stands before one that does not.
        ordered = sorted(draft.keys, key=lambda key: bool(self.standing[key]))
        latest = dict(ordered)
        paths = {language: latest[language] for language, _ in draft.keys}
        return Section(slug=draft.slug, paths=paths, notes=tuple(draft.notes), gone=draft.gone)


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
