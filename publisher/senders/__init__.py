"""Drafts of closed issues at newsletter services. A person presses send.

::

    output folder ── drafts ──> Draft ── buttondown, listmonk, github, ──> Request ── client ──> Answer
    sends.jsonl ── record ──> Record     webhook, file
                   choosing                 sending: find, else make, else try again; never two

`send` does it, `rehearse` says what it would do, `skip` leaves an issue out.
"""

from publisher.senders.run import Done, Order, Result, Step, rehearse, send, skip
from publisher.senders.sending import Clock
from publisher.senders.showing import render_request

__all__ = ["Clock", "Done", "Order", "Result", "Step", "rehearse", "render_request", "send", "skip"]
