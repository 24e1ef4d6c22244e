"""An entry's summary, fit to stand in one paragraph of a page that loads nothing from elsewhere."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3
from markupsafe import Markup

from publisher.forges import Home
from publisher.formulas import MATHML_ATTRIBUTES, MATHML_TAGS, MathStyle
from publisher.markup import render_inline
from publisher.model import Entry

# Authors may write HTML; blocks would end our paragraph, and headings would join the page's outline.
_INLINE = frozenset(
    "a abbr b br code del em i ins kbd q s samp strong sub sup var".split(),
)
_IMAGE = re.compile(r"""<img(?:\s+[\w-]+(?:="[^"]*")?)*\s*/?>""")
_ALT = re.compile(r'''\salt="([^"]*)"''')


def summary_html(entry: Entry, home: Home) -> Markup:
    """The summary as harmless inline HTML with absolute links; pictures are replaced by their text."""
    rendered = render_inline(entry.summary, list=entry.list, home=home, math=MathStyle.MATHML)
    if "<" in rendered:
        rendered = _cleaner().clean(_IMAGE.sub(_text_of_image, rendered))
    return Markup(rendered)  # noqa: S704 - sanitised by then


def _text_of_image(image: re.Match[str]) -> str:
    alt = _ALT.search(image[0])
    return html.escape(html.unescape(alt[1]), quote=False) if alt else ""


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_INLINE | MATHML_TAGS),
        attributes={"*": {"lang", "dir"}, "a": {"href"}, **MATHML_ATTRIBUTES},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
