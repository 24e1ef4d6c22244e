"""A list with three issues, made by hand: everything that an issue can say stands in the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from publisher.config import Settings
from publisher.forges import Home
from publisher.model import Alternate, Announcement, Commit, Entry, Issue, Kind, Note, Publication, Standing

HOME = Home(host="github.com", path="example/field-notes", kind="github", branch="main")
SITE = "https://example.org/notes/"
SETTINGS = Settings(site_url=SITE)
MONDAY = datetime(2026, 8, 10, tzinfo=UTC)


def at(day: int, hour: int = 9) -> datetime:
    """So many days after the first Monday."""
    return MONDAY + timedelta(days=day, hours=hour)


def commit(number: int) -> str:
    return f"{number:040x}"


def entry(
    language: str, title: str, link: str, summary: str = "", section: str = "", **more: object
) -> Entry:
    name = "README.md" if language == "en" else "README-cn.md"
    return Entry(
        title=title,
        link=link,
        list=name,
        language=language,
        section=(section,) if section else (),
        summary=summary,
        **more,
    )


def announced(
    day: int, *, kind: Kind = Kind.ADDED, author: str = "maintainer", **more: object
) -> Announcement:
    return Announcement(
        kind=kind, date=at(day), commit=commit(day + 1), author=author, written=at(day), **more
    )


def note(id: str, *entries: Entry, announcement: Announcement | None = None, **more: object) -> Note:
    standing = Standing.PUBLIC if announcement else Standing.PENDING
    return Note(
        **{"standing": standing, "seen": at(0), "author": "maintainer"} | more,
        id=id,
        entries=entries,
        announcement=announcement,
    )


IDS = note(
    "notes/ids",
    entry(
        "en",
        "Why feed ids are for ever",
        "notes/ids.md",
        "Every reader keys on the entry's id, so a changed id shows *everything* twice. What to mint it from, and what never to.",
        "Feeds",
        alternates=(Alternate(label="zhihu", link="https://zhuanlan.zhihu.com/p/100"),),
    ),
    entry(
        "zh",
        "订阅源的 id 为什么不能变",
        "notes/ids-cn.md",
        "阅读器都以条目的 id 辨认文章，id 一变，所有文章都会重复出现一遍。本文说明 id 该从哪里来，又绝不能从哪里来。",
        "订阅源",
    ),
    announcement=announced(8, author="maintainer"),
)
COST = note(
    "notes/cost",
    entry(
        "en",
        "What a poll costs: $100\\times$ less with one header",
        "notes/cost.md",
        "With $n$ readers polling every $t$ minutes the server answers $\\frac{1440n}{t}$ times a day; [conditional requests](ids.md) make most of them free.",
        "Feeds",
    ),
    announcement=announced(9, author="contributor", pull_request=42),
)
FOXTROT = note(
    "notes/foxtrot",
    entry("en", "Foxtrot merges", "notes/foxtrot.md", "How `git pull` hides what was public.", "Git history"),
    entry(
        "zh",
        "狐步合并",
        "notes/foxtrot-cn.md",
        "`git pull` 如何藏起公开的历史。**先看第二个父提交**，再看第一个。",
        "Git 历史",
    ),
    announcement=announced(10, kind=Kind.PROMOTED, author="maintainer", pending_since=at(-40)),
)
CLOCKS = note(
    "notes/clocks",
    entry(
        "en",
        "Clocks that run backwards",
        "notes/clocks.md",
        "Committer dates are not in order.",
        "Git history",
    ),
    announcement=announced(1),
)
PATHS = note(
    "notes/paths",
    entry(
        "en",
        "One path, many spellings",
        "notes/paths.md",
        "`./a.md`, `a.md` and `x//a.md` are one file.",
        "Git history",
    ),
    entry(
        "zh",
        "一条路径的多种写法",
        "notes/paths-cn.md",
        "`./a.md`、`a.md` 和 `x//a.md` 是同一个文件。",
        "Git 历史",
    ),
    announcement=announced(2, author="translator"),
)
OLD = note(
    "notes/old",
    entry("en", "XSLT for feeds", "notes/old.md", "", "Feeds"),
    announcement=announced(2),
    standing=Standing.REMOVED,
)
DRAFTS = tuple(
    note(
        f"notes/draft-{number}",
        entry(
            "en",
            f"Draft number {number}",
            f"notes/draft-{number}.md",
            "Not yet.",
            "Feeds",
            marker="[Pending Review]",
        ),
        waits=(at(-10 - number),),
    )
    for number in range(7, 0, -1)
)
LAST = note(
    "notes/last",
    entry("zh", "只用中文写的一篇", "notes/last-cn.md", "价格从 $5 到 $10，不是公式。", "订阅源"),
    announcement=announced(15, author="newcomer"),
)

NOTES = (IDS, COST, CLOCKS, FOXTROT, PATHS, LAST, *DRAFTS, OLD)


def issue(number: int, **more: object) -> Issue:
    begin = MONDAY + timedelta(weeks=number - 1)
    return Issue(
        **{
            "id": f"2026-W{32 + number}",
            "number": number,
            "begin": begin,
            "end": begin + timedelta(weeks=1),
            "base": commit(7 * number - 7) if number > 1 else None,
            "tip": commit(7 * number),
        }
        | more
    )


ISSUES = (
    issue(
        1,
        added=(CLOCKS, PATHS, OLD),
        pending=DRAFTS[:2],
        gone=frozenset((OLD.id,)),
        newcomers=("maintainer", "translator"),
    ),
    issue(
        2,
        added=(IDS, COST),
        promoted=(FOXTROT,),
        translated=((PATHS, "zh"),),
        pending=DRAFTS,
        removed=(OLD,),
        newcomers=("contributor",),
        minutes={"notes/ids.md": 7, "notes/ids-cn.md": 9, "notes/cost.md": 1},
    ),
    issue(3, added=(LAST,), newcomers=("newcomer",)),
)

TIP = Commit(id=commit(21), date=at(20), author="maintainer", written=at(20), subject="Add a note")

PUBLICATION = Publication(
    home=HOME,
    languages=("en", "zh"),
    tip=TIP,
    notes=NOTES,
    events=(),
    issues=ISSUES,
    authority="github.com/example/field-notes",
    authority_date="2026-08-10",
    titles={"en": "Field Notes", "zh": "田野笔记"},
)
