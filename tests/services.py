"""Newsletter services on this machine, as far as they document themselves, and ways for them to fail.

Buttondown: https://docs.buttondown.com/api-emails-create, …/api-idempotency-keys, …/api-pagination, …/api-rate-limits
listmonk: its ``docs/apis/campaigns.md``; what it does with slugs is in ``cmd/campaigns.go`` and ``schema.sql``
GitHub: https://docs.github.com/en/rest/releases/releases
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "bd-key-4f1e99"
TOKEN = "gh-token-77aa01"  # noqa: S105  opens nothing
USER, LISTMONK_TOKEN = "publisher", "lm-token-c0ffee"
SECRET = "wh-secret-d15ea5e"  # noqa: S105
REPOSITORY = "example/field-notes"
BUTTONDOWN_STATUSES = set(
    "draft managed_by_rss about_to_send scheduled in_flight paused deleted errored sent imported throttled"
    " resending transactional suppressed".split()
)


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request as it came in."""

    method: str
    path: str
    """With its query."""
    headers: dict[str, str]
    body: bytes

    @property
    def value(self) -> Any:  # noqa: ANN401  JSON is anything
        return json.loads(self.body)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query)


@dataclass(kw_only=True)
class Reply:
    status: int
    value: object = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None

    @property
    def content(self) -> bytes:
        return (json.dumps(self.value) if self.text is None else self.text).encode()


