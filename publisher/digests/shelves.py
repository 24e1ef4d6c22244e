"""All issues of one language: what the index, the changelog and the feed of digests are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from publisher.digests.context import Edition, Link
from publisher.digests.desk import Desk, lang_of
from publisher.digests.editions import edition_of
from publisher.digests.forms import Form
from publisher.words import Words

FULL_ISSUES = 12
"""So many of the newest have every target; older ones are read, and no longer pasted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The issues of one language, newest first."""

    language: str
    lang: str
    list: str
    """What the list calls itself."""
    editions: tuple[Edition, ...]
    home: Link
    all: Link
    changelog: Link
    subscribe: tuple[Link, ...]


def shelf_of(language: str, desk: Desk, form: Form, root: str) -> Shelf:
    """The shelf of *language*; *root* is the output folder as seen from the document."""
    words = Words(language)
    places = {
        "home": desk.front_page(language),
        "all": f"digests/index.html{desk.fragment(language)}",
        "changelog": f"changelog.{language}.html",
        "subscribe_notes": f"{language}.atom",
        "subscribe_digests": f"digests.{language}.atom",
    }
    links = {key: Link(label=words(f"digest.{key}"), url=root + path) for key, path in places.items()}
    issues = desk.publication.issues[::-1]
    editions = [edition_of(issue, language, form, desk, root=root) for issue in issues]
    for place, edition in enumerate(editions[:FULL_ISSUES]):
        page = f"{root}digests/{edition.id}/index.html{desk.fragment(language)}"
        editions[place] = replace(edition, copy=Link(label=words("digest.copy"), url=page))
    return Shelf(
        language=language,
        lang=lang_of(language),
        list=desk.title(language),
        editions=tuple(editions),
        home=links["home"],
        all=links["all"],
        changelog=links["changelog"],
        subscribe=(links["subscribe_notes"], links["subscribe_digests"]),
    )
