"""``publisher publish``: a build that is committed to a branch, and pushed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.accounts import accounted
from publisher.commands.progress import shown_progress
from publisher.config import Publish
from publisher.validators import author, branch, folder, remote

if TYPE_CHECKING:
    from publisher.publishing.delivery import Delivered
    from publisher.publishing.pages import Place

PAGES = "gh-pages"
_ADVICE = "choose another folder of the branch with --into, or another branch with --branch"


@click.command()
@options.source
@click.option(
    "--branch",
    metavar="BRANCH",
    type=options.Checked("branch", branch),
    help="Commit to this branch of the remote.  [default: gh-pages; with --into, the list's own]",
)
@click.option(
    "--into",
    metavar="PATH",
    type=options.Checked("path", folder),
    help="Write this folder of the branch.  [default: the branch's root]",
)
@click.option(
    "--remote",
    metavar="REMOTE",
    type=options.Checked("remote", remote),
    help="Push to this remote, or address; . is REPO itself.  [default: origin]",
)
@click.option(
    "--author",
    metavar="'NAME <ADDRESS>'",
    type=options.Checked("author", author),
    help="Who signs the commit.",
)
@options.as_of
@options.site_url
@click.option("--accept-flood", is_flag=True, help="Announce however many notes are new.")
@options.fetch
@options.summary
@options.quiet
@options.traceback
def publish(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    branch: str | None,
    into: str | None,
    remote: str | None,
    author: str | None,
    day: date | None,
    site_url: str | None,
    summaries: tuple[Path, ...],
    *,
    accept_flood: bool,
    fetch: bool,
    quiet: bool,
) -> None:
    """Publish the list in REPO to a branch of its remote, as one commit with what changed.

    Goes on from the ledger on that branch. When nothing changed there is no commit. When another run was
    faster it is made again on top of that; nothing is forced, and the checkout is not touched.
    """
    from publisher.publishing.delivery import Order, deliver
    from publisher.publishing.remote import Author

    with accounted(summaries, day or datetime.now(UTC).date()) as told:
        source = options.read_source(repository, rev, lists, config, site_url=site_url)
        chosen = _choose(source.settings.publish, branch=branch, into=into, remote=remote, author=author)
        if fetch:
            options.deepen(source.repository, source.rev, chosen.remote)
        with shown_progress("Reading history", quiet=quiet) as progress, options.elsewhere(_ADVICE):
            order = Order(
                repository=source.repository,
                settings=source.settings,
                rev=source.rev,
                configuration=source.configuration,
                place=find_place(source, chosen),
                remote=chosen.remote,
                author=Author.parse(chosen.author),
                as_of=day,
                accept_flood=accept_flood,
            )
            delivered = deliver(order, wait=time.sleep, progress=progress)
        told(delivered.built, delivered)
    if not quiet:
        _report(delivered)


def _choose(publish: Publish, **given: str | None) -> Publish:
    """The configuration, with the options before it."""
    return replace(publish, **{key: value for key, value in given.items() if value})


def find_place(source: options.Source, chosen: Publish) -> Place:
    """Where the list is published, as it was *chosen*."""
    from publisher import pipeline
    from publisher.publishing.pages import Place

    if chosen.branch or not chosen.into:
        return Place.parse(chosen.branch or PAGES, chosen.into)
    history = pipeline.open_history(source.repository, source.settings, rev=source.rev)
    return Place.parse(history.address.branch, chosen.into)


def _report(delivered: Delivered) -> None:
    from publisher.commands.build import report
    from publisher.commands.summary import summarise

    report(replace(delivered.built, changed=()))
    if delivered.commit:
        click.echo(f"{summarise(delivered.built)}; commit {delivered.commit[:10]}")
