"""Spellings of one target: what a link points to, whatever way it is written.

Two readings of a target matter: the *link*, as it is published (a repository path without ``./``, or a
URL as the author wrote it), and the *key*, under which all spellings of one target are equal.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlsplit

from publisher.languages import fold, split_language

_REDIRECTS = ("target", "url", "u", "to", "goto", "redirect", "redirect_url", "dest", "destination", "q")
_TRACKING = re.compile(
    r"^(utm_\w+|spm|ref|ref_src|source|from|fbclid|gclid|si|share_\w+|vd_source|igshid|mc_[ce]id)$"
)
_OWN_FILE = re.compile(
    r"^/(?P<name>[^/]+/[^/]+?)(?:\.git)?/(?:-/)?(?:blob|tree|raw|src/branch|src)/(?P<branch>[^/]+)(?:/(?P<path>.*))?$"
)
_ARXIV = re.compile(
    r"/(?:abs|pdf|html|pdf/v\d+)/((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?/?$"
)
_SLASHES = re.compile(r"/{2,}")
_INDEX = re.compile(r"/index\.html?$")
_FORGE_PAGE = re.compile(r"\.git$|/(?:tree|blob)/(?:master|main)$")
_HOST_AS_TYPED = re.compile(r"^(?:www\.[a-z0-9-]+\.|(?:github|gitlab|gitee)\.com/)", re.IGNORECASE)
_PAGES = re.compile(r"^([a-z0-9-]+)\.github\.com$")
_OF_THE_PROJECT = re.compile(
    r"/(?:issues/?$|issues/new|pulls?(?:/|$)|(?:graphs|stargazers|network|actions|compare|commits|edit)(?:/|$)|fork$|releases/?$)"
)
_SCHEME_AS_TYPED = re.compile(
    r"^(?!https?://(?!h+t+ps?:/))(?:\[?(?=h))?(?:h+t+ps?:/{1,2}(?=h+t+ps?:/))*h+t+p(s?):/{1,2}(?=[^/])",
    re.IGNORECASE,
)
_FORGES = frozenset(("github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org"))
_LINK_IN_LINK = re.compile(r"^\[[^\]]*\]\((https?://[^\s)]+)\)?$")
_BADGE = re.compile(
    r"^(?:img\.shields\.io|badgen\.net|badge\.fury\.io)/|/badge[^/]*\.svg(?:\?|$)", re.IGNORECASE
)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_URL = re.compile(r"https?://", re.IGNORECASE)
# What `urlsplit` takes apart in the same way, at ten times the cost.
_PLAIN_URL = re.compile(r"https?://([a-z0-9.-]+)(/[!$->@-~]*)?(?:#([!-~]*))?", re.IGNORECASE | re.ASCII)
_EXTENSION = re.compile(r"\.(md|markdown|mkd|mdx)$", re.IGNORECASE)

HOSTS: Mapping[str, str] = MappingProxyType({
    "zhihu.com": "zhihu", "zhuanlan.zhihu.com": "zhihu", "mp.weixin.qq.com": "wechat", "arxiv.org": "arxiv",
    "github.com": "github", "gitlab.com": "gitlab", "gitee.com": "gitee", "youtube.com": "youtube",
    "youtu.be": "youtube", "bilibili.com": "bilibili", "b23.tv": "bilibili", "huggingface.co": "huggingface",
    "medium.com": "medium", "juejin.cn": "juejin", "csdn.net": "csdn", "blog.csdn.net": "csdn",
    "x.com": "x", "twitter.com": "x", "modelscope.cn": "modelscope", "colab.research.google.com": "colab",
    "openreview.net": "openreview", "xiaohongshu.com": "xiaohongshu", "substack.com": "substack",
})  # fmt: skip
"""What the best-known homes of an article are called, by host without ``www.``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one link points to."""

    link: str
    """A repository path with its fragment, or an absolute URL; empty when it points nowhere."""
    key: str = ""
    """Equal for all spellings of one target; empty when it points nowhere."""
    exact: str = ""
    """The key with its fragment, which tells apart entries that point into one file."""
    folded: str = ""
    """The path that a file's translations share, of this repository or of another; empty for other URLs."""
    local: bool = False

    @property
    def path(self) -> str:
        """The repository path without the fragment; empty for a URL."""
        return self.link.partition("#")[0] if self.local else ""


NOWHERE = Target(link="")
FRAGMENT = Target(link="#", key="#", exact="#", local=True)
"""A place in the list itself."""


@dataclass(frozen=True, slots=True)
class Links:
    """Reads targets as they are meant in one repository, whose own addresses (``host/owner/name``) are *own*."""

    own: frozenset[str] = frozenset()

    def read(self, written: str, *, list: str) -> Target:
        """What *written* points to when it stands in *list*. Never fails: nonsense points nowhere."""
        return _read(written, posixpath.dirname(list) if "/" in list else "", self.own)

    def is_about_the_project(self, target: Target) -> bool:
        """Whether *target* is a page that a forge makes of the repository itself: its pull requests, its stars."""
        return any(
            target.key.startswith(f"{own}/") and _OF_THE_PROJECT.match(target.key, len(own)) is not None
            for own in self.own
        )

    def of(self, link: str) -> Target:
        """The target of a link that was read before: an entry's, an alternate's."""
        return _read(link, "", self.own) if not link or _URL.match(link) else _local(link)


