"""The ledger's form: what a line holds, in which order they stand, and that both are written down."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from publishing import publish
from small_list import HISTORY, write_history

import publisher
from publisher.folder import LEDGER
from publisher.ledger import EMPTY, closing, parse_ledger
from publisher.sample.fast_import import run_git
from publisher.sample.story import AS_OF, build_sample
from publisher.timestamps import read_date, write_date

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
SCHEMA = json.loads((Path(publisher.__file__).parent / "ledger.schema.json").read_text(encoding="utf-8"))
REAL = Path(__file__).parent.parent.parent / "shared" / "real-history" / "ml-sys-notes.bundle"
VALID = jsonschema.Draft202012Validator(SCHEMA)
COMMIT = "1" * 40
# "@" stands for the commit.
HEADER = '{"ledger": 1, "list": "h/o/n", "root": "@", "authority": "h/o/n", "date": "2026-01-05"}'.replace(
    "@", COMMIT
)
NOTE = (
    '{"note": "a", "date": "2026-01-05T09:00:00Z", "commit": "@", "links": ["a.md"], "homes": [],'
    ' "titles": {"en": "A"}}'.replace("@", COMMIT)
)
KNOWN = NOTE.replace('"note"', '"known"').replace("a.md", "b.md")
TOLD = '{"announced": "a", "kind": "added", "date": "2026-01-05T09:00:00Z", "commit": "@"}'.replace(
    "@", COMMIT
)
ISSUE = (
    '{"issue": "2026-W02", "number": 1, "date": "2026-01-12T00:00:00Z", "tip": "@", "notes": ["a"]}'.replace(
        "@", COMMIT
    )
)


def publish_small(folder: Path) -> None:
    publish(write_history(folder / "list"), folder / "feeds", as_of=date(2026, 2, 9))


def publish_demo(folder: Path) -> None:
    build_sample(folder / "list")
    publish(folder / "list", folder / "feeds", as_of=AS_OF)


def publish_real(folder: Path) -> None:
    run_git(folder, "clone", "--quiet", "--bare", str(REAL), "list")
    publish(folder / "list", folder / "feeds", as_of=date(2026, 1, 5))


LISTS = [publish_small, publish_demo, *([publish_real] if REAL.exists() else [])]


@pytest.fixture(scope="module", params=LISTS, ids=lambda make: make.__name__.removeprefix("publish_"))
def lines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The ledger of a published list."""
    folder = tmp_path_factory.mktemp("published")
    request.param(folder)
    content = (folder / "feeds" / LEDGER).read_text(encoding="utf-8")
    assert content.endswith("}\n")
    return tuple(content.splitlines())


