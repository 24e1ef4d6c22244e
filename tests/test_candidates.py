"""Which rule speaks for an entry being a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import face_of, read

from publisher import candidates
from publisher.candidates import Candidate, Place, find_strong, find_weak
from publisher.evidence import Face, Faces, Rule
from publisher.links import Links

ZHIHU = "https://zhuanlan.zhihu.com/p/1"


class Everything:
    """An index in which one note holds everything."""

    def holders(self, kind: str, key: str) -> Iterable[int]:
        return (0,) if kind and key else ()


def strong(
    fresh: Face,
    held: Face,
    *,
    away: int | None = None,
    went: bool = False,
    renamed: Mapping[str, str] | None = None,
) -> Rule | None:
    """The rule by which *fresh* may be the note that is known by *held*."""
    places = {0: Place(fresh, fresh.entry.list, 0, 0.0)}
    gone = {0: [Candidate(0, held, gone=True, part=0.0)]} if went else {}
    found = find_strong(places, gone, Everything(), lambda _: ((held,), away), renamed or {})
    return next((match.rule for match in found), None)


@pytest.mark.parametrize(
    ("fresh", "held", "rule"),
    [
        pytest.param("- [A b](ids.md)", "- [C d](./ids.md#x)", Rule.LINK, id="one link"),
        pytest.param(
            "- [A b](https://a.example/1)", "- [C d](http://www.a.example/1/)", Rule.LINK, id="one address"
        ),
        pytest.param("- [A b](ids_en.md)", "- [C d](ids_zh.md)", Rule.TRANSLATION, id="one folded path"),
        pytest.param(
            f"- [A b](a.md) [[Zhihu]({ZHIHU})]",
            f"- [C d](b.md) [[知乎]({ZHIHU})]",
            Rule.ALTERNATE,
            id="one home",
        ),
        pytest.param(
            f"- [A b]({ZHIHU})", f"- [C d](b.md) [[知乎]({ZHIHU})]", Rule.ALTERNATE, id="the other's home"
        ),
        pytest.param(
            "- [A b](a.md) [[中文版](x_zh.md)]",
            "- [C d](x.md)",
            Rule.ALTERNATE,
            id="a translation of the other",
        ),
        pytest.param(
            "- [C d](x.md)",
            "- [A b](a.md) [[中文版](x_zh.md)]",
            Rule.ALTERNATE,
            id="the other is its translation",
        ),
        pytest.param("- [Same title](a.md)", "- [Same title](b.md)", None, id="one title in one list"),
        pytest.param("- [A b](a.md): see [x](b.md)", "- [C d](b.md)", None, id="a mention"),
        pytest.param("- [A b](a.md): on [知乎]()", "- [C d](b.md): on [知乎]()", None, id="empty homes"),
        pytest.param("- [ ] [A b]()", "- [ ] [C d]()", None, id="no links"),
        pytest.param("- [A b](a.md)", "- [C d](b.md)", None, id="nothing"),
    ],
)
def test_the_most_trusted_rule_speaks(fresh: str, held: str, rule: Rule | None) -> None:
    assert strong(face_of(fresh), face_of(held)) is rule


def test_one_title_counts_across_lists_when_the_old_listing_went_and_for_removed_notes() -> None:
    fresh, held = face_of("- [Same title](a.md)"), face_of("- [Same title](b.md)")
    assert strong(fresh, held) is None
    assert strong(fresh, held, went=True) is Rule.TITLE
    assert strong(fresh, held, away=400) is Rule.TITLE
    assert strong(face_of("- [Same title](a.md)", path="README-cn.md"), held) is Rule.TITLE


@pytest.mark.parametrize(
    ("fresh", "held", "away", "rule"),
    [
        pytest.param(
            "- [Ferry](https://github.com/one/ferry)",
            "- [Ferry](https://github.com/other/ferry)",
            46,
            None,
            id="another's project",
        ),
        pytest.param(
            "- [Ferry](https://github.com/one/ferry)",
            "- [Ferry](https://github.com/other/ferry)",
            45,
            Rule.TITLE,
            id="soon again in its section",
        ),
        pytest.param(
            "## Ports\n- [Ferry](https://github.com/one/ferry)",
            "## Boats\n- [Ferry](https://github.com/other/ferry)",
            1,
            None,
            id="soon again elsewhere",
        ),
        pytest.param(
            "- [go.ferry](https://github.com/one/go.ferry)",
            "- [goferry](https://github.com/other/goferry)",
            1,
            None,
            id="soon again in other words",
        ),
        pytest.param(
            "## Ports\n- [Ferry](https://gitlab.com/one/boat)",
            "## Boats\n- [Ferry](https://github.com/one/ferry)",
            900,
            Rule.TITLE,
            id="of one owner",
        ),
        pytest.param(
            "- [Ferry](https://notes.example/2)",
            "- [Ferry](https://notes.example/1)",
            900,
            Rule.TITLE,
            id="one host",
        ),
        pytest.param(
            "- [Ferry](https://ferry.example/)",
            "- [Ferry](https://github.com/ferrying/ferry)",
            900,
            Rule.TITLE,
            id="both called after it",
        ),
        pytest.param(
            "- [Ferry](https://ferry.example/)",
            "- [Ferry](https://github.com/other/ferry)",
            900,
            None,
            id="one called after it",
        ),
        pytest.param(
            "- [Ferry](https://github.com/one/ferry): carries what was written across.",
            "- [Ferry](https://github.com/other/ferry): Carries what was written across",
            900,
            Rule.TITLE,
            id="one description",
        ),
        pytest.param("- [Ferry](https://ferry.example/)", "- [ ] [Ferry]()", 900, Rule.TITLE, id="a plan"),
        pytest.param(
            "- [Ferry](ferry.md)", "- [Ferry](https://ferry.example/)", 900, None, id="a file for a page"
        ),
    ],
)
def test_the_title_of_a_removed_note_needs_something_more(
    fresh: str, held: str, away: int, rule: Rule | None
) -> None:
    assert strong(face_of(fresh), face_of(held), away=away) is rule


def test_a_very_short_title_counts_only_when_the_old_listing_went() -> None:
    fresh, held = face_of("- [Ids](a.md)", path="README-cn.md"), face_of("- [Ids](b.md)")
    assert strong(fresh, held) is None
    assert strong(fresh, held, away=1) is None
    assert strong(fresh, held, went=True) is Rule.TITLE


def test_a_rename_that_git_saw_counts_for_files() -> None:
    fresh, held = face_of("- [A b](new.md)"), face_of("- [C d](old.md)")
    assert strong(fresh, held, renamed={"old.md": "new.md"}) is Rule.RENAME
    assert strong(fresh, held, renamed={"old.md": "other.md"}) is None
    assert strong(face_of("- [A b](https://a.example)"), held, renamed={"old.md": "a.example"}) is None


def weak(fresh: str, held: str, *, path: str = "README.md") -> Rule | None:
    """The weak rule by which *fresh* may be the listing *held* that vanished."""
    place = Place(face_of(fresh), "README.md", 0, 0.0)
    candidate = Candidate(0, face_of(held, path=path), gone=True, part=0.0)
    return next((match.rule for match in find_weak({0: place}, {0: [candidate]})), None)


LONG = "what must never change in a feed"


@pytest.mark.parametrize(
    ("fresh", "held", "rule"),
    [
        pytest.param("- [Feed ids](a.md)", "- [Feed idz](b.md)", Rule.SIMILAR, id="nearly one title"),
        pytest.param(
            "- [owner/feed-ids](https://a.example)",
            "- [feed-ids](https://b.example)",
            Rule.SIMILAR,
            id="owner and name",
        ),
        pytest.param(
            f"- [The ids of feeds](a.md): {LONG}",
            f"- [Ids of a feed](b.md): {LONG}",
            Rule.SIMILAR,
            id="somewhat alike, one description",
        ),
        pytest.param(
            f"- [Before](a.md): {LONG}",
            f"- [Something](b.md): {LONG}",
            Rule.PLACE,
            id="one description in one section",
        ),
        pytest.param(
            f"## A\n- [Before](a.md): {LONG}",
            f"## B\n- [Something](b.md): {LONG}",
            None,
            id="one description in two sections",
        ),
        pytest.param("- [Before](a.md): short", "- [Something](b.md): short", None, id="a short description"),
        pytest.param("- [Feeds, part 1](a.md)", "- [Feeds, part 2](b.md)", None, id="other numbers"),
        pytest.param(
            "- [Ferry](https://ferry.example)",
            "- [Ferry Lights](https://apps.example/lights)",
            Rule.SIMILAR,
            id="one title in the other, in one section",
        ),
        pytest.param(
            "## A\n- [Ferry](https://sea.example)",
            "## B\n- [Ferry Lights](https://apps.example/lights)",
            None,
            id="one title in the other, elsewhere",
        ),
        pytest.param(
            "## A\n- [Ferry](https://github.com/one/ferry)",
            "## B\n- [Ferry Lights](https://ferry.example)",
            Rule.SIMILAR,
            id="one title in the other, elsewhere at a kindred address",
        ),
        pytest.param(
            "## A\n- [Ferry](https://ferryboat.example)",
            "## B\n- [Ferry Lights](https://ferries.example)",
            None,
            id="one title in the other, elsewhere at another address",
        ),
        pytest.param(
            "## A\n- [Ferry](https://ferryboat.example)",
            "## B\n- [Ferry Lights](https://ferrylights.example)",
            Rule.SIMILAR,
            id="one title in the other and in both addresses",
        ),
        pytest.param(
            "- [ferry - carries what was written](https://github.com/ferry/ferry)",
            "- [ferry - a boat](https://github.com/one/ferry)",
            Rule.SIMILAR,
            id="other words behind the dash, one project",
        ),
        pytest.param(
            "- [ferry - carries what was written](https://a.example)",
            "- [ferry - a boat](https://b.example)",
            None,
            id="other words behind the dash",
        ),
        pytest.param(
            "- [ferry - a course on lights](https://ferry.example/2026)",
            "- [ferry - how boats are built](https://ferry.example/2025)",
            None,
            id="other words behind the dash, another year",
        ),
        pytest.param(
            "- [The ids of feeds](a.md)", "- [Ids of a feed](b.md)", None, id="somewhat alike, no description"
        ),
    ],
)
def test_what_vanished_is_compared_with_what_appeared(fresh: str, held: str, rule: Rule | None) -> None:
    assert weak(fresh, held) is rule


def test_what_vanished_from_another_list_is_not() -> None:
    assert weak("- [Feed ids](a.md)", "- [Feed idz](b.md)", path="README-cn.md") is None


def test_the_nearer_and_liker_of_two_is_the_better_match() -> None:
    place = Place(face_of("- [Feed ids](a.md)"), "README.md", 0, 0.1)
    gone = {
        0: [Candidate(0, face_of("- [Feed idz](b.md)"), gone=True, part=0.1)],
        1: [Candidate(1, face_of("- [Feed idz](c.md)"), gone=True, part=0.9)],
        2: [Candidate(2, face_of("- [Feed idzz](d.md)"), gone=True, part=0.1)],
    }
    matches = sorted(find_weak({0: place}, gone), key=lambda match: match.rank, reverse=True)
    assert [match.note for match in matches] == [0, 2, 1]


def test_ties_go_to_the_older_note() -> None:
    place = Place(face_of("- [Feed ids](a.md)"), "README.md", 0, 0.1)
    gone = {note: [Candidate(note, face_of("- [Feed idz](b.md)"), gone=True, part=0.1)] for note in (7, 3)}
    assert [m.note for m in sorted(find_weak({0: place}, gone), key=lambda m: m.rank, reverse=True)] == [3, 7]


TITLES = st.sampled_from(
    ["Feed ids", "feed-ids", "somebody/feed-ids", "Ids", "Ids (1996)", "Feed ids - told", "Feed ids - tested", "Model 3B", "Model 7B", "Dates"]
)  # fmt: skip
ADDRESSES = st.sampled_from(
    ["", "a.md", "https://a.example/x", "https://github.com/one/ids", "https://github.com/two/ids", "https://github.com/one/dates"]
)  # fmt: skip
SUMMARIES = st.sampled_from(
    [
        "",
        "for short",
        "what must never change in a feed",
        "what must never change in any feed",
        "what must never change in a feed [Slides](s.md)",
        "a long description that tells a note wherever it stands, and no other",
        "made by others (formerly Feed ids)",
    ]
)
LINES = st.builds(
    lambda section, box, title, link, summary: f"## {section}\n- {box}[{title}]({link}) - {summary}",
    st.sampled_from(["S", "T"]), st.sampled_from(["", "[ ] "]), TITLES, ADDRESSES, SUMMARIES,
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINES, min_size=1, max_size=4), st.lists(LINES, min_size=1, max_size=12))
def test_however_many_vanished_the_same_matches_are_found(fresh: list[str], held: list[str]) -> None:
    places = {n: Place(face_in(line), "README.md", n, n / len(fresh)) for n, line in enumerate(fresh)}
    gone = {n: [Candidate(n, face_in(line), gone=True, part=n / len(held))] for n, line in enumerate(held)}
    few = sorted(find_weak(places, gone), key=lambda match: match.rank)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_MANY", 0)
        many = sorted(find_weak(places, gone), key=lambda match: match.rank)
    assert many == few


def face_in(text: str) -> Face:
    """The face of the only entry in *text*, or of one that says nothing."""
    entries = read(text).entries
    return Faces(Links()).of(entries[0]) if entries else face_of("- [Nothing](nothing.md)")
