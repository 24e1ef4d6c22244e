"""What a check says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a document may be published."""

    ERROR = "error"
    """It breaks a standard, a reader's program, or a promise of ours: `build` writes nothing."""
    WARNING = "warning"
    """It works, and a reader is served less well than could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that one document breaks."""

    path: str
    """Of the document, in its folder."""
    rule: str
    """The rule's name, as in ``docs/checks.md``."""
    message: str
    """A sentence for people, without the path and without a full stop."""
    severity: Severity
    line: int | None = None
    """1 is the first line; None where a line says nothing."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.severity}: {self.message} [{self.rule}]"


def error(path: str, rule: str, message: str, line: int | None = None) -> Finding:
    return Finding(path=path, rule=rule, message=message, severity=Severity.ERROR, line=line)


def warning(path: str, rule: str, message: str, line: int | None = None) -> Finding:
    return Finding(path=path, rule=rule, message=message, severity=Severity.WARNING, line=line)
