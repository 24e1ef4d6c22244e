"""HTML inside a feed entry: only what readers' sanitisers let through, and only absolute links."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.checks.elements import Element, is_element, nodes_of, read_html
from publisher.checks.finding import Finding, error, warning
from publisher.checks.texts import shown
from publisher.checks.values import is_language, is_link

_ELEMENTS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption"
    " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source"
    " span strong sub sup table tbody td tfoot th thead time tr u ul var wbr"
)
_ATTRIBUTES = (
    "abbr align alt cite colspan datetime dir headers height href hreflang lang rel reversed rowspan scope"
    " span src srcset start title type valign value width"
)
ELEMENTS = frozenset(_ELEMENTS.split())
"""Without ``details``, ``svg`` and MathML: sanitisers drop or mangle them."""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""Without ``class``, ``style``, ``id`` and events."""

# What the parser puts around a fragment.
_IMPLIED = frozenset(("html", "head", "body"))
_ADDRESSES = ("href", "src", "cite")


def find_faults(path: str, html: str, line: int | None = None) -> Iterator[Finding]:
    """Faults of the content of one entry; *line* is the entry's."""
    root = read_html(html.encode())
    if root is None:
        return
    for element in nodes_of(root):
        if not is_element(element):
            yield error(path, "content-comment", "a comment or instruction stands in the content", line)
        elif element.tag not in _IMPLIED or element.keys():
            yield from _find_in_element(path, element, line)
    if "<" not in html and _is_escaped_twice(html):
        message = f"the content's markup is escaped once too often: {shown(html)}"
        yield error(path, "escaped-twice", message, line)


def _is_escaped_twice(html: str) -> bool:
    return any(
        f"&lt;/{name}&gt;" in html for name in ("p", "a", "li", "ul", "div", "em", "strong", "blockquote")
    )


def _find_in_element(path: str, element: Element, line: int | None) -> Iterator[Finding]:
    name = str(element.tag)
    if name not in ELEMENTS:
        yield error(path, "content-element", f"readers drop or mangle <{name}> in content", line)
    for attribute in element.keys():  # noqa: SIM118 (an element iterates over its children)
        if str(attribute) not in ATTRIBUTES:
            yield error(path, "content-attribute", f"readers drop {attribute!s}= on <{name}>", line)
    for attribute in _ADDRESSES:
        if (address := element.get(attribute)) is not None and not is_link(address):
            yield error(
                path,
                "content-link",
                f"<{name} {attribute}> is no absolute web address: {shown(address)}",
                line,
            )
    for candidate in _candidates(element.get("srcset")):
        if not is_link(candidate):
            yield error(
                path, "content-link", f"<{name} srcset> is no absolute web address: {shown(candidate)}", line
            )
    if (language := element.get("lang")) is not None and not is_language(language):
        yield error(path, "language-invalid", f"lang={shown(language)} is no language tag", line)
    if name == "img" and element.get("alt") is None:
        yield warning(path, "content-alt", "a picture has no alt=", line)
    if name == "img" and element.get("src") is None:
        yield error(path, "content-src", "a picture has no src=; no reader looks at srcset alone", line)


def _candidates(srcset: str | None) -> tuple[str, ...]:
    """The addresses of a ``srcset`` (HTML section 4.8.4.2.1)."""
    return tuple(part.split()[0] for part in (srcset or "").split(", ") if part.strip())
