"""What a run did, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.characters import one_line

if TYPE_CHECKING:
    from publisher.run import Built


def summarise(built: Built) -> str:
    """``feeds: 3 new notes, 1 out of review, 1 digest (2026-W34), 2 pending; 41 files changed``."""
    parts = [*built.news]
    if built.issues:
        parts.append(f"{_counted(len(built.issues), 'digest')} ({_range(built.issues)})")
    if built.pending:
        parts.append(f"{built.pending} pending")
    changed = f"{_counted(len(built.changed), 'file')} changed"
    return one_line(
        f"{built.output}: {', '.join(parts)}; {changed}" if parts else f"{built.output}: {changed}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _range(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
