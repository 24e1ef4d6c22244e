"""A bar on the terminal for what takes longer than a second; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before which a bar would only flicker."""


@contextmanager
def shown_progress(text: str, *, quiet: bool = False) -> Generator[Callable[[int, int], None] | None]:
    """Give what is to be told how many of how many are done; None when nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(text)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = monotonic()
        self._shown: Progress | None = None

    def tell(self, done: int, total: int) -> None:
        if self._shown is None:
            if monotonic() - self._begin < PATIENCE:
                return
            self._shown = _open(self._text)
        self._shown.update(self._shown.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()


def _open(text: str) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    shown = Progress(console=Console(stderr=True), transient=True)
    shown.add_task(text, total=None)
    shown.start()
    return shown
