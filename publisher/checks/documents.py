"""The documents of one publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from publisher.checks.agreement import check_agreement
from publisher.checks.atom import check_atom
from publisher.checks.elements import read_xml
from publisher.checks.finding import Finding, error
from publisher.checks.json_feed import check_json_feed
from publisher.checks.markdown import check_markdown
from publisher.checks.names import Form, Name, name_of
from publisher.checks.opml import check_opml
from publisher.checks.pages import Page, check_page_links, read_page
from publisher.checks.reading import read_feed
from publisher.checks.records import MANIFEST, check_issue, check_ledger, check_manifest, listed
from publisher.checks.resources import check_asset
from publisher.checks.rss import check_rss
from publisher.checks.sitemap import check_sitemap
from publisher.checks.sizes import FEEDS, Limits, check_size
from publisher.checks.targets import check_target
from publisher.checks.texts import check_text, read_json

_DEFAULT = Limits()
_PICTURES = frozenset((".png", ".ico"))


def check_documents(documents: Mapping[str, bytes], *, limits: Limits = _DEFAULT) -> tuple[Finding, ...]:
    """What is wrong with *documents* (path in the output folder -> bytes), by path and line.

    Paths that name none of ours are passed over, and so are pages that a manifest does not list.
    Does not look at the clock, the disk or the network.
    """
    ours = dict(_ours(documents))
    found: list[Finding] = [*_check_paths(ours)]
    pages: dict[str, Page] = {}
    for path, name in ours.items():
        faults = [] if PurePosixPath(path).suffix in _PICTURES else [*check_text(path, documents[path])]
        found += faults
        if any(fault.rule == "utf-8" for fault in faults):
            continue
        if name.form is Form.PAGE:
            pages[path] = read_page(name, documents[path])
            found += pages[path].findings
        else:
            found += _check(name, documents, limits)
    found += check_page_links(pages, documents)
    found += check_agreement(documents)
    found += check_manifest(documents)
    return tuple(sorted(set(found), key=lambda finding: (finding.path, finding.line or 0, finding.rule)))


def _ours(documents: Mapping[str, bytes]) -> Iterator[tuple[str, Name]]:
    files = listed(documents[MANIFEST]) if MANIFEST in documents else frozenset[str]()
    for path in documents:
        name = name_of(path)
        foreign = files and path not in files and name and name.form in (Form.PAGE, Form.ASSET)
        if name and not foreign:
            yield path, name


def _check(name: Name, documents: Mapping[str, bytes], limits: Limits) -> Iterator[Finding]:
    path, data = name.path, documents[name.path]
    if name.form in FEEDS:
        yield from check_size(name, data, read_feed(name, data), limits)
    match name.form:
        case Form.ATOM | Form.RSS | Form.OPML | Form.SITEMAP:
            yield from _check_xml(name, data)
        case Form.JSON_FEED:
            value = read_json(path, data.decode())
            yield from (value,) if isinstance(value, Finding) else check_json_feed(name, value)
        case Form.MARKDOWN:
            yield from check_markdown(path, data.decode(), documents)
        case Form.TARGET:
            yield from check_target(path, data.decode())
            if path.endswith(".md"):
                # Pasted elsewhere, where no document of ours is beside it.
                yield from check_markdown(path, data.decode(), {})
        case Form.LEDGER:
            yield from check_ledger(path, data.decode())
        case Form.ISSUE:
            yield from check_issue(path, data.decode())
        case Form.ASSET:
            yield from check_asset(path, data)
        case Form.PAGE | Form.MANIFEST:
            pass


def _check_xml(name: Name, data: bytes) -> Iterator[Finding]:
    root = read_xml(name.path, data)
    if isinstance(root, Finding):
        yield root
    elif name.form is Form.ATOM:
        yield from check_atom(name, root)
    elif name.form is Form.RSS:
        yield from check_rss(name, root)
    elif name.form is Form.OPML:
        yield from check_opml(name.path, root)
    else:
        yield from check_sitemap(name.path, root)


def _check_paths(names: Mapping[str, Name]) -> Iterator[Finding]:
    """Paths stay in the folder, and are different on a disk that does not tell capitals apart."""
    folded: dict[str, str] = {}
    for path in sorted(names):
        if any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path or not path.isprintable():
            yield error(path, "path", "the path could leave the folder")
        first = folded.setdefault(path.casefold(), path)
        if first != path:
            yield error(path, "path-collision", f"is the same file as {first} on some disks")
