"""What an issue looks like, in every document and language, against files of expected output."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from conftest import Golden
from digest_samples import (
    COST,
    HOME,
    ISSUES,
    PUBLICATION,
    SETTINGS,
    announced,
    entry,
    issue,
    note,
)
from lxml import etree, html

from publisher.config import Settings
from publisher.digests import TARGET_NAMES, dump_context, render_digests, render_issue
from publisher.digests.context import Count, Edition, Fact, Group, Item, Link
from publisher.digests.copying import TITLE_CHARACTERS, Field, Measure, Panel
from publisher.digests.mail import encoded_size, fits
from publisher.digests.shelves import FULL_ISSUES, Shelf
from publisher.digests.titles import cut, subject_of, width
from publisher.errors import TemplateError
from publisher.forges import Home
from publisher.model import Publication
from publisher.templating import shipped_templates
from publisher.words import Words, read_messages

GOLDEN = Path(__file__).parent / "golden" / "digests"
LEADS = {
    "2026-W34/en": "This week two notes on **polling**, and how to read a [foxtrot merge](notes/foxtrot.md).\n\n- short\n- true\n",
    "2026-W34/zh": "本期有两篇谈**轮询**的笔记，还有如何读懂[狐步合并](notes/foxtrot-cn.md)。\n",
}
DOCUMENTS = render_digests(PUBLICATION, SETTINGS, leads=LEADS)
SECOND = ISSUES[1]


def text(path: str, documents: dict[str, bytes] = DOCUMENTS) -> str:
    return documents[path].decode()


@pytest.mark.parametrize(
    "path",
    [path for path in DOCUMENTS if ("/2026-W3" not in path and path.count("/") < 2) or "2026-W34" in path],
)
def test_every_document_is_as_expected(path: str, golden: Golden) -> None:
    golden(GOLDEN / path, DOCUMENTS[path])


def test_every_document_is_there() -> None:
    folder = {path.rpartition("/")[2] for path in DOCUMENTS if path.startswith("digests/2026-W34/")}
    pasted = {f"{name}.{language}.html" for name in ("zhihu", "wechat", "email") for language in ("en", "zh")}
    texts = {f"{name}.{language}.{end}" for name, end in (("zhihu", "md"), ("email", "txt"), ("email", "eml"), ("issue", "md")) for language in ("en", "zh")}  # fmt: skip
    assert folder == pasted | texts | {"index.html", "issue.html", "issue.json", "release.md"}
    assert {
        "changelog.en.md",
        "changelog.zh.html",
        "digests.en.atom",
        "digests/index.html",
    } <= DOCUMENTS.keys()


def test_rendering_again_gives_the_same_bytes() -> None:
    assert render_digests(PUBLICATION, SETTINGS, leads=LEADS) == DOCUMENTS


def test_a_closed_issue_changes_only_in_its_next_link() -> None:
    before = render_digests(replace(PUBLICATION, issues=ISSUES[:2]), SETTINGS, leads=LEADS)
    changed = {path for path in before if path.startswith("digests/2026") and before[path] != DOCUMENTS[path]}
    assert changed == {"digests/2026-W34/issue.html", "digests/2026-W34/issue.json"}
    path = "digests/2026-W34/issue.html"
    lines = [line for line in text(path).splitlines() if line not in text(path, before).splitlines()]
    assert [re.sub(r'href="[^"]*"', "", line) for line in lines] == ["<a >Next issue</a>", "<a >下一期</a>"]


def test_a_removed_note_loses_its_links_and_nothing_else() -> None:
    gone = render_digests(
        replace(PUBLICATION, issues=(ISSUES[0], replace(SECOND, gone=frozenset((COST.id,))), ISSUES[2])),
        SETTINGS,
    )
    whole = text("digests/2026-W34/zhihu.en.html", render_digests(PUBLICATION, SETTINGS))
    linked = '<a href="https://github.com/example/field-notes/blob/main/notes/cost.md">What a poll'
    assert linked in whole
    assert text("digests/2026-W34/zhihu.en.html", gone) == whole.replace(linked, "What a poll").replace("one header</a>", "one header")  # fmt: skip


def test_the_newest_issues_have_every_target_and_older_ones_stay_readable() -> None:
    many = tuple(
        issue(number, added=(note(f"n{number}", entry("en", f"Note {number}", f"n{number}.md"), announcement=announced(number)),))
        for number in range(1, FULL_ISSUES + 3)
    )  # fmt: skip
    documents = render_digests(replace(PUBLICATION, issues=many), SETTINGS)
    oldest = {path.rpartition("/")[2] for path in documents if path.startswith(f"digests/{many[0].id}/")}
    assert oldest == {"issue.en.md", "issue.zh.md", "issue.html", "issue.json"}
    assert f"digests/{many[2].id}/index.html" in documents
    assert f"digests/{many[1].id}/index.html" not in documents


def test_both_languages_have_the_same_skeleton() -> None:
    notes = [each for each in (*SECOND.added, *SECOND.promoted) if len(each.entries) > 1]
    both = tuple(
        replace(each, entries=tuple(replace(listing, summary="words") for listing in each.entries))
        for each in notes
    )
    second = replace(SECOND, added=both[:1], promoted=both[1:], translated=(), number=1)
    documents = render_digests(replace(PUBLICATION, issues=(second,)), SETTINGS)

    def skeleton(path: str) -> list[str]:
        return [str(each.tag) for each in html.fromstring(documents[path]).iter()]

    for name in ("zhihu", "wechat", "email"):
        assert skeleton(f"digests/2026-W34/{name}.en.html") == skeleton(f"digests/2026-W34/{name}.zh.html")


NOWHERE = [
    pytest.param(Settings(), HOME, id="no address of the pages"),
    pytest.param(SETTINGS, Home(), id="no forge"),
    pytest.param(Settings(), Home(), id="neither"),
]


@pytest.mark.parametrize(("settings", "home"), NOWHERE)
def test_links_that_need_an_address_are_left_out(settings: Settings, home: Home) -> None:
    documents = render_digests(replace(PUBLICATION, home=home), settings)
    outside = [
        path
        for path in documents
        if path.startswith("digests/2026") and not path.endswith(("issue.html", "index.html"))
    ]
    for path in outside:
        words = documents[path].decode()
        assert home.host or "github.com/example" not in words.replace('"tag', "")
        assert settings.site_url or "example.org" not in words
        assert "None" not in words
        assert 'href=""' not in words
        assert "]()" not in words


def test_pages_link_to_one_another_without_knowing_where_they_are() -> None:
    page = text("digests/2026-W34/issue.html", render_digests(PUBLICATION, Settings()))
    for link in (
        "../../digests/2026-W33/issue.html",
        "../../digests/2026-W35/issue.html#zh",
        "../../index.zh.html",
        "../../zh.atom",
    ):
        assert f'href="{link}"' in page


def test_without_an_issue_there_are_an_empty_list_and_an_empty_feed() -> None:
    documents = render_digests(replace(PUBLICATION, issues=()), SETTINGS)
    assert "No issue is out yet." in text("digests/index.html", documents)
    assert "还没有任何一期" in text("changelog.zh.md", documents)
    assert "<entry" not in text("digests.en.atom", documents)


def test_the_lead_is_sanitised_and_its_links_are_those_of_the_repository() -> None:
    lead = "Hello <script>alert(1)</script><b onclick=x>you</b>, see [it](notes/ids.md).\n"
    documents = render_digests(PUBLICATION, SETTINGS, leads={"2026-W34/en": lead})
    page = text("digests/2026-W34/issue.html", documents)
    assert "alert" not in page
    assert "onclick" not in page
    assert '<a href="https://github.com/example/field-notes/blob/main/notes/ids.md">it</a>' in page
    assert "Hello" not in text("digests/2026-W34/issue.zh.md", documents)


FLOOD = tuple(
    note(
        f"n{n}",
        entry("en", f"Note number {n}", f"n{n}.md", "Words and words. " * 30),
        announcement=announced(8),
    )
    for n in range(400)
)


def test_the_e_mail_is_small_enough_and_says_what_it_leaves_out() -> None:
    publication = replace(PUBLICATION, issues=(ISSUES[0], replace(SECOND, added=FLOOD, promoted=())))
    documents = render_digests(publication, SETTINGS)
    letter = text("digests/2026-W34/email.en.html", documents)
    shown = letter.count("<h3 ")
    assert fits(letter)
    assert encoded_size(letter) > 80_000
    assert f"and {400 - shown}\u00a0more on the web page</a>" in letter
    assert text("digests/2026-W34/zhihu.en.html", documents).count("<h3>") == 400


@pytest.mark.parametrize(("most", "least"), [(10_000, 2), (50_000, 40), (1_000_000, 80)])
def test_the_feed_of_digests_has_room_for_any_digest(most: int, least: int) -> None:
    publication = replace(PUBLICATION, issues=(ISSUES[0], replace(SECOND, added=FLOOD, promoted=())))
    settings = replace(SETTINGS, feed=replace(SETTINGS.feed, max_bytes=most))
    document = render_digests(publication, settings)["digests.en.atom"]
    feed = etree.fromstring(document)
    content = feed.findtext("{*}entry/{*}content") or ""
    shown = content.count("<h3>")
    assert len(document) <= most
    assert shown >= least
    assert fits(content)
    assert f"and {400 - shown}\u00a0more on the web page</a>" in content


FIELDS = [
    pytest.param("Short", "Field Notes #2: Short", id="whole"),
    pytest.param("w" * 55, f"#2: {'w' * 55}", id="without the list's name"),
    pytest.param("word " * 20, "#2: word word word word word word word word word word word…", id="cut"),
]


@pytest.mark.parametrize(("title", "expected"), FIELDS)
def test_a_title_for_wechat_fits_its_field(title: str, expected: str) -> None:
    only = note("n", entry("en", title, "n.md"), announcement=announced(8))
    issues = (ISSUES[0], replace(SECOND, added=(only,), promoted=()))
    page = html.fromstring(
        render_digests(replace(PUBLICATION, issues=issues), SETTINGS)["digests/2026-W34/index.html"]
    )
    (value,) = page.xpath("//*[@id='en-wechat']//dl/div[1]//*[@class='value']")
    assert value.text_content() == expected
    assert len(expected) <= TITLE_CHARACTERS["wechat"]


def test_the_message_is_a_draft_of_text_and_html() -> None:
    data = DOCUMENTS["digests/2026-W34/email.zh.eml"]
    message = message_from_bytes(data, _class=EmailMessage, policy=default)
    assert message["Subject"] == "田野笔记 第 2 期：《订阅源的 id 为什么不能变》《狐步合并》等 3 篇"
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime == SECOND.end
    plain, rich = message.iter_parts()
    assert plain.get_content() == text("digests/2026-W34/email.zh.txt")
    assert rich.get_content() == text("digests/2026-W34/email.zh.html")
    assert {part["Content-Transfer-Encoding"] for part in (plain, rich)} == {"8bit"}
    assert "狐步合并" in data.decode()
    assert message["Content-Language"] == "zh-CN"


def test_a_line_that_is_too_long_for_a_message_is_encoded() -> None:
    only = note("n", entry("en", "Long", "n.md", summary="word " * 400), announcement=announced(8))
    issues = (ISSUES[0], replace(SECOND, added=(only,), promoted=()))
    data = render_digests(replace(PUBLICATION, issues=issues), SETTINGS)["digests/2026-W34/email.en.eml"]
    plain, rich = message_from_bytes(data, _class=EmailMessage, policy=default).iter_parts()
    assert max(map(len, data.splitlines())) <= 998
    assert plain["Content-Transfer-Encoding"] == "8bit"
    assert rich["Content-Transfer-Encoding"] == "quoted-printable"
    assert "word word" in rich.get_content()


def test_one_document_of_one_issue_is_that_of_the_folder() -> None:
    for target in TARGET_NAMES:
        if target == "feed":
            continue
        made = render_issue(SECOND, PUBLICATION, SETTINGS, target, "zh", leads=LEADS)
        same = [path for path, data in DOCUMENTS.items() if data == made]
        assert len(same) == 1 or target == "release", target


def test_an_issue_out_of_the_order_is_a_draft() -> None:
    draft = replace(SECOND, id="draft", number=0, base=None, begin=SECOND.end - timedelta(days=1))
    for target in (name for name in TARGET_NAMES if name not in ("json", "eml")):
        made = render_issue(draft, PUBLICATION, SETTINGS, target, "en").decode()
        assert "digests/draft" not in made, target
        assert "Previous issue" not in made, target
        assert "#0" not in made, target
    made = render_issue(draft, PUBLICATION, SETTINGS, "markdown", "en").decode()
    assert made.startswith("# Field Notes: What is new\n\n2026-08-23\u00a0· ")
    assert "A warm welcome to contributor" in made
    letter = render_issue(draft, PUBLICATION, SETTINGS, "email-text", "zh").decode()
    assert letter.startswith("主题：田野笔记：《订阅源的 id 为什么不能变》")
    assert "全部各期：https://example.org/notes/digests/index.html#zh\n" in letter


def test_a_template_of_the_users_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "zhihu.html.j2").write_text("<p>{{ issue.subject }}</p>\n", "utf-8")
    documents = render_digests(PUBLICATION, SETTINGS, templates=tmp_path)
    assert text("digests/2026-W34/zhihu.zh.html", documents) == (
        "<p>第 2 期：《订阅源的 id 为什么不能变》《狐步合并》等 3 篇</p>\n"
    )
    assert (
        documents["digests/2026-W34/wechat.zh.html"]
        == render_digests(PUBLICATION, SETTINGS)["digests/2026-W34/wechat.zh.html"]
    )


def test_a_broken_template_is_said_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "digests").mkdir()
    path = tmp_path / "digests" / "zhihu.html.j2"
    path.write_text("<p>\n{{ issue.titel }}\n", "utf-8")
    with pytest.raises(TemplateError) as caught:
        render_digests(PUBLICATION, SETTINGS, templates=tmp_path)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_the_context_is_printed_as_json() -> None:
    context = json.loads(dump_context(SECOND, PUBLICATION, SETTINGS, "zhihu", "zh", leads=LEADS))
    assert context["subject"].startswith("第 2 期")
    assert context["lead"].startswith("<p>本期")
    assert [group["name"] for group in context["news"]] == ["added", "promoted"]
    both = json.loads(dump_context(SECOND, PUBLICATION, SETTINGS, "release", "zh"))
    assert [edition["language"] for edition in both] == ["en", "zh"]


def test_every_field_of_the_context_is_documented(checkout: Path) -> None:
    documented = (checkout / "docs" / "templates.md").read_text("utf-8")
    for value in (Edition, Group, Item, Fact, Link, Count, Shelf, Panel, Field, Measure):
        section = documented.partition(f"### {value.__name__}\n")[2].partition("\n### ")[0]
        missing = [each.name for each in fields(value) if f"| `{each.name}` |" not in section]
        assert not missing, f"docs/templates.md: {value.__name__} lacks {missing}"
    for template in sorted((shipped_templates() / "digests").iterdir()):
        assert f"`{template.name}`" in documented, template.name


def test_the_example_of_a_context_is_true(checkout: Path) -> None:
    example = re.search(
        r"```json\n(.*?)```", (checkout / "docs" / "templates.md").read_text("utf-8"), re.DOTALL
    )
    assert example
    assert example[1] == dump_context(ISSUES[2], PUBLICATION, SETTINGS, "zhihu", "zh")


def test_every_message_is_said_somewhere(checkout: Path) -> None:
    files = [
        *(checkout / "publisher" / "digests").glob("*.py"),
        *(shipped_templates() / "digests").glob("*.j2"),
    ]
    said = "".join(file.read_text("utf-8") for file in files)
    for key in read_messages("en"):
        group, _, name = key.partition(".")
        if group not in ("digest", "copy"):
            continue
        made = re.sub(r"^(count|field|in)_|_how$", "", name)  # of a name and a part
        assert any(f"{mark}{word}" in said for mark in ("digest.", "copy.", '"') for word in (name, made)), (
            key
        )


SUBJECTS = [
    pytest.param(["One"], "#7: One", "", id="one"),
    pytest.param(["One", "Two"], "#7: One, Two", "", id="two that fit"),
    pytest.param(["A" * 40, "B" * 40, "C" * 40], f"#7: {'A' * 40} and 2 more", f"Also: {'B' * 40}, {'C' * 40}", id="one that fits"),
    pytest.param(["word " * 30], "#7: word word word word word word word word word word word…", "", id="a long one"),
]  # fmt: skip


@pytest.mark.parametrize(("titles", "subject", "preheader"), SUBJECTS)
def test_the_subject_is_the_number_and_the_best_titles(
    titles: list[str], subject: str, preheader: str
) -> None:
    assert subject_of(7, titles, Words("en")) == (subject, preheader)


def test_a_chinese_subject_names_titles_as_chinese_does() -> None:
    assert subject_of(7, ["甲", "乙"], Words("zh"))[0] == "第 7 期：《甲》《乙》"
    assert subject_of(7, ["甲" * 25, "乙" * 25, "丙"], Words("zh"))[0] == f"第 7 期：《{'甲' * 25}》等 3 篇"


def test_han_characters_are_two_columns_wide() -> None:
    assert width("汉字ab") == 6
    assert cut("汉字汉字", 5) == "汉字…"
    assert cut("some words here", 12) == "some words…"


def test_a_list_without_a_title_is_called_by_its_repository() -> None:
    publication: Publication = replace(PUBLICATION, titles={})
    made = render_issue(SECOND, publication, SETTINGS, "markdown", "en").decode()
    assert made.startswith("# field-notes: Issue 2\n")


def test_a_note_in_another_language_says_which() -> None:
    listings = [entry(language, "Title", f"{language}.md") for language in ("en", "ja", "zh")]
    notes = tuple(note(each.language, each, announcement=announced(8)) for each in listings)
    made = {
        language: render_issue(replace(SECOND, added=notes), PUBLICATION, SETTINGS, "markdown", language)
        for language in ("en", "zh")
    }
    found = {
        language: re.findall("(in Chinese|in 日本語|英文|日本語)\u00a0·", text.decode())
        for language, text in made.items()
    }
    assert found == {"en": ["in 日本語", "in Chinese"], "zh": ["英文", "日本語"]}


def test_days_are_those_of_the_editors_time_zone() -> None:
    shanghai = replace(SETTINGS, digest=replace(SETTINGS.digest, timezone="Asia/Shanghai"))
    late = replace(SECOND, begin=SECOND.begin - timedelta(hours=8), end=SECOND.end - timedelta(hours=8))
    made = render_issue(late, PUBLICATION, shanghai, "markdown", "en").decode()
    assert "2026-08-17 to 2026-08-23" in made
