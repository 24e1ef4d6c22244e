"""Which announcements make which issue. Days are counted from Monday, 5 January 2026 (2026-W02)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config import Digest, Period, Weekday
from publisher.digests import (
    Timeline,
    find_draft,
    find_issues,
    period_ends,
    stretch_between,
    stretch_since,
    texts_of,
    timed,
)
from publisher.digests.reading import minutes
from publisher.model import Announcement, Commit, Entry, Event, Issue, IssueRecord, Kind, Note, Standing

WEEK = Digest()
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def on(day: float) -> datetime:
    return MONDAY + timedelta(days=day)


@dataclass
class Story:
    """A list whose history is told day by day."""

    commits: list[Commit] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    snapshots: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def day(self, day: float, *changes: tuple[Kind, str], author: str = "maintainer") -> Story:
        """One commit: what happens to which notes."""
        commit = Commit(id=f"c{len(self.commits)}", date=on(day), author=author, written=on(day), subject="")
        self.commits.append(commit)
        for kind, name in changes:
            note = self._changed(kind, name, commit)
            announced = (
                note.announcement is not None
                and note.announcement.commit == commit.id
                and kind in (Kind.ADDED, Kind.PROMOTED)
            )
            self.notes[name] = note
            self.events.append(
                Event(
                    kind=kind, note=note, commit=commit, announced=announced, author=author, written=on(day)
                )
            )
        self.snapshots[commit.id] = tuple(
            note for note in self.notes.values() if note.standing is not Standing.REMOVED
        )
        return self

    def _changed(self, kind: Kind, name: str, commit: Commit) -> Note:
        listing = Entry(title=name.title(), link=f"{name}.md", list="README.md", language="en")
        note = self.notes.get(name) or Note(
            id=name, standing=Standing.PENDING, entries=(listing,), seen=commit.date, author=commit.author
        )
        how = note.announcement or Announcement(
            kind=kind,
            date=commit.date,
            commit=commit.id,
            author=commit.author,
            written=commit.written,
            pending_since=note.waiting_since,
        )
        match kind:
            case Kind.DRAFTED:
                return replace(note, waits=(commit.date,))
            case Kind.ADDED | Kind.PROMOTED | Kind.RETURNED:
                return replace(note, standing=Standing.PUBLIC, announcement=how)
            case Kind.TRANSLATED:
                return replace(note, entries=(listing, replace(listing, language="zh", list="README-cn.md")))
            case Kind.DEMOTED:
                return replace(note, standing=Standing.REVISING, waits=(*note.waits, commit.date))
            case _:
                return replace(note, standing=Standing.REMOVED)

    def timeline(self, upto: int | None = None) -> Timeline:
        commits = tuple(self.commits[:upto])
        known = {commit.id for commit in commits}
        events = tuple(event for event in self.events if event.commit.id in known)
        return Timeline(commits=commits, events=events, standing=self.snapshots.__getitem__)

    def issues(
        self, as_of: float = 999, *, digest: Digest = WEEK, issued: Iterable[IssueRecord] = ()
    ) -> tuple[Issue, ...]:
        return find_issues(self.timeline(), digest, as_of=on(as_of), issued=tuple(issued))


def names(notes: Iterable[Note]) -> list[str]:
    return [note.id for note in notes]


def record(issue: Issue) -> IssueRecord:
    return IssueRecord(id=issue.id, tip=issue.tip, notes=tuple(names((*issue.added, *issue.promoted))))


A, D, P, T, R, B, U = (
    Kind.ADDED,
    Kind.DRAFTED,
    Kind.PROMOTED,
    Kind.TRANSLATED,
    Kind.REMOVED,
    Kind.RETURNED,
    Kind.DEMOTED,
)


def test_an_issue_is_what_one_closed_period_announced() -> None:
    """
    ::

        W02            W03            W04 open
        a  d(raft)   | d promoted  b |  c
    """
    story = Story().day(0, (A, "a")).day(3, (D, "d")).day(7, (P, "d")).day(13, (A, "b")).day(14, (A, "c"))
    first, second = story.issues(as_of=14)
    assert (first.id, first.number, first.begin, first.end, first.base, first.tip) == (
        "2026-W02",
        1,
        on(0),
        on(7),
        None,
        "c1",
    )
    assert (names(first.added), names(first.promoted), names(first.pending)) == (["a"], [], ["d"])
    assert (second.id, second.number, second.base, second.tip) == ("2026-W03", 2, "c1", "c3")
    assert (names(second.added), names(second.promoted), second.pending) == (["b"], ["d"], ())


def test_a_period_is_open_until_it_is_over() -> None:
    story = Story().day(0, (A, "a"))
    assert story.issues(as_of=6.99) == ()
    assert len(story.issues(as_of=7)) == 1


def test_an_empty_period_makes_no_issue_and_what_happened_in_it_is_told_by_the_next() -> None:
    story = Story().day(0, (A, "a"), (A, "b")).day(8, (T, "a"), (R, "b")).day(15, (A, "c"))
    first, second = story.issues()
    assert (first.id, second.id, second.number) == ("2026-W02", "2026-W04", 2)
    assert second.base == first.tip
    assert [(note.id, language) for note, language in second.translated] == [("a", "zh")]
    assert names(second.removed) == ["b"]


def test_a_note_that_went_before_its_issue_is_in_none_until_it_is_back() -> None:
    story = Story().day(0, (A, "a"), (A, "b")).day(1, (R, "b")).day(7, (A, "c")).day(14, (B, "b"))
    first, second, third = story.issues()
    assert names(first.added) == ["a"]
    assert first.removed == second.removed == ()
    assert names(third.added) == ["b"]


def test_a_note_that_is_back_at_the_end_of_the_period_was_not_removed() -> None:
    story = Story().day(0, (A, "a")).day(7, (R, "a")).day(8, (B, "a"), (A, "b"))
    assert story.issues()[1].removed == ()


def test_a_note_that_proved_to_be_another_was_not_removed() -> None:
    story = Story().day(0, (A, "a"), (A, "b")).day(7, (R, "b"), (A, "c"))
    merged = replace(story.notes["b"], merged_into="a")
    story.events = [replace(e, note=merged) if e.note.id == "b" and e.kind is R else e for e in story.events]
    assert story.issues()[1].removed == ()


def test_what_is_new_is_not_also_translated() -> None:
    story = Story().day(0, (A, "a")).day(7, (A, "b")).day(8, (T, "b"))
    assert story.issues()[1].translated == ()


def test_a_note_under_revision_waits_and_keeps_its_place() -> None:
    story = Story().day(0, (A, "a")).day(1, (U, "a"))
    (issue,) = story.issues()
    assert names(issue.added) == names(issue.pending) == ["a"]


def test_what_waits_longest_stands_first() -> None:
    story = Story().day(-9, (D, "young"), (D, "x")).day(-20, (D, "old"))
    story.commits.sort(key=lambda commit: commit.date)
    story.day(1, (A, "a"))
    (issue,) = story.issues()
    assert names(issue.pending) == ["old", "young", "x"]


def test_text_is_that_of_the_periods_last_commit_and_links_go_with_their_notes() -> None:
    story = Story().day(0, (A, "a"), (D, "d")).day(6, (T, "a")).day(8, (R, "a"), (R, "d"))
    (issue,) = story.issues()
    assert issue.added[0].languages == ("en", "zh")
    assert issue.gone == {"a", "d"}


def test_newcomers_are_those_who_were_in_no_issue_before() -> None:
    story = (
        Story().day(0, (A, "a"), author="one").day(7, (A, "b"), author="two").day(8, (A, "c"), author="one")
    )
    first, second = story.issues()
    assert (first.newcomers, second.newcomers) == (("one",), ("two",))


def test_a_late_announcement_joins_the_next_open_issue() -> None:
    """
    ::

        W02       W03              on Monday of W03 issue 1 is out; then Sunday's commit is pushed
        a     x |  b
    """
    early = Story().day(0, (A, "a"))
    out = [record(issue) for issue in early.issues(as_of=7)]
    late = Story().day(0, (A, "a")).day(6, (A, "x")).day(8, (A, "b"))
    first, second = late.issues(issued=out)
    assert (names(first.added), first.tip) == (["a"], "c0")
    assert (names(second.added), second.base) == (["x", "b"], "c0")


def test_a_late_announcement_makes_an_issue_of_a_period_without_commits() -> None:
    out = [record(issue) for issue in Story().day(0, (A, "a")).issues(as_of=7)]
    late = Story().day(0, (A, "a")).day(6, (A, "x"))
    assert len(late.issues(as_of=13, issued=out)) == 1
    first, second = late.issues(as_of=14, issued=out)
    assert (second.id, names(second.added), second.tip) == ("2026-W03", ["x"], "c1")
    assert names(first.added) == ["a"]


def test_an_issue_whose_history_is_lost_keeps_its_number() -> None:
    lost = IssueRecord(id="2026-W01", tip="gone", notes=("nobody",))
    first, second = Story().day(0, (A, "a")).issues(issued=[lost])
    assert (first.id, first.number, first.added) == ("2026-W01", 1, ())
    assert (second.id, second.number) == ("2026-W02", 2)


def test_issues_stay_when_the_length_of_periods_is_changed() -> None:
    story = Story().day(0, (A, "a")).day(8, (A, "b")).day(40, (A, "c"))
    weekly = [record(issue) for issue in story.issues(as_of=14)]
    issues = story.issues(digest=Digest(period=Period.MONTH), issued=weekly)
    assert [(issue.id, names(issue.added)) for issue in issues] == [
        ("2026-W02", ["a"]),
        ("2026-W03", ["b"]),
        ("2026-02", ["c"]),
    ]


def day(number: int) -> date:
    return on(number).date()


STRETCHES = [
    pytest.param(None, None, None, (None, "c3", 0, 9), id="all"),
    pytest.param(8, None, None, ("c1", "c3", 8, 9), id="from a day"),
    pytest.param(None, 8, None, (None, "c2", 0, 8), id="to a day, itself too"),
    pytest.param(1, 30, None, ("c1", "c3", 1, 30), id="days on which nothing happened"),
    pytest.param(9, 9, None, ("c2", "c3", 9, 9), id="one day"),
    pytest.param(None, None, "c1", ("c1", "c3", 8, 9), id="since a commit"),
    pytest.param(None, 8, "c1", ("c1", "c2", 8, 8), id="since a commit, to a day"),
    pytest.param(10, None, None, None, id="after the tip"),
    pytest.param(None, None, "c3", None, id="since the tip"),
    pytest.param(2, 7, None, None, id="between two commits"),
]


@pytest.mark.parametrize(("first", "last", "base", "expected"), STRETCHES)
def test_a_stretch_is_of_whole_days_or_after_a_commit(
    first: int | None,
    last: int | None,
    base: str | None,
    expected: tuple[str | None, str, int, int] | None,
) -> None:
    commits = Story().day(0).day(0.9).day(8.5).day(9.5).timeline().commits
    begin, end = (None if number is None else day(number) for number in (first, last))
    stretch = (
        stretch_since(commits, WEEK, base=base, last=end)
        if base
        else stretch_between(commits, WEEK, first=begin, last=end)
    )
    if expected is None:
        assert stretch is None
        return
    since, tip, from_day, to_day = expected
    assert stretch is not None
    assert (stretch.base, stretch.tip) == (since, tip)
    assert (stretch.period.begin, stretch.period.end) == (on(from_day), on(to_day + 1))


def test_the_days_of_a_stretch_are_the_editors() -> None:
    shanghai = Digest(timezone="Asia/Shanghai")
    commits = Story().day(0).day(1.9).day(2.1).timeline().commits  # the second one falls on Thursday there
    stretch = stretch_between(commits, shanghai, first=day(2), last=day(2))
    assert stretch is not None
    assert (stretch.base, stretch.tip) == ("c0", "c2")
    assert stretch.period.begin == on(2) - timedelta(hours=8)


def test_a_draft_tells_all_of_its_stretch() -> None:
    story = Story().day(0, (A, "a")).day(8, (A, "b"), (T, "a")).day(9, (A, "c"))
    line = story.timeline()
    stretch = stretch_since(line.commits, WEEK, base="c0", last=day(8))
    assert stretch is not None
    draft = find_draft(line, stretch)
    assert (draft.number, names(draft.added), [note.id for note, _ in draft.translated]) == (0, ["b"], ["a"])
    whole = stretch_between(line.commits, WEEK, first=None, last=None)
    assert whole is not None
    assert names(find_draft(line, whole).added) == ["a", "b", "c"]


def test_a_draft_welcomes_whom_no_announcement_before_it_had() -> None:
    story = Story().day(0, (A, "a")).day(8, (A, "b")).day(9, (A, "c"), author="newcomer")
    line = story.timeline()
    after = stretch_since(line.commits, WEEK, base="c0", last=None)
    whole = stretch_between(line.commits, WEEK, first=None, last=None)
    assert after is not None
    assert whole is not None
    assert find_draft(line, after).newcomers == ("newcomer",)
    assert find_draft(line, whole).newcomers == ()


def test_nothing_makes_no_issue() -> None:
    empty = Timeline(commits=(), events=(), standing=lambda _: ())
    assert find_issues(empty, WEEK, as_of=on(99)) == ()
    assert period_ends((), WEEK, as_of=on(99)) == ()


OPERATIONS = st.sampled_from([A, D, P, T, R, B, U])
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 0.2, 1, 3, 7, 20]),
        st.lists(st.tuples(OPERATIONS, st.sampled_from("abcde")), max_size=3),
    ),
    max_size=14,
)
DIGESTS = st.builds(
    Digest,
    period=st.sampled_from(Period),
    first_day=st.sampled_from(Weekday),
    timezone=st.sampled_from(["UTC", "Asia/Shanghai", "America/Los_Angeles"]),
)


def told(steps: list[tuple[float, list[tuple[Kind, str]]]]) -> Story:
    """A story of those steps that make sense."""
    story, day = Story(), 0.0
    for pause, changes in steps:
        day += pause
        sensible = {}
        for kind, name in changes:
            if name not in sensible and _is_sensible(kind, story.notes.get(name)):
                sensible[name] = (kind, name)
        story.day(day, *sensible.values())
    return story


def _is_sensible(kind: Kind, note: Note | None) -> bool:
    standing = note.standing if note else None
    public = note is not None and note.announcement is not None
    match kind:
        case Kind.ADDED:
            return note is None
        case Kind.DRAFTED:
            return note is None or (standing is Standing.REMOVED and not public)
        case Kind.PROMOTED:
            return standing is Standing.PENDING
        case Kind.RETURNED:
            return standing is Standing.REMOVED and public
        case Kind.DEMOTED:
            return standing is Standing.PUBLIC
        case _:
            return standing in (Standing.PUBLIC, Standing.PENDING, Standing.REVISING)


@given(STEPS, DIGESTS)
def test_building_at_every_commit_is_building_once_at_the_end(
    steps: list[tuple[float, list[tuple[Kind, str]]]], digest: Digest
) -> None:
    story = told(steps)
    issued: tuple[IssueRecord, ...] = ()
    for upto, commit in enumerate(story.commits, 1):
        # As of a day: its first moment, UTC.
        as_of = commit.date.replace(hour=0, minute=0, second=0, microsecond=0)
        timeline = story.timeline(upto)
        found = find_issues(timeline, digest, as_of=as_of, issued=issued)
        assert [record(issue) for issue in found][: len(issued)] == list(issued)
        issued = tuple(record(issue) for issue in found)
    if story.commits:
        last = find_issues(story.timeline(), digest, as_of=on(999), issued=issued)
        assert last == find_issues(story.timeline(), digest, as_of=on(999))


@given(STEPS, DIGESTS)
def test_every_announcement_that_stands_is_in_exactly_one_issue(
    steps: list[tuple[float, list[tuple[Kind, str]]]], digest: Digest
) -> None:
    story = told(steps)
    issues = find_issues(story.timeline(), digest, as_of=on(9999))
    shown = [name for issue in issues for name in names((*issue.added, *issue.promoted))]
    assert len(shown) == len(set(shown))
    standing = {n.id for n in story.notes.values() if n.announcement and n.standing is not Standing.REMOVED}
    assert standing <= set(shown)
    assert [issue.number for issue in issues] == list(range(1, len(issues) + 1))
    assert [issue.end for issue in issues] == sorted(issue.end for issue in issues)


@given(STEPS, DIGESTS)
def test_issues_ask_only_for_the_commits_that_they_said(
    steps: list[tuple[float, list[tuple[Kind, str]]]], digest: Digest
) -> None:
    story = told(steps)
    ends = set(period_ends(story.commits, digest, as_of=on(999)))
    asked = {}

    def standing(commit: str) -> tuple[Note, ...]:
        asked[commit] = True
        return story.snapshots[commit]

    find_issues(replace(story.timeline(), standing=standing), digest, as_of=on(999))
    assert set(asked) <= ends


READING = [
    pytest.param("", 1, id="nothing"),
    pytest.param("word " * 230, 1, id="a minute of words"),
    pytest.param("word " * 231, 2, id="a word more"),
    pytest.param("字" * 400, 1, id="a minute of Han"),
    pytest.param("word " * 115 + "字" * 200, 1, id="half and half"),
    pytest.param("```\n" + "word " * 999 + "\n```\n", 1, id="code is looked at, not read"),
    pytest.param("[a](https://example.org/" + "a-" * 999 + ")", 1, id="an address is not read"),
    pytest.param("don't half-read " * 115, 1, id="one word each"),
]


@pytest.mark.parametrize(("text", "expected"), READING)
def test_minutes_to_read(text: str, expected: int) -> None:
    assert minutes(text) == expected


def test_an_issue_is_timed_by_the_texts_that_there_are() -> None:
    (issue,) = Story().day(0, (A, "a"), (A, "b"), (D, "d")).issues()
    assert texts_of(issue) == ("a.md", "b.md")
    assert dict(timed(issue, {"a.md": "word " * 1000}).minutes) == {"a.md": 5}
