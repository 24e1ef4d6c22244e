"""What a maintainer should mend in a list.

Each kind of fault has one function, from the notes that stand at the tip to remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from publisher.blocks import Item, Row, parse_document
from publisher.checks.meant import find_meant
from publisher.checks.unread import find_unread
from publisher.entries import OF_PEOPLE, WITHOUT_NOTES, Reading
from publisher.inline import TokenKind, parse_inline
from publisher.model import Commit, Entry, Note, Publication, Standing

PENDING_DAYS = 30
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_EMPTY_LINK = "empty link"
REASONS = {
    "homes": "a list of places where something is",
    WITHOUT_NOTES: "its section holds no notes",
    OF_PEOPLE: "its section is about people",
    "table of contents": "a table of contents",
    "prose before the link": "prose stands before the link",
}
"""What was skipped, in a maintainer's words; other reasons speak for themselves."""


class Fault(StrEnum):
    """What is wrong; the order is that of the report."""

    UNREAD = "few entries"
    """A list with many links of which next to none became an entry."""
    BROKEN = "broken link"
    """A relative link whose file is not there at the tip."""
    EMPTY = "empty link"
    MEANT = "shown as text"
    """A line that GitHub does not show as the entry that it is meant to be."""
    SHARED = "one link on two notes"
    STALE = "stale marker"
    """A marked line of a note that has an unmarked one in the same list."""
    HALF_MARKED = "marked in one language only"
    UNTRANSLATED = "missing in a language"
    WAITING = "pending for long"
    SKIPPED = "skipped"
    """A line with links that is no entry. It may be right as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One fault of one line, or of one note."""

    fault: Fault
    note: str = ""
    """The note's id; empty for a line that is no entry."""
    title: str
    """As a reader of the forge's page sees it."""
    list: str
    """The list's path."""
    line: int
    """1 is the first; 0 when it is not known."""
    message: str
    """A sentence for people, without a full stop."""
    link: str = ""
    """The link that the remark is about."""
    moved: str = ""
    """Where the file of a broken link is now, as far as git tells."""
    commit: str = ""
    """The commit that took the file of a broken link away; empty when it never was there."""
    author: str = ""
    """Who wrote the entry that waits."""
    since: date | None = None
    """Since when it waits."""

    @property
    def is_fault(self) -> bool:
        """False for what is only said to be complete."""
        return self.fault is not Fault.SKIPPED


def audit(
    publication: Publication,
    *,
    as_of: date,
    pending_days: int = PENDING_DAYS,
    moved: Mapping[str, str] = MappingProxyType({}),
    departures: Mapping[str, Commit] = MappingProxyType({}),
    readings: Sequence[Reading] = (),
    texts: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Remark, ...]:
    """What should be mended in the lists of *publication* as of a day, by fault, list and line.

    *moved* says where the files that `missing_files` names went, *departures* by which commits; *readings* are the
    lists at the tip, for what was skipped in them, and *texts* what they say, by path.
    """
    notes = tuple(note for note in publication.notes if note.standing is not Standing.REMOVED)
    found = (
        *_find_unread(readings, texts),
        *_find_broken(notes, publication.home.files, moved, departures),
        *_find_empty(notes, texts, readings),
        *_find_meant(notes, texts),
        *_find_shared(notes),
        *_find_stale(notes),
        *_find_half_marked(notes),
        *_find_untranslated(notes, publication.languages),
        *_find_waiting(notes, as_of, pending_days),
        *_find_skipped(readings),
    )
    order = {fault: place for place, fault in enumerate(Fault)}
    return tuple(
        sorted(found, key=lambda remark: (order[remark.fault], remark.list, remark.line, remark.note))
    )


def missing_files(publication: Publication) -> frozenset[str]:
    """Paths that the notes of *publication* link to and that are not there at its tip."""
    files = _Files(publication.home.files)
    notes = (note for note in publication.notes if note.standing is not Standing.REMOVED)
    return frozenset(
        link.partition("#")[0] for note in notes for _, link in _links(note) if link not in files
    )


class _Files:
    """The files and folders at the tip."""

    def __init__(self, files: frozenset[str]) -> None:
        folders = {path[:end] for path in files for end in _slashes(path)}
        self._places = files | folders | {""}
        self._folded = {path.casefold(): path for path in sorted(files, reverse=True)}
        self._known = bool(files)

    def __contains__(self, link: str) -> bool:
        """Whether what *link* names is there, with or without a fragment; yes when no file is known."""
        if not self._known or _SCHEME.match(link):
            return True
        # A name may hold "#" itself.
        ends = [match.start() for match in re.finditer("#", link)] + [len(link)]
        return any(link[:end].rstrip("/") in self._places for end in ends)

    def spelled(self, path: str) -> str:
        """The file whose path differs from *path* in capitals only; empty when there is none."""
        return self._folded.get(path.casefold(), "")


def _slashes(path: str) -> Iterator[int]:
    return (match.start() for match in re.finditer("/", path))


def _links(note: Note) -> Iterator[tuple[Entry, str]]:
    """Each link of each listing of *note*, alternates included."""
    for entry in note.entries:
        for link in dict.fromkeys((entry.link, *(alternate.link for alternate in entry.alternates))):
            if link:
                yield entry, link


def _remark(
    fault: Fault, note: Note, entry: Entry, message: str, *, link: str = "", moved: str = ""
) -> Remark:
    return Remark(
        fault=fault,
        note=note.id,
        title=entry.title,
        list=entry.list,
        line=entry.line,
        message=message,
        link=link,
        moved=moved,
        author=note.author,
        since=note.waiting_since.date() if note.waiting_since else None,
    )


