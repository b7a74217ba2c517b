"""SPARQL over a graph file: read-only, on this machine alone, with the project's prefixes preset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal as Choice
from typing import NoReturn, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
    parse,
)

from cppcc_kg.errors import QueryError, RefusedQueryError, Where
from cppcc_kg.graph.store import Source, open_store
from cppcc_kg.graph.vocabulary import CKG, OWL, PREFIXES
from cppcc_kg.resources import data_dir

Term = NamedNode | BlankNode | Literal | Triple
Engine = Choice["oxigraph", "rdflib"]
Row = tuple[Term | None, ...]
#: Column -> the terms that it may have.
Keep = Mapping[str, frozenset[Term]]
T = TypeVar("T")

_UPDATES = "INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH"
#: Strings, IRIs and comments: what looks like a keyword in them is none.
_OPAQUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|' + r"'''(?:[^\\]|\\.)*?'''|" + r'"(?:[^"\\\r\n]|\\.)*"|' + r"'(?:[^'\\\r\n]|\\.)*'|"
    r'<[^<>"{}|^`\\\x00-\x20]*>|#[^\r\n]*',
    re.DOTALL,
)
_UPDATE_FORM = re.compile(rf"\s*(?:(?:PREFIX\s+\S*:\s+|BASE\s+)\s*)*(?P<word>(?:{_UPDATES}))\b(?!\s*:)", re.IGNORECASE)
_OUTWARD = re.compile(r"(?<![\w?$:@-])(?P<word>SERVICE|FROM)\b(?!\s*:)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[uU]")
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_OWN_TERM = re.compile(r"(?<![\w:-])ckg:(\w+)")

_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_CHARACTER_CLASS = re.compile(r"\['.*?'\]|\[_\]", re.DOTALL)
_PHRASE = re.compile(r"(?:[A-Z][a-z]+|The SELECT) [a-z][\w ]+")

FORMS_HINT = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
READ_ONLY_HINT = "only SELECT, ASK, CONSTRUCT and DESCRIBE over the graph file itself are answered"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave.

    ``kind`` is ``rows`` (SELECT: ``variables`` without their ``?``, ``rows`` with a term or None for each),
    ``truth`` (ASK) or ``graph`` (CONSTRUCT, DESCRIBE: ``triples``, each once, sorted).
    ``more`` says that rows or triples over the limit asked for were left out.
    """

    kind: Choice["rows", "truth", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool = False
    triples: tuple[Triple, ...] = ()
    more: bool = False


def blanked(query: str) -> str:
    """``query`` with strings, IRIs and comments blanked, every other character where it was."""
    return _OPAQUE.sub(lambda found: re.sub(r"[^\r\n]", " ", found[0]), query)


def _where(query: str, source: str, offset: int) -> Where:
    """Line and column (both from 1) of ``offset``."""
    line = query.count("\n", 0, offset) + 1
    column = offset - query.rfind("\n", 0, offset)
    return Where(source, line=line, key=f"column {column}")


def _refuse(query: str, source: str, offset: int, why: str) -> NoReturn:
    raise RefusedQueryError(why, where=_where(query, source, offset), hint=READ_ONLY_HINT)


def _names(tree: object) -> Iterator[str]:
    """The name of every node of rdflib's parse tree."""
    name = getattr(tree, "name", None)
    if isinstance(name, str):
        yield name
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _names(value)
    elif not isinstance(tree, str) and hasattr(tree, "__iter__"):
        for value in tree:
            yield from _names(value)


def check_query(query: str, *, source: str = "query") -> None:
    """Refuse what would reach beyond the graph file: SERVICE, FROM, and every update.

    Fails closed: a query in which those words occur at all is parsed by a second parser, and refused unless
    that one finds them harmless too. Code-point escapes could spell a keyword that only one of two parsers
    sees, and are refused. ``source`` names the query in the message. Raises :class:`QueryError`.
    """
    escape = _ESCAPE.search(query)
    if escape:
        where = _where(query, source, escape.start())
        raise QueryError("\\u escapes are not accepted", where=where, hint="write the character itself")
    masked = blanked(query)
    update = _UPDATE_FORM.match(masked)
    if update:
        _refuse(query, source, update.start("word"), f"{update['word'].upper()} would change the graph")
    outward = _OUTWARD.search(masked)
    if outward:
        _refuse(query, source, outward.start(), f"{outward['word'].upper()} is not allowed")
    if re.search("service|from", query, re.IGNORECASE):
        _second_opinion(query, source)


def _second_opinion(query: str, source: str) -> None:
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        names = set(_names(parseQuery(query)))
    except Exception as error:
        # Whatever this parser stumbles over, nobody has vouched for the query.
        offset = getattr(error, "loc", 0)
        where = _where(query, source, offset if isinstance(offset, int) else 0)
        raise QueryError("the query cannot be parsed", where=where, hint=READ_ONLY_HINT) from None
    if names & {"ServiceGraphPattern", "DatasetClause"}:
        _refuse(query, source, 0, "SERVICE and FROM are not allowed")


def run_query(
    path: Source,
    query: str,
    *,
    source: str = "query",
    engine: Engine = "oxigraph",
    limit: int | None = None,
    keep: Keep | None = None,
) -> QueryResult:
    """The answer of ``query`` on the graph at ``path``: a Turtle file or a store folder.

    The prefixes of the vocabulary need no declaration; one that the query declares itself wins. ``source``
    (a file, a name, ``-e``) names the query in messages. Of a column in ``keep`` only rows with one of its terms
    are given (:func:`cppcc_kg.graph.parameters.with_parameters`). At most ``limit`` rows or triples are given, and the
    result says whether there were more. ``engine`` ``rdflib`` is slow and there to compare. Raises
    :class:`QueryError` with line and column for a query that is malformed or refused, :class:`GraphError` for a
    bad graph.
    """
    check_query(query, source=source)
    if engine == "rdflib":
        from cppcc_kg.graph import slow_engine

        return slow_engine.ask(path, query, source=source, limit=limit, keep=keep)
    return ask(open_store(path), query, source=source, limit=limit, keep=keep)


def ask(
    store: Store, query: str, *, source: str = "query", limit: int | None = None, keep: Keep | None = None
) -> QueryResult:
    """As :func:`run_query`, of an open store; ``query`` must have passed :func:`check_query`."""
    try:
        return _collected(store.query(query, prefixes=PREFIXES), limit, keep)
    except SyntaxError as error:
        raise _malformed(query, str(error), source) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {_one_line(str(error))}", where=Where(source)) from None


def _collected(found: object, limit: int | None, keep: Keep | None) -> QueryResult:
    if isinstance(found, QueryBoolean):
        return QueryResult("truth", truth=bool(found))
    if isinstance(found, QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
        rows, more = capped(kept((tuple(solution) for solution in found), variables, keep), limit)
        return QueryResult("rows", variables, tuple(rows), more=more)
    # A set, as CONSTRUCT may give a triple twice; what is over the limit is not waited for.
    triples, more = capped(_distinct(found), limit)  # type: ignore[arg-type]
    return QueryResult("graph", triples=tuple(sorted(triples, key=str)), more=more)


def _distinct(triples: Iterable[Triple]) -> Iterator[Triple]:
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def kept(rows: Iterable[Row], variables: Sequence[str], keep: Keep | None) -> Iterator[Row]:
    """The rows that have one of the terms asked for in each column of ``keep``."""
    wanted = [(variables.index(name), terms) for name, terms in (keep or {}).items() if name in variables]
    return (row for row in rows if all(row[place] in terms for place, terms in wanted))


def capped(items: Iterator[T], limit: int | None) -> tuple[list[T], bool]:
    """The first ``limit`` items (all, if None), and whether there was another.

    >>> capped(iter("abc"), 2), capped(iter("ab"), 2)
    ((['a', 'b'], True), (['a', 'b'], False))
    """
    if limit is None:
        return list(items), False
    found = list(islice(items, limit))
    return found, len(found) == limit and next(items, None) is not None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _undeclared(query: str) -> str | None:
    masked = blanked(query)
    declared = {*PREFIXES, *re.findall(r"PREFIX\s+([^\s:]*):", masked, re.IGNORECASE)}
    used = re.findall(r"(?<![\w?$:@.-])([^\W\d_][\w.-]*|):", masked)
    return next((prefix for prefix in used if prefix not in declared), None)


def _malformed(query: str, message: str, source: str) -> QueryError:
    """The parser's complaint in words: as it comes, it lists every character that would have done."""
    position = _POSITION.match(message)
    if position is None:
        return QueryError(f"malformed query: {_one_line(message)}", where=Where(source), hint=FORMS_HINT)
    line, column = int(position[1]), int(position[2])
    where = Where(source, line=line, key=f"column {column}")
    prefix = _undeclared(query)
    if prefix is not None:
        hint = f"declare it with PREFIX; preset are {' '.join(PREFIXES)}"
        return QueryError(f"the prefix {prefix}: is not declared", where=where, hint=hint)
    expected = _one_line(_CHARACTER_CLASS.sub("", message[position.end() :]))
    phrase = _PHRASE.search(expected)
    if phrase:
        return QueryError(f"malformed query: {phrase[0]}", where=where, hint=FORMS_HINT)
    rest = "\n".join(query.splitlines()[line - 1 :])[column - 1 :].split()
    found = f"{rest[0][:20]!r} is unexpected here" if rest else "the query ends too early"
    if not _FORM.search(blanked(query)):
        return QueryError(f"malformed query: {found}", where=where, hint=FORMS_HINT)
    wanted = [word.strip() for word in expected.removeprefix("expected ").removeprefix("one of ").split(", ")]
    choices = " ".join(filter(None, wanted))
    hint = f"expected here: {choices}" if choices else "look for a missing dot or bracket before it"
    return QueryError(f"malformed query: {found}", where=where, hint=hint)


def unknown_terms(query: str) -> tuple[str, ...]:
    """The ``ckg:`` names in ``query`` that the ontology does not declare, sorted.

    A misspelt property is legal SPARQL and gives no rows; whoever asks wants to be told.
    """
    used = set(_OWN_TERM.findall(blanked(query)))
    return tuple(sorted(used - set(ontology_terms())))


def backward_terms(query: str) -> dict[str, str]:
    """The inverse names in ``query`` that graphs do not write, each with what to write instead.

    >>> backward_terms("SELECT ?x { ?x ckg:carriedOutBy ?y }")
    {'carriedOutBy': '^ckg:carriesOut'}
    """
    used = set(_OWN_TERM.findall(blanked(query)))
    forward = {
        quad.subject.value.removeprefix(CKG): f"^ckg:{quad.object.value.removeprefix(CKG)}"
        for quad in parse(path=str(data_dir("ontology") / "cppcc.ttl"))
        if quad.predicate.value == OWL + "inverseOf" and isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, NamedNode)
    }
    return {name: forward[name] for name in sorted(used & forward.keys() - {"hasPart"})}


def ontology_terms() -> tuple[str, ...]:
    """The local names of the classes and properties that ``ontology/cppcc.ttl`` declares, sorted."""
    declared = parse(path=str(data_dir("ontology") / "cppcc.ttl"))
    iris = {quad.subject.value for quad in declared if isinstance(quad.subject, NamedNode)}
    return tuple(sorted(iri.removeprefix(CKG) for iri in iris if iri.startswith(CKG)))
