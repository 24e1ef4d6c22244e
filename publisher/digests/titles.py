"""The line that makes people open an issue: its number and its best titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from publisher.model import Note
from publisher.words import Words

SUBJECT_WIDTH = 78
"""Columns that mail programs show of a subject; a Han character takes two."""
PREHEADER_WIDTH = 110


def width(text: str) -> int:
    """Columns that *text* takes where Han characters take two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=65536)
def cut(text: str, columns: int) -> str:
    """*text*, or its beginning and ``…`` when it takes more than *columns*."""
    if width(text) <= columns:
        return text
    ends = accumulate(map(_columns, text))
    kept = text[: next(at for at, end in enumerate(ends) if end > columns - 1)]
    words = kept.rpartition(" ")[0]
    return (words if len(words) > len(kept) // 2 else kept).rstrip(" ,.;:，。；：、-—") + "…"


def best(notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes, those first that have most to offer: a summary, more languages, more homes.

    The same order in every language of the issue.
    """
    return tuple(sorted(notes, key=_merit, reverse=True))


def _merit(note: Note) -> tuple[bool, int, int]:
    homes = {alternate.link for entry in note.entries for alternate in entry.alternates}
    return any(entry.summary for entry in note.entries), len(note.languages), len(homes)


def subject_of(number: int, titles: Sequence[str], words: Words) -> tuple[str, str]:
    """The subject, and the preheader that goes on where it ends, made of *titles*, best first."""
    shown = 1
    while shown < len(titles) and width(_subject(number, titles, shown + 1, words)) <= SUBJECT_WIDTH:
        shown += 1
    subject = _subject(number, titles, shown, words)
    rest = titles[shown:]
    return subject, _preheader(rest, words) if rest else ""


def _subject(number: int, titles: Sequence[str], shown: int, words: Words) -> str:
    names = _joined([cut(title, 60 if shown == 1 else 48) for title in titles[:shown]], words)
    more = len(titles) - shown
    if more:
        names = words("digest.subject_more", n=more, titles=names, total=len(titles))
    if not number:
        return names
    return words("digest.subject", number=number, titles=names)


def _preheader(titles: Sequence[str], words: Words) -> str:
    shown = [cut(titles[0], PREHEADER_WIDTH)]
    for title in titles[1:]:
        if width(_joined([*shown, title], words)) > PREHEADER_WIDTH:
            break
        shown.append(title)
    return words("digest.preheader", titles=_joined(shown, words))


def _joined(titles: Sequence[str], words: Words) -> str:
    named = [words("digest.subject_title", title=title) for title in titles]
    joined = named[0]
    for title in named[1:]:
        joined = words("digest.subject_and", first=joined, second=title)
    return joined


def listed(names: Sequence[str], words: Words) -> str:
    """Names in a sentence: ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return words("digest.and", first=words("digest.list_separator").join(names[:-1]), last=names[-1])
