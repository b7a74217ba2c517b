"""What the commands that print tables share: the graph, the format, and the printing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.tables import Table
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.results import width

Command = TypeVar("Command", bound=Callable[..., Any])
_WIDEST = 44


def graph_option(command: Command) -> Command:
    """``--graph FILE``, given to the command as ``graph``."""
    return click.option(
        "--graph", type=click.Path(path_type=Path), default=Path("output/graph.ttl"), show_default=True,
        metavar="FILE", help="The Turtle file to ask.",
    )(command)  # fmt: skip


def format_option(command: Command) -> Command:
    """``--format table|csv|json``, given to the command as ``format_``."""
    return click.option(
        "--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
        help="csv and json have whole quotes and keys in English.",
    )(command)  # fmt: skip


def opened(graph: Path) -> Context:
    """The graph of a file, with look-ups."""
    return Context(load_graph(graph))


def tell(table: Table, format_: str) -> None:
    """Print a table, and on stderr how many rows it has. Bytes, so that no locale changes the answer."""
    text = {"table": _table, "csv": _csv, "json": _json}[format_](table)
    click.echo(text.encode("utf-8", "replace"), nl=False)
    click.echo(f"{len(table.rows)} {'row' if len(table.rows) == 1 else 'rows'}", err=True)


def _cut(text: str, widest: int) -> str:
    text = "".join(char if char.isprintable() else " " for char in text)
    if width(text) <= widest:
        return text
    while width(text) > widest - 1:
        text = text[:-1]
    return text + "…"


def _table(table: Table) -> str:
    """Aligned columns without those that are empty throughout; long cells are cut."""
    kept = [i for i in range(len(table.columns)) if any(row[i] for row in table.rows)]
    cells = [[table.columns[i][1] for i in kept], *([_cut(row[i], _WIDEST) for i in kept] for row in table.rows)]
    wide = [max(width(row[i]) for row in cells) for i in range(len(kept))]
    lines = [
        "  ".join(text + " " * (space - width(text)) for text, space in zip(row, wide, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "  ".join("─" * space for space in wide), *lines[1:]]) + "\n"


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(key for key, _ in table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def _json(table: Table) -> str:
    keys = [key for key, _ in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
