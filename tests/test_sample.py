"""The demo's history is the same everywhere, and says what its docstring says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from publisher.errors import OutputError
from publisher.sample import story, texts
from publisher.sample.fast_import import run_git
from publisher.sample.story import build_sample

TIP = "2757cb9c3cff258156254a0836d1f311e6942969"
LINK = re.compile(r"\]\(\./([^)#]+)\)")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "field-notes"
    build_sample(folder)
    return folder


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
