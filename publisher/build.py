"""One run: from a repository to a folder that is published.

A run whose tip, configuration and program are those of the folder's manifest, and in which no period has ended,
touches nothing. Otherwise everything is made again from history and the ledger, checked, and written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from publisher import __version__
from publisher.config import Settings
from publisher.errors import FloodHeld, ForeignLedger, OutputError, UnsoundOutput
from publisher.folder import (
    MANIFEST,
    Manifest,
    digest,
    is_left_unfinished,
    locked,
    read_bytes,
    read_manifest,
    render_manifest,
    write,
)
from publisher.history import History
from publisher.ledger import NAME as LEDGER
from publisher.ledger import Ledger, write_date
from publisher.model import Kind, Note, Publication, Standing
from publisher.opening import open_history
from publisher.repairs import read_address, read_ledger
from publisher.texts import read_leads, read_templates, read_texts

if TYPE_CHECKING:
    from publisher.pipeline import Mined, Progress

_FLOOD = 15
_FLOOD_SHARE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run did."""

    output: Path
    changed: tuple[str, ...] = ()
    """Paths below *output* that were written or went."""
    announced: tuple[Note, ...] = ()
    """Notes that were not announced before, oldest first."""
    issues: tuple[str, ...] = ()
    """Ids of the issues that came out."""
    pending: int = 0
    remarks: tuple[str, ...] = ()
    """What the maintainer should know: repairs, and what was skipped."""
    publication: Publication | None = None
    """None when nothing was new and nothing was looked at."""
    mined: Mined | None = None
    """What it was made of; None as above."""

    @property
    def news(self) -> tuple[str, ...]:
        """How many notes were announced, counted as digests count them: ``2 new notes``, ``1 out of review``."""
        from publisher.words import Words

        words = Words("en")
        kinds = Counter(note.announcement.kind for note in self.announced if note.announcement)
        counted = [("added", kinds[Kind.ADDED]), ("promoted", kinds[Kind.PROMOTED])]
        texts = (words(f"digest.count_{name}", n=number) for name, number in counted if number)
        return tuple(text.replace("\u00a0", " ") for text in texts)


