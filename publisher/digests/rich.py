"""The forms of words that are HTML: Zhihu, feeds, e-mail, WeChat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from publisher.digests.context import Link
from publisher.digests.forms import Form, Refer, unnumbered
from publisher.digests.press import finish_fragment
from publisher.digests.prose import (
    Element,
    Rule,
    Writer,
    attribute,
    blocks,
    html_text,
    items,
    parse,
    plain,
    source_of,
)
from publisher.formulas import MathStyle


def safe(html: str) -> Markup:
    """HTML that templates are not to escape again: a `Writer` or a template has written all of it."""
    return Markup(html)  # noqa: S704 - the writers escape what they pass on


def _tag(name: str, **attributes: str) -> Rule:
    start = "".join([f"<{name}", *(f' {key}="{attribute(value)}"' for key, value in attributes.items()), ">"])
    return lambda inner, _: f"{start}{inner}</{name}>" if inner.strip() else inner


def _anchor(style: str = "") -> Rule:
    styled = f' style="{attribute(style)}"' if style else ""

    def rule(inner: str, element: Element) -> str:
        url = element.get("href")
        return f'<a href="{attribute(url)}"{styled}>{inner}</a>' if url and inner.strip() else inner

    return rule


def _preformatted(style: str = "") -> Rule:
    start = f'<pre style="{attribute(style)}">' if style else "<pre>"
    return lambda _, element: f"{start}{html_text(element.text_content().strip(chr(10)))}</pre>"


def _html_form(
    writer: Writer,
    math: MathStyle,
    *,
    bullets: str = "",
    refer: Refer = unnumbered,
    references: list[Link] | None = None,
) -> Form:
    """Blocks without white space between them; *bullets* stand for list items where lists are none."""

    def document(markup: str) -> Markup:
        return safe("".join(_html_block(block, writer, bullets) for block in blocks(parse(markup))))

    return Form(
        math=math,
        inline=lambda markup: safe(writer.write(markup)),
        document=document,
        refer=refer,
        references=[] if references is None else references,
    )


def _html_block(block: Element, writer: Writer, bullets: str) -> str:
    name = str(block.tag)
    if name in ("ul", "ol"):
        lines = [line for item in items(block) if (line := _line(item, writer))]
        if bullets:
            marked = _numbered(lines) if name == "ol" else [bullets + line for line in lines]
            return "".join(writer.tags["p"](line, block) for line in marked)
        return writer.tags[name]("".join(f"<li>{line}</li>" for line in lines), block)
    if name == "blockquote":
        inner = "".join(_html_block(child, writer, bullets) for child in blocks(block))
        return writer.tags[name](inner, block)
    rule = writer.tags.get("h3" if name in ("h1", "h2", "h4", "h5", "h6") else name)
    inner = "" if name == "pre" else writer.inside(block).strip()
    return rule(inner, block) if rule else writer.tags["p"](inner, block)


def _numbered(lines: Iterable[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _line(item: Element, writer: Writer) -> str:
    """What stands in a list's item, without the paragraphs and quotations that editors take for the end of the list."""
    lines: list[str] = []
    for block in blocks(item):
        if block.tag in ("ul", "ol"):
            inner = [line for each in items(block) if (line := _line(each, writer))]
            lines += _numbered(inner) if block.tag == "ol" else inner
        elif block.tag == "blockquote":
            lines.append(_line(block, writer))
        else:
            lines.append(writer.element(block) if block.tag == "pre" else writer.inside(block).strip())
    return "<br>".join(filter(None, lines))


def _equation(_: str, element: Element) -> str:
    """Zhihu's own mark for a formula, which it typesets itself; any other picture goes."""
    if not element.get("eeimg"):
        return ""
    kind = "2" if element.get("eeimg") == "2" and _is_alone(element) else "1"
    rest = "".join(f' {name}="{attribute(element.get(name) or "")}"' for name in ("src", "alt"))
    return f'<img eeimg="{kind}"{rest}>'


def _is_alone(element: Element) -> bool:
    """Whether nothing but *element* stands in its paragraph: a displayed formula needs one of its own."""
    parent = element.getparent()
    if parent is None or str(parent.tag) not in ("p", "div"):
        return False
    return len(parent) == 1 and not parent.text_content().strip()


_TAG_OR_DOLLAR = re.compile(r"(?P<tag><[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)|\$")
_ZHIHU = Writer(
    text=html_text,
    tags={name: _tag(name) for name in ("p", "h3", "ul", "ol", "blockquote", "strong", "code")}
    | {"a": _anchor(), "img": _equation, "pre": _preformatted(), "br": lambda *_: "<br>"}
    # No italics in Chinese text.
    | {"b": _tag("strong"), "em": _tag("strong"), "i": _tag("strong")},
)

_FEED = Writer(
    text=html_text,
    tags={
        name: _tag(name)
        for name in ("p", "h3", "ul", "ol", "blockquote", "strong", "em", "code", "del", "sup", "sub", "kbd")
    }
    | {"a": _anchor(), "pre": _preformatted(), "br": lambda *_: "<br>", "b": _tag("strong"), "i": _tag("em")}
    | {"s": _tag("del")},
)

