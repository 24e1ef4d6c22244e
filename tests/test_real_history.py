"""The events of a real list, against what was read from its diffs by hand."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from publisher import pipeline
from publisher.config import Settings
from publisher.listing import render_lines
from publisher.model import Standing
from publisher.pipeline import Mined


@pytest.fixture(scope="module")
def mined(real_list: Path) -> Mined:
    return pipeline.mine(pipeline.open_history(real_list, Settings()), Settings())


def test_all_goals_are_met(mined: Mined, real_history: Path) -> None:
    score = [sys.executable, "score.py", "events-by-hand.json", "reorganisations.json"]
    done = subprocess.run(
        score, cwd=real_history, input=b"".join(render_lines(mined.events)), capture_output=True, check=False
    )
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b""), told
    assert told.rstrip().endswith("all goals met")


def test_no_note_is_announced_twice(mined: Mined) -> None:
    announced = Counter(event.note.id for event in mined.events if event.announced)
    assert announced
    assert set(announced.values()) == {1}


def test_every_note_that_is_public_was_announced(mined: Mined) -> None:
    announced = {event.note.id for event in mined.events if event.announced}
    notes = mined.record.snapshots[mined.tip.id]
    public = {note.id for note in notes if note.standing is Standing.PUBLIC}
    assert len(public) > 50
    assert public <= announced


def test_a_note_is_announced_where_its_announcement_says(mined: Mined) -> None:
    told = {event.note.id: (event.date, event.commit.id) for event in mined.events if event.announced}
    notes = mined.record.snapshots[mined.tip.id]
    said = {note.id: (how.date, how.commit) for note in notes if (how := note.announcement)}
    assert said == told
