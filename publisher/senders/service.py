"""The one interface of all services: say what would be asked, find a draft, make a draft."""

from __future__ import annotations

from typing import Protocol

from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret
from publisher.senders.wire import Exchange, Receipt, Request


class Sender(Protocol):
    """One service with its settings and secrets. It keeps nothing between calls."""

    @property
    def name(self) -> str:
        """As ``--to`` takes it."""
        ...

    @property
    def in_language(self) -> bool:
        """Whether a draft is in one language, and not in all."""
        ...

    @property
    def keeps_one(self) -> bool:
        """Whether the service itself makes one draft of two equal requests, however late the first arrives."""
        ...

    @property
    def speaks_http(self) -> bool: ...

    @property
    def secrets(self) -> tuple[Secret, ...]: ...

    def request(self, draft: Draft) -> Request:
        """What makes the draft."""
        ...

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:
        """The draft, or the issue that became of it; None when the service has neither, or cannot say.

        Raises Trouble.
        """
        ...

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:
        """Make the draft. Raises Trouble, which says whether there may be one all the same."""
        ...
