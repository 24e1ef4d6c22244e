"""Which files of a commit's tree are lists, and what text their bytes hold."""

from __future__ import annotations

import codecs
import posixpath
import re

from publisher.languages import split_language

_EXTENSION = re.compile(r"\.(?:md|markdown|mkd|mkdn|mdown)\Z", re.IGNORECASE)


def pathspecs(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """What git is asked for: *patterns* below the root, or by default all that may be a README there."""
    if not patterns:
        return (":(top,icase,glob)readme*",)
    return tuple(f":(top,glob){pattern.removeprefix('./').lstrip('/')}" for pattern in patterns)


def is_list(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file that git found for `pathspecs` is a list.

    Without patterns: a README in Markdown at the root, in any case, with or without a language suffix.
    ``README-dev.md`` is no list, because ``dev`` is no language.
    """
    if patterns:
        return True
    stem = _EXTENSION.sub("", path)
    if "/" in path or (stem == path and posixpath.splitext(path)[1]):
        return False
    name, _ = split_language(stem, strict=False)
    return name.casefold() == "readme"


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(content: bytes) -> str:
    """The text of a list: no byte order mark, LF line ends, U+FFFD for what is not in its encoding."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], name
            break
    text = content.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
