"""The page from which an editor copies an issue: a preview, a button and the limits of each target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publisher.characters import clip
from publisher.digests import forms, mail, rich
from publisher.digests.context import Edition
from publisher.digests.desk import Desk
from publisher.digests.editions import edition_of, find_edition
from publisher.digests.press import Press, finish_markdown
from publisher.digests.prose import plain
from publisher.digests.rich import WECHAT_CHARACTERS, safe
from publisher.digests.targets import BY_NAME, RELEASE_CHARACTERS, print_target
from publisher.model import Issue
from publisher.words import Words

TITLE_CHARACTERS = {"zhihu": 100, "wechat": 64}
"""What their fields for titles hold."""
SUMMARY_CHARACTERS = 120
"""What WeChat's field for a summary holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much of what a target takes is used."""

    text: str
    """``1,234 of 20,000 characters``."""
    value: int
    limit: int | None = None

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.value > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line that a target asks for beside the text: a title, a subject."""

    name: str
    label: str
    text: str
    measure: Measure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One target on the page."""

    name: str
    title: str
    how: str
    """What to do with it, in a sentence."""
    plain: str
    """As the clipboard's plain text."""
    rich: str = ""
    """As its rich text; empty where the target takes plain text only."""
    source: str = ""
    """HTML for those who want to see it; empty where it is not of use."""
    preview: str = ""
    """What it will look like, as HTML; empty for plain text."""
    file: str = ""
    """The document beside the page."""
    fields: tuple[Field, ...] = ()
    measures: tuple[Measure, ...] = ()


def render_copy_page(issue: Issue, documents: Mapping[str, str], desk: Desk, press: Press) -> str:
    """``index.html`` of the issue's folder, of the *documents* (by name) that stand beside it."""
    editions = [find_edition(issue, each, forms.text_form, desk, root="../../") for each in desk.languages]
    panels = {each.language: _Panels(issue, each, documents, desk, press).all() for each in editions}
    return press.print("digests/copy.html.j2", editions, panels=panels, root="../../")


@dataclass(frozen=True, slots=True)
class _Panels:
    issue: Issue
    edition: Edition
    documents: Mapping[str, str]
    desk: Desk
    press: Press

    def all(self) -> tuple[Panel, ...]:
        return (
            self._zhihu(),
            self._zhihu_file(),
            self._wechat(),
            self._newsletter(),
            self._email(),
            self._markdown("markdown", f"issue.{self.edition.language}.md"),
            self._markdown("release", "release.md", limit=RELEASE_CHARACTERS),
        )

    def _words(self, key: str, **values: str | int) -> str:
        return Words(self.edition.language)(f"copy.{key}", n=None, **values)

    def _panel(
        self,
        name: str,
        plain: str,
        *,
        markup: str = "",
        source: str = "",
        preview: str = "",
        file: str = "",
        fields: tuple[Field, ...] = (),
        measures: tuple[Measure, ...] = (),
    ) -> Panel:
        return Panel(
            name=name,
            title=self._words(name),
            how=self._words(f"{name}_how"),
            plain=plain,
            rich=markup.rstrip("\n"),
            source=source,
            preview=safe(preview),
            file=file,
            fields=fields,
            measures=measures,
        )

    def _zhihu(self) -> Panel:
        language = self.edition.language
        markup = self.documents[f"zhihu.{language}.html"]
        shown = edition_of(self.issue, language, rich.zhihu_preview_form(), self.desk)
        preview = rich.finish_zhihu(self.press.print("digests/zhihu.html.j2", [shown]))
        return self._panel(
            "zhihu",
            self.documents[f"zhihu.{language}.md"],
            markup=markup,
            preview=preview,
            file=f"zhihu.{language}.html",
            fields=(self._title("zhihu"),),
            measures=(self._characters(markup),),
        )

    def _zhihu_file(self) -> Panel:
        name = f"zhihu.{self.edition.language}.md"
        return self._panel(
            "zhihu_file",
            self.documents[name],
            file=name,
            fields=(self._title("zhihu"),),
        )

    def _wechat(self) -> Panel:
        name = f"wechat.{self.edition.language}.html"
        markup = self.documents[name]
        return self._panel(
            "wechat",
            self._text(),
            markup=markup,
            preview=markup,
            file=name,
            fields=(
                self._title("wechat"),
                self._field("summary", clip(self.edition.preheader, SUMMARY_CHARACTERS), SUMMARY_CHARACTERS),
            ),
            measures=(self._characters(markup, WECHAT_CHARACTERS),),
        )

    def _newsletter(self) -> Panel:
        markup = print_target(BY_NAME["feed"], self.issue, self.edition.language, self.desk, self.press)
        return self._panel(
            "newsletter",
            self.documents[f"issue.{self.edition.language}.md"],
            markup=markup,
            preview=markup,
            fields=self._mail_fields(),
            measures=(self._characters(markup),),
        )

    def _email(self) -> Panel:
        name = f"email.{self.edition.language}.html"
        source = self.documents[name]
        size = mail.encoded_size(source)
        markup = _body_of(source)
        kilobytes, limit = -(-size // 1000), mail.MOST_BYTES // 1000
        text = self._words("kilobytes", count=kilobytes, limit=limit)
        return self._panel(
            "email",
            self._text(),
            markup=markup,
            source=source,
            preview=markup,
            file=name,
            fields=self._mail_fields(),
            measures=(Measure(text=text, value=kilobytes, limit=limit),),
        )

    def _markdown(self, name: str, file: str, limit: int | None = None) -> Panel:
        text = self.documents[file]
        return self._panel(name, text, file=file, measures=(self._length(len(text), limit),))

    def _mail_fields(self) -> tuple[Field, ...]:
        return (
            self._field("subject", self.edition.title),
            self._field("preheader", self.edition.preheader),
        )

    def _text(self) -> str:
        """The text of the e-mail, without its first two lines, and not yet broken into lines."""
        edition = find_edition(self.issue, self.edition.language, forms.text_form, self.desk)
        return finish_markdown(self.press.print("digests/email.txt.j2", [edition])).partition("\n\n")[2]

    def _title(self, target: str) -> Field:
        """As much of the title as the field takes: without the list's name, if need be, or cut."""
        limit, edition = TITLE_CHARACTERS[target], self.edition
        whole = edition.title if len(edition.title) <= limit else clip(edition.subject, limit)
        return self._field("title", whole, limit)

    def _field(self, name: str, text: str, limit: int | None = None) -> Field:
        measure = self._length(len(text), limit) if limit else None
        return Field(name=name, label=self._words(f"field_{name}"), text=text, measure=measure)

    def _characters(self, markup: str, limit: int | None = None) -> Measure:
        return self._length(len(plain(markup)), limit)

    def _length(self, value: int, limit: int | None) -> Measure:
        key = "characters_of" if limit else "characters"
        text = self._words(key, count=f"{value:,}", limit=f"{limit or 0:,}")
        return Measure(text=text, value=value, limit=limit)


def _body_of(document: str) -> str:
    """The table in the ``body``, without the preheader and without white space between its parts."""
    match = re.search(r"<table.*</table>", document, re.DOTALL)
    return re.sub(r">\s*\n\s*<", "><", match[0] if match else document)
