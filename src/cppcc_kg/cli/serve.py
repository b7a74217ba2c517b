"""``cppcc-kg serve``: the graph as a local SPARQL endpoint with pages to explore it."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.cli.sources import source_options
from cppcc_kg.errors import UsageError
from cppcc_kg.resources import data_dir


@click.command()
@source_options
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes any free one.")
@click.option("--timeout", type=click.FloatRange(0.1), default=10.0, show_default=True, metavar="S",
              help="Seconds that a question may take.")  # fmt: skip
@click.option("--max-rows", type=click.IntRange(1), default=10_000, show_default=True, metavar="N",
              help="Rows or triples that an answer may have.")  # fmt: skip
@click.option("--memory", type=click.IntRange(16), default=512, show_default=True, metavar="MIB",
              help="Memory that a question may take.")  # fmt: skip
@click.option("--texts", "roots", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
              help="A folder of the texts that were read; the packaged page by default.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="A further name by which the server may be called; localhost always is.")  # fmt: skip
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN",
              help="A site (https://example.org) whose pages may ask too; none may by default.")  # fmt: skip
def command(
    *,
    graph: Path,
    host: str,
    port: int,
    timeout: float,
    max_rows: int,
    memory: int,
    roots: tuple[Path, ...],
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Serve the graph on this machine: SPARQL at /sparql, pages at /. End with Ctrl-C.

    Needs the extra: pip install '.[serve]' in the checkout. Questions only read; each runs in a process of its own
    and is ended when it takes too long, too much memory, or gives too many rows.

    \b
    cppcc-kg serve
    curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?x { ?y a ckg:Platform ; rdfs:label ?x }' \\
         http://127.0.0.1:8321/sparql
    """
    try:
        from cppcc_kg.serve.limits import MIB, Limits
        from cppcc_kg.serve.reading import Texts
        from cppcc_kg.serve.running import serve
    except ModuleNotFoundError as error:
        hint = "pip install '.[serve]' in the checkout"
        raise UsageError(f"serving needs the package {error.name}", hint=hint) from None
    limits = Limits(timeout=timeout, rows=max_rows, memory=memory * MIB)
    texts = Texts(tuple(map(str, roots or (data_dir("corpus"),))), str(graph.parent))
    serve(graph, host=host, port=port, limits=limits, texts=texts, hosts=hosts, origins=origins, ready=click.echo)
