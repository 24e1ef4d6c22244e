"""The demo's history: how "Feeds & History", a bilingual list of field notes, came to be in half a year.

The mainline runs down the left: ``*`` are commits of the published branch, ``o`` reached it by a merge.

::

    *      01-05  begin in Chinese and English: entry-ids, blame, rfc4287 (a link to somewhere else)
    *      01-08  two-dates
    *      01-13  mainline, marked [Pending Review]
    *      01-15  spaces, in Chinese only
    *      01-21  mainline promoted by a reviewer
    *      01-22  a paragraph of thanks
    *      01-28  a folder's name had a typo: histroy -> history
    *      02-02  spaces in English, by a translator under another name
    *      02-03  polite-polling
    *──┐   02-05  digest
    │  o   02-06  mailmap, by a contributor
    │  o   02-10  mailmap in Chinese, by the translator
    *──┘   02-12  Merge pull request #7
    *      02-23  README.md turns English, README-cn.md is made
    *      02-25  renames, in English only
    *──┐   02-27  zhihu-formulas
    │  o   02-28  reflog, marked, on a laptop
    *  │   03-03  escape-once, on the web
    *  │   03-04  the digest's Chinese summary reworded
    │  o   03-05  bundles, on the laptop
    *──┘   03-06  Merge branch 'main' of …: a foxtrot, its first parent is the laptop
    *      03-10  wechat, in Chinese only, marked
    *      03-13  link-texts, and
    *      03-13  two minutes later its revert
    *      03-17  link-texts again, under another title
    *      03-19  renames in Chinese, three weeks late
    *      03-24  sections reorganised, two notes move to another folder
    *      03-31  reflog promoted under another title
    *      04-08  rfc4287 removed
    *      04-14  two-dates retitled
    *      04-21  rfc4287 returns
    *      04-22  wechat promoted, and in English too
    *      04-23  json-feed
    *      04-24  plain-text
    *      04-29  bullets turn from - to *
    *      05-05  lang, in Chinese
    *      05-05  lang, in English, two hours later
    *      05-07  websub, marked
    *      05-14  json-feed marked again: under revision
    *      05-20  publisher.yml
    *      05-27  patience, in English, squashed from pull request #12
    *      06-09  shallow, marked
    *      06-11  patience in Chinese
    *      06-16  archives
    *      06-18  sorted by title
    *      06-30  two-clocks, in English, in a week that is not over yet

Twenty-two notes are announced in fourteen weeks, the last of which is still open.
Two wait for a reviewer, and one is under revision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Unpack

from publisher.errors import OutputError
from publisher.sample import texts
from publisher.sample.builder import RepoBuilder, Stamp
from publisher.sample.shelf import Shelf
from publisher.sample.texts import Pair

AS_OF = date(2026, 7, 2)
"""The day as of which the demo is published: the Thursday of the week that is still open."""
REMOTE = "https://github.com/feeds-and-history/field-notes"
_WEB = "GitHub <noreply@github.com>"
_MAILMAP = "translator <translator@example.org> <translation@example.org>\n"
_CONFIGURATION = f"""\
# What the feeds are called, and where they are published.
site_url: https://feeds-and-history.example/
title:
  en: Feeds & History
  zh: Feeds & History
description:
  en: {texts.DESCRIPTION.en}
  zh: {texts.DESCRIPTION.zh}
