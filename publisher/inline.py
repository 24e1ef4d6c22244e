"""One block's inline source to tokens, as GitHub's dialect reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

NO_DEFINITIONS: Mapping[str, str] = MappingProxyType({})


class TokenKind(StrEnum):
    """What a token is."""

    TEXT = "text"
    LINK = "link"
    IMAGE = "image"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A run of inline source that is one thing to the reader of the page."""

    kind: TokenKind
    text: str
    """What is shown: marks and tags dropped, entities and escapes decoded, line breaks as ``\\n``.

    An image's is its alternative text, a link's that of its content without images.
    """
    start: int
    """Where it begins in the source."""
    end: int
    """Where it ends. Emphasis marks and tags between tokens belong to none."""
    target: str = ""
    """A link's destination, an image's source: escapes and entities decoded, else as written.

    May be empty (``[t]()``).
    """
    strong: bool = False
    """In bold; of a link: all of its text, or the link itself, is bold."""
    struck: bool = False
    """Struck through (``~~x~~``, ``<del>``, ``<s>``), of a link as for *strong*."""
    image: bool = False
    """Of a link: it holds an image (a badge)."""
    alt: str = ""
    """Of a link: the alternative texts of the images in it."""
    auto: bool = False
    """The link is ``<https://…>`` or a bare URL or address."""
    loose: bool = False
    """No link to GitHub, but meant as one: ``[t] (url)``, ``[t](a b.md)``, ``[t]（url）``."""


def parse_inline(source: str, definitions: Mapping[str, str] = NO_DEFINITIONS) -> tuple[Token, ...]:
    """The tokens of *source*, in order; neighbouring text with the same flags is one token."""
    raise NotImplementedError


def plain_text(source: str, definitions: Mapping[str, str] = NO_DEFINITIONS) -> str:
    """*source* as a reader of the page sees it: without images, line breaks as spaces, stripped."""
    raise NotImplementedError


def excerpt(source: str, start: int, end: int, definitions: Mapping[str, str] = NO_DEFINITIONS) -> str:
    """The source from *start* to *end*, stripped, without emphasis marks whose partner is outside.

    Both ends are ends of tokens.
    """
    raise NotImplementedError
