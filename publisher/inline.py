"""One block's inline source to tokens, as GitHub's dialect reads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from publisher.gfm.reader import IMAGE, LINK, TEXT, Reader
from publisher.gfm.shown import Shown
from publisher.gfm.tokens import Token, TokenKind

__all__ = ["NO_DEFINITIONS", "Token", "TokenKind", "excerpt", "parse_inline", "plain_text"]

NO_DEFINITIONS: Mapping[str, str] = MappingProxyType({})

_SPACE = " \t\n\v\f\r"
_collapse = re.compile(r"[ \t\n\v\f\r]+").sub


# No mark in it but those of one link, which it may begin with: most items of most lists. In no group stands an address.
_find_simple = re.compile(
    r"(?:\[([^\\`*_~\[\]<&\n@]*[^\\`*_~\[\]<&@\s][^\\`*_~\[\]<&\n@]*)\]\(([^\x00-\x20\x7f\s()<>\\&]+)\))?([^\\`*_~\[\]<&\n@]*)"
).fullmatch


def _is_simple(source: str) -> re.Match[str] | None:
    found = _find_simple(source)
    if found is None or source != source.strip(_SPACE):
        return None
    for text in found.group(1, 3):
        if text and ("://" in text or "www." in text):
            return None
    return found


def parse_inline(source: str, definitions: Mapping[str, str] = NO_DEFINITIONS) -> tuple[Token, ...]:
    """The tokens of *source*, in order; neighbouring text with the same flags is one token."""
    if found := _is_simple(source):
        return tuple(_simple_tokens(found))
    shown = Shown()
    for reader, offset in _read(source, definitions):
        shown.show(reader, offset)
    return shown.finish()


def _simple_tokens(found: re.Match[str]) -> Iterator[Token]:
    text, target, rest = found.groups()
    if target:
        yield Token(
            kind=TokenKind.LINK, text=text.strip(_SPACE), start=0, end=found.end(2) + 1, target=target
        )
    if rest:
        yield Token(kind=TokenKind.TEXT, text=rest, start=found.start(3), end=found.end(3))


def plain_text(source: str, definitions: Mapping[str, str] = NO_DEFINITIONS) -> str:
    """*source* as a reader of the page sees it: without images, line breaks as spaces, stripped."""
    tokens = parse_inline(source, definitions)
    return _collapse(
        " ", "".join(token.text for token in tokens if token.kind is not TokenKind.IMAGE)
    ).strip()


def excerpt(source: str, start: int, end: int, definitions: Mapping[str, str] = NO_DEFINITIONS) -> str:
    """The source from *start* to *end*, stripped, without references to footnotes and emphasis marks whose partner is outside.

    Both ends are ends of tokens, or of the marks behind one.
    """
    if _is_simple(source):
        return source[start:end].strip()
    left_out: list[tuple[int, int]] = []
    for reader, offset in _read(source, definitions):
        notes = [
            node for node in reader.nodes if node.kind == TEXT and not node.text and node.start < node.end
        ]
        left_out += [(n.start + offset, n.end + offset) for n in notes if start <= n.start + offset < end]
        for span in reader.spans:
            marks = (span.opens - span.size + offset, span.closes + offset)
            inside = [mark for mark in marks if start <= mark < end]
            left_out += [(mark, mark + span.size) for mark in inside if len(inside) == 1]
    kept = []
    at = start
    for begin, stop in sorted(left_out):
        kept.append(source[at:begin])
        at = stop
    return "".join([*kept, source[at:end]]).strip()


def _read(source: str, definitions: Mapping[str, str]) -> Iterator[tuple[Reader, int]]:
    """Each paragraph of *source*, read, and where it begins."""
    offset = 0
    for paragraph in source.split("\n\n"):
        text = paragraph.strip(_SPACE)
        if text:
            yield _read_paragraph(text, definitions), offset + paragraph.index(text[0])
        offset += len(paragraph) + 2


def _read_paragraph(source: str, definitions: Mapping[str, str]) -> Reader:
    """*source* with its loose links, if it has any that no link to GitHub overlaps."""
    reader = Reader(source, definitions)
    if not reader.candidates:
        return reader
    taken = [(node.start, node.end) for node in reader.nodes if node.kind in (LINK, IMAGE) and not node.auto]
    starts = [start for start, _ in taken]
    loose = {}
    for close, (start, target, end) in reader.candidates.items():
        index = bisect_right(starts, start) - 1
        if index < 0 or taken[index][1] <= start:
            loose[close] = (target, end)
    return Reader(source, definitions, loose) if loose else reader


_LONGEST_SUMMARY = 3_000
"""No description of 40 real lists has half as many characters; what has more is a whole text, or an attack."""


_LONGEST_WORD = 60


def bounded(summary: str) -> str:
    """*summary*, cut at a word and ended with ``…`` when it is no summary any more; no code, tag or link is left open."""
    if len(summary) <= _LONGEST_SUMMARY:
        return summary
    cut = summary[: _LONGEST_SUMMARY - 1]
    if cut.count("`") % 2:
        cut = cut[: cut.rindex("`")]
    for opening, closing in (("<", ">"), ("](", ")"), ("[", "]")):
        at = cut.rfind(opening)
        if at > cut.rfind(closing):
            cut = cut[: cut.rfind("[", 0, at) if opening == "](" else at]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(cut) - len(at_word) <= _LONGEST_WORD else cut).rstrip() + "…"
