"""Reads a list version by version, at the cost of what changed.

::

    old text ─┐                 ┌─ passages that are new ── read ───────┐
              ├─ lines changed ─┤                                       ├─ entries that went, entries that came
    new text ─┘                 └─ passages under other headings ───────┘

It gives what `entries.Reader.read` gives of each version as a whole. What is known of a text only as a whole is kept
as sums, and when such a thing changes, all that depends on it is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import add, sub

from publisher.asked import AskedPaths
from publisher.blocks import count_front_matter, find_conflict_markers
from publisher.entries import FEWEST_PEOPLE, Reader, Section, Walked
from publisher.gfm.scanner import Scanner
from publisher.languages import language_of_name
from publisher.lists import decode, normalise
from publisher.model import Entry
from publisher.passages import Known, Part, Passage, Roll
from publisher.rescans import find_hunks, find_passages
from publisher.scripts import NO_WORDS, Counts, count_scripts, language_of_counts
from publisher.trimming import Span, find_changes

_CONFLICTS = (b"<<<<<<<", b">>>>>>>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a new version did to the parts of a list, in the order in which they stood, and stand."""

    gone: Sequence[Part] = ()
    come: Sequence[Part] = ()


class Sheet:
    """One list as it stands."""

    def __init__(self, reader: Reader, path: str) -> None:
        self.path = path
        self.content = b""
        """As git has it."""
        self._lists = AskedPaths()
        """The lists of the tree when it was read, to which links are no entries."""
        self.roll = Roll()
        self._reader = reader
        self._named = language_of_name(path)
        self._language = self._named or "en"
        self._text = b""
        """Lines that end in ``\\n``."""
        self._front = 0
        """How many bytes are front matter."""
        self._known = Known()
        self._view = 0
        """Another one when passages say something else than they did: the language has changed, say."""
        self._is_plain = False
        """Whether the text can be read in parts."""
        self._definitions: Mapping[str, str] = {}
        # Sums over all parts.
        self._counts = NO_WORDS
        self._open = 0
        """How many leave code open, as far as the language is concerned."""
        self._tops = 0
        self._boxed = 0
        """How many have a box that says how far a note is."""
        self._people = 0
        self._homes = 0
        self._hidden = 0
        # Of the turn that is being made.
        self._gone: list[Part] = []
        self._come: dict[int, Part] = {}

    def turn(self, content: bytes, lists: frozenset[str]) -> Turn:
        """Read a new version, in a tree with these *lists*."""
        everything = not self._lists.seen.isdisjoint(lists ^ self._lists.paths)
        self.content, self._lists.paths = content, lists
        tops, boxed = self._tops > 1, self._boxed > 0
        self.roll.prepare()
        self._gone, self._come = [], {}
        self._replace(self._text, normalise(content))
        everything |= self._set_language()
        self._tops += sum([part.passage.tops for part in self._come.values()])
        everything |= tops != (self._tops > 1)
        if everything:
            self._view += 1
        self._renew_stale(self._define(), everything=everything)
        self._walk()
        if boxed != (self._boxed > 0):
            for part in [part for part in self.roll if part.boxes]:
                self._show(part)
        for part in list(self._come.values()):
            self._show(part)
        self._hide_doubtful()
        return Turn(
            gone=sorted(self._gone, key=_key_of),
            come=sorted(self._come.values(), key=_key_of),
        )

    @property
    def lists(self) -> frozenset[str]:
        """The lists of the tree when it was read."""
        return self._lists.paths

    # Which passages are there?

    def _replace(self, old: bytes, new: bytes) -> None:
        """Put the passages of *new* into the roll, those that were not there before yet to be read."""
        spans = list(find_changes(old, new))
        if not all(_is_clean(new[begin:end]) for _, _, begin, end in spans):
            new = clean(new)
            spans = list(find_changes(old, new))
        self._text = new
        conflict = any(sign in new[begin:end] for _, _, begin, end in spans for sign in _CONFLICTS)
        may_keep = not spans or self._may_keep(spans[0][0], old, new)
        if conflict or not (self._is_plain and old and may_keep):
            self._replace_all(new)
        else:
            for passed in reversed(list(self._find_parts(spans))):
                self._replace_parts(new, *passed)

    def _find_parts(self, spans: Sequence[Span]) -> Iterator[tuple[int, int, int, int]]:
        """The numbers of the first and behind the last part that *spans* touch, and where their new text begins and ends.

        A part is touched by what changes in it, or right behind it.
        """
        last: tuple[int, int, int, int] | None = None
        for begin, end, new_begin, new_end in spans:
            number, start = self.roll.find(max(begin - 1 - self._front, 0))
            start += self._front
            stop, behind = number, start
            for part in self.roll.after(number):
                if behind >= end and stop > number:
                    break
                stop, behind = stop + 1, behind + part.passage.size
            text_begin, text_end = start + new_begin - begin, behind + new_end - end
            if last is not None and number < last[1]:
                number, text_begin = last[0], last[2]
            elif last is not None:
                yield last
            last = number, stop, text_begin, text_end
        if last is not None:
            yield last

    def _may_keep(self, begin: int, old: bytes, new: bytes) -> bool:
        """Whether front matter is what it was when what changed begins at *begin*."""
        if self._front:
            return begin >= self._front
        return not (_may_be_front(old) or _may_be_front(new))

    def _replace_parts(self, new: bytes, number: int, stop: int, begin: int, end: int) -> None:
        """Put the passages of *new* from *begin* to *end* in the place of the parts from *number* to *stop*."""
        later = self.roll.after(number)
        olds = list(islice(later, stop - number))
        hunks = find_hunks(read_lines(new[begin:end]), olds, later, self._known)
        for first, last, passages in reversed(list(hunks)):
            for part in olds[first:last]:
                if self._come.pop(id(part), None) is None:
                    self._take_away(part)
            parts = [Part(passage) for passage in passages]
            self.roll.replace(number + first, number + last, parts)
            self._come.update((id(part), part) for part in parts)

    def _replace_all(self, new: bytes) -> None:
        for part in self.roll:
            self._take_away(part)
        lines = read_lines(new)
        front = count_front_matter(lines or [""])
        conflicts = any(sign in new for sign in _CONFLICTS)
        scanner = Scanner(lines, find_conflict_markers(lines) if conflicts else frozenset())
        scanner.read(front)
        self._front = sum(len(line.encode()) + 1 for line in lines[:front])
        # In a conflict the same lines may mean something else.
        known = Known() if conflicts else self._known
        parts = [Part(passage) for passage in find_passages(scanner, lines, front, len(lines), known)]
        self._is_plain = bool(parts) and not conflicts
        self.roll = Roll(parts)
        self._come = {id(part): part for part in parts}

    # What do they say?

    def _renew_stale(self, changed: set[str], *, everything: bool) -> None:
        """Have read again what depends on the *changed* labels, or *everything*."""
        if everything:
            stale = [part for part in self.roll if not part.stale]
        elif changed:
            stale = [part for part in self.roll if not part.stale and not part.asked.isdisjoint(changed)]
        else:
            return
        for part in stale:
            self._renew(part)

    def _take_away(self, part: Part) -> None:
        """Count *part*, which was read before this turn, out."""
        self._gone.append(part)
        self._tops -= part.passage.tops
        self._boxed -= part.boxed
        self._people -= part.people
        self._homes -= part.homes
        self._hidden -= len(part.hidden)

    def _renew(self, part: Part) -> Part:
        """Put the same passage, to be read again, in the place of *part*."""
        new = part.renewed()
        self._take_away(part)
        self._tops += new.passage.tops
        self.roll.swap(part, new)
        self._come[id(new)] = new
        return new

    def _walk(self) -> None:
        """Read what is stale, and on from there as long as other headings stand over it than did."""
        done = -1
        for key in sorted({part.key for part in (*self._gone, *self._come.values())}):
            if key <= done:
                continue
            number = self.roll.number_from(key)
            previous = self.roll.get(number - 1)
            headings = previous.after if previous is not None else ()
            for part in self.roll.after(number):
                if not part.stale:
                    if part.before == headings:
                        break
                    part = self._renew(part)  # noqa: PLW2901  it stands there from now on
                self._read_part(part, headings)
                headings, done = part.after, part.key

    def _read_part(self, part: Part, headings: tuple[Section, ...]) -> None:
        part.before, part.after, part.stale = headings, headings, False
        if not part.passage.blocks:
            return
        walked = self._walk_passage(part.passage, headings)
        part.after, part.asked = walked.headings, walked.asked
        part.found, part.boxes, part.boxed = walked.found, walked.boxes, walked.boxed
        part.people, part.homes = walked.people, walked.homes
        self._boxed += part.boxed
        self._people += part.people
        self._homes += part.homes

    def _walk_passage(self, passage: Passage, headings: tuple[Section, ...]) -> Walked:
        if passage.view != self._view:
            passage.view, passage.walks = self._view, {}
        if (known := passage.walks.get(headings)) is not None:
            return known
        walked = self._reader.walk(
            passage.blocks,
            path=self.path,
            language=self._language,
            lists=self._lists,
            definitions=self._definitions,
            headings=headings,
            tops=self._tops,
        )
        if not walked.asked:
            passage.walks[headings] = walked
        return walked

    # What is known of the text as a whole?

    def _set_language(self) -> bool:
        """Count the scripts anew; say whether the text is in another language now."""
        if self._named:
            return False
        counts = self._counts
        was_open = self._open
        for part in self._gone:
            counts = tuple(map(sub, counts, part.counts))
            self._open -= part.fences
        for part in self._come.values():
            part.counts, part.fences = _count(part.passage, fenced=False)
            counts = tuple(map(add, counts, part.counts))
            self._open += part.fences
        if was_open or self._open:
            self._open = 0
            fenced = False
            for part in self.roll:
                if part.fenced != fenced:
                    was, part.fenced = part.counts, fenced
                    part.counts, part.fences = _count(part.passage, fenced=fenced)
                    counts = tuple(map(add, map(sub, counts, was), part.counts))
                fenced = part.fences
                self._open += fenced
        if counts == self._counts:
            return False
        self._counts = counts
        before, self._language = self._language, language_of_counts(counts)
        return before != self._language

    def _define(self) -> set[str]:
        """Gather the definitions anew; the labels that lead elsewhere than they did."""
        if not any(part.passage.definitions for part in (*self._gone, *self._come.values())):
            return set()
        definitions: dict[str, str] = {}
        for part in self.roll:
            for label, destination in part.passage.definitions.items():
                definitions.setdefault(label, destination)
        before, self._definitions = self._definitions, definitions
        return {label for label, _ in before.items() ^ definitions.items()}

    def _visible(self, part: Part) -> tuple[Entry, ...]:
        """What *part* lists, but for boxes that are a plan of work."""
        if part.boxes and not self._boxed:
            return tuple(entry for number, entry in enumerate(part.found) if number not in part.boxes)
        return part.found

    def _show(self, part: Part, hidden: frozenset[int] = frozenset()) -> None:
        """Have *part* show what is visible but for *hidden*."""
        visible = self._visible(part)
        entries = tuple(e for n, e in enumerate(visible) if n not in hidden) if hidden else visible
        if id(part) not in self._come:
            if entries == part.entries:
                return
            new = part.renewed()
            for name in (
                "before",
                "after",
                "asked",
                "found",
                "boxes",
                "boxed",
                "people",
                "homes",
                "hidden",
                "stale",
            ):
                setattr(new, name, getattr(part, name))
            self._gone.append(part)
            self.roll.swap(part, new)
            self._come[id(new)] = part = new
        self._hidden += len(hidden) - len(part.hidden)
        part.hidden = hidden
        self.roll.show(part, entries)

    def _hide_doubtful(self) -> None:
        """Hide what its section says is no entry, and show what is one again."""
        if self._people < FEWEST_PEOPLE and not self._homes and not self._hidden:
            return
        low, high = 0, -1
        for key in sorted({part.key for part in (*self._gone, *self._come.values())}):
            if low <= key <= high:
                continue  # its sections were looked at with those of a key before it
            run = self._run(key)
            if run:
                low, high = self._find_whole(run)
            groups = list(_sections(run))
            hidden: dict[int, tuple[Part, set[int]]] = {}
            for group in groups:
                doubtful = self._reader.find_doubtful([entry for _, _, entry in group])
                for place, (part, number, _) in enumerate(group):
                    _, numbers = hidden.setdefault(part.key, (part, set(part.hidden)))
                    (numbers.add if place in doubtful else numbers.discard)(number)
            for part, numbers in hidden.values():
                if frozenset(numbers) != part.hidden:
                    self._show(part, frozenset(numbers))

    def _run(self, key: int) -> list[tuple[Part, int, Entry]]:
        """What is visible in the part with this *key*, and in the sections that it shares with its neighbours."""
        number = self.roll.number_from(key)
        here = self.roll.get(number)
        core = self._placed(here) if here is not None and here.key == key else []
        behind = number + 1 if here is not None and here.key == key else number
        left = _first_section(
            (each for part in self.roll.backwards(number) for each in reversed(self._placed(part))),
            core[0][2].section if core else None,
        )
        right = _first_section(
            (each for part in self.roll.after(behind) for each in self._placed(part)),
            core[-1][2].section if core else None,
        )
        return [*reversed(left), *core, *right]

    def _find_whole(self, run: Sequence[tuple[Part, int, Entry]]) -> tuple[int, int]:
        """Between which keys, both included, all that is visible stands in *run*."""
        first, last = run[0][0], run[-1][0]
        begins = run[0][1] == 0
        ends = run[-1][1] == len(self._visible(last)) - 1
        return first.key + (not begins), last.key - (not ends)

    def _placed(self, part: Part) -> list[tuple[Part, int, Entry]]:
        return [(part, number, entry) for number, entry in enumerate(self._visible(part))]


