"""The sample list at one commit, as a value, and the files it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from publisher.sample import texts
from publisher.sample.texts import LANGUAGES, Pair

FIRST_LISTS = Pair("README-en.md", "README.md")
FIRST_LAYOUT = (("feeds", 2), ("git", 2), ("publishing", 2))
"""Headings in order, each with its level."""
SECOND_LAYOUT = (
    ("feeds", 2),
    ("document", 3),
    ("network", 3),
    ("history", 2),
    ("happened", 3),
    ("kept", 3),
    ("output", 2),
    ("letters", 3),
    ("platforms", 3),
    ("text", 3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One note's bullets."""

    note: str
    link: str
    """A repository path without extension, or a URL."""
    section: str
    languages: tuple[str, ...] = LANGUAGES
    """The lists that show it; for each there is a file."""
    pending: bool = False
    early: bool = False
    """Under its earlier title, or with its earlier summary."""

    def title(self, language: str) -> str:
        """Its title at this time."""
        now = texts.NOTES[self.note].title
        return (texts.EARLIER_TITLES.get(self.note, now) if self.early else now)[language]

    def summary(self, language: str) -> str:
        """Its description at this time."""
        now = texts.NOTES[self.note].summary
        return (texts.EARLIER_SUMMARIES.get(self.note, now) if self.early else now)[language]

    def path(self, language: str) -> str:
        """Its file in that language; the URL when it has no file."""
        if not texts.has_file(self.note, language):
            return self.link
        return f"{self.link}.md" if language == "en" else f"{self.link}-cn.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The list at one commit. Every change is a new one."""

    rows: tuple[Row, ...] = ()
    lists: Pair = FIRST_LISTS
    layout: tuple[tuple[str, int], ...] = FIRST_LAYOUT
    bullet: str = "-"
    closing: tuple[Pair, ...] = ()
    """Paragraphs at the end."""
    others: Mapping[str, str]
    """Files that are neither lists nor notes."""

    def add(
        self,
        note: str,
        link: str,
        section: str,
        *,
        languages: tuple[str, ...] = LANGUAGES,
        pending: bool = False,
        early: bool = False,
    ) -> Shelf:
        """With one more note at the end of a section."""
        row = Row(note=note, link=link, section=section, languages=languages, pending=pending, early=early)
        return replace(self, rows=(*self.rows, row))

    def remove(self, note: str) -> Shelf:
        """Without a note."""
        return replace(self, rows=tuple(row for row in self.rows if row.note != note))

    def row(self, note: str) -> Row:
        """The note's bullets."""
        return next(row for row in self.rows if row.note == note)

    def change(self, new: Row) -> Shelf:
        """With another row for the same note, in the same place."""
        return replace(self, rows=tuple(new if row.note == new.note else row for row in self.rows))

    def mark(self, note: str) -> Shelf:
        """With the note's marker."""
        return self.change(replace(self.row(note), pending=True))

    def promote(self, note: str) -> Shelf:
        """Without the note's marker, and under its final title."""
        return self.change(replace(self.row(note), pending=False, early=False))

    def reword(self, note: str) -> Shelf:
        """With the note's final title and summary."""
        return self.change(replace(self.row(note), early=False))

    def translate(self, note: str) -> Shelf:
        """With the note in both languages."""
        return self.change(replace(self.row(note), languages=LANGUAGES))

    def move(self, old: str, new: str) -> Shelf:
        """With all files of a folder, or one note's files, in another place."""
        moved = (replace(row, link=row.link.replace(old, new, 1)) for row in self.rows)
        return replace(self, rows=tuple(moved))

    def rearrange(self, sections: Mapping[str, tuple[str, ...]]) -> Shelf:
        """With other sections, and the notes in the order in which they are named there."""
        rows = (replace(self.row(note), section=key) for key, notes in sections.items() for note in notes)
        return replace(self, rows=tuple(rows), layout=SECOND_LAYOUT)

    def sort(self) -> Shelf:
        """With the notes in alphabetical order."""
        return replace(self, rows=tuple(sorted(self.rows, key=lambda row: row.title("en").casefold())))

    def files(self) -> dict[str, str]:
        """All files at this commit."""
        notes = {
            row.path(language): texts.file_text(row.note, language)
            for row in self.rows
            for language in row.languages
            if texts.has_file(row.note, language)
        }
        return {**self.others, **notes, **{self.lists[tag]: self._list(tag) for tag in LANGUAGES}}

    def _list(self, language: str) -> str:
        english = language == "en"
        other = self.lists["zh" if english else "en"]
        switch = f"English | [简体中文](./{other})" if english else f"[English](./{other}) | 简体中文"
        blocks = [f"# {texts.LIST_TITLE[language]}", switch, texts.INTRODUCTION[language]]
        for key, level in self.layout:
            blocks.append(f"{'#' * level} {texts.SECTIONS[key][language]}")
            rows = [row for row in self.rows if row.section == key and language in row.languages]
            if rows:
                blocks.append("\n".join(self._bullet(row, language) for row in rows))
        blocks += [paragraph[language] for paragraph in self.closing]
        return "\n\n".join(blocks) + "\n"

    def _bullet(self, row: Row, language: str) -> str:
        marker = "[Pending Review] " if row.pending else ""
        path = row.path(language)
        link = path if path.startswith("https://") else f"./{path}"
        colon = ": " if language == "en" else "："
        summary = row.summary(language)
        return f"{self.bullet} {marker}[{row.title(language)}]({link}){colon}{summary}"
