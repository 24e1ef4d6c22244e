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
from publisher.digests.stretches import Stretch, stretch_between, stretch_since

__all__ = [
    "TARGET_NAMES",
    "Stretch",
    "Timeline",
    "dump_context",
    "find_draft",
    "find_issues",
    "period_ends",
    "render_digests",
    "render_issue",
    "stretch_between",
    "stretch_since",
    "texts_of",
    "timed",
]
