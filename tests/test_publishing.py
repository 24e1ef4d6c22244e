"""Publishing to a branch: one commit with what changed, and nothing of the user's is touched."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from forge import PAGES, SETTINGS, Forge, git, publish

from publisher.cli import main
from publisher.errors import FloodHeld, NoRemote, OutputError, PushRefused, RaceLost
from publisher.publishing.account import Account, Line, Outcome, render_markdown
from publisher.publishing.pages import NO_JEKYLL, Place
from publisher.publishing.remote import Author, Remote, deepen
from publisher.sample.builder import RepoBuilder

DAY = date(2026, 3, 2)
ENGLISH = "# Notes\n\n## Feeds\n\n- [Entry ids](ids.md): why they are for ever\n"


def bullets(*numbers: int) -> bytes:
    lines = "".join(f"- [Note {at} of many](notes/{at}.md): what it says\n" for at in numbers)
    return (ENGLISH + lines).encode()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A list of three notes."""
    forge = Forge(tmp_path)
    with RepoBuilder(tmp_path / "begin") as repo:
        repo.commit("Begin", {"README.md": ENGLISH, "ids.md": "# Entry ids\n"}, date="2026-01-05T09:00:00Z")
        repo.commit("Add", {"README.md": bullets(1)}, date="2026-01-15T09:00:00Z")
        repo.commit("Add", {"README.md": bullets(1, 2)}, date="2026-02-05T09:00:00Z")
    git(repo.path, "push", "-q", str(forge.path), "main:main")
    return forge


def add(forge: Forge, *numbers: int, day: str) -> str:
    return forge.write("main", {"README.md": bullets(*numbers)}, message="Add", day=f"{day}T09:00:00Z")


