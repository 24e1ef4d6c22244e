"""How far a publication is behind its list."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from publisher.errors import NoRemote, NothingPublished, Unreachable
from publisher.folder import MANIFEST, Manifest, locked, parse_manifest, read_bytes
from publisher.history import History
from publisher.objects import read_files
from publisher.publishing.pages import Place
from publisher.publishing.remote import Remote

_SECONDS = 30
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What readers have, beside what the list holds."""

    tip: str
    """What was published last: a commit that changed a list."""
    newest: str
    """The last one that changed a list."""
    commits: int | None
    """How many commits that changed a list are not published; None when history no longer holds `tip`."""
    days: int
    """For how many days the oldest of them, or a digest that is due, has waited."""
    due: date | None
    """The day since which a digest could be out; None when none is due."""

    @property
    def is_current(self) -> bool:
        """Whether readers have all there is."""
        return self.commits == 0 and self.due is None


def find_status(history: History, manifest: Manifest, *, as_of: date) -> Status:
    """Compare *history* with the *manifest* of what was published."""
    commits = history.list_commits
    places = {commit.id: place for place, commit in enumerate(commits)}
    at = places.get(manifest.tip)
    ahead = commits[at + 1 :] if at is not None else commits[-1:]
    due = _read_day(manifest.until)
    due = due if due is not None and due <= as_of else None
    since = [commit.date.date() for commit in ahead[:1]] + ([due] if due else [])
    return Status(
        tip=manifest.tip,
        newest=commits[-1].id,
        commits=len(ahead) if at is not None else None,
        days=max(0, *((as_of - day).days for day in since)) if since else 0,
        due=due,
    )


def _read_day(until: str | None) -> date | None:
    try:
        return datetime.fromisoformat(until).date() if until else None
    except ValueError:
        return None


def read_published(where: str) -> Manifest:
    """The manifest of the publication in the folder, or at the address, *where*."""
    if urlsplit(where).scheme in ("http", "https"):
        address = urljoin(where if where.endswith((".json", "/")) else f"{where}/", MANIFEST)
        return _parse(_fetch(address), address)
    content = read_bytes(Path(where), MANIFEST)
    if content is None:
        raise NothingPublished(f"in {where}, which holds no {MANIFEST}")
    return _parse(content, where)


def read_branch(repository: Path, place: Place, *, remote: str = "") -> Manifest | None:
    """The manifest of what is published at *place* of the remote; None when nothing is, or there is no remote."""
    try:
        git = Remote(repository, name=remote)
    except NoRemote:
        return None
    with locked(Path(git.folder)):
        try:
            tip = git.bring_branch(place.branch)
            wanted = [(tip, place.within(MANIFEST))] if tip else []
            content = next(read_files(git, wanted, limit=_LARGEST), None)
        finally:
            git.forget()
    return None if content is None else _parse(content, str(place))


def _parse(content: bytes, where: str) -> Manifest:
    try:
        return parse_manifest(content)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Unreachable(where, "it is no manifest of publisher's") from problem


def _fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310  its scheme was looked at
            content: bytes = answer.read(_LARGEST)
    except urllib.error.HTTPError as problem:
        raise Unreachable(address, f"HTTP {problem.code}") from problem
    except (OSError, HTTPException, ValueError) as problem:
        raise Unreachable(address, str(getattr(problem, "reason", problem))) from problem
    return content
