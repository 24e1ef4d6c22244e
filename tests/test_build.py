"""One run: what it holds back, when it does nothing, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from followers import check_followers, entry_dates
from publishing import publish, read_folder
from small_list import HISTORY, Telling, named, tell, write_history

from publisher.config import Digest, Period, Settings
from publisher.errors import FloodHeld, ForeignLedger, OutputError
from publisher.sample.builder import RepoBuilder

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
THEN = date(2026, 2, 9)


def bullets(first: int, last: int) -> str:
    """Lines of a list, one a note."""
    return "".join(f"- [Note number {n}](notes/{n}.md)\n" for n in range(first, last + 1))


def grow(folder: Path, *sizes: int) -> Path:
    """A list that has so many notes after each commit, a day apart."""
    with RepoBuilder(folder, bare=True) as repo:
        for day, size in enumerate(sizes, 1):
            text = f"# Notes\n\n## All\n\n{bullets(1, size)}"
            repo.commit(f"Make it {size}", {"README.md": text}, date=f"2026-01-{day:02}T09:00:00Z")
    return folder


def touched(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """What would change if a file were written again."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = (
                status.st_mtime_ns,
                status.st_ino,
                path.read_bytes(),
            )
    return found


FLOODS = [
    pytest.param((10, 25), None, None, id="fifteen pass"),
    pytest.param((10, 26), None, (16, 15), id="sixteen do not"),
    pytest.param((10, 18, 26), None, (16, 15), id="sixteen of two commits do not"),
    pytest.param((100, 120), None, None, id="a fifth of a long list passes"),
    pytest.param((100, 121), None, (21, 20), id="more than a fifth does not"),
    pytest.param((10, 12), 1, (2, 1), id="the limit can be lower"),
    pytest.param((10, 40), 30, None, id="the limit can be higher"),
    pytest.param((10, 41), 30, (31, 30), id="the limit holds"),
    pytest.param((10, 40, 25), None, None, id="what is away again counts for nothing"),
]


@pytest.mark.parametrize(("sizes", "limit", "held"), FLOODS)
def test_a_flood_is_held_back(
    sizes: tuple[int, ...], limit: int | None, held: tuple[int, int] | None, tmp_path: Path
) -> None:
    settings = Settings(flood_limit=limit)
    publish(
        grow(tmp_path / "short", sizes[0]),
        tmp_path / "feeds",
        as_of=THEN,
        settings=settings,
        accept_flood=False,
    )
    before = touched(tmp_path / "feeds")
    longer = grow(tmp_path / "long", *sizes)
    if held is None:
        publish(longer, tmp_path / "feeds", as_of=THEN, settings=settings, accept_flood=False)
        assert len(entry_dates(read_folder(tmp_path / "feeds"))) == sizes[-1]
        return
    with pytest.raises(FloodHeld) as caught:
        publish(longer, tmp_path / "feeds", as_of=THEN, settings=settings, accept_flood=False)
    assert (caught.value.announced, caught.value.limit) == held
    assert touched(tmp_path / "feeds") == before


def test_a_flood_names_commits_and_notes_and_says_how_to_accept(tmp_path: Path) -> None:
    publish(grow(tmp_path / "short", 2), tmp_path / "feeds", as_of=THEN)
    longer = grow(tmp_path / "long", 2, 12, 20)
    with pytest.raises(FloodHeld) as caught:
        publish(longer, tmp_path / "feeds", as_of=THEN, accept_flood=False)
    said = str(caught.value)
    assert "Make it 12" in said
    assert "Make it 20" in said
    assert "    Note number 3\n" in said
    assert "Note number 2\n" not in said
    assert "--accept-flood" in caught.value.hint
    assert "flood_limit" in caught.value.hint
    assert caught.value.exit_code == 3
    publish(longer, tmp_path / "feeds", as_of=THEN, accept_flood=True)
    assert len(entry_dates(read_folder(tmp_path / "feeds"))) == 20


def test_any_number_of_notes_may_wait(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "list") as repo:
        drafts = bullets(1, 60).replace("- [", "- [Pending Review] [")
        repo.commit("Plan", {"README.md": f"# Notes\n\n## All\n\n{drafts}"}, date="2026-01-01T09:00:00Z")
    publish(repo.path, tmp_path / "feeds", as_of=THEN, accept_flood=False)
    assert (tmp_path / "feeds" / "pending.en.atom").read_text().count("</entry>") == 60


def test_the_first_publication_is_no_flood(tmp_path: Path) -> None:
    publish(grow(tmp_path / "list", 90), tmp_path / "feeds", as_of=THEN, accept_flood=False)
    assert len(entry_dates(read_folder(tmp_path / "feeds"))) == 90


