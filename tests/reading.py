"""Reads a list's text as the pipeline does, for tests of what its lines say."""

from __future__ import annotations

import pytest
from _pytest.mark.structures import ParameterSet

from publisher.entries import Reader, Reading
from publisher.links import Links
from publisher.markers import markers
from publisher.model import Entry

OWN = frozenset(("github.com/example-lists/field-notes",))
LISTS = frozenset(("README.md", "README-cn.md"))


def read(text: str, *, path: str = "README.md", pending: tuple[str, ...] = ()) -> Reading:
    """The list at *path* in a repository with lists in English and Chinese."""
    return Reader(links=Links(own=OWN), markers=markers(pending)).read(text, path=path, lists=LISTS)


def shown(entry: Entry) -> dict[str, object]:
    """What *entry* says, without what is empty."""
    homes = {home.label: home.link for home in entry.alternates}
    facts = {
        "title": entry.title,
        "link": entry.link,
        "marker": entry.marker,
        "summary": entry.summary,
        "homes": homes,
    }
    return {name: value for name, value in facts.items() if value}


def listed(text: str, *, path: str = "README.md", pending: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """What each entry of the text says."""
    return [shown(entry) for entry in read(text, path=path, pending=pending).entries]


Facts = dict[str, object]


def row(name: str, text: str, *entries: Facts) -> ParameterSet:
    """A case of a table: a list's text, and what its entries say."""
    return pytest.param(text, list(entries), id=name)
