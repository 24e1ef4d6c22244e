"""The demo's history is the same everywhere, and says what its docstring says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from publisher import pipeline
from publisher.errors import OutputError
from publisher.model import Publication, Standing
from publisher.sample import story, texts
from publisher.sample.fast_import import run_git
from publisher.sample.story import build_sample
from publisher.yml import load_settings

TIP = "2757cb9c3cff258156254a0836d1f311e6942969"
LINK = re.compile(r"\]\(\./([^)#]+)\)")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "field-notes"
    build_sample(folder)
    return folder


@pytest.fixture(scope="module")
def publication(sample: Path) -> Publication:
    settings = load_settings(sample / "publisher.yml")
    as_of = pipeline.as_moment(story.AS_OF)
    mined = pipeline.mine(pipeline.open_history(sample, settings), settings, as_of=as_of)
    return pipeline.publish(mined, settings, as_of=as_of)


def test_its_object_names_never_change(sample: Path) -> None:
    assert run_git(sample, "rev-parse", "HEAD").strip() == TIP


def test_two_builds_agree_wherever_they_run(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z")
    build_sample(tmp_path / "again")
    assert run_git(tmp_path / "again", "show-ref") == run_git(sample, "show-ref")


def test_it_is_a_whole_repository_with_a_clean_work_tree(sample: Path) -> None:
    run_git(sample, "fsck", "--strict")
    assert run_git(sample, "status", "--porcelain") == ""
    assert run_git(sample, "remote", "get-url", "origin").strip() == story.REMOTE


def test_the_docstring_draws_every_commit(sample: Path) -> None:
    assert story.__doc__ is not None
    drawn = re.findall(r"^ +[*│o][ *│o─┐┘]* +(\d\d-\d\d)  ", story.__doc__, re.MULTILINE)
    made = run_git(sample, "log", "--branches", "--date=format-local:%m-%d", "--format=%cd", "main").split()
    assert sorted(drawn) == sorted(made)


def test_it_has_a_foxtrot_merge_a_pull_request_and_a_revert(sample: Path) -> None:
    subjects = run_git(sample, "log", "--format=%s (%P)", "main").splitlines()
    assert [subject.partition(" (")[0] for subject in subjects if re.search(r"\(\w+ \w+\)$", subject)] == [
        "Merge branch 'main' of github.com:feeds-and-history/field-notes",
        "Merge pull request #7 from contributor/mailmap",
    ]
    assert any(subject.startswith('Revert "Add a note on link texts"') for subject in subjects)


def test_people_are_roles(sample: Path) -> None:
    people = set(run_git(sample, "log", "--use-mailmap", "--format=%aN <%aE>").splitlines())
    roles = ("contributor", "maintainer", "reviewer", "translator")
    assert people == {f"{role} <{role}@example.org>" for role in roles}


def test_every_link_leads_to_a_file_in_every_commit(sample: Path) -> None:
    for commit in run_git(sample, "rev-list", "main").split():
        files = set(run_git(sample, "ls-tree", "-r", "--name-only", commit).splitlines())
        for name in sorted(file for file in files if file.startswith("README")):
            linked = set(LINK.findall(run_git(sample, "show", f"{commit}:{name}")))
            assert linked <= files, (commit, name)


@pytest.mark.parametrize("note", sorted(texts.NOTES))
def test_a_note_reads_well_in_each_language_that_it_has(note: str) -> None:
    for language in texts.LANGUAGES:
        if texts.has_file(note, language):
            text = texts.file_text(note, language)
            paragraphs = [part for part in text.split("\n\n")[1:] if not part.startswith("    ")]
            assert text.startswith(f"# {texts.NOTES[note].title[language]}\n\n")
            assert 1 <= len(paragraphs) <= 4
            assert re.search(r"[^\n]\n\Z", text)


@pytest.mark.parametrize(
    "file", sorted(Path(texts.__file__).parent.glob("notes/*-cn.md")), ids=lambda f: f.stem
)
def test_chinese_is_set_with_chinese_punctuation(file: Path) -> None:
    prose = re.sub(r"`[^`]*`|^ {4}.*$", "Z", file.read_text("utf-8"), flags=re.MULTILINE)
    assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", prose)
    assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", prose)
    assert not re.search(r" [，。；：、！？]|[，。；：、！？] ", prose)


def test_it_is_published_a_few_days_after_its_last_full_week(sample: Path) -> None:
    last = date.fromisoformat(run_git(sample, "log", "-1", "--format=%cs", "main").strip())
    assert last.isocalendar()[:2] == story.AS_OF.isocalendar()[:2]
    assert last < story.AS_OF


def test_a_folder_with_something_in_it_is_refused(sample: Path) -> None:
    with pytest.raises(OutputError, match="is not empty"):
        build_sample(sample)


def test_the_story_is_found_in_its_history(publication: Publication) -> None:
    told = [
        f"{event.date:%m-%d} {event.kind} {event.note.id.rpartition('/')[2]} by {event.author}"
        for event in publication.events
        if event.kind != "revised"
    ]
    assert told == [
        "01-05 added entry-ids by maintainer",
        "01-05 added rfc4287 by maintainer",
        "01-05 added blame by maintainer",
        "01-08 added two-dates by maintainer",
        "01-13 drafted mainline by maintainer",
        "01-15 added spaces by maintainer",
        "01-21 promoted mainline by reviewer",
        "02-02 translated spaces by translator",
        "02-03 added polite-polling by maintainer",
        "02-05 added digest by maintainer",
        "02-12 added mailmap by contributor",
        "02-25 added renames by contributor",
        "02-27 added zhihu-formulas by maintainer",
        "03-03 added escape-once by contributor",
        "03-06 drafted reflog by maintainer",
        "03-06 added bundles by maintainer",
        "03-10 drafted wechat by translator",
        "03-13 added link-texts by maintainer",
        "03-13 removed link-texts by maintainer",
        "03-17 returned link-texts by maintainer",
        "03-19 translated renames by translator",
        "03-31 promoted reflog by reviewer",
        "04-08 removed rfc4287 by maintainer",
        "04-21 returned rfc4287 by maintainer",
        "04-22 promoted wechat by translator",
        "04-23 added json-feed by maintainer",
        "04-24 added plain-text by contributor",
        "05-05 added lang by translator",
        "05-05 translated lang by maintainer",
        "05-07 drafted websub by contributor",
        "05-14 demoted json-feed by reviewer",
        "05-27 added patience by contributor",
        "06-09 drafted shallow by maintainer",
        "06-11 translated patience by translator",
        "06-16 added archives by maintainer",
        "06-30 added two-clocks by maintainer",
    ]


def test_a_note_is_announced_when_it_is_first_out(publication: Publication) -> None:
    announced = [event.note.id for event in publication.events if event.announced]
    assert len(announced) == len(set(announced)) == 22
    standing = {note.id.rpartition("/")[2]: note.standing for note in publication.notes}
    assert {name for name, how in standing.items() if how is Standing.PENDING} == {"websub", "shallow"}
    assert {name for name, how in standing.items() if how is Standing.REVISING} == {"json-feed"}
    assert len(standing) == len(texts.NOTES)


def test_pull_requests_are_named(publication: Publication) -> None:
    told = {e.note.id.rpartition("/")[2]: e.commit.pull_request for e in publication.events if e.announced}
    assert {name: number for name, number in told.items() if number} == {"mailmap": 7, "patience": 12}


def test_thirteen_weeks_have_an_issue(publication: Publication) -> None:
    """The note that came and went within two minutes is in the issue of the week in which it came to stay."""
    found = [
        f"{issue.id.removeprefix('2026-')} {len(issue.added)}+{len(issue.promoted)}"
        for issue in publication.issues
    ]
    expected = "W02 4+0, W03 1+0, W04 0+1, W06 2+0, W07 1+0, W09 2+0, W10 2+0, W12 1+0, W14 0+1, W17 2+1, "
    assert ", ".join(found) == expected + "W19 1+0, W22 1+0, W25 1+0"


def test_the_demo_knows_its_languages_and_titles(publication: Publication) -> None:
    assert publication.languages == ("en", "zh")
    assert publication.home.path == "feeds-and-history/field-notes"
    assert publication.authority == "github.com/feeds-and-history/field-notes"
