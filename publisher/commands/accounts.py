"""``--summary``: what a run did, written to files, also when it failed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from publisher.errors import OutputError, PublisherError

if TYPE_CHECKING:
    from publisher.publishing.account import Account
    from publisher.publishing.delivery import Delivered
    from publisher.run import Built


class Told(Protocol):
    """Is told what a run did."""

    def __call__(self, built: Built, delivered: Delivered | None = None, /) -> None: ...


@contextmanager
def accounted(files: Sequence[Path], as_of: date) -> Generator[Told]:
    """Write into *files* what the run inside the block did, or why it did nothing."""

    def told(built: Built, delivered: Delivered | None = None, /) -> None:
        if files:
            from publisher.publishing.account import tell

            _write(files, tell(built, delivered=delivered, as_of=as_of))

    try:
        yield told
    except PublisherError as error:
        if files:
            from publisher.publishing.account import tell_error

            _write(files, tell_error(error))
        raise


def _write(files: Sequence[Path], account: Account) -> None:
    from publisher.publishing.account import render_json, render_markdown

    for file in files:
        content = render_markdown(account) if file.suffix.lower() == ".md" else render_json(account)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as problem:
            hint = "choose another file with --summary"
            raise OutputError(file, problem.strerror or str(problem), hint=hint) from problem
