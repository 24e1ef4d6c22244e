"""Secrets: read from the environment, shown by the name of their variable, never by their value."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from publisher.errors import NotReady


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What a variable of the environment holds; empty when nothing is going to be sent."""

    variable: str
    value: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"${self.variable}"

    def after(self, words: str) -> Hidden:
        """*words* and then the secret."""
        return Hidden(f"{words}{self}", words + self.value)


class Hidden:
    """A text that holds a secret, and shows another in its place wherever it is printed."""

    __slots__ = ("_secret", "_shown")

    def __init__(self, shown: str, secret: str) -> None:
        self._shown = shown
        self._secret = secret

    def __str__(self) -> str:
        return self._shown

    __repr__ = __str__

    def reveal(self) -> str:
        return self._secret


def revealed(text: str | Hidden) -> str:
    """What is really sent."""
    return text.reveal() if isinstance(text, Hidden) else text


def read_secret(service: str, variable: str, environment: Mapping[str, str] | None) -> Secret:
    """The secret in *variable*; an empty one without an *environment*. Raises NotReady when it cannot be used."""
    if environment is None:
        return Secret(variable=variable)
    value = environment.get(variable, "").strip()
    if not value:
        raise NotReady(
            service,
            f"the environment variable {variable} is not set",
            hint=f"set {variable}; in GitHub Actions, give the step `{variable}: ${{{{ secrets.{variable} }}}}`",
        )
    # httpx would show what it cannot send in a header.
    if not (value.isascii() and value.isprintable()):
        raise NotReady(
            service,
            f"{variable} holds characters that no key has",
            hint=f"set {variable} again: it is one line of Latin letters, digits and signs",
        )
    return Secret(variable=variable, value=value)


def scrub(text: str, secrets: Iterable[Secret]) -> str:
    """*text* with the names of variables in the place of their values, however a service spells them back."""
    for secret in sorted(secrets, key=lambda each: -len(each.value)):
        for spelling in _spellings(secret.value) if secret.value else ():
            text = text.replace(spelling, str(secret))
    return text


def _spellings(value: str) -> tuple[str, ...]:
    quoted = json.dumps(value)[1:-1]
    coded = base64.b64encode(value.encode()).decode()
    every = {value, quoted, quoted.replace("/", "\\/"), quote(value, safe=""), quote(value), coded}
    return tuple(sorted(every, key=len, reverse=True))
