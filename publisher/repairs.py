"""Reads a ledger as it is found: whole, cut short, merged with conflicts, or lost.

What is certain is repaired and said in one line: a last line that was cut short is told again by history, a merge's
marks go and both its sides stay, a line that stands twice counts once. A line that is lost is looked for in the
published feeds, which hold every id and date that readers have seen.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from publisher.folder import read_bytes
from publisher.ledger import EMPTY, NAME, Ledger, parse_ledger
from publisher.recovery import recover

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$")


def read_ledger(folder: Path) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger in *folder*, repaired, and what was repaired, a sentence each; an empty one before the first run."""
    raw = read_bytes(folder, NAME)
    if raw is None:
        known = recover(folder, ())
        if not known:
            return EMPTY, ()
        return parse_ledger(known), (
            f"{NAME} was missing: read back {len(known) - 1} lines from the published feeds",
        )
    lines, remarks, lost = mend(raw.decode("utf-8", "replace"))
    if lost:
        found = recover(folder, lines)
        remarks.append(
            f"{NAME}: {lost} unreadable, {len(found) - len(lines)} read back from the published feeds"
        )
        lines = list(found)
    return (parse_ledger(lines) if lines else EMPTY), tuple(remarks)


def mend(text: str) -> tuple[list[str], list[str], int]:
    """The lines of *text* that can be read, what was mended, and how many lines are lost."""
    whole = text.endswith("\n") or not text
    lines = [line.rstrip("\r") for line in text.split("\n")]
    lines = lines[:-1] if lines[-1] == "" else lines
    remarks: list[str] = []
    unmarked = [line for line in lines if not _CONFLICT.match(line)]
    if len(unmarked) < len(lines):
        remarks.append(f"{NAME}: kept both sides of a merge conflict")
    kept = list(dict.fromkeys(line for line in unmarked if line.strip()))
    if len(kept) < sum(bool(line.strip()) for line in unmarked):
        remarks.append(f"{NAME}: dropped lines that stood twice")
    if kept and not whole and not _is_sound(kept[-1]):
        kept.pop()
        remarks.append(f"{NAME}: dropped its last line, which was cut short")
    sound = [line for line in kept if _is_sound(line)]
    lost = len(kept) - len(sound)
    if sound and "ledger" not in json.loads(sound[0]):
        headers = [line for line in sound if "ledger" in json.loads(line)]
        sound = [*headers, *(line for line in sound if line not in headers)]
        lost += not headers
    return sound, remarks, lost or int(not sound)


def _is_sound(line: str) -> bool:
    try:
        parse_ledger((line,))
    except ValueError:
        return False
    return True
