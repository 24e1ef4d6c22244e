"""Where files went, as git sees it.

A list is often mended some commits after the file was moved, so the moves before a commit count too, along
the whole way of a file. What comes after a commit never counts: it would change what is known of the past.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.diffs import Diff, read_diffs
from publisher.errors import GitError
from publisher.git import Git
from publisher.model import Commit
from publisher.objects import bring

# Pictures and archives are in the way of the files that notes are made of: nobody lists them, and comparing
# many of them takes git seconds.
_UNREAD = "png jpg jpeg gif webp bmp ico svg mp4 mov avi webm mp3 wav zip gz tar xz 7z whl ttf woff woff2 psd"
_PATHSPECS = (".", *(f":(exclude,icase)*.{extension}" for extension in _UNREAD.split()))
_SIMILAR = ("-M", "-l300", "--diff-filter=ADR")
_SAME = ("-M100%", "--diff-filter=ADR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A file that left its path."""

    at: int
    """The mainline commit's position, oldest first."""
    target: str | None
    """Where it went; None when it was deleted."""


class Renames:
    """The moves of all files along one mainline; read from git when first asked for, with one process."""

    def __init__(self, git: Git, commits: Sequence[Commit]) -> None:
        self._git = git
        self._commits = commits
        self._positions: dict[str, int] = {}
        self._departures: defaultdict[str, list[Departure]] = defaultdict(list)
        self._arrivals: defaultdict[str, list[int]] = defaultdict(list)

    def find(self, commit: Commit, vanished: frozenset[str], appeared: frozenset[str]) -> Mapping[str, str]:
        """Which paths that *vanished* from the lists at *commit* went to which of those that *appeared*.

        Paths are files or folders; a folder stands for the README in it.
        """
        if not vanished or not appeared:
            return {}
        if not self._positions:
            self._read()
        at = self._positions[commit.id]
        found: dict[str, str] = {}
        for path in sorted(vanished):
            target = next(self._targets(path.strip("/"), at, appeared), None)
            if target is not None:
                found[path] = target
        return found

    def find_departure(self, commit: Commit, path: str) -> Commit | None:
        """The last commit, up to *commit*, that took *path* away, a file or the last file of a folder."""
        if not self._positions:
            self._read()
        at, path = self._positions[commit.id], path.strip("/")
        gone = [
            departure.at
            for file, departures in self._departures.items()
            if file == path or file.startswith(f"{path}/")
            for departure in departures
            if departure.at <= at
        ]
        return self._commits[max(gone)] if gone else None

    def _read(self) -> None:
        self._positions = {commit.id: position for position, commit in enumerate(self._commits)}
        for diff in _read_moves(self._git, self._commits):
            at = self._positions[diff.commit]
            if diff.status != "D":
                self._arrivals[diff.path].append(at)
            if diff.status != "A":
                target = diff.path if diff.status == "R" else None
                self._departures[diff.source].append(Departure(at=at, target=target))

    def _targets(self, path: str, at: int, appeared: frozenset[str]) -> Iterator[str]:
        """The paths among *appeared* that *path* went to, the likeliest first."""
        spellings = {spelling.strip("/"): spelling for spelling in sorted(appeared)}
        for place in reversed(tuple(self._way(path, at))):
            folder, name = posixpath.split(place)
            for spelling in (place, folder if _is_readme(name) else place):
                if spelling in spellings:
                    yield spellings[spelling]
        votes: Counter[str] = Counter()
        for file in sorted(self._departures):
            if not file.startswith(f"{path}/"):
                continue
            rest = file.removeprefix(path)
            for place in self._way(file, at):
                votes.update({place.removesuffix(rest)} if place.endswith(rest) else ())
                votes.update({place} if _is_readme(posixpath.basename(place)) else ())
        yield from (spellings[place] for place, _ in votes.most_common() if place in spellings)

    def _way(self, path: str, at: int) -> Iterator[str]:
        """Where the file that had left *path* by the commit at *at* went, step by step."""
        gone = [departure for departure in self._departures.get(path, ()) if departure.at <= at]
        if not gone or any(gone[-1].at < arrival <= at for arrival in self._arrivals.get(path, ())):
            return
        departure: Departure | None = gone[-1]
        while departure is not None and departure.target is not None:
            yield departure.target
            left, since = self._departures.get(departure.target, ()), departure.at
            departure = next((later for later in left if since < later.at <= at), None)


def _read_moves(git: Git, commits: Sequence[Commit]) -> tuple[Diff, ...]:
    """All files that came, went or moved, oldest first."""
    pairs = [(commit.id, commit.parent) for commit in commits]
    if git.promisor is not None:
        bring(git, _compared(git, pairs))
    try:
        return tuple(read_diffs(git, pairs, *_SIMILAR, pathspecs=_PATHSPECS))
    except GitError:
        # A clone without some of the files can still tell where unchanged ones went.
        return tuple(read_diffs(git, pairs, *_SAME, pathspecs=_PATHSPECS))


def _compared(git: Git, pairs: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """The blobs that git compares to see what moved: of commits that took files away and brought others."""
    diffs = read_diffs(git, pairs, "--no-renames", "--diff-filter=AD", pathspecs=_PATHSPECS)
    for _, group in groupby(diffs, key=lambda diff: diff.commit):
        moved = tuple(group)
        if len({diff.status for diff in moved}) > 1:
            yield from (diff.before or diff.after or "" for diff in moved)


def _is_readme(name: str) -> bool:
    return name.casefold().startswith("readme")
