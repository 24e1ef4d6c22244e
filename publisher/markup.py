"""An author's Markdown as HTML that readers keep: GitHub-flavoured, with absolute links, sanitised.

::

    Markdown ── parse ──> tokens ── settle ──> tokens ── render ──> HTML ── clean ──> HTML
                                    links, pictures,                        tags and attributes
                                    math, notes, alerts                     that readers keep
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.gfm import gfm_plugin

from publisher.addresses import absolute_image, absolute_link
from publisher.characters import is_unmarked, legal, one_line
from publisher.forges import Home
from publisher.formulas import (
    MATHML_ATTRIBUTES,
    MATHML_TAGS,
    ZHIHU_EQUATION,
    MathStyle,
    render_formula,
)
from publisher.tex import to_unicode

if TYPE_CHECKING:
    import nh3

__all__ = ["MathStyle", "plain", "render_document", "render_inline"]

# What Miniflux, FreshRSS, Feedbin and newsboat all keep; no class, style, details or svg.
_TAGS = frozenset(
    ("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4",
     "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "strong", "sub",
     "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "var")
)  # fmt: skip
# In a sentence these would end the paragraph that it stands in.
_BLOCKS = frozenset(
    ("blockquote", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table",
     "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
# Authors break the line between a title and what they say of it.
_EDGE = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
InlineRule: TypeAlias = Callable[[StateInline, bool], bool]
_AUTOLINK = re.compile(r"www\.|://")


@lru_cache(maxsize=8192)
def render_inline(markdown: str, *, list: str, home: Home, math: MathStyle = MathStyle.CODE) -> str:
    """Return one paragraph's inline Markdown, from the list at the path *list*, as HTML without a block."""
    source = legal(markdown).strip()
    if is_unmarked(source) and not _AUTOLINK.search(source):
        return html.escape(source, quote=False)
    rendered = _render(
        _parser().parseInline(source, {}), path=list, home=home, math=math, tags=_TAGS - _BLOCKS
    )
    return _EDGE.sub("", rendered)


def render_document(markdown: str, *, path: str, home: Home, math: MathStyle = MathStyle.CODE) -> str:
    """Return the Markdown file at *path* as HTML; its front matter is left out."""
    return _render(parse(markdown), path=path, home=home, math=math, tags=_TAGS)


@lru_cache(maxsize=8192)
def plain(markdown: str) -> str:
    """Return inline Markdown as one line of text, with math as Unicode where it can be, else as TeX."""
    source = legal(markdown)
    if is_unmarked(source):
        return one_line(source)
    children = _parser().parseInline(source, {})[0].children or []
    return one_line("".join(_text(each) for each in children))


def parse(markdown: str) -> list[Token]:
    """Return a whole file's tokens, of which the upper ones know their lines."""
    return _parser().parse(legal(markdown), {})


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Every link is one, as on GitHub; an unsafe one loses its address when it is settled."""
        del url
        return True


_PROTOCOL = "gfm_autolink_protocol"


def _behind_a_scheme(rules: Ruler[InlineRule]) -> InlineRule:
    """The plugin's rule, asked only where there is a scheme: it looks through all text before every colon."""
    rule = next(each.fn for each in rules.__rules__ if each.name == _PROTOCOL)

    def look(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
        return state.pending.endswith(("http", "https", "mailto", "xmpp")) and rule(state, silent)

    return look


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark").use(gfm_plugin).use(front_matter_plugin)
    parser.inline.ruler.at(_PROTOCOL, _behind_a_scheme(parser.inline.ruler))
    # GitHub's rule: no space inside the dollars, no digit right outside (prices are no formulas).
    return parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )


def _render(tokens: list[Token], *, path: str, home: Home, math: MathStyle, tags: frozenset[str]) -> str:
    parser = _parser()
    settled = [*_settled(tokens, path, home, math)]
    rendered = parser.renderer.render(settled, parser.options, {})
    cleaned = _cleaner(path, home, math, tags).clean(rendered).strip()
    cleaned = _NO_PICTURE.sub("", cleaned)
    # A picture needs an alternative, if only an empty one; raw HTML often has none.
    # U+FFFD, where an author means it, is written so that nobody takes it for broken bytes.
    return _NO_ALTERNATIVE.sub('<img alt="" ', cleaned).replace("\ufffd", "&#xFFFD;")


