"""An issue as an e-mail: small enough to arrive whole, and readable as text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime

from publisher.digests.context import Edition
from publisher.digests.titles import width
from publisher.model import Issue

MOST_BYTES = 85_000
"""In base64. Gmail clips near 102 KB, and takes what stands at the end with it."""
COLUMNS = 72
_LONGEST_LINE = 998


def encoded_size(text: str) -> int:
    """Bytes of *text* in base64, line ends included, as mail carries it."""
    return len(base64.encodebytes(text.encode()))


def fits(text: str) -> bool:
    """Whether Gmail shows all of *text*."""
    return encoded_size(text) <= MOST_BYTES


def finish_text(text: str) -> str:
    """Lines of at most 72 columns, where Han characters take two; addresses stay whole.

    What does not fit into a line of the head goes on indented, as in the head of a message.
    """
    head, _, body = text.strip().partition("\n\n")
    lines = [_wrap(line, "  ") for line in head.split("\n")]
    lines += ["", *(_wrap(line, _margin(line)) for line in body.split("\n"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def message(edition: Edition, text: str, html: str, sender: str, issue: Issue) -> bytes:
    """A draft that a mail program opens: ``multipart/alternative`` (RFC 2046 section 5.1.4)."""
    name = issue.id if issue.number else f"{issue.id}.{issue.tip[:12]}"
    mail = EmailMessage(policy=default)
    mail["Subject"] = edition.title
    # No address of ours or of an author's; RFC 2606 keeps this domain free of mail.
    mail["From"] = f'"{_quoted(edition.list)}" <digest@publisher.invalid>'
    mail["Date"] = format_datetime(issue.end)
    mail["Message-ID"] = f"<{name}.{edition.language}.{_short(sender)}@publisher.invalid>"
    # Outlook opens a message with this header as a draft to be sent.
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte=_encoding(text))
    mail.add_alternative(html, subtype="html", cte=_encoding(html))
    mail.set_boundary(f"=_{_short(text + html)}")
    # Last, since whoever sets a content drops all headers on the one before.
    mail["Content-Language"] = edition.lang
    return mail.as_bytes()


def _encoding(text: str) -> str:
    """As people can read it, where no line is longer than lines of a message may be (RFC 5322 section 2.1.1)."""
    longest = max(len(line.encode()) for line in text.split("\n"))
    return "8bit" if longest <= _LONGEST_LINE else "quoted-printable"


def _quoted(name: str) -> str:
    return re.sub(r'[\\"]', "", name)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _margin(line: str) -> str:
    """What stands before the lines that go on with *line*."""
    begin = re.match(r"\s*(?:[-•] |\d+\. )?", line)
    return " " * len(begin[0]) if begin else ""


def _wrap(line: str, margin: str) -> str:
    if width(line) <= COLUMNS:
        return line.rstrip()
    lines, current = [], ""
    for piece in _pieces(line, COLUMNS - len(margin)):
        if width((current + piece).rstrip()) > COLUMNS and current.strip():
            lines.append(current.rstrip())
            current = margin + piece.lstrip()
        else:
            current += piece
    return "\n".join([*lines, current.rstrip()])


# No line begins with what closes, and none ends with what opens. A number stays with what it counts.
_PIECES = re.compile(
    r"[ \t]*[(\[“‘《「『（【]*"
    r"(?:(?:第 ?)?[0-9]+ (?=[^\W\d_]))?"
    r"(?:https?://\S+|[^ \t\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+|[\u3400-\u9fff])"
    r"[,.;:!?)\]”’、。，；：！？》」』）】…]*|[ \t]+|."
)
_DOT = "\u00a0· "
"""Between the phrases of a quiet line."""


def _pieces(line: str, room: int) -> Iterator[str]:
    """Yield what is not broken, with the spaces around it: where it fits into *room*, a phrase between dots."""
    phrases = line.split(_DOT)
    for place, phrase in enumerate(phrases):
        whole = phrase + (_DOT if place < len(phrases) - 1 else "")
        if len(phrases) > 1 and width(whole.rstrip()) <= room:
            yield whole
            continue
        for piece in _PIECES.findall(whole):
            yield from re.split("(?=\u00a0)", piece) if width(piece) > room else (piece,)
