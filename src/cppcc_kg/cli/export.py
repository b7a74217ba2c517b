"""``cppcc-kg export``: the graph in a format of other tools."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from cppcc_kg.cli.sources import source_options

#: Kept apart from what a build writes.
_DEFAULT = Path("output/export/graph")


def _formats(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from cppcc_kg.export.formats import FORMATS

    return [CompletionItem(each.name, help=each.en) for each in FORMATS.values() if each.name.startswith(incomplete)]


@click.command()
@click.option(
    "--to", "name", metavar="FORMAT", shell_complete=_formats, help="One of the formats that --list shows.",
)  # fmt: skip
@click.option("--list", "list_", is_flag=True, help="List the formats, and stop.")
@source_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH",
    help=f"The file to write, or where there are several the name that they begin with.  [default: {_DEFAULT}.*]",
)  # fmt: skip
def command(*, name: str | None, list_: bool, graph: Path, output: Path | None) -> None:
    """Write the graph in a format of other tools: for other RDF stores, Gephi, Neo4j, Excel, pandas.

    \b
    cppcc-kg export --to xlsx
    cppcc-kg export --to jsonld -o graph.jsonld
    cppcc-kg export --to csv -o neo4j/graph        # neo4j/graph-nodes.csv, neo4j/graph-edges.csv
    """
    from cppcc_kg.errors import UsageError
    from cppcc_kg.export.files import write_all
    from cppcc_kg.export.formats import FORMATS, export, placed
    from cppcc_kg.graph.load import load_graph

    if list_:
        for format in FORMATS.values():
            click.echo(f"{format.name:8} {format.zh} / {format.en}")
        return
    if name is None:
        raise UsageError("no format was named", hint=f"--to one of {', '.join(FORMATS)}")
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", hint=f"choose one of {', '.join(FORMATS)}")
    files = export(load_graph(graph), name)
    paths = placed(files, output or _DEFAULT)
    write_all(paths)
    for path in paths:
        click.echo(str(path))
