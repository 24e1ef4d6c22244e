"""The ledger wins over history: each row tells the same list another way, or loses a part of what was published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from followers import check_followers, entry_dates, published
from publishing import publish, read_folder
from small_list import HISTORY, NOTES, REMOTE, RETITLED, TITLES, Telling, named, shifted, tell, write_history

from publisher.checks.names import Family
from publisher.config import Mainline, Settings

THEN, NOW = date(2026, 2, 9), date(2026, 2, 12)
SETTINGS = Settings(site_url="https://lists.example/small/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """What became of the list after it had been published."""

    history: Sequence[Telling] = HISTORY
    remote: str = REMOTE
    author: str = "maintainer"
    settings: Settings = SETTINGS
    gone: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


def without(*numbers: int) -> tuple[Telling, ...]:
    return tuple(each for number, each in enumerate(HISTORY) if number not in numbers)


def amended(history: Sequence[Telling] = HISTORY) -> tuple[Telling, ...]:
    return tuple(replace(each, subject=f"{each.subject}, said better") for each in history)


LAST = HISTORY[-1]
REORDERED = (
    tell("Digests first", 4, "digests"),
    tell("Then the mainline", 5, "digests mainline"),
    tell("Then blame, never marked", 8, "digests mainline blame"),
    tell("Then dates", 12, "digests mainline blame dates"),
    tell("Ids last, archives marked", 40, "digests mainline blame dates ids archives?", titles=RETITLED),
)
MOVED = {key: f"texts/{key}-of-ours.md" for key in (*NOTES, "archives")}

RETELLINGS = {
    "nothing": Retold(),
    "messages amended": Retold(history=amended()),
    "another author": Retold(author="Maintainer Two <two@example.org>"),
    "a month later": Retold(history=shifted(HISTORY, 8)),
    "a year earlier": Retold(history=shifted(HISTORY, -400)),
    "the last commits dropped": Retold(history=HISTORY[:5], gone=frozenset({"digests"})),
    "one commit dropped, its note not": Retold(history=without(2, 3)),
    "a note dropped from all of it": Retold(
        history=tuple(
            replace(
                each,
                english=tuple(k for k in each.english if not k.startswith("blame")),
                chinese=tuple(k for k in each.chinese if not k.startswith("blame")),
            )
            for each in HISTORY
        ),
        gone=frozenset({"blame"}),
    ),
    "reordered": Retold(history=REORDERED),
    "squashed": Retold(history=(replace(LAST, day=40),)),
    "squashed, every file moved": Retold(history=(replace(LAST, day=40, links=MOVED),)),
    "squashed, every title changed": Retold(
        history=(
            replace(
                LAST,
                day=40,
                titles={key: (f"All about {key} now", f"关于{key}的一切") for key in (*NOTES, "archives")},
            ),
        )
    ),
    "another beginning": Retold(
        history=(tell("Before", -30, "polling"), *shifted(HISTORY, 1)), gone=frozenset()
    ),
    "repository renamed": Retold(remote="https://github.com/feeds-and-history/tiny"),
    "moved to another forge": Retold(remote="https://codeberg.org/feeds/small"),
    "no remote": Retold(remote=""),
    "renamed and squashed": Retold(remote="https://gitlab.com/one/two", history=(replace(LAST, day=40),)),
    "another site": Retold(settings=Settings(site_url="https://elsewhere.example/")),
    "no site": Retold(settings=Settings()),
    "another id": Retold(settings=replace(SETTINGS, id="lists.example,2026-01-01")),
    "demoted in all of it": Retold(
        history=(
            replace(
                LAST,
                english=tuple(f"{k}?" for k in ("ids", "dates", "blame", "mainline", "digests", "archives")),
                chinese=tuple(f"{k}?" for k in ("ids", "dates", "blame", "mainline", "digests", "archives")),
            ),
        )
    ),
    "an alias": Retold(settings=replace(SETTINGS, mainline=Mainline(aliases=("feeds-and-history/old",)))),
    "promoted at once": Retold(
        history=(
            *HISTORY[:-1],
            replace(LAST, english=(*LAST.english[:-1], "archives"), chinese=LAST.chinese),
        ),
        new=frozenset({"archives"}),
    ),
}


def keep(_: Path) -> None:
    """Nothing is lost."""


def lose(*names: str) -> Callable[[Path], None]:
    def losing(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return losing


def lose_all_but_atom(folder: Path) -> None:
    shutil.rmtree(folder / "digests")
    for path in folder.iterdir():
        if path.is_file() and path.suffix != ".atom":
            path.unlink()


LOSSES = {
    "": keep,
    "manifest lost": lose("manifest.json"),
    "ledger lost": lose("ledger.jsonl"),
    "ledger and manifest lost": lose("ledger.jsonl", "manifest.json"),
    "only Atom left": lose_all_but_atom,
}


pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list as it was published first."""
    folder = tmp_path_factory.mktemp("original")
    publish(write_history(folder / "list"), folder / "feeds", as_of=THEN, settings=SETTINGS)
    return folder