@cache
def schema_of(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{kind}"}]})


KINDS = ("note", "known", "announced", "waited", "section", "gone", "issue")


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_line_is_what_the_schema_says(lines: tuple[str, ...]) -> None:
    first, *rest = map(json.loads, lines)
    schema_of("header").validate(first)
    for value in rest:
        schema_of(next(kind for kind in KINDS if kind in value)).validate(value)


def test_lines_stand_in_the_order_of_time(lines: tuple[str, ...]) -> None:
    dates = [json.loads(line)["date"] for line in lines[1:]]
    assert dates == sorted(dates)


def test_a_line_is_written_as_it_was_read(lines: tuple[str, ...]) -> None:
    for line in lines:
        assert json.dumps(json.loads(line), ensure_ascii=False) == line


def test_a_note_is_minted_and_announced_once_and_issued_once(lines: tuple[str, ...]) -> None:
    values = [json.loads(line) for line in lines[1:]]
    minted = [value["note"] for value in values if "note" in value]
    announced = [value["announced"] for value in values if "announced" in value]
    issued = [note for value in values if "issue" in value for note in value["notes"]]
    for names in (minted, announced, issued):
        assert len(set(names)) == len(names) > 0
    assert set(issued) <= set(announced) <= set(minted)
    numbers = [value["number"] for value in values if "issue" in value]
    assert numbers == [*range(1, len(numbers) + 1)]


def test_reading_keeps_every_line(lines: tuple[str, ...]) -> None:
    ledger = parse_ledger(lines)
    assert ledger.lines == lines
    assert [note.id for note in ledger.notes.values() if note.told] == [
        note for note in ledger.notes if note in ledger.announced
    ]


WRONG = {
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "null": "null",
    "of no kind": "{}",
    "a header without a root": HEADER.replace('"root"', '"rot"'),
    "a header whose date is a number": HEADER.replace('"2026-01-05"', "2026"),
    "a note without titles": NOTE.replace('"titles"', '"title"'),
    "a note whose links are a text": NOTE.replace('["a.md"]', "7"),
    "a note whose title is a number": NOTE.replace('"A"', "1"),
    "a note without a date": NOTE.replace('"date"', '"day"'),
    "no such day": NOTE.replace("2026-01-05", "2026-02-30"),
    "a date with an offset": NOTE.replace("09:00:00Z", "09:00:00+01:00"),
    "an announcement of no kind": TOLD.replace('"added"', '"told"'),
    "an issue without notes": ISSUE.replace('"notes"', '"note_s"'),
    "an id that is a number": TOLD.replace('"a"', "1"),
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_line_that_says_something_else_is_named(line: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        parse_ledger((HEADER, NOTE, line))
    assert caught.value.args[1] == 3


SAYS_NO_SCHEMA = ("no JSON", "no such day")


@pytest.mark.parametrize("name", sorted(WRONG.keys() - set(SAYS_NO_SCHEMA)))
def test_the_schema_refuses_what_the_program_refuses(name: str) -> None:
    assert not VALID.is_valid(json.loads(WRONG[name]))


def test_what_was_said_first_counts() -> None:
    later = TOLD.replace("2026-01-05T", "2026-01-06T").replace("added", "promoted")
    ledger = parse_ledger((HEADER, NOTE, TOLD, later, KNOWN, ISSUE, ISSUE.replace('["a"]', "[]")))
    note = ledger.notes["a"]
    assert note.told is not None
    assert (note.told.kind, note.told.date) == ("added", datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert [guise.links for guise in note.guises] == [("a.md",), ("b.md",)]
    assert (ledger.announced, [issue.notes for issue in ledger.issues]) == (("a",), [("a",)])


def test_an_empty_ledger_has_nothing() -> None:
    assert EMPTY.is_empty
    assert parse_ledger(()).is_empty
    assert not parse_ledger((HEADER,)).is_empty


@pytest.mark.parametrize(
    ("end", "out"),
    [
        ("2026-01-12T00:00:00Z", "2026-01-12T00:00:00Z"),
        ("2026-01-11T16:00:00Z", "2026-01-12T00:00:00Z"),
        ("2026-01-12T08:00:00Z", "2026-01-13T00:00:00Z"),
    ],
    ids=["UTC", "east of it", "west of it"],
)
def test_an_issue_is_out_at_the_first_midnight_after_its_period(end: str, out: str) -> None:
    assert write_date(closing(read_date(end))) == out


def test_a_ledger_only_grows(tmp_path: Path) -> None:
    """The prefix law of the ledger: at each commit it begins with what it was before."""
    before = ""
    for number in range(1, len(HISTORY) + 1):
        last = HISTORY[number - 1]
        repository = write_history(tmp_path / f"list-{number}", HISTORY[:number])
        day = datetime.fromordinal(date(2026, 1, 1).toordinal() + int(last.day)).date()
        publish(repository, tmp_path / "feeds", as_of=day)
        now = (tmp_path / "feeds" / LEDGER).read_text(encoding="utf-8")
        assert now.startswith(before)
        assert len(now) > len(before)
        before = now


def test_every_field_is_documented(checkout: Path) -> None:
    page = (checkout / "docs" / "formats.md").read_text(encoding="utf-8")
    section = re.split(r"\n## ", page.partition("\n## The ledger\n")[2])[0]
    for kind in ("header", *KINDS):
        for key in SCHEMA["$defs"][kind]["properties"]:
            assert f"| `{key}` |" in section, key
