"""How well an entry that appeared fits a note, and when it cannot be it whatever else speaks for it.

The rules in order of trust; a better rule beats any number of worse ones, and within a rule the likeness of
title, section, description and place decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from publisher.links import Links, Target, owner_of
from publisher.markers import normal
from publisher.model import Entry


class Rule(IntEnum):
    """By what an entry was recognised; the higher, the more it is trusted."""

    PLACE = 1
    """The same description in the same place, whose old listing went in the same commit."""
    SIMILAR = 2
    """A similar title, whose old listing went from the list in the same commit."""
    TITLE = 3
    """The same title: across lists or languages, or when the old listing went; of a note removed before, with more."""
    ALTERNATE = 4
    """A home that both name."""
    TRANSLATION = 5
    """The same file in another language."""
    RENAME = 6
    """The same file after a rename that git saw."""
    LINK = 7
    """The same link."""


@dataclass(frozen=True, slots=True)
class Face:
    """An entry with what is compared of it."""

    entry: Entry
    target: Target
    title: str
    """Without case, punctuation and spaces."""
    homes: frozenset[str]
    """Keys of its alternates."""
    key: tuple[str, str] = ("", "")
    """Where it leads exactly, and its title: equal while it stands as it stood."""


class Faces:
    """Makes each entry's face once."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._made: dict[Entry, Face] = {}

    def of(self, entry: Entry) -> Face:
        """What is compared of *entry*."""
        if (face := self._made.get(entry)) is None:
            homes = frozenset(self._links.of(a.link).key for a in entry.alternates) - {""}
            target = self._links.of(entry.link)
            title = compact(entry.title)
            face = self._made[entry] = Face(entry, target, title, homes - {target.key}, (target.exact, title))
        return face


@lru_cache(maxsize=200_000)
def compact(text: str) -> str:
    """*text* without case, punctuation and spaces; signs when there is nothing else."""
    return normal(text).replace(" ", "") or text.strip()


