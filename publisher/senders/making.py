"""Senders from the configuration and the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publisher.errors import NotReady
from publisher.ledger import Ledger
from publisher.newsletters import Send, Service
from publisher.senders.buttondown import ButtondownSender
from publisher.senders.file import FileSender
from publisher.senders.github import GithubReleaseSender
from publisher.senders.listmonk import ListmonkSender
from publisher.senders.secrets import Hidden, Secret, read_secret
from publisher.senders.service import Sender
from publisher.senders.webhook import WebhookSender
from publisher.senders.wire import Now
from publisher.validators import service_address


def make_sender(
    service: Service, settings: Send, ledger: Ledger, environment: Mapping[str, str] | None, time: Now
) -> Sender:
    """The sender to *service*. Raises NotReady when something that it needs is not set.

    Without an *environment* it has no secrets, and can only say what it would ask.
    """
    match service:
        case Service.BUTTONDOWN:
            key = read_secret(service, settings.buttondown.key_variable, environment)
            return ButtondownSender(settings=settings.buttondown, key=key, time=time)
        case Service.LISTMONK:
            return _listmonk(settings, environment, time)
        case Service.GITHUB_RELEASE:
            return _github(settings, ledger, environment, time)
        case Service.WEBHOOK:
            return _webhook(settings, environment, time)
        case Service.FILE:
            return FileSender(folder=Path(settings.file.folder))


def _listmonk(settings: Send, environment: Mapping[str, str] | None, time: Now) -> ListmonkSender:
    chosen = settings.listmonk
    for value, key, example in (
        (chosen.url, "url", "https://lists.example.org"),
        (chosen.user, "user", "publisher"),
        (chosen.lists, "lists", "[1]"),
    ):
        if not value:
            lack = f"send.listmonk.{key} is not set"
            raise NotReady(Service.LISTMONK, lack, hint=f"write `{key}: {example}` there in publisher.yml")
    token = read_secret(Service.LISTMONK, chosen.token_variable, environment)
    return ListmonkSender(settings=chosen, token=token, time=time)


def _github(
    settings: Send, ledger: Ledger, environment: Mapping[str, str] | None, time: Now
) -> GithubReleaseSender:
    chosen = settings.github_release
    home = ledger.header.list if ledger.header else ""
    repository = chosen.repository or home.removeprefix("github.com/")
    if repository == home and not chosen.repository:
        lack = "the list is not on GitHub, and send.github_release.repository is not set"
        raise NotReady(
            Service.GITHUB_RELEASE, lack, hint="write `repository: OWNER/NAME` there in publisher.yml"
        )
    token = read_secret(Service.GITHUB_RELEASE, chosen.token_variable, environment)
    return GithubReleaseSender(settings=chosen, repository=repository, token=token, time=time)


def _webhook(settings: Send, environment: Mapping[str, str] | None, time: Now) -> WebhookSender:
    chosen, service = settings.webhook, Service.WEBHOOK
    if bool(chosen.url) == bool(chosen.url_variable):
        lack = "neither send.webhook.url nor send.webhook.url_variable is set"
        raise NotReady(
            service,
            lack if not chosen.url else "both send.webhook.url and send.webhook.url_variable are set",
            hint="write `url` there in publisher.yml, or `url_variable` when the address is a secret",
        )
    secret = read_secret(service, chosen.secret_variable, environment)
    if chosen.url:
        return WebhookSender(url=chosen.url, secret=secret, time=time)
    address = read_secret(service, chosen.url_variable, environment)
    if address.value:
        try:
            service_address(address.value)
        except ValueError as wanted:
            lack = f"{address.variable} does not hold {wanted}"
            raise NotReady(service, lack, hint=f"set {address.variable} again") from None
    hidden = Hidden(str(address), address.value)
    return WebhookSender(url=hidden, secret=secret, hidden=_parts(address), time=time)


def _parts(address: Secret) -> tuple[Secret, ...]:
    """The address and those parts of it that nobody could guess, which a service may repeat alone."""
    path = address.value.partition("://")[2].partition("/")[2]
    parts = (path, *re.split(r"[/?&=]", path))
    return (address, *(Secret(variable=address.variable, value=part) for part in parts if len(part) >= 8))
