"""An issue in one language, in the words and links of one target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from publisher.addresses import note_address
from publisher.characters import one_line
from publisher.config import Settings
from publisher.digests.context import Count, Edition, Fact, Group, Item, Link
from publisher.digests.forms import Form
from publisher.digests.reading import path_of
from publisher.digests.titles import best, subject_of
from publisher.forges import compare_url, home_url, pull_url, url_of
from publisher.markup import render_document, render_inline
from publisher.model import Alternate, Entry, Issue, Note, Publication, Standing
from publisher.tex import replace_math
from publisher.words import Words, own_name

PENDING_SHOWN = 5
"""So many of those that wait are named in an issue; the rest is a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where editions are made: all that they have in common."""

    publication: Publication
    settings: Settings
    leads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the editor wrote on top, in Markdown, by ``<issue id>/<language>``."""

    @property
    def languages(self) -> tuple[str, ...]:
        return self.publication.languages


def edition_of(
    issue: Issue, language: str, form: Form, desk: Desk, *, root: str | None = None, limit: int | None = None
) -> Edition:
    """The edition of *issue* in *language*.

    *root* is the output folder as seen from the document, ``../../``; None where only absolute addresses
    work. At most *limit* announcements are shown.
    """
    return _Maker(issue, language, form, desk, desk.settings.site_url if root is None else root).edition(
        limit, local=root is not None
    )


def list_title(publication: Publication, settings: Settings, language: str) -> str:
    """What the list calls itself in *language*, as well as is known."""
    for titles in (settings.title, publication.titles):
        title = titles.get(language) or next((titles[known] for known in publication.languages if known in titles), "")
        if title:
            return one_line(title)
    return publication.home.path.rpartition("/")[2] or "Notes"


def lang_of(language: str) -> str:
    """The ``lang=`` attribute: fonts for Chinese are chosen by region."""
    return "zh-CN" if language == "zh" else language


def last_day(issue: Issue, settings: Settings) -> str:
    return _day(issue.end - timedelta(microseconds=1), settings)


def first_day(issue: Issue, settings: Settings) -> str:
    return _day(issue.begin, settings)


def _day(moment: datetime, settings: Settings) -> str:
    return moment.astimezone(ZoneInfo(settings.digest.timezone)).date().isoformat()


