"""``cppcc-kg show``: all that is said of a thing."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find, find_district
from cppcc_kg.analysis.tables import shown
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.argument("label")
@click.option("--district", metavar="NAME", help="Only what belongs to this district.")
@graph_option
@format_option
def command(label: str, *, district: str | None, graph: Path, format_: str) -> None:
    """All facts and figures of what is called LABEL, each with its sentence; derived ones are marked."""
    context = opened(graph)
    place = find_district(context, district) if district is not None else None
    tell(shown(find(context, label, district=place), context), format_)
