"""Histories of lists, made up at random, with the truth about them.

    @given(histories())
    def test_a_note_is_announced_at_most_once(story: Story) -> None: ...

A `Story` is a sequence of mainline states. Each says what led to it and which notes were announced by it, that
is, stand in a list without a marker for the first time. `build_story` makes a repository of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from hypothesis import strategies as st
from invention import Inventor
from operations import Operation
from worlds import REMOTE, World

from publisher.sample.builder import RepoBuilder

_BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Arrival(StrEnum):
    """How a state came to the published branch."""

    COMMIT = "commit"
    FOXTROT = "foxtrot merge"
    PULL_REQUEST = "pull-request merge"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Step:
    """One state of the mainline."""

    operation: str
    announced: frozenset[int]
    """The notes that are out for the first time."""
    arrival: Arrival = Arrival.COMMIT
    side: tuple[World, ...] = ()
    """Of a merge: the states of the other branch, oldest first."""
    base: int = 0
    """Of a merge: the step that the other branch left from."""
    date: datetime
    """What its committer's clock said; not always later than the step before."""
    world: World

    def __repr__(self) -> str:
        told = f" announces {sorted(self.announced)}" if self.announced else ""
        kind = f" ({self.arrival}, from step {self.base})" if self.side else ""
        return f"<{self.operation}{kind}{told}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Story:
    """A list's whole history."""

    steps: tuple[Step, ...]
    titles: Mapping[str, int]
    """Which note a title belongs to; no two notes ever share one."""

    def __repr__(self) -> str:
        return "Story" + "".join(f"\n  {number} {step!r}" for number, step in enumerate(self.steps))


@st.composite
def histories(draw: st.DrawFn, *, most: int = 12) -> Story:
    """Histories with at most about *most* operations."""
    inventor = Inventor(draw)
    teller = _Teller(draw)
    teller.tell("begin", inventor.world())
    for _ in range(draw(st.integers(1, most))):
        if draw(st.integers(0, 5)) == 5:
            _branch(draw, inventor, teller)
        elif len(teller.steps) > 1 and draw(st.integers(0, 9)) == 9:
            teller.tell("revert the last one", teller.steps[-2].world)
        else:
            operation = inventor.invent(teller.world)
            teller.tell(operation.name, operation(teller.world))
    return Story(steps=tuple(teller.steps), titles=inventor.titles)


def build_story(story: Story, folder: Path, *, bare: bool = True) -> tuple[str, ...]:
    """Make the repository, and return the mainline commit of each step."""
    made: list[str] = []
    with RepoBuilder(folder, bare=bare) as repo:
        repo.remote(REMOTE)
        before: World | None = None
        for number, step in enumerate(story.steps):
            gone = set(before.files()) - set(step.world.files()) if before else set()
            if step.arrival is Arrival.COMMIT:
                made.append(
                    repo.commit(step.operation, step.world.files(), delete=sorted(gone), date=step.date)
                )
            else:
                made.append(_merge(repo, story, number, made))
            before = step.world
    return tuple(made)


def _merge(repo: RepoBuilder, story: Story, number: int, made: list[str]) -> str:
    step = story.steps[number]
    side, before = made[step.base], story.steps[step.base].world
    for state in step.side:
        gone = sorted(set(before.files()) - set(state.files()))
        when = story.steps[step.base].date + timedelta(minutes=1)
        side = repo.commit(
            f"On the side of {number}",
            state.files(),
            delete=gone,
            parents=[side],
            branch="side",
            date=when,
            author="contributor",
        )
        before = state
    ours = story.steps[number - 1].world
    files = step.world.files()
    gone = sorted({*before.files(), *ours.files()} - set(files))
    if step.arrival is Arrival.FOXTROT:
        message, first, second = f"Merge branch 'main' of {REMOTE}", side, made[-1]
    else:
        message, first, second = f"Merge pull request #{number} from contributor/side", made[-1], side
    return repo.merge(message, second, first=first, files=files, delete=gone, date=step.date)


class _Teller:
    """Writes the steps down, and what is true of them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.steps: list[Step] = []
        self._draw = draw
        self._now = _BEGINNING
        self._told: frozenset[int] = frozenset()

    @property
    def world(self) -> World:
        return self.steps[-1].world

    def tell(
        self,
        operation: str,
        world: World,
        *,
        arrival: Arrival = Arrival.COMMIT,
        side: tuple[World, ...] = (),
        base: int = 0,
    ) -> None:
        # Clocks are wrong by some hours, so that they go backwards now and then. A clock that is days ahead is for
        # the tests of clocks: what came of it may change when later commits show that it was.
        self._now += timedelta(minutes=self._draw(st.sampled_from((60, 1, 24 * 60, 9 * 24 * 60, 0))))
        date = self._now + timedelta(hours=self._draw(st.sampled_from((0, -5, 5))))
        announced = world.public - self._told
        self._told |= announced
        step = Step(
            operation=operation,
            announced=announced,
            arrival=arrival,
            side=side,
            base=base,
            date=date,
            world=world,
        )
        self.steps.append(step)


def _branch(draw: st.DrawFn, inventor: Inventor, teller: _Teller) -> None:
    """Let a branch leave, let the mainline go on, and merge."""
    base, world = len(teller.steps) - 1, teller.world
    operations: list[Operation] = []
    side: list[World] = []
    for _ in range(draw(st.integers(1, 3))):
        operations.append(inventor.invent(world))
        world = operations[-1](world)
        side.append(world)
    for _ in range(draw(st.integers(0, 2))):
        operation = inventor.invent(teller.world)
        teller.tell(operation.name, operation(teller.world))
    arrival = draw(st.sampled_from((Arrival.PULL_REQUEST, Arrival.FOXTROT)))
    world = teller.world
    for operation in operations:
        world = operation(world)
    name = ", ".join(operation.name for operation in operations)
    teller.tell(f"merge {name}", world, arrival=arrival, side=tuple(side), base=base)
