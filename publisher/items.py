"""What one item says: its title, its links, its marker, its description. Knows nothing of what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise

from publisher.inline import Token, TokenKind, excerpt, parse_inline
from publisher.labels import is_generic, is_piece, is_platform, is_pointing, is_site, language_label, says_so
from publisher.markers import Markers, bare, normal


class Shape(StrEnum):
    """What an item is, as far as it can be told without its surroundings."""

    ENTRY = "entry"
    HOMES = "homes"
    """Only homes of something (``Code: [repo](…)``, ``[中文版](…)``): of the entry above it, if there is one."""
    LABEL = "label"
    """No link: what stands below it may be notes, or it is a remark."""
    PROSE = "prose before the link"
    ROW_OF_LINKS = "three or more links in a row"
    EMPTY = "empty link"


@dataclass(frozen=True, slots=True)
class Named:
    """One link: its text and where it goes, as written."""

    text: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What one item, or one table row, says."""

    shape: Shape
    title: str = ""
    target: str = ""
    more: tuple[Named, ...] = ()
    """Further articles in the same item, with their titles."""
    alternates: tuple[Named, ...] = ()
    summary: str = ""
    marker: str | None = None
    status: bool = False
    """Whether a status column says how far the note is."""

    @property
    def names_itself(self) -> bool:
        """Whether it is one address and nothing else: the title is where the link goes."""
        return (
            self.shape is Shape.ENTRY
            and self.title == self.target
            and not (self.more or self.alternates or self.summary or self.marker)
        )


