"""Never twice, never lost: the real client, services that fail in every way, and runs that are cut off anywhere."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
        return Clock(now=lambda: self.now, wait=self.wait)


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
    Journal(folder).begin(Destination(service=service, language=language), ISSUES[:count], datetime(2026, 8, 1, tzinfo=UTC))


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
    chance = random.Random(seed)
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


@pytest.mark.parametrize("batch", range(10))
def test_each_issue_ends_as_one_draft_whatever_fails(
    batch: int, folder: Path, services: Services, client: Client
) -> None:
    for seed in range(batch * 100, batch * 100 + 100):
        service, _ = run_schedule(seed, folder, services, client)
        services.settle()
        made = [name.upper() for name in services.made(service)]
        assert made == list(ISSUES[:2]), f"seed {seed}: {service}"
