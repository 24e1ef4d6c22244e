"""The form of words that each target takes; those of HTML are in `rich`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from publisher.digests import portable
from publisher.digests.context import Link
from publisher.digests.press import finish_markdown
from publisher.digests.prose import Element, Writer, blocks, items, parse, plain, source_of
from publisher.formulas import MathStyle

Refer = Callable[[str, str], int | None]
"""From a link's label and address to its number, where links are numbered."""


def unnumbered(_label: str, _url: str) -> int | None:
    """No number: the target takes links."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one edition's words are written."""

    math: MathStyle
    inline: Callable[[str], str]
    """From safe HTML inside one paragraph."""
    document: Callable[[str], str]
    """From safe HTML of several blocks."""
    refer: Refer = unnumbered
    formulas: list[str] = field(default_factory=list)
    """MathML that stands aside until the page is made of the Markdown."""
    references: list[Link] = field(default_factory=list)
    """Links numbered so far."""


def _spelled(inner: str, element: Element) -> str:
    url = element.get("href") or ""
    return f"{inner} ({url})" if url and url != inner.strip() else inner


_TEXT = Writer(
    text=str, tags={"a": _spelled, "br": lambda *_: "\n", "math": lambda _, e: e.get("alttext") or ""}
)


def _text_document(markup: str) -> str:
    written: list[str] = []
    for block in blocks(parse(markup)):
        if block.tag in ("ul", "ol"):
            lines = filter(None, (_TEXT.inside(item).strip() for item in items(block)))
            marks = (f"{number}." if block.tag == "ol" else "-" for number in range(1, 10_000))
            written.append("\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=False)))
        else:
            written.append(block.text_content() if block.tag == "pre" else _TEXT.inside(block).strip())
    return "\n\n".join(filter(None, written))


def markdown_form() -> Form:
    return Form(math=MathStyle.CODE, inline=portable.write_line, document=portable.write_document)


def finish_zhihu_markdown(text: str) -> str:
    """Without a dollar anywhere, which Zhihu takes for mathematics; addresses are spelled without one."""
    return finish_markdown(text).replace("&#36;", "\uff04").replace("$", "\uff04")


OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a formula that stands aside."""


def web_form() -> Form:
    """Markdown for our own page: as for all, but formulas stand aside as MathML."""
    formulas: list[str] = []

    def stash(_: str, element: Element) -> str:
        formulas.append(source_of(element))
        return f"{OPEN}{len(formulas) - 1}{CLOSE}"

    writer = Writer(text=portable.MARKDOWN.text, tags={**portable.MARKDOWN.tags, "math": stash})
    return Form(
        math=MathStyle.MATHML,
        inline=lambda markup: portable.write_line(markup, writer),
        document=lambda markup: portable.write_document(markup, writer),
        formulas=formulas,
    )


def text_form() -> Form:
    return Form(
        math=MathStyle.CODE, inline=lambda markup: plain(_TEXT.write(markup)), document=_text_document
    )
