"""Reads a ledger as it is found: whole, cut short, merged with conflicts, altered, or lost.

What is certain is repaired and said in one line: a last line that was cut short goes, a merge's marks go and both its
sides stay, a line that stands twice counts once. Whenever the ledger is not the one that the last run wrote, the
published feeds are asked, which hold every id and date that readers have seen: they say what it has lost, and where
the two disagree they are right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher.errors import DamagedLedger, NewerLedger
from publisher.folder import LEDGER, Manifest, digest, read_bytes
from publisher.ledger import EMPTY, VERSION, Ledger, parse_ledger
from publisher.timestamps import read_date

if TYPE_CHECKING:
    from publisher.recovery import Published

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$")


def read_ledger(folder: Path, manifest: Manifest | None) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger in *folder*, repaired, and what was repaired, a sentence each; an empty one before the first run.

    *manifest* is the folder's, and tells whether the ledger is as it was written.
    Raises DamagedLedger when lines cannot be read and no feeds are there to say what they were.
    """
    raw = read_bytes(folder, LEDGER)
    if raw is not None and manifest is not None and digest(raw) == manifest.files.get(LEDGER):
        found = mend(raw.decode("utf-8", "replace"))
        if not found.lost:
            _refuse_newer(folder, found.lines)
            return parse_ledger(found.lines), ()
    from publisher.recovery import read_published  # noqa: PLC0415 - it brings XML, for a ledger that is whole to no use

    published = read_published(folder)
    if raw is None:
        return _read_back(published)
    found = mend(raw.decode("utf-8", "replace"))
    if found.lost and published is None:
        raise DamagedLedger(
            folder / LEDGER, found.lost[0], "is no line of a ledger, and there are no feeds to read it from"
        )
    _refuse_newer(folder, found.lines)
    return _compare(found, published, altered=manifest is not None)


def read_address(folder: Path) -> str:
    """Where the list was when it was first published from *folder*, ``host/owner/name``; empty when not known."""
    raw = read_bytes(folder, LEDGER) or b""
    lines = mend(raw.partition(b"\n")[0].decode("utf-8", "replace") + "\n").lines
    return str(json.loads(lines[0]).get("list", "")) if lines else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What could be read of a ledger."""

    lines: tuple[str, ...] = ()
    """The sound ones, the header first, each once."""
    remarks: tuple[str, ...] = ()
    """What was repaired, a sentence each."""
    lost: tuple[int, ...] = ()
    """Numbers of the lines that cannot be read; 1 is the first."""
    merged: bool = False
    """Whether it holds both sides of a merge."""


def mend(text: str) -> Mended:
    """The lines of *text* that can be read, and what was mended."""
    whole = text.endswith("\n") or not text
    rows = [(number, line.strip("\r\ufeff")) for number, line in enumerate(text.split("\n"), 1)]
    unmarked = [(number, line) for number, line in rows if not _CONFLICT.match(line)]
    remarks: list[str] = []
    if merged := len(unmarked) < len(rows):
        remarks.append(f"{LEDGER}: kept both sides of a merge conflict")
    filled = [(number, line) for number, line in unmarked if line.strip()]
    once = list({line: (number, line) for number, line in reversed(filled)}.values())[::-1]
    if len(once) < len(filled):
        remarks.append(f"{LEDGER}: dropped lines that stood twice")
    cut = bool(once) and not whole and not _is_sound(once[-1][1])
    if cut:
        once.pop()
        remarks.append(f"{LEDGER}: dropped its last line, which was cut short")
    sound = [line for _, line in once if _is_sound(line)]
    headers = [line for line in sound if _is_header(line)]
    lost = [number for number, line in once if not _is_sound(line)]
    if len(headers) > 1:
        remarks.append(f"{LEDGER}: kept the first of {len(headers)} headers")
    return Mended(
        lines=(*headers[:1], *(line for line in sound if line not in headers)),
        remarks=tuple(remarks),
        lost=tuple(lost) or (() if headers or not once else (1,)),
        merged=merged,
    )


def _read_back(published: Published | None) -> tuple[Ledger, tuple[str, ...]]:
    if published is None:
        return EMPTY, ()
    ledger = parse_ledger((), (published.header, *published.lines()), mended=True)
    notes = len(ledger.announced)
    return ledger, (f"{LEDGER} was missing: read {notes} announcements back from the published feeds",)


def _compare(found: Mended, published: Published | None, *, altered: bool) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger that was *found*, put right by what was *published*.

    *altered* says that it is not the one that was written.
    """
    if published is None:
        if not found.lines:
            return EMPTY, found.remarks
        return parse_ledger(found.lines, mended=altered or found.merged), found.remarks
    values = [json.loads(line) for line in found.lines]
    wrong = _Comparison(published, frozenset(value["note"] for value in values if "note" in value))
    kept = [line for line, value in zip(found.lines, values, strict=True) if wrong.agrees(value)]
    header = () if kept and _is_header(kept[0]) else (published.header,)
    known = parse_ledger(kept)
    extra = [line for line in published.lines() if _adds(known, json.loads(line))]
    remarks = list(found.remarks)
    if found.lost:
        places = "line" if len(found.lost) == 1 else "lines"
        remarks.append(f"{LEDGER}: {places} {', '.join(map(str, found.lost))} could not be read")
    if wrong.count:
        remarks.append(
            f"{LEDGER}: {wrong.count} of its lines did not say what was published, and were put right"
        )
    if back := len(header) + len(extra):
        lines = "line" if back == 1 else "lines"
        remarks.append(f"{LEDGER}: read {back} {lines} back from the published feeds")
    if altered and not remarks:
        remarks.append(
            f"{LEDGER}: was changed since the last run, and was put in order by the published feeds"
        )
    missing = bool(altered or found.lost or found.merged or wrong.count or back)
    return parse_ledger(kept, (*header, *extra), mended=missing), tuple(remarks)


