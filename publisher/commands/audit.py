"""``publisher audit``: what a maintainer should mend."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.characters import legal, one_line
from publisher.commands import options
from publisher.commands.mining import mine
from publisher.outcome import FINDINGS

if TYPE_CHECKING:
    from publisher.checks.audit import Remark


@click.command()
@options.source
@click.option(
    "--days", metavar="N", type=int, default=30, show_default=True, help="Name what has waited longer."
)
@options.as_of
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="Lines for people, or JSON, one remark a line, for programs.",
)
@click.option("--strict", is_flag=True, help="End with 5 when something should be mended.")
@options.quiet
@options.traceback
@click.pass_context
def audit(
    context: click.Context,
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    days: int,
    day: date | None,
    form: str,
    *,
    strict: bool,
    quiet: bool,
) -> None:
    """Show what should be mended in the list in REPO.

    What was skipped though it looks like an entry is counted in the table, and told line by line in JSON.
    """
    from publisher.checks.audit import audit as examine
    from publisher.checks.audit import missing_files
    from publisher.pipeline import as_moment, publish
    from publisher.placing import place_notes

    source = options.read_source(repository, rev, lists, config)
    today = day or datetime.now(UTC).date()
    moment = as_moment(today)
    mined = mine(source, as_of=moment, quiet=quiet)
    history = mined.history
    publication = publish(mined, source.settings, as_of=moment)
    # A commit that moved files may have come after the last one that changed a list.
    publication = replace(
        publication,
        home=replace(history.home, files=history.list_files()),
        notes=place_notes(publication.notes, mined.readings),
    )
    missing = missing_files(publication)
    remarks = examine(
        publication,
        as_of=today,
        pending_days=days,
        moved=history.find_renames(history.tip, missing, publication.home.files),
        departures=history.find_departures(missing),
        readings=mined.readings,
        texts=mined.read_texts(),
    )
    if form == "jsonl":
        for remark in remarks:
            click.echo(_line(remark), nl=False)
    else:
        _print(remarks)
    context.exit(FINDINGS if strict and any(remark.is_fault for remark in remarks) else 0)


def _line(remark: Remark) -> bytes:
    return f"{legal(json.dumps(asdict(remark), ensure_ascii=False, default=str))}\n".encode()


def _print(remarks: Sequence[Remark]) -> None:
    for remark in remarks:
        if remark.is_fault:
            place = f"{remark.list}:{remark.line}" if remark.line else remark.list
            click.echo(one_line(f"{place}: {remark.title}: {remark.message} [{remark.fault}]"))
    skipped = Counter(remark.message for remark in remarks if not remark.is_fault)
    for reason, number in skipped.most_common():
        click.echo(one_line(f"skipped {number:,}: {reason}"))
