"""Our Markdown on our own pages, through Python-Markdown.

What Markdown cannot say is said afterwards, from the edition: which words are in another language, and
what is the quiet line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import markdown
from lxml import html

from publisher.digests.context import Edition
from publisher.digests.forms import CLOSE, OPEN
from publisher.digests.prose import Element, parse, source_of

_ASIDE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_DATE = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")


def page_body(text: str, editions: Iterable[Edition], formulas: Sequence[str] = ()) -> str:
    """The Markdown *text* of *editions* as HTML in which each ``h3`` and what follows it is an ``article``.

    *formulas* are the MathML that stands aside.
    """
    root = parse(markdown.markdown(text, output_format="html"))
    foreign = _foreign(editions)
    _gather(root)
    for article in root.iterchildren("article"):
        _finish_article(article, foreign)
    for item in root.iter("li"):
        _finish_item(item)
    for link in root.iter("a"):
        if lang := foreign.get(link.get("href") or ""):
            link.set("lang", lang)
    for quiet in root.iter("p", "span"):
        if quiet.get("class") == "facts":
            _mark_dates(quiet)
    inside = "".join(source_of(child) + (child.tail or "") for child in root)
    return _ASIDE.sub(lambda match: formulas[int(match[1])], inside)


def _foreign(editions: Iterable[Edition]) -> Mapping[str, str]:
    """The language of titles and of links, by title and by address, where it is not the edition's."""
    found: dict[str, str] = {}
    for edition in editions:
        for item in (item for group in edition.groups for item in group.items):
            if item.lang:
                found[item.title] = item.lang
            links = (item.link, *item.homes)
            found |= {link.url: link.lang for link in links if link and link.lang}
    return found


def _gather(root: Element) -> None:
    """Put each ``h3`` and what follows it, up to the next heading, into an ``article``."""
    article: Element | None = None
    for child in list(root):
        if child.tag in ("h1", "h2"):
            article = None
        elif child.tag == "h3":
            article = html.Element("article")
            article.tail = "\n"
            child.addprevious(article)
            article.append(child)
        elif article is not None:
            article.append(child)


def _finish_article(article: Element, foreign: Mapping[str, str]) -> None:
    quiet = article[-1] if len(article) > 1 and article[-1].tag == "p" else None
    if quiet is not None:
        quiet.set("class", "facts")
    if lang := foreign.get(" ".join(article[0].text_content().split())):
        for part in article:
            if part is not quiet:
                part.set("lang", lang)


def _finish_item(item: Element) -> None:
    """What follows an entry's title in a list is its quiet line."""
    if not len(item) or item.text or not (item[0].tail or "").lstrip().startswith("·"):
        return
    quiet = html.Element("span", {"class": "facts"})
    quiet.text, item[0].tail = item[0].tail, None
    for part in list(item)[1:]:
        quiet.append(part)
    item.append(quiet)


def _mark_dates(quiet: Element) -> None:
    """Put each date of a quiet line into a ``time``, which does not break."""
    for place in (quiet, *quiet):
        text = quiet.text if place is quiet else place.tail
        pieces = _DATE.split(text or "")
        if len(pieces) == 1:
            continue
        index = 0 if place is quiet else quiet.index(place) + 1
        if place is quiet:
            quiet.text = pieces[0]
        else:
            place.tail = pieces[0]
        for offset, (date, after) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
            element = html.Element("time", {"datetime": date})
            element.text, element.tail = date, after
            quiet.insert(index + offset, element)
