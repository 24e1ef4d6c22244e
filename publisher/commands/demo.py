"""``publisher demo``: the whole way, on a list that comes with the program."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from publisher.commands import options
from publisher.commands.build import report
from publisher.errors import OutputError


@click.command()
@click.argument("output", metavar="[DIR]", default="feeds", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Keep the sample's repository in this new folder, to try other commands on.",
)
@options.quiet
@options.traceback
def demo(output: Path, keep: Path | None, *, quiet: bool) -> None:
    """Publish the sample list that is built into the program; by default into feeds.

    Its history is made by code, and published as of a fixed day, so the result is the same everywhere.
    """
    if keep is not None:
        if keep.exists():
            raise OutputError(keep, "is there already", hint="choose a new folder with --keep")
        _publish(keep, output, quiet=quiet)
        return
    with tempfile.TemporaryDirectory(prefix="publisher-demo-") as folder:
        _publish(Path(folder, "list"), output, quiet=quiet)


def _publish(repository: Path, output: Path, *, quiet: bool) -> None:
    from publisher.build import build
    from publisher.sample.story import AS_OF, build_sample

    build_sample(repository)
    settings = options.settings_in(repository)
    with options.elsewhere("choose another folder: `publisher demo DIR`"):
        built = build(repository, settings, output=output, as_of=AS_OF, configuration=repository)
    if not quiet:
        report(built)
        click.echo(f"Open {output / 'index.html'} in a browser, or {output / 'en.atom'} in a feed reader.")
