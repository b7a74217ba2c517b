"""Terms as Turtle writes them: plain text, made at once instead of by way of an object of the library a term.

A graph has millions of terms of a few simple forms. What is not of these forms is left to the library, and the tests
hold every form to what the library writes.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from pyoxigraph import NamedNode, Triple

from cppcc_kg.errors import GraphError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.serializing import body

TYPE = "a"

_LOCAL_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
#: Local names that stand in Turtle as they are.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
#: What a reader wants first of a node; all other predicates follow by IRI.
_FIRST = {v.RDF + "type": 0, v.RDFS + "label": 1, v.SKOS + "prefLabel": 1, v.SKOS + "altLabel": 2}


@lru_cache(maxsize=1 << 16)
def node(prefix: str, local: str) -> str:
    """An instance. Raises :class:`GraphError` for a local name that Turtle would have to escape."""
    if not _LOCAL_NAME.fullmatch(local):
        raise GraphError(f"{local!r} cannot be an identifier", hint="use letters, digits, '-', '_' and inner '.' only")
    return _name(prefix, local)


@cache
def own(local: str) -> str:
    """A class or property of the project's own vocabulary."""
    return _name("ckg", local)


def _name(prefix: str, local: str) -> str:
    return f"{prefix}:{local}" if _PLAIN_NAME.fullmatch(local) else iri(v.PREFIXES[prefix] + local)


@lru_cache(maxsize=1 << 12)
def iri(value: str) -> str:
    """An IRI of any form, as the library writes it. Raises :class:`ValueError` for what is none."""
    name = NamedNode(value)
    return body([Triple(name, NamedNode(v.RDF + "value"), name)]).decode().partition(" rdf:value ")[0]


def text(value: str) -> str:
    """A string. RDF has no lone surrogates: each becomes U+FFFD."""
    if not value.isascii():
        value = _SURROGATE.sub("\ufffd", value)
    return f'"{_SPECIAL.sub(_escaped, value)}"'


def zh(value: str) -> str:
    """A string in Chinese."""
    return f"{text(value)}@zh"


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def decimal(value: Decimal) -> str:
    """An ``xsd:decimal`` in canonical form; with its ``.0`` Turtle can write it bare."""
    if not value.is_finite():
        raise GraphError(f"a measure cannot be {value}", hint="leave the value out where none is stated")
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits if "." in digits else digits + ".0"


@lru_cache(maxsize=1 << 12)
def date_type(value: str) -> str | None:
    """The XSD type of ``2021``, ``2021-08`` and ``2021-08-19``; none of any other form."""
    if not _DATE.fullmatch(value):
        return None
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
    return _DATE_TYPES[len(value)]


def moment(value: str) -> str:
    """A date by its XSD type, any other form as a plain string."""
    kind = date_type(value)
    return text(value) if kind is None else f'"{value}"^^xsd:{kind}'


def link(url: str) -> str:
    """A web address as an IRI, where it is one."""
    if url.startswith(("http://", "https://")):
        try:
            return iri(url)
        except ValueError:
            pass
    return text(url)


@cache
def _rank(predicate: str) -> tuple[int, str]:
    whole = v.RDF + "type" if predicate == TYPE else _whole(predicate)
    return _FIRST.get(whole, 9), whole


def _whole(name: str) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return v.PREFIXES[prefix] + local.replace("\\", "")


@lru_cache(maxsize=1 << 12)
def ordered(predicates: tuple[str, ...]) -> tuple[str, ...]:
    """Predicates in the order of a file."""
    return tuple(sorted(predicates, key=_rank))


def n_triples(term: str) -> str:
    """The term in full, as N-Triples has it: the order of a node's objects.

    >>> n_triples("ent:a"), n_triples("5"), n_triples('"2021"^^xsd:gYear')[:11]
    ('<https://w3id.org/cppcc-kg/id/entity/a>', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2021"^^<ht')
    """
    first = term[0]
    if first == '"':
        value, _, kind = term.rpartition('"')
        return f'{value}"^^<{_whole(kind[2:])}>' if kind.startswith("^^") else term
    if first == "<":
        return term
    if first.isdigit() or first in "+-.":
        return f'"{term}"^^<{v.XSD}{"decimal" if "." in term else "integer"}>'
    return f"<{_whole(term)}>"
