"""What changes between versions, and which of it is an announcement."""

from __future__ import annotations

import pytest
from reading import Texts, record_of, told

IDS = "- [Feed ids](ids.md): what must never change in a feed\n"
CLOCKS = "- [Clocks lie](clocks.md): committer dates that go backwards\n"
DATES = "- [Two dates](dates.md): why updated is not published\n"


def marked(line: str) -> str:
    """The line of a list, not out yet."""
    return line.replace("- [", "- [Pending Review] [", 1)


@pytest.mark.parametrize(
    ("steps", "events"),
    [
        pytest.param(
            [IDS, IDS + DATES], ["1 added! Feed ids", "2 added! Two dates"], id="added-one-after-another"
        ),
        pytest.param([IDS + DATES], ["1 added! Feed ids", "1 added! Two dates"], id="added-all-at-once"),
        pytest.param(
            [marked(IDS), IDS], ["1 drafted Feed ids", "2 promoted! Feed ids"], id="drafted-and-promoted"
        ),
        pytest.param(
            [IDS, IDS + marked(DATES), IDS + DATES],
            ["1 added! Feed ids", "2 drafted Two dates", "3 promoted! Two dates"],
            id="drafted-beside-a-public-one",
        ),
        pytest.param(
            [IDS, marked(IDS), IDS],
            ["1 added! Feed ids", "2 demoted Feed ids", "3 promoted Feed ids"],
            id="demoted-and-promoted-again",
        ),
        pytest.param(
            [IDS + DATES, IDS],
            ["1 added! Feed ids", "1 added! Two dates", "2 removed Two dates"],
            id="removed",
        ),
        pytest.param(
            [IDS + DATES, IDS, IDS + DATES],
            ["1 added! Feed ids", "1 added! Two dates", "2 removed Two dates", "3 returned Two dates"],
            id="removed-and-returned",
        ),
        pytest.param(
            [IDS + marked(DATES), IDS, IDS + marked(DATES), IDS + DATES],
            [
                "1 added! Feed ids",
                "1 drafted Two dates",
                "2 removed Two dates",
                "3 drafted Two dates",
                "4 promoted! Two dates",
            ],
            id="removed-as-a-draft-and-back",
        ),
        pytest.param(
            [IDS + marked(DATES), IDS, IDS + DATES],
            ["1 added! Feed ids", "1 drafted Two dates", "2 removed Two dates", "3 added! Two dates"],
            id="removed-as-a-draft-and-back-public",
        ),
        pytest.param(
            [IDS + DATES, IDS, IDS + marked(DATES), IDS + DATES],
            [
                "1 added! Feed ids",
                "1 added! Two dates",
                "2 removed Two dates",
                "3 returned Two dates",
                "4 promoted Two dates",
            ],
            id="returned-as-a-draft",
        ),
        pytest.param(
            [IDS, IDS.replace("Feed ids", "The ids of feeds")],
            ["1 added! Feed ids", "2 revised The ids of feeds"],
            id="revised-title",
        ),
        pytest.param(
            [IDS, IDS.replace("never", "not")],
            ["1 added! Feed ids", "2 revised Feed ids"],
            id="revised-summary",
        ),
        pytest.param(
            ["## Feeds\n" + IDS, "## Atom\n" + IDS],
            ["1 added! Feed ids", "2 revised Feed ids"],
            id="revised-section",
        ),
        pytest.param(
            ["Hello.\n\n" + IDS, "Hello, world.\n\n" + IDS],
            ["1 added! Feed ids"],
            id="nothing-changed-but-prose",
        ),
        pytest.param(
            [{"README.md": IDS}, {"README.md": None}],
            ["1 added! Feed ids", "2 removed Feed ids"],
            id="a-list-goes",
        ),
        pytest.param(
            [{"README.md": IDS}, {"README.md": None}, {"README.md": IDS}],
            ["1 added! Feed ids", "2 removed Feed ids", "3 returned Feed ids"],
            id="a-list-comes-back",
        ),
    ],
)
def test_a_note_comes_waits_goes_and_returns(steps: list[Texts], events: list[str]) -> None:
    assert told(*steps) == events


