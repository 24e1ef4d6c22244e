"""``publisher events``: what happened to the notes, commit by commit."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.mining import first_language, mine

if TYPE_CHECKING:
    from rich.table import Table

    from publisher.listing import Row
    from publisher.pipeline import Mined

_AT_ONCE = 1000
"""Lines that are written together."""


@click.command()
@options.source
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table for people, or JSON, one event a line, for programs.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Read every version as a whole, too, and fail when that gives other events: slow.",
)
@options.quiet
@options.traceback
def events(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    form: str,
    *,
    verify: bool,
    quiet: bool,
) -> None:
    """Show what happened to the notes of the list in REPO, oldest first.

    A star marks the events by which notes enter the feeds.
    """
    from publisher.listing import event_row, render_lines

    source = options.read_source(repository, rev, lists, config)
    mined = mine(source, quiet=quiet)
    if verify:
        _verify(mined, source)
    if form == "jsonl":
        lines = render_lines(mined.events)
        while some := b"".join(islice(lines, _AT_ONCE)):
            click.echo(some, nl=False)
        return
    language = first_language(mined)
    print_table(_table(event_row(event, language) for event in mined.events))


def _verify(mined: Mined, source: options.Source) -> None:
    from publisher.pipeline import find_disagreement

    event = find_disagreement(mined.history, source.settings, mined)
    if event is not None:  # ours, not the user's: it ends the run with a traceback
        note = f"{event.kind.value} {event.note.id}"
        message = f"reading versions as a whole gives other events, first at {event.commit.id}: {note}"
        raise RuntimeError(message)


def _table(rows: Iterable[Row]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("date", "", "event", "note", "author", box=None, pad_edge=False)
    for row in rows:
        # As Text, because a title in brackets is no mark-up of rich's.
        cells = (row.date, "*" if row.announced else "", row.kind, row.title, row.author)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def print_table(table: Table) -> None:
    """Print as wide as the terminal is; elsewhere as wide as the table is, so that each row stays a line."""
    from rich.console import Console
    from rich.measure import Measurement

    if sys.stdout.isatty():
        Console().print(table)
        return
    wide = Console(width=10_000)
    console = Console(width=Measurement.get(wide, wide.options, table).maximum)
    with console.capture() as shown:
        console.print(table)
    for line in shown.get().splitlines():
        click.echo(line.rstrip())
