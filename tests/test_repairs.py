"""Ledgers as they may be found, beside the feeds that were published with them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from publishing import publish
from small_list import HISTORY, shifted, write_history

from publisher import pipeline
from publisher.config import Settings
from publisher.errors import DamagedLedger, NewerLedger
from publisher.folder import LEDGER, read_manifest
from publisher.ledger import Ledger
from publisher.pipeline import Mined
from publisher.repairs import mend, read_ledger

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
THEN = date(2026, 2, 9)
MOMENT = datetime(2026, 2, 9, tzinfo=UTC)
SETTINGS = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A published list, and what is mined of it and of the same list told another way."""

    feeds: Path
    lines: tuple[str, ...]
    mined: Mined
    retold: Mined

    def after(self, ledger: Ledger, mined: Mined | None = None) -> tuple[str, ...]:
        """The ledger's lines after the next run."""
        mined = mined or self.mined
        publication = pipeline.publish(mined, SETTINGS, as_of=MOMENT, ledger=ledger)
        return pipeline.ledger_lines(publication, ledger, pipeline.find_header(mined, SETTINGS))

    def dates(self, ledger: Ledger, mined: Mined | None = None) -> dict[str, datetime]:
        """When the notes that feeds would show were published."""
        publication = pipeline.publish(mined or self.mined, SETTINGS, as_of=MOMENT, ledger=ledger)
        assert (publication.authority, publication.authority_date) == (
            "github.com/feeds-and-history/small",
            "2026-01-05",
        )
        return {note.id: note.announcement.date for note in publication.notes if note.announcement}


def mined(repository: Path) -> Mined:
    return pipeline.mine(pipeline.open_history(repository, SETTINGS), SETTINGS, as_of=MOMENT)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("shop")
    repository = write_history(folder / "list")
    publish(repository, folder / "feeds", as_of=THEN)
    retold = write_history(folder / "retold", shifted(HISTORY, 3), author="another")
    lines = tuple((folder / "feeds" / LEDGER).read_text(encoding="utf-8").splitlines())
    return Shop(feeds=folder / "feeds", lines=lines, mined=mined(repository), retold=mined(retold))


@pytest.fixture
def feeds(shop: Shop, tmp_path: Path) -> Path:
    """A copy of what was published, to damage."""
    shutil.copytree(shop.feeds, tmp_path / "feeds")
    return tmp_path / "feeds"


def read(folder: Path) -> tuple[Ledger, tuple[str, ...]]:
    return read_ledger(folder, read_manifest(folder))


def test_a_ledger_as_it_was_written_is_read_without_a_word(shop: Shop, feeds: Path) -> None:
    ledger, remarks = read(feeds)
    assert (ledger.lines, ledger.mended, remarks) == (shop.lines, False, ())
    assert shop.after(ledger) == shop.lines


def garble(content: bytes, at: int) -> bytes:
    return content[:at] + b"#" + content[at + 1 :]


def flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]


def lose_one(content: bytes, at: int) -> bytes:
    return content[:at] + content[at + 1 :]


def noise(content: bytes, at: int) -> bytes:
    return content[:at] + random.Random(at).randbytes(7) + content[at + 7 :]  # noqa: S311


DAMAGES = (garble, flip, lose_one, noise)


def test_a_ledger_cut_at_any_byte_of_its_last_three_lines_is_written_again(shop: Shop, feeds: Path) -> None:
    whole = (feeds / LEDGER).read_bytes()
    start = len("\n".join(shop.lines[:-3]).encode()) + 1
    want = shop.dates(read(feeds)[0])
    for at in range(start, len(whole)):
        (feeds / LEDGER).write_bytes(whole[:at])
        ledger, remarks = read(feeds)
        assert shop.after(ledger) == shop.lines, at
        assert shop.dates(ledger, shop.retold) == want, at
        assert 1 <= len(remarks) <= 2, (at, remarks)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_the_last_three_lines_moves_nothing(
    damage: Callable[[bytes, int], bytes], shop: Shop, feeds: Path
) -> None:
    whole = (feeds / LEDGER).read_bytes()
    start = len("\n".join(shop.lines[:-3]).encode()) + 1
    want = shop.dates(read(feeds)[0])
    for at in range(start, len(whole), 4):
        (feeds / LEDGER).write_bytes(damage(whole, at))
        assert shop.dates(read(feeds)[0], shop.retold) == want, at


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_anywhere_moves_nothing(
    damage: Callable[[bytes, int], bytes], shop: Shop, feeds: Path
) -> None:
    whole = (feeds / LEDGER).read_bytes()
    want = shop.dates(read(feeds)[0])
    for at in range(3, len(whole), 29):
        (feeds / LEDGER).write_bytes(damage(whole, at))
        ledger, _ = read(feeds)
        assert shop.dates(ledger, shop.retold) == want, at
        assert shop.dates(ledger) == want, at


HALF = 8
Lines = tuple[str, ...]
OURS, SIDES, THEIRS = "<<<<<<< HEAD", "=======", ">>>>>>> side"


def merged(lines: Lines, *base: str) -> Lines:
    """Two branches went on from the middle, and have some lines in common."""
    return (*lines[:HALF], OURS, *lines[HALF:-3], *base, SIDES, *lines[HALF + 2 :], THEIRS)


def without(lines: Lines, word: str) -> Lines:
    return tuple(line for line in lines if f'"{word}"' not in line)


def ended(lines: Lines, end: str = "\n") -> str:
    return end.join((*lines, ""))


