"""``publisher audit``: what a maintainer should mend."""

from __future__ import annotations

import click


@click.command()
def audit() -> None:
    """Show what should be mended in the list in REPO."""
