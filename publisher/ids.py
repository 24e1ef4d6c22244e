"""The ``tag:`` URIs (RFC 4151) by which readers recognise feeds and entries, for ever.

An entry's last path segment is the feed's language; ids of anything else have no slash after the
list's own part. So a note cannot be named such that two ids meet.
"""

from __future__ import annotations

from publisher.characters import percent_encoded
from publisher.model import Publication

# RFC 3986 section 3.3: what may stand in a path unencoded; RFC 4151 adds "/" and "?".
_SAFE = "/?:@!$&'()*+,;=-._~"


def entry_id(publication: Publication, note: str, language: str) -> str:
    """Return the id of the entry of the note with the id *note* in the feeds of *language*."""
    return _tag(publication, f"{note}/{language}")


def pending_id(publication: Publication, note: str, language: str) -> str:
    """Return the id of its entry in the pending feed, which is another: a promotion is new to both."""
    return f"{entry_id(publication, note, language)}:pending"


def issue_id(publication: Publication, issue: str, language: str) -> str:
    """Return the id of a digest's entry in the feed of digests."""
    return _tag(publication, f"issue:{issue}:{language}")


def feed_id(publication: Publication, name: str, language: str) -> str:
    """Return the id of a feed; *name* is empty for the feed itself, else ``pending``, ``digests``, …"""
    return _tag(publication, ":".join(part for part in ("feed", name, language) if part))


def _tag(publication: Publication, specific: str) -> str:
    # A list's address may stand for the authority: a tag's authority is a domain, the rest of the
    # address goes before what is specific (RFC 4151 section 2.1).
    authority, _, rest = publication.authority.partition("/")
    name = f"{rest}:{specific}" if rest else specific
    return f"tag:{authority},{publication.authority_date}:{percent_encoded(name, safe=_SAFE)}"
