"""What those who follow a publication notice of the next one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import unquote

from publisher.checks import Severity, check_against
from publisher.checks.names import Family, Form, Part
from publisher.checks.reading import read_feeds

Documents = Mapping[str, bytes]


def published(documents: Documents, family: Family = Family.NEWS) -> dict[str, dict[str, datetime | None]]:
    """When each entry of each language's feeds for readers was published, by the note's id."""
    found: dict[str, dict[str, datetime | None]] = {}
    for feed in read_feeds(documents):
        name = feed.name
        if name.family is family and name.part is not Part.SECTION:
            dates = found.setdefault(f"{name.language} {name.form}", {})
            for item in feed.items:
                note = unquote(item.id.rpartition("/")[0].rpartition(":")[2])
                assert dates.setdefault(note, item.published) == item.published, item.id
    return found


def authorities(documents: Documents) -> set[str]:
    """The part before the note of all ids of entries for readers."""
    return {
        item.id.rpartition("/")[0].rpartition(":")[0]
        for feed in read_feeds(documents)
        if feed.name.family is Family.NEWS
        for item in feed.items
    }


def check_followers(
    before: Documents, after: Documents, *, new: Collection[str] = (), gone: Collection[str] = ()
) -> None:
    """Nothing that was seen comes again; only the notes *gone* are not there any more, only those *new* came."""
    was, now = published(before), published(after)
    assert set(was) <= set(now), "a feed is not there any more"
    noticed = {
        channel: (set(dates) - set(now[channel]), set(now[channel]) - set(dates))
        for channel, dates in was.items()
    }
    expected = (set(gone), set(new))
    assert all(each == expected for each in noticed.values()), f"gone and new: {noticed}"
    moved = [
        (channel, note, date, now[channel][note])
        for channel, dates in was.items()
        for note, date in dates.items()
        if now[channel].get(note, date) != date
    ]
    assert not moved, f"published on another day: {moved}"
    assert authorities(after) <= authorities(before), "ids begin differently"
    wrong = [finding for finding in check_against(before, after) if finding.severity is Severity.ERROR]
    # The ledger may have been lost; what readers see of it is above. Which notes a section or an issue had that
    # history and feeds know no more, nothing tells.
    wrong = [
        finding
        for finding in wrong
        if finding.path != "ledger.jsonl"
        and not (finding.rule == "feed-updated-back" and finding.path.startswith(("sections/", "digests.")))
    ]
    assert not wrong, "\n".join(map(str, wrong))


def entry_dates(documents: Documents) -> dict[str, datetime | None]:
    """When the entries of the English feed and its archives were published, by the note's id."""
    return published(documents)[f"en {Form.ATOM}"]
