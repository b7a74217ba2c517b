"""JSON-LD for people and for programs that know only JSON: a node an object, names without prefixes, a context beside.

The context is fixed, so that a program may rely on it. A value that it does not fit is written out in full.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from cppcc_kg.export.formats.base import Format
from cppcc_kg.export.formats.rdf import all_triples
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.model import DERIVED, RELATIONS, KnowledgeGraph

_DECIMALS = (
    "value", "lowerBound", "upperBound", "score", "wordingScore", "headNounScore", "themeScore", "neighbourScore",
)  # fmt: skip
_CHINESE = ("period", "quantityOf", "role", "sharedHeadNoun", "sharedWording", "unit")
_LINKS = (
    *RELATIONS, *DERIVED, "hasTheme", "hasMeasure", "evidence", "duringPeriod", "ofCommittee", "reportedBy",
    "sharedNeighbour", "sharedTheme", "sourceDocument",
)  # fmt: skip

#: The vocabulary's prefixes. In JSON-LD a prefix and a property share one space of names, and ``period`` is both.
_PREFIXES = {"interval" if prefix == "period" else prefix: base for prefix, base in v.PREFIXES.items()}

#: Names for terms of other vocabularies: name -> (IRI, how its values are read).
_BORROWED: dict[str, tuple[str, str]] = {
    "label": (v.RDFS + "label", "zh"),
    "altLabel": (v.SKOS + "altLabel", "zh"),
    "prefLabel": (v.SKOS + "prefLabel", "zh"),
    "identifier": (v.DCTERMS + "identifier", "string"),
    "isPartOf": (v.DCTERMS + "isPartOf", "id"),
    "byline": (v.DCTERMS + "creator", "id"),
    "derivedFrom": (v.PROV + "wasDerivedFrom", "id"),
    "subject": (v.RDF + "subject", "id"),
    "predicate": (v.RDF + "predicate", "vocab"),
    "object": (v.RDF + "object", "string"),
}
_KINDS: dict[str, str] = {
    **{v.CKG + name: "id" for name in _LINKS},
    **{v.CKG + name: "decimal" for name in _DECIMALS},
    **{v.CKG + name: "zh" for name in _CHINESE},
    **dict(_BORROWED.values()),
}
_NAMES = {iri: name for name, (iri, _) in _BORROWED.items()}
_COERCED: dict[str, dict[str, str]] = {
    "id": {"@type": "@id"},
    "vocab": {"@type": "@vocab"},
    "zh": {"@language": "zh"},
    "decimal": {"@type": "xsd:decimal"},
    "string": {},
}


def context() -> dict[str, Any]:
    """What each name means. Names that it does not list are those of the ontology."""
    made: dict[str, Any] = {"@version": 1.1, "@vocab": v.CKG, "id": "@id", "type": "@type", **_PREFIXES}
    for name, (iri, kind) in _BORROWED.items():
        made[name] = {"@id": _iri(iri), **_COERCED[kind]}
    for name in (*_LINKS, *_DECIMALS, *_CHINESE):
        made[name] = {"@id": f"ckg:{name}", **_COERCED[_KINDS[v.CKG + name]]}
    return made


def _key(iri: str) -> str:
    if iri == v.RDF + "type":
        return "type"
    return _NAMES.get(iri) or (iri.removeprefix(v.CKG) if iri.startswith(v.CKG) else _iri(iri))


def _iri(iri: str) -> str:
    """As ``prefix:local`` where that is an IRI again when it is read, else in full."""
    for prefix, base in _PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local and not set("/#?:") & set(local):
            return f"{prefix}:{local}"
    return iri


def _value(predicate: str, term: object) -> Any:
    kind = _KINDS.get(predicate, "string")
    if isinstance(term, NamedNode):
        if kind == "vocab" or predicate == v.RDF + "type":
            return _key(term.value)
        return _iri(term.value) if kind == "id" else {"id": _iri(term.value)}
    assert isinstance(term, Literal)
    return _literal(term, kind)


def _literal(term: Literal, kind: str) -> Any:
    if term.language:
        return term.value if kind == term.language else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == v.XSD + "string":
        return term.value if kind == "string" else {"@value": term.value}
    if datatype == v.XSD + "decimal" and kind == "decimal":
        return term.value
    if datatype == v.XSD + "integer" and kind == "string" and str(int(term.value)) == term.value:
        return int(term.value)
    return {"@value": term.value, "@type": _iri(datatype)}


def nodes(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """A JSON object a subject, in the order of the triples; a property with one value holds it bare."""
    found: dict[str, dict[str, list[Any]]] = {}
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        said = found.setdefault(triple.subject.value, {})
        said.setdefault(_key(triple.predicate.value), []).append(_value(triple.predicate.value, triple.object))
    return [
        {"id": _iri(iri), **{key: values[0] if len(values) == 1 else values for key, values in said.items()}}
        for iri, said in found.items()
    ]


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    whole = {"@context": context(), "@graph": nodes(all_triples(graph))}
    return {".jsonld": (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


FORMAT = Format("jsonld", "JSON-LD，附可读的上下文", "JSON-LD with a context written for people", _write)
