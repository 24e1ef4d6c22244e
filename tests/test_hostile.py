"""What strangers write into a list, through the whole program into every document, and read back.

Every attack of `attacks` is a title, a summary, a link, a section, an author and a note's own file, in one history;
it is published once, beside a history of the same shape that is written in good faith. What is active in the
hostile publication (scripts, handlers, styles, frames, forms, addresses) must be in the good one too.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import attacks
import cmarkgfm
import cmarkgfm.cmark
import feedparser
import html5lib
import pytest
from lxml import etree

from publisher.cli import main
from publisher.sample.builder import RepoBuilder

SECRET = "secret-mail.example"  # noqa: S105  the domain of every author
GROUPS = {
    "element": attacks.ELEMENTS,
    "xml": attacks.XML,
    "markdown": attacks.MARKDOWN,
    "template": attacks.TEMPLATES,
    "address": attacks.ADDRESSES,
    "section": attacks.SECTIONS,
}
ROWS = [
    (f"{group}: {name}", group, 7001 + number, payload)
    for number, (group, name, payload) in enumerate(
        (group, name, payload) for group, rows in GROUPS.items() for name, payload in rows.items()
    )
]
NUMBERS = [pytest.param(number, id=name) for name, _, number, _ in ROWS]
WEEKS = 11

# What is never there, whoever wrote it.
NEVER = {
    "applet",
    "base",
    "embed",
    "fencedframe",
    "frame",
    "frameset",
    "iframe",
    "keygen",
    "object",
    "portal",
    "template",
}
# What is ours alone: it is as it is in the publication that is written in good faith.
OURS = {"script", "style", "link", "meta", "form", "input", "button", "select", "textarea", "svg", "video", "audio",
        "dialog", "details", "marquee", "noscript", "title", "body", "html", "head"}  # fmt: skip
ADDRESSED = {"href", "src", "srcset", "action", "formaction", "poster", "data", "background", "cite", "longdesc", "ping",
             "manifest", "xlink:href", "{http://www.w3.org/1999/xlink}href"}  # fmt: skip


def text_of(group: str, payload: str, number: int) -> tuple[str, str]:
    """A list and a note's own file with the attack *payload*."""
    said = payload.replace("{n}", str(number))
    if group == "address":
        body = (
            f"## Addresses\n\n- [t{number} angles](<{said}>): plain\n"
            f"- [t{number} bare]({said}): plain\n"
            f"- [t{number} within](https://example.org/w/{number}): see [x](<{said}>), ![x](<{said}>) and <{said}>.\n"
            f"- [t{number} else](https://example.org/e/{number}) ([Zhihu]({said}), [中文版](<{said}>)): plain\n"
        )
        return (
            body,
            f"# t{number}\n\n[x](<{said}>) ![x](<{said}>) <a href=\"{said}\">x</a> <img src='{said}'> {said}\n",
        )
    if group == "section":
        return f"## {said}\n\n- [t{number}](https://example.org/s/{number}): plain\n", f"# {said}\n"
    return (
        f"## Texts\n\n- [t{number} {said}](https://example.org/t/{number}): s{number} {said}\n",
        f"# t{number} {said}\n\n{said}\n\nAfter it.\n",
    )


def name_of(payload: str, number: int) -> str:
    """An author's name; git knows neither brackets nor line ends in one."""
    return re.sub(r"[<>\r\n\0]", "", payload.replace("{n}", str(number))).strip() or "x"


