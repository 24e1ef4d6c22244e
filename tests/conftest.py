"""What all tests share: the same surroundings on every machine, and expected outputs in files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

import hypothesis
import pytest

from publisher.sample.fast_import import run_git

IN_CI = os.environ.get("PUBLISHER_CI") == "1"

# Before anything is imported that looks at them. Git's own settings would be the tester's.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]
os.environ.update(
    GIT_CONFIG_NOSYSTEM="1",
    GIT_CONFIG_GLOBAL=os.devnull,
    LC_ALL="C.UTF-8",
    TZ="UTC",
)
time.tzset()

hypothesis.settings.register_profile("developer", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if IN_CI else "developer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files of expected output")


Golden = Callable[[Path, bytes], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare bytes with a file beside the test; ``--update-golden`` rewrites it."""

    def compare(path: Path, content: bytes) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.exists(), f"{path} is missing: run pytest --update-golden"
        assert content.decode() == path.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The project's own root."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def real_history(checkout: Path) -> Path:
    """The folder of a real history and what was read from it by hand; it is no part of the project.

    It stands in ``shared`` beside the checkout, or where ``PUBLISHER_SHARED`` says.
    """
    folder = Path(os.environ.get("PUBLISHER_SHARED") or checkout.parent / "shared") / "real-history"
    if not folder.is_dir():
        pytest.skip(f"the real history is not in {folder}: set PUBLISHER_SHARED")
    return folder


@pytest.fixture(scope="session")
def real_list(real_history: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare clone of the real history."""
    path = tmp_path_factory.mktemp("real") / "list.git"
    run_git(path.parent, "clone", "-q", "--bare", str(real_history / "ml-sys-notes.bundle"), path.name)
    return path


@pytest.fixture
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that write hundreds of folders, none of which must outlive a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a test that does not run proves nothing, so it fails. Expected failures stay what they are."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {report.longrepr}"
