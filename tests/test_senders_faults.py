"""Never twice, never lost: the real client, services that fail in every way, and runs that are cut off anywhere."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from publications import ISSUES, publish
from services import FAULTS, KEY, LISTMONK_TOKEN, REPOSITORY, SECRET, TOKEN, USER, Services, serving

from publisher.errors import LockHeld, PublisherError
from publisher.newsletters import Buttondown, File, GithubRelease, Listmonk, Send, Service, Webhook
from publisher.senders import Clock, Order, Result, Step, send
from publisher.senders.client import Client
from publisher.senders.record import NAME, Destination, Journal, State
from publisher.senders.wire import Answer, Request

ENVIRONMENT = {
    "BUTTONDOWN_API_KEY": KEY,
    "GITHUB_TOKEN": TOKEN,
    "LISTMONK_TOKEN": LISTMONK_TOKEN,
    "WEBHOOK_SECRET": SECRET,
}
HTTP = (Service.BUTTONDOWN, Service.LISTMONK, Service.GITHUB_RELEASE, Service.WEBHOOK)


@dataclass
class Time:
    """A clock that is put forward by whoever waits."""

    now: datetime = datetime(2026, 9, 1, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(time=lambda: self.now, wait=self.wait)


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client((), silence=0.3) as opened:
        yield opened


@pytest.fixture(autouse=True)
def forget(services: Services) -> None:
    services.forget()


def settings(services: Services, folder: Path, **more: object) -> Send:
    url = services.url
    return Send(
        buttondown=Buttondown(url=url),
        listmonk=Listmonk(url=url, user=USER, lists=(1,)),
        github_release=GithubRelease(url=url, repository=REPOSITORY),
        webhook=Webhook(url=f"{url}/hook"),
        file=File(folder=str(folder.parent / "outbox")),
        **more,  # type: ignore[arg-type]
    )


def begun(folder: Path, service: Service, count: int = 0) -> None:
    """As after a first run that left *count* issues out."""
    language = "" if service in {Service.GITHUB_RELEASE, Service.WEBHOOK} else "en"
    Journal(folder).begin(
        Destination(service=service, language=language), ISSUES[:count], datetime(2026, 8, 1, tzinfo=UTC)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publish(tmp_path / "feeds", 2)


@dataclass
class Killing:
    """A client that is cut off before or after some of its calls."""

    client: Client
    kills: list[str]
    """For each call: ``before``, ``after`` or nothing."""

    def exchange(self, request: Request) -> Answer:
        kill = self.kills.pop(0) if self.kills else ""
        if kill == "before":
            raise Killed
        answer = self.client.exchange(request)
        if kill == "after":
            raise Killed
        return answer


def standings(folder: Path) -> list[State]:
    return [known.state for known in Journal(folder).record.standings.values()]


def run_schedule(seed: int, folder: Path, services: Services, client: Client) -> tuple[Service, int]:
    """Runs, one after the other, in which random things go wrong, until nothing is left to send."""
    chance = random.Random(seed)  # noqa: S311  a schedule is no secret
    service = HTTP[seed % len(HTTP)]
    services.forget()
    (folder / NAME).unlink(missing_ok=True)
    begun(folder, service)
    time = Time()
    services.faults[:] = [chance.choice(("", "", *FAULTS)) for _ in range(chance.randrange(14))]
    kills = [chance.choice(("", "", "", "", "before", "after")) for _ in range(chance.randrange(10))]
    for run in range(30):
        try:
            result = send(
                folder,
                settings(services, folder),
                Order(services=(service,), step=chance.choice((Step.ALL, Step.ALL, Step.PLAN, Step.PLANNED))),
                environment=ENVIRONMENT,
                clock=time.clock,
                exchange=Killing(client, kills).exchange,
            )
        except Killed:
            if chance.random() < 0.3:
                with (folder / NAME).open("a", encoding="utf-8") as file:
                    file.write('{"to": "' + service[: chance.randrange(5)])  # a line that was cut short
        else:
            if not result.errors and standings(folder) == [State.SENT] * 2:
                return service, run
        if chance.random() < 0.5:  # the next run is long after this one
            services.settle()
            time.now += timedelta(hours=1)
        else:
            time.now += timedelta(seconds=chance.randrange(60))
    pytest.fail(f"seed {seed}: {service} still lacks a draft")


@pytest.fixture(scope="module")
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: every line of the record is synced."""
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield publish(Path(folder) / "feeds", 2)


