"""Every document of the digests, by its path in the output folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from publisher.config import Settings
from publisher.digests import forms, mail
from publisher.digests.context import dump
from publisher.digests.copying import render_copy_page
from publisher.digests.desk import Desk
from publisher.digests.editions import edition_of, find_edition
from publisher.digests.press import Press, finish_markdown, finish_page
from publisher.digests.records import render_record
from publisher.digests.rich import safe
from publisher.digests.shelves import FULL_ISSUES, Shelf, shelf_of
from publisher.digests.subscription import render_subscription
from publisher.digests.targets import BY_NAME, TARGETS, Target, editions_for, print_target
from publisher.digests.web import page_body
from publisher.model import Issue, Publication

NO_LEADS: Mapping[str, str] = MappingProxyType({})


def render_digests(
    publication: Publication,
    settings: Settings,
    *,
    templates: Path | None = None,
    leads: Mapping[str, str] = NO_LEADS,
) -> dict[str, bytes]:
    """All documents of all issues.

    *templates* is a folder whose templates go before ours. *leads* is what the editor wrote, in Markdown,
    by ``<issue id>/<language>``.
    """
    desk = Desk(publication=publication, settings=settings, leads=leads)
    press = Press(templates)
    issues = publication.issues
    written: dict[str, str] = {}
    for place, issue in enumerate(issues):
        folder = f"digests/{issue.id}/"
        newest = place >= len(issues) - FULL_ISSUES
        written |= {folder + path: text for path, text in _issue_documents(issue, desk, press, newest=newest)}
    written |= dict(_shelf_documents(desk, press))
    documents = {path: text.encode() for path, text in written.items()}
    for language in publication.languages:
        documents[f"digests.{language}.atom"] = render_subscription(language, desk, press)
        for issue in issues[-FULL_ISSUES:]:
            documents[f"digests/{issue.id}/email.{language}.eml"] = _message(issue, language, desk, press)
    return documents


def render_issue(
    issue: Issue,
    publication: Publication,
    settings: Settings,
    target: str,
    language: str,
    *,
    templates: Path | None = None,
    leads: Mapping[str, str] = NO_LEADS,
) -> bytes:
    """One document of one issue; *target* is one of `TARGET_NAMES`."""
    desk = Desk(publication=publication, settings=settings, leads=leads)
    press = Press(templates)
    if target == "json":
        return render_record(issue, publication).encode()
    if target == "html":
        return _page(issue, desk, press).encode()
    if target == "eml":
        return _message(issue, language, desk, press)
    return print_target(BY_NAME[target], issue, language, desk, press).encode()


TARGET_NAMES = (*(target.name for target in TARGETS), "html", "json", "eml")


def dump_context(
    issue: Issue,
    publication: Publication,
    settings: Settings,
    target: str,
    language: str,
    *,
    leads: Mapping[str, str] = NO_LEADS,
) -> str:
    """What the template of *target* is given, as JSON; for a document of several languages a list of them."""
    desk = Desk(publication=publication, settings=settings, leads=leads)
    if target in BY_NAME:
        editions = editions_for(BY_NAME[target], issue, language, desk)
    else:
        root = "../../" if target == "html" else None
        form = forms.web_form() if target == "html" else forms.text_form()
        editions = (edition_of(issue, language, form, desk, root=root),)
    return dump(editions)


def _issue_documents(issue: Issue, desk: Desk, press: Press, *, newest: bool) -> Iterator[tuple[str, str]]:
    yield "issue.html", _page(issue, desk, press)
    yield "issue.json", render_record(issue, desk.publication)
    targets = [target for target in TARGETS if target.path and (newest or target.name == "markdown")]
    documents = {path: text for target in targets for path, text in _in_languages(target, issue, desk, press)}
    yield from documents.items()
    if newest:
        yield "index.html", finish_page(render_copy_page(issue, documents, desk, press))


def _in_languages(target: Target, issue: Issue, desk: Desk, press: Press) -> Iterator[tuple[str, str]]:
    for language in desk.languages[:1] if target.in_every_language else desk.languages:
        yield target.path_in(language), print_target(target, issue, language, desk, press)


def _page(issue: Issue, desk: Desk, press: Press) -> str:
    """``issue.html``, with a body from our own Markdown."""
    root, editions, bodies = "../../", [], {}
    for language in desk.languages:
        form = forms.web_form()
        edition = edition_of(issue, language, form, desk, root=root)
        text = finish_markdown(press.print("digests/body.md.j2", [edition]))
        editions.append(edition)
        bodies[language] = safe(page_body(text, [edition], form.formulas))
    return finish_page(press.print("digests/issue.html.j2", editions, bodies=bodies, root=root))


def _message(issue: Issue, language: str, desk: Desk, press: Press) -> bytes:
    names = ("email-text", "email")
    text, html = (print_target(BY_NAME[name], issue, language, desk, press) for name in names)
    edition = find_edition(issue, language, forms.text_form, desk)
    return mail.message(edition, text, html, desk.publication.authority, issue)


def _shelf_documents(desk: Desk, press: Press) -> Iterator[tuple[str, str]]:
    """The index, the changelogs, and what the pages need beside them."""
    shelves = [shelf_of(language, desk, forms.text_form(), "../") for language in desk.languages]
    index = press.print("digests/index.html.j2", (), shelves=shelves, root="../")
    yield "digests/index.html", finish_page(index)
    for language in desk.languages:
        shelf = shelf_of(language, desk, forms.markdown_form(), desk.base)
        yield f"changelog.{language}.md", _changelog(shelf, press)
    yield from _changelog_pages(desk, press)
    styles = (press.asset(name) for name in ("shared/base.css", "digests/digests.css"))
    yield "digests/style.css", "\n".join(styles)
    for name in ("copy.js", "paper.css"):
        yield f"digests/{name}", press.asset(f"digests/{name}")


def _changelog(shelf: Shelf, press: Press) -> str:
    return finish_markdown(press.print("digests/changelog.md.j2", (), shelf=shelf))


def _changelog_pages(desk: Desk, press: Press) -> Iterator[tuple[str, str]]:
    web = {language: forms.web_form() for language in desk.languages}
    shelves = [shelf_of(language, desk, web[language], "") for language in desk.languages]
    for shelf in shelves:
        body = safe(page_body(_changelog(shelf, press), shelf.editions, web[shelf.language].formulas))
        page = press.print("digests/changelog.html.j2", (), shelf=shelf, shelves=shelves, root="", body=body)
        yield f"changelog.{shelf.language}.html", finish_page(page)
