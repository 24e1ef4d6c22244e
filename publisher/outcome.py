"""How a run ends: its exit code, and what it says on stderr.

=====  ==========================================================
0      done, or nothing new
1      the user's fault: ``error:`` and ``hint:``; or no command, with the help
2      wrong usage
3      a flood held back
4      a lock, or a race lost
5      findings
70     our fault, with its traceback
130    interrupted
143    terminated
=====  ==========================================================
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from types import TracebackType
from typing import Self

import click

from publisher import __version__
from publisher.characters import clip, legal, one_line
from publisher.errors import PublisherError

DONE = 0
NO_COMMAND = 1
USAGE = 2
_LONGEST = 300
"""Characters of an error on arguments, which may repeat them."""
FINDINGS = 5
OURS = 70
INTERRUPTED = 130
TERMINATED = 143


class Terminated(BaseException):
    """The process was asked to end."""


class Outcome:
    """Ends everything that is raised inside it, and keeps the exit code.

    So no clause has to name `Exception`, which elsewhere would hide mistakes.
    """

    def __init__(self) -> None:
        self.code = DONE
        self.shows_traceback = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if self.shows_traceback and isinstance(error, PublisherError):
            traceback.print_exception(error)
        self.code = self._end(error)
        return True

    def _end(self, error: BaseException) -> int:
        match error:
            case click.exceptions.Exit():
                return error.exit_code
            case click.exceptions.NoArgsIsHelpError():
                # As git does: the help is what was wanted, but a script that lost its command has done nothing.
                click.echo(error.message)
                return NO_COMMAND
            case click.ClickException():
                return _refuse(error)
            case PublisherError():
                say(str(error), error.hint)
                return error.exit_code
            case Terminated():
                return TERMINATED
            case KeyboardInterrupt() | click.Abort():
                return INTERRUPTED
            case BrokenPipeError() | SystemExit():
                # Whoever reads our output has seen enough, as `head` does; click makes a SystemExit of it.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return DONE
            case _:
                traceback.print_exception(error)
                hint = f"please report it, with the lines above; this is publisher {__version__}"
                say("this is a mistake in publisher, not yours", hint)
                return OURS


def say(error: str, hint: str = "") -> None:
    """Tell on stderr what is wrong, and what to do about it."""
    # Titles and what git says come from strangers: no character of theirs may command the terminal.
    click.echo(f"{_coloured('error:', 'red')} {legal(error)}", err=True)
    if hint:
        click.echo(f"{_coloured('hint:', 'cyan')} {one_line(hint)}", err=True)


def _refuse(error: click.ClickException) -> int:
    """Say what is wrong with the arguments, as we say everything else."""
    message = error.format_message()
    near = getattr(error, "possibilities", None)
    hint = f"did you mean {near[0]}?" if near else ""
    if isinstance(error, click.NoSuchOption):
        message = f"no such option: {error.option_name}"
    elif near:
        message = re.sub(r"[ .(]*Did you mean.*", "", message)
    if not hint and isinstance(error, click.UsageError):
        command = (
            error.ctx.command_path if error.ctx else "publisher COMMAND"
        )  # its parser does not know either
        hint = f"`{command} --help` lists what can be said"
    message = clip(one_line(message), _LONGEST)
    say((message[:1].lower() + message[1:]).rstrip("."), hint)
    return USAGE


def _coloured(word: str, colour: str) -> str:
    return word if os.environ.get("NO_COLOR") else click.style(word, fg=colour, bold=True)
