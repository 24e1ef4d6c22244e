"""The documents that one issue is made into: a template, a form of words, and a name each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from publisher.config import Settings
from publisher.digests import forms, mail, rich
from publisher.digests.context import Edition
from publisher.digests.desk import Desk
from publisher.digests.editions import find_edition
from publisher.digests.forms import Form
from publisher.digests.press import Press, finish_fragment, finish_markdown, finish_page
from publisher.model import Issue

RELEASE_CHARACTERS = 125_000
"""What GitHub takes."""
_FEED_HEAD = 4_000
"""Bytes that stand around an issue's text in the feed of digests."""

Fits = Callable[[str, Settings], bool]


def _fits_feed(text: str, settings: Settings) -> bool:
    """Whether the feed of digests has room for *text*, and what turns that feed into e-mail sends it whole."""
    room = settings.feed.max_bytes - _FEED_HEAD
    return mail.fits(text) and len(escape(text, quote=False).encode()) <= room


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One place that an issue is taken to."""

    name: str
    """As ``publisher digest --target`` takes it."""
    path: str
    """Below the issue's folder; ``{language}`` in it makes a document a language."""
    template: str
    form: Callable[[], Form]
    finish: Callable[[str], str]
    fits: Fits = lambda _text, _settings: True
    """Whether a document is not too long; one that is shows fewer announcements, and says how many more."""

    def path_in(self, language: str) -> str:
        return self.path.format(language=language)

    @property
    def in_every_language(self) -> bool:
        """Whether one document holds all languages."""
        return "{language}" not in self.path


TARGETS = (
    Target(
        name="markdown",
        path="issue.{language}.md",
        template="digests/issue.md.j2",
        form=forms.markdown_form,
        finish=finish_markdown,
    ),
    Target(
        name="zhihu",
        path="zhihu.{language}.html",
        template="digests/zhihu.html.j2",
        form=rich.zhihu_form,
        finish=rich.finish_zhihu,
    ),
    Target(
        name="zhihu-markdown",
        path="zhihu.{language}.md",
        template="digests/zhihu.md.j2",
        form=forms.markdown_form,
        finish=forms.finish_zhihu_markdown,
    ),
    Target(
        name="wechat",
        path="wechat.{language}.html",
        template="digests/wechat.html.j2",
        form=rich.wechat_form,
        finish=finish_fragment,
        fits=lambda text, _: rich.fits_wechat(text),
    ),
    Target(
        name="email",
        path="email.{language}.html",
        template="digests/email.html.j2",
        form=rich.email_form,
        finish=finish_page,
        fits=lambda text, _: mail.fits(text),
    ),
    Target(
        name="email-text",
        path="email.{language}.txt",
        template="digests/email.txt.j2",
        form=forms.text_form,
        finish=mail.finish_text,
    ),
    Target(
        name="release",
        path="release.md",
        template="digests/release.md.j2",
        form=forms.markdown_form,
        finish=finish_markdown,
        fits=lambda text, _: len(text) <= RELEASE_CHARACTERS,
    ),
    Target(
        name="feed",
        path="",
        template="digests/feed.html.j2",
        form=rich.feed_form,
        finish=finish_fragment,
        fits=_fits_feed,
    ),
)
BY_NAME = {target.name: target for target in TARGETS}


def print_target(target: Target, issue: Issue, language: str, desk: Desk, press: Press) -> str:
    """The document that *target* makes of *issue*: the longest one that fits."""
    key = target.name, issue.id, language
    if key not in press.printed:
        press.printed[key] = _print_fitting(target, issue, language, desk, press)
    return press.printed[key]


def _print_fitting(target: Target, issue: Issue, language: str, desk: Desk, press: Press) -> str:
    whole = _print(target, issue, language, desk, press, None)
    if target.fits(whole, desk.settings):
        return whole
    few, many = 0, len(issue.added) + len(issue.promoted)
    longest = _print(target, issue, language, desk, press, few)
    while many - few > 1:
        middle = (few + many) // 2
        text = _print(target, issue, language, desk, press, middle)
        if target.fits(text, desk.settings):
            few, longest = middle, text
        else:
            many = middle
    return longest


def editions_for(
    target: Target, issue: Issue, language: str, desk: Desk, limit: int | None = None
) -> tuple[Edition, ...]:
    """What the template of *target* is given: one edition, or one a language."""
    languages = desk.languages if target.path == "release.md" else (language,)
    return tuple(find_edition(issue, each, target.form, desk, limit=limit) for each in languages)


def _print(target: Target, issue: Issue, language: str, desk: Desk, press: Press, limit: int | None) -> str:
    return target.finish(press.print(target.template, editions_for(target, issue, language, desk, limit)))
