"""What a commit's message says: what was merged, and for which pull request."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.forges import parse_remote


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What the message of a merge says was merged."""

    branch: str
    """Empty when it names no branch, which means the default one."""
    path: str = ""
    """The other repository's ``owner/name``, in lower case."""
    owner: str = ""
    """The other repository's owner, where GitHub's "Sync fork" names only that."""
    remote: str = ""
    """The remote whose tracking branch it was."""
    into: str = ""
    """The branch that it was merged into; git does not name the default one."""


_PULLED = re.compile(
    r"Merge (?:(?:remote )?branch(?:es)? '(?P<branch>[^']+)'(?: and '[^']+')* of |(?=\S+[:/]))"
    r"(?P<address>\S+)"
)
_TRACKED = re.compile(r"Merge remote(?:-tracking)? branch '(?P<remote>[^'/]+)/(?P<branch>[^']+)'")
_SYNCED = re.compile(r"Merge branch '(?P<owner>[\w.-]+):(?P<branch>[^']+)'")
_INTO = re.compile(r" into '?(?P<branch>[^\s']+)'?$")


def parse_merge(subject: str) -> Merged | None:
    """What was merged, by the message that git or a forge writes; None for a message of one's own."""
    target = _INTO.search(subject)
    into = target["branch"] if target else ""
    if match := _PULLED.match(subject):
        home = parse_remote(match["address"])
        return Merged(branch=match["branch"] or "", path=home.path.lower(), into=into) if home else None
    if match := _TRACKED.match(subject):
        return Merged(branch=match["branch"], remote=match["remote"].lower(), into=into)
    if match := _SYNCED.match(subject):
        return Merged(branch=match["branch"], owner=match["owner"].lower(), into=into)
    return None


_WRITTEN_BY_A_PROGRAM = re.compile(
    r"Merge (?:(?:remote(?:-tracking)? )?branch(?:es)?|pull request|tag|commit|\S+[:/]\S)|Merged in \S+ \(|Auto(?:matic)? ?merge",
    re.IGNORECASE,
)


def is_own_words(subject: str) -> bool:
    """Whether a merge's message is not one that git or a forge writes."""
    return _WRITTEN_BY_A_PROGRAM.match(subject) is None and parse_pull_request(subject) is None


_PULL_REQUESTS = (
    re.compile(r"\AMerge pull request [#!](\d+)\b"),  # GitHub
    re.compile(r"\AMerge pull request '[^\n]*' \(#(\d+)\)"),  # Forgejo, Gitea
    re.compile(r"\AMerged? .*\(pull request #(\d+)\)", re.IGNORECASE),  # Bitbucket
    re.compile(r"\A!(\d+)\s"),  # Gitee
    re.compile(r"^See merge request \S*!(\d+)", re.MULTILINE),  # GitLab
    re.compile(r"\A[^\n]*\([#!](\d+)\)\s*$", re.MULTILINE),  # a squash, anywhere
)


def parse_pull_request(message: str) -> int | None:
    """The number of the pull request that a commit brought; None when its message names none."""
    for pattern in _PULL_REQUESTS:
        if match := pattern.search(message):
            return int(match[1])
    return None
