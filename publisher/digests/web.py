"""Our Markdown on our own pages, through Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

import markdown
from lxml import html

from publisher.digests.forms import CLOSE, OPEN
from publisher.digests.prose import Element, parse

_ASIDE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


def page_body(text: str, formulas: Sequence[str] = ()) -> str:
    """The Markdown *text* as HTML in which each ``h3`` and what follows it is an ``article``.

    *formulas* are the MathML that stands aside. The last paragraph of an article is its quiet line.
    """
    root = parse(markdown.markdown(text, output_format="html"))
    _gather(root)
    inside = "".join(
        html.tostring(child, encoding="unicode", method="html") for child in root
    )
    return _ASIDE.sub(lambda match: formulas[int(match[1])], inside)


def _gather(root: Element) -> None:
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
    for article in root.iterchildren("article"):
        if len(article) > 1 and article[-1].tag == "p":
            article[-1].set("class", "facts")