def state(clone: Path) -> dict[str, object]:
    """All that a user calls theirs: files, index, HEAD, branches, tags, stashes, configuration."""
    folder = clone / ".git"
    files = {
        path.relative_to(clone).as_posix(): path.read_bytes()
        for path in sorted(clone.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(clone).parts
    }
    refs = git(clone, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    own = [ref for ref in refs if not ref.startswith("refs/remotes/")]
    kept = ("index", "HEAD", "config", "FETCH_HEAD", "ORIG_HEAD")
    bytes_of = {name: (folder / name).read_bytes() for name in kept if (folder / name).is_file()}
    return {"files": files, "refs": own, **bytes_of}


def test_the_first_publication_fills_the_ledger_with_the_dates_of_history(forge: Forge) -> None:
    done = publish(forge.clone(), DAY)

    assert done.first
    assert done.commit == forge.tip()
    assert git(forge.path, "rev-list", "--count", PAGES) == "1"
    lines = [json.loads(line) for line in forge.read(PAGES, "ledger.jsonl").splitlines()]
    dates = [line["date"][:10] for line in lines if "announced" in line]
    assert dates == ["2026-01-05", "2026-01-15", "2026-02-05"]


def test_a_branch_that_is_new_tells_github_to_serve_it_as_it_is(forge: Forge) -> None:
    publish(forge.clone(), DAY)

    assert forge.read(PAGES, NO_JEKYLL) == b""


def test_nothing_new_makes_no_commit(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    before = forge.tip()

    done = publish(forge.clone(), DAY)

    assert (done.commit, done.built.changed, forge.tip()) == (None, (), before)


def test_a_commit_holds_only_what_changed_and_leaves_what_is_not_ours(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    strange = {"CNAME": b"notes.example.org\n", "own/page.html": b"<p>mine</p>\n", "run.sh": b"#!/bin/sh\n"}
    forge.write(PAGES, strange)
    before = forge.tip()
    add(forge, 1, 2, 3, day="2026-03-03")

    done = publish(forge.clone(), date(2026, 3, 4))

    assert [note.entries[0].title for note in done.built.announced] == ["Note 3 of many"]
    assert git(forge.path, "rev-parse", f"{PAGES}^") == before
    changed = git(forge.path, "diff", "--name-only", before, PAGES).splitlines()
    assert changed == sorted(done.built.changed)
    assert "digests/2026-W03/issue.json" not in changed
    for path, content in strange.items():
        assert forge.read(PAGES, path) == content


def test_the_commit_says_what_is_new_and_is_signed_by_nobodys_address(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    add(forge, 1, 2, 3, day="2026-03-03")
    publish(forge.clone(), date(2026, 3, 4))

    assert git(forge.path, "log", "-1", "--format=%B", PAGES).splitlines() == [
        "Publish: 1 new note", "", "- Note 3 of many", "", f"List: {forge.tip('main')}",
    ]  # fmt: skip
    people = git(forge.path, "log", "--format=%an <%ae>%n%cn <%ce>", PAGES)
    assert set(people.splitlines()) == {"publisher <noreply@publisher.invalid>"}


def test_notes_that_came_out_of_review_are_counted_as_the_digest_counts_them(forge: Forge) -> None:
    pending = bullets(1, 2) + b"- [Pending Review] [Note 3 of many](notes/3.md)\n"
    forge.write("main", {"README.md": pending}, message="Draft", day="2026-02-20T09:00:00Z")
    publish(forge.clone(), DAY)
    add(forge, 1, 2, 3, 4, day="2026-03-03")
    publish(forge.clone(), date(2026, 3, 9))

    subject = git(forge.path, "log", "-1", "--format=%s", PAGES)
    assert subject == "Publish: 1 new note, 1 out of review, digest 2026-W10"
    assert "1 new note · 1 out of review · " in forge.read(
        PAGES, "digests/2026-W10/issue.en.md"
    ).decode().replace("\u00a0", " ")


def test_the_author_can_be_chosen(forge: Forge) -> None:
    clone = forge.clone()
    author = Author.parse("订阅 Feeds <feeds@example.org>")

    publish(clone, DAY, author=author)

    assert git(forge.path, "log", "-1", "--format=%an <%ae>", PAGES) == "订阅 Feeds <feeds@example.org>"


def test_the_users_checkout_index_and_branches_are_not_touched(forge: Forge) -> None:
    clone = forge.clone()
    (clone / "README.md").write_text("half written\n")
    (clone / "staged.md").write_text("staged\n")
    git(clone, "add", "staged.md")
    (clone / "untracked.md").write_text("untracked\n")
    git(clone, "checkout", "-q", "-b", PAGES)  # even a branch of that name is the user's
    git(clone, "config", "commit.gpgSign", "true")
    before = state(clone)

    publish(clone, DAY)
    publish(clone, DAY, place=Place(branch="main", into="feeds"))

    assert state(clone) == before
    assert not list((clone / ".git").rglob("*lock"))


def test_no_hook_runs_and_no_variable_of_the_callers_counts(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = forge.clone()
    for hook in ("pre-push", "post-commit", "reference-transaction", "post-index-change", "post-checkout"):
        trap = clone / ".git" / "hooks" / hook
        trap.parent.mkdir(exist_ok=True)
        trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\nexit 1\n")
        trap.chmod(0o755)
    git(clone, "config", "core.fsmonitor", str(trap))
    git(clone, "config", "remote.origin.receivepack", str(trap))
    git(clone, "config", "alias.push", f"!touch {tmp_path}/sprung")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "private@example.org")

    done = publish(clone, DAY)

    for name in [name for name in os.environ if name.startswith("GIT_") and "CONFIG" not in name]:
        monkeypatch.delenv(name)
    assert done.commit == forge.tip()
    assert not (tmp_path / "sprung").exists()
    assert "private" not in git(forge.path, "log", "--format=%ae %ce", PAGES)


def test_a_folder_of_the_same_branch_is_published_and_is_never_news(forge: Forge) -> None:
    settings = replace(SETTINGS, lists=("**/*.md",))
    place = Place(branch="main", into="docs/feeds")
    add(forge, 1, 2, day="2026-02-05")

    first = publish(forge.clone(), DAY, place=place, settings=settings)
    pushed = forge.tip("main")
    again = publish(forge.clone(), DAY, place=place, settings=settings)

    assert first.commit == pushed
    assert forge.read("main", "docs/feeds/changelog.en.md")  # which the pattern would take for a list
    assert (again.commit, again.built.announced, forge.tip("main")) == (None, (), pushed)
    add(forge, 1, 2, 3, day="2026-03-03")
    third = publish(forge.clone(), DAY, place=place, settings=settings)
    assert [note.entries[0].title for note in third.built.announced] == ["Note 3 of many"]


@pytest.mark.parametrize("behind", [0, 1], ids=["at the tip", "ahead of the clone"])
def test_the_root_of_the_lists_own_branch_is_no_place_for_the_output(
    behind: int, forge: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = forge.clone()
    for number in range(behind):
        add(forge, 1, 2, 3 + number, day="2026-03-03")
    before = forge.tip("main")

    for options in (["--branch", "main"], ["--into", "."]):
        assert main(["publish", str(clone), "--as-of", "2026-03-04", *options]) == 1
        assert "error: main is a branch of the list itself" in (said := capsys.readouterr().err)
        assert "hint: publish into a folder of it with --into feeds" in said
    assert forge.tip("main") == before


def test_a_branch_of_pages_may_have_a_readme_or_have_begun_as_a_copy_of_the_list(forge: Forge) -> None:
    forge.write(PAGES, {"README.md": b"# What is here\n"})
    forge.set("copied", forge.tip("main"))
    forge.write("copied", {"README.md": None, "CNAME": b"notes.example.org\n"})

    for branch in (PAGES, "copied"):
        assert publish(forge.clone(), DAY, place=Place(branch=branch)).commit == forge.tip(branch)
        assert publish(forge.clone(), DAY, place=Place(branch=branch)).commit is None


def test_a_run_that_another_overtook_goes_on_from_its_ledger(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    add(forge, 1, 2, 3, day="2026-03-03")
    slow, overtaken = forge.clone(), []

    def meanwhile(_: int, __: int) -> None:
        if not overtaken:
            add(forge, 1, 2, 3, 4, day="2026-03-04")
            overtaken.append(publish(forge.clone(), date(2026, 3, 9)).commit)

    done = publish(slow, date(2026, 3, 9), progress=meanwhile)

    assert (done.commit, done.attempts) == (None, 2)
    assert forge.tip() == overtaken[0]
    assert done.built.remarks[0].startswith("left as it is: it was made of ")


def test_two_runs_on_diverging_histories_lose_neither_commit(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    add(forge, 1, 2, 3, day="2026-03-03")
    slow, overtaken = forge.clone(), []

    def meanwhile(_: int, __: int) -> None:
        if not overtaken:
            overtaken.append(forge.write(PAGES, {"CNAME": b"notes.example.org\n"}))

    done = publish(slow, date(2026, 3, 4), progress=meanwhile)

    assert done.attempts == 2
    assert git(forge.path, "rev-parse", f"{done.commit}^") == overtaken[0]
    assert forge.read(PAGES, "CNAME") == b"notes.example.org\n"


def test_a_race_that_is_always_lost_ends_with_4(forge: Forge) -> None:
    clone = forge.clone()
    rivals: list[str] = []

    def meanwhile(done: int, _: int) -> None:
        if done == 1:
            rivals.append(forge.write(PAGES, {"rival": str(len(rivals)).encode()}))

    with pytest.raises(RaceLost) as lost:
        publish(clone, DAY, attempts=3, progress=meanwhile)

    assert (lost.value.exit_code, lost.value.attempts, len(rivals)) == (4, 3, 3)
    assert forge.tip() == rivals[-1]


def test_a_push_whose_answer_was_lost_counts(forge: Forge) -> None:
    """The remote takes the commit, and then the connection breaks."""
    hook = forge.path / "hooks" / "post-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)

    done = publish(forge.clone(), DAY)

    assert done.commit == forge.tip()


def test_a_push_that_the_remote_forbids_is_no_race(forge: Forge) -> None:
    hook = forge.path / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho protected >&2\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(PushRefused, match="pre-receive hook declined") as refused:
        publish(forge.clone(), DAY)

    assert "contents: write" in refused.value.hint
    assert forge.tip() == ""


def test_a_note_of_which_the_ledger_keeps_only_the_announcement_is_still_that_note(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    lines = forge.read(PAGES, "ledger.jsonl").splitlines(keepends=True)
    left = [line for line in lines if not line.startswith((b'{"note": "notes/1"', b'{"known": "notes/1"'))]
    assert len(left) == len(lines) - 1
    forge.write(PAGES, {"ledger.jsonl": b"".join(left)})
    add(forge, 1, 2, 3, day="2026-03-03")

    done = publish(forge.clone(), date(2026, 3, 4))

    assert [note.id for note in done.built.announced] == ["notes/3"]
    assert b"~2" not in forge.read(PAGES, "ledger.jsonl")


def test_a_flood_is_held_back_until_somebody_has_looked(forge: Forge) -> None:
    publish(forge.clone(), DAY)
    before = forge.tip()
    add(forge, *range(1, 40), day="2026-03-03")

    with pytest.raises(FloodHeld):
        publish(forge.clone(), date(2026, 3, 4))
    assert forge.tip() == before
    done = publish(forge.clone(), date(2026, 3, 4), accept_flood=True)
    assert len(done.built.announced) == 37


def test_a_clone_without_a_remote_is_refused(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "alone") as repo:
        repo.commit("Begin", {"README.md": ENGLISH})

    with pytest.raises(NoRemote):
        publish(repo.path, DAY)


def test_a_bare_repository_can_publish_to_itself(forge: Forge) -> None:
    done = publish(forge.path, DAY, remote=".")

    assert done.commit == forge.tip()
    assert git(forge.path, "for-each-ref", "refs/worktree") == ""


def test_the_only_remote_is_taken_whatever_its_name(forge: Forge) -> None:
    clone = forge.clone()
    git(clone, "remote", "rename", "origin", "upstream")

    assert publish(clone, DAY).commit == forge.tip()


def test_a_relative_path_of_a_remote_counts_from_the_top_of_the_work_tree(
    forge: Forge, tmp_path: Path
) -> None:
    clone = forge.clone()
    git(clone, "remote", "set-url", "origin", "../forge.git")
    (clone / "docs").mkdir()
    assert git(clone / "docs", "ls-remote", "origin", "refs/heads/main")

    assert publish(clone, DAY).commit == forge.tip()
    add(forge, 1, 2, 3, day="2026-03-03")
    git(clone, "pull", "-q")
    assert publish(clone / "docs", DAY).commit == forge.tip()
    git(clone, "worktree", "add", "-q", "--detach", str(tmp_path / "deeper" / "tree"))
    git(clone, "remote", "set-url", "origin", "../../forge.git")
    assert publish(tmp_path / "deeper" / "tree", DAY).commit is None


def test_a_relative_path_of_a_bare_repository_s_remote_counts_from_its_folder(forge: Forge) -> None:
    clone = forge.clone("--bare")
    git(clone, "remote", "set-url", "origin", "../forge.git")

    assert publish(clone, DAY).commit == forge.tip()


@pytest.mark.parametrize(
    "path", ["..", "../x", "/x", ".git", "a/.git/b", "a/../../b", "a\n100644 b", '"a"', "\\x"]
)
def test_a_folder_outside_the_branch_is_refused(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--into", path]) == 2
    assert "it must be a folder inside the branch, like feeds" in capsys.readouterr().err


@pytest.mark.parametrize(("written", "path"), [("feeds/", "feeds"), ("./a//b", "a/b"), (".", ""), ("", "")])
def test_a_folder_is_spelled_in_one_way(written: str, path: str) -> None:
    assert Place.parse("main", written).into == path


@pytest.mark.parametrize(
    ("path", "file"), [("feeds", "feeds"), ("a/b", "a")], ids=["in its place", "above its place"]
)
def test_a_file_in_the_place_of_the_folder_is_left_alone(forge: Forge, path: str, file: str) -> None:
    before = forge.write("main", {file: b"a file\n"}, day="2026-02-06T09:00:00Z")

    with pytest.raises(OutputError, match="is a file on main, and no folder"):
        publish(forge.clone(), DAY, place=Place(branch="main", into=path))
    assert forge.tip("main") == before


def test_a_strangers_file_in_a_documents_place_is_left_alone(forge: Forge) -> None:
    before = forge.write(PAGES, {"index.html": b"<p>mine</p>\n"})

    with pytest.raises(OutputError, match=r"index\.html: is in the way"):
        publish(forge.clone(), DAY)
    assert forge.tip() == before


def test_a_link_on_the_branch_leads_nowhere(forge: Forge, tmp_path: Path) -> None:
    publish(forge.clone(), DAY)
    blob = git(forge.path, "hash-object", "-w", "--stdin", stdin=str(tmp_path / "outside").encode())
    lines = git(forge.path, "ls-tree", PAGES).splitlines()
    tree = [line for line in lines if not line.endswith("\tdigests")]
    made = git(forge.path, "mktree", stdin="\n".join([*tree, f"120000 blob {blob}\tdigests", ""]).encode())
    forge.set(PAGES, git(forge.path, "commit-tree", made, "-p", PAGES, "-m", "A link"))
    (tmp_path / "outside").mkdir()

    with pytest.raises(OutputError):
        publish(forge.clone(), DAY)
    assert list((tmp_path / "outside").iterdir()) == []


def fetches(trace: Path) -> int:
    """How many ``git fetch`` ran, those included that git starts by itself for one missing object."""
    events = map(json.loads, trace.read_text().splitlines())
    return sum(event["event"] == "start" and "fetch" in event["argv"] for event in events)


def traced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let each git that is started, and each that it starts, write down what it was asked."""
    trace = folder / "trace"
    folder.mkdir()
    wrapper = folder / "git"
    wrapper.write_text(f'#!/bin/sh\nGIT_TRACE2_EVENT={trace} exec {shutil.which("git")} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return trace


def grown(folder: Path, commits: int) -> Forge:
    folder.mkdir()
    forge = Forge(folder)
    with RepoBuilder(folder / "begin") as repo:
        for number in range(commits):
            files = {"README.md": bullets(*range(number + 1)), f"notes/{number}.md": f"# {number}\n"}
            repo.commit("Add", files)
    git(repo.path, "push", "-q", str(forge.path), "main:main")
    return forge


def test_how_often_a_blobless_clone_fetches_does_not_grow_with_its_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first publication, and one that begins with a branch that holds it."""
    counts: list[list[int]] = []
    for commits in (3, 40):
        forge = grown(tmp_path / f"list{commits}", commits)
        counts.append([])
        for run in (1, 2):
            add(forge, *range(commits + run), day=f"2026-03-0{run}")
            clone = forge.clone("--filter=blob:none", "--no-checkout")
            with monkeypatch.context() as patch:
                trace = traced(tmp_path / f"trace{commits}-{run}", patch)
                publish(clone, date(2026, 3, 3 + run), accept_flood=True)
                counts[-1].append(fetches(trace))
    assert counts == [[2, 5], [2, 5]]


def test_a_shallow_clone_is_refused_and_deepened_when_asked(
    forge: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = forge.clone("--depth=1")
    arguments = ["publish", str(clone), "--as-of", "2026-03-02"]

    assert main(arguments) == 1
    assert "without its history every note would look new" in capsys.readouterr().err
    assert main([*arguments, "--fetch"]) == 0
    assert "3 new notes" in capsys.readouterr().out
    assert git(clone, "rev-parse", "--is-shallow-repository") == "false"


def test_deepening_brings_history_without_the_files_that_no_list_needs(tmp_path: Path) -> None:
    forge = Forge(tmp_path)
    with RepoBuilder(tmp_path / "begin") as repo:
        for number in range(3):
            repo.commit("Draw", {"README.md": bullets(number), "picture.png": bytes([number]) * 100_000})
    git(repo.path, "push", "-q", str(forge.path), "main:main")
    clone = forge.clone("--depth=1")
    old = git(forge.path, "rev-parse", "main~1:picture.png")

    deepen(clone, "HEAD")

    assert git(clone, "rev-list", "--count", "HEAD") == "3"
    missing = git(clone, "rev-list", "--objects", "--all", "--missing=print").splitlines()
    assert f"?{old}" in missing


def test_deepening_a_whole_clone_asks_nobody(forge: Forge) -> None:
    clone = forge.clone()
    forge.path.rename(forge.path.with_name("away"))

    deepen(clone, "HEAD")


def test_a_commit_that_no_branch_leads_to_is_deepened_too(forge: Forge) -> None:
    """What a pull request's checkout has."""
    forge.set("topic", forge.tip("main"))
    merged = forge.write("topic", {"README.md": bullets(9)}, day="2026-03-03T09:00:00Z")
    git(forge.path, "update-ref", "refs/pull/7/merge", merged)
    git(forge.path, "update-ref", "-d", "refs/heads/topic")
    clone = forge.folder / "detached"
    git(forge.folder, "init", "-q", str(clone))
    git(clone, "remote", "add", "origin", forge.path.as_uri())
    git(clone, "fetch", "-q", "--depth=1", "origin", "refs/pull/7/merge")
    git(clone, "checkout", "-q", "--detach", "FETCH_HEAD")

    deepen(clone, "HEAD")

    assert not Remote(clone).is_shallow
    assert git(clone, "rev-list", "--count", "HEAD") == "4"


def test_the_command_says_what_it_did_in_a_line_and_in_two_files(
    forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone, told = forge.clone(), tmp_path / "told"
    summaries = ["--summary", str(told / "run.json"), "--summary", str(told / "run.md")]
    arguments = ["publish", str(clone), "--as-of", "2026-03-02", *summaries]

    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("gh-pages: 3 new notes, ")
    assert said.out.endswith(f"; commit {forge.tip()[:10]}\n")
    account = json.loads((told / "run.json").read_bytes())
    assert (account["outcome"], account["first"], account["commit"]) == ("published", True, forge.tip())
    assert account["announced"][0]["title"] == "Entry ids"
    assert (told / "run.md").read_text().startswith("## Published\n\n")
    assert main(arguments) == 0
    assert capsys.readouterr() == ("", "")
    assert json.loads((told / "run.json").read_bytes())["outcome"] == "unchanged"
    assert (told / "run.md").read_text() == "## Nothing new, nothing written\n"


def test_the_summary_tells_what_is_new_from_what_is_out_of_review() -> None:
    lines = [
        Line(note=kind, title=f"One that was {kind}", link="a.md", date="2026-03-02", kind=kind)
        for kind in ("promoted", "added")
    ]
    told = render_markdown(Account(outcome=Outcome.PUBLISHED, announced=tuple(lines))).decode()
    assert told.endswith(
        "### New (1)\n\n- One that was added\n\n### Out of review (1)\n\n- One that was promoted\n"
    )


def test_a_flood_is_told_in_the_summary(
    forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["publish", str(forge.clone()), "--as-of", "2026-03-02", "-q"])
    add(forge, *range(1, 40), day="2026-03-03")
    told = tmp_path / "run.md"

    assert main(["publish", str(forge.clone()), "--summary", str(told)]) == 3
    assert "--accept-flood" in capsys.readouterr().err
    text = told.read_text()
    assert text.startswith("## Held back: a flood of new notes\n")
    assert "    Note 3 of many\n" in text


def test_options_go_before_the_configuration(forge: Forge) -> None:
    clone = forge.clone()
    (clone / "publisher.yml").write_text(
        "publish: {branch: pages, into: feeds, author: A <a@example.org>}\n", encoding="utf-8"
    )

    assert main(["publish", str(clone), "--as-of", "2026-03-02", "-q"]) == 0
    assert git(forge.path, "log", "-1", "--format=%ae", "pages") == "a@example.org"
    assert main(["publish", str(clone), "--as-of", "2026-03-02", "-q", "--branch", "other"]) == 0
    assert forge.read("other", "feeds/en.atom") == forge.read("pages", "feeds/en.atom")


def test_into_alone_means_the_lists_own_branch(forge: Forge) -> None:
    clone = forge.clone()

    assert main(["publish", str(clone), "--as-of", "2026-03-02", "-q", "--into", "feeds"]) == 0
    assert forge.read("main", "feeds/ledger.jsonl")
    assert forge.tip() == ""


WRONG = [
    (["--branch", "-x"], "it must be the name of a branch"),
    (["--into", "../x"], "it must be a folder inside the branch"),
    (["--author", "me"], "it must be NAME <ADDRESS>"),
    (["--remote", "--upload-pack=x"], "it must be the name of a remote"),
]


@pytest.mark.parametrize(("options", "sentence"), WRONG, ids=[options[0] for options, _ in WRONG])
def test_what_cannot_be_right_is_wrong_usage(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", *options]) == 2
    assert sentence in capsys.readouterr().err
