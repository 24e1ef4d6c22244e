"""What templates are given: all that a digest says, in one language and in the form of one target.

Field by field in ``docs/templates.md``; ``publisher digest --dump-context`` prints it as JSON.
Titles, names and labels are plain text, which the templates escape; `Item.summary` and `Edition.lead` are
written in the target's own form already (Markdown, HTML or plain text).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go to."""

    label: str
    url: str
    lang: str = ""
    """Of the label, for ``lang=``; empty when it is the edition's."""
    ref: int | None = None
    """Its number among the edition's references, in targets that take no links (WeChat)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One part of an entry's quiet line."""

    name: str
    """``date``, ``revision``, ``pending``, ``section``, ``language``, ``minutes``, ``author``, ``pull`` or
    ``home``; in this order."""
    text: str
    link: Link | None = None
    lang: str = ""
    date: str = ""
    """The date in it, for ``datetime=``; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One note as an issue shows it."""

    note: str
    """The note's id."""
    title: str
    lang: str
    """Of the title and the summary, for ``lang=``; empty when it is the edition's."""
    link: Link | None
    """None for a note that is gone, has no link, or lives where no address is known."""
    summary: str
    """In the target's form; empty when there is none."""
    section: tuple[str, ...]
    """Headings, outermost first."""
    date: str
    """When it was announced; empty for a draft."""
    since: str
    """Since when it waits, or waited; empty when it never did."""
    minutes: int | None
    """To read it; None when its text is not in the repository."""
    author: str
    homes: tuple[Link, ...]
    """Its other languages and places."""
    facts: tuple[Fact, ...]
    """The quiet line, part by part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The notes of one kind."""

    name: str
    """``added``, ``promoted``, ``translated``, ``pending``, ``removed``."""
    title: str
    items: tuple[Item, ...]
    more: int = 0
    """So many are not shown here."""
    link: Link | None = None
    """Where all of them are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number of the line under the title."""

    name: str
    """``added``, ``promoted``, ``translated``, ``authors``."""
    n: int
    text: str
    """``3 new``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One issue, in one language, for one target."""

    language: str
    lang: str
    """For ``lang=``: ``zh-CN`` where the language is ``zh``."""
    list: str
    """What the list calls itself."""
    id: str
    number: int
    """1 is the first issue; 0 is one out of the order."""
    heading: str
    """``Issue 12``."""
    title: str
    """The list's name and the subject, for places without a sender."""
    subject: str
    """The number and the best titles."""
    preheader: str
    """What goes on where the subject ends."""
    begin: str
    last: str
    """The period's first and last day."""
    period: str
    """Both in words."""
    counts: tuple[Count, ...]
    compare: Link | None
    """The proof of the counts."""
    lead: str
    """What the editor wrote on top, in the target's form; empty when there is nothing."""
    news: tuple[Group, ...]
    """What was announced: ``added`` and ``promoted``; groups without notes are left out, here and below."""
    rest: tuple[Group, ...]
    """``translated``, ``pending``, ``removed``."""
    authors: tuple[str, ...]
    """To thank, by their first announcement in the issue."""
    newcomers: tuple[str, ...]
    """Those of them who are in an issue for the first time; empty in the first issue."""
    home: Link | None
    """The list's page."""
    page: Link | None
    """This issue on the web; it and those below are None where there is no address."""
    previous: Link | None
    next: Link | None
    """Of the next issue only our own pages know; what was sent does not change."""
    all: Link | None
    subscribe: tuple[Link, ...]
    question: Link | None
    """Where to answer the question at the end."""
    others: tuple[Link, ...] = ()
    """The issue in the other languages."""
    copy: Link | None = None
    """The page to copy the issue from, which the newest issues have; only the list of issues says so."""
    references: tuple[Link, ...] = ()
    """All links, by number, in targets that take none (WeChat)."""

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.news + self.rest


def dump(editions: Sequence[Edition]) -> str:
    """The context as JSON: one edition, or a list of several."""
    values = [asdict(edition) for edition in editions]
    return json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=2) + "\n"
