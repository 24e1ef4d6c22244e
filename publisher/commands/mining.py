"""What commands that only look have in common: they mine a list and write nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from publisher.commands.options import Source
from publisher.commands.progress import shown_progress

if TYPE_CHECKING:
    from publisher.history import History
    from publisher.model import IssueRecord
    from publisher.pipeline import Mined


def mine(source: Source, *, as_of: datetime | None = None, quiet: bool = False) -> Mined:
    """All that the history tells, with a bar on the terminal while it is read."""
    from publisher.pipeline import open_history

    history = open_history(source.repository, source.settings, rev=source.rev)
    return mine_history(history, source, as_of=as_of, quiet=quiet)


def mine_history(
    history: History,
    source: Source,
    *,
    as_of: datetime | None = None,
    issued: Sequence[IssueRecord] = (),
    former: str = "",
    also: Sequence[str] = (),
    quiet: bool = False,
) -> Mined:
    """All that an opened *history* tells, with a bar on the terminal while it is read."""
    from publisher.pipeline import mine as read

    with shown_progress("Reading history", quiet=quiet) as progress:
        return read(
            history,
            source.settings,
            as_of=as_of,
            issued=issued,
            former=former,
            also=also,
            progress=progress,
        )


def first_language(mined: Mined) -> str:
    """The list's own language."""
    from publisher.pipeline import find_languages

    return find_languages(mined.readings)[0]
