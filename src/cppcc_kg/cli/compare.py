"""``cppcc-kg compare``: districts side by side."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find_district
from cppcc_kg.analysis.tables import compared
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.argument("districts", nargs=-1, required=True, metavar="DISTRICT...")
@graph_option
@format_option
def command(districts: tuple[str, ...], *, graph: Path, format_: str) -> None:
    """Theme by theme what each DISTRICT does."""
    context = opened(graph)
    chosen = dict.fromkeys(find_district(context, name) for name in districts)
    tell(compared(list(chosen), context), format_)
