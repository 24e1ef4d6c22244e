"""What an editor pastes or imports: Zhihu, WeChat, the text of a release."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from markdown_it import MarkdownIt

from publisher.checks.elements import Element, is_element
from publisher.checks.finding import Finding, error, warning
from publisher.checks.texts import shown
from publisher.checks.values import is_link

_PARSER = MarkdownIt("commonmark")

ZHIHU_ELEMENTS = frozenset("h2 h3 p strong em ul ol li a blockquote code pre img br".split())
ZHIHU_ATTRIBUTES = {"a": frozenset(("href",)), "img": frozenset(("eeimg", "src", "alt"))}
ZHIHU_EQUATION = "//www.zhihu.com/equation?tex="
_ZHIHU_BLOCKS = frozenset("h2 h3 p ul ol li blockquote".split())

WECHAT_ELEMENTS = frozenset(
    "section p h2 h3 span strong em a sup sub code pre br blockquote ul ol li img".split()
)
WECHAT_STYLED = frozenset("section p h2 h3 pre blockquote".split())
WECHAT_CHARACTERS = 20_000
_OWN_HOST = re.compile(r"https?://mp\.weixin\.qq\.com/")
_REFERENCE = re.compile(r"\[(\d+)\]")

RELEASE_CHARACTERS = 125_000
"""GitHub refuses a longer body."""
_MENTION = re.compile(r"(?<![\w/`@])@[A-Za-z0-9](?:-?[A-Za-z0-9])*\b(?![./@])")


def check_zhihu(path: str, text: str) -> Iterator[Finding]:
    """Rich text for Zhihu's editor."""
    root = _fragment(text)
    for element in _elements(root):
        name = str(element.tag)
        if name not in ZHIHU_ELEMENTS:
            yield error(path, "zhihu-element", f"Zhihu knows no <{name}>")
            continue
        for attribute in sorted(set(element.keys()) - ZHIHU_ATTRIBUTES.get(name, frozenset())):
            yield error(path, "zhihu-attribute", f"Zhihu takes no {attribute}= on <{name}>")
        yield from _check_nesting(path, "zhihu", element)
        if name in _ZHIHU_BLOCKS and not element.text_content().strip() and element.find(".//img") is None:
            yield error(path, "zhihu-empty", f"an empty <{name}> becomes an empty line")
        if name == "img":
            yield from _check_equation(path, element)
        yield from _check_link(path, "zhihu", element)
    for place in _loose_space(root):
        yield error(path, "zhihu-space", f"white space beside <{place}> becomes an empty line")
    if "$" in root.text_content():
        yield error(path, "zhihu-dollar", "a $ begins a formula in Zhihu's editor")


