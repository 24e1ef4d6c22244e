"""listmonk: a campaign as a draft, with an HTML and a text body.

https://listmonk.app/docs/apis/campaigns/. A new campaign is always a draft. It knows no idempotency keys, but
``archive_slug`` is unique in its database, and a second campaign with the same one ends in a 500.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from publisher.newsletters import Listmonk
from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret
from publisher.senders.wire import Exchange, Now, Receipt, Request, checked, misunderstood

_A_PAGE = 50
"""The most that it gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListmonkSender:
    settings: Listmonk
    token: Secret
    time: Now
    name: str = "listmonk"
    in_language: bool = True
    keeps_one: bool = True
    speaks_http: bool = True

    @property
    def secrets(self) -> tuple[Secret, ...]:
        return (self.token,)

    def request(self, draft: Draft) -> Request:
        value: dict[str, object] = {
            "name": f"{draft.slug}: {draft.subject}",
            "subject": _plain(draft.subject),
            "lists": list(self.settings.lists),
            "type": "regular",
            "content_type": "html",
            "body": _plain(_body(draft.document("email"))),
            "altbody": _plain(_text(draft.document("email-text"))),
            "messenger": "email",
            "tags": list(self.settings.tags),
            "archive_slug": draft.slug,
            "attribs": {"publisher": draft.key},
        }
        if self.settings.template is not None:
            value["template_id"] = self.settings.template
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        headers = (*self._headers(), ("Content-Type", "application/json"))
        return Request(method="POST", url=f"{self.settings.url}/api/campaigns", headers=headers, body=content)

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:
        page = 1
        while True:
            order = f"order_by=created_at&order=DESC&no_body=true&per_page={_A_PAGE}&page={page}"
            request = Request(
                method="GET", url=f"{self.settings.url}/api/campaigns?{order}", headers=self._headers()
            )
            data = _data(checked(exchange(request), request, now=self.time()).value(), request)
            results = data.get("results")
            if not isinstance(results, list):
                raise misunderstood(request)
            for campaign in results:
                if isinstance(campaign, dict) and _is_it(campaign, draft):
                    return self._receipt(campaign, request)
            total, size = data.get("total"), data.get("per_page")
            if not results or not isinstance(total, int) or not isinstance(size, int) or page * size >= total:
                return None
            page += 1

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:
        request = self.request(draft)
        answer = checked(exchange(request), request, now=self.time())
        return self._receipt(_data(answer.value(), request), request)

    def _headers(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("Authorization", self.token.after(f"token {self.settings.user}:")),
            ("Accept", "application/json"),
        )

    def _receipt(self, campaign: dict[str, Any], request: Request) -> Receipt:
        id = campaign.get("id")
        if not isinstance(id, int):
            raise misunderstood(request)
        return Receipt(id=str(id), url=f"{self.settings.url}/admin/campaigns/{id}")


def slugged(text: str) -> str:
    """*text* as listmonk keeps it for an address."""
    return "-".join(re.sub(r"[\W_]", " ", text.lower()).split())


def _is_it(campaign: dict[str, Any], draft: Draft) -> bool:
    attribs = campaign.get("attribs")
    marked = isinstance(attribs, dict) and attribs.get("publisher") == draft.key
    return marked or slugged(str(campaign.get("archive_slug") or "")) == slugged(draft.slug)


def _data(value: object, request: Request) -> dict[str, Any]:
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(data, dict):
        raise misunderstood(request)
    return data


def _body(page: str) -> str:
    """What stands in the page's body: the installation's template has a page of its own around it."""
    found = re.search(r"<body\b[^>]*>(.*)</body>", page, re.DOTALL | re.IGNORECASE)
    return (found[1] if found else page).strip() + "\n"


def _text(text: str) -> str:
    """The published text without its first paragraph, which is subject and preheader for a person to paste."""
    return text.partition("\n\n")[2].lstrip("\n") or text


def _plain(text: str) -> str:
    """*text* such that listmonk, to which it is a Go template, shows it as it is."""
    return text.replace("{{", '{{ "{{" }}')