_NUMBER = re.compile(r"\d+(?:\.\d+)*|\b[ivx]{1,4}\b|[一二三四五六七八九十]+", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+")
_COUNT = re.compile(r"(?<![^\W\d_])\d|\b[ivx]{1,4}\b|[一二三四五六七八九十]", re.IGNORECASE)
"""A number that is no part of a name, as that in ``HTML5`` is."""
_SHORTEST_HEAD = 4
_SHORTEST_PART = 4
_THE_SAME = 0.9
ALIKE = 0.8
"""Two titles that are so alike, or more, may be one."""


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1; ``owner/x`` is like ``x``, ``x-go`` like ``go.x``; with other numbers never alike."""
    a, b = normal(one), normal(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    (_, tail), (_, other_tail) = _parts(one), _parts(other)
    if same_head(one, other) and bool(tail) != bool(other_tail) and not _COUNT.search(tail + other_tail):
        return 0.9
    if _numbers(a) != _numbers(b):
        return 0.3 * fuzz.ratio(a, b) / 100
    names = one.rpartition("/")[2].strip(), other.rpartition("/")[2].strip()
    if ("/" in one) != ("/" in other) and compact(names[0]) == compact(names[1]):
        return 0.95
    if is_part(one, other):
        return 0.9
    if " " in a and sorted(a.split()) == sorted(b.split()):
        return 0.9
    return fuzz.ratio(a, b) / 100


def is_part(one: str, other: str) -> bool:
    """Whether one title is a good part of the other, and no more than a part."""
    short, long = sorted((compact(one), compact(other)), key=len)
    return short != long and is_inside(short, long) and len(short) * 3 >= len(long)


def is_inside(one: str, other: str) -> bool:
    """Whether one of two compact titles is in the other, and long enough to tell by."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PART and short in long


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two titles are alike for a reason, not by their letters alone."""
    return likeness(one, other) >= _THE_SAME and not is_part(one, other)


def same_head(one: str, other: str) -> bool:
    """Whether two titles are one up to the dash behind which they say more, or end."""
    (head, _), (other_head, _) = _parts(one), _parts(other)
    return head == other_head and len(head) >= _SHORTEST_HEAD


def head_of(title: str) -> str:
    """What stands before a title's dash, to be compared."""
    return _parts(title)[0]


@lru_cache(maxsize=100_000)
def _parts(title: str) -> tuple[str, str]:
    """What stands before a title's dash, to be compared, and what stands behind it."""
    head, *tail = _DASH.split(title, maxsplit=1)
    return compact(head), "".join(tail)


@lru_cache(maxsize=100_000)
def _numbers(title: str) -> tuple[str, ...]:
    return tuple(sorted(_NUMBER.findall(title)))


def numbers_of(title: str) -> tuple[str, ...]:
    """The numbers in a title, as they are compared, sorted."""
    return _numbers(normal(title))


def renumbered(one: str, other: str) -> bool:
    """Whether two titles are alike but for their numbers."""
    a, b = (_NUMBER.sub("0", normal(title)) for title in (one, other))
    return fuzz.ratio(a, b) >= 95


def alike(one: Face, other: Face) -> bool:
    """Whether two titles nearly agree, or one contains the other."""
    if one.title == other.title or is_inside(one.title, other.title):
        return True
    return likeness(one.entry.title, other.entry.title) >= _THE_SAME


def _agree(one: str, other: str) -> bool:
    """Whether most words of two titles are the same: enough for two lines that lead to one file."""
    a, b = normal(one).split(), normal(other).split()
    common = sum((Counter(a) & Counter(b)).values())
    return min(len(a), len(b)) > 2 and common >= 0.75 * max(len(a), len(b)) and likeness(one, other) > 0.5


def can_fuse(fresh: Face, stays: Face, *, new: bool) -> bool:
    """Whether two entries that stand in one list at one commit may be one note.

    *new* says that *stays* appeared in the same commit, too.
    """
    same_path = bool(fresh.target.folded) and fresh.target.folded == stays.target.folded
    if alike(fresh, stays):
        return same_path or _share(fresh, stays)
    if same_path and _agree(fresh.entry.title, stays.entry.title):
        return True
    promotes = fresh.entry.marker is None and stays.entry.marker is not None
    return same_path and promotes and not new


def _share(one: Face, other: Face) -> bool:
    keys = {one.target.key, *one.homes} & {other.target.key, *other.homes}
    return bool(keys - {""})


def bonus(fresh: Face, held: Face, *, near: float) -> float:
    """What decides between candidates of one rule, 0 to 1; *near* is 1 in the same place and 0 far away."""
    entry, other = fresh.entry, held.entry
    points = 4 * likeness(entry.title, other.title)
    points += 1.5 * (fresh.target.exact == held.target.exact)
    points += entry.list == other.list
    points += bool(entry.section) and entry.section == other.section
    points += bool(entry.summary) and entry.summary == other.summary
    points += 0.5 * (fresh.target.folded != "" and fresh.target.folded == held.target.folded)
    points += near
    return points / 10


_LINKED = re.compile(r"\[*\[[^\[\]]*\]\([^()\s]*\)\]*")
SHORTEST_SUMMARY = 24
NEARLY = 92
"""Per cent of two descriptions that nearly agree."""
_SHORTEST_OF_ONE_OWNER = 8


def kindred(one: Face, other: Face) -> bool:
    """Whether two addresses have a name in common, of an owner, a project or a host, or are both called after the title."""
    targets = one.target, other.target
    if not all(target.key for target in targets) or all(target.local for target in targets):
        return True
    shared = _names(one.target) & _names(other.target)
    return bool(shared) or _called_after(min(one.title, other.title, key=len), targets)


def _called_after(title: str, targets: Iterable[Target]) -> bool:
    return all(title in compact(_place_name(target)) for target in targets)


def says_more(one: Face, other: Face) -> bool:
    """Whether two titles are one up to a dash, and say something else behind it, but no other numbers."""
    if not same_head(one.entry.title, other.entry.title):
        return False
    tails = [_parts(face.entry.title)[1] for face in (one, other)]
    return _numbers(tails[0]) == _numbers(tails[1]) and _numbers(one.target.key) == _numbers(other.target.key)


def _names(target: Target) -> set[str]:
    """What an address is called after: ``owner`` and ``name`` of a project, the labels of a host but the last."""
    if owner_of(target):
        _, owner, name, *_ = target.key.split("/")
        return {compact(owner), compact(name)}
    return {compact(label) for label in target.key.partition("/")[0].split(".")[:-1]} - _COMMON_LABELS


_COMMON_LABELS = frozenset(("com", "co", "org", "net", "www", "app", "apps", "blog", "docs", "store"))


def same_owner(one: Face, other: Face) -> bool:
    """Whether both lead to projects of one owner on a forge, whose descriptions say the same."""
    summary = one.entry.summary
    owner = owner_of(one.target)
    return (
        bool(owner)
        and owner == owner_of(other.target)
        and len(summary) >= _SHORTEST_OF_ONE_OWNER
        and summary == other.entry.summary
    )


def same_project(one: Face, other: Face) -> bool:
    """Whether both lead to projects of one name on forges, and are titled alike but for owners: one got another owner."""
    if not (owner_of(one.target) and owner_of(other.target)):
        return False
    project, same = (compact(target.key.split("/")[2]) for target in (one.target, other.target))
    title, same_title = (compact(face.entry.title.rpartition("/")[2]) for face in (one, other))
    return project == same and title == same_title


_LONG_AWAY = 45
"""Days after which a title in its old section tells nothing any more."""


def returns(fresh: Face, held: Face, *, away: int) -> bool:
    """Whether an entry may be a note that was removed *away* days ago, if all it has of it is the title.

    Different works of one title follow one another in a list; another link has to be explained by something else.
    """
    one, other = fresh.target, held.target
    if not one.key or not other.key or (one.local and other.local):
        return True
    if _place_name(one) == _place_name(other) or _called_after(fresh.title, (one, other)):
        return True
    if same_description(fresh.entry, held.entry):
        return True
    same_words = normal(fresh.entry.title) == normal(held.entry.title)
    return same_words and fresh.entry.section == held.entry.section and away <= _LONG_AWAY


def _place_name(target: Target) -> str:
    """The owner of a project on a forge, else the host; empty for a file of the list."""
    if target.local:
        return ""
    return owner_of(target).partition("/")[2] or target.key.partition("/")[0]


def same_description(one: Entry, other: Entry) -> bool:
    """Whether two descriptions are long enough to tell a note by, and nearly agree."""
    return _nearly(one.summary, other.summary) or _nearly(said(one.summary), said(other.summary))


def _nearly(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_SUMMARY:
        return False
    return one == other or fuzz.ratio(one, other) >= NEARLY


@lru_cache(maxsize=100_000)
def said(summary: str) -> str:
    """A description without its links: they change with the note's own, and ``[Slides] [Website]`` tell no note."""
    return " ".join(_LINKED.sub(" ", summary).split()) if "](" in summary else summary
