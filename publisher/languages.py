"""Which language a file is in, by its name.

It is named by the suffix of the stem (``README-cn.md``, ``readme_EN.md``, ``guide.zh-TW.md``) or by a folder
(``zh/guide.md``). What a text's scripts say is in `publisher.scripts`.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

_CHINESE = (
    "zh",
    "cn",
    "chs",
    "chinese",
    "zh-cn",
    "zh-hans",
    "zh-hans-cn",
    "zh-sg",
    "hans",
    "sc",
    "zhcn",
    "中文",
    "简体中文",
)
_TRADITIONAL = (
    "zh-tw",
    "zh-hant",
    "zh-hk",
    "zh-mo",
    "tw",
    "cht",
    "hant",
    "tc",
    "zhtw",
    "繁體中文",
    "繁体中文",
)
_PLAIN = "ar bn ca cs da de el es fa fi fr he hi hr hu id it ja ko ms nl no pl pt ro ru sk sl sr sv ta th tr uk ur vi bg et lt lv nb"
_OTHERS = {
    "en": ("en", "eng", "english", "en-us", "en-gb", "英文"),
    "ja": ("ja", "jp", "jpn", "ja-jp", "japanese", "日本語"),
    "ko": ("ko", "kr", "kor", "ko-kr", "korean", "한국어"),
    "es": ("es", "es-es", "spanish", "español"),
    "fr": ("fr", "fr-fr", "french", "français"),
    "de": ("de", "de-de", "german", "deutsch"),
    "ru": ("ru", "ru-ru", "russian", "русский"),
    "pt": ("pt", "pt-pt", "portuguese", "português"),
    "pt-BR": ("pt-br", "ptbr", "br"),
    "uk": ("uk", "ua", "uk-ua", "ukrainian", "українська"),
    "vi": ("vi", "vn", "vi-vn", "vietnamese"),
    "it": ("it", "it-it", "italian", "italiano"),
    "tr": ("tr", "tr-tr", "turkish", "türkçe"),
    "fa": ("fa", "fa-ir", "persian", "فارسی"),
    "ar": ("ar", "ar-sa", "arabic", "العربية"),
    "id": ("id", "id-id", "indonesian"),
    "hi": ("hi", "hi-in", "hindi", "हिन्दी"),
    "pl": ("pl", "pl-pl", "polish", "polski"),
    "nl": ("nl", "nl-nl", "dutch", "nederlands"),
}
_TAGS: dict[str, str] = {
    **{code: code for code in _PLAIN.split()},
    **dict.fromkeys(_CHINESE, "zh"),
    **dict.fromkeys(_TRADITIONAL, "zh-TW"),
    **{name: tag for tag, names in _OTHERS.items() for name in names},
}

# Codes that are as likely to be a word or an abbreviation at the end of a note's name as a language:
# `how-to-do-it.md`, `user-id.md`, `notes-sc.md`. After a list's name (`README-it.md`) they are languages.
_WORDS = frozenset(
    "it no id is in as am or my so et be to la do hi sc tc br uk el he fi et ca ms ta th da et tw cs sk sr ur fa bg hr hu lt lv".split()
)

_SUFFIX = re.compile(
    r"(?:[-_. ]+|(?<=[a-z0-9])(?=[\u4e00-\u9fff]))([A-Za-z]{2,10}(?:[-_][A-Za-z]{2,4})?|[^\x00-\x7f]{2,4})$"
)
_BRACKETED = re.compile(r"\s*[(（\[]([^()（）\[\]]{2,12})[)）\]]$")
_EXTENSION = re.compile(r"\.(md|markdown|mkd|mdx|html?|rst|txt|ipynb|pdf)$", re.IGNORECASE)


def tag_of(code: str) -> str | None:
    """The BCP 47 tag that a name such as ``cn``, ``zh_CN``, ``EN`` or ``中文`` stands for; None when none."""
    return _TAGS.get(code.strip().casefold().replace("_", "-"))


@lru_cache(maxsize=65536)
def split_language(stem: str, *, strict: bool = True) -> tuple[str, str | None]:
    """Split a file's stem into its name and its language: ``readme-2-EN`` is ``("readme-2", "en")``.

    A *strict* reading does not take codes that are words (``do-it``) for languages.
    """
    for pattern in (_BRACKETED, _SUFFIX):
        if not (match := pattern.search(stem)) or match.start() == 0:
            continue
        for code in (match[1], re.split(r"[-_]", match[1])[-1]):
            tag = tag_of(code)
            if tag is None or (strict and code in _WORDS):
                continue
            return stem[: match.end(1) - len(code)].rstrip("-_. ([（"), tag
    return stem, None


def language_of_name(path: str) -> str | None:
    """The language that a list's name says, or the folder it is in: ``docs/zh/README.md``; None when neither does."""
    folder, name = posixpath.split(path)
    language = split_language(_EXTENSION.sub("", name), strict=False)[1]
    if language is None and folder:
        language = tag_of(posixpath.basename(folder))
    return language


@lru_cache(maxsize=65536)
def fold(path: str) -> str:
    """The path that a note's files in all languages share, in lower case.

    ``readme.md``, ``readme-EN.md`` and ``readme_zh.md`` of one folder fold to that folder; ``zh/a.md`` and
    ``en/a.md`` to ``a``; ``blog-cn.md`` to ``blog``.
    """
    folder, name = posixpath.split(path.rstrip("/"))
    parts = [part for part in folder.split("/") if part and not _is_language_folder(part)]
    stem = split_language(_EXTENSION.sub("", name))[0].casefold()
    if stem not in ("readme", "index") or not parts:
        parts.append(stem)
    return "/".join(parts).casefold()


def _is_language_folder(name: str) -> bool:
    return tag_of(name) is not None and name.casefold() not in _WORDS
