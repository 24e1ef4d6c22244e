"""How large a long list's page is, and how soon its search answers: ``python benchmarks/page.py [NOTES]``.

Prints seconds of processor time, kilobytes of each kind of document, and, where Playwright and Chromium are
installed, frames and milliseconds from a key press to the drawn answer.
"""

# ruff: noqa: T201 (run by hand)
from __future__ import annotations

import gzip
import importlib.util
import shutil
import sys
import tempfile
import time
from pathlib import Path

from feeds import make_publication
from publisher.config import Settings
from publisher.site import render_site

QUERIES = ["note", "note 1", "reader", "note 2999", "1", "12", "sentences", "opening note"]
MEASURE = """async (words) => {
  const tally = document.getElementById("tally"), field = document.getElementById("q"), found = [];
  for (const word of words) {
    await new Promise((done) => setTimeout(done, 50));
    let changed = 0;
    const watch = new MutationObserver(() => { changed = performance.now(); });
    watch.observe(tally, { childList: true, characterData: true, subtree: true });
    await new Promise((done) => requestAnimationFrame(done));
    const begin = performance.now();
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    let frames = 0;
    while (!changed && frames < 100) {
      await new Promise((done) => requestAnimationFrame(done));
      frames += 1;
    }
    document.body.getBoundingClientRect();  // laid out, too
    found.push([word, frames, performance.now() - begin, tally.textContent]);
    watch.disconnect();
  }
  return found;
}"""


def render(count: int) -> dict[str, bytes]:
    publication = make_publication(count)
    begin = time.process_time()
    documents = render_site(publication, Settings())
    print(f"{count} notes: {time.process_time() - begin:.1f} s")
    for path, content in documents.items():
        if not path.startswith("months/"):
            print(
                f"  {path:16} {len(content) / 1000:8.1f} kB {len(gzip.compress(content)) / 1000:8.1f} kB gzip"
            )
    months = [len(content) for path, content in documents.items() if path.startswith("months/")]
    print(f"  {len(months)} months, the largest {max(months, default=0) / 1000:.1f} kB")
    return documents


def search(folder: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not everywhere)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((folder / "index.html").as_uri())
        begin = time.perf_counter()
        page.focus("#q")
        # Playwright's own waiting evaluates strings, which the policy forbids.
        while not page.evaluate("globalThis.publisherIndex !== undefined"):
            page.wait_for_timeout(5)
        page.wait_for_timeout(100)
        print(f"index loaded in {1000 * (time.perf_counter() - begin):.0f} ms")
        for word, frames, milliseconds, tally in page.evaluate(MEASURE, QUERIES):
            print(f"  {word:14} {frames} frames {milliseconds:6.1f} ms  {tally}")
        browser.close()


def main() -> None:
    documents = render(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
    chromium = shutil.which("chromium")
    if importlib.util.find_spec("playwright") is None or chromium is None:
        print("no browser: search not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        for path, content in documents.items():
            place = Path(folder, path)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)
        search(Path(folder), chromium)


if __name__ == "__main__":
    main()
