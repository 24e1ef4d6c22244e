"""Where editions are made: all that they have in common."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from publisher.characters import one_line
from publisher.config import Settings
from publisher.digests.context import Edition
from publisher.forges import Home
from publisher.model import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A publication, and how it is to be shown."""

    publication: Publication
    settings: Settings
    leads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the editor wrote on top, in Markdown, by ``<issue id>/<language>``."""
    editions: dict[Hashable, Edition] = field(default_factory=dict[Hashable, Edition], compare=False)
    """Those that were made, by issue, language and form."""

    @property
    def home(self) -> Home:
        return self.publication.home

    @property
    def languages(self) -> tuple[str, ...]:
        """The first one is the list's own."""
        return self.publication.languages

    @property
    def base(self) -> str:
        """The address of the output folder with its final slash; empty when it is not known."""
        address = self.settings.site_url
        return f"{address.rstrip('/')}/" if address else ""

    def title(self, language: str) -> str:
        """What the list calls itself in *language*, as well as is known."""
        own, found = self.settings.title, self.publication.titles
        wanted = (language, *self.languages)
        known = next((titles[each] for each in wanted for titles in (own, found) if titles.get(each)), "")
        name = self.home.path.rpartition("/")[2] or self.publication.authority
        return one_line(known) or name or "publisher"

    def day(self, moment: datetime) -> str:
        """The day of *moment* where the editor lives, as ISO 8601 writes it."""
        return moment.astimezone(ZoneInfo(self.settings.digest.timezone)).date().isoformat()

    def fragment(self, language: str) -> str:
        """What shows *language* on a page of several: nothing for the first."""
        return f"#{language}" if language != self.languages[0] else ""

    def front_page(self, language: str) -> str:
        """The path of the page for people."""
        return "index.html" if language == self.languages[0] else f"index.{language}.html"


def lang_of(language: str) -> str:
    """The ``lang=`` attribute: fonts for Chinese are chosen by region."""
    return "zh-CN" if language == "zh" else language
