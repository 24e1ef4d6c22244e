"""Addresses that work wherever a text is read: absolute, safe, and percent-encoded once."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from publisher.characters import legal, percent_encoded
from publisher.forges import Home, raw_url, url_of
from publisher.links import mended

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# RFC 3986 section 2: reserved and unreserved characters, and the percent sign, of which strays are
# encoded afterwards.
_SAFE = "!$&'()*+,;=:@/?%-._~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(url: str) -> str | None:
    """Return the ``http`` or ``https`` address *url* in ASCII, encoded once; None for anything else."""
    written = legal(url).strip()
    if written.startswith("//"):
        written = f"https:{written}"
    try:
        parts = urlsplit(written)
        host = parts.hostname
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # `http://[`, a port of letters
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    name = _ascii_host(host)
    if name is None:
        return None
    fragment = _encoded(parts.fragment)
    return urlunsplit((parts.scheme, name + port, _encoded(parts.path), _encoded(parts.query), fragment))


# Asked for each note in each of its feeds, and again for its other homes.
@lru_cache(maxsize=65536)
def note_address(home: Home, link: str) -> str | None:
    """Return where people read what *link* (a repository path or a URL) names; None when nobody knows."""
    url = url_of(home, link) if link else None
    return web_address(url) if url else None


def absolute_link(written: str, *, path: str, home: Home) -> str | None:
    """Return the address that *written* means in the repository's file *path*; None when none is safe."""
    written = mended(legal(written).strip())
    if written.lower().startswith("mailto:"):
        return "mailto:" + _encoded(written[len("mailto:") :])
    if written.startswith("//") or _SCHEME.match(written):
        return web_address(written)
    target, fragment = _target(written, path)
    if target is None:  # GitHub reads `../../issues` as a path of its own site
        page = url_of(home, path)
        return web_address(urljoin(page, written)) if page else None
    return note_address(home, f"{target}#{fragment}" if fragment else target)


def absolute_image(written: str, *, path: str, home: Home) -> str | None:
    """Return the address of the bytes of the picture that *written* means in the file *path*."""
    written = legal(written).strip()
    if written.startswith("//") or _SCHEME.match(written):
        url = web_address(written)
        # The page about a picture is no picture.
        return re.sub(r"^(https://github\.com/[^/]+/[^/]+)/blob/", r"\1/raw/", url) if url else None
    target, _ = _target(written, path)
    url = raw_url(home, target) if target else None
    return web_address(url) if url else None


def _target(written: str, path: str) -> tuple[str | None, str]:
    """The repository path and the fragment; None for a path that leaves the repository."""
    relative, _, fragment = written.partition("#")
    relative = unquote(relative.partition("?")[0])
    if not relative:
        return path, unquote(fragment)
    start = "" if relative.startswith("/") else posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(start, relative.lstrip("/")))
    leaves = target == ".." or target.startswith("../")
    return None if leaves else target, unquote(fragment)


def _encoded(text: str) -> str:
    return _STRAY_PERCENT.sub("%25", percent_encoded(text, safe=_SAFE))


def _ascii_host(host: str) -> str | None:
    if ":" in host:  # RFC 3986 section 3.2.2: an IPv6 address
        return f"[{host}]"
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if re.fullmatch(r"[A-Za-z0-9._~-]+", name) else None
