"""The values that the steps hand to one another.

All are frozen. Dates are aware and in UTC. Repository paths use ``/`` and have no leading ``./``.
Languages are BCP 47 tags (``en``, ``zh``, ``pt-BR``).

::

    History ── Revision ── Version          what git knows
                  │
                Entry                       one listing of a note in one version
                  │
                Note ── Announcement        the article, through time
                  │
                Event                       one change of a note's standing
                  │
                Issue                       the announcements of one period
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from publisher.forges import Home


class Kind(StrEnum):
    """What an event says of its note."""

    DRAFTED = "drafted"
    ADDED = "added"
    PROMOTED = "promoted"
    TRANSLATED = "translated"
    DEMOTED = "demoted"
    REMOVED = "removed"
    RETURNED = "returned"
    REVISED = "revised"


class Standing(StrEnum):
    """Where a note is in its life."""

    PENDING = "pending"
    """Every listing carries a marker, and it was never announced."""
    PUBLIC = "public"
    """At least one listing carries no marker."""
    REVISING = "revising"
    """Announced, and now every listing carries a marker again."""
    REMOVED = "removed"
    """No list shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One state that the published branch went through."""

    id: str
    date: datetime
    """When it was published: the committer date, never before that of the mainline commit before it."""
    author: str
    """Name, as ``.mailmap`` has it; never an e-mail address."""
    written: datetime
    """The author date, which may be earlier or later than `date`."""
    subject: str
    pull_request: int | None = None
    parent: str | None = None
    """The mainline commit before it; None at the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A list's text at one mainline commit."""

    path: str
    text: str | None
    """None when the list is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One mainline commit, and the versions of the lists that it changed, by path."""

    commit: Commit
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another home of an entry's note."""

    label: str
    """``zhihu``, ``arxiv``, … for known hosts, a language tag for a translation, else the host's name."""
    link: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listing of a note in one version of a list."""

    title: str
    """Plain text, as a reader of the forge's page sees it."""
    link: str
    """A repository path (with its fragment, if any) or an absolute URL; empty for a draft without a link."""
    list: str
    """The list's path."""
    language: str
    section: tuple[str, ...] = ()
    """The headings above it, outermost first, without the document's title."""
    summary: str = ""
    """Inline Markdown as the author wrote it; its relative links are relative to the list."""
    alternates: tuple[Alternate, ...] = ()
    marker: str | None = None
    """The text that says that the note is not out yet."""
    status: bool = False
    """Whether its row has a status column, from which a marker may come."""
    line: int = field(default=0, compare=False)
    """Where it begins in its version; 1 is the first line, and 0 says that nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The one event with which a note entered the public feeds."""

    kind: Kind
    """ADDED or PROMOTED."""
    date: datetime
    commit: str
    author: str
    written: datetime
    pull_request: int | None = None
    pending_since: datetime | None = None
    """When it had been drafted, for a promoted note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The article itself, as it stands at one commit."""

    id: str
    """Minted once: the first link without a language suffix."""
    standing: Standing
    entries: tuple[Entry, ...]
    """Its listings, in the order of the lists; of a removed note the last ones it had. Never empty."""
    seen: datetime
    """When a list first showed it."""
    author: str
    """Who wrote its first entry."""
    announcement: Announcement | None = None
    waits: tuple[datetime, ...] = ()
    """Each moment from which on every listing carried a marker, oldest first."""
    merged_into: str | None = None
    """The id of the older note that a removed one proved to be."""

    @property
    def waiting_since(self) -> datetime | None:
        """Since when every listing has carried a marker; None unless PENDING or REVISING."""
        waiting = self.standing in (Standing.PENDING, Standing.REVISING)
        return self.waits[-1] if waiting and self.waits else None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of its listings, in the order of the lists, each once."""
        return tuple(dict.fromkeys(entry.language for entry in self.entries))

    def entry(self, language: str) -> Entry:
        """The listing to show in *language*: one in that language, else the first; unmarked before marked."""
        return min(self.entries, key=lambda e: (e.language != language, e.marker is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of a note's standing at one mainline commit."""

    kind: Kind
    note: Note
    """As it stands after the event."""
    commit: Commit
    announced: bool = False
    """True on exactly one event of a note that ever was public."""
    author: str
    """Who wrote the entry, which is not always who merged it."""
    written: datetime
    rule: str = ""
    """By which the entry was recognised, for ``publisher explain``: ``link``, ``rename``, ``title``, …"""
    matched: str = ""
    """What the entry was matched with."""

    @property
    def date(self) -> datetime:
        """When it became public."""
        return self.commit.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One digest: the announcements of one closed period, with the notes as they stood at its end."""

    id: str
    """``2026-W34``, ``2026-08``, ``2026-Q3``; the first day for weeks that do not begin on Monday."""
    number: int
    """1 is the first."""
    begin: datetime
    """The period's first moment."""
    end: datetime
    """The first moment after the period."""
    base: str | None
    """The tip of the issue before it; None for the first issue."""
    tip: str
    """The last mainline commit of the period."""
    added: tuple[Note, ...] = ()
    """In the list's own order."""
    promoted: tuple[Note, ...] = ()
    translated: tuple[tuple[Note, str], ...] = ()
    """Notes of earlier issues that gained a language since the last issue, with that language."""
    pending: tuple[Note, ...] = ()
    """What waits at the period's end, longest first."""
    removed: tuple[Note, ...] = ()
    """Notes of earlier issues that went since the last issue and are still away at the period's end."""
    gone: frozenset[str] = frozenset()
    """Ids of notes above that are removed at the tip: they lose their links."""
    newcomers: tuple[str, ...] = ()
    """Authors of announcements in the period who had none before."""
    minutes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How long the files of notes above take to read, by repository path, as they stood at the period's end."""
    sections: Mapping[tuple[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """What sections of notes above were called at the period's end: by language and headings, then by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """What the ledger keeps of an issue that is out, so that nothing moves in it afterwards."""

    id: str
    tip: str
    """The mainline commit that its text was taken from."""
    notes: tuple[str, ...]
    """Ids of the notes it announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionName:
    """What a section with a feed was called from some commit on."""

    slug: str
    """The section's: what the address of its feed is made of."""
    language: str
    headings: tuple[str, ...]
    """Down to its own, outermost first."""
    date: datetime
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEnd:
    """That no list showed a section with a feed any more from some commit on."""

    slug: str
    date: datetime
    commit: str


SectionRecord: TypeAlias = SectionName | SectionEnd
"""What readers were told of a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that the documents are made of."""

    home: Home
    languages: tuple[str, ...]
    """Languages of the lists, the first one the list's own (that of ``README.md``)."""
    tip: Commit
    """The last mainline commit that changed a list."""
    notes: tuple[Note, ...]
    """At the tip: first those that stand, in the list's own order, then removed ones, oldest first."""
    events: tuple[Event, ...]
    """Oldest first."""
    issues: tuple[Issue, ...] = ()
    """Closed ones, oldest first."""
    authority: str = ""
    """The ``tag:`` URIs' authority, from the ledger."""
    authority_date: str = ""
    """The date in the ``tag:`` URIs, ``YYYY-MM-DD``."""
    sequence: tuple[str, ...] = ()
    """Ids of all notes that were ever announced, in the ledger's order: what archives count by."""
    sections: tuple[SectionRecord, ...] = ()
    """What is told of those that ever had a feed."""
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the list calls itself, by language: the document's first heading."""
