"""What holds of the feeds of any list whatever."""

from __future__ import annotations

import json
from collections import Counter

from factories import make_listing, make_note, make_publication
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from publisher.checks import check_documents
from publisher.config import Content, Feed, Settings
from publisher.feeds import render_feeds
from publisher.model import Alternate, Note, Publication, Standing
from publisher.sections import find_sections

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://maintainer.example/list/"

_ANY = st.text(st.characters(codec=None, exclude_categories=[]), max_size=12)
_MARKUP = st.text("ab <>&\"'[]()!*_`$\\\n\x1b\u202e\ufffd中", max_size=20)
_TEXT = st.one_of(
    _ANY, _MARKUP, st.sampled_from(["<script>x</script>", "]]>", "&lt;b&gt;", "$\\frac{a}{b}$"])
)
_LINK = st.one_of(st.sampled_from(["notes/first.md", "https://a.example/ü", "javascript:x", ""]), _TEXT)


@st.composite
def _notes(draw: st.DrawFn, number: int) -> Note:
    listings = tuple(
        make_listing(
            draw(_TEXT),
            draw(_LINK),
            language=language,
            section=tuple(draw(st.lists(_TEXT, max_size=3))),
            summary=draw(_TEXT),
            alternates=tuple(
                Alternate(label=draw(_TEXT), link=draw(_LINK)) for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for language in draw(st.sampled_from([("en",), ("zh",), ("en", "zh")]))
    )
    drafted, announced = draw(st.sampled_from([(None, 3), (1, 3), (1, None)]))
    public = (Standing.PUBLIC, Standing.REVISING, Standing.REMOVED)
    standing = draw(
        st.sampled_from(public if announced is not None else (Standing.PENDING, Standing.REMOVED))
    )
    return make_note(
        f"{number}{draw(_ANY)}",
        *listings,
        drafted=drafted,
        announced=None if announced is None else announced + number,
        standing=standing,
        author=draw(_TEXT),
    )


@st.composite
def _publications(draw: st.DrawFn) -> Publication:
    notes = [draw(_notes(number)) for number in range(draw(st.integers(0, 4)))]
    return make_publication(*notes, titles={"en": draw(_TEXT), "zh": draw(_TEXT)})


def _render(publication: Publication, content: Content = Content.SUMMARY) -> dict[str, bytes]:
    chosen = Settings(site_url=SITE, feed=Feed(content=content))
    return render_feeds(publication, chosen, {"notes/first.md": "# T\n\nSome <b>text</b>."})


@settings(max_examples=60)
@given(_publications(), st.sampled_from(Content))
def test_nothing_is_wrong_with_any_document(publication: Publication, content: Content) -> None:
    found = check_documents(_render(publication, content))
    # The one thing that we cannot put right: a listing without a link that anybody could follow.
    assert {finding.rule for finding in found} <= {"alternate-missing"}


@settings(max_examples=60)
@given(_publications())
def test_every_announced_note_that_stands_is_in_every_language_once(publication: Publication) -> None:
    documents = _render(publication)
    public = (Standing.PUBLIC, Standing.REVISING)
    expected = Counter(
        note.announcement.date.isoformat()
        for note in publication.notes
        if note.announcement and note.standing in public
    )
    for language in publication.languages:
        entries = etree.fromstring(documents[f"{language}.atom"]).findall(f"{ATOM}entry")
        assert Counter(entry.findtext(f"{ATOM}published") for entry in entries) == expected
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
        items = json.loads(documents[f"{language}.json"])["items"]
        assert [item["id"] for item in items] == [entry.findtext(f"{ATOM}id") for entry in entries]


@settings(max_examples=60)
@given(_publications())
def test_no_entry_holds_what_acts(publication: Publication) -> None:
    documents = _render(publication, Content.FULL)
    for path in (path for path in documents if path.endswith(".atom")):
        for content in etree.fromstring(documents[path]).iterfind(f"{ATOM}entry/{ATOM}content"):
            for element in lxml_html.fragment_fromstring(content.text or "", create_parent=True).iter():
                assert element.tag not in {"script", "style", "iframe", "svg", "form"}
                assert not {
                    name for name in element.attrib if name.startswith("on") or name in {"class", "style"}
                }
                assert element.get("href", "https:").startswith(("https:", "http:", "mailto:"))


@settings(max_examples=60)
@given(_publications())
def test_every_slug_is_one_sections_and_a_file_name(publication: Publication) -> None:
    slugs = [section.slug for section in find_sections(publication.events).found]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)
