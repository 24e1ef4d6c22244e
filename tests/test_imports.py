"""Imports run one way, and this is the diagram."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import publisher

PACKAGE = Path(publisher.__file__).parent

# What each module or package may import, and does. Lower ones stand first, so nothing can run in a circle.
# Everything may import the words that all share, model and errors, but for what these stand on.
SHARED = {"model", "errors"}
DIAGRAM = {
    "characters": "",
    "gfm": "",
    "languages": "",
    "tex": "",
    "words": "",
    "vocabulary": "",
    "forges": "characters",
    "ids": "characters",
    "sections": "",
    "lock": "",
    "staging": "",
    "asked": "",
    "trimming": "",
    "blocks": "gfm",
    "inline": "gfm",
    "git": "",
    "life": "characters",
    "newsletters": "",
    "validators": "newsletters",
    "preview": "",
    "sample": "",
    "templating": "",
    "outcome": "characters",
    "links": "languages",
    "lists": "languages",
    "formulas": "tex",
    "markers": "vocabulary",
    "addresses": "characters forges links",
    "merges": "forges",
    "folder": "lock staging",
    "diffs": "git",
    "objects": "git",
    "config": "newsletters",
    "yml": "characters config newsletters validators",
    "evidence": "links markers",
    "labels": "languages markers vocabulary",
    "homes": "addresses characters forges words",
    "markup": "addresses characters forges formulas tex",
    "mainline": "merges",
    "changes": "diffs git lists objects",
    "renames": "diffs git objects",
    "periods": "config",
    "items": "inline labels markers",
    "feeds": "addresses characters config forges homes ids markup sections tex words",
    "listing": "characters markup",
    "clocks": "mainline",
    "rows": "asked blocks inline items labels markers vocabulary",
    "digests": "addresses characters config feeds forges formulas homes ids markup periods sections templating tex words",
    "origins": "clocks diffs git lists mainline objects",
    "cli": "outcome",
    "__main__": "cli outcome",
    "repository": "config forges git",
    "history": "changes characters clocks forges git lists mainline merges objects origins renames repository",
    "texts": "config digests history",
    "opening": "config history repository",
    "tips": "diffs git lists repository",
    "editorial": "config",
    "scripts": "",
    "site": "addresses characters config feeds forges formulas homes markup scripts sections templating words",
    "entries": "asked blocks inline items labels languages links lists markers rows scripts",
    "checks": "blocks entries gfm inline staging",
    "passages": "blocks entries scripts",
    "rescans": "blocks gfm passages",
    "placing": "entries",
    "increments": "asked blocks entries gfm languages lists passages rescans scripts trimming",
    "timestamps": "",
    "ledger": "characters timestamps",
    "recovery": "ledger timestamps",
    "matching": "evidence ledger links",
    "repairs": "folder ledger recovery timestamps",
    "senders": "characters folder ledger newsletters repairs timestamps validators",
    "resemblance": "evidence markers",
    "candidates": "evidence languages resemblance",
    "unions": "evidence resemblance",
    "notes": "candidates characters entries evidence increments languages links lists markers passages unions",
    "events": "notes",
    "authors": "characters events history origins",
    "parts": "events notes",
    "reconcile": "events ledger links matching parts",
    "pipeline": "authors config digests entries events feeds forges history increments ledger links markers notes opening periods reconcile sections site texts",
    "drafts": "digests ledger pipeline reconcile texts",
    "run": "config folder pipeline repository timestamps words",
    "renewal": "checks config folder history ledger pipeline reconcile repairs run texts timestamps",
    "build": "config editorial folder opening pipeline renewal repairs repository run tips",
    "publishing": "addresses build characters checks config folder forges git history lists objects opening pipeline repository run templating tips",
    "commands": "build characters checks config digests drafts editorial folder git history ledger life listing lists newsletters outcome pipeline placing preview publishing reconcile repairs run sample senders templating validators yml",
}

# The two ends that touch the world; all that is not named is pure: values in, values out.
DISK = {
    "build",
    "editorial",
    "preview",
    "publishing",
    "folder",
    "senders",
    "lock",
    "staging",
    "recovery",
    "repairs",
    "sample",
    "templating",
    "words",
    "yml",
    "pipeline",
}
GIT = {
    "git",
    "repository",
    "tips",
    "diffs",
    "objects",
    "changes",
    "history",
    "origins",
    "renames",
    "authors",
    "sample",
}
READS_A_FOLDER = PACKAGE / "checks" / "folder.py"
SURFACE = {"commands", "cli", "outcome", "__main__"}
WORLD = {
    "os",
    "subprocess",
    "socket",
    "shutil",
    "tempfile",
    "time",
    "signal",
    "threading",
    "git",
    "httpx",
    "random",
}

ELSEWHERE = """
    click feedgen git httpx jinja2 latex2mathml lxml markdown markdown_it markupsafe mdit_py_plugins nh3 rapidfuzz rich yaml
