"""``publisher digest``: one issue, ready to be pasted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands import options
from publisher.commands.mining import mine
from publisher.errors import NotFound

if TYPE_CHECKING:
    from publisher.model import Issue, Publication


@click.command()
@options.source
@click.option("--issue", "name", metavar="ID", help="Which issue, like 2026-W34.  [default: the newest]")
@click.option("--lang", "language", metavar="TAG", help="In which language.  [default: the list's own]")
@click.option(
    "--target", default="markdown", show_default=True, help="For what it is made: markdown, zhihu, email, …"
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write this file.  [default: stdout]",
)
@options.as_of
@options.site_url
@options.quiet
@options.traceback
def digest(
    repository: Path,
    rev: str,
    lists: tuple[str, ...],
    config: Path | None,
    name: str | None,
    language: str | None,
    target: str,
    output: Path | None,
    day: date | None,
    site_url: str | None,
    *,
    quiet: bool,
) -> None:
    """Print a digest of the list in REPO: what was new in one period that is over."""
    from publisher import digests, pipeline
    from publisher.texts import read_leads

    if target not in digests.TARGET_NAMES:
        raise click.BadParameter(
            f"{target!r} is none of {', '.join(digests.TARGET_NAMES)}", param_hint="--target"
        )
    source = options.read_source(repository, rev, lists, config, site_url=site_url)
    moment = pipeline.as_moment(day or datetime.now(UTC).date())
    mined = mine(source, as_of=moment, quiet=quiet)
    publication = pipeline.publish(mined, source.settings, as_of=moment)
    content = digests.render_issue(
        _find_issue(publication, name),
        publication,
        source.settings,
        target,
        _find_language(publication, language),
        templates=source.templates,
        leads=read_leads(source.configuration),
    )
    _put(content, output)


def _find_issue(publication: Publication, name: str | None) -> Issue:
    by_id = {issue.id: issue for issue in publication.issues}
    if name is None:
        if not by_id:
            raise NotFound("issue", "", hint="a digest appears when its first period is over; see --as-of")
        return publication.issues[-1]
    if name not in by_id:
        raise NotFound("issue", name, tuple(by_id))
    return by_id[name]


def _find_language(publication: Publication, language: str | None) -> str:
    if language is None:
        return publication.languages[0]
    if language not in publication.languages:
        raise NotFound("language", language, publication.languages)
    return language


def _put(content: bytes, output: Path | None) -> None:
    from publisher.errors import OutputError

    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from error
