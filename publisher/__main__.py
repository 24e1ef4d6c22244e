"""``python -m publisher``, and the script ``publisher``."""

from __future__ import annotations

import gc
import signal
import sys
from types import FrameType
from typing import NoReturn

from publisher.cli import main
from publisher.outcome import Terminated


def run() -> NoReturn:
    """Run the command line, and exit."""
    # A run makes many values and few cycles, and soon ends.
    gc.set_threshold(1_000_000, 50, 50)
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(main())


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    # As an exception it ends the run as an interrupt from the keyboard does: nothing is left half done.
    raise Terminated


if __name__ == "__main__":
    run()
