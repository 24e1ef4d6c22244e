"""The rules of each target: what breaks them is found, and whatever authors write does not break them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from digest_samples import ISSUES, PUBLICATION, SETTINGS, announced, entry, note
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from publisher.checks import check_documents
from publisher.checks.targets import check_target
from publisher.digests import render_digests, rich
from publisher.markup import render_document
from publisher.model import Alternate, Issue

BESIDE = ("page-link", "page-anchor", "markdown-link", "markdown-strong", "release-mention", "email-markup")
"""Rules about files that are not made here, and warnings about what an author may well write."""
DOCUMENTS = {
    path.rpartition("/")[2]: data.decode()
    for path, data in render_digests(PUBLICATION, SETTINGS).items()
    if path.startswith("digests/2026-W34/")
}


def rules(name: str, text: str) -> set[str]:
    return {finding.rule for finding in check_target(f"digests/2026-W34/{name}", text)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_documents_keep_the_rules(name: str) -> None:
    assert rules(name, DOCUMENTS[name]) == set()


PASTED = [
    pytest.param("<h1>x</h1>", {"zhihu-element"}, id="third level of headings"),
    pytest.param("<table><tr><td>x</td></tr></table>", {"zhihu-element"}, id="table"),
    pytest.param('<p class="x">x</p>', {"zhihu-attribute"}, id="class"),
    pytest.param('<p style="color:red">x</p>', {"zhihu-attribute"}, id="style"),
    pytest.param('<p lang="en">x</p>', {"zhihu-attribute"}, id="language"),
    pytest.param("<ul><li>a<ul><li>b</li></ul></li></ul>", {"zhihu-nested-list"}, id="list in a list"),
    pytest.param("<ul><li><p>a</p></li></ul>", {"zhihu-item"}, id="paragraph in an item"),
    pytest.param("<p>a</p>\n<p>b</p>", {"zhihu-space"}, id="newline between blocks"),
    pytest.param("<ul> <li>a</li></ul>", {"zhihu-space"}, id="space in a list"),
    pytest.param("<p></p>", {"zhihu-empty"}, id="empty paragraph"),
    pytest.param('<p><a href="../x.md">x</a></p>', {"zhihu-link"}, id="relative link"),
    pytest.param('<p><a href="javascript:x">x</a></p>', {"zhihu-link"}, id="link that runs"),
    pytest.param("<p>$5</p>", {"zhihu-dollar"}, id="dollar"),
    pytest.param('<p><img src="https://raw.githubusercontent.com/x.png" alt="x"></p>', {"zhihu-picture"}, id="picture"),
    pytest.param('<p><img eeimg="3" src="//www.zhihu.com/equation?tex=x" alt="x"></p>', {"zhihu-picture"}, id="no kind of formula"),
    pytest.param('<p>a <img eeimg="2" src="//www.zhihu.com/equation?tex=x" alt="x"></p>', {"zhihu-formula"}, id="displayed formula in a line"),
    pytest.param('<p>a <img eeimg="1" src="//www.zhihu.com/equation?tex=x" alt="x"></p>', set(), id="formula in a line"),
    pytest.param('<p><img eeimg="2" src="//www.zhihu.com/equation?tex=x" alt="x"></p>', set(), id="displayed formula"),
    pytest.param("<p><strong>a</strong> <em>b</em></p>", set(), id="space between words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASTED)
def test_rich_text_for_zhihu(text: str, expected: set[str]) -> None:
    assert rules("zhihu.zh.html", f"{text}\n") == expected


CHANGES = [
    pytest.param("zhihu.zh.md", "## 新笔记", "# 新笔记", {"zhihu-heading"}, id="Zhihu: title"),
    pytest.param("zhihu.zh.md", "## 新笔记", "#### 新笔记", {"zhihu-heading"}, id="Zhihu: deep heading"),
    pytest.param("zhihu.zh.md", "## 新笔记", "## $x$", {"zhihu-dollar"}, id="Zhihu: dollar"),
    pytest.param("zhihu.zh.md", "## 新笔记", "![x](y.png)", {"zhihu-picture"}, id="Zhihu: picture"),
    pytest.param("wechat.zh.html", "<h2 style", "<h2 class", {"wechat-attribute", "wechat-style"}, id="WeChat: class"),
    pytest.param("wechat.zh.html", "<sup", '<a href="https://example.org/" style="x">x</a><sup', {"wechat-link"}, id="WeChat: link"),
    pytest.param("wechat.zh.html", "<sup", '<a href="https://mp.weixin.qq.com/s/x" style="x">x</a><sup', set(), id="WeChat: its own link"),
    pytest.param("wechat.zh.html", "[1]</sup>", "[99]</sup>", {"wechat-reference"}, id="WeChat: number without a link"),
    pytest.param("wechat.zh.html", "[2] ", "[3] ", {"wechat-reference"}, id="WeChat: link without a number"),
    pytest.param("wechat.zh.html", "</section>", f'<p style="x">{"字" * 20_000}</p></section>', {"wechat-length"}, id="WeChat: too long"),
    pytest.param("wechat.zh.html", "</section>", "<svg></svg></section>", {"wechat-element"}, id="WeChat: drawing"),
    pytest.param("email.en.html", "<body", "<style>p {}</style><body", {"email-element"}, id="e-mail: style sheet"),
    pytest.param("email.en.html", "</body>", "<script>x</script></body>", {"email-element"}, id="e-mail: script"),
    pytest.param("email.en.html", "</body>", '<a style="x" href="#top">x</a></body>', {"email-link"}, id="e-mail: anchor"),
    pytest.param("email.en.html", "</body>", '<img style="x" src="data:image/png;base64,x" alt=""></body>', {"email-picture"}, id="e-mail: picture in it"),
    pytest.param("email.en.html", "</body>", '<p id="x" style="x">x</p></body>', {"email-attribute"}, id="e-mail: id"),
    pytest.param("email.en.html", "</body>", "<p>x</p></body>", {"email-style"}, id="e-mail: unstyled"),
    pytest.param("email.en.html", 'role="presentation"', "", {"email-table"}, id="e-mail: table of data"),
    pytest.param("email.en.html", "light dark", "light", {"email-scheme"}, id="e-mail: one scheme"),
    pytest.param("email.en.html", "display:none", "display:block", {"email-preheader"}, id="e-mail: preheader shows"),
    pytest.param("email.en.html", "</body>", "x" * 70_000 + "</body>", {"email-size"}, id="e-mail: too large"),
    pytest.param("email.en.txt", "Preheader: Also: ", "", {"email-head"}, id="text: no preheader"),
    pytest.param("email.zh.txt", "订阅源的", "字" * 37 + " ", {"email-columns"}, id="text: too wide"),
    pytest.param("release.md", "## Field", "Thanks @somebody\n\n## Field", {"release-mention"}, id="release: mention"),
    pytest.param("release.md", "## Field", "x" * 125_000 + "\n\n## Field", {"release-length"}, id="release: too long"),
    pytest.param("email.en.eml", "Subject:", "X-Subject:", {"message-header"}, id="message: no subject"),
    pytest.param("email.en.eml", "multipart/alternative", "multipart/mixed", {"message-parts"}, id="message: parts beside each other"),
    pytest.param("email.en.eml", "publisher.invalid>\nDate", "example.org>\nDate", {"email-published"}, id="message: address"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), CHANGES)
def test_what_breaks_a_rule_is_found(name: str, old: str, new: str, expected: set[str]) -> None:
    assert old in DOCUMENTS[name]
    assert rules(name, DOCUMENTS[name].replace(old, new, 1 if name != "email.en.html" else -1)) == expected


MISCHIEF = [
    pytest.param({"title": "- [x] 1. a list"}, id="a title that opens a list"),
    pytest.param({"title": "1. first"}, id="a title that begins with a number"),
    pytest.param({"title": "# heading"}, id="a title that opens a heading"),
    pytest.param({"title": "\x07\ufffd", "link": ""}, id="a title that nobody sees"),
    pytest.param({"summary": "Write to me@example.org."}, id="an address for letters"),
    pytest.param({"summary": "Code: `![p](p.png)`"}, id="a picture in code"),
    pytest.param({"summary": "Look\\![p](p.png)"}, id="an exclamation mark before a link"),
    pytest.param({"section": "x" * 80}, id="a phrase wider than a line"),
    pytest.param({"title": f"{'长' * 90}"}, id="a title wider than a line"),
    pytest.param({"summary": "costs $5, or $10, and $x$"}, id="dollars"),
]


@pytest.mark.parametrize("more", MISCHIEF)
def test_what_an_author_once_broke_stays_whole(more: dict[str, str]) -> None:
    words = {"title": "Title", "link": "a.md", "summary": "Words.", "section": "Section"} | more
    each = note("n", entry("en", **words), entry("zh", **words), announcement=announced(8))
    removed = replace(each, id="gone")
    issue = replace(ISSUES[1], added=(each,), translated=((each, "zh"),), removed=(removed,))
    documents = render_digests(replace(PUBLICATION, issues=(ISSUES[0], issue)), SETTINGS)
    assert [str(finding) for finding in check_documents(documents) if finding.rule not in BESIDE] == []


WORDS = st.sampled_from(
    [
        *"ab 1_*`[]()<>!#&~$\\|:.-+=\"'{}@/",
        "\n", "中文", "，", "（注）", "**", "](", "http://a.b", "https://mp.weixin.qq.com/s/x", "<script>", "</p>", "<!--",
        "$\\frac{a}{b}$", "$$x^2$$", "![p](p.png)", "<img src=x onerror=y>", "<table>", "\u202e", "\x07", "\ufeff", "\u0301",
        "www.a.org", "@somebody", "me@example.org", "javascript:x", "&amp;", "&#0;", "x" * 90, "长" * 60, "- ", "1. ", "# ",
    ]
)  # fmt: skip
SOURCE = st.lists(WORDS, max_size=12).map("".join)
LINK = st.sampled_from(
    ["a.md", "a b.md", "(x).md", "中.md", "http://a.b/?x=$1&y=_z_", "https://a.b/'\"<>", "#x", ""]
)
AUTHOR = st.sampled_from(["maintainer", "<b>", "@x", "名字", 'a "quoted" one', "a\nb"])


@st.composite
def hostile_issues(draw: Callable[[st.SearchStrategy[str]], str]) -> Issue:
    """An issue of notes whose every text is somebody's mischief."""

    def hostile(language: str) -> object:
        return entry(
            language,
            draw(SOURCE.filter(str.strip)),
            draw(LINK),
            draw(SOURCE),
            draw(SOURCE),
            alternates=(Alternate(label=draw(SOURCE), link=draw(LINK)),),
        )

    notes = tuple(
        note(
            f"n{number}",
            hostile("en"),
            hostile("zh"),
            announcement=announced(8, author=draw(AUTHOR)),
        )  # type: ignore[arg-type]
        for number in range(3)
    )
    return replace(
        ISSUES[1], added=notes[:2], promoted=notes[2:], removed=notes[:1], newcomers=(draw(AUTHOR),)
    )


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(hostile_issues(), SOURCE)
def test_whatever_authors_write_keeps_the_rules(issue: Issue, lead: str) -> None:
    publication = replace(PUBLICATION, issues=(ISSUES[0], issue))
    leads: Mapping[str, str] = {"2026-W34/en": lead, "2026-W34/zh": lead}
    documents = render_digests(publication, SETTINGS, leads=leads)
    findings = [str(each) for each in check_documents(documents) if each.rule not in BESIDE]
    assert findings == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param("- a\n\n- b", "<ul><li>a</li><li>b</li></ul>", id="loose"),
        pytest.param("- a\n\n  b", "<ul><li>a<br>b</li></ul>", id="two paragraphs"),
        pytest.param("- a\n  > q", "<ul><li>a<br>q</li></ul>", id="a quotation"),
        pytest.param("- > q\n  > - x", "<ul><li>q<br>x</li></ul>", id="a list in a quotation"),
        pytest.param("> - > q", "<blockquote><ul><li>q</li></ul></blockquote>", id="a quotation in a list in one"),
        pytest.param("- a\n  1. b\n  2. c", "<ul><li>a</li><li>1. b</li><li>2. c</li></ul>", id="an ordered list in a list"),
        pytest.param("- # h", "<ul><li>h</li></ul>", id="a heading"),
    ],
)  # fmt: skip
def test_a_list_s_item_holds_no_paragraph(lead: str, expected: str) -> None:
    markup = render_document(lead, path="README.md", home=PUBLICATION.home)
    assert rich.zhihu_form().document(markup) == expected
    documents = render_digests(PUBLICATION, SETTINGS, leads={f"{ISSUES[1].id}/en": lead})
    assert [str(each) for each in check_documents(documents) if "item" in each.rule] == []