def test_a_lost_ledger_opens_no_floodgate(tmp_path: Path) -> None:
    """What is read back from the feeds is no first publication."""
    publish(grow(tmp_path / "short", 3), tmp_path / "feeds", as_of=THEN)
    (tmp_path / "feeds" / "ledger.jsonl").unlink()
    with pytest.raises(FloodHeld):
        publish(grow(tmp_path / "long", 3, 40), tmp_path / "feeds", as_of=THEN, accept_flood=False)


# The last note of HISTORY[:6] was announced on Thursday, 22 January 2026.
@pytest.mark.parametrize(
    ("as_of", "settings"),
    [
        pytest.param(date(2026, 1, 24), Settings(), id="the same day"),
        pytest.param(date(2026, 1, 25), Settings(), id="the last day of the period"),
        pytest.param(date(2026, 1, 23), Settings(), id="a day before"),
        pytest.param(date(2026, 1, 31), Settings(digest=Digest(period=Period.MONTH)), id="the same month"),
        pytest.param(
            date(2026, 3, 31), Settings(digest=Digest(period=Period.QUARTER)), id="the same quarter"
        ),
    ],
)
def test_a_run_with_nothing_new_touches_nothing(as_of: date, settings: Settings, tmp_path: Path) -> None:
    repository = write_history(tmp_path / "list", HISTORY[:6])
    publish(repository, tmp_path / "feeds", as_of=date(2026, 1, 24), settings=settings)
    before = touched(tmp_path / "feeds")
    built = publish(repository, tmp_path / "feeds", as_of=as_of, settings=settings)
    assert (built.publication, built.changed) == (None, ())
    assert touched(tmp_path / "feeds") == before


@pytest.mark.parametrize(
    ("as_of", "settings", "issue"),
    [
        pytest.param(date(2026, 1, 26), Settings(), "2026-W04", id="week"),
        pytest.param(date(2026, 2, 1), Settings(digest=Digest(period=Period.MONTH)), "2026-01", id="month"),
        pytest.param(
            date(2026, 4, 1), Settings(digest=Digest(period=Period.QUARTER)), "2026-Q1", id="quarter"
        ),
        pytest.param(
            date(2026, 1, 27),
            Settings(digest=Digest(timezone="America/Los_Angeles")),
            "2026-W04",
            id="time zone",
        ),
    ],
)
def test_a_period_that_has_ended_is_something_new(
    as_of: date, settings: Settings, issue: str, tmp_path: Path
) -> None:
    repository = write_history(tmp_path / "list", HISTORY[:6])
    publish(repository, tmp_path / "feeds", as_of=date(2026, 1, 24), settings=settings)
    day_before = date.fromordinal(as_of.toordinal() - 1)
    assert publish(repository, tmp_path / "feeds", as_of=day_before, settings=settings).publication is None
    assert publish(repository, tmp_path / "feeds", as_of=as_of, settings=settings).issues == (issue,)
    far = date(2030, 1, 1)
    assert publish(repository, tmp_path / "feeds", as_of=far, settings=settings).publication is None


def test_a_note_that_went_before_its_digest_keeps_no_run_busy(tmp_path: Path) -> None:
    """It waits for no issue any more; a run a month later still has nothing to do."""
    gone = replace(HISTORY[4], day=22.5, subject="Take it back")
    repository = write_history(tmp_path / "list", (*HISTORY[:6], gone))
    publish(repository, tmp_path / "feeds", as_of=THEN)
    assert publish(repository, tmp_path / "feeds", as_of=date(2026, 3, 9)).publication is None


def test_a_note_that_came_too_late_for_its_digest_is_in_the_next(tmp_path: Path) -> None:
    """Committed on Thursday, pushed on Tuesday after the digest of its week was out."""
    first = (*HISTORY[:5], tell("Polling", 20.5, "ids dates blame mainline polling"))
    publish(write_history(tmp_path / "first", first), tmp_path / "feeds", as_of=date(2026, 1, 27))
    digests = tell("Digests", 21, "ids dates blame mainline polling digests")
    late = write_history(tmp_path / "late", (*first, digests))
    assert publish(late, tmp_path / "feeds", as_of=date(2026, 1, 27)).issues == ()
    assert publish(late, tmp_path / "feeds", as_of=date(2026, 2, 1)).publication is None
    assert publish(late, tmp_path / "feeds", as_of=date(2026, 2, 2)).issues == ("2026-W05",)
    issue = json.loads((tmp_path / "feeds/digests/2026-W05/issue.json").read_bytes())
    assert [item["note"] for item in issue["added"]] == ["notes/digests"]


def change_settings(folder: Path) -> tuple[Path, Settings]:
    return folder / "list", Settings(site_url="https://lists.example/")


def change_remote(folder: Path) -> tuple[Path, Settings]:
    return write_history(folder / "moved", remote="https://github.com/feeds-and-history/tiny"), Settings()