class WholeSheet(Sheet):
    """The same by reading each version as a whole: slow, plain, and what `Sheet` has to agree with."""

    def turn(self, content: bytes, lists: frozenset[str]) -> Turn:
        """Read a new version, in a tree with these *lists*."""
        gone = [*self.roll]
        reading = self._reader.read(decode(content), path=self.path, lists=lists)
        part = Part(Passage([], (), {}))
        part.entries = reading.entries
        self.content, self._lists.paths, self.roll = content, lists, Roll([part])
        return Turn(gone=gone, come=[part])


def _first_section(
    entries: Iterable[tuple[Part, int, Entry]], section: tuple[str, ...] | None
) -> list[tuple[Part, int, Entry]]:
    """The first of *entries*, as long as they are of one section, which is *section* if there is one."""
    taken: list[tuple[Part, int, Entry]] = []
    for each in entries:
        if section is None:
            section = each[2].section
        if each[2].section != section:
            break
        taken.append(each)
    return taken


def _sections(entries: Iterable[tuple[Part, int, Entry]]) -> Iterator[list[tuple[Part, int, Entry]]]:
    group: list[tuple[Part, int, Entry]] = []
    for each in entries:
        if group and group[-1][2].section != each[2].section:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def read_lines(text: bytes) -> list[str]:
    """The lines of a *text* that ends in one."""
    return text.decode().split("\n")[:-1]


def clean(text: bytes) -> bytes:
    """*text* with U+FFFD for NUL and for what is no UTF-8."""
    return text.replace(b"\0", "\N{REPLACEMENT CHARACTER}".encode()).decode("utf-8", "replace").encode()


def _is_clean(text: bytes) -> bool:
    if b"\0" in text:
        return False
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _count(passage: Passage, *, fenced: bool) -> tuple[Counts, bool]:
    if fenced:
        return count_scripts("\n".join(passage.lines), fenced=True)
    if passage.counts is None:
        passage.counts = count_scripts("\n".join(passage.lines))
    return passage.counts


def _may_be_front(text: bytes) -> bool:
    return text.startswith(b"---") and not text.partition(b"\n")[0][3:].strip()


def _key_of(part: Part) -> int:
    return part.key
