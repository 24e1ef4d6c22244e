"""Moments as feeds, ledger and manifest write them: RFC 3339, in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime


def write_date(moment: datetime) -> str:
    """*moment* as RFC 3339 writes it, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_date(text: str) -> datetime:
    """The moment that `write_date` wrote. Raises ValueError for another form."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