@pytest.mark.parametrize("batch", range(10))
def test_each_issue_ends_as_one_draft_whatever_fails(
    batch: int, quick: Path, services: Services, client: Client
) -> None:
    for seed in range(batch * 100, batch * 100 + 100):
        service, _ = run_schedule(seed, quick, services, client)
        services.settle()
        made = [name.upper() for name in services.made(service)]
        assert made == list(ISSUES[:2]), f"seed {seed}: {service}"


def once(
    folder: Path,
    services: Services,
    client: Client,
    service: Service,
    time: Time,
    *,
    issue: str | None = None,
    step: Step = Step.ALL,
    **more: object,
) -> Result:
    return send(
        folder,
        settings(services, folder, **more),
        Order(services=(service,), issue=issue, step=step),
        environment=ENVIRONMENT,
        clock=time.clock,
        exchange=client.exchange,
    )


@pytest.mark.parametrize("service", HTTP)
def test_a_draft_that_was_made_though_nobody_heard_of_it_is_found_or_kept_out(
    service: Service, folder: Path, services: Services, client: Client
) -> None:
    begun(folder, service, 1)
    services.faults[:] = ["", "cut after"] if service is not Service.WEBHOOK else ["cut after"]

    result = once(folder, services, client, service, Time())

    assert result.errors == ()
    assert len(services.made(service)) == 1
    assert standings(folder)[-1] is State.SENT


@pytest.mark.parametrize("service", HTTP)
def test_a_record_that_is_lost_makes_no_second_draft(
    service: Service, folder: Path, services: Services, client: Client
) -> None:
    once(folder, services, client, service, Time(), issue=ISSUES[1])
    (folder / NAME).unlink()

    once(folder, services, client, service, Time(), issue=ISSUES[1])

    assert len(services.made(service)) == 1


def test_a_draft_on_a_later_page_is_found(folder: Path, services: Services, client: Client) -> None:
    for service in HTTP[:3]:
        once(folder, services, client, service, Time(), issue=ISSUES[0])
    for number in range(7):
        services.emails.append(
            {"id": f"x{number}", "slug": f"other-{number}", "status": "sent", "metadata": {}}
        )
        services.campaigns.append({"id": 10 + number, "archive_slug": None, "attribs": None})
        services.releases.append(
            {"id": 10 + number, "tag_name": f"v{number}", "draft": False, "html_url": ""}
        )
    (folder / NAME).unlink()

    for service in HTTP[:3]:
        assert once(folder, services, client, service, Time(), issue=ISSUES[0]).errors == ()

    made = [len(services.emails), len(services.campaigns), len(services.releases)]
    assert made == [8, 8, 8]


def test_what_the_editor_sent_or_renamed_is_still_the_issue(
    folder: Path, services: Services, client: Client
) -> None:
    once(folder, services, client, Service.BUTTONDOWN, Time(), issue=ISSUES[0])
    services.emails[0] |= {"slug": "better", "status": "sent"}
    (folder / NAME).unlink()

    once(folder, services, client, Service.BUTTONDOWN, Time(), issue=ISSUES[0])

    assert len(services.emails) == 1


