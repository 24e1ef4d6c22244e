"""The catalogue: equal in both languages, and open to another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.words import SHIPPED, Message, Words, own_name, read_messages

GROUPS = sorted(path.stem for path in (SHIPPED / "en").glob("*.yml"))


def test_english_and_chinese_have_the_same_keys() -> None:
    assert set(read_messages("en")) == set(read_messages("zh"))


def test_english_and_chinese_are_filled_with_the_same_values() -> None:
    english, chinese = read_messages("en"), read_messages("zh")
    # "and 3 more" counts others than "等 5 篇".
    numbers = {"n", "total"}
    differing = [key for key in english if (_fields(english[key]) ^ _fields(chinese[key])) - numbers]
    assert differing == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_message_of_a_group_is_under_its_name(group: str) -> None:
    assert any(key.startswith(f"{group}.") for key in read_messages("en"))


def test_chinese_uses_its_own_punctuation() -> None:
    texts = [text for message in read_messages("zh").values() for text in _texts(message)]
    wrong = [text for text in texts if re.search(r"[\u4e00-\u9fff}][:;!?]( |$)|[\u4e00-\u9fff],", text)]
    assert wrong == []


def test_a_message_is_filled() -> None:
    assert Words("en")("feed.author", name="A") == "by A"
    assert Words("zh")("feed.author", name="A") == "作者：A"


def test_a_plural_form_is_chosen_by_the_number(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text('page:\n  notes: {one: "one note", other: "{n} notes"}\n')
    words = Words("en", tmp_path)
    assert [words("page.notes", n=n) for n in (0, 1, 2)] == ["0 notes", "one note", "2 notes"]


def test_another_language_is_one_file_and_falls_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "feed.yml").write_text('author: "by {name}"\nhelp: "Help"\n')
    (tmp_path / "fr.yml").write_text('feed:\n  author: "par {name}"\n')
    french = Words("fr", tmp_path)
    assert french("feed.author", name="A") == "par A"
    assert french("feed.help") == "Help"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("zh-Hant-TW", "作者：A", id="a region falls back to its language"),
        pytest.param("tlh", "by A", id="an unknown language falls back to English"),
    ],
)
def test_a_language_falls_back(language: str, expected: str) -> None:
    assert Words(language)("feed.author", name="A") == expected


def test_a_key_that_nobody_wrote_is_our_mistake() -> None:
    assert "feed.nothing" not in Words("en")
    with pytest.raises(KeyError, match=r"feed\.nothing"):
        Words("en")("feed.nothing")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "English"), ("zh", "中文"), ("zh-TW", "繁體中文"), ("pt-PT", "Português"), ("tlh", "tlh")],
)
def test_a_language_is_called_what_it_calls_itself(language: str, name: str) -> None:
    assert own_name(language) == name


def _texts(message: Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def _fields(message: Message) -> set[str]:
    return {field for text in _texts(message) for field in re.findall(r"{(\w+)}", text)}


def test_since_when_a_note_waits_is_said_in_the_same_words_everywhere() -> None:
    """Feeds, digests and the page each had words of their own for it."""
    keys = {key for key in read_messages("en") if re.search("pending_since|waiting_since|revis", key)}
    assert keys == {"standing.pending_since", "standing.waiting_since", "standing.revising_since"}
