"""``publisher explain``: the life of one note."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands import options
from publisher.commands.mining import mine


@click.command()
@click.argument("note", metavar="NOTE")
@options.source
@options.quiet
@options.traceback
def explain(
    note: str, repository: Path, rev: str, lists: tuple[str, ...], config: Path | None, *, quiet: bool
) -> None:
    """Show the life of one note of the list in REPO, and how it was recognised.

    NOTE is its id, its link, its title, or a part of one of them.
    """
    from publisher.life import find_note, render_life
    from publisher.placing import place_notes

    if not note.strip():
        raise click.BadParameter("it is empty", param_hint="NOTE")
    mined = mine(options.read_source(repository, rev, lists, config), quiet=quiet)
    (found,) = place_notes([find_note(note, mined.events)], mined.readings)
    for line in render_life(found, mined.events):
        click.echo(line)