@dataclass
class Services:
    """All services behind one address; what they hold, and what they were asked."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """How the next requests fail, in their order; see `_Handler.do`."""
    late: list[tuple[int, Call]] = field(default_factory=list)
    """Requests that will be carried out after so many others."""
    page: int = 3
    """Results a page at most, whatever is asked for."""
    override: Callable[[Call], Reply | None] = lambda _: None
    emails: list[dict[str, Any]] = field(default_factory=list)
    campaigns: list[dict[str, Any]] = field(default_factory=list)
    releases: list[dict[str, Any]] = field(default_factory=list)
    deliveries: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Reply] = field(default_factory=dict)
    """Buttondown's, by idempotency key."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def forget(self) -> None:
        for store in (self.calls, self.faults, self.late, self.emails, self.campaigns, self.releases):
            store.clear()
        self.deliveries.clear()
        self.answers.clear()

    def settle(self) -> None:
        """Carry out whatever is late."""
        with self.lock:
            waiting, self.late[:] = [call for _, call in self.late], []
            for call in waiting:
                self.act(call)

    def tick(self) -> None:
        with self.lock:
            due = [call for left, call in self.late if left <= 0]
            self.late[:] = [(left - 1, call) for left, call in self.late if left > 0]
            for call in due:
                self.act(call)

    def act(self, call: Call) -> Reply:
        """What the service does and says when nothing goes wrong."""
        with self.lock:
            path = urlsplit(call.path).path
            if path == "/v1/emails":
                return self._buttondown(call)
            if path == "/api/campaigns":
                return self._listmonk(call)
            if path == f"/repos/{REPOSITORY}/releases":
                return self._github(call)
            if path.startswith("/hook"):
                return self._webhook(call)
            return Reply(status=404, value={"message": "Not Found"})

    def made(self, service: str) -> list[str]:
        """The names of all drafts, in the order of their making."""
        return {
            "buttondown": [email["slug"] for email in self.emails],
            "listmonk": [campaign["archive_slug"] for campaign in self.campaigns],
            "github-release": [release["tag_name"] for release in self.releases],
            "webhook": [json.loads(content)["id"] for content in self.deliveries.values()],
        }[service]

    def refuse(self) -> Reply:
        """What a service says to a body that it does not take."""
        return Reply(status=422, value={"message": "Validation Failed"})

    def refuse_slug(self) -> Reply:
        return _refusal("slug_invalid", "The slug is invalid or already in use.")

    def _buttondown(self, call: Call) -> Reply:
        if call.headers.get("authorization") != f"Token {KEY}":
            return Reply(status=401, value={"detail": "Invalid token."})
        assert call.headers.get("x-api-version") == "2026-04-01"
        if call.method == "GET":
            wanted = set(call.query.get("status", ()))
            if not wanted <= BUTTONDOWN_STATUSES:
                return Reply(status=422, value={"detail": [{"loc": ["query", "status"]}]})
            found = [email for email in reversed(self.emails) if not wanted or email["status"] in wanted]
            number = int(call.query.get("page", ["1"])[0])
            shown, more = self._paged(found, number)
            following = f"https://elsewhere.invalid/v1/emails?page={number + 1}" if more else None
            return Reply(
                status=200, value={"results": shown, "next": following, "previous": None, "count": len(found)}
            )
        key = call.headers.get("x-idempotency-key", "")
        assert key == call.headers.get("idempotency-key")
        assert len(key) <= 200
        if key not in self.answers:
            self.answers[key] = self._email(call.value)
        return self.answers[key]

    def _email(self, value: dict[str, Any]) -> Reply:
        if value.get("status", "draft") == "about_to_send":
            return _refusal("sending_requires_confirmation", "Pass the header to confirm.")
        if not value.get("subject"):
            return _refusal("subject_invalid", "A subject is needed.")
        if value.get("body", "").startswith("---\n"):
            return _refusal("body_contains_frontmatter", "This begins with frontmatter.")
        if not re.fullmatch(r"[-a-zA-Z0-9_]+", value["slug"]) or value["slug"] in self.made("buttondown"):
            return _refusal("slug_invalid", "The slug is invalid or already in use.")
        id = f"em_{len(self.emails) + 1:04}"
        url = f"https://buttondown.com/notes/archive/{value['slug']}/"
        email = {"status": "draft", "metadata": {}} | value | {"id": id, "absolute_url": url}
        self.emails.append(email)
        return Reply(status=201, value=email)

    def _listmonk(self, call: Call) -> Reply:
        if call.headers.get("authorization") != f"token {USER}:{LISTMONK_TOKEN}":
            return Reply(status=403, value={"message": "invalid API credentials"})
        if call.method == "GET":
            number = int(call.query.get("page", ["1"])[0])
            found = sorted(
                self.campaigns, key=lambda each: each["id"], reverse=call.query["order"] == ["DESC"]
            )
            shown, _ = self._paged(found, number)
            if not shown:
                empty = {"results": [], "search": "", "query": "", "total": 0, "per_page": 0, "page": 0}
                return Reply(status=200, value={"data": empty})
            data = {"results": shown, "search": "", "query": "", "total": len(found), "page": number}
            return Reply(status=200, value={"data": data | {"per_page": self.page}})
        value = call.value
        if not value.get("lists"):
            return Reply(status=400, value={"message": "Invalid list IDs."})
        if "{{" in value["body"].replace('{{ "{{" }}', ""):
            return Reply(status=400, value={"message": "Error compiling campaign body: function not defined"})
        slug = "-".join(re.sub(r"[\W_]", " ", value["archive_slug"].lower()).split())
        if slug in self.made("listmonk"):
            said = 'pq: duplicate key value violates unique constraint "campaigns_archive_slug_key"'
            return Reply(status=500, value={"message": f"Error creating campaign: {said}"})
        campaign = value | {"id": len(self.campaigns) + 1, "status": "draft", "archive_slug": slug}
        self.campaigns.append(campaign)
        return Reply(status=200, value={"data": campaign})

    def _github(self, call: Call) -> Reply:
        authorized = call.headers.get("authorization") == f"Bearer {TOKEN}"
        if call.method == "GET":
            number = int(call.query.get("page", ["1"])[0])
            found = [release for release in reversed(self.releases) if authorized or not release["draft"]]
            shown, more = self._paged(found, number)
            link = f'<https://elsewhere.invalid/releases?page={number + 1}>; rel="next"'
            return Reply(status=200, value=shown, headers={"Link": link} if more else {})
        if not authorized:
            return Reply(status=401, value={"message": "Bad credentials", "status": "401"})
        value = call.value
        if any(not each["draft"] and each["tag_name"] == value["tag_name"] for each in self.releases):
            errors = [{"resource": "Release", "code": "already_exists", "field": "tag_name"}]
            return Reply(status=422, value={"message": "Validation Failed", "errors": errors})
        id = len(self.releases) + 1
        page = f"https://github.com/{REPOSITORY}/releases/tag/untagged-{id:04}"
        release = {"draft": False} | value | {"id": id, "html_url": page}
        self.releases.append(release)
        return Reply(status=201, value=release)

    def _webhook(self, call: Call) -> Reply:
        """A receiver as our own page describes it."""
        signature = hmac.new(SECRET.encode(), call.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(call.headers.get("x-publisher-signature-256", ""), f"sha256={signature}"):
            return Reply(status=401, text="who are you?")
        self.deliveries.setdefault(call.headers["idempotency-key"], call.body)
        return Reply(status=202, text="")

    def _paged(self, found: list[dict[str, Any]], number: int) -> tuple[list[dict[str, Any]], bool]:
        begin, end = (number - 1) * self.page, number * self.page
        return found[begin:end], len(found) > end


def _refusal(code: str, detail: str) -> Reply:
    return Reply(status=400, value={"code": code, "detail": detail, "metadata": {}})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    services: Services

    def do_GET(self) -> None:
        self._do()

    do_POST = do_GET  # noqa: N815  the name that http.server asks for

    def _do(self) -> None:
        services = self.services
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(method=self.command, path=self.path, headers=headers, body=body)
        with services.lock:
            services.calls.append(call)
            services.tick()
            fault = services.faults.pop(0) if services.faults else ""
        reply = services.override(call)
        if reply is None:
            reply = self._fail(fault, call)
        if reply is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content)

    def _fail(self, fault: str, call: Call) -> Reply | None:  # noqa: PLR0911  a case a fault
        """What is answered; None cuts the connection."""
        services = self.services
        match fault:
            case "":
                return services.act(call)
            case "cut before":
                return None
            case "cut after":
                services.act(call)
                return None
            case "late":  # it is carried out, but after others
                with services.lock:
                    services.late.append((2, call))
                return None
            case "slow":
                services.act(call)
                time.sleep(SLOW)
                return None
            case "error":
                return Reply(status=500, text="<html><h1>Internal Server Error</h1></html>")
            case "error after":
                services.act(call)
                return Reply(status=502, text="<html>Bad Gateway</html>")
            case "unavailable":
                return Reply(status=503, value={"message": "maintenance"}, headers={"Retry-After": "7"})
            case "limited":
                return Reply(status=429, value={"detail": "Slow down."}, headers={"Retry-After": "45"})
            case "limited for long":
                return Reply(status=429, value={"detail": "Slow down."}, headers={"Retry-After": "3600"})
            case "garbage":
                services.act(call)
                return Reply(status=200, text="<html>Welcome to the hotel's network</html>")
            case _:
                raise AssertionError(fault)

    def log_message(self, format: str, *args: object) -> None:
        pass


FAULTS = (
    "cut before",
    "cut after",
    "late",
    "error",
    "error after",
    "unavailable",
    "limited",
    "limited for long",
    "garbage",
)
"""All but ``slow``, which takes time."""
SLOW = 0.6


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no error here."""


@contextmanager
def serving() -> Iterator[Services]:
    """The services, on a free port of this machine."""
    services = Services()
    handler = type("Handler", (_Handler,), {"services": services})
    server = _Server(("127.0.0.1", 0), handler)
    services.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
