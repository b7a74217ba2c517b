"""``cppcc-kg path``: how two things hang together."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@graph_option
@format_option
def command(one: str, other: str, *, graph: Path, format_: str) -> None:
    """The shortest way from A to B along facts, with the sentence of each step."""
    from cppcc_kg.analysis.network import path

    context = opened(graph)
    tell(path(find(context, one), find(context, other), context), format_)
