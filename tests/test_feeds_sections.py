"""Sections keep their feeds: when they are retitled, translated, merged, and when they go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import make_commit, make_event, make_listing, make_note, make_publication, on
from lxml import etree

from publisher.checks import Severity, check_documents
from publisher.config import Settings
from publisher.feeds import render_feeds
from publisher.model import Entry, Event, Kind, Note, SectionName, Standing
from publisher.sections import Sections, find_sections, slugify

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://maintainer.example/list/"

Where = dict[str, tuple[str, ...]]
"""The headings above a note, by language."""


def placed(id: str, where: Where) -> Note:
    listings = (
        make_listing(f"{id} {language}", f"{id}.md", language=language, section=path)
        for language, path in where.items()
    )
    return make_note(id, *listings, announced=0)


def history(*days: dict[str, Where]) -> list[Event]:
    """Events of a list that shows these notes below these headings, day by day; what is not named is as before."""
    events: list[Event] = []
    known: dict[str, Note] = {}
    for day, changed in enumerate(days):
        for id, where in changed.items():
            if not where:
                note, kind = replace(known[id], standing=Standing.REMOVED), Kind.REMOVED
            else:
                note, kind = placed(id, where), Kind.REVISED if id in known else Kind.ADDED
            known[id] = note
            events.append(make_event(kind, note, day))
    return events


def slugs(events: list[Event]) -> dict[tuple[str, tuple[str, ...]], str]:
    return {key: section.slug for key, section in find_sections(events).by_key.items()}


def standing(events: list[Event]) -> tuple[Note, ...]:
    return tuple({event.note.id: event.note for event in events}.values())


def render(events: list[Event], languages: tuple[str, ...] = ("en", "zh")) -> dict[str, bytes]:
    publication = make_publication(*standing(events), events=events, languages=languages)
    return render_feeds(publication, Settings(site_url=SITE))


def titles(document: bytes) -> list[str]:
    return [each.text or "" for each in etree.fromstring(document).iterfind(f"{ATOM}entry/{ATOM}title")]


def feeds(documents: dict[str, bytes]) -> list[str]:
    return sorted(path.removeprefix("sections/") for path in documents if path.startswith("sections/"))


def test_one_section_in_two_languages_is_one_section() -> None:
    events = history({"a": {"en": ("Guides",), "zh": ("指南",)}, "b": {"zh": ("指南",)}})
    assert slugs(events) == {("en", ("Guides",)): "guides", ("zh", ("指南",)): "guides"}


def test_a_language_that_comes_later_joins_the_section() -> None:
    events = history({"a": {"zh": ("指南",)}}, {"a": {"en": ("Guides",), "zh": ("指南",)}})
    assert slugs(events) == {("zh", ("指南",)): "section-1", ("en", ("Guides",)): "section-1"}


def test_a_section_retitled_in_one_language_keeps_its_slug() -> None:
    events = history(
        {"a": {"en": ("Guides",), "zh": ("指南",)}},
        {"a": {"en": ("How to",), "zh": ("指南",)}},
    )
    assert slugs(events)["en", ("How to",)] == "guides"


def test_a_section_retitled_in_the_only_language_keeps_its_slug() -> None:
    events = history(
        {"a": {"en": ("Guides",)}, "b": {"en": ("Guides",)}, "c": {"en": ("Tools",)}},
        {"a": {"en": ("How to",)}, "b": {"en": ("How to",)}},
    )
    assert slugs(events)["en", ("How to",)] == "guides"


def test_a_section_retitled_in_both_languages_at_once_keeps_its_slug() -> None:
    events = history(
        {"a": {"en": ("Guides",), "zh": ("指南",)}},
        {"a": {"en": ("How to",), "zh": ("怎么做",)}},
    )
    assert {slugs(events)[key] for key in [("en", ("How to",)), ("zh", ("怎么做",))]} == {"guides"}


def test_a_list_that_changes_its_language_keeps_its_sections() -> None:
    events = history(
        {"a": {"zh": ("指南", "基础")}, "b": {"zh": ("工具",)}},
        {"a": {"en": ("Guides", "Basics"), "zh": ("指南", "基础")}, "b": {"en": ("Tools",), "zh": ("工具",)}},
    )
    found = slugs(events)
    assert found["en", ("Guides", "Basics")] == found["zh", ("指南", "基础")]
    assert found["en", ("Tools",)] == found["zh", ("工具",)] != found["en", ("Guides",)]


def test_a_note_that_moves_takes_nothing_with_it() -> None:
    events = history(
        {"a": {"en": ("Guides",)}, "b": {"en": ("Guides",)}},
        {"b": {"en": ("Tools",)}},
    )
    assert slugs(events) == {("en", ("Guides",)): "guides", ("en", ("Tools",)): "tools"}


def test_a_new_section_that_takes_in_one_old_note_is_new() -> None:
    events = history({"a": {"en": ("Guides",)}}, {each: {"en": ("Tools",)} for each in "abc"})
    assert slugs(events)["en", ("Tools",)] == "tools"


def test_a_section_that_is_split_goes_on_in_one_half() -> None:
    events = history(
        {each: {"en": ("All",)} for each in "abc"},
        {"a": {"en": ("One",)}, "b": {"en": ("One",)}, "c": {"en": ("Two",)}},
    )
    assert slugs(events) == {("en", ("All",)): "all", ("en", ("One",)): "all", ("en", ("Two",)): "two"}


def test_a_section_beside_its_namesake_in_one_language_is_another() -> None:
    events = history(
        {"a": {"en": ("Guides",), "zh": ("指南",)}},
        {"b": {"en": ("Guides",), "zh": ("新指南",)}},
    )
    assert slugs(events)["zh", ("新指南",)] != "guides"


def test_a_slug_never_depends_on_what_comes_later() -> None:
    days: list[dict[str, Where]] = [
        {"a": {"zh": ("指南",)}},
        {"a": {"en": ("Guides",), "zh": ("指南",)}, "b": {"en": ("Tools", "Editors")}},
        {"c": {"en": ("Texts", "Editors")}},
        {"b": {}},
        {"a": {"en": ("How to",), "zh": ("指南",)}},
    ]
    whole = slugs(history(*days))
    for length in range(1, len(days)):
        assert slugs(history(*days[:length])).items() <= whole.items()
    assert whole["en", ("Texts", "Editors")] == "texts-editors"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Guides & Tools", "guides-and-tools", id="an ampersand"),
        pytest.param("🔥 C++ / C#", "c-plus-plus-c-sharp", id="signs that tell languages apart"),
        pytest.param("Événements", "evenements", id="accents"),
        pytest.param("SGLang 学习笔记", "sglang", id="as far as it is ASCII"),
        pytest.param("学习笔记", "", id="not at all"),
        pytest.param("word " * 50, "-".join(["word"] * 12), id="long"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("CON", "section-con", id="a name that Windows keeps for itself"),
    ],
)
def test_a_slug_is_ascii(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_slug_is_no_device_of_windows() -> None:
    assert [slugify(title) for title in ("CON", "nul.txt", "Com1", "Lpt9!", "Context")] == [
        "section-con",
        "nul-txt",
        "section-com1",
        "section-lpt9",
        "context",
    ]


def test_two_sections_of_one_title_have_two_slugs() -> None:
    events = history(
        {"a": {"en": ("指南",)}, "b": {"en": ("工具",)}, "c": {"en": ("Tools",)}, "d": {"en": ("tools!",)}}
    )
    assert [section.slug for section in find_sections(events).found] == [
        "section-1",
        "section-2",
        "tools",
        "tools-2",
    ]


def test_the_two_upper_levels_have_feeds() -> None:
    documents = render(history({"a": {"en": ("A", "B", "C")}}), ("en",))
    assert feeds(documents) == ["a.en.atom", "b.en.atom"]
    assert titles(documents["sections/b.en.atom"]) == ["a en"]
    term = etree.fromstring(documents["sections/b.en.atom"]).find(f"{ATOM}entry/{ATOM}category")
    assert term is not None
    assert (term.get("term"), term.get("label")) == ("c", "A › B › C")


def test_a_section_of_drafts_has_no_feed_yet() -> None:
    note = make_note("a", make_listing("A", "a.md", section=("Guides",)), drafted=0)
    documents = render([make_event(Kind.DRAFTED, note, 0)])
    assert feeds(documents) == []


def test_a_section_has_its_notes_in_each_language() -> None:
    documents = render(history({"a": {"en": ("Guides",), "zh": ("指南",)}, "b": {"en": ("Guides",)}}))
    assert titles(documents["sections/guides.en.atom"]) == ["b en", "a en"]
    assert titles(documents["sections/guides.zh.atom"]) == ["b en", "a zh"]
    root = etree.fromstring(documents["sections/guides.zh.atom"])
    assert root.findtext(f"{ATOM}title") == "出版笔记：指南"


def test_a_section_that_is_gone_keeps_its_feed_and_says_so() -> None:
    events = history(
        {"a": {"en": ("Guides",)}, "b": {"en": ("Guides",)}, "c": {"en": ("Tools",)}},
        {"a": {"en": ("Tools",)}, "b": {}},
    )
    documents = render(events, ("en",))
    assert feeds(documents) == ["guides.en.atom", "tools.en.atom"]
    root = etree.fromstring(documents["sections/guides.en.atom"])
    assert root.findtext(f"{ATOM}subtitle") == (
        "The section “Guides” of Notes on Publishing is gone; nothing new will appear here."
    )
    assert titles(documents["sections/guides.en.atom"]) == ["The section “Guides” is gone"]
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == (
        "<p>No list shows the section “Guides” any more. Its notes are now in:</p>"
        f'<ul><li><a href="{SITE}sections/tools.en.atom">Tools</a></li></ul>'
    )
    assert root.findtext(f"{ATOM}updated") == on(1).isoformat()


def test_a_section_that_is_empty_leads_nowhere() -> None:
    documents = render(history({"a": {"en": ("Guides",)}, "b": {"en": ("Tools",)}}, {"a": {}}), ("en",))
    root = etree.fromstring(documents["sections/guides.en.atom"])
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == (
        "<p>No list shows the section “Guides” any more. Nothing new will appear in this feed.</p>"
    )


def test_a_section_that_comes_back_is_itself_again() -> None:
    events = history({"a": {"en": ("Guides",)}}, {"a": {}}, {"b": {"en": ("Guides",)}})
    documents = render(events, ("en",))
    assert feeds(documents) == ["guides.en.atom"]
    assert titles(documents["sections/guides.en.atom"]) == ["b en"]


def test_a_note_above_all_headings_is_in_no_section() -> None:
    documents = render(history({"a": {"en": ()}}), ("en",))
    assert feeds(documents) == []
    assert b"<category" not in documents["en.atom"]


def test_sections_around_an_entry_are_given_outermost_first() -> None:
    events = history({"a": {"en": ("A", "B")}})
    found: Sections = find_sections(events)
    entry: Entry = standing(events)[0].entries[0]
    assert [section.slug for section in found.around(entry)] == ["a", "b"]
    assert found.of(entry) is found.around(entry)[-1]


def test_a_history_told_anew_keeps_the_address_of_a_section_by_any_name_it_had() -> None:
    known = find_sections(history({"a": {"en": ("Guides",)}}, {"a": {"en": ("Handbook",)}})).records
    assert [(name.slug, name.headings) for name in known] == [
        ("guides", ("Guides",)),
        ("guides", ("Handbook",)),
    ]
    squashed = find_sections(history({"a": {"en": ("Handbook",)}}), known)
    assert [section.slug for section in squashed.found] == ["guides"]
    assert set(squashed.records) == set(known)


def test_no_new_section_takes_the_address_of_one_that_is_known() -> None:
    known = find_sections(history({"a": {"en": ("Guides",)}})).records
    found = find_sections(history({"b": {"en": ("Guides!",)}}), known).found
    assert [(section.slug, section.gone) for section in found] == [("guides-2", None), ("guides", on(0))]


def test_a_section_that_a_history_told_anew_does_not_know_keeps_its_feed() -> None:
    known = find_sections(
        history({"a": {"en": ("Guides",)}}, {"a": {"en": ("Handbook",), "zh": ("手册",)}})
    ).records
    events = history({"b": {"en": ("Tools",)}})
    publication = make_publication(*standing(events), events=events, languages=("en", "zh"))
    documents = render_feeds(replace(publication, sections=known), Settings(site_url=SITE))
    assert feeds(documents) == ["guides.en.atom", "guides.zh.atom", "tools.en.atom", "tools.zh.atom"]
    assert titles(documents["sections/guides.en.atom"]) == ["The section “Handbook” is gone"]
    assert "手册" in titles(documents["sections/guides.zh.atom"])[0]
    assert not [each for each in check_documents(documents) if each.severity is Severity.ERROR]


def test_only_what_has_a_feed_has_names_to_keep() -> None:
    drafted = make_note("d", make_listing("D", "d.md", section=("Drafts",)), drafted=0)
    events = [*history({"a": {"en": ("A", "B", "C")}}), make_event(Kind.DRAFTED, drafted, 1)]
    assert [each.headings for each in find_sections(events).records if isinstance(each, SectionName)] == [
        ("A",),
        ("A", "B"),
    ]


def test_a_section_is_known_by_any_of_its_names_whichever_the_ledger_lost() -> None:
    told = history({"a": {"en": ("Guides",)}}, {"a": {"en": ("Handbook",)}})
    for lost in find_sections(told).records:
        known = tuple(each for each in find_sections(told).records if each != lost)
        assert [section.slug for section in find_sections(told, known).found] == ["guides"]
        assert find_sections(told, known).records == find_sections(told).records


def test_a_name_that_comes_later_is_asked_too() -> None:
    known = find_sections(history({"a": {"en": ("Guides",)}}, {"a": {"en": ("Handbook",)}})).records
    retold = history({"a": {"en": ("Manuals",)}}, {"a": {"en": ("Handbook",)}})
    assert [(section.slug, section.gone) for section in find_sections(retold, known).found] == [
        ("guides", None)
    ]


def test_two_sections_that_were_one_have_a_feed_each() -> None:
    known = find_sections(history({"a": {"en": ("Feeds",)}}, {"a": {"en": ("Subs",)}})).records
    retold = history({"a": {"en": ("Feeds",)}, "b": {"en": ("Subs",)}})
    for _ in range(3):
        found = find_sections(retold, known)
        assert [(section.slug, section.gone) for section in found.found] == [("feeds", None), ("subs", None)]
        assert {record.slug for record in found.records} == {"feeds", "subs"}
        known = found.records


def test_a_section_that_goes_again_in_a_history_told_anew_says_so_again() -> None:
    lives = (
        {"a": {"en": ("Guides",)}, "z": {"en": ("Tools",)}},
        {"a": {"en": ("Tools",)}},
        {"a": {"en": ("Guides",)}},
    )
    known = find_sections(history(*lives)).records
    assert [type(record).__name__ for record in known if record.slug == "guides"] == [
        "SectionName",
        "SectionEnd",
        "SectionName",
    ]
    squashed = ({"a": {"en": ("Guides",)}, "z": {"en": ("Tools",)}},)
    assert find_sections(history(*squashed), known).found[0].gone is None
    again = history(*squashed, {}, {}, {}, {"a": {"en": ("Tools",)}})
    found = find_sections(again, find_sections(history(*squashed), known).records)
    assert (found.found[0].slug, found.found[0].gone) == ("guides", on(4))
    assert found.found[0].gone == find_sections(again, found.records).found[0].gone


def test_a_feed_is_never_older_than_the_day_on_which_its_section_was_gone() -> None:
    events = history(
        {"a": {"en": ("Guides",)}, "z": {"en": ("Tools",)}},
        {"a": {"en": ("Tools",)}},
        {"a": {"en": ("Guides",)}},
    )
    documents = render(events, ("en",))
    assert (
        etree.fromstring(documents["sections/guides.en.atom"]).findtext(f"{ATOM}updated") == on(1).isoformat()
    )


def test_a_section_of_drafts_that_comes_back_with_a_note_was_never_gone() -> None:
    draft = make_note("d", make_listing("D", "d.md", section=("Drafts",)), drafted=0)
    gone = replace(draft, standing=Standing.REMOVED)
    note = make_note("n", make_listing("N", "n.md", section=("Drafts",)), announced=2)
    events = [
        make_event(Kind.DRAFTED, draft, 0),
        make_event(Kind.REMOVED, gone, 1),
        make_event(Kind.ADDED, note, 2),
    ]
    assert [type(record).__name__ for record in find_sections(events).records] == ["SectionName"]


def test_without_any_event_known_sections_are_gone_since_the_tip() -> None:
    known = find_sections(history({"a": {"en": ("Guides",)}})).records
    found = find_sections([], known, tip=make_commit(7)).found
    assert [(section.slug, section.gone) for section in found] == [("guides", on(7))]
