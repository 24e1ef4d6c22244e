"""A real reader subscribes: newsboat, over loopback HTTP, while a list grows."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from factories import make_event, make_events, make_listing, make_note, make_publication

from publisher.config import Settings
from publisher.feeds import render_feeds
from publisher.model import Event, Kind, Note, Standing

NEWSBOAT = shutil.which("newsboat")


class _Quiet(SimpleHTTPRequestHandler):
    def send_header(self, keyword: str, value: str) -> None:
        # What is written twice within a second would not be asked for again.
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test prints no requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Reader:
    """One newsboat with a cache of its own."""

    def __init__(self, folder: Path, *urls: str) -> None:
        folder.mkdir()
        self.cache = folder / "cache.db"
        (folder / "urls").write_text("".join(f"{url}\n" for url in urls))
        (folder / "config").write_text("browser none\n")
        self.command = [
            str(NEWSBOAT), "-q", "-u", str(folder / "urls"), "-c", str(self.cache),
            "-C", str(folder / "config"), "-x", "reload",
        ]  # fmt: skip
        self.environment = {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}

    def reload(self) -> None:
        subprocess.run(self.command, env=self.environment, check=True, capture_output=True, timeout=60)

    def query(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.cache)) as cache:
            return cache.execute(sql, values).fetchall()

    def items(self, feed: str) -> list[tuple[str, ...]]:
        """Title, author and link of what it has of a feed, in the order of their coming."""
        found = "select title, author, url from rss_item where feedurl like ? order by id"
        return self.query(found, f"%/{feed}")

    def unread(self) -> int:
        return int(self.query("select count(*) from rss_item where unread = 1")[0][0])

    def read_all(self) -> None:
        with closing(sqlite3.connect(self.cache)) as cache:
            cache.execute("update rss_item set unread = 0")
            cache.commit()


def write(folder: Path, site: str, notes: list[Note], events: list[Event]) -> None:
    publication = make_publication(*notes, events=events)
    for path, document in render_feeds(publication, Settings(site_url=site)).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(document)


ENGLISH = make_listing("First & <b>best</b>", "notes/first.md", summary="About `x < y`.")
CHINESE = make_listing("第一篇", "notes/first_zh.md", language="zh", summary="关于出版。")
FIRST = make_note("first", ENGLISH, announced=1)
LINK = "https://github.com/maintainer/list/blob/main/notes/"


@pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is not installed")
@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_note_arrives_once_whatever_becomes_of_it(tmp_path: Path, form: str) -> None:
    """Announced, translated, retitled, demoted, promoted again, removed, returned: one message."""
    folder = tmp_path / "site"
    folder.mkdir()
    translated = replace(FIRST, entries=(ENGLISH, CHINESE))
    retitled = replace(
        translated, entries=(replace(ENGLISH, title="Another title", link="moved/first.md"), CHINESE)
    )
    revising = replace(retitled, standing=Standing.REVISING, waits=(FIRST.seen,))
    removed = replace(retitled, standing=Standing.REMOVED)
    lives = [
        (Kind.ADDED, FIRST), (Kind.TRANSLATED, translated), (Kind.REVISED, retitled), (Kind.DEMOTED, revising),
        (Kind.PROMOTED, retitled), (Kind.REMOVED, removed), (Kind.RETURNED, retitled),
    ]  # fmt: skip
    events: list[Event] = []
    with served(folder) as site:
        reader = Reader(tmp_path / "reader", f"{site}en.{form}", f"{site}zh.{form}")
        for day, (kind, note) in enumerate(lives, 1):
            # The second promotion announces nothing.
            events.append(replace(make_event(kind, note, day), announced=kind is Kind.ADDED))
            write(folder, site, [note], events)
            reader.reload()
            assert reader.unread() == (2 if day == 1 else 0)
            reader.read_all()
        second = make_note("second", announced=20)
        write(folder, site, [retitled, second], [*events, *make_events([second])])
        reader.reload()
        assert reader.unread() == 2
    assert reader.items(f"en.{form}")[-1] == ("Note second", "writer", f"{LINK}second.md")


@pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is not installed")
@pytest.mark.parametrize("form", ["atom", "rss"])
def test_titles_are_shown_as_they_are_and_in_the_right_language(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    note = replace(FIRST, entries=(ENGLISH, CHINESE))
    with served(folder) as site:
        write(folder, site, [note], list(make_events([note])))
        reader = Reader(tmp_path / "reader", f"{site}en.{form}", f"{site}zh.{form}")
        reader.reload()
    assert reader.items(f"en.{form}") == [("First & <b>best</b>", "writer", f"{LINK}first.md")]
    assert reader.items(f"zh.{form}") == [("第一篇", "writer", f"{LINK}first_zh.md")]
    titles = reader.query("select title from rss_feed order by rssurl")
    assert titles == [("Notes on Publishing",), ("出版笔记",)]
