"""What a user can put right, and how.

::

    PublisherError                  exit code 1
    ├── RepositoryError             what git cannot tell us
    │   ├── NotARepository
    │   ├── EmptyRepository
    │   ├── ShallowClone
    │   ├── UnknownRevision
    │   ├── NoListFound
    │   ├── GitError
    │   ├── NoRemote
    │   ├── ListBranch
    │   └── PushRefused
    ├── ConfigurationError          what ``publisher.yml`` says wrong
    ├── TemplateError               what a template says wrong
    ├── OutputError                 what cannot be written
    │   ├── ForeignLedger
    │   ├── DamagedLedger
    │   └── NewerLedger
    ├── NothingPublished            where a publication was looked for
    ├── UnsoundOutput               exit code 5
    ├── NotFound                    what was asked for by a name
    ├── FloodHeld                   exit code 3
    ├── LockHeld                    exit code 4
    ├── RaceLost                    exit code 4
    ├── Unreachable                 what cannot be read over the network
    ├── PortTaken                   where a preview cannot be served
    ├── MissingPackage              what an extra would have installed
    ├── NotReady                    a service that lacks a setting or a secret
    ├── SendError                   a draft that could not be made
    └── SeveralSendErrors

Facts are attributes, ``str()`` is one sentence without a full stop, with lines of particulars below it where
there are any; `hint` says what to do about it.
Any other exception is a mistake of ours, and is shown with its traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class PublisherError(Exception):
    """Something that the user can put right."""

    exit_code: ClassVar[int] = 1
    hint: str = ""
    """What to do about it; empty when the sentence says it already."""


class RepositoryError(PublisherError):
    """Git cannot tell what we ask."""


class NotARepository(RepositoryError):
    hint = "name the folder of a clone, a folder inside one, or a bare repository"

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.path = Path(path)

    def __str__(self) -> str:
        what = "is not a git repository" if self.path.exists() else "does not exist"
        return f"{_shown(self.path)} {what}"


class EmptyRepository(RepositoryError):
    hint = "commit a README.md with a list of links, then run publisher again"

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.path = Path(path)

    def __str__(self) -> str:
        return f"{self.path} has no commits yet"


class ShallowClone(RepositoryError):
    """Refused, because without its history everything in the list would look new."""

    hint = (
        "run `git fetch --unshallow`, or `publisher build` or `publish` with --fetch;"
        " in GitHub Actions give actions/checkout `fetch-depth: 0`"
    )

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.path = Path(path)

    def __str__(self) -> str:
        return f"{self.path} is a shallow clone: without its history every note would look new"


class UnknownRevision(RepositoryError):
    hint = "`git branch --all` and `git tag` list the names there are"

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision

    def __str__(self) -> str:
        return f'no commit is named "{_shown(self.revision)}"'


class NoListFound(RepositoryError):
    hint = "say where the list is: --list 'docs/*.md', or `lists:` in publisher.yml"

    def __init__(self, path: Path | str, patterns: tuple[str, ...] = ()) -> None:
        super().__init__(path, patterns)
        self.path = Path(path)
        self.patterns = patterns
        """What was looked for; empty means README files at the root."""

    def __str__(self) -> str:
        if self.patterns:
            return f"no list in {self.path}: no Markdown file matches {_shown(', '.join(self.patterns))}"
        return f"no list in {self.path}: there is no README.md at its root"


class GitError(RepositoryError):
    hint = "`git fsck` says what is wrong in a repository"

    def __init__(self, command: str, complaint: str) -> None:
        super().__init__(command, complaint)
        self.command = command
        """The git command that failed, without its arguments."""
        self.complaint = complaint
        """What git printed."""

    def __str__(self) -> str:
        return f"git {self.command}: {_shown(self.complaint)}"


class NoRemote(RepositoryError):
    hint = "`git remote add origin ADDRESS` names it, or --remote says where to push"

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.path = Path(path)

    def __str__(self) -> str:
        return f"{self.path} has no remote to publish to"


class ListBranch(RepositoryError):
    """Refused, because feeds would lie between the list's own files."""

    hint = "publish into a folder of it with --into feeds, or to a branch of its own with --branch gh-pages"

    def __init__(self, branch: str) -> None:
        super().__init__(branch)
        self.branch = branch

    def __str__(self) -> str:
        return f"{self.branch} is a branch of the list itself, and its root is no place for the output"


