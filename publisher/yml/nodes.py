"""YAML nodes to values; what is wrong is said with file, line and key.

A reader takes a node and where it stands, and gives a value. Scalars are read as they are written: ``no`` is
the language Norwegian and ``1.10`` a branch, whatever YAML 1.1 makes of them. No value means the default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import yaml

from publisher.characters import clip, one_line
from publisher.errors import ConfigurationError

_LONGEST = 300
"""Characters of an error, which may repeat what is written."""

_UNREADABLE = "indent with spaces alone, and close what is opened here or above: quotes, [ and {"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands."""

    path: Path
    key: str = ""
    """With the keys above it: ``feed.entries``."""

    def below(self, key: str) -> Place:
        return Place(path=self.path, key=f"{self.key}.{key}" if self.key else key)

    def error(self, node: yaml.Node, message: str, hint: str = "") -> ConfigurationError:
        hint = hint or f"docs/configuration.md says what {self.key or 'each key'} takes"
        shown = clip(one_line(message), _LONGEST)
        return ConfigurationError(self.path, node.start_mark.line + 1, shown, hint=clip(hint, _LONGEST))


Reader: TypeAlias = Callable[[yaml.Node, Place], object]
Section: TypeAlias = Mapping[str, "Reader | Section"]


def read_document(text: str, path: Path) -> yaml.Node | None:
    """Give the document's node; None when there is nothing in it."""
    try:
        return yaml.SafeLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigurationError(path, line, f"this is no YAML: {error.problem}", hint=_UNREADABLE) from error
    except yaml.YAMLError as error:
        message = f"this is no YAML: {str(error).splitlines()[0]}"
        raise ConfigurationError(path, None, message, hint="take that character out") from error
    except RecursionError as error:
        hint = "no key stands below more than two others"
        raise ConfigurationError(path, None, "values are nested too deeply", hint=hint) from error


def read_section(node: yaml.Node | None, place: Place, section: Section) -> dict[str, object]:
    """Values by key, those of sections within as dicts; keys without a value are left out."""
    values: dict[str, object] = {}
    if node is None or _is_empty(node):
        return values
    for key, value in _pairs(node, place):
        reader = section.get(key.value)
        if reader is None:
            raise _unknown(key, place, section)
        if _is_empty(value):
            continue
        inside = place.below(key.value)
        values[key.value] = reader(value, inside) if callable(reader) else read_section(value, inside, reader)
    return values


def text(valid: Callable[[str], str] = str) -> Reader:
    """A scalar; *valid* may change it, or raise `ValueError` with what it must be."""

    def read(node: yaml.Node, place: Place) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise place.error(node, f'"{place.key}" must be text')
        try:
            return valid(node.value)
        except ValueError as error:
            raise place.error(node, f'"{place.key}" must be {error}, not "{node.value}"') from error

    return read


def hushed(valid: Callable[[str], str]) -> Reader:
    """A scalar that no error repeats: a secret may have been written in its place."""

    def read(node: yaml.Node, place: Place) -> str:
        try:
            return valid(node.value if isinstance(node, yaml.ScalarNode) else "")
        except ValueError as error:
            raise place.error(node, f'"{place.key}" must be {error}') from error

    return read


def number(low: int, high: int) -> Reader:
    """A whole number from *low* to *high*, both allowed."""

    def read(node: yaml.Node, place: Place) -> int:
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"[0-9][0-9_]{0,15}", written, re.ASCII):
            value = int(written.replace("_", ""))
            if low <= value <= high:
                return value
        shown = f', not "{written}"' if written else ""
        raise place.error(node, f'"{place.key}" must be a whole number from {low} to {high}{shown}')

    return read


def choice(kind: type[StrEnum]) -> Reader:
    """One of the values of *kind*."""
    values = tuple(str(one) for one in kind)

    def read(node: yaml.Node, place: Place) -> StrEnum:
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        if written in values:
            return kind(written)
        shown = f', not "{written}"' if written else ""
        hint = _nearest(written, values)
        raise place.error(node, f'"{place.key}" must be one of {", ".join(values)}{shown}', hint)

    return read


def sequence(one: Reader) -> Reader:
    """A sequence of what *one* reads."""

    def read(node: yaml.Node, place: Place) -> tuple[object, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(one(item, place) for item in node.value)
        hint = f"write [{node.value}]" if isinstance(node, yaml.ScalarNode) else ""
        raise place.error(node, f'"{place.key}" must be a sequence', hint)

    return read


def by_language(node: yaml.Node, place: Place) -> Mapping[str, str]:
    """Texts by language."""
    if not isinstance(node, yaml.MappingNode):
        raise place.error(node, f'"{place.key}" must have a text for each language', "write {en: …, zh: …}")
    found: dict[str, str] = {}
    for key, value in _pairs(node, place):
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", key.value):
            raise place.error(key, f'"{key.value}" is no language tag', "en, zh and pt-BR are language tags")
        if not isinstance(value, yaml.ScalarNode):
            raise place.error(value, f'"{place.key}.{key.value}" must be text')
        if not _is_empty(value):
            found[key.value] = value.value
    return found


def _pairs(node: yaml.Node, place: Place) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        named = f'"{place.key}"' if place.key else "the configuration"
        raise place.error(node, f"{named} must be a mapping of keys to values")
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise place.error(key, "a key must be text")
        if key.value in seen:
            raise place.error(key, f'"{key.value}" stands twice, first in line {seen[key.value]}')
        seen[key.value] = key.start_mark.line + 1
    pairs: list[tuple[yaml.ScalarNode, yaml.Node]] = node.value
    return pairs


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _unknown(key: yaml.ScalarNode, place: Place, section: Section) -> ConfigurationError:
    named = f'"{key.value}"' + (f' in "{place.key}"' if place.key else "")
    deeper = [
        f"{outer}.{key.value}"
        for outer, inner in section.items()
        if not callable(inner) and key.value in inner
    ]
    hint = f'did you mean "{deeper[0]}"?' if deeper else _nearest(key.value, section)
    return place.error(key, f"unknown key {named}", hint or f"the keys are {', '.join(section)}")


def _nearest(written: str, right: Iterable[str]) -> str:
    near = get_close_matches(written.lower().replace("-", "_"), list(right), n=1)
    return f'did you mean "{near[0]}"?' if near else ""
