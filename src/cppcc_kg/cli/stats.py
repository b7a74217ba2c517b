"""``cppcc-kg stats``: the shape of the network, in words."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.tables import format_option, opened, tell


@click.command()
@graph_option
@format_option
def command(*, graph: Path, format_: str) -> None:
    """Size, best-linked things, centrality, communities, and what links districts."""
    from cppcc_kg.analysis.network import stats

    tell(stats(opened(graph)), format_)
