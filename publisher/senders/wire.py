"""What goes to a service and what comes back: requests, answers, and what an answer means for a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from publisher.characters import clip, one_line
from publisher.senders.secrets import Hidden, revealed

PATIENCE = 120.0
"""Seconds that a run waits at most when a service says how long; beyond it the next run asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    url: str | Hidden
    headers: tuple[tuple[str, str | Hidden], ...] = ()
    body: bytes = b""

    @property
    def host(self) -> str:
        """The host alone: the rest of an address may be a secret."""
        return urlsplit(revealed(self.url)).hostname or ""

    @property
    def makes(self) -> bool:
        """Whether it asks the service to make something."""
        return self.method != "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service said, without secrets."""

    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By name in small letters."""
    text: str = ""

    def value(self) -> Any:  # noqa: ANN401  JSON is anything
        """The JSON that it is; None for what is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


Now: TypeAlias = Callable[[], datetime]

Exchange: TypeAlias = Callable[[Request], Answer]
"""Sends a request and gives the answer; raises Trouble when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A draft that is there."""

    id: str
    """The service's own."""
    url: str = ""
    """Where a person finds it; empty when the service does not say."""


class Made(StrEnum):
    """Whether there is a draft after all."""

    NO = "none"
    MAYBE = "unknown"


class Trouble(Exception):
    """A request that came to nothing, as far as we know."""

    def __init__(
        self,
        message: str,
        *,
        made: Made = Made.NO,
        again: bool = False,
        pause: float | None = None,
        taken: bool = False,
        status: int = 0,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.made = made
        self.again = again
        """Whether it is worth asking once more in this run."""
        self.pause = pause
        """Seconds to wait before, as the service says; None when it does not."""
        self.taken = taken
        """Whether the service says that it has such a draft already."""
        self.status = status
        """Of the answer; 0 without one."""


def checked(answer: Answer, request: Request, *, now: datetime, taken: bool = False) -> Answer:
    """Give the *answer* when it is one of success; raises Trouble for any other.

    *taken*: it says that the name is in use. An answer of 4xx means that nothing was made, and asking again would
    change nothing; 429 says when it would, and so does GitHub with 403. One of 5xx leaves open what was made.
    """
    if 200 <= answer.status < 300:
        return answer
    made = Made.MAYBE if request.makes and not 400 <= answer.status < 500 else Made.NO
    message = f"answered {answer.status}{_said(answer)}"
    pause = _pause(answer, now)
    limited = answer.status == 429 or (answer.status == 403 and pause is not None)
    if limited and (pause is None or pause > PATIENCE):
        when = "" if pause is None else f", which it will take again in {pause:.0f} seconds"
        raise Trouble(f"{message}: too many requests{when}", made=made, status=answer.status)
    again = limited or (answer.status >= 500 and (pause is None or pause <= PATIENCE))
    raise Trouble(message, made=made, again=again, pause=pause, taken=taken, status=answer.status)


def misunderstood(request: Request) -> Trouble:
    """Trouble with an answer of success that is not what the service is documented to say."""
    made = Made.MAYBE if request.makes else Made.NO
    return Trouble("answered with what it is not documented to say", made=made, again=request.makes)


def _pause(answer: Answer, now: datetime) -> float | None:
    """Seconds until the service takes requests again (RFC 9110 section 10.2.3, and GitHub's own header)."""
    after = answer.headers.get("retry-after", "").strip()
    if after.isascii() and after.isdigit():
        return float(after[:9])
    if after:
        try:
            date = parsedate_to_datetime(after)
        except ValueError:
            return None
        return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(0.0, float(reset[:12]) - now.timestamp())
    return None


def _said(answer: Answer) -> str:
    value = answer.value()
    if isinstance(value, dict):
        parts = [value.get("code"), value.get("detail"), value.get("message"), value.get("errors")]
        text = " ".join(each if isinstance(each, str) else json.dumps(each) for each in parts if each)
    else:
        text = "" if "<html" in answer.text.lower() else answer.text
    said = clip(one_line(text), 300)
    return f' "{said}"' if said else ""