EVERYWHERE = ("", "ledger and manifest lost")
ANYWHERE = ("nothing", "squashed, every file moved", "repository renamed", "reordered")
"""Each loss with some retellings, each retelling with some losses: all of both would take minutes."""
CASES = [
    pytest.param(retold, loss, id=f"{name}{', ' if lost else ''}{lost}")
    for name, retold in RETELLINGS.items()
    for lost, loss in LOSSES.items()
    if lost in EVERYWHERE or name in ANYWHERE
]


@pytest.mark.parametrize(("retold", "loss"), CASES)
def test_nobody_sees_a_note_again(
    retold: Retold, loss: Callable[[Path], None], original: Path, tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds"
    shutil.copytree(original / "feeds", feeds)
    before = read_folder(feeds)
    loss(feeds)
    repository = write_history(tmp_path / "list", retold.history, remote=retold.remote, author=retold.author)
    publish(repository, feeds, as_of=NOW, settings=retold.settings)
    check_followers(before, read_folder(feeds), gone=named(retold.gone), new=named(retold.new))


@pytest.mark.parametrize("name", ANYWHERE)
def test_a_retold_list_goes_on(name: str, original: Path, tmp_path: Path) -> None:
    """The next note is new, and nothing else is."""
    retold = RETELLINGS[name]
    feeds = tmp_path / "feeds"
    shutil.copytree(original / "feeds", feeds)
    publish(write_history(tmp_path / "list", retold.history, remote=retold.remote), feeds, as_of=NOW)
    before = read_folder(feeds)
    last = retold.history[-1]
    more = replace(last, day=46, english=(*last.english, "clocks"), chinese=(*last.chinese, "clocks"))
    publish(
        write_history(tmp_path / "more", (*retold.history, more), remote=retold.remote),
        feeds,
        as_of=date(2026, 3, 1),
    )
    check_followers(before, read_folder(feeds), new=named({"clocks"}))


WAITING = (
    *HISTORY,
    tell(
        "Dates and blame are looked at", 36, "ids dates? blame? mainline digests archives?", titles=RETITLED
    ),
)
"""Dates wait for the first time, blame for the second, archives still do."""
RETOLD_WAITING = {
    "nothing": WAITING,
    "earlier": shifted(WAITING, -8),
    "later": shifted(WAITING, 3),
    "squashed": (replace(WAITING[-1], day=38),),
    "looked at earlier": (*WAITING[:-1], replace(WAITING[-1], day=34)),
    "never marked before": (*without(1, 6), WAITING[-1]),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("history", RETOLD_WAITING.values(), ids=RETOLD_WAITING)
def test_what_waits_keeps_its_date(
    history: tuple[Telling, ...], loss: Callable[[Path], None], tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds"
    publish(write_history(tmp_path / "list", WAITING), feeds, as_of=THEN, settings=SETTINGS)
    before = read_folder(feeds)
    loss(feeds)
    for name in ("retold", "once more"):
        publish(write_history(tmp_path / name, history), feeds, as_of=NOW, settings=SETTINGS)
        check_followers(before, read_folder(feeds))
        waits = published(read_folder(feeds), Family.PENDING)
        assert waits == published(before, Family.PENDING)
    assert set(waits["en atom"]) == named({"dates", "blame", "archives"})


def test_a_note_that_waits_again_does_so_since_it_was_out_at_the_earliest(tmp_path: Path) -> None:
    """A rewritten history has it marked in all of its life, and readers know that it was out."""
    feeds = tmp_path / "feeds"
    publish(write_history(tmp_path / "list", HISTORY), feeds, as_of=THEN, settings=SETTINGS)
    marked = replace(LAST, day=40, english=("ids", "blame?"), chinese=("ids", "blame?"))
    for name in ("retold", "once more"):
        publish(write_history(tmp_path / name, (marked,)), feeds, as_of=NOW, settings=SETTINGS)
        entry = (feeds / "en.atom").read_text(encoding="utf-8").partition(":notes/blame/en</id>")[2]
        assert "under revision since\xa02026-01-13" in entry.partition("</entry>")[0]


def test_a_note_was_in_review_from_the_day_that_readers_know(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    publish(write_history(tmp_path / "list", HISTORY), feeds, as_of=THEN, settings=SETTINGS)
    publish(write_history(tmp_path / "retold", shifted(HISTORY, 8)), feeds, as_of=NOW, settings=SETTINGS)
    entry = (feeds / "en.atom").read_text(encoding="utf-8").partition(":notes/blame/en</id>")[2]
    assert "2026-01-07" in entry.partition("</entry>")[0]


def in_sections(subject: str, day: float, **sections: str) -> Telling:
    """A commit whose English list has these notes in these sections."""
    rows = "\n".join(f"## {title}\n{''.join(bullets(keys.split()))}" for title, keys in sections.items())
    return Sectioned(subject=subject, day=day, english=(), chinese=(), text=f"# Small list\n\n{rows}")


def bullets(keys: Iterable[str]) -> Iterable[str]:
    return (f"\n- [{TITLES[key][0]}](notes/{key}.md)" for key in keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectioned(Telling):
    text: str

    def files(self) -> dict[str, str]:
        return {"README.md": self.text}


SECTIONS = (
    in_sections("Begin", 4, Feeds="ids dates", History="blame", Letters="digests"),
    in_sections("Call feeds otherwise", 9, Subscriptions="ids dates", History="blame", Letters="digests"),
    in_sections("Give letters up", 14, Subscriptions="ids dates digests", History="blame"),
)


@pytest.mark.parametrize(
    "history", [SECTIONS[2:], SECTIONS[1:], SECTIONS[::2]], ids=["squashed", "cut", "one less"]
)
def test_who_follows_a_section_is_never_left_without_its_feed(
    history: Sequence[Telling], tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds"
    publish(write_history(tmp_path / "list", SECTIONS), feeds, as_of=THEN, settings=SETTINGS)
    before = read_folder(feeds)
    paths = {path for path in before if path.startswith("sections/")}
    assert paths == {f"sections/{slug}.en.atom" for slug in ("feeds", "history", "letters")}
    publish(write_history(tmp_path / "retold", shifted(history, 20)), feeds, as_of=NOW, settings=SETTINGS)
    check_followers(before, read_folder(feeds))
    assert {path for path in read_folder(feeds) if path.startswith("sections/")} == paths


def older(lines: Iterable[str], edit: Callable[[str], str]) -> tuple[str, ...]:
    """A ledger as other rules would have written it."""
    return tuple(dict.fromkeys(each for line in lines for each in edit(line).splitlines()))


def with_other_ids(line: str) -> str:
    return line.replace('"notes/', '"old-notes/')


def with_other_dates(line: str) -> str:
    """Everything was out an hour earlier."""
    return line.replace("T09:00:00Z", "T08:00:00Z")


def with_one_note_of_two(line: str) -> str:
    """The rules of then took ids and dates for one note."""
    return line.replace('"note": "notes/dates"', '"known": "notes/ids"').replace(
        '"notes/dates"', '"notes/ids"'
    )


def with_swapped_ids(line: str) -> str:
    return (
        line.replace('"notes/ids"', '"@"')
        .replace('"notes/dates"', '"notes/ids"')
        .replace('"@"', '"notes/dates"')
    )


def with_numbered_ids(line: str) -> str:
    """Two notes of one path: what is `blame` now was the second of its name."""
    return line.replace('"notes/blame"', '"notes/mainline~2"')


OLDER = {
    "as ours": (lambda line: line, named(NOTES)),
    "other ids": (with_other_ids, {f"old-notes/{key}" for key in NOTES}),
    "other dates": (with_other_dates, named(NOTES)),
    "one note of two": (with_one_note_of_two, named(NOTES - {"dates"})),
    "swapped ids": (with_swapped_ids, named(NOTES)),
    "numbered ids": (with_numbered_ids, named(NOTES - {"blame"}) | {"notes/mainline~2"}),
}


@pytest.mark.parametrize(("edit", "ids"), OLDER.values(), ids=OLDER)
def test_rules_that_changed_announce_nothing_again(
    edit: Callable[[str], str], ids: set[str], original: Path, tmp_path: Path
) -> None:
    """An older release minted ids and dates in another way; its ledger is all that is left of it."""
    written = (original / "feeds" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    lines = older(written, edit)
    told = {value["announced"]: value["date"] for value in map(json.loads, lines) if "announced" in value}
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    (feeds / "ledger.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    built = publish(original / "list", feeds, as_of=THEN, settings=SETTINGS, accept_flood=False)
    assert built.announced == ()
    now = {
        note: date.strftime("%Y-%m-%dT%H:%M:%SZ")
        for note, date in entry_dates(read_folder(feeds)).items()
        if date
    }
    assert now == {id: told[id] for id in ids}
    assert tuple((feeds / "ledger.jsonl").read_text(encoding="utf-8").splitlines())[: len(lines)] == lines


def test_a_swapped_id_follows_its_note(original: Path, tmp_path: Path) -> None:
    """What the ledger calls ids is the note that history calls dates: the link and the title say so, not the id."""
    written = (original / "feeds" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "feeds").mkdir()
    text = "".join(f"{line}\n" for line in older(written, with_swapped_ids))
    (tmp_path / "feeds" / "ledger.jsonl").write_text(text, encoding="utf-8")
    built = publish(original / "list", tmp_path / "feeds", as_of=THEN, settings=SETTINGS)
    assert built.publication is not None
    titles = {note.id: note.entry("en").title for note in built.publication.notes}
    assert titles["notes/ids"] == RETITLED["dates"][0]
    assert titles["notes/dates"] == TITLES["ids"][0]


def test_two_listings_that_readers_know_as_one_note_stay_one(original: Path, tmp_path: Path) -> None:
    """The part shows its listings, and its events are those of the whole."""
    written = (original / "feeds" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "feeds").mkdir()
    text = "".join(f"{line}\n" for line in older(written, with_one_note_of_two))
    (tmp_path / "feeds" / "ledger.jsonl").write_text(text, encoding="utf-8")
    built = publish(original / "list", tmp_path / "feeds", as_of=THEN, settings=SETTINGS)
    assert built.publication is not None
    (whole,) = [note for note in built.publication.notes if note.id == "notes/ids"]
    assert {entry.link for entry in whole.entries} == {"notes/ids.md", "notes/dates.md"}
    kinds = [event.kind for event in built.publication.events if event.note.id == "notes/ids"]
    assert kinds == ["added", "revised", "revised"]


def test_an_issue_shows_notes_as_they_stood_then_whatever_the_ledger_says_of_later(
    original: Path, tmp_path: Path
) -> None:
    """Retold with the same days but other hands, the draft of the first week is still a draft in its digest."""
    shutil.copytree(original / "feeds", tmp_path / "feeds")
    repository = write_history(tmp_path / "list", amended(), author="another")
    built = publish(repository, tmp_path / "feeds", as_of=NOW, settings=SETTINGS)
    assert built.publication is not None
    first = built.publication.issues[0]
    assert [(note.id, note.standing) for note in first.pending] == [("notes/blame", "pending")]
