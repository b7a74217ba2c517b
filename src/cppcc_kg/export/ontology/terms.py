"""The ontology's Turtle as terms to show, in the order in which the file has them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.results import shorten
from cppcc_kg.resources import data_dir

_OWL, _SCHEMA = v.OWL, "https://schema.org/"
_KINDS = {_OWL + "Class": "class", _OWL + "ObjectProperty": "relation", _OWL + "DatatypeProperty": "literal"}
#: Characteristics worth a word.
_TRAITS = {
    "TransitiveProperty": "传递 transitive", "SymmetricProperty": "对称 symmetric",
    "FunctionalProperty": "唯一 functional", "IrreflexiveProperty": "不自反 irreflexive",
}  # fmt: skip
_FOREIGN = {
    "http://www.w3.org/ns/org#": "org", "http://xmlns.com/foaf/0.1/": "foaf", _SCHEMA: "schema",
    "http://www.w3.org/ns/oa#": "oa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """The same in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. Our own terms are named without prefix (``Practice``), others with (``prov:Entity``)."""

    name: str
    kind: str
    label: Text
    definition: Text
    notes: Text
    examples: tuple[str, ...]
    parents: tuple[str, ...]
    related: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    inverse_is_named_here: bool
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the scheme, under its group."""

    notation: str
    label: Text
    scope: Text
    group: str | None
    name: str


Said = dict[str, dict[str, list[NamedNode | Literal]]]


def _read(path: Path) -> Said:
    said: defaultdict[str, defaultdict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    return {subject: dict(pairs) for subject, pairs in said.items()}


def _text(said: dict[str, list[NamedNode | Literal]], predicate: str) -> Text:
    found = {o.language: o.value for o in said.get(predicate, ()) if isinstance(o, Literal)}
    return Text(found.get("zh", ""), found.get("en", ""))


def _name(iri: str) -> str:
    for base, prefix in _FOREIGN.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return shorten(iri).removeprefix("ckg:")


def _names(said: dict[str, list[NamedNode | Literal]], *predicates: str) -> tuple[str, ...]:
    found = [o.value for p in predicates for o in said.get(p, ()) if isinstance(o, NamedNode)]
    return tuple(map(_name, found))


def read_terms(path: Path | None = None) -> tuple[Term, ...]:
    """The classes and properties of ``path``, by default of the packaged ontology."""
    said = _read(path or data_dir("ontology") / "cppcc.ttl")
    backward = {_name(o.value): _name(s) for s, pairs in said.items() for o in pairs.get(_OWL + "inverseOf", ())}
    return tuple(_term(iri, pairs, backward) for iri, pairs in said.items() if iri.startswith(v.CKG))


def _term(iri: str, said: dict[str, list[NamedNode | Literal]], backward: dict[str, str]) -> Term:
    types = [o.value for o in said[v.RDF + "type"]]
    name = _name(iri)
    inverse = next(iter(_names(said, _OWL + "inverseOf")), None)
    return Term(
        name=name,
        kind=next(_KINDS[each] for each in types if each in _KINDS),
        label=_text(said, v.RDFS + "label"),
        definition=_text(said, v.SKOS + "definition"),
        notes=_text(said, v.SKOS + "scopeNote"),
        examples=tuple(o.value for o in said.get(v.SKOS + "example", ())),
        parents=_names(said, v.RDFS + "subClassOf", v.RDFS + "subPropertyOf"),
        related=_names(said, v.RDFS + "seeAlso"),
        domain=_names(said, v.RDFS + "domain", _SCHEMA + "domainIncludes"),
        range=_names(said, v.RDFS + "range", _SCHEMA + "rangeIncludes"),
        inverse=inverse or backward.get(name),
        inverse_is_named_here=inverse is not None,
        traits=tuple(text for key, text in _TRAITS.items() if _OWL + key in types),
    )


def read_themes(path: Path | None = None) -> tuple[Theme, ...]:
    """The groups of the packaged scheme and their themes, each group before its themes."""
    said = _read(path or data_dir("ontology") / "themes.ttl")
    found = []
    for iri, pairs in said.items():
        notation = next((o.value for o in pairs.get(v.SKOS + "notation", ())), None)
        if notation is not None:
            group = next((o.value.removeprefix(v.THEME) for o in pairs.get(v.SKOS + "broader", ())), None)
            label, scope = _text(pairs, v.SKOS + "prefLabel"), _text(pairs, v.SKOS + "scopeNote")
            found.append(Theme(notation, label, scope, group, iri.removeprefix(v.THEME)))
    order = {each.name: each.notation for each in found}
    return tuple(sorted(found, key=lambda t: (order.get(t.group or t.name, ""), t.group is not None, t.notation)))


def read_header(path: Path | None = None) -> dict[str, Text | str]:
    """Title, description and version of the ontology."""
    said = _read(path or data_dir("ontology") / "cppcc.ttl")[v.CKG.removesuffix("#")]
    return {
        "title": _text(said, v.DCTERMS + "title"),
        "description": _text(said, v.DCTERMS + "description"),
        "version": said[_OWL + "versionInfo"][0].value,
        "iri": said[_OWL + "versionIRI"][0].value,
        "license": said[v.DCTERMS + "license"][0].value,
    }
