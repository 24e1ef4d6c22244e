"""Which files of a commit's tree are lists, and what text their bytes hold."""

from __future__ import annotations

import codecs
import posixpath

from publisher.languages import split_language

_EXTENSIONS = frozenset((".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdx"))

NOT = "!"
"""Before a pattern: what it names is no list."""


def pathspecs(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """What git is asked for: *patterns* below the root, or by default all that may be a README there.

    What a pattern with ``!`` before it names is left out, whichever other one names it too.
    """
    wanted = tuple(pattern for pattern in patterns if not pattern.startswith(NOT))
    # An empty pattern would be everything; no repository holds a file called .git.
    named = tuple(f":(top,glob){_normal(pattern) or '.git'}" for pattern in wanted)
    left_out = (pattern.removeprefix(NOT) for pattern in patterns if pattern.startswith(NOT))
    return (
        *(named or (":(top,icase,glob)readme*",)),
        *(f":(top,exclude,glob){_normal(pattern) or '.git'}" for pattern in left_out),
    )


def leave_out(patterns: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """*patterns* by which no file in *folder* is a list: what we publish is never news."""
    if not patterns or not folder:  # a README at the root is in no folder
        return patterns
    return tuple(dict.fromkeys((*patterns, f"{NOT}{_normal(folder).rstrip('/')}/**")))


def is_list(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file that git found for `pathspecs` is a list.

    Without patterns: a README in Markdown at the root, in any case, with or without a language suffix.
    ``README-dev.md`` is no list, because ``dev`` is no language. A pattern that names a folder means the
    Markdown files in it, unless it names their extension or the file itself.
    """
    stem, extension = posixpath.splitext(path)
    patterns = tuple(pattern for pattern in patterns if not pattern.startswith(NOT))
    if patterns:
        named = {posixpath.splitext(pattern)[1].casefold() for pattern in patterns} - {""}
        return extension.casefold() in _EXTENSIONS | named or path in map(_normal, patterns)
    if "/" in path or extension.casefold() not in _EXTENSIONS | {""}:
        return False
    return split_language(stem, strict=False)[0].casefold() == "readme"


def _normal(pattern: str) -> str:
    return pattern.strip().removeprefix("./").lstrip("/")


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
