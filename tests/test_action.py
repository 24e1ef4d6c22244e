"""``action.yml``: it passes the checkers, and its steps do what they should when a runner takes them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from forge import PAGES, Forge, git
from test_publishing_setup import check

from publisher.sample.builder import RepoBuilder

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def bullets(*numbers: int) -> str:
    return "# Notes\n\n" + "".join(f"- [Note {at} of many](notes/{at}.md)\n" for at in numbers)


@dataclass(frozen=True)
class Done:
    """What a step left behind."""

    code: int
    said: str
    outputs: Mapping[str, str]
    summary: str


class Runner:
    """Takes the steps of a composite action, as GitHub's runner does."""

    def __init__(self, action: Path, folder: Path) -> None:
        self.action: dict[str, Any] = yaml.safe_load(action.read_text(encoding="utf-8"))
        self.root = action.parent
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.steps: list[dict[str, Any]] = self.action["runs"]["steps"]

    def take(self, step: dict[str, Any], workspace: Path, inputs: Mapping[str, str]) -> Done:
        """Run one step with *inputs*; those that are not given have the action's defaults."""
        defaults = {name: str(one.get("default", "")) for name, one in self.action["inputs"].items()}
        values = {f"inputs.{name}": value for name, value in (defaults | dict(inputs)).items()}
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=workspace, check=False, capture_output=True, text=True,
            env={
                **os.environ,
                **{
                    name: EXPRESSION.sub(lambda found: values[found[1]], value)
                    for name, value in step.get("env", {}).items()
                },
                **{name: str(file) for name, file in files.items()},
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(self.root),
                "GITHUB_WORKSPACE": str(workspace),
            },
        )  # fmt: skip
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        return Done(
            code=done.returncode,
            said=done.stdout + done.stderr,
            outputs=dict(line.split("=", 1) for line in lines),
            summary=files["GITHUB_STEP_SUMMARY"].read_text(),
        )


@pytest.fixture(scope="module")
def runner(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The program is installed by the action's own step; what it depends on is there, in place of a registry."""
    runner = Runner(checkout / "action.yml", tmp_path_factory.mktemp("runner"))
    alone = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in alone.items():
            patch.setenv(name, value)
        provide(patch)
        done = runner.take(runner.steps[0], checkout, {})
    assert done.code == 0, done.said
    return runner


def provide(patch: pytest.MonkeyPatch) -> None:
    """Let ``python3`` be the tests' own, with their packages."""
    patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    patch.setenv("PYTHONPATH", sysconfig.get_paths()["purelib"])


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    provide(monkeypatch)
    forge = Forge(tmp_path)
    with RepoBuilder(tmp_path / "begin") as repo:
        repo.commit("Begin", {"README.md": bullets(1, 2)}, date="2026-01-05T09:00:00Z")
        repo.commit("Add", {"README.md": bullets(1, 2, 3)}, date="2026-02-05T09:00:00Z")
    git(repo.path, "push", "-q", str(forge.path), "main:main")
    return forge


def run(runner: Runner, workspace: Path, **inputs: str) -> Done:
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return runner.take(runner.steps[1], workspace, named)


def test_the_action_passes_the_checkers(checkout: Path) -> None:
    file = str(checkout / "action.yml")
    check("check-jsonschema", "--builtin-schema", "vendor.github-actions", file)
    check("yamllint", "--strict", file)
    assert "No findings" in check("zizmor", "--offline", file)


def test_no_input_is_a_text_that_a_shell_reads(checkout: Path) -> None:
    action = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))

    assert [step["name"] for step in action["runs"]["steps"] if "${{" in step["run"]] == []
    used = {
        found
        for step in action["runs"]["steps"]
        for value in step.get("env", {}).values()
        for found in EXPRESSION.findall(value)
    }
    assert used == {f"inputs.{name}" for name in action["inputs"]}
    assert set(action["outputs"]) == {"changed", "announced", "issue"}