def rename_people(folder: Path) -> tuple[Path, Settings]:
    mailmap = "The Maintainer <maintainer@example.org>\n"
    return write_history(folder / "named", mailmap=mailmap), Settings()


def lose_a_page(folder: Path) -> tuple[Path, Settings]:
    (folder / "feeds" / "index.html").unlink()
    return folder / "list", Settings()


def alter_the_ledger(folder: Path) -> tuple[Path, Settings]:
    with (folder / "feeds" / "ledger.jsonl").open("a") as file:
        file.write("\n")
    return folder / "list", Settings()


@pytest.mark.parametrize(
    "change",
    [change_settings, change_remote, rename_people, lose_a_page, alter_the_ledger],
    ids=lambda f: f.__name__,
)
def test_what_documents_are_made_from_is_looked_at(
    change: Callable[[Path], tuple[Path, Settings]], tmp_path: Path
) -> None:
    publish(write_history(tmp_path / "list"), tmp_path / "feeds", as_of=THEN)
    repository, settings = change(tmp_path)
    built = publish(repository, tmp_path / "feeds", as_of=THEN, settings=settings)
    assert built.publication is not None
    assert publish(repository, tmp_path / "feeds", as_of=THEN, settings=settings).publication is None


def test_links_to_the_first_address_of_a_list_stay_its_own(tmp_path: Path) -> None:
    home = "https://github.com/feeds-and-history/small"
    links = {"ids": f"{home}/blob/main/notes/ids.md"}
    first = (tell("Begin", 4, "ids dates", links=links),)
    publish(write_history(tmp_path / "list", first), tmp_path / "feeds", as_of=THEN)
    moved = write_history(tmp_path / "moved", first, remote="https://github.com/feeds-and-history/tiny")
    built = publish(moved, tmp_path / "feeds", as_of=THEN)
    assert built.publication is not None
    assert [note.entries[0].link for note in built.publication.notes] == ["notes/ids.md", "notes/dates.md"]


def other_list(folder: Path, history: tuple[Telling, ...], remote: str) -> Path:
    return write_history(folder / "other", history, remote=remote)


POLLING = (tell("Begin", 1, "polling"), tell("More", 2, "polling clocks"))


@pytest.mark.parametrize(
    "loss",
    [(), ("manifest.json",), ("ledger.jsonl",), ("ledger.jsonl", "manifest.json")],
    ids=lambda names: " and ".join(names) or "nothing",
)
@pytest.mark.parametrize(
    "first", [HISTORY, HISTORY[:1], (tell("Drafts", 3, "ids? dates?"),)], ids=["long", "short", "drafts"]
)
def test_the_feeds_of_another_list_are_left_alone(
    loss: tuple[str, ...], first: tuple[Telling, ...], tmp_path: Path
) -> None:
    publish(write_history(tmp_path / "list", first), tmp_path / "feeds", as_of=THEN)
    for name in loss:
        (tmp_path / "feeds" / name).unlink()
    before = touched(tmp_path / "feeds")
    with pytest.raises(ForeignLedger):
        publish(
            other_list(tmp_path, POLLING, "https://github.com/elsewhere/other"),
            tmp_path / "feeds",
            as_of=THEN,
        )
    assert touched(tmp_path / "feeds") == before


def test_who_says_the_id_of_a_list_may_go_on_with_it(tmp_path: Path) -> None:
    publish(write_history(tmp_path / "list"), tmp_path / "feeds", as_of=THEN)
    other = other_list(tmp_path, POLLING, "https://github.com/elsewhere/other")
    settings = Settings(id="github.com/feeds-and-history/small,2026-01-05")
    publish(other, tmp_path / "feeds", as_of=THEN, settings=settings)
    assert set(entry_dates(read_folder(tmp_path / "feeds"))) == named({"polling", "clocks"})


def test_an_id_that_is_set_later_is_told_and_changes_nothing(tmp_path: Path) -> None:
    repository = write_history(tmp_path / "list")
    publish(repository, tmp_path / "feeds", as_of=THEN)
    before = read_folder(tmp_path / "feeds")
    built = publish(
        repository, tmp_path / "feeds", as_of=THEN, settings=Settings(id="lists.example,2026-02-01")
    )
    (remark,) = built.remarks
    assert remark.startswith("ids go on as github.com/feeds-and-history/small,2026-01-05, as first published")
    check_followers(before, read_folder(tmp_path / "feeds"))


