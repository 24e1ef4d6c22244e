"""What may be configured, as values; `publisher.yml` reads them from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from publisher.newsletters import Send

FILE_NAME = "publisher.yml"


class Content(StrEnum):
    """What a feed's entries carry."""

    SUMMARY = "summary"
    FULL = "full"


class Period(StrEnum):
    """How long one digest is open."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Weekday(StrEnum):
    """In the order of `datetime.date.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mainline:
    """How to tell what was public from what was on somebody's laptop."""

    aliases: tuple[str, ...] = ()
    """Former addresses of the repository, ``OWNER/NAME``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the feeds hold."""

    entries: int = 50
    """At most so many in a feed to subscribe to; the archives have all."""
    content: Content = Content.SUMMARY
    max_bytes: int = 250_000
    """At most so large, with fewer entries when needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """When a digest closes."""

    period: Period = Period.WEEK
    first_day: Weekday = Weekday.MONDAY
    timezone: str = "UTC"
    """An IANA name; periods begin at its midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A version of a list that goes beyond these is passed over rather than read for minutes."""

    max_file_bytes: int = 4_000_000
    max_entries: int = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Where ``publisher publish`` brings the output, and in whose name."""

    branch: str = ""
    """Empty: ``gh-pages``, or with `into` the list's own branch."""
    into: str = ""
    """The folder of the branch; empty means its root."""
    remote: str = ""
    """Empty: ``origin``, or the only remote there is."""
    author: str = "publisher <noreply@publisher.invalid>"  # RFC 2606: never anybody's address


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration. Empty means: find out from the repository."""

    repository: str = ""
    """``OWNER/NAME`` on GitHub, or a URL."""
    branch: str = ""
    site_url: str = ""
    """Where the output folder is served; ends with ``/``."""
    id: str = ""
    """The authority of the ``tag:`` URIs: a domain or host and path, and a date after a comma."""
    title: Mapping[str, str] = field(default_factory=dict[str, str])
    """By language."""
    description: Mapping[str, str] = field(default_factory=dict[str, str])
    """By language."""
    lists: tuple[str, ...] = ()
    """Glob patterns of git."""
    pending: tuple[str, ...] = ()
    """Texts that mark an entry as not out yet, beside those that are known."""
    output: str = "feeds"
    """Relative to the current folder."""
    mainline: Mainline = field(default_factory=Mainline)
    feed: Feed = field(default_factory=Feed)
    digest: Digest = field(default_factory=Digest)
    templates: str = ""
    """Relative to the configuration's folder."""
    flood_limit: int | None = None
    """So many announcements in one run are held back; None: what is usual for the list decides."""
    limits: Limits = field(default_factory=Limits)
    # Not shown, because no document depends on it: the manifest's fingerprint is that of what is shown.
    send: Send = field(default_factory=Send, repr=False)
    publish: Publish = field(default_factory=Publish, repr=False)
    """No document depends on it, so it is no part of what is printed and compared."""
