"""Addresses at the forges: what a remote's URL says, and where a path, a commit or a change is shown.

All addresses are ``https``, are percent-encoded once, and hold no credentials.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

from publisher.characters import percent_encoded

_KINDS = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "gitee.com": "gitee",
    "codeberg.org": "forgejo",
    "gitea.com": "forgejo",
    "bitbucket.org": "bitbucket",
}
_LABELS = {"github": "github", "gitlab": "gitlab", "gitea": "forgejo", "forgejo": "forgejo"}
"""What a part of a host's name says of a forge that one runs oneself."""
_WEB = frozenset(("https", "http", "git+https"))
_TRANSPORTS = _WEB | {"ssh", "git", "git+ssh", "ssh+git"}
_URL = re.compile(r"(?P<scheme>[a-zA-Z][\w+.-]*)://(?:[^/\s]*@)?(?P<host>[\w.:-]+)(?P<path>/[^?#\s]*).*")

# `git@host:path`: a host may not hold a slash, and a Windows drive (`C:\list`) is no host.
_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[\w.-]{2,}):(?!//|:)(?P<path>[^\\\s]+)")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the list's repository lives, as far as it is known."""

    host: str = ""
    """``github.com``; empty when no address is known."""
    path: str = ""
    """``OWNER/NAME``; more parts on GitLab."""
    kind: str = ""
    """``github``, ``gitlab``, ``gitee``, ``forgejo``, ``bitbucket``, or empty for an unknown forge."""
    branch: str = "main"
    files: frozenset[str] = frozenset()
    """Every path at the tip, to tell files from folders and from what is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one kind of forge writes its addresses, below the repository's own."""

    file: str = "/blob/{branch}/{path}"
    folder: str = "/tree/{branch}/{path}"
    raw: str = "/raw/{branch}/{path}"
    commit: str = "/commit/{id}"
    compare: str = "/compare/{base}...{tip}"
    history: str = "/commits/{tip}"
    pull: str = "/pull/{number}"


_LAYOUTS = {
    "github": Layout(),
    "gitlab": Layout(
        file="/-/blob/{branch}/{path}",
        folder="/-/tree/{branch}/{path}",
        raw="/-/raw/{branch}/{path}",
        commit="/-/commit/{id}",
        compare="/-/compare/{base}...{tip}",
        history="/-/commits/{tip}",
        pull="/-/merge_requests/{number}",
    ),
    "gitee": Layout(pull="/pulls/{number}"),
    "forgejo": Layout(
        file="/src/branch/{branch}/{path}",
        folder="/src/branch/{branch}/{path}",
        raw="/raw/branch/{branch}/{path}",
        history="/commits/commit/{tip}",
        pull="/pulls/{number}",
    ),
    "bitbucket": Layout(
        file="/src/{branch}/{path}",
        folder="/src/{branch}/{path}",
        commit="/commits/{id}",
        compare="/branches/compare/{tip}%0D{base}",
        pull="/pull-requests/{number}",
    ),
}


def parse_remote(url: str) -> Home | None:
    """Where a remote lives; None for a folder, a bundle and everything else that is not on a host.

    Understands ``https://``, ``ssh://``, ``git@host:path`` and ``host:path``. User and password are dropped;
    so is ssh's port, which is not the web's. The host is empty where only ssh's configuration knows it.
    """
    address = url.strip()
    if match := _URL.fullmatch(address):
        scheme, host, path = match["scheme"].lower(), match["host"].lower(), match["path"]
        if scheme not in _TRANSPORTS:
            return None
        if scheme not in _WEB:
            host = _host_of(host.partition(":")[0])
    elif match := _SCP.fullmatch(address):
        host, path = _host_of(match["host"].lower()), match["path"]
    else:
        return None
    path = re.sub(r"/{2,}", "/", path).strip("/").removesuffix(".git").strip("/")
    return Home(host=host, path=path, kind=_kind_of(host)) if path else None


def _host_of(name: str) -> str:
    """The host of the web that ssh reaches by *name*: ``github-work`` is somebody's own name for GitHub."""
    if "." in name:
        return name.removeprefix("ssh.")  # ssh.github.com answers on the port of https
    return next((host for host in _KINDS if name.startswith(host.partition(".")[0])), "")


def _kind_of(host: str) -> str:
    labels = host.partition(":")[0].split(".")
    return _KINDS.get(host) or next((_LABELS[label] for label in labels if label in _LABELS), "")


def url_of(home: Home, link: str) -> str | None:
    """Where a forge shows *link*: a repository path, also with a fragment; a URL stays as it is.

    None when no forge is known, for an empty link, and for a path that leaves the repository.
    """
    if not link or _ABSOLUTE.match(link):
        return link or None
    layout = _LAYOUTS.get(home.kind)
    place = _place(home, link)
    if layout is None or place is None:
        return None
    path, fragment = place
    pattern = layout.folder if _is_folder(home, path) else layout.file
    anchor = f"#{percent_encoded(fragment, safe=_FRAGMENT)}" if fragment else ""
    return _fill(home, pattern, path=path).rstrip("/") + anchor


# RFC 3986 section 3.5, and the percent sign because authors copy fragments from the address bar.
_FRAGMENT = "!$&'()*+,;=:@/?%-._~"


def list_url(home: Home, path: str) -> str | None:
    """Where a forge shows the list *path*."""
    return url_of(home, path)


def raw_url(home: Home, path: str) -> str | None:
    """The bytes of a file, for pictures; a URL stays as it is."""
    if _ABSOLUTE.match(path):
        return path
    layout = _LAYOUTS.get(home.kind)
    place = _place(home, path)
    if layout is None or place is None:
        return None
    if home.host == "github.com":  # its /raw/ redirects here, which some readers do not follow for pictures
        path = "/".join((home.path, home.branch, place[0]))
        return f"https://raw.githubusercontent.com/{percent_encoded(path, safe='/')}"
    return _fill(home, layout.raw, path=place[0])


def home_url(home: Home) -> str | None:
    """The repository's own page."""
    return f"https://{home.host}/{percent_encoded(home.path, safe='/~')}" if home.host else None


def commit_url(home: Home, commit: str) -> str | None:
    """The page of a commit."""
    layout = _LAYOUTS.get(home.kind)
    return _fill(home, layout.commit, id=commit) if layout else None


def compare_url(home: Home, base: str | None, tip: str) -> str | None:
    """The page of what changed after *base* up to *tip*; without a base, of all that led to *tip*."""
    layout = _LAYOUTS.get(home.kind)
    if layout is None:
        return None
    if base is None:
        return _fill(home, layout.history, tip=tip)
    return _fill(home, layout.compare, base=base, tip=tip)


def pull_url(home: Home, number: int) -> str | None:
    """The page of a pull request (or merge request)."""
    layout = _LAYOUTS.get(home.kind)
    return _fill(home, layout.pull, number=str(number)) if layout else None


def _fill(home: Home, pattern: str, **values: str) -> str:
    quoted = {name: percent_encoded(value, safe="/") for name, value in values.items()}
    return f"{home_url(home)}{pattern.format(branch=percent_encoded(home.branch, safe='/'), **quoted)}"


def _place(home: Home, link: str) -> tuple[str, str] | None:
    """Path and fragment of *link*; a name may hold ``#`` itself, which the files at the tip tell."""
    for end in [len(link), *(match.start() for match in re.finditer("#", link))][::-1]:
        path = _normal(link[:end])
        if path is not None and (path in home.files or path in _folders(home.files)):
            return path, link[end + 1 :]
    head, _, fragment = link.partition("#")
    path = _normal(head)
    if path is None:
        return None
    return _unfolded(home.files).get(path.casefold(), path), fragment


def _normal(path: str) -> str | None:
    normal = posixpath.normpath(path.lstrip("/")) if path else ""
    return None if normal == ".." or normal.startswith("../") else "" if normal == "." else normal


def _is_folder(home: Home, path: str) -> bool:
    if path in home.files:
        return False
    return path == "" or path in _folders(home.files) or not posixpath.splitext(path)[1]


@lru_cache(maxsize=4)
def _folders(files: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for file in files:
        folder = posixpath.dirname(file)
        while folder and folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(found)


@lru_cache(maxsize=4)
def _unfolded(files: frozenset[str]) -> dict[str, str]:
    """The one path that differs from a spelling only in case."""
    found: dict[str, str] = {}
    for path in sorted(files | _folders(files), reverse=True):
        found[path.casefold()] = path
    return found