def test_a_folder_whose_name_is_no_utf8_is_published(tmp_path: Path) -> None:
    folder = b"caf\xe9".decode("utf-8", "surrogateescape")
    with RepoBuilder(tmp_path / "list") as repo:
        text = f"# Notes\n\n{bullets(1, 2)}"
        first = repo.commit("Begin", {f"{folder}/README.md": text, f"{folder}/notes/1.md": ""})
        repo.commit("Say more", {f"{folder}/README.md": text.replace("# Notes\n", "# Notes\n\nMore.\n")})
    settings = Settings(lists=("**/README.md",), repository="owner/notes")
    publish(repo.path, tmp_path / "feeds", rev=first, as_of=THEN, settings=settings)
    feed = (tmp_path / "feeds" / "en.atom").read_text()
    assert 'href="https://github.com/owner/notes/blob/main/caf%E9/notes/1.md"' in feed
    # What the ledger cannot write of the name does not make the notes others.
    published = entry_dates(read_folder(tmp_path / "feeds"))
    again = publish(repo.path, tmp_path / "feeds", as_of=THEN, settings=settings)
    assert again.announced == ()
    assert entry_dates(read_folder(tmp_path / "feeds")) == published


def test_files_of_others_stay_when_the_manifest_is_lost(tmp_path: Path) -> None:
    repository = write_history(tmp_path / "list")
    publish(repository, tmp_path / "feeds", as_of=THEN)
    (tmp_path / "feeds" / "manifest.json").unlink()
    (tmp_path / "feeds" / "CNAME").write_text("lists.example\n")
    (tmp_path / "feeds" / "en.atom").write_text("torn")
    publish(repository, tmp_path / "feeds", as_of=THEN)
    assert (tmp_path / "feeds" / "CNAME").read_text() == "lists.example\n"
    assert len(entry_dates(read_folder(tmp_path / "feeds"))) == 5


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "index.html").write_text("A page of somebody's.")
    with pytest.raises(OutputError, match="did not write it"):
        publish(write_history(tmp_path / "list"), tmp_path / "feeds", as_of=THEN)
    assert [path.name for path in (tmp_path / "feeds").iterdir()] == ["index.html"]


def test_a_run_that_died_between_two_files_is_made_good(tmp_path: Path) -> None:
    """The ledger is moved last: documents and the manifest of the new run stand beside the ledger of the old one."""
    publish(write_history(tmp_path / "short", HISTORY[:4]), tmp_path / "feeds", as_of=date(2026, 1, 17))
    old = (tmp_path / "feeds" / "ledger.jsonl").read_bytes()
    repository = write_history(tmp_path / "list")
    publish(repository, tmp_path / "feeds", as_of=THEN)
    whole = read_folder(tmp_path / "feeds")
    (tmp_path / "feeds" / "ledger.jsonl").write_bytes(old)
    publish(repository, tmp_path / "feeds", as_of=THEN)
    assert read_folder(tmp_path / "feeds") == whole


def test_a_run_that_died_before_a_push_by_force_shows_nothing_again(tmp_path: Path) -> None:
    publish(write_history(tmp_path / "short", HISTORY[:4]), tmp_path / "feeds", as_of=date(2026, 1, 17))
    old = (tmp_path / "feeds" / "ledger.jsonl").read_bytes()
    publish(write_history(tmp_path / "list"), tmp_path / "feeds", as_of=THEN)
    before = read_folder(tmp_path / "feeds")
    (tmp_path / "feeds" / "ledger.jsonl").write_bytes(old)
    squashed = (replace(HISTORY[-1], day=40),)
    publish(write_history(tmp_path / "squashed", squashed), tmp_path / "feeds", as_of=date(2026, 2, 12))
    check_followers(before, read_folder(tmp_path / "feeds"))


def test_a_merge_of_two_publications_forgets_neither(tmp_path: Path) -> None:
    """Two branches published for themselves; git keeps one's feeds, and both ledgers between its marks."""
    base, ours, theirs = HISTORY[:3], HISTORY[:4], HISTORY
    publish(write_history(tmp_path / "base", base), tmp_path / "a", as_of=date(2026, 1, 14))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    publish(write_history(tmp_path / "ours", ours), tmp_path / "a", as_of=date(2026, 1, 17))
    repository = write_history(tmp_path / "theirs", theirs)
    publish(repository, tmp_path / "b", as_of=THEN)
    before = read_folder(tmp_path / "b")
    sides = [(tmp_path / name / "ledger.jsonl").read_text(encoding="utf-8") for name in "ab"]
    text = f"<<<<<<< ours\n{sides[0]}=======\n{sides[1]}>>>>>>> theirs\n"
    (tmp_path / "a" / "ledger.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "a" / "manifest.json").write_text("<<<<<<< ours\n{}\n")
    built = publish(repository, tmp_path / "a", as_of=THEN)
    assert "kept both sides of a merge conflict" in " ".join(built.remarks)
    check_followers(before, read_folder(tmp_path / "a"))
    assert (tmp_path / "a" / "ledger.jsonl").read_text(encoding="utf-8") == sides[1]
