"""What the commands that print tables share: the format and the printing."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

import click

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.tables import Table
from cppcc_kg.cli.speech import count
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.results import cut, width

Command = TypeVar("Command", bound=Callable[..., Any])
_WIDEST, _NARROWEST = 44, 12
#: Marks that no line begins with.
_HANGING = "；、，。：”）"
_NAMES = re.compile("[^；]*；|[^；]+")


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
    click.echo(count("{n} row", "{n} rows", len(table.rows)), err=True)


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _cut(text: str, widest: int) -> list[str]:
    """One line, cut where it is too long."""
    return [cut(text, widest)]


def _wrapped(text: str, widest: int) -> list[str]:
    """Lines of at most ``widest`` columns, broken after ； where there is one, else anywhere; marks hang over."""
    lines = [""]
    for name in _NAMES.findall(text):
        if lines[-1] and width(lines[-1] + name.rstrip(_HANGING)) > widest:
            lines.append("")
        for char in name:
            if char not in _HANGING and width(lines[-1] + char) > widest:
                lines.append("")
            lines[-1] += char
    return lines


def _table(table: Table) -> str:
    """Aligned columns without those that are empty throughout; long cells are cut, or wrapped where a table says so."""
    kept = [i for i in range(len(table.columns)) if any(row[i] for row in table.rows)]
    widest = _room(table, kept)
    fit = _wrapped if table.wraps else _cut
    titles = [[table.columns[i][1]] for i in kept]
    rows = [[fit(_shown(row[i]), widest) for i in kept] for row in table.rows]
    wide = [max(width(line) for row in (titles, *rows) for line in row[i]) for i in range(len(kept))]
    lines = [*_lines(titles, wide), "  ".join("─" * space for space in wide)]
    for row in rows:
        if table.wraps and len(lines) > 2 and max(map(len, row)) > 1:
            lines.append("")
        lines += _lines(row, wide)
    return "\n".join(lines) + "\n"


def _lines(cells: list[list[str]], wide: list[int]) -> list[str]:
    """A row of cells as lines of text, each cell's lines below one another."""
    return [
        "  ".join(text + " " * (space - width(text)) for text, space in zip(line, wide, strict=True)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ]


def _room(table: Table, kept: list[int]) -> int:
    """The columns that a cell may take: a wrapped table fills the terminal, where there is one."""
    if not table.wraps or not sys.stdout.isatty() or len(kept) < 2:
        return _WIDEST
    first = max(width(_shown(row[kept[0]])) for row in table.rows)
    columns = shutil.get_terminal_size().columns
    return max(_NARROWEST, (columns - first) // (len(kept) - 1) - 2)


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
