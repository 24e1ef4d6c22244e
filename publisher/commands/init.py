"""``publisher init``: sets a list up to publish itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.characters import one_line
from publisher.commands import options
from publisher.commands.mining import mine
from publisher.errors import OutputError
from publisher.validators import folder

if TYPE_CHECKING:
    from publisher.publishing.detection import Findings
    from publisher.publishing.setup import Plan, Written

_SHOWN = 10


def _action(written: str) -> str:
    from publisher.publishing.setup import action

    return action(written)


@click.command()
@options.source
@click.option(
    "--forge",
    type=click.Choice(["github", "gitlab"]),
    help="Whose workflow is written.  [default: what the remote says, else github]",
)
@click.option(
    "--into",
    metavar="PATH",
    type=options.Checked("path", folder),
    help="Publish into this folder of the list's own branch.  [default: a branch of its own]",
)
@click.option(
    "--action",
    metavar="OWNER/NAME@COMMIT",
    type=options.Checked("action", _action),
    help="Use this action in the workflow.  [default: what this program was installed from]",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--dry-run", is_flag=True, help="Only show what was found.")
@options.quiet
@options.traceback
def init(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    forge: str | None,
    into: str | None,
    action: str | None,
    *,
    force: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Set the list in REPO up to publish itself: write publisher.yml and a workflow.

    Shows what was found, so that a mistake is seen before the first publication. Files that are there stay.
    """
    from publisher.pipeline import as_moment, publish
    from publisher.publishing import setup
    from publisher.publishing.detection import find

    source = options.read_source(repository, rev, lists, config)
    moment = as_moment(datetime.now(UTC).date())
    mined = mine(source, as_of=moment, quiet=quiet)
    findings = find(mined, publish(mined, source.settings, as_of=moment))
    if not quiet:
        _show(findings, forge)
    if dry_run:
        return
    root = options.root_of(repository)
    if root is None:
        hint = "run it in a clone, and commit what it writes there"
        raise OutputError(repository, "has no work tree to write files into", hint=hint)
    program = setup.find_program()
    plan = setup.Plan(
        forge=forge or setup.find_forge(findings),
        into=(into or "").strip("/"),
        program=replace(program, action=action) if action else program,
    )
    documents = setup.render_setup(findings, source.settings, plan)
    written = setup.write_setup(root, documents, force=force)
    if not quiet:
        _report(written, plan)


def _show(findings: Findings, forge: str | None) -> None:
    from publisher.publishing.setup import FORGES, find_forge

    home = findings.home
    where = f"{home.host}/{home.path}, " if home.host and home.path else ""
    click.echo(f"repository  {where}branch {home.branch}")
    if forge is None and home.kind not in FORGES:
        why = "the remote is at neither GitHub nor GitLab" if where else "no remote says where the list is"
        click.echo(f"forge       {find_forge(findings)}, which is assumed: {why}; --forge names it")
    for found in findings.lists:
        click.echo(f"list        {one_line(found.path)} ({found.language}, {found.entries} entries)")
    click.echo(f"languages   {', '.join(findings.languages)}")
    markers = (f"{one_line(marker)} ({number})" for marker, number in findings.markers)
    click.echo(f"markers     {', '.join(markers) or 'none in use'}")
    span = f", {findings.first} to {findings.last}" if findings.first else ""
    click.echo(f"notes       {findings.public} public; {findings.announced} announcements{span}")
    click.echo(f"pending     {len(findings.pending)}")
    for title in findings.pending[:_SHOWN]:
        click.echo(f"            {one_line(title)}")
    if len(findings.pending) > _SHOWN:
        click.echo(f"            and {len(findings.pending) - _SHOWN} more")


def _report(written: Written, plan: Plan) -> None:
    click.echo()
    for path, done in written.files.items():
        click.echo(f"wrote {path}" if done else f"kept {path}, which is there already; --force overwrites it")
    click.echo()
    click.echo(
        "If a list, a marker or a note is not as it should be, change publisher.yml now: ids and dates are"
    )
    click.echo(
        "kept from the first publication on. `publisher preview` shows what it would be. Then commit and push:"
    )
    click.echo(f"  git add {' '.join(written.files)}")
    click.echo("  git commit -m 'Publish feeds'")
    click.echo("  git push")
    if plan.forge == "github":
        branch = "the list's branch" if plan.into else "gh-pages"
        click.echo(f"After the first run, serve {branch} under Settings > Pages.")
    else:
        click.echo("In the project's settings, add the variable PUBLISHER_TOKEN and a pipeline schedule.")
