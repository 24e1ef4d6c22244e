"""``publisher digest``: one issue, or what happened since then, ready to be pasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.mining import mine_history
from publisher.errors import ForeignLedger, NotFound

if TYPE_CHECKING:
    from publisher.digests import Stretch
    from publisher.history import History
    from publisher.ledger import Ledger
    from publisher.model import Issue, Publication
    from publisher.pipeline import Mined

LAST = "last"
"""What ``--since`` calls the newest issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which issue is meant: one that is out, or one out of the order."""

    issue: str | None
    first: date | None
    last: date | None
    since: str | None

    def __post_init__(self) -> None:
        if self.issue is not None and not self.is_issue:
            raise click.UsageError(
                "--issue names an issue; --from, --to and --since make one out of the order"
            )
        if self.since is not None and self.first is not None:
            raise click.UsageError("--from and --since both say where to begin")
        if self.first and self.last and self.last < self.first:
            raise click.UsageError(f"--to {self.last} is before --from {self.first}")

    @property
    def is_issue(self) -> bool:
        return all(each is None for each in (self.first, self.last, self.since))


@click.command()
@options.source
@click.option("--issue", "name", metavar="ID", help="Which issue, like 2026-W34.  [default: the newest]")
@click.option("--from", "first", metavar="DATE", type=options.DAY, help="What was new from this day.")
@click.option(
    "--to", "last", metavar="DATE", type=options.DAY, help="What was new up to this day, itself too."
)
@click.option(
    "--since", metavar="REV", help="What was new after this tag or commit, or after the 'last' issue."
)
@click.option("--lang", "language", metavar="TAG", help="In which language.  [default: the list's own]")
@click.option(
    "--target", default="markdown", show_default=True, help="For what it is made: markdown, zhihu, email, …"
)
@click.option("--dump-context", "context", is_flag=True, help="Print what the template is given, as JSON.")
@click.option(
    "--ledger",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Go on from the ledger in this folder.  [default: feeds]",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write this file.  [default: stdout]",
)
@options.as_of
@options.site_url
@options.quiet
@options.traceback
def digest(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    name: str | None,
    first: date | None,
    last: date | None,
    since: str | None,
    language: str | None,
    target: str,
    folder: Path | None,
    output: Path | None,
    day: date | None,
    site_url: str | None,
    *,
    context: bool,
    quiet: bool,
) -> None:
    """Print a digest of the list in REPO: an issue, or what was new in any other stretch of time."""
    from publisher import digests
    from publisher.editorial import read_leads
    from publisher.pipeline import as_moment

    asked = _Asked(issue=name, first=first, last=last, since=since)
    if target not in digests.TARGET_NAMES:
        raise click.BadParameter(
            f"{target!r} is none of {', '.join(digests.TARGET_NAMES)}", param_hint="--target"
        )
    source = options.read_source(repository, rev, lists, config, site_url=site_url)
    moment = as_moment(day or datetime.now(UTC).date())
    with options.elsewhere("choose another folder with --ledger"):
        publication, issue = _find(source, asked, moment, folder, quiet=quiet)
    if issue is None:
        if not quiet:
            click.echo("nothing was new then", err=True)
        return
    wanted = (issue, publication, source.settings, target, _find_language(publication, language))
    leads = read_leads(source.configuration)
    if context:
        content = digests.dump_context(*wanted, leads=leads).encode()
    else:
        content = digests.render_issue(*wanted, templates=source.templates, leads=leads)
    _put(content, output)


def _find(
    source: options.Source, asked: _Asked, moment: datetime, folder: Path | None, *, quiet: bool
) -> tuple[Publication, Issue | None]:
    """The issue; None when nothing was new in the stretch of time that was asked for."""
    from publisher import pipeline
    from publisher.digests import stretch_since
    from publisher.drafts import draft
    from publisher.folder import read_manifest
    from publisher.repairs import read_address, read_ledger

    settings = source.settings
    output = folder or Path(settings.output)
    former = read_address(output)
    history = pipeline.open_history(source.repository, settings, rev=source.rev, former=former)
    ledger = read_ledger(output, read_manifest(output))[0]
    stretch = _find_stretch(source, asked, history)
    ends = () if stretch is None else tuple(filter(None, (stretch.base, stretch.tip)))
    mined = mine_history(
        history, source, as_of=moment, issued=ledger.issues, former=former, also=ends, quiet=quiet
    )
    ledger = _own(ledger, mined, source, folder)
    publication = pipeline.publish(mined, settings, as_of=moment, ledger=ledger)
    if asked.is_issue:
        return publication, _find_issue(publication, asked.issue)
    if asked.since == LAST and publication.issues:
        base = publication.issues[-1].tip
        stretch = stretch_since(mined.commits, settings.digest, base=base, last=asked.last)
    if stretch is None:
        return publication, None
    issue = draft(mined, stretch, ledger=ledger)
    return publication, issue if issue.added or issue.promoted else None


def _find_stretch(source: options.Source, asked: _Asked, history: History) -> Stretch | None:
    """The stretch of the mainline; since the beginning when it is the last issue that is to be known first."""
    from publisher.digests import stretch_between, stretch_since

    if asked.is_issue:
        return None
    commits, rules = history.list_commits, source.settings.digest
    if asked.since is None or asked.since == LAST:
        return stretch_between(commits, rules, first=asked.first, last=asked.last)
    known = history.leading_to(asked.since)
    base = next((commit.id for commit in reversed(commits) if commit.id in known), None)
    return stretch_since(commits, rules, base=base, last=asked.last)


def _own(ledger: Ledger, mined: Mined, source: options.Source, folder: Path | None) -> Ledger:
    """The *ledger*; an empty one when it is another list's and nobody has named it."""
    from publisher.ledger import EMPTY
    from publisher.pipeline import find_header
    from publisher.reconcile import is_foreign

    header = find_header(mined, source.settings)
    if not is_foreign(ledger, header, mined.record, mined.links):
        return ledger
    if folder is None:
        return EMPTY
    theirs = ledger.header.list or ledger.header.root if ledger.header else ""
    raise ForeignLedger(folder, ours=header.list or header.root, theirs=theirs)


def _find_issue(publication: Publication, name: str | None) -> Issue:
    by_id = {issue.id: issue for issue in publication.issues}
    if name is None:
        if not by_id:
            raise NotFound("issue", "", hint="a digest appears when its first period is over; see --as-of")
        return publication.issues[-1]
    if name not in by_id:
        raise NotFound("issue", name, tuple(by_id))
    return by_id[name]


def _find_language(publication: Publication, language: str | None) -> str:
    if language is None:
        return publication.languages[0]
    if language not in publication.languages:
        raise NotFound("language", language, publication.languages)
    return language


def _put(content: bytes, output: Path | None) -> None:
    from publisher.errors import OutputError

    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        hint = "choose another file with --output"
        raise OutputError(output, f"cannot be written: {error.strerror}", hint=hint) from error
