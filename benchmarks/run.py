"""Measures reading whole histories against git's own reading, and writes docs/performance.md.

    python benchmarks/run.py [REPO[=GLOB,...] ...] [--build REPO] [--peers FOLDER] [--runs 5]

Without repositories it makes some. One with several lists is named with their patterns. Each figure is of whole
processes, their children included. The programs take turns, so that a machine that is now fast and now slow is so for
all of them, and the medians of the runs are compared. Peers are looked for in FOLDER, the ``bin`` of a virtual
environment:

    python -m venv peers && peers/bin/pip install git-history git-cliff gitlogfeed mkdocs-rss-plugin
"""

# ruff: noqa: T201, S603, S607 (run by hand, runs git)
from __future__ import annotations

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chart import Series, render_chart

from publisher.sample.builder import RepoBuilder

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "growth.svg"
PATIENCE = 60
"""Seconds that a peer may take."""
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"

GIT = (
    "git -C {repo} log --first-parent --raw --no-abbrev --format=%H HEAD -- {list}"
    " | awk '/^:/ && $4 !~ /^0+$/ {{print $4}}' | git -C {repo} cat-file --batch | wc -c"
)
PATCHES = (
    "git -C {repo} log --first-parent -p -U0 --format=%H HEAD -- {list}"
    " | {python} -c 'import re, sys; "
    'print(sum(len(re.findall(rb"^[+]\\s*[-*] .*?\\[(.+?)\\]\\((.+?)\\)", line)) for line in sys.stdin.buffer))\''
)
OURS = "{python} -m publisher events {repo} --format jsonl -q {options}"
BUILD = "rm -rf {output}; {python} -m publisher build {repo} -o {output} -q --site-url https://example.org/"
BUILDS: Mapping[str, str] = {
    "publisher build": BUILD,
    "publisher build, with nothing new": BUILD.partition("; ")[2],
    "an empty start: import click, git": "{python} -c 'import click, git'",
}
"""Whole runs, in this order: the second finds what the first has made."""
PEERS: Mapping[str, str] = {
    "git-history": "{bin}/git-history file {scratch}/h.db {list} --repo {repo} --branch {branch} --convert "
    '\'[{{"line": line}} for line in content.decode(errors="replace").splitlines()]\'',
    "git-cliff": "{bin}/git-cliff --repository {repo} --include-path {list}",
    "gitlogfeed": "{bin}/gitlogfeed --repo {repo} --log-limit 100000 --filter-path {list}"
    " --target-dir {scratch} --feed-name feed.xml https://example.org",
}
"""What comes nearest to reading a list's history; mkdocs-rss-plugin reads the dates of pages, not a list's entries."""


# In a process of its own: a child begins with the memory of the one that it was forked from, and counts it as its own.
MEASURE = """
import os, sys, time
began, null = time.perf_counter(), os.open(os.devnull, os.O_RDWR)
child = os.fork()
if child == 0:
    os.dup2(null, 1)
    os.execv("/bin/sh", ["sh", "-c", sys.argv[1]])
_, failed, used = os.wait4(child, 0)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(bool(failed))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took."""

    wall: float
    cpu: float
    memory: float
    """The largest process, in MB."""


def measure(command: str, *, limit: float = 300) -> Run | None:
    """Run *command*; None when it fails or takes more than *limit* seconds."""
    # As an installed program runs: with its compiled modules, and its output in large pieces.
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    surroundings = {name: value for name, value in os.environ.items() if name not in dropped}
    try:
        done = subprocess.run(
            [sys.executable, "-S", "-c", MEASURE, command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**surroundings, "PYTHONPATH": str(ROOT)},
            timeout=limit,
            check=True,
        )
    except subprocess.SubprocessError:
        return None
    wall, cpu, memory = map(float, done.stdout.split())
    return Run(wall=wall, cpu=cpu, memory=memory / 1024)


def take_turns(commands: Mapping[str, str], runs: int) -> dict[str, list[Run]]:
    """The runs of each command, after one that does not count; those that cannot be run have none."""
    works = {name: command for name, command in commands.items() if measure(command) is not None}
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in works.items():
            run = measure(command)
            if run is not None:
                found[name].append(run)
    return found


