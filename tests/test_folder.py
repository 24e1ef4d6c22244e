"""The output folder: all or nothing, one run at a time, and nobody else's files."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publisher.checks.folder import read_folder
from publisher.errors import LockHeld, OutputError
from publisher.folder import (
    LEDGER,
    MANIFEST,
    Manifest,
    digest,
    is_left_unfinished,
    locked,
    read_manifest,
    render_manifest,
    write,
)
from publisher.lock import LOCK
from publisher.staging import NEW, READY, finish, read_plan

OLD = {"en.atom": b"old\n", "digests/1/index.html": b"old\n", "gone.html": b"old\n", LEDGER: b"{}\n"}
NEXT = {
    "en.atom": b"new\n",
    "digests/2/index.html": b"new\n",
    "digests/1/index.html": b"old\n",
    LEDGER: b"{}\n{}\n",
}


def with_manifest(documents: dict[str, bytes]) -> dict[str, bytes]:
    files = {path: digest(content) for path, content in documents.items()}
    return {**documents, MANIFEST: render_manifest(Manifest(tip="a", files=files))}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def publish(folder: Path, documents: dict[str, bytes]) -> tuple[str, ...]:
    with locked(folder):
        return write(folder, with_manifest(documents), before=read_manifest(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path / "feeds", OLD)
    return tmp_path / "feeds"


def test_a_folder_holds_what_it_was_given_and_what_others_put_there(folder: Path) -> None:
    (folder / "CNAME").write_bytes(b"example.org\n")
    (folder / "digests" / "1" / "note.txt").write_bytes(b"mine\n")

    assert publish(folder, NEXT) == ("digests/2/index.html", "en.atom", "gone.html", LEDGER, MANIFEST)
    assert contents(folder) == with_manifest(NEXT) | {
        "CNAME": b"example.org\n",
        "digests/1/note.txt": b"mine\n",
    }


def test_an_empty_folder_of_ours_goes_with_its_last_file(folder: Path) -> None:
    publish(folder, {"en.atom": b"new\n", LEDGER: b"{}\n"})

    assert not (folder / "digests").exists()


def test_what_is_as_it_was_is_not_touched(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    assert publish(folder, OLD) == ()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def put_file(folder: Path) -> None:
    (folder / "digests" / "2").mkdir()
    (folder / "digests" / "2" / "index.html").write_bytes(b"mine\n")


def put_folder(folder: Path) -> None:
    (folder / "digests" / "2" / "index.html").mkdir(parents=True)


def put_file_for_folder(folder: Path) -> None:
    (folder / "digests" / "2").write_bytes(b"mine\n")


def put_folder_for_ours(folder: Path) -> None:
    (folder / "en.atom").unlink()
    (folder / "en.atom").mkdir()


def put_link_out(folder: Path) -> None:
    shutil.rmtree(folder / "digests")
    (folder / "digests").symlink_to(folder.parent)


def put_link_for_file(folder: Path) -> None:
    (folder / "en.atom").unlink()
    (folder / "en.atom").symlink_to(folder.parent / "elsewhere")


OBSTACLES = [
    pytest.param(put_file, "digests/2/index.html: is in the way", id="file"),
    pytest.param(put_folder, "digests/2/index.html: is in the way", id="folder"),
    pytest.param(put_file_for_folder, "digests/2: is in the way", id="file for a folder"),
    pytest.param(put_folder_for_ours, "en.atom: is in the way", id="folder for a file of ours"),
    pytest.param(put_link_out, "leads out of the output folder", id="folder that is a link"),
    pytest.param(put_link_for_file, "leads out of the output folder", id="file that is a link"),
]


@pytest.mark.parametrize(("put", "complaint"), OBSTACLES)
def test_what_is_in_the_way_stays(put: Callable[[Path], None], complaint: str, folder: Path) -> None:
    put(folder)
    before = contents(folder.parent)

    with pytest.raises(OutputError, match=complaint):
        publish(folder, NEXT)
    assert contents(folder.parent) == before
    assert not (folder / NEW).exists()


@pytest.mark.parametrize("path", ["../evil", "a/../../evil", "/evil"])
def test_no_path_leads_out_of_the_folder(path: str, folder: Path) -> None:
    with pytest.raises(OutputError, match="leads out of the output folder"):
        publish(folder, {**NEXT, path: b"evil\n"})
    assert contents(folder) == with_manifest(OLD)


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_bytes(b"mine\n")

    with pytest.raises(OutputError, match="feeds: File exists"):
        publish(tmp_path / "feeds", NEXT)


@contextmanager
def limited(size: int) -> Generator[None]:
    """No file of this process grows beyond *size* bytes; like a full disk, writing fails in the middle."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_file_that_cannot_be_written_whole_leaves_the_old_publication(folder: Path) -> None:
    with limited(4096), pytest.raises(OutputError, match="File too large"):
        publish(folder, {**NEXT, "zh.atom": b"x" * 10_000})

    assert contents(folder) == with_manifest(OLD)
    assert publish(folder, {**NEXT, "zh.atom": b"x" * 10_000})


