"""A note of which the ledger keeps nothing but its announcement."""

from __future__ import annotations

from pathlib import Path

from publisher import pipeline
from publisher.config import Settings
from publisher.ledger import parse_ledger
from publisher.reconcile import reconcile
from publisher.sample.builder import RepoBuilder


def test_a_note_is_known_by_its_id_when_the_ledger_keeps_nothing_else(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        root = repo.commit(
            "Begin", {"README.md": "# Notes\n\n- [Ids for ever](ids.md): what must never change\n"}
        )
    mined = pipeline.mine(pipeline.open_history(repo.path, Settings()), Settings())
    ledger = parse_ledger((
        f'{{"ledger": 1, "list": "", "root": "{root}", "authority": "example.org", "date": "2026-01-05"}}',
        f'{{"announced": "ids", "kind": "added", "date": "2026-01-05T09:00:00Z", "commit": "{root}"}}',
    ))  # fmt: skip
    dates = {commit.id: commit.date for commit in mined.commits}

    record = reconcile(mined.record, ledger, mined.links, dates)

    assert [note.id for note in record.snapshots[mined.tip.id]] == ["ids"]
