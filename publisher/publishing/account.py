"""What a run did, told afterwards: as JSON for programs, as Markdown for the forge's page of the run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from publisher.addresses import note_address
from publisher.characters import legal, one_line
from publisher.checks.audit import audit, missing_files
from publisher.errors import FloodHeld, PublisherError
from publisher.model import Kind, Note, Publication, Standing
from publisher.publishing.delivery import Delivered
from publisher.run import Built

_MOST = 50
_PATIENCE = 30
"""Days after which a note that waits is named among what to mend."""


class Outcome(StrEnum):
    """How a run ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    HELD = "held"
    """A flood: nothing was written."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A note, as a summary tells it."""

    note: str
    title: str
    """In the list's own language."""
    link: str
    """Absolute where the forge is known, else as the list has it."""
    date: str
    """``YYYY-MM-DD``: of its announcement, or since when it waits."""
    kind: str = ""
    """``added`` or ``promoted``: how it was announced; empty when it never was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is told of a run. What a run did not look at, because nothing was new, is empty."""

    outcome: Outcome
    exit_code: int = 0
    output: str = ""
    """The folder, or ``BRANCH:FOLDER``."""
    commit: str | None = None
    """What was pushed."""
    first: bool = False
    """Whether nothing had been published there before."""
    tip: str | None = None
    """The last mainline commit that changed a list."""
    changed: tuple[str, ...] = ()
    announced: tuple[Line, ...] = ()
    issues: tuple[str, ...] = ()
    pending: tuple[Line, ...] = ()
    mend: tuple[str, ...] = ()
    """What `publisher audit` would say, a line each."""
    remarks: tuple[str, ...] = ()
    error: str = ""
    hint: str = ""


def tell(built: Built, *, delivered: Delivered | None = None, as_of: date) -> Account:
    """The account of a run that ended well."""
    publication = built.publication
    did = bool(built.changed) and (delivered is None or delivered.commit is not None)
    notes = publication.notes if publication else ()
    waiting = [note for note in notes if note.standing in (Standing.PENDING, Standing.REVISING)]
    return Account(
        outcome=Outcome.PUBLISHED if did else Outcome.UNCHANGED,
        output=str(built.output),
        commit=delivered.commit if delivered else None,
        first=delivered.first if delivered else False,
        tip=publication.tip.id if publication else None,
        changed=built.changed,
        announced=tuple(_lines(built.announced, publication)),
        issues=built.issues,
        pending=tuple(_lines(waiting, publication)),
        mend=tuple(_find_faults(built, as_of)),
        remarks=built.remarks,
    )


def tell_error(error: PublisherError) -> Account:
    """The account of a run that ended with *error*: nothing was published."""
    outcome = Outcome.HELD if isinstance(error, FloodHeld) else Outcome.FAILED
    return Account(outcome=outcome, exit_code=error.exit_code, error=str(error), hint=error.hint)


def _lines(notes: Iterable[Note], publication: Publication | None) -> Iterator[Line]:
    if publication is None:
        return
    for note in notes:
        entry = note.entry(publication.languages[0])
        when = note.waiting_since or (note.announcement.date if note.announcement else note.seen)
        link = note_address(publication.home, entry.link) or entry.link
        kind = note.announcement.kind.value if note.announcement else ""
        yield Line(
            note=note.id, title=one_line(entry.title), link=link, date=when.date().isoformat(), kind=kind
        )


def _find_faults(built: Built, as_of: date) -> Iterator[str]:
    if built.publication is None or built.mined is None:
        return
    history, publication = built.mined.history, built.publication
    moved = history.find_renames(history.tip, missing_files(publication), history.home.files)
    remarks = audit(
        publication, as_of=as_of, pending_days=_PATIENCE, moved=moved, readings=built.mined.readings
    )
    for remark in remarks:
        if remark.is_fault:
            place = f"{remark.list}:{remark.line}" if remark.line else remark.list
            yield one_line(f"{place}: {remark.title}: {remark.message}")


def render_json(account: Account) -> bytes:
    """One object, with the fields of `Account` as its keys."""
    return (legal(json.dumps(asdict(account), ensure_ascii=False, indent=1)) + "\n").encode()


def render_markdown(account: Account) -> bytes:
    """Sections with headings of the third level, in GitHub's Markdown."""
    blocks = [_first_line(account)]
    if account.error:
        blocks += ["\n".join(f"    {one_line(line)}" for line in account.error.splitlines())]
        blocks += [f"**What to do:** {_safe(account.hint)}"] if account.hint else []
    for heading, kind in (("New", Kind.ADDED), ("Out of review", Kind.PROMOTED)):
        blocks += _section(heading, [_shown(line) for line in account.announced if line.kind == kind])
    blocks += _section("Digests", [_safe(issue) for issue in account.issues])
    blocks += _section("Pending", [f"{_shown(line)}, since {line.date}" for line in account.pending])
    blocks += _section("To mend", [_safe(line) for line in account.mend])
    blocks += _section("Notes", [_safe(line) for line in account.remarks])
    return (legal("\n\n".join(blocks)) + "\n").encode()


_HEADLINES = {
    Outcome.PUBLISHED: "Published",
    Outcome.UNCHANGED: "Nothing new, nothing written",
    Outcome.HELD: "Held back: a flood of new notes",
    Outcome.FAILED: "Not published",
}


def _first_line(account: Account) -> str:
    heading = f"## {_HEADLINES[account.outcome]}"
    if account.outcome is not Outcome.PUBLISHED:
        return heading
    files = f"{len(account.changed)} file{'' if len(account.changed) == 1 else 's'}"
    commit = f", commit `{account.commit[:10]}`" if account.commit else ""
    return f"{heading}\n\n{files} in {_safe(account.output)}{commit}"


def _section(heading: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    rest = [f"- and {len(items) - _MOST} more"] if len(items) > _MOST else []
    return [f"### {heading} ({len(items)})", "\n".join((*(f"- {item}" for item in items[:_MOST]), *rest))]


def _shown(line: Line) -> str:
    address = re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", line.link)
    return f"[{_safe(line.title)}]({address})" if "://" in line.link else _safe(line.title)


def _safe(text: str) -> str:
    """*text* as it is, in Markdown: no character of an author's makes markup."""
    return re.sub(r"([\\`*_\[\]<>|#~&!$@])", r"\\\1", one_line(text))
