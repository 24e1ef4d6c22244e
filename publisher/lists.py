"""Which files of a commit's tree are lists, and what text their bytes hold."""

from __future__ import annotations

import codecs
import posixpath
import re

from publisher.languages import split_language

_ITEM = re.compile(rb"(?:^|[\r\n])[ \t>]*+(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\||<li|<tr)")
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


# "Creating a default community health file" in GitHub's manual, and the files beside them by custom.
_COMMUNITY = frozenset(
    "authors changelog changes citation code_of_conduct codeowners contributing contributors funding governance"
    " history issue_template licence license maintainers notice pull_request_template security support".split()
)
_COMMUNITY_PLACES = frozenset(("", ".github", "docs"))
"""Where GitHub looks for such files."""


def is_community_file(path: str) -> bool:
    """Whether a file speaks of the repository, and not of what it lists: CONTRIBUTING, LICENSE, in any language."""
    folder, name = posixpath.split(path)
    stem = split_language(posixpath.splitext(name)[0], strict=False)[0]
    return folder.casefold() in _COMMUNITY_PLACES and stem.casefold().replace("-", "_") in _COMMUNITY


def _normal(pattern: str) -> str:
    return pattern.strip().removeprefix("./").lstrip("/")


_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


_SHORTEST = 8
"""Bytes of a line that lists something, "- [a](b)"; what is shorter lists nothing and costs next to nothing."""


def has_more_items(content: bytes, limit: int) -> bool:
    """Whether a list's bytes begin more than *limit* list items and table rows, fenced and hidden ones included."""
    # Each begins a line, and lists whose lines are that short are none: few need a closer look.
    if len(content) <= _SHORTEST * limit or content.count(b"\n") + content.count(b"\r") < limit:
        return False
    return sum(1 for _ in _ITEM.finditer(content)) > limit


def decode(content: bytes) -> str:
    """The text of a list: no byte order mark, LF line ends, U+FFFD for what is not in its encoding."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], name
            break
    text = content.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def normalise(content: bytes) -> bytes:
    """The text of a list as lines of UTF-8, where it is UTF-8, that end in ``\\n``, without byte order marks."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = decode(content).encode("utf-8", "replace")
    content = content.removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF8)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content if not content or content.endswith(b"\n") else content + b"\n"
