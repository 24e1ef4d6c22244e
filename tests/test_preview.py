from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from publisher.errors import OutputError, PortTaken, PublisherError
from publisher.preview import Shelf, Told, preview, serve, stamps
from publisher.sample.builder import RepoBuilder


class Stop(Exception):
    """The test has seen enough."""


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  our own server
        return answer.read().decode()


def run(makings: list[str | PublisherError], stamps_given: list[object]) -> tuple[list[str], list[str]]:
    """What readers saw after each look, and what was told of failures, until the stamps are used up."""
    seen, failures = [], []
    pages, given = iter(makings), iter(stamps_given)
    addresses: list[str] = []

    def make(folder: Path) -> None:
        page = next(pages)
        if isinstance(page, PublisherError):
            raise page
        (folder / "index.html").write_text(page)

    def stamp() -> object:
        value = next(given, None)
        if value is None:
            raise Stop
        if isinstance(value, PublisherError):
            raise value
        return value

    with pytest.raises(Stop):
        preview(
            make,
            stamp,
            port=0,
            told=Told(ready=addresses.append, failed=lambda error: failures.append(str(error))),
            wait=lambda: seen.append(fetch(addresses[0])),
        )
    return seen, failures


def test_documents_are_made_again_when_the_stamp_changes() -> None:
    seen, failures = run(["old", "new"], [1, 1, 2, 2])
    assert seen == ["old", "old", "new", "new"]
    assert failures == []


def test_a_making_that_fails_is_told_once_and_the_last_one_is_served_on() -> None:
    broken = OutputError("feeds", "is wrong")
    seen, failures = run(["old", broken, "new"], [1, 2, 2, 3])
    assert seen == ["old", "old", "old", "new"]
    assert failures == ["feeds: is wrong"]


def test_a_configuration_that_stays_broken_is_told_once() -> None:
    broken = OutputError("publisher.yml", "is wrong")
    seen, failures = run(["old"], [1, broken, broken, 1])
    assert seen == ["old"] * 4
    assert failures == ["publisher.yml: is wrong"]


def test_the_first_making_must_work() -> None:
    with pytest.raises(OutputError):
        run([OutputError("feeds", "is wrong")], [1])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.make(
        lambda folder: [(folder / name).write_text("x") for name in ("en.atom", "en.json", "a.md")] and None
    )
    return shelf


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("en.atom", "application/atom+xml"),
        ("en.json", "application/json"),
        ("a.md", "text/markdown; charset=utf-8"),
    ],
)
def test_documents_have_their_type_and_are_not_kept(shelf: Shelf, name: str, type: str) -> None:
    with serve(shelf, 0) as address, urllib.request.urlopen(address + name, timeout=10) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == type
        assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_outside_the_folder_is_served(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    with serve(shelf, 0) as address:
        connection = http.client.HTTPConnection(address.split("/")[2])
        connection.request("GET", "/../secret")
        assert connection.getresponse().status == 404
        with pytest.raises(HTTPError):
            fetch(f"{address}%2e%2e/secret")


def test_a_port_that_is_taken_is_an_error_with_a_hint(shelf: Shelf) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(PortTaken) as caught,
        serve(shelf, other.getsockname()[1]),
    ):
        pass
    assert "--port" in caught.value.hint


def test_the_port_is_free_again_afterwards(shelf: Shelf) -> None:
    with serve(shelf, 0) as address:
        port = int(address.split(":")[2].rstrip("/"))
    with serve(shelf, port) as again:
        assert fetch(f"{again}en.atom") == "x"


def test_stamps_see_new_changed_and_vanished_files(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    before = stamps([folder, None])
    folder.mkdir()
    (folder / "a.j2").write_text("a")
    made = stamps([folder, None])
    (folder / "a.j2").write_text("longer")
    changed = stamps([folder, None])
    (folder / "a.j2").unlink()
    assert before == stamps([folder]) == ()
    assert len({made, changed}) == 2


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    with RepoBuilder(tmp_path / "notes") as repo:
        repo.commit(
            "Begin",
            {"README.md": "# Notes\n\n- [First](first.md): one\n", "first.md": "x"},
            date="2026-01-05T09:00:00Z",
        )
    return repo.path


@pytest.fixture
def running(notes: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as users run it, and the address that it says."""
    command = [
        sys.executable,
        "-m",
        "publisher",
        "preview",
        str(notes),
        "--port",
        "0",
        "--as-of",
        "2026-02-01",
    ]
    folder = tmp_path / "temporary"
    folder.mkdir()
    surroundings = {**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=surroundings
    ) as process:
        assert process.stdout is not None
        found = re.match(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found, process.communicate()
        yield process, found[0]
        process.kill()


def test_a_new_commit_is_shown(
    running: tuple[subprocess.Popen[str], str], notes: Path, tmp_path: Path
) -> None:
    _, address = running
    assert "First" in fetch(address)
    with RepoBuilder(notes) as repo:
        text = "# Notes\n\n- [First](first.md): one\n- [Second](second.md): two\n"
        repo.commit("Add", {"README.md": text, "second.md": "x"}, date="2026-01-09T09:00:00Z")
    deadline = time.monotonic() + 60
    while "Second" not in fetch(address):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    assert not (tmp_path / "feeds").exists()


@pytest.mark.parametrize(
    ("sign", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)], ids=["interrupt", "terminate"]
)
def test_it_stops_cleanly(
    running: tuple[subprocess.Popen[str], str], tmp_path: Path, sign: signal.Signals, code: int
) -> None:
    process, _ = running
    process.send_signal(sign)
    _, complaints = process.communicate(timeout=30)
    assert (process.returncode, complaints.strip()) == (code, "")
    assert list((tmp_path / "temporary").iterdir()) == []
