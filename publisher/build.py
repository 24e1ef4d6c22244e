"""From a repository to a folder that is published.

A run whose tip, configuration and program are those of the folder's manifest, and in which no period has ended,
touches nothing. Otherwise everything is made again from history and the ledger, checked, and written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.config import Settings
from publisher.editorial import find_templates, read_leads, read_templates
from publisher.folder import is_left_unfinished, locked, read_manifest
from publisher.repository import open_configured
from publisher.run import Built, Run
from publisher.tips import is_still

if TYPE_CHECKING:
    from publisher.pipeline import Progress


def build(
    repository: Path,
    settings: Settings,
    *,
    rev: str = "HEAD",
    output: Path,
    as_of: date | None = None,
    accept_flood: bool = False,
    configuration: Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """Publish the list in *repository* into the folder *output*, as of the day *as_of* (default: today, UTC).

    *configuration* is the folder of ``publisher.yml``, where templates and leads are looked for.
    Raises PublisherError when anything is wrong; *output* is then as it was.
    """
    source = open_configured(repository, settings, rev=rev)
    templates = find_templates(settings, configuration)
    run = Run(
        repository=source,
        settings=settings,
        output=output,
        moment=datetime.combine(as_of or datetime.now(UTC).date(), time(), tzinfo=UTC),
        templates=templates,
        sources=read_templates(templates),
        leads=read_leads(configuration),
    )

    def is_done(is_tip: Callable[[str], bool]) -> bool:
        return not is_left_unfinished(output) and run.is_done(read_manifest(output), is_tip)

    # By the newest commits alone, at first.
    if is_done(lambda tip: is_still(source, tip, settings.lists)):
        return Built(output=output)
    # A run with nothing new ends here, and imports nothing that reads a history, mines or renders.
    from publisher.opening import read_lists
    from publisher.renewal import renew
    from publisher.repairs import read_address

    former = read_address(output)
    history = read_lists(source, settings, former=former)
    is_tip = history.changes[-1].commit.id.__eq__
    if is_done(is_tip):
        return Built(output=output)
    with locked(output):
        before = read_manifest(output)
        if run.is_done(before, is_tip):
            return Built(output=output)
        return renew(run, history, before=before, former=former, accept_flood=accept_flood, progress=progress)
