"""The feeds as a page offers them: what each carries, and its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.feeds.editions import Edition
from publisher.feeds.section_feeds import find_published, section_path
from publisher.model import Issue
from publisher.site.reader import Piece, Reader, html_tag
from publisher.site.sections import Outline
from publisher.words import own_name

_FORMATS = (
    ("Atom", "atom", "application/atom+xml"),
    ("RSS", "rss", "application/rss+xml"),
    ("JSON Feed", "json", "application/feed+json"),
)
_ATOM = _FORMATS[0][2]
_TITLES_OF_ISSUE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """One feed to subscribe to."""

    path: str
    """Below the output folder: ``en.atom``."""
    href: str
    """Absolute where the site's address is known, else relative to the first page."""
    type: str
    title: str
    lang: str
    """Of what it carries."""
    label: Piece
    """What sets it apart from the others of its group."""

    @property
    def is_absolute(self) -> bool:
        """Whether the site's address is known."""
        return "://" in self.href

    @property
    def shown(self) -> str:
        """The address as text."""
        return self.href.removeprefix("https://").removeprefix("http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """Feeds that carry the same kind of thing."""

    name: str
    """``notes``, ``digests``, ``pending`` or ``sections``."""
    heading: str
    carries: str
    feeds: tuple[FeedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """The newest digest."""

    id: str
    number: int
    href: str
    titles: tuple[Piece, ...]
    more: int
    """How many announcements it has beside those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """How to follow the list."""

    groups: tuple[FeedGroup, ...]
    """Never empty; the first feed of the first one is the one to recommend."""
    issue: IssueView | None

    @property
    def main(self) -> FeedView:
        """The feed of new notes in the reader's language."""
        return self.groups[0].feeds[0]

    @property
    def count(self) -> int:
        """How many feeds there are."""
        return sum(len(group.feeds) for group in self.groups)


def find_feeds(known: Edition, outline: Outline) -> tuple[FeedGroup, ...]:
    """Every feed, in groups; those in the reader's language first."""
    reader, title, site_url = outline.reader, known.title, known.base
    makers = {
        "notes": _note_feeds(reader, title, site_url),
        "digests": _named_feeds(reader, title, site_url, "digests"),
        "pending": _named_feeds(reader, title, site_url, "pending"),
        "sections": _section_feeds(known, outline),
    }
    return tuple(
        FeedGroup(
            name=name,
            heading=reader.words(f"page.group_{name}"),
            carries=reader.words(f"page.carries_{name}"),
            feeds=feeds,
        )
        for name, made in makers.items()
        if (feeds := tuple(made))
    )


def find_newest_issue(issues: tuple[Issue, ...], reader: Reader) -> IssueView | None:
    """The newest closed issue with its first titles; None before there is one."""
    if not issues:
        return None
    newest = issues[-1]
    notes = [note for note in (*newest.added, *newest.promoted) if note.id not in newest.gone]
    return IssueView(
        id=newest.id,
        number=newest.number,
        href=f"digests/{newest.id}/issue.html",
        titles=tuple(reader.title(note) for note in notes[:_TITLES_OF_ISSUE]),
        more=max(len(notes) - _TITLES_OF_ISSUE, 0),
    )


def _languages(reader: Reader) -> list[str]:
    """The reader's own first."""
    return sorted(reader.publication.languages, key=lambda language: language != reader.language)


def _note_feeds(reader: Reader, title: str, site_url: str) -> Iterator[FeedView]:
    for language in _languages(reader):
        for name, ending, type in _FORMATS:
            yield _feed(
                reader,
                language,
                f"{language}.{ending}",
                site_url,
                title,
                type,
                f"{own_name(language)} · {name}",
            )


def _named_feeds(reader: Reader, title: str, site_url: str, name: str) -> Iterator[FeedView]:
    named = reader.words(f"feed.title_{name}", title=title)
    for language in _languages(reader):
        yield _feed(reader, language, f"{name}.{language}.atom", site_url, named, _ATOM, own_name(language))


def _section_feeds(known: Edition, outline: Outline) -> Iterator[FeedView]:
    """Those of sections that are still there, and only in the reader's language: there can be hundreds."""
    for section in find_published(known):
        if section.gone:
            continue
        label = outline.label(section)
        path = section_path(section, known.language)
        title = known.words("feed.title_section", title=known.title, section=label.text)
        yield FeedView(
            path=path, href=known.base + path, type=_ATOM, title=title, lang=outline.reader.tag, label=label
        )


def _feed(
    reader: Reader, language: str, path: str, site_url: str, title: str, type: str, label: str
) -> FeedView:
    return FeedView(
        path=path,
        href=site_url + path,
        type=type,
        title=f"{title} ({label})",
        lang=html_tag(language),
        label=reader.piece(label, language),
    )
