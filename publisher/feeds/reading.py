"""What of a note's own file an entry shows: its first paragraph of prose, or all of it, or its beginning."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from lxml import html as lxml_html
from markdown_it.token import Token

from publisher.config import Content, Settings
from publisher.markup import parse
from publisher.model import Entry, Publication, Standing
from publisher.forges import Home

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdx")


def find_wanted(publication: Publication, settings: Settings) -> tuple[str, ...]:
    """Return the repository paths of the notes' files that the feeds want to read, each once."""
    full = settings.feed.content is Content.FULL
    entries = (
        entry
        for note in publication.notes
        if note.standing is not Standing.REMOVED
        for entry in note.entries
        if full or not entry.summary.strip()
    )
    paths = (file_of(entry, publication.home) for entry in entries)
    return tuple(dict.fromkeys(path for path in paths if path))


def file_of(entry: Entry, home: Home) -> str | None:
    """Return the path of the Markdown file that *entry* lists; None when it lists something else."""
    path = entry.link.partition("#")[0].rstrip("/")
    if "://" in path or not path:
        return None
    if path in home.files:
        return path if path.lower().endswith(_MARKDOWN) else None
    return _front_pages(home.files).get(path)


@lru_cache(maxsize=2)
def _front_pages(files: frozenset[str]) -> Mapping[str, str]:
    """The file that a forge shows with a folder."""
    pages: dict[str, str] = {}
    for file in sorted(files, reverse=True):
        folder, name = posixpath.split(file)
        if name.lower() in {f"readme{ending}" for ending in _MARKDOWN}:
            pages[folder] = file
    return pages


_SHORTEST = 40
"""In characters, a Han character counting for three: what is shorter is a byline or a link."""


def first_paragraph(markdown: str) -> str:
    """Return the first paragraph of *markdown* that is prose, as inline Markdown; empty when none is."""
    for before, token in pairwise(parse(markdown)):
        if before.type == "paragraph_open" and before.level == 0 and _is_prose(token):
            return token.content
    return ""


def _is_prose(token: Token) -> bool:
    linked = said = 0
    inside = False
    for child in token.children or []:
        inside = child.type == "link_open" or (inside and child.type != "link_close")
        weight = sum(3 if "\u4e00" <= character <= "\u9fff" else 1 for character in child.content)
        if child.type in ("text", "code_inline", "math_inline"):
            linked, said = linked + weight * inside, said + weight
    return said - linked >= _SHORTEST and said > 2 * linked


def without_title(markdown: str) -> str:
    """Return *markdown* without the heading that it begins with, which a reader shows above it already."""
    tokens = [token for token in parse(markdown) if token.type != "front_matter"]
    if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1" or not tokens[0].map:
        return markdown
    return "".join(markdown.splitlines(keepends=True)[tokens[0].map[1] :])


def cut_html(sanitised: str, limit: int) -> str:
    """Return the first blocks of *sanitised* HTML that fit into *limit* bytes; empty when none does."""
    kept: list[str] = []
    size = 0
    for block in _blocks(sanitised):
        size += len(block.encode())
        if size > limit:
            break
        kept.append(block)
    return "".join(kept).strip()


def _blocks(sanitised: str) -> Iterator[str]:
    for fragment in lxml_html.fragments_fromstring(sanitised):
        if isinstance(fragment, str):
            yield html.escape(fragment, quote=False)
        else:
            yield lxml_html.tostring(fragment, encoding="unicode")
