"""Words that name a home of a note, not the note: ``paper``, ``中文版``, ``Zhihu``, ``[1]``."""

from __future__ import annotations

import re
from functools import lru_cache

from publisher.languages import tag_of
from publisher.markers import normal
from publisher.vocabulary import words

_HOMES = words("labels", "homes")
_THINGS = words("labels", "things")
_PLATFORMS = words("labels", "platforms")
_SITES = words("labels", "sites")
_POINTING = words("labels", "pointing")
_LEADS = re.compile(r"^(?:go to|link to|see|view|read|visit|get|open|download) (?:the )?(?P<home>.+)$")
_PIECE = re.compile(
    r"^(?:(?:part|pt|vol|volume|episode|ep|chapter) (?:\d{1,3}|[ivx]{1,4}|one|two|three|four|five)"
    r"|[上中下][篇集卷]?|第[\d一二三四五六七八九十]{1,3}(?:部分|[部篇章集卷]))$"
)
_LANGUAGE = re.compile(
    r"^(?:in |the |a |also in |read in |available in |见|看|阅读)?(?P<name>[^\W\d_]{1,12}?(?:[ -][^\W\d_]{2,4})??)"
    r"(?: ?(?:version|versions|ver|translation|translated|edition|readme|docs?|documentation|article|blog|post|text|page|ver\.)"
    r"|(?:语|文)?(?:版本|翻译|文档|博客|文章|说明|链接|译文)|版|语版|语)?$"
)
_SPECIAL = {"简体": "zh", "繁體": "zh-TW", "繁体": "zh-TW", "中": "zh", "英": "en", "中文": "zh", "英文": "en", "英语": "en",
            "日文": "ja", "日语": "ja", "韩文": "ko", "韩语": "ko", "法语": "fr", "德语": "de", "俄语": "ru", "simplified chinese": "zh",
            "traditional chinese": "zh-TW", "汉语": "zh", "国语": "zh"}  # fmt: skip
_SAYS_SO = re.compile(
    r"also (?:\w+ )?(?:available|published|posted|on|at|in|as|hosted|readable)|available (?:on|in|at|as|from)|published (?:on|in|at)"
    r"|cross-?posted|posted (?:on|at)|mirrored (?:on|at)|translated (?:to|into)|translation|version"
    r"|同样刊载|同步刊载|同时刊载|亦刊载|刊载于|刊载在|同步发布|也发布|发布于|发布在|发表于|发表在|首发于|同步更新|同步于|也可(?:以)?(?:在|见)|另有|还有|提供了|译文|译本|版本"
    r"|也載於|同樣刊載|にも掲載|でも公開|에도 게재",
    re.IGNORECASE,
)
_NO_NOTES = words("labels", "no notes")
_PEOPLE = words("labels", "people")
_CONTENTS = words("labels", "contents")
_SHORT_HEADING = 32
_BRACKETS = "[](){}（）【】「」<>\"'“”*_~ \t\n:：|"


@lru_cache(maxsize=65536)
def _trim(text: str) -> str:
    return normal(text.strip(_BRACKETS))


@lru_cache(maxsize=65536)
def language_label(text: str) -> str | None:
    """The language that a link's text names (``Chinese version``, ``[英文版本]``); None when it names none."""
    plain = _trim(text)
    if not plain or len(plain) > 40:
        return None
    if plain in _SPECIAL:
        return _SPECIAL[plain]
    if (tag := tag_of(plain) or tag_of(plain.replace(" ", "-"))) and not (
        plain.isascii() and len(plain) < 3 and plain not in ("en", "cn", "zh", "ja", "jp", "kr")
    ):
        return tag
    match = _LANGUAGE.match(plain)
    if match is None:
        return None
    name = match["name"]
    return _SPECIAL.get(name) or (tag_of(name) if len(name) > 2 or name in ("en", "cn", "zh") else None)


@lru_cache(maxsize=65536)
def is_generic(text: str) -> bool:
    """Whether a link's text names a home (``paper``, ``GitHub``, ``中文版``, ``2``) and so cannot be a title."""
    plain = _trim(text)
    if not plain or plain in _HOMES or (plain.isdigit() and len(plain) < 4):
        return True
    if language_label(text) is not None:
        return True
    if (leads := _LEADS.match(plain)) and leads["home"] in _HOMES:
        return True
    first, _, rest = plain.partition(" and " if " and " in plain else " ")
    return bool(rest) and first in _HOMES and (rest.isdigit() or rest in _HOMES)


def names_a_thing(text: str) -> bool:
    """Whether a home's name is also that of something that notes are about (``Go``, ``Git``)."""
    return _trim(text) in _THINGS


def is_piece(text: str) -> bool:
    """Whether a link's text only says which part of something it leads to (``Part 2``, ``(下)``)."""
    return _PIECE.match(_trim(text)) is not None


def is_site(text: str) -> bool:
    """Whether a link's text says that it leads to the site of what was spoken of (``Website``, ``官网``)."""
    return _trim(text) in _SITES


def is_pointing(text: str) -> bool:
    """Whether a link's text only points (``here``, ``这里``)."""
    return _trim(text) in _POINTING


def is_platform(text: str) -> bool:
    """Whether a link's text names a place where articles are also published, with a title or without (``知乎：标题``)."""
    head = re.split(r"[:：]", text.strip(_BRACKETS), maxsplit=1)[0]
    return normal(head) in _PLATFORMS


def says_so(prose: str) -> bool:
    """Whether the words before a link say that it leads to the same note (``Also available on``, ``同样刊载于``)."""
    return _SAYS_SO.search(prose) is not None


def names_contents(heading: str) -> bool:
    """Whether a heading says no more than that sections follow: ``Table of Contents``."""
    return _trim(heading) in _CONTENTS


def holds_no_notes(heading: str) -> bool:
    """Whether a section with this heading lists no notes: contributors, sponsors, licence."""
    plain = _trim(heading)
    if plain in _NO_NOTES:
        return True
    # "Core contributors", "Our sponsors", "特别感谢与贡献者": short, and about those who make the list.
    return len(plain) <= _SHORT_HEADING and any(word in plain for word in _PEOPLE)
