"""Feeds are read back, in each form, to what they were made of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from factories import HOME, make_event, make_listing, make_note, make_publication, on
from lxml import etree
from lxml.etree import _Element

from publisher.checks import Limits, check_documents
from publisher.config import Content, Feed, Settings
from publisher.feeds import find_wanted, render_feeds
from publisher.forges import Home
from publisher.model import Alternate, Kind, Note, Standing

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "https://maintainer.example/list/"
SETTINGS = Settings(site_url=SITE)
BLOB = "https://github.com/maintainer/list/blob/main"
FORMS = ("atom", "rss", "json")
ZHIHU = Alternate(label="zhihu", link="https://zhuanlan.zhihu.com/p/1")

BOTH = make_note(
    "first",
    make_listing(
        "First note",
        "notes/first.md",
        section=("Guides", "Basics"),
        summary="See [the guide](guide/readme.md); $K$ times.",
    ),
    make_listing(
        "第一篇笔记",
        "notes/first_zh.md",
        language="zh",
        section=("指南", "基础"),
        summary="入门。",
        alternates=(ZHIHU,),
    ),
    drafted=1,
    announced=3,
    author="translator",
    pull_request=7,
)
ENGLISH = make_note("second", announced=5)
NOTES = (BOTH, ENGLISH)


def atom(documents: dict[str, bytes], path: str = "en.atom") -> _Element:
    return etree.fromstring(documents[path])


def entries(documents: dict[str, bytes], path: str = "en.atom") -> list[_Element]:
    return atom(documents, path).findall(f"{ATOM}entry")


def ids(documents: dict[str, bytes], path: str = "en.atom") -> list[str]:
    return [entry.findtext(f"{ATOM}id", "") for entry in entries(documents, path)]


def content(documents: dict[str, bytes], number: int = 0, path: str = "en.atom") -> str:
    return entries(documents, path)[number].findtext(f"{ATOM}content", "")


def read(documents: dict[str, bytes], path: str) -> list[dict[str, Any]]:
    """What a reader makes of each entry: id, title, link, content, author, tags and dates."""
    if path.endswith(".json"):
        return [
            {
                "id": item["id"],
                "title": item["title"],
                "link": item.get("url"),
                "content": item["content_html"],
                "author": item["authors"][0]["name"],
                "tags": item.get("tags", []),
                "published": item["date_published"][:19],
            }
            for item in json.loads(documents[path])["items"]
        ]
    parsed = feedparser.parse(documents[path], sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    return [
        {
            "id": entry.id,
            "title": entry.title,
            "link": entry.get("link"),
            "content": entry.content[0].value if "content" in entry else entry.description,
            "author": entry.author,
            "tags": [tag.label or tag.term for tag in entry.get("tags", [])],
            "published": "{}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*entry.published_parsed),
        }
        for entry in parsed.entries
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_forms_say_the_same(form: str, language: str) -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    found = read(documents, f"{language}.{form}")
    assert found == read(documents, f"{language}.atom")
    assert [entry["published"] for entry in found] == ["2026-01-06T12:00:00", "2026-01-04T12:00:00"]
    assert [entry["author"] for entry in found] == ["writer", "translator"]


@pytest.mark.parametrize(
    ("language", "titles", "links"),
    [
        ("en", ["Note second", "First note"], [f"{BLOB}/notes/second.md", f"{BLOB}/notes/first.md"]),
        ("zh", ["Note second", "第一篇笔记"], [f"{BLOB}/notes/second.md", f"{BLOB}/notes/first_zh.md"]),
    ],
)
def test_each_language_has_all_notes_the_newest_first(
    language: str, titles: list[str], links: list[str]
) -> None:
    found = read(render_feeds(make_publication(*NOTES), SETTINGS), f"{language}.atom")
    assert [entry["title"] for entry in found] == titles
    assert [entry["link"] for entry in found] == links


def test_an_entry_says_what_is_known_of_its_note() -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    assert content(documents, 1) == (
        f'<p>See <a href="https://github.com/maintainer/list/blob/main/guide/readme.md">the guide</a>; K times.</p>'
        "<p>2026-01-04 · Guides › Basics · by translator · "
        '<a href="https://github.com/maintainer/list/pull/7">pull request #7</a> · in review from\u00a02026-01-02 · '
        f'<a href="{BLOB}/notes/first_zh.md" hreflang="zh">中文</a> · '
        '<a href="https://zhuanlan.zhihu.com/p/1">Zhihu</a></p>'
    )
    assert content(documents, 1, "zh.atom") == (
        "<p>入门。</p>"
        "<p>2026-01-04 · 指南 › 基础 · 作者：translator · "
        '<a href="https://github.com/maintainer/list/pull/7">合并请求 #7</a> · 2026-01-02\u00a0开始审阅 · '
        f'<a href="{BLOB}/notes/first.md" hreflang="en">English</a> · '
        '<a href="https://zhuanlan.zhihu.com/p/1">知乎</a></p>'
    )


def test_an_entry_in_another_language_says_so() -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    fallback, own = entries(documents, "zh.atom")
    assert (fallback.get(LANG), own.get(LANG)) == ("en", "zh")
    assert [each.find(f"{ATOM}content").get(LANG) for each in (fallback, own)] == ["en", "zh"]
    assert content(documents, 0, "zh.atom") == (
        '<p lang="en">About second.</p><p lang="zh">2026-01-06 · 指南 · 作者：writer</p>'
    )
    assert [item["language"] for item in json.loads(documents["zh.json"])["items"]] == ["en", "zh"]
    assert b"<dc:language>en</dc:language>" in documents["zh.rss"]
    assert atom(documents, "zh.atom").get(LANG) == "zh"


def test_an_entry_has_one_alternate_and_names_the_rest() -> None:
    entry = entries(render_feeds(make_publication(*NOTES), SETTINGS))[1]
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"href": f"{BLOB}/notes/first.md", "rel": "alternate"},
        {"href": f"{BLOB}/notes/first_zh.md", "rel": "related", "hreflang": "zh", "title": "中文"},
        {"href": "https://zhuanlan.zhihu.com/p/1", "rel": "related", "title": "Zhihu"},
    ]


def test_ids_are_one_per_note_and_language() -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    assert ids(documents) == [
        "tag:github.com,2026-01-01:maintainer/list:second/en",
        "tag:github.com,2026-01-01:maintainer/list:first/en",
    ]
    assert not set(ids(documents)) & set(ids(documents, "zh.atom"))


@pytest.mark.parametrize(
    ("id", "encoded"),
    [
        pytest.param("目录/笔记", "%E7%9B%AE%E5%BD%95/%E7%AC%94%E8%AE%B0", id="Chinese"),
        pytest.param("a b#c%20", "a%20b%23c%2520", id="what no URI may hold"),
        pytest.param("a.example/x?q=1~2", "a.example/x?q=1~2", id="what a tag may"),
    ],
)
def test_an_id_is_a_tag_whatever_the_note_is_called(id: str, encoded: str) -> None:
    documents = render_feeds(make_publication(make_note(id)), SETTINGS)
    assert ids(documents) == [f"tag:github.com,2026-01-01:maintainer/list:{encoded}/en"]


def test_a_category_is_a_slug_and_a_label_without_commas() -> None:
    note = make_note("a", make_listing("A", "a.md", section=("Tools, editors", "Vim，Emacs")), announced=0)
    category = entries(render_feeds(make_publication(note), SETTINGS))[0].find(f"{ATOM}category")
    assert category is not None
    assert dict(category.attrib) == {"term": "vim-emacs", "label": "Tools / editors › Vim / Emacs"}


def test_the_newest_come_first_and_a_moment_keeps_the_order_of_events() -> None:
    notes = [make_note("a", announced=1), make_note("b", announced=2), make_note("c", announced=2)]
    found = ids(render_feeds(make_publication(*notes), SETTINGS))
    assert [each.split(":")[-1] for each in found] == ["c/en", "b/en", "a/en"]


def test_a_removed_note_goes_and_the_feed_does_not_look_older() -> None:
    notes = [make_note("a", announced=1), make_note("b", announced=2, standing=Standing.REMOVED)]
    documents = render_feeds(make_publication(*notes), SETTINGS)
    assert len(entries(documents)) == 1
    assert atom(documents).findtext(f"{ATOM}updated") == on(2).isoformat()


def test_a_note_under_revision_stays_and_says_so() -> None:
    note = make_note("a", announced=1, standing=Standing.REVISING, waiting=4)
    documents = render_feeds(make_publication(note), SETTINGS)
    assert "2026-01-02 · under revision since\u00a02026-01-05" in content(documents)
    assert entries(documents)[0].findtext(f"{ATOM}updated") == on(1).isoformat()
    assert len(entries(documents, "pending.en.atom")) == 1


def test_a_draft_is_in_the_pending_feed_only() -> None:
    note = make_note("a", make_listing("A", "a.md", summary="About.", marker="[Pending Review]"), drafted=2)
    documents = render_feeds(make_publication(note), SETTINGS)
    assert ids(documents) == []
    assert ids(documents, "pending.en.atom") == ["tag:github.com,2026-01-01:maintainer/list:a/en:pending"]
    assert content(documents, 0, "pending.en.atom") == (
        "<p>About.</p><p>waiting for review since\u00a02026-01-03 · Guides · by writer</p>"
        "<p>Want to help? Read the draft, then tell the author what is unclear, wrong or missing. "
        f'<a href="{BLOB}/a.md">Open the draft</a></p>'
    )


def test_the_pending_feed_is_as_new_as_its_newest_entry() -> None:
    """Also where no event says when the draft began to wait."""
    note = make_note("a", make_listing("A", "a.md", marker="[Pending Review]"), drafted=1)
    later = replace(note, waits=(on(1), on(9)))
    publication = replace(make_publication(later), events=(make_event(Kind.DRAFTED, note, 1),))
    documents = render_feeds(publication, SETTINGS)
    assert not [each for each in check_documents(documents) if "early" in each.rule]


@pytest.mark.parametrize(("max_bytes", "least"), [(250_000, 120), (30_000, 20)])
def test_all_that_waits_is_in_the_pending_feed_or_as_much_as_fits(max_bytes: int, least: int) -> None:
    notes = [
        make_note(f"n{n}", make_listing(f"N{n}", f"n{n}.md", marker="[Pending Review]"), drafted=n)
        for n in range(120)
    ]
    settings = replace(SETTINGS, feed=Feed(max_bytes=max_bytes))
    documents = render_feeds(make_publication(*notes), settings)
    found = ids(documents, "pending.en.atom")
    assert [each.split(":")[-2] for each in found] == [f"n{119 - n}/en" for n in range(len(found))]
    assert len(found) >= least
    assert len(documents["pending.en.atom"]) <= max_bytes
    limits = Limits(max_bytes=max_bytes, entries=settings.feed.entries)
    assert not [each for each in check_documents(documents, limits=limits) if "too" in each.rule]


def test_who_waits_twice_was_published_once_in_the_pending_feed() -> None:
    note = make_note("a", drafted=1, announced=2, standing=Standing.REVISING, waiting=5)
    entry = entries(render_feeds(make_publication(note), SETTINGS), "pending.en.atom")[0]
    assert entry.findtext(f"{ATOM}published") == on(1).isoformat()
    assert entry.findtext(f"{ATOM}updated") == on(5).isoformat()


def test_the_feed_holds_the_newest_and_the_configuration_says_how_many() -> None:
    notes = [make_note(f"n{number}", announced=number) for number in range(60)]
    publication = make_publication(*notes)
    assert len(entries(render_feeds(publication, SETTINGS))) == 50
    shorter = render_feeds(publication, replace(SETTINGS, feed=Feed(entries=10)))
    assert [each.split(":")[-1] for each in ids(shorter)] == [f"n{59 - number}/en" for number in range(10)]


def test_nothing_announced_is_an_empty_feed_as_old_as_the_list() -> None:
    documents = render_feeds(make_publication(make_note("a", drafted=3), make_note("b", drafted=1)), SETTINGS)
    assert ids(documents) == []
    assert atom(documents).findtext(f"{ATOM}updated") == on(1).isoformat()
    assert json.loads(documents["en.json"])["items"] == []


def test_the_feed_names_itself_its_page_and_its_sisters() -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    links = [
        (link.get("rel"), link.get("href"), link.get("hreflang"))
        for link in atom(documents, "zh.atom").findall(f"{ATOM}link")
    ]
    assert links == [
        ("alternate", f"{SITE}index.zh.html", None),
        ("self", f"{SITE}zh.atom", None),
        ("related", f"{SITE}en.atom", "en"),
    ]
    assert etree.fromstring(documents["en.rss"]).findtext("channel/link") == SITE
    feed = json.loads(documents["zh.json"])
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{SITE}index.zh.html", f"{SITE}zh.json")


def test_without_an_address_of_its_own_the_feed_names_the_list() -> None:
    documents = render_feeds(make_publication(*NOTES), Settings())
    assert "subscriptions.opml" not in documents
    links = [dict(link.attrib) for link in atom(documents, "zh.atom").findall(f"{ATOM}link")]
    assert links == [{"href": f"{BLOB}/README-cn.md", "rel": "alternate", "type": "text/html"}]
    assert "feed_url" not in json.loads(documents["zh.json"])


def test_without_any_forge_links_are_text() -> None:
    documents = render_feeds(make_publication(*NOTES, home=Home()), Settings())
    assert content(documents, 1) == (
        "<p>See the guide; K times.</p>"
        "<p>2026-01-04 · Guides › Basics · by translator · pull request #7 · in review from\u00a02026-01-02 · "
        '<a href="https://zhuanlan.zhihu.com/p/1">Zhihu</a></p>'
    )
    assert [link.get("rel") for link in entries(documents, "zh.atom")[1].findall(f"{ATOM}link")] == [
        "related"
    ]
    assert atom(documents).find(f"{ATOM}link") is None
    assert (
        etree.fromstring(documents["en.rss"]).findtext("channel/link")
        == "tag:github.com,2026-01-01:maintainer/list:feed:en"
    )


@pytest.mark.parametrize(
    ("settings", "titles", "expected"),
    [
        pytest.param(Settings(), {"en": "Notes", "zh": "笔记"}, ["Notes", "笔记"], id="the lists' own"),
        pytest.param(
            Settings(title={"zh": "我的"}), {"en": "Notes", "zh": "笔记"}, ["Notes", "我的"], id="configured"
        ),
        pytest.param(Settings(), {"en": "Notes"}, ["Notes", "Notes（中文）"], id="one for both"),
        pytest.param(Settings(), {}, ["list", "list（中文）"], id="the repository's name"),
    ],
)
def test_each_language_has_a_title_of_its_own(
    settings: Settings, titles: dict[str, str], expected: list[str]
) -> None:
    documents = render_feeds(make_publication(*NOTES, titles=titles), settings)
    assert [atom(documents, f"{each}.atom").findtext(f"{ATOM}title") for each in ("en", "zh")] == expected


def test_the_opml_names_every_feed_but_the_sections() -> None:
    documents = render_feeds(make_publication(*NOTES), SETTINGS)
    outlines = etree.fromstring(documents["subscriptions.opml"]).findall("body/outline")
    assert [outline.get("xmlUrl") for outline in outlines] == [
        f"{SITE}{path}"
        for path in (
            "en.atom",
            "digests.en.atom",
            "pending.en.atom",
            "zh.atom",
            "digests.zh.atom",
            "pending.zh.atom",
        )
    ]
    assert {outline.get("type") for outline in outlines} == {"rss"}


def test_the_same_publication_gives_the_same_bytes() -> None:
    assert render_feeds(make_publication(*NOTES), SETTINGS) == render_feeds(
        make_publication(*NOTES), SETTINGS
    )


HOSTILE = [
    pytest.param(
        "<script>alert(1)</script> & &lt;b&gt; ]]>", "<script>alert(1)</script> & &lt;b&gt; ]]>", id="markup"
    ),
    pytest.param("a\x00\x1b[2J\x9b\ufffe\ud800b", "a[2Jb", id="control characters"),
    pytest.param("\u202egnp.exe\u2066", "gnp.exe", id="an override of the writing direction"),
    pytest.param("a\n\n<b>\u2028c", "a <b> c", id="lines"),
    pytest.param("x" * 20_000, "x" * 299 + "…", id="very long"),
    pytest.param("词" * 20_000, "词" * 299 + "…", id="very long in Chinese"),
    pytest.param("caf\ufffd", "caf", id="what was no UTF-8"),
    pytest.param("\x00 \u202e", "notes/hostile.md", id="nothing that can be shown"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("title", "shown"), HOSTILE)
def test_a_hostile_list_gives_a_harmless_feed(title: str, shown: str, form: str) -> None:
    note = make_note(
        "hostile",
        make_listing(
            title,
            "notes/hostile.md",
            section=(title,),
            summary=title,
            alternates=(Alternate(label=title, link="https://a.example/"),),
        ),
        announced=0,
        author=title,
    )
    documents = render_feeds(make_publication(note, titles={"en": title}), SETTINGS)
    found = read(documents, f"en.{form}")[0]
    assert found["title"] == shown
    assert "<script" not in found["content"]
    assert "\u202e" not in documents[f"en.{form}"].decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[", "", "https://a b/"])
def test_a_link_that_is_none_is_left_out(link: str) -> None:
    note = make_note("a", make_listing("A", link, alternates=(Alternate(label="x", link=link),)), announced=0)
    documents = render_feeds(make_publication(note), SETTINGS)
    assert entries(documents)[0].find(f"{ATOM}link") is None
    assert "href" not in content(documents)


def test_a_large_feed_is_shortened_and_keeps_its_entries() -> None:
    long = "Words and words. " * 2000
    notes = [
        make_note(f"n{n}", make_listing(f"N{n}", f"n{n}.md", summary=long), announced=n) for n in range(50)
    ]
    documents = render_feeds(make_publication(*notes), SETTINGS)
    for form in FORMS:
        assert len(documents[f"en.{form}"]) <= 250_000
        assert len(read(documents, f"en.{form}")) == 50
    assert content(documents).startswith("<p>Words and words.")
    assert "…</p><p>2026-02-19" in content(documents)


FILES = replace(HOME, files=HOME.files | {"notes/full.md", "guide/readme.md"})
FULL = replace(SETTINGS, feed=Feed(content=Content.FULL))
TEXT = """\
---
author: somebody
---
# The title again

