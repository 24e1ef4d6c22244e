"""In which languages a list is published: those of its lists, and those that its notes were once out in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import feedparser
import pytest

from publisher.build import build
from publisher.config import Settings
from publisher.model import Publication
from publisher.sample.builder import RepoBuilder

ENGLISH = "# Notes\n\n- [Escape once](escape.md): How often to escape.\n"
MORE = "- [Escape twice](twice.md): And what comes of it.\n"
CHINESE = "# 笔记\n\n- [只转义一次](escape-cn.md)：该转义几次。\n"
JAPANESE_DRAFT = (
    "# ノート\n\n- [Pending Review] [エスケープは一度だけ](escape-ja.md)：何度エスケープするか。\n"
)


def published(folder: Path, *trees: Mapping[str, str | None]) -> Publication:
    """What the list is published as, built after each of *trees*, into ``feeds`` in *folder*."""
    found: Publication | None = None
    with RepoBuilder(folder / "list") as repo:
        for tree in trees:
            gone = [path for path, text in tree.items() if text is None]
            repo.commit("Go on", {path: text for path, text in tree.items() if text is not None}, delete=gone)
            repo.finish()
            found = build(repo.path, Settings(), output=folder / "feeds", as_of=date(2026, 2, 1)).publication
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("trees", "languages"),
    [
        pytest.param([{"README.md": ENGLISH}], ("en",), id="one list"),
        pytest.param([{"README.md": CHINESE, "README-en.md": ENGLISH}], ("zh", "en"), id="the main list's first"),
        pytest.param([{"README.md": ENGLISH, "README-ja.md": JAPANESE_DRAFT}], ("en", "ja"), id="a list of drafts"),
        pytest.param(
            [{"README.md": ENGLISH, "README-cn.md": CHINESE}, {"README-cn.md": None}], ("en", "zh"), id="a list that went"
        ),
        pytest.param(
            [{"README.md": ENGLISH, "README-ja.md": JAPANESE_DRAFT}, {"README-ja.md": None}], ("en",),
            id="a list of drafts that went",
        ),
        pytest.param([{"README.md": ENGLISH}, {"README.md": CHINESE}], ("zh", "en"), id="a list that changed its language"),
    ],
)  # fmt: skip
def test_languages(trees: list[Mapping[str, str | None]], languages: tuple[str, ...], tmp_path: Path) -> None:
    assert published(tmp_path, *trees).languages == languages


def test_a_feed_whose_language_went_goes_on_in_another(tmp_path: Path) -> None:
    published(
        tmp_path,
        {"README.md": ENGLISH, "README-cn.md": CHINESE},
        {"README-cn.md": None},
        {"README.md": ENGLISH + MORE},
    )

    feed = feedparser.parse((tmp_path / "feeds" / "zh.atom").read_bytes())
    assert [(entry.title, entry.title_detail.language) for entry in feed.entries] == [
        ("Escape twice", "en"),
        ("Escape once", "en"),
    ]


SECTIONS = {
    "README.md": "# Notes\n\n## Feeds\n\n- [Escape once](escape.md): How often.\n- [Escape twice](twice.md): Why.\n",
    "README-cn.md": "# 笔记\n\n## 订阅源\n\n- [只转义一次](escape-cn.md)：转义几次。\n",
}


def sections_said(folder: Path) -> dict[str, str]:
    """The documents in Chinese, each from where it shows the note that is in English only."""
    shown = {
        "index.zh.html": ("<h4>", "</ul>"),
        "zh.atom": ("<entry", "</entry>"),
        "digests/2026-W02/issue.zh.md": ("### ", "作者"),
    }
    said = {}
    for path, (begin, end) in shown.items():
        parts = (folder / path).read_text(encoding="utf-8").split(begin)
        (part,) = (part for part in parts[1:] if "Escape twice" in part.partition(end)[0])
        said[path] = part.partition(end)[0]
    return said


def test_the_section_of_an_untranslated_note_is_named_in_the_readers_language(tmp_path: Path) -> None:
    published(tmp_path, SECTIONS)

    for name, text in sections_said(tmp_path / "feeds").items():
        assert "订阅源" in text, name
        assert "Feeds" not in text, name


def test_an_issue_goes_on_calling_a_section_what_it_was_called_then(tmp_path: Path) -> None:
    published(tmp_path, SECTIONS)
    issue = tmp_path / "feeds" / "digests" / "2026-W02" / "issue.zh.md"
    before = issue.read_bytes()
    renamed = SECTIONS["README-cn.md"].replace("订阅源", "推送")
    shutil.rmtree(tmp_path / "list")

    published(tmp_path, SECTIONS, {"README-cn.md": renamed})

    said = sections_said(tmp_path / "feeds")
    assert issue.read_bytes() == before
    assert "推送" in said["index.zh.html"]
    assert "推送" in said["zh.atom"]
