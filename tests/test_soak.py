"""A short soak; ``benchmarks/soak.py`` is the long one, and docs/reliability.md has its figures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def benchmark(checkout: Path) -> ModuleType:
    place = checkout / "benchmarks" / "soak.py"
    spec = importlib.util.spec_from_file_location("soak", place)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["soak"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_each_note_is_announced_once_and_none_is_lost(benchmark: ModuleType) -> None:
    wrong, life = benchmark.soak(30, 5)

    # With this seed a note was once announced again: its ledger line was lost, then the rest cut short.
    assert wrong == []
    assert {"killed", "race", "ledger cut short", "ledger line lost", "ledger gone"} <= life.counts.keys()
