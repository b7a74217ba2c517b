"""``cppcc-kg html``: a graph file in, its network page out."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.cli.options import graph_option
from cppcc_kg.cli.speech import say
from cppcc_kg.errors import UsageError
from cppcc_kg.model import KnowledgeGraph

Note = tuple[str, str]


def _narrowed(
    graph: KnowledgeGraph, districts: tuple[str, ...], themes: tuple[str, ...], focus: str | None, depth: int
) -> tuple[KnowledgeGraph, list[Note]]:
    """The part that was asked for, and how the page names it. What is left of one choice goes to the next."""
    from cppcc_kg.analysis.finding import find_theme
    from cppcc_kg.export.html import around, of_districts, of_themes

    notes: list[Note] = []
    if districts:
        graph = of_districts(graph, districts)
        notes.append((f"区县：{'、'.join(districts)}", "these districts only"))
    if themes:
        named = list(dict.fromkeys(map(find_theme, themes)))
        graph = of_themes(graph, named)
        notes.append((f"主题：{'、'.join(named)}", "these themes only"))
    if focus is not None:
        graph = around(graph, focus, depth)
        notes.append((f"“{focus}”及其 {depth} 层以内", f"what lies within {depth} of it"))
    return graph, notes


@click.command()
@graph_option
@click.option("--district", "districts", multiple=True, metavar="NAME", help="Only this district (more: repeat).")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only what has this theme (more: repeat).")
@click.option("--focus", metavar="LABEL", help="Only the nodes of this label and what lies around them.")
@click.option("--depth", type=click.IntRange(0, 20), help="How many facts around --focus.  [default: 2]")
@click.option("--max-nodes", type=click.IntRange(1), help="At most so many nodes.  [default: 10000]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output/network.html"), show_default=True,
    metavar="FILE", help="File to write.",
)  # fmt: skip
def command(
    *,
    graph: Path,
    districts: tuple[str, ...],
    themes: tuple[str, ...],
    focus: str | None,
    depth: int | None,
    max_nodes: int | None,
    output: Path,
) -> None:
    """Write the network page of a graph, or of a part of it: one file that needs no network.

    \b
    cppcc-kg html --district 九龙坡区 --district 铜梁区
    cppcc-kg html --theme 协商民主 -o consultation.html
    cppcc-kg html --focus 渝事好商量 --depth 1
    """
    if depth is not None and focus is None:
        raise UsageError("--depth says how far around --focus", hint="add --focus LABEL")
    from cppcc_kg.export.files import write_atomic
    from cppcc_kg.export.html import MAX_NODES, write_html
    from cppcc_kg.graph.load import load_graph
    from cppcc_kg.pipeline import TITLE

    most = MAX_NODES if max_nodes is None else max_nodes
    part, notes = _narrowed(load_graph(graph), districts, themes, focus, 2 if depth is None else depth)
    write_atomic(output, write_html(part, title=TITLE, max_nodes=most, notes=notes).encode("utf-8"))
    number = len(part.entities)
    if number <= most:
        click.echo(say("nodes {n}", n=number), err=True)
    else:
        click.echo(say("nodes {n} of {all} (the same share for each district)", n=most, all=number), err=True)
    click.echo(str(output))