""".split()


def units() -> dict[str, list[Path]]:
    """Source files by module or package, as the diagram names them."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        unit = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if unit != "__init__":
            found.setdefault(unit, []).append(path)
    return found


UNITS = units()


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path) -> Iterator[str]:
    """Dotted names of all modules that the file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module
            yield node.module
            if node.module == "publisher":
                yield from (f"publisher.{name.name}" for name in node.names)


def imported_units(unit: str) -> set[str]:
    names = {name for path in UNITS[unit] for name in imported(path)}
    found = {name.split(".")[1] for name in names if name.startswith("publisher.")}
    return (found & UNITS.keys()) - {unit}


def test_the_diagram_names_every_module() -> None:
    assert set(DIAGRAM) == UNITS.keys() - SHARED


@pytest.mark.parametrize("unit", DIAGRAM)
def test_a_module_imports_what_the_diagram_says(unit: str) -> None:
    assert " ".join(sorted(imported_units(unit) - SHARED)) == DIAGRAM[unit]


def test_what_all_share_stands_on_next_to_nothing() -> None:
    assert {unit: imported_units(unit) for unit in SHARED} == {"errors": set(), "model": {"forges"}}
    assert imported_units("forges") == {"characters"}
    assert imported_units("characters") == set()


def test_the_diagram_has_no_circle() -> None:
    known: set[str] = set()
    for unit, below in DIAGRAM.items():
        assert set(below.split()) <= known, f"{unit} stands above what it imports"
        known.add(unit)


@pytest.mark.parametrize("unit", sorted(UNITS.keys() - DISK - GIT - SURFACE))
def test_the_core_does_not_touch_the_world(unit: str) -> None:
    pure = [path for path in UNITS[unit] if path != READS_A_FOLDER]
    names = {name.partition(".")[0] for path in pure for name in imported(path)}

    assert names & WORLD == set()


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_only_a_run_asks_what_day_it_is(unit: str) -> None:
    asked = [
        f"{path.name}:{node.lineno}"
        for path in UNITS[unit]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]

    assert asked == [] or unit in {"build", "commands", "lock"}  # a lock has an age


@pytest.mark.parametrize("unit", sorted(UNITS.keys() - SURFACE))
def test_nothing_below_the_command_line_prints_or_exits(unit: str) -> None:
    names = {node.id for path in UNITS[unit] for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}

    assert names & {"SystemExit", "exit", "quit"} == set()  # ruff looks for print
    assert "click" not in {name.partition(".")[0] for path in UNITS[unit] for name in imported(path)}


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_no_clause_catches_every_exception(unit: str) -> None:
    for path in UNITS[unit]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno}"
                caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
                assert caught & {"Exception", "BaseException"} == set(), f"{path}:{node.lineno}"


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_a_function_fits_on_a_screen(unit: str) -> None:
    long = [
        f"{path.name}:{node.name} has {lines} lines"
        for path in UNITS[unit]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > 60
    ]

    assert long == []


def test_every_package_that_is_imported_is_known() -> None:
    """What comes from elsewhere stands in one list; `test_package` compares it with what is declared."""
    names = {name.partition(".")[0] for paths in UNITS.values() for path in paths for name in imported(path)}

    assert names - sys.stdlib_module_names - {"publisher", "_typeshed"} == set(ELSEWHERE)
