"""An issue in one language, in the words and links of one target."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from publisher.characters import one_line
from publisher.digests.context import Count, Edition, Group, Link
from publisher.digests.desk import Desk, lang_of
from publisher.digests.forms import Form
from publisher.digests.items import Items
from publisher.digests.titles import best, subject_of
from publisher.forges import compare_url, home_url
from publisher.markup import render_document
from publisher.model import Issue, Note
from publisher.words import Words, own_name

_QUESTIONS = {
    "github": "/issues/new",
    "gitlab": "/-/issues/new",
    "gitee": "/issues/new",
    "forgejo": "/issues/new",
}
"""Where a forge takes an answer, below the repository's address."""


def find_edition(
    issue: Issue,
    language: str,
    form: Callable[[], Form],
    desk: Desk,
    *,
    root: str | None = None,
    limit: int | None = None,
) -> Edition:
    """The same as `edition_of`, made once for all targets of one form."""
    key = issue.id, language, form, root, limit
    if key not in desk.editions:
        desk.editions[key] = edition_of(issue, language, form(), desk, root=root, limit=limit)
    return desk.editions[key]


def edition_of(
    issue: Issue, language: str, form: Form, desk: Desk, *, root: str | None = None, limit: int | None = None
) -> Edition:
    """The edition of *issue* in *language*.

    *root* is the output folder as seen from the document, ``../../``; None where only absolute addresses
    work. At most *limit* announcements are shown.
    """
    words = Words(language)
    items = Items(issue=issue, language=language, form=form, desk=desk, words=words)
    ways = _Ways(current=issue, language=language, form=form, desk=desk, words=words, root=root)
    announced = (*issue.added, *issue.promoted)
    authors = _authors(announced)
    translated = tuple(note for note, gained in issue.translated if gained == language)
    titles = [items.title(note.entry(language)) for note in best(announced)]
    begin, last = desk.day(issue.begin), desk.day(issue.end - timedelta(microseconds=1))
    heading = words("digest.heading", number=issue.number) if issue.number else words("digest.heading_draft")
    period = words("digest.period", begin=begin, last=last) if begin != last else begin
    subject, preheader = subject_of(issue.number, titles, words) if titles else (heading, "")
    title = desk.title(language)
    # In the order of reading, in which links are numbered.
    return Edition(
        language=language,
        lang=lang_of(language),
        list=title,
        id=issue.id,
        number=issue.number,
        heading=heading,
        title=words("digest.title" if issue.number else "digest.title_draft", list=title, subject=subject),
        subject=subject,
        preheader=preheader or period,
        begin=begin,
        last=last,
        period=period,
        counts=_counts(issue, len(translated), len(authors), words),
        lead=_lead(issue, language, form, desk),
        compare=ways.outside("compare", compare_url(desk.home, issue.base, issue.tip)),
        news=_news(issue, items, ways, limit),
        rest=items.groups(("translated", translated), ("pending", issue.pending), ("removed", issue.removed)),
        authors=authors,
        newcomers=tuple(map(one_line, issue.newcomers)) if issue.number != 1 else (),
        question=ways.question(),
        page=ways.whole(words("digest.page")),
        all=ways.inside("all", f"digests/index.html{desk.fragment(language)}"),
        subscribe=ways.feeds(),
        home=ways.inside("home", desk.front_page(language), numbered=False),
        previous=ways.neighbour("previous", -1),
        next=ways.neighbour("next", 1) if root is not None else None,
        others=ways.others(),
        references=tuple(form.references),
    )


def _lead(issue: Issue, language: str, form: Form, desk: Desk) -> str:
    written = desk.leads.get(f"{issue.id}/{language}", "")
    if not written.strip():
        return ""
    # An editor's links are relative to the repository, not to the folder of the lead.
    return form.document(render_document(written, path="README.md", home=desk.home, math=form.math))


def _news(issue: Issue, items: Items, ways: _Ways, limit: int | None) -> tuple[Group, ...]:
    """The first *limit* announcements; the last group says how many more there are, and where."""
    every = len(issue.added) + len(issue.promoted)
    room = every if limit is None else min(limit, every)
    added = issue.added[:room]
    promoted = issue.promoted[: room - len(added)]
    groups = items.groups(("added", added), ("promoted", promoted))
    if room == every:
        return groups
    last = groups[-1] if groups else Group(name="added", title=items.words("digest.added"), items=())
    return (
        *groups[:-1],
        replace(last, more=every - room, link=ways.whole(items.words("digest.more_web", n=every - room))),
    )


def _counts(issue: Issue, translated: int, authors: int, words: Words) -> tuple[Count, ...]:
    numbers = (
        ("added", len(issue.added)),
        ("promoted", len(issue.promoted)),
        ("translated", translated),
        ("authors", authors),
    )
    return tuple(Count(name=name, n=n, text=words(f"digest.count_{name}", n=n)) for name, n in numbers if n)


def _authors(notes: Iterable[Note]) -> tuple[str, ...]:
    """Authors of the announcements, by their first."""
    made = sorted((note.announcement for note in notes if note.announcement), key=lambda how: how.date)
    return tuple(dict.fromkeys(one_line(how.author) for how in made))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """Where a reader can go from an issue."""

    current: Issue
    language: str
    form: Form
    desk: Desk
    words: Words
    root: str | None

    def outside(self, key: str, url: str | None) -> Link | None:
        return self._link(key, url, numbered=True) if url else None

    def inside(self, key: str, path: str, *, numbered: bool = True) -> Link | None:
        """The link to *path* of the output folder; None when the document cannot tell where that is."""
        base = self.desk.base if self.root is None else self.root
        known = bool(base) or self.root is not None
        return self._link(key, base + path, numbered=numbered) if known else None

    def whole(self, label: str) -> Link | None:
        """To the issue's page; one out of the order has none."""
        page = self.inside("page", self.issue(self.current.id)) if self.current.number else None
        return page and replace(page, label=label)

    def issue(self, id: str) -> str:
        return f"digests/{id}/issue.html{self.desk.fragment(self.language)}"

    def neighbour(self, key: str, step: int) -> Link | None:
        issues = self.desk.publication.issues
        place = self.current.number - 1 + step
        if not self.current.number or not 0 <= place < len(issues):
            return None
        return self.inside(key, self.issue(issues[place].id), numbered=False)

    def feeds(self) -> tuple[Link, ...]:
        notes = self.inside("subscribe_notes", f"{self.language}.atom")
        digests = self.inside("subscribe_digests", f"digests.{self.language}.atom")
        return tuple(link for link in (notes, digests) if link)

    def question(self) -> Link | None:
        page, below = home_url(self.desk.home), _QUESTIONS.get(self.desk.home.kind)
        return self.outside("question_link", f"{page}{below}") if page and below else None

    def others(self) -> tuple[Link, ...]:
        """The issue in the other languages."""
        path = f"digests/{self.current.id}/issue.html"
        found: list[Link] = []
        if not self.current.number:
            return ()
        for language in self.desk.languages:
            page = self.inside("page", path + self.desk.fragment(language), numbered=False)
            if page and language != self.language:
                found.append(replace(page, label=own_name(language), lang=lang_of(language)))
        return tuple(found)

    def _link(self, key: str, url: str, *, numbered: bool) -> Link:
        label = self.words(f"digest.{key}")
        return Link(label=label, url=url, ref=self.form.refer(label, url) if numbered else None)
