"""Lines to blocks.

A line is read against what is open: containers (items, block quotes, footnotes) and at most one *leaf*, a paragraph, a table, code
or an HTML block. The rules are those of cmark-gfm's ``blocks.c``; a method names what it decides.

Reading can begin anywhere that nothing is open. `Scanner.fresh` lists these places: before each of those lines no container, no
leaf and no HTML element is open, so the blocks from there on depend on the lines from there on only. Where two versions agree
from a line on that is fresh in both, they have the same blocks from there on; that is all the state there is to compare. What is
known about a text only as a whole: front matter stands at its very top, conflict markers are recognised together, and the first
definition of a label stands.

Unless it is *strict*, a scanner reads some lines as they were meant (`tolerance`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import Enum

from publisher.gfm.containers import MOST_OPEN, Containers
from publisher.gfm.definitions import normalise_label, take_definitions
from publisher.gfm.tables import is_delimiter_row, split_row
from publisher.gfm.tags import ends_html_block, html_block_kind, is_comment
from publisher.gfm.tolerance import lists_something, mended_line

MOST_OPENED = 100
"""Containers that one line may open, as in cmark-gfm."""
MOST_MISSING_CELLS = 0x80000
"""Cells that the short rows of a table may leave to be made up, as in cmark-gfm."""

# Leaves; from CODE on they take lines of any look. (An enum's members cost a third of the time here.)
NONE, TEXT, TABLE, CODE, FENCE, HTML = range(6)

SPACE = " \t\n\v\f\r"

# A bullet at the margin before what can only be text: most lines of most lists.
is_plain_item = re.compile(r"[-*+] (?=[^\W\d_]|\[(?![ xX^]?\])(?!\^)|\*\*[^\s*]|!\[)").match
_find_text = re.compile(" *").match
_find_prefix = re.compile(r"[ \t>*+\-0-9.)]+").match
_find_bullet = re.compile(r"(?:[-*+]|([0-9]{1,9})[.)])(?=[ \t]|$)").match
_find_heading = re.compile(r"(#{1,6})(?:[ \t]+|$)").match
_find_closing = re.compile(r"(?:^|[ \t])#+$").search
_find_fence = re.compile(r"(`{3,})[^`]*$|(~{3,})").match
_find_underline = re.compile(r"(?:=+|-+)[ \t]*$").match
_find_rule = re.compile(r"([-*_])(?:[ \t]|\1)*+").match
_find_note = re.compile(r"\[\^([^\] \r\n\t]+)\]:[ \t]*").match
_find_box = re.compile(r"\[([ xX])\](?:[ \t]+|$|(?=\[(?:[^\[\]]|\[[^\[\]]*\])*\]\())").match
_strip_lines = re.compile(r"\n[ \t]+").sub


class Took(Enum):
    """What opening a block took of the line."""

    NOTHING = 0
    START = 1
    ALL = 2


class Scanner:
    """Reads *lines*, which have no line ends, into `blocks` and what is `fresh`; indices in *skip* are not there."""

    def __init__(
        self, lines: Sequence[str], skip: frozenset[int] = frozenset(), *, strict: bool = False
    ) -> None:
        self.definitions: dict[str, str] = {}
        self.fresh: list[tuple[int, int, dict[str, str]]] = []
        """Indices of lines, each with the number of blocks before it, and the definitions since the last; see the module."""
        self._lines = lines
        self._skip = skip
        self._strict = strict
        self._open = Containers()
        self.blocks = self._open.blocks

        # The leaf.
        self._leaf = NONE
        self._text: list[str] = []
        """Lines of a paragraph or an HTML block, the first of which is at `_text_line`."""
        self._text_line = 0
        self._lazy = False
        """Whether a line of the paragraph stands outside its container."""
        self._no_table = False
        """Whether a delimiter row has failed to make the paragraph a table: no other one may."""
        self._html_kind = 0
        self._fence = ""
        self._header: tuple[str, ...] = ()
        self._missing = 0
        """Cells that the table's rows so far do not have."""
        self._hollow = False
        """Whether the innermost item has nothing in it yet: a blank line ends it."""

        # The line that is being read.
        self._line = ""
        self._index = 0
        self._base = 0
        """Where the content of the innermost container begins."""
        self._origin = 0
        """Where that of the innermost scope does."""
        self._start = 0
        """The first character after it that is no space."""
        self._at = self._kept = 0
        """The last scope that goes on in the line, and how many of its items do."""
        self._settled = False
        """Whether what does not go on has been closed."""
        self._paragraph = False
        """Whether a paragraph goes on unless something else begins."""
        self._boxed = False
        """Whether we stand behind a bullet."""
        self._deep = False
        self._no_rule = 0
        """No rule begins before this place."""
        self._row: tuple[str, ...] | None = None

    def read(self, begin: int = 0, end: int | None = None) -> None:
        """Read the lines from *begin*, which is fresh, to *end*, which is fresh too or the end of the text."""
        for index in range(begin, len(self._lines) if end is None else end):
            self.take(index)
        self.finish()

    def take(self, index: int) -> bool:
        """Read the line at *index*, which comes after the one read before; say whether it is fresh."""
        line, containers = self._lines[index], self._open
        if index in self._skip:
            return False
        scopes = containers.scopes
        if len(scopes) == 1 and (self._leaf < FENCE or scopes[0].items) and is_plain_item(line):
            self._close(0, 0, index)
            containers.open_item(index + 1, 2, ordered=False)
            self._begin_text(line[2:], index)
            self._hollow = False
        else:
            self._read_line(line if self._strict else mended_line(line), index)
        return bool(self.fresh) and self.fresh[-1][0] == index

    def finish(self) -> None:
        """End the text behind the last line."""
        self._close(0, 0, len(self._lines))
        if self._open.nest.elements:
            self._open.nest.close(-1)
            self.fresh.append((len(self._lines), len(self.blocks), self.definitions))

    # Which of the open containers does the line belong to?

    def _read_line(self, line: str, index: int) -> None:
        if "\t" in line and (prefix := _find_prefix(line)):
            line = prefix[0].expandtabs(4) + line[prefix.end() :]
        self._line, self._index = line, index
        scopes = self._open.scopes
        base = at = 0
        while True:
            columns = scopes[at].columns
            start = _find_text(line, base).end()  # type: ignore[union-attr]  # it matches the empty string
            if start == len(line):
                self._read_blank(at, start - base)
                return
            kept = bisect_right(columns, start - base)
            self._origin = base
            base += columns[kept - 1] if kept else 0
            whole = kept == len(columns)
            if not whole or at + 1 == len(scopes):
                break
            if scopes[at + 1].note and start - base >= 4:
                base += 4
            elif not scopes[at + 1].note and start - base < 4 and line[start] == ">":
                base = start + 2 if line.startswith(" ", start + 1) else start + 1
            else:
                whole = False
                break
            at += 1
        self._at, self._kept, self._base, self._start = at, kept, base, start
        self._settled = self._hollow = False
        if not whole or not self._leaf or not self._continue_leaf():
            self._read_rest(whole)

    def _read_blank(self, at: int, indent: int) -> None:
        """Read a line that is blank from the content of scope *at* on, *indent* columns of white space."""
        scopes = self._open.scopes
        while at + 1 < len(scopes) and scopes[at + 1].note:
            indent -= scopes[at].columns[-1] if scopes[at].columns else 0
            if self._line and indent < 4:
                break
            indent = max(0, indent - 4)
            at += 1
        if at + 1 < len(scopes):
            self._close(at, len(scopes[at].items), self._index)
            self._hollow = False
        elif self._hollow and indent < scopes[at].columns[-1]:
            self._close(at, len(scopes[at].items) - 1, self._index)
            self._hollow = False
        elif self._leaf == HTML and self._html_kind < 6:
            self._text.append("")
        elif self._leaf not in (CODE, FENCE):
            self._end_leaf()

    def _continue_leaf(self) -> bool:
        """Give the line to the open leaf if the leaf takes it before blocks may begin; say whether it did."""
        line, base, start, leaf = self._line, self._base, self._start, self._leaf
        if leaf == FENCE:
            rest = line[start:].rstrip(" \t") if start - base < 4 else ""
            if len(rest) >= len(self._fence) and rest == self._fence[0] * len(rest):
                self._leaf = NONE
        elif leaf == HTML:
            if self._html_kind >= 6 and not self._strict and lists_something(line, start):
                self._end_leaf()
                return False
            self._text.append(line[base:])
            if ends_html_block(self._html_kind, line, start):
                self._end_leaf()
        elif leaf == CODE:
            if start - base < 4:
                self._leaf = NONE
                return False
        elif leaf == TABLE:
            self._row = split_row(line[start:])
            if self._row is None or self._missing > MOST_MISSING_CELLS:
                self._end_leaf()
            elif line[start] == "|" and start - base < 4:
                self._add_row(self._row)
                return True
            return False
        else:
            return False
        return True

    # What begins in the rest of the line?

    def _read_rest(self, whole: bool) -> None:
        """Read the line from `_start` on; *whole* says that all containers go on in it."""
        lazy = self._leaf == TEXT
        self._paragraph = whole and lazy
        self._boxed = self._deep = False
        self._no_rule = opened = 0
        while self._start < len(self._line):
            if self._start - self._base >= 4:
                if lazy:
                    break
                self._settle()
                self._leaf = CODE
                return
            opener = _OPENERS.get(self._line[self._start])
            took = opener(self) if opener else Took.NOTHING
            if took is Took.ALL:
                return
            if took is Took.NOTHING:
                break
            opened += 1
            self._deep = opened > MOST_OPENED - 2
            lazy = self._paragraph = False
        self._read_text(whole)

    def _read_text(self, whole: bool) -> None:
        """Read what begins no block: it goes on with one, or begins a paragraph."""
        text = self._line[self._start :]
        if not self._settled:
            if self._leaf == TEXT and whole:
                self._text.append(text)
                return
            if self._leaf == TEXT:  # A lazy line keeps its indentation, and so defines and heads nothing.
                self._text.append(self._line[self._base :])
                self._lazy = True
                return
            if whole and self._leaf == TABLE and self._row is not None:
                self._add_row(self._row)
                return
            self._settle()
        if text:
            self._begin_text(text, self._index)

    def _open_quote(self) -> Took:
        if self._open.level >= MOST_OPEN:
            return Took.NOTHING
        self._settle()
        self._open.open_scope(note=False)
        self._enter(self._start + 2 if self._line.startswith(" ", self._start + 1) else self._start + 1)
        self._origin = self._base
        return Took.START

    def _open_heading(self) -> Took:
        found = _find_heading(self._line, self._start)
        if found is None:
            return Took.NOTHING
        self._settle()
        text = self._line[found.end() :].rstrip(SPACE)
        if text.endswith("#") and (closing := _find_closing(text)):
            text = text[: closing.start()].rstrip(SPACE)
        self._open.add_heading(len(found[1]), text, self._index + 1)
        return Took.ALL

    def _open_fence(self) -> Took:
        found = _find_fence(self._line, self._start)
        if found is None:
            return Took.NOTHING
        self._settle()
        self._leaf = FENCE
        self._fence = found[1] or found[2]
        return Took.ALL

    def _open_html(self) -> Took:
        # A lone tag ends no paragraph; cmark-gfm has it end one that it could go on with as a lazy line.
        lazy = not self._strict and self._leaf == TEXT and not self._settled
        kind = html_block_kind(self._line, self._start, interrupts=self._paragraph or lazy)
        if not kind:
            return Took.NOTHING
        self._settle()
        self._leaf, self._html_kind = HTML, kind
        self._text, self._text_line = [self._line[self._base :]], self._index
        if ends_html_block(kind, self._line, self._start):
            self._end_leaf()
        return Took.ALL

    def _open_note(self) -> Took:
        """Open a footnote; or take the box of a task, which stands only right behind an item's bullet."""
        found = _find_note(self._line, self._start)
        if found is not None and not self._deep and self._open.level < MOST_OPEN:
            self._settle()
            self._open.open_scope(note=True)
            self._enter(found.end())
            self._origin = self._base
            self.definitions.setdefault("^" + normalise_label(found[1]), "#fn-" + found[1])
            return Took.START
        if self._boxed and (box := _find_box(self._line, self._start)):
            self._open.scopes[-1].items[-1].checked = box[1] != " "
            self._start = box.end()
            if box[0].endswith("]") and self._start == len(self._line):
                # No box to cmark-gfm, which wants white space behind it; so the next line may go on with it.
                self._begin_text("", self._index)
                return Took.ALL
            self._hollow = self._start == len(self._line)
        return Took.NOTHING

    def _open_underline(self) -> Took:
        """Make the paragraph a heading, unless it was all definitions."""
        if not self._paragraph or not _find_underline(self._line, self._start):
            return Took.NOTHING
        text = "\n".join(self._text)
        rest = take_definitions(text, self.definitions)
        line = self._text_line + 1 + text.count("\n") - rest.count("\n")
        if not rest.strip(SPACE):
            self._begin_text(self._line[self._start :], self._index)
            return Took.ALL
        self._leaf = NONE
        self._open.add_heading(1 if self._line[self._start] == "=" else 2, rest.strip(SPACE), line)
        return Took.ALL

    def _open_dashes(self) -> Took:
        """Read what may be an underline, a rule, a bullet or a table's second line."""
        for opener in (Scanner._open_underline, Scanner._open_rule, Scanner._open_item, Scanner._open_table):
            took = opener(self)
            if took is not Took.NOTHING:
                return took
        return Took.NOTHING

    def _open_stars(self) -> Took:
        took = self._open_rule()
        return self._open_item() if took is Took.NOTHING else took

    def _open_rule(self) -> Took:
        if self._start < self._no_rule:
            return Took.NOTHING
        end = _find_rule(self._line, self._start).end()  # type: ignore[union-attr]  # we stand on one
        if end < len(self._line) or self._line.count(self._line[self._start], self._start) < 3:
            self._no_rule = end
            return Took.NOTHING
        self._settle()
        return Took.ALL

    def _open_item(self) -> Took:
        found = _find_bullet(self._line, self._start)
        if found is None or self._deep or self._open.level >= MOST_OPEN:
            return Took.NOTHING
        marker_end = found.end()
        text = _find_text(self._line, marker_end).end()  # type: ignore[union-attr]  # it matches the empty string
        blank = text == len(self._line)
        if self._paragraph and (blank or int(found[1] or 1) != 1):
            return Took.NOTHING
        self._settle()
        if blank or text - marker_end >= 5:
            text = marker_end + 1
        self._open.open_item(self._index + 1, text - self._origin, ordered=found[1] is not None)
        self._enter(min(text, len(self._line)))
        self._boxed = True
        self._hollow = blank
        return Took.START

    def _open_table(self) -> Took:
        """Make the paragraph's last line a table's header, if this line is a delimiter row of as many cells."""
        if not self._paragraph or self._no_table or not is_delimiter_row(self._line, self._start):
            return Took.NOTHING
        header = split_row(self._text[-1].rstrip(SPACE))
        if header is None or len(header) != len(split_row(self._line[self._start :]) or ()):
            self._no_table = True
            return Took.NOTHING
        if len(self._text) > 1:  # cmark-gfm looks for no definitions here, and takes pipes for a table's.
            before = "\n".join(self._text[:-1]).replace("\\|", "|").strip(SPACE)
            self._open.add_text(before, self._text_line + 1)
        self._leaf, self._header, self._missing = TABLE, header, 0
        return Took.ALL

    # What the leaves become.

    def _enter(self, base: int) -> None:
        """Go on at *base*, where the content of a container begins."""
        self._base = base
        self._start = _find_text(self._line, base).end()  # type: ignore[union-attr]  # it matches the empty string
        self._boxed = False

    def _settle(self) -> None:
        """Close what does not go on in this line, once."""
        if not self._settled:
            self._settled = True
            self._close(self._at, self._kept, self._index)

    def _close(self, at: int, kept: int, index: int) -> None:
        """End the leaf; close the scopes after *at*, and its items but the first *kept*."""
        self._end_leaf()
        containers = self._open
        if at + 1 < len(containers.scopes):
            containers.close_scopes(at + 1)
        if kept < len(containers.scopes[at].items):
            containers.close_items(kept)
        if containers.is_empty:
            self.fresh.append((index, len(self.blocks), self.definitions))
            self.definitions = {}

    def _begin_text(self, text: str, index: int) -> None:
        self._leaf = TEXT
        self._lazy = False
        self._text = [text]
        self._text_line = index
        self._no_table = False

    def _end_leaf(self) -> None:
        if self._leaf == TEXT:
            text = "\n".join(self._text)
            line = self._text_line + 1
            if text[:1] == "[" and "]:" in text:
                rest = take_definitions(text, self.definitions)
                line += text.count("\n") - rest.count("\n")
                text = rest
            text = text.strip(SPACE)
            if self._lazy:
                text = _strip_lines("\n", text)
            if text:
                self._open.add_text(text, line)
        elif self._leaf == HTML and self._html_kind in (2, 6, 7):
            source = "\n".join(self._text)
            if not is_comment(source):
                self._open.add_html(source, self._text_line + 1)
        self._leaf = NONE

    def _add_row(self, cells: tuple[str, ...]) -> None:
        missing = len(self._header) - len(cells)
        if missing > 0:
            self._missing += missing
            cells += ("",) * missing
        self._open.add_row(cells[: len(self._header)], self._header, self._index + 1)


_OPENERS: dict[str, Callable[[Scanner], Took]] = {
    ">": Scanner._open_quote,
    "#": Scanner._open_heading,
    "`": Scanner._open_fence,
    "~": Scanner._open_fence,
    "<": Scanner._open_html,
    "[": Scanner._open_note,
    "=": Scanner._open_underline,
    "-": Scanner._open_dashes,
    "*": Scanner._open_stars,
    "_": Scanner._open_rule,
    "+": Scanner._open_item,
    **dict.fromkeys("0123456789", Scanner._open_item),
    **dict.fromkeys("|:", Scanner._open_table),
}
