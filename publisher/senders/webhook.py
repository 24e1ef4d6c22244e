"""A webhook: the issue's data, signed, to an address of one's own.

There is nothing to ask whether it arrived, so a request whose answer was lost is made again, with the same key:
the receiver keeps the second out.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from publisher.senders.drafts import Draft
from publisher.senders.secrets import Hidden, Secret
from publisher.senders.wire import Exchange, Now, Receipt, Request, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSender:
    url: str | Hidden
    secret: Secret
    hidden: tuple[Secret, ...] = ()
    """What the address holds, when it is a secret."""
    time: Now
    name: str = "webhook"
    in_language: bool = False
    keeps_one: bool = True
    speaks_http: bool = True

    @property
    def secrets(self) -> tuple[Secret, ...]:
        return (self.secret, *self.hidden)

    def request(self, draft: Draft) -> Request:
        content = draft.document("json").encode()
        signature: str | Hidden = Hidden(f"sha256=(made with {self.secret})", sign(content, self.secret))
        headers: tuple[tuple[str, str | Hidden], ...] = (
            ("Content-Type", "application/json"),
            ("Idempotency-Key", _key(draft)),
            ("X-Publisher-Issue", draft.issue),
            ("X-Publisher-Signature-256", signature),
        )
        return Request(method="POST", url=self.url, headers=headers, body=content)

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:  # noqa: ARG002  there is nothing to ask
        return None

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:
        request = self.request(draft)
        checked(exchange(request), request, now=self.time())
        return Receipt(id=_key(draft))


def sign(content: bytes, secret: Secret) -> str:
    """HMAC-SHA256 (RFC 2104) of *content*, as the header has it."""
    return f"sha256={hmac.new(secret.value.encode(), content, hashlib.sha256).hexdigest()}"


def _key(draft: Draft) -> str:
    return str(uuid5(NAMESPACE_URL, draft.key))
