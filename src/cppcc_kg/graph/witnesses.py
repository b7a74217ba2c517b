"""The passages behind the rows of an answer.

A row follows from facts that the query's patterns name (``?a ckg:carriesOut ?b``). The query is asked again with the
ends of these patterns among its columns; each row then names its facts, and each fact has its passages in the graph.
What shows the row stands before what only shows that the things in it exist or whose they are: a passage or statement
that the query itself asks for, then what the row tells, then the facts that place it, then the things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from cppcc_kg.errors import QueryError, Where
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.sparql import Engine, Keep, QueryResult, Row, Term, blanked, run_query
from cppcc_kg.graph.store import Source, open_store

#: Facts that say whose or where something is, or what it is about: they place a row and do not tell it.
_PLACING = frozenset({"district", "hasTheme", "locatedIn", "ofCommittee", "partOf", "reportedBy", "serves"})
COLUMNS = ("quote", "document", "begin", "end")
_START = re.compile(r"\bSELECT\b", re.IGNORECASE)
_WHERE = re.compile(r"(?:\bWHERE\s*)?\{", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact that the query asks for. Ends are variables (``?x``) or terms as N-Triples writes them."""

    subject: str
    predicate: str
    object: str


def algebra(query: str, source: str = "query") -> CompValue:
    """The query as rdflib understands it. Raises :class:`QueryError` where it does not."""
    try:
        return translateQuery(parseQuery(query), initNs=v.PREFIXES).algebra
    except Exception as error:
        why = " ".join(str(error).split())[:200]
        raise QueryError(f"the query cannot be taken apart: {why}", where=Where(source)) from None


def triples_of(node: object, *, top: bool = True) -> Iterator[tuple[object, object, object]]:
    """The triple patterns that hold for every row or may hold for it, outside of MINUS, EXISTS and inner SELECTs."""
    if not isinstance(node, CompValue):
        return
    yield from dict.get(node, "triples", ())
    if node.name == "Minus":
        yield from triples_of(node.p1, top=False)
        return
    inner = ("p", "p1", "p2") if node.name != "Project" or top else ()
    for name in inner:
        # What wraps the outermost SELECT (DISTINCT, LIMIT) is still outside.
        if name in node:
            yield from triples_of(node[name], top=top and node.name != "Project")


def _end(term: object) -> str:
    return f"?{term}" if isinstance(term, Variable) else str(getattr(term, "n3", lambda: "")())


def _patterns(tree: CompValue) -> list[Pattern]:
    found: list[Pattern] = []
    for subject, predicate, object_ in triples_of(tree):
        ways = predicate.args if isinstance(predicate, AlternativePath) else [predicate]
        for way in ways:
            turned = isinstance(way, InvPath)  # ^ckg:p
            name, ends = (getattr(way, "arg", None), (object_, subject)) if turned else (way, (subject, object_))
            if isinstance(name, URIRef) and name.startswith(v.CKG):
                found.append(Pattern(_end(ends[0]), str(name).removeprefix(v.CKG), _end(ends[1])))
    return list(dict.fromkeys(found))


def _names_in(tree: CompValue, name: str) -> bool:
    """Whether a node of that name wraps the outermost pattern."""
    node: object = tree
    while isinstance(node, CompValue):
        if node.name == name:
            return True
        node = dict.get(node, "p")
    return False


def _variables(tree: CompValue) -> list[str]:
    """What of the query's patterns may be a thing: the variables at either end, nodes without a name left out."""
    ends = [_end(end) for subject, _, object_ in triples_of(tree) for end in (subject, object_)]
    return list(dict.fromkeys(end for end in ends if re.fullmatch(r"\?\w+", end)))


def _widened(query: str, names: Sequence[str]) -> str:
    """``query`` with more columns."""
    text = blanked(query)
    start = _START.search(text)
    where = _WHERE.search(text, start.end()) if start is not None else None
    assert start is not None and where is not None
    return f"{query[: where.start()]} {' '.join(names)} {query[where.start() :]}"


