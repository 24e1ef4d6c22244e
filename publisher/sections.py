"""Which heading is which section: through time, retitling and languages, told by the notes below it.

Everything here follows from the events in their order, so that a longer history never gives an older
section another slug. A rewritten one may tell less; what the ledger knows of the slugs goes before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count, groupby

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
    ended: datetime | None = None
    """When it was last gone while it had a feed, though it may be back."""

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


def find_sections(
    events: Iterable[Event], known: Sequence[SectionRecord] = (), *, tip: Commit | None = None
) -> Sections:
    """Follow the sections through *events*, oldest first; those that are *known* keep their slugs, or are gone.

    One that was known, and is gone now for no event's sake, is so since the *tip*.
    """
    return next(follow_sections([events], known, tip=tip))


def follow_sections(
    parts: Iterable[Iterable[Event]], known: Sequence[SectionRecord] = (), *, tip: Commit | None = None
) -> Iterator[Sections]:
    """The sections as they are after each of the *parts* of a history's events, none of which divides a commit."""
    follower, names = _Follower(), _Names(known)
    for events in parts:
        for _, group in groupby(events, key=lambda event: event.commit.id):
            # Of several events of one note in one commit the last one has its final standing.
            last = {event.note.id: event for event in group}
            tip = next(iter(last.values())).commit
            follower.read([event.note for event in last.values()], tip)
        yield _sections(follower, names, tip)


@dataclass(slots=True)
class _Draft:
    """A section as far as the events have been read."""

    depth: int
    parent: int | None
    keys: list[Key] = field(default_factory=list[Key])
    born: int = 0
    """How many keys it began with."""
    notes: dict[str, None] = field(default_factory=dict[str, None])
    gone: datetime | None = None
    out: bool = False
    """Whether it has a feed."""
    ended: bool = False
    """Whether it was said that it is gone."""


@dataclass(frozen=True, slots=True)
class _Said:
    """That a section with a feed has a name, or is gone."""

    number: int
    key: Key | None
    """None: it is gone."""
    commit: Commit

    def record(self, slug: str) -> SectionRecord:
        date, commit = self.commit.date, self.commit.id
        if self.key is None:
            return SectionEnd(slug=slug, date=date, commit=commit)
        language, headings = self.key
        return SectionName(slug=slug, language=language, headings=headings, date=date, commit=commit)


@dataclass(slots=True)
class _Follower:
    """Which heading is which section, and which of them notes stand below."""

    drafts: list[_Draft] = field(default_factory=list[_Draft])
    known: dict[Key, int] = field(default_factory=dict[Key, int])
    """Which section a key means."""
    standing: Counter[Key] = field(default_factory=Counter[Key])
    """How many notes stand below a key."""
    where: dict[str, tuple[Key, ...]] = field(default_factory=dict[str, tuple[Key, ...]])
    """The keys that a standing note is below."""
    waiting: dict[str, dict[int, None]] = field(default_factory=dict[str, dict[int, None]])
    """The sections that a note was below, and that get a feed when it is announced."""
    said: list[_Said] = field(default_factory=list[_Said])

    def read(self, notes: list[Note], commit: Commit) -> None:
        """Take in the *notes* that one commit changed."""
        before = {note.id: self.where.get(note.id, ()) for note in notes}
        for note in notes:
            keys = () if note.standing is Standing.REMOVED else tuple(dict.fromkeys(_keys(note)))
            self.standing.subtract(before[note.id])
            self.standing.update(keys)
            self.where[note.id] = keys
        made = len(self.drafts)
        new = self._new_keys(notes)
        for key, below in new.items():
            self._assign(key, below, before)
        for draft in self.drafts[made:]:
            draft.born = len(draft.keys)
        for key in new:
            if self.drafts[self.known[key]].out:
                self.said.append(_Said(self.known[key], key, commit))
        touched: set[int] = set()
        for note in notes:
            for key in self.where[note.id]:
                self._stand(note, self.known[key])
            touched.update(self.known[key] for key in (*before[note.id], *self.where[note.id]))
            if note.announcement is not None:
                for number in self.waiting.pop(note.id, ()):
                    self._publish(number, commit)
        self._close(touched, commit)

    def _stand(self, note: Note, number: int) -> None:
        draft = self.drafts[number]
        draft.notes.setdefault(note.id)
        if not draft.out and draft.depth <= LOWEST:
            self.waiting.setdefault(note.id, {}).setdefault(number)

    def _publish(self, number: int, commit: Commit) -> None:
        """Let a section have a feed, whatever became of it meanwhile."""
        draft = self.drafts[number]
        if draft.out:
            return
        draft.out = True
        self.said += (_Said(number, key, commit) for key in draft.keys)
        # It is closed again below, now for those who follow it.
        draft.gone = None
        self._close((number,), commit)

    def _close(self, touched: Iterable[int], commit: Commit) -> None:
        """Say of the sections that were *touched* that they are gone, or back."""
        for number in sorted(touched):
            draft = self.drafts[number]
            if stands := [key for key in draft.keys if self.standing[key]]:
                draft.gone = None
                if draft.ended:
                    self.said.append(_Said(number, stands[-1], commit))
                    draft.ended = False
            elif draft.gone is None:
                draft.gone = commit.date
                if draft.out:
                    self.said.append(_Said(number, None, commit))
                    draft.ended = True

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

    def section(self, draft: _Draft, slug: str, ended: datetime | None) -> Section:
        # The latest name in each language, and one that stands before one that does not.
        ordered = sorted(draft.keys, key=lambda key: bool(self.standing[key]))
        latest = dict(ordered)
        return Section(
            slug=slug,
            paths={language: latest[language] for language, _ in draft.keys},
            notes=tuple(draft.notes),
            gone=(ended or draft.gone) if draft.gone else None,
            ended=ended,
        )


