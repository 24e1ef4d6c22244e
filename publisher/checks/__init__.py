"""What is wrong with a document, with a publication beside its predecessor, with a list.

`check_documents` dispatches on the path (`names`); each form has a module that yields findings::

    atom  rss  json_feed  opml    the feeds and their list, each against its standard
    sitemap                       the pages' addresses
    fragments                     HTML inside a feed entry
    pages  markdown               what browsers and forges show
    targets                       what an editor pastes or sends
    records                       the ledger and the manifest
    agreement                     one truth in all formats and languages
    against                       a publication beside the one before it

All of it is pure; only `folder` reads the disk.
"""

from publisher.checks.against import check_against
from publisher.checks.documents import check_documents
from publisher.checks.finding import Finding, Severity
from publisher.checks.sizes import Limits

__all__ = ["Finding", "Limits", "Severity", "check_against", "check_documents"]