def run_with_evidence(
    path: Source,
    query: str,
    *,
    source: str = "query",
    engine: Engine = "oxigraph",
    limit: int | None = None,
    keep: Keep | None = None,
) -> QueryResult:
    """As :func:`run_query`, each row followed by a passage behind it: quote, document, offsets [begin, end).

    A row with several passages is repeated, one with none has empty cells. A row whose facts have no statement is
    shown by a passage of each thing and figure in it, from the documents that these share. Raises
    :class:`QueryError` for a query that gives no rows, or rows that stand for many (GROUP BY, aggregates): these
    have no passages of their own.
    """
    plain = run_query(path, query, source=source, engine=engine, limit=limit, keep=keep)
    where = Where(source)
    if plain.kind != "rows":
        raise QueryError("only the rows of a SELECT have evidence", where=where, hint="leave out --evidence")
    tree = algebra(query, source)
    if _names_in(tree, "Group") or _names_in(tree, "AggregateJoin"):
        hint = "ask for the single rows, or leave out --evidence"
        raise QueryError("counted and grouped rows have no passages of their own", where=where, hint=hint)
    patterns = _patterns(tree)
    hidden = [name for name in _variables(tree) if name[1:] not in plain.variables]
    if hidden:
        plain = run_query(path, _widened(query, hidden), source=source, engine=engine, limit=None, keep=keep)
    shown = len(plain.variables) - len(hidden)
    finder = _Finder(open_store(path), patterns, plain.variables)
    rows = dict.fromkeys((*row[:shown], *place) for row in plain.rows for place in finder.places(row))
    taken = any(name in plain.variables[:shown] for name in COLUMNS)
    names = tuple(f"evidence_{name}" if taken else name for name in COLUMNS)
    cut = tuple(rows)[:limit]
    return QueryResult("rows", (*plain.variables[:shown], *names), cut, more=len(cut) < len(rows))


class _Finder:
    """Passages in one store, for rows of one query."""

    def __init__(self, store: Store, patterns: Sequence[Pattern], variables: Sequence[str]) -> None:
        self.store = store
        self.patterns = patterns
        self.column = {f"?{name}": place for place, name in enumerate(variables)}
        self.known: dict[str, Row] = {}

    def places(self, row: Row) -> list[Row]:
        """The passages of the first kind that the row has any of."""
        nodes = [term for term in row if isinstance(term, NamedNode)]
        told, placed = self._facts(row)
        stated = [node for node in nodes if node.value.startswith(v.FACT)]
        asked = {self._passage(node) for node in nodes if node.value.startswith(v.EV)}
        found = asked or self._all(stated) or self._all(told) or self._near(placed)
        things = [node for node in nodes if node.value.startswith(v.ENT)]
        return sorted(found or self._near(things), key=_order) or [(None, None, None, None)]

    def _facts(self, row: Row) -> tuple[list[NamedNode], list[NamedNode]]:
        """The facts of a row: those that tell it, and those that place it."""
        told: list[NamedNode] = []
        placed: list[NamedNode] = []
        for pattern in self.patterns:
            fact = self._fact(pattern, row)
            if fact is not None:
                (placed if pattern.predicate in _PLACING else told).append(fact)
        return told, placed

    def _all(self, nodes: Sequence[NamedNode]) -> set[Row]:
        return {place for node in nodes for place in self._passages(node)}

    def _near(self, nodes: Sequence[NamedNode]) -> set[Row]:
        """A passage of each: from the document that most of them are found in, as a body is known to many districts."""
        of = [self._passages(node) for node in dict.fromkeys(nodes)]
        shared = Counter(document for places in of for document in {place[1] for place in places})
        return {min(places, key=lambda place: (-shared[place[1]], _order(place))) for places in of if places}

    def _term(self, end: str, row: Row) -> str | None:
        """The local name, theme or literal at this end of a pattern, as facts are named by it."""
        if end.startswith("?"):
            term = row[self.column[end]] if end in self.column else None
            value = term.value if isinstance(term, NamedNode | Literal) else None
        else:
            value = end[1:-1] if end.startswith("<") else None
        if value is None:
            return None
        return v.THEME_LABELS.get(value) or value.removeprefix(v.ENT)

    def _fact(self, pattern: Pattern, row: Row) -> NamedNode | None:
        subject, object_ = self._term(pattern.subject, row), self._term(pattern.object, row)
        if subject is None or object_ is None:
            return None
        return NamedNode(v.FACT + fact_id(subject, pattern.predicate, object_))

    def _passages(self, node: NamedNode) -> list[Row]:
        quads = self.store.quads_for_pattern(node, NamedNode(v.CKG + "evidence"), None, None)
        return sorted((self._passage(quad.object) for quad in quads if isinstance(quad.object, NamedNode)), key=_order)

    def _passage(self, passage: NamedNode) -> Row:
        if passage.value not in self.known:
            document = self._value(passage, v.CKG + "sourceDocument")
            name = self._value(document, v.DCTERMS + "identifier") if isinstance(document, NamedNode) else None
            quote, begin, end = (self._value(passage, v.CKG + each) for each in ("quote", "begin", "end"))
            self.known[passage.value] = (quote, name, begin, end)
        return self.known[passage.value]

    def _value(self, subject: NamedNode, predicate: str) -> Term | None:
        quads = self.store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        return next((quad.object for quad in quads), None)


def _order(place: Row) -> tuple[str, int, int, str]:
    quote, document, begin, end = (term.value if isinstance(term, Literal) else "" for term in place)
    return document, int(begin or 0), int(end or 0), quote
