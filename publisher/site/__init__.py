"""The page for people: the timeline, search, how to subscribe, and what waits for a reviewer.

::

    Publication ── Timeline ── MonthView ── NoteView ──┐
         ├──────── Chart, busiest sections ────────────┼── templates/site/ ── index.html, months/…
         ├──────── FeedGroup, IssueView ───────────────┘
         └──────── search.<language>.js
"""

from __future__ import annotations

from pathlib import Path

from publisher.config import Settings
from publisher.model import Publication
from publisher.site.edition import Edition
from publisher.site.pages import Page
from publisher.templating import environment, render

_STATIC = ("page.css", "page.js", "favicon.svg")


def render_site(
    publication: Publication, settings: Settings, *, templates: Path | None = None
) -> dict[str, bytes]:
    """Render the pages and the files that they load, by path below the output folder.

    *templates* is a folder of the user's own templates.
    """
    shown = environment(templates)
    documents = {name: render(shown, f"site/{name}", {}).encode() for name in _STATIC}
    pages: list[Page] = []
    for language in publication.languages:
        edition = Edition.of(publication, settings, language)
        for page, content in edition.pages(shown):
            pages.append(page)
            documents[page.path] = content
        path, content = edition.index()
        documents[path] = content
    if settings.site_url:
        documents["sitemap.xml"] = render(shown, "site/sitemap.xml.j2", {"pages": pages}).encode()
    return documents
