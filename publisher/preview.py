"""A folder of documents that is served on this machine, and made again when what it is made of changes."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.errors import PortTaken, PublisherError

HOST = "127.0.0.1"
"""Nobody else's machine can see it."""

Stamps = tuple[tuple[str, int, int], ...]


class Shelf:
    """Where the newest documents are; each making has a folder of its own, so that no page is half new."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made = 0
        self.folder = root / "nothing-yet"

    def make(self, make: Callable[[Path], None]) -> None:
        """Let *make* fill a new folder, and show it when that has worked."""
        self._made += 1
        folder = self._root / str(self._made)
        folder.mkdir()
        make(folder)
        self.folder = folder


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".md": "text/markdown; charset=utf-8",
        ".opml": "text/x-opml",
        ".rss": "application/rss+xml",
        ".txt": "text/plain; charset=utf-8",
    }

    def __init__(self, *args: object, shelf: Shelf) -> None:
        super().__init__(*args, directory=str(shelf.folder))  # type: ignore[arg-type]  # the server's three

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to what is made."""


@contextmanager
def serve(shelf: Shelf, port: int) -> Generator[str]:
    """Serve what is on *shelf*, and give its address; *port* 0 takes a free one. Raises PortTaken."""
    try:
        server = ThreadingHTTPServer((HOST, port), functools.partial(_Handler, shelf=shelf))
    except OSError as problem:
        raise PortTaken(port) from problem
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what happens."""

    ready: Callable[[str], None]
    """The address, after each making."""
    failed: Callable[[PublisherError], None]
    """What went wrong, once; what was made before is served on."""


def preview(
    make: Callable[[Path], None],
    stamp: Callable[[], object],
    *,
    port: int,
    told: Told,
    wait: Callable[[], None],
) -> None:
    """Make documents and serve them until something is raised, as an interrupt from the keyboard is.

    *make* fills an empty folder. It is called again when *stamp* does not give what it gave before, and
    between two looks *wait* is called. What goes wrong in the first making is raised.
    """
    with TemporaryDirectory(prefix="publisher-preview-") as root:
        shelf = Shelf(Path(root))
        seen = stamp()
        shelf.make(make)
        with serve(shelf, port) as address:
            told.ready(address)
            complaint = ""
            while True:
                wait()
                try:
                    now = stamp()
                    if now != seen:
                        seen, complaint = now, ""
                        shelf.make(make)
                        told.ready(address)
                except PublisherError as error:
                    if str(error) != complaint:
                        complaint = str(error)
                        told.failed(error)


def stamps(places: Iterable[Path | None]) -> Stamps:
    """Path, time and size of every file in *places*, which are files and folders that may not be there."""
    files = (file for place in places if place for file in (place, *place.rglob("*")))
    return tuple(sorted(filter(None, map(_stamp, files))))


def _stamp(file: Path) -> tuple[str, int, int] | None:
    try:
        status = file.stat()
    except OSError:  # it went while we looked
        return None
    return (str(file), status.st_mtime_ns, status.st_size) if file.is_file() else None
