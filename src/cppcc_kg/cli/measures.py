"""``cppcc-kg measures``: figures."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find_district
from cppcc_kg.analysis.tables import measures
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.option("--district", metavar="NAME", help="Only those of this district.")
@click.option("--of", metavar="TEXT", help="Only those that count this (专题调研, 资金).")
@click.option("--unit", metavar="UNIT", help="Only those in this unit (次, 元, 人).")
@graph_option
@format_option
def command(*, district: str | None, of: str | None, unit: str | None, graph: Path, format_: str) -> None:
    """Stated figures with unit, bounds and period, and the sentence of each."""
    context = opened(graph)
    place = find_district(context, district) if district is not None else None
    tell(measures(context, district=place, of=of, unit=unit), format_)
