"""Which files of a commit's tree are lists, and what text their bytes hold."""

from __future__ import annotations

import codecs
import posixpath
import re

from publisher.languages import split_language

_ITEM = re.compile(rb"(?:^|[\r\n])[ \t>]*+(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\||<li|<tr)")
_EXTENSIONS = frozenset((".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdx"))


def pathspecs(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """What git is asked for: *patterns* below the root, or by default all that may be a README there."""
    if not patterns:
        return (":(top,icase,glob)readme*",)
    # An empty pattern would be everything; no repository holds a file called .git.
    return tuple(f":(top,glob){_normal(pattern) or '.git'}" for pattern in patterns)


def is_list(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file that git found for `pathspecs` is a list.

    Without patterns: a README in Markdown at the root, in any case, with or without a language suffix.
    ``README-dev.md`` is no list, because ``dev`` is no language. A pattern that names a folder means the
    Markdown files in it, unless it names their extension or the file itself.
    """
    stem, extension = posixpath.splitext(path)
    if patterns:
        named = {posixpath.splitext(pattern)[1].casefold() for pattern in patterns} - {""}
        return extension.casefold() in _EXTENSIONS | named or path in map(_normal, patterns)
    if "/" in path or extension.casefold() not in _EXTENSIONS | {""}:
        return False
    return split_language(stem, strict=False)[0].casefold() == "readme"


def _normal(pattern: str) -> str:
    return pattern.strip().removeprefix("./").lstrip("/")


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def count_items(content: bytes) -> int:
    """How many list items and table rows a list's bytes begin, fenced and hidden ones included."""
    return sum(1 for _ in _ITEM.finditer(content))


def decode(content: bytes) -> str:
    """The text of a list: no byte order mark, LF line ends, U+FFFD for what is not in its encoding."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], name
            break
    text = content.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
