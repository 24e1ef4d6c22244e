"""What each service is asked, to the letter, and what stays hidden."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from publications import ISSUES, publish
from services import KEY, LISTMONK_TOKEN, REPOSITORY, SECRET, TOKEN, USER, Reply, Services, serving

from publisher.errors import NotFound, NotReady
from publisher.folder import read_manifest
from publisher.ledger import EMPTY
from publisher.newsletters import Buttondown, File, GithubRelease, Listmonk, Send, Service, Webhook
from publisher.repairs import read_ledger
from publisher.senders.client import Client
from publisher.senders.drafts import Draft, read_draft
from publisher.senders.making import make_sender
from publisher.senders.secrets import Secret, read_secret, scrub
from publisher.senders.service import Sender
from publisher.senders.showing import render_request
from publisher.senders.wire import Answer, Made, Request, Trouble, checked

ENVIRONMENT = {
    "BUTTONDOWN_API_KEY": KEY,
    "GITHUB_TOKEN": TOKEN,
    "LISTMONK_TOKEN": LISTMONK_TOKEN,
    "WEBHOOK_SECRET": SECRET,
}
SETTINGS = Send(
    listmonk=Listmonk(url="https://lists.example.org", user=USER, lists=(1, 4), template=2, tags=("digest",)),
    github_release=GithubRelease(),
    webhook=Webhook(url="https://example.org/digests?team=7"),
)
NOW = datetime(2026, 9, 1, tzinfo=UTC)
TAG = "tag:github.com/example/field-notes,2026-01-05:draft:2026-W30"
TRICKY = "Jinja's {{ braces }}, {% tags %} & <b>"


def sender(service: Service, settings: Send = SETTINGS, home: Path | None = None) -> Sender:
    ledger = read_ledger(home, read_manifest(home))[0] if home else EMPTY
    return make_sender(service, settings, ledger, ENVIRONMENT, lambda: NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publish(tmp_path / "feeds", 2)


def draft(folder: Path, language: str = "") -> Draft:
    return read_draft(folder, ISSUES[0], language, read_ledger(folder, read_manifest(folder))[0])


def sent(request: Request) -> dict[str, str]:
    return {name: str(value) for name, value in request.headers}


def test_buttondown_gets_a_draft_in_markdown(folder: Path) -> None:
    request = sender(Service.BUTTONDOWN).request(draft(folder))

    assert (request.method, request.url) == ("POST", "https://api.buttondown.com/v1/emails")
    assert json.loads(request.body) == {
        "subject": "Notes #1: Ids & dates",
        "body": "<!-- buttondown-editor-mode: plaintext -->\n\n# Notes: Issue 1\n\n1 is new.\n",
        "slug": "2026-W30",
        "status": "draft",
        "metadata": {"publisher": f"{TAG}:en"},
        "secondary_id": 1,
    }
    headers = sent(request)
    key = headers.pop("Idempotency-Key")
    assert headers == {
        "Authorization": "Token $BUTTONDOWN_API_KEY",
        "X-API-Version": "2026-04-01",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-Idempotency-Key": key,
    }


def test_listmonk_gets_a_campaign_with_both_bodies(folder: Path) -> None:
    request = sender(Service.LISTMONK).request(draft(folder))

    assert (request.method, request.url) == ("POST", "https://lists.example.org/api/campaigns")
    assert json.loads(request.body) == {
        "name": "2026-W30: Notes #1: Ids & dates",
        "subject": "Notes #1: Ids & dates",
        "lists": [1, 4],
        "type": "regular",
        "content_type": "html",
        "body": "<p>1 is new.</p>\n",
        "altbody": "Notes: Issue 1\n\n1 is new.\n",
        "messenger": "email",
        "tags": ["digest"],
        "archive_slug": "2026-W30",
        "attribs": {"publisher": f"{TAG}:en"},
        "template_id": 2,
    }
    assert sent(request)["Authorization"] == "token publisher:$LISTMONK_TOKEN"


def test_github_gets_a_draft_release(folder: Path) -> None:
    request = sender(Service.GITHUB_RELEASE, home=folder).request(draft(folder))

    assert (request.method, request.url) == (
        "POST",
        "https://api.github.com/repos/example/field-notes/releases",
    )
    assert json.loads(request.body) == {
        "tag_name": "2026-W30",
        "name": "Notes #1: Ids & dates",
        "body": "## Notes: Issue 1\n\n1 is new.\n",
        "draft": True,
    }
    assert sent(request) == {
        "Authorization": "Bearer $GITHUB_TOKEN",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
        "Content-Type": "application/json",
    }


def test_a_webhook_gets_the_published_bytes_and_their_signature(folder: Path) -> None:
    request = sender(Service.WEBHOOK).request(draft(folder))
    content = (folder / "digests" / ISSUES[0] / "issue.json").read_bytes()
    (signature,) = [value for name, value in request.headers if name == "X-Publisher-Signature-256"]

    assert (request.method, request.url) == ("POST", "https://example.org/digests?team=7")
    assert request.body == content
    assert str(signature) == "sha256=(made with $WEBHOOK_SECRET)"
    assert not isinstance(signature, str)
    assert signature.reveal() == f"sha256={hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()}"
    assert sent(request)["X-Publisher-Issue"] == "2026-W30"


def test_another_language_has_a_name_of_its_own(folder: Path) -> None:
    value = json.loads(sender(Service.BUTTONDOWN).request(draft(folder, "zh")).body)

    assert (value["slug"], value["subject"]) == ("2026-W30-zh", "中文 Notes #1: Ids & dates")
    assert value["metadata"] == {"publisher": f"{TAG}:zh"}


def test_braces_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    folder = publish(
        tmp_path / "feeds", 1, subject=TRICKY.replace("{", "{{").replace("}", "}}"), text="{{{{ x }}}}"
    )
    mail = json.loads(sender(Service.BUTTONDOWN).request(draft(folder)).body)
    campaign = json.loads(sender(Service.LISTMONK).request(draft(folder)).body)

    assert mail["subject"] == (
        "Jinja's {% templatetag openvariable %} braces }}, {% templatetag openblock %} tags %} & <b>"
    )
    assert "{% templatetag openvariable %} x }}" in mail["body"]
    assert campaign["subject"] == 'Jinja\'s {{ "{{" }} braces }}, {% tags %} & <b>'
    assert campaign["body"] == '<p>{{ "{{" }} x }}</p>\n'
    assert '{{ "{{" }} x }}' in campaign["altbody"]


def test_an_old_issue_has_a_subject_but_nothing_to_mail(folder: Path) -> None:
    for path in (folder / "digests" / ISSUES[0]).glob("email.*"):
        path.unlink()
    old = draft(folder)

    assert json.loads(sender(Service.BUTTONDOWN).request(old).body)["subject"] == "Notes: Issue 1"
    for service in (Service.LISTMONK, Service.FILE):
        with pytest.raises(NotFound) as caught:
            sender(service).request(old)
        assert "newest twelve" in caught.value.hint


LACKING = [
    pytest.param(Service.LISTMONK, Send(), "send.listmonk.url is not set", id="listmonk without an address"),
    pytest.param(
        Service.LISTMONK,
        Send(listmonk=Listmonk(url="https://x.org", user="u")),
        "send.listmonk.lists is not set",
        id="listmonk without lists",
    ),
    pytest.param(Service.GITHUB_RELEASE, Send(), "the list is not on GitHub", id="no repository"),
    pytest.param(Service.WEBHOOK, Send(), "neither send.webhook.url nor", id="webhook without an address"),
    pytest.param(
        Service.WEBHOOK,
        Send(webhook=Webhook(url="https://x.org", url_variable="HOOK")),
        "both send.webhook.url and",
        id="two addresses",
    ),
    pytest.param(
        Service.WEBHOOK,
        Send(webhook=Webhook(url_variable="BUTTONDOWN_API_KEY")),
        "BUTTONDOWN_API_KEY does not hold an address",
        id="an address that is none",
    ),
    pytest.param(
        Service.BUTTONDOWN,
        Send(buttondown=Buttondown(key_variable="NOT_SET")),
        "the environment variable NOT_SET is not set",
        id="no secret",
    ),
]


@pytest.mark.parametrize(("service", "settings", "lack"), LACKING)
def test_what_is_not_set_is_said_with_what_to_set(service: Service, settings: Send, lack: str) -> None:
    with pytest.raises(NotReady) as caught:
        sender(service, settings)

    assert lack in str(caught.value)
    assert caught.value.hint
    assert KEY not in str(caught.value) + caught.value.hint


def test_a_secret_is_cleaned_of_what_pasting_adds_and_refused_with_what_no_header_takes() -> None:
    assert read_secret("x", "KEY", {"KEY": " abc\n"}).value == "abc"
    for wrong in ("a\nb", "clé", "a\x00b"):
        with pytest.raises(NotReady) as caught:
            read_secret("x", "KEY", {"KEY": wrong})
        assert wrong not in str(caught.value)


@pytest.mark.parametrize(
    "said",
    ["no s3/cr+t= here", "no s3\\/cr+t= here", "no s3%2Fcr%2Bt%3D here", "no czMvY3IrdD0= here"],
    ids=["as it is", "in JSON", "in an address", "in base64"],
)
def test_a_secret_that_a_service_repeats_is_taken_out(said: str) -> None:
    secret = Secret(variable="KEY", value="s3/cr+t=")

    assert scrub(said, [secret]) == "no $KEY here"
    assert "s3" not in repr(secret)


ANSWERS = [
    pytest.param(
        Answer(status=400, text='{"code": "body_invalid", "detail": "No."}'), Made.NO, False, None, id="400"
    ),
    pytest.param(Answer(status=401), Made.NO, False, None, id="401"),
    pytest.param(Answer(status=403), Made.NO, False, None, id="403"),
    pytest.param(Answer(status=403, headers={"retry-after": "60"}), Made.NO, True, 60.0, id="GitHub's 403"),
    pytest.param(
        Answer(
            status=403,
            headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{NOW.timestamp() + 30:.0f}"},
        ),
        Made.NO,
        True,
        30.0,
        id="GitHub's limit",
    ),
    pytest.param(Answer(status=404), Made.NO, False, None, id="404"),
    pytest.param(Answer(status=408), Made.NO, False, None, id="408"),
    pytest.param(Answer(status=409), Made.NO, False, None, id="409"),
    pytest.param(Answer(status=422), Made.NO, False, None, id="422"),
    pytest.param(Answer(status=429), Made.NO, False, None, id="429 that does not say when"),
    pytest.param(Answer(status=429, headers={"retry-after": "5"}), Made.NO, True, 5.0, id="429"),
    pytest.param(
        Answer(status=429, headers={"retry-after": "Tue, 01 Sep 2026 00:00:20 GMT"}),
        Made.NO,
        True,
        20.0,
        id="429 until",
    ),
    pytest.param(
        Answer(status=429, headers={"retry-after": "3600"}), Made.NO, False, None, id="429 for an hour"
    ),
    pytest.param(Answer(status=500), Made.MAYBE, True, None, id="500"),
    pytest.param(Answer(status=503, headers={"retry-after": "9"}), Made.MAYBE, True, 9.0, id="503"),
    pytest.param(Answer(status=503, headers={"retry-after": "soon"}), Made.MAYBE, True, None, id="no time"),
    pytest.param(Answer(status=302), Made.MAYBE, False, None, id="302"),
]


@pytest.mark.parametrize(("answer", "made", "again", "pause"), ANSWERS)
def test_what_an_answer_means(answer: Answer, made: Made, again: bool, pause: float | None) -> None:  # noqa: FBT001
    with pytest.raises(Trouble) as caught:
        checked(answer, Request(method="POST", url="https://x.org"), now=NOW)

    trouble = caught.value
    assert (trouble.made, trouble.again, trouble.pause) == (made, again, pause)
    assert trouble.message.startswith(f"answered {answer.status}")


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Iterator[Services]:
    with serving() as running:
        yield running


REDIRECTS = [
    pytest.param("GET", 301, True, id="GET"),
    pytest.param("GET", 302, True, id="GET for now"),
    pytest.param("POST", 307, True, id="POST, nothing done yet"),
    pytest.param("POST", 308, True, id="POST, moved"),
    pytest.param("POST", 302, False, id="POST that would become a GET"),
    pytest.param("POST", 303, False, id="POST that was done"),
]


@pytest.mark.parametrize(("method", "status", "followed"), REDIRECTS)
def test_a_redirect_on_the_same_host_is_followed_where_nothing_can_be_made_twice(
    method: str,
    status: int,
    followed: bool,  # noqa: FBT001
    services: Services,
) -> None:
    services.forget()
    services.override = lambda call: (
        Reply(status=status, headers={"Location": "/new"})
        if call.path == "/old"
        else Reply(status=200, value=1)
    )
    request = Request(
        method=method, url=f"{services.url}/old", headers=(("Authorization", "Token x"),), body=b"{}"
    )
    with Client(()) as client:
        if followed:
            assert client.exchange(request).value() == 1
            assert services.calls[-1].headers["authorization"] == "Token x"
        else:
            with pytest.raises(Trouble, match=f"answered {status}"):
                client.exchange(request)
    services.override = lambda _: None
    assert len(services.calls) == 1 + followed


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_to_another_host_gets_nothing(
    method: str, status: int, services: Services, other: Services
) -> None:
    services.override = lambda _: Reply(status=status, headers={"Location": f"{other.url}/v1/emails"})
    request = Request(method=method, url=f"{services.url}/v1/emails", headers=(("Authorization", "Token x"),))
    with (
        Client(()) as client,
        pytest.raises(Trouble, match=r"redirects to 127\.0\.0\.1, which is not followed"),
    ):
        client.exchange(request)
    services.override = lambda _: None

    assert other.calls == []


def test_a_circle_of_redirects_ends(services: Services) -> None:
    services.override = lambda call: Reply(status=301, headers={"Location": f"{call.path}x"})
    with Client(()) as client, pytest.raises(Trouble, match="in a circle"):
        client.exchange(Request(method="GET", url=f"{services.url}/a"))
    services.override = lambda _: None


def test_a_host_that_is_not_there_cannot_be_reached() -> None:
    with Client(()) as client, pytest.raises(Trouble, match=r"127\.0\.0\.1 cannot be reached") as caught:
        client.exchange(Request(method="POST", url="http://127.0.0.1:9/x"))

    assert (caught.value.made, caught.value.again) == (Made.NO, True)


def test_no_address_of_a_service_is_taken_from_what_it_says(folder: Path, services: Services) -> None:
    """Both name the next page at another host, and get the key on every page at their own."""
    services.forget()
    for number in range(7):
        services.emails.append({"id": f"x{number}", "slug": f"n-{number}", "status": "sent", "metadata": {}})
        services.releases.append({"id": number + 1, "tag_name": f"v{number}", "draft": False})
    chosen = Send(
        buttondown=Buttondown(url=services.url),
        github_release=GithubRelease(url=services.url, repository=REPOSITORY),
    )
    with Client(()) as client:
        for service in (Service.BUTTONDOWN, Service.GITHUB_RELEASE):
            assert sender(service, chosen).find(draft(folder), client.exchange) is None

    assert [call.query["page"] for call in services.calls] == [["1"], ["2"], ["3"]] * 2


def test_a_file_is_written_whole_and_never_over_another(folder: Path, tmp_path: Path) -> None:
    files = sender(Service.FILE, Send(file=File(folder=str(tmp_path / "out"))))
    given = draft(folder, "zh")

    def nobody(_: Request) -> Answer:
        raise AssertionError

    assert files.find(given, nobody) is None
    made = files.create(given, nobody)
    assert files.find(given, nobody) == made
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2026-W30.zh.eml"]


def test_a_request_is_shown_without_its_secrets(folder: Path) -> None:
    for service in (Service.BUTTONDOWN, Service.LISTMONK, Service.GITHUB_RELEASE, Service.WEBHOOK):
        shown = render_request(sender(service, home=folder).request(draft(folder)))
        assert not [value for value in ENVIRONMENT.values() if value in shown]
        assert shown.startswith("POST https://")


def test_an_address_that_is_a_secret_is_shown_by_its_name(folder: Path) -> None:
    address = "https://hooks.example.org/s/t0ps3cret"
    hidden = make_sender(
        Service.WEBHOOK,
        Send(webhook=Webhook(url_variable="HOOK")),
        EMPTY,
        {"HOOK": address, "WEBHOOK_SECRET": SECRET},
        lambda: NOW,
    )
    request = hidden.request(draft(folder))

    assert render_request(request).startswith("POST $HOOK\n")
    assert request.host == "hooks.example.org"
    assert "t0ps3cret" not in repr(request) + repr(hidden)
    assert scrub("no route /s/t0ps3cret", hidden.secrets) == "no route /$HOOK"