def test_a_branch_is_published_and_told(runner: Runner, forge: Forge) -> None:
    done = run(runner, forge.clone("--filter=blob:none"))

    assert done.code == 0, done.said
    assert done.outputs["changed"] == "true"
    assert done.outputs["announced"] == "3"
    assert re.fullmatch(r"2026-W\d\d", done.outputs["issue"])
    assert "### New (3)\n\n- Note 1 of many\n" in done.summary
    assert git(forge.path, "log", "-1", "--format=%an <%ae>", PAGES) == (
        "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"
    )


def test_a_quiet_day_is_green_and_says_so(runner: Runner, forge: Forge) -> None:
    run(runner, forge.clone())
    tip = forge.tip()

    done = run(runner, forge.clone("--depth=1"))

    assert (done.code, forge.tip()) == (0, tip)
    assert done.outputs == {"changed": "false", "announced": "0", "issue": ""}
    assert done.summary == "## Nothing new, nothing written\n"


def test_a_flood_is_red_until_it_is_accepted(runner: Runner, forge: Forge) -> None:
    run(runner, forge.clone())
    forge.write("main", {"README.md": bullets(*range(40)).encode()}, day="2026-03-05T09:00:00Z")

    held = run(runner, forge.clone())
    done = run(runner, forge.clone(), accept_flood="true")

    assert (held.code, held.outputs["changed"]) == (3, "false")
    assert held.summary.startswith("## Held back: a flood of new notes\n")
    assert (done.code, done.outputs["announced"]) == (0, "37")


def test_a_folder_of_the_list_s_own_branch(runner: Runner, forge: Forge) -> None:
    assert run(runner, forge.clone(), publish="commit", output="docs/feeds").code == 0

    assert forge.read("main", "docs/feeds/en.atom")
    assert forge.tip() == ""


def test_a_branch_and_a_folder_in_it(runner: Runner, forge: Forge) -> None:
    assert run(runner, forge.clone(), branch="site", output="feeds").code == 0
    assert forge.read("site", "feeds/en.atom")
    assert run(runner, forge.clone(), output="feeds").code == 0
    assert forge.read(PAGES, "feeds/en.atom") == forge.read("site", "feeds/en.atom")
    assert git(forge.path, "rev-list", "--count", "main") == "2"


def test_a_folder_only(runner: Runner, forge: Forge) -> None:
    clone = forge.clone()
    (clone / "other.yml").write_text("title: {en: Renamed}\n")

    done = run(runner, clone, publish="none", output="out", configuration="other.yml")

    assert done.code == 0, done.said
    assert "Renamed" in (clone / "out" / "en.atom").read_text(encoding="utf-8")
    assert (forge.tip(), done.outputs["changed"]) == ("", "true")


def test_a_list_elsewhere_in_the_workspace(runner: Runner, forge: Forge, tmp_path: Path) -> None:
    clone = forge.clone()

    assert run(runner, tmp_path, path=clone.name).code == 0
    assert forge.tip()


EVIL = "x'\"; touch sprung; $(touch sprung) `touch sprung`\ntouch sprung #"


@pytest.mark.parametrize(
    "name", ["path", "configuration", "publish", "branch", "output", "author", "accept_flood"]
)
def test_an_input_never_runs(name: str, runner: Runner, forge: Forge) -> None:
    clone = forge.clone()

    done = run(runner, clone, **{name: EVIL})

    assert not list(clone.glob("**/sprung"))
    assert done.code != 0


def test_an_input_that_is_an_option_is_none(runner: Runner, forge: Forge) -> None:
    done = run(runner, forge.clone(), path="--help")

    assert done.code == 1
    assert "--help does not exist" in done.said


def test_what_the_summary_says_is_what_happened(runner: Runner, forge: Forge) -> None:
    run(runner, forge.clone())

    (told, *_) = sorted(runner.temp.glob("told.*/run.json"), key=lambda file: -file.stat().st_mtime_ns)
    assert json.loads(told.read_bytes())["commit"] == forge.tip()
