"""The two files with which a list publishes itself: its configuration, and the forge's schedule."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from publisher import __version__
from publisher.characters import one_line
from publisher.config import FILE_NAME, Settings
from publisher.errors import OutputError
from publisher.forges import parse_remote
from publisher.publishing.detection import PAGES, Findings, guess_site
from publisher.templating import environment, render

CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1  # 7.0.1"
"""By its commit, which unlike a tag nobody can move."""
_WORKFLOWS = {"github": ".github/workflows/publish.yml", "gitlab": ".gitlab-ci.yml"}
FORGES = tuple(_WORKFLOWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How a forge's machine gets this program."""

    action: str = ""
    """``OWNER/NAME@COMMIT``; empty where no repository of it is known."""
    requirement: str = f"publisher=={__version__}"
    """What pip is told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is set up."""

    forge: str
    """One of `FORGES`."""
    into: str = ""
    """The folder of the list's own branch to publish into; empty for a branch of its own."""
    program: Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the two files, by path: true when it was written."""

    files: Mapping[str, bool]


def find_program() -> Program:
    """This program as it was installed: from a commit of a repository, or by its version."""
    try:
        told = json.loads(metadata.distribution("publisher").read_text("direct_url.json") or "{}")
        address, commit = str(told["url"]), str(told["vcs_info"]["commit_id"])
    except (metadata.PackageNotFoundError, ValueError, KeyError, TypeError):
        return Program()
    home = parse_remote(address)
    if home is not None and home.host == "github.com" and re.fullmatch(r"[0-9a-f]{40}", commit):
        return Program(action=f"{home.path}@{commit}", requirement=f"publisher @ git+{address}@{commit}")
    return Program(requirement=f"publisher @ git+{address}@{commit}")


def find_forge(findings: Findings) -> str:
    """The forge of the list, as far as its remote tells; GitHub otherwise."""
    return findings.home.kind if findings.home.kind in _WORKFLOWS else FORGES[0]


def render_setup(findings: Findings, settings: Settings, plan: Plan) -> dict[str, bytes]:
    """Both files, by path below the list's root."""
    values = _values(findings, settings, plan)
    templates = environment()
    templates.filters |= {"line": _line, "value": _value}
    return {
        FILE_NAME: render(templates, "setup/publisher.yml.j2", values).encode(),
        _WORKFLOWS[plan.forge]: render(templates, f"setup/{plan.forge}.yml.j2", values).encode(),
    }


def _values(findings: Findings, settings: Settings, plan: Plan) -> dict[str, object]:
    home, gitlab = findings.home, plan.forge == "gitlab"
    # GitLab's default would be GitHub's name for the branch of pages.
    pages = PAGES["gitlab"] if gitlab and not plan.into else ""
    return {
        "home": f"{home.host}/{home.path}" if home.host and home.path else "",
        "branch": home.branch,
        "states_branch": gitlab,
        "site_url": settings.site_url or guess_site(home, plan.into),
        "titles": {tag: findings.titles[tag] for tag in findings.languages if tag in findings.titles},
        "languages": list(findings.languages),
        "lists": findings.lists,
        "patterns": list(settings.lists),
        "markers": [*findings.markers],
        "pages_branch": pages,
        "into": plan.into,
        "target": f"the folder {plan.into}" if plan.into else f"the branch {pages or PAGES[plan.forge]}",
        "paths": _paths(findings, settings),
        "checkout": CHECKOUT,
        "action": plan.program.action,
        "requirement": plan.program.requirement,
    }


def _paths(findings: Findings, settings: Settings) -> list[str]:
    """What must change for a push to be worth a run."""
    lists: Sequence[str] = settings.lists or ("README*", *(found.path for found in findings.lists))
    spare = [path for path in lists if settings.lists or not path.startswith("README") or path == "README*"]
    templates = (f"{settings.templates.strip('/')}/**",) if settings.templates else ()
    return list(dict.fromkeys((*spare, FILE_NAME, "digests/**", *templates)))


def _line(text: object) -> str:
    return one_line(str(text))


def _value(text: object) -> str:
    """*text* as a value of YAML, which JSON's strings are; plain where nothing in it means anything."""
    written = one_line(str(text))
    return (
        written
        if re.fullmatch(r"[A-Za-z][\w./:~-]*[\w/]", written)
        else json.dumps(written, ensure_ascii=False)
    )


def action(written: str) -> str:
    """An action as a workflow names it; `ValueError` says what it must be."""
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+@[\w./-]+", written, re.ASCII):
        raise ValueError("OWNER/NAME@COMMIT")
    return written


def write_setup(root: Path, documents: Mapping[str, bytes], *, force: bool) -> Written:
    """Write *documents* below *root*. What is there already stays, unless *force* says otherwise."""
    done: dict[str, bool] = {}
    for path, content in documents.items():
        place = root / path
        try:
            there = place.exists() or place.is_symlink()
            if not there or (force and place.is_file() and not place.is_symlink()):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            done[path] = not there or force
        except OSError as problem:
            hint = "with --dry-run nothing is written"
            raise OutputError(place, problem.strerror or str(problem), hint=hint) from problem
    return Written(files=done)
