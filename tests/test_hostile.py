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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import attacks
import html5lib
import pytest
from lxml import etree

from publisher.cli import main
from publisher.sample.builder import RepoBuilder

SECRET = "secret-mail.example"
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
OURS = {"script", "style", "link", "meta", "form", "input", "button", "select", "textarea", "svg", "math", "video", "audio",
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
            written = payload if hostile else good.get(group, "plain {n}")
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
    elif path.endswith(".eml"):
        message = email.message_from_bytes(content, policy=email.policy.default)
        yield "mail", message.get_body(("html",)).get_content()
    elif path.endswith((".atom", ".rss")):
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        for element in root.iter("{*}content", "{*}summary", "{*}description", "{*}encoded"):
            yield "feed", element.text or ""
    elif path.endswith(".json") and "items" in (value := json.loads(content)):
        for item in value["items"]:
            yield "feed", item.get("content_html", "")


def active(form: str, source: str) -> Iterator[tuple[str, ...]]:
    """What a browser would do something with in the HTML *source*: kind, element and value."""
    tree = html5lib.parse(source, treebuilder="lxml", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield from [("comment", form, element.text or "")] if "[if" in (element.text or "") else []
            continue
        tag = etree.QName(element).localname
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
    return {
        each: path
        for path, content in published.documents.items()
        for form, source in fragments(path, content)
        for each in active(form, source)
    }


@pytest.fixture(scope="module")
def foreign(good: Published, evil: Published) -> list[tuple[tuple[str, ...], str]]:
    """What is active in the hostile publication only."""
    known = found(good)
    allowed = {("scheme", scheme) for scheme in ("http", "https", "mailto")}
    return [
        (each, path)
        for each, path in found(evil).items()
        if each not in known and (each[0], each[-1]) not in allowed
    ]


def test_nothing_is_active_that_is_not_ours(foreign: list[tuple[tuple[str, ...], str]]) -> None:
    assert foreign == []


def test_there_are_attacks_enough() -> None:
    assert len(ROWS) >= 120
