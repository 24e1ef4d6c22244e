"""Which files are lists, and what text they hold."""

from __future__ import annotations

import pytest

from publisher.lists import decode, is_community_file, is_list, leave_out, pathspecs


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "readme.md",
        "ReadMe.MD",
        "README",
        "README.markdown",
        "README.mkd",
        "README-cn.md",
        "README_zh.md",
        "readme_zh_CN.md",
        "README.zh-CN.md",
        "README_EN.markdown",
        "README-eng.md",
        "README.ja.md",
        "README-pt_BR.md",
        "README_中文.md",
        "README-it.md",
    ],
)
def test_a_readme_at_the_root_is_a_list_in_any_language(path: str) -> None:
    assert is_list(path, ())


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("README-dev.md", id="no-language"),
        pytest.param("README-2.md", id="a-number"),
        pytest.param("README.rst", id="restructured-text"),
        pytest.param("README.txt", id="text"),
        pytest.param("README.md.bak", id="backup"),
        pytest.param("readme.html", id="html"),
        pytest.param("readmes.md", id="another-word"),
        pytest.param("README-first.md", id="another-word-behind-a-hyphen"),
        pytest.param("docs/README.md", id="below-the-root"),
    ],
)
def test_other_files_are_no_lists(path: str) -> None:
    assert not is_list(path, ())


@pytest.mark.parametrize(
    ("path", "patterns"),
    [
        pytest.param("docs/a.md", ("docs/*.md",), id="pattern"),
        pytest.param("docs/a.md", ("docs",), id="folder"),
        pytest.param("docs/a.MD", ("./docs/",), id="folder-spelled-loosely"),
        pytest.param("list.txt", ("list.txt",), id="file-that-is-named"),
        pytest.param("docs/list.txt", ("docs/*.txt",), id="extension-that-is-named"),
        pytest.param("LIST", ("/LIST",), id="file-without-an-extension"),
    ],
)
def test_a_pattern_names_lists(path: str, patterns: tuple[str, ...]) -> None:
    assert is_list(path, patterns)


@pytest.mark.parametrize("path", ["docs/plan.png", "docs/Makefile", "docs/notes.txt"])
def test_a_folder_s_other_files_are_no_lists(path: str) -> None:
    assert not is_list(path, ("docs",))


@pytest.mark.parametrize(
    ("pattern", "pathspec"),
    [
        ("docs/*.md", ":(top,glob)docs/*.md"),
        ("./a.md", ":(top,glob)a.md"),
        ("/a.md", ":(top,glob)a.md"),
        ("--output=x", ":(top,glob)--output=x"),
        (":(exclude)a.md", ":(top,glob):(exclude)a.md"),
        ("", ":(top,glob).git"),
        ("./", ":(top,glob).git"),
    ],
)
def test_a_pattern_is_nothing_but_a_pattern(pattern: str, pathspec: str) -> None:
    assert pathspecs((pattern,)) == (pathspec,)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"# A\n", "# A\n", id="plain"),
        pytest.param(b"\xef\xbb\xbf# A\n", "# A\n", id="byte-order-mark"),
        pytest.param("\ufeff# 笔记\n".encode("utf-16-le"), "# 笔记\n", id="utf-16-little"),
        pytest.param("\ufeff# 笔记\n".encode("utf-16-be"), "# 笔记\n", id="utf-16-big"),
        pytest.param("\ufeffa".encode("utf-16-le") + b"\x00", "a\ufffd", id="utf-16-cut-short"),
        pytest.param(b"a\r\nb\rc\nd", "a\nb\nc\nd", id="mixed-line-ends"),
        pytest.param(b"a\r\r\nb", "a\n\nb", id="converted-twice"),
        pytest.param(b"a\xff\xe4b\n", "a\ufffd\ufffdb\n", id="latin-1"),
        pytest.param(b"a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb", id="lone-surrogate"),
        pytest.param(b"a\x00b", "a\x00b", id="nul"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_bytes_become_text_whatever_they_are(content: bytes, text: str) -> None:
    assert decode(content) == text


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        pytest.param("CONTRIBUTING.md", True, id="how to contribute"),
        pytest.param(".github/contributing_zh.md", True, id="translated, where GitHub looks"),
        pytest.param("docs/CODE-OF-CONDUCT.md", True, id="conduct, with hyphens"),
        pytest.param("LICENSE", True, id="licence"),
        pytest.param("notes/license.md", False, id="note on licences"),
        pytest.param("contributing-well.md", False, id="note on contributing"),
    ],
)
def test_some_files_speak_of_the_repository(path: str, *, is_one: bool) -> None:
    assert is_community_file(path) is is_one


def test_a_pattern_with_an_exclamation_mark_leaves_files_out() -> None:
    assert pathspecs(("docs/*.md", "!./docs/old/**")) == (
        ":(top,glob)docs/*.md", ":(top,exclude,glob)docs/old/**",
    )  # fmt: skip
    assert pathspecs(("!README-cn.md",)) == (":(top,icase,glob)readme*", ":(top,exclude,glob)README-cn.md")
    assert is_list("README.md", ("!README-cn.md",))
    assert not is_list("notes.md", ("!README-cn.md",))


def test_no_file_of_a_folder_that_is_left_out_is_a_list() -> None:
    assert leave_out(("**/*.md",), "docs/feeds/") == ("**/*.md", "!docs/feeds/**")
    assert leave_out((), "feeds") == ()
    assert leave_out(("*.md",), "") == ("*.md",)
