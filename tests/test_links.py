"""Spellings of one target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.links import FRAGMENT, NOWHERE, Links, id_of, is_profile, label_of

LINKS = Links(own=frozenset(("github.com/example-lists/field-notes", "gitee.com/example-lists/field-notes")))
HERE = "https://github.com/example-lists/field-notes"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("./notes/feed ids.md", id="dot"),
        pytest.param("notes/feed ids.md", id="plain"),
        pytest.param("/notes/feed ids.md", id="from the root"),
        pytest.param("notes//feed ids.md", id="two slashes"),
        pytest.param("./notes/./x/../feed ids.md", id="dots within"),
        pytest.param("notes/feed%20ids.md", id="percent"),
        pytest.param("  notes/feed ids.md\n", id="space around"),
        pytest.param("\u200bnotes/feed ids.md\ufeff", id="signs that show nothing around"),
        pytest.param("notes\\feed ids.md", id="backslash"),
        pytest.param("notes/feed ids.md?plain=1", id="query"),
        pytest.param("notes/feed ids.md#", id="empty fragment"),
        pytest.param(f"{HERE}/blob/main/notes/feed%20ids.md", id="its page"),
        pytest.param(f"{HERE}/blob/dev/notes/feed%20ids.md", id="its page on another branch"),
        pytest.param(f"{HERE}/raw/main/notes/feed%20ids.md", id="its bytes"),
        pytest.param(f"{HERE}/tree/main/notes/feed%20ids.md", id="as a folder"),
        pytest.param(
            "https://github.com/Example-Lists/Field-Notes/blob/main/notes/feed%20ids.md", id="other case"
        ),
        pytest.param(
            "http://www.github.com/example-lists/field-notes/blob/main//notes/feed%20ids.md",
            id="http and www",
        ),
        pytest.param(
            "https://gitee.com/example-lists/field-notes/blob/main/notes/feed%20ids.md", id="a mirror"
        ),
        pytest.param(
            "https://link.example/?target=https%3A//github.com/example-lists/field-notes/blob/main/notes/feed%2520ids.md",
            id="redirect",
        ),
    ],
)
def test_spellings_of_a_path_are_one_target(written: str) -> None:
    target = LINKS.read(written, list="README.md")
    assert (target.link, target.key, target.local) == ("notes/feed ids.md", "notes/feed ids.md", True)
    assert (target.path, target.folded) == ("notes/feed ids.md", "notes/feed ids")


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("https://notes.example/feeds/ids", id="plain"),
        pytest.param("http://notes.example/feeds/ids", id="http"),
        pytest.param("HTTPS://Notes.Example/feeds/ids", id="case of the host"),
        pytest.param("https://www.notes.example/feeds/ids", id="www"),
        pytest.param("//notes.example/feeds/ids", id="no scheme"),
        pytest.param("https://notes.example/feeds/ids/", id="trailing slash"),
        pytest.param("https://notes.example/feeds/ids//", id="trailing slashes"),
        pytest.param("https://notes.example//feeds//ids", id="slashes within"),
        pytest.param("https://notes.example:443/feeds/ids", id="the usual port"),
        pytest.param("http://notes.example:80/feeds/ids", id="the usual port of http"),
        pytest.param("https://notes.example/feeds/ids#top", id="fragment"),
        pytest.param("https://notes.example/feeds/ids?", id="empty query"),
        pytest.param("https://notes.example/feeds/ids?utm_source=feed&utm_medium=rss", id="utm"),
        pytest.param(
            "https://notes.example/feeds/ids?fbclid=1&spm=2&ref=x&share_token=y", id="other trackers"
        ),
        pytest.param("https://notes.example/%66eeds/ids", id="percent"),
        pytest.param("https://notes.example/feeds/ids/index.html", id="index"),
        pytest.param("http://https://notes.example/feeds/ids", id="a scheme said twice"),
        pytest.param("https:/notes.example/feeds/ids", id="a slash too few"),
        pytest.param("hhttps://notes.example/feeds/ids", id="a letter too many"),
        pytest.param("htps://notes.example/feeds/ids", id="a letter too few"),
        pytest.param("[https://notes.example/feeds/ids", id="a bracket in front"),
        pytest.param(
            "https://link.zhihu.example/?target=https%3A//notes.example/feeds/ids", id="redirect by target"
        ),
        pytest.param(
            "https://r.example/l?url=https%3A%2F%2Fnotes.example%2Ffeeds%2Fids&x=1", id="redirect by url"
        ),
        pytest.param(
            "https://r.example/?url=https%3A%2F%2Fs.example%2F%3Ftarget%3Dhttps%253A%252F%252Fnotes.example%252Ffeeds%252Fids",
            id="redirect to a redirect",
        ),
    ],
)
def test_spellings_of_an_address_are_one_target(written: str) -> None:
    target = LINKS.read(written, list="README.md")
    assert (target.key, target.local, target.path, target.folded) == (
        "notes.example/feeds/ids",
        False,
        "",
        "",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://notes.example/p/1", "https://notes.example/p/2", id="path"),
        pytest.param(
            "https://notes.example/p?id=1", "https://notes.example/p?id=2", id="query that says which"
        ),
        pytest.param("https://notes.example/Ids", "https://notes.example/ids", id="case of a path"),
        pytest.param("https://notes.example/#/a", "https://notes.example/#/b", id="pages behind a fragment"),
        pytest.param("https://notes.example/#!a", "https://notes.example/#!b", id="pages behind a hashbang"),
        pytest.param("https://notes.example:8080/a", "https://notes.example/a", id="port"),
        pytest.param("https://a.notes.example/a", "https://notes.example/a", id="host"),
        pytest.param("notes/Ids.md", "notes/ids.md", id="case of a file"),
        pytest.param("ids.md", "ids", id="extension"),
        pytest.param("ids.md", "notes/ids.md", id="folder"),
        pytest.param(
            f"{HERE}/blob/main/ids.md", "https://github.com/other/field-notes/blob/main/ids.md", id="owner"
        ),
        pytest.param("https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00002", id="paper"),
        pytest.param(f"{HERE}/issues/1", f"{HERE}/issues/2", id="what is no file"),
    ],
)
def test_other_targets_are_others(one: str, other: str) -> None:
    assert LINKS.read(one, list="README.md").key != LINKS.read(other, list="README.md").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "https://notes.example/p?b=2&a=1", "https://notes.example/p?a=1&b=2", id="order of a query"
        ),
        pytest.param(
            "https://arxiv.org/abs/2401.00001", "https://arxiv.org/pdf/2401.00001v3.pdf", id="a paper's forms"
        ),
        pytest.param(
            "https://arxiv.org/abs/cs/0112017", "http://arxiv.org/pdf/cs/0112017v1", id="an old paper's forms"
        ),
        pytest.param(
            "https://github.com/Owner/Name", "https://github.com/owner/name.git", id="case on a forge"
        ),
        pytest.param(
            "https://github.com/owner/name", "https://github.com/owner/name/tree/main", id="the front page"
        ),
        pytest.param(
            "https://notes.example/订阅", "https://notes.example/%E8%AE%A2%E9%98%85", id="Chinese, encoded"
        ),
        pytest.param(
            "./订阅/说明.md", "%E8%AE%A2%E9%98%85/%E8%AF%B4%E6%98%8E.md", id="a Chinese path, encoded"
        ),
        pytest.param("https://notes.example", "https://notes.example/", id="a host alone"),
    ],
)
def test_these_are_one_target_too(one: str, other: str) -> None:
    assert LINKS.read(one, list="README.md").key == LINKS.read(other, list="README.md").key


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "\u200b",
        "mailto:someone@example.org",
        "javascript:alert(1)",
        "ftp://notes.example/a",
        "http://[",
        "https://",
        "https://nodots/a",
        "tel:+1",
        "data:text/plain,a",
        "http://notes.example:port/",
    ],
)
def test_some_links_point_nowhere(written: str) -> None:
    assert LINKS.read(written, list="README.md") == NOWHERE


@pytest.mark.parametrize(
    "written", ["#feeds", "#", ".", "./", "./#feeds", "https://github.com/Example-Lists/field-notes#feeds"]
)
def test_a_fragment_alone_is_a_place_in_the_list(written: str) -> None:
    assert LINKS.read(written, list="README.md") == FRAGMENT


@pytest.mark.parametrize(
    ("written", "link"),
    [
        pytest.param("a.md", "docs/zh/a.md", id="beside it"),
        pytest.param("../a.md", "docs/a.md", id="above it"),
        pytest.param("../../../../a.md", "a.md", id="not above the root"),
        pytest.param("/a.md", "a.md", id="from the root"),
        pytest.param(f"{HERE}/blob/main/a.md", "a.md", id="its page"),
        pytest.param("https://notes.example/a.md", "https://notes.example/a.md", id="another site"),
    ],
)
def test_paths_are_read_from_the_folder_of_the_list(written: str, link: str) -> None:
    assert LINKS.read(written, list="docs/zh/README.md").link == link


def test_a_fragment_tells_entries_of_one_file_apart() -> None:
    one, other = (LINKS.read(f"./ids.md#{part}", list="README.md") for part in ("%E4%B8%80", "二"))
    assert (one.link, one.exact) == ("ids.md#一", "ids.md#一")
    assert (other.link, other.exact) == ("ids.md#二", "ids.md#二")
    assert one.key == other.key == one.path == "ids.md"
    assert LINKS.read("https://notes.example/a#b", list="README.md").exact == "notes.example/a#b"


def test_a_file_with_a_colon_in_its_name_is_no_address() -> None:
    target = LINKS.read("./part1:ids.md", list="README.md")
    assert (target.link, target.local) == ("part1:ids.md", True)
    assert LINKS.of(target.link) == target


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("github.com/owner/name", "https://github.com/owner/name"),
        ("github.com.md", "github.com.md"),
        ("www.md", "www.md"),
    ],
)
def test_an_address_may_lack_its_scheme(written: str, link: str) -> None:
    assert LINKS.read(written, list="README.md").link == link


@pytest.mark.parametrize(
    ("page", "about"),
    [
        ("issues", True),
        ("issues/new", True),
        ("pull/7", True),
        ("graphs/contributors", True),
        ("stargazers", True),
        ("issues/7", False),
        ("wiki/Ids", False),
        ("releases/tag/v1", False),
        ("discussions/3", False),
        ("", False),
    ],
)
def test_a_forge_makes_pages_about_a_project(page: str, about: bool) -> None:  # noqa: FBT001
    for name, expected in (("field-notes", about), ("other", False)):
        target = LINKS.read(f"https://github.com/example-lists/{name}/{page}", list="README.md")
        assert LINKS.is_about_the_project(target) == expected


def test_an_address_that_needs_no_mending_is_not_touched() -> None:
    assert LINKS.read("HTTPS://Notes.example/Feeds", list="README.md").link == "HTTPS://Notes.example/Feeds"


def test_an_address_is_published_as_it_is_written() -> None:
    written = "http://www.notes.example/a/?utm_source=x#b"
    assert LINKS.read(f" {written} ", list="README.md").link == written


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                [
                    "https://",
                    "notes.example",
                    "/",
                    "..",
                    "a b",
                    "%20",
                    "%",
                    "?",
                    "target=",
                    "#",
                    "[",
                    "]",
                    "é",
                ]
            )
        ).map("".join),
    )
)
def test_reading_never_fails_and_what_was_read_is_read_again(written: str) -> None:
    target = LINKS.read(written, list="docs/README.md")
    again = LINKS.of(target.link)
    assert again.key == target.key or target == FRAGMENT
    assert bool(target.link) == bool(target.key)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("https://zhuanlan.zhihu.com/p/1", "zhihu"), ("https://www.zhihu.com/question/1", "zhihu"),
        ("https://mp.weixin.qq.com/s/x", "wechat"), ("https://arxiv.org/abs/2401.00001", "arxiv"),
        ("https://github.com/a/b", "github"), ("https://m.youtube.com/watch?v=1", "youtube"),
        ("https://www.notes.example/a", "notes.example"), ("ids_zh.md", "zh"), ("ids-EN.md", "en"), ("ids.md", "text"),
    ],
)  # fmt: skip
def test_a_home_has_a_name(written: str, label: str) -> None:
    assert label_of(LINKS.read(written, list="README.md")) == label


@pytest.mark.parametrize(
    ("written", "id"),
    [
        pytest.param("./notes/ids.md", "notes/ids", id="without the extension"),
        pytest.param("./notes/ids_en.md", "notes/ids", id="without the language"),
        pytest.param("./notes/ids/README-cn.md", "notes/ids", id="a README is its folder"),
        pytest.param("./README-cn.md", "README", id="a README at the root"),
        pytest.param("./notes/ids/", "notes/ids", id="a folder"),
        pytest.param("./notes/ids.md#two", "notes/ids", id="without the fragment"),
        pytest.param("./notes/how-to-do-it.md", "notes/how-to-do-it", id="a word is no language"),
        pytest.param("https://www.notes.example/a/?utm_source=x", "notes.example/a", id="an address"),
    ],
)
def test_an_id_is_made_of_the_first_link(written: str, id: str) -> None:
    assert id_of(LINKS.read(written, list="README.md")) == id


@pytest.mark.parametrize(
    ("written", "profile"),
    [
        ("https://github.com/somebody", True), ("https://gitee.com/somebody/", True), ("https://github.com", False),
        ("https://github.com/somebody/list", False), ("https://notes.example/somebody", False), ("somebody", False),
    ],
)  # fmt: skip
def test_a_profile_is_somebodys_page_on_a_forge(written: str, profile: bool) -> None:  # noqa: FBT001
    assert is_profile(LINKS.read(written, list="README.md")) is profile
