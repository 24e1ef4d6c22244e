"""Issues of announcements, and every way to show one.

::

    events ── issues ──> Issue ── editions ──> Edition ── press ──> documents
                                  forms        a language,          targets, pages,
                                  prose        a target's words     mail, subscription

`find_issues` says which announcements make which issue; `render_digests` makes all documents of them.
"""

from publisher.digests.documents import TARGET_NAMES, dump_context, render_digests, render_issue
from publisher.digests.issues import Timeline, find_draft, find_issues, period_ends
from publisher.digests.reading import texts_of, timed

__all__ = [
    "TARGET_NAMES",
    "Timeline",
    "dump_context",
    "find_draft",
    "find_issues",
    "period_ends",
    "render_digests",
    "render_issue",
    "texts_of",
    "timed",
]
