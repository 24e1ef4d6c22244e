"""What Zhihu, WeChat, e-mail and a release page take.

A checker for each kind of document, by the name of its file: ``zhihu.zh.html`` is for `check_zhihu`. A new
target is a template, a form of words, and a checker here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from publisher.checks.finding import Finding
from publisher.checks.letters import check_email, check_email_text, check_message
from publisher.checks.pasted import check_release, check_wechat, check_zhihu, check_zhihu_markdown

Checker = Callable[[str, str], Iterator[Finding]]
"""From a document's path and text."""

CHECKERS: Mapping[tuple[str, str], Checker] = MappingProxyType({
    ("zhihu", ".html"): check_zhihu,
    ("zhihu", ".md"): check_zhihu_markdown,
    ("wechat", ".html"): check_wechat,
    ("email", ".html"): check_email,
    ("email", ".txt"): check_email_text,
    ("email", ".eml"): check_message,
    ("release", ".md"): check_release,
})  # fmt: skip
"""By the first part of a document's name and its ending."""


def check_target(path: str, text: str) -> Iterator[Finding]:
    """Check one document ``digests/<id>/<target>.<language>.<ending>`` or ``digests/<id>/release.md``."""
    name = PurePosixPath(path)
    checker = CHECKERS.get((name.name.partition(".")[0], name.suffix))
    if checker is not None:
        yield from checker(path, text)
