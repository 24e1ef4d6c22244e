"""A request as text, with the names of variables in the place of secrets."""

from __future__ import annotations

from publisher.senders.wire import Request


def render_request(request: Request) -> str:
    """Method and address, a header a line, an empty line, and the body as it would be sent."""
    lines = [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers)]
    return "\n".join([*lines, "", request.body.decode("utf-8", "replace").rstrip("\n")])