class PushRefused(RepositoryError):
    """The remote does not let us push, and not because the branch moved."""

    hint = "in GitHub Actions give the job `permissions: contents: write`; elsewhere look whether the branch is protected"

    def __init__(self, branch: str, complaint: str) -> None:
        super().__init__(branch, complaint)
        self.branch = branch
        self.complaint = complaint
        """What git printed."""

    def __str__(self) -> str:
        return f"{_shown(self.branch)} cannot be pushed: {_shown(self.complaint)}"


class ConfigurationError(PublisherError):
    def __init__(self, path: Path | str, line: int | None, message: str, *, hint: str = "") -> None:
        super().__init__(path, line, message)
        self.path = Path(path)
        self.line = line
        """1 is the first line; None when the whole file is meant."""
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.message}"


class TemplateError(PublisherError):
    def __init__(self, path: Path | str, line: int | None, message: str, *, hint: str = "") -> None:
        super().__init__(path, line, message)
        self.path = Path(path)
        self.line = line
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.message}"


ELSEWHERE = "choose another folder with --output"
"""What commands without that option put other words for."""


class OutputError(PublisherError):
    """A folder or a file cannot be used."""

    hint = ELSEWHERE

    def __init__(self, path: Path | str, message: str, *, hint: str = "") -> None:
        super().__init__(path, message)
        self.path = Path(path)
        self.message = message
        self.hint = hint or self.hint

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ForeignLedger(OutputError):
    """The folder belongs to another list, whose feeds would be overwritten."""

    hint = f"{ELSEWHERE}, or set `id` in publisher.yml if the list has only moved"

    def __init__(self, path: Path | str, *, ours: str, theirs: str) -> None:
        super().__init__(path, f'holds the feeds of "{theirs}", not of "{ours}"')
        self.ours = ours
        self.theirs = theirs


class DamagedLedger(OutputError):
    hint = "restore the file from the repository's history, or delete it to have it made anew"

    def __init__(self, path: Path | str, line: int | None, message: str) -> None:
        super().__init__(path, message)
        self.line = line

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.message}"


class NewerLedger(OutputError):
    """A later release wrote it, in a form that this one does not know."""

    hint = "update publisher to the release that published here last"

    def __init__(self, path: Path | str, version: int) -> None:
        super().__init__(path, f"is a ledger of version {version}, which this release cannot read")
        self.version = version


class NothingPublished(PublisherError):
    hint = (
        "`publisher publish` makes the first publication; of one that is elsewhere give the folder or the"
        " address, before REPO, or set `site_url` in publisher.yml"
    )

    def __init__(self, *places: str) -> None:
        super().__init__(*places)
        self.places = places
        """Where it was looked for, like ``in feeds``."""

    def __str__(self) -> str:
        return f"nothing was published {', nor '.join(self.places)}"


class UnsoundOutput(PublisherError):
    """What was about to be published breaks a rule; nothing was written."""

    exit_code = 5
    hint = "this is a mistake of publisher's, or of a template: please report it with the lines above"

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__(findings)
        self.findings = findings
        """A line each: document, place, fault and rule."""

    def __str__(self) -> str:
        shown = [f"  {finding}" for finding in self.findings[:20]]
        more = len(self.findings) - len(shown)
        rest = [f"  and {more} more"] if more else []
        return "\n".join(["nothing was written, since it would not be sound:", *shown, *rest])


class NotFound(PublisherError):
    """Nothing of a kind has the name that was asked for, or several have it."""

    def __init__(
        self, kind: str, name: str, near: tuple[str, ...] = (), *, several: bool = False, hint: str = ""
    ) -> None:
        super().__init__(kind, name, near)
        self.kind = kind
        """``issue``, ``language``, ``note``."""
        self.name = name
        """Empty when any would have done."""
        self.near = near
        """Names that could have been meant."""
        self.several = several
        likely = "one of " if several else "there is " if len(near) == 1 else "there are "
        self.hint = hint or (f"{likely}{', '.join(near[:9])}{', …' if len(near) > 9 else ''}" if near else "")

    def __str__(self) -> str:
        if not self.name:
            return f"there is no {self.kind} yet"
        return f'{"more than one" if self.several else "no"} {self.kind} is named "{self.name}"'


