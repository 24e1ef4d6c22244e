"""The feed of digests, an issue an entry: services that turn a feed into e-mail need nothing else."""

from __future__ import annotations

from publisher.digests.desk import Desk
from publisher.digests.editions import find_edition
from publisher.digests.press import Press
from publisher.digests.targets import BY_NAME, print_target
from publisher.feeds.atom import render_atom
from publisher.feeds.document import Feed, FeedEntry
from publisher.forges import compare_url, home_url
from publisher.ids import feed_id, issue_id
from publisher.model import Issue
from publisher.words import Words

MOST_ENTRIES = 20


def render_subscription(language: str, desk: Desk, press: Press) -> bytes:
    """``digests.<language>.atom``: the newest issues, at least one, and as many as keep it small."""
    newest = desk.publication.issues[::-1][:MOST_ENTRIES]
    entries = [_entry(issue, language, desk, press) for issue in newest]
    document = render_atom(_feed(language, desk, tuple(entries)))
    while len(document) > desk.settings.feed.max_bytes and len(entries) > 1:
        entries.pop()
        document = render_atom(_feed(language, desk, tuple(entries)))
    return document


def _feed(language: str, desk: Desk, entries: tuple[FeedEntry, ...]) -> Feed:
    publication, base, words = desk.publication, desk.base, Words(language)
    title = desk.title(language)
    # A feed that had no entry yet was new when the list was.
    beginning = publication.events[0].date if publication.events else publication.tip.date
    return Feed(
        id=feed_id(publication, "digests", language),
        title=words("feed.title_digests", title=title),
        subtitle=words("feed.subtitle_digests", title=title),
        language=language,
        path=f"digests.{language}.atom",
        base=base,
        page=f"{base}digests/index.html{desk.fragment(language)}" if base else home_url(publication.home),
        updated=entries[0].updated if entries else beginning,
        author=title,
        entries=entries,
    )


def _entry(issue: Issue, language: str, desk: Desk, press: Press) -> FeedEntry:
    target = BY_NAME["feed"]
    edition = find_edition(issue, language, target.form, desk)
    content = print_target(target, issue, language, desk, press).rstrip("\n")
    proof = compare_url(desk.publication.home, issue.base, issue.tip)
    return FeedEntry(
        id=issue_id(desk.publication, issue.id, language),
        title=edition.subject,
        language=language,
        link=edition.page.url if edition.page else proof,
        published=issue.end,
        updated=issue.end,
        author=edition.list,
        content=content,
        summary=edition.preheader,
    )
