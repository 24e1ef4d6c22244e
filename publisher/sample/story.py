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

from datetime import date
from pathlib import Path

from publisher.errors import OutputError
from publisher.sample import spring, winter
from publisher.sample.builder import RepoBuilder
from publisher.sample.pen import Pen

AS_OF = date(2026, 7, 2)
"""The day as of which the demo is published: the Thursday of the week that is still open."""
REMOTE = "https://github.com/feeds-and-history/field-notes"


def build_sample(folder: Path) -> None:
    """Make the repository in a new or empty folder, with a work tree; object names are always the same."""
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(folder, "is not empty")
    with RepoBuilder(folder) as repo:
        repo.remote(REMOTE)
        pen = Pen(repo)
        winter.begin(pen)
        winter.first_pull_request(pen)
        winter.change_languages(pen)
        winter.foxtrot(pen)
        spring.change_of_mind(pen)
        spring.reorganise(pen)
        spring.grow(pen)
        spring.early_summer(pen)
