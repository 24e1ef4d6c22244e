"""Resuming changes nothing: publishing at every commit in turn gives what publishing once at the end gives.

And the past never changes: a ledger only grows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as law
from hypothesis import strategies as st
from lxml import etree
from publishing import mainline, publish, publish_each, read_folder
from small_list import tell, write_history
from strategies import Arrival, Step, Story, build_story, histories

from publisher import pipeline
from publisher.config import Content, Digest, Feed, Period, Settings, Weekday
from publisher.sample.fast_import import run_git
from publisher.sample.story import AS_OF, build_sample

REAL = Path(__file__).parent.parent.parent / "shared" / "real-history" / "ml-sys-notes.bundle"
ATOM = "{http://www.w3.org/2005/Atom}"
LOCAL = Settings(digest=Digest(timezone="Asia/Shanghai", first_day=Weekday.SATURDAY))
DIGESTS = st.builds(
    Digest,
    period=st.sampled_from(Period),
    first_day=st.sampled_from((Weekday.MONDAY, Weekday.THURSDAY)),
    timezone=st.sampled_from(("UTC", "Asia/Shanghai", "America/Los_Angeles")),
)
FEEDS = st.builds(Feed, entries=st.sampled_from((50, 3)), content=st.sampled_from(Content))


pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")


def hold_resume_law(
    repository: Path,
    folder: Path,
    *,
    settings: Settings,
    end: date | None = None,
    every: int = 1,
    late: int = 0,
) -> None:
    """Publish at each *every*-th commit, up to *late* days after it, and at the end; then once."""
    commits = mainline(repository)
    steps = commits[::-every][::-1]
    last = max(steps[-1].date.date() + timedelta(days=late), end or date.min)
    publish_each(repository, folder / "steps", steps, settings=settings, late=late)
    publish(repository, folder / "steps", as_of=last, settings=settings)
    publish(repository, folder / "once", as_of=last, settings=settings)
    steps_gave, once_gave = read_folder(folder / "steps"), read_folder(folder / "once")
    assert sorted(steps_gave) == sorted(once_gave)
    for path, content in once_gave.items():
        assert steps_gave[path].decode() == content.decode(), path


def test_resuming_changes_nothing_of_the_demo(tmp_path: Path) -> None:
    build_sample(tmp_path / "list")
    hold_resume_law(tmp_path / "list", tmp_path, settings=Settings(), end=AS_OF)


def test_resuming_changes_nothing_of_a_real_history(tmp_path: Path) -> None:
    """Where it is not at hand, the demo stands in for it with other settings."""
    if REAL.exists():
        run_git(tmp_path, "clone", "--quiet", "--bare", str(REAL), "list")
        hold_resume_law(tmp_path / "list", tmp_path, settings=Settings(), every=10)
    else:
        build_sample(tmp_path / "list")
        hold_resume_law(tmp_path / "list", tmp_path, settings=LOCAL, late=3)


def test_resuming_changes_nothing_where_all_happens_at_one_moment(tmp_path: Path) -> None:
    """Added, demoted, promoted, removed: the clock stood still."""
    lives = ("ids dates", "ids? dates", "ids dates", "ids dates?", "dates?", "ids? dates?", "ids dates")
    history = [tell(f"Step {number}", 4, shown) for number, shown in enumerate(lives)]
    hold_resume_law(write_history(tmp_path / "list", history), tmp_path, settings=Settings(), end=AS_OF)


@law(
    max_examples=5,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    story=histories(most=8),
    settings=st.builds(Settings, digest=DIGESTS, feed=FEEDS),
    late=st.sampled_from((0, 0, 2, 40)),
    rest=st.sampled_from((0, 3, 100)),
)
def test_resuming_changes_nothing(story: Story, settings: Settings, late: int, rest: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_story(story, folder / "list")
        end = max(step.date for step in story.steps).date() + timedelta(days=late + rest)
        hold_resume_law(folder / "list", folder, settings=settings, end=end, late=late)


def drop_steps(story: Story, kept: Sequence[int], days: int) -> Story:
    """The story as a rewritten history tells it: some of its states, committed one after another on other days."""
    steps = [replace(story.steps[number], arrival=Arrival.COMMIT, side=(), base=0) for number in kept]
    return replace(story, steps=tuple(replace(step, date=step.date + timedelta(days=days)) for step in steps))


def notes_seen(folder: Path, story: Story) -> dict[int, set[tuple[str, str]]]:
    """The ids and dates under which each of the story's notes is in the feed and its archives."""
    return read_entries((*folder.glob("en.atom"), *folder.glob("archive/en-*.atom")), story)


def read_entries(feeds: Iterable[Path], story: Story) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for path in feeds:
        for entry in etree.parse(path).iterfind(f"{ATOM}entry"):
            text = {name: entry.findtext(f"{ATOM}{name}") or "" for name in ("id", "title", "published")}
            found.setdefault(story.titles[text["title"]], set()).add((text["id"], text["published"]))
    return found


def ids_mined(repository: Path, story: Story) -> dict[int, set[str]]:
    """The ids that history alone gives to each of the story's notes."""
    found: dict[int, set[str]] = {}
    for event in pipeline.mine(pipeline.open_history(repository, Settings()), Settings()).events:
        found.setdefault(story.titles[event.note.entries[0].title], set()).add(event.note.id)
    return found


def guises(steps: Sequence[Step], number: int) -> set[str]:
    """The places and titles that a note had: one that has others before and after a squash nobody can recognise."""
    items = [item for step in steps if (item := step.world.item(number))]
    return {item.place for item in items} | {
        listing.title for item in items for listing in item.listings.values()
    }


@law(
    max_examples=8,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(story=histories(most=10), data=st.data())
def test_a_rewritten_history_shows_no_note_again(story: Story, data: st.DataObject) -> None:
    """What was seen under one id is never seen under another, on another day, or twice."""
    last = len(story.steps) - 1
    first = data.draw(st.integers(0, last), label="published up to step")
    kept = data.draw(st.sets(st.integers(0, last - 1)) if last else st.just(set()), label="steps kept")
    days = data.draw(st.sampled_from((0, -30, 30)), label="days later")
    lost = data.draw(
        st.sampled_from(((), ("ledger.jsonl",), ("ledger.jsonl", "manifest.json"))), label="lost"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commits = build_story(story, folder / "list")
        end = max(step.date for step in story.steps).date() + timedelta(days=40)
        publish(folder / "list", folder / "feeds", rev=commits[first], as_of=end)
        before = notes_seen(folder / "feeds", story)
        waited = read_entries(folder.glob("feeds/pending.en.atom"), story)
        for path in lost:
            (folder / "feeds" / path).unlink()
        build_story(drop_steps(story, [*sorted(kept), last], days), folder / "retold")
        publish(folder / "retold", folder / "feeds", as_of=end)
        after = notes_seen(folder / "feeds", story)
        waits = read_entries(folder.glob("feeds/pending.en.atom"), story)
        seen, told = story.steps[: first + 1], [story.steps[number] for number in (*kept, last)]
        # One that history itself, told so, takes for two is none that the ledger could know.
        split = ids_mined(folder / "retold", story)
        for number in before.keys() & after.keys():
            if guises(seen, number) & guises(told, number) and len(split[number]) == 1:
                assert after[number] == before[number]
        for number in waited.keys() & waits.keys():
            if guises(seen, number) & guises(told, number) and len(split[number]) == 1:
                assert waits[number] == waited[number]
        assert all(len(ids) == 1 for ids in after.values())