def build_list(path: Path, *, hostile: bool) -> None:
    plain = "plain {n} `code` $\\frac{a}{b}$ and $$\\sqrt{a}$$"
    good = {"address": "https://example.org/good/{n}", "section": "Section {n}"}
    with RepoBuilder(path) as repo:
        repo.remote("https://github.com/feeds-and-history/notes")
        settings = "lists: ['lists/*.md']\nfeed: {content: full}\n"
        files = {
            "publisher.yml": settings,
            "lists/README-cn.md": "# 笔记\n\n- [条目](https://example.org/zh)：说明\n",
        }
        repo.commit("Begin", files, date="2026-01-05T09:00:00Z")
        for place, (_, group, number, payload) in enumerate(ROWS):
            written = payload if hostile else good.get(group, plain)
            listed, own = text_of(group, written, number)
            listed += f"- [own {number}](notes/{number}.md)\n" if group != "section" else ""
            week, rest = divmod(place * WEEKS * 6 // len(ROWS), 6)
            repo.commit(
                f"Add {written}".replace("{n}", str(number)).replace("\0", ""),
                {f"lists/{number}.md": f"# List {number}\n\n{listed}", f"lists/notes/{number}.md": own},
                author=f"{name_of(written, number)} <a{number}@{SECRET}>",
                date=f"2026-{1 + (4 + 7 * week + rest) // 28:02}-{1 + (4 + 7 * week + rest) % 28:02}T{place % 24:02}:00:00Z",
            )


@dataclass(frozen=True, kw_only=True)
class Published:
    folder: Path
    documents: Mapping[str, bytes]


def publish(work: Path, *, hostile: bool) -> Published:
    build_list(work / "list", hostile=hostile)
    folder = work / "out" / "feeds"
    code = main(["build", str(work / "list"), "--output", str(folder), "--as-of", "2026-04-27", "--quiet"])
    assert code == 0
    documents = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    return Published(folder=folder, documents=documents)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(tmp_path_factory.mktemp("good"), hostile=False)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(tmp_path_factory.mktemp("evil"), hostile=True)


def fragments(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The HTML in a document, each with the form that it has there."""
    if path.endswith(".html"):
        yield path.rpartition("/")[2].partition(".")[0], content.decode()
    elif path.endswith(".md"):
        options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
        yield "markdown", cmarkgfm.github_flavored_markdown_to_html(content.decode(), options)
    elif path.endswith(".eml"):
        message = email.message_from_bytes(content, policy=email.policy.default)
        yield "mail", message.get_body(("html",)).get_content()
    elif path.endswith((".atom", ".rss")):
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        for element in root.iter("{*}content", "{*}summary", "{*}description", "{*}encoded"):
            if path.endswith(".rss") or element.get("type") == "html":
                yield "feed", element.text or ""
    elif path.endswith(".json") and "items" in (value := json.loads(content)):
        for item in value["items"]:
            yield "feed", item.get("content_html", "")


def active(form: str, source: str) -> Iterator[tuple[str, ...]]:
    """What a browser would do something with in the HTML *source*: kind, element and value."""
    tree = html5lib.parse(source, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield from [("comment", form, element.text or "")] if "[if" in (element.text or "") else []
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in NEVER:
            yield "never", tag, ""
        if tag in ("script", "style"):
            yield tag, form, "".join(element.itertext())
        elif tag in OURS and tag != "title":
            yield "ours", tag, " ".join(sorted(key for key in element.attrib))
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield "handler", name, value
            elif name in (
                "style",
                "class",
                "is",
                "slot",
                "srcdoc",
                "http-equiv",
                "target",
                "popover",
                "popovertarget",
            ):
                yield name, tag, value
            elif name in ADDRESSED:
                yield from (("scheme", tag, scheme) for scheme in schemes(value))


def schemes(address: str) -> Iterator[str]:
    """The scheme of an address as a browser reads it: without controls and spaces; empty for one of ours."""
    bare = re.sub(r"[\x00-\x20]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    if match:
        yield match[1].lower()
    elif bare.startswith(("//", "\\", "/\\")):
        yield "//"


def found(published: Published) -> dict[tuple[str, ...], str]:
    """All that is active in a publication, and a document that has it."""
    sources = {
        fragment: path
        for path, content in published.documents.items()
        for fragment in fragments(path, content)
    }
    return {each: path for (form, source), path in sources.items() for each in active(form, source)}


Foreign = list[tuple[tuple[str, ...], str]]


@pytest.fixture(scope="module")
def foreign(good: Published, evil: Published) -> Foreign:
    """What is active in the hostile publication only."""
    known = found(good)
    allowed = {("scheme", scheme) for scheme in ("http", "https", "mailto")}
    return [
        (each, path)
        for each, path in found(evil).items()
        if each not in known and (each[0], each[-1]) not in allowed
    ]


def test_nothing_is_active_that_is_not_ours(foreign: Foreign) -> None:
    assert foreign == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_attack_leaves_nothing_active(number: int, foreign: Foreign, evil: Published) -> None:
    """Nor does it keep the other entries of its list and the other lists from being published."""
    assert [(each, path) for each, path in foreign if str(number) in " ".join(each)] == []
    assert any(
        str(number).encode() in content for path, content in evil.documents.items() if path.endswith(".atom")
    )


def test_there_are_attacks_enough() -> None:
    assert len(ROWS) >= 120


def test_all_that_is_xml_is_nothing_but_xml(evil: Published) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for path, content in evil.documents.items():
        if path.endswith((".atom", ".rss", ".opml", ".xml", ".svg")):
            root = etree.fromstring(content, parser)
            assert root.getroottree().docinfo.doctype == "", path
            names = {element.target for element in root.iter(etree.ProcessingInstruction)}
            assert names <= {"xml-stylesheet"}, path
            for element in root.iter(etree.Element):
                assert etree.QName(element).localname.lower() not in {"script", "include", "iframe"}, path
                for name in ADDRESSED & set(element.keys()):
                    assert urlsplit(element.attrib[name]).scheme in ("http", "https", "mailto", ""), (
                        path,
                        name,
                    )


def test_feed_readers_find_links_to_the_web_only(evil: Published) -> None:
    feedparser.RESOLVE_RELATIVE_URIS = feedparser.SANITIZE_HTML = False
    for path, content in evil.documents.items():
        if path.endswith((".atom", ".rss")):
            feed = feedparser.parse(content)
            assert not feed.bozo, path
            for entry in feed.entries:
                links = {urlsplit(link.href).scheme for link in entry.get("links", [])}
                assert links <= {"http", "https"}, (path, entry.title)
                assert "enclosures" not in entry or entry.enclosures == []


def test_addresses_in_data_are_of_the_web(evil: Published) -> None:
    for path, content in evil.documents.items():
        if path.endswith(".json") and path != "manifest.json":
            for key, value in members(json.loads(content)):
                if key in ("url", "external_url", "compare", "home_page_url", "feed_url", "image", "icon"):
                    assert value is None or urlsplit(str(value)).scheme in ("http", "https", ""), (
                        path,
                        key,
                        value,
                    )


def members(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, dict | list):
                yield from members(each)
            else:
                yield key, each
    elif isinstance(value, list):
        for each in value:
            yield from members(each)


def test_a_mail_has_the_headers_that_it_is_to_have(good: Published, evil: Published) -> None:
    def headers(published: Published) -> set[tuple[str, ...]]:
        return {
            tuple(email.message_from_bytes(content, policy=email.policy.default).keys())
            for path, content in published.documents.items()
            if path.endswith(".eml")
        }

    assert headers(evil) == headers(good)


def titles(published: Published) -> list[str]:
    return [
        str(entry.findtext("{*}title"))
        for path, content in published.documents.items()
        if path.endswith(".atom")
        for entry in etree.fromstring(content).iter("{*}entry")
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("expression", "{{ 7*0000 }}"),
        ("statement", "{% include '/etc/passwd' %}0000"),
        ("comment", "{# 0000 #}"),
        ("end of raw", "{% endraw %}{{ 7*0000 }}{% raw %}"),
        ("template of listmonk", "{{ .Subscriber.Email }} 0000 {{ UnsubscribeURL }}"),
        ("expression of a workflow", "${{ secrets.GITHUB_TOKEN }} 0000"),
    ],
)
def test_what_a_template_would_fill_in_is_text(name: str, shown: str, evil: Published) -> None:
    number = next(str(number) for row, _, number, _ in ROWS if row == f"template: {name}")

    assert f"t{number} {shown.replace('0000', number)}" in titles(evil)


def test_nothing_was_filled_in(evil: Published) -> None:
    products = [str(7 * number).encode() for name, group, number, _ in ROWS if group == "template"]
    texts = b"".join(content for path, content in evil.documents.items() if path.endswith((".json", ".md")))

    assert [product for product in products if re.search(rb"\b%s\b" % product, texts)] == []
    assert b"root:x:0" not in texts


def test_no_address_from_git_is_published(evil: Published) -> None:
    assert [path for path, content in evil.documents.items() if SECRET.encode() in content] == []


def test_nothing_leaves_the_folder_and_no_two_files_are_one(evil: Published) -> None:
    around = {path.name for path in evil.folder.parents[1].iterdir()}
    assert around == {"list", "out"}
    assert [path.name for path in evil.folder.parent.iterdir()] == ["feeds"]
    folded = [unicodedata.normalize("NFD", path).casefold() for path in evil.documents]
    assert len(set(folded)) == len(folded)
    for path in evil.documents:
        for part in path.split("/"):
            assert len(part.encode()) <= 255, path
            assert part.isprintable(), path
            assert not part.startswith("-"), path
            assert not re.fullmatch(
                r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[. ]|.*[<>:\"|?*\\].*", part
            ), path