@lru_cache(maxsize=200_000)
def _read(written: str, folder: str, own: frozenset[str]) -> Target:
    written = written.strip().strip("\u200b\ufeff\xa0 ")
    if inner := _LINK_IN_LINK.match(written):  # a whole link pasted where its address belongs
        written = inner[1]
    written = mended(written)
    if written.startswith("//"):
        written = "https:" + written
    if not written:
        return NOWHERE
    if written.startswith("#"):
        return FRAGMENT
    if not (scheme := _SCHEME.match(written)):
        return _read_path(written, folder)
    if scheme[0].casefold() not in ("http:", "https:"):
        return NOWHERE
    try:
        return _read_url(_unwrap(written), own)
    except ValueError:  # urlsplit on `http://[` and the like
        return NOWHERE


def mended(written: str) -> str:
    """The address that was meant: ``[x]((https://…))``, ``http://https://…``, ``https:/…``, ``www.example.org``."""
    if written.startswith("(") and written.endswith(")"):
        written = written[1:-1].strip()
    if _HOST_AS_TYPED.match(written):
        return f"https://{written}"
    return _SCHEME_AS_TYPED.sub(lambda typed: f"http{typed[1].lower()}://", written)


def _read_path(written: str, folder: str) -> Target:
    path, _, fragment = written.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/")
    full = posixpath.normpath(
        posixpath.join("/", "" if path.startswith("/") else folder, path.lstrip("/"))
    ).lstrip("/")
    if not full:
        return FRAGMENT if not path.strip("./") and not folder else NOWHERE
    fragment = unquote(fragment)
    return _local(f"{full}#{fragment}" if fragment else full)


@lru_cache(maxsize=200_000)
def _local(link: str) -> Target:
    path = link.partition("#")[0]
    return Target(link=link, key=path, exact=link, folded=fold(path), local=True)


def _unwrap(url: str) -> str:
    """The address inside a redirect wrapper (``https://link.example/?target=https%3A//…``), or *url* itself."""
    for _ in range(3):
        if "?" not in url:
            break
        inner = next((v for k, v in parse_qsl(urlsplit(url).query, max_num_fields=100)
                      if k.casefold() in _REDIRECTS and v.startswith(("http://", "https://"))), None)  # fmt: skip
        if inner is None:
            break
        url = inner
    return url


def _read_url(url: str, own: frozenset[str]) -> Target:
    host, path, query, fragment = _split(url)
    host = _PAGES.sub(r"\1.github.io", host.removeprefix("www."))
    if not host or ("." not in host and host.partition(":")[0] != "localhost"):
        return NOWHERE
    own_file = _OWN_FILE.match(path)
    if own_file and f"{host}/{own_file['name']}".casefold() in own and own_file["path"]:
        return _read_path(own_file["path"] + (f"#{fragment}" if fragment else ""), "")
    key = host + _key_path(host, path)
    if fragment and key.casefold() in own:  # the forge shows the list there
        return FRAGMENT
    if query:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        query = "&".join(sorted(f"{k}={v}" for k, v in pairs if not _TRACKING.match(k.casefold())))
        key += f"?{query}" if query else ""
    fragment = unquote(fragment)
    if fragment.startswith(("/", "!")):  # a page of its own in a single-page application
        key += f"#{fragment}"
    exact = f"{key}#{fragment}" if fragment else key
    written_file = host in _FORGES and own_file and _EXTENSION.search(path)
    return Target(link=url, key=key, exact=exact, folded=fold(key) if written_file else "")


def _split(url: str) -> tuple[str, str, str, str]:
    """The host of a URL, with its port unless that is the usual one, its path, its query, its fragment."""
    if plain := _PLAIN_URL.fullmatch(url):
        return plain[1].lower(), plain[2] or "", "", plain[3] or ""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host and parts.port not in (None, 80, 443):
        host = f"{host}:{parts.port}"
    return host, parts.path, parts.query, parts.fragment


def _key_path(host: str, path: str) -> str:
    if host == "arxiv.org" and (match := _ARXIV.search(path)):
        return f"/{match[1]}"
    path = _SLASHES.sub("/", unquote(path)).rstrip("/")
    path = _INDEX.sub("", path)
    return _FORGE_PAGE.sub("", path).casefold() if host in _FORGES else path


def is_profile(target: Target) -> bool:
    """Whether a URL is that of somebody's page on a forge: ``https://github.com/NAME``."""
    host, _, path = target.key.partition("/")
    return host in _FORGES and bool(path) and "/" not in path


def is_badge(target: Target) -> bool:
    """Whether a URL is that of a badge's picture."""
    return not target.local and _BADGE.search(target.key) is not None


def owner_of(target: Target) -> str:
    """Whose project on a forge a URL leads to, ``github.com/NAME``; empty when to none."""
    host, _, path = target.key.partition("/")
    owner, _, name = path.partition("/")
    return f"{host}/{owner}" if host in _FORGES and name else ""


def label_of(target: Target) -> str:
    """What to call a home: ``zhihu``, ``arxiv``, … for known hosts, ``text`` for a file of the list, else the host."""
    if target.local:
        return split_language(_EXTENSION.sub("", posixpath.basename(target.path)), strict=False)[1] or "text"
    host = (urlsplit(target.link).hostname or "").removeprefix("www.")
    return HOSTS.get(host) or HOSTS.get(".".join(host.split(".")[-2:])) or host


def id_of(target: Target) -> str:
    """The id that a note with this first link is given: the link without scheme, extension and language suffix."""
    if not target.local:
        return target.key
    folder, name = posixpath.split(target.path)
    stem = split_language(_EXTENSION.sub("", name))[0]
    if stem.casefold() in ("readme", "index") and folder:
        return folder
    return posixpath.join(folder, stem)
