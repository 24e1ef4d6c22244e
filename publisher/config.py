"""``publisher.yml``, at the list's root, to `Settings`.

Every key is optional. ``publisher.schema.json`` says the same to editors, and a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from publisher import newsletters
from publisher.errors import ConfigurationError
from publisher.newsletters import Send, make_send
from publisher.nodes import (
    Place,
    Section,
    by_language,
    choice,
    number,
    read_document,
    read_section,
    text,
    texts,
)

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


def load_settings(path: Path | None) -> Settings:
    """Read the configuration at *path*; None gives the defaults."""
    if path is None:
        return Settings()
    try:
        content = path.read_bytes()
    except OSError as error:
        there = path.exists()
        hint = (
            "let it be read by whoever runs publisher" if there else "`publisher init` writes a configuration"
        )
        raise ConfigurationError(path, None, f"cannot be read: {error.strerror}", hint=hint) from error
    return parse_settings(content, path)


def parse_settings(content: bytes, path: Path) -> Settings:
    """Settings from a file's *content*; *path* is named in errors."""
    try:
        document = read_document(content.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(path, line, "this is not UTF-8", hint="save the file as UTF-8") from error
    values: dict[str, Any] = read_section(document, Place(path=path), KEYS)
    for name, make in _SECTIONS.items():
        if name in values:
            values[name] = make(**values[name])
    if "send" in values:
        values["send"] = make_send(values["send"])
    return Settings(**values)


def site_address(written: str) -> str:
    """An address of a site, ending with ``/``; `ValueError` says what it must be."""
    wanted = "an address like https://example.org/notes/"
    try:
        host = urlsplit(written).hostname
    except ValueError as error:
        raise ValueError(wanted) from error
    if not host or not re.fullmatch(r"https?://[^\s?#]+", written):
        raise ValueError(wanted)
    return written.rstrip("/") + "/"


_OWNER_AND_NAME = "[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+"


def _repository(written: str) -> str:
    if not re.fullmatch(rf"{_OWNER_AND_NAME}|[a-z+]+://\S+|[^\s@]+@[^\s:]+:\S+", written):
        raise ValueError("OWNER/NAME or an address")
    return written


def _alias(written: str) -> str:
    if not re.fullmatch(_OWNER_AND_NAME, written):
        raise ValueError("OWNER/NAME")
    return written


def _authority(written: str) -> str:
    # RFC 4151 section 2.1: a domain name or an e-mail address, then a date. Addresses are not published.
    date = ",[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
    if not re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9_./~-]+)?({date})?", written):
        raise ValueError("a domain of yours and a date on which it was, like example.org,2026-01-31")
    return written


def _timezone(written: str) -> str:
    try:
        ZoneInfo(written)
    except (LookupError, ValueError, OSError) as error:
        raise ValueError("a time zone like Asia/Shanghai") from error
    return written


def _filled(written: str) -> str:
    if not written.strip():
        raise ValueError("more than white space")
    return written


def branch(written: str) -> str:
    """A branch to publish to; `ValueError` says what it must be, as for all of these."""
    # git-check-ref-format(1), as far as a slip of the pen goes.
    if not re.fullmatch(r"(?![-/.])(?!.*(?:\.\.|//|@\{|[/.]$|\.lock$))[^\x00-\x20\x7f~^:?*\[\\]+", written):
        raise ValueError("the name of a branch")
    return written


def folder(written: str) -> str:
    """A folder of a branch."""
    strange = re.search(r'[\x00-\x1f\x7f"\\]', written)
    if strange or written.startswith("/") or {"..", ".git"} & set(written.split("/")):
        raise ValueError("a folder inside the branch, like feeds")
    return written


def remote(written: str) -> str:
    """A remote to push to."""
    if written.startswith("-") or not written.strip():
        raise ValueError("the name of a remote, or an address")
    return written


def author(written: str) -> str:
    """Who signs commits."""
    if not re.fullmatch(r"\s*[^<>\n\0]*[^<>\s]\s*<[^<>\s\0]+>\s*", written):
        raise ValueError("NAME <ADDRESS>")
    return written.strip()


_SECTIONS: Mapping[str, type] = {
    "mainline": Mainline,
    "feed": Feed,
    "digest": Digest,
    "limits": Limits,
    "publish": Publish,
}

KEYS: Section = {
    "repository": text(_repository),
    "branch": text(_filled),
    "site_url": text(site_address),
    "id": text(_authority),
    "title": by_language,
    "description": by_language,
    "lists": texts(_filled),
    "pending": texts(_filled),
    "output": text(_filled),
    "mainline": {"aliases": texts(_alias)},
    "feed": {
        "entries": number(1, 1000),
        "content": choice(Content),
        "max_bytes": number(10_000, 5_000_000),
    },
    "digest": {"period": choice(Period), "first_day": choice(Weekday), "timezone": text(_timezone)},
    "templates": text(_filled),
    "flood_limit": number(1, 1_000_000),
    "limits": {"max_file_bytes": number(1_000, 100_000_000), "max_entries": number(1, 1_000_000)},
    "send": newsletters.KEYS,
    "publish": {
        "branch": text(branch),
        "into": text(folder),
        "remote": text(remote),
        "author": text(author),
    },
}
