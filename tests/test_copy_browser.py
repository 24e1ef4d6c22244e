"""The pages of the digests in a real browser, and what arrives where an editor pastes.

Chromium, driven by Playwright, from ``file://`` and without network unless a test says otherwise.
"""

from __future__ import annotations

import functools
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from digest_samples import PUBLICATION, SETTINGS
from lxml import html

from publisher.checks.fragments import find_faults
from publisher.checks.targets import check_target
from publisher.digests import render_digests

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
ALLOWED = ["clipboard-read", "clipboard-write"]
FOLDER = "digests/2026-W34/"
COPY = f"{FOLDER}index.html"
LEAD = "How many:\n\n$$\n\\frac{1440n}{t} + \\sqrt{x}\n$$\n\n- one **bold**\n- [two](ids.md)\n\n> quoted\n\n```\na  b\n```\n"
LEADS = {"2026-W34/en": LEAD, "2026-W34/zh": LEAD}
DOCUMENTS = render_digests(PUBLICATION, SETTINGS, leads=LEADS)

Open = Callable[..., "sync_api.Page"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("digests")
    for path, content in (DOCUMENTS | {"favicon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: sync_api.Browser) -> Iterator[Open]:
    """Open a page; the test fails when the page complained or asked for anything outside its folder."""
    contexts, complaints = [], []

    def visit(folder: Path, name: str = COPY, *, address: str = "", **options: object) -> sync_api.Page:
        root = address or f"{folder.as_uri()}/"
        context = browser.new_context(**{"viewport": WIDE, "offline": not address, **options})
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
    """The address of the folder over HTTP."""
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


REFUSE = "() => { navigator.clipboard.write = navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }"
FORBID = "() => { document.execCommand = () => false; }"


def press(page: sync_api.Page, language: str, target: str, what: str = "rich") -> None:
    """Choose the *target*'s tab and press its button."""
    panel = f"#{language}-{target}"
    page.click(f"{panel}-tab")
    page.click(f"{panel} .actions [data-copy={what}]")


def said(page: sync_api.Page, language: str, target: str) -> sync_api.Locator:
    return page.locator(f"#{language}-{target} .status")


def pasted(page: sync_api.Page) -> str:
    """What a rich editor on another page gets."""
    editor = _elsewhere(page, "<div id=editor contenteditable></div>")
    return editor.inner_html("#editor")


def pasted_text(page: sync_api.Page) -> str:
    """What a field for text on another page gets."""
    return _elsewhere(page, "<textarea id=editor></textarea>").input_value("#editor")


def _elsewhere(page: sync_api.Page, markup: str) -> sync_api.Page:
    editor = page.context.new_page()
    editor.set_content(f"<!doctype html>{markup}")
    editor.focus("#editor")
    editor.keyboard.press("Control+V")
    return editor


WAYS = [pytest.param(True, id="clipboard"), pytest.param(False, id="selection")]


@pytest.mark.parametrize("asks", WAYS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target", ["zhihu", "wechat"])
def test_what_arrives_keeps_the_targets_rules(
    visit: Open, site: Path, target: str, language: str, *, asks: bool
) -> None:
    page = visit(site, f"{COPY}#{language}", permissions=ALLOWED if asks else [])
    if not asks:
        page.evaluate(REFUSE)
    press(page, language, target)
    sync_api.expect(said(page, language, target)).not_to_be_empty()
    arrived = pasted(page).replace('src="https://www.zhihu.com/', 'src="//www.zhihu.com/')
    name = f"{FOLDER}{target}.{language}.html"
    assert [str(finding) for finding in check_target(name, arrived)] == []
    expected = DOCUMENTS[name].decode()
    assert words(arrived) == words(expected)
    assert tags(arrived) == tags(expected)


def words(markup: str) -> list[str]:
    return html.fragment_fromstring(markup, create_parent="div").text_content().split()


def tags(markup: str) -> list[str]:
    return [str(each.tag) for each in html.fragment_fromstring(markup, create_parent="div").iterdescendants()]


def test_formulas_arrive_as_zhihus_own(visit: Open, site: Path) -> None:
    page = visit(site, permissions=ALLOWED)
    press(page, "en", "zhihu")
    sync_api.expect(said(page, "en", "zhihu")).to_have_text("Copied. Now paste it.")
    arrived = html.fragment_fromstring(pasted(page), create_parent="div")
    pictures = [
        (image.get("eeimg"), image.get("alt"), len(image.getparent())) for image in arrived.iter("img")
    ]
    assert pictures == [("2", r"\frac{1440n}{t} + \sqrt{x}", 1), ("1", r"\frac{1440n}{t}", 2)]
    links = [link.get("href") for link in arrived.iter("a")]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_a_newsletter_gets_what_readers_keep(visit: Open, site: Path) -> None:
    page = visit(site, permissions=ALLOWED)
    press(page, "en", "newsletter")
    sync_api.expect(said(page, "en", "newsletter")).not_to_be_empty()
    assert list(find_faults("newsletter", pasted(page))) == []


def test_an_e_mail_arrives_in_its_table(visit: Open, site: Path) -> None:
    page = visit(site, f"{COPY}#zh", permissions=ALLOWED)
    press(page, "zh", "email")
    sync_api.expect(said(page, "zh", "email")).not_to_be_empty()
    arrived = html.fragment_fromstring(pasted(page), create_parent="div")
    assert arrived.find(".//table[@width='600']") is not None
    assert [each.tag for each in arrived.iter() if {"class", "id"} & set(each.keys())] == []
    assert "font-size: 28px" in arrived.find(".//h1").get("style", "")


PLAIN = [
    pytest.param("zhihu", "rich", "zhihu.en.md", id="Zhihu"),
    pytest.param("zhihu_file", "plain", "zhihu.en.md", id="Zhihu's file"),
    pytest.param("newsletter", "rich", "issue.en.md", id="newsletter"),
    pytest.param("email", "source", "email.en.html", id="the e-mail's source"),
    pytest.param("markdown", "plain", "issue.en.md", id="Markdown"),
    pytest.param("release", "plain", "release.md", id="release"),
]


@pytest.mark.parametrize("asks", WAYS)
@pytest.mark.parametrize(("target", "what", "file"), PLAIN)
def test_a_field_for_text_gets_text(
    visit: Open, site: Path, target: str, what: str, file: str, *, asks: bool
) -> None:
    page = visit(site, permissions=ALLOWED if asks else [])
    if not asks:
        page.evaluate(REFUSE)
    press(page, "en", target, what)
    sync_api.expect(said(page, "en", target)).to_have_text("Copied. Now paste it.")
    assert pasted_text(page) == DOCUMENTS[FOLDER + file].decode()


@pytest.mark.parametrize("target", ["wechat", "email"])
def test_as_text_an_e_mail_is_its_text(visit: Open, site: Path, target: str) -> None:
    page = visit(site, permissions=ALLOWED)
    press(page, "en", target)
    sync_api.expect(said(page, "en", target)).not_to_be_empty()
    letter = DOCUMENTS[f"{FOLDER}email.en.txt"].decode().partition("\n\n")[2]
    assert pasted_text(page).split() == letter.split()


def test_a_title_is_copied_on_its_own(visit: Open, site: Path) -> None:
    page = visit(site, permissions=ALLOWED)
    page.click("#en-email-tab")
    page.get_by_role("button", name="Copy Subject").click()
    sync_api.expect(said(page, "en", "email")).not_to_be_empty()
    assert pasted_text(page) == "Field Notes #2: Why feed ids are for ever, Foxtrot merges and 1 more"


def test_a_browser_that_refuses_copies_when_asked_by_keyboard(visit: Open, site: Path) -> None:
    page = visit(site)
    page.evaluate(REFUSE)
    page.evaluate(FORBID)
    press(page, "en", "zhihu")
    sync_api.expect(said(page, "en", "zhihu")).to_contain_text("press Ctrl+C")
    page.keyboard.press("Control+C")
    assert 'eeimg="1"' in pasted(page)


def test_over_http_the_same_arrives(visit: Open, site: Path, served: str) -> None:
    page = visit(site, address=served, permissions=ALLOWED)
    press(page, "en", "zhihu")
    sync_api.expect(said(page, "en", "zhihu")).not_to_be_empty()
    assert words(pasted(page)) == words(DOCUMENTS[f"{FOLDER}zhihu.en.html"].decode())


def test_what_a_target_limits_is_counted(visit: Open, site: Path) -> None:
    page = visit(site)
    shown = {}
    for target in ("zhihu", "wechat", "email", "release"):
        page.click(f"#en-{target}-tab")
        shown[target] = page.locator(f"#en-{target} .actions .measure").inner_text().strip()
        assert page.locator(f"#en-{target} .over").count() == 0
    length = len(" ".join(words(DOCUMENTS[f"{FOLDER}zhihu.en.html"].decode())))
    assert abs(int(re.sub(r"\D", "", shown["zhihu"])) - length) < 40  # blocks have no space between them
    assert re.fullmatch(r"[\d,]+ of 20,000 characters", shown["wechat"])
    assert re.fullmatch(r"\d+ of 85 kB", shown["email"])
    assert shown["release"] == f"{len(DOCUMENTS[f'{FOLDER}release.md'].decode()):,} of 125,000 characters"


def test_the_tabs_need_no_mouse(visit: Open, site: Path) -> None:
    page = visit(site, permissions=ALLOWED)
    chosen = "document.activeElement.textContent"
    page.focus("#en-zhihu-tab")
    for key, expected in (("ArrowRight", "Zhihu, as a file"), ("End", "GitHub release"), ("ArrowRight", "Zhihu"), ("ArrowLeft", "GitHub release"), ("Home", "Zhihu")):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate(chosen) == expected
        selected = page.locator("#en [role=tab][aria-selected=true]")
        assert selected.all_inner_texts() == [expected]
        assert page.locator("#en [role=tabpanel]:visible").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(chosen) == "Copy for Zhihu"
    page.keyboard.press("Enter")
    sync_api.expect(said(page, "en", "zhihu")).to_have_text("Copied. Now paste it.")


# What the status says, change by change, until it has said so twice, or for two seconds.
WATCH = """() => new Promise((done) => {
  const status = document.querySelector("#en-zhihu .status");
  const seen = [];
  const watch = new MutationObserver(() => {
    seen.push(status.textContent);
    if (seen.length > 1) done(seen);
  });
  watch.observe(status, { childList: true });
  document.querySelector("#en-zhihu .main").click();
  setTimeout(() => done(seen), 2000);
})"""


def test_what_happened_is_read_aloud_again(visit: Open, site: Path) -> None:
    page = visit(site, permissions=ALLOWED)
    press(page, "en", "zhihu")
    sync_api.expect(said(page, "en", "zhihu")).to_have_text("Copied. Now paste it.")
    assert page.evaluate(WATCH) == ["", "Copied. Now paste it."]


def test_without_script_all_is_there_to_be_selected(visit: Open, site: Path) -> None:
    page = visit(site, java_script_enabled=False)
    assert page.locator("#en .panel:visible").count() == 7
    assert page.locator("button:visible").count() == 0
    assert page.locator("#en-zhihu .paper h2").first.inner_text() == "New notes"


PAGES = ["index.html", "issue.html", "../index.html", "../../changelog.en.html"]
UNFOLD = "() => document.querySelectorAll('.panel').forEach((panel) => { panel.hidden = false; })"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("name", [*PAGES, "index.html#zh", "issue.html#zh"])
def test_axe_finds_nothing(visit: Open, site: Path, name: str, viewport: dict[str, int], scheme: str) -> None:
    page = visit(site, FOLDER + name, viewport=viewport, color_scheme=scheme)
    page.evaluate(UNFOLD)
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_in_the_e_mail(visit: Open, site: Path, language: str) -> None:
    page = visit(site, f"{FOLDER}email.{language}.html", viewport={"width": 600, "height": 900})
    # Regions are of pages; a letter has none.
    options = {
        "preload": False,
        "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}},
    }
    found = axe.Axe().run(page, options=options).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_wider_than_the_window(visit: Open, site: Path, width: int) -> None:
    page = visit(site, viewport={"width": width, "height": 800})
    root = page.url.removesuffix("index.html")
    for name in (*PAGES, "index.html#zh", "issue.html#zh", "email.en.html", "email.zh.html"):
        page.goto(root + name)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_language_is_an_address(visit: Open, site: Path) -> None:
    page = visit(site, f"{FOLDER}issue.html")
    assert page.locator("h1:visible").all_inner_texts() == ["Issue 2"]
    page.locator("#en .languages >> text=中文").click()
    assert page.locator("h1:visible").all_inner_texts() == ["第 2 期"]
    page.locator("#zh >> text=上一期").click()
    assert page.locator("h1:visible").all_inner_texts() == ["第 1 期"]
