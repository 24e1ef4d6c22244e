"""What says that an entry is not out yet, and where it may say so.

A marker is a whole bracketed tag (``[Pending Review]``, ``【未完成】``), a sign (🚧), an unticked box, a status cell
or a heading. Words inside prose are never one: "a todo app" and "unfinished business" are what notes are about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_PHRASES = """
pending review|review pending|pending|under review|in review|awaiting review|needs review|to be reviewed|for review
drafts|not finished|not finished yet|unfinished|not ready|not ready yet|incomplete|wip|work in progress|in progress|draft
under construction|coming soon|tbd|tba|tbc|todo|to do|to be done|to be continued|stub|planned|upcoming|unpublished
not yet published|not published|private|in preparation|ongoing|in the works|being written|unreviewed|not reviewed
待审|待审核|待审阅|待评审|待校对|审核中|审阅中|评审中|校对中|未审核|未完成|未写完|未完|未完待续|待完成|待完善|待续|待写|待补充|待更新|待发布
施工中|建设中|撰写中|写作中|编写中|正在施工|正在编写|正在撰写|草稿|初稿|未公开|未公开部分|未发布|暂未发布|暂未公开|即将发布|即将推出|即将上线
敬请期待|进行中|计划中|筹备中|准备中|开发中|整理中|尚未完成|还没写完
待審核|待審閱|審核中|未完成|撰寫中|編寫中|草稿|即將推出|敬請期待|施工中
レビュー待ち|レビュー中|未完成|作成中|準備中|執筆中|工事中|下書き|近日公開|作業中|書きかけ
검토 중|검토 대기|검토중|작성 중|작성중|준비 중|준비중|초안|미완성|공사 중|공사중|공개 예정|진행 중|진행중
borrador|en construcción|en progreso|en curso|pendiente|pendiente de revisión|próximamente|sin terminar
brouillon|en cours|en cours de rédaction|à venir|en attente de relecture|bientôt|inachevé|en construction
entwurf|in arbeit|in bearbeitung|unfertig|ausstehend|demnächst|in prüfung
rascunho|em construção|em andamento|pendente|pendente de revisão|em breve|inacabado
черновик|в работе|в процессе|на проверке|не закончено|не готово|скоро|ожидает проверки
bozza|in lavorazione|in revisione|in corso|prossimamente
"""

# At the end of a title these are part of it more often than not: "HTTP/3 (Draft)", "The C4 Model (Private)".
_ONLY_IN_FRONT = frozenset("draft|private|ongoing|planned|upcoming|stub|incomplete|pending|unfinished|in progress|tba|草稿|初稿|进行中|计划中".split("|"))
# Over a section these name a kind of notes, not their standing: "Upcoming" conferences, "Private" clouds.
_NOT_OVER_SECTIONS = frozenset("private|upcoming|ongoing|stub|incomplete|planned|in progress|in review|即将上线|开发中|进行中".split("|"))
_AROUND = re.compile(
    r"^(?:(?:the|my|our|all|some|notes?|articles?|部分|以下)\s+)*(.*?)\s*(?:notes?|articles?|entries|posts|papers|items|list|section|parts?|translations?"
    r"|(?:的)?(?:部分|笔记|文章|内容|列表|条目|教程|文档|篇目))?$"
)

SIGNS = frozenset("🚧 🏗 ⏳ ⌛ 🔜 :construction: :hourglass: :hourglass_flowing_sand: :soon: :building_construction:".split())
"""Signs that mark an entry when they stand beside its link or at an end of its title."""
_CELL_SIGNS = SIGNS | frozenset("❔ ❓ ❌ ⬜ ☐ 🔲 ◻ ✗ ✘ ⏸ 📝 🔄 🟡 ⚪ :x: :question: :grey_question: :white_large_square:".split())
_DONE_SIGNS = frozenset("✅ ✔ ☑ 🆗 ✓ 🟢 💯 :white_check_mark: :heavy_check_mark: :ballot_box_with_check: [x] [X] √ ●".split())
_DONE_WORDS = frozenset("done|finished|complete|completed|published|released|ready|yes|ok|已完成|完成|已发布|发布|已审核|是|公開|公开|完了|완료".split("|"))
_STATUS_HEADERS = frozenset(
    "status|state|progress|done|finished|completed|review|reviewed|published|ready|stage|状态|狀態|进度|進度|完成|完成情况|完成状态"
    "|是否完成|审核|发布状态|进展|状況|ステータス|進捗|상태|진행|estado|statut|état|zustand|статус".split("|")
)
_PUNCTUATION = re.compile(r"[\s\W_]+", re.UNICODE)
_VARIATION = re.compile("[\ufe0e\ufe0f\u200d]")


def normal(text: str) -> str:
    """*text* for comparison with the vocabulary: compatible forms, lower case, one space for all that is no letter."""
    return _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def bare(text: str) -> str:
    """*text* without variation selectors, so that one sign has one spelling."""
    return _VARIATION.sub("", text)


@dataclass(frozen=True, slots=True)
class Markers:
    """The vocabulary of one list: the built-in one and the list's own phrases and signs."""

    phrases: frozenset[str]
    signs: frozenset[str]

    def tag(self, text: str) -> bool:
        """Whether a tag in front of an entry, without its brackets, is a marker."""
        plain = bare(text).strip()
        return plain in self.signs or normal(self._without_signs(plain)) in self.phrases

    def behind(self, text: str) -> bool:
        """The same for a tag at the end of a title or behind the link, where fewer words are markers."""
        return self.tag(text) and normal(self._without_signs(bare(text))) not in _ONLY_IN_FRONT

    def heading(self, text: str) -> bool:
        """Whether a heading puts its whole section on hold."""
        plain = normal(text)
        if plain in _NOT_OVER_SECTIONS:
            return False
        match = _AROUND.match(plain)
        core = match[1] if match else plain
        return plain in self.phrases or (core in self.phrases and core not in _NOT_OVER_SECTIONS)

    def cell(self, text: str) -> bool | None:
        """What a status cell says: True pending, False done, None when it says neither (an empty one, too)."""
        plain = bare(text).strip()
        if plain in _DONE_SIGNS or normal(plain) in _DONE_WORDS:
            return False
        if any(sign in plain for sign in _DONE_SIGNS if len(sign) == 1):
            return False
        if plain in _CELL_SIGNS or plain in ("[ ]", "-", "—", "×") or self.tag(plain) or self.tag(plain.strip("*_()[]（）【】")):
            return True
        return True if any(sign in plain for sign in SIGNS) else None

    def sign_in(self, text: str) -> str | None:
        """The sign in *text* that marks an entry, where nothing but signs and tags is expected; None when none."""
        plain = bare(text)
        return next((sign for sign in self.signs if sign in plain), None)

    def _without_signs(self, text: str) -> str:
        for sign in self.signs:
            text = text.replace(sign, " ")
        return text


def markers(own: Iterable[str] = ()) -> Markers:
    """The built-in vocabulary, extended by a list's *own* markers as they are written: ``[On hold]``, ``⚒``."""
    phrases = {normal(phrase) for line in _PHRASES.strip().splitlines() for phrase in line.split("|")}
    signs = set(SIGNS)
    for marker in own:
        if plain := normal(marker):
            phrases.add(plain)
        else:
            signs.add(bare(marker).strip())
    return Markers(frozenset(phrases), frozenset(signs))


def is_status_header(text: str) -> bool:
    """Whether a table's column with this heading says how far a note is."""
    return normal(text) in _STATUS_HEADERS
