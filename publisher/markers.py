"""What says that an entry is not out yet, and where it may say so.

A marker is a whole bracketed tag (``[Pending Review]``, ``【未完成】``), a sign (🚧), an unticked box, a status cell
or a heading. Words inside prose are never one: "a todo app" and "unfinished business" are what notes are about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from publisher.vocabulary import words

_PHRASES = words("markers", "phrases")

_ONLY_IN_FRONT = words("markers", "only in front")
_OF_SUBJECTS = words("markers", "of subjects")
_NOT_OVER_SECTIONS = words("markers", "not over sections")
_AROUND = re.compile(
    r"^(?:(?:the|my|our|all|some|notes?|articles?|部分|以下)\s+)*(.*?)\s*(?:notes?|articles?|entries|posts|papers|items|list|section|parts?|translations?"
    r"|(?:的)?(?:部分|笔记|文章|内容|列表|条目|教程|文档|篇目))?$"
)

SIGNS = words("markers", "signs")
"""Signs that mark an entry when they stand beside its link or at an end of its title."""
_CELL_SIGNS = SIGNS | words("markers", "cell signs")
_DONE_SIGNS = words("markers", "done signs")
_DONE_WORDS = words("markers", "done words")
_STATUS_HEADERS = words("markers", "status headers")
_PUNCTUATION = re.compile(r"[\s\W_]+", re.UNICODE)
_VARIATION = re.compile("[\ufe0e\ufe0f\u200d]")
_ENDS = frozenset("])】）」*_`.。>")
# What a line ends with: a tag, also an emphasised one; bold words; code or italics that are a sentence of their own.
_LAST = re.compile(
    r"(?<![A-Za-z0-9\])\\!])(?:<[a-z][^<>]*>\s*)*(?P<style>\*\*|__|[*_`]|)"
    r"(?:\\?\[(?P<a>[^\[\]\n]{1,60})\]|【(?P<b>[^【】\n]{1,60})】|\((?P<c>[^()\n]{1,60})\)|（(?P<d>[^（）\n]{1,60})）|「(?P<e>[^「」\n]{1,60})」)"
    r"(?P=style)(?:</[a-z]+>)*[.。]?\s*$"
    r"|(?<![A-Za-z0-9*_])(?P<bold>\*\*|__)(?P<f>[^*_\n]{1,60})(?P=bold)[.。]?\s*$"
    r"|(?:(?<=[.!?:;—–])\s|(?<=[。！？：；]))\s*(?P<mark>[`*_])(?P<g>[^`*_\n]{1,60})(?P=mark)[.。]?\s*$"
)


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """*text* for comparison with the vocabulary: compatible forms, lower case, one space for all that is no letter."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _PUNCTUATION.sub(" ", plain).strip()


def bare(text: str) -> str:
    """*text* without variation selectors, so that one sign has one spelling."""
    return text if text.isascii() else _VARIATION.sub("", text)


@dataclass(frozen=True, slots=True)
class Markers:
    """The vocabulary of one list: the built-in one and the list's own phrases and signs."""

    phrases: frozenset[str]
    signs: frozenset[str]

    def tag(self, text: str) -> bool:
        """Whether a tag in front of an entry, without its brackets, is a marker."""
        plain = bare(text).strip()
        return plain in self.signs or normal(self._without_signs(plain)) in self.phrases

    def behind(self, text: str) -> bool:
        """The same for a tag at the end of a title or behind the link, where fewer words are markers."""
        return self.tag(text) and normal(self._without_signs(bare(text))) not in _ONLY_IN_FRONT

    def last(self, line: str) -> tuple[str, str] | None:
        """The marker that a *line* of Markdown ends with, and the line without it; None when it ends otherwise."""
        plain = line.rstrip()
        if plain[-1:] in _ENDS and (match := _LAST.search(plain)) and not _is_remark(match):
            words = next(match[group] for group in "abcdefg" if match[group] is not None)
            if self.behind(words.strip("*_` \\")):
                shown = re.sub(r"<[^<>]*>|\\", "", match[0]).strip().rstrip(".。")
                return shown.strip("*_`"), line[: match.start()].rstrip()
        ends = bare(plain)
        if not ends.endswith(tuple(self.signs)):
            return None
        sign = max((sign for sign in self.signs if ends.endswith(sign)), key=len)
        return sign, line[: line.rindex(sign)].rstrip()

    def heading(self, text: str) -> bool:
        """Whether a heading puts its whole section on hold."""
        plain = normal(text)
        if plain in _NOT_OVER_SECTIONS:
            return False
        match = _AROUND.match(plain)
        core = match[1] if match else plain
        return plain in self.phrases or (core in self.phrases and core not in _NOT_OVER_SECTIONS)

    def cell(self, text: str) -> bool | None:
        """What a status cell says: True pending, False done, None when it says neither (an empty one, too)."""
        plain = bare(text).strip()
        if plain in _DONE_SIGNS or normal(plain) in _DONE_WORDS:
            return False
        if any(sign in plain for sign in _DONE_SIGNS if len(sign) == 1):
            return False
        if (
            plain in _CELL_SIGNS
            or plain in ("[ ]", "-", "—", "×")
            or self.tag(plain)
            or self.tag(plain.strip("*_()[]（）【】"))
        ):
            return True
        return True if any(sign in plain for sign in SIGNS) else None

    def sign_in(self, text: str) -> str | None:
        """The sign in *text* that marks an entry, where nothing but signs and tags is expected; None when none."""
        found = _any_of(self.signs).search(bare(text))
        return found and found[0]

    def _without_signs(self, text: str) -> str:
        return _any_of(self.signs).sub(" ", text)


def _is_remark(match: re.Match[str]) -> bool:
    """Whether round brackets at a description's end say how its subject is: ``A desktop for terminals (WIP)``."""
    if match["c"] is None or "<" in match[0] or normal(match["c"]) not in _OF_SUBJECTS:
        return False
    before = match.string[: match.start()].rstrip()
    _, link, rest = before.partition("](")
    description = rest.partition(")")[2] if link else before
    return len(description.strip(" -–—:：").split()) > 1 and description[-1:].isalnum()


@lru_cache(maxsize=8)
def _any_of(signs: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(signs, key=lambda sign: (-len(sign), sign)))))


def markers(own: Iterable[str] = ()) -> Markers:
    """The built-in vocabulary, extended by a list's *own* markers as they are written: ``[On hold]``, ``⚒``."""
    phrases = set(map(normal, _PHRASES))
    signs = set(SIGNS)
    for marker in own:
        if plain := normal(marker):
            phrases.add(plain)
        else:
            signs.add(bare(marker).strip())
    return Markers(frozenset(phrases), frozenset(signs))


def is_status_header(text: str) -> bool:
    """Whether a table's column with this heading says how far a note is."""
    return normal(text) in _STATUS_HEADERS
