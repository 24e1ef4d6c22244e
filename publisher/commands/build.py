"""``publisher build``: from a repository to a folder of feeds, digests and pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.accounts import accounted
from publisher.commands.progress import shown_progress

if TYPE_CHECKING:
    from publisher.run import Built


@click.command()
@options.source
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write this folder.  [default: feeds]",
)
@options.as_of
@options.site_url
@click.option("--accept-flood", is_flag=True, help="Announce however many notes are new.")
@options.fetch
@options.summary
@options.quiet
@options.traceback
def build(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    output: Path | None,
    day: date | None,
    site_url: str | None,
    summaries: tuple[Path, ...],
    *,
    accept_flood: bool,
    fetch: bool,
    quiet: bool,
) -> None:
    """Publish the list in REPO: feeds, digests, and a page for people.

    REPO is a clone, a folder inside one, or a bare repository; by default the current folder.
    Says in one line what was new, and nothing when nothing was.
    """
    from publisher.build import build as publish

    with accounted(summaries, day or datetime.now(UTC).date()) as told:
        if fetch:
            options.deepen(repository, rev)
        source = options.read_source(repository, rev, lists, config, site_url=site_url)
        with shown_progress("Reading history", quiet=quiet) as progress:
            built = publish(
                source.repository,
                source.settings,
                rev=source.rev,
                output=output or Path(source.settings.output),
                as_of=day,
                accept_flood=accept_flood,
                configuration=source.configuration,
                progress=progress,
            )
        told(built)
    if not quiet:
        report(built)


def report(built: Built) -> None:
    """Say what a run did: a line when anything changed, and what the maintainer should know."""
    from publisher.commands.summary import summarise

    for remark in built.remarks:
        click.echo(f"note: {remark}", err=True)
    if built.changed:
        click.echo(summarise(built))
