"""Arguments and options that several commands take, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from publisher.config import FILE_NAME, Settings
from publisher.errors import ELSEWHERE, OutputError
from publisher.lists import leave_out
from publisher.outcome import Outcome
from publisher.validators import site_address

Command = TypeVar("Command", bound=Callable[..., object])
_FOLDER = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which list is meant, and how it is read."""

    repository: Path
    settings: Settings
    rev: str
    configuration: Path | None
    """The folder of ``publisher.yml``; None without one."""

    @property
    def templates(self) -> Path | None:
        """The folder of the user's own templates; None without one."""
        named = self.settings.templates
        return self.configuration / named if self.configuration is not None and named else None


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  only its day is kept
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2026-01-31", param, ctx)


DAY = _Day()
"""A day, like ``2026-01-31``."""


class Checked(click.ParamType[str]):
    """A text that is as the configuration would want it."""

    def __init__(self, name: str, valid: Callable[[str], str]) -> None:
        self.name = name
        self._valid = valid

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return self._valid(value)
        except ValueError as error:
            self.fail(f"it must be {error}, not {value!r}", param, ctx)


def source(command: Command) -> Command:
    """Which list: REPO, ``--rev``, ``--list`` and ``--config``."""
    command = click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Read this configuration.  [default: publisher.yml at the list's root]",
    )(command)
    command = click.option(
        "--list",
        "lists",
        metavar="GLOB",
        multiple=True,
        help="Which files are lists; may be repeated.  [default: README files at the root]",
    )(command)
    command = click.option(
        "--rev", metavar="REV", default="HEAD", help="Read the history up to this commit."
    )(command)
    return click.argument("repository", metavar="[REPO]", default=".", type=_FOLDER)(command)


def as_of(command: Command) -> Command:
    """``--as-of``, which decides which periods are over."""
    return click.option(
        "--as-of",
        "day",
        metavar="DATE",
        type=DAY,
        help="Make the digests that are over on this day.  [default: today, UTC]",
    )(command)


def site_url(command: Command) -> Command:
    """``--site-url``."""
    return click.option(
        "--site-url",
        metavar="URL",
        type=Checked("url", site_address),
        help="Where the output folder is served.",
    )(command)


def quiet(command: Command) -> Command:
    """``--quiet``."""
    return click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")(command)


def fetch(command: Command) -> Command:
    """``--fetch``."""
    return click.option(
        "--fetch",
        is_flag=True,
        help="Make a shallow clone whole first, without the files that no list needs.",
    )(command)


def summary(command: Command) -> Command:
    """``--summary``."""
    return click.option(
        "--summary",
        "summaries",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Write what happened here, as JSON; as Markdown when FILE ends in .md. May be repeated.",
    )(command)


@contextmanager
def elsewhere(advice: str) -> Generator[None]:
    """Let errors inside the block advise what their command can do, which has no ``--output``."""
    try:
        yield
    except OutputError as error:
        error.hint = error.hint.replace(ELSEWHERE, advice)
        raise


def deepen(repository: Path, rev: str, remote: str = "") -> None:
    """Make a shallow clone whole."""
    from publisher.publishing.remote import deepen as unshallow

    unshallow(repository, rev, remote=remote)


def traceback(command: Command) -> Command:
    """``--traceback``, which every command takes."""

    def keep(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  click's signature
        outcome = context.find_object(Outcome)
        if outcome is not None and value:
            outcome.shows_traceback = True

    return click.option(
        "--traceback",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=keep,
        help="Show where an error came from.",
    )(command)


def read_source(
    repository: Path, rev: str, lists: tuple[str, ...], config: Path | None, *, site_url: str | None = None
) -> Source:
    """The list that is meant; options go before the configuration."""
    settings, folder = _read_configuration(repository, rev, config)
    lists = leave_out(lists or settings.lists, settings.publish.into)
    settings = replace(settings, lists=lists, site_url=site_url or settings.site_url)
    return Source(repository=repository, settings=settings, rev=rev, configuration=folder)


def _read_configuration(repository: Path, rev: str, config: Path | None) -> tuple[Settings, Path | None]:
    """The settings, and the folder of the file that they came from."""
    from publisher.errors import UnknownRevision
    from publisher.git import Git

    if config is not None:
        return load_settings(config), config.resolve().parent
    root = root_of(repository)
    if root is not None:
        return settings_in(root), root
    git = Git(repository)
    try:
        content = git.ask("cat-file", "blob", f"{git.resolve(rev)}:{FILE_NAME}")
    except UnknownRevision:  # reading the history says it better: the repository may be empty
        content = None
    if content is None:
        return Settings(), None
    from publisher.yml import parse_settings

    return parse_settings(content, Path(FILE_NAME)), None


def settings_in(folder: Path) -> Settings:
    """Those of the configuration in *folder*, or the defaults."""
    path = folder / FILE_NAME
    return load_settings(path) if path.is_file() else Settings()


def load_settings(path: Path) -> Settings:
    """Those of the configuration at *path*."""
    from publisher.yml import (
        load_settings as load,  # it brings YAML, which a list without one gets by without
    )

    return load(path)


def root_of(repository: Path) -> Path | None:
    """The work tree that *repository* is in; None for a bare repository, and for what is none."""
    here = repository.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