[中文](full_zh.md) | [English](full.md)

A first paragraph of prose, which is long enough to say something [about it](other.md).

![i](img.png)
"""


def full_note(summary: str = "") -> Note:
    return make_note("full", make_listing("Full", "notes/full.md", summary=summary), announced=0)


def test_where_the_list_says_nothing_the_note_speaks_for_itself() -> None:
    publication = make_publication(full_note(), home=FILES)
    assert find_wanted(publication, SETTINGS) == ("notes/full.md",)
    documents = render_feeds(publication, SETTINGS, {"notes/full.md": TEXT})
    assert content(documents).startswith(
        "<p>A first paragraph of prose, which is long enough to say something "
        f'<a href="{BLOB}/notes/other.md">about it</a>.</p><p>2026-01-01'
    )


def test_where_the_list_says_something_nothing_is_read() -> None:
    assert find_wanted(make_publication(full_note("About."), home=FILES), SETTINGS) == ()


def test_a_folder_speaks_through_its_readme() -> None:
    note = make_note("guide", make_listing("Guide", "guide#part"), announced=0)
    assert find_wanted(make_publication(note, home=FILES), SETTINGS) == ("guide/readme.md",)


def test_the_full_text_is_the_notes_own_file_without_its_title() -> None:
    documents = render_feeds(make_publication(full_note("About."), home=FILES), FULL, {"notes/full.md": TEXT})
    shown = content(documents)
    assert "The title again" not in shown
    assert "<p>A first paragraph of prose" in shown
    assert '<img src="https://raw.githubusercontent.com/maintainer/list/main/notes/img.png" alt="i">' in shown
    assert entries(documents)[0].findtext(f"{ATOM}summary") == "About."
    item = etree.fromstring(documents["en.rss"]).find("channel/item")
    assert item is not None
    assert item.findtext("description") == "About."
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == shown


def test_a_summary_is_text_in_atom_and_html_in_rss() -> None:
    publication = make_publication(full_note("`a<b>` & more"), home=FILES)
    documents = render_feeds(publication, FULL, {"notes/full.md": TEXT})
    assert entries(documents)[0].findtext(f"{ATOM}summary") == "a<b> & more"
    description = etree.fromstring(documents["en.rss"]).findtext("channel/item/description")
    assert description == "a&lt;b&gt; &amp; more"
    assert json.loads(documents["en.json"])["items"][0]["summary"] == "a<b> & more"


def test_every_text_says_what_it_is() -> None:
    documents = render_feeds(make_publication(full_note("About."), home=FILES), FULL, {"notes/full.md": TEXT})
    names = ("title", "subtitle", "summary", "content")
    types = {
        etree.QName(each).localname: each.get("type")
        for name in names
        for each in atom(documents).iter(f"{ATOM}{name}")
    }
    assert types == {"title": "text", "subtitle": "text", "summary": "text", "content": "html"}


def test_a_long_full_text_ends_at_a_block_and_leads_on() -> None:
    text = "\n\n".join(f"Paragraph {number}, with some words in it." for number in range(9000))
    documents = render_feeds(make_publication(full_note(), home=FILES), FULL, {"notes/full.md": text})
    shown = content(documents)
    assert len(documents["en.atom"]) <= 250_000
    assert f'words in it.</p><p><a href="{BLOB}/notes/full.md">Read on</a></p><p>2026-01-01' in shown


def test_a_note_without_its_file_shows_what_the_list_says() -> None:
    documents = render_feeds(make_publication(full_note("About."), home=FILES), FULL)
    assert content(documents).startswith("<p>About.</p>")


def test_a_translation_fills_its_entry_in_place() -> None:
    chinese = make_listing("第二篇", "notes/second_zh.md", language="zh")
    translated = replace(ENGLISH, entries=(*ENGLISH.entries, chinese))
    events = (*make_publication(ENGLISH).events, make_event(Kind.TRANSLATED, translated, 9))
    before = render_feeds(make_publication(ENGLISH), SETTINGS)
    after = render_feeds(make_publication(translated, events=events), SETTINGS)
    old, new = entries(before, "zh.atom")[0], entries(after, "zh.atom")[0]
    assert (old.findtext(f"{ATOM}title"), new.findtext(f"{ATOM}title")) == ("Note second", "第二篇")
    for name in ("id", "published", "updated"):
        assert old.findtext(f"{ATOM}{name}") == new.findtext(f"{ATOM}{name}")
    assert atom(before, "zh.atom").findtext(f"{ATOM}updated") == atom(after, "zh.atom").findtext(
        f"{ATOM}updated"
    )


SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "schemas"

# Only defined where the schemas are: they are not ours to copy.
if SCHEMAS.is_dir():

    @pytest.mark.parametrize("settings", [SETTINGS, Settings(), FULL], ids=["site", "no site", "full"])
    @pytest.mark.parametrize("schema", ["atom.rng", "atom-foreign.rng"])
    def test_every_atom_document_is_valid(schema: str, settings: Settings) -> None:
        many = [make_note(f"n{number}", announced=10 + number, drafted=number) for number in range(60)]
        gone = make_note(
            "gone", make_listing("G", "g.md", section=("Old",)), announced=1, standing=Standing.REMOVED
        )
        waiting = make_note("waiting", drafted=2)
        publication = make_publication(*NOTES, *many, gone, waiting, full_note(), home=FILES)
        documents = render_feeds(publication, settings, {"notes/full.md": TEXT})
        grammar = etree.RelaxNG(etree.parse(SCHEMAS / schema))
        checked = [path for path in documents if path.endswith(".atom")]
        assert len(checked) == 12
        for path in checked:
            assert grammar.validate(etree.fromstring(documents[path])), (path, grammar.error_log)
