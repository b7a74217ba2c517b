"""``cppcc-kg compare``: districts side by side."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find_district, find_theme
from cppcc_kg.analysis.tables import compared
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.argument("districts", nargs=-1, required=True, metavar="DISTRICT...")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only what has this theme (more: repeat).")
@graph_option
@format_option
def command(districts: tuple[str, ...], *, themes: tuple[str, ...], graph: Path, format_: str) -> None:
    """Theme by theme what each DISTRICT does."""
    only = [find_theme(name) for name in themes]
    context = opened(graph)
    chosen = dict.fromkeys(find_district(context, name) for name in districts)
    tell(compared(list(chosen), context, themes=only), format_)
