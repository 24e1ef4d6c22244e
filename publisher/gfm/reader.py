"""Inline source to nodes: marks paired, brackets resolved, nothing shown yet.

The rules are those of cmark-gfm's ``inlines.c``. A source is read once from left to right; a node that a link takes in is taken
in once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping

from publisher.gfm.autolinks import find_url
from publisher.gfm.definitions import LONGEST_LABEL, find_label, normalise_label
from publisher.gfm.delimiters import Run, Span, pair_runs, read_run
from publisher.gfm.destinations import find_destination, find_loose_destination
from publisher.gfm.entities import ENTITY, PUNCTUATION, decode, decode_entity
from publisher.gfm.tags import find_tag

TEXT, CODE, LINK, IMAGE, TAG = range(5)

_SPACE = " \t\n\v\f\r"
MOST_BACKTICKS = 80

_find_special = re.compile(r"[\\`*_~\[\]<&\n]|!\[|://|www\.").search
_find_scheme = re.compile(r"(?<![A-Za-z])(?:https?|ftp)(?=://)", re.IGNORECASE).match
_find_blank = re.compile(r"[ \t]*").match
_find_entity = re.compile(ENTITY).match
_find_backticks = re.compile("`+").finditer
_find_run = re.compile(r"([*_~])\1*").match
_find_uri = re.compile(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x00-\x20<>]*)>").match
_find_address = re.compile(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
).match
_find_declaration = re.compile(r"<![A-Z]+[ \t\n\v\f\r][^>]*>").match
_PUNCTUATION = frozenset(c for c in map(chr, range(33, 127)) if re.match(f"[{PUNCTUATION}]", c))


class Node:
    """Text, code, a link, an image or a tag, from *start* to *end* of the source."""

    __slots__ = ("auto", "children", "end", "kind", "loose", "start", "target", "text")

    def __init__(self, kind: int, text: str, start: int, end: int, target: str = "") -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.target = target
        self.children: list[Node] = []
        self.auto = False
        self.loose = False


class _Bracket:
    """A ``[`` or ``![`` that may begin a link or an image."""

    __slots__ = ("content", "has_inner", "image", "node", "runs")

    def __init__(self, node: int, content: int, runs: int, image: bool) -> None:
        self.node = node
        """Its index among the nodes."""
        self.content = content
        """Where what it holds begins in the source."""
        self.runs = runs
        """How many delimiter runs there are before it."""
        self.image = image
        self.has_inner = False


class Reader:
    """Reads *source*, one paragraph without white space around it, into `nodes` and `spans`.

    *loose* says where brackets close (their index) that shall be links although they are none to GitHub.
    """

    def __init__(
        self, source: str, definitions: Mapping[str, str], loose: Mapping[int, tuple[str, int]] | None = None
    ) -> None:
        self.source = source
        self.definitions = definitions
        self.nodes: list[Node] = []
        self.spans: list[Span] = []
        self.candidates: dict[int, tuple[int, str, int]] = {}
        """Brackets that close before a loose destination: where they open, the destination, and where it ends."""
        self._loose = loose or {}
        self._runs: list[tuple[Run, Node]] = []
        self._brackets: list[_Bracket] = []
        self._no_link = True
        self._backticks: dict[int, list[int]] | None = None
        self._missing: set[str] = set()
        self._read()

    def _read(self) -> None:
        source = self.source
        at = begin = 0
        while found := _find_special(source, at):
            start = self._scheme_start(found.start()) if found[0] == "://" else found.start()
            if start > begin:
                text = source[begin:start]
                if found[0] == "\n":
                    text = text.rstrip(_SPACE)
                self._add(TEXT, text, begin, begin + len(text))
            handler = _HANDLERS.get(source[start], Reader._read_url)
            at = begin = handler(self, start)
        if begin < len(source):
            self._add(TEXT, source[begin:], begin, len(source))
        self._pair(0)

    def _add(self, kind: int, text: str, start: int, end: int, target: str = "") -> Node:
        node = Node(kind, text, start, end, target)
        self.nodes.append(node)
        return node

    def _pair(self, kept: int) -> None:
        """Pair the delimiter runs after the first *kept*; what they do not use is text."""
        if len(self._runs) == kept:
            return
        runs = self._runs[kept:]
        del self._runs[kept:]
        self.spans += pair_runs([run for run, _ in runs])
        for run, node in runs:
            node.start, node.end = run.start, run.end
            node.text = run.character * (run.end - run.start)

    # Each handler reads what begins at a special character, adds its node, and returns where it ends.

    def _read_newline(self, at: int) -> int:
        end = at + 1
        while self.source[end] in " \t":
            end += 1
        self._add(TEXT, "\n", at, end)
        return end

    def _read_escape(self, at: int) -> int:
        after = self.source[at + 1 : at + 2]
        escaped = after in _PUNCTUATION or after == "\n"
        end = at + 2 if escaped else at + 1
        self._add(TEXT, after if escaped else "\\", at, end)
        return end

    def _read_entity(self, at: int) -> int:
        found = _find_entity(self.source, at)
        text = decode_entity(found[0]) if found else "&"
        end = found.end() if found and text != found[0] else at + 1
        self._add(TEXT, text if end > at + 1 else "&", at, end)
        return end

    def _read_backticks(self, at: int) -> int:
        source = self.source
        end = at + 1
        while source.startswith("`", end):
            end += 1
        size = end - at
        if self._backticks is None:
            self._backticks = {}
            for found in _find_backticks(source):
                self._backticks.setdefault(len(found[0]), []).append(found.start())
        closers = self._backticks.get(size, []) if size <= MOST_BACKTICKS else []
        index = bisect_left(closers, end)
        if index == len(closers):
            self._add(TEXT, source[at:end], at, end)
            return end
        raw = source[end : closers[index]]
        text = raw.replace("\n", " ")
        if text[0] == " " == text[-1] and raw.strip(" "):
            text = text[1:-1]
        self._add(CODE, text, at, closers[index] + size)
        return closers[index] + size

    def _read_run(self, at: int) -> int:
        source = self.source
        end = at + 1
        while source.startswith(source[at], end):
            end += 1
        node = self._add(TEXT, source[at:end], at, end)
        run = read_run(source, at, end)
        if run:
            self._runs.append((run, node))
        return end

    def _read_pointy(self, at: int) -> int:
        source = self.source
        found = _find_uri(source, at) or _find_address(source, at)
        if found:
            text = decode(found[1])
            target = text if ":" in found[1] and _find_uri(source, at) else "mailto:" + text
            node = self._add(LINK, "", at, found.end(), target)
            node.auto = True
            node.children = [Node(TEXT, text, at + 1, found.end() - 1)]
            return found.end()
        end = self._find_tag_end(at)
        self._add(TAG if end > at + 1 else TEXT, source[at:end], at, end)
        return end

    def _find_tag_end(self, at: int) -> int:
        """Where the tag, comment, instruction, declaration or section ends that begins at *at*; one after it for none."""
        source = self.source
        for opening, skipped, closing in (("<!--", 4, "-->"), ("<![CDATA[", 9, "]]>"), ("<?", 2, "?>")):
            if source.startswith(opening, at):
                for short in ("<!-->", "<!--->"):
                    if source.startswith(short, at):
                        return at + len(short)
                end = -1 if closing in self._missing else source.find(closing, at + skipped)
                if end >= 0:
                    return end + len(closing)
                self._missing.add(closing)
                return at + 1
        if source.startswith("<!", at):
            if ">" in self._missing:
                return at + 1
            found = _find_declaration(source, at)
            if found is None and source.find(">", at) < 0:
                self._missing.add(">")
        else:
            found = find_tag(source, at)
        return found.end() if found else at + 1

    def _scheme_start(self, colon: int) -> int:
        """Where the scheme before ``://`` begins; the colon itself if there is none that is linked."""
        for size in (5, 4, 3):
            if colon >= size and (found := _find_scheme(self.source, colon - size)) and found.end() == colon:
                return colon - size
        return colon

    def _read_url(self, at: int) -> int:
        """Read a bare URL; there is none inside brackets that are still open."""
        source = self.source
        scheme = _find_scheme(source, at)
        host = scheme.end() + 3 if scheme else at
        end = None
        if not self._brackets and (scheme or (source.startswith("www.", at) and self._may_precede(at))):
            end = find_url(source, at, host)
        if end is None:
            end = max(host, at + 1)
            self._add(TEXT, source[at:end], at, end)
            return end
        text = source[at:end]
        node = self._add(LINK, "", at, end, text if scheme else "http://" + text)
        node.auto = True
        node.children = [Node(TEXT, text, at, end)]
        return end

    def _may_precede(self, at: int) -> bool:
        return at == 0 or self.source[at - 1] in "*_~( \t\n\v\f\r"

    def _open_bracket(self, at: int) -> int:
        image = self.source[at] == "!"
        if image and self.source.startswith("^", at + 2):
            self._add(TEXT, "!", at, at + 1)
            return at + 1
        end = at + 2 if image else at + 1
        if self._brackets:
            self._brackets[-1].has_inner = True
        self._brackets.append(_Bracket(len(self.nodes), end, len(self._runs), image))
        self._add(TEXT, self.source[at:end], at, end)
        self._no_link = self._no_link and image
        return end

    def _close_bracket(self, at: int) -> int:
        end = at + 1
        if not self._brackets:
            self._add(TEXT, "]", at, end)
            return end
        bracket = self._brackets.pop()
        if bracket.image or not self._no_link:
            found = (
                find_destination(self.source, end) or self._find_reference(bracket, at) or self._loose.get(at)
            )
            if found:
                return self._link(bracket, *found, loose=at in self._loose)
            if self._note(bracket, at):
                return end
            if not bracket.image and (loose := find_loose_destination(self.source, end)):
                self.candidates[at] = (self.nodes[bracket.node].start, *loose)
        self._add(TEXT, "]", at, end)
        return end

    def _find_reference(self, bracket: _Bracket, at: int) -> tuple[str, int] | None:
        """The destination that the label behind the bracket, or else its content, refers to."""
        if not self.definitions:
            return None
        found = find_label(self.source, at + 1, at + LONGEST_LABEL + 3)
        label = found[1].strip(_SPACE) if found else ""
        if not label and not bracket.has_inner and at - bracket.content <= LONGEST_LABEL:
            label = self.source[bracket.content : at]
        key = normalise_label(label)
        if not key or key not in self.definitions or (key[0] == "^" and " " not in key):
            return None
        return self.definitions[key], found.end() if found else at + 1

    def _note(self, bracket: _Bracket, at: int) -> bool:
        """Make what is between the brackets a reference to a footnote, or plain text, if it begins like one."""
        content = bracket.content
        if not self.source.startswith("^", content) or not content + 1 < at <= content + LONGEST_LABEL:
            return False
        key = "^" + normalise_label(self.source[content + 1 : at])
        del self._runs[bracket.runs :]
        start = self.nodes[bracket.node].start
        del self.nodes[bracket.node :]
        self._add(TEXT, "" if key in self.definitions else self.source[start : at + 1], start, at + 1)
        return True

    def _link(self, bracket: _Bracket, target: str, end: int, *, loose: bool) -> int:
        """Put what is between the brackets into a link or an image that ends at *end*."""
        nodes = self.nodes
        children = nodes[bracket.node + 1 :]
        start = nodes[bracket.node].start
        del nodes[bracket.node :]
        node = self._add(IMAGE if bracket.image else LINK, "", start, end, target)
        node.children = children
        node.loose = loose
        self._pair(bracket.runs)
        self._no_link = self._no_link or not bracket.image
        return end


_HANDLERS: dict[str, Callable[[Reader, int], int]] = {
    "\n": Reader._read_newline,
    "\\": Reader._read_escape,
    "&": Reader._read_entity,
    "`": Reader._read_backticks,
    "<": Reader._read_pointy,
    "*": Reader._read_run,
    "_": Reader._read_run,
    "~": Reader._read_run,
    "[": Reader._open_bracket,
    "!": Reader._open_bracket,
    "]": Reader._close_bracket,
}