# Raw HTML whose address was refused, or that had none.
_NO_PICTURE = re.compile(r"<img(?: (?!src=)[a-z]+=\"[^\"]*\")*/?>")
_NO_ALTERNATIVE = re.compile(r"<img (?![^>]*\balt=)")


_STAND_INS = {
    "alert_open": "<blockquote>\n",
    "alert_close": "</blockquote>\n",
    "alert_title_open": "<p><strong>",
    "alert_title_close": "</strong></p>\n",
    "footnote_block_open": "<hr>\n<ol>\n",
    "footnote_block_close": "</ol>\n",
    "footnote_open": "<li>",
    "footnote_close": "</li>\n",
    "footnote_anchor": "",
    "front_matter": "",
}
"""What classes and ids would say, said with tags: readers drop both, and with them the style and the jump."""


def _settled(tokens: Iterable[Token], path: str, home: Home, math: MathStyle) -> Iterator[Token]:
    for token in tokens:
        if token.type in _STAND_INS:
            yield _html(_STAND_INS[token.type])
        elif token.type == "math_block" or (token.type == "fence" and token.info.strip() == "math"):
            yield _html(f"<p>{render_formula(token.content, display=True, style=math)}</p>\n")
        elif token.type == "fence":
            yield token.copy(info="")
        elif token.type == "list_item_open" and "checked" in token.meta:
            yield _html("<li>☑ " if token.meta["checked"] else "<li>☐ ")
        elif token.type in ("td_open", "th_open"):
            alignment = str(token.attrs.get("style", "")).removeprefix("text-align:")
            yield token.copy(attrs={"align": alignment} if alignment else {})
        elif token.type == "inline":
            yield token.copy(children=[*_settled_inline(token.children or [], path, home, math)])
        else:
            yield token


def _settled_inline(tokens: Iterable[Token], path: str, home: Home, math: MathStyle) -> Iterator[Token]:
    linked = True
    for token in tokens:
        if token.type == "link_open":
            address = absolute_link(str(token.attrs.get("href", "")), path=path, home=home)
            linked = address is not None
            if address:
                yield token.copy(attrs={"href": address})
        elif token.type == "link_close":
            if linked:
                yield token
        elif token.type == "image":
            address = absolute_image(str(token.attrs.get("src", "")), path=path, home=home)
            yield token.copy(attrs={"src": address, "alt": ""}) if address else _html_escaped(token.content)
        elif token.type in ("math_inline", "math_inline_double"):
            display = token.type == "math_inline_double"
            yield _html(render_formula(token.content, display=display, style=math))
        elif token.type == "footnote_ref":
            yield _html(f"<sup>[{token.meta['id'] + 1}]</sup>")
        else:
            yield token


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _html_escaped(text: str) -> Token:
    return _html(html.escape(text, quote=False))


@lru_cache(maxsize=256)
def _cleaner(path: str, home: Home, math: MathStyle, tags: frozenset[str]) -> nh3.Cleaner:
    def settle_address(tag: str, attribute: str, value: str) -> str | None:
        """Links and pictures of raw HTML, which Markdown's own way has not made absolute."""
        if tag == "a" and attribute == "href":
            return absolute_link(value, path=path, home=home)
        if tag == "img" and attribute == "src":
            if math is MathStyle.ZHIHU and value.startswith(ZHIHU_EQUATION):
                return value
            return absolute_image(value, path=path, home=home)
        return value

    attributes = dict(_ATTRIBUTES)
    if math is MathStyle.MATHML:
        attributes |= MATHML_ATTRIBUTES
    elif math is MathStyle.ZHIHU:
        attributes["img"] = {*_ATTRIBUTES["img"], "eeimg"}
    import nh3  # noqa: PLC0415 - plain text needs none

    return nh3.Cleaner(
        tags=set(tags | MATHML_TAGS if math is MathStyle.MATHML else tags),
        attributes=attributes,
        attribute_filter=settle_address,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _text(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "html_inline":
            return " " if token.content.lower().startswith("<br") else ""
        case "math_inline" | "math_inline_double":
            return to_unicode(token.content) or token.content
        case "image":
            return "".join(_text(each) for each in token.children or [])
        case _:
            return token.content
