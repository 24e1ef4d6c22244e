"""Lists of which next to nothing is read: they hold many links, and few of them are entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from publisher.blocks import Block, Heading, Item, Paragraph, Row, parse_document
from publisher.entries import OF_PEOPLE, QUOTED, WITHOUT_NOTES, Reading
from publisher.inline import TokenKind, parse_inline

_FEWEST_LINKS = 50
_FEWEST_SHARE = 0.1
"""Of its links that are entries; descriptions and other homes hold links, too."""
_APART = frozenset((QUOTED, WITHOUT_NOTES, OF_PEOPLE))
"""Why lines of a list that has entries are none: rightly."""
_PLACES: dict[type[Block], str] = {
    Row: "rows of tables that name nothing",
    Item: "items that are no entries",
    Paragraph: "prose, not in items of a list or in rows of a table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One list of which next to nothing is read."""

    list: str
    """Its path."""
    links: int
    entries: int
    reason: str
    """Why, as far as can be told."""

    def __str__(self) -> str:
        few = f"only {self.entries:,}" if self.entries else "none"
        return f"{few} of its {self.links:,} links became an entry: {self.reason}"


def find_unread(
    readings: Sequence[Reading], texts: Mapping[str, str], reasons: Mapping[str, str]
) -> Iterator[Unread]:
    """Those of *readings*, whose texts are *texts* by path; *reasons* says in words why something was skipped."""
    for reading in readings:
        entries = len(reading.entries)
        apart = {each.line for each in reading.skipped if each.reason in _APART} if entries else set[int]()
        places = _count_links(texts.get(reading.path, ""), apart)
        links = places.total()
        if links >= _FEWEST_LINKS and entries < links * _FEWEST_SHARE:
            reason = _find_reason(reading, places, reasons)
            yield Unread(list=reading.path, links=links, entries=entries, reason=reason)


def _find_reason(reading: Reading, places: Counter[str], reasons: Mapping[str, str]) -> str:
    skipped = Counter(each.reason for each in reading.skipped)
    for reason, count in skipped.most_common(1):
        if count * 2 >= places.total():
            return f"{count:,} lines were skipped, as {reasons.get(reason, reason)}"
    (place, count), *_ = places.most_common(1)
    return f"{count:,} stand in {place}"


def _count_links(text: str, apart: AbstractSet[int]) -> Counter[str]:
    """How many links stand in which sort of place, but for those in the lines *apart*, into the list itself, and pictures."""
    document = parse_document(text)
    found: Counter[str] = Counter()
    for block in document.blocks:
        if isinstance(block, Heading) or block.line in apart:
            continue
        sources = block.cells if isinstance(block, Row) else (block.text,)
        tokens = [token for source in sources for token in parse_inline(source, document.definitions)]
        links = [t for t in tokens if t.kind is TokenKind.LINK and t.text.strip() and t.target.strip()]
        found[_PLACES[type(block)]] += sum(not link.target.startswith("#") for link in links)
    return found
