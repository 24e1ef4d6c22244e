"""Buttondown: an e-mail in Markdown, as a draft.

https://docs.buttondown.com/api-emails-create, in the version of 2026-04-01. Slugs are unique in a newsletter;
an idempotency key answers a repeated request with the first one's answer, a refusal included.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from publisher.newsletters import Buttondown
from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret
from publisher.senders.wire import Exchange, Now, Receipt, Request, checked, misunderstood

VERSION = "2026-04-01"
# Without a choice the service leaves some out (versions since 2025-06-01).
_STATUSES = "draft scheduled about_to_send in_flight paused throttled sent resending errored suppressed imported".split()
_TAKEN = frozenset(("email_duplicate", "slug_invalid"))
# Bodies and subjects are Django templates there; this tag writes what opens one.
_OPENINGS = {"{{": "openvariable", "{%": "openblock", "{#": "opencomment"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtondownSender:
    settings: Buttondown
    key: Secret
    time: Now
    name: str = "buttondown"
    in_language: bool = True
    keeps_one: bool = True
    speaks_http: bool = True

    @property
    def secrets(self) -> tuple[Secret, ...]:
        return (self.key,)

    def request(self, draft: Draft) -> Request:
        # The comment says that this is Markdown, which the service would otherwise guess.
        body = f"<!-- buttondown-editor-mode: plaintext -->\n\n{draft.document('markdown')}"
        value: dict[str, object] = {
            "subject": _plain(draft.subject),
            "body": _plain(body),
            "slug": draft.slug,
            "status": "draft",
            "metadata": {"publisher": draft.key},
        }
        if draft.number is not None:
            value["secondary_id"] = draft.number
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        once = draft.once(content)
        headers = (
            *self._headers(),
            ("Content-Type", "application/json"),
            ("X-Idempotency-Key", once),
            ("Idempotency-Key", once),
        )
        return Request(method="POST", url=f"{self.settings.url}/v1/emails", headers=headers, body=content)

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:
        wanted = "&".join(f"status={status}" for status in _STATUSES)
        page = 1
        while True:
            url = f"{self.settings.url}/v1/emails?{wanted}&page={page}"
            request = Request(method="GET", url=url, headers=self._headers())
            value = checked(exchange(request), request, now=self.time()).value()
            if not isinstance(value, dict) or not isinstance(value.get("results"), list):
                raise misunderstood(request)
            for email in value["results"]:
                if isinstance(email, dict) and _is_it(email, draft):
                    return _receipt(email, request)
            # The address in "next" is not followed: the key goes to the configured host only.
            if not value.get("next") or not value["results"]:
                return None
            page += 1

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:
        request = self.request(draft)
        answer = exchange(request)
        value = answer.value()
        taken = answer.status == 409 or (
            answer.status == 400 and isinstance(value, dict) and value.get("code") in _TAKEN
        )
        checked(answer, request, now=self.time(), taken=taken)
        return _receipt(value, request)

    def _headers(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("Authorization", self.key.after("Token ")),
            ("X-API-Version", VERSION),
            ("Accept", "application/json"),
        )


def _plain(text: str) -> str:
    return re.sub(r"\{[{%#]", lambda found: f"{{% templatetag {_OPENINGS[found[0]]} %}}", text)


def _is_it(email: dict[str, Any], draft: Draft) -> bool:
    metadata = email.get("metadata")
    marked = isinstance(metadata, dict) and metadata.get("publisher") == draft.key
    return marked or str(email.get("slug") or "").lower() == draft.slug.lower()


def _receipt(value: object, request: Request) -> Receipt:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str | int):
        raise misunderstood(request)
    url = value.get("absolute_url")
    return Receipt(id=str(value["id"]), url=url if isinstance(url, str) else "")