"""
_SECTIONS = {
    "document": ("entry-ids", "two-dates", "escape-once", "rfc4287"),
    "network": ("polite-polling",),
    "happened": ("mainline", "blame", "renames"),
    "kept": ("mailmap", "reflog", "bundles"),
    "letters": ("digest",),
    "platforms": ("zhihu-formulas", "wechat"),
    "text": ("spaces", "link-texts"),
}


def build_sample(folder: Path) -> None:
    """Make the repository in a new or empty folder, with a work tree; object names are always the same."""
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(folder, "is not empty")
    with RepoBuilder(folder) as repo:
        repo.remote(REMOTE)
        pen = _Pen(repo)
        _begin(pen)
        _first_pull_request(pen)
        _change_languages(pen)
        _foxtrot(pen)
        _change_of_mind(pen)
        _reorganise(pen)
        _spring(pen)
        _early_summer(pen)


class _Pen:
    """Writes a shelf's changes as commits."""

    def __init__(self, repo: RepoBuilder) -> None:
        self.repo = repo
        self.shelf = Shelf(others={"LICENSE.md": "The notes may be shared and changed: CC BY 4.0.\n"})

    def write(self, subject: str, change: Callable[[Shelf], Shelf], **stamp: Unpack[Stamp]) -> str:
        """Commit a change to the published list."""
        before = set(self.shelf.files()) if self.shelf.rows else set()
        self.shelf = change(self.shelf)
        after = self.shelf.files()
        return self.repo.commit(subject, after, delete=sorted(before - set(after)), **stamp)


def _begin(pen: _Pen) -> None:
    pen.write(
        "Begin the field notes",
        lambda shelf: (
            shelf.add("entry-ids", "feeds/entry-ids", "feeds")
            .add("rfc4287", "https://www.rfc-editor.org/rfc/rfc4287", "feeds")
            .add("blame", "histroy/blame", "git")
        ),
        date="2026-01-05T17:12:40+08:00",
    )
    pen.write(
        "Add a note on the two dates",
        lambda shelf: shelf.add("two-dates", "feeds/two-dates", "feeds", early=True),
        date="2026-01-08T21:47:05+08:00",
    )
    pen.write(
        "Draft a note on the mainline",
        lambda shelf: shelf.add("mainline", "histroy/mainline", "git", pending=True),
        date="2026-01-13T22:30:11+08:00",
    )
    pen.write(
        "新增一篇：中西文之间的空格",
        lambda shelf: shelf.add("spaces", "publishing/spaces", "publishing", languages=("zh",)),
        date="2026-01-15T20:02:59+08:00",
    )
    pen.write(
        "Mainline note: read and found right",
        lambda shelf: shelf.promote("mainline"),
        author="reviewer",
        date="2026-01-21T09:15:30+00:00",
    )
    pen.write(
        "README: say how to help",
        lambda shelf: replace(shelf, closing=(texts.THANKS,)),
        date="2026-01-22T08:41:00+08:00",
    )
    pen.write(
        "Fix a typo in a folder's name",
        lambda shelf: shelf.move("histroy/", "history/"),
        author="contributor",
        date="2026-01-28T18:22:17+01:00",
    )
    pen.write(
        "Translate the note on spaces",
        lambda shelf: shelf.translate("spaces"),
        author="the translator <translation@example.org>",
        date="2026-02-02T23:05:48+08:00",
    )
    pen.write(
        "Add a note on polite polling",
        lambda shelf: shelf.add("polite-polling", "feeds/polite-polling", "feeds"),
        date="2026-02-03T20:36:20+08:00",
    )
    pen.write(
        "Add a note on digests",
        lambda shelf: shelf.add("digest", "publishing/digest", "publishing", early=True),
        date="2026-02-05T21:10:44+08:00",
    )


def _first_pull_request(pen: _Pen) -> None:
    repo, base = pen.repo, pen.shelf
    english = replace(
        base.add("mailmap", "history/mailmap", "git", languages=("en",)),
        others={**base.others, ".mailmap": _MAILMAP},
    )
    repo.set_branch("mailmap", repo.branch)
    repo.commit(
        "Add a note on .mailmap, and the file itself",
        english.files(),
        author="contributor",
        date="2026-02-06T19:58:33+01:00",
        branch="mailmap",
    )
    both = english.translate("mailmap")
    repo.commit(
        "Translate it",
        both.files(),
        author="translator",
        date="2026-02-10T22:14:09+08:00",
        branch="mailmap",
    )
    repo.pull_request(
        7,
        "mailmap",
        title="Add a note on .mailmap",
        source="contributor/mailmap",
        committer=_WEB,
        date="2026-02-12T12:03:51+00:00",
    )
    pen.shelf = both


