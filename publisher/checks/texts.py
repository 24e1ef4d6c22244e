"""Bytes to text, XML and JSON, and what is wrong with them before their meaning is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn, cast

from publisher.checks.finding import Finding, error, warning

# XML 1.0 section 2.2 has no place for these, written as they are or as a reference.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DISCOURAGED = re.compile("[\x7f-\x9f]")
_LONGEST = 60
_OPEN, _CLOSE = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"), frozenset("\u202c\u2069")


def check_text(path: str, data: bytes) -> Iterator[Finding]:
    """UTF-8, line ends, and characters that no format of ours can carry."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        yield error(path, "utf-8", f"byte {fault.start} is not UTF-8", data.count(b"\n", 0, fault.start) + 1)
        return
    if text.startswith("\ufeff"):
        yield error(path, "byte-order-mark", "begins with a byte order mark", 1)
    if not text.endswith("\n"):
        yield error(path, "final-newline", "does not end with a newline")
    # RFC 5322 section 2.1 wants CRLF in a letter.
    if "\r" in text and not path.endswith(".eml"):
        yield error(path, "line-ends", "has a carriage return", text.count("\n", 0, text.index("\r")) + 1)
    for match in _ILLEGAL.finditer(text):
        yield error(
            path, "control-character", f"holds U+{ord(match[0]):04X}", text.count("\n", 0, match.start()) + 1
        )
    for match in _DISCOURAGED.finditer(text):
        yield warning(
            path, "control-character", f"holds U+{ord(match[0]):04X}", text.count("\n", 0, match.start()) + 1
        )


def find_characters(path: str, text: str, line: int | None = None) -> Iterator[Finding]:
    """Faults of one string that readers show by itself, such as a title."""
    if match := _ILLEGAL.search(text):
        yield error(path, "control-character", f"U+{ord(match[0]):04X} in {shown(text)}", line)
    if not _balanced(text):
        yield warning(path, "bidirectional-control", f"turns the text after it around: {shown(text)}", line)


def _balanced(text: str) -> bool:
    """Whether each bidirectional control is closed again in *text*, so that it harms nothing around it."""
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return False
    return depth == 0


def read_json(path: str, text: str, line: int | None = None) -> object | Finding:
    """The value of a JSON text; names are unique in it, and numbers finite (RFC 8259 sections 4 and 6)."""
    try:
        value: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError:
        return error(path, "json", "is nested too deep", line)
    except ValueError as fault:
        return error(path, "json", f"is not JSON: {fault}", line)
    return value


def as_object(value: object) -> dict[str, object] | None:
    """*value* when it is a JSON object; its names are texts."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[object] | None:
    """*value* when it is a JSON array."""
    return cast("list[object]", value) if isinstance(value, list) else None


def _unique(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the name {name!r} stands twice in one object")
        found[name] = value
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def shown(text: str) -> str:
    """*text* for a message: quoted, escaped where it would not be seen, and short."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return repr(short) if short.isprintable() else ascii(short)
