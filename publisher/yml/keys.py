"""The keys of ``publisher.yml``, and how the value of each is read.

``publisher.schema.json`` says the same to editors, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.config import Content, Digest, Feed, Limits, Mainline, Period, Publish, Settings, Weekday
from publisher.newsletters import Buttondown, File, GithubRelease, Listmonk, Send, Webhook
from publisher.validators import (
    alias,
    author,
    authority,
    branch,
    filled,
    folder,
    owner_and_name,
    remote,
    repository,
    service,
    service_address,
    site_address,
    tag,
    timezone,
    variable,
)
from publisher.yml.nodes import Section, by_language, choice, hushed, number, sequence, text

_SEND: Section = {
    "to": sequence(text(service)),
    "language": text(tag),
    "max_per_run": number(1, 100),
    "buttondown": {"key_variable": hushed(variable), "url": hushed(service_address)},
    "listmonk": {
        "url": hushed(service_address),
        "user": text(filled),
        "token_variable": hushed(variable),
        "lists": sequence(number(1, 1_000_000_000)),
        "template": number(1, 1_000_000_000),
        "tags": sequence(text(filled)),
    },
    "github_release": {
        "repository": text(owner_and_name),
        "token_variable": hushed(variable),
        "url": hushed(service_address),
    },
    "webhook": {
        "url": hushed(service_address),
        "url_variable": hushed(variable),
        "secret_variable": hushed(variable),
    },
    "file": {"folder": text(filled)},
}

KEYS: Section = {
    "repository": text(repository),
    "branch": text(filled),
    "site_url": text(site_address),
    "id": text(authority),
    "title": by_language,
    "description": by_language,
    "lists": sequence(text(filled)),
    "pending": sequence(text(filled)),
    "output": text(filled),
    "mainline": {"aliases": sequence(text(alias))},
    "feed": {
        "entries": number(1, 1000),
        "content": choice(Content),
        "max_bytes": number(10_000, 5_000_000),
    },
    "digest": {"period": choice(Period), "first_day": choice(Weekday), "timezone": text(timezone)},
    "templates": text(filled),
    "flood_limit": number(1, 1_000_000),
    "limits": {"max_file_bytes": number(1_000, 100_000_000), "max_entries": number(1, 1_000_000)},
    "send": _SEND,
    "publish": {
        "branch": text(branch),
        "into": text(folder),
        "remote": text(remote),
        "author": text(author),
    },
}


def make_settings(values: Mapping[str, Any]) -> Settings:
    """What *values*, as they were read by `KEYS`, say."""
    made = {name: make(**values[name]) for name, make in _SECTIONS.items() if name in values}
    if "send" in values:
        made["send"] = _make_send(values["send"])
    return Settings(**{**values, **made})


def _make_send(values: Mapping[str, Any]) -> Send:
    made = {name: make(**values[name]) for name, make in _SENDERS.items() if name in values}
    return Send(**{**values, **made})


_SECTIONS: Mapping[str, type] = {
    "mainline": Mainline,
    "feed": Feed,
    "digest": Digest,
    "limits": Limits,
    "publish": Publish,
}
_SENDERS: Mapping[str, type] = {
    "buttondown": Buttondown,
    "listmonk": Listmonk,
    "github_release": GithubRelease,
    "webhook": Webhook,
    "file": File,
}
