"""The demo's history from March to June 2026: how the list finds its shape."""

from __future__ import annotations

from dataclasses import replace

from publisher.sample import texts
from publisher.sample.pen import WEB, Pen

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


def change_of_mind(pen: Pen) -> None:
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


def reorganise(pen: Pen) -> None:
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


def grow(pen: Pen) -> None:
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


def early_summer(pen: Pen) -> None:
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
        committer=WEB,
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
