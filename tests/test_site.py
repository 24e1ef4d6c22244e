"""The page for people, as documents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from factories import make_listing, make_note, make_publication
from lxml import etree

from publisher.config import Settings
from publisher.digests import render_digests
from publisher.errors import TemplateError
from publisher.feeds import render_feeds
from publisher.forges import Home
from publisher.model import Alternate, Issue, Publication, Standing
from publisher.site import render_site
from publisher.words import read_messages


def pages(publication: Publication, *, site_url: str = "") -> dict[str, etree._Element]:
    """Every page as a tree, parsed as browsers do."""
    documents = render_site(publication, Settings(site_url=site_url))
    return {path: parse(content) for path, content in documents.items() if path.endswith(".html")}


def parse(content: bytes) -> etree._Element:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(content.decode()).getroot()


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_class(element: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in element.iter() if name in (each.get("class") or "").split()]


def by_id(element: etree._Element, id: str) -> etree._Element:
    found = [each for each in element.iter() if each.get("id") == id]
    assert len(found) == 1
    return found[0]


def index_of(content: bytes) -> list[dict[str, object]]:
    """The rows of a search index by field."""
    source = content.decode().removeprefix("globalThis.publisherIndex=").strip().removesuffix(";")
    value = json.loads(source.replace("{fields:", '{"fields":', 1).replace(",notes:", ',"notes":', 1))
    return [dict(zip(value["fields"], row, strict=True)) for row in value["notes"]]


@pytest.fixture(scope="module")
def publication() -> Publication:
    """Two months, both languages, one note that waits, one under revision, one that is gone."""
    first = make_note(
        "notes/first",
        make_listing("The first note", "notes/first.md", summary="About `feeds` and $x^2$.", section=("Guides", "Basics")),
        make_listing("第一篇笔记", "notes/first_zh.md", language="zh", summary="关于订阅源。", section=("指南", "基础"),
                     alternates=(Alternate(label="zhihu", link="https://zhuanlan.zhihu.com/p/1"),)),
        announced=3,
        drafted=1,
        pull_request=7,
    )  # fmt: skip
    return make_publication(
        first,
        make_note("notes/second", announced=40, author="translator"),
        make_note("notes/only-chinese", make_listing("只有中文", "notes/zh.md", language="zh"), announced=41),
        make_note(
            "notes/draft", make_listing("A draft", "notes/draft.md", marker="[Pending Review]"), drafted=20
        ),
        make_note("notes/revised", announced=5, waiting=45, standing=Standing.REVISING),
        make_note("notes/gone", announced=6, standing=Standing.REMOVED),
    )


def test_there_is_one_page_a_language_and_the_lists_own_is_the_index(publication: Publication) -> None:
    documents = render_site(publication, Settings())
    assert set(documents) == {
        "index.html",
        "index.zh.html",
        "page.css",
        "page.js",
        "favicon.svg",
        "search.en.js",
        "search.zh.js",
    }
    assert parse(documents["index.html"]).get("lang") == "en"
    assert parse(documents["index.zh.html"]).get("lang") == "zh-CN"


def test_every_document_ends_with_one_newline_and_has_no_carriage_return(publication: Publication) -> None:
    for path, content in render_site(publication, Settings(site_url="https://list.example/")).items():
        assert content.endswith(b"\n"), path
        assert not content.endswith(b"\n\n"), path
        assert b"\r" not in content, path


def test_the_timeline_is_by_month_newest_first(publication: Publication) -> None:
    page = pages(publication)["index.html"]
    months = [text(month.find("h3")) for month in by_class(page, "month")]
    assert months == ["2026-02 2 notes", "2026-01 2 notes"]
    titles = [text(title) for month in by_class(page, "month") for title in month.iter("h4")]
    assert titles == ["只有中文", "Note notes/second", "Note notes/revised", "The first note"]


def test_a_note_says_when_where_by_whom_and_where_else(publication: Publication) -> None:
    note = by_id(pages(publication)["index.html"], "note/notes/first")
    assert note.find(".//h4/a").get("href") == "https://github.com/maintainer/list/blob/main/notes/first.md"
    assert note.find(".//time").get("datetime") == "2026-01-04T12:00:00Z"
    facts = text(by_class(note, "facts")[0])
    for fact in ("Guides › Basics", "maintainer", "#7", "中文", "Zhihu", "2026-01-02"):
        assert fact in facts
    links = [link.get("href") for link in by_class(note, "facts")[0].iter("a")]
    assert links == [
        "https://github.com/maintainer/list/pull/7",
        "https://github.com/maintainer/list/blob/main/notes/first_zh.md",
        "https://zhuanlan.zhihu.com/p/1",
    ]


def test_a_summary_keeps_its_code_and_its_formula(publication: Publication) -> None:
    summary = by_class(by_id(pages(publication)["index.html"], "note/notes/first"), "summary")[0]
    assert text(summary.find("code")) == "feeds"
    assert "x" in text(summary)


def test_what_waits_stands_apart_longest_waiting_first(publication: Publication) -> None:
    page = pages(publication)["index.html"]
    waiting = by_id(page, "waiting")
    assert [text(title) for title in waiting.findall(".//li//h3")] == ["A draft", "Note notes/revised"]
    assert by_id(page, "note/notes/draft").find(".//time").get("datetime") == "2026-01-21"
    assert text(by_class(waiting, "help")[0])


@pytest.mark.parametrize(
    ("name", "lede", "count"),
    [("index.html", "2 wait for review.", "2 notes"), ("index.zh.html", "2 篇待审阅。", "2 篇")],
    ids=["en", "zh"],
)
def test_what_waits_is_one_number_on_the_whole_page(
    name: str, lede: str, count: str, publication: Publication
) -> None:
    page = pages(publication)[name]
    assert text(by_class(page, "lede")[0]).endswith(lede)
    assert text(by_class(by_id(page, "waiting"), "count")[0]) == count


def test_a_note_under_revision_stays_in_the_timeline_and_says_so(publication: Publication) -> None:
    note = by_id(pages(publication)["index.html"], "note/notes/revised")
    assert "h4" in {each.tag for each in note.iter()}
    assert "under revision since 2026-02-15" in text(note)


def test_what_is_not_in_the_pages_language_is_marked(publication: Publication) -> None:
    both = pages(publication)
    foreign = by_id(both["index.html"], "note/notes/only-chinese")
    assert foreign.find(".//h4/a").get("lang") == "zh-CN"
    own = by_id(both["index.zh.html"], "note/notes/only-chinese")
    assert own.find(".//h4/a").get("lang") is None
    english = by_id(both["index.zh.html"], "note/notes/second")
    assert english.find(".//h4/a").get("lang") == "en"


def test_an_english_title_in_a_chinese_list_is_marked_as_english() -> None:
    note = make_note("a", make_listing("Scheduler walk through", "a.md", language="zh"))
    page = pages(make_publication(note, languages=("zh",)))["index.html"]
    assert by_id(page, "note/a").find(".//h4/a").get("lang") == "en"


def test_pages_name_their_other_languages(publication: Publication) -> None:
    page = pages(publication, site_url="https://list.example/feeds/")["index.zh.html"]
    alternates = {link.get("hreflang"): link.get("href") for link in page.iter("link") if not link.get("type")
                  and link.get("rel") == "alternate"}  # fmt: skip
    assert alternates == {
        "en": "https://list.example/feeds/",
        "zh-CN": "https://list.example/feeds/index.zh.html",
        "x-default": "https://list.example/feeds/",
    }
    switch = by_class(page, "languages")[0]
    assert [(link.get("href"), link.get("aria-current")) for link in switch.iter("a")] == [
        ("index.html", None),
        ("index.zh.html", "page"),
    ]


def test_autodiscovery_offers_the_pages_own_language_first(publication: Publication) -> None:
    for path, language in (("index.html", "en"), ("index.zh.html", "zh")):
        page = pages(publication)[path]
        feeds = [link for link in page.iter("link") if link.get("type", "").startswith("application/")]
        assert feeds[0].get("href") == f"{language}.atom"
        assert feeds[0].get("type") == "application/atom+xml"
        assert len({link.get("title") for link in feeds}) == len(feeds)


def test_every_feed_has_a_button_and_says_what_it_carries(publication: Publication) -> None:
    page = pages(publication, site_url="https://list.example/")["index.html"]
    subscribe = by_id(page, "subscribe")
    offered = {button.get("data-copy") for button in by_class(subscribe, "copy")}
    root = "https://list.example/"
    assert {
        root + name for name in ("en.atom", "zh.rss", "en.json", "pending.zh.atom", "digests.en.atom")
    } <= offered
    assert f"{root}sections/guides.en.atom" in offered
    assert "subscriptions.opml" in {link.get("href") for link in subscribe.iter("a")}


def test_the_feeds_on_offer_are_feeds_that_are_rendered(publication: Publication) -> None:
    settings = Settings(site_url="https://list.example/")
    there = {**render_feeds(publication, settings, {}), **render_digests(publication, settings)}
    for page in pages(publication, site_url="https://list.example/").values():
        for button in by_class(page, "copy"):
            assert button.get("data-copy").removeprefix("https://list.example/") in there


def test_the_newest_digest_is_shown_with_its_best_titles(publication: Publication) -> None:
    notes = [note for note in publication.notes if note.announcement]
    issue = Issue(
        id="2026-W07", number=4, begin=publication.tip.date, end=publication.tip.date, base=None,
        tip=publication.tip.id, added=tuple(notes), gone=frozenset(("notes/gone",)),
    )  # fmt: skip
    shown = by_class(pages(replace(publication, issues=(issue,)))["index.html"], "issue")[0]
    assert shown.find(".//h3/a").get("href") == "digests/2026-W07/issue.html"
    assert [text(item) for item in shown.iter("li")] == [
        "The first note",
        "Note notes/second",
        "只有中文",
        "and 1 more",
    ]


def test_the_chart_has_its_numbers_in_a_table(publication: Publication) -> None:
    activity = by_class(pages(publication)["index.html"], "activity")[0]
    assert activity.find(".//{*}svg/{*}title") is not None
    rows = [[text(cell) for cell in row] for row in activity.find(".//tbody")]
    assert [row[:3] for row in rows] == [["2026-02", "2", "0"], ["2026-01", "3", "0"]]


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(publication: Publication) -> None:
    for path, page in pages(publication, site_url="https://list.example/").items():
        for element in page.iter():
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"], path
            assert element.tag not in ("style", "iframe", "img", "object", "embed"), path
            if element.tag == "script":
                assert element.get("src") in ("page.js", "../page.js"), path
                assert not element.text, path
        policy = next(
            meta for meta in page.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        )
        assert "'unsafe" not in policy.get("content")
        assert policy.get("content").startswith("default-src 'none'")


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil\x07 ]]> </template> {{ 7 * 7 }}'


@pytest.fixture
def hostile() -> Publication:
    """Every text of an author is an attack."""
    listing = make_listing(
        HOSTILE,
        "javascript:alert(3)",
        section=(HOSTILE, HOSTILE),
        summary=f"{HOSTILE} <h1>loud</h1> <style>*{{display:none}}</style> [x](javascript:alert(4)) ![p](https://a.example/p.png)",
        alternates=(Alternate(label=HOSTILE, link="data:text/html,<script>alert(5)</script>"),),
    )
    note = make_note('../"a b"%20<i>#?&\u202e', listing, announced=2, author=HOSTILE)
    waiting = make_note("w", replace(listing, marker="x"), drafted=3, author=HOSTILE)
    return make_publication(note, waiting, titles={"en": HOSTILE, "zh": HOSTILE})


def test_hostile_text_stays_text(hostile: Publication) -> None:
    for path, page in pages(hostile).items():
        assert [script.get("src") for script in page.iter("script")] == ["page.js"], path
        assert not [
            each for each in page.iter() if each.tag in ("img", "style", "h1") and by_class(each, "x")
        ], path
        assert len(list(page.iter("h1"))) == 1, path
        assert not list(page.iter("img")), path
        for element in page.iter():
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name in ("href", "src"):
                assert not (element.get(name) or "").startswith(("javascript:", "data:")), path
        content = "".join(page.itertext())
        assert "<script>alert(1)</script>" in content
        assert "{{ 7 * 7 }}" in content
        assert "\u202e" not in content
        assert "\x07" not in content


def test_a_hostile_id_is_one_anchor_that_links_find(hostile: Publication) -> None:
    page = pages(hostile)["index.html"]
    (note,) = by_class(page, "month")[0].findall(".//li[@class='note']")
    assert re.fullmatch(r"note/[!-~]+", note.get("id"))
    assert by_class(note, "permalink")[0].get("href") == f"#{note.get('id')}"


def test_the_search_index_holds_hostile_text_as_strings(hostile: Publication) -> None:
    rows = index_of(render_site(hostile, Settings())["search.en.js"])
    assert [row["url"] for row in rows] == [None, None]
    assert "<script>" in str(rows[0]["title"])


def test_pictures_give_way_to_their_text() -> None:
    listing = make_listing("A", "a.md", summary='See ![a <b> "c"](https://x.example/p.png) there')
    page = pages(make_publication(make_note("a", listing)))["index.html"]
    assert text(by_class(by_id(page, "note/a"), "summary")[0]) == 'See a <b> "c" there'


def test_without_a_known_forge_titles_are_text() -> None:
    page = pages(make_publication(make_note("a", announced=2), home=Home()))["index.html"]
    title = by_id(page, "note/a").find(".//h4")
    assert title.find("a") is None
    assert text(title) == "Note a"


def test_a_list_without_announcements_says_so() -> None:
    page = pages(make_publication(make_note("a", drafted=2)))["index.html"]
    assert "Nothing has been announced yet." in text(page)
    assert by_id(page, "waiting") is not None


def test_an_empty_list_has_a_page() -> None:
    assert pages(make_publication())["index.html"] is not None


@pytest.fixture(scope="module")
def long_list() -> Publication:
    """Four months of notes, one of them emptied."""
    notes = [make_note(f"n/{number}", announced=number * 0.5) for number in range(200)]
    gone = make_note("gone", announced=-40, standing=Standing.REMOVED)
    waiting = [
        make_note(f"w/{number}", make_listing(f"W{number}", marker="x"), drafted=number)
        for number in range(70)
    ]
    return make_publication(*notes, gone, *waiting)


@pytest.fixture(scope="module")
def long_pages(long_list: Publication) -> dict[str, etree._Element]:
    return pages(long_list)


def test_a_long_list_has_a_page_for_each_month(long_pages: dict[str, etree._Element]) -> None:
    both = long_pages
    months = {path for path in both if path.startswith("months/") and ".zh." not in path}
    assert months == {
        f"months/{month}.html" for month in ("2025-11", "2026-01", "2026-02", "2026-03", "2026-04")
    }
    shown = {
        note.get("id")
        for month in by_class(both["index.html"], "month")
        for note in month.iter("li")
        if note.get("id")
    }
    assert 0 < len(shown) < 200
    everything = {note.get("id") for path in months for note in both[path].iter("li") if note.get("id")}
    assert everything == {f"note/n/{number}" for number in range(200)}


def test_the_first_page_says_what_it_leaves_out(long_pages: dict[str, etree._Element]) -> None:
    page = long_pages["index.html"]
    (cut,) = [each for each in by_class(page, "cut") if "months/" in each.find("a").get("href")]
    assert re.match(r"\d+ more notes of 2026-0\d", text(cut))
    older = [link.get("href") for link in by_class(page, "older")[0].iter("a")]
    assert older[0] == "months/2026-04.html"
    assert older[-1] == "months/2025-11.html"


def test_months_turn_to_their_neighbours(long_pages: dict[str, etree._Element]) -> None:
    page = long_pages["months/2026-02.html"]
    assert {link.get("rel"): link.get("href") for link in by_class(page, "turn")[0].iter("a")} == {
        "next": "../months/2026-03.html",
        None: "../index.html",
        "prev": "../months/2026-01.html",
    }


def test_a_month_whose_notes_are_gone_keeps_its_page(long_pages: dict[str, etree._Element]) -> None:
    assert "no longer in the list" in text(long_pages["months/2025-11.html"])


def test_many_waiting_notes_have_a_page_of_their_own(long_pages: dict[str, etree._Element]) -> None:
    both = long_pages
    assert len(by_id(both["index.html"], "waiting").findall(".//li[@class='note']")) == 60
    assert "10 more drafts wait" in text(by_id(both["index.html"], "waiting"))
    assert len(both["waiting.html"].findall(".//li[@class='note']")) == 70


def test_the_index_says_on_which_page_a_note_stands(long_list: Publication) -> None:
    rows = index_of(render_site(long_list, Settings())["search.zh.js"])
    assert rows[0]["page"] == "months/2026-04.zh.html#note/n/199"
    assert rows[-1]["page"] == "#note/w/69"


def test_links_within_the_site_lead_somewhere(long_list: Publication, publication: Publication) -> None:
    for known in (long_list, publication):
        settings = Settings(site_url="https://list.example/")
        documents = render_site(known, settings)
        there = {
            *documents,
            *render_feeds(known, settings, {}),
            *render_digests(known, settings),
            "digests/index.html",
        }
        for path, page in pages(known, site_url="https://list.example/").items():
            ids = {each.get("id") for each in page.iter()}
            for link in page.iter("a", "link", "script"):
                target = link.get("href") or link.get("src") or ""
                if target.startswith("#"):
                    assert target[1:] in ids, (path, target)
                elif target and "://" not in target:
                    name = target.partition("#")[0]
                    resolved = name.removeprefix("../") if path.startswith("months/") else name
                    assert resolved in there, (path, target)


def test_ids_are_unique_on_every_page(
    long_list: Publication, publication: Publication, hostile: Publication
) -> None:
    for known in (long_list, publication, hostile):
        for path, page in pages(known).items():
            ids = [each.get("id") for each in page.iter() if each.get("id")]
            assert len(ids) == len(set(ids)), path


def test_the_sitemap_names_every_page_with_its_languages(publication: Publication) -> None:
    documents = render_site(publication, Settings(site_url="https://list.example/"))
    root = etree.fromstring(documents["sitemap.xml"])
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert root.xpath("//s:loc/text()", namespaces=names) == [
        "https://list.example/",
        "https://list.example/index.zh.html",
    ]
    assert root.xpath("//s:url[1]/x:link/@hreflang", namespaces=names) == ["en", "zh-CN"]


def test_pages_are_described_to_those_who_share_them(publication: Publication) -> None:
    page = pages(publication, site_url="https://list.example/")["index.zh.html"]
    said = {meta.get("property"): meta.get("content") for meta in page.iter("meta") if meta.get("property")}
    assert said["og:title"] == "出版笔记：最新笔记"
    assert said["og:locale"] == "zh_CN"
    assert said["og:url"] == "https://list.example/index.zh.html"


def test_the_configurations_words_go_before_the_lists_own(publication: Publication) -> None:
    settings = Settings(title={"en": "Our list"}, description={"en": "What we read."})
    page = parse(render_site(publication, settings)["index.html"])
    assert text(page.find(".//h1")) == "Our list"
    assert "What we read." in text(by_class(page, "masthead")[0])


def test_a_template_of_the_users_goes_before_ours(publication: Publication, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.css").write_text("body { color: teal }\n")
    documents = render_site(publication, Settings(), templates=tmp_path)
    assert documents["page.css"].endswith(b"body { color: teal }\n")


def test_a_broken_template_is_named_with_its_line(publication: Publication, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html.j2").write_text("<p>\n{{ page.nothing }}\n")
    with pytest.raises(TemplateError) as caught:
        render_site(publication, Settings(), templates=tmp_path)
    assert caught.value.line == 2


def test_the_same_publication_gives_the_same_bytes(publication: Publication) -> None:
    assert render_site(publication, Settings()) == render_site(publication, Settings())


def test_the_pages_words_are_all_used_and_all_there(checkout: Path) -> None:
    sources = [
        *(checkout / "templates" / "site").glob("*.j2"),
        *(checkout / "publisher" / "site").glob("*.py"),
    ]
    source = "\n".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r'words\("(page\.[a-z_]+[a-z])"', source))
    used |= {
        key
        for key in read_messages("en")
        if key.startswith(("page.group_", "page.carries_", "page.filter_", "page.band_"))
    }
    assert used == {key for key in read_messages("en") if key.startswith("page.")}


def test_no_page_speaks_of_now(publication: Publication) -> None:
    for page in pages(publication).values():
        assert not re.search(r"\b(ago|today|yesterday|last week)\b|天前|昨天|今天", text(page))
