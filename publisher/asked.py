"""Answers that are remembered with what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterator, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Asked(Mapping[str, str]):
    """Definitions that remember what they were asked for."""

    __slots__ = ("_definitions", "seen")

    def __init__(self, definitions: Mapping[str, str]) -> None:
        self._definitions = definitions
        self.seen: dict[str, str | None] = {}
        """Labels, each with the destination that it has, if any."""

    def __bool__(self) -> bool:
        return True  # or nobody would ask

    def __getitem__(self, label: str) -> str:
        found = self.seen[label] = self._definitions.get(label)
        if found is None:
            raise KeyError(label)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def __len__(self) -> int:
        return len(self._definitions)


class AskedPaths(Container[str]):
    """Paths that remember what they were asked for."""

    __slots__ = ("paths", "seen")

    def __init__(self) -> None:
        self.paths: frozenset[str] = frozenset()
        self.seen: set[str] = set()
        """Also what was asked of other *paths* before."""

    def __contains__(self, path: object) -> bool:
        self.seen.add(str(path))
        return path in self.paths


class Memo(Generic[Key, Answer]):
    """What was read before, for as long as the definitions that it rests on are what they were."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[Answer, tuple[tuple[str, str | None], ...]]] = {}

    def get(
        self, key: Key, definitions: Mapping[str, str], read: Callable[[Mapping[str, str]], Answer]
    ) -> Answer:
        """What *read* gives, by these *definitions*, of what the *key* stands for."""
        known = self._known.get(key)
        if known is not None and _rests_on(known[1], definitions):
            return known[0]
        asked = Asked(definitions)
        answer = read(asked)
        self._known[key] = (answer, tuple(asked.seen.items()))
        return answer


def _rests_on(asked: tuple[tuple[str, str | None], ...], definitions: Mapping[str, str]) -> bool:
    return not asked or all(definitions.get(label) == target for label, target in asked)
