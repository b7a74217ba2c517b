"""The answer of a query, as Python values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from pyoxigraph import Literal, NamedNode

from cppcc_kg.graph import results
from cppcc_kg.graph.sparql import QueryResult, Term
from cppcc_kg.graph.vocabulary import XSD

Value = str | int | Decimal | bool | None
_NUMBERS = {XSD + "integer": int, XSD + "decimal": Decimal}
#: A notebook shows so many rows; the answer has them all.
_SHOWN = 50


def _value(term: Term | None) -> Value:
    """A number as a number, a boolean as one, a node as ``prefix:name``, anything else as its text."""
    if isinstance(term, NamedNode):
        return results.shorten(term.value)
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    if term.datatype.value == XSD + "boolean":
        return term.value == "true"
    number = _NUMBERS.get(term.datatype.value)
    return number(term.value) if number is not None else term.value


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of values by column. It is a sequence of dicts; ASK gives one row with the column ``answer``.

    >>> answer = kg.query("SELECT ?label { ?x a ckg:District ; rdfs:label ?label } ORDER BY ?label")
    >>> len(answer), answer[0]
    (4, {'label': '万州区'})
    >>> answer.column("label")[-1]
    '铜梁区'
    """

    result: QueryResult

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        if self.result.kind == "rows":
            return self.result.variables
        return ("answer",) if self.result.kind == "truth" else ("subject", "predicate", "object")

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows; for CONSTRUCT and DESCRIBE the triples."""
        if self.result.kind == "truth":
            return ((self.result.truth,),)
        if self.result.kind == "graph":
            triples = self.result.triples
            return tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in triples)
        return tuple(tuple(map(_value, row)) for row in self.result.rows)

    @property
    def complete(self) -> bool:
        """False if the limit left rows out."""
        return not self.result.more

    def column(self, name: str) -> list[Value]:
        """The values of one column. Raises :class:`KeyError` for a name that is none."""
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        return [row[self.columns.index(name)] for row in self.rows]

    def to(self, format: str) -> str:
        """As text: ``table``, ``csv``, ``tsv``, ``json``, ``xml``, and ``ttl`` or ``nt`` for triples."""
        return results.render(self.result, format)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __getitem__(self, number: int) -> dict[str, Value]:
        return dict(zip(self.columns, self.rows[number], strict=True))

    def __bool__(self) -> bool:
        return self.result.truth if self.result.kind == "truth" else bool(self.rows)

    def __str__(self) -> str:
        return self.to("ttl" if self.result.kind == "graph" else "table")

    def _repr_html_(self) -> str:
        """A table, for notebooks."""
        heads = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = self.rows
        cells = ("".join(f"<td>{'' if v is None else escape(str(v))}</td>" for v in row) for row in rows[:_SHOWN])
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        more = f"<p>共 {len(rows)} 行，此处 {_SHOWN} 行。</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"
