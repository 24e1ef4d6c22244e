"""What a repository holds, as far as a maintainer should see it before anything is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from publisher.forges import Home
from publisher.model import Publication, Standing
from publisher.pipeline import Mined

PAGES = {"github": "gh-pages", "gitlab": "pages"}
"""The branch that each kind of forge is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """A list at the tip."""

    path: str
    language: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that decides what the first publication would hold."""

    home: Home
    lists: tuple[FoundList, ...]
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    markers: tuple[tuple[str, int], ...]
    """Texts that mark entries as not out yet, and how often they stand, the most frequent first."""
    public: int
    pending: tuple[str, ...]
    """Titles of the notes that wait."""
    announced: int
    """How many notes would stand in the feeds and archives, those that went included."""
    first: date | None
    last: date | None
    """The days of the first and the last announcement."""


def find(mined: Mined, publication: Publication) -> Findings:
    """What *mined* holds; *publication* is what a first publication would make of it."""
    markers = Counter(
        entry.marker for reading in mined.readings for entry in reading.entries if entry.marker is not None
    )
    notes = publication.notes
    days = sorted(note.announcement.date.date() for note in notes if note.announcement)
    own = publication.languages[0]
    waiting = [note for note in notes if note.standing in (Standing.PENDING, Standing.REVISING)]
    return Findings(
        home=publication.home,
        lists=tuple(
            FoundList(path=reading.path, language=reading.language, entries=len(reading.entries))
            for reading in mined.readings
        ),
        languages=publication.languages,
        titles=publication.titles,
        markers=tuple(markers.most_common()),
        public=sum(note.standing is Standing.PUBLIC for note in notes),
        pending=tuple(note.entry(own).title for note in waiting),
        announced=len(days),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def guess_site(home: Home, into: str = "") -> str:
    """The address that the forge gives to the pages of a repository; empty when it is not known."""
    owner, _, name = home.path.partition("/")
    if not owner or not name:
        return ""
    if home.host == "github.com":
        domain = f"{owner.lower()}.github.io"
    elif home.host == "gitlab.com":
        domain = f"{owner.lower()}.gitlab.io"
        into = ""  # what is deployed is the folder itself
    else:
        return ""
    path = "" if name.lower() == domain else f"{name}/"
    return f"https://{domain}/{path}{into.strip('/') + '/' if into.strip('/') else ''}"
