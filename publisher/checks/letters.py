"""What is sent: the HTML of an e-mail, its text, and the message of both."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from publisher.checks.elements import Element, is_element, read_html
from publisher.checks.finding import Finding, error, warning
from publisher.checks.texts import shown
from publisher.checks.values import is_language, is_link

MOST_BYTES = 85_000
"""In base64: Gmail clips near 102 KB, and with the end goes the link to unsubscribe."""
COLUMNS = 72
WIDTH = "600"

_FORBIDDEN = frozenset(
    "script style link svg math iframe object embed form input button video audio canvas".split()
)
_UNSTYLED = frozenset("html head meta title tr br tbody strong em s sup sub li b i".split())
_LABEL = re.compile(r"[^\s:：]+\s?[:：]")
_ADDRESS = re.compile(r"[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")


def check_email(path: str, text: str) -> Iterator[Finding]:
    """The HTML of an e-mail."""
    root = read_html(text.encode())
    if root is None:
        yield error(path, "email-empty", "is empty")
        return
    yield from _check_head(path, root)
    tables = list(root.iter("table"))
    if not any(table.get("width") == WIDTH for table in tables):
        yield error(path, "email-table", f"no table of {WIDTH} pixels holds it together")
    for element in filter(is_element, root.iter()):
        yield from _check_element(path, element)
    size = len(base64.encodebytes(text.encode()))
    if size > MOST_BYTES:
        yield error(
            path, "email-size", f"{size:,} bytes in base64; Gmail clips what has more than {MOST_BYTES:,}"
        )


def check_email_text(path: str, text: str) -> Iterator[Finding]:
    """The text part, with subject and preheader in its first two lines."""
    lines = text.splitlines()
    head = lines[: lines.index("")] if "" in lines else lines
    if sum(_LABEL.match(line) is not None for line in head) < 2:
        yield error(path, "email-head", "does not begin with subject and preheader", 1)
    for number, line in enumerate(lines, 1):
        words = line.split()
        # One word cannot be broken, an address least of all; what comes before it on its line can.
        if _width(line) > COLUMNS and len(words) > 1:
            yield error(path, "email-columns", f"is wider than {COLUMNS} columns: {shown(line)}", number)
        if re.search(r"</?[a-z]+[^>]*>|&(?:amp|lt|gt|quot);", line):
            # A note may be about markup, so that its words say nothing for sure.
            yield warning(path, "email-markup", f"holds markup: {shown(line)}", number)


def check_message(path: str, text: str) -> Iterator[Finding]:
    """A draft for a mail program (RFC 5322, RFC 2046)."""
    message = message_from_bytes(text.encode(), _class=EmailMessage, policy=default)
    for name in ("Subject", "From", "Date", "Message-ID"):
        if not message.get(name):
            yield error(path, "message-header", f"has no {name}")
    if match := _find_address(message):
        yield error(path, "email-published", f"publishes an e-mail address: {match}")
    parts = list(message.iter_parts()) if message.is_multipart() else []
    kinds = [part.get_content_type() for part in parts]
    # RFC 2046 section 5.1.4: the best one last.
    if message.get_content_type() != "multipart/alternative" or kinds != ["text/plain", "text/html"]:
        yield error(path, "message-parts", "is not a text and then HTML as alternatives")
        return
    yield from check_email_text(path, parts[0].get_content())
    yield from check_email(path, parts[1].get_content())


def _find_address(message: EmailMessage) -> str | None:
    """An address in the headers that mail could be sent to; RFC 2606 keeps ``.invalid`` free of mail."""
    for name in ("From", "To", "Cc", "Reply-To", "Sender"):
        for match in _ADDRESS.finditer(str(message.get(name) or "")):
            if not match["host"].endswith(".invalid"):
                return match[0]
    return None


def _check_head(path: str, root: Element) -> Iterator[Finding]:
    if not is_language(root.get("lang") or ""):
        yield error(path, "language-missing", "<html> has no lang=")
    if not (root.findtext("head/title") or "").strip():
        yield error(path, "email-head", "has no <title>, which says the subject")
    metas = {meta.get("name"): meta.get("content") or "" for meta in root.iter("meta")}
    if not (metas.get("description") or "").strip():
        yield error(path, "email-head", "has no description, which says the preheader")
    if "dark" not in metas.get("color-scheme", ""):
        yield error(path, "email-scheme", 'has no <meta name="color-scheme" content="light dark">')
    body = root.find("body")
    first = body[0] if body is not None and len(body) else None
    if first is None or "display:none" not in (first.get("style") or "").replace(" ", ""):
        yield error(path, "email-preheader", "the body does not begin with a hidden preheader")


def _check_element(path: str, element: Element) -> Iterator[Finding]:
    name, line = str(element.tag), element.sourceline
    if name in _FORBIDDEN:
        yield error(path, "email-element", f"mail programs drop <{name}>", line)
    if name == "table" and element.get("role") != "presentation":
        yield error(path, "email-table", 'a table has no role="presentation"', line)
    for attribute in sorted({"class", "id"} & set(element.keys())):
        yield error(path, "email-attribute", f"{attribute}= on <{name}> needs a style sheet", line)
    if name not in _UNSTYLED | _FORBIDDEN and not element.get("style"):
        yield warning(path, "email-style", f"a <{name}> has no style of its own", line)
    if name == "a" and not is_link(element.get("href") or ""):
        link = shown(element.get("href") or "")
        yield error(path, "email-link", f"a link is no absolute web address: {link}", line)
    if name == "img" and not (element.get("src") or "").startswith("https://"):
        yield error(path, "email-picture", "a picture is not fetched from the web", line)


def _width(text: str) -> int:
    """Columns of *text*; Han characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
