"""Nodes to tokens: what a reader of the page sees."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.gfm.autolinks import find_addresses
from publisher.gfm.reader import CODE, IMAGE, LINK, TAG, Node, Reader
from publisher.gfm.tags import attribute, tag_name
from publisher.gfm.tokens import Token, TokenKind

_SPACE = " \t\n\v\f\r"
_PLAIN = (False, False)
_FLAG_OF_TAG = {"b": 0, "strong": 0, "del": 1, "s": 1, "strike": 1}
_BREAKS = frozenset(
    "br p div li ul ol tr table h1 h2 h3 h4 h5 h6 hr blockquote pre summary details dd dt".split()
)


class _Anchor:
    """A link whose text is being collected."""

    __slots__ = ("alts", "auto", "flags", "image", "loose", "start", "target", "texts")

    def __init__(self, target: str, start: int, flags: tuple[bool, bool], *, auto: bool, loose: bool) -> None:
        self.target = target
        self.start = start
        self.flags = flags
        """Whether it stands in bold, and in what is struck."""
        self.auto = auto
        self.loose = loose
        self.texts: list[tuple[str, tuple[bool, bool]]] = []
        self.alts: list[str] = []
        self.image = False


class Shown:
    """What nodes show, as tokens.

    As in a browser there are no links in links: one that begins ends the one around it. Only a bare URL inside a link is
    text, as it is meant, though cmark-gfm makes a link of it between ``<a>`` and ``</a>``.
    """

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._end = 0
        self._flags = _PLAIN
        """Whether what comes is bold, and struck."""
        self._pieces: list[tuple[str, int, int]] = []
        self._piece_flags = _PLAIN
        self._anchor: _Anchor | None = None

    def show(self, reader: Reader, offset: int) -> None:
        """Add the nodes of *reader*, whose source begins at *offset*."""
        if self._end:
            self._add_text("\n\n", self._end, offset)
        changes = _flag_changes(reader)
        counts = [0, 0]
        walk: list[tuple[Iterator[Node], int, _Anchor | None]] = [(iter(reader.nodes), 0, None)]
        while walk:
            nodes, end, anchor = walk[-1]
            node = next(nodes, None)
            if node is None:
                walk.pop()
                self._end = max(self._end, end)
                if anchor is not None and self._anchor is anchor:
                    self._end_anchor(end)
                continue
            while changes and changes[-1][0] <= node.start:
                _, flag, change = changes.pop()
                counts[flag] += change
                self._flags = (counts[0] > 0, counts[1] > 0)
            start, end = node.start + offset, node.end + offset
            if node.kind == LINK and not (node.auto and self._anchor):
                self._begin_anchor(_Anchor(node.target, start, self._flags, auto=node.auto, loose=node.loose))
                walk.append((iter(node.children), end, self._anchor))
            elif node.kind == TAG:
                self._show_tag(node.text, start, end, counts)
            elif node.kind == IMAGE:
                self._add_image(_alternative_text(node), node.target, start, end)
            elif node.kind == CODE and self._anchor is None:
                self._flush()
                self._add(TokenKind.CODE, node.text, start, end)
            else:
                self._add_text(node.children[0].text if node.auto else node.text, start, end)
            self._end = end

    def finish(self) -> tuple[Token, ...]:
        """The tokens."""
        self._end_anchor(self._end)
        self._flush()
        return tuple(self.tokens)

    def _show_tag(self, tag: str, start: int, end: int, counts: list[int]) -> None:
        name = tag_name(tag)
        closes = tag.startswith("</")
        if name == "a":
            target = None if closes else attribute(tag, "href")
            if closes:
                self._end_anchor(end)
            elif target is not None:
                self._begin_anchor(_Anchor(target, start, self._flags, auto=False, loose=False))
        elif name == "img" and not closes:
            self._add_image(attribute(tag, "alt") or "", attribute(tag, "src") or "", start, end)
        elif name in _FLAG_OF_TAG:
            flag = _FLAG_OF_TAG[name]
            counts[flag] = max(0, counts[flag] + (-1 if closes else 1))
            self._flags = (counts[0] > 0, counts[1] > 0)
        elif name in _BREAKS:
            self._add_text("\n", start, end)

    def _begin_anchor(self, anchor: _Anchor) -> None:
        self._end_anchor(anchor.start)
        self._flush()
        self._anchor = anchor

    def _end_anchor(self, end: int) -> None:
        anchor = self._anchor
        if anchor is None:
            return
        self._anchor = None
        flags = [flags for text, flags in anchor.texts if text.strip()] or [anchor.flags]
        self.tokens.append(
            Token(
                kind=TokenKind.LINK,
                text="".join([text for text, _ in anchor.texts]).strip(_SPACE),
                start=anchor.start,
                end=end,
                target=anchor.target,
                strong=all(strong for strong, _ in flags),
                struck=all(struck for _, struck in flags),
                image=anchor.image,
                alt=" ".join(anchor.alts),
                auto=anchor.auto,
                loose=anchor.loose,
            )
        )

    def _add_image(self, alt: str, source: str, start: int, end: int) -> None:
        if self._anchor is not None:
            self._anchor.image = True
            if alt:
                self._anchor.alts.append(alt)
            return
        self._flush()
        self._add(TokenKind.IMAGE, alt, start, end, source)

    def _add_text(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        if self._anchor is not None:
            self._anchor.texts.append((text, self._flags))
            return
        if self._pieces and self._piece_flags != self._flags:
            self._flush()
        self._piece_flags = self._flags
        self._pieces.append((text, start, end))

    def _add(self, kind: TokenKind, text: str, start: int, end: int, target: str = "") -> None:
        strong, struck = self._flags if kind is not TokenKind.TEXT else self._piece_flags
        self.tokens.append(
            Token(kind=kind, text=text, start=start, end=end, target=target, strong=strong, struck=struck)
        )

    def _flush(self) -> None:
        """Make a token of the pieces of text, or tokens where there are addresses in it."""
        pieces = self._pieces
        if not pieces:
            return
        self._pieces = []
        text = "".join([text for text, _, _ in pieces])
        if "@" not in text:
            self._add(TokenKind.TEXT, text, pieces[0][1], pieces[-1][2])
            return
        strong, struck = self._piece_flags
        for text, start, end, target in _split_addresses(pieces):
            kind = TokenKind.LINK if target else TokenKind.TEXT
            self.tokens.append(
                Token(
                    kind=kind,
                    text=text,
                    start=start,
                    end=end,
                    target=target,
                    strong=strong,
                    struck=struck,
                    auto=bool(target),
                )
            )


def _flag_changes(reader: Reader) -> list[tuple[int, int, int]]:
    """Where bold and struck begin and end in the source, last first."""
    changes = []
    for span in reader.spans:
        if span.size == 2 or span.mark == "~":
            flag = int(span.mark == "~")
            changes += [(span.opens, flag, 1), (span.closes, flag, -1)]
    changes.sort(reverse=True)
    return changes


def _alternative_text(image: Node) -> str:
    """What *image* shows where it cannot be seen: the text in it, that of links and images in it too."""
    texts = []
    walk = [iter(image.children)]
    while walk:
        node = next(walk[-1], None)
        if node is None:
            walk.pop()
        elif node.children:
            walk.append(iter(node.children))
        elif node.kind != TAG:
            texts.append(node.text)
    return "".join(texts)


def _split_addresses(pieces: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int, str]]:
    """Text and addresses in turn: what they show, where they begin and end, and where an address leads.

    An address may be written with escapes, but not over marks and tags: its pieces stand next to one another.
    """
    groups: list[list[tuple[str, int, int]]] = [[]]
    for piece in pieces:
        if groups[-1] and groups[-1][-1][2] != piece[1]:
            groups.append([])
        groups[-1].append(piece)
    waiting, begin, until = "", pieces[0][1], pieces[0][1]
    for group in groups:
        text = "".join([text for text, _, _ in group])
        places = _places(group)
        at = 0
        for start, end, target in find_addresses(text):
            if waiting or start > at:
                yield waiting + text[at:start], begin, places[start], ""
            yield text[start:end], places[start], places[end], target
            waiting, begin, at = "", places[end], end
        waiting += text[at:]
        until = group[-1][2]
    if waiting:
        yield waiting, begin, until, ""


def _places(group: list[tuple[str, int, int]]) -> list[int]:
    """For each character that *group* shows, and for its end, where that is in the source."""
    places: list[int] = []
    for text, start, end in group:
        exact = end - start == len(text)
        places += range(start, end) if exact else [start, *[end] * (len(text) - 1)]
    return [*places, group[-1][2]]
