"""``cppcc-kg show``: all that is said of a thing."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.analysis.finding import find, find_district
from cppcc_kg.analysis.tables import shown
from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.speech import note, say
from cppcc_kg.cli.tables import format_option, opened, tell

_LIKEST = 3


@click.command()
@click.argument("label")
@click.option("--district", metavar="NAME", help="Only what belongs to this district.")
@click.option("--no-similar", is_flag=True, help="Leave out what is similar elsewhere.")
@graph_option
@format_option
def command(label: str, *, district: str | None, no_similar: bool, graph: Path, format_: str) -> None:
    """All facts and figures of what is called LABEL, each with its sentence; derived ones are marked.

    Of what is similar elsewhere the likest three of each come last; cppcc-kg similar LABEL has all and says why.
    """
    context = opened(graph)
    place = find_district(context, district) if district is not None else None
    table = shown(find(context, label, district=place), context, alike=0 if no_similar else _LIKEST)
    tell(table, format_)
    if table.left_out and not no_similar:
        note(say("{n} more are similar; cppcc-kg similar {label} shows them", n=table.left_out, label=label))
