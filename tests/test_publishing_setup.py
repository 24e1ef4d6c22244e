"""Setting a list up: what is found, and the two files that are written."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from test_config import keys

from publisher.cli import main
from publisher.forges import Home
from publisher.publishing.detection import guess_site
from publisher.publishing.setup import find_program
from publisher.sample.builder import RepoBuilder
from publisher.yml import KEYS, load_settings

ENGLISH = """# Notes

## Feeds

- [Entry ids](ids.md): why they are for ever
- [Pending Review] [Two dates](dates.md)
- 【Not finished】[A "quoted": title # {x} 100%](quoted.md)
"""
ACTION = "owner/publisher@" + "0123456789abcdef" * 2 + "01234567"
WORKFLOW = ".github/workflows/publish.yml"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    with RepoBuilder(tmp_path / "notes") as repo:
        repo.remote("git@github.com:Feeds-And-History/notes.git")
        repo.commit(
            "Begin",
            {
                "README.md": ENGLISH,
                "README-cn.md": '# 笔记: "一"\n\n- [条目标识](ids.md)\n',
                "ids.md": "# Ids\n",
            },
            date="2026-01-05T09:00:00Z",
        )
    return repo.path


def check(tool: str, *arguments: str) -> str:
    """What a checker says; its exit code must be 0."""
    program = Path(sys.executable).parent / tool
    done = subprocess.run([program, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def check_workflow(file: Path) -> None:
    check("check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(file))
    check("yamllint", "--strict", str(file))
    assert "No findings" in check("zizmor", "--offline", str(file))


def test_what_is_found_is_shown_before_anything_is_published(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(notes), "--dry-run"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "repository  github.com/Feeds-And-History/notes, branch main",
        "list        README.md (en, 3 entries)",
        "list        README-cn.md (zh, 1 entries)",
        "languages   en, zh",
        "markers     [Pending Review] (1), 【Not finished】 (1)",
        "notes       1 public; 1 announcements, 2026-01-05 to 2026-01-05",
        "pending     2",
        "            Two dates",
        '            A "quoted": title # {x} 100%',
    ]
    assert not (notes / WORKFLOW).exists()
    assert not (notes / "publisher.yml").exists()


def test_two_files_are_written_and_what_to_do_with_them_is_said(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(notes)]) == 0

    said = capsys.readouterr().out
    assert "wrote publisher.yml\nwrote .github/workflows/publish.yml\n" in said
    assert "git add publisher.yml .github/workflows/publish.yml" in said
    changed = subprocess.run(
        ["git", "-C", notes, "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True
    ).stdout
    assert changed.split() == ["??", WORKFLOW, "??", "publisher.yml"]


def test_the_configuration_is_read_and_names_what_was_found(notes: Path) -> None:
    main(["init", str(notes), "-q"])

    text = (notes / "publisher.yml").read_text(encoding="utf-8")
    assert load_settings(notes / "publisher.yml").site_url == "https://feeds-and-history.github.io/notes/"
    for found in ("README.md (en, 3 entries)", "[Pending Review] (1)", "en: Notes", 'zh: 笔记: "一"'):
        assert f"# Found: {found}\n" in text


def test_the_configuration_shows_every_key_and_its_default(notes: Path, checkout: Path) -> None:
    main(["init", str(notes), "-q"])
    text = (notes / "publisher.yml").read_text(encoding="utf-8")
    page = (checkout / "docs" / "configuration.md").read_text(encoding="utf-8")

    shown = yaml.safe_load(re.sub(r"^( *)# ?(?=[a-z_]+:)", r"\1", text, flags=re.MULTILINE))
    for key in keys(KEYS):
        value = shown
        for part in key.split("."):
            assert part in value, key
            value = value[part]
    for line in re.findall(r"^ +# [a-z_]+: .*", text, re.MULTILINE):
        assert line in page


@pytest.mark.parametrize(
    "options",
    [[], ["--into", "docs/feeds"], ["--action", ACTION], ["--action", ACTION, "--into", "feeds"]],
    ids=["package", "package, folder", "action", "action, folder"],
)
def test_the_workflow_passes_the_checkers(options: Sequence[str], notes: Path) -> None:
    assert main(["init", str(notes), "-q", *options]) == 0

    check_workflow(notes / WORKFLOW)
    workflow = yaml.safe_load((notes / WORKFLOW).read_text())
    assert set(workflow["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert workflow["concurrency"] == {"group": "publisher", "cancel-in-progress": False}
    assert workflow["permissions"] == {}
    job = workflow["jobs"]["publish"]
    assert job["permissions"] == {"contents": "write"}
    checkout = job["steps"][0]
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", checkout["uses"])
    assert checkout["with"]["fetch-depth"] == 0
    assert checkout["with"]["filter"] == "blob:none"


@pytest.mark.parametrize("options", [[], ["--into", "it's/$(x)"]], ids=["branch", "folder"])
def test_gitlab_s_pipeline_passes_its_schema(options: Sequence[str], notes: Path) -> None:
    assert main(["init", str(notes), "-q", "--forge", "gitlab", *options]) == 0

    file = notes / ".gitlab-ci.yml"
    check("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file))
    check("yamllint", "--strict", str(file))
    job = yaml.safe_load(file.read_text())["pages"]
    assert job["variables"]["PAGES_FOLDER"] == (options[1] if options else "")
    assert "$(x)" not in " ".join(job["script"])
    settings = load_settings(notes / "publisher.yml")
    assert (settings.branch, settings.publish.branch) == ("main", "" if options else "pages")


def test_gitlab_is_recognised(tmp_path: Path) -> None:
    with RepoBuilder(tmp_path / "notes") as repo:
        repo.remote("https://gitlab.com/group/notes.git")
        repo.commit("Begin", {"README.md": ENGLISH})

    assert main(["init", str(repo.path), "-q"]) == 0
    assert (repo.path / ".gitlab-ci.yml").is_file()
    assert load_settings(repo.path / "publisher.yml").site_url == "https://group.gitlab.io/notes/"


@pytest.mark.parametrize(
    ("remote", "why"),
    [
        ("", "no remote says where the list is"),
        ("https://codeberg.org/group/notes.git", "the remote is at neither GitHub nor GitLab"),
    ],
    ids=["no remote", "another forge"],
)
def test_a_forge_that_is_assumed_is_said(
    remote: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RepoBuilder(tmp_path / "notes") as repo:
        if remote:
            repo.remote(remote)
        repo.commit("Begin", {"README.md": ENGLISH})

    assert main(["init", str(repo.path), "--dry-run"]) == 0
    assert f"forge       github, which is assumed: {why}; --forge names it\n" in capsys.readouterr().out
    assert main(["init", str(repo.path), "--dry-run", "--forge", "gitlab"]) == 0
    assert "assumed" not in capsys.readouterr().out


def test_a_file_that_is_there_stays(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "publisher.yml").write_text("title: {en: Mine}\n")

    assert main(["init", str(notes)]) == 0
    assert "kept publisher.yml, which is there already" in capsys.readouterr().out
    assert (notes / "publisher.yml").read_text() == "title: {en: Mine}\n"
    assert (notes / WORKFLOW).is_file()
    assert main(["init", str(notes), "--force", "-q"]) == 0
    assert (notes / "publisher.yml").read_text().startswith("# Configuration of publisher.")


def test_a_link_is_never_followed(notes: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("title: {en: Mine}\n")
    (notes / "publisher.yml").symlink_to(outside)

    main(["init", str(notes), "--force", "-q"])
    assert outside.read_text() == "title: {en: Mine}\n"


def test_lists_that_were_named_are_written_down(notes: Path) -> None:
    assert main(["init", str(notes), "-q", "--list", "README*.md", "--list", "!README-cn.md"]) == 0

    assert load_settings(notes / "publisher.yml").lists == ("README*.md", "!README-cn.md")
    workflow = yaml.safe_load((notes / WORKFLOW).read_text())
    assert workflow["on"]["push"]["paths"] == ["README*.md", "!README-cn.md", "publisher.yml", "digests/**"]


def test_a_bare_repository_has_no_place_for_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with RepoBuilder(tmp_path / "bare", bare=True) as repo:
        repo.commit("Begin", {"README.md": ENGLISH})

    assert main(["init", str(repo.path)]) == 1
    assert "has no work tree to write files into" in capsys.readouterr().err


def test_an_action_is_named_as_workflows_name_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--action", "x\n  - run: rm"]) == 2
    assert "it must be OWNER/NAME@COMMIT" in capsys.readouterr().err


def test_a_program_that_was_not_installed_from_a_repository_is_named_by_its_version() -> None:
    program = find_program()

    assert program.action == ""
    assert re.fullmatch(r"publisher==\d+\.\d+\.\d+", program.requirement)


SITES = [
    ("github.com", "Owner/Name", "", "https://owner.github.io/Name/"),
    ("github.com", "Owner/owner.github.io", "", "https://owner.github.io/"),
    ("github.com", "owner/name", "docs/feeds", "https://owner.github.io/name/docs/feeds/"),
    ("gitlab.com", "group/sub/name", "", "https://group.gitlab.io/sub/name/"),
    ("gitlab.com", "group/name", "feeds", "https://group.gitlab.io/name/"),
    ("git.example.org", "owner/name", "", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(
    ("host", "path", "into", "address"), SITES, ids=[f"{h} {p} {i}" for h, p, i, _ in SITES]
)
def test_the_address_of_the_pages_is_guessed(host: str, path: str, into: str, address: str) -> None:
    assert guess_site(Home(host=host, path=path), into) == address
