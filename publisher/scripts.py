"""Which language a text is in, by the share of each script in its prose."""

from __future__ import annotations

import re

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