def build(
    repository: Path,
    settings: Settings,
    *,
    rev: str = "HEAD",
    output: Path,
    as_of: date | None = None,
    accept_flood: bool = False,
    configuration: Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """Publish the list in *repository* into the folder *output*, as of the day *as_of* (default: today, UTC).

    *configuration* is the folder of ``publisher.yml``, where templates and leads are looked for.
    Raises PublisherError when anything is wrong; *output* is then as it was.
    """
    moment = datetime.combine(as_of or datetime.now(UTC).date(), time(), tzinfo=UTC)
    former = read_address(output)
    history = open_history(repository, settings, rev=rev, former=former)
    templates = _templates(settings, configuration)
    leads = read_leads(configuration)
    fingerprint = _fingerprint(settings, history, read_templates(templates), leads)
    tip = history.changes[-1].commit.id
    if not is_left_unfinished(output) and _is_current(
        output, read_manifest(output), tip, fingerprint, moment
    ):
        return Built(output=output)
    # A run with nothing new ends here, and imports nothing that mines or renders.
    from publisher.pipeline import mine, publish

    with locked(output):
        before = read_manifest(output)
        if _is_current(output, before, tip, fingerprint, moment):
            return Built(output=output)
        ledger, remarks = read_ledger(output, before)
        mined = mine(history, settings, as_of=moment, issued=ledger.issues, former=former, progress=progress)
        _refuse_foreign(output, mined, settings, ledger)
        publication = publish(mined, settings, as_of=moment, ledger=ledger)
        new = _new(publication, ledger)
        if not accept_flood:
            _hold_flood(publication, new, ledger, settings)
        documents = _documents(mined, publication, settings, ledger, templates, leads)
        manifest = _manifest(publication, settings, fingerprint, documents, moment)
        documents[MANIFEST] = render_manifest(manifest)
        _check(documents, settings)
        if before is None and not ledger.is_empty:
            # Without a manifest, what stands where our documents do beside our ledger or feeds is ours.
            before = manifest
        changed = write(output, documents, before=before)
    done = {record.id for record in ledger.issues}
    return Built(
        output=output,
        changed=changed,
        announced=new,
        issues=tuple(issue.id for issue in publication.issues if issue.id not in done),
        pending=sum(note.standing in (Standing.PENDING, Standing.REVISING) for note in publication.notes),
        remarks=(*remarks, *_id_remarks(publication, settings), *_passed_over(mined), *_unread(mined)),
        publication=publication,
        mined=mined,
    )


def _id_remarks(publication: Publication, settings: Settings) -> tuple[str, ...]:
    """What is to be said of an ``id`` that was configured after the first publication."""
    kept = publication.authority, publication.authority_date
    authority, _, day = settings.id.partition(",")
    if not settings.id or kept == (authority, day or kept[1]):
        return ()
    return (f"ids go on as {','.join(kept)}, as first published: `id` in publisher.yml came too late",)


def _passed_over(mined: Mined) -> Iterator[str]:
    """What was not read, a sentence for each list."""
    last = {change.path: change for change in mined.history.changes}
    skipped = Counter(change.path for change in mined.history.skipped)
    for path, count in skipped.items():
        now = ", the newest among them," if last[path] in mined.history.skipped else ""
        versions = f"{count} version{'' if count == 1 else 's'}"
        yield f"{path}: passed over {versions}{now} beyond limits.max_file_bytes or limits.max_entries"


def _unread(mined: Mined) -> Iterator[str]:
    """Lists of which next to nothing was read, a sentence for each."""
    from publisher.checks.audit import REASONS
    from publisher.checks.unread import find_unread

    for unread in find_unread(mined.readings, mined.read_texts(), REASONS):
        yield f"{unread.list}: {unread}"


def _templates(settings: Settings, configuration: Path | None) -> Path | None:
    """The folder of the user's own templates."""
    if not settings.templates:
        return None
    folder = (configuration or Path()) / settings.templates
    if not folder.is_dir():
        hint = "say in `templates:` where they are, relative to publisher.yml"
        raise OutputError(folder, "is no folder of templates", hint=hint)
    return folder


def _is_current(
    output: Path, manifest: Manifest | None, tip: str, fingerprint: str, moment: datetime
) -> bool:
    """Whether *output* already is what this run would make."""
    if manifest is None or (manifest.version, manifest.tip, manifest.configuration) != (
        __version__,
        tip,
        fingerprint,
    ):
        return False
    if manifest.until is not None and write_date(moment) >= manifest.until:
        return False
    ledger = read_bytes(output, LEDGER)
    if ledger is None or digest(ledger) != manifest.files.get(LEDGER):
        return False
    return all((output / path).is_file() for path in manifest.files)


def _fingerprint(
    settings: Settings, history: History, templates: Mapping[str, str], leads: Mapping[str, str]
) -> str:
    """A digest of all that decides what documents look like, beside the versions of the lists and the program."""
    home = history.address
    known = [home.host, home.path, home.kind, home.branch, history.mailmap]
    value = json.dumps([repr(settings), known, dict(templates), dict(leads)], sort_keys=True)
    return hashlib.sha256(value.encode()).hexdigest()


def _refuse_foreign(output: Path, mined: Mined, settings: Settings, ledger: Ledger) -> None:
    from publisher.pipeline import find_header
    from publisher.reconcile import is_foreign

    header = find_header(mined, settings)
    if is_foreign(ledger, header, mined.record, mined.links):
        theirs = ledger.header.list or ledger.header.root if ledger.header else ""
        raise ForeignLedger(output, ours=header.list or header.root, theirs=theirs)


def _new(publication: Publication, ledger: Ledger) -> tuple[Note, ...]:
    """Notes that this publication announces for the first time, oldest first."""
    told = frozenset(ledger.announced)
    notes = {note.id: note for note in publication.notes}
    return tuple(notes[id] for id in publication.sequence if id not in told and id in notes)


def _hold_flood(publication: Publication, new: tuple[Note, ...], ledger: Ledger, settings: Settings) -> None:
    """Raise FloodHeld when an update announces more than a reader should get at once."""
    if ledger.is_empty:
        return
    new = tuple(note for note in new if note.standing is not Standing.REMOVED)
    fresh = {note.id for note in new}
    public = sum(note.standing is Standing.PUBLIC and note.id not in fresh for note in publication.notes)
    usual = max(_FLOOD, int(_FLOOD_SHARE * public))
    limit = settings.flood_limit if settings.flood_limit is not None else usual
    if len(new) <= limit:
        return
    commits: dict[str, list[str]] = {}
    subjects = {event.commit.id: event.commit.subject for event in publication.events}
    for note in new:
        if note.announcement is not None:
            commit = note.announcement.commit
            commits.setdefault(f"{commit[:10]} {subjects.get(commit, '')}".strip(), []).append(
                note.entries[0].title
            )
    raise FloodHeld(len(new), limit, tuple((commit, tuple(titles)) for commit, titles in commits.items()))


def _documents(
    mined: Mined,
    publication: Publication,
    settings: Settings,
    ledger: Ledger,
    templates: Path | None,
    leads: Mapping[str, str],
) -> dict[str, bytes]:
    from publisher.pipeline import find_header, ledger_lines, render

    texts = read_texts(mined.history, publication, settings)
    documents = render(publication, settings, texts=texts, templates=templates, leads=leads)
    lines = ledger_lines(publication, ledger, find_header(mined, settings))
    documents[LEDGER] = "".join(f"{line}\n" for line in lines).encode()
    return documents


def _manifest(
    publication: Publication,
    settings: Settings,
    fingerprint: str,
    documents: Mapping[str, bytes],
    moment: datetime,
) -> Manifest:
    from publisher.pipeline import next_closing

    until = next_closing(publication, settings, as_of=moment)
    return Manifest(
        version=__version__,
        tip=publication.tip.id,
        configuration=fingerprint,
        until=write_date(until) if until else None,
        files={path: digest(content) for path, content in documents.items()},
    )


def _check(documents: Mapping[str, bytes], settings: Settings) -> None:
    """Raise UnsoundOutput when a document would harm a reader: nothing is written then."""
    from publisher.checks import Limits, Severity, check_documents

    limits = Limits(max_bytes=settings.feed.max_bytes, entries=settings.feed.entries)
    found = check_documents(documents, limits=limits)
    wrong = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    if wrong:
        raise UnsoundOutput(tuple(str(finding) for finding in wrong))
