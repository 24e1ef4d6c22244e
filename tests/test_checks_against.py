"""Each row publishes something over the good folder `tests/publication` that a subscriber would notice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.checks import Severity, check_against, check_documents
from publisher.checks.folder import read_folder

OLD = read_folder(Path(__file__).parent / "publication")
TAG = "tag:lists.example,2026-01-01:"

ENTRY = re.compile(r" *<entry.*?</entry>\n", re.DOTALL)
ITEM = re.compile(r" *<item>.*?</item>\n", re.DOTALL)


def publish(pattern: str, before: str, after: str) -> dict[str, bytes]:
    """The old publication with *before* replaced by *after* in each document whose path fits *pattern*."""
    new = {
        path: data.replace(before.encode(), after.encode()) if re.fullmatch(pattern, path) else data
        for path, data in OLD.items()
    }
    assert new != OLD
    return new


def rules(old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    return {finding.rule for finding in check_against(old, new)}


def test_publishing_the_same_again_harms_nobody() -> None:
    assert check_against(OLD, OLD) == ()


def test_the_first_publication_harms_nobody() -> None:
    assert check_against({}, OLD) == ()


def test_a_new_note_harms_nobody() -> None:
    """The old publication is one without the newest note."""
    before = {
        path: ENTRY.sub("", data.decode(), count=1).encode() for path, data in OLD.items() if path in FEEDS
    }
    assert check_against({**OLD, **before}, OLD) == ()


FEEDS = {"en.atom", "zh.atom", "sections/tides.en.atom", "sections/tides.zh.atom"}
EVERY = r".*\.(atom|rss|json)"

HARM = [
    pytest.param((EVERY, "tides/ebb/", "tides/flow/"), {"old-as-new"}, id="other id"),
    pytest.param((r".*\.rss", "tides/ebb/", "tides/flow/"), {"old-as-new"}, id="other guid"),
    pytest.param((r".*\.json", "tides/ebb/", "tides/flow/"), {"old-as-new"}, id="other id in JSON"),
    pytest.param((EVERY, TAG, "tag:x.example,2026:"), {"old-as-new", "feed-id-moved"}, id="other authority"),
    pytest.param(
        (EVERY, "<published>2026-07-20", "<published>2026-07-21"), {"published-moved"}, id="published"
    ),
    pytest.param((EVERY, "<updated>2026-07-20", "<updated>2026-07-21"), {"updated-moved"}, id="updated"),
    pytest.param(
        (EVERY, "<published>2026-07-20T08:00:00Z</published>", ""), {"published-moved"}, id="no date"
    ),
    pytest.param(
        (r"pending\..*", "T09:30:00Z", "T09:00:00Z"), {"published-moved", "updated-moved"}, id="waits longer"
    ),
    pytest.param((r"pending\..*", "T09:30:00Z", "T19:30:00Z"), set(), id="waits again"),
    pytest.param((r".*atom", ":feed:section:", ":feed:part:"), {"feed-id-moved"}, id="feed id"),
    pytest.param((r"ledger\.jsonl", '{"note": "harbour"}\n', ""), {"ledger-lost"}, id="ledger line lost"),
    pytest.param(
        (r"ledger\.jsonl", '"tides/ebb"}\n', '"tides/ebb"}\n{"note": "x"}\n'), set(), id="ledger goes on"
    ),
    pytest.param(
        (r"ledger\.jsonl", '{"note": "har', '{"note": "x"}\n{"note": "har'), {"ledger-order"}, id="between"
    ),
    pytest.param((EVERY, "Ebb and flood", "Flood and ebb"), set(), id="new title"),
    pytest.param((EVERY, "tides/ebb.md", "moon/ebb.md"), set(), id="new link"),
    pytest.param((EVERY, "How the water", "Why the water"), set(), id="new text"),
]


@pytest.mark.parametrize(("edit", "expected"), HARM)
def test_what_subscribers_would_notice(edit: tuple[str, str, str], expected: set[str]) -> None:
    assert rules(OLD, publish(*edit)) == expected


@pytest.mark.parametrize("path", ["en.rss", "sections/tides.zh.atom", "archive/en-0.atom", "digests.en.atom"])
def test_a_feed_stays_where_it_is(path: str) -> None:
    new = {each: OLD[each] for each in OLD if each != path}
    assert "feed-gone" in rules(OLD, new)


def test_a_feed_that_cannot_be_read_is_gone() -> None:
    assert rules(OLD, {**OLD, "sections/tides.en.atom": b"<feed>"}) == {"feed-gone"}


def test_a_ledger_stays() -> None:
    assert rules(OLD, {path: OLD[path] for path in OLD if path != "ledger.jsonl"}) == {"ledger-gone"}


def test_a_ledger_s_line_that_was_cut_short_told_nothing() -> None:
    old = {**OLD, "ledger.jsonl": OLD["ledger.jsonl"] + b'{"announced": "har'}
    assert rules(old, OLD) == set()


def test_a_removed_note_is_a_warning_in_each_language() -> None:
    new = dict(OLD)
    for path in OLD:
        if path in FEEDS or path in ("en.rss", "zh.rss"):
            new[path] = (
                (ITEM if path.endswith("rss") else ENTRY).sub("", OLD[path].decode(), count=1).encode()
            )
    found = check_against(OLD, new)
    assert {(finding.path, finding.rule) for finding in found} == {
        (path, "entry-gone") for path in ("en.atom", "zh.atom")
    }
    assert {finding.severity for finding in found} == {Severity.WARNING}


def test_a_promoted_note_leaves_the_pending_feed() -> None:
    new = {path: ENTRY.sub("", OLD[path].decode()).encode() for path in OLD if path.startswith("pending")}
    assert rules(OLD, {**OLD, **new}) == set()


def test_a_feed_is_never_older_than_it_was() -> None:
    new = publish(
        r"en\.atom",
        "<updated>2026-07-20T08:00:00Z</updated>\n  <author>",
        "<updated>2026-07-19T08:00:00Z</updated>\n  <author>",
    )
    assert rules(OLD, new) == {"feed-updated-back"}


def numbered(first: int, last: int, *, form: str = "atom") -> bytes:
    """A feed of the notes *last* to *first*, published on the days of January so numbered."""
    text = OLD["en.atom"].decode()
    entries = "".join(
        f'<entry xml:lang="en"><id>{TAG}n{n}/en</id><title>Note {n}</title><updated>2026-01-{n:02}T00:00:00Z</updated>'
        f"<published>2026-01-{n:02}T00:00:00Z</published></entry>\n"
        for n in range(last, first - 1, -1)
    )
    feed = ENTRY.sub("", text).replace("</feed>", f"{entries}</feed>")
    mark = '<archive xmlns="http://purl.org/syndication/history/1.0"/><entry'
    return (feed.replace("<entry", mark, 1) if form == "archive" else feed).encode()


def test_an_entry_that_moved_on_to_an_archive_is_not_gone() -> None:
    old = {"en.atom": numbered(1, 10)}
    assert rules(old, {"en.atom": numbered(6, 15), "archive/en-0.atom": numbered(1, 10)}) == set()


def test_an_entry_that_left_the_window_before_there_is_an_archive_is_not_gone() -> None:
    assert rules({"en.atom": numbered(1, 10)}, {"en.atom": numbered(6, 15)}) == set()


def test_an_entry_missing_in_the_archive_is_gone() -> None:
    old = {"en.atom": numbered(1, 10)}
    assert rules(old, {"en.atom": numbered(9, 18), "archive/en-0.atom": numbered(2, 11)}) == {"entry-gone"}


def test_many_entries_gone_at_once_are_an_error() -> None:
    old = {"en.atom": numbered(1, 31)}
    found = check_against(old, {"en.atom": numbered(1, 5)})
    assert {"entry-gone", "entries-gone"} <= {finding.rule for finding in found}


def test_two_notes_may_share_a_title_or_a_link_while_both_stand() -> None:
    """The list shows another note of the same title, then another behind the same link."""
    entry = ENTRY.findall(OLD["en.atom"].decode())[0]
    for old, new in (("tides/ebb.md", "tides/ebb-again.md"), ("Ebb and flood", "Ebb and flood, again")):
        twin = entry.replace(f"{TAG}tides/ebb/en", f"{TAG}tides/ebb~2/en").replace(old, new)
        feed = OLD["en.atom"].decode().replace("  <entry", f"{twin}  <entry", 1)
        assert rules(OLD, {**OLD, "en.atom": feed.encode()}) == set()
    again = entry.replace(f"{TAG}tides/ebb/en", f"{TAG}tides/ebb~2/en")
    feed = OLD["en.atom"].decode().replace("  <entry", f"{again}  <entry", 1)
    assert rules(OLD, {**OLD, "en.atom": feed.encode()}) == {"old-as-new"}


def test_the_old_publication_is_not_judged() -> None:
    assert check_documents({**OLD, "en.atom": b"<feed>"}) != ()
    assert rules({**OLD, "en.atom": b"<feed>", "en.json": b"\xff"}, OLD) == set()
