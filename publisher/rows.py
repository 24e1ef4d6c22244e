"""What the rows of one table say: which cell is the title, which holds the link, which says how far the note is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from publisher.asked import Memo
from publisher.blocks import Row
from publisher.inline import TokenKind, parse_inline, plain_text
from publisher.items import Listed, Named, Shape, read_item
from publisher.labels import is_generic
from publisher.markers import Markers, is_status_header, normal
from publisher.vocabulary import words

_TITLES = words("columns", "titles")
_SUMMARIES = words("columns", "summaries")
_LINKS = words("columns", "links")
_PEOPLE = words("columns", "people")
_IN_ONE_SCRIPT = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_ORDER = re.compile(r"^[\W\d_]*$|^\W*(?:19|20)\d{2}[-./年]?\d{0,2}[-./月]?\d{0,2}日?\W*$")
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")
_LONE_LINK = re.compile(r"\s*\[([^\[\]]+)\]\((?:https?://([^()\s/]+))?[^()\s]*\)\s*")
_ALPHANUMERIC = re.compile(r"[^\W_]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of one table are for; -1 for a column that is not there."""

    title: int
    summary: int
    status: int
    ticked: bool
    """Whether the status column holds a tick anywhere, so that an empty cell says "not yet"."""
    people: frozenset[int]
    links: frozenset[int]
    grid: bool
    """Whether the columns say nothing, and each cell is an entry: back issues, five in a row."""


class TableReader:
    """Reads tables, each row once however often it occurs in the same columns."""

    def __init__(self, markers: Markers) -> None:
        self._markers = markers
        self._known: Memo[tuple[object, ...], Listed | None] = Memo()

    def read(
        self, rows: Sequence[Row], *, language: str, definitions: Mapping[str, str]
    ) -> tuple[Listed | None, ...]:
        """What each row says; None for one that repeats the header or lists nothing. *rows* are those of one table."""
        header = tuple(normal(plain_text(cell)) for cell in rows[0].header)
        columns = _columns(header, rows, self._markers)
        listed: list[Listed | None] = []
        for row in rows:
            key = (row.cells, header, columns, language)

            def read(asked: Mapping[str, str], row: Row = row) -> Listed | None:
                return _read_row(row, header, columns, self._markers, language, asked)

            listed.append(self._known.get(key, definitions, read))
        return tuple(listed)


def _columns(header: tuple[str, ...], rows: Sequence[Row], markers: Markers) -> _Columns:
    status = next((n for n, cell in enumerate(header) if is_status_header(cell)), -1)
    if status < 0:
        status = next(
            (n for n in range(1, len(header)) if not header[n] and _all_status(rows, n, markers)), -1
        )
    says = [markers.cell(_shown(row.cells[status])) for row in rows if 0 <= status < len(row.cells)]
    title = next((n for n, cell in enumerate(header) if _is_called(cell, _TITLES)), -1)
    return _Columns(
        title=title,
        summary=_summary_column(header, title),
        status=status,
        ticked=False in says,
        people=frozenset(n for n, cell in enumerate(header) if _is_called(cell, _PEOPLE)),
        links=frozenset(n for n, cell in enumerate(header) if _is_called(cell, _LINKS)),
        grid=status < 0 and _is_grid(rows),
    )


def _is_grid(rows: Sequence[Row]) -> bool:
    """Whether the headings are signs, and below them stand only titles that lead to one site, several in a row."""
    if any(_ALPHANUMERIC.search(_EMOJI_NAME.sub("", cell)) for cell in rows[0].header):
        return False
    filled = [[cell for cell in row.cells if cell.strip()] for row in rows]
    links = [_LONE_LINK.fullmatch(cell) for cells in filled for cell in cells]
    if max(map(len, filled)) < 2 or not all(links):
        return False
    titles, hosts = zip(*[link.groups() for link in links if link], strict=True)
    return len(set(hosts)) == 1 and not any(map(is_generic, titles))


def _summary_column(header: tuple[str, ...], title: int) -> int:
    """The column of descriptions; one headed "Note" only where no other is."""
    found = [n for n, cell in enumerate(header) if _is_called(cell, _SUMMARIES) and n != title]
    return min(found, key=lambda n: (_is_called(header[n], _TITLES), n), default=-1)


@lru_cache(maxsize=4096)
def _is_called(heading: str, names: frozenset[str]) -> bool:
    """Whether a column has one of these *names*, also in one of two languages: ``描述（Description）``."""
    return heading in names or any(part.strip() in names for part in _IN_ONE_SCRIPT.findall(heading))


def _all_status(rows: Sequence[Row], column: int, markers: Markers) -> bool:
    says = [
        markers.cell(_shown(row.cells[column]))
        for row in rows
        if column < len(row.cells) and row.cells[column].strip()
    ]
    return bool(says) and None not in says


@lru_cache(maxsize=65536)
def _shown(cell: str) -> str:
    tokens = parse_inline(cell)
    return "".join(t.text or t.alt for t in tokens).strip()


