"""The ledger, the manifest and an issue's data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from publisher.checks.finding import Finding, error
from publisher.checks.names import Form, name_of
from publisher.checks.texts import as_object, read_json, shown

MANIFEST = "manifest.json"
# Somebody else's page may stand in the folder; nobody else writes an Atom feed named en.atom.
_NOT_OURS_BY_NAME = frozenset((Form.MANIFEST, Form.ASSET, Form.PAGE))


def check_ledger(path: str, text: str) -> Iterator[Finding]:
    """One JSON object a line, none of them twice."""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")[:-1], 1):
        value = read_json(path, line, number)
        if isinstance(value, Finding):
            yield value
        elif as_object(value) is None:
            yield error(path, "ledger-line", "is no JSON object", number)
        if seen.setdefault(line, number) != number:
            yield error(path, "ledger-repeated", f"says again what line {seen[line]} says", number)


def check_issue(path: str, text: str) -> Iterator[Finding]:
    """A JSON object."""
    value = read_json(path, text)
    if isinstance(value, Finding):
        yield value
    elif as_object(value) is None:
        yield error(path, "issue-object", "is no JSON object")


def listed(manifest: bytes) -> frozenset[str]:
    """The paths that a manifest lists; empty for what is no manifest."""
    value = as_object(read_json(MANIFEST, manifest.decode("utf-8", "replace"))) or {}
    return frozenset(as_object(value.get("files")) or ())


def check_manifest(documents: Mapping[str, bytes]) -> Iterator[Finding]:
    """The manifest lists each document of ours but itself, with its SHA-256."""
    if MANIFEST not in documents:
        return
    value = read_json(MANIFEST, documents[MANIFEST].decode("utf-8", "replace"))
    if isinstance(value, Finding):
        yield value
        return
    files = as_object((as_object(value) or {}).get("files"))
    if files is None:
        yield error(MANIFEST, "manifest-files", 'has no object "files" of paths and digests')
        return
    for path, digest in files.items():
        data = documents.get(path)
        if data is None:
            yield error(MANIFEST, "manifest-missing", f"lists a document that is not there: {shown(path)}")
        elif digest != hashlib.sha256(data).hexdigest():
            yield error(path, "manifest-digest", "is not what the manifest says: changed, or half written")
    for path in documents:
        if path not in files and (name := name_of(path)) and name.form not in _NOT_OURS_BY_NAME:
            yield error(path, "manifest-unlisted", "is not in the manifest")
