"""What Zhihu, WeChat, e-mail and a release page take."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.checks.finding import Finding


def check_target(path: str, text: str) -> Iterator[Finding]:
    """Check one document ``digests/<id>/<target>.<language>.<ending>`` or ``digests/<id>/release.md``."""
    yield from ()
