"""A run that is killed anywhere leaves one publication, and the next run makes it right."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108  syncing is what takes the time on a disk


def test_a_run_can_be_killed_at_any_step(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as work:
        command = [sys.executable, str(checkout / "tests" / "crash.py"), work]
        run = subprocess.run(command, capture_output=True, text=True, cwd=checkout, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    results = {result["sweep"]: result for result in map(json.loads, run.stdout.splitlines())}
    with capsys.disabled():
        for name, result in results.items():
            sys.stdout.write(
                f"\ncrash test, {name}: {result['points']} points, {result['states']} states of the disk"
            )
    for name in ("first", "update"):
        assert results[name]["kinds"].keys() >= {
            "git",
            "lock",
            "mkdir",
            "open",
            "rename",
            "sync",
            "unlink",
            "write",
        }
        assert results[name]["points"] > 120
    assert results["resumed"]["kinds"]["rename"] > 5
