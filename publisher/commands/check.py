"""``publisher check``: what is wrong with an output folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from publisher.commands import options
from publisher.outcome import FINDINGS


@click.command()
@click.argument("folder", metavar="[DIR]", default="feeds", type=click.Path(path_type=Path))
@click.option(
    "--against",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Compare with the publication before: nothing that readers have seen may come again.",
)
@options.quiet
@options.traceback
@click.pass_context
def check(context: click.Context, folder: Path, against: Path | None, *, quiet: bool) -> None:
    """Check all documents in an output folder; by default in feeds.

    Ends with 5 when one of them breaks a standard, a reader's program, or a promise.
    """
    from publisher.characters import one_line
    from publisher.checks import Severity, check_against, check_documents
    from publisher.folder import is_left_unfinished

    documents = _read(folder)
    if is_left_unfinished(folder) and not quiet:
        click.echo(f"note: a run was killed in {folder}; what it left to do, the next one does", err=True)
    findings = check_documents(documents)
    if against is not None:
        findings += check_against(_read(against), documents)
    for finding in findings:
        click.echo(one_line(str(finding)))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not quiet:
        warnings = len(findings) - errors
        click.echo(f"{len(documents)} documents: {errors} errors, {warnings} warnings", err=True)
    context.exit(FINDINGS if errors else 0)


def _read(folder: Path) -> Mapping[str, bytes]:
    """The documents of a publication; what is none ends at once, however much there is in it."""
    from publisher.checks.folder import NAME_A_FOLDER, read_folder
    from publisher.errors import OutputError
    from publisher.folder import MANIFEST, is_left_unfinished

    if folder.is_dir() and not (folder / MANIFEST).is_file() and not is_left_unfinished(folder):
        raise OutputError(folder, f"holds no {MANIFEST}, so it is no publication", hint=NAME_A_FOLDER)
    return read_folder(folder)
