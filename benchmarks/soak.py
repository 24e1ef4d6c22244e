"""A list publishes itself a thousand times while things go wrong: is each note announced once, and none lost?

Each run may begin with changes to the list, in a clone of any kind, and meet one fault: it is killed at a random
moment, another run publishes meanwhile, the list's history or the published branch is force-pushed, the ledger is
cut short, has a line lost, or is gone. A reader that remembers ids polls after each run.

    python benchmarks/soak.py --runs 1000 --seed 1
"""

# ruff: noqa: S603, S607, T201 (run by hand)
from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from publisher.config import Settings
from publisher.errors import LockHeld, PublisherError, RaceLost
from publisher.ledger import parse_ledger
from publisher.publishing.delivery import Delivered, Order, deliver
from publisher.publishing.pages import Place
from publisher.publishing.remote import Author, deepen
from publisher.repairs import mend
from publisher.sample.builder import RepoBuilder

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = "gh-pages"
SETTINGS = Settings(repository="owner/notes", site_url="https://owner.github.io/notes/")
FAULTS = {
    "none": 40,
    "killed": 22,
    "race": 16,
    "older run": 4,
    "list force-pushed": 3,
    "pages force-pushed": 3,
    "ledger cut short": 5,
    "ledger line lost": 4,
    "ledger gone": 3,
}
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a stranger",
    "GIT_AUTHOR_EMAIL": "stranger@example.org",
    "GIT_COMMITTER_NAME": "a stranger",
    "GIT_COMMITTER_EMAIL": "stranger@example.org",
}


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    done = subprocess.run(
        ["git", "-C", folder, *arguments], input=stdin, check=True, capture_output=True, env=ENVIRONMENT
    )
    return done.stdout.decode().strip()


@dataclass
class Item:
    """A note as its list shows it."""

    number: int
    title: str
    path: str
    pending: bool = False
    chinese: bool = True
    shown: bool = True


@dataclass
class World:
    """The list: every commit it ever had, so that its history can be written anew."""

    forge: Path
    chance: random.Random
    items: list[Item] = field(default_factory=list)
    commits: list[tuple[dict[str, str], datetime]] = field(default_factory=list)
    now: datetime = datetime(2024, 1, 1, 9, tzinfo=UTC)
    out: set[int] = field(default_factory=set)
    """Notes that ever were public."""
    rewrites: int = 0
    earlier: timedelta = timedelta()
    """By how much the rewritten history dates its commits back."""

    def change(self) -> None:
        """One commit."""
        self.now += timedelta(minutes=self.chance.randint(30, 600))
        shown = [item for item in self.items if item.shown]
        gone = [item for item in self.items if not item.shown]
        kind = self.chance.choices(
            ["add", "draft", "promote", "translate", "retitle", "move", "remove", "return", "demote", "sort"],
            [30, 12, 12, 8, 6, 6, 4, 4, 2, 2],
        )[0]
        if kind in ("add", "draft") or not shown:
            self._add(pending=kind == "draft")
        elif kind == "return":
            if gone:
                self.chance.choice(gone).shown = True
        elif kind == "sort":
            self.items.sort(key=lambda item: item.title)
        else:
            self._edit(kind, self.chance.choice(shown))
        self.out |= {item.number for item in self.items if item.shown and not item.pending}
        self.commits.append((self._files(), self.now))

    def _add(self, *, pending: bool) -> None:
        number = len(self.items)
        word = "".join(self.chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9))
        self.items.append(
            Item(
                number=number,
                title=f"{word.capitalize()} N{number}N",
                path=f"notes/n{number}n-{word}.md",
                pending=pending,
                chinese=self.chance.random() < 0.7,
            )
        )

    def _edit(self, kind: str, item: Item) -> None:
        match kind:
            case "promote":
                item.pending = False
            case "demote":
                item.pending = True
            case "translate":
                item.chinese = True
            case "retitle":
                item.title = f"{item.title.split()[-1]} again, {item.title}"[:70].rsplit(",", 1)[0] + (
                    f", N{item.number}N"
                )
            case "move":
                item.path = f"topic{self.chance.randint(1, 9)}/{item.path.rpartition('/')[2]}"
            case _:
                item.shown = False

    def _files(self) -> dict[str, str]:
        shown = [item for item in self.items if item.shown]

        def bullet(item: Item) -> str:
            return (
                f"- {'[Pending Review] ' if item.pending else ''}[{item.title}]({item.path}): what it says\n"
            )

        english = "".join(map(bullet, shown))
        chinese = "".join(bullet(item) for item in shown if item.chinese)
        notes = {item.path: f"# {item.title.rpartition(' ')[2]}\n\n" + "Text.\n" * 9 for item in shown}
        return {
            "README.md": f"# Notes\n\n## All\n\n{english}",
            "README-cn.md": f"# 笔记\n\n## 全部\n\n{chinese}",
            **notes,
        }

    def push(self) -> None:
        """Let the forge's main branch be what was committed; all of it anew after a rewrite."""
        scratch = self.forge.parent / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        author = f"maintainer {self.rewrites}" if self.rewrites else "maintainer"
        with RepoBuilder(scratch, bare=True) as repo:
            before: dict[str, str] = {}
            for files, date in self.commits:
                new = {path: text for path, text in files.items() if before.get(path) != text}
                gone = sorted(before.keys() - files.keys())
                repo.commit("Change the list", new, delete=gone, date=date - self.earlier, author=author)
                before = files
        git(scratch, "push", "--quiet", "--force", str(self.forge), "main:main")


