"""A closed issue as it was published, ready to become a draft: read from the output folder, never made anew."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from pathlib import Path
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from publisher.errors import NotFound
from publisher.folder import read_bytes
from publisher.ledger import Ledger

_DOCUMENTS = {
    "markdown": "issue.{language}.md",
    "email": "email.{language}.html",
    "email-text": "email.{language}.txt",
    "eml": "email.{language}.eml",
    "release": "release.md",
    "json": "issue.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One issue in one language."""

    issue: str
    number: int | None
    """None when the published record does not say."""
    language: str
    slug: str
    """The issue's id; with the language, unless that is the list's own."""
    key: str
    """Names this draft for ever, on every service."""
    attempt: int = 1
    subject: str
    documents: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """By target, as far as they are published."""

    def document(self, target: str) -> str:
        """The text of one; raises NotFound when it is not published, as for old issues."""
        if target not in self.documents:
            hint = (
                "only the newest twelve issues are published for e-mail; `publisher digest` makes any of them"
            )
            raise NotFound("published document", f"{self.issue} {target}", hint=hint)
        return self.documents[target].decode()

    def once(self, content: bytes) -> str:
        """A UUID that is the same whenever this attempt sends this *content*."""
        return str(uuid5(NAMESPACE_URL, f"{self.key}#{self.attempt}#{content.hex()}"))


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages of the publication in *folder*, the list's own first; empty when there is none."""
    found = [path.stem for path in sorted(folder.glob("*.atom")) if "." not in path.stem]
    # The page in the list's own language is index.html, without a language in its name.
    return tuple(sorted(found, key=lambda tag: (folder / f"index.{tag}.html").is_file()))


def read_draft(folder: Path, issue: str, language: str, ledger: Ledger) -> Draft:
    """*issue* from the *folder* that *ledger* stands in; *language* empty means the list's own.

    Raises NotFound for what is not published.
    """
    languages = languages_in(folder)
    tag = language or next(iter(languages), "")
    if tag not in languages:
        raise NotFound("language", tag, languages)
    documents: dict[str, bytes] = {}
    for target, name in _DOCUMENTS.items():
        content = read_bytes(folder, f"digests/{issue}/{name.format(language=tag)}")
        if content is not None:
            documents[target] = content
    if not documents:
        raise NotFound("published issue", issue, hint="run `publisher build` first")
    header = ledger.header
    whose = f"{header.authority},{header.date}" if header else ""
    return Draft(
        issue=issue,
        number=_number(documents),
        language=tag,
        slug=issue if tag == languages[0] else f"{issue}-{tag}",
        key=f"tag:{whose}:draft:{issue}:{tag}",
        subject=_subject(documents, issue),
        documents=MappingProxyType(documents),
    )


def _number(documents: Mapping[str, bytes]) -> int | None:
    try:
        number = json.loads(documents.get("json", b""))["number"]
    except (ValueError, KeyError, TypeError):
        return None
    return number if isinstance(number, int) and number > 0 else None


def _subject(documents: Mapping[str, bytes], issue: str) -> str:
    """That of the published e-mail; for old issues, which have none, the document's heading."""
    if "eml" in documents:
        subject = BytesHeaderParser().parsebytes(documents["eml"])["Subject"]
        if subject:
            return " ".join(str(make_header(decode_header(subject))).split())
    heading = re.search(r"^#+ +(.+)$", documents.get("markdown", b"").decode(), re.MULTILINE)
    return heading[1].strip() if heading else issue
