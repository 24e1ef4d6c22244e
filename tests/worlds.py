"""A list as it stands at one commit, for histories made up at random: what it says, how it is written, what is true.

A `World` knows which listing is which note, which no reader of the Markdown can know for sure. Changing the way
it is written (`Style`) changes every line and no note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

REMOTE = "https://github.com/example-lists/field-notes"
TITLES = {"en": "Field notes", "zh": "田野笔记", "ja": "フィールドノート"}
PREFACES = {
    "en": (
        "Notes worth keeping.",
        "Notes worth keeping, and [a guide to the rest](./GUIDE.md). Thanks to all.",
    ),
    "zh": ("值得留下的笔记。", "值得留下的笔记，另有[其余内容的指南](./GUIDE.md)。感谢各位。"),
    "ja": (
        "残しておきたいノート。",
        "残しておきたいノートと、[そのほかの案内](./GUIDE.md)。皆さんに感謝します。",
    ),
}
WAITING = {"en": "Pending Review", "zh": "未公开部分", "ja": "レビュー待ち"}
"""Headings over what is not out yet."""


class Spelling(StrEnum):
    """How links to the list's own files are written."""

    DOTTED = "./a.md"
    PLAIN = "a.md"
    DOUBLE = "./x//a.md"
    ABSOLUTE = "https://github.com/…/blob/main/a.md"


class Mark(StrEnum):
    """What says that an entry is not out yet."""

    TAG = "[Pending Review] [T](u)"
    TIGHT = "[Pending Review][T](u)"
    CORNERS = "【Not finished】[T](u)"
    SIGN = "🚧 [T](u)"
    SECTION = "## Pending Review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a list is written, whatever it says."""

    bullet: str = "-"
    pad: int = 1
    """Spaces after the bullet, and at the lines' ends when there is more than one."""
    loose: bool = False
    """Blank lines between bullets."""
    table: bool = False
    wide: bool = False
    """The table has one more column."""
    crlf: bool = False
    spelling: Spelling = Spelling.DOTTED
    wrapped: bool = False
    """Links to other sites go through a redirect."""
    separator: str = ": "
    """Between a link and its description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of one list."""

    title: str
    summary: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One note, and where it is listed."""

    number: int
    """Which note it is, for ever."""
    place: str
    """Its files without language and extension; or its URL."""
    section: int
    listings: Mapping[str, Listing]
    """By language."""
    shared: bool = False
    """All lists link to the same file."""

    @property
    def public(self) -> bool:
        """Whether any listing carries no marker."""
        return any(not listing.marked for listing in self.listings.values())

    @property
    def external(self) -> bool:
        """Whether it is at another site."""
        return self.place.startswith("https://")

    def link(self, language: str) -> str:
        """The repository path of its file in that language, or its URL."""
        if self.external:
            return self.place
        if self.shared:
            language = "en"
        return f"{self.place}{'' if language == 'en' else '-cn' if language == 'zh' else '-ja'}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The whole repository at one commit."""

    items: tuple[Item, ...] = ()
    lost: tuple[Item, ...] = ()
    """Removed ones, as they stood last."""
    lists: Mapping[str, str]
    """The list's path by language."""
    sections: Mapping[str, tuple[str, ...]]
    """Headings by language."""
    style: Style = Style()
    mark: Mark = Mark.TAG
    preface: int = 0
    """Which of the `PREFACES` stands above the notes."""

    @property
    def public(self) -> frozenset[int]:
        """The notes that are out."""
        return frozenset(item.number for item in self.items if item.public)

    def item(self, number: int) -> Item | None:
        """The note, when a list shows it."""
        return next((item for item in self.items if item.number == number), None)

    def files(self) -> dict[str, str]:
        """All files of the repository."""
        notes = {
            item.link(language): _text(item.number, "en" if item.shared else language)
            for item in (*self.lost, *self.items)
            for language in item.listings
            if not item.external
        }
        return notes | {path: _render(self, language) for language, path in self.lists.items()}


def _text(number: int, language: str) -> str:
    """A note's own text; no two are alike, so that git takes none for a rename of another."""
    lines = (f"Line {n} of what note {number * 7919} says in {language} {n * number}." for n in range(12))
    return f"# {language} {number}\n\n" + "\n".join(lines) + "\n"


def _render(world: World, language: str) -> str:
    style = world.style
    lines = [f"# {TITLES[language]}", "", PREFACES[language][world.preface]]
    shown = [item for item in world.items if language in item.listings]
    for number, heading in enumerate(world.sections[language]):
        rows = [item for item in shown if item.section == number and not _apart(world, item, language)]
        lines += _section(world, language, heading, rows)
    if apart := [item for item in shown if _apart(world, item, language)]:
        lines += _section(world, language, WAITING[language], apart)
    end = "\r\n" if style.crlf else "\n"
    return end.join([*lines, ""])


def _apart(world: World, item: Item, language: str) -> bool:
    return world.mark is Mark.SECTION and item.listings[language].marked


def _section(world: World, language: str, heading: str, rows: list[Item]) -> list[str]:
    style = world.style
    lines = ["", f"## {heading}", ""]
    if style.table and rows:
        more = " Level |" if style.wide else ""
        lines += [f"| Note | About |{more}", "| --- | --- |" + (" --- |" if style.wide else "")]
    for item in rows:
        entry, summary = _entry(world, item, language), item.listings[language].summary
        if style.table:
            lines.append(f"| {entry} | {summary} |" + (" easy |" if style.wide else ""))
            continue
        said = f"{style.separator}{summary}" if summary else ""
        lines.append(f"{style.bullet}{' ' * style.pad}{entry}{said}{' ' * (style.pad - 1)}")
        if style.loose:
            lines.append("")
    return lines


def _entry(world: World, item: Item, language: str) -> str:
    listing = item.listings[language]
    link = f"[{listing.title}]({_target(world.style, item, language)})"
    if not listing.marked or world.mark is Mark.SECTION:
        return link
    return world.mark.value.replace("[T](u)", link)


def _target(style: Style, item: Item, language: str) -> str:
    link = item.link(language)
    if item.external:
        return f"https://link.example.net/?target={quote(link, safe='')}" if style.wrapped else link
    match style.spelling:
        case Spelling.DOTTED:
            return f"./{link}"
        case Spelling.PLAIN:
            return link
        case Spelling.DOUBLE:
            return "./" + link.replace("/", "//", 1)
        case Spelling.ABSOLUTE:
            return f"{REMOTE}/blob/main/{link}"
