"""``publisher send``: drafts of closed issues at newsletter services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.newsletters import Service

if TYPE_CHECKING:
    from publisher.config import Settings
    from publisher.senders import Clock, Done, Order, Result


@click.command()
@click.argument("issue", metavar="[ISSUE]", required=False)
@click.option(
    "--to",
    "names",
    metavar="SERVICE",
    multiple=True,
    type=click.Choice([str(service) for service in Service]),
    help="Where a draft is made: buttondown, listmonk, github-release, webhook, file; may be repeated.",
)
@click.option("--lang", "language", metavar="TAG", help="In which language.  [default: the list's own]")
@click.option("--dry-run", is_flag=True, help="Show what would be asked, without secrets, and ask nothing.")
@click.option("--plan", is_flag=True, help="Write down what is due, and ask no service.")
@click.option("--planned", is_flag=True, help="Carry out what is written down, and nothing else.")
@click.option("--skip", is_flag=True, help="Leave ISSUE out: write down that it is not to be sent.")
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder that is published.  [default: feeds]",
)
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read this configuration.  [default: publisher.yml at the root of the list, or here]",
)
@options.quiet
@options.traceback
def send(
    issue: str | None,
    names: tuple[str, ...],
    language: str | None,
    output: Path | None,
    config: Path | None,
    *,
    dry_run: bool,
    plan: bool,
    planned: bool,
    skip: bool,
    quiet: bool,
) -> None:
    """Make drafts of closed issues at newsletter services, from the folder that is published.

    Without ISSUE it takes those that are due: closed since the first run, oldest first. That first run for a
    service sends nothing. Secrets come from the environment.
    """
    from publisher.senders import Order, Step, rehearse
    from publisher.senders import skip as leave_out

    if plan + planned + skip > 1 or (skip and (dry_run or issue is None)):
        raise click.UsageError("--plan, --planned and --skip go alone, and --skip needs an ISSUE")
    settings = _read_settings(config)
    services = tuple(dict.fromkeys(Service(name) for name in names)) or settings.send.to
    if not services:
        raise click.UsageError("there is nowhere to send to: say --to, or `send: {to: […]}` in publisher.yml")
    chosen = replace(settings.send, language=language or settings.send.language)
    folder = output or Path(settings.output)
    step = Step.PLAN if plan else Step.PLANNED if planned else Step.ALL
    order = Order(services=services, issue=issue, step=step)
    if skip:
        result = leave_out(folder, chosen, order, clock=_clock())
    elif dry_run:
        result = rehearse(folder, chosen, order, clock=_clock())
    else:
        result = _send(folder, replace(settings, send=chosen), order)
    _report(result, dry_run=dry_run, quiet=quiet)


def _read_settings(config: Path | None) -> Settings:
    if config is not None:
        return options.load_settings(config)
    here = Path.cwd()
    return options.settings_in(options.root_of(here) or here)


def _send(folder: Path, settings: Settings, order: Order) -> Result:
    import os

    from publisher.senders import send

    return send(folder, settings.send, order, environment=os.environ, clock=_clock())


def _clock() -> Clock:
    import time
    from datetime import UTC, datetime

    from publisher.senders import Clock

    return Clock(time=lambda: datetime.now(UTC), wait=time.sleep)


def _report(result: Result, *, dry_run: bool, quiet: bool) -> None:
    """Say what was done, then end as the errors say."""
    from publisher.characters import legal, one_line
    from publisher.errors import SeveralSendErrors
    from publisher.senders import render_request

    for remark in () if quiet else result.remarks:
        click.echo(f"note: {remark}", err=True)
    for done in result.done:
        if dry_run and done.request is not None:
            click.echo(legal(f"# {done.place}: {done.issue}\n{render_request(done.request)}\n"))
        elif not quiet:
            click.echo(one_line(_sentence(done, dry_run=dry_run)))
    if len(result.errors) == 1:
        raise result.errors[0]
    if result.errors:
        raise SeveralSendErrors(result.errors)


def _sentence(done: Done, *, dry_run: bool) -> str:
    where = f" at {done.url}" if done.url else ""
    begins, will = ("would begin", "would") if dry_run else ("begins", "will")
    match done.what:
        case "begun" if done.skipped:
            other = " other" if done.issue else ""
            before = (
                f"1{other} issue that was" if done.skipped == 1 else f"{done.skipped}{other} issues that were"
            )
            return f"{done.place}: {begins} now; {before} out before {will} not be sent"
        case "begun":
            return f"{done.place}: {begins} now, with {done.issue or 'the first issue'}"
        case "there":
            return f"{done.place}: {done.issue} was sent before{where}"
        case "draft":
            return f"{done.place}: {done.issue} is a draft{where}"
        case _:
            return f"{done.place}: {done.issue} is {done.what}"
