"""`tests/publication` is a good output folder; each row breaks one document of it in one place."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher import checks
from publisher.checks import Limits, Severity, check_documents
from publisher.checks.folder import read_folder
from publisher.checks.names import Family, Form, Part, name_of

HERE = Path(__file__).parent
GOOD = read_folder(HERE / "publication")
BASE = "https://site.example/feeds/"
TAG = "tag:lists.example,2026-01-01:"


def break_document(path: str, old: str, new: str) -> dict[str, bytes]:
    """The good publication with the first *old* in the document *path* replaced by *new*."""
    text = GOOD[path].decode()
    assert old in text, f"{path} has no {old!r}"
    return {**GOOD, path: text.replace(old, new, 1).encode()}


def rules(documents: dict[str, bytes]) -> set[str]:
    return {finding.rule for finding in check_documents(documents)}


def test_a_good_publication_has_no_finding() -> None:
    assert check_documents(GOOD) == ()


def test_an_empty_folder_has_no_finding() -> None:
    assert check_documents({}) == ()


BYTES = [
    pytest.param("page.css", "body", "\xff", "utf-8", id="latin-1"),
    pytest.param("page.css", "body", "\u00ef\u00bb\u00bfbody", "byte-order-mark", id="byte order mark"),
    pytest.param("page.css", "}\n", "}", "final-newline", id="no final newline"),
    pytest.param("page.css", "}\n", "}\r\n", "line-ends", id="CRLF"),
    pytest.param("page.css", "body", "/* \x0c */ body", "control-character", id="form feed"),
    pytest.param("ledger.jsonl", "harbour", "har\x7fbour", "control-character", id="delete"),
]


@pytest.mark.parametrize(("path", "old", "new", "rule"), BYTES)
def test_bytes_are_plain_utf_8(path: str, old: str, new: str, rule: str) -> None:
    data = GOOD[path].decode("latin-1").replace(old, new, 1).encode("latin-1")
    assert rules({**GOOD, path: data}) == {rule}


ENTRY = f"<id>{TAG}tides/ebb/en</id>"
SECTION = "sections/tides.en.atom"

ATOM = [
    pytest.param("pending.en.atom", "</feed>", "</fee>", {"well-formed"}, id="not well-formed"),
    pytest.param(
        "pending.en.atom", "maintainer", "main\x01tainer", {"well-formed", "control-character"}, id="control"
    ),
    pytest.param("pending.en.atom", "<feed", "<!DOCTYPE feed>\n<feed", {"document-type"}, id="document type"),
    pytest.param(
        "pending.en.atom",
        "<feed",
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<feed',
        {"document-type"},
        id="external entity",
    ),
    pytest.param(
        "pending.en.atom", '"http://www.w3.org/2005/Atom"', '"urn:x"', {"atom-root"}, id="other namespace"
    ),
    pytest.param(
        "pending.en.atom", "<title type", "<title/><title type", {"atom-repeated", "title-empty"}, id="titles"
    ),
    pytest.param(
        "pending.en.atom",
        "<subtitle",
        "<summary/><subtitle",
        {"atom-unknown", "content-type"},
        id="feed published",
    ),
    pytest.param(
        "pending.en.atom", "<subtitle", '<x xmlns=""/><subtitle', {"atom-unknown"}, id="no namespace"
    ),
    pytest.param(
        SECTION,
        "<id>tag:lists.example,2026-01-01:feed:section:tides:en</id>",
        "",
        {"atom-missing"},
        id="no id",
    ),
    pytest.param("pending.en.atom", "feed:pending:en", "feed pending", {"atom-id"}, id="id with a space"),
    pytest.param(
        "pending.en.atom", f"<id>{TAG}feed:pending:en</id>", "<id>feed</id>", {"atom-id"}, id="relative id"
    ),
    pytest.param(
        SECTION, f"{TAG}tides/ebb/en", f"{TAG}harbour/en", {"id-repeated", "entry-differs"}, id="id twice"
    ),
    pytest.param(SECTION, f"{TAG}tides/ebb/en", "urn:tides:ebb", {"id-tag"}, id="id without a tag"),
    pytest.param(SECTION, f"{TAG}tides/ebb/en", "tag:lists.example:ebb", {"id-tag"}, id="tag without a date"),
    pytest.param(
        "pending.en.atom", "/en:pending</id>", "/pending</id>", {"id-pending"}, id="pending without its mark"
    ),
    pytest.param(SECTION, "ebb/en</id>", "ebb/en:pending</id>", {"id-pending"}, id="pending mark elsewhere"),
    pytest.param("pending.en.atom", "Z</updated>", "</updated>", {"atom-date"}, id="date without a zone"),
    pytest.param(
        "pending.en.atom",
        "T09:30:00Z</updated>",
        " 09:30:00Z</updated>",
        {"atom-date"},
        id="date with a space",
    ),
    pytest.param("pending.en.atom", "2026-07-14T", "2026-02-30T", {"atom-date"}, id="day that is not"),
    pytest.param(
        "digests.en.atom",
        "<published>2026-07-27T00:00:00Z</published>",
        "",
        {"published-missing"},
        id="not published",
    ),
    pytest.param(
        "digests.en.atom",
        "<published>2026-07-27",
        "<published>2026-07-28",
        {"updated-early"},
        id="updated too early",
    ),
    pytest.param(
        "digests.en.atom", "<updated>2026-07-27", "<updated>2026-07-26", {"feed-updated-early"}, id="feed old"
    ),
    pytest.param("pending.en.atom", " xml:lang", " lang", {"language-missing"}, id="feed without a language"),
    pytest.param(
        "pending.en.atom", '<entry xml:lang="en">', "<entry>", {"language-missing"}, id="entry without one"
    ),
    pytest.param(
        "pending.en.atom", '"html" xml:lang="en"', '"html"', {"language-missing"}, id="content without one"
    ),
    pytest.param(
        "pending.en.atom", 'xml:lang="en"', 'xml:lang="zh"', {"language-differs"}, id="other language"
    ),
    pytest.param(
        "pending.en.atom", '<entry xml:lang="en"', '<entry xml:lang="e_n"', {"language-invalid"}, id="odd tag"
    ),
    pytest.param(
        "pending.en.atom",
        'lang="en">',
        'lang="en" xml:base="https://site.example/">',
        {"xml-base"},
        id="xml:base",
    ),
    pytest.param(
        "pending.en.atom",
        "    <author><name>translator</name></author>\n",
        "",
        {"author-missing"},
        id="no author",
    ),
    pytest.param("pending.en.atom", "<name>translator", "<name>  ", {"author-name"}, id="no name"),
    pytest.param(
        "pending.en.atom", "translator", "someone@mail.example", {"email-published"}, id="name is an address"
    ),
    pytest.param(
        "pending.en.atom", "</name></author>", "</name><uri>me</uri></author>", {"link-absolute"}, id="person"
    ),
    pytest.param("pending.en.atom", f' href="{BASE}index.html"', "", {"link-href"}, id="link without href"),
    pytest.param("pending.en.atom", f"{BASE}index.html", "index.html", {"link-absolute"}, id="relative link"),
    pytest.param(
        "pending.en.atom", f"{BASE}index.html", "javascript:alert(1)", {"link-absolute"}, id="script link"
    ),
    pytest.param(
        "pending.en.atom", f"{BASE}index.html", "https:///x", {"link-absolute"}, id="link without a host"
    ),
    pytest.param(
        "pending.en.atom", f"{BASE}index.html", f"{BASE}潮", {"link-absolute"}, id="link not encoded"
    ),
    pytest.param(
        "pending.en.atom", f"{BASE}index.html", f"{BASE}100%", {"link-absolute"}, id="percent sign alone"
    ),
    pytest.param("pending.en.atom", 'hreflang="zh"', 'hreflang="中"', {"language-invalid"}, id="hreflang"),
    pytest.param(
        "pending.en.atom",
        'rel="alternate" type="text/html" href="https://forge',
        'rel="via" href="https://forge',
        {"alternate-missing"},
        id="entry without an alternate",
    ),
    pytest.param("pending.en.atom", 'type="text/html"', 'type="html"', {"link-type"}, id="link type"),
    pytest.param(
        "pending.en.atom", 'rel="related"', 'rel="alternate"', {"alternate-repeated"}, id="two alternates"
    ),
    pytest.param(
        "pending.en.atom", 'rel="alternate"', 'rel="related"', {"alternate-missing"}, id="no alternate"
    ),
    pytest.param(
        "pending.en.atom",
        'rel="alternate"',
        'rel="self"',
        {"link-repeated", "alternate-missing"},
        id="selves",
    ),
    pytest.param(SECTION, 'type="text">Ebb', 'type="html">Ebb', {"title-type"}, id="title with markup"),
    pytest.param(
        "pending.en.atom", "The harbour in winter", " ", {"title-empty", "title-space"}, id="empty title"
    ),
    pytest.param("pending.en.atom", "The harbour", "The  harbour", {"title-space"}, id="spaces in a title"),
    pytest.param(
        "pending.en.atom", "The harbour", "The \u202eharbour", {"bidirectional-control"}, id="override"
    ),
    pytest.param(
        "pending.en.atom", '<content type="html"', "<content", {"content-type"}, id="content without a type"
    ),
    pytest.param(
        "pending.en.atom", '<content type="html"', '<content type="xhtml"', {"content-type"}, id="xhtml"
    ),
    pytest.param(
        "digests.en.atom",
        "&lt;p&gt;Two notes.&lt;/p&gt;",
        '<p xmlns="http://www.w3.org/1999/xhtml">Two notes.</p>',
        {"content-escaped"},
        id="content not escaped",
    ),
    pytest.param(
        "digests.en.atom", "<content", '<content src="https://x.example/"', {"content-src"}, id="content away"
    ),
    pytest.param(
        "digests.en.atom",
        '    <content type="html" xml:lang="en">&lt;p&gt;Two notes.&lt;/p&gt;</content>\n',
        "",
        {"content-missing"},
        id="no content",
    ),
    pytest.param("pending.en.atom", 'term="tides" ', "", {"category-term"}, id="category without a term"),
    pytest.param("pending.en.atom", 'label="Tides"', 'label="Tides, moons"', {"category-comma"}, id="comma"),
    pytest.param(
        "pending.zh.atom", 'label="潮汐"', 'label="潮汐，月"', {"category-comma"}, id="Chinese comma"
    ),
    pytest.param(
        "sections/tides.zh.atom",
        "<published>2026-07-20",
        "<published>2026-07-10",
        {"order", "entry-differs"},
        id="order",
    ),
    pytest.param("archive/en-0.atom", "  <fh:archive/>\n", "", {"archive-mark"}, id="archive unmarked"),
    pytest.param(
        "archive/en-0.atom", 'rel="current"', 'rel="via"', {"archive-current"}, id="archive without current"
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), ATOM)
def test_atom(path: str, old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document(path, old, new)) == expected


CONTENT = [
    pytest.param("<p>Two</p>", None, id="paragraph"),
    pytest.param("Two &amp; three", None, id="bare text"),
    pytest.param('<a href="https://x.example/?a=1&amp;b=%20#c">x</a>', None, id="absolute link"),
    pytest.param('<a href="mailto:list@x.example">x</a>', None, id="letter"),
    pytest.param("<code>&lt;/p&gt;</code>", None, id="markup shown as text"),
    pytest.param('<p class="x">Two</p>', "content-attribute", id="class"),
    pytest.param('<p style="x">Two</p>', "content-attribute", id="style"),
    pytest.param('<p onclick="x()">Two</p>', "content-attribute", id="event"),
    pytest.param('<body onload="x()">Two', "content-element+content-attribute", id="event of the body"),
    pytest.param("<p>Two<script>x()</script></p>", "content-element", id="script"),
    pytest.param("<style>p { }</style>", "content-element", id="style sheet"),
    pytest.param("<details><p>Two</p></details>", "content-element", id="details"),
    pytest.param("<math><mi>x</mi></math>", "content-element", id="MathML"),
    pytest.param("<svg></svg>", "content-element", id="SVG"),
    pytest.param('<iframe src="https://x.example/"></iframe>', "content-element", id="frame"),
    pytest.param('<a href="notes/a.md">x</a>', "content-link", id="relative link"),
    pytest.param('<a href="#a">x</a>', "content-link", id="fragment"),
    pytest.param('<a href="//x.example/">x</a>', "content-link", id="link without a scheme"),
    pytest.param('<a href="java&#10;script:x()">x</a>', "content-link", id="script link"),
    pytest.param('<a href="data:text/html,x">x</a>', "content-link", id="data link"),
    pytest.param('<img src="a.png" alt="">', "content-link", id="relative picture"),
    pytest.param('<img src="https://x.example/a.png">', "content-alt", id="picture without alt"),
    pytest.param('<img srcset="https://x.example/a.png 2x" alt="">', "content-src", id="picture without src"),
    pytest.param(
        '<img src="https://x.example/a.png" srcset="https://x.example/b.png 1x, c.png 2x" alt="">',
        "content-link",
        id="relative srcset",
    ),
    pytest.param('<span lang="z_h">x</span>', "language-invalid", id="odd language"),
    pytest.param("<!-- x --><p>Two</p>", "content-comment", id="comment"),
    pytest.param("&lt;p&gt;Two&lt;/p&gt;", "escaped-twice", id="escaped twice"),
]


@pytest.mark.parametrize(("html", "rule"), CONTENT)
def test_the_content_of_an_entry(html: str, rule: str | None) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    broken = break_document("digests.en.atom", "&lt;p&gt;Two notes.&lt;/p&gt;", escaped)
    assert rules(broken) == set(rule.split("+") if rule else ())


ITEM = "      <title>Ebb and flood</title>\n"
ANOTHER = "formats-differ"  # A broken item is not what the Atom feed says either.

RSS = [
    pytest.param('version="2.0"', 'version="0.92"', {"rss-root"}, id="other version"),
    pytest.param("<title>Notes on tides</title>", "<title/>", {"rss-missing"}, id="no title"),
    pytest.param(f"    <link>{BASE}index.html</link>\n", "", {"rss-missing"}, id="no link"),
    pytest.param("<description>New notes</description>", "", {"rss-missing"}, id="no description"),
    pytest.param(f"{BASE}index.html", "index.html", {"link-absolute"}, id="relative link"),
    pytest.param(f"{BASE}index.html", f"{BASE}en.rss", {"rss-link-self"}, id="link to itself"),
    pytest.param(f'href="{BASE}en.rss"', 'href="en.rss"', {"link-absolute"}, id="relative self"),
    pytest.param(
        "    <language>", f'<atom:link rel="self" href="{BASE}"/><language>', {"link-repeated"}, id="selves"
    ),
    pytest.param("    <language>en</language>\n", "", {"language-missing"}, id="no language"),
    pytest.param("<language>en", "<language>english language", {"language-invalid"}, id="odd language"),
    pytest.param("<language>en", "<language>zh", {"language-differs"}, id="other language"),
    pytest.param("<generator>", "<generator>x</generator><generator>", {"rss-repeated"}, id="two generators"),
    pytest.param("<generator>", "<updated>x</updated><generator>", {"rss-unknown"}, id="element of Atom"),
    pytest.param(
        "Mon, 20 Jul 2026 08:00:00 +0000</last", "2026-07-20</last", {"rss-date"}, id="RFC 3339 date"
    ),
    pytest.param(
        "Mon, 20 Jul 2026 08:00:00 +0000</last",
        "Tue, 20 Jul 2026 08:00:00 +0000</last",
        {"rss-date"},
        id="Tue",
    ),
    pytest.param(
        "Mon, 20 Jul 2026 08:00:00 +0000</last",
        "Mon, 20 Jul 2026 08:00:00 -0000</last",
        {"rss-date"},
        id="-0",
    ),
    pytest.param(
        "Mon, 20 Jul 2026 08:00:00 +0000</last",
        "Sun, 19 Jul 2026 08:00:00 GMT</last",
        {"feed-updated-early"},
        id="feed older than its item",
    ),
    pytest.param(
        "Mon, 20 Jul 2026 08:00:00 +0000</last",
        "Tue, 31 Feb 2026 08:00:00 GMT</last",
        {"rss-date"},
        id="31 February",
    ),
    pytest.param(ITEM, "", {"title-empty", ANOTHER}, id="item without a title"),
    pytest.param("Ebb and", "Ebb &amp;amp;", {ANOTHER}, id="other title"),
    pytest.param(
        "<title>Ebb and", "<title>\u2067Ebb and", {"bidirectional-control", ANOTHER}, id="isolate left open"
    ),
    pytest.param(
        "      <link>https://forge.example/someone/list/blob/main/harbour.md</link>\n",
        "",
        {ANOTHER},
        id="item without a link",
    ),
    pytest.param(
        "<link>https://forge", "<link>ftp://forge", {"link-absolute", ANOTHER}, id="item with another scheme"
    ),
    pytest.param(
        f'<guid isPermaLink="false">{TAG}harbour/en</guid>', "", {"rss-guid", ANOTHER}, id="no guid"
    ),
    pytest.param(' isPermaLink="false"', "", {"rss-permalink"}, id="guid taken for an address"),
    pytest.param(f">{TAG}harbour", ">harbour", {"id-tag", ANOTHER}, id="guid is no tag"),
    pytest.param(f">{TAG}harbour", f">{TAG}tides/ebb", {"id-repeated", ANOTHER}, id="guid twice"),
    pytest.param(
        "      <pubDate>Tue, 14 Jul 2026 09:30:00 +0000</pubDate>\n",
        "",
        {"published-missing", ANOTHER},
        id="no date",
    ),
    pytest.param(
        "Tue, 14 Jul 2026 09", "Mon, 20 Jul 2026 19", {"order", "feed-updated-early", ANOTHER}, id="order"
    ),
    pytest.param("<dc:creator>translator</dc:creator>", "", {"author-missing"}, id="no author"),
    pytest.param(
        "<dc:creator>translator", "<dc:creator>a@b.example", {"email-published"}, id="author is an address"
    ),
    pytest.param(
        "<dc:creator>", "<author>a@b.example (a)</author><dc:creator>", {"email-published"}, id="author"
    ),
    pytest.param("<category>Tides", "<category>Tides, moons", {"category-comma"}, id="comma"),
    pytest.param("&lt;p&gt;How", '&lt;p class="x"&gt;How', {"content-attribute"}, id="content"),
    pytest.param(
        "<dc:creator>", '<enclosure url="https://x.example/"/><dc:creator>', {"rss-enclosure"}, id="enclosure"
    ),
    pytest.param("<category>", '<category xml:lang="e n">', {"language-invalid"}, id="odd xml:lang"),
]


@pytest.mark.parametrize(("old", "new", "expected"), RSS)
def test_rss(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("en.rss", old, new)) == expected


def test_an_rss_item_has_content() -> None:
    without = re.sub(
        rb" *<description>&lt;.*?</description>\n", b"", GOOD["en.rss"], count=1, flags=re.DOTALL
    )
    assert rules({**GOOD, "en.rss": without}) == {"content-missing"}


JSON = [
    pytest.param("{", "[", {"json"}, id="not JSON"),
    pytest.param("{", '{"title": "x", ', {"json"}, id="name twice"),
    pytest.param('"language": "en"', '"_x": NaN, "language": "en"', {"json"}, id="not a number"),
    pytest.param("version/1.1", "version/1", {"json-version"}, id="other version"),
    pytest.param('"title": "Notes on tides"', '"title": " "', {"title-empty"}, id="no title"),
    pytest.param('"language": "en",\n  "items"', '"items"', {"language-missing"}, id="no language"),
    pytest.param(
        '"language": "en",\n  "items"',
        '"language": "zh",\n  "items"',
        {"language-differs"},
        id="other language",
    ),
    pytest.param(
        '"language": "en"\n    }', '"language": "e n"\n    }', {"language-invalid"}, id="odd language"
    ),
    pytest.param('"items"', '"entries"', {"json-unknown", "json-items", ANOTHER}, id="no items"),
    pytest.param('"description": "New notes"', '"description": 1', {"json-type"}, id="number for a text"),
    pytest.param('"description"', '"subtitle"', {"json-unknown"}, id="unknown name"),
    pytest.param('"description"', '"_subtitle"', set(), id="extension"),
    pytest.param(f"{BASE}index.html", "index.html", {"link-absolute"}, id="relative page"),
    pytest.param('"items": [', '"items": [1, ', {"json-type"}, id="item is no object"),
    pytest.param(
        f'"id": "{TAG}harbour/en"', '"id": 7', {"json-type", "json-id", ANOTHER}, id="id is a number"
    ),
    pytest.param(f'"id": "{TAG}harbour/en"', '"id": "urn:h"', {"id-tag", ANOTHER}, id="id is no tag"),
    pytest.param(
        f'"id": "{TAG}harbour/en"', f'"id": "{TAG}tides/ebb/en"', {"id-repeated", ANOTHER}, id="id twice"
    ),
    pytest.param('"title": "Ebb and flood",', "", {"title-empty", ANOTHER}, id="item without a title"),
    pytest.param(
        '"title": "Ebb', '"title": "\\u0002Ebb', {"control-character", ANOTHER}, id="control in a title"
    ),
    pytest.param(
        '"date_published": "2026-07-14T09:30:00Z",', "", {"published-missing", ANOTHER}, id="not published"
    ),
    pytest.param('_modified": "2026-07-14T', '_modified": "14/7/2026 ', {"json-date"}, id="odd date"),
    pytest.param(
        '_modified": "2026-07-14T',
        '_modified": "2026-07-13T',
        {"updated-early", ANOTHER},
        id="modified early",
    ),
    pytest.param('_published": "2026-07-20T', '_published": "2026-07-10T', {"order", ANOTHER}, id="order"),
    pytest.param('"authors"', '"_authors"', {"author-missing"}, id="no authors"),
    pytest.param('"name": "translator"', "", {"author-name"}, id="empty author"),
    pytest.param(
        '"name": "translator"', '"name": "a@b.example"', {"email-published"}, id="author is an address"
    ),
    pytest.param(
        '"name": "translator"', '"name": "a", "email": "b"', {"json-unknown"}, id="author with an address"
    ),
    pytest.param('"name": "translator"', '"name": "a", "url": "b"', {"link-absolute"}, id="author's page"),
    pytest.param('"content_html"', '"_html"', {"content-missing"}, id="no content"),
    pytest.param("<p>How", "<p id='x'>How", {"content-attribute"}, id="content"),
    pytest.param('"Tides"', '"Tides, moons"', {"category-comma"}, id="comma in a tag"),
    pytest.param('"Tides"', '""', {"json-type"}, id="empty tag"),
]


@pytest.mark.parametrize(("old", "new", "expected"), JSON)
def test_json_feed(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("en.json", old, new)) == expected


def test_a_json_item_links_to_a_page() -> None:
    feed = json.loads(GOOD["en.json"])
    del feed["items"][0]["url"]
    assert rules({**GOOD, "en.json": json.dumps(feed).encode() + b"\n"}) == {ANOTHER}


def test_json_that_is_nested_without_end_is_a_finding() -> None:
    assert "json" in rules({**GOOD, "en.json": b"[" * 200_000 + b"]" * 200_000 + b"\n"})


OPML = [
    pytest.param('version="2.0"', 'version="1.0"', {"opml-root"}, id="other version"),
    pytest.param("<head>", "<head/><head>", {"opml-root"}, id="two heads"),
    pytest.param("<title>Notes on tides</title>", "", {"opml-title"}, id="no title"),
    pytest.param("Mon, 20 Jul", "Sun, 20 Jul", {"opml-date"}, id="wrong day"),
    pytest.param("</head>", "<ownerEmail>a@b.example</ownerEmail></head>", {"email-published"}, id="owner"),
    pytest.param('<outline text="Notes on tides">', "<outline>", {"opml-text"}, id="no text"),
    pytest.param(f'xmlUrl="{BASE}en.atom" ', "", {"opml-url"}, id="no address"),
    pytest.param(f'xmlUrl="{BASE}en.atom"', 'xmlUrl="en.atom"', {"opml-url"}, id="relative address"),
    pytest.param(f'htmlUrl="{BASE}index.html"', 'htmlUrl="."', {"opml-url"}, id="relative page"),
    pytest.param(f"{BASE}zh.atom", f"{BASE}en.atom", {"opml-repeated"}, id="feed twice"),
    pytest.param('type="rss" ', "", {"opml-type"}, id="no type"),
    pytest.param('language="en"', 'language="e n"', {"language-invalid"}, id="odd language"),
]


@pytest.mark.parametrize(("old", "new", "expected"), OPML)
def test_opml(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("subscriptions.opml", old, new)) == expected


def test_opml_lists_a_feed() -> None:
    text = re.sub(r"    <outline.*</outline>\n", "", GOOD["subscriptions.opml"].decode(), flags=re.DOTALL)
    assert rules({**GOOD, "subscriptions.opml": text.encode()}) == {"opml-empty"}


PAGES = [
    pytest.param("<!doctype html>\n", "", {"page-doctype"}, id="no doctype"),
    pytest.param('<meta charset="utf-8">\n', "", {"page-charset"}, id="no charset"),
    pytest.param("<title>潮汐笔记</title>\n", "", {"title-empty"}, id="no title"),
    pytest.param('<html lang="zh">', "<html>", {"language-missing"}, id="no language"),
    pytest.param('<html lang="zh">', '<html lang="en">', {"language-differs"}, id="other language"),
    pytest.param('<html lang="zh">', '<html lang="zh-CN">', set(), id="Chinese of China"),
    pytest.param('lang="en"', 'lang="en us"', {"language-invalid"}, id="odd language"),
    pytest.param("<h1>潮汐笔记</h1>\n", "", {"page-heading"}, id="no heading"),
    pytest.param('id="notes"', 'id="others"', {"page-id", "page-anchor"}, id="id twice"),
    pytest.param(
        'aria-labelledby="others"', 'aria-labelledby="all others"', {"page-reference"}, id="reference"
    ),
    pytest.param(' alt=""', "", {"page-alt"}, id="picture without alt"),
    pytest.param('href="#notes"', 'href="#nots"', {"page-anchor"}, id="anchor"),
    pytest.param('href="#notes"', 'href="#"', set(), id="top"),
    pytest.param('href="#notes"', 'href="#%6Eotes"', set(), id="anchor percent-encoded"),
    pytest.param("issue.html#tides", "issue.html#moons", {"page-anchor"}, id="anchor in another page"),
    pytest.param("issue.html#tides", "issues.html", {"page-link"}, id="no such page"),
    pytest.param("digests/2026-W30/issue.html#tides", "../index.html", {"page-link"}, id="out of the folder"),
    pytest.param(
        "digests/2026-W30/issue.html#tides", "digests/2026-W30/", {"page-link"}, id="folder without a page"
    ),
    pytest.param("digests/2026-W30/issue.html#tides", "./?q=ebb", set(), id="query"),
    pytest.param('href="zh.atom"', 'href="zh%2Eatom"', set(), id="percent-encoded"),
    pytest.param('href="https://forge', 'href="javascript:x()//forge', {"page-scheme"}, id="script link"),
    pytest.param('href="https://forge', 'href="//forge', set(), id="same scheme"),
    pytest.param('href="https://forge.example/', 'href="https://[/', {"page-scheme"}, id="no address at all"),
    pytest.param(
        'src="page.js"', 'src="https://x.example/page.js"', {"page-request"}, id="script from elsewhere"
    ),
    pytest.param(
        'href="page.css"', 'href="//x.example/page.css"', {"page-request"}, id="style from elsewhere"
    ),
    pytest.param('rel="icon" href="data:image', 'rel="icon" href="data:text', {"page-request"}, id="data"),
    pytest.param(
        'src="wave.svg"', 'src="https://x.example/wave.svg"', {"page-request"}, id="picture from elsewhere"
    ),
    pytest.param('src="wave.svg"', 'src="wave.svg" srcset="//x.example/w 2x"', {"page-request"}, id="srcset"),
    pytest.param("</ol>", '</ol><iframe src="https://x.example/"></iframe>', {"page-request"}, id="frame"),
    pytest.param("</ol>", '</ol><form action="https://x.example/"></form>', {"page-request"}, id="form"),
    pytest.param(
        "</head>", "<style>@import 'https://x.example/';</style></head>", {"page-request"}, id="import"
    ),
    pytest.param(
        "<h1>", '<h1 style="background: url(//x.example/)">', {"page-request"}, id="style attribute"
    ),
    pytest.param("</ol>", "</ol><script>x()</script>", {"page-script"}, id="inline script"),
    pytest.param("</ol>", '</ol><script type="application/json">{}</script>', set(), id="data block"),
    pytest.param("<h1>", '<h1 onclick="x()">', {"page-script"}, id="event"),
    pytest.param("</head>", '<base href="page.css"></head>', {"page-redirect"}, id="base"),
    pytest.param(
        "</head>", '<meta http-equiv="Refresh" content="0"></head>', {"page-redirect"}, id="refresh"
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), PAGES)
def test_a_page(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("index.zh.html", old, new)) == expected


def test_a_page_holds_something() -> None:
    assert "page-empty" in rules({**GOOD, "index.zh.html": b"\n"})


ASSETS = [
    pytest.param("page.css", '"wave.svg"', "https://x.example/", {"page-request"}, id="style from elsewhere"),
    pytest.param("wave.svg", "<path", "<script/><path", {"page-script"}, id="script in a picture"),
    pytest.param("wave.svg", "<path", '<path onload="x()"', {"page-script"}, id="event in a picture"),
    pytest.param(
        "wave.svg", "<path", '<image href="//x.example/"/><path', {"page-request"}, id="picture in it"
    ),
    pytest.param("wave.svg", "</svg>", "", {"well-formed"}, id="broken picture"),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), ASSETS)
def test_what_a_page_is_made_with(path: str, old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document(path, old, new)) == expected


MARKDOWN = [
    pytest.param(
        "# Notes",
        "---\ntitle: x\n---\n\n# Notes",
        {"markdown-front-matter", "markdown-blank-line"},
        id="front matter",
    ),
    pytest.param("## Tides", "#### Tides", {"markdown-heading"}, id="deep heading"),
    pytest.param("New notes\n\n##", "New notes\n##", {"markdown-blank-line"}, id="no blank line"),
    pytest.param("and goes.\n", "and goes.\n  - nested\n", {"markdown-nested-list"}, id="nested list"),
    pytest.param("New notes", "New <b>notes</b>", {"markdown-html"}, id="HTML in a line"),
    pytest.param("New notes", "<div>\nNew notes\n</div>", {"markdown-html"}, id="HTML block"),
    pytest.param("New notes", "See https://x.example/，then", {"markdown-bare-url"}, id="bare address"),
    pytest.param("New notes", "**新（注）**的", {"markdown-strong"}, id="bold that is none"),
    pytest.param("../../index.html", "../index.html", {"markdown-link"}, id="link to nothing"),
    pytest.param("](https://forge", "](//forge", {"markdown-link"}, id="link without a scheme"),
    pytest.param("](https://forge", "](ftp://forge", {"markdown-link"}, id="link with another scheme"),
]


@pytest.mark.parametrize(("old", "new", "expected"), MARKDOWN)
def test_markdown(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("digests/2026-W30/issue.en.md", old, new)) == expected


def test_markdown_that_is_pasted_elsewhere_has_absolute_links() -> None:
    release = "digests/2026-W30/release.md"
    assert rules({**GOOD, release: b"## New\n\n[All](https://site.example/)\n"}) == set()
    assert rules({**GOOD, release: b"## New\n\n[All](../../index.html)\n"}) == {"markdown-link"}


RECORDS = [
    pytest.param("ledger.jsonl", '{"note": "harbour"}', '{"note": "harbour"', {"json"}, id="half a line"),
    pytest.param("ledger.jsonl", '{"note": "harbour"}', '"harbour"', {"ledger-line"}, id="line is a text"),
    pytest.param("ledger.jsonl", '"tides/ebb"', '"harbour"', {"ledger-repeated"}, id="line twice"),
    pytest.param("digests/2026-W30/issue.json", "}", "", {"json"}, id="half an issue"),
    pytest.param("digests/2026-W30/issue.json", "{", "[{", {"json"}, id="issue in a list left open"),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), RECORDS)
def test_records(path: str, old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document(path, old, new)) == expected


def test_an_issue_is_an_object() -> None:
    assert rules({**GOOD, "digests/2026-W30/issue.json": b"[]\n"}) == {"issue-object"}


def with_manifest(documents: dict[str, bytes]) -> dict[str, bytes]:
    files = {path: hashlib.sha256(data).hexdigest() for path, data in documents.items()}
    return {**documents, "manifest.json": json.dumps({"files": files}).encode() + b"\n"}


def test_the_manifest_lists_every_document_with_its_digest() -> None:
    good = with_manifest(GOOD)
    assert check_documents(good) == ()
    assert rules({**good, "page.js": b"changed();\n"}) == {"manifest-digest"}
    assert rules({path: good[path] for path in good if path != "page.js"}) == {
        "manifest-missing",
        "page-link",
    }
    assert rules({**good, "digests/2026-W31/issue.json": b"{}\n"}) == {"manifest-unlisted"}
    assert rules({**good, "manifest.json": b'{"files": []}\n'}) == {"manifest-files"}
    assert rules({**good, "manifest.json": b"{\n"}) == {"json"}


def test_what_is_not_ours_is_passed_over() -> None:
    foreign = {"about.html": b"<p>x", "CNAME": b"site.example", "logo.svg": b"<", "data.csv": b"\xff"}
    assert check_documents({**with_manifest(GOOD), **foreign}) == ()


PATHS = [
    pytest.param("../page.html", {"path"}, id="out of the folder"),
    pytest.param("digests/./page.html", {"path"}, id="dot"),
    pytest.param("digests//page.html", {"path"}, id="two slashes"),
    pytest.param("a\\b.html", {"path"}, id="backslash"),
    pytest.param("a\x7f.html", {"path"}, id="control character"),
    pytest.param("INDEX.html", {"path-collision"}, id="capitals"),
]


@pytest.mark.parametrize(("path", "expected"), PATHS)
def test_paths_stay_in_the_folder_and_apart(path: str, expected: set[str]) -> None:
    page = (
        GOOD["digests/2026-W30/issue.html"]
        .replace(b"../../", b"https://x.example/")
        .replace(b"issue.en.md", b"#")
    )
    assert rules({**GOOD, path: page}) == expected


def test_sizes() -> None:
    limits = Limits(max_bytes=len(GOOD["zh.json"]) - 1, entries=1)
    found = {(finding.path, finding.rule) for finding in check_documents(GOOD, limits=limits)}
    assert ("zh.json", "feed-too-large") in found
    assert ("en.atom", "feed-too-long") in found
    assert ("pending.en.atom", "feed-too-long") not in found
    assert not [path for path, _ in found if path.startswith("archive/")]


AGREEMENT = [
    pytest.param("en.rss", "Ebb and flood", "Ebb and flow", {"formats-differ"}, id="title"),
    pytest.param("en.rss", "main/tides", "main/tide", {"formats-differ"}, id="link"),
    pytest.param(
        "en.json", '_published": "2026-07-20T08', '_published": "2026-07-20T07', {"formats-differ"}, id="date"
    ),
    pytest.param(
        "en.json", '_modified": "2026-07-20T08', '_modified": "2026-07-20T09', {"formats-differ"}, id="update"
    ),
    pytest.param(SECTION, "Ebb and flood", "Ebb and flow", {"entry-differs"}, id="section"),
    pytest.param(
        "digests.en.atom", f"{TAG}issue:2026-W30:en", f"{TAG}harbour/en", {"id-shared"}, id="family"
    ),
    pytest.param("pending.en.atom", "feed:pending:en", "feed:en", {"feed-id-shared"}, id="feed id"),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), AGREEMENT)
def test_one_truth_in_all_documents(path: str, old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document(path, old, new)) == expected


def test_a_title_escaped_twice_is_told_from_another_title() -> None:
    atom, rss, feed = (
        GOOD[path].replace(b"Ebb and flood", title)
        for path, title in (
            ("en.atom", b"Ebb &amp; flood"),
            ("en.rss", b"Ebb &amp;amp; flood"),
            ("en.json", b"Ebb & flood"),
        )
    )
    section = GOOD[SECTION].replace(b"Ebb and flood", b"Ebb &amp; flood")
    found = check_documents({**GOOD, "en.atom": atom, "en.rss": rss, "en.json": feed, SECTION: section})
    assert [(finding.path, finding.rule) for finding in found] == [("en.rss", "escaped-twice")]


def test_every_format_is_there() -> None:
    assert rules({path: GOOD[path] for path in GOOD if path != "zh.rss"}) == {"format-missing"}


def test_every_language_has_the_same_notes() -> None:
    other = {path: GOOD[path].replace(b"harbour/zh", b"lighthouse/zh") for path in GOOD if "zh" in path}
    assert rules({**GOOD, **other}) == {"languages-differ"}


def test_an_entry_stands_in_one_archive() -> None:
    assert rules({**GOOD, "archive/en-1.atom": GOOD["archive/en-0.atom"]}) == {"archive-repeated"}


NAMES = [
    pytest.param("en.atom", Form.ATOM, "en", Family.NEWS, Part.WHOLE, id="feed"),
    pytest.param("pt-BR.json", Form.JSON_FEED, "pt-BR", Family.NEWS, Part.WHOLE, id="language with a region"),
    pytest.param("archive/pt-BR-12.atom", Form.ATOM, "pt-BR", Family.NEWS, Part.ARCHIVE, id="archive"),
    pytest.param("sections/a.b.zh.atom", Form.ATOM, "zh", Family.NEWS, Part.SECTION, id="dot in a slug"),
    pytest.param("pending.en.atom", Form.ATOM, "en", Family.PENDING, Part.WHOLE, id="pending"),
    pytest.param("digests.en.atom", Form.ATOM, "en", Family.DIGESTS, Part.WHOLE, id="digests"),
    pytest.param("digests/2026-W30/email.zh.eml", Form.TARGET, "zh", Family.DIGESTS, Part.WHOLE, id="letter"),
    pytest.param("digests/2026-W30/zhihu.zh.html", Form.TARGET, "zh", Family.DIGESTS, Part.WHOLE, id="Zhihu"),
    pytest.param(
        "digests/2026-W30/index.html", Form.PAGE, "", Family.NEWS, Part.WHOLE, id="page of an issue"
    ),
    pytest.param("index.zh.html", Form.PAGE, "zh", Family.NEWS, Part.WHOLE, id="page in a language"),
    pytest.param("manifest.json", Form.MANIFEST, "", Family.NEWS, Part.WHOLE, id="manifest is no language"),
]


@pytest.mark.parametrize(("path", "form", "language", "family", "part"), NAMES)
def test_a_path_says_what_a_document_is(
    path: str, form: Form, language: str, family: Family, part: Part
) -> None:
    name = name_of(path)
    assert name is not None
    assert (name.form, name.language, name.family, name.part) == (form, language, family, part)


@pytest.mark.parametrize("path", ["CNAME", "data.csv", "README.md", "other/en.atom"])
def test_other_paths_are_none_of_ours(path: str) -> None:
    assert name_of(path) is None


def test_a_finding_names_its_place_and_its_rule() -> None:
    (finding,) = check_documents(break_document("pending.en.atom", 'hreflang="zh"', 'hreflang="中"'))
    assert finding.severity is Severity.ERROR
    assert str(finding).startswith("pending.en.atom:18: error: hreflang='中'")
    assert str(finding).endswith("[language-invalid]")


TARGETS = ("zhihu", "wechat", "email", "message", "release")
"""What the rules of `publisher.checks.targets` begin with; their tests stand with the targets."""


def called_rules() -> set[str]:
    """The rules that the package's own code names."""
    found = set[str]()
    for file in Path(checks.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
            if isinstance(node, ast.Call) and named in ("error", "warning"):
                found |= set(_spelled(node.args[1]))
    return found


def _spelled(rule: ast.expr) -> Iterator[str]:
    match rule:
        case ast.Constant(value=str(name)):
            yield name
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(ending))]):
            yield from (f"{target}{ending}" for target in ("zhihu", "wechat"))
        case _:
            pass


def test_every_rule_is_broken_by_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_checks*.py"))
    tested = set(re.findall(r'"([a-z0-9-]+)"', tests))
    assert {rule for rule in called_rules() - tested if not rule.startswith(TARGETS)} == set()


def test_every_rule_is_written_down() -> None:
    page = (HERE.parent / "docs" / "checks.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z0-9-]+)`", page, flags=re.MULTILINE)
    assert called_rules() ^ set(documented) == set()
    assert len(documented) == len(set(documented))


SITEMAP = [
    pytest.param("/schemas/sitemap/0.9", "/schemas/sitemap/9", {"sitemap-root"}, id="other namespace"),
    pytest.param(f"{BASE}index.html", "index.html", {"link-absolute"}, id="relative address"),
    pytest.param("index.zh.html", "index.html", {"sitemap-repeated"}, id="page twice"),
    pytest.param("</urlset>", "", {"well-formed"}, id="broken"),
]


@pytest.mark.parametrize(("old", "new", "expected"), SITEMAP)
def test_sitemap(old: str, new: str, expected: set[str]) -> None:
    assert rules(break_document("sitemap.xml", old, new)) == expected
