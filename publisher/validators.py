"""What a value must be to be configured: each takes what is written, and gives it as it is used.

A `ValueError` says what was wanted, to go on after "must be".
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from publisher.newsletters import Service


def site_address(written: str) -> str:
    """An address of a site, ending with ``/``; `ValueError` says what it must be."""
    wanted = "an address like https://example.org/notes/"
    try:
        host = urlsplit(written).hostname
    except ValueError as error:
        raise ValueError(wanted) from error
    if not host or not re.fullmatch(r"https?://[^\s?#]+", written):
        raise ValueError(wanted)
    return written.rstrip("/") + "/"


def _like(pattern: str, written: str, *, wanted: str) -> str:
    if not re.fullmatch(pattern, written):
        raise ValueError(wanted)
    return written


_OWNER_AND_NAME = "[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+"


def repository(written: str) -> str:
    return _like(
        rf"{_OWNER_AND_NAME}|[a-z+]+://\S+|[^\s@]+@[^\s:]+:\S+", written, wanted="OWNER/NAME or an address"
    )


def alias(written: str) -> str:
    return _like(_OWNER_AND_NAME, written, wanted="OWNER/NAME")


def authority(written: str) -> str:
    # RFC 4151 section 2.1: a domain name or an e-mail address, then a date. Addresses are not published.
    date = ",[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
    pattern = rf"[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9_./~-]+)?({date})?"
    wanted = "a domain of yours and a date on which it was, like example.org,2026-01-31"
    return _like(pattern, written, wanted=wanted)


def timezone(written: str) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - most configurations have none

    try:
        ZoneInfo(written)
    except (LookupError, ValueError, OSError) as error:
        raise ValueError("a time zone like Asia/Shanghai") from error
    return written


def filled(written: str) -> str:
    if not written.strip():
        raise ValueError("more than white space")
    if "\0" in written:
        raise ValueError("text without NUL")
    return written


def branch(written: str) -> str:
    """A branch to publish to; `ValueError` says what it must be, as for all of these."""
    # git-check-ref-format(1), as far as a slip of the pen goes.
    pattern = r"(?![-/.])(?!.*(?:\.\.|//|@\{|[/.]$|\.lock$))[^\x00-\x20\x7f~^:?*\[\\]+"
    return _like(pattern, written, wanted="the name of a branch")


def folder(written: str) -> str:
    """A folder of a branch."""
    strange = re.search(r'[\x00-\x1f\x7f"\\]', written)
    if strange or written.startswith("/") or any(map(_leads_away, written.split("/"))):
        raise ValueError("a folder inside the branch, like feeds")
    return written


# What HFS+ leaves out of names, as git has it in utf8.c.
_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


def _leads_away(name: str) -> bool:
    """Whether a folder's *name* leads out of the tree, or on some system to git's own folder (git's core.protectNTFS)."""
    plain = _IGNORED.sub("", name).partition(":")[0].rstrip(". ").casefold()
    return plain in (".git", "git~1") or name == ".."


def remote(written: str) -> str:
    """A remote to push to."""
    if written.startswith("-") or not written.strip():
        raise ValueError("the name of a remote, or an address")
    return written


def author(written: str) -> str:
    """Who signs commits."""
    if not re.fullmatch(r"\s*[^<>\n\0]*[^<>\s]\s*<[^<>\s\0]+>\s*", written):
        raise ValueError("NAME <ADDRESS>")
    return written.strip()


def service_address(written: str) -> str:
    """An address of a service, without a slash at its end; `ValueError` says what it must be.

    HTTPS, unless the host is this machine. No user or password stands in it.
    """
    wanted = "an address that begins with https:// and holds no password"
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(wanted) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host or ""))
    if not host or not secure or "@" in parts.netloc or re.search(r"[^\x21-\x7e]|#", written):
        raise ValueError(wanted)
    return written.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine."""
    import ipaddress  # noqa: PLC0415 - for those who send

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def variable(written: str) -> str:
    return _like(
        r"[A-Z_][A-Z0-9_]*",
        written,
        wanted="the name of an environment variable in capital letters, never the secret itself",
    )


def service(written: str) -> Service:
    try:
        return Service(written)
    except ValueError:
        raise ValueError(f"one of {', '.join(Service)}") from None


def owner_and_name(written: str) -> str:
    return _like(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", written, wanted="OWNER/NAME")


def tag(written: str) -> str:
    return _like(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", written, wanted="a language tag like en or zh")
