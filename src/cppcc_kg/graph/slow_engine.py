"""The same question put to rdflib: the reference implementation, some ten to fifty times slower, to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

from cppcc_kg.errors import QueryError, Where
from cppcc_kg.graph.sparql import Keep, QueryResult, Row, Term, capped, kept
from cppcc_kg.graph.store import Source, open_store, quads_of
from cppcc_kg.graph.vocabulary import PREFIXES

#: A decimal without the zeros at its end.
_DECIMAL = re.compile(r"^(-?\d+)(?:\.0*|(\.\d*[1-9])0*)$")


def _there(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(XSD.string)
    return Literal(term.value) if plain else Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _back(term: Node) -> Term:
    if isinstance(term, URIRef):
        return pyoxigraph.NamedNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return pyoxigraph.Literal(str(term), language=term.language)
        if term.datatype is None:
            return pyoxigraph.Literal(str(term))
        # As the other engine writes a decimal: 10, not 10.0.
        text = _DECIMAL.sub(r"\1\2", str(term)) if term.datatype == XSD.decimal else str(term)
        return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(str(term.datatype)))
    return pyoxigraph.BlankNode(str(term))


def _graph(path: Source) -> Graph:
    """The graph in memory, without rdflib's own bindings of prefixes, which would stand beside ours."""
    # Turtle of others is read by the one parser, so that both engines see the same terms.
    graph = Graph(store=Memory(), bind_namespaces="none")
    for quad in quads_of(path):
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if not isinstance(subject, pyoxigraph.Triple) and not isinstance(object_, pyoxigraph.Triple):
            graph.add((_there(subject), _there(predicate), _there(object_)))
    return graph


def ask(path: Source, query: str, *, source: str, limit: int | None = None, keep: Keep | None = None) -> QueryResult:
    """As :func:`cppcc_kg.graph.sparql.run_query`. Raises :class:`QueryError` for what rdflib cannot parse or run."""
    try:
        found = _graph(path).query(query, initNs=PREFIXES)
        if found.type == "ASK":
            return QueryResult("truth", truth=bool(found.askAnswer))
        if found.type == "SELECT":
            variables = tuple(str(name) for name in found.vars or ())
            rows, more = capped(kept(_rows(found), variables, keep), limit)
            return QueryResult("rows", variables, tuple(rows), more=more)
        made = (pyoxigraph.Triple(*map(_back, triple)) for triple in found.graph or ())  # type: ignore[arg-type]
        triples, more = capped(made, limit)
    except (OSError, SyntaxError):
        open_store(path)  # says what is wrong with the graph
        raise
    except Exception as error:
        why = " ".join(str(error).split())
        raise QueryError(f"rdflib cannot answer this: {why}", where=Where(source), hint="leave out --engine") from None
    return QueryResult("graph", triples=tuple(sorted(triples, key=str)), more=more)


def _rows(found: object) -> Iterator[Row]:
    for row in found:  # type: ignore[attr-defined]
        yield tuple(None if term is None else _back(term) for term in row)
