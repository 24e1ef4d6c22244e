"""Makes a whole publication anew from history and the ledger, checks it, and writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from publisher import __version__
from publisher.checks import Limits, Severity, check_documents
from publisher.checks.audit import REASONS
from publisher.checks.unread import find_unread
from publisher.config import Settings
from publisher.errors import FloodHeld, ForeignLedger, UnsoundOutput
from publisher.folder import LEDGER, MANIFEST, Manifest, digest, render_manifest, write
from publisher.history import History
from publisher.ledger import Ledger
from publisher.model import Note, Publication, Standing
from publisher.pipeline import (
    Mined,
    Progress,
    find_header,
    ledger_lines,
    mine,
    next_closing,
    publish,
    render,
)
from publisher.reconcile import is_foreign
from publisher.repairs import read_ledger
from publisher.run import Built, Run
from publisher.texts import read_texts
from publisher.timestamps import write_date

_FLOOD = 15
_FLOOD_SHARE = 0.2


def renew(
    run: Run,
    history: History,
    *,
    before: Manifest | None,
    former: str,
    accept_flood: bool,
    progress: Progress | None,
) -> Built:
    """Publish *history* into the folder of *run*, which has the manifest *before* and is locked.

    *former* is where the repository was when it was first published.
    Raises PublisherError when anything is wrong; the folder is then as it was.
    """
    ledger, remarks = read_ledger(run.output, before)
    mined = mine(
        history, run.settings, as_of=run.moment, issued=ledger.issues, former=former, progress=progress
    )
    _refuse_foreign(run, mined, ledger)
    publication = publish(mined, run.settings, as_of=run.moment, ledger=ledger)
    new = _new(publication, ledger)
    if not accept_flood:
        _hold_flood(publication, new, ledger, run.settings)
    documents = _documents(run, mined, publication, ledger)
    manifest = _manifest(run, publication, documents)
    documents[MANIFEST] = render_manifest(manifest)
    _check(documents, run.settings)
    if before is None and not ledger.is_empty:
        # Without a manifest, what stands where our documents do beside our ledger or feeds is ours.
        before = manifest
    changed = write(run.output, documents, before=before)
    done = {record.id for record in ledger.issues}
    return Built(
        output=run.output,
        changed=changed,
        announced=new,
        issues=tuple(issue.id for issue in publication.issues if issue.id not in done),
        pending=sum(note.standing in (Standing.PENDING, Standing.REVISING) for note in publication.notes),
        remarks=(*remarks, *_id_remarks(publication, run.settings), *_passed_over(mined), *_unread(mined)),
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
    for unread in find_unread(mined.readings, mined.read_texts(), REASONS):
        yield f"{unread.list}: {unread}"


def _refuse_foreign(run: Run, mined: Mined, ledger: Ledger) -> None:
    header = find_header(mined, run.settings)
    if is_foreign(ledger, header, mined.record, mined.links):
        theirs = ledger.header.list or ledger.header.root if ledger.header else ""
        raise ForeignLedger(run.output, ours=header.list or header.root, theirs=theirs)


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


def _documents(run: Run, mined: Mined, publication: Publication, ledger: Ledger) -> dict[str, bytes]:
    """All documents, by path, but for the manifest."""
    texts = read_texts(mined.history, publication, run.settings)
    documents = render(publication, run.settings, texts=texts, templates=run.templates, leads=run.leads)
    lines = ledger_lines(publication, ledger, find_header(mined, run.settings))
    documents[LEDGER] = "".join(f"{line}\n" for line in lines).encode()
    return documents


def _manifest(run: Run, publication: Publication, documents: Mapping[str, bytes]) -> Manifest:
    until = next_closing(publication, run.settings, as_of=run.moment)
    return Manifest(
        version=__version__,
        tip=publication.tip.id,
        configuration=run.fingerprint,
        until=write_date(until) if until else None,
        files={path: digest(content) for path, content in documents.items()},
    )


def _check(documents: Mapping[str, bytes], settings: Settings) -> None:
    """Raise UnsoundOutput when a document would harm a reader: nothing is written then."""
    limits = Limits(max_bytes=settings.feed.max_bytes, entries=settings.feed.entries)
    found = check_documents(documents, limits=limits)
    wrong = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    if wrong:
        raise UnsoundOutput(tuple(str(finding) for finding in wrong))
