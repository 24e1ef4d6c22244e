"""What a browser would fetch to show a page: nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.checks.elements import Element, is_element, local_name, read_xml
from publisher.checks.finding import Finding, error
from publisher.checks.texts import shown

# libxml2 leaves the prefix of xlink:href in HTML as it is written.
_FETCHED = {
    "audio": ("src",), "button": ("formaction",), "embed": ("src",), "form": ("action",), "frame": ("src",),
    "iframe": ("src",), "image": ("href", "xlink:href"), "img": ("src",), "input": ("src", "formaction"),
    "object": ("data",), "script": ("src",), "source": ("src",), "track": ("src",),
    "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
# Of the relations in HTML section 4.6.7 those that a browser follows by itself.
_RELATIONS = (
    "dns-prefetch icon manifest modulepreload pingback preconnect prefetch preload prerender stylesheet"
    " apple-touch-icon mask-icon"
)
_FETCHED_RELATIONS = frozenset(_RELATIONS.split())
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
_INLINE = re.compile(r"\s*data:(?:image|font)/", re.IGNORECASE)
_URL = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]*)""", re.IGNORECASE)


def find_requests(path: str, element: Element) -> Iterator[Finding]:
    """What *element* makes a browser fetch from another place."""
    tag = str(element.tag)
    addresses = [element.get(attribute) for attribute in _FETCHED.get(tag, ())]
    if tag == "link" and _FETCHED_RELATIONS & set((element.get("rel") or "").lower().split()):
        addresses.append(element.get("href"))
    if tag in ("img", "source"):
        addresses += [part.split()[0] for part in (element.get("srcset") or "").split(",") if part.strip()]
    for address in addresses:
        if address is not None and is_elsewhere(address):
            message = f"<{tag}> makes a browser ask elsewhere: {shown(address)}"
            yield error(path, "page-request", message, element.sourceline)


def check_style(path: str, css: str, line: int | None = None) -> Iterator[Finding]:
    """What a style sheet, or a part of one, fetches from elsewhere."""
    for match in _URL.finditer(css):
        if is_elsewhere(match[1]):
            yield error(
                path, "page-request", f"a style makes a browser ask elsewhere: {shown(match[1])}", line
            )


def is_elsewhere(address: str) -> bool:
    """Whether fetching *address* needs more than the folder."""
    return bool(_ELSEWHERE.match(address)) and not _INLINE.match(address)


def check_asset(path: str, data: bytes) -> Iterator[Finding]:
    """A style sheet or a picture of the pages."""
    if path.endswith(".css"):
        yield from check_style(path, data.decode())
    if not path.endswith(".svg"):
        return
    root = read_xml(path, data)
    if isinstance(root, Finding):
        yield root
        return
    for element in filter(is_element, root.iter()):
        names = [str(attribute).rpartition("}")[2] for attribute in element.keys()]  # noqa: SIM118
        if local_name(element) == "script" or any(name.startswith("on") for name in names):
            yield error(path, "page-script", "a picture holds a script", element.sourceline)
        if any(
            is_elsewhere(element.get(name, "")) for name in ("href", "{http://www.w3.org/1999/xlink}href")
        ):
            yield error(path, "page-request", "a picture makes a browser ask elsewhere", element.sourceline)
