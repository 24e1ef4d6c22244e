"""One run: what is due is written down, then carried out, and how it ended is written down too."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile
from pathlib import Path

from publisher.errors import NotFound, OutputError, PublisherError
from publisher.folder import locked, read_manifest
from publisher.ledger import Ledger
from publisher.newsletters import Send, Service
from publisher.repairs import read_ledger
from publisher.senders.choosing import Plan, find_plans, plan_of
from publisher.senders.client import Client
from publisher.senders.drafts import Draft, languages_in, read_draft
from publisher.senders.making import make_sender
from publisher.senders.record import NAME, Destination, Journal, State
from publisher.senders.sending import Clock, deliver, send_error
from publisher.senders.service import Sender
from publisher.senders.wire import Answer, Exchange, Request, Trouble


class Step(StrEnum):
    """How far a run goes."""

    ALL = "all"
    PLAN = "plan"
    """Write down what is due, and ask no service."""
    PLANNED = "planned"
    """Carry out what is written down, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be sent."""

    services: tuple[Service, ...]
    issue: str | None = None
    """None: what is due."""
    step: Step = Step.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that a run did, or would do."""

    place: Destination
    what: str
    """``begun``, ``planned``, ``draft``, ``there`` (it was a draft before) or ``skipped``."""
    issue: str = ""
    url: str = ""
    skipped: int = 0
    """How many issues are left out because they were out before."""
    request: Request | None = None
    """In a dry run: what would be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    done: tuple[Done, ...] = ()
    errors: tuple[PublisherError, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Run:
    """What the steps of one run share."""

    folder: Path
    settings: Send
    order: Order
    ledger: Ledger
    journal: Journal
    clock: Clock
    done: list[Done] = field(default_factory=list[Done])
    errors: list[PublisherError] = field(default_factory=list[PublisherError])

    @property
    def issues(self) -> tuple[str, ...]:
        """Closed issues, oldest first."""
        return tuple(issue.id for issue in self.ledger.issues)

    def place(self, sender: Sender) -> Destination:
        own = next(iter(languages_in(self.folder)), "")
        language = self.settings.language or own
        return Destination(service=sender.name, language=language if sender.in_language else "")

    def draft(self, plan: Plan) -> Draft:
        draft = read_draft(self.folder, plan.issue, self.settings.language, self.ledger)
        return replace(draft, attempt=plan.attempt)

    def result(self) -> Result:
        damaged = self.journal.record.damaged
        remarks = (f"{NAME}: {damaged} lines say nothing and were passed over",) if damaged else ()
        return Result(done=tuple(self.done), errors=tuple(self.errors), remarks=remarks)


def send(
    folder: Path,
    settings: Send,
    order: Order,
    *,
    environment: Mapping[str, str],
    clock: Clock,
    keep: Callable[[], None] = lambda: None,
    exchange: Exchange | None = None,
) -> Result:
    """Make drafts of the issues in the published *folder*.

    *keep* is called when the record in the folder has changed: first when all that is planned is on disk and no
    service has been asked yet, and again at the end. CI commits and pushes in it; what it raises ends the run.
    *exchange* takes the place of a client of this run's own. Raises LockHeld when another run has the folder.
    """
    _refuse_unpublished(folder)
    with locked(folder):
        run = _open(folder, settings, order, clock)
        before = run.journal.record
        plans = _write_plans(run, None if order.step is Step.PLAN else environment)
        if run.journal.record != before:
            keep()
        planned = run.journal.record
        if any(chosen for _, chosen in plans) and order.step is not Step.PLAN:
            with _opened([sender for sender, _ in plans], exchange) as ask:
                for sender, chosen in plans:
                    _carry_out(run, sender, chosen, ask)
        if run.journal.record != planned:
            keep()
        return run.result()


def skip(folder: Path, settings: Send, order: Order, *, clock: Clock) -> Result:
    """Write down that the issue of *order* is not to be sent to its services."""
    _refuse_unpublished(folder)
    with locked(folder):
        run = _open(folder, settings, order, clock)
        for sender in _senders(run, None):
            place = run.place(sender)
            _begin(run, place)
            for issue in _asked_for(run):
                known = run.journal.record.standings.get((place, issue))
                if known is None or known.state not in {State.SENT, State.SKIPPED}:
                    run.journal.skip(place, issue, clock.time())
                run.done.append(Done(place=place, what="skipped", issue=issue))
        return run.result()


def rehearse(folder: Path, settings: Send, order: Order, *, clock: Clock) -> Result:
    """What `send` would do and ask, without secrets; asks nothing and writes nothing."""
    _refuse_unpublished(folder)
    run = _open(folder, settings, order, clock)
    for sender in _senders(run, None):
        place = run.place(sender)
        if place not in run.journal.record.begun and order.step is not Step.PLANNED:
            run.done.append(_begun(run, place))
            if order.issue is None:
                continue
        for plan in _choose(run, place):
            try:
                request = sender.request(run.draft(plan))
            except PublisherError as error:
                run.errors.append(error)
                break
            run.done.append(Done(place=place, what="planned", issue=plan.issue, request=request))
    return run.result()


def _refuse_unpublished(folder: Path) -> None:
    if not folder.is_dir() or not languages_in(folder):
        hint = "run `publisher build` first, or name the folder that is published with --output"
        raise OutputError(folder, "holds no publication", hint=hint)


def _open(folder: Path, settings: Send, order: Order, clock: Clock) -> _Run:
    ledger, _ = read_ledger(folder, read_manifest(folder))
    languages = languages_in(folder)
    if settings.language and settings.language not in languages:
        raise NotFound("language", settings.language, languages)
    run = _Run(
        folder=folder, settings=settings, order=order, ledger=ledger, journal=Journal(folder), clock=clock
    )
    if order.issue is not None and order.issue not in run.issues:
        raise NotFound("closed issue", order.issue, run.issues[::-1])
    return run


def _senders(run: _Run, environment: Mapping[str, str] | None) -> list[Sender]:
    """Those that can be made; what is not set for the others is among the errors."""
    made: list[Sender] = []
    for service in run.order.services:
        try:
            made.append(make_sender(service, run.settings, run.ledger, environment, run.clock.time))
        except PublisherError as error:
            run.errors.append(error)
    return made


def _write_plans(run: _Run, environment: Mapping[str, str] | None) -> list[tuple[Sender, tuple[Plan, ...]]]:
    """What is due, by service, if only nothing; all of it is on disk."""
    plans: list[tuple[Sender, tuple[Plan, ...]]] = []
    for sender in _senders(run, environment):
        place = run.place(sender)
        if run.order.step is not Step.PLANNED:
            _begin(run, place)
        chosen: list[Plan] = []
        for plan in _choose(run, place):
            try:
                sender.request(run.draft(plan))
            except PublisherError as error:
                run.errors.append(error)
                break
            if not plan.written:
                run.journal.plan(place, plan.issue, plan.attempt, run.clock.time())
            if run.order.step is Step.PLAN:
                run.done.append(Done(place=place, what="planned", issue=plan.issue))
            chosen.append(plan)
        plans.append((sender, tuple(chosen)))
    return plans


def _begin(run: _Run, place: Destination) -> None:
    """At the first run for a destination, leave out all that was out before."""
    if place not in run.journal.record.begun:
        run.journal.begin(place, run.issues, run.clock.time())
        run.done.append(_begun(run, place))


def _begun(run: _Run, place: Destination) -> Done:
    """What is left out at the beginning; not the issue that is asked for all the same."""
    wanted = run.order.issue
    skipped = sum(issue != wanted for issue in run.issues)
    return Done(place=place, what="begun", issue=wanted or "", skipped=skipped)


def _asked_for(run: _Run) -> tuple[str, ...]:
    return run.issues if run.order.issue is None else (run.order.issue,)


def _choose(run: _Run, place: Destination) -> tuple[Plan, ...]:
    record, now, issue = run.journal.record, run.clock.time(), run.order.issue
    if issue is None:
        plans = find_plans(record, place, run.issues, most=run.settings.max_per_run, now=now)
    else:
        known = record.standings.get((place, issue))
        if known is not None and known.state is State.SENT:
            url = known.receipt.url if known.receipt else ""
            run.done.append(Done(place=place, what="there", issue=issue, url=url))
            return ()
        plans = (plan_of(issue, known, now),)
    if run.order.step is not Step.PLANNED:
        return plans
    # None overtakes an older one whose last try failed.
    return tuple(takewhile(lambda plan: plan.written, plans))


@contextmanager
def _opened(senders: Sequence[Sender], exchange: Exchange | None) -> Generator[Exchange]:
    if exchange is not None:
        yield exchange
    elif any(sender.speaks_http for sender in senders):
        with Client([secret for sender in senders for secret in sender.secrets]) as client:
            yield client.exchange
    else:
        yield _nobody


def _nobody(request: Request) -> Answer:
    raise Trouble(f"{request.host} is not asked")


def _carry_out(run: _Run, sender: Sender, plans: Sequence[Plan], exchange: Exchange) -> None:
    """Make drafts of *plans*, oldest first; what goes wrong with one keeps the later ones for another run."""
    place, clock, journal = run.place(sender), run.clock, run.journal
    for plan in plans:

        def asking(plan: Plan = plan) -> None:
            if not sender.keeps_one:
                journal.ask(place, plan.issue, plan.attempt, clock.time())

        try:
            receipt = deliver(sender, run.draft(plan), exchange, clock, recent=plan.recent, asking=asking)
        except Trouble as trouble:
            error = send_error(sender, plan.issue, trouble, sender.secrets)
            journal.failed(place, plan.issue, trouble.made, error.answer, clock.time())
            run.errors.append(error)
            return
        except PublisherError as error:
            run.errors.append(error)
            return
        journal.sent(place, plan.issue, receipt, clock.time())
        run.done.append(Done(place=place, what="draft", issue=plan.issue, url=receipt.url))
