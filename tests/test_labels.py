"""Words that name a home of a note, and words that do not."""

from __future__ import annotations

import pytest

from publisher.labels import holds_no_notes, is_generic, is_platform, is_pointing, language_label, says_so


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English", "en"), ("[English]", "en"), ("English version", "en"), ("EN", "en"), ("in English", "en"), ("英文版本", "en"),
        ("[英文版]", "en"), ("英文", "en"), ("中文", "zh"), ("中文版", "zh"), ("[中文版本]", "zh"), ("简体中文", "zh"),
        ("Chinese", "zh"), ("Chinese version", "zh"), ("Simplified Chinese", "zh"), ("中", "zh"), ("CN", "zh"), ("zh-CN", "zh"),
        ("zh_CN", "zh"), ("**中文版：**", "zh"), ("繁體中文", "zh-TW"), ("Traditional Chinese", "zh-TW"), ("日本語", "ja"),
        ("Japanese translation", "ja"), ("日文版", "ja"), ("한국어", "ko"), ("Português", "pt"), ("Français", "fr"),
        ("Spanish", "es"), ("Русский", "ru"), ("Türkçe", "tr"), ("Українська", "uk"), ("العربية", "ar"), ("Polski", "pl"), ("pt-BR", "pt-BR"), ("见英文版", "en"), ("Read in Chinese", "zh"),
    ],
)  # fmt: skip
def test_a_link_text_may_name_a_language(text: str, language: str | None) -> None:
    assert language_label(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "it",
        "no",
        "id",
        "Go",
        "C",
        "Chinese feeds explained",
        "English grammar for programmers",
        "中文订阅源",
        "中文排版指南",
        "Version",
        "版本",
        "A version",
        "The Chinese version of a very long title about feeds",
    ],
)
def test_other_texts_name_none(text: str) -> None:
    assert language_label(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "paper",
        "Paper",
        "[PDF]",
        "code",
        "GitHub",
        "知乎",
        "论文",
        "代码",
        "Zhihu",
        "1",
        "[2]",
        "arXiv",
        "",
        "**Blog**",
        "Video 2",
        "GitHub Repo",
        "English",
        "中文版",
        "Go!",
        "Slides",
        "HF",
        "code 1",
        "paper code",
        "Lectures",
        "Lectures and Assignments",
        "课件",
        "コード",
    ],
)
def test_a_text_that_names_a_home_is_no_title(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ids",
        "Paper airplanes",
        "Coding",
        "2026",
        "GitHub Actions",
        "知乎：两个日期",
        "The code of ids",
        "Lectures on ids",
        "Code and Ids",
        "demo day",
        "日期",
    ],
)
def test_a_title_names_no_home(text: str) -> None:
    assert not is_generic(text)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("Zhihu", True),
        ("知乎", True),
        ("知乎：两个日期", True),
        ("Medium: Two dates", True),
        ("微信公众号", True),
        ("[知乎]", True),
        ("Two dates", False),
        ("日期：知乎", False),
        ("paper", False),
        ("", False),
    ],
)
def test_a_platform_is_named_with_a_title_or_without(text: str, platform: bool) -> None:  # noqa: FBT001
    assert is_platform(text) is platform


@pytest.mark.parametrize(
    "prose",
    [
        "Also available on ",
        "also published at",
        "This note is cross-posted to ",
        "同样刊载于",
        "这一部分同样刊载在 ",
        "还有",
        "translated into ",
        "Mirrored on ",
        "同步发布在",
        "另有",
        "首发于",
        "Available in ",
    ],
)
def test_words_say_that_a_link_leads_to_the_same_note(prose: str) -> None:
    assert says_so(prose)


@pytest.mark.parametrize(
    "prose", ["", "see ", "as told in ", "参见", "更详细的解析应该参考 ", "built on ", "thanks to "]
)
def test_other_words_only_mention(prose: str) -> None:
    assert not says_so(prose)


@pytest.mark.parametrize(
    ("text", "pointing"), [("here", True), ("[这里]", True), ("click here", True), ("hereafter", False)]
)
def test_some_texts_only_point(text: str, pointing: bool) -> None:  # noqa: FBT001
    assert is_pointing(text) is pointing


@pytest.mark.parametrize(
    ("heading", "silent"),
    [
        ("Contents", False), ("目录", False), ("📑 Acknowledgements", True), ("贡献指南", True), ("License", True), ("Core Contributors ✨", True),
        ("特别感谢与贡献者", True), ("Sponsors", True), ("Feeds", False), ("Notes", False), ("License plates", False),
        ("How contributors write notes that other people want to read", False), ("", False),
    ],
)  # fmt: skip
def test_a_heading_may_stand_over_no_notes(heading: str, silent: bool) -> None:  # noqa: FBT001
    assert holds_no_notes(heading) is silent
