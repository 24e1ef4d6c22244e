"""A bilingual list of a few notes, told commit by commit, so that its history can be told in another way.

::

    01-05  ids and dates                  W02
    01-07  blame, marked
    01-13  blame promoted                 W03
    01-15  mainline, in English only
    01-20  mainline in Chinese            W04
    01-22  digests
    01-28  archives, marked               W05
    02-03  dates retitled                 W06
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from publisher.sample.builder import RepoBuilder

REMOTE = "https://github.com/feeds-and-history/small"
TITLES = {
    "ids": ("Ids for ever", "永远的标识"),
    "dates": ("Two dates", "两个日期"),
    "blame": ("What blame says", "追溯说了什么"),
    "mainline": ("Where a branch went", "分支的去向"),
    "digests": ("A letter a week", "每周一信"),
    "archives": ("Feeds that forget nothing", "不会遗忘的订阅源"),
    "clocks": ("Clocks that lie", "说谎的时钟"),
    "polling": ("Polling politely", "有礼貌的轮询"),
}
DAY = datetime(2026, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One commit: what both lists show after it."""

    subject: str
    day: float
    """Days after New Year."""
    english: tuple[str, ...]
    """Notes by key; a mark of interrogation after it says that it is marked."""
    chinese: tuple[str, ...]
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Where they are not the usual ones."""
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where they are not the usual ones."""

    def files(self) -> dict[str, str]:
        """The lists and the notes' own files."""
        shown = {key.rstrip("?") for key in (*self.english, *self.chinese)}
        texts = {
            self._link(key): f"# {TITLES[key][0]}\n\nSaid of {key}, {len(key)} times.\n"
            for key in sorted(shown)
        }
        return {
            "README.md": "# Small list\n\n## Feeds\n\n" + "".join(self._rows(self.english, 0)),
            "README-cn.md": "# 小列表\n\n## 订阅\n\n" + "".join(self._rows(self.chinese, 1)),
            **{path: text for path, text in texts.items() if "://" not in path},
        }

    def _link(self, key: str) -> str:
        return self.links.get(key, f"notes/{key}.md")

    def _rows(self, keys: Iterable[str], language: int) -> Iterable[str]:
        for key in keys:
            name = key.rstrip("?")
            title = self.titles.get(name, TITLES[name])[language]
            yield f"- {'[Pending Review] ' if key != name else ''}[{title}]({self._link(name)})\n"


def tell(subject: str, day: float, english: str, chinese: str = "", **other: Mapping[str, object]) -> Telling:
    """One commit; without *chinese* both lists show the same."""
    rows = tuple(english.split())
    shown = tuple(chinese.split()) if chinese else rows
    return Telling(subject=subject, day=day, english=rows, chinese=shown, **other)  # type: ignore[arg-type]


RETITLED = {"dates": ("Two dates of an entry", "条目的两个日期")}
HISTORY = (
    tell("Begin", 4, "ids dates"),
    tell("Draft on blame", 6, "ids dates blame?"),
    tell("Blame is out", 12, "ids dates blame"),
    tell("On the mainline", 14, "ids dates blame mainline", "ids dates blame"),
    tell("On the mainline, in Chinese", 19, "ids dates blame mainline"),
    tell("On digests", 21, "ids dates blame mainline digests"),
    tell("Draft on archives", 27, "ids dates blame mainline digests archives?"),
    tell("Say more", 33, "ids dates blame mainline digests archives?", titles=RETITLED),
)
NOTES = frozenset(("ids", "dates", "blame", "mainline", "digests"))
"""Those that are out in the end."""


def named(keys: Iterable[str]) -> set[str]:
    """The ids of notes."""
    return {f"notes/{key}" for key in keys}


def shifted(history: Sequence[Telling], days: float) -> tuple[Telling, ...]:
    """The same, told some days later."""
    return tuple(replace(each, day=each.day + days) for each in history)


def write_history(
    folder: Path,
    history: Sequence[Telling] = HISTORY,
    *,
    remote: str = REMOTE,
    author: str = "maintainer",
    mailmap: str = "",
) -> Path:
    """Make a bare repository of *history*; *mailmap* comes with one more commit, which changes no list."""
    with RepoBuilder(folder, bare=True) as repo:
        if remote:
            repo.remote(remote)
        before: set[str] = set()
        for each in history:
            files = each.files()
            gone = sorted(before - set(files))
            repo.commit(each.subject, files, delete=gone, date=DAY + timedelta(days=each.day), author=author)
            before = set(files)
        if mailmap:
            repo.commit("Say who is who", {".mailmap": mailmap})
    return folder
