"""A release on GitHub, as a draft.

https://docs.github.com/en/rest/releases/releases. Nothing there keeps a second draft with the same tag out, and
``GET …/releases/tags/{tag}`` knows no drafts: one has to look through all releases.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from publisher.newsletters import GithubRelease
from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret
from publisher.senders.wire import Exchange, Now, Receipt, Request, checked, misunderstood

VERSION = "2022-11-28"
_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GithubReleaseSender:
    settings: GithubRelease
    repository: str
    token: Secret
    time: Now
    name: str = "github-release"
    in_language: bool = False
    keeps_one: bool = False
    speaks_http: bool = True

    @property
    def secrets(self) -> tuple[Secret, ...]:
        return (self.token,)

    def request(self, draft: Draft) -> Request:
        value = {
            "tag_name": draft.issue,
            "name": draft.subject,
            "body": draft.document("release"),
            "draft": True,
        }
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        headers = (*self._headers(), ("Content-Type", "application/json"))
        return Request(method="POST", url=self._url, headers=headers, body=content)

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:
        page = 1
        while True:
            url = f"{self._url}?per_page={_A_PAGE}&page={page}"
            request = Request(method="GET", url=url, headers=self._headers())
            answer = checked(exchange(request), request, now=self.time())
            releases = answer.value()
            if not isinstance(releases, list):
                raise misunderstood(request)
            for release in releases:
                if isinstance(release, dict) and release.get("tag_name") == draft.issue:
                    return _receipt(release, request)
            # The address in the header is not followed: the token goes to the configured host only.
            if not releases or not re.search(r'rel="?next\b', answer.headers.get("link", "")):
                return None
            page += 1

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:
        request = self.request(draft)
        return _receipt(checked(exchange(request), request, now=self.time()).value(), request)

    @property
    def _url(self) -> str:
        return f"{self.settings.url}/repos/{self.repository}/releases"

    def _headers(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("Authorization", self.token.after("Bearer ")),
            ("Accept", "application/vnd.github+json"),
            ("X-GitHub-Api-Version", VERSION),
        )


def _receipt(value: object, request: Request) -> Receipt:
    if not isinstance(value, dict) or not isinstance(value.get("id"), int):
        raise misunderstood(request)
    url = value.get("html_url")
    return Receipt(id=str(value["id"]), url=url if isinstance(url, str) else "")