def _read_row(
    row: Row,
    header: tuple[str, ...],
    columns: _Columns,
    markers: Markers,
    language: str,
    definitions: Mapping[str, str],
) -> Listed | None:
    cells = row.cells
    if not any(cell.strip() for cell in cells) or tuple(normal(plain_text(c)) for c in cells) == header:
        return None
    read = [read_item(cell, markers=markers, language=language, definitions=definitions) for cell in cells]
    if columns.grid:
        entries = [each for each in read if each.shape is Shape.ENTRY]
        more = tuple(Named(each.title, each.target) for each in entries[1:])
        return replace(entries[0], more=more) if entries else None
    at = _title_cell(cells, read, columns)
    if at is None or _is_portrait(cells[at], definitions):
        return None
    found = read[at]
    if found.shape is Shape.HOMES and found.title:
        found = replace(found, shape=Shape.ENTRY, alternates=())
    others = [n for n in range(len(cells)) if n not in (at, columns.status) and n not in columns.people]
    if found.shape is Shape.LABEL:
        found = _with_link(found, [read[n] for n in sorted(others, key=lambda n: n not in columns.links)])
        if found.shape is Shape.LABEL and (badges := _badges([cells[n] for n in others], definitions)):
            found = replace(found, shape=Shape.ENTRY, target=badges[0].target, alternates=tuple(badges[1:]))
    elif found.shape is Shape.ENTRY:
        found = replace(found, alternates=(*found.alternates, *_homes([read[n] for n in others])))
    if found.shape is Shape.LABEL and columns.status < 0 and found.marker is None:
        return None
    if columns.summary != at and (description := _description(cells, columns)):
        summary = _BREAK.sub(" ", description).strip()
        last, summary = markers.last(summary) or (None, summary)
        found = replace(found, summary=summary, marker=found.marker or last)
    alone = (read[n].marker for n in others if read[n].shape is Shape.LABEL and not read[n].title)
    marker = found.marker or next(filter(None, alone), None) or _status(cells, columns, markers)
    return replace(found, marker=marker, status=columns.status >= 0)


def _title_cell(cells: tuple[str, ...], read: list[Listed], columns: _Columns) -> int | None:
    usable = [n for n in range(len(cells)) if n != columns.status and n not in columns.people]
    if (
        columns.title in usable
        and not _ORDER.match(read[columns.title].title)
        and read[columns.title].shape in (Shape.ENTRY, Shape.LABEL)
    ):
        return columns.title
    if columns.title in usable and _is_described_home(cells, read[columns.title], columns):
        return columns.title
    for shape in (Shape.ENTRY, Shape.LABEL):
        for n in usable:
            title = read[n].title
            if (
                read[n].shape is shape
                and n != columns.summary
                and title
                and not _ORDER.match(title)
                and not is_generic(title)
            ):
                return n
    return next((n for n in usable if read[n].shape is Shape.ENTRY), None)


def _is_described_home(cells: tuple[str, ...], title: Listed, columns: _Columns) -> bool:
    """Whether a title is the name of a home (``[docs](…)``) and a description says what it is here."""
    return title.shape is Shape.HOMES and bool(title.title and _description(cells, columns))


def _description(cells: tuple[str, ...], columns: _Columns) -> str:
    """What the column of descriptions says; empty when it says nothing in words."""
    cell = cells[columns.summary] if 0 <= columns.summary < len(cells) else ""
    return cell if _ALPHANUMERIC.search(cell) else ""


def _is_portrait(cell: str, definitions: Mapping[str, str]) -> bool:
    """Whether a cell shows a person: a linked picture with a name below it, as all-contributors writes it."""
    return any(
        t.kind is TokenKind.LINK and t.image and t.text.strip() for t in parse_inline(cell, definitions)
    )


def _with_link(found: Listed, others: Sequence[Listed]) -> Listed:
    """A title without a link, with the first link of the other cells as its own."""
    links = _links(others)
    if not links:
        return found
    return replace(
        found,
        shape=Shape.ENTRY,
        target=links[0].target,
        alternates=tuple(n for n in links[1:] if is_generic(n.text)),
    )


def _badges(cells: Sequence[str], definitions: Mapping[str, str]) -> list[Named]:
    """Links that are pictures, named by what the pictures say."""
    tokens = [token for cell in cells for token in parse_inline(cell, definitions)]
    links = (t for t in tokens if t.kind is TokenKind.LINK and t.image and not t.text.strip())
    return [Named(t.alt or t.text, t.target) for t in links if t.target.strip()]


def _homes(others: Sequence[Listed]) -> tuple[Named, ...]:
    return tuple(named for named in _links(others) if is_generic(named.text))


def _links(others: Sequence[Listed]) -> tuple[Named, ...]:
    found: list[Named] = []
    for listed in others:
        if listed.shape is Shape.ENTRY and listed.target:
            found.append(Named(listed.title, listed.target))
        found += listed.alternates
    return tuple(named for named in found if named.target.strip())


def _status(cells: tuple[str, ...], columns: _Columns, markers: Markers) -> str | None:
    """The marker that a row's status cell is; None without one."""
    if not 0 <= columns.status < len(cells):
        return None
    shown = _shown(cells[columns.status])
    if not shown:
        return "empty status" if columns.ticked else None
    return shown if markers.cell(shown) else None
