"""Resuming changes nothing: publishing at every commit in turn gives what publishing once at the end gives.

And the past never changes: a ledger only grows.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as law
from hypothesis import strategies as st
from publishing import mainline, publish, publish_each, read_folder
from strategies import Story, build_story, histories

from publisher.config import Content, Digest, Feed, Period, Settings, Weekday
from publisher.sample.fast_import import run_git
from publisher.sample.story import AS_OF, build_sample

REAL = Path(__file__).parent.parent.parent / "shared" / "real-history" / "ml-sys-notes.bundle"
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


@law(
    max_examples=6,
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
