"""An issue out of the order: what was new in a stretch of time that is no period."""

from __future__ import annotations

from publisher.digests import Stretch, Timeline, find_draft
from publisher.ledger import EMPTY, Ledger
from publisher.model import Issue
from publisher.pipeline import Mined
from publisher.reconcile import reconcile
from publisher.texts import read_minutes


def draft(mined: Mined, stretch: Stretch, *, ledger: Ledger = EMPTY) -> Issue:
    """The issue of what happened in *stretch*; at both its ends *mined* has kept how the notes stood."""
    dates = {commit.id: commit.date for commit in mined.commits}
    record = reconcile(mined.record, ledger, mined.links, dates)
    timeline = Timeline(
        commits=mined.commits, events=record.events, standing=lambda commit: record.snapshots[commit]
    )
    (issue,) = read_minutes(mined.history, [find_draft(timeline, stretch)])
    return issue
