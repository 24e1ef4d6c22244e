"""Writes changes of the sample list as commits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from publisher.sample.builder import RepoBuilder, Stamp
from publisher.sample.shelf import Shelf

WEB = "GitHub <noreply@github.com>"
"""Who commits what is done on the forge's pages."""


class Pen:
    """Remembers how the published list stands."""

    def __init__(self, repo: RepoBuilder) -> None:
        self.repo = repo
        self.shelf = Shelf(others={"LICENSE.md": "The notes may be shared and changed: CC BY 4.0.\n"})

    def write(self, subject: str, change: Callable[[Shelf], Shelf], **stamp: Unpack[Stamp]) -> str:
        """Commit a change to the published list."""
        before = set(self.shelf.files()) if self.shelf.rows else set()
        self.shelf = change(self.shelf)
        after = self.shelf.files()
        return self.repo.commit(subject, after, delete=sorted(before - set(after)), **stamp)