class _Names:
    """Gives sections their slugs: those that readers know, or new ones."""

    def __init__(self, known: Sequence[SectionRecord]) -> None:
        self.known: dict[str, list[SectionRecord]] = defaultdict(list)
        """By slug, in their order."""
        self.slugs: list[str] = []
        """By number of the section."""
        self._by_key: dict[Key, dict[str, None]] = defaultdict(dict)
        self._taken: set[str] = set()
        for record in known:
            self.known[record.slug].append(record)
            if isinstance(record, SectionName):
                self._by_key[record.language, record.headings].setdefault(record.slug)

    def mint(self, drafts: Sequence[_Draft]) -> None:
        """Name the sections that have no slug yet."""
        for number in range(len(self.slugs), len(drafts)):
            known = (slug for key in drafts[number].keys for slug in self._by_key.get(key, ()))
            slug = next((slug for slug in known if slug not in self._taken), None)
            if slug is None:
                own = self._own(drafts, number)
                slug = next(each for each in own if each not in self._taken and each not in self.known)
            self.slugs.append(slug)
            self._taken.add(slug)

    def _own(self, drafts: Sequence[_Draft], number: int) -> Iterator[str]:
        """What a section may be called in addresses, the best first."""
        draft = drafts[number]
        keys = draft.keys[: draft.born]
        titles = [path[-1] for language, path in keys if language.partition("-")[0] == "en"]
        titles += [keys[0][1][-1]]
        own = next((slug for slug in map(slugify, titles) if slug), f"section-{number + 1}")
        yield own
        if draft.parent is not None:
            yield f"{self.slugs[draft.parent]}-{own}"[:_LONGEST_PAIR].rstrip("-")
        yield from (f"{own}-{each}" for each in count(2))


def _sections(follower: _Follower, names: _Names, tip: Commit | None) -> Sections:
    names.mint(follower.drafts)
    ours = [said.record(names.slugs[said.number]) for said in follower.said]
    own: dict[str, list[SectionRecord]] = {slug: [] for slug in names.slugs}
    for record in ours:
        own[record.slug].append(record)
    # What a history that was rewritten may tell otherwise than readers were told.
    otherwise = {
        slug: _agree(known, own.get(slug, []), tip)
        for slug, known in names.known.items()
        if not set(known) <= set(own.get(slug, []))
    }
    told = own | otherwise
    found = tuple(
        follower.section(draft, slug, _last_end(told[slug]))
        for draft, slug in zip(follower.drafts, names.slugs, strict=True)
    )
    lost = (_lost(slug, told[slug]) for slug in otherwise if slug not in own)
    records = (*(record for record in ours if record.slug not in otherwise), *chain(*otherwise.values()))
    return Sections(
        found=(*found, *lost),
        by_key={key: found[number] for key, number in follower.known.items()},
        records=tuple(dict.fromkeys(records)),
    )


def _agree(
    known: Sequence[SectionRecord], own: Sequence[SectionRecord], tip: Commit | None
) -> list[SectionRecord]:
    """What is told of a section after its *known* records, when its *own* ones are not these: what changed since."""
    was_gone, is_gone = isinstance(known[-1], SectionEnd), not own or isinstance(own[-1], SectionEnd)
    if was_gone and is_gone:
        return [*known]
    if not own:
        return [*known, SectionEnd(slug=known[-1].slug, date=tip.date, commit=tip.id)] if tip else [*known]
    keys = {(each.language, each.headings) for each in known if isinstance(each, SectionName)}
    fresh = [
        each for each in own if isinstance(each, SectionName) and (each.language, each.headings) not in keys
    ]
    return [*known, *fresh, *(own[-1:] if was_gone != is_gone else ())]


def _lost(slug: str, told: Sequence[SectionRecord]) -> Section:
    """A section that readers know of, and history does not any more."""
    paths = {each.language: each.headings for each in told if isinstance(each, SectionName)} or {
        "en": (slug,)
    }
    ended = _last_end(told)
    return Section(slug=slug, paths=paths, notes=(), gone=ended, ended=ended)


def _last_end(told: Iterable[SectionRecord]) -> datetime | None:
    return max((each.date for each in told if isinstance(each, SectionEnd)), default=None)


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
