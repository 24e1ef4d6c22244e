"""The command line: arguments in, an exit code out. Results go to stdout, all else to stderr.

Each command is a module of `publisher.commands`. They import what they run when they run, so that ``--help``
is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from publisher import __version__
from publisher.commands.audit import audit
from publisher.commands.build import build
from publisher.commands.check import check
from publisher.commands.demo import demo
from publisher.commands.digest import digest
from publisher.commands.events import events
from publisher.commands.explain import explain
from publisher.commands.init import init
from publisher.commands.preview import preview
from publisher.commands.publish import publish
from publisher.commands.send import send
from publisher.commands.status import status
from publisher.outcome import DONE, Outcome

_WHOLE = 1000
"""Characters, more than any first sentence has."""


class _Group(click.Group):
    """Describes its commands in whole sentences, where click would cut them short."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.commands[name].get_short_help_str(_WHOLE)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="publisher %(version)s")
def publisher() -> None:
    """Publish feeds and a digest of the notes that a list's own git history shows to be new."""


for command in (init, build, publish, status, events, digest, explain, audit, check, preview, send, demo):
    publisher.add_command(command)


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