def test_a_release_that_may_still_be_made_is_not_asked_for_again_for_ten_minutes(
    folder: Path, services: Services, client: Client
) -> None:
    begun(folder, Service.GITHUB_RELEASE, 1)
    time = Time()
    services.faults[:] = ["", "cut before"]

    first = once(folder, services, client, Service.GITHUB_RELEASE, time)
    time.now += timedelta(minutes=5)
    second = once(folder, services, client, Service.GITHUB_RELEASE, time)
    posts = sum(call.method == "POST" for call in services.calls)
    time.now += timedelta(minutes=11)
    third = once(folder, services, client, Service.GITHUB_RELEASE, time)

    assert posts == 1
    for result in (first, second):
        assert "there may be a draft" in str(result.errors[0])
        assert "in ten minutes" in result.errors[0].hint
    assert third.errors == ()
    assert services.made("github-release") == [ISSUES[1]]


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        pytest.param("limited", [45.0], id="429 with Retry-After"),
        pytest.param("unavailable", [7.0], id="503 with Retry-After"),
        pytest.param("error", [2.0], id="500"),
        pytest.param("cut before", [2.0], id="no answer"),
    ],
)
def test_what_is_asked_again_waits_as_long_as_the_service_says(
    fault: str, waits: list[float], folder: Path, services: Services, client: Client
) -> None:
    time = Time()
    services.faults[:] = [fault]

    once(folder, services, client, Service.BUTTONDOWN, time, issue=ISSUES[0])

    assert time.waits == waits
    assert services.made("buttondown") == [ISSUES[0]]


def test_a_slow_answer_is_not_waited_for_for_ever(folder: Path, services: Services, client: Client) -> None:
    services.faults[:] = ["", "slow"]

    result = once(folder, services, client, Service.BUTTONDOWN, Time(), issue=ISSUES[0])

    assert result.errors == ()
    assert services.made("buttondown") == [ISSUES[0]]


def test_a_service_that_stays_down_is_asked_four_times(
    folder: Path, services: Services, client: Client
) -> None:
    time = Time()
    services.faults[:] = ["error"] * 9

    (error,) = once(folder, services, client, Service.LISTMONK, time, issue=ISSUES[0]).errors

    assert (len(services.calls), time.waits) == (4, [2.0, 5.0, 15.0])
    assert str(error) == "listmonk: 2026-W30: answered 500; there is no draft"


def test_a_request_in_doubt_is_repeated_and_one_refused_is_a_new_one(
    folder: Path, services: Services, client: Client
) -> None:
    def keys() -> list[str]:
        found = [call.headers["x-idempotency-key"] for call in services.calls if call.method == "POST"]
        services.calls.clear()
        return found

    time = Time()
    services.faults[:] = ["", "error", "", "error", *["error"] * 3]
    once(folder, services, client, Service.BUTTONDOWN, time, issue=ISSUES[0])
    first, second = keys()
    services.faults[:] = ["", "limited for long"]
    once(folder, services, client, Service.BUTTONDOWN, time, issue=ISSUES[1])
    (refused,) = keys()
    once(folder, services, client, Service.BUTTONDOWN, time)
    again = keys()

    assert (first, len(again)) == (second, 2)
    assert again[0] == first
    assert again[1] != refused


def test_a_first_run_sends_nothing(folder: Path, services: Services, client: Client) -> None:
    result = once(folder, services, client, Service.BUTTONDOWN, Time())

    assert [(done.what, done.skipped) for done in result.done] == [("begun", 2)]
    assert services.calls == []


def test_only_closed_issues_are_sent_oldest_first_and_not_too_many(
    folder: Path, services: Services, client: Client
) -> None:
    begun(folder, Service.BUTTONDOWN, 2)
    publish(folder, 6)

    once(folder, services, client, Service.BUTTONDOWN, Time(), max_per_run=3)
    assert services.made("buttondown") == list(ISSUES[2:5])

    once(folder, services, client, Service.BUTTONDOWN, Time(), max_per_run=3)
    assert services.made("buttondown") == list(ISSUES[2:6])


