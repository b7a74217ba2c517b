"""``cppcc-kg matrix``: district × theme."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.tables import matrix
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@graph_option
@format_option
def command(*, graph: Path, format_: str) -> None:
    """District × theme: how many pieces of work the texts tell."""
    tell(matrix(opened(graph)), format_)