def check_zhihu_markdown(path: str, text: str) -> Iterator[Finding]:
    """A file for Zhihu's import; what all Markdown of ours keeps is checked elsewhere."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"#(?!#)|####", line):
            yield error(path, "zhihu-heading", "Zhihu has two levels of headings, ## and ###", number)
        if "$" in line:
            yield error(path, "zhihu-dollar", "a $ begins a formula in Zhihu's editor", number)
    for token in _PARSER.parse(text):
        if token.map and any(child.type == "image" for child in token.children or ()):
            message = "Zhihu's server cannot fetch pictures of a repository"
            yield error(path, "zhihu-picture", message, token.map[0] + 1)


def check_wechat(path: str, text: str) -> Iterator[Finding]:
    """Rich text for the editor of a WeChat account."""
    root = _fragment(text)
    for element in _elements(root):
        name = str(element.tag)
        if name not in WECHAT_ELEMENTS:
            yield error(path, "wechat-element", f"WeChat drops or mangles <{name}>")
        for attribute in sorted({"class", "id"} & set(element.keys())):
            yield error(path, "wechat-attribute", f"WeChat drops {attribute}= on <{name}>")
        if name in WECHAT_STYLED and not element.get("style"):
            yield warning(path, "wechat-style", f"a <{name}> has no style of its own")
        if name == "a" and not _OWN_HOST.match(element.get("href") or ""):
            link = shown(element.get("href") or "")
            yield error(path, "wechat-link", f"WeChat takes no link that leaves it: {link}")
        yield from _check_nesting(path, "wechat", element)
    yield from _check_references(path, root)
    length = len(" ".join(root.text_content().split()))
    if length >= WECHAT_CHARACTERS:
        yield error(path, "wechat-length", f"{length:,} characters; WeChat takes {WECHAT_CHARACTERS:,}")


def check_release(path: str, text: str) -> Iterator[Finding]:
    """The body of a release on a forge; what all Markdown of ours keeps is checked elsewhere."""
    if len(text) > RELEASE_CHARACTERS:
        limit = f"{RELEASE_CHARACTERS:,}"
        yield error(path, "release-length", f"{len(text):,} characters; GitHub takes {limit}")
    for number, line in enumerate(text.splitlines(), 1):
        words = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", line)
        if match := _MENTION.search(words):
            yield warning(path, "release-mention", f"{match[0]} sends somebody a notification", number)


def _fragment(text: str) -> html.HtmlElement:
    # Bytes, because lxml takes no control characters in a text; what follows a "</body>" stays in the body.
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    body = html.document_fromstring(f"<body>{text.rstrip()}</body>".encode(), parser=parser).body
    return html.HtmlElement() if body is None else body


def _elements(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in root.iterdescendants():
        if is_element(element):
            yield element


def _check_nesting(path: str, target: str, element: Element) -> Iterator[Finding]:
    ancestors = [str(ancestor.tag) for ancestor in element.iterancestors()]
    if element.tag in ("ul", "ol") and "li" in ancestors:
        yield error(path, f"{target}-nested-list", "a list stands in a list")
    if element.tag == "p" and "li" in ancestors:
        yield error(path, f"{target}-item", "a paragraph stands in a list's item")


def _check_equation(path: str, element: Element) -> Iterator[Finding]:
    parent = element.getparent()
    alone = (
        parent is not None
        and parent.tag == "p"
        and len(parent) == 1
        and not "".join(parent.itertext()).strip()
    )
    if not (element.get("src") or "").startswith(ZHIHU_EQUATION) or not element.get("alt"):
        yield error(path, "zhihu-picture", "a picture is no formula of Zhihu's: its server fetches no others")
    elif element.get("eeimg") not in ("1", "2"):
        yield error(path, "zhihu-picture", 'a formula has neither eeimg="1" nor eeimg="2"')
    elif element.get("eeimg") == "2" and not alone:
        yield error(path, "zhihu-formula", "a displayed formula stands in no paragraph of its own")


def _check_link(path: str, target: str, element: Element) -> Iterator[Finding]:
    if element.tag == "a" and not is_link(element.get("href") or ""):
        link = shown(element.get("href") or "")
        yield error(path, f"{target}-link", f"a link is no absolute web address: {link}")


def _loose_space(root: html.HtmlElement) -> Iterator[str]:
    """Names of blocks that white space stands beside."""
    for element in _elements(root):
        if element.tag in _ZHIHU_BLOCKS:
            before, after = element.text or "", element.tail or ""
            inside = element.tag in ("ul", "ol", "blockquote") and before != "" and not before.strip()
            if inside or (after and not after.strip()):
                yield str(element.tag)
    if root.text and not root.text.strip():
        yield "div"


def _check_references(path: str, root: html.HtmlElement) -> Iterator[Finding]:
    """Numbers in the text, and the list at the end that says what they mean."""
    used = {int(number) for mark in root.iter("sup") for number in _REFERENCE.findall(mark.text_content())}
    listed: dict[int, str] = {}
    for paragraph in root.iter("p"):
        words = paragraph.text_content().strip()
        if match := re.match(r"\[(\d+)\] .*?(https?://\S+)$", words):
            listed[int(match[1])] = match[2]
    if used - set(listed):
        yield error(path, "wechat-reference", f"no link is listed for [{min(used - set(listed))}]")
    if sorted(listed) != list(range(1, len(listed) + 1)):
        yield error(path, "wechat-reference", "the links are not numbered one after the other")
    if len(set(listed.values())) < len(listed):
        yield error(path, "wechat-reference", "a link is listed under two numbers")