@dataclass(frozen=True, slots=True)
class _Maker:
    issue: Issue
    language: str
    form: Form
    desk: Desk
    base: str
    """What comes before a path of the output folder; empty when no path can be given."""
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.language))

    def edition(self, limit: int | None, *, local: bool) -> Edition:
        # In the order of reading, in which links are numbered.
        issue, words = self.issue, self.words
        lead = self._lead()
        announced = (*issue.added, *issue.promoted)
        room = len(announced) if limit is None else limit
        added = issue.added[:room]
        promoted = issue.promoted[: room - len(added)]
        more = len(announced) - len(added) - len(promoted)
        news = self._groups(("added", added), ("promoted", promoted))
        if more and news:
            news = (*news[:-1], replace(news[-1], more=more))
        translated = tuple(note for note, language in issue.translated if language == self.language)
        rest = self._groups(("translated", translated), ("pending", issue.pending), ("removed", issue.removed))
        titles = [self._title(note.entry(self.language)) for note in best(announced)]
        subject, preheader = subject_of(issue.number, titles, words) if titles else (self._heading(), "")
        authors = _authors(announced)
        title = list_title(self.desk.publication, self.desk.settings, self.language)
        return Edition(
            language=self.language,
            lang=lang_of(self.language),
            list=title,
            id=issue.id,
            number=issue.number,
            heading=self._heading(),
            title=words("digest.title", list=title, subject=subject),
            subject=subject,
            preheader=preheader or self._opening(announced),
            begin=first_day(issue, self.desk.settings),
            last=last_day(issue, self.desk.settings),
            counts=self._counts(len(translated), len(authors)),
            compare=self._outside("compare", compare_url(self.desk.publication.home, issue.base, issue.tip)),
            lead=lead,
            news=news,
            rest=rest,
            authors=authors,
            newcomers=issue.newcomers if issue.number > 1 else (),
            home=self._inside("home", self._site_path(self.language)),
            page=self._inside("page", self._issue_path(issue.id)),
            previous=self._neighbour("previous", -1),
            next=self._neighbour("next", 1) if local else None,
            all=self._inside("all", "digests/index.html"),
            subscribe=self._feeds(),
            question=self._question(),
            others=self._others(),
            references=tuple(self.form.references),
        )

    def _heading(self) -> str:
        if not self.issue.number:
            return self.words("digest.heading_draft")
        return self.words("digest.heading", number=self.issue.number)

    def _lead(self) -> str:
        written = self.desk.leads.get(f"{self.issue.id}/{self.language}", "")
        if not written.strip():
            return ""
        safe = render_document(written, path="README.md", home=self.desk.publication.home, math=self.form.math)
        return self.form.document(safe)

    def _groups(self, *named: tuple[str, Sequence[Note]]) -> tuple[Group, ...]:
        return tuple(self._group(name, notes) for name, notes in named if notes)

    def _group(self, name: str, notes: Sequence[Note]) -> Group:
        shown = notes[:PENDING_SHOWN] if name == "pending" else notes
        title = self.words(f"digest.{name}", language=own_name(self.language))
        more = len(notes) - len(shown)
        link = self._outside("more", self._list_url(notes[0]), n=more) if more else None
        return Group(name=name, title=title, items=tuple(self._item(name, note) for note in shown), more=more, link=link)

    def _item(self, group: str, note: Note) -> Item:
        entry = note.entry(self.language)
        title = self._title(entry)
        away = note.id in self.issue.gone or group == "removed"
        url = None if away else note_address(self.desk.publication.home, entry.link)
        lang = "" if entry.language == self.language else lang_of(entry.language)
        link = Link(label=title, url=url, lang=lang, ref=self.form.refer(title, url)) if url else None
        safe = render_inline(entry.summary, list=entry.list, home=self.desk.publication.home, math=self.form.math)
        summary = "" if group in ("pending", "removed") else self.form.inline(safe)
        homes = () if away or group in ("pending", "removed") else self._homes(note, entry, url)
        announcement = note.announcement
        since = announcement.pending_since if group == "promoted" and announcement else note.waiting_since
        item = Item(
            note=note.id,
            title=title,
            lang=lang,
            link=link,
            summary=summary,
            section=entry.section,
            date=_day(announcement.date, self.desk.settings) if announcement else "",
            since=_day(since, self.desk.settings) if since else "",
            minutes=self.issue.minutes.get(path_of(entry.link)),
            author=one_line(announcement.author if announcement else note.author),
            homes=homes,
            facts=(),
        )
        return replace(item, facts=tuple(self._facts(group, note, entry, item)))

    def _title(self, entry: Entry) -> str:
        return self.form.title(one_line(replace_math(entry.title)))

    def _facts(self, group: str, note: Note, entry: Entry, item: Item) -> Iterable[Fact]:
        """The quiet line of an entry, in one order everywhere."""
        words = self.words
        if group in ("added", "promoted", "translated") and item.date:
            yield Fact(name="date", text=item.date, date=item.date)
        if group == "promoted" and item.since:
            yield Fact(name="pending", text=words("digest.pending_since", date=item.since), date=item.since)
        if group == "pending" and item.since:
            revising = note.standing is Standing.REVISING
            if revising:
                yield Fact(name="revision", text=words("digest.under_revision"))
            yield Fact(name="pending", text=words("digest.waiting_since", date=item.since), date=item.since)
        if group != "removed" and item.section:
            yield Fact(name="section", text=one_line(item.section[-1]), lang=item.lang)
        if group in ("added", "promoted") and note.standing is Standing.REVISING:
            yield Fact(name="revision", text=words("digest.under_revision"))
        if item.lang:
            text = words("digest.only_in", language=own_name(entry.language))
            yield Fact(name="language", text=text)
        if item.minutes and group != "pending":
            yield Fact(name="minutes", text=words("digest.minutes", n=item.minutes))
        if group != "removed":
            yield Fact(name="author", text=words("digest.author", name=item.author))
        yield from self._proof(group, note)
        for home in item.homes:
            yield Fact(name="home", text=home.label, link=home, lang=home.lang)

    def _proof(self, group: str, note: Note) -> Iterable[Fact]:
        """The pull request that brought the note."""
        announcement = note.announcement
        if group in ("added", "promoted") and announcement and announcement.pull_request:
            number = announcement.pull_request
            url = pull_url(self.desk.publication.home, number)
            text = self.words("digest.pull", number=number)
            link = Link(label=text, url=url, ref=self.form.refer(text, url)) if url else None
            yield Fact(name="pull", text=text, link=link)

    def _homes(self, note: Note, entry: Entry, shown: str | None) -> tuple[Link, ...]:
        """The note's other languages, then its other places; each address once."""
        found: dict[str, Link] = {}
        for other in note.entries:
            if other.language != entry.language and other.link:
                self._add_home(found, own_name(other.language), other.link, lang_of(other.language))
        for listing in sorted(note.entries, key=lambda e: e.language != entry.language):
            for alternate in listing.alternates:
                lang = lang_of(alternate.language) if alternate.language else ""
                self._add_home(found, self._place(alternate), alternate.link, lang)
        return tuple(
            replace(link, ref=self.form.refer(link.label, url)) for url, link in found.items() if url != shown
        )

    def _add_home(self, found: dict[str, Link], label: str, link: str, lang: str) -> None:
        url = note_address(self.desk.publication.home, link)
        if url and url not in found:
            lang = "" if lang == lang_of(self.language) else lang
            found[url] = Link(label=label, url=url, lang=lang)

    def _place(self, alternate: Alternate) -> str:
        if alternate.language:
            return own_name(alternate.language)
        key = f"digest.home_{alternate.label}"
        return self.words(key) if key in self.words else one_line(alternate.label)

    def _counts(self, translated: int, authors: int) -> tuple[Count, ...]:
        numbers = (
            ("added", len(self.issue.added)),
            ("promoted", len(self.issue.promoted)),
            ("translated", translated),
            ("authors", authors),
        )
        return tuple(
            Count(name=name, n=n, text=self.words(f"digest.count_{name}", n=n)) for name, n in numbers if n
        )

    def _opening(self, announced: Sequence[Note]) -> str:
        return self.words("digest.period", begin=first_day(self.issue, self.desk.settings), last=last_day(self.issue, self.desk.settings))

    def _outside(self, key: str, url: str | None, *, n: int | None = None) -> Link | None:
        if url is None:
            return None
        label = self.words(f"digest.{key}", n=n)
        return Link(label=label, url=url, ref=self.form.refer(label, url))

    def _inside(self, key: str, path: str) -> Link | None:
        if not self.base:
            return None
        url, label = self.base + path, self.words(f"digest.{key}")
        return Link(label=label, url=url, ref=self.form.refer(label, url))

    def _issue_path(self, id: str) -> str:
        return f"digests/{id}/issue.html{self._fragment(self.language)}"

    def _site_path(self, language: str) -> str:
        return "index.html" if language == self.desk.languages[0] else f"index.{language}.html"

    def _fragment(self, language: str) -> str:
        return f"#{language}" if language != self.desk.languages[0] else ""

    def _neighbour(self, key: str, step: int) -> Link | None:
        issues = self.desk.publication.issues
        place = self.issue.number - 1 + step
        if not self.issue.number or not 0 <= place < len(issues):
            return None
        return self._inside(key, self._issue_path(issues[place].id))

    def _feeds(self) -> tuple[Link, ...]:
        paths = (("subscribe_notes", f"{self.language}.atom"), ("subscribe_digests", f"digests.{self.language}.atom"))
        return tuple(link for key, path in paths if (link := self._inside(key, path)))

    def _question(self) -> Link | None:
        home = self.desk.publication.home
        below = {"github": "/issues/new", "gitlab": "/-/issues/new", "gitee": "/issues/new", "forgejo": "/issues/new"}
        page = home_url(home)
        return self._outside("question_link", f"{page}{below[home.kind]}") if page and home.kind in below else None

    def _list_url(self, note: Note) -> str | None:
        return url_of(self.desk.publication.home, note.entry(self.language).list)

    def _others(self) -> tuple[Link, ...]:
        if not self.base:
            return ()
        return tuple(
            Link(
                label=own_name(language),
                url=f"{self.base}digests/{self.issue.id}/issue.html#{language}",
                lang=lang_of(language),
            )
            for language in self.desk.languages
            if language != self.language
        )


def _authors(notes: Iterable[Note]) -> tuple[str, ...]:
    """Authors of the announcements, by their first."""
    made = sorted((n.announcement for n in notes if n.announcement), key=lambda how: how.date)
    return tuple(dict.fromkeys(one_line(how.author) for how in made))
