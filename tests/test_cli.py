from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from publisher import __version__, cli
from publisher.cli import main
from publisher.digests import TARGET_NAMES
from publisher.outcome import Outcome, Terminated
from publisher.sample.builder import RepoBuilder

ENGLISH = "# Notes\n\n## Feeds\n\n- [Entry ids](ids.md): why they are for ever\n"
CHINESE = "# 笔记\n\n## 订阅\n\n- [条目标识](ids.md)：为什么永远不变\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """One note, then a pending one, which is then promoted and translated."""
    with RepoBuilder(tmp_path / "notes") as repo:
        repo.remote("https://github.com/feeds-and-history/notes")
        files = {
            "README.md": ENGLISH,
            "README-cn.md": CHINESE,
            "ids.md": "# Entry ids\n",
            "dates.md": "# Dates\n",
        }
        repo.commit("Begin", files, date="2026-01-05T09:00:00Z")
        waiting = ENGLISH + "- [Pending Review] [Two dates](dates.md)\n"
        repo.commit("Draft", {"README.md": waiting}, date="2026-01-13T09:00:00Z")
        out = ENGLISH + "- [Two dates](dates.md)\n"
        repo.commit("Promote (#7)", {"README.md": out}, date="2026-01-21T09:00:00Z", author="reviewer")
        both = CHINESE + "- [两个日期](dates.md)\n"
        repo.commit("Translate", {"README-cn.md": both}, date="2026-01-22T09:00:00Z", author="translator")
    return repo.path


def commands() -> dict[str, click.Command]:
    return {name: cli.import_command(name) for name in cli.COMMANDS}


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0

    shown = capsys.readouterr().out
    assert [name for name in commands() if name not in shown] == []
    assert "...\n" not in shown.replace("[ARGS]...\n", "")
    assert "built into the program; by default into feeds." in " ".join(shown.split())


def test_no_command_shows_the_help_as_git_does(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    shown = capsys.readouterr().out

    assert main([]) == 1
    assert capsys.readouterr() == (shown, "")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"publisher {__version__}\n"


USAGE = [
    pytest.param(["bild"], "error: no such command 'bild'", "hint: did you mean build?", id="command"),
    pytest.param(
        ["build", "--lsit", "x"], "error: no such option: --lsit", "hint: did you mean --list?", id="option"
    ),
    pytest.param(
        ["explain"], "error: missing argument 'NOTE'", "hint: `publisher explain --help`", id="argument"
    ),
    pytest.param(
        ["digest", "--list"],
        "error: option '--list' requires an argument",
        "hint: `publisher COMMAND --help` lists",
        id="no value",
    ),
    pytest.param(
        ["explain", " "], "invalid value for NOTE: it is empty", "`publisher explain --help`", id="no note"
    ),
    pytest.param(
        ["build", "a", "b"],
        "error: got unexpected extra argument (b)",
        "`publisher build --help`",
        id="extra",
    ),
    pytest.param(
        ["build", "--as-of", "tomorrow"],
        "error: invalid value for '--as-of': 'tomorrow' is no day; write it like 2026-01-31",
        "`publisher build --help`",
        id="day",
    ),
    pytest.param(
        ["build", "--site-url", "x.org"],
        "error: invalid value for '--site-url': it must be an address like https://example.org/notes/",
        "`publisher build --help`",
        id="address",
    ),
    pytest.param(
        ["digest", "--target", "fax"], "'fax' is none of markdown, zhihu", "digest --help`", id="target"
    ),
    pytest.param(
        ["events", "--format", "xml"], "'xml' is not one of 'table', 'jsonl'", "events --help`", id="choice"
    ),
]


@pytest.mark.parametrize(("arguments", "sentence", "hint"), USAGE)
def test_wrong_usage_is_said_in_two_lines(
    arguments: Sequence[str], sentence: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    said = capsys.readouterr()
    assert said.out == ""
    first, second = said.err.splitlines()
    assert sentence in first
    assert hint in second


def test_what_the_user_can_put_right_is_said_in_two_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path / "nowhere")]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"error: {tmp_path}/nowhere does not exist\n"
        "hint: name the folder of a clone, a folder inside one, or a bare repository\n"
    )


def test_a_traceback_is_shown_when_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path / "nowhere"), "--traceback"]) == 1

    said = capsys.readouterr().err
    assert said.startswith("Traceback (most recent call last):\n")
    assert "error: " in said


def test_titles_in_an_error_cannot_command_the_terminal(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "\x1b[2Jids\u202e?", str(notes)]) == 1
    assert 'no note is named "[2Jids?"' in capsys.readouterr().err


def repository(folder: Path, kind: str) -> Path:
    match kind:
        case "empty":
            return RepoBuilder(folder / "empty").finish()
        case "no list":
            with RepoBuilder(folder / "code") as repo:
                repo.commit("Begin", {"main.py": "print()\n"})
            return repo.path
        case "shallow":
            with RepoBuilder(folder / "whole") as repo:
                for number in range(3):
                    repo.commit(f"Change {number}", {"README.md": ENGLISH + f"{number}\n"})
            repo.git("clone", "-q", "--depth=1", f"file://{repo.path}", str(folder / "shallow"))
            return folder / "shallow"
        case _:
            (folder / "folder").mkdir()
            return folder / "folder"


REFUSED = [
    ("folder", [], "is not a git repository", "a folder inside one, or a bare repository"),
    ("empty", [], "has no commits yet", "commit a README.md"),
    ("no list", [], "there is no README.md at its root", "--list"),
    ("no list", ["--list", "docs/*.md"], "no Markdown file matches docs/*.md", "--list"),
    ("no list", ["--rev", "mian"], 'no commit is named "mian"', "git branch"),
    ("no list", ["--rev", "--output=x"], 'no commit is named "--output=x"', "git branch"),
    ("shallow", [], "without its history every note would look new", "git fetch --unshallow"),
    ("shallow", [], "without its history every note would look new", "with --fetch"),
    ("no list", ["--config", "nosuch.yml"], "nosuch.yml: cannot be read", "`publisher init` writes"),
    ("no list", ["--config", __file__], "this is no YAML", "indent with spaces"),
]


@pytest.mark.parametrize(
    ("kind", "options", "sentence", "hint"),
    REFUSED,
    ids=[f"{kind} {' '.join(o)}".strip() for kind, o, *_ in REFUSED],
)
def test_a_list_that_cannot_be_read_is_refused(
    kind: str,
    options: Sequence[str],
    sentence: str,
    hint: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = tmp_path / "feeds"

    assert main(["build", str(repository(tmp_path, kind)), "--output", str(output), *options]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert hint in said.err
    assert not output.exists()


def test_an_output_folder_that_cannot_be_made_is_named(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")

    assert main(["build", str(notes), "--output", str(tmp_path / "file" / "feeds")]) == 1
    assert "hint: choose another folder with --output" in capsys.readouterr().err


ADVICE = [
    (["check", "nowhere"], "name a folder that `publisher build` wrote"),
    (["check", "feeds", "--against", "nowhere"], "name a folder that `publisher build` wrote"),
    (["status", "other", "notes"], "`publisher publish` makes the first publication"),
    (["demo", "out", "--keep", "notes"], "choose a new folder with --keep"),
    (["demo", "file/feeds"], "choose another folder: `publisher demo DIR`"),
    (["digest", "notes", "--ledger", "theirs"], "choose another folder with --ledger, or set `id`"),
    (["digest", "notes", "--output", "other"], "choose another file with --output"),
    (["build", "notes", "--summary", "file/run.json"], "choose another file with --summary"),
    (["build", "other", "--output", "feeds"], "choose another folder with --output, or set `id`"),
    (["publish", "notes", "--remote", "pages.git"], "choose another folder of the branch with --into"),
    (["send", "--output", "nowhere", "--to", "file"], "run `publisher build` first, or name the folder"),
]


@pytest.mark.parametrize(("arguments", "hint"), ADVICE, ids=[" ".join(case[0][:4]) for case in ADVICE])
def test_a_hint_names_only_what_the_command_takes(
    arguments: Sequence[str],
    hint: str,
    notes: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("no folder")
    with RepoBuilder(Path("other")) as repo:
        repo.remote("https://github.com/feeds-and-history/other")
        repo.commit("Begin", {"README.md": "# Other\n\n- [Another](https://example.org/another)\n"})
    with RepoBuilder(Path("pages")) as repo:
        repo.commit("By hand", {"index.html": "<p>mine</p>\n"})
    repo.git("branch", "-m", "gh-pages")
    repo.git("clone", "-q", "--bare", ".", "../pages.git")
    main(["build", str(notes), "-q"])
    main(["build", "other", "-q", "-o", "theirs"])
    if arguments[0] == "publish":
        arguments = [*arguments[:-1], str(tmp_path / arguments[-1])]

    assert main(arguments) == 1
    error, _, advice = capsys.readouterr().err.partition("hint: ")
    assert advice.startswith(hint)
    takes = {option for each in cli.import_command(arguments[0]).params for option in each.opts}
    assert set(re.findall(r"--[a-z-]+", advice)) <= takes
    assert "publisher-" not in error  # the folder in which a publication is made, which nobody knows


def test_the_feeds_of_another_list_are_left_alone(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RepoBuilder(tmp_path / "other") as repo:
        repo.remote("https://github.com/feeds-and-history/other")
        repo.commit("Begin", {"README.md": "# Other\n\n- [Another](https://example.org/another)\n"})
    feeds = tmp_path / "feeds"
    assert main(["build", str(notes), "-q", "-o", str(feeds)]) == 0
    before = {path: path.read_bytes() for path in feeds.rglob("*") if path.is_file()}

    assert main(["build", str(repo.path), "-o", str(feeds)]) == 1
    assert 'holds the feeds of "github.com/feeds-and-history/notes"' in capsys.readouterr().err
    assert {path: path.read_bytes() for path in feeds.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("notes")
def test_build_needs_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["build", "notes", "--as-of", "2026-02-01"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert re.fullmatch(
        r"feeds: 1 new note, 1 out of review, 2 digests \(2026-W02 to 2026-W04\); \d+ files changed\n",
        said.out,
    )
    assert (tmp_path / "feeds" / "en.atom").is_file()
    assert (tmp_path / "feeds" / "zh.atom").is_file()


def test_nothing_new_says_nothing(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", str(notes), "--as-of", "2026-02-01", "-o", str(tmp_path / "feeds")]
    main(arguments)
    capsys.readouterr()

    assert main(arguments) == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_says_nothing(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(notes), "--quiet", "-o", str(tmp_path / "feeds")]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_configuration_at_the_root_is_read_from_a_folder_inside(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "publisher.yml").write_text("output: out\ntitle: {en: Renamed}\n")
    (notes / "deep").mkdir()
    monkeypatch.chdir(tmp_path)

    assert main(["build", str(notes / "deep"), "-q"]) == 0
    assert re.search(r"<title[^>]*>Renamed</title>", (tmp_path / "out" / "en.atom").read_text())


def test_a_bare_repository_is_configured_by_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RepoBuilder(tmp_path / "bare", bare=True) as repo:
        repo.commit("Begin", {"README.md": ENGLISH, "publisher.yml": "output: out\n"})
    monkeypatch.chdir(tmp_path)

    assert main(["build", "bare", "-q"]) == 0
    assert (tmp_path / "out" / "en.atom").is_file()


def test_options_go_before_the_configuration(notes: Path, tmp_path: Path) -> None:
    config = tmp_path / "other.yml"
    config.write_text("lists: [nothing.md]\nsite_url: https://configured.org/\n")
    options = ["--config", str(config), "--list", "README.md", "--site-url", "https://option.org", "-q"]

    assert main(["build", str(notes), *options, "-o", str(tmp_path / "feeds")]) == 0
    feed = (tmp_path / "feeds" / "en.atom").read_text()
    assert "https://option.org/" in feed
    assert "https://configured.org/" not in feed
    assert not (tmp_path / "feeds" / "zh.atom").exists()


def test_a_mistake_in_the_configuration_is_named(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "publisher.yml").write_text("\n\ntitel: x\n")

    assert main(["build", str(notes)]) == 1
    assert capsys.readouterr().err == (
        f'error: {notes}/publisher.yml:3: unknown key "titel"\nhint: did you mean "title"?\n'
    )


def test_an_earlier_revision_can_be_published(notes: Path, tmp_path: Path) -> None:
    assert main(["build", str(notes), "--rev", "main~2", "-q", "-o", str(tmp_path / "feeds")]) == 0
    assert (tmp_path / "feeds" / "en.atom").read_text().count("<entry") == 1


def events(notes: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["events", str(notes), "--format", "jsonl"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return [json.loads(line) for line in said.out.splitlines()]


def test_events_for_programs_have_every_field(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promoted = events(notes, capsys)[2]
    commit = promoted.pop("commit")

    assert re.fullmatch(r"[0-9a-f]{40}", str(commit))
    assert promoted == {
        "kind": "promoted",
        "note": "dates",
        "announced": True,
        "date": "2026-01-21T09:00:00Z",
        "title": {"en": "Two dates"},
        "link": {"en": "dates.md"},
        "links": ["dates.md"],
        "alternates": {},
        "summary": {},
        "section": {"en": ["Feeds"]},
        "list": "README.md",
        "pending": False,
        "author": promoted["author"],
        "pull_request": 7,
        "written": promoted["written"],
    }


def test_events_come_oldest_first(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = events(notes, capsys)

    assert [event["kind"] for event in found] == ["added", "drafted", "promoted", "translated"]
    assert [event["pending"] for event in found] == [False, True, False, False]
    assert found[0]["title"] == {"en": "Entry ids", "zh": "条目标识"}
    assert found[0]["summary"] == {"en": "why they are for ever", "zh": "为什么永远不变"}


def test_events_for_people_are_a_table(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(notes)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["date", "event", "note", "author"]
    assert re.fullmatch(r"2026-01-05  \*  added +Entry ids +maintainer", lines[1])
    assert re.fullmatch(r"2026-01-13     drafted +Two dates +maintainer", lines[2])


def test_a_digest_is_printed_as_markdown(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(notes), "--as-of", "2026-02-01"]) == 0

    shown = capsys.readouterr().out
    assert "[Two dates](https://github.com/feeds-and-history/notes/blob/main/dates.md)" in shown


def test_a_digest_can_be_chosen_and_written(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "issue.html"
    options = ["--issue", "2026-W02", "--lang", "zh", "--target", "zhihu", "--output", str(output)]

    assert main(["digest", str(notes), "--as-of", "2026-02-01", *options]) == 0
    assert capsys.readouterr().out == ""
    assert "条目标识" in output.read_text()


@pytest.mark.parametrize(
    ("options", "sentence", "hint"),
    [
        (["--as-of", "2026-01-06"], "there is no issue yet", "--as-of"),
        (
            ["--as-of", "2026-02-01", "--issue", "2026-W50"],
            'no issue is named "2026-W50"',
            "2026-W02, 2026-W04",
        ),
        (["--as-of", "2026-02-01", "--lang", "ja"], 'no language is named "ja"', "there are en, zh"),
    ],
    ids=["too early", "unknown issue", "unknown language"],
)
def test_a_digest_that_is_not_there_is_named(
    options: Sequence[str], sentence: str, hint: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", str(notes), *options]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert hint in said


def test_explain_tells_a_notes_life(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Two dates", str(notes)]) == 0

    shown = capsys.readouterr().out
    assert shown.startswith("dates — public\nannounced 2026-01-21 as promoted in ")
    assert [line for line in shown.splitlines() if re.match(r"2026-", line)] == [
        "2026-01-13  drafted  by maintainer",
        "2026-01-21  promoted *  by reviewer",
        "2026-01-22  translated  by translator",
    ]
    assert " Promote (#7)\n" in shown


def test_explain_names_what_could_have_been_meant(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "date", str(notes)]) == 0
    assert main(["explain", "s.md", str(notes)]) == 1
    assert "hint: one of ids, dates" in capsys.readouterr().err
    assert main(["explain", "dtes", str(notes)]) == 1
    assert (
        "hint: nearest are dates, ids; `publisher events` shows the titles of all 2"
        in capsys.readouterr().err
    )


def test_audit_tells_what_to_mend(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RepoBuilder(tmp_path / "broken") as repo:
        repo.commit("Begin", {"README.md": ENGLISH})

    assert main(["audit", str(repo.path)]) == 0
    assert "README.md:5: Entry ids: " in capsys.readouterr().out
    assert main(["audit", str(repo.path), "--strict"]) == 5
    capsys.readouterr()
    assert main(["audit", str(notes), "--strict"]) == 0
    capsys.readouterr()
    assert main(["audit", str(repo.path), "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["fault"] == "broken link"


def test_audit_names_the_rename_that_broke_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also one that came after the last commit that changed the list."""
    with RepoBuilder(tmp_path / "moved") as repo:
        repo.commit("Begin", {"README.md": ENGLISH, "ids.md": "# Entry ids\n\nThey stay.\n"})
        commit = repo.commit("Tidy up", rename={"ids.md": "texts/ids.md"}, date="2026-02-03T09:00:00Z")

    assert main(["audit", str(repo.path)]) == 0
    assert capsys.readouterr().out == (
        "README.md:5: Entry ids: ids.md is not there; it is texts/ids.md now,"
        f' since {commit[:10]} of 2026-02-03, "Tidy up" [broken link]\n'
    )


