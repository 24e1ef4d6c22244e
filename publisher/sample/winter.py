"""The demo's history from January to the first days of March 2026: how the list begins."""

from __future__ import annotations

from dataclasses import replace

from publisher.sample import texts
from publisher.sample.pen import WEB, Pen
from publisher.sample.texts import Pair

_MAILMAP = "translator <translator@example.org> <translation@example.org>\n"


def begin(pen: Pen) -> None:
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


def first_pull_request(pen: Pen) -> None:
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
        committer=WEB,
        date="2026-02-12T12:03:51+00:00",
    )
    pen.shelf = both


def change_languages(pen: Pen) -> None:
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


def foxtrot(pen: Pen) -> None:
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
        committer=WEB,
        date="2026-03-03T18:12:27+01:00",
    )
    pen.write(
        "好的周报：改一句更顺口的介绍",
        lambda shelf: shelf.reword("digest"),
        author="translator",
        committer=WEB,
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
