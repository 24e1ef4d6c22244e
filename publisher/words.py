"""Our own words, in the reader's language.

A catalogue is YAML, one folder a language and one file a group of keys
(``messages/zh/feed.yml`` holds ``feed.…``). A language may instead be one file whose upper keys are
the groups (``messages/fr.yml``); what it does not say is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

FALLBACK = "en"
SHIPPED = Path(__file__).parent / "messages"

Message = str | Mapping[str, str]
"""A text, or its plural forms: ``one`` and ``other``."""
Messages = Mapping[str, Message]
"""The messages of one language, by ``group.key``."""

# What a language calls itself: the label of a link to a text in it.
_OWN_NAMES = {
    "ar": "العربية", "bn": "বাংলা", "cs": "Čeština", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fa": "فارسی", "fr": "Français", "he": "עברית", "hi": "हिन्दी", "id": "Bahasa Indonesia",
    "it": "Italiano", "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "pt-br": "Português (Brasil)", "ru": "Русский", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe",
    "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文", "zh-cn": "简体中文", "zh-hans": "简体中文",
    "zh-hant": "繁體中文", "zh-hk": "繁體中文", "zh-tw": "繁體中文",
}  # fmt: skip


def own_name(language: str) -> str:
    """Return what *language* calls itself (``中文``), or its tag."""
    tags = _tag_and_parents(language)
    return next((_OWN_NAMES[tag.lower()] for tag in tags if tag.lower() in _OWN_NAMES), language)


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language: ``Words("zh")("standing.pending_since", date="2026-05-03")``."""

    language: str
    catalogue: Path = field(default=SHIPPED, repr=False)

    def __call__(self, key: str, /, *, n: int | None = None, **values: object) -> str:
        """Return the message *key*, filled with *values*; *n* chooses the plural form and fills ``{n}``."""
        message = self._message(key)
        if not isinstance(message, str):
            one = n == 1 and "one" in message
            message = message["one" if one else "other"]
        return message.format(n=n, **values)

    def __contains__(self, key: object) -> bool:
        return any(key in messages for messages in _find_messages(self.language, self.catalogue))

    def _message(self, key: str) -> Message:
        return _find_message(self.language, self.catalogue, key)


@cache
def _find_message(language: str, catalogue: Path, key: str) -> Message:
    for messages in _find_messages(language, catalogue):
        if key in messages:
            return messages[key]
    raise KeyError(key)


def _find_messages(language: str, catalogue: Path) -> tuple[Messages, ...]:
    tags = (*_tag_and_parents(language), FALLBACK)
    return tuple(read_messages(tag, catalogue) for tag in tags)


@cache
def read_messages(language: str, catalogue: Path = SHIPPED) -> Messages:
    """Return what *catalogue* itself says in *language*, without any fallback; empty when nothing."""
    found: dict[str, Message] = {}
    for file in sorted((catalogue / language).glob("*.yml")):
        found |= _group(file.stem, yaml.safe_load(file.read_text("utf-8")))
    single = catalogue / f"{language}.yml"
    if single.is_file():
        for group, messages in yaml.safe_load(single.read_text("utf-8")).items():
            found |= _group(group, messages)
    return MappingProxyType(found)


def _group(name: str, messages: Mapping[str, Message]) -> dict[str, Message]:
    return {f"{name}.{key}": message for key, message in messages.items()}


def _tag_and_parents(language: str) -> tuple[str, ...]:
    """``zh-Hant-TW``, ``zh-Hant``, ``zh``: the order of a lookup (RFC 4647 section 3.4)."""
    parts = language.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))
