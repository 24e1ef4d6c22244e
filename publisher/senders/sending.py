"""Carries plans out: a draft is asked for only after the service was asked whether it has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publisher.errors import SendError
from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret, scrub
from publisher.senders.service import Sender
from publisher.senders.wire import Exchange, Made, Now, Receipt, Trouble

PAUSES = (2.0, 5.0, 15.0)
"""Seconds between one try and the next; a service may ask for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The time, and a way to let it pass."""

    time: Now
    wait: Callable[[float], None]


def deliver(
    sender: Sender,
    draft: Draft,
    exchange: Exchange,
    clock: Clock,
    *,
    recent: bool,
    asking: Callable[[], None],
) -> Receipt:
    """The draft, found or made. Raises Trouble, which knows the worst of all tries.

    *recent*: the service may still be making it. One that would make two is then only asked to show it.
    *asking* is called before the service is asked to make it.
    """
    doubt = recent
    made = Made.MAYBE if recent else Made.NO
    for pause in (*PAUSES, None):
        try:
            found = sender.find(draft, exchange)
            if found is not None:
                return found
            if doubt and not sender.keeps_one:
                raise _unseen()
            asking()
            return sender.create(draft, exchange)
        except Trouble as trouble:
            if trouble.made is Made.MAYBE:
                doubt, made = True, Made.MAYBE
            if trouble.taken and (found := _held(sender, draft, exchange)) is not None:
                return found
            if pause is None or not trouble.again:
                trouble.made = made
                raise
            clock.wait(max(pause, trouble.pause or 0.0))
    raise AssertionError  # the last pause is None


def _unseen() -> Trouble:
    message = "was asked for the draft a short time ago, and does not show it yet"
    return Trouble(message, made=Made.MAYBE, again=True)


def _held(sender: Sender, draft: Draft, exchange: Exchange) -> Receipt | None:
    """What the service says is taken; None when it does not show it, or shows nothing now."""
    try:
        return sender.find(draft, exchange)
    except Trouble:
        return None


def send_error(sender: Sender, issue: str, trouble: Trouble, secrets: tuple[Secret, ...]) -> SendError:
    """What is said of *trouble*: who, what it answered, whether there is a draft, and what to do."""
    unsure = trouble.made is Made.MAYBE
    return SendError(
        sender.name,
        issue,
        scrub(trouble.message, secrets),
        draft="there may be a draft" if unsure else "there is no draft",
        hint=_hint(sender, issue, trouble),
    )


def _hint(sender: Sender, issue: str, trouble: Trouble) -> str:
    if trouble.made is Made.MAYBE:
        return "run it again in ten minutes: it looks for the draft before it asks for another"
    if trouble.taken:
        return f"the name {issue} belongs to something else there: rename that, then run it again"
    if trouble.status in {401, 403} and not trouble.again:
        names = " and ".join(dict.fromkeys(each.variable for each in sender.secrets))
        return f"see that {names} is right and may do this, then run it again"
    if trouble.again or trouble.status == 429:
        return "run it again later: nothing is lost"
    skip = f"publisher send {issue} --to {sender.name} --skip"
    return f"put right what it says, then run it again; or leave the issue out: `{skip}`"