MAIL_STYLES: Mapping[str, str] = MappingProxyType({
    "a": "color:#a5321b;text-decoration:underline",
    "code": "font-family:Menlo,Consolas,monospace;font-size:14px",
    "p": "margin:0 0 12px",
    "list": "margin:0 0 12px;padding:0 0 0 22px",
    "quote": "margin:0 0 12px;padding:0 0 0 14px;border-left:3px solid #d9d2c5",
})  # fmt: skip
"""How an e-mail shows the authors' words."""

_EMAIL = Writer(
    text=html_text,
    tags={
        "a": _anchor(MAIL_STYLES["a"]),
        "p": _tag("p", style=MAIL_STYLES["p"]),
        "h3": _tag("p", style=f"{MAIL_STYLES['p']};font-weight:bold"),
        "ul": _tag("ul", style=MAIL_STYLES["list"]),
        "ol": _tag("ol", style=MAIL_STYLES["list"]),
        "blockquote": _tag("div", style=MAIL_STYLES["quote"]),
        "pre": _preformatted(f"{MAIL_STYLES['p']};white-space:pre-wrap;{MAIL_STYLES['code']}"),
        "code": _tag("code", style=MAIL_STYLES["code"]),
        "kbd": _tag("code", style=MAIL_STYLES["code"]),
        "strong": _tag("strong"),
        "b": _tag("strong"),
        "em": _tag("em"),
        "i": _tag("em"),
        "del": _tag("s"),
        "s": _tag("s"),
        "sup": _tag("sup"),
        "sub": _tag("sub"),
        "br": lambda *_: "<br>",
    },
)

WECHAT_HOSTS = ("https://mp.weixin.qq.com/", "http://mp.weixin.qq.com/")
"""Where the only links lead that WeChat takes."""

CHAT_STYLES: Mapping[str, str] = MappingProxyType({
    "p": "margin:0 0 12px;font-size:16px;line-height:1.75;color:#21201d",
    "link": "color:#a5321b",
    "ref": "font-size:12px;color:#6b655c",
    "code": "font-family:Menlo,Consolas,monospace;font-size:14px;color:#a5321b",
    "quote": "margin:0 0 12px;padding:2px 0 2px 14px;border-left:3px solid #d9d2c5",
})  # fmt: skip
"""How WeChat shows the authors' words."""


def _chat_writer(refer: Refer) -> Writer:
    def link(inner: str, element: Element) -> str:
        url = element.get("href") or ""
        if not url or not inner.strip():
            return inner
        number = refer(element.text_content(), url)
        if number is None and not url.startswith(WECHAT_HOSTS):
            return inner
        if number is None:
            return f'<a href="{attribute(url)}" style="{CHAT_STYLES["link"]}">{inner}</a>'
        mark = f'<sup style="{CHAT_STYLES["ref"]}">[{number}]</sup>'
        return f'<span style="{CHAT_STYLES["link"]}">{inner}</span>{mark}'

    def quote(inner: str, _: Element) -> str:
        return f'<section style="{CHAT_STYLES["quote"]}">{inner}</section>'

    return Writer(
        text=html_text,
        tags={
            "a": link,
            "p": _tag("p", style=CHAT_STYLES["p"]),
            "h3": _tag("p", style=f"{CHAT_STYLES['p']};font-weight:bold"),
            "blockquote": quote,
            "pre": _preformatted(f"{CHAT_STYLES['code']};white-space:pre-wrap;margin:0 0 12px"),
            "code": _tag("code", style=CHAT_STYLES["code"]),
            "kbd": _tag("code", style=CHAT_STYLES["code"]),
            "strong": _tag("strong"),
            "b": _tag("strong"),
            # No italics in Chinese text.
            "em": _tag("strong"),
            "i": _tag("strong"),
            "br": lambda *_: "<br>",
        },
    )


def zhihu_form() -> Form:
    return _html_form(_ZHIHU, MathStyle.ZHIHU)


def finish_zhihu(text: str) -> str:
    """Without a dollar in what is read, whoever wrote it: one begins a formula in Zhihu's editor."""
    return _TAG_OR_DOLLAR.sub(lambda match: match["tag"] or "\uff04", finish_fragment(text))


def zhihu_preview_form() -> Form:
    """As Zhihu will show it: its formulas typeset by the browser."""
    writer = Writer(text=_ZHIHU.text, tags={**_ZHIHU.tags, "math": lambda _, element: source_of(element)})
    return _html_form(writer, MathStyle.MATHML)


def feed_form() -> Form:
    return _html_form(_FEED, MathStyle.CODE)


def email_form() -> Form:
    return _html_form(_EMAIL, MathStyle.CODE)


WECHAT_CHARACTERS = 20_000


def fits_wechat(text: str) -> bool:
    """Whether WeChat's editor takes all of *text*."""
    return len(plain(text)) < WECHAT_CHARACTERS


def wechat_form() -> Form:
    references: list[Link] = []
    numbers: dict[str, int] = {}

    def refer(label: str, url: str) -> int | None:
        if url.startswith(WECHAT_HOSTS) or not url.startswith(("https://", "http://")):
            return None
        if url not in numbers:
            numbers[url] = len(numbers) + 1
            references.append(Link(label=" ".join(label.split()), url=url, ref=numbers[url]))
        return numbers[url]

    return _html_form(_chat_writer(refer), MathStyle.CODE, bullets="• ", refer=refer, references=references)
