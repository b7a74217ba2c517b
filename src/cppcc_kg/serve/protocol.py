"""The SPARQL 1.1 Protocol: which query a request asks, and its answer in the form that the client accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import mimeparse
from pyoxigraph import Store, Triple

from cppcc_kg.graph import results
from cppcc_kg.graph.serializing import serialize_turtle
from cppcc_kg.graph.sparql import ask, check_query
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.reply import Reply, problem

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

#: Media type -> the format of :mod:`cppcc_kg.graph.results`. The last is what a client gets that takes anything.
ROWS = {
    "application/xml": "xml",
    "application/json": "json",
    "text/tab-separated-values": "tsv",
    "text/csv": "csv",
    "application/sparql-results+xml": "xml",
    "application/sparql-results+json": "json",
}
TRIPLES = {"text/plain": "nt", "application/n-triples": "nt", "text/turtle": "ttl"}
#: The type to answer with: the formats' own, whatever more general name was accepted.
_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
}
#: Parameters by which a client may choose other graphs; there are none.
_GRAPHS = frozenset({"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"})
_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """A request that is no query. ``status`` and ``why`` are told to the client."""

    status: int
    why: str


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Refusal(400, f"the parameters cannot be read: {error}") from None


def query_of(method: str, type: str, parameters: str, body: bytes) -> str | None:
    """The query that a request asks; None for a GET without one, which asks what the service is.

    ``parameters`` is the URL's query string, ``type`` the body's media type without parameters. Raises
    :class:`Refusal`.
    """
    fields = _fields(parameters)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the body is not UTF-8") from None
    if method == "POST":
        if type == UPDATE:
            raise Refusal(403, "the graph is read-only: updates are refused")
        if type == QUERY:
            fields.append(("query", text))
        elif type == FORM:
            fields += _fields(text)
        else:
            raise Refusal(415, f"send {QUERY} or {FORM}")
    names = [name for name, _ in fields]
    if "update" in names:
        raise Refusal(403, "the graph is read-only: updates are refused")
    if not _GRAPHS.isdisjoint(names):
        raise Refusal(403, "there is one graph, the default one: leave out default-graph-uri and named-graph-uri")
    if names.count("query") > 1:
        raise Refusal(400, "more than one query was given")
    if "query" not in names:
        if method == "POST":
            raise Refusal(400, "no query was given")
        return None
    return dict(fields)["query"]


def accepted(header: str, offered: dict[str, str]) -> str | None:
    """Which of the offered formats suits an Accept header best; None if none does.

    >>> accepted("text/csv;q=0.5, application/sparql-results+xml", ROWS), accepted("*/*", ROWS)
    ('xml', 'json')
    >>> accepted("image/png", ROWS)
    """
    try:
        best = mimeparse.best_match(list(offered), header or "*/*")
    except mimeparse.MimeTypeParseException:
        return None
    return offered.get(best)


def rdf(triples: Sequence[Triple], format: str) -> Reply:
    """Triples in the order given, as Turtle (``ttl``) or N-Triples (``nt``)."""
    data = serialize_turtle(triples) if format == "ttl" else "".join(f"{t} .\n" for t in triples).encode()
    return Reply(data, _TYPES[format], headers={"vary": "accept"})


def answer(store: Store, *, limits: Limits, query: str, accept: str) -> Reply:
    """The reply to a query. Raises :class:`cppcc_kg.errors.QueryError` for one that is malformed or refused."""
    check_query(query)
    found = ask(store, query, limit=limits.rows)
    if found.more:
        what = "triples" if found.kind == "graph" else "rows"
        return problem(422, f"the answer has more than {limits.rows} {what}; add LIMIT {limits.rows}, or ask for less")
    offered = TRIPLES if found.kind == "graph" else ROWS
    format = accepted(accept, offered)
    if format is None:
        return problem(406, f"this answer can be had as {', '.join(sorted(offered))}")
    text = results.render(found, format)
    return Reply(text.encode("utf-8", "replace"), _TYPES[format], headers={"vary": "accept"})