def test_a_full_disk_leaves_the_old_publication(tmp_path: Path) -> None:
    """In name spaces of its own a process may mount a disk of 64 KB, and look at one that is read only."""
    script = tmp_path / "fill.py"
    script.write_text(FILL)
    way = next(
        (
            way
            for way in WAYS
            if not subprocess.run([*way, "true"], check=False, capture_output=True).returncode
        ),
        None,
    )
    if way is None:
        pytest.skip("no disk can be mounted here")
    command = [
        *way,
        "env",
        f"PYTHONPATH={os.pathsep.join(sys.path)}",
        sys.executable,
        str(script),
        str(tmp_path),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


WAYS = [
    ["unshare", "--user", "--map-root-user", "--mount"],
    ["unshare", "--mount"],
    ["sudo", "--non-interactive", "unshare", "--mount"],
]
FILL = """
import subprocess, sys
from pathlib import Path
from publisher.errors import OutputError
from test_folder import NEXT, OLD, contents, publish, with_manifest

work = Path(sys.argv[1], "disk")
work.mkdir()
mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(work)]
subprocess.run(mount, check=True)
feeds = work / "feeds"
publish(feeds, OLD)

try:
    publish(feeds, {**NEXT, "zh.atom": b"x" * 1_000_000})
    sys.exit("a megabyte went into 128 KB")
except OutputError as full:
    assert "No space left on device" in str(full), full
assert contents(feeds) == with_manifest(OLD), contents(feeds).keys()

subprocess.run(["mount", "-o", "remount,ro", str(work)], check=True)
try:
    publish(feeds, NEXT)
    sys.exit("a read-only disk was written")
except OutputError as read_only:
    assert "Read-only file system" in str(read_only), read_only
assert contents(feeds) == with_manifest(OLD)
subprocess.run(["mount", "-o", "remount,rw", str(work)], check=True)
assert publish(feeds, NEXT)
subprocess.run(["umount", str(work)], check=True)
"""


def leave(folder: Path, holder: object) -> None:
    (folder / LOCK).write_text(holder if isinstance(holder, str) else json.dumps(holder) + "\n")


def test_two_runs_do_not_meet(folder: Path) -> None:
    with locked(folder), pytest.raises(LockHeld) as refused, locked(folder):
        pass

    assert str(refused.value) == (
        f"{folder / LOCK} is held by process {os.getpid()} on {socket.gethostname()}, for 0 seconds"
    )
    assert refused.value.exit_code == 4
    assert not (folder / LOCK).exists()


def test_a_lock_has_an_age(folder: Path) -> None:
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3 * 3600 - 60))
        leave(folder, {"process": 7, "host": "elsewhere", "since": since})
        with (
            pytest.raises(LockHeld, match=r"is held by process 7 on elsewhere, for 3 hours$"),
            locked(folder),
        ):
            pass


def test_a_lock_that_says_nothing_is_one_all_the_same(folder: Path) -> None:
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(LockHeld, match=r"is held by another run$"), locked(folder):
            pass