@dataclass
class Reader:
    """Remembers ids, as feed readers do."""

    seen: dict[str, dict[int, str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    faults: dict[str, None] = field(default_factory=dict)

    def forget(self, site: Path) -> None:
        """Whatever neither feeds nor ledger in *site* tell any more: nothing knows its date."""
        feeds = [*site.glob("*.atom"), *site.glob("archive/*.atom")]
        shown = {entry.findtext(f"{ATOM}id") for feed in feeds for entry in self._entries(feed)}
        ledger = site / "ledger.jsonl"
        lines = mend(ledger.read_text("utf-8", "replace")).lines if ledger.is_file() else ()
        known = parse_ledger(lines).notes

        def is_known(id: str) -> bool:
            note = known.get(id.partition("notes:")[2].removesuffix(":pending").rpartition("/")[0])
            return note is not None and (
                bool(note.waits) if id.endswith(":pending") else note.told is not None
            )

        self.dates = {id: date for id, date in self.dates.items() if id in shown or is_known(id)}

    def poll(self, site: Path) -> int:
        """Look at the feeds; how many entries were new."""
        new = 0
        for language in ("en", "zh"):
            known = self.seen.setdefault(language, {})
            for feed in (site / f"{language}.atom", *sorted((site / "archive").glob(f"{language}-*.atom"))):
                new += sum(self._take(known, entry) for entry in self._entries(feed))
            waiting = self.seen.setdefault(f"pending {language}", {})
            for entry in self._entries(site / f"pending.{language}.atom"):
                self._take(waiting, entry)
        return new

    def _entries(self, feed: Path) -> Iterable[etree._Element]:
        return etree.parse(feed).getroot().iterfind(f"{ATOM}entry") if feed.is_file() else ()

    def _take(self, known: dict[int, str], entry: etree._Element) -> bool:
        id, date = entry.findtext(f"{ATOM}id") or "", entry.findtext(f"{ATOM}published") or ""
        found = re.search(r"N(\d+)N", entry.findtext(f"{ATOM}title") or "")
        number = int(found[1]) if found else -1
        if self.dates.setdefault(id, date) != date:
            self.faults[f"{id} was published {self.dates[id]}, and now {date}"] = None
        if known.get(number, id) != id:
            self.faults[f"note {number} was {known[number]}, and now {id}"] = None
        fresh = number not in known
        known[number] = id
        return fresh


class Soak:
    """The forge, the list, the reader, and runs that go wrong."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311  it has to be the same each time
        self.forge = folder / "forge.git"
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.forge))
        for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            git(self.forge, "config", name, "true")
        self.world = World(forge=self.forge, chance=self.chance)
        self.reader = Reader()
        self.counts: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self.clones = 0
        self.laptop: Path | None = None

    def run(self) -> None:
        """Change the list now and then, publish with one fault, and let the reader poll."""
        if not self.world.commits or self.chance.random() < 0.45:
            for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
                self.world.change()
            self.world.push()
        self.world.now += timedelta(hours=self.chance.randint(1, 12))
        fault = self.chance.choices(list(FAULTS), list(FAULTS.values()))[0]
        self.counts[fault] += 1
        self._go_wrong(fault)
        with self._site() as site:
            self.reader.poll(site)

    def _go_wrong(self, fault: str) -> None:
        match fault:
            case "killed":
                self._killed(self._clone())
            case "race":
                self._race()
            case "older run":
                self._older()
            case "list force-pushed":
                self.world.rewrites += 1
                self.world.earlier = timedelta(days=self.chance.choice((0, 0, 2, 9)))
                self.world.push()
                self._publish(self._clone())
            case "pages force-pushed":
                tip = self._tip()
                if tip and len(git(self.forge, "rev-list", "--max-count=4", tip).split()) > 3:
                    git(self.forge, "update-ref", f"refs/heads/{PAGES}", f"{tip}~{self.chance.randint(1, 3)}")
                    with self._site() as site:
                        self.reader.forget(site)
                self._publish(self._clone())
            case "ledger cut short" | "ledger line lost" | "ledger gone":
                self._harm(fault)
                self._publish(self._clone())
            case _:
                self._publish(self._clone())

    def _clone(self) -> Path:
        """A clone of any kind; now and then the one that a laptop keeps."""
        kind = self.chance.choice(("whole", "blobless", "blobless", "shallow", "laptop"))
        self.counts[f"clone: {kind}"] += 1
        if kind == "laptop" and self.laptop is not None:
            git(self.laptop, "fetch", "--quiet", "--force", "origin", "main")
            git(self.laptop, "reset", "--quiet", "--hard", "FETCH_HEAD")
            return self.laptop
        self.clones += 1
        place = self.folder / f"clone{self.clones}"
        options = {"blobless": ["--filter=blob:none"], "shallow": ["--depth=1"]}.get(kind, [])
        git(self.folder, "clone", "--quiet", *options, self.forge.as_uri(), str(place))
        if kind == "laptop":
            self.laptop = place
        return place

    def _order(self, clone: Path, rev: str = "HEAD") -> Order:
        return Order(
            repository=clone,
            settings=SETTINGS,
            rev=rev,
            place=Place(branch=PAGES),
            author=Author(name="publisher", email="noreply@publisher.invalid"),
            as_of=self.world.now.date(),
            accept_flood=True,
        )

    def _publish(
        self, clone: Path, rev: str = "HEAD", progress: Callable[[int, int], None] | None = None
    ) -> Delivered | None:
        try:
            deepen(clone, "HEAD")
            done = deliver(self._order(clone, rev), wait=lambda _: None, progress=progress)
        except (RaceLost, LockHeld) as lost:
            self.ends[type(lost).__name__] += 1
            return None
        finally:
            if clone != self.laptop:
                shutil.rmtree(clone, ignore_errors=True)
        self.ends["pushed" if done.commit else "nothing new"] += 1
        self.ends[f"attempts: {done.attempts}"] += 1
        return done

    def _killed(self, clone: Path) -> None:
        """A run in a process of its own, which is killed at a random moment."""
        child = os.fork()
        if child == 0:
            code = 70
            try:
                deepen(clone, "HEAD")
                deliver(self._order(clone), wait=lambda _: None)
                code = 0
            except PublisherError as error:
                print(error, file=sys.stderr)
                code = error.exit_code
            finally:
                os._exit(code)
        time.sleep(self.chance.uniform(0.02, 1.2))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            self.ends["killed"] += 1
        elif os.waitstatus_to_exitcode(status) == 0:
            self.ends["ended before it was killed"] += 1
        else:
            raise RuntimeError(f"a run ended with {os.waitstatus_to_exitcode(status)}")
        if clone != self.laptop:
            shutil.rmtree(clone, ignore_errors=True)

    def _race(self) -> None:
        """Another run publishes while this one reads history; the list may have moved on between them."""
        mine = self._clone()
        others = 0

        def meanwhile(_: int, __: int) -> None:
            nonlocal others
            if others < 1:
                others += 1
                if self.chance.random() < 0.6:
                    self.world.change()
                    self.world.push()
                other = self.folder / f"other{self.clones}"
                shutil.rmtree(other, ignore_errors=True)
                git(self.folder, "clone", "--quiet", self.forge.as_uri(), str(other))
                self._publish(other)

        self._publish(mine, progress=meanwhile)
        if others == 0:
            self.ends["a race without a rival"] += 1

    def _older(self) -> None:
        """A run that was queued long ago publishes an older state."""
        clone = self.folder / f"older{self.clones}"
        shutil.rmtree(clone, ignore_errors=True)
        git(self.folder, "clone", "--quiet", self.forge.as_uri(), str(clone))
        known = int(git(clone, "rev-list", "--count", "HEAD"))
        self._publish(clone, rev=f"HEAD~{self.chance.randrange(min(known, 5))}")

    def _tip(self) -> str:
        return git(self.forge, "for-each-ref", "--format=%(objectname)", f"refs/heads/{PAGES}")

    def _harm(self, fault: str) -> None:
        """A stranger's commit on the published branch."""
        tip = self._tip()
        if not tip:
            return
        index = {**ENVIRONMENT, "GIT_INDEX_FILE": str(self.folder / "index")}
        subprocess.run(["git", "-C", self.forge, "read-tree", tip], check=True, env=index)
        if fault == "ledger gone":
            line = f"0 {'0' * 40}\tledger.jsonl\n"
        else:
            ledger = subprocess.run(
                ["git", "-C", self.forge, "cat-file", "blob", f"{tip}:ledger.jsonl"],
                check=True, capture_output=True, env=ENVIRONMENT,
            ).stdout  # fmt: skip
            if fault == "ledger cut short":
                ledger = ledger[: self.chance.randint(len(ledger) // 2, len(ledger) - 1)]
            else:
                lines = ledger.splitlines(keepends=True)
                lines[self.chance.randrange(len(lines))] = b'{"announ\xff\n'
                ledger = b"".join(lines)
            blob = git(self.forge, "hash-object", "-w", "--stdin", stdin=ledger)
            line = f"100644 {blob}\tledger.jsonl\n"
        subprocess.run(
            ["git", "-C", self.forge, "update-index", "--index-info"],
            input=line.encode(), check=True, env=index,
        )  # fmt: skip
        tree = subprocess.run(
            ["git", "-C", self.forge, "write-tree"], check=True, capture_output=True, env=index
        ).stdout.decode().strip()  # fmt: skip
        commit = git(self.forge, "commit-tree", tree, "-p", tip, "-m", "Oops")
        git(self.forge, "update-ref", f"refs/heads/{PAGES}", commit)
        with self._site() as site:
            self.reader.forget(site)

    @contextmanager
    def _site(self) -> Iterator[Path]:
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir()
        if tip := self._tip():
            names = git(self.forge, "ls-tree", "--name-only", tip).split()
            feeds = [f"{prefix}{language}.atom" for prefix in ("", "pending.") for language in ("en", "zh")]
            wanted = [name for name in (*feeds, "archive", "ledger.jsonl") if name in names]
            archive = subprocess.run(
                ["git", "-C", self.forge, "archive", tip, *wanted],
                check=True, capture_output=True, env=ENVIRONMENT,
            ).stdout  # fmt: skip
            subprocess.run(["tar", "--extract", "--directory", str(site)], input=archive, check=True)
        yield site

    def judge(self) -> list[str]:
        """What is wrong in the end, when one more run has gone well."""
        self._publish(self._clone())
        with self._site() as site:
            self.reader.poll(site)
            lines = [json.loads(line) for line in (site / "ledger.jsonl").read_bytes().splitlines()]
        wrong = list(self.reader.faults)
        told = Counter(line["announced"] for line in lines if "announced" in line)
        wrong += [f"{id} was announced {number} times" for id, number in told.items() if number > 1]
        issued = Counter(note for line in lines if "issue" in line for note in line["notes"])
        wrong += [f"{id} stands in {number} digests" for id, number in issued.items() if number > 1]
        announced = {int(found[1]) for id in told if (found := re.search(r"n(\d+)n", id))}
        wrong += [f"note {number} was out, and never announced" for number in self.world.out - announced]
        wrong += [f"note {number} was never out, and announced" for number in announced - self.world.out]
        standing = {item.number for item in self.world.items if item.shown} & self.world.out
        for language in ("en", "zh"):
            known = self.reader.seen[language]
            wrong += [f"{language}: the reader never saw {number}" for number in standing - known.keys()]
        return wrong


def soak(runs: int, seed: int, *, say: Callable[[str], None] = lambda _: None) -> tuple[list[str], Soak]:
    """Publish *runs* times; what was wrong, and how it went."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        life = Soak(Path(folder), seed)
        for number in range(1, runs + 1):
            known = len(life.reader.faults)
            life.run()
            for fault in list(life.reader.faults)[known:]:
                say(f"run {number}: {fault}")
            if number % 50 == 0:
                say(f"{number} runs, {len(life.world.out)} notes, {len(life.reader.faults)} faults")
        return life.judge(), life


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begin = time.monotonic()
    wrong, life = soak(chosen.runs, chosen.seed, say=lambda line: print(line, flush=True))
    print(f"{chosen.runs} runs in {time.monotonic() - begin:.0f} s, seed {chosen.seed}")
    print(f"list: {len(life.world.commits)} commits, {len(life.world.out)} notes that were out")
    for counts in (life.counts, life.ends):
        print("\n".join(f"  {number:5}  {what}" for what, number in sorted(counts.items())))
    print("\n".join(wrong) or "each note was announced once, and none was lost")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
