"""What inline source is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
