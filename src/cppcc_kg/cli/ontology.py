"""``cppcc-kg ontology``: the ontology's Turtle as one offline page."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.export.files import write_atomic


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output/ontology.html"), show_default=True,
    metavar="FILE", help="The page to write.",
)  # fmt: skip
@click.option(
    "--graph", type=click.Path(path_type=Path), metavar="FILE",
    help="A graph to take examples from; by default that of the packaged texts.",
)  # fmt: skip
def command(*, output: Path, graph: Path | None) -> None:
    """Write the ontology as one offline page: diagram, terms in Chinese and English, examples with their sentences."""
    from cppcc_kg.export.ontology import write_page
    from cppcc_kg.graph.load import load_graph
    from cppcc_kg.pipeline import extract
    from cppcc_kg.resources import data_dir

    known = load_graph(graph) if graph is not None else extract([data_dir("corpus")]).graph
    write_atomic(output, write_page(known).encode("utf-8"))
    click.echo(str(output))