@dataclass(slots=True)
class _Comparison:
    """Finds the lines that say something else than what readers have seen."""

    published: Published
    noted: frozenset[str]
    """The notes that the ledger has a first line on; it never speaks of another."""
    count: int = 0

    def agrees(self, value: Mapping[str, Any]) -> bool:
        right = self._is_right(value)
        self.count += not right
        return right

    def _is_right(self, value: Mapping[str, Any]) -> bool:
        if "ledger" in value:
            return (value["authority"], value["date"]) == (self.published.authority, self.published.date)
        if "announced" in value:
            date = self.published.announced.get(value["announced"])
            return value["announced"] in self.noted if date is None else value["date"] == date
        if "issue" in value:
            return self._is_right_issue(value)
        if "section" in value or "gone" in value:
            return True
        if "waited" in value:
            waits = self.published.waits.get(value["waited"], (value["date"],))
            return value["waited"] in self.noted and waits[0] <= value["date"] <= waits[-1]
        return "note" in value or value["known"] in self.noted or value["known"] in self.published.notes

    def _is_right_issue(self, value: Mapping[str, Any]) -> bool:
        issue = self.published.issues.get(value["issue"])
        if issue is not None:
            return (value["tip"], value["notes"]) == (issue["tip"], issue["notes"])
        # The same notes under another name, which no page has.
        return not any(value["notes"] == other["notes"] for other in self.published.issues.values())


def _adds(known: Ledger, value: Mapping[str, Any]) -> bool:
    """Whether a line says what is not *known* yet."""
    if "announced" in value:
        return value["announced"] not in known.announced
    if "issue" in value:
        return all(issue.id != value["issue"] for issue in known.issues)
    if "waited" in value:
        note = known.notes.get(value["waited"])
        return note is None or read_date(value["date"]) not in (note.seen, *note.waits)
    there = known.notes.get(value["note"])
    return there is None or not there.guises


def _is_sound(line: str) -> bool:
    if version_of(line) > VERSION:
        return True  # refused by name later
    try:
        parse_ledger((line,))
    except ValueError:
        return False
    return True


def _is_header(line: str) -> bool:
    return version_of(line) > 0


def version_of(line: str) -> int:
    """The version in a header; 0 for another line."""
    try:
        value = json.loads(line)
    except ValueError:
        return 0
    version = value.get("ledger", 0) if isinstance(value, dict) else 0
    return version if isinstance(version, int) else 0


def _refuse_newer(folder: Path, lines: tuple[str, ...]) -> None:
    if lines and (version := version_of(lines[0])) > VERSION:
        raise NewerLedger(folder / LEDGER, version)
