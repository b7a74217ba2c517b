"""Parameters of a query: a value given from outside for a name in it, never by pasting text together.

A ready query states what may be changed in a line of its own, ``VALUES ?districtName { "万州区"@zh }``: the values
given take the place of those. Of any other column of the answer only the rows with one of the values are kept: a VALUES
clause at the query's end would not do, as it lets every row pass in which the column is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product

from pyoxigraph import Literal, NamedNode

from cppcc_kg.errors import QueryError, Where
from cppcc_kg.graph.sparql import Term, blanked
from cppcc_kg.graph.vocabulary import PREFIXES, XSD

_INLINE = re.compile(r"VALUES\s*\?(?P<name>\w+)\s*(?P<block>\{[^{}]*\})", re.IGNORECASE)
_ROW = re.compile(r"VALUES\s*\((?P<names>(?:\s*\?\w+)+)\s*\)\s*\{\s*\((?P<row>[^(){}]*)\)\s*\}", re.IGNORECASE)
_PROJECTION = re.compile(r"\bSELECT\b(?:\s+(?:DISTINCT|REDUCED)\b)?(?P<columns>[^{]*?)(?:\bWHERE\b|\{)", re.IGNORECASE)
_COLUMN = re.compile(r"[?$](\w+)\s*\)|[?$](\w+)")
_TERM = re.compile(r'"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^\S+)?|<[^<>]*>|[\w-]*:[\w.-]*|[-+]?[\d.]+|UNDEF', re.DOTALL)
_IRI = re.compile(r"<([^\x00-\x20<>\"{}|^`\\]+)>")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
#: In the ready queries a name that stands for a thing by its label ends so.
_SUFFIX = "Name"


def terms_of(value: str) -> tuple[NamedNode | Literal, ...]:
    """The terms that ``value``, as typed, may mean: a Chinese label or a plain string, and a number as either type.

    ``<IRI>`` and ``ckg:Name`` with a preset prefix mean that node alone.

    >>> [str(term) for term in terms_of("九龙坡区")]
    ['"九龙坡区"@zh', '"九龙坡区"']
    >>> [str(term) for term in terms_of("ckg:Platform")]
    ['<https://w3id.org/cppcc-kg/ontology#Platform>']
    """
    iri = _IRI.fullmatch(value)
    if iri:
        return (NamedNode(iri[1]),)
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w.-]+", local):
        return (NamedNode(PREFIXES[prefix] + local),)
    found = [Literal(value, language="zh"), Literal(value)]
    if _NUMBER.fullmatch(value):
        kinds = ("decimal",) if "." in value else ("integer", "decimal")
        found += [Literal(value, datatype=NamedNode(XSD + kind)) for kind in kinds]
    return tuple(found)


def _columns(query: str) -> list[str]:
    """The columns of the answer, as the first SELECT names them."""
    found = _PROJECTION.search(blanked(query))
    return [one or other for one, other in _COLUMN.findall(_without_arguments(found["columns"]))] if found else []


def _without_arguments(columns: str) -> str:
    """``(COUNT(?x) AS ?n)`` names ``?n`` alone."""
    return re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\bAS\s+([?$]\w+)\s*\)", r"\1", columns, flags=re.IGNORECASE)


def parameters(query: str) -> tuple[str, ...]:
    """The names that :func:`with_parameters` takes for ``query``: its VALUES first, then its columns.

    >>> parameters('SELECT ?of { VALUES ?districtName { "万州区"@zh } ?of ckg:district/rdfs:label ?districtName }')
    ('district', 'of')
    """
    text = blanked(query)
    inline = [found["name"] for found in _INLINE.finditer(text)]
    inline += [name for found in _ROW.finditer(text) for name in re.findall(r"\?(\w+)", found["names"])]
    stated = [name.removesuffix(_SUFFIX) or name for name in inline]
    return tuple(dict.fromkeys([*stated, *_columns(query)]))


def with_parameters(
    query: str, given: Mapping[str, Sequence[str]], *, source: str = "query"
) -> tuple[str, dict[str, frozenset[Term]]]:
    """``query`` with the values of each name in ``given``, and which terms a column of its answer may have.

    Several values of one name are alternatives. Raises :class:`QueryError` for a name that the query does not have.
    """
    query, stated = _rows(query, given)
    kept: dict[str, frozenset[Term]] = {}
    for name, values in given.items():
        if name in stated:
            continue
        changed = _inline(query, name, values)
        if changed is not None:
            query = changed
        elif name in _columns(query):
            kept[name] = frozenset(term for value in values for term in terms_of(value))
        else:
            known = ", ".join(parameters(query))
            hint = f"it takes {known}" if known else "it has none"
            raise QueryError(f"the query has no parameter {name!r}", where=Where(source), hint=hint)
    return query, kept


def _inline(query: str, name: str, values: Sequence[str]) -> str | None:
    """A block of one name, ``VALUES ?a { … }``: the values given in place of its own. None where there is none."""
    for found in _INLINE.finditer(blanked(query)):
        if found["name"] in (name, name + _SUFFIX):
            written = " ".join(str(term) for value in values for term in terms_of(value))
            return f"{query[: found.start('block')]}{{ {written} }}{query[found.end('block') :]}"
    return None


def _rows(query: str, given: Mapping[str, Sequence[str]]) -> tuple[str, set[str]]:
    """Blocks of one row, ``VALUES (?a ?b) { (1 2) }``: what is given, in every combination, and the rest as it is."""
    stated: set[str] = set()
    for found in reversed(list(_ROW.finditer(blanked(query)))):
        columns = [name.removesuffix(_SUFFIX) or name for name in re.findall(r"\?(\w+)", found["names"])]
        terms = _TERM.findall(query[found.start("row") : found.end("row")])
        if len(terms) == len(columns) and set(columns) & given.keys():
            choices = [
                [str(term) for value in given[name] for term in terms_of(value)] if name in given else [old]
                for name, old in zip(columns, terms, strict=True)
            ]
            rows = " ".join(f"({' '.join(row)})" for row in product(*choices))
            query = f"{query[: found.start('row') - 1]}{rows}{query[found.end('row') + 1 :]}"
            stated |= set(columns) & given.keys()
    return query, stated
