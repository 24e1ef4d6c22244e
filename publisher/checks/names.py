"""What a document is, from its path in the output folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a document is read."""

    ATOM = "atom"
    RSS = "rss"
    JSON_FEED = "json feed"
    OPML = "opml"
    SITEMAP = "sitemap"
    PAGE = "page"
    """HTML that a browser opens from the folder."""
    TARGET = "target"
    """What an editor pastes or sends: Zhihu, WeChat, e-mail, a release."""
    MARKDOWN = "markdown"
    ISSUE = "issue"
    LEDGER = "ledger"
    MANIFEST = "manifest"
    ASSET = "asset"
    """A style sheet, script or picture of the pages."""


class Family(StrEnum):
    """Whom a feed is for; entries of one family share their ids, whatever the format."""

    NEWS = "news"
    """The announcements: the subscription documents, their archives, and the sections."""
    PENDING = "pending"
    DIGESTS = "digests"


class Part(StrEnum):
    """Which part of its family a feed document is."""

    WHOLE = "whole"
    ARCHIVE = "archive"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a path says."""

    path: str
    form: Form
    language: str = ""
    """Empty where the name holds none."""
    family: Family = Family.NEWS
    part: Part = Part.WHOLE


_LANGUAGE = r"(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)"
_ISSUE = r"digests/[^/]+"

_NAMES: tuple[tuple[re.Pattern[str], Form, Family, Part], ...] = tuple(
    (re.compile(pattern), form, family, part)
    for pattern, form, family, part in (
        (rf"{_LANGUAGE}\.atom", Form.ATOM, Family.NEWS, Part.WHOLE),
        (rf"{_LANGUAGE}\.rss", Form.RSS, Family.NEWS, Part.WHOLE),
        (rf"{_LANGUAGE}\.json", Form.JSON_FEED, Family.NEWS, Part.WHOLE),
        (rf"archive/{_LANGUAGE}-[0-9]+\.atom", Form.ATOM, Family.NEWS, Part.ARCHIVE),
        (rf"sections/.+\.{_LANGUAGE}\.atom", Form.ATOM, Family.NEWS, Part.SECTION),
        (rf"pending\.{_LANGUAGE}\.atom", Form.ATOM, Family.PENDING, Part.WHOLE),
        (rf"digests\.{_LANGUAGE}\.atom", Form.ATOM, Family.DIGESTS, Part.WHOLE),
        (r"subscriptions\.opml", Form.OPML, Family.NEWS, Part.WHOLE),
        (
            rf"{_ISSUE}/(?:zhihu|wechat|email)\.{_LANGUAGE}\.(?:html|md|txt|eml)",
            Form.TARGET,
            Family.DIGESTS,
            Part.WHOLE,
        ),
        (rf"{_ISSUE}/release\.md", Form.TARGET, Family.DIGESTS, Part.WHOLE),
        (rf"{_ISSUE}/issue\.{_LANGUAGE}\.md", Form.MARKDOWN, Family.DIGESTS, Part.WHOLE),
        (rf"{_ISSUE}/issue\.json", Form.ISSUE, Family.DIGESTS, Part.WHOLE),
        (rf"changelog\.{_LANGUAGE}\.md", Form.MARKDOWN, Family.DIGESTS, Part.WHOLE),
        (rf"(?:.+/)?[a-z]+\.{_LANGUAGE}\.html", Form.PAGE, Family.NEWS, Part.WHOLE),
        (r"(?:.+/)?[^/]+\.html", Form.PAGE, Family.NEWS, Part.WHOLE),
        (r"sitemap\.xml", Form.SITEMAP, Family.NEWS, Part.WHOLE),
        (r"ledger\.jsonl", Form.LEDGER, Family.NEWS, Part.WHOLE),
        (r"manifest\.json", Form.MANIFEST, Family.NEWS, Part.WHOLE),
        (r".+\.(?:css|js|svg|png|ico|txt)", Form.ASSET, Family.NEWS, Part.WHOLE),
    )
)


def name_of(path: str) -> Name | None:
    """What *path* names in an output folder; None for what is none of ours."""
    for pattern, form, family, part in _NAMES:
        if match := pattern.fullmatch(path):
            language = match.groupdict().get("language") or ""
            return Name(path=path, form=form, language=language, family=family, part=part)
    return None
