"""``cppcc-kg query``: SPARQL in, an answer out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from pyoxigraph import Literal

from cppcc_kg.cli.sources import source_options
from cppcc_kg.cli.speech import count, note, say, translated
from cppcc_kg.errors import InputError, QueryError, UsageError, Where
from cppcc_kg.graph import results
from cppcc_kg.graph.parameters import parameters, with_parameters
from cppcc_kg.graph.queries import named_queries, named_query
from cppcc_kg.graph.sparql import Engine, QueryResult, backward_terms, run_query, unknown_terms


def _names(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in named_queries() if name.startswith(incomplete)]


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
        click.echo(f"    --param {' '.join(parameters(query.text))}")


def _given(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    """``NAME=VALUE`` as typed, the values of one name together."""
    given: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise UsageError(f"{pair!r} is not NAME=VALUE", hint="for example --param district=九龙坡区")
        given.setdefault(name.lstrip("?"), []).append(value)
    return given


def _comment(query: str, result: QueryResult) -> None:
    """What a person wants to know beside the answer; on stderr, for the answer may go to a program."""
    if result.kind == "rows":
        n = len(result.rows)
        more = count("{n} row, and there are more", "{n} rows, and there are more", n)
        click.echo(more if result.more else count("{n} row", "{n} rows", n), err=True)
    elif result.more:
        click.echo(say("{n} triples, and there are more", n=len(result.triples)), err=True)
    for term in unknown_terms(query):
        note(say("the ontology declares no ckg:{0}", term))
    for term, instead in backward_terms(query).items():
        note(say("a graph does not write ckg:{0}; ask for {1}", term, instead))


def _explain(path: Path, query: str, source: str) -> None:
    from cppcc_kg.graph.plan import explain_query

    explanation = explain_query(path, query, source=source)
    rows = tuple(
        (Literal(step.role), Literal(step.words), Literal(step.matches), Literal(step.pattern))
        for step in explanation.steps
    )
    table = QueryResult("rows", ("role", "words", "matches", "pattern"), rows)
    click.echo(results.render(table).encode("utf-8", "replace"), nl=False)
    for said in explanation.notes:
        note(translated(said))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE.rq]")
@click.option("-e", "--expression", metavar="SPARQL", help="The query itself.")
@click.option("--named", "name", metavar="NAME", shell_complete=_names, help="A ready query; see --list.")
@source_options
@click.option(
    "--param", "pairs", multiple=True, metavar="NAME=VALUE",
    help="A value for a VALUES line or a column of the query; the same name again adds an alternative.",
)  # fmt: skip
@click.option("--evidence", is_flag=True, help="Add to each row a passage behind it: quote, document, offsets.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N rows or triples.")
@click.option(
    "--engine", type=click.Choice(["oxigraph", "rdflib"]), default="oxigraph", show_default=True,
    help="rdflib is slow, and there to compare.",
)  # fmt: skip
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(results.FORMATS)),
    help="Default: table, or ttl for CONSTRUCT and DESCRIBE.",
)
@click.option("--explain", is_flag=True, help="Take the query apart instead: patterns in words, how often each fits.")
@click.option("--list", "list_", is_flag=True, help="List the ready queries and their parameters, and stop.")
@click.option("--show", is_flag=True, help="Print the query, parameters filled in, instead of its answer.")
def command(
    *,
    file: Path | None,
    expression: str | None,
    name: str | None,
    graph: Path,
    pairs: tuple[str, ...],
    evidence: bool,
    limit: int | None,
    engine: Engine,
    format_: str | None,
    explain: bool,
    list_: bool,
    show: bool,
) -> None:
    """Ask the graph in SPARQL, or by the name of a ready query.

    The prefixes ckg, doc, article, ent, ev, fact, theme, period, dataset, dcat, dcterms, prov, rdf, rdfs, skos, time,
    void and xsd are preset.
    SERVICE, FROM and updates are refused: a query reads the graph and nothing else.

    \b
    cppcc-kg query --named district-figures --param district=九龙坡区 --evidence
    cppcc-kg query -e 'SELECT ?x { ?m a ckg:Mechanism ; rdfs:label ?x } ORDER BY ?x' --limit 10
    cppcc-kg query --named district-figures --show > mine.rq
    """
    if list_:
        _list()
        return
    query, source = _chosen(expression, file, name)
    query, keep = with_parameters(query, _given(pairs), source=source)
    if show:
        click.echo(query, nl=not query.endswith("\n"))
        return
    if explain:
        _explain(graph, query, source)
        return
    run = _with_evidence() if evidence else run_query
    result = run(graph, query, source=source, engine=engine, limit=limit, keep=keep)
    try:
        text = results.render(result, format_)
    except QueryError as error:
        raise QueryError(error.why, where=Where(source), hint=error.hint) from None
    # Bytes, so that neither the locale nor the platform's line ends change the answer.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    _comment(query, result)


def _with_evidence() -> Callable[..., QueryResult]:
    # Imports rdflib, which a plain query can do without.
    from cppcc_kg.graph.witnesses import run_with_evidence

    return run_with_evidence
