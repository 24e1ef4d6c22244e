"""Which language a list or a note is in, from its name or from its text.

A file's language is named by the suffix of its stem (``README-cn.md``, ``readme_EN.md``, ``guide.zh-TW.md``)
or by a folder (``zh/guide.md``); a text's language is read off its scripts.
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


_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+|\]\([^)\]\n]*\)|<[^<>\n]*>", re.DOTALL)
_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "kana": re.compile(r"[\u3041-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "arabic": re.compile(r"[\u0600-\u06ff]+"),
    "devanagari": re.compile(r"[\u0900-\u097f]+"),
    "thai": re.compile(r"[\u0e00-\u0e7f]+"),
    "hebrew": re.compile(r"[\u0590-\u05ff]+"),
    "greek": re.compile(r"[\u0370-\u03ff]+"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]+"),
}
_BY_SCRIPT = {
    "cyrillic": "ru",
    "arabic": "ar",
    "devanagari": "hi",
    "thai": "th",
    "hebrew": "he",
    "greek": "el",
}
# A Han word is 1.6 characters long on average; a third of the words is enough, since Chinese technical
# prose is full of Latin names and English prose hardly ever holds Han.
_WORD = {"han": 1.6, "kana": 2.0, "hangul": 2.5}
_SHARE = 0.3


Counts = tuple[int, ...]
"""How often each script occurs in a prose, in the order of `_SCRIPTS`."""

NO_WORDS: Counts = (0,) * len(_SCRIPTS)
_LATIN = tuple(_SCRIPTS).index("latin")
_FREQUENT = ("han", "latin")


def _any_but(*names: str) -> re.Pattern[str]:
    """Any character of the scripts but *names*: most texts have none of these, and are not asked for each."""
    rest = (script.pattern.strip("[]+") for name, script in _SCRIPTS.items() if name not in names)
    return re.compile(f"[{''.join(rest)}]")


_NOT_LATIN, _RARE = _any_but("latin"), _any_but(*_FREQUENT)
_FENCE = "```"


def count_scripts(text: str, *, fenced: bool = False) -> tuple[Counts, bool]:
    """Count the scripts in whole lines of prose; say whether they leave code open, given whether it was open before.

    The counts of a text are the sums of those of its parts.
    """
    if fenced:
        _, fence, text = text.partition(_FENCE)
        if not fence:
            return NO_WORDS, True
    is_open = _FENCE in text and _leaves_open(text)
    prose = _CODE.sub(" ", text)
    if prose.isascii() or not _NOT_LATIN.search(prose):
        words = len(_SCRIPTS["latin"].findall(prose))
        return (*NO_WORDS[:_LATIN], words, *NO_WORDS[_LATIN + 1 :]), is_open
    rare = _RARE.search(prose) is not None
    return tuple(
        [
            len(pattern.findall(prose)) if rare or name in _FREQUENT else 0
            for name, pattern in _SCRIPTS.items()
        ]
    ), is_open


def _leaves_open(text: str) -> bool:
    last = ""
    for found in _CODE.finditer(text):
        last = found[0]
    return last.startswith(_FENCE) and not (len(last) >= 2 * len(_FENCE) and last.endswith(_FENCE))


def language_of_counts(counts: Counts) -> str:
    """The language of a prose whose scripts are *counts*; ``en`` for Latin script and for no text."""
    words = {name: count / _WORD.get(name, 1) for name, count in zip(_SCRIPTS, counts, strict=True)}
    total = sum(words.values())
    if not total:
        return "en"
    if words["kana"] > 0.1 * total and words["kana"] + words["han"] > _SHARE * total:
        return "ja"
    if words["hangul"] > _SHARE * total:
        return "ko"
    if words["han"] > _SHARE * total:
        return "zh"
    script = max(words, key=words.__getitem__)
    return _BY_SCRIPT.get(script, "en") if words[script] > 0.5 * total else "en"


def language_of_text(text: str) -> str:
    """The language of a list by the share of each script in its prose; ``en`` for Latin script and for no text."""
    return language_of_counts(count_scripts(text)[0])


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
