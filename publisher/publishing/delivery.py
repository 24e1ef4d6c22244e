"""Publishes to a branch of the remote: one commit with what changed, and none when nothing did.

::

    tip of the branch ──> a folder ──> build on its ledger ──> commit on that tip ──> push
            ^                                                                          │
            └──────────────────── the branch moved meanwhile: again ───────────────────┘

Nothing is forced, so a push that would lose another run's commit fails, and the other run's ledger is what
the next attempt goes on from. The user's checkout, index and HEAD are never used.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from publisher.build import build
from publisher.characters import one_line
from publisher.config import Settings
from publisher.errors import ListBranch, OutputError, PushRefused, RaceLost
from publisher.folder import LEDGER, locked, read_manifest
from publisher.lists import leave_out
from publisher.opening import open_history, read_lists
from publisher.pipeline import Progress
from publisher.publishing.pages import Place, fold, unfold
from publisher.publishing.remote import Author, Remote
from publisher.repository import open_configured
from publisher.run import Built
from publisher.tips import is_still

ATTEMPTS = 6
_LONGEST = 20.0
"""Seconds between two attempts."""
_MOST = 50
"""Titles in a commit's message."""
_BUSY = ("lock", "incorrect old value", "failed to update ref", "reference already exists")
"""What a remote says when another push was faster by an instant, though its branch may not show it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be published, and where."""

    repository: Path
    settings: Settings
    rev: str = "HEAD"
    configuration: Path | None = None
    """The folder of ``publisher.yml``."""
    place: Place
    remote: str = ""
    """Empty for ``origin``, or the only one there is."""
    author: Author
    as_of: date | None = None
    accept_flood: bool = False
    attempts: int = ATTEMPTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a publication did."""

    built: Built
    commit: str | None = None
    """What was pushed; None when nothing changed."""
    first: bool = False
    """Whether nothing had been published there before."""
    attempts: int = 1


def deliver(order: Order, *, wait: Callable[[float], None], progress: Progress | None = None) -> Delivered:
    """Publish *order*; *wait* is told how many seconds to pause before another attempt.

    Raises RaceLost when the branch moved at each attempt, and what `build` raises.
    """
    remote = Remote(order.repository, name=order.remote)
    lists = leave_out(order.settings.lists, order.place.into)
    order = replace(order, settings=replace(order.settings, lists=lists))
    with locked(Path(remote.folder)):
        try:
            for attempt in range(1, order.attempts + 1):
                if attempt > 1:
                    wait(_pause(attempt))
                done = _try(order, remote, attempt, progress)
                if done is not None:
                    return done
        finally:
            remote.forget()
    raise RaceLost(order.place.branch, order.attempts)


def _pause(attempt: int) -> float:
    # Two runs that meet once would meet again, if both waited equally long.
    return min(2.0 ** (attempt - 2), _LONGEST) * random.uniform(0.5, 1)  # noqa: S311  no secret depends on it


def _try(order: Order, remote: Remote, attempt: int, progress: Progress | None) -> Delivered | None:
    """One attempt; None when the branch moved meanwhile."""
    place = order.place
    base = remote.bring_branch(place.branch)
    if base is not None and not place.into and _holds_list(order, remote, base):
        raise ListBranch(place.branch)
    with tempfile.TemporaryDirectory(prefix="publisher-") as scratch:
        output = Path(scratch, "output")
        if base is not None:
            unfold(remote, base, place, output)
        first = not (output / LEDGER).is_file()
        if remark := _superseded(order, remote, output):
            return Delivered(built=_named(Built(output=output, remarks=(remark,)), place), attempts=attempt)
        with _known_by(place, output):
            built = build(
                order.repository,
                order.settings,
                rev=order.rev,
                output=output,
                as_of=order.as_of,
                accept_flood=order.accept_flood,
                configuration=order.configuration,
                progress=progress,
            )
        told = _named(built, place)
        if not built.changed:
            return Delivered(built=told, attempts=attempt)
        message = write_message(built)
        commit = fold(remote, base, place, output, built.changed, author=order.author, message=message)
    if refused := remote.push(commit, place.branch):
        now = remote.tip(place.branch)
        if now == base and not any(word in refused for word in _BUSY):
            raise PushRefused(place.branch, refused)
        if now != commit:  # else it arrived, and only the answer was lost
            return None
    return Delivered(built=told, commit=commit, first=first, attempts=attempt)


def _holds_list(order: Order, remote: Remote, base: str) -> bool:
    """Whether *base* is a later or an earlier state of the list, or a branch of it, with a list still in it.

    A branch of pages may hold a README.md of its own, or have begun as a copy of the list that was emptied.
    """
    if not remote.shares_history(base, remote.resolve(order.rev)):
        return False
    history = open_history(order.repository, order.settings, rev=order.rev)
    lists = {change.path for change in history.changes}
    return bool(remote.run("ls-tree", "-z", "--full-tree", "--name-only", base, "--", *sorted(lists)))


@contextmanager
def _known_by(place: Place, output: Path) -> Generator[None]:
    """Let errors inside the block name what is wrong in *output* by its place on the branch."""
    try:
        yield
    except OutputError as error:
        if error.path == output:
            error.path = Path(str(place))
        elif error.path.is_relative_to(output):
            error.path = Path(place.within(error.path.relative_to(output).as_posix()))
        raise


def _named(built: Built, place: Place) -> Built:
    """*built* as people know its place."""
    return replace(built, output=Path(str(place)))


def _superseded(order: Order, remote: Remote, output: Path) -> str:
    """A remark when what is published was made of a newer state than ours, which must not be taken back."""
    manifest = read_manifest(output)
    if manifest is None or not manifest.tip:
        return ""
    repository = open_configured(order.repository, order.settings, rev=order.rev)
    if is_still(repository, manifest.tip, order.settings.lists):
        return ""
    ours = read_lists(repository, order.settings).changes[-1].commit.id
    if ours == manifest.tip:
        return ""
    if not remote.holds(manifest.tip):
        remote.bring_branch(repository.address.branch)
    if not remote.leads_to(ours, manifest.tip):
        return ""
    return f"left as it is: it was made of {manifest.tip[:10]}, which is newer than {ours[:10]}"


def write_message(built: Built) -> str:
    """The message of a commit: what is new in it."""
    notes, issues = len(built.announced), built.issues
    parts = [*built.news]
    if issues:
        parts.append(f"digest {issues[-1]}" if len(issues) == 1 else f"{len(issues)} digests")
    parts = parts or [f"{len(built.changed)} file{'' if len(built.changed) == 1 else 's'} updated"]
    titles = [f"- {one_line(note.entries[0].title)}" for note in built.announced[:_MOST]]
    more = [f"- and {notes - _MOST} more"] if notes > _MOST else []
    tip = [f"List: {built.publication.tip.id}"] if built.publication else []
    body = [["\n".join((*titles, *more))] if titles else [], tip]
    return "\n\n".join((f"Publish: {', '.join(parts)}", *(text for texts in body for text in texts))) + "\n"
