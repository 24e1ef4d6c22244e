"""``publisher preview``: look at what would be published, before it is."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import click

from publisher.commands import options

INTERVAL = 1.0
"""Seconds between two looks at the list and its templates."""


@click.command()
@options.source
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Go on from the ledger in this folder, which stays as it is.  [default: feeds]",
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Serve at this port of 127.0.0.1; 0 takes a free one.",
)
@options.as_of
@options.site_url
@options.quiet
@options.traceback
def preview(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    output: Path | None,
    port: int,
    day: date | None,
    site_url: str | None,
    *,
    quiet: bool,
) -> None:
    """Serve on this machine what `build` would write for the list in REPO, until it is interrupted.

    Makes it again when the tip of the list, the configuration, a template or a lead changes. Writes nothing
    into the output folder, and announces nothing.
    """
    from publisher.outcome import say
    from publisher.preview import Told
    from publisher.preview import preview as serve

    def read() -> options.Source:
        return options.read_source(repository, rev, lists, config, site_url=site_url)

    def ready(address: str) -> None:
        if not quiet:
            click.echo(f"{address} shows {repository.resolve().name}; Ctrl+C ends it.")

    try:
        serve(
            lambda folder: _make(folder, read(), output, day),
            lambda: _stamp(read()),
            port=port,
            told=Told(ready=ready, failed=lambda error: say(str(error), error.hint)),
            wait=lambda: time.sleep(INTERVAL),
        )
    except KeyboardInterrupt:  # it is how this command ends
        click.echo(err=True)


def _make(folder: Path, source: options.Source, output: Path | None, day: date | None) -> None:
    from publisher.build import build
    from publisher.folder import LEDGER

    ledger = (output or Path(source.settings.output)) / LEDGER
    if ledger.is_file():
        shutil.copyfile(ledger, folder / LEDGER)
    build(
        source.repository,
        source.settings,
        rev=source.rev,
        output=folder,
        as_of=day,
        accept_flood=True,
        configuration=source.configuration,
    )


def _stamp(source: options.Source) -> tuple[object, ...]:
    """What the documents are made of, as far as it can change while we look."""
    from publisher.git import Git
    from publisher.preview import stamps
    from publisher.templating import shipped_templates

    leads = source.configuration and source.configuration / "digests"
    places = (shipped_templates(), source.templates, leads)
    return Git(source.repository).resolve(source.rev), repr(source.settings), stamps(places)
