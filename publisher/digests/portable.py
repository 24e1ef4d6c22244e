"""Markdown that means the same everywhere: on GitHub, in Python-Markdown, in Zhihu's import.

A blank line before every block, no nested lists, no bare addresses, headings no deeper than ``###``. What
the engines read differently is not written: a backslash only where all of them take it for an escape,
emphasis only where its ends are words, a character reference for the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from publisher.characters import percent_encoded
from publisher.digests.prose import Element, Writer, blocks, items, parse

Rule = Callable[[str, Element], str]

# CommonMark section 2.4 lets any punctuation be escaped; Python-Markdown only these, of which "+-.#)>" matter
# at the beginning of a line alone.
_ESCAPED = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])")
_MARKUP = re.compile(r"<(?=\S)|&(?=#|\w+;)")
_OPENING = re.compile(r"(?:[-+#>]|\d{1,9}[.)](?=\s|$))")
# GitHub reads these in pairs, as struck text and as mathematics; Python-Markdown reads neither. One that
# stands after a space and before a word cannot be the second of a pair.
_PAIRED = re.compile(r"(?<!\s)[~$]|[~$](?![^\W_])")
# Engines differ in what they make a link of: an address loses its scheme, and the rest its mark.
_SCHEME = re.compile(r"(?i)(?:https?|ftp)://")
_BARE = re.compile(r"(?i)www\.(?=\S)")
_MAIL = re.compile(r"@(?=[\w-])")
_JOINER = "\u2060"
"""Has no width; after the ``@`` of what GitHub would make an address or a mention of."""
_REFERENCES = str.maketrans({character: f"&#{ord(character)};" for character in ".~$"})
_SMALL = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))


def escaped(text: str) -> str:
    """Plain text as Markdown inside a line."""
    text = _MARKUP.sub(lambda match: {"<": "&lt;", "&": "&amp;"}[match[0]], _SCHEME.sub("", text))
    text = _ESCAPED.sub(r"\\\g<0>", text)
    for pattern in (_PAIRED, _BARE):
        text = pattern.sub(lambda match: match[0].translate(_REFERENCES), text)
    return _MAIL.sub("@" + _JOINER, text)


def opened(text: str) -> str:
    """A line of Markdown that begins a paragraph, and nothing else."""
    text = re.sub(r"(?<!\\)\\!\Z", "!", _one_line(text))
    if match := _OPENING.match(text):
        return text[: match.end() - 1] + "\\" + text[match.end() - 1 :]
    return text


def _one_line(text: str) -> str:
    """*text* with single spaces; those that do not break stay."""
    return re.sub(r"[^\S\u00a0]+", " ", text).strip()


def title(text: str) -> str:
    """Plain text as Markdown between the brackets of a link."""
    return escaped(_one_line(text))


def line(text: str) -> str:
    """Plain text as a paragraph, a heading or a list's item."""
    return opened(escaped(text))


def address(url: str) -> str:
    """A URL between the parentheses of a link."""
    return percent_encoded(url, safe="!#%&*+,-./:;=?@_~")


def link(label: str, url: str) -> str:
    """A link whose *label* is Markdown already."""
    return f"[{label}]({address(url)})" if label.strip() else ""


def _link(inner: str, element: Element) -> str:
    url = element.get("href") or ""
    return link(inner.strip(), url) if url else inner


def _emphasis(mark: str) -> Rule:
    def rule(inner: str, element: Element) -> str:
        words = inner.strip()
        if not words or not (_is_word(words[0]) and _is_word(words[-1])) or "*" in words or "\\" in words:
            return inner
        before, after = _neighbours(element)
        if before == "*" or after == "*":
            return inner
        return inner.replace(words, f"{mark}{words}{mark}")

    return rule


def _neighbours(element: Element) -> tuple[str, str]:
    """The characters beside *element*; ``*`` where another element stands."""
    previous = element.getprevious()
    parent = element.getparent()
    before = (parent.text if parent is not None else "") if previous is None else (previous.tail or "*")
    following = element.getnext()
    after = element.tail or ("" if following is None else "*")
    return (before or "")[-1:], after[:1]


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def code(text: str) -> str:
    """*text* as a code span."""
    text = " ".join(text.split())
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _code(_: str, element: Element) -> str:
    return code(element.text_content())


def _raised(inner: str, _: Element) -> str:
    if inner and all(character in _SMALL for character in inner):
        return "".join(_SMALL[character] for character in inner)
    return f"^{inner}" if inner.strip() else ""


def _part(text: str) -> str:
    """Plain text that something else may follow: a link after a ``!`` would be a picture."""
    return re.sub(r"!\Z", r"\\!", escaped(text))


MARKDOWN = Writer(
    text=_part,
    tags={
        "a": _link,
        "strong": _emphasis("**"),
        "b": _emphasis("**"),
        "em": _emphasis("*"),
        "i": _emphasis("*"),
        "code": _code,
        "tt": _code,
        "kbd": _code,
        "math": lambda _, element: code(element.get("alttext") or element.text_content()),
        "sup": _raised,
        "br": lambda *_: " ",
    },
)


def write_line(markup: str, writer: Writer = MARKDOWN) -> str:
    """An inline HTML fragment as one paragraph of Markdown."""
    return opened(writer.write(markup))


def write_document(markup: str, writer: Writer = MARKDOWN) -> str:
    """An HTML document as blocks of Markdown, a blank line between two; empty without any."""
    return "\n\n".join(filter(None, (_block(block, writer) for block in blocks(parse(markup)))))


def _block(block: Element, writer: Writer) -> str:
    name = str(block.tag)
    if name in ("ul", "ol"):
        lines = (opened(writer.inside(item)) for item in items(block))
        marks = (f"{number}." if name == "ol" else "-" for number in range(1, 10_000))
        return "\n".join(f"{mark} {line}" for mark, line in zip(marks, filter(None, lines), strict=False))
    if name == "pre":
        return "\n".join(f"    {line}" for line in block.text_content().strip("\n").split("\n"))
    if name == "blockquote":
        inner = filter(None, (_block(child, writer) for child in blocks(block)))
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))
    if name == "hr":
        return ""
    line = opened(writer.inside(block))
    return f"### {line}" if name in ("h1", "h2", "h3", "h4", "h5", "h6") and line else line
