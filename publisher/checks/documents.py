"""The documents of one publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publisher.checks.finding import Finding
from publisher.checks.names import Form, Name, name_of
from publisher.checks.targets import check_target


def check_documents(documents: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What is wrong with *documents* (path in the output folder -> bytes), by path and line.

    Paths that name none of ours are passed over. Does not look at the clock, the disk or the network.
    """
    found = [finding for path in documents if (name := name_of(path)) for finding in _check(name, documents)]
    return tuple(sorted(found, key=lambda finding: (finding.path, finding.line or 0, finding.rule)))


def _check(name: Name, documents: Mapping[str, bytes]) -> Iterator[Finding]:
    if name.form is Form.TARGET:
        yield from check_target(name.path, documents[name.path].decode())