def test_none_overtakes_an_older_one_that_failed(folder: Path, services: Services, client: Client) -> None:
    begun(folder, Service.BUTTONDOWN)
    services.override = lambda call: (
        services.refuse() if call.method == "POST" and ISSUES[0].encode() in call.body else None
    )
    try:
        (error,) = once(folder, services, client, Service.BUTTONDOWN, Time()).errors
    finally:
        services.override = lambda _: None

    assert "2026-W30: answered 422" in str(error)
    assert services.made("buttondown") == []
    assert once(folder, services, client, Service.BUTTONDOWN, Time()).errors == ()
    assert services.made("buttondown") == list(ISSUES[:2])


def test_planning_asks_nobody_and_carrying_out_plans_nothing(
    folder: Path, services: Services, client: Client
) -> None:
    begun(folder, Service.BUTTONDOWN, 1)

    assert once(folder, services, client, Service.BUTTONDOWN, Time(), step=Step.PLANNED).done == ()
    planned = once(folder, services, client, Service.BUTTONDOWN, Time(), step=Step.PLAN)
    assert [(done.what, done.issue) for done in planned.done] == [("planned", ISSUES[1])]
    assert services.calls == []
    publish(folder, 3)

    done = once(folder, services, client, Service.BUTTONDOWN, Time(), step=Step.PLANNED).done
    assert [(each.what, each.issue) for each in done] == [("draft", ISSUES[1])]
    assert services.made("buttondown") == [ISSUES[1]]


def test_what_is_planned_is_kept_before_a_service_is_asked(
    folder: Path, services: Services, client: Client
) -> None:
    begun(folder, Service.BUTTONDOWN, 1)
    seen: list[tuple[State, int]] = []

    def keep() -> None:
        seen.append((standings(folder)[-1], len(services.calls)))

    send(
        folder,
        settings(services, folder),
        Order(services=(Service.BUTTONDOWN,)),
        environment=ENVIRONMENT,
        clock=Time().clock,
        exchange=client.exchange,
        keep=keep,
    )

    assert seen == [(State.PLANNED, 0), (State.SENT, 2)]


def test_a_push_that_is_lost_asks_nobody(folder: Path, services: Services, client: Client) -> None:
    begun(folder, Service.BUTTONDOWN, 1)

    def keep() -> None:
        raise LockHeld("origin")

    with pytest.raises(LockHeld):
        send(
            folder,
            settings(services, folder),
            Order(services=(Service.BUTTONDOWN,)),
            environment=ENVIRONMENT,
            clock=Time().clock,
            exchange=client.exchange,
            keep=keep,
        )
    assert services.calls == []


def test_two_runs_at_once_make_one_draft(folder: Path, services: Services, client: Client) -> None:
    begun(folder, Service.GITHUB_RELEASE, 1)
    results: list[object] = []

    def run() -> None:
        try:
            results.append(once(folder, services, client, Service.GITHUB_RELEASE, Time()).done)
        except PublisherError as error:
            results.append(type(error))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert services.made("github-release") == [ISSUES[1]]
    assert all(each is LockHeld or each == () or len(each) == 1 for each in results)  # type: ignore[arg-type]


def test_one_service_that_fails_does_not_keep_the_others(
    folder: Path, services: Services, client: Client
) -> None:
    begun(folder, Service.LISTMONK, 1)
    begun(folder, Service.FILE, 1)
    services.override = lambda call: services.refuse() if call.method == "POST" else None
    try:
        result = send(
            folder,
            settings(services, folder),
            Order(services=(Service.LISTMONK, Service.BUTTONDOWN, Service.FILE)),
            environment=ENVIRONMENT | {"BUTTONDOWN_API_KEY": " "},
            clock=Time().clock,
            exchange=client.exchange,
        )
    finally:
        services.override = lambda _: None

    assert [(done.place.service, done.what) for done in result.done] == [("file", "draft")]
    assert [str(error).partition(":")[0] for error in result.errors] == ["buttondown", "listmonk"]
    assert (folder.parent / "outbox" / f"{ISSUES[1]}.en.eml").read_bytes() == (
        folder / "digests" / ISSUES[1] / "email.en.eml"
    ).read_bytes()
