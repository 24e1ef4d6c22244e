"""How the time for texts that were made to take long grows with their length.

    python -m benchmarks.hostile [N]

For each pattern and step: seconds at N and at 2N characters, and their ratio: 2 is linear, 4 is quadratic.
Steps that take less than a twentieth of a second at 2N are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from test_limits import PATTERNS

from publisher.characters import one_line
from publisher.entries import Reader
from publisher.forges import Home
from publisher.links import Links
from publisher.markers import markers
from publisher.markup import plain, render_document, render_inline

HOME = Home(host="github.com", path="feeds-and-history/notes", kind="github")


def read_list(text: str) -> None:
    reader = Reader(links=Links(own=frozenset()), markers=markers(()))
    reader.read(f"- [t](https://example.org): {text}\n", path="README.md", lists=frozenset())
    reader.read(
        f"## {text}\n\n- [t {text}](https://example.org)\n\n{text}\n", path="README.md", lists=frozenset()
    )


STEPS: dict[str, Callable[[str], object]] = {
    "list": read_list,
    "sentence": lambda text: render_inline(text, list="README.md", home=HOME),
    "document": lambda text: render_document(text, path="a.md", home=HOME),
    "title": plain,
    "line": one_line,
}


def measure(step: Callable[[str], object], text: str) -> float:
    begin = process_time()
    step(text)
    return process_time() - begin


def main(size: int) -> None:
    for name, pattern in PATTERNS.items():
        once, twice = ((pattern * (2 * size // len(pattern) + 1))[:length] for length in (size, 2 * size))
        for title, step in STEPS.items():
            first = measure(step, once)
            second = measure(step, twice) if first < 20 else 0.0
            if second > 0.05 or not second:
                sys.stdout.write(f"{name:28} {title:10} {first:8.3f} {second:8.3f} {second / first:5.1f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