_OPEN, _CLOSE = "[(（【「", "])）】」"
_TAG = re.compile(
    r"\[([^\[\]\n]{1,60})\]|【([^【】\n]{1,60})】|\(([^()\n]{1,60})\)|（([^（）\n]{1,60})）|「([^「」\n]{1,60})」"
)
_ORDINAL = re.compile(
    r"第\s*[\d一二三四五六七八九十百零〇]+\s*[期章节講讲课回篇部分周天集辑]+|^\s*#?\d{1,4}\s*[、.．:：)）\]-]+(?=\D|$)|\bno\.?\s*\d+"
    r"|\b(?:chapter|part|week|day|lecture|lesson|episode|ep|issue|vol|volume|unit|module|section|step)\.?\s*#?\d+(?:\.\d+)?"
    r"|\b\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?月?|\b(?:19|20)\d{2}\b(?!\s*\w)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,\s*\d{4})?|^\s*\d{1,2}/\d{1,2}(?:/\d{2,4})?|#\d{1,5}\b",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_SIGNS_IN_FRONT = re.compile(r"[^\w\[(（【]+")
_WORD_IN_FRONT = re.compile(r"\s*([^:：\n]{2,40}?)\s*[:：]\s*")
_MARKS = re.compile(r"[\s*_~]*")
_SIGNS_BEHIND = re.compile(r"(?:[^\w\s\[(（【<`$\"'“《]|:[a-z_]+:|\s(?=[^\w]))+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?])|(?<=[.;；])\s|\n\n")
_CLOSED_IN_FRONT = re.compile(r"^(?:\*\*|__|~~)?[\])）】]+(?:\*\*|__|~~)?")
_HAN_LINE_END = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_MOST_TAGS = 20
"""In front of an entry, where its marker may be."""
_LONGEST_SENTENCE = 400
"""In front of a link: beyond it nothing says any more what the link is."""
_ALPHABETIC = re.compile(r"[^\W\d_]")
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")
# GitHub shows a picture for one that it knows.
_LONE_EMOJI_NAME = re.compile(r"(?<!\S):[a-z+-][a-z0-9_+-]+:(?!\S)")
_STARS = re.compile(
    r"\s*(?:[★☆⭐🌟]\ufe0f?|:star2?:)\s*(?!(?:19|20)\d\d$)(?:\d{2,}|\d{1,3}(?:,\d{3})+|[\d.]+\s*k)\+?$",
    re.IGNORECASE,
)
"""How many stars a project has, which changes every day."""
_JOIN = re.compile(
    r"^[\s\[\]()（）【】|/·•,，、&+;；*_~]*(?:(?:and|or|和|与|及|以及|或|还有|&)[\s\[(（【*_]*)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\W*(?:and|和|与|及|以及|&|、|\+)\W*$|^\s*[、&]\s*$", re.IGNORECASE)
_ROW = re.compile(r"^\s*(?:[|/·•,，、]|\band\b|和|以及)?[\s\[\]()]*$", re.IGNORECASE)
_SEPARATORS = re.compile(
    r"^(?:\s*-(?=[^\W\d_])|(?:\s|:(?![a-z0-9_+-]+:)|[：–—|,，.。;；·•\]\)）】]|-(?=\s|-|$)|→)+)"
)
_STUB = re.compile(
    r"\b(?:see|at|on|via|from|in|to|by|of|the|a|check(?: out)?|read|visit|for|with|follow|join)\s*[:：]?$|[见看由]$",
    re.IGNORECASE,
)
_LEADING_ORDINAL = re.compile(r"^#?\d{1,4}\s*(?:[、．)）\]]|\.(?!\d))\s*")
# "@name", "@ Some Name due=11.26" behind an open box: who writes the note, and by when.
_ASSIGNED = re.compile(r"(?<=\S)\s+@\s?[\w.-]+(?: [\w.-]+){0,2}(?:\s+\w+\s?[=:：]\s?\S+)?\s*$")
_BRACKETED = re.compile(r"^\[([^\[\]]+)\]$")
# Where a long text without any mark goes from the title to the description.
_TITLE_END = re.compile(r"\s{2,}(?=[^a-z])| [-–—] ")
# "web.py：一个框架。[官网](…)": behind the name stands a description, which ends as sentences do.
_NAME_AND_DESCRIPTION = re.compile(
    r"(?P<name>[^：:。！\n]{1,60}?)\s*(?:：|:\s|\s[-–—]\s)\s*(?P<description>.*[。！.!])", re.DOTALL
)
_LONG = 120
_LONGEST_TITLE = 240


def read_item(
    source: str,
    *,
    markers: Markers,
    language: str,
    checked: bool | None = None,
    definitions: Mapping[str, str],
) -> Listed:
    """What the item with this inline *source* says; its links as they are written.

    *language* is the list's: of several homes in front of a description the one in that language is the link.
    """
    tokens, first = _tokens(source, definitions)
    late, source = _late(source, tokens, first, markers) or (None, source)
    if late is not None:
        tokens, first = _tokens(source, definitions)
    box = late or ("[ ]" if checked is False else None)
    if first is None:
        return _without_link(tokens, markers, box)
    head = _joined(_tagged(tokens[:first], markers))
    marker, rest = _front(head, markers)
    bold = _bold(tokens[:first])
    if bold is not None and _ALPHABETIC.search(_noise_off(_front(bold, markers)[1])):
        found = _under_bold(source, tokens, first, markers, definitions, bold, language)
    elif not _ALPHABETIC.search(_noise_off(rest)):
        found = _behind_title(source, tokens, first, markers, definitions)
    else:
        found = _behind_words(source, tokens, first, markers, definitions, rest, language)
    return replace(found, marker=found.marker or marker or box)


def _tokens(source: str, definitions: Mapping[str, str]) -> tuple[list[Token], int | None]:
    """What *source* shows but for pictures, and which of it is the first link that is no badge."""
    tokens = [t for t in parse_inline(source, definitions) if t.kind is not TokenKind.IMAGE]
    links = (n for n, t in enumerate(tokens) if t.kind is TokenKind.LINK and not _is_badge(t))
    return tokens, next(links, None)


def _late(source: str, tokens: list[Token], first: int | None, markers: Markers) -> tuple[str, str] | None:
    """The marker behind the description, at the end of the item or of the title's line, and the source without it."""
    begin = tokens[first].end if first is not None else 0
    line = source.find("\n", begin)
    for end in (len(source), *([line] if line >= 0 else [])):
        start = max(begin, source.rfind("\n", 0, end) + 1)
        if (last := markers.last(source[start:end])) is not None:
            marker, rest = last
            cut = start + len(rest)
            if first is None and marker in markers.signs:
                continue
            within_link = any(t.kind is TokenKind.LINK and t.end > cut and t.start < end for t in tokens)
            if _ALPHABETIC.search(source[begin:cut]) and not within_link:
                return marker, source[:cut] + source[end:]
    return None


def _without_link(tokens: list[Token], markers: Markers, box: str | None) -> Listed:
    shown = _joined(tokens).strip()
    marker, rest = _front(shown, markers)
    bold = _bold(tokens)
    title, _, summary = rest.strip().partition("\n")
    if bold and (at := rest.find(bold)) >= 0 and rest[:at].rstrip()[-1:] not in tuple(_OPEN):
        title, summary = bold, rest[at + len(bold) :]
    elif len(title) > _LONG and (parts := _TITLE_END.split(title, maxsplit=1))[1:]:
        title, summary = parts
    title = _LEADING_ORDINAL.sub("", title.strip())
    if box is not None:
        title = _BRACKETED.sub(r"\1", _ASSIGNED.sub("", title))
    return Listed(
        shape=Shape.LABEL,
        title=_clean(title),
        summary=_one_line(_without_lead(summary)),
        marker=marker or box,
    )


def _is_badge(token: Token) -> bool:
    return token.image and not token.text.strip()


def _joined(tokens: list[Token]) -> str:
    return "".join(t.text for t in tokens if not _is_badge(t))


def _tagged(tokens: list[Token], markers: Markers) -> list[Token]:
    """*tokens*, with brackets around markers that are written as code."""
    return [
        replace(t, text=f"[{t.text}]") if t.kind is TokenKind.CODE and markers.tag(t.text) else t
        for t in tokens
    ]


def _front(text: str, markers: Markers) -> tuple[str | None, str]:
    """The marker among the tags and signs in front of an entry, and the text without it."""
    for match in islice(_TAG.finditer(text), _MOST_TAGS):
        inner = next(group for group in match.groups() if group is not None)
        if _ALPHABETIC.search(_noise_off(_TAG.sub("", text[: match.start()]))):
            break
        if markers.tag(inner):
            return match[0].strip(), text[: match.start()] + text[match.end() :]
    if markers.sign_in(text) and markers.tag(text):
        return text.strip(), ""
    lead = _SIGNS_IN_FRONT.match(bare(text))
    if lead and (sign := markers.sign_in(lead[0])):
        return sign, bare(text).replace(sign, "", 1)
    if (sign := markers.sign_in(text)) and not _ALPHABETIC.search(_noise_off(text.replace(sign, ""))):
        return sign, bare(text).replace(sign, "")
    word = _WORD_IN_FRONT.match(text)
    if word and markers.tag(word[1]) and not text[word.end() :].strip():
        return word[1].strip(), ""
    return None, text


def _noise_off(text: str) -> str:
    """*text* without tags, ordinals, dates and emoji names: what is left are words."""
    return _ORDINAL.sub(" ", _EMOJI_NAME.sub(" ", _TAG.sub(" ", text)))


def _bold(tokens: list[Token]) -> str | None:
    """The bold text that an item begins with; None when it begins otherwise."""
    texts: list[str] = []
    for token in tokens:
        if token.strong and token.kind in (TokenKind.TEXT, TokenKind.CODE):
            texts.append(token.text)
        elif texts:
            break
        elif _ALPHABETIC.search(_noise_off(token.text)):
            return None
    return "".join(texts).strip() or None


def _heads(tokens: list[Token], first: int) -> list[Token]:
    """The links from *first* on that have nothing but joints between them."""
    heads, between = [tokens[first]], ""
    for token in tokens[first + 1 :]:
        if _is_badge(token):
            continue
        if token.kind is not TokenKind.LINK:
            between += token.text
        elif _JOIN.match(between) and not _begins_description(between):
            heads.append(token)
            between = ""
        else:
            break
    return heads


def _begins_description(between: str) -> bool:
    return "\n\n" in between


def _between(tokens: list[Token], left: Token, right: Token) -> str:
    return "".join(
        t.text
        for t in tokens
        if left.end <= t.start and t.end <= right.start and t.kind is not TokenKind.LINK
    )


def _behind_title(
    source: str, tokens: list[Token], first: int, markers: Markers, definitions: Mapping[str, str]
) -> Listed:
    """``[Title](u) [paper](v): description``."""
    heads = _heads(tokens, first)
    title = heads[0].text
    of_title = _homes_of_title(source, heads)
    named = [t for t in heads if t not in of_title and not is_generic(t.text) and not is_pointing(t.text)]
    if (is_generic(title) or is_pointing(title)) and (language_label(title) or not named):
        if is_pointing(title) or language_label(title) or len(heads) > 1 or not _says_more(source, heads[-1]):
            alone = heads[0] if len(heads) == 1 and _names_only(heads[0]) else None
            return Listed(
                shape=Shape.HOMES,
                title=_clean(title) if alone else "",
                target=alone.target.strip() if alone else "",
                alternates=tuple(Named(t.text, t.target) for t in heads),
            )
    if len(named) > 2 and all(_ROW.match(_between(tokens, a, b)) for a, b in pairwise(named)):
        return Listed(shape=Shape.ROW_OF_LINKS)
    more: list[Named] = []
    if len(named) == 2 and named[0] is heads[0] and _AND.match(_between(tokens, named[0], named[1])):
        more = [Named(_title(named[1].text, markers)[1], named[1].target)]
    stop = _last_head(heads, more, of_title)
    homes = [
        Named(t.text, t.target)
        for t in heads[1 : heads.index(stop) + 1]
        if (is_generic(t.text) or t in of_title) and t.target.strip()
    ]
    target = heads[0].target.strip()
    if not target and homes:
        target = homes.pop(0).target
    marker, title = _title(title, markers)
    behind, end = _behind(source, tokens, stop, markers)
    tail = _tail(source, tokens, stop, end, title, definitions)
    if not target:
        return Listed(shape=Shape.EMPTY, title=_clean(title), marker=marker or behind)
    return Listed(shape=Shape.ENTRY, title=_clean(title), target=target, more=tuple(more), marker=marker or behind,
                  alternates=(*homes, *tail.alternates), summary=tail.summary)  # fmt: skip


def _names_only(token: Token) -> bool:
    """Whether a link's text is a name (``Reddit``), not that of a language, a number or a word that points."""
    return not token.auto and _is_name(token.text)


def _is_name(text: str) -> bool:
    return bool(_ALPHABETIC.search(text)) and not is_pointing(text) and language_label(text) is None


def _homes_of_title(source: str, heads: list[Token]) -> list[Token]:
    """Links that are homes by where they stand: with others in brackets, as parts, as one address behind another."""
    title, *others = heads
    if _in_brackets(source, others):
        return others
    return [t for t in others if (is_piece(t.text) and not is_piece(title.text)) or (t.auto and title.auto)]


def _in_brackets(source: str, links: list[Token]) -> bool:
    """Whether *links* stand in one pair of brackets, some of them homes: ``([Repo](…), [Snap](…))``."""
    return (
        any(is_generic(t.text) for t in links)
        and source[: links[0].start].rstrip()[-1:] in ("(", "（")
        and source[links[-1].end :].lstrip()[:1] in (")", "）")
    )


def _last_head(heads: list[Token], more: list[Named], homes: list[Token]) -> Token:
    """The last link that belongs to the head: a home, or a further article; other links begin the description."""
    last = heads[0]
    for token in heads[1:]:
        if token in homes or is_generic(token.text) or any(token.target == m.target for m in more):
            last = token
        else:
            break
    return last


def _says_more(source: str, last: Token) -> bool:
    return _ALPHABETIC.search(source[last.end :]) is not None


def _under_bold(
    source: str,
    tokens: list[Token],
    first: int,
    markers: Markers,
    definitions: Mapping[str, str],
    bold: str,
    language: str,
) -> Listed:
    """``**Title** [[paper](u)] [[code](v)]: description``, the links also on the next line."""
    marker, title = _title(bold, markers)
    title = _clean(_front(title, markers)[1] if marker is None else title)
    lead = _joined(tokens[:first])
    gap = lead[lead.find(bold) + len(bold) :]
    if _ALPHABETIC.search(_TAG.sub(" ", gap)):
        return _with_late_homes(source, tokens, first, markers, definitions, title, marker)
    heads = _heads(tokens, first)
    if is_generic(title) or says_so(title):
        shape = Shape.HOMES if is_generic(title) else Shape.PROSE
        named = tuple(Named(t.text, t.target) for t in heads)
        if shape is Shape.HOMES and _is_name(title) and _says_more(source, heads[-1]):
            found = _homes_first(source, tokens, heads, markers, definitions, title, marker, language)
            return replace(found, shape=shape, alternates=named)
        return Listed(shape=shape, alternates=named)
    homes = [t for t in heads if is_generic(t.text)]
    if not homes and not heads[0].auto and not _alike(heads[0].text, title):
        return Listed(shape=Shape.ENTRY, title=_clean(heads[0].text), target=heads[0].target.strip(),
                      summary=_tail(source, tokens, heads[0], heads[0].end, title, definitions).summary, marker=marker)  # fmt: skip
    return _homes_first(source, tokens, heads, markers, definitions, title, marker, language)


def _alike(one: str, other: str) -> bool:
    return normal(one) in normal(other) or normal(other) in normal(one)


def _with_late_homes(
    source: str,
    tokens: list[Token],
    first: int,
    markers: Markers,
    definitions: Mapping[str, str],
    title: str,
    marker: str | None,
) -> Listed:
    """``**Title** - description | [Paper](u), [Code](v)``: the homes stand behind the words."""
    links = [t for t in tokens[first:] if t.kind is TokenKind.LINK and not _is_badge(t)]
    homes = [t for t in links if is_generic(t.text) and t.target.strip()]
    if not homes or homes[0] is not links[0]:
        return Listed(shape=Shape.PROSE)
    bold_end = max((t.end for t in tokens[:first] if t.strong), default=0)
    summary = _without_lead(excerpt(source, bold_end, tokens[first - 1].end, definitions)).rstrip("|([（ ")
    return Listed(shape=Shape.ENTRY, title=title, target=homes[0].target.strip(), summary=_one_line(summary), marker=marker,
                  alternates=tuple(Named(t.text, t.target) for t in homes[1:]))  # fmt: skip


def _behind_words(
    source: str,
    tokens: list[Token],
    first: int,
    markers: Markers,
    definitions: Mapping[str, str],
    rest: str,
    language: str,
) -> Listed:
    """``Title ([1](u), [2](u))``; or words that are no title, and then no entry."""
    heads = _heads(tokens, first)
    if is_site(heads[0].text) and (named := _NAME_AND_DESCRIPTION.fullmatch(rest.strip())):
        found = _homes_first(
            source, tokens, heads, markers, definitions, _clean(named["name"]), None, language
        )
        return replace(found, summary=_one_line(f"{named['description']} {found.summary}"))
    title = rest.strip().rstrip(_OPEN + "|:：-–—,， ").strip()
    marker, title = _title(title, markers)
    if is_generic(title):
        return Listed(shape=Shape.HOMES, alternates=tuple(Named(t.text, t.target) for t in heads))
    wordy = len(title) > _LONGEST_TITLE or _STUB.search(title) or is_pointing(heads[0].text) or says_so(title)
    if wordy or not (is_generic(heads[0].text) or heads[0].auto or is_piece(heads[0].text)):
        return Listed(shape=Shape.PROSE)
    return _homes_first(source, tokens, heads, markers, definitions, _clean(title), marker, language)


def _homes_first(
    source: str, tokens: list[Token], heads: list[Token], markers: Markers, definitions: Mapping[str, str],
    title: str, marker: str | None, language: str,
) -> Listed:  # fmt: skip
    """A titled entry whose links are homes: the one in the list's language is the link, the others alternates."""
    stop = heads[0]
    together = _in_brackets(source, heads)
    for token in heads[1:]:
        if not (together or is_generic(token.text) or is_piece(token.text)):
            break
        stop = token
    homes = [t for t in heads[: heads.index(stop) + 1] if t.target.strip()]
    if not homes:
        return Listed(shape=Shape.EMPTY, title=title, marker=marker)
    link = next((t for t in homes if language_label(t.text) == language), homes[0])
    behind, end = _behind(source, tokens, stop, markers)
    tail = _tail(source, tokens, stop, end, title, definitions)
    others = tuple(Named(t.text, t.target) for t in homes if t is not link and t.target != link.target)
    return Listed(shape=Shape.ENTRY, title=title, target=link.target.strip(), marker=marker or behind,
                  alternates=(*others, *tail.alternates), summary=tail.summary)  # fmt: skip


def _title(text: str, markers: Markers) -> tuple[str | None, str]:
    """The marker at either end of a title, and the title without it."""
    text = text.replace("\n", " ").strip()
    for match in _TAG.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        if match.start() == 0 and markers.tag(inner):
            return match[0], text[match.end() :].strip()
        if match.end() == len(text) and markers.behind(inner):
            return match[0], text[: match.start()].strip()
    plain = bare(text)
    for sign in markers.signs:
        if plain.startswith(sign) or plain.endswith(sign):
            return sign, plain.replace(sign, "").strip()
    return None, text


def _behind(source: str, tokens: list[Token], stop: Token, markers: Markers) -> tuple[str | None, int]:
    """The marker right behind the head's last link, and where the head ends in the source."""
    after = source[stop.end :]
    match = _MARKS.match(after)
    start = match.end() if match else 0
    if (tag := _TAG.match(after, start)) and after[tag.end() : tag.end() + 1] not in "([":
        inner = next(group for group in tag.groups() if group is not None)
        if markers.behind(inner):
            return tag[0], stop.end + tag.end()
    if (
        tag
        and markers.behind(next(g for g in tag.groups() if g is not None))
        and after[tag.end() :].strip() == ""
    ):
        return tag[0], stop.end + tag.end()
    lead = _SIGNS_BEHIND.match(bare(after))
    if lead and (sign := markers.sign_in(lead[0])):
        position = after.find(sign)
        return sign, stop.end + position + len(sign)
    return None, stop.end


@dataclass(frozen=True, slots=True)
class _Tail:
    summary: str
    alternates: tuple[Named, ...]


def _tail(
    source: str, tokens: list[Token], stop: Token, end: int, title: str, definitions: Mapping[str, str]
) -> _Tail:
    """The description behind the head, and the homes that it names."""
    rest = [t for t in tokens if t.start >= stop.end]
    alternates: list[Named] = []
    prose, chained = "", False
    for token in rest:
        if token.kind is not TokenKind.LINK:
            prose += token.text
            continue
        prose = prose[-_LONGEST_SENTENCE:]
        sentence = _SENTENCE_END.split(prose)[-1]
        says = says_so(sentence) or (chained and _JOIN.match(prose.strip(" ,，、") or " ") is not None)
        named = is_platform(token.text) or language_label(token.text) is not None or _same(token.text, title)
        chained = bool(named or (says and len(sentence) < 60))
        if chained and token.target.strip():
            alternates.append(Named(token.text, token.target))
        prose = "" if chained else prose + token.text
    site = _site_behind(rest)
    if site is not None:
        alternates = [a for a in alternates if a.target != site.target]
        alternates.append(Named(site.text, site.target))
        return _Tail(_summary(source, end, max(site.start, end), definitions), tuple(alternates))
    last = max((t.end for t in rest), default=end)
    while last < len(source) and source[last] in "*_~":  # the marks that end bold text are in no token
        last += 1
    return _Tail(_summary(source, end, max(last, end), definitions), tuple(alternates))


def _site_behind(rest: list[Token]) -> Token | None:
    """The link behind the last sentence of a description that only leads to what it describes: ``… [官网](…)``."""
    links = [n for n, t in enumerate(rest) if t.kind is TokenKind.LINK]
    if not links or not is_site(rest[links[-1]].text) or not rest[links[-1]].target.strip():
        return None
    before = "".join(t.text for t in rest[: links[-1]]).rstrip()
    after = "".join(t.text for t in rest[links[-1] + 1 :])
    ends = before[-1:] in tuple("。！？.!?") and not _ALPHABETIC.search(after)
    return rest[links[-1]] if ends else None


def _same(text: str, title: str) -> bool:
    return bool(title) and normal(text) == normal(title)


_IMAGE = re.compile(
    r"\[?!\[[^\]]{0,300}\]\([^)\s]{0,2000}(?:\s{1,9}\"[^\"]{0,300}\")?\)(?:\]\([^)]{0,2000}\))?|<img\b[^<>]*>"
    r"|!\[[^\]]{0,300}\]\[[^\]]{0,300}\]"
)


def _summary(source: str, start: int, end: int, definitions: Mapping[str, str]) -> str:
    if end <= start:
        return ""
    return _one_line(_without_lead(excerpt(source, start, end, definitions)))


def _without_lead(text: str) -> str:
    text = _IMAGE.sub("", text).strip()
    text = _CLOSED_IN_FRONT.sub("", text)
    return _SEPARATORS.sub("", text, count=1)


def _one_line(text: str) -> str:
    """*text* on one line; no space where a line ended between two Han characters."""
    return _one_space(_HAN_LINE_END.sub("", text))


def _one_space(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _clean(title: str) -> str:
    title = _one_space(title)
    title = _STARS.sub("", title) or title
    title = _one_space(_LONE_EMOJI_NAME.sub("", title)) or title
    return title.rstrip("：: ").strip() or title