class FloodHeld(PublisherError):
    """More announcements at once than a reader should get; nothing was written."""

    exit_code = 3
    hint = (
        "look at them with `publisher events`; publish them with --accept-flood,"
        " or set `flood_limit` in publisher.yml"
    )

    def __init__(
        self, announced: int, limit: int, commits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ) -> None:
        super().__init__(announced, limit, commits)
        self.announced = announced
        self.limit = limit
        self.commits = commits
        """Those that bring them: the commit's abbreviated name and subject, and the titles of its notes."""

    def __str__(self) -> str:
        lines = [f"{self.announced} notes would be announced at once, and the limit is {self.limit}"]
        for commit, titles in self.commits:
            lines += [f"  {commit}", *(f"    {title}" for title in titles)]
        return "\n".join(lines)


class LockHeld(PublisherError):
    exit_code = 4
    hint = "wait until the other run is over, or delete the lock when there is none"

    def __init__(self, path: Path | str, holder: str = "") -> None:
        super().__init__(path, holder)
        self.path = Path(path)
        self.holder = holder
        """Who has it, as the lock says; empty when it does not say."""

    def __str__(self) -> str:
        return f"{self.path} is held by {self.holder or 'another run'}"


class RaceLost(PublisherError):
    """The branch moved each time while it was made again; nothing was pushed."""

    exit_code = 4
    hint = "run it again; in CI, let `concurrency` keep runs apart"

    def __init__(self, branch: str, attempts: int) -> None:
        super().__init__(branch, attempts)
        self.branch = branch
        self.attempts = attempts

    def __str__(self) -> str:
        times = "once" if self.attempts == 1 else f"{self.attempts} times"
        return f"{self.branch} moved while it was published, {times}"


class Unreachable(PublisherError):
    """An address that does not answer as it should."""

    hint = "look whether the address is right, and whether the site is published"

    def __init__(self, address: str, complaint: str) -> None:
        super().__init__(address, complaint)
        self.address = address
        self.complaint = complaint

    def __str__(self) -> str:
        return f"{self.address} cannot be read: {self.complaint}"


class PortTaken(PublisherError):
    hint = "choose another port with --port, or 0 for any that is free"

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def __str__(self) -> str:
        return f"port {self.port} of this machine cannot be listened on"


class MissingPackage(PublisherError):
    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.hint = f'run `pip install "publisher[{extra}]"`'

    def __str__(self) -> str:
        return f"this needs the package {self.package}, which is not installed"


class NotReady(PublisherError):
    """A service that drafts cannot be made at, because something is not set; nothing was asked of it."""

    def __init__(self, service: str, lack: str, *, hint: str) -> None:
        super().__init__(service, lack)
        self.service = service
        self.lack = lack
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.service}: {self.lack}"


class SendError(PublisherError):
    """A service made no draft, or did not say whether it made one."""

    def __init__(self, service: str, issue: str, answer: str, *, draft: str, hint: str) -> None:
        super().__init__(service, issue, answer, draft)
        self.service = service
        self.issue = issue
        self.answer = answer
        """What the service said, without secrets."""
        self.draft = draft
        """Whether there is one."""
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.service}: {self.issue}: {self.answer}; {self.draft}"


class SeveralSendErrors(PublisherError):
    def __init__(self, errors: tuple[PublisherError, ...]) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        lines = [f"{len(self.errors)} services could not be sent to:"]
        for error in self.errors:
            lines += [f"  {error}", f"    {error.hint}"]
        return "\n".join(lines)


def _place(path: Path, line: int | None) -> str:
    return f"{_shown(path)}:{line}" if line else _shown(path)


def _shown(given: object) -> str:
    """What somebody gave us, on one line and not too long."""
    text = " ".join(str(given).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


_LONGEST = 500
