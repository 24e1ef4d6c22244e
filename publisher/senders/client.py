"""The one module that speaks HTTP: time-outs, redirects, and no secret in what it says."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, urljoin, urlsplit

from publisher import __version__
from publisher.errors import MissingPackage
from publisher.senders.secrets import Secret, revealed, scrub
from publisher.senders.wire import Answer, Made, Request, Trouble

if TYPE_CHECKING:
    import httpx

CONNECT = 10.0
SILENCE = 30.0
"""Seconds without a byte."""
WHOLE = 90.0
"""Seconds for a whole answer."""
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 3


class Client:
    """Sends requests; what it gives and what it raises holds none of *secrets*."""

    def __init__(self, secrets: Sequence[Secret], *, silence: float = SILENCE) -> None:
        try:
            import httpx  # noqa: PLC0415  an extra, which only this class needs
        except ImportError:
            raise MissingPackage("httpx", "send") from None
        # They log addresses and headers, and secrets stand in both.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self.secrets = tuple(secrets)
        # Plain HTTP is for this machine only, which no proxy reaches.
        self._http = httpx.Client(
            timeout=httpx.Timeout(silence, connect=min(CONNECT, silence)),
            follow_redirects=False,
            mounts={"http://": None},
            headers={"User-Agent": f"publisher/{__version__}"},
        )
        self._httpx = httpx

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        self._http.close()

    def exchange(self, request: Request) -> Answer:
        """The answer to *request*. Raises Trouble when there is none that can be used.

        Redirects are followed to the same host only, and by what makes something only where HTTP says that
        nothing has been made yet (RFC 9110 sections 15.4.8 and 15.4.9). So credentials stay where they belong.
        """
        url = revealed(request.url)
        for _ in range(MOST_REDIRECTS + 1):
            answer, location = self._ask(request, url)
            target = urljoin(url, location)
            if answer.status not in {301, 302, 303, 307, 308} or target == url:
                return answer
            if _origin(target) != _origin(url):
                place = urlsplit(target).hostname or "another place"
                raise _trouble(request, f"redirects to {scrub(place, self.secrets)}, which is not followed")
            if request.makes and answer.status not in {307, 308}:
                raise _trouble(request, f"answered {answer.status}, which would make another request of it")
            url = target
        raise _trouble(request, "redirects in a circle")

    def _ask(self, request: Request, url: str) -> tuple[Answer, str]:
        """The answer, and where it leads, which may hold a secret."""
        headers = {name: revealed(value) for name, value in request.headers}
        body, end = bytearray(), monotonic() + WHOLE
        # The causes are left out of the traceback: httpx names in some what it could not send.
        try:
            with self._http.stream(request.method, url, headers=headers, content=request.body) as response:
                for part in response.iter_bytes():
                    body += part
                    if len(body) > MOST_BYTES or monotonic() > end:
                        raise _trouble(request, "answers without an end", again=True)
                return self._answer(response, bytes(body)), response.headers.get("location", "")
        except (self._httpx.ConnectError, self._httpx.ConnectTimeout, self._httpx.ProxyError) as problem:
            why = ": its certificate is not valid" if "certificate" in str(problem).lower() else ""
            raise Trouble(f"{request.host} cannot be reached{why}", again=True) from None
        except (self._httpx.UnsupportedProtocol, self._httpx.LocalProtocolError, self._httpx.InvalidURL):
            raise Trouble(f"{request.host} cannot be asked this way") from None
        except self._httpx.TimeoutException:
            raise _trouble(request, "did not answer in time", again=True) from None
        except self._httpx.HTTPError:
            raise _trouble(request, "broke the connection off", again=True) from None

    def _answer(self, response: httpx.Response, body: bytes) -> Answer:
        headers = {name.lower(): scrub(value, self.secrets) for name, value in response.headers.items()}
        text = scrub(body.decode("utf-8", "replace"), self.secrets)
        return Answer(status=response.status_code, headers=_fixed(headers), text=text)


def _fixed(headers: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(headers))


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts: SplitResult = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    try:
        return parts.scheme, parts.hostname, parts.port or default
    except ValueError:
        return "", None, None


def _trouble(request: Request, message: str, *, again: bool = False) -> Trouble:
    return Trouble(message, made=Made.MAYBE if request.makes else Made.NO, again=again)
