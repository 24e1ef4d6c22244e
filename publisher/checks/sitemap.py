"""The addresses of the pages, for search engines (sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.checks.elements import Element
from publisher.checks.finding import Finding, error
from publisher.checks.texts import shown
from publisher.checks.values import is_link

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def check_sitemap(path: str, root: Element) -> Iterator[Finding]:
    """Check one sitemap."""
    if root.tag != f"{S}urlset":
        yield error(path, "sitemap-root", "the root is no <urlset> of a sitemap", root.sourceline)
        return
    addresses = Counter(url.findtext(f"{S}loc") or "" for url in root.findall(f"{S}url"))
    for address, count in addresses.items():
        if not is_link(address):
            yield error(path, "link-absolute", f"<loc> is no absolute web address: {shown(address)}")
        if count > 1:
            yield error(path, "sitemap-repeated", f"{address} is listed {count} times")
