"""``publisher status``: how far what is published is behind the list."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.publish import find_place
from publisher.errors import NothingPublished
from publisher.outcome import FINDINGS

if TYPE_CHECKING:
    from publisher.folder import Manifest
    from publisher.publishing.status import Status


@click.command()
@click.argument("published", metavar="[DIR|URL]", required=False)
@options.source
@click.option(
    "--days",
    metavar="N",
    type=click.IntRange(0),
    default=7,
    show_default=True,
    help="End with 5 when something has waited for more than N days.",
)
@click.option(
    "--commits",
    metavar="N",
    type=click.IntRange(0),
    help="End with 5 when more than N commits are not published.  [default: no limit]",
)
@options.as_of
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A line for people, or JSON for programs.",
)
@options.quiet
@options.traceback
@click.pass_context
def status(
    context: click.Context,
    published: str | None,
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    days: int,
    commits: int | None,
    day: date | None,
    form: str,
    *,
    quiet: bool,
) -> None:
    """Say how far what is published in DIR, or at URL, is behind the list in REPO.

    By default the output folder is looked at; where nothing was published there, the configured site_url;
    without one, the branch of the remote that `publisher publish` pushes to.
    """
    from publisher import pipeline
    from publisher.publishing.status import find_status

    source = options.read_source(repository, rev, lists, config)
    where, manifest = _read(published, source)
    history = pipeline.open_history(source.repository, source.settings, rev=source.rev)
    found = find_status(history, manifest, as_of=day or datetime.now(UTC).date())
    late = found.commits is None or found.days > days or (commits is not None and found.commits > commits)
    if form == "json":
        click.echo(json.dumps({**asdict(found), "late": late}, default=str))
    elif not quiet:
        click.echo(_sentence(where, found))
    context.exit(FINDINGS if late else 0)


def _read(published: str | None, source: options.Source) -> tuple[str, Manifest]:
    """What is called the publication, and its manifest."""
    from publisher.folder import MANIFEST
    from publisher.publishing.status import read_branch, read_published

    output, chosen = Path(source.settings.output), source.settings.publish
    here = str(output) if (output / MANIFEST).is_file() else ""
    if where := published or here or source.settings.site_url:
        return where, read_published(where)
    place = find_place(source, chosen)
    manifest = read_branch(source.repository, place, remote=chosen.remote)
    if manifest is None:
        raise NothingPublished(f"in {output}", f"on {place} of the remote")
    return str(place), manifest


def _sentence(where: str, found: Status) -> str:
    if found.is_current:
        return f"{where}: up to date with {found.newest[:10]}"
    if found.commits is None:
        return f"{where}: made of {found.tip[:10]}, which the history does not hold any more"
    parts = [f"{found.commits} commit{'' if found.commits == 1 else 's'} behind"] if found.commits else []
    parts += [f"a digest due since {found.due.isoformat()}"] if found.due else []
    waited = f", for {found.days} day{'' if found.days == 1 else 's'}" if found.days else ""
    return f"{where}: {' and '.join(parts)}{waited}"
