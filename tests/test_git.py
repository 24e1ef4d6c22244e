"""Running git on enemy ground."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.errors import GitError, NotARepository, UnknownRevision
from publisher.git import Git
from publisher.sample.builder import RepoBuilder

# Everything that a history tells, so that two readings can be compared.
READ = """
import sys
from pathlib import Path
from publisher.history import read_history
from publisher.origins import Query

history = read_history(Path(sys.argv[1]))
print(history.commits, tuple(history.revisions), history.home.branch, sorted(history.home.files))
print(history.find_renames(history.tip, frozenset({"notes/first.md"}), frozenset({"guide/first.md"})))
print(history.read_origins([Query(commit=history.tip.id, needles=("guide/second.md",))]))
print(history.read_files([(history.tip.id, "guide/first.md")]))
"""
WRAPPER = """#!/bin/sh
for argument; do
    if [ "$argument" = {command} ]; then {action}; fi
done
exec {git} "$@"
"""

Wrap = Callable[[str, str], None]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A list, a file that moved, and a merged note::

    first ── moved ──────── merge
                  ╲ second ╱
    """
    with RepoBuilder(tmp_path / "list") as repo:
        repo.commit("Begin", {"README.md": "- [First](notes/first.md)\n", "notes/first.md": "One.\n" * 9})
        moved = repo.commit(
            "Move it",
            {"README.md": "- [First](guide/first.md)\n"},
            rename={"notes/first.md": "guide/first.md"},
        )
        side = repo.commit(
            "Add the second",
            {"README.md": "- [First](guide/first.md)\n- [Second](guide/second.md)\n"},
            author="contributor",
            branch="patch",
            parents=[moved],
        )
        repo.pull_request(7, side)
    return repo.path


@pytest.fixture
def wrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wrap:
    """Put a git before the real one that does something when it sees a word among its arguments."""

    def put(command: str, action: str) -> None:
        real = subprocess.run(["which", "git"], check=True, capture_output=True, text=True).stdout.strip()
        make_script(tmp_path / "bin" / "git", WRAPPER.format(command=command, action=action, git=real))
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")

    return put


def make_script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def read(repository: Path, **environment: str) -> str:
    command = [sys.executable, "-c", READ, str(repository)]
    surroundings = {**os.environ, **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings).stdout


def set_up(repository: Path, *settings: tuple[str, str]) -> None:
    for name, value in settings:
        subprocess.run(["git", "-C", repository, "config", name, value], check=True)


