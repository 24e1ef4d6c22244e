"""``publisher send`` as people and CI run it: its words, its record, and no secret anywhere."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from publications import ISSUES, publish
from services import KEY, LISTMONK_TOKEN, REPOSITORY, SECRET, TOKEN, USER, Reply, Services, serving

from publisher.cli import main
from publisher.senders.choosing import Plan, find_plans
from publisher.senders.record import NAME, Destination, Journal, State, parse_record
from publisher.senders.wire import Made, Receipt

NOW = datetime(2026, 9, 1, tzinfo=UTC)
BUTTONDOWN = Destination(service="buttondown", language="en")


@pytest.fixture(scope="module")
def running() -> Iterator[Services]:
    with serving() as services:
        yield services


@pytest.fixture
def services(running: Services) -> Iterator[Services]:
    running.forget()
    yield running
    running.override = lambda _: None


@pytest.fixture
def here(tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a publication of two issues and a configuration of every service."""
    publish(tmp_path / "feeds", 2)
    (tmp_path / "publisher.yml").write_text(
        f"""
send:
  to: [buttondown]
  buttondown: {{url: '{services.url}'}}
  listmonk: {{url: '{services.url}', user: {USER}, lists: [1]}}
  github_release: {{url: '{services.url}', repository: {REPOSITORY}}}
  webhook: {{url_variable: WEBHOOK_URL}}
""",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTTONDOWN_API_KEY", KEY)
    monkeypatch.setenv("LISTMONK_TOKEN", LISTMONK_TOKEN)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("WEBHOOK_URL", f"{services.url}/hook/h1dden-path")
    return tmp_path


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "feeds" / NAME).read_text(encoding="utf-8").splitlines()]


def test_from_the_first_run_to_the_first_draft(
    here: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["send"]) == 0
    assert (
        capsys.readouterr().out
        == "buttondown (en): begins now; 2 issues that were out before will not be sent\n"
    )
    assert main(["send"]) == 0
    assert capsys.readouterr() == ("", "")

    publish(here / "feeds", 3)
    assert main(["send"]) == 0
    url = "https://buttondown.com/notes/archive/2026-W32/"
    assert capsys.readouterr().out == f"buttondown (en): 2026-W32 is a draft at {url}\n"
    assert services.made("buttondown") == ["2026-W32"]
    begun, planned, sent = lines(here)
    assert begun.pop("date") == planned.pop("date") or True
    assert begun == {"to": "buttondown", "language": "en", "begun": ["2026-W30", "2026-W31"]}
    assert planned == {
        "to": "buttondown", "language": "en", "issue": "2026-W32", "state": "planned", "attempt": 1,
    }  # fmt: skip
    assert sent == {
        "to": "buttondown", "language": "en", "date": sent["date"], "issue": "2026-W32", "state": "sent",
        "id": "em_0001", "url": url,
    }  # fmt: skip

    assert main(["send", "2026-W32"]) == 0
    assert capsys.readouterr().out == f"buttondown (en): 2026-W32 was sent before at {url}\n"
    assert services.made("buttondown") == ["2026-W32"]


