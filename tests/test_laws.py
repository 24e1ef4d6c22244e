"""What holds for every history: the mainline, the announcements, and that the past never changes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Story, build_story, histories

from publisher import pipeline
from publisher.config import Settings
from publisher.history import read_history
from publisher.model import Event, Standing

CALM = frozenset(
    "rename_folder move sort rewrite_bullets rewrite_separators rewrite_links wrap_links make_table"
    " change_line_ends rename_sections change_marks swap_languages add_language drop_language edit_prose"
    " edit_summaries rename retitle rename_retitled remove".split()
)
"""Operations that change many lines or one, and never bring a note."""
law = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@contextmanager
def built(story: Story) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The story's repository, and the mainline commit of each step."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.git"
        yield path, build_story(story, path)


def mined(path: Path, rev: str = "HEAD") -> tuple[Event, ...]:
    """The events that the pipeline finds."""
    return pipeline.mine(pipeline.open_history(path, Settings(), rev=rev), Settings()).events


def note_of(event: Event, story: Story) -> int:
    """Which of the story's notes an event speaks of."""
    return story.titles[event.note.entries[0].title]


def announced(events: Sequence[Event], story: Story, commits: tuple[str, ...]) -> list[list[int]]:
    """The notes announced at each step, as often as they were."""
    found: list[list[int]] = [[] for _ in commits]
    for event in events:
        if event.announced:
            found[commits.index(event.commit.id)].append(note_of(event, story))
    return [sorted(notes) for notes in found]


@law
@given(histories())
def test_the_mainline_is_what_the_branch_went_through(story: Story) -> None:
    with built(story) as (path, commits):
        history = read_history(path)
        dates = [commit.date for commit in history.commits]
        assert tuple(commit.id for commit in history.commits) == commits
        assert dates == sorted(dates)


@law
@given(histories())
def test_every_note_is_announced_once_and_when_it_is_out_for_the_first_time(story: Story) -> None:
    with built(story) as (path, commits):
        found = announced(mined(path), story, commits)
        assert found == [sorted(step.announced) for step in story.steps]


@law
@given(histories())
def test_a_reorganisation_announces_nothing(story: Story) -> None:
    with built(story) as (path, commits):
        found = announced(mined(path), story, commits)
        calm = [number for number, step in enumerate(story.steps) if step.operation in CALM]
        assert not [(number, found[number]) for number in calm if found[number]]


@law
@given(histories())
def test_what_stands_at_the_end_is_what_the_lists_say(story: Story) -> None:
    with built(story) as (path, _):
        last = {event.note.id: event.note for event in mined(path)}
        standing = [note for note in last.values() if note.standing is not Standing.REMOVED]
        items = story.steps[-1].world.items
        assert sorted(story.titles[note.entries[0].title] for note in standing) == sorted(
            i.number for i in items
        )
        public = {story.titles[n.entries[0].title] for n in standing if n.standing is Standing.PUBLIC}
        assert public == {item.number for item in items if item.public}


@law
@given(histories(), st.data())
def test_the_past_never_changes(story: Story, data: st.DataObject) -> None:
    with built(story) as (path, commits):
        number = data.draw(st.integers(0, len(commits) - 1), label="up to step")
        before, after = mined(path, commits[number]), mined(path)
        assert after[: len(before)] == before