def median(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    return statistics.median(map(of, runs))


def git_says(repo: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", repo, *arguments], capture_output=True, text=True, check=True).stdout


def main_list(repo: Path) -> str:
    """The list that the repository shows first."""
    names = git_says(repo, "ls-tree", "--name-only", "HEAD").splitlines()
    return next((name for name in names if name.lower() == "readme.md"), "README.md")


def rows(repo: Path, patterns: Sequence[str], peers: Path | None, runs: int, scratch: Path) -> Iterator[str]:
    """The table's rows for one repository, whose lists match *patterns*; without any it has one."""
    values = {
        "repo": shlex.quote(str(repo)),
        "list": " ".join(map(shlex.quote, patterns)) or main_list(repo),
        "options": " ".join(f"--list {shlex.quote(pattern)}" for pattern in patterns),
        "python": shlex.quote(sys.executable),
        "bin": shlex.quote(str(peers)),
        "branch": git_says(repo, "symbolic-ref", "--short", "HEAD").strip(),
        "scratch": shlex.quote(str(scratch)),
    }
    named = {
        "git reads the versions": GIT,
        "publisher events": OURS,
        "git log -p -U0, a regular expression": PATCHES,
    }
    commands = {name: command.format(**values) for name, command in named.items()}
    taken = take_turns(commands, runs)
    for name, command in PEERS.items() if peers is not None else ():
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        run = measure(command.format(**values), limit=PATIENCE)
        taken[name] = [] if run is None else [run]
    git = taken["git reads the versions"]
    for name, done in taken.items():
        if not done:
            yield f"| {repo.stem} | {name} | did not run, or took more than {PATIENCE} s | | | |"
            continue
        pairs = [(one.wall / base.wall, one.cpu / base.cpu) for one, base in zip(done, git, strict=False)]
        wall, cpu = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
        memory = f"{median(done, _memory):.0f} MB" if name == "publisher events" else ""
        seconds = f"{median(done, _wall):.2f} s | {median(done, _cpu):.2f} s"
        yield f"| {repo.stem} | {name} | {seconds} | {wall:.1f} / {cpu:.1f} | {memory} |"


def builds(repo: Path, runs: int, scratch: Path) -> Iterator[str]:
    """The table's rows on whole publications of one repository."""
    values = {
        "repo": shlex.quote(str(repo)),
        "python": shlex.quote(sys.executable),
        "output": shlex.quote(str(scratch / "feeds")),
    }
    taken = take_turns({name: command.format(**values) for name, command in BUILDS.items()}, runs)
    empty = median(taken["an empty start: import click, git"], lambda run: run.cpu)
    for name, done in taken.items():
        wall, cpu, memory = (median(done, of) for of in (_wall, _cpu, _memory))
        yield f"| {repo.stem} | {name} | {wall:.2f} s | {cpu:.2f} s | {cpu / empty:.1f} | {memory:.0f} MB |"


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return run.cpu


def _memory(run: Run) -> float:
    return run.memory


def made(folder: Path, *, commits: int, entries: int, lines: int = 1) -> Path:
    """A repository whose list of *entries* gains *lines* at each of so many *commits*."""
    path = folder / f"made-{commits}-{entries}-{lines}.git"
    items = [f"- [Note {n}](https://example.org/{n}) - What note {n} says.\n" for n in range(entries)]
    with RepoBuilder(path, bare=True) as repo:
        for number in range(commits):
            for line in range(lines):
                new = f"{number}-{line}"
                items.insert(
                    (number * 37 + line) % len(items), f"- [New {new}](https://example.org/n/{new}) - New.\n"
                )
            repo.commit(f"Change {number}", {"README.md": "# List\n\n## Notes\n\n" + "".join(items)})
    return path


PUBLISHED = "notes in the feeds (whole builds)"


def growth(folder: Path, runs: int) -> Iterator[Series]:
    """How long histories take by what they have much of."""
    cases: Mapping[str, tuple[tuple[int, dict[str, int]], ...]] = {
        "commits": tuple((n, {"commits": n, "entries": 500}) for n in (250, 500, 1000, 2000)),
        "entries of the list": tuple((n, {"commits": 300, "entries": n}) for n in (500, 1000, 2000, 4000)),
        "lines changed by a commit": tuple(
            (n, {"commits": 200, "entries": 500, "lines": n}) for n in (1, 2, 4, 8)
        ),
        PUBLISHED: tuple((n, {"commits": n, "entries": 1}) for n in (100, 200, 400, 800)),
    }
    for name, points in cases.items():
        found = []
        for value, size in points:
            repo = made(folder, **size)
            command = (BUILD if name == PUBLISHED else OURS).format(
                python=shlex.quote(sys.executable),
                repo=shlex.quote(str(repo)),
                options="",
                output=shlex.quote(str(folder / "growing")),
            )
            done = take_turns({name: command}, runs)[name]
            found.append((value, median(done, _cpu), median(done, _memory)))
        yield Series(name=name, points=tuple(found))


def write_page(table: Sequence[str], built: Sequence[str], series: Sequence[Series]) -> None:
    """Put the figures where the page has a place for them."""
    head = "| history | program | wall | processor | times git: wall / processor | memory |\n|---|---|---|---|---|---|\n"
    text = head + "".join(f"{row}\n" for row in table) + "\n"
    if built:
        text += "| history | program | wall | processor | times the empty start | memory |\n|---|---|---|---|---|---|\n"
        text += "".join(f"{row}\n" for row in built) + "\n"
    text += "![Growth](images/growth.svg)\n\n"
    text += "| what grows | from | to | processor | memory |\n|---|---|---|---|---|\n"
    for each in series:
        first, last = each.points[0], each.points[-1]
        text += f"| {each.name} | {first[0]} | {last[0]} | {first[1]:.2f} s to {last[1]:.2f} s | {first[2]:.0f} MB to {last[2]:.0f} MB |\n"
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2], "utf-8")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(render_chart(series), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("repositories", nargs="*", metavar="REPO[=GLOB,…]")
    parser.add_argument("--peers", type=Path, help="the bin folder of a virtual environment that has them")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--build", action="append", type=Path, default=[], metavar="REPO", help="publish this one, too"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        repositories = options.repositories or [str(made(work, commits=n, entries=n)) for n in (200, 1000)]
        table: list[str] = []
        for repository in repositories:
            repo, _, globs = repository.partition("=")
            patterns = globs.split(",") if globs else []
            for row in rows(Path(repo).resolve(), patterns, options.peers, options.runs, work / "scratch"):
                print(row, flush=True)
                table.append(row)
        built: list[str] = []
        for repo in options.build:
            for row in builds(repo.resolve(), options.runs, work / "scratch"):
                print(row, flush=True)
                built.append(row)
        series = tuple(growth(work, options.runs))
    write_page(table, built, series)
    print(f"wrote {PAGE.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
