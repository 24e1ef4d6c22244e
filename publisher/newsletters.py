"""What ``send:`` in the configuration says: to which services an issue goes, and how each is reached.

No secret stands in it: it names the variables of the environment that hold them.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from publisher.nodes import Section, hushed, number, numbers, text, texts


class Service(StrEnum):
    """Where drafts can be made, as ``--to`` names it."""

    BUTTONDOWN = "buttondown"
    LISTMONK = "listmonk"
    GITHUB_RELEASE = "github-release"
    WEBHOOK = "webhook"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttondown:
    key_variable: str = "BUTTONDOWN_API_KEY"
    """The variable of the environment that holds the API key."""
    url: str = "https://api.buttondown.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listmonk:
    url: str = ""
    """Of the installation."""
    user: str = ""
    """An API user's name."""
    token_variable: str = "LISTMONK_TOKEN"  # noqa: S105  the variable's name
    lists: tuple[int, ...] = ()
    """Ids of the lists that the campaign is for."""
    template: int | None = None
    """The template's id; None: the installation's default."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GithubRelease:
    repository: str = ""
    """``OWNER/NAME``; empty: the list's own."""
    token_variable: str = "GITHUB_TOKEN"  # noqa: S105  the variable's name
    url: str = "https://api.github.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    url: str = ""
    url_variable: str = ""
    """The variable that holds the address, when whoever knows it may post to it."""
    secret_variable: str = "WEBHOOK_SECRET"  # noqa: S105  the variable's name


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    folder: str = "outbox"
    """Relative to the current folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Which drafts are made of a closed issue."""

    to: tuple[Service, ...] = ()
    language: str = ""
    """Empty: the list's own."""
    max_per_run: int = 3
    """At most so many issues a service."""
    buttondown: Buttondown = field(default_factory=Buttondown)
    listmonk: Listmonk = field(default_factory=Listmonk)
    github_release: GithubRelease = field(default_factory=GithubRelease)
    webhook: Webhook = field(default_factory=Webhook)
    file: File = field(default_factory=File)


def make_send(values: Mapping[str, Any]) -> Send:
    """What *values*, as they were read by `KEYS`, say."""
    made = {name: make(**values[name]) for name, make in _SECTIONS.items() if name in values}
    return Send(**{**values, **made})


_SECTIONS: Mapping[str, type] = {
    "buttondown": Buttondown,
    "listmonk": Listmonk,
    "github_release": GithubRelease,
    "webhook": Webhook,
    "file": File,
}


def service_address(written: str) -> str:
    """An address of a service, without a slash at its end; `ValueError` says what it must be.

    HTTPS, unless the host is this machine. No user or password stands in it.
    """
    wanted = "an address that begins with https:// and holds no password"
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(wanted) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host or ""))
    if not host or not secure or "@" in parts.netloc or re.search(r"[^\x21-\x7e]|#", written):
        raise ValueError(wanted)
    return written.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _variable(written: str) -> str:
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", written):
        raise ValueError("the name of an environment variable in capital letters, never the secret itself")
    return written


def _service(written: str) -> Service:
    try:
        return Service(written)
    except ValueError:
        raise ValueError(f"one of {', '.join(Service)}") from None


def _owner_and_name(written: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", written):
        raise ValueError("OWNER/NAME")
    return written


def _tag(written: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", written):
        raise ValueError("a language tag like en or zh")
    return written


def _filled(written: str) -> str:
    if not written.strip():
        raise ValueError("more than white space")
    return written


KEYS: Section = {
    "to": texts(_service),
    "language": text(_tag),
    "max_per_run": number(1, 100),
    "buttondown": {"key_variable": hushed(_variable), "url": hushed(service_address)},
    "listmonk": {
        "url": hushed(service_address),
        "user": text(_filled),
        "token_variable": hushed(_variable),
        "lists": numbers(1, 1_000_000_000),
        "template": number(1, 1_000_000_000),
        "tags": texts(_filled),
    },
    "github_release": {
        "repository": text(_owner_and_name),
        "token_variable": hushed(_variable),
        "url": hushed(service_address),
    },
    "webhook": {
        "url": hushed(service_address),
        "url_variable": hushed(_variable),
        "secret_variable": hushed(_variable),
    },
    "file": {"folder": text(_filled)},
}
