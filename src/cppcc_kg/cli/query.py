"""``cppcc-kg query``: SPARQL in, an answer out."""

from __future__ import annotations

from pathlib import Path

import click

from cppcc_kg.cli.options import graph_option
from cppcc_kg.errors import InputError, QueryError, UsageError, Where
from cppcc_kg.graph import results
from cppcc_kg.graph.queries import named_queries, named_query
from cppcc_kg.graph.sparql import QueryResult, backward_terms, run_query, unknown_terms


def _read(file: Path) -> str:
    where = Where(str(file))
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the query is not UTF-8", where=where, hint="save it as UTF-8") from None
    except OSError as error:
        reason = error.strerror or "cannot be read"
        hint = "name a file of SPARQL, or pass the query itself with -e"
        raise InputError(reason, where=where, hint=hint) from None


def _chosen(expression: str | None, file: Path | None, name: str | None) -> tuple[str, str]:
    """The query's text, and what to call it in messages."""
    given = [each for each in (expression, file, name) if each is not None]
    if len(given) != 1:
        why = "no query was given" if not given else "more than one query was given"
        raise UsageError(why, hint="pass one of -e 'SELECT …', a FILE.rq, or --named NAME (--list shows the names)")
    if expression is not None:
        return expression, "-e"
    if file is not None:
        return _read(file), str(file)
    assert name is not None
    return named_query(name).text, name


def _list() -> None:
    for query in named_queries().values():
        click.echo(f"{query.name}\n    {query.title_zh} / {query.title_en}\n    {query.question}")


def _comment(query: str, result: QueryResult) -> None:
    """What a person wants to know beside the answer; on stderr, for the answer may go to a program."""
    if result.kind == "rows":
        click.echo(f"{len(result.rows)} {'row' if len(result.rows) == 1 else 'rows'}", err=True)
    for term in unknown_terms(query):
        click.echo(f"note: the ontology declares no ckg:{term}", err=True)
    for term, instead in backward_terms(query).items():
        click.echo(f"note: a graph does not write ckg:{term}; ask for {instead}", err=True)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE.rq]")
@click.option("-e", "--expression", metavar="SPARQL", help="The query itself.")
@click.option("--named", "name", metavar="NAME", help="A ready query; see --list.")
@graph_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(results.FORMATS)),
    help="Default: table, or ttl for CONSTRUCT and DESCRIBE.",
)
@click.option("--list", "list_", is_flag=True, help="List the ready queries, and stop.")
@click.option("--show", is_flag=True, help="Print the query instead of its answer, to save and adapt it.")
def command(
    *,
    file: Path | None,
    expression: str | None,
    name: str | None,
    graph: Path,
    format_: str | None,
    list_: bool,
    show: bool,
) -> None:
    """Ask the graph in SPARQL, or by the name of a ready query.

    The prefixes ckg, doc, article, ent, ev, fact, theme, period, dataset, dcat, dcterms, prov, rdf, rdfs, skos, time,
    void and xsd are preset.
    SERVICE, FROM and updates are refused: a query reads the graph file and nothing else.

    \b
    cppcc-kg query --named member-workstations
    cppcc-kg query -e 'SELECT ?x { ?m a ckg:Mechanism ; rdfs:label ?x } ORDER BY ?x'
    cppcc-kg query --named district-figures --show > mine.rq
    """
    if list_:
        _list()
        return
    query, source = _chosen(expression, file, name)
    if show:
        click.echo(query, nl=not query.endswith("\n"))
        return
    result = run_query(graph, query, source=source)
    try:
        text = results.render(result, format_)
    except QueryError as error:
        raise QueryError(error.why, where=Where(source), hint=error.hint) from None
    # Bytes, so that neither the locale nor the platform's line ends change the answer.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    _comment(query, result)
