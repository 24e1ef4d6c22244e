"""Fills templates with editions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2

from publisher import templating
from publisher.digests import portable
from publisher.digests.context import Edition, Link
from publisher.digests.titles import listed
from publisher.words import Words, own_name

_BLOCK = r"</?(?:h2|h3|p|ul|ol|li|blockquote|section)\b[^>]*>"
_AROUND_BLOCKS = re.compile(rf"\s*({_BLOCK})\s*")


@dataclass(frozen=True, slots=True)
class Press:
    """The templates, with the functions that they may call."""

    override: Path | None = None
    templates: jinja2.Environment = field(init=False)
    printed: dict[tuple[str, str, str], str] = field(
        init=False, default_factory=dict[tuple[str, str, str], str]
    )
    """The documents that were printed, by target, issue and language: some stand in others, too."""

    def __post_init__(self) -> None:
        environment = templating.environment(self.override)
        environment.filters |= {"md": portable.line, "mdlink": _markdown_link}
        functions: dict[str, Any] = environment.globals  # typed as those that Jinja brings
        functions.update(words_in=Words, own_name=own_name, listed=listed)
        object.__setattr__(self, "templates", environment)

    def print(self, template: str, editions: Sequence[Edition], **more: object) -> str:
        """Fill *template*; ``issue`` and ``words`` are those of the first edition."""
        words = Words(editions[0].language if editions else "en")

        def names(of: Sequence[str], language: str = words.language) -> str:
            return listed(of, Words(language))

        values: Mapping[str, object] = {
            "editions": editions,
            "issue": editions[0] if editions else None,
            "words": words,
            "names": names,
            **more,
        }
        return templating.render(self.templates, template, values)

    def asset(self, name: str) -> str:
        """A file beside the templates that is none itself."""
        return templating.source(self.templates, name)


def finish_markdown(text: str) -> str:
    """One blank line between blocks, none at the ends."""
    lines = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def finish_fragment(text: str) -> str:
    """No white space around blocks: editors make an empty paragraph of each."""
    return _AROUND_BLOCKS.sub(r"\1", text).strip() + "\n"


def finish_page(text: str) -> str:
    """As it is, for white space counts in some elements."""
    return text.strip() + "\n"


def _markdown_link(link: Link, label: str = "") -> str:
    return portable.link(portable.title(label or link.label), link.url)
