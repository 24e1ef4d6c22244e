"""How long a text takes to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from types import MappingProxyType

from publisher.model import Entry, Issue

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FENCE = re.compile(r"^(```|~~~).*?^\1`*\s*$", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"\]\([^)\n]*\)|<[^>\n]*>|https?://\S+")
_MARKDOWN = (".md", ".markdown", ".mkd", ".mdx")
_WORDS_A_MINUTE, _HAN_A_MINUTE = 230, 400


def minutes(text: str) -> int:
    """Minutes to read a Markdown text, rounded up; nobody reads addresses, tags and code word by word."""
    prose = _TARGET.sub("] ", _FENCE.sub(" ", text))
    han = len(_HAN.findall(prose))
    words = len(_WORD.findall(_HAN.sub(" ", prose)))
    return max(1, ceil(words / _WORDS_A_MINUTE + han / _HAN_A_MINUTE))


def texts_of(issue: Issue) -> tuple[str, ...]:
    """Repository paths of the texts that `timed` wants, as they stand at the issue's tip."""
    notes = (*issue.added, *issue.promoted, *(note for note, _ in issue.translated))
    return tuple(dict.fromkeys(path for note in notes for entry in note.entries for path in _paths(entry)))


def timed(issue: Issue, texts: Mapping[str, str]) -> Issue:
    """The issue with the minutes of those *texts* (by path) that there are."""
    found = {path: minutes(texts[path]) for path in texts_of(issue) if path in texts}
    return replace(issue, minutes=MappingProxyType(found))


def minutes_of(entry: Entry, issue: Issue) -> int | None:
    """Minutes to read what *entry* lists; None when its text is not in the repository."""
    return next((issue.minutes[path] for path in _paths(entry) if path in issue.minutes), None)


def path_of(link: str) -> str:
    """The repository path of the Markdown file that *link* leads to; empty when it leads elsewhere."""
    path = link.partition("#")[0]
    return path if "://" not in path and path.lower().endswith(_MARKDOWN) else ""


def _paths(entry: Entry) -> tuple[str, ...]:
    """Where the Markdown that *entry* lists may be; a forge shows a folder's own page with it."""
    if path := path_of(entry.link):
        return (path,)
    folder = entry.link.partition("#")[0].rstrip("/")
    return (f"{folder}/README.md", f"{folder}/readme.md") if folder and "://" not in folder else ()
