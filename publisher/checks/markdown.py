"""Markdown that means the same on GitHub, in a newsletter and in Zhihu's import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from publisher.checks.finding import Finding, error, warning
from publisher.checks.pages import resolve
from publisher.checks.texts import shown
from publisher.checks.values import is_link

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_DEEPEST = 3
_BARE = re.compile(r"https?://\S+")
_STARTS_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def check_markdown(path: str, text: str, documents: Mapping[str, bytes]) -> Iterator[Finding]:
    """Check one document; its relative links lead to other *documents*."""
    if text.startswith(("---\n", "+++\n")):
        yield error(path, "markdown-front-matter", "begins with front matter, which Zhihu and GitHub show", 1)
    lines = text.splitlines()
    lists = 0
    for token in _PARSER.parse(text):
        line = token.map[0] + 1 if token.map else None
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
            if lists > 1:
                yield error(path, "markdown-nested-list", "a list stands in a list", line)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        yield from _check_block(path, token, lines)
        for child in token.children or ():
            yield from _check_inline(path, child, line, documents)


def _check_block(path: str, token: Token, lines: list[str]) -> Iterator[Finding]:
    if token.map is None or token.nesting < 0:
        return
    begin = token.map[0]
    if token.level == 0 and begin and lines[begin - 1].strip():
        # Python-Markdown makes one paragraph of a sentence and the list under it.
        yield error(path, "markdown-blank-line", "a block follows another without a blank line", begin + 1)
    if token.type == "heading_open" and int(token.tag[1:]) > _DEEPEST:
        yield error(path, "markdown-heading", f"a heading is deeper than {'#' * _DEEPEST}", begin + 1)
    if token.type == "html_block":
        yield error(path, "markdown-html", f"holds HTML: {shown(token.content)}", begin + 1)


def _check_inline(
    path: str, token: Token, line: int | None, documents: Mapping[str, bytes]
) -> Iterator[Finding]:
    if token.type == "html_inline":
        yield error(path, "markdown-html", f"holds HTML: {shown(token.content)}", line)
    if token.type == "text" and (bare := _BARE.search(token.content)):
        yield error(
            path, "markdown-bare-url", f"a bare address swallows what follows: {shown(bare[0])}", line
        )
    if token.type == "text" and "**" in token.content:
        yield warning(path, "markdown-strong", f"** shows as it is: {shown(token.content)}", line)
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if token.type in ("link_open", "image") and not _leads(path, address, documents):
        yield error(path, "markdown-link", f"a link leads to nothing: {shown(address)}", line)


def _leads(path: str, address: str, documents: Mapping[str, bytes]) -> bool:
    if _STARTS_WITH_SCHEME.match(address):
        return is_link(address)
    return bool(address) and resolve(path, address, documents) is not None