@pytest.mark.parametrize(
    ("steps", "events"),
    [
        pytest.param(
            [
                "## Feeds\n" + IDS + marked(DATES),
                "## Feeds\n"
                + IDS
                + "## Time\n- [Two dates of an entry](time/dates.md): why updated is not published\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates", "2 promoted! Two dates of an entry"],
            id="promoted-retitled-moved-and-relinked",
        ),
        pytest.param(
            [
                IDS + marked(DATES),
                IDS + marked(DATES) + "## More\n- [Why there are two dates](dates-en.md): new text\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates", "2 promoted! Two dates"],
            id="promoted-with-its-stale-line-left",
        ),
        pytest.param(
            [DATES, DATES + "- [Pending Review] [What a translator wrote](dates-en.md): other\n"],
            ["1 added! Two dates", "2 drafted What a translator wrote"],
            id="marked-line-beside-a-public-one-of-one-file",
        ),
        pytest.param(
            [
                marked(IDS),
                IDS.replace("- [", "- 【Not finished】["),
                IDS.replace("- [", "- 🚧 ["),
                IDS.replace("- [", "- [ ] ["),
                IDS,
            ],
            ["1 drafted Feed ids", "5 promoted! Feed ids"],
            id="marker-respelled",
        ),
        pytest.param(
            [marked(IDS) + DATES, DATES + "## Pending Review\n" + IDS, DATES + "## Feeds\n" + IDS],
            ["1 drafted Feed ids", "1 added! Two dates", "2 revised Feed ids", "3 promoted! Feed ids"],
            id="tag-becomes-section",
        ),
        pytest.param(
            ["## Feeds\n" + IDS, "## Work in progress\n" + IDS],
            ["1 added! Feed ids", "2 demoted Feed ids"],
            id="section-on-hold",
        ),
        pytest.param(
            ["## 未公开部分\n" + IDS + DATES, "## 订阅\n" + IDS + DATES],
            ["1 drafted Feed ids", "1 drafted Two dates", "2 promoted! Feed ids", "2 promoted! Two dates"],
            id="section-renamed-out-of-hold",
        ),
        pytest.param(
            [
                "- [ ] [Feed ids](ids.md)\n- [x] [Two dates](dates.md)\n",
                "- [x] [Feed ids](ids.md)\n- [x] [Two dates](dates.md)\n",
            ],
            ["1 drafted Feed ids", "1 added! Two dates", "2 promoted! Feed ids"],
            id="box-ticked",
        ),
        pytest.param(
            [
                "- [ ] Feed ids\n- [x] [Two dates](dates.md)\n",
                "- [x] [Feed ids](ids.md)\n- [x] [Two dates](dates.md)\n",
            ],
            ["1 drafted Feed ids", "1 added! Two dates", "2 promoted! Feed ids"],
            id="box-gets-its-link-with-the-tick",
        ),
        pytest.param(
            [
                "- [ ] [Feed ids]()\n- [x] [Two dates](dates.md)\n",
                "- [ ] [Feed ids](ids.md)\n- [x] [Two dates](dates.md)\n",
                "- [x] [Feed ids](ids.md)\n- [x] [Two dates](dates.md)\n",
            ],
            ["1 drafted Feed ids", "1 added! Two dates", "2 revised Feed ids", "3 promoted! Feed ids"],
            id="box-gets-its-link-before-the-tick",
        ),
        pytest.param(
            [
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | 🚧 |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | ✅ |\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates", "2 promoted! Two dates"],
            id="status-cell",
        ),
        pytest.param(
            [
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | ✅ |\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates", "2 promoted! Two dates"],
            id="status-cell-empty",
        ),
        pytest.param(
            [
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| Two dates | 🚧 |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | ✅ |\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates", "2 promoted! Two dates"],
            id="status-cell-without-a-link",
        ),
        pytest.param(
            [
                "| Note |\n|-|\n| [Feed ids](ids.md) |\n| [Two dates](dates.md) |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | 🚧 |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | ✅ |\n",
            ],
            ["1 added! Feed ids", "1 added! Two dates"],
            id="status-column-introduced",
        ),
        pytest.param(
            [
                "| Note |\n|-|\n| [Feed ids](ids.md) |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | 🚧 |\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | 🚧 |\n| [Two dates](dates.md) | 🚧 |\n",
            ],
            ["1 added! Feed ids", "3 drafted Two dates"],
            id="status-column-introduced-then-a-new-row",
        ),
        pytest.param(
            [
                "- [Feed ids](ids.md)\n- [Pending Review] [Two dates](dates.md)\n",
                "| Note | Status |\n|-|-|\n| [Feed ids](ids.md) | ✅ |\n| [Two dates](dates.md) | 🚧 |\n",
            ],
            ["1 added! Feed ids", "1 drafted Two dates"],
            id="status-column-after-tags",
        ),
        pytest.param(
            [
                {"README.md": marked(DATES), "README-cn.md": "- [两个日期](dates-cn.md)：更新\n"},
            ],
            ["1 added! Two dates"],
            id="marked-in-one-language-only",
        ),
        pytest.param(
            [
                {
                    "README.md": marked(DATES),
                    "README-cn.md": "- [Pending Review] [两个日期](dates-cn.md)：更新\n",
                },
                {"README.md": DATES},
                {"README-cn.md": "- [两个日期](dates-cn.md)：更新\n"},
            ],
            ["1 drafted Two dates", "2 promoted! Two dates", "3 translated Two dates"],
            id="promoted-in-one-language-first",
        ),
        pytest.param(
            [
                "- **Feed ids**\n  [English TODO] | [[中文版](ids.md)]：why\n",
                "- **Feed ids**\n  [[English version](ids-en.md)] | [[中文版](ids.md)]：why\n",
            ],
            ["1 added! Feed ids", "2 revised Feed ids"],
            id="english-todo-goes",
        ),
        pytest.param(
            [IDS + DATES, IDS + "\n<!--\n" + DATES + "-->\n", IDS + DATES],
            ["1 added! Feed ids", "1 added! Two dates", "2 removed Two dates", "3 returned Two dates"],
            id="commented-out-and-back",
        ),
    ],
)
def test_losing_the_last_mark_is_a_promotion(steps: list[Texts], events: list[str]) -> None:
    assert told(*steps) == events


def test_an_announcement_says_when_who_and_since_when_it_waited() -> None:
    record = record_of(marked(IDS), marked(IDS) + DATES, IDS + DATES)
    announcement = record.events[-1].note.announcement
    assert announcement is not None
    assert (announcement.kind, announcement.commit, announcement.date.day) == ("promoted", "3", 8)
    assert announcement.pending_since is not None
    assert announcement.pending_since.day == 6
    assert [event.note.waiting_since is not None for event in record.events] == [True, False, False]


def test_a_note_that_was_never_marked_did_not_wait() -> None:
    (event,) = record_of(IDS).events
    assert event.note.announcement is not None
    assert event.note.announcement.pending_since is None


def test_a_note_waits_from_its_first_mark_and_anew_after_a_demotion() -> None:
    record = record_of(marked(IDS), marked(IDS) + DATES, IDS, marked(IDS))
    assert [
        (event.kind, event.note.waiting_since and event.note.waiting_since.day)
        for event in record.events
        if event.note.id == "ids"
    ] == [("drafted", 6), ("promoted", None), ("demoted", 9)]


def test_a_note_stands_as_its_listings_say() -> None:
    record = record_of(IDS + marked(DATES) + CLOCKS, marked(IDS) + marked(DATES))
    assert {note.id: note.standing.value for note in record.snapshots["2"]} == {
        "ids": "revising",
        "dates": "pending",
        "clocks": "removed",
    }


def test_a_snapshot_has_the_list_s_order_and_removed_notes_last() -> None:
    record = record_of(CLOCKS + IDS + DATES, DATES + IDS, "- [New](new.md)\n" + DATES + IDS)
    assert [note.id for note in record.snapshots["3"]] == ["new", "dates", "ids", "clocks"]


def test_events_of_one_commit_stand_in_the_list_s_order() -> None:
    assert told(DATES, CLOCKS + DATES + IDS) == [
        "1 added! Two dates",
        "2 added! Clocks lie",
        "2 added! Feed ids",
    ]


def test_a_removed_note_keeps_what_it_last_said() -> None:
    record = record_of(IDS + DATES, IDS)
    note = record.events[-1].note
    assert (note.standing.value, note.entries[0].title, note.entries[0].summary) == (
        "removed",
        "Two dates",
        "why updated is not published",
    )


def test_an_event_says_by_what_the_entry_was_recognised() -> None:
    record = record_of(IDS, {"README-cn.md": "- [订阅源的标识](ids-cn.md)\n"})
    assert [(event.rule, event.matched) for event in record.events] == [
        ("new", ""),
        ("translation", "Feed ids <ids.md>"),
    ]


def test_a_draft_waits_since_it_came_whatever_is_revised() -> None:
    record = record_of(marked(IDS), marked(IDS).replace("never", "not"))
    assert [
        (event.kind, event.note.waiting_since and event.note.waiting_since.day) for event in record.events
    ] == [
        ("drafted", 6),
        ("revised", 6),
    ]
