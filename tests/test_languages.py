"""Which language a name or a text is in, and the path that translations share."""

from __future__ import annotations

import pytest

from publisher.languages import fold, language_of_name, split_language, tag_of
from publisher.scripts import language_of_text


@pytest.mark.parametrize(
    ("stem", "name", "language"),
    [
        ("readme-cn", "readme", "zh"), ("readme_zh", "readme", "zh"), ("README.zh-CN", "README", "zh"), ("readme-2-EN", "readme-2", "en"),
        ("README_ja", "README", "ja"), ("blog-eng", "blog", "en"), ("README.zh_TW", "README", "zh-TW"), ("README-pt-BR", "README", "pt-BR"),
        ("说明（中文）", "说明", "zh"), ("guide (english)", "guide", "en"), ("guide中文", "guide", "zh"), ("ids_CN", "ids", "zh"),
        ("readme_english", "readme", "en"), ("readme", "readme", None), ("readme-2", "readme-2", None), ("cn", "cn", None),
        ("how-to-do-it", "how-to-do-it", None), ("user-id", "user-id", None), ("notes-on-go", "notes-on-go", None),
        ("readme-dev", "readme-dev", None), ("-cn", "-cn", None),
    ],
)  # fmt: skip
def test_a_name_ends_with_its_language(stem: str, name: str, language: str | None) -> None:
    assert split_language(stem) == (name, language)


def test_a_list_may_end_with_a_code_that_is_a_word() -> None:
    assert split_language("README-it", strict=False) == ("README", "it")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("README.md", None), ("README-cn.md", "zh"), ("README_EN.markdown", "en"), ("README.ja.md", "ja"), ("README-it.md", "it"),
        ("docs/zh/README.md", "zh"), ("docs/README.md", None), ("zh-CN/list.md", "zh"), ("README-dev.md", None), ("zh/README-en.md", "en"),
    ],
)  # fmt: skip
def test_a_list_is_in_the_language_of_its_name_or_folder(path: str, language: str | None) -> None:
    assert language_of_name(path) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("", "en", id="nothing"),
        pytest.param("123 — !", "en", id="no letters"),
        pytest.param("Notes on feeds.", "en", id="English"),
        pytest.param("Notas sobre los canales.", "en", id="Latin script cannot be told apart"),
        pytest.param(
            "关于订阅源的笔记，用 Atom、RSS 与 JSON Feed 写成。", "zh", id="Chinese with Latin names"
        ),
        pytest.param(
            "Notes by 王小明 on feeds and on how their readers read them.",
            "en",
            id="English with a Chinese name",
        ),
        pytest.param("フィードについてのノートを集めました。", "ja", id="Japanese"),
        pytest.param("フィード購読入門、更新日時設計論。", "ja", id="Japanese with many Han"),
        pytest.param("피드에 대한 노트를 모았습니다.", "ko", id="Korean"),
        pytest.param("Заметки о лентах новостей.", "ru", id="Russian"),
        pytest.param(
            "关于订阅源\n```\nmuch code in a fence that is all English words\n```\n",
            "zh",
            id="code does not count",
        ),
        pytest.param(
            "订阅 [源](https://notes.example/a/very/long/path/in/latin/script/and/more)",
            "zh",
            id="addresses do not count",
        ),
    ],
)
def test_a_text_is_in_the_language_of_its_script(text: str, language: str) -> None:
    assert language_of_text(text) == language


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(
            [
                "ids/readme.md",
                "ids/readme-EN.md",
                "ids/readme_zh.md",
                "ids/README.zh-CN.md",
                "ids/",
                "Ids/index.md",
            ],
            id="README of a folder",
        ),
        pytest.param(
            [
                "a/blog.md",
                "a/blog-cn.md",
                "a/blog_en.md",
                "a/Blog-EN.MD",
                "zh/a/blog.md",
                "en/a/blog.md",
                "a/zh-CN/blog.md",
            ],
            id="file",
        ),
        pytest.param(["readme.md", "readme_zh.md", "zh/readme.md"], id="README at the root"),
        pytest.param(["订阅/说明.md", "订阅/说明-en.md"], id="Chinese name"),
    ],
)
def test_translations_share_one_folded_path(paths: list[str]) -> None:
    assert len({fold(path) for path in paths}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/readme.md", "b/readme.md"),
        ("a/x.md", "a/y.md"),
        ("a/readme-1.md", "a/readme-2.md"),
        ("do.md", "do-it.md"),
        ("it/a.md", "a.md"),
    ],
)
def test_other_files_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("code", "tag"),
    [("cn", "zh"), ("ZH_cn", "zh"), ("EN", "en"), ("jp", "ja"), ("中文", "zh"), ("xx", None), ("", None)],
)
def test_a_code_stands_for_a_tag(code: str, tag: str | None) -> None:
    assert tag_of(code) == tag