def _change_languages(pen: _Pen) -> None:
    pen.write(
        "README: greet the world in English",
        lambda shelf: replace(shelf, lists=Pair("README.md", "README-cn.md")),
        date="2026-02-23T20:20:20+08:00",
    )
    pen.write(
        "Add a note on renames",
        lambda shelf: shelf.add("renames", "history/renames", "git", languages=("en",)),
        author="contributor",
        date="2026-02-25T17:31:02+01:00",
    )
    pen.write(
        "Add a note on formulas",
        lambda shelf: shelf.add("zhihu-formulas", "publishing/zhihu-formulas", "publishing"),
        date="2026-02-27T22:48:15+08:00",
    )


def _foxtrot(pen: _Pen) -> None:
    repo, base = pen.repo, pen.shelf
    repo.set_branch("laptop", repo.branch)
    draft = base.add("reflog", "history/reflog", "git", pending=True, early=True)
    repo.commit(
        "Draft a note on the reflog", draft.files(), date="2026-02-28T16:05:00+08:00", branch="laptop"
    )
    pen.write(
        "Add a note on escaping",
        lambda shelf: shelf.add("escape-once", "feeds/escape-once", "feeds"),
        author="contributor",
        committer=_WEB,
        date="2026-03-03T18:12:27+01:00",
    )
    pen.write(
        "好的周报：改一句更顺口的介绍",
        lambda shelf: shelf.reword("digest"),
        author="translator",
        committer=_WEB,
        date="2026-03-04T12:30:00+08:00",
    )
    repo.commit(
        "Add a note on bundles",
        draft.add("bundles", "history/bundles", "git").files(),
        date="2026-03-05T23:40:36+08:00",
        branch="laptop",
    )
    pen.shelf = pen.shelf.add("reflog", "history/reflog", "git", pending=True, early=True)
    pen.shelf = pen.shelf.add("bundles", "history/bundles", "git")
    repo.pull("laptop", files=pen.shelf.files(), date="2026-03-06T08:55:12+08:00")


def _change_of_mind(pen: _Pen) -> None:
    pen.write(
        "起草：微信里的脚注",
        lambda shelf: shelf.add("wechat", "publishing/wechat", "publishing", languages=("zh",), pending=True),
        author="translator",
        date="2026-03-10T21:26:53+08:00",
    )
    before = pen.shelf
    hasty = pen.write(
        "Add a note on link texts",
        lambda shelf: shelf.add("link-texts", "publishing/link-texts", "publishing", early=True),
        date="2026-03-13T19:44:10+08:00",
    )
    pen.repo.revert(hasty, date="2026-03-13T19:46:02+08:00")
    pen.shelf = before
    pen.write(
        "Add the note on link texts, now with a title that follows its own advice",
        lambda shelf: shelf.add("link-texts", "publishing/link-texts", "publishing"),
        date="2026-03-17T20:15:38+08:00",
    )
    pen.write(
        "翻译：Git 并不记录重命名",
        lambda shelf: shelf.translate("renames"),
        author="translator",
        date="2026-03-19T22:37:41+08:00",
    )


def _reorganise(pen: _Pen) -> None:
    pen.write(
        "Give the list sections that will last",
        lambda shelf: (
            shelf.rearrange(_SECTIONS)
            .move("publishing/spaces", "typography/spaces")
            .move("publishing/link-texts", "typography/link-texts")
        ),
        date="2026-03-24T21:55:00+08:00",
    )
    pen.write(
        "Reflog note: read, and given a better title",
        lambda shelf: shelf.promote("reflog"),
        author="reviewer",
        date="2026-03-31T10:40:25+00:00",
    )
    pen.write(
        "Take the standard out: everyone knows where it is",
        lambda shelf: shelf.remove("rfc4287"),
        date="2026-04-08T20:01:19+08:00",
    )
    pen.write(
        "Retitle the note on dates",
        lambda shelf: shelf.reword("two-dates"),
        author="reviewer",
        date="2026-04-14T09:08:07+00:00",
    )


