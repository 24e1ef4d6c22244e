"""A note as an issue shows it: its title, its summary, and the quiet line below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from publisher.addresses import note_address
from publisher.characters import one_line
from publisher.digests.context import Fact, Group, Item, Link
from publisher.digests.desk import Desk, lang_of
from publisher.digests.forms import Form
from publisher.digests.reading import minutes_of
from publisher.digests.titles import cut
from publisher.forges import list_url, pull_url
from publisher.homes import find_places
from publisher.markup import render_inline
from publisher.model import Entry, Issue, Note, Standing
from publisher.tex import replace_math
from publisher.words import Words, own_name

MOST_SHOWN: Mapping[str, int] = MappingProxyType({"pending": 5, "translated": 30, "removed": 10})
"""So many of a group are named in an issue; the rest is a number."""
LONGEST_TITLE = 200
"""In columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One listing of one note, about to be an item."""

    group: str
    note: Note
    entry: Entry
    url: str | None
    lang: str
    """Empty when it is the edition's."""

    @property
    def is_news(self) -> bool:
        return self.group in ("added", "promoted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Makes the items of one edition; links are numbered in the order in which they are made."""

    issue: Issue
    language: str
    form: Form
    desk: Desk
    words: Words

    def groups(self, *named: tuple[str, Sequence[Note]]) -> tuple[Group, ...]:
        """A group for each name that has notes."""
        return tuple(self._group(name, notes) for name, notes in named if notes)

    def title(self, entry: Entry) -> str:
        """Plain text, with formulas in it as far as plain text can say them; never empty."""
        words = one_line(replace_math(entry.title)) or one_line(entry.link) or self.words("digest.untitled")
        return cut(words, LONGEST_TITLE)

    def _group(self, name: str, notes: Sequence[Note]) -> Group:
        shown = notes[: MOST_SHOWN.get(name, len(notes))]
        items = tuple(self._item(self._shown(name, note)) for note in shown)
        more = len(notes) - len(shown)
        link = None
        if more and (url := list_url(self.desk.home, notes[0].entry(self.language).list)):
            link = self._link(self.words("digest.more", n=more), url)
        title = self.words(f"digest.{name}", language=own_name(self.language))
        return Group(name=name, title=title, items=items, more=more, link=link)

    def _shown(self, group: str, note: Note) -> Shown:
        entry = note.entry(self.language)
        away = note.id in self.issue.gone or group == "removed"
        return Shown(
            group=group,
            note=note,
            entry=entry,
            url=None if away else note_address(self.desk.home, entry.link),
            lang="" if entry.language == self.language else lang_of(entry.language),
        )

    def _item(self, shown: Shown) -> Item:
        note, entry = shown.note, shown.entry
        title, how = self.title(entry), note.announcement
        since = how.pending_since if how and shown.group == "promoted" else note.waiting_since
        # In the order of reading: links are numbered as they come.
        item = Item(
            note=note.id,
            title=title,
            lang=shown.lang,
            link=self._link(title, shown.url, shown.lang) if shown.url else None,
            summary=self._summary(entry) if shown.is_news else "",
            section=tuple(
                one_line(heading) for heading in self._names(entry).get(self.language, entry.section)
            ),
            date=self.desk.day(how.date) if how else "",
            since=self.desk.day(since) if since else "",
            minutes=minutes_of(entry, self.issue),
            author=one_line(how.author if how else note.author),
            homes=(),
            facts=(),
        )
        proof = tuple(self._proof(shown))
        item = replace(item, homes=self._homes(shown) if shown.url else ())
        homes = (Fact(name="home", text=home.label, link=home, lang=home.lang) for home in item.homes)
        return replace(item, facts=(*self._facts(shown, item), *proof, *homes))

    def _summary(self, entry: Entry) -> str:
        return self.form.inline(
            render_inline(entry.summary, list=entry.list, home=self.desk.home, math=self.form.math)
        )

    def _facts(self, shown: Shown, item: Item) -> Iterator[Fact]:
        """The quiet line, in one order everywhere; of a note that is gone there is nothing more to say."""
        words = self.words
        if shown.group == "removed":
            return
        if shown.is_news:
            yield Fact(name="date", text=item.date, date=item.date)
        if shown.note.standing is Standing.REVISING and shown.note.waiting_since:
            day = self.desk.day(shown.note.waiting_since)
            yield Fact(name="revision", text=words("standing.revising_since", date=day), date=day)
        elif item.since and shown.group == "pending":
            yield Fact(name="pending", text=words("standing.waiting_since", date=item.since), date=item.since)
        if item.since and shown.group == "promoted":
            yield Fact(name="pending", text=words("standing.pending_since", date=item.since), date=item.since)
        if item.section and shown.is_news:
            lang = "" if self.language in self._names(shown.entry) else shown.lang
            yield Fact(name="section", text=item.section[-1], lang=lang)
        if shown.lang and shown.group != "pending":
            yield Fact(name="language", text=self._language(shown.entry.language))
        if item.minutes and shown.group != "pending":
            yield Fact(name="minutes", text=words("digest.minutes", n=item.minutes))
        if shown.group == "translated":  # its author and its other homes were told with the note
            return
        yield Fact(name="author", text=words("digest.author", name=item.author))

    def _names(self, entry: Entry) -> Mapping[str, tuple[str, ...]]:
        """The headings above *entry* in the languages in which its section has a name."""
        return self.issue.sections.get((entry.language, entry.section), {})

    def _language(self, language: str) -> str:
        """In which language the note is, in the edition's own words where it has some."""
        key = f"digest.in_{language}"
        return (
            self.words(key)
            if key in self.words
            else self.words("digest.only_in", language=own_name(language))
        )

    def _proof(self, shown: Shown) -> Iterator[Fact]:
        """The pull request that brought the note."""
        how = shown.note.announcement
        if shown.is_news and how and how.pull_request:
            text = self.words("digest.pull", number=how.pull_request)
            url = pull_url(self.desk.home, how.pull_request)
            yield Fact(name="pull", text=text, link=self._link(text, url) if url else None)

    def _homes(self, shown: Shown) -> tuple[Link, ...]:
        if shown.group in ("pending", "translated"):
            return ()
        places = find_places(shown.note, shown.entry, home=self.desk.home, words=self.words)
        langs = (lang_of(place.language or self.language) for place in places)
        own = lang_of(self.language)
        return tuple(
            self._link(place.label, place.url, "" if lang == own else lang)
            for place, lang in zip(places, langs, strict=True)
        )

    def _link(self, label: str, url: str, lang: str = "") -> Link:
        return Link(label=label, url=url, lang=lang, ref=self.form.refer(label, url))