EDITS: dict[str, Callable[[Lines], str]] = {
    "conflict": lambda lines: ended(merged(lines)),
    "conflict with base": lambda lines: ended(merged(lines, "||||||| 1a2b3c")),
    "union merge": lambda lines: ended((*lines[:-3], *lines[HALF + 2 :])),
    "twice": lambda lines: ended((*lines, *lines)),
    "reversed": lambda lines: ended(lines[::-1]),
    "shuffled": lambda lines: ended(tuple(random.Random(7).sample(lines, len(lines)))),  # noqa: S311
    "CRLF": lambda lines: ended(lines, "\r\n"),
    "byte order mark": lambda lines: "\ufeff" + ended(lines),
    "blank lines": lambda lines: ended(lines, "\n\n \n"),
    "no final newline": lambda lines: ended(lines).rstrip("\n"),
    "header only": lambda lines: ended(lines[:1]),
    "no header": lambda lines: ended(lines[1:]),
    "a line away": lambda lines: ended((*lines[:HALF], *lines[HALF + 1 :])),
    "announcements away": lambda lines: ended(without(lines, "announced")),
    "issues away": lambda lines: ended(without(lines, "issue")),
    "garbage between": lambda lines: ended((*lines[:HALF], "\0\0 what is this", *lines[HALF:])),
    "all garbage": lambda _: "nothing\nof\nours\n",
    "empty": lambda _: "",
}
"""What happens to files in git, and elsewhere."""
SAID = {
    "conflict": "kept both sides of a merge conflict",
    "conflict with base": "kept both sides of a merge conflict",
    "union merge": "dropped lines that stood twice",
    "twice": "dropped lines that stood twice",
    "header only": "lines back from the published feeds",
    "no header": "read 1 line back from the published feeds",
    "announcements away": "lines back from the published feeds",
    "issues away": "lines back from the published feeds",
    "a line away": "read 1 line back from the published feeds",
    "garbage between": "line 9 could not be read",
    "all garbage": "lines 1, 2, 3 could not be read",
    "empty": "lines back from the published feeds",
}
"""In one of the remarks; for the others that it was changed."""


@pytest.mark.parametrize("name", EDITS)
def test_whatever_becomes_of_the_file_nothing_moves(name: str, shop: Shop, feeds: Path) -> None:
    want = shop.dates(read(feeds)[0])
    (feeds / LEDGER).write_bytes(EDITS[name](shop.lines).encode())
    ledger, remarks = read(feeds)
    assert shop.dates(ledger) == want
    assert shop.dates(ledger, shop.retold) == want
    assert shop.after(ledger) == shop.lines
    assert SAID.get(name, "was changed since the last run") in "; ".join(remarks)


def lone(lines: tuple[str, ...], folder: Path, edit: str) -> Path:
    """A folder with a damaged ledger, and no feeds that could say what was in it."""
    folder.mkdir(exist_ok=True)
    (folder / LEDGER).write_bytes(EDITS[edit](lines).encode())
    return folder


@pytest.mark.parametrize(("edit", "line"), [("garbage between", 9), ("all garbage", 1), ("no header", 1)])
def test_without_feeds_nobody_guesses_what_was_lost(edit: str, line: int, shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(DamagedLedger) as caught:
        read(lone(shop.lines, tmp_path / "lone", edit))
    assert caught.value.line == line
    assert "restore the file" in caught.value.hint


@pytest.mark.parametrize("edit", ["conflict", "twice", "CRLF", "no final newline"])
def test_without_feeds_what_is_certain_is_repaired(edit: str, shop: Shop, tmp_path: Path) -> None:
    ledger, _ = read(lone(shop.lines, tmp_path / "lone", edit))
    assert shop.after(ledger) == shop.lines


def test_an_empty_folder_has_no_ledger(tmp_path: Path) -> None:
    ledger, remarks = read(tmp_path)
    assert (ledger.is_empty, remarks) == (True, ())


def test_a_ledger_of_a_later_release_is_refused(feeds: Path) -> None:
    later = (feeds / LEDGER).read_text(encoding="utf-8").replace('{"ledger": 1', '{"ledger": 2', 1)
    (feeds / LEDGER).write_text(later, encoding="utf-8")
    with pytest.raises(NewerLedger, match="version 2"):
        read(feeds)


def test_a_first_line_that_was_merged_stands_once(shop: Shop) -> None:
    other = shop.lines[0].replace("2026-01-05", "2026-01-06")
    found = mend("\n".join((shop.lines[0], other, *shop.lines[1:], "")))
    assert found.lines == shop.lines
    assert found.remarks == ("ledger.jsonl: kept the first of 2 headers",)


def test_a_note_that_was_removed_is_known_from_the_digest_that_had_it(tmp_path: Path) -> None:
    """Its announcement is in no feed any more; without the digests it would be announced again when it returns."""
    gone = replace(HISTORY[-1], day=34, english=("ids", "blame"), chinese=("ids", "blame"))
    repository = write_history(tmp_path / "list", (*HISTORY, gone))
    publish(repository, tmp_path / "feeds", as_of=THEN)
    lines = (tmp_path / "feeds" / LEDGER).read_text(encoding="utf-8")
    (tmp_path / "feeds" / LEDGER).unlink()
    ledger, remarks = read(tmp_path / "feeds")
    assert ledger.notes["notes/dates"].told is not None
    assert remarks == ("ledger.jsonl was missing: read 5 announcements back from the published feeds",)
    publish(repository, tmp_path / "feeds", as_of=THEN)
    assert (tmp_path / "feeds" / LEDGER).read_text(encoding="utf-8") == lines
