"""The page in a real browser: Chromium, driven by Playwright, from ``file://`` unless a test says otherwise."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from factories import make_listing, make_note, make_publication

from publisher.config import Settings
from publisher.model import Publication
from publisher.site import render_site

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

LONG = 3000
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 1000}


def short_list() -> Publication:
    """Six notes in two languages, sections, years and authors, and one that waits."""
    return make_publication(
        make_note(
            "notes/first",
            make_listing("The scheduler", "notes/first.md", summary="How requests queue.", section=("Systems", "Serving")),
            make_listing("调度器源码解析", "notes/first_zh.md", language="zh", summary="请求如何排队。", section=("系统", "推理")),
            announced=-100,
        ),
        make_note("notes/cache", make_listing("Résumé of the cache", "notes/cache.md", section=("Systems",)), announced=2),
        make_note(
            "notes/loss",
            make_listing("The loss", "notes/loss.md", section=("Training",)),
            make_listing("损失函数", "notes/loss_zh.md", language="zh", section=("训练",)),
            announced=40,
        ),
        make_note("notes/zh-only", make_listing("显存泄露问题", "notes/z.md", language="zh", section=("训练",)), announced=50),
        make_note("notes/draft", make_listing("A draft on queues", "notes/draft.md", marker="x"), drafted=30, author="reviewer"),
    )  # fmt: skip


def long_list() -> Publication:
    return make_publication(
        *(
            make_note(
                f"notes/{number}",
                make_listing(
                    f"Note {number} on topic {number % 97}", f"notes/{number}.md", summary="Words " * 20
                ),
                announced=number / 2,
            )
            for number in range(LONG)
        ),
        languages=("en",),
    )


def write(folder: Path, publication: Publication) -> Path:
    for path, content in render_site(publication, Settings()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("site"), short_list())


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("long"), long_list())


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., "sync_api.Page"]


@pytest.fixture
def visit(browser: sync_api.Browser) -> Iterator[Open]:
    """Open a page; the test fails when the page wrote to the console or asked for anything outside its folder."""
    contexts, complaints = [], []

    def visit(
        folder: Path, name: str = "index.html", *, address: str = "", **options: object
    ) -> sync_api.Page:
        root = address or f"{folder.as_uri()}/"
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith((root, "data:")) or complaints.append(request.url),
        )
        page.goto(root + name)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The address of the site over HTTP."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def titles(page: sync_api.Page) -> list[str]:
    return page.locator("#results h3").all_inner_texts()


def wait_for(page: sync_api.Page, tally: str) -> None:
    sync_api.expect(page.locator("#tally")).to_have_text(tally)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("scheduler", ["The scheduler"], id="a word"),
        pytest.param("SCHED", ["The scheduler"], id="part of a word, in capitals"),
        pytest.param("queue", ["The scheduler", "A draft on queues"], id="a summary, and what waits last"),
        pytest.param("the  loss", ["The loss"], id="every word, in any order"),
        pytest.param("resume", ["Résumé of the cache"], id="without its accents"),
        pytest.param("显存", ["显存泄露问题"], id="Chinese, without spaces"),
        pytest.param("源码", ["The scheduler"], id="by its title in another language"),
        pytest.param("training", ["显存泄露问题", "The loss"], id="a section"),
        pytest.param('"how requests"', ["The scheduler"], id="a phrase in quotation marks"),
        pytest.param('"requests how"', [], id="no phrase in another order"),
        pytest.param("(.*", [], id="nothing, and no pattern"),
    ],
)
def test_search_finds(visit: Open, site: Path, words: str, expected: list[str]) -> None:
    page = visit(site)
    page.fill("#q", words)
    wait_for(page, f"Notes found: {len(expected)}")
    assert titles(page) == expected


def test_search_marks_what_it_found(visit: Open, site: Path) -> None:
    page = visit(site)
    page.fill("#q", "queue")
    wait_for(page, "Notes found: 2")
    assert page.locator("#results mark").all_inner_texts() == ["queue", "queue"]


def test_chinese_is_found_on_the_chinese_page(visit: Open, site: Path) -> None:
    page = visit(site, "index.zh.html")
    page.fill("#q", "排队")
    wait_for(page, "找到 1 篇")
    assert titles(page) == ["调度器源码解析"]


@pytest.mark.parametrize(
    ("choose", "query", "expected"),
    [
        pytest.param(
            {"section": "systems"}, "?section=systems", ["Résumé of the cache", "The scheduler"], id="section"
        ),
        pytest.param({"section": "serving"}, "?section=serving", ["The scheduler"], id="subsection"),
        pytest.param({"year": "2025"}, "?year=2025", ["The scheduler"], id="year"),
        pytest.param({"author": "reviewer"}, "?author=reviewer", ["A draft on queues"], id="author"),
        pytest.param(
            {"language": "zh"}, "?language=zh", ["显存泄露问题", "The loss", "The scheduler"], id="language"
        ),
    ],
)
def test_filters_narrow_and_stand_in_the_address(
    visit: Open, site: Path, choose: dict[str, str], query: str, expected: list[str]
) -> None:
    page = visit(site)
    for name, value in choose.items():
        page.select_option(f"#by-{name}", value)
    wait_for(page, f"Notes found: {len(expected)}")
    assert titles(page) == expected
    assert page.evaluate("location.search") == query


def test_only_what_waits_can_be_shown(visit: Open, site: Path) -> None:
    page = visit(site)
    page.check("#by-waiting")
    wait_for(page, "Notes found: 1")
    assert titles(page) == ["A draft on queues"]
    assert page.locator("#results .permalink").inner_text().split()[:2] == ["since", "2026-01-31"]


def test_an_address_brings_its_filtered_view_back(visit: Open, site: Path) -> None:
    page = visit(site, "index.html?q=the&section=training")
    wait_for(page, "Notes found: 1")
    assert titles(page) == ["The loss"]
    assert page.input_value("#q") == "the"
    assert page.input_value("#by-section") == "training"
    assert page.locator("#whole").is_hidden()


def test_showing_everything_ends_the_search(visit: Open, site: Path) -> None:
    page = visit(site, "index.html?q=loss")
    wait_for(page, "Notes found: 1")
    page.click("#everything")
    sync_api.expect(page.locator("#whole")).to_be_visible()
    assert page.locator("#results").is_hidden()
    assert page.evaluate("location.search") == ""
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_language_switch_takes_the_search_along(visit: Open, site: Path) -> None:
    page = visit(site, "index.html?section=training")
    wait_for(page, "Notes found: 2")
    page.click(".languages >> text=中文")
    wait_for(page, "找到 2 篇")
    assert titles(page) == ["显存泄露问题", "损失函数"]


def test_a_results_permanent_link_leads_back_into_the_timeline(visit: Open, site: Path) -> None:
    page = visit(site, "index.html?q=loss")
    wait_for(page, "Notes found: 1")
    page.click("#results .permalink")
    sync_api.expect(page.locator("#whole")).to_be_visible()
    sync_api.expect(page.locator("[id='note/notes/loss']")).to_be_in_viewport()
    assert page.evaluate("location.hash") == "#note/notes/loss"


def test_search_needs_no_mouse(visit: Open, site: Path) -> None:
    page = visit(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the notes"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "timeline"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("loss")
    wait_for(page, "Notes found: 1")
    page.keyboard.press("Enter")
    assert titles(page) == ["The loss"]
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#results h3')") is not None:
            break
    else:
        pytest.fail("the results cannot be reached by keyboard")


def test_a_feeds_address_is_copied_absolute(visit: Open, site: Path, served: str) -> None:
    page = visit(site, address=served, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".follow .copy")
    button.click()
    sync_api.expect(button).to_contain_text("Copied")
    sync_api.expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{served}en.atom"
    assert page.locator(".follow .address a").inner_text() == f"{served}en.atom".removeprefix("http://")


def test_copying_works_without_the_clipboards_leave(visit: Open, site: Path) -> None:
    page = visit(site)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    page.locator(".follow .copy").click()
    sync_api.expect(page.locator(".follow .copy")).to_contain_text("Copied")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.focus("#paste")
    page.keyboard.press("Control+V")
    assert page.input_value("#paste").endswith("/en.atom")


def test_the_page_is_whole_without_script(visit: Open, site: Path) -> None:
    page = visit(site, java_script_enabled=False)
    assert page.locator(".month .note").count() == 4
    assert page.locator("#waiting .note").count() == 1
    assert page.locator(".search").is_hidden()
    assert page.locator(".copy").first.is_hidden()
    assert page.locator(".feeds .address a").count() > 5


def test_nothing_runs_that_is_not_a_file_of_ours(visit: Open, tmp_path: Path) -> None:
    attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    listing = make_listing(attack, "a.md", section=(attack,), summary=attack)
    publication = make_publication(
        make_note("a", listing, author=attack), make_note("b", announced=3), titles={"en": attack}
    )
    page = visit(write(tmp_path, publication))
    page.fill("#q", "onerror")
    wait_for(page, "Notes found: 1")
    assert titles(page) == [attack]
    assert "<img src=x" in page.title()
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("name", ["index.html", "index.zh.html", "index.html?q=the"])
def test_axe_finds_nothing(visit: Open, site: Path, name: str, viewport: dict[str, int], scheme: str) -> None:
    page = visit(site, name, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    if "?" in name:
        page.wait_for_selector("#results .note")
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
@pytest.mark.parametrize("name", ["index.html", "index.zh.html"])
def test_nothing_is_wider_than_the_window(visit: Open, site: Path, name: str, width: int) -> None:
    page = visit(site, name, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["index.html", "index.zh.html"])
def test_since_when_a_note_waits_does_not_touch_its_title(visit: Open, site: Path, name: str) -> None:
    page = visit(site, name, viewport={"width": 1100, "height": 800})
    since = page.locator("#waiting .note time").first.bounding_box()
    title = page.locator("#waiting .note h3").first.bounding_box()
    assert title["x"] - (since["x"] + since["width"]) >= 16


def test_a_long_list_opens_small_and_finds_what_is_elsewhere(visit: Open, long_site: Path) -> None:
    assert (long_site / "index.html").stat().st_size < 300_000
    page = visit(long_site)
    page.fill("#q", '"note 7 on"')
    wait_for(page, "Notes found: 1")
    page.click("#results .permalink")
    page.wait_for_url("**/months/2026-01.html#note/notes/7")
    sync_api.expect(page.locator("[id='note/notes/7']")).to_be_in_viewport()


def test_an_address_on_the_first_page_still_finds_a_note_that_moved_on(visit: Open, long_site: Path) -> None:
    page = visit(long_site, "index.html#note/notes/7")
    page.wait_for_url("**/months/2026-01.html#note/notes/7")


def test_more_results_come_when_asked_for(visit: Open, long_site: Path) -> None:
    page = visit(long_site)
    page.fill("#q", "topic")
    wait_for(page, "Notes found: 3,000")
    notes = page.locator("#results .note")
    sync_api.expect(notes).to_have_count(40)
    page.click("#more")
    sync_api.expect(notes).to_have_count(80)


# From the key press to the drawn answer, in frames; the index is loaded when the field gets the focus.
MEASURE = """async (words) => {
  const frames = [];
  const field = document.getElementById("q");
  for (const word of words) {
    await new Promise((done) => requestAnimationFrame(done));
    const before = document.getElementById("tally").textContent;
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    let count = 0;
    while (document.getElementById("tally").textContent === before && count < 60) {
      await new Promise((done) => requestAnimationFrame(done));
      count += 1;
    }
    frames.push(count);
  }
  return frames;
}"""


def test_an_answer_takes_two_frames_at_most(visit: Open, long_site: Path) -> None:
    page = visit(long_site)
    page.focus("#q")
    # Playwright's own waiting evaluates strings, which the policy forbids.
    while not page.evaluate("globalThis.publisherIndex !== undefined"):
        page.wait_for_timeout(20)
    page.fill("#q", "warm")
    wait_for(page, "Notes found: 0")
    frames = page.evaluate(MEASURE, ["topic 1", "note 29", "words", "note 2999", "topic 96"])
    assert max(frames) <= 2, frames


def test_print_leaves_out_what_paper_cannot_do(visit: Open, site: Path) -> None:
    page = visit(site)
    page.emulate_media(media="print")
    assert page.locator(".search").is_hidden()
    assert page.locator(".feeds").is_hidden()
    assert page.locator(".month .note").first.is_visible()
