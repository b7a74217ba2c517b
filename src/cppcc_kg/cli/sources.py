"""Where a command takes the graph from: a Turtle file, or the folder of a store that a build keeps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cppcc_kg.cli.options import GRAPH
from cppcc_kg.errors import GraphError, UsageError, Where
from cppcc_kg.graph.store import is_store


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--graph FILE`` and ``--store DIR``, given to the command as the one path ``graph``."""

    @click.option(
        "--graph", type=click.Path(path_type=Path), metavar="FILE",
        help=f"The Turtle file to read.  [default: {GRAPH}]",
    )  # fmt: skip
    @click.option(
        "--store", type=click.Path(path_type=Path), metavar="DIR",
        help="The pyoxigraph store to read in place of a file; it is not changed.",
    )  # fmt: skip
    @wraps(command)
    def chosen(*args: Any, graph: Path | None, store: Path | None, **kwargs: Any) -> Any:
        return command(*args, graph=chosen_source(graph, store), **kwargs)

    return chosen


def chosen_source(graph: Path | None, store: Path | None) -> Path:
    """The one that was named, the default file if neither. Raises for both, and for a folder that is no store."""
    if graph is not None and store is not None:
        raise UsageError("--graph and --store exclude each other", hint="give one of them")
    if store is not None and not is_store(store):
        hint = "name the folder that 'cppcc-kg build --store' wrote, or a Turtle file with --graph"
        raise GraphError("is no pyoxigraph store", where=Where(str(store)), hint=hint)
    return store or graph or GRAPH
