"""Which note that history tells is which one of the ledger, by what either was ever known by.

A history that was rewritten, a list that moved, or newer rules of ours may tell the same notes under other ids. Notes
are matched one to one, by the link, the file, the title or the home that they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from publisher.evidence import compact
from publisher.ledger import Guise
from publisher.links import Links


class Sort(IntEnum):
    """What two notes may share; the higher, the more it is trusted."""

    ID = 1
    HOME = 2
    TITLE = 3
    FOLD = 4
    LINK = 5


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing that a note was ever known by."""

    sort: Sort
    key: str


Traits = Mapping[str, AbstractSet[Trait]]
"""By the note's id."""


def find_traits(guises: Iterable[tuple[str, Guise]], links: Links) -> dict[str, set[Trait]]:
    """What each note was known by, of its id and its *guises*."""
    found: dict[str, set[Trait]] = {}
    for id, guise in guises:
        traits = found.setdefault(id, {Trait(Sort.ID, id)})
        traits.update(trait for trait in _traits_of(guise, links) if trait.key)
    return found


def _traits_of(guise: Guise, links: Links) -> Iterator[Trait]:
    for link in guise.links:
        target = links.of(link)
        yield Trait(Sort.LINK, target.exact)
        yield Trait(Sort.FOLD, target.folded)
    for home in guise.homes:
        yield Trait(Sort.HOME, links.of(home).key)
    for title in guise.words:
        yield Trait(Sort.TITLE, compact(title))


def find_matches(mined: Traits, known: Traits, told: AbstractSet[str]) -> dict[str, str]:
    """Which mined note is which *known* one: the most trusted shared trait first, then all that they share.

    So a note that kept all it was known by is always itself. Of equals, one that was *told* to readers comes first.
    """
    holders: dict[Trait, list[str]] = defaultdict(list)
    for other, traits in known.items():
        for trait in traits:
            holders[trait].append(other)
    shared: dict[tuple[str, str], list[Sort]] = defaultdict(list)
    for id, traits in mined.items():
        for trait in traits:
            for other in holders.get(trait, ()):
                shared[id, other].append(trait.sort)
    ranked = sorted(
        shared.items(),
        key=lambda pair: (-max(pair[1]), -sum(pair[1]), pair[0][1] not in told, pair[0]),
    )
    matches: dict[str, str] = {}
    taken: set[str] = set()
    for (id, other), _ in ranked:
        if id not in matches and other not in taken:
            matches[id] = other
            taken.add(other)
    return matches


def find_parts(
    mined: Traits, known: Traits, matches: Mapping[str, str], told: AbstractSet[str]
) -> dict[str, str]:
    """Mined notes that readers know as a part of another one, and of which: id to mined id.

    The ledger says that a note which was told is known by something that its match never had, and a note without a
    match has it: one note for the rules that wrote the ledger, and two for ours.
    """
    lost: dict[Trait, str] = {}
    for id, other in matches.items():
        if other in told:
            lost.update({trait: id for trait in known[other] - mined[id] if trait.sort is not Sort.ID})
    parts: dict[str, str] = {}
    for id, traits in mined.items():
        found = [(trait.sort, trait.key, lost[trait]) for trait in traits if trait in lost]
        if id not in matches and found:
            parts[id] = max(found)[2]
    return parts