def _spring(pen: _Pen) -> None:
    pen.write(
        "Put the standard back: not everyone does",
        lambda shelf: shelf.add("rfc4287", "https://www.rfc-editor.org/rfc/rfc4287", "document"),
        date="2026-04-21T20:30:46+08:00",
    )
    pen.write(
        "WeChat note: translate and publish",
        lambda shelf: shelf.translate("wechat").promote("wechat"),
        author="translator",
        date="2026-04-22T22:09:14+08:00",
    )
    pen.write(
        "Add a note on JSON Feed",
        lambda shelf: shelf.add("json-feed", "feeds/json-feed", "document"),
        date="2026-04-23T21:33:57+08:00",
    )
    pen.write(
        "Add a note on plain text mail",
        lambda shelf: shelf.add("plain-text", "publishing/plain-text", "letters"),
        author="contributor",
        date="2026-04-24T17:45:08+02:00",
    )
    pen.write(
        "Write bullets as stars",
        lambda shelf: replace(shelf, bullet="*"),
        author="contributor",
        date="2026-04-29T18:00:31+02:00",
    )
    pen.write(
        "新增一篇：lang 属性",
        lambda shelf: shelf.add("lang", "typography/lang", "text", languages=("zh",)),
        author="translator",
        date="2026-05-05T19:12:00+08:00",
    )
    pen.write(
        "The note on lang, in English",
        lambda shelf: shelf.translate("lang"),
        date="2026-05-05T21:20:43+08:00",
    )


def _early_summer(pen: _Pen) -> None:
    pen.write(
        "Draft a note on WebSub",
        lambda shelf: shelf.add("websub", "feeds/websub", "network", languages=("en",), pending=True),
        author="contributor",
        date="2026-05-07T19:27:36+02:00",
    )
    pen.write(
        "JSON Feed note: back to review",
        lambda shelf: shelf.mark("json-feed"),
        author="reviewer",
        date="2026-05-14T08:52:11+00:00",
    )
    pen.write(
        "Publish feeds",
        lambda shelf: replace(
            shelf,
            closing=(*shelf.closing, texts.SUBSCRIBE),
            others={**shelf.others, "publisher.yml": _CONFIGURATION},
        ),
        date="2026-05-20T20:44:29+08:00",
    )
    pen.write(
        "Add a note on patience diff (#12)",
        lambda shelf: shelf.add("patience", "history/patience", "happened", languages=("en",)),
        author="contributor",
        committer=_WEB,
        written="2026-05-24T15:20:00+02:00",
        date="2026-05-27T12:11:06+00:00",
    )
    pen.write(
        "Draft a note on shallow clones",
        lambda shelf: shelf.add("shallow", "history/shallow", "kept", pending=True),
        date="2026-06-09T22:18:52+08:00",
    )
    pen.write(
        "翻译：Patience diff",
        lambda shelf: shelf.translate("patience"),
        author="translator",
        date="2026-06-11T21:49:33+08:00",
    )
    pen.write(
        "Add a note on archives",
        lambda shelf: shelf.add("archives", "feeds/archives", "network"),
        date="2026-06-16T21:07:18+08:00",
    )
    pen.write("Sort each section by title", lambda shelf: shelf.sort(), date="2026-06-18T20:13:40+08:00")
    pen.write(
        "Add a note on the two clocks",
        lambda shelf: shelf.add("two-clocks", "history/two-clocks", "happened", languages=("en",)),
        date="2026-06-30T21:58:26+08:00",
    )