def _find_unread(readings: Sequence[Reading], texts: Mapping[str, str]) -> Iterator[Remark]:
    titles = {reading.path: reading.title or reading.path for reading in readings}
    for unread in find_unread(readings, texts, REASONS):
        yield Remark(
            fault=Fault.UNREAD, title=titles[unread.list], list=unread.list, line=0, message=str(unread)
        )


def _find_broken(
    notes: Sequence[Note],
    paths: frozenset[str],
    moved: Mapping[str, str],
    departures: Mapping[str, Commit],
) -> Iterator[Remark]:
    files = _Files(paths)
    for note in notes:
        for entry, link in _links(note):
            if link in files:
                continue
            path = link.partition("#")[0]
            target, commit = moved.get(path) or files.spelled(path), departures.get(path)
            message = f"{link} is not there" + (f"; it is {target} now" if target else "")
            if commit is not None:
                subject = f'"{commit.subject}"'
                message += f", since {commit.id[:10]} of {commit.date.date().isoformat()}, {subject}"
            remark = _remark(Fault.BROKEN, note, entry, message, link=link, moved=target)
            yield replace(remark, commit=commit.id if commit else "")


def _find_empty(
    notes: Sequence[Note], texts: Mapping[str, str], readings: Sequence[Reading]
) -> Iterator[Remark]:
    told: set[tuple[str, int]] = set()
    for note in notes:
        for entry in note.entries:
            if not entry.link:
                told.add((entry.list, entry.line))
                yield _remark(Fault.EMPTY, note, entry, "has no link")
    for path, text in texts.items():
        found = [(line, title) for line, title in _empty_links(text) if (path, line) not in told]
        told.update((path, line) for line, _ in found)
        for line, title in found:
            message = "is a link that leads nowhere"
            yield Remark(fault=Fault.EMPTY, title=title, list=path, line=line, message=message)
    for reading in readings:
        for skipped in reading.skipped:
            if skipped.reason == _EMPTY_LINK and (reading.path, skipped.line) not in told:
                message = "has a link that leads nowhere"
                title, line = skipped.text, skipped.line
                yield Remark(fault=Fault.EMPTY, title=title, list=reading.path, line=line, message=message)


def _find_meant(notes: Sequence[Note], texts: Mapping[str, str]) -> Iterator[Remark]:
    meant = {path: find_meant(text) for path, text in texts.items()}
    for note in notes:
        for entry in note.entries:
            if message := meant.get(entry.list, {}).get(entry.line):
                yield _remark(Fault.MEANT, note, entry, message, link=entry.link)


def _empty_links(text: str) -> Iterator[tuple[int, str]]:
    """The line of the item or row and the text of each link without a destination."""
    document = parse_document(text)
    for block in document.blocks:
        match block:
            case Item():
                sources: tuple[str, ...] = (block.text,)
            case Row():
                sources = block.cells
            case _:
                continue
        for source in sources:
            for token in parse_inline(source, document.definitions):
                if token.kind is TokenKind.LINK and not token.target.strip():
                    yield block.line, token.text.strip() or token.alt.strip() or "[]()"


def _find_shared(notes: Sequence[Note]) -> Iterator[Remark]:
    owners: dict[str, tuple[Note, Entry]] = {}
    for note in notes:
        for entry in note.entries:
            if not entry.link:
                continue
            first, listing = owners.setdefault(entry.link, (note, entry))
            if first.id != note.id:
                place = f"{listing.list}:{listing.line}" if listing.line else listing.list
                message = f'has the link of "{listing.title}" ({place})'
                yield _remark(Fault.SHARED, note, entry, message, link=entry.link)


def _find_stale(notes: Sequence[Note]) -> Iterator[Remark]:
    for note in notes:
        open_lists = {entry.list for entry in note.entries if entry.marker is None}
        for entry in note.entries:
            if entry.marker is not None and entry.list in open_lists:
                message = f"is still marked {entry.marker}, and stands unmarked in the same list"
                yield _remark(Fault.STALE, note, entry, message, link=entry.link)


def _find_half_marked(notes: Sequence[Note]) -> Iterator[Remark]:
    for note in notes:
        public = dict.fromkeys(entry.language for entry in note.entries if entry.marker is None)
        for entry in note.entries:
            if entry.marker is not None and public and entry.language not in public:
                message = f"is marked {entry.marker}, and is public in {', '.join(public)}"
                yield _remark(Fault.HALF_MARKED, note, entry, message, link=entry.link)


def _find_untranslated(notes: Sequence[Note], languages: Sequence[str]) -> Iterator[Remark]:
    for note in notes:
        missing = [language for language in languages if language not in note.languages]
        if missing:
            message = f"is missing in {', '.join(missing)}"
            yield _remark(Fault.UNTRANSLATED, note, note.entries[0], message, link=note.entries[0].link)


def _find_waiting(notes: Sequence[Note], as_of: date, pending_days: int) -> Iterator[Remark]:
    for note in notes:
        if note.waiting_since is None:
            continue
        since = note.waiting_since.date()
        days = (as_of - since).days
        if days > pending_days:
            what = "under revision" if note.standing is Standing.REVISING else "pending"
            message = f"has been {what} since {since.isoformat()}, for {days} days; {note.author} wrote it"
            yield _remark(Fault.WAITING, note, note.entries[0], message, link=note.entries[0].link)


def _find_skipped(readings: Sequence[Reading]) -> Iterator[Remark]:
    for reading in readings:
        for skipped in reading.skipped:
            if skipped.reason != _EMPTY_LINK:
                yield Remark(
                    fault=Fault.SKIPPED,
                    title=skipped.text,
                    list=reading.path,
                    line=skipped.line,
                    message=f"is no entry: {REASONS.get(skipped.reason, skipped.reason)}",
                )