SINCE = {"since": "2026-01-05T09:00:00Z"}
STALE = [
    pytest.param({"process": 2**22 + 1, "host": socket.gethostname(), **SINCE}, id="dead process"),
    pytest.param({"process": os.getppid(), "host": socket.gethostname(), **SINCE}, id="number used again"),
    pytest.param({"process": 1, "host": "elsewhere", **SINCE}, id="another machine"),
    pytest.param("1234\n", id="other form"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize("holder", STALE)
def test_a_lock_that_nobody_holds_is_taken_over(holder: object, folder: Path) -> None:
    leave(folder, holder)

    assert is_left_unfinished(folder)
    publish(folder, OLD)
    assert not is_left_unfinished(folder)


def test_a_lock_that_is_no_file_is_said(folder: Path) -> None:
    (folder / LOCK).symlink_to(folder / "en.atom")
    with pytest.raises(OutputError, match=LOCK):
        publish(folder, NEXT)
    assert contents(folder)["en.atom"] == b"old\n"


def halt(folder: Path, documents: dict[str, bytes], moved: int) -> None:
    """Leave *folder* as a run that was killed after it had moved some files."""
    old = folder.with_name("copy")
    shutil.copytree(folder, old)
    stage = folder / READY
    publish_into = folder.with_name("other")
    shutil.copytree(folder, publish_into)
    publish(publish_into, documents)
    new = contents(publish_into)
    order = [
        path for path in sorted(new, key=lambda path: path == LEDGER) if new[path] != contents(old).get(path)
    ]
    plan = {
        "order": order,
        "gone": [path for path in contents(old) if path not in new],
        "witness": LEDGER,
        "before": digest(contents(old)[LEDGER]),
        "after": digest(new[LEDGER]),
    }
    for number, path in enumerate(order):
        place = folder / path if number < moved else stage / "files" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(new[path])
    stage.mkdir(exist_ok=True)
    (stage / "plan.json").write_text(json.dumps(plan))
    shutil.rmtree(old)
    shutil.rmtree(publish_into)


@pytest.mark.parametrize("moved", range(5))
def test_a_folder_is_read_as_the_next_run_will_leave_it(moved: int, folder: Path) -> None:
    halt(folder, NEXT, moved)

    read = read_folder(folder)
    with locked(folder):
        assert contents(folder).keys() - {LOCK} == with_manifest(NEXT).keys()
    assert contents(folder) == with_manifest(NEXT)
    assert read == {path: content for path, content in with_manifest(NEXT).items() if path in read}
    assert {LEDGER, MANIFEST, "en.atom"} <= read.keys()


def test_what_a_killed_run_left_is_dropped_when_the_folder_has_moved_on(folder: Path) -> None:
    halt(folder, NEXT, 0)
    (folder / LEDGER).write_bytes(b"{}\n[]\n")
    newer = contents(folder)

    assert read_plan(folder) is None
    with locked(folder):
        pass
    assert contents(folder) == {
        path: content for path, content in newer.items() if not path.startswith(READY)
    }


PLANS = [
    pytest.param({"order": ["../evil", LEDGER]}, id="out of the folder"),
    pytest.param({"order": ["/evil", LEDGER]}, id="absolute"),
    pytest.param({"gone": ["../precious"]}, id="delete outside"),
    pytest.param({"witness": "../precious"}, id="look outside"),
    pytest.param({"order": 7}, id="number"),
    pytest.param({"before": 7, "after": []}, id="digests"),
    pytest.param([], id="list"),
]


@pytest.mark.parametrize("change", PLANS)
def test_a_plan_is_nobody_s_order(change: dict[str, object] | list[object], folder: Path) -> None:
    """The folder may be in a repository that strangers write to."""
    (folder.parent / "precious").write_bytes(b"mine\n")
    halt(folder, NEXT, 0)
    plan = folder / READY / "plan.json"
    value = json.loads(plan.read_text())
    plan.write_text(json.dumps({**value, **change} if isinstance(change, dict) else change))

    with locked(folder):
        pass
    assert contents(folder) == with_manifest(OLD)
    assert (folder.parent / "precious").read_bytes() == b"mine\n"
    assert not (folder.parent / "evil").exists()


@pytest.mark.parametrize("name", [NEW, READY])
def test_a_stage_that_is_a_link_is_not_followed(name: str, folder: Path) -> None:
    precious = folder.parent / "precious"
    precious.mkdir()
    (precious / "plan.json").write_text("{}")
    (folder / name).symlink_to(precious)

    publish(folder, NEXT)
    assert contents(folder) == with_manifest(NEXT)
    assert contents(precious) == {"plan.json": b"{}"}


def test_a_signal_between_two_moves_leaves_the_new_publication(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real call is made; the signal comes while it is."""
    move = Path.replace
    handler = signal.getsignal(signal.SIGINT)

    def interrupted(self: Path, target: Path) -> Path:
        if target.name == "en.atom":
            monkeypatch.setattr(Path, "replace", move)
            signal.raise_signal(signal.SIGINT)
        return move(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(folder, NEXT)
    assert contents(folder) == with_manifest(NEXT)
    assert signal.getsignal(signal.SIGINT) is handler


def test_finishing_nothing_does_nothing(folder: Path) -> None:
    finish(folder)
    assert contents(folder) == with_manifest(OLD)


def test_letters_that_differ_in_case_only_are_one_file_on_some_disks(folder: Path) -> None:
    """Where they are two, the old one goes; where they are one, the new one stays."""
    publish(folder, {**OLD, "Gone.html": b"new\n"} | {"gone.html": b"old\n"})
    publish(
        folder,
        {path: content for path, content in {**OLD, "Gone.html": b"new\n"}.items() if path != "gone.html"},
    )

    assert (folder / "Gone.html").read_bytes() == b"new\n"
