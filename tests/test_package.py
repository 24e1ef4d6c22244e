"""The wheel works on its own: it is built from a copy of the sources, and the copy is deleted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_imports import ELSEWHERE

NOT_IMPORTED = {"tzdata"}
"""Data that the standard library looks for."""


def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    sources = folder / "sources"
    sources.mkdir()
    for name in ("publisher", "templates"):
        shutil.copytree(checkout / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(checkout / name, sources)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, sources],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(sources)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed package where no source is near; its dependencies are those of the tests."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}

    assert {re.sub(r"-\d.*(?=\.dist-info)", "", top) for top in tops} == {"publisher", "publisher.dist-info"}


def test_the_wheel_carries_all_that_is_no_code(checkout: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {
        f"publisher/templates/{path.relative_to(checkout / 'templates').as_posix()}"
        for path in (checkout / "templates").rglob("*")
        if path.is_file()
    }
    data = {
        path.relative_to(checkout).as_posix()
        for path in (checkout / "publisher").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }

    assert templates
    assert data
    assert (templates | data) - names == set()


def test_the_metadata_says_what_a_user_needs_to_know(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(archive.read(name))
        (scripts,) = (name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt"))
        entry_points = archive.read(scripts).decode()

    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert "publisher = publisher.__main__:run" in entry_points


def test_the_installed_program_is_the_wheels_own(installed: Path, tmp_path: Path) -> None:
    found = run(installed, "-c", "import publisher; print(publisher.__file__)", folder=tmp_path)

    assert Path(found.stdout.strip()).is_relative_to(installed)


def test_the_installed_program_publishes_the_demo(checkout: Path, installed: Path, tmp_path: Path) -> None:
    result = run(installed, "-m", "publisher", "demo", "out", folder=tmp_path)

    assert result.stderr == ""
    assert result.returncode == 0
    written = {
        path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*.atom")
    }
    assert {path.name for path in written} >= {"en.atom", "zh.atom"}
    for path, content in written.items():
        assert content == (checkout / "feeds" / path).read_bytes(), path


def test_what_is_declared_is_imported_and_what_is_imported_is_declared(checkout: Path) -> None:
    data = project(checkout)["project"]
    lines = [*data["dependencies"], *data["optional-dependencies"]["send"]]
    declared = {Requirement(line).name for line in lines}
    distributions = packages_distributions()
    imported = {distributions[name][0].lower() for name in ELSEWHERE}

    assert {name.lower() for name in declared} - NOT_IMPORTED == imported


def test_every_dependency_has_its_reason(checkout: Path) -> None:
    page = (checkout / "docs" / "dependencies.md").read_text(encoding="utf-8")
    table, extra = page.split("publisher[send]")
    data = project(checkout)["project"]

    assert re.findall(r"^\| `([\w-]+)` ", table, re.MULTILINE) == [
        Requirement(line).name for line in data["dependencies"]
    ]
    assert re.findall(r"^\| `([\w-]+)` ", extra, re.MULTILINE) == [
        Requirement(line).name for line in data["optional-dependencies"]["send"]
    ]


PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+]+)(?: ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
LOCKS = ("build", "run", "test", "check")


def locked(checkout: Path, name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock; every line is one, with the hashes of its files."""
    found: dict[str, set[str]] = {}
    text = (checkout / ".ci" / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    for line in re.sub(r"\s*\\\n\s*", "\t", text).splitlines():
        if line.startswith("#"):
            continue
        pin, *hashes = line.split("\t")
        match = PIN.fullmatch(pin)
        assert match, line
        assert hashes, line
        assert all(map(HASH.fullmatch, hashes)), line
        found.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return found


def test_every_package_is_locked_with_its_hashes(checkout: Path) -> None:
    data = project(checkout)
    groups = data["dependency-groups"]
    wanted = {
        "build": groups["build"],
        "run": data["project"]["dependencies"],
        "test": [*groups["test"], *data["project"]["optional-dependencies"]["send"]],
        "check": groups["check"],
    }
    for name, lines in wanted.items():
        needed = {canonicalize_name(Requirement(line).name) for line in lines}
        assert needed - locked(checkout, name).keys() == set()


def test_locks_agree_and_name_no_address(checkout: Path) -> None:
    locks = [locked(checkout, name) for name in LOCKS]
    for package in set().union(*locks):
        assert len({frozenset(lock[package]) for lock in locks if package in lock}) == 1, package
    for path in (checkout / ".ci" / "locks").iterdir():
        assert "://" not in path.read_text(encoding="utf-8")
