"""The words that lists are written with, one file a subject, to be extended by a line.

A file has sections (``[phrases]``) of phrases between commas; ``#`` begins a comment.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _read(subject: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    section = ""
    text = resources.files(__name__).joinpath(f"{subject}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]") and "," not in line:
            section = line[1:-1]
        elif not line.startswith("# "):
            found.setdefault(section, set()).update(phrase.strip() for phrase in line.split(","))
    return {name: frozenset(phrases - {""}) for name, phrases in found.items()}


def words(subject: str, section: str) -> frozenset[str]:
    """The phrases of one section of a subject: ``words("markers", "signs")``."""
    return _read(subject)[section]
