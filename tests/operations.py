"""What happens to lists: each operation turns one `World` into the next.

An operation names notes by number and does nothing where its note is not there, so that one made on a laptop can
be done again on what was public in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from worlds import Item, Listing, Mark, Style, World

Change = Callable[[World], World]


@dataclass(frozen=True, slots=True)
class Operation:
    """A change that a commit makes; prints as what it does."""

    name: str
    change: Change = field(repr=False)

    def __call__(self, world: World) -> World:
        return self.change(world)


def on_item(number: int, change: Callable[[Item], Item]) -> Change:
    """Change one note where a list shows it."""

    def apply(world: World) -> World:
        items = tuple(change(item) if item.number == number else item for item in world.items)
        return replace(world, items=items)

    return apply


def add(item: Item, *, at: int) -> Change:
    """List a new note."""

    def apply(world: World) -> World:
        if world.item(item.number):
            return world
        listings = {tag: listing for tag, listing in item.listings.items() if tag in world.lists}
        here = replace(item, listings=listings or dict(item.listings))
        where = at % (len(world.items) + 1)
        return replace(world, items=(*world.items[:where], here, *world.items[where:]))

    return apply


def remove(number: int) -> Change:
    """Take a note out of every list; its files stay."""

    def apply(world: World) -> World:
        item = world.item(number)
        if item is None:
            return world
        items = tuple(other for other in world.items if other.number != number)
        return replace(world, items=items, lost=(*world.lost, item))

    return apply


def bring_back(number: int, *, titles: Mapping[str, str] | None = None, place: str | None = None) -> Change:
    """List a removed note again, perhaps under other titles or at another place."""

    def apply(world: World) -> World:
        item = next((lost for lost in world.lost if lost.number == number), None)
        if item is None or world.item(number) or not set(item.listings) & set(world.lists):
            return world
        listings = {
            tag: replace(listing, title=(titles or {}).get(tag, listing.title))
            for tag, listing in item.listings.items()
            if tag in world.lists
        }
        back = replace(item, listings=listings, place=place or item.place)
        lost = tuple(other for other in world.lost if other.number != number)
        return replace(world, items=(*world.items, back), lost=lost)

    return apply


def set_marks(number: int, languages: Iterable[str], *, marked: bool) -> Change:
    """Mark the listings in some languages, or take their markers away."""
    chosen = frozenset(languages)

    def change(item: Item) -> Item:
        listings = {
            tag: replace(listing, marked=marked) if tag in chosen else listing
            for tag, listing in item.listings.items()
        }
        return replace(item, listings=listings)

    return on_item(number, change)


def retitle(number: int, titles: Mapping[str, str]) -> Change:
    """Call a note something else."""

    def change(item: Item) -> Item:
        listings = {
            tag: replace(listing, title=titles.get(tag, listing.title))
            for tag, listing in item.listings.items()
        }
        return replace(item, listings=listings)

    return on_item(number, change)


def relocate(number: int, place: str) -> Change:
    """Rename a note's files, or give it another URL."""
    return on_item(number, lambda item: replace(item, place=place))


def rename_folder(old: str, new: str) -> Change:
    """Rename a folder with the notes in it that are listed; nothing would say what became of the others."""

    def moved(item: Item) -> Item:
        return replace(item, place=new + item.place[len(old) :]) if item.place.startswith(f"{old}/") else item

    return lambda world: replace(world, items=tuple(map(moved, world.items)))


def move(number: int, section: int) -> Change:
    """List a note in another section."""

    def apply(world: World) -> World:
        count = len(next(iter(world.sections.values())))
        return on_item(number, lambda item: replace(item, section=section % count))(world)

    return apply


def translate(number: int, language: str, listing: Listing) -> Change:
    """List a note in one more language."""

    def apply(world: World) -> World:
        if language not in world.lists:
            return world
        return on_item(number, lambda item: replace(item, listings={language: listing, **item.listings}))(
            world
        )

    return apply


def untranslate(number: int, language: str) -> Change:
    """Take a note out of one list while another still shows it."""

    def change(item: Item) -> Item:
        return replace(item, listings=_without(item.listings, language) or item.listings)

    return on_item(number, change)


def resummarise(number: int, summaries: Mapping[str, str]) -> Change:
    """Describe a note in other words."""

    def change(item: Item) -> Item:
        listings = {
            tag: replace(listing, summary=summaries.get(tag, listing.summary))
            for tag, listing in item.listings.items()
        }
        return replace(item, listings=listings)

    return on_item(number, change)


def sort(ranks: Mapping[int, int]) -> Change:
    """Put the notes in another order; those without a rank come last."""
    return lambda world: replace(
        world, items=tuple(sorted(world.items, key=lambda item: ranks.get(item.number, len(ranks))))
    )


def restyle(change: Callable[[Style], Style]) -> Change:
    """Write the same list differently."""
    return lambda world: replace(world, style=change(world.style))


def remark(mark: Mark) -> Change:
    """Write the markers differently."""
    return lambda world: replace(world, mark=mark)


def reword(preface: int) -> Change:
    """Change the prose around the notes."""
    return lambda world: replace(world, preface=preface)


def rename_sections(sections: Mapping[str, tuple[str, ...]]) -> Change:
    """Give the sections other headings."""
    return lambda world: replace(
        world, sections={tag: sections.get(tag, headings) for tag, headings in world.sections.items()}
    )


def swap_lists(world: World) -> World:
    """Let ``README.md`` speak another language, and give its own one a file with a suffix."""
    english, chinese = world.lists["en"], world.lists["zh"]
    if english == "README.md":
        swapped = {"en": "README-en.md", "zh": "README.md"}
    elif chinese == "README.md":
        swapped = {"en": "README.md", "zh": "README-cn.md"}
    else:
        swapped = {}
    return replace(world, lists={**world.lists, **swapped})


def add_language(path: str, headings: tuple[str, ...], titles: Mapping[int, str]) -> Change:
    """Translate the whole list into Japanese; drafts stay drafts."""

    def apply(world: World) -> World:
        if "ja" in world.lists:
            return world
        items = tuple(_in_japanese(item, titles) for item in world.items)
        sections = {**world.sections, "ja": headings}
        return replace(world, items=items, lists={**world.lists, "ja": path}, sections=sections)

    return apply


def _in_japanese(item: Item, titles: Mapping[int, str]) -> Item:
    if item.number not in titles or "ja" in item.listings:
        return item
    marked = all(listing.marked for listing in item.listings.values())
    return replace(item, listings={**item.listings, "ja": Listing(title=titles[item.number], marked=marked)})


def drop_language(world: World) -> World:
    """Give the Japanese list up; the notes stay where others list them."""
    if "ja" not in world.lists:
        return world
    lists = {tag: path for tag, path in world.lists.items() if tag != "ja"}
    kept = [item for item in world.items if set(item.listings) & set(lists)]
    items = (replace(item, listings=_without(item.listings, "ja")) for item in kept)
    lost = tuple(item for item in world.items if item not in kept)
    return replace(world, items=tuple(items), lost=(*world.lost, *lost), lists=lists)


def _without(listings: Mapping[str, Listing], language: str) -> dict[str, Listing]:
    return {tag: listing for tag, listing in listings.items() if tag != language}


def together(*changes: Change) -> Change:
    """Several changes in one commit."""

    def apply(world: World) -> World:
        for change in changes:
            world = change(world)
        return world

    return apply