def test_check_finds_what_is_wrong_in_a_folder(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feeds = tmp_path / "feeds"
    main(["build", str(notes), "-q", "-o", str(feeds)])

    assert main(["check", str(feeds)]) == 0
    assert " 0 errors" in capsys.readouterr().err
    assert main(["check", str(feeds), "--against", str(feeds), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    feed = feeds / "en.atom"
    feed.write_text(re.sub(r"<id>.*?</id>", "<id></id>", feed.read_text()))
    assert main(["check", str(feeds)]) == 5
    assert "en.atom" in capsys.readouterr().out


def test_check_needs_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_check_does_not_read_what_is_no_publication(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feeds, other = tmp_path / "feeds", tmp_path / "other"
    main(["build", str(notes), "-q", "-o", str(feeds)])
    other.mkdir()
    (other / "en.atom").write_text("<feed/>")

    for arguments in ([str(other)], [str(feeds), "--against", str(other)]):
        assert main(["check", *arguments]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "other: holds no manifest.json, so it is no publication\nhint: name a folder" in said.err


def test_the_demo_keeps_its_repository_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "list"

    assert main(["demo", str(tmp_path / "out"), "--keep", str(kept)]) == 0
    assert (tmp_path / "out" / "zh.atom").is_file()
    assert (kept / ".git").is_dir()
    assert main(["demo", str(tmp_path / "out"), "--keep", str(kept)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_the_demo_is_what_the_checkout_shows(checkout: Path, tmp_path: Path) -> None:
    assert main(["demo", str(tmp_path / "feeds"), "--quiet"]) == 0

    made = {
        path.relative_to(tmp_path / "feeds"): path.read_bytes() for path in (tmp_path / "feeds").rglob("*.*")
    }
    shown = {
        path.relative_to(checkout / "feeds"): path.read_bytes() for path in (checkout / "feeds").rglob("*.*")
    }
    assert sorted(made) == sorted(shown)
    assert [path for path in made if made[path] != shown[path]] == []


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130), (Terminated(), 143)], ids=repr
)
def test_a_run_that_is_stopped_says_nothing(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = Outcome()
    with outcome:
        raise error
    assert outcome.code == code
    assert capsys.readouterr() == ("", "")


def test_a_mistake_of_ours_is_shown_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Outcome()
    with outcome:
        _ = {}["key"]
    assert outcome.code == 70
    said = capsys.readouterr().err
    assert said.startswith("Traceback (most recent call last):\n")
    assert said.splitlines()[-2:] == [
        "error: this is a mistake in publisher, not yours",
        f"hint: please report it, with the lines above; this is publisher {__version__}",
    ]


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "publisher", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_seen_enough_is_no_error(notes: Path) -> None:
    with start("events", str(notes), "--format", "jsonl") as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"]
)
def test_a_signal_ends_the_run_quietly(number: signal.Signals, code: int, tmp_path: Path) -> None:
    fifo = tmp_path / "publisher.yml"
    os.mkfifo(fifo)

    with start("build", str(tmp_path), "--config", str(fifo)) as process:
        # The run waits for its configuration: once the pipe has both ends, it is in the middle of its work.
        end = writing_end(fifo, process)
        time.sleep(0.2)
        process.send_signal(number)
        assert process.wait(30) == code
        os.close(end)
        assert process.stdout
        assert process.stderr
        assert (process.stdout.read() + process.stderr.read()).strip() == b""


def writing_end(fifo: Path, process: subprocess.Popen[bytes]) -> int:
    while process.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.02)
    pytest.fail("the run ended before it read its configuration")


def test_help_is_quick() -> None:
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "publisher", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr

    assert [
        name for name in ("feedgen", "git", "jinja2", "lxml", "rapidfuzz", "rich") if f" {name}\n" in loaded
    ] == []


def options_of(command: click.Command) -> list[str]:
    return [name for param in command.params if isinstance(param, click.Option) for name in param.opts]


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented(name: str, checkout: Path) -> None:
    page = (checkout / "docs" / "commands.md").read_text(encoding="utf-8")
    shared, *_ = page.split("\n## publisher ")
    (section,) = re.findall(rf"\n## publisher {name}\n(.*?)(?=\n## |\Z)", page, re.DOTALL)

    for option in options_of(commands()[name]):
        assert f"`{option}" in section or (len(option) == 2 and f"`{option}`" in shared), option


def test_no_option_is_documented_that_is_not_there(checkout: Path) -> None:
    page = (checkout / "docs" / "commands.md").read_text(encoding="utf-8")
    known = {option for command in commands().values() for option in options_of(command)}

    assert set(re.findall(r"`(--?[a-z-]+)", page)) - known - {"--help", "-h", "--version"} == set()


def test_every_target_is_documented(checkout: Path) -> None:
    page = (checkout / "docs" / "commands.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `--target NAME` .*", page, re.MULTILINE)

    assert set(re.findall(r"`([a-z-]+)`", row)) == set(TARGET_NAMES)
