"""The page for people: the timeline, search, how to subscribe, and what waits for a reviewer.

::

    Publication ── Timeline ── MonthView ── NoteView ──┐
         ├──────── Chart, busiest sections ────────────┼── templates/site/ ── index.html, months/…
         ├──────── FeedGroup, IssueView ───────────────┘
         └──────── search.<language>.js
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from publisher.config import Settings
from publisher.feeds.editions import find_editions
from publisher.model import Publication
from publisher.site.edition import Edition, make_edition
from publisher.site.front import FrontPage, MonthPage, WaitingPage, make_front, make_months, make_waiting
from publisher.site.notes_index import index_name, render_index
from publisher.site.pages import Page
from publisher.templating import environment, render, source


def render_site(
    publication: Publication, settings: Settings, *, templates: Path | None = None
) -> dict[str, bytes]:
    """Render the pages and the files that they load, by path below the output folder.

    *templates* is a folder of the user's own templates.
    """
    shown = environment(templates)
    documents = {
        "page.css": (source(shown, "shared/base.css") + source(shown, "site/page.css")).encode(),
        "page.js": source(shown, "site/page.js").encode(),
        "favicon.svg": source(shown, "site/favicon.svg").encode(),
    }
    pages: list[Page] = []
    editions = find_editions(publication, settings, {})
    for known in editions:
        edition = make_edition(known)
        for template, given in _pages(edition):
            values = {field.name: getattr(given, field.name) for field in fields(given)}
            documents[given.page.path] = render(shown, template, values).strip().encode() + b"\n"
            pages.append(given.page)
        documents[index_name(known.language)] = render_index(edition)
    if base := editions[0].base:
        digests = [f"{base}digests/{issue.id}/issue.html" for issue in reversed(publication.issues)]
        values = {"pages": pages, "digests": digests}
        documents["sitemap.xml"] = render(shown, "site/sitemap.xml.j2", values).encode()
    return documents


def _pages(edition: Edition) -> Iterator[tuple[str, FrontPage | MonthPage | WaitingPage]]:
    yield "site/index.html.j2", make_front(edition)
    for month in make_months(edition):
        yield "site/month.html.j2", month
    if waiting := make_waiting(edition):
        yield "site/waiting.html.j2", waiting
