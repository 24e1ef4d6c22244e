"""The command line: arguments in, an exit code out. Results go to stdout, all else to stderr.

Each command is a module of `publisher.commands`, imported when it is asked for; it imports what it runs when it
runs. So a run with nothing to do, and ``--help``, are quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from publisher import __version__
from publisher.outcome import DONE, Outcome

COMMANDS = (
    *("audit", "build", "check", "demo", "digest", "events"),
    *("explain", "init", "preview", "publish", "send", "status"),
)
_WHOLE = 1000
"""Characters, more than any first sentence has."""


def import_command(name: str) -> click.Command:
    """One of `COMMANDS`."""
    command: click.Command = getattr(import_module(f"publisher.commands.{name}"), name)
    return command


class _Group(click.Group):
    """Imports a command when it is asked for, and describes it in a whole sentence, where click would cut it short."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return import_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            error.possibilities = get_close_matches(args[0], COMMANDS)  # type: ignore[attr-defined]  # as click's own
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        rows = [(name, import_command(name).get_short_help_str(_WHOLE)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="publisher %(version)s")
def publisher() -> None:
    """Publish feeds and a digest of the notes that a list's own git history shows to be new."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; *argv* is what follows the program's name."""
    outcome = Outcome()
    with outcome:
        arguments = sys.argv[1:] if argv is None else list(argv)
        # Without standalone mode click returns what a command exits with, and raises all else.
        code = publisher.main(arguments, "publisher", standalone_mode=False, obj=outcome)
        outcome.code = code or DONE
        sys.stdout.flush()
    return outcome.code
