"""A feed before it is Atom, RSS or JSON: the one value that every format is rendered from.

::

    Feed ── FeedEntry ── Category
      └─ Link    └─ Link
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link other than the one that a feed or an entry is about; always an absolute URL."""

    href: str
    rel: str = "related"
    type: str = ""
    hreflang: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Where an entry belongs."""

    term: str
    """A slug that stays when the label is reworded."""
    label: str
    """For people; without commas, at which FreshRSS would split it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One note, or one digest, as a feed shows it."""

    id: str
    """A ``tag:`` URI; the same in every format and in every feed of one language."""
    title: str
    """Plain text, never empty."""
    language: str
    """Of the title and the content, which is not always the feed's."""
    link: str | None
    """The one ``alternate``, an absolute URL; None when no address is known."""
    published: datetime
    updated: datetime
    author: str
    content: str
    """HTML with absolute links, sanitised."""
    summary: str = ""
    """Plain text; empty when there is none."""
    related: tuple[Link, ...] = ()
    """Other languages and homes."""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One subscription, or one archive of it."""

    id: str
    title: str
    subtitle: str
    language: str
    path: str
    """Where it is written, below the output folder: ``en.atom``."""
    base: str
    """The address of the output folder, with its final slash; empty when it is not known."""
    page: str | None
    """The page for people, the one ``alternate``; None when there is none."""
    updated: datetime
    author: str
    entries: tuple[FeedEntry, ...]
    """In the order in which readers are to see them, newest first."""
    links: tuple[Link, ...] = ()
    """All but ``self`` and ``alternate``."""
    archive: bool = False
    """True for a document that only holds what is older (RFC 5005 section 4)."""

    @property
    def address(self) -> str | None:
        """Where readers fetch it, the ``self`` link; None when that is not known."""
        return self.base + self.path if self.base else None