class Traps:
    """Programs and files that nothing may run or read."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "sprung"
        self.script = str(make_script(folder / "trap", f'#!/bin/sh\necho "$0 $@" >> {self.marker}\ncat\n'))
        self.folder = folder

    def assert_unsprung(self) -> None:
        assert not self.marker.exists(), self.marker.read_text()


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    return Traps(tmp_path)


def configuration(trap: str) -> tuple[tuple[str, str], ...]:
    """Settings that run a program, or change what git prints."""
    return (
        *(
            (name, trap)
            for name in (
                "core.fsmonitor",
                "core.pager",
                "core.sshCommand",
                "core.gitProxy",
                "core.askPass",
                "core.editor",
                "core.alternateRefsCommand",
                "credential.helper",
                "diff.external",
                "diff.trap.textconv",
                "diff.trap.command",
                "filter.trap.clean",
                "filter.trap.smudge",
                "filter.trap.process",
                "gpg.program",
                "pager.diff-tree",
                "pager.rev-list",
                "uploadpack.packObjectsHook",
            )
        ),
        *(
            (f"alias.{name}", f"!{trap}")
            for name in ("rev-list", "rev-parse", "diff-tree", "cat-file", "ls-tree")
        ),
        ("color.ui", "always"),
        ("core.abbrev", "4"),
        ("core.quotePath", "true"),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
        ("format.pretty", "oneline"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("log.showSignature", "true"),
        ("log.mailmap", "false"),
        ("log.date", "relative"),
    )


def test_the_user_s_configuration_does_not_count(repository: Path, traps: Traps, tmp_path: Path) -> None:
    plain = read(repository)
    home = tmp_path / "home"
    home.mkdir()
    (home / "mailmap").write_text("Somebody Else <maintainer@example.org>\n")
    (home / "attributes").write_text("* diff=trap filter=trap\n")
    lines = [
        *configuration(traps.script),
        ("mailmap.file", str(home / "mailmap")),
        ("core.attributesFile", str(home / "attributes")),
        ("core.hooksPath", str(traps.folder)),
    ]
    for name, value in lines:
        subprocess.run(["git", "config", "--file", home / ".gitconfig", name, value], check=True)
    system = {"GIT_CONFIG_GLOBAL": str(home / ".gitconfig"), "GIT_CONFIG_SYSTEM": str(home / ".gitconfig")}
    assert (
        read(repository, HOME=str(home), XDG_CONFIG_HOME=str(home), GIT_CONFIG_NOSYSTEM="0", **system)
        == plain
    )
    traps.assert_unsprung()


def test_the_repository_s_own_configuration_runs_nothing(repository: Path, traps: Traps) -> None:
    plain = read(repository)
    set_up(repository, *configuration(traps.script), ("mailmap.file", str(repository / "nobody")))
    (repository / ".git" / "info").mkdir()
    (repository / ".git" / "info" / "attributes").write_text("* diff=trap filter=trap\n")
    (repository / "nobody").write_text("Somebody Else <maintainer@example.org>\n")
    for hook in (
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
        "pre-auto-gc",
        "post-index-change",
    ):
        make_script(repository / ".git" / "hooks" / hook, Path(traps.script).read_text())
    assert read(repository) == plain
    traps.assert_unsprung()


def test_what_is_checked_out_does_not_count(repository: Path, traps: Traps) -> None:
    plain = read(repository)
    set_up(repository, *configuration(traps.script))
    (repository / ".gitattributes").write_text("* diff=trap filter=trap\n")
    (repository / ".mailmap").write_text("Somebody Else <maintainer@example.org>\n")
    (repository / "README.md").write_text("- [Not committed](x.md)\n")
    assert read(repository) == plain
    traps.assert_unsprung()


def test_the_caller_s_variables_do_not_count(repository: Path, traps: Traps, tmp_path: Path) -> None:
    plain = read(repository)
    with RepoBuilder(tmp_path / "other") as other:
        other.commit("Another list", {"README.md": "- [Other](other.md)\n"})
    away = str(other.path / ".git")
    variables = {
        **dict.fromkeys(("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"), away),
        "GIT_OBJECT_DIRECTORY": f"{away}/objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": f"{away}/objects",
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
        "GIT_NAMESPACE": "away",
        "GIT_SHALLOW_FILE": str(tmp_path / "shallow"),
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_GRAFT_FILE": str(tmp_path / "grafts"),
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_TRACE": str(traps.marker),
        "GIT_TRACE2_EVENT": str(traps.marker),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": traps.script,
        "GIT_CONFIG_PARAMETERS": f"'core.pager={traps.script}'",
        "GIT_FLUSH": "0",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_DIFF_OPTS": "-u0",
        **dict.fromkeys(
            (
                *(
                    "GIT_EXTERNAL_DIFF",
                    "GIT_PAGER",
                    "GIT_EDITOR",
                    "GIT_ASKPASS",
                    "GIT_SSH",
                    "GIT_SSH_COMMAND",
                ),
                *("GIT_PROXY_COMMAND", "GIT_PYTHON_GIT_EXECUTABLE", "PAGER", "EDITOR", "SSH_ASKPASS"),
            ),
            traps.script,
        ),
        "GIT_PYTHON_TRACE": "full",
        "GIT_PYTHON_REFRESH": "raise",
        "LC_ALL": "zh_CN.UTF-8",
        "LANGUAGE": "zh",
        "TZ": "Asia/Shanghai",
    }
    assert read(repository, **variables) == plain
    traps.assert_unsprung()


def test_the_caller_s_variables_are_there_again_afterwards(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_PYTHON_REFRESH", "warn")
    Git(repository).resolve("HEAD")
    assert os.environ["GIT_DIR"] == "/nowhere"
    assert os.environ["GIT_PYTHON_REFRESH"] == "warn"


def test_replaced_and_grafted_commits_do_not_count(repository: Path) -> None:
    plain = read(repository)
    names = subprocess.run(
        ["git", "-C", repository, "rev-list", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.split()
    subprocess.run(["git", "-C", repository, "replace", names[0], names[-1]], check=True)
    subprocess.run(
        ["git", "-C", repository, "replace", f"{names[-1]}:README.md", f"{names[-1]}:notes/first.md"],
        check=True,
    )
    (repository / ".git" / "info").mkdir()
    (repository / ".git" / "info" / "grafts").write_text(f"{names[1]}\n")
    assert read(repository) == plain


@pytest.mark.parametrize(
    "revision",
    [
        "--output=sprung",
        "-h",
        "--all",
        "HEAD HEAD",
        "HEAD..HEAD",
        "HEAD:README.md",
        "nobody",
        "",
        "a\0b",
        "^HEAD",
        "@{upstream}",
    ],
)
def test_a_revision_is_nothing_but_a_revision(repository: Path, revision: str) -> None:
    before = sorted(repository.rglob("*"))
    with pytest.raises(UnknownRevision):
        Git(repository).resolve(revision)
    assert sorted(repository.rglob("*")) == before


@pytest.mark.parametrize("revision", ["HEAD", "main", "refs/heads/main", "HEAD^0", "@", "HEAD^{/Merge pull}"])
def test_a_revision_names_a_commit(repository: Path, revision: str) -> None:
    assert Git(repository).resolve(revision) == Git(repository).resolve("main")


@pytest.mark.parametrize("place", [".", "guide", ".git"])
def test_a_repository_is_found_from_inside(repository: Path, place: str) -> None:
    assert Git(repository / place).folder == str((repository / ".git").resolve())


def test_a_work_tree_of_its_own_is_a_repository(repository: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    subprocess.run(["git", "-C", repository, "worktree", "add", "-q", away], check=True)
    assert Git(away).resolve("HEAD") == Git(repository).resolve("HEAD")
    assert read(away).replace("'away'", "'main'").split("\n", 1)[1] == read(repository).split("\n", 1)[1]


@pytest.mark.parametrize("name", ["nothing", "file", "folder"])
def test_what_is_no_repository_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(NotARepository):
        Git(tmp_path / name)


def test_a_name_is_taken_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERE", str(tmp_path / "other"))
    monkeypatch.chdir(tmp_path)
    for name in ("$HERE", "~", "-C", "a b"):
        with RepoBuilder(Path(name)) as repo:
            commit = repo.commit("Begin", {"README.md": name})
        assert Git(Path(name)).resolve("HEAD") == commit


def test_a_repository_of_somebody_else_is_read_when_the_user_trusts_it(
    repository: Path, wrap: Wrap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrap("rev-parse", "export GIT_TEST_ASSUME_DIFFERENT_OWNER=1")
    with pytest.raises(GitError) as refusal:
        Git(repository)
    assert str(repository) in str(refusal.value)
    assert "safe.directory" in refusal.value.hint
    for number, trusted in enumerate((str(repository), "*")):
        settings = tmp_path / f"settings-{number}"
        subprocess.run(["git", "config", "--file", settings, "safe.directory", trusted], check=True)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        Git(repository)


def test_a_silent_git_is_ended(repository: Path, wrap: Wrap, tmp_path: Path) -> None:
    wrap("cat-file", f"echo $$ > {tmp_path}/cat-file; exec sleep 60")
    git = Git(repository, timeout=0.3)
    begin = time.monotonic()
    with (
        pytest.raises(GitError, match="no answer for"),
        git.stream("cat-file", "--batch") as output,
    ):
        output.read()
    with pytest.raises(GitError, match="no answer for"):
        git.run("cat-file", "-p", "HEAD")
    assert time.monotonic() - begin < 10
    assert not Path(f"/proc/{(tmp_path / 'cat-file').read_text().strip()}").exists()


def test_a_stream_that_is_left_early_ends_its_git(repository: Path) -> None:
    git = Git(repository)
    with git.stream("rev-list", "--objects", "HEAD") as output:
        output.readline()
    with pytest.raises(KeyError), git.stream("cat-file", "--batch-all-objects", "--batch"):
        raise KeyError


def test_a_git_that_fails_is_an_error_with_its_words(repository: Path) -> None:
    git = Git(repository)
    with pytest.raises(GitError, match="git cat-file: Not a valid object name nobody"):
        git.run("cat-file", "-p", "nobody")
    with (
        pytest.raises(GitError, match="Not a valid object name"),
        git.stream("cat-file", "-p", "no") as output,
    ):
        assert output.read() == b""
    assert git.ask("cat-file", "-e", "nobody") is None


def test_without_git_it_says_so(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        Git(repository)


def test_without_git_even_the_import_says_so(repository: Path, tmp_path: Path) -> None:
    program = f"from publisher.git import Git; from pathlib import Path; Git(Path({str(repository)!r}))"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path)},
        check=False,
    )
    assert "git is not installed" in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
def test_no_git_outlives_a_run_that_is_stopped(
    number: signal.Signals, repository: Path, wrap: Wrap, tmp_path: Path
) -> None:
    wrap(
        "rev-list", f"sleep 60 & echo $$ $! > {tmp_path}/started; mv {tmp_path}/started {tmp_path}/git; wait"
    )
    command = [sys.executable, "-m", "publisher", "events", str(repository)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        while not (tmp_path / "git").exists():
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(number)
        assert run.wait(30) == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    for process in (tmp_path / "git").read_text().split():
        # A signal takes its time.
        deadline = time.monotonic() + 30
        while is_running(process):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def is_running(process: str) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    # One that is ended may still wait for its parent to ask how.
    return state.rpartition(")")[2].split()[0] != "Z"
