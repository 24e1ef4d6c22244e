"""What every page is given beside its notes: names, addresses, languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.forges import home_url
from publisher.model import Commit
from publisher.site.follow import FeedGroup, FeedView
from publisher.site.reader import Piece, Reader, html_tag
from publisher.site.timeline import MonthOfNotes
from publisher.words import own_name

# Everything is a file of ours, and nothing asks the network. `connect-src` stays closed: the search
# index is a script. A summary's pictures are left out, so no host is named here.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """The same page in a language."""

    lang: str
    name: str
    href: str
    """Relative to the page that shows it."""
    address: str
    """Absolute; empty when the site's address is not known."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A link within the site."""

    name: str
    href: str
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Months that have pages of their own."""

    name: str
    months: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page."""

    path: str
    """Below the output folder."""
    language: str
    lang: str
    """For ``<html lang>``."""
    title: str
    description: str
    name: str
    """The list's, in this language."""
    heading: Piece
    root: str
    """From the page to the output folder: empty, or ``../``."""
    index: str
    """From the page to the first page of its language."""
    address: str
    """Absolute; empty when the site's address is not known."""
    languages: tuple[LanguageView, ...]
    opml: str
    """The path of the list of feeds; empty when there is none, since it needs the site's address."""
    feeds: tuple[FeedView, ...]
    """For autodiscovery, the page's own language first."""
    repository: str | None
    tip: Commit
    policy: str = POLICY


def page_path(stem: str, language: str, languages: Sequence[str]) -> str:
    """``index.html`` in the list's own language, ``index.zh.html`` in another."""
    return f"{stem}.html" if language == languages[0] else f"{stem}.{language}.html"


def make_page(
    stem: str,
    reader: Reader,
    *,
    base: str,
    name: Piece,
    title: str,
    description: str,
    feeds: Sequence[FeedGroup],
) -> Page:
    """The page *stem* (``index``, ``months/2026-05``) in the reader's language."""
    languages = reader.publication.languages
    path = page_path(stem, reader.language, languages)
    root = "../" * path.count("/")
    return Page(
        path=path,
        language=reader.language,
        lang=reader.tag,
        title=title,
        description=description,
        name=name.text,
        heading=name,
        root=root,
        index=root + page_path("index", reader.language, languages),
        address=_address(base, path),
        languages=tuple(
            LanguageView(
                lang=html_tag(language),
                name=own_name(language),
                href=root + page_path(stem, language, languages),
                address=_address(base, page_path(stem, language, languages)),
                current=language == reader.language,
            )
            for language in languages
        ),
        feeds=tuple(feed for group in feeds if group.name != "sections" for feed in group.feeds),
        opml="subscriptions.opml" if base else "",
        repository=home_url(reader.publication.home),
        tip=reader.publication.tip,
    )


def find_years(months: Sequence[MonthOfNotes]) -> tuple[Place, ...]:
    """Years on the first page, each with its newest month."""
    return tuple(
        Place(name=year, href=f"#month-{next(group).name}")
        for year, group in groupby(months, key=lambda month: month.name[:4])
    )


def find_month_pages(months: Sequence[MonthOfNotes], reader: Reader) -> tuple[Year, ...]:
    """The months' own pages by year, newest first, as the first page links to them."""
    languages = reader.publication.languages
    return tuple(
        Year(
            name=year,
            months=tuple(
                Place(
                    name=month.name,
                    href=page_path(f"months/{month.name}", reader.language, languages),
                    total=month.total,
                )
                for month in group
            ),
        )
        for year, group in groupby(months, key=lambda month: month.name[:4])
    )


def _address(base: str, path: str) -> str:
    if not base:
        return ""
    return base + ("" if path == "index.html" else path)
