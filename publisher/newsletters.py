"""What ``send:`` in the configuration says: to which services an issue goes, and how each is reached.

No secret stands in it: it names the variables of the environment that hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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
