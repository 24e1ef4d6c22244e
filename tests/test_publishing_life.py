"""Six months of the demo's life, published by machines, with everything that goes wrong; newsboat follows."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from forge import PAGES, Forge, faults, git, publish
from test_feeds_newsboat import NEWSBOAT, Reader, served

from publisher.errors import FloodHeld, ShallowClone
from publisher.history import read_history
from publisher.publishing.remote import deepen
from publisher.sample.story import build_sample


class Life:
    """The forge at one moment of the story; what it publishes is checked, and read, after each run."""

    def __init__(self, folder: Path, site: Path, reader: Reader) -> None:
        self.forge = Forge(folder)
        self.site = site
        self.before = folder / "before"
        self.reader = reader
        build_sample(folder / "story")
        git(folder / "story", "push", "-q", str(self.forge.path), "main:refs/story/main")
        self.commits = read_history(folder / "story").commits
        self.told: set[str] = set()
        self.day = self.commits[0].date.date()

    def push(self, subject: str) -> None:
        """Let the list be as the story has it after the commit of that subject."""
        commit = next(each for each in self.commits if each.subject.startswith(subject))
        self.forge.set("main", commit.id)
        self.day = commit.date.date()

    def run(self, *options: str, **changes: object) -> set[str]:
        """A machine publishes; the titles that a reader of the English feed is shown as new."""
        publish(self.forge.clone(*options), self.day, **changes)  # type: ignore[arg-type]
        return self.read()

    def read(self) -> set[str]:
        """The reader polls, and reads what is new."""
        shutil.rmtree(self.before, ignore_errors=True)
        seen = shutil.copytree(self.site, self.before) if any(self.site.iterdir()) else None
        self.forge.unpack(self.site)
        # Beside what readers saw last; its ledger may have been lost since, with the branch's.
        assert [fault for fault in faults(self.site, seen) if not fault.startswith("ledger.jsonl")] == []
        if git(self.forge.path, "rev-list", "--count", PAGES) != "1":
            assert faults(self.site, self.forge.unpack(self.before, f"{PAGES}~1")) == []
        self.reader.reload()
        new = {title for (title,) in self.reader.query(
            "select title from rss_item where unread = 1 and feedurl like '%/en.atom'"
        )}  # fmt: skip
        self.reader.read_all()
        lines = map(json.loads, (self.site / "ledger.jsonl").read_bytes().splitlines())
        self.told |= {line["announced"] for line in lines if "announced" in line}
        items = self.reader.items("en.atom")
        assert len(items) == len({guid for (guid,) in self.reader.query(
            "select guid from rss_item where feedurl like '%/en.atom'"
        )})  # fmt: skip
        return new


@pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is not installed")
def test_six_months_of_a_list_that_publishes_itself(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with served(site) as address:
        reader = Reader(tmp_path / "reader", f"{address}en.atom", f"{address}zh.atom")
        life = Life(tmp_path, site, reader)
        begin(life)
        grow(life)
        go_wrong(life)
        end(life)
        assert len(reader.items("en.atom")) == len(reader.items("zh.atom")) == 22 + 20


def begin(life: Life) -> None:
    # The first publication, of a history that is there already.
    life.push("Merge pull request #7")
    assert len(life.run()) == 9
    # A push that brings nothing: both lists change places.
    life.push("README: greet the world in English")
    assert life.run() == set()
    # A schedule, with nothing new but a week that is over.
    life.push("Add a note on formulas")
    assert life.run() == {"Git does not store renames", "Formulas on Zhihu are pictures"}
    pushed = life.forge.tip()
    life.day = date(2026, 3, 2)
    assert life.run("--filter=blob:none") == set()
    assert life.forge.read(PAGES, "digests/2026-W09/issue.json")
    scheduled = life.forge.tip()
    assert scheduled != pushed
    # The same schedule again, and again nothing is new.
    assert life.run("--filter=blob:none") == set()
    assert life.forge.tip() == scheduled


def grow(life: Life) -> None:
    # A merge from a laptop brings what was public before it, and what it wrote.
    life.push("Merge branch 'main' of")
    assert life.run("--filter=blob:none", "--bare") == {
        "Escape once: HTML inside XML", "A repository in one file",
    }  # fmt: skip
    # Published in a hurry, taken back two minutes later, and back four days later under another title.
    life.push("Add a note on link texts")
    hasty = life.run()
    assert len(hasty) == 1
    life.push('Revert "Add a note on link texts"')
    assert life.run() == set()
    assert hasty.pop() not in life.forge.read(PAGES, "en.atom").decode()
    life.push("Add the note on link texts, now with a title")
    assert life.run() == set()
    assert b"Link texts that stand alone" in life.forge.read(PAGES, "en.atom")
    # A shallow checkout is refused, then deepened.
    life.push("Reflog note: read")
    clone = life.forge.clone("--depth=1")
    with pytest.raises(ShallowClone):
        publish(clone, life.day)
    deepen(clone, "HEAD")
    publish(clone, life.day)
    assert life.read() == {"The reflog: a diary you did not know you kept"}


def go_wrong(life: Life) -> None:
    # Two runs at once: while one reads, another publishes a newer state.
    life.push("Put the standard back")
    slow = life.forge.clone()
    overtaken: list[str | None] = []

    def meanwhile(_: int, __: int) -> None:
        if not overtaken:
            life.push("WeChat note: translate and publish")
            overtaken.append(publish(life.forge.clone(), life.day).commit)

    publish(slow, life.day, progress=meanwhile)
    assert life.forge.tip() == overtaken[0]
    assert life.read() == {"Why links turn into footnotes on WeChat"}
    # The ledger is lost, cut short, and the branch is reset to what it was.
    life.forge.write(PAGES, {"ledger.jsonl": None})
    life.push("Add a note on JSON Feed")
    assert life.run() == {"JSON Feed in ten minutes"}
    ledger = life.forge.read(PAGES, "ledger.jsonl")
    life.forge.write(PAGES, {"ledger.jsonl": ledger[: len(ledger) // 2 + 7]})
    life.push("Add a note on plain text mail")
    assert life.run("--filter=blob:none") == {"Plain text is not HTML without tags"}
    life.forge.set(PAGES, git(life.forge.path, "rev-parse", f"{PAGES}~2"))
    life.push("The note on lang, in English")
    assert life.run() == {"The lang attribute is not decoration"}


def end(life: Life) -> None:
    # The list's whole history is written anew under another name, and force-pushed.
    life.push("Publish feeds")
    stream = git(life.forge.path, "fast-export", "--signed-tags=strip", "refs/story/main")
    renamed = stream.replace("maintainer <maintainer@example.org>", "A Maintainer <me@example.org>")
    git(life.forge.path, "fast-import", "--quiet", "--force", stdin=renamed.encode())
    anew = read_history(life.forge.path, rev="refs/story/main").commits
    assert [commit.subject for commit in anew] == [commit.subject for commit in life.commits]
    assert {commit.id for commit in anew}.isdisjoint(commit.id for commit in life.commits)
    life.commits = anew
    life.push("Publish feeds")
    assert life.run() == set()
    # Weeks without a run, then one for all of them.
    life.push("Add a note on the two clocks")
    assert life.run() == {
        "Patience diff: changes as people meant them", "Feeds that remember: RFC 5005 archives",
        "Two clocks in every commit",
    }  # fmt: skip
    # Somebody pastes twenty notes at once.
    flood(life)
    # And in the week after that nothing is new but a digest.
    life.day += timedelta(days=9)
    assert life.run() == set()
    assert faults(life.site) == []


def flood(life: Life) -> None:
    text = life.forge.read("main", "README.md").decode()
    many = "".join(f"* [Pasted {at} of many](https://example.org/pasted/{at})\n" for at in range(20))
    end = text.rindex("\n* ") + 1
    line = text.index("\n", end) + 1
    moment = f"{life.day.isoformat()}T23:00:00Z"
    life.forge.write("main", {"README.md": (text[:line] + many + text[line:]).encode()}, day=moment)
    tip = life.forge.tip()
    with pytest.raises(FloodHeld):
        life.run()
    assert life.forge.tip() == tip
    assert len(life.run(accept_flood=True)) == 20