def test_ci_writes_the_plan_down_without_secrets_and_carries_it_out_after_its_push(
    here: Path, services: Services, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["send", "--to", "github-release"])
    publish(here / "feeds", 3)
    monkeypatch.delenv("GITHUB_TOKEN")
    capsys.readouterr()

    assert main(["send", "--to", "github-release", "--plan"]) == 0
    assert capsys.readouterr().out == "github-release: 2026-W32 is planned\n"
    assert services.calls == []
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    assert main(["send", "--to", "github-release", "--planned", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert services.made("github-release") == ["2026-W32"]


def test_a_dry_run_shows_the_request_and_does_nothing(
    here: Path, services: Services, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BUTTONDOWN_API_KEY", "LISTMONK_TOKEN", "GITHUB_TOKEN", "WEBHOOK_SECRET", "WEBHOOK_URL"):
        monkeypatch.delenv(name)
    to = [
        "--to",
        "buttondown",
        "--to",
        "listmonk",
        "--to",
        "github-release",
        "--to",
        "webhook",
        "--to",
        "file",
    ]

    assert main(["send", "2026-W31", *to, "--dry-run"]) == 0

    shown = capsys.readouterr().out
    assert shown.count("# ") >= 5
    assert f"POST {services.url}/v1/emails\nAuthorization: Token $BUTTONDOWN_API_KEY\n" in shown
    assert "POST $WEBHOOK_URL\n" in shown
    assert "X-Publisher-Signature-256: sha256=(made with $WEBHOOK_SECRET)" in shown
    assert '"slug": "2026-W31"' in shown
    assert services.calls == []
    assert not (here / "feeds" / NAME).exists()


def test_the_issue_that_is_asked_for_is_not_among_those_that_are_left_out(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["send", "2026-W31", "--to", "file", "--dry-run"]) == 0

    begins, request, *_ = capsys.readouterr().out.splitlines()
    assert begins == "file (en): would begin now; 1 other issue that was out before would not be sent"
    assert request == "# file (en): 2026-W31"
    assert not (here / "outbox").exists()
    assert main(["send", "2026-W31", "--to", "file"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "file (en): begins now; 1 other issue that was out before will not be sent",
        f"file (en): 2026-W31 is a draft at {Path('outbox', '2026-W31.en.eml')}",
    ]


def test_what_is_left_out_is_never_due(
    here: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["send"])
    publish(here / "feeds", 3)
    capsys.readouterr()

    assert main(["send", "2026-W32", "--to", "buttondown", "--skip"]) == 0
    assert capsys.readouterr().out == "buttondown (en): 2026-W32 is skipped\n"
    assert main(["send"]) == 0
    assert services.calls == []
    assert main(["send", "2026-W32"]) == 0
    assert services.made("buttondown") == ["2026-W32"]


REFUSED = [
    pytest.param(
        ["send", "2026-W31", "--to", "buttondown"],
        Reply(status=401, value={"detail": f"Token {KEY} is not valid"}),
        'error: buttondown: 2026-W31: answered 401 "Token $BUTTONDOWN_API_KEY is not valid"; there is no draft',
        "hint: see that BUTTONDOWN_API_KEY is right and may do this, then run it again",
        id="a wrong key",
    ),
    pytest.param(
        ["send", "2026-W31", "--to", "listmonk"],
        Reply(status=400, value={"message": "Invalid list IDs."}),
        'error: listmonk: 2026-W31: answered 400 "Invalid list IDs."; there is no draft',
        "hint: put right what it says, then run it again; or leave the issue out: `publisher send 2026-W31 --to"
        " listmonk --skip`",
        id="a setting",
    ),
    pytest.param(
        ["send", "2026-W31", "--to", "github-release"],
        Reply(status=429, value={"message": "rate limit"}, headers={"Retry-After": "1800"}),
        'error: github-release: 2026-W31: answered 429 "rate limit": too many requests, which it will take again in'
        " 1800 seconds; there is no draft",
        "hint: run it again later: nothing is lost",
        id="too much",
    ),
    pytest.param(
        ["send", "2026-W31", "--to", "buttondown"],
        Reply(status=307, headers={"Location": "https://elsewhere.example/"}),
        "error: buttondown: 2026-W31: redirects to elsewhere.example, which is not followed; there is no draft",
        "hint: put right what it says",
        id="moved",
    ),
    pytest.param(
        ["send", "2026-W31", "--to", "webhook"],
        Reply(status=302, headers={"Location": "https://elsewhere.example/"}),
        "error: webhook: 2026-W31: redirects to elsewhere.example, which is not followed; there may be a draft",
        "hint: run it again in ten minutes: it looks for the draft before it asks for another",
        id="moved after all",
    ),
]


@pytest.mark.parametrize(("arguments", "reply", "error", "hint"), REFUSED)
def test_an_error_says_who_what_whether_and_what_to_do(
    arguments: list[str],
    reply: Reply,
    error: str,
    hint: str,
    here: Path,  # noqa: ARG001
    services: Services,
    capsys: pytest.CaptureFixture[str],
) -> None:
    services.override = lambda _: reply

    assert main(arguments) == 1

    first, second = capsys.readouterr().err.splitlines()
    assert first == error
    assert second.startswith(hint)


def test_a_name_that_is_taken_by_something_else_is_no_draft_of_ours(
    here: Path,  # noqa: ARG001
    services: Services,
    capsys: pytest.CaptureFixture[str],
) -> None:
    services.override = lambda call: services.refuse_slug() if call.method == "POST" else None

    assert main(["send", "2026-W31"]) == 1
    said = capsys.readouterr().err
    assert "there is no draft" in said
    assert "belongs to something else there" in said
    assert len(services.calls) == 3


USAGE = [
    pytest.param(["send", "--skip"], "--skip needs an ISSUE", id="nothing to skip"),
    pytest.param(["send", "--plan", "--planned"], "go alone", id="both steps"),
    pytest.param(["send", "--to", "fax"], "'fax' is not one of", id="no service"),
]


@pytest.mark.parametrize(("arguments", "sentence"), USAGE)
def test_wrong_usage(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err


def test_nowhere_to_send_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["send"]) == 2
    assert "there is nowhere to send to" in capsys.readouterr().err
    assert main(["send", "--to", "file"]) == 1
    assert "feeds: holds no publication" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send", "2026-W40"]) == 1
    assert (
        'no closed issue is named "2026-W40"\nhint: there are 2026-W31, 2026-W30' in capsys.readouterr().err
    )
    assert main(["send", "--lang", "fr"]) == 1
    assert 'no language is named "fr"\nhint: there are en, zh' in capsys.readouterr().err


def run(*arguments: str, here: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"{code}\nfrom publisher.__main__ import run; run()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)


def test_without_httpx_it_is_said_how_to_get_it(here: Path) -> None:
    result = run("send", "2026-W31", here=here, code="import sys; sys.modules['httpx'] = None")

    assert result.returncode == 1
    assert result.stderr == (
        "error: this needs the package httpx, which is not installed\n"
        'hint: run `pip install "publisher[send]"`\n'
    )
    assert (
        run(
            "send", "2026-W31", "--to", "file", here=here, code="import sys; sys.modules['httpx'] = None"
        ).returncode
        == 0
    )


def test_no_secret_is_said_written_or_shown_in_a_traceback(
    here: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Services that fail, refuse, repeat what they were sent, redirect, or are not there."""
    secrets = (KEY, LISTMONK_TOKEN, TOKEN, SECRET, "h1dden-path")
    echo = " ".join(secrets)
    answers = (
        Reply(status=401, value={"detail": echo, "code": KEY, "errors": [{"message": echo}]}),
        Reply(status=500, text=echo),
        Reply(status=200, text=echo),
        Reply(
            status=201,
            value={
                "id": KEY,
                "absolute_url": f"https://x.org/{KEY}",
                "html_url": TOKEN,
                "data": {"id": TOKEN},
            },
        ),
        Reply(
            status=200,
            value={"results": [{"id": KEY, "slug": "2026-W31", "absolute_url": KEY}], "next": None},
        ),
        Reply(status=302, headers={"Location": f"https://{KEY}.example/{TOKEN}"}),
        Reply(status=429, value={"message": echo}, headers={"Retry-After": "4000"}),
    )
    everything = ""
    hurry = "import time; time.sleep = lambda _: None; import logging; logging.basicConfig(level='DEBUG')"
    to = ["--to", "buttondown", "--to", "listmonk", "--to", "github-release", "--to", "webhook"]
    for answer in answers:
        services.override = lambda _, answer=answer: answer
        result = run("send", "2026-W31", *to, "--traceback", here=here, code=hurry)
        everything += result.stdout + result.stderr
    services.override = lambda _: None
    for variable, value in (
        ("BUTTONDOWN_API_KEY", f"{KEY}\n{TOKEN}"),
        ("WEBHOOK_URL", f"ftp://{KEY}@x h1dden-path"),
    ):
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("LISTMONK_TOKEN", f"{LISTMONK_TOKEN}é")
    result = run("send", "2026-W31", *to, "--traceback", here=here, code=hurry)
    everything += result.stdout + result.stderr
    everything += run("send", "2026-W31", *to, "--dry-run", here=here).stdout
    everything += "".join(path.read_text(encoding="utf-8") for path in here.rglob("*") if path.is_file())

    assert "Traceback (most recent call last)" in everything
    assert "$BUTTONDOWN_API_KEY" in everything
    assert [line for line in everything.splitlines() if any(secret in line for secret in secrets)] == []


@pytest.mark.parametrize("moment", ["before it acted", "after it acted"])
def test_a_run_that_is_killed_while_a_service_is_asked_leaves_one_draft(
    moment: str, here: Path, services: Services
) -> None:
    asked, dead = threading.Event(), threading.Event()

    def hang(call: object) -> Reply | None:
        if getattr(call, "method", "") != "POST" or asked.is_set():
            return None
        reply = services.act(call) if moment == "after it acted" else Reply(status=500)  # type: ignore[arg-type]
        asked.set()
        dead.wait(30)
        return reply

    services.override = hang
    with subprocess.Popen(
        [sys.executable, "-m", "publisher", "send", "2026-W31"],
        cwd=here,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    ) as process:
        assert asked.wait(30)
        process.send_signal(signal.SIGKILL)
    dead.set()
    assert [line.get("state") for line in lines(here)] == [None, "planned"]

    assert main(["send", "--planned"]) == 0
    assert services.made("buttondown") == ["2026-W31"]
    assert lines(here)[-1]["state"] == "sent"


def test_a_record_that_was_cut_short_or_merged_says_what_it_still_says(
    here: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(here / "feeds")
    journal.begin(BUTTONDOWN, ISSUES[:1], NOW)
    path = here / "feeds" / NAME
    journal.sent(BUTTONDOWN, ISSUES[1], Receipt(id="7"), NOW)
    before = path.read_text(encoding="utf-8")
    marks = "<<<<<<< ours\n" + before + "=======\n\x00\n[]\n{}\n>>>>>>> theirs\n" + '{"to": "buttond'
    path.write_text(marks, encoding="utf-8")
    publish(here / "feeds", 3)

    assert main(["send"]) == 0

    said = capsys.readouterr()
    assert f"note: {NAME}: 7 lines say nothing and were passed over" in said.err
    assert services.made("buttondown") == [ISSUES[2]]
    assert path.read_text(encoding="utf-8").startswith(marks + "\n")


def test_a_draft_that_was_made_stays_made_in_whatever_order_a_merge_puts_the_lines(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.plan(BUTTONDOWN, "a", 1, NOW)
    journal.sent(BUTTONDOWN, "a", Receipt(id="7", url="u"), NOW)
    journal.failed(BUTTONDOWN, "a", Made.NO, "late", NOW)
    text = (tmp_path / NAME).read_text(encoding="utf-8")

    for lines in (text.splitlines(), text.splitlines()[::-1]):
        (known,) = parse_record("\n".join(lines)).standings.values()
        assert (known.state, known.receipt) == (State.SENT, Receipt(id="7", url="u"))


def test_what_is_due_after_what_was_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(BUTTONDOWN, ["a"], NOW)
    journal.plan(BUTTONDOWN, "b", 1, NOW)
    journal.failed(BUTTONDOWN, "c", Made.NO, "400", NOW)
    journal.failed(BUTTONDOWN, "d", Made.MAYBE, "500", NOW)
    journal.skip(BUTTONDOWN, "e", NOW)

    found = find_plans(journal.record, BUTTONDOWN, "abcdef", most=9, now=NOW)

    assert found == (
        Plan(issue="b", written=True),
        Plan(issue="c", attempt=2),
        Plan(issue="d", attempt=1, recent=True),
        Plan(issue="f"),
    )
    assert find_plans(journal.record, BUTTONDOWN, "abcdef", most=2, now=NOW) == found[:2]
    assert (
        len(find_plans(journal.record, Destination(service="file", language="en"), "abc", most=9, now=NOW))
        == 3
    )


def test_a_build_leaves_the_record_alone_and_a_check_passes_it(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "feeds", tmp_path / "out")
    assert (
        main(["send", "--to", "file", "-o", str(tmp_path / "out"), "-q", "--config", str(empty(tmp_path))])
        == 0
    )
    record = (tmp_path / "out" / NAME).read_bytes()
    assert main(["demo", str(tmp_path / "out"), "--quiet"]) == 0

    assert (tmp_path / "out" / NAME).read_bytes() == record
    assert main(["check", str(tmp_path / "out"), "--quiet"]) == 0


def empty(folder: Path) -> Path:
    path = folder / "publisher.yml"
    path.write_text("", encoding="utf-8")
    return path
