"""Makes operations up: what happens, to which note, under which title.

Words are nonsense made from their number, so that no two notes are ever alike by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

import operations as ops
from hypothesis import strategies as st
from operations import Operation
from worlds import Item, Listing, Mark, Spelling, Style, World

T = TypeVar("T")

_SYLLABLES = [one + other for one in "bdfgklmnprstvz" for other in "aeiou"]
_HANZI = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李奈"
    "菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌"
)
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワガギグゲゴザジズゼゾダバビブベボ"
_FOLDERS = ("feeds", "history", "publishing")
_SECTIONS = (
    {
        "en": ("Feeds", "History", "Output"),
        "zh": ("订阅源", "历史", "发布"),
        "ja": ("フィード", "歴史", "出版"),
    },
    {
        "en": ("Syndication", "Git", "Letters"),
        "zh": ("聚合", "版本管理", "信件"),
        "ja": ("配信", "版管理", "手紙"),
    },
)
_LISTS = ({"en": "README.md", "zh": "README-cn.md"}, {"zh": "README.md", "en": "README-en.md"})


class Inventor:
    """Draws operations that make sense in a world. What it names once it never names again."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._count = 0
        self._notes = 0
        self.titles: dict[str, int] = {}
        """Which note each title was given to."""

    def world(self) -> World:
        """The first commit's."""
        headings = _SECTIONS[0]
        world = World(
            lists=self._pick(_LISTS),
            sections={tag: headings[tag] for tag in ("en", "zh")},
            mark=self._pick(tuple(Mark)),
            style=Style(bullet=self._pick("-*+"), table=self._maybe()),
        )
        for _ in range(self._draw(st.integers(1, 4))):
            world = ops.add(self._new_item(world), at=len(world.items))(world)
        return world

    def invent(self, world: World) -> Operation:
        """An operation that has something to work on."""
        name = self._pick(_fitting(world))
        change = _INVENTIONS[name](self, world)
        return Operation(name, change or ops.reword(1 - world.preface))

    def _pick(self, choices: Sequence[T]) -> T:
        return self._draw(st.sampled_from(choices))

    def _maybe(self) -> bool:
        return self._draw(st.booleans())

    def _item(self, world: World, *, public: bool | None = None) -> Item | None:
        found = [item for item in world.items if public is None or item.public is public]
        return self._pick(found) if found else None

    def _words(self, language: str, number: int) -> str:
        random = Random(f"{language} {number}")  # noqa: S311
        if language == "zh":
            return "".join(random.sample(_HANZI, 5))
        if language == "ja":
            return "".join(random.sample(_KANA, 6))
        return " ".join("".join(random.choices(_SYLLABLES, k=3)).title() for _ in range(2))

    def _title(self, language: str, note: int) -> str:
        self._count += 1
        title = self._words(language, self._count)
        self.titles[title] = note
        return title

    def _summary(self, language: str, world: World) -> str:
        self._count += 1
        words = " ".join(self._words(language, 1000 * self._count + n) for n in range(3))
        said = words + ("." if language == "en" else "。")
        others = [item for item in world.items if language in item.listings]
        match self._pick(("plain", "none", "mention", "alternate", "math")):
            case "none":
                return ""
            case "mention" if others:
                other = self._pick(others)
                title, link = other.listings[language].title, other.link(language)
                return (
                    f"{said} See [{title}]({link})." if language == "en" else f"{said}参见[{title}]({link})。"
                )
            case "alternate":
                home = f"https://zhuanlan.zhihu.com/p/0000{self._count}"
                also = "Also available on [Zhihu]" if language == "en" else "同样刊载于[知乎]"
                return f"{said} {also}({home})"
            case "math":
                return f"{said} $O(n \\log n)$"
            case _:
                return said

    def _listing(self, language: str, note: int, world: World, *, marked: bool = False) -> Listing:
        return Listing(
            title=self._title(language, note), summary=self._summary(language, world), marked=marked
        )

    def _place(self) -> str:
        self._count += 1
        word = self._words("en", self._count).replace(" ", "-").lower()
        kind = self._pick(("file", "file", "file", "site"))
        return (
            f"https://{word}.example.net/{self._count}"
            if kind == "site"
            else f"{self._pick(_FOLDERS)}/{word}"
        )

    def _new_item(self, world: World, *, marked: bool = False) -> Item:
        self._notes += 1
        languages = self._pick((("en", "zh"), ("en",), ("zh",)))
        listings = {tag: self._listing(tag, self._notes, world, marked=marked) for tag in languages}
        section = self._draw(st.integers(0, 2))
        place = self._place()
        return Item(number=self._notes, place=place, section=section, listings=listings, shared=self._maybe())

    # What follows are the inventions, each under its name.

    def add(self, world: World) -> ops.Change:
        return ops.add(self._new_item(world), at=self._draw(st.integers(0, 20)))

    def draft(self, world: World) -> ops.Change:
        return ops.add(self._new_item(world, marked=True), at=self._draw(st.integers(0, 20)))

    def promote(self, world: World) -> ops.Change | None:
        item = self._item(world, public=False)
        return ops.set_marks(item.number, self._some(item), marked=False) if item else None

    def promote_retitled(self, world: World) -> ops.Change | None:
        item = self._item(world, public=False)
        if item is None:
            return None
        return ops.together(
            ops.set_marks(item.number, item.listings, marked=False),
            ops.retitle(item.number, self._titles(item)),
            ops.move(item.number, self._draw(st.integers(0, 2))),
        )

    def demote(self, world: World) -> ops.Change | None:
        item = self._item(world, public=True)
        return ops.set_marks(item.number, self._some(item), marked=True) if item else None

    def retitle(self, world: World) -> ops.Change | None:
        item = self._item(world)
        return ops.retitle(item.number, self._titles(item)) if item else None

    def rename(self, world: World) -> ops.Change | None:
        item = self._item(world)
        return ops.relocate(item.number, self._beside(item)) if item else None

    def rename_retitled(self, world: World) -> ops.Change | None:
        """Only git can tell that it is the same note, so a note on another site keeps its address."""
        item = self._item(world)
        if item is None or item.external:
            return None
        number = item.number
        return ops.together(ops.relocate(number, self._beside(item)), ops.retitle(number, self._titles(item)))

    def rename_folder(self, world: World) -> ops.Change:
        self._count += 1
        folders = sorted({item.place.split("/")[0] for item in world.items if not item.external}) or ["none"]
        return ops.rename_folder(self._pick(folders), f"folder{self._count}")

    def move(self, world: World) -> ops.Change | None:
        item = self._item(world)
        return ops.move(item.number, item.section + self._draw(st.integers(1, 2))) if item else None

    def translate(self, world: World) -> ops.Change | None:
        found = [(item, tag) for item in world.items for tag in world.lists if tag not in item.listings]
        if not found:
            return None
        item, language = self._pick(found)
        listing = self._listing(language, item.number, world, marked=self._maybe())
        return ops.translate(item.number, language, listing)

    def untranslate(self, world: World) -> ops.Change | None:
        found = [item for item in world.items if len(item.listings) > 1]
        if not found:
            return None
        item = self._pick(found)
        return ops.untranslate(item.number, self._pick(sorted(item.listings)))

    def remove(self, world: World) -> ops.Change | None:
        item = self._item(world)
        return ops.remove(item.number) if item else None

    def replace(self, world: World) -> ops.Change | None:
        """Another note takes the place of one that goes."""
        item = self._item(world)
        if item is None:
            return None
        new = replace(self._new_item(world), section=item.section)
        return ops.together(ops.remove(item.number), ops.add(new, at=world.items.index(item)))

    def bring_back(self, world: World) -> ops.Change | None:
        if not world.lost:
            return None
        item = self._pick(world.lost)
        if self._maybe():
            return ops.bring_back(item.number, titles=self._titles(item))
        return ops.bring_back(item.number, place=self._beside(item) if self._maybe() else None)

    def sort(self, world: World) -> ops.Change:
        ranks = self._draw(st.permutations([item.number for item in world.items]))
        return ops.sort({number: rank for rank, number in enumerate(ranks)})

    def rewrite_bullets(self, _: World) -> ops.Change:
        bullet, pad, loose = self._pick("-*+"), self._pick((1, 3)), self._maybe()
        return ops.restyle(lambda style: replace(style, bullet=bullet, pad=pad, loose=loose))

    def rewrite_separators(self, _: World) -> ops.Change:
        separator = self._pick((": ", "：", " - ", " — ", "，", " "))
        return ops.restyle(lambda style: replace(style, separator=separator))

    def rewrite_links(self, _: World) -> ops.Change:
        spelling = self._pick(tuple(Spelling))
        return ops.restyle(lambda style: replace(style, spelling=spelling))

    def wrap_links(self, _: World) -> ops.Change:
        return ops.restyle(lambda style: replace(style, wrapped=not style.wrapped))

    def make_table(self, _: World) -> ops.Change:
        wide = self._maybe()
        return ops.restyle(lambda style: replace(style, table=not style.table, wide=wide))

    def change_line_ends(self, _: World) -> ops.Change:
        return ops.restyle(lambda style: replace(style, crlf=not style.crlf))

    def rename_sections(self, _: World) -> ops.Change:
        return ops.rename_sections(self._pick(_SECTIONS))

    def change_marks(self, _: World) -> ops.Change:
        return ops.remark(self._pick(tuple(Mark)))

    def swap_languages(self, _: World) -> ops.Change:
        return ops.swap_lists

    def add_language(self, world: World) -> ops.Change:
        titles = {item.number: self._title("ja", item.number) for item in world.items}
        return ops.add_language("README-ja.md", _SECTIONS[0]["ja"], titles)

    def drop_language(self, _: World) -> ops.Change:
        return ops.drop_language

    def edit_prose(self, world: World) -> ops.Change:
        return ops.reword(1 - world.preface)

    def edit_summaries(self, world: World) -> ops.Change | None:
        item = self._item(world)
        if item is None:
            return None
        return ops.resummarise(item.number, {tag: self._summary(tag, world) for tag in item.listings})

    def _some(self, item: Item) -> Sequence[str]:
        """All languages of a note, or the first one only."""
        return sorted(item.listings) if self._maybe() else sorted(item.listings)[:1]

    def _titles(self, item: Item) -> Mapping[str, str]:
        return {tag: self._title(tag, item.number) for tag in item.listings}

    def _beside(self, item: Item) -> str:
        """Another name in the same or another folder; another page of the same site."""
        self._count += 1
        if item.external:
            return f"{item.place.rpartition('/')[0]}/{self._count}"
        return f"{self._pick(_FOLDERS)}/moved-{self._count}"


_INVENTIONS = {
    name: invention
    for name, invention in vars(Inventor).items()
    if not name.startswith("_") and name not in ("world", "invent")
}


def _fitting(world: World) -> list[str]:
    """The names of what can happen; what seldom can happen comes more often when it can."""
    rare = {
        "promote": any(not item.public for item in world.items),
        "promote_retitled": any(not item.public for item in world.items),
        "bring_back": bool(world.lost),
        "translate": any(set(world.lists) - set(item.listings) for item in world.items),
        "untranslate": any(len(item.listings) > 1 for item in world.items),
        "drop_language": "ja" in world.lists,
    }
    names = [name for name in _INVENTIONS if rare.get(name, True)]
    return names + 3 * [name for name, fits in rare.items() if fits]
