"""A query taken apart: each pattern in words, how much of the graph it fits alone, and what looks like a slip.

Neither engine tells how it will go about a query; what a person wants to know is why an answer is empty or huge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, parse
from rdflib import XSD, Variable
from rdflib import Literal as Text
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.parserutils import CompValue

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.results import shorten
from cppcc_kg.graph.sparql import ask, backward_terms, check_query, unknown_terms
from cppcc_kg.graph.store import Source, open_store
from cppcc_kg.graph.witnesses import algebra
from cppcc_kg.resources import data_dir

_IRI = re.compile(r"<([^<>]*)>")
_ROLES = ("must", "may", "not", "test")


@dataclass(frozen=True, slots=True)
class Step:
    """One pattern of a query. ``role`` is ``must``, ``may`` (OPTIONAL), ``not`` (MINUS) or ``test`` (EXISTS)."""

    role: str
    pattern: str
    words: str
    matches: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The patterns by role, and what is worth a second look."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def _walk(node: object, role: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    if isinstance(node, list | tuple) and not isinstance(node, PropertyPath):
        for each in node:
            yield from _walk(each, role)
    if not isinstance(node, CompValue):
        return
    if "triples" in node:
        yield from ((role, tuple(triple)) for triple in node["triples"])
    inner = {"LeftJoin": "may", "Minus": "not"}.get(node.name, role)
    for name, below in node.items():
        if name == "p2":
            yield from _walk(below, inner)
        elif name == "expr" or node.name.startswith(("Builtin", "Conditional", "Unary", "Relational")):
            yield from _walk(below, "test")
        elif name not in ("triples", "_vars", "PV"):
            yield from _walk(below, role)


def _text(term: object) -> str:
    text = str(term.n3()) if hasattr(term, "n3") else str(term)
    return _IRI.sub(lambda iri: shorten(iri[1]), text)


def _count(store: Store, triple: tuple[object, ...]) -> int:
    ends = " ".join(str(term.n3()) for term in triple if hasattr(term, "n3"))
    found = ask(store, f"SELECT (COUNT(*) AS ?n) {{ {ends} }}").rows
    value = found[0][0] if found else None
    return int(value.value) if isinstance(value, Literal) else 0


def _labels() -> dict[str, str]:
    """Terms of the ontology -> their Chinese labels."""
    return {
        quad.subject.value: quad.object.value
        for quad in parse(path=str(data_dir("ontology") / "cppcc.ttl"))
        if quad.predicate.value == v.RDFS + "label" and isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, Literal) and quad.object.language == "zh"
    }


def _words(triple: tuple[object, ...], labels: dict[str, str]) -> str:
    subject, predicate, object_ = triple
    class_ = labels.get(str(object_))
    if str(predicate) == v.RDF + "type":
        return f"{_text(subject)} 是 {class_ or _text(object_)}"
    name = {v.RDFS + "label": "名为", v.SKOS + "altLabel": "又称"}.get(str(predicate))
    return f"{_text(subject)} {name or labels.get(str(predicate)) or _text(predicate)} {_text(object_)}"


def explain_query(path: Source, query: str, *, source: str = "query") -> Explanation:
    """Raises :class:`cppcc_kg.errors.QueryError` for a query that is refused or malformed."""
    check_query(query, source=source)
    store, labels = open_store(path), _labels()
    ask(store, query, source=source, limit=1)  # a malformed query is said as everywhere else
    found = sorted(dict.fromkeys(_walk(algebra(query, source), "must")), key=lambda each: _ROLES.index(each[0]))
    steps = tuple(
        Step(role, " ".join(map(_text, triple)), _words(triple, labels), _count(store, triple))
        for role, triple in found
    )
    return Explanation(steps, tuple(_notes(query, found, steps, _untagged(store, found, steps))))


def _untagged(store: Store, found: list[tuple[str, tuple[object, ...]]], steps: tuple[Step, ...]) -> list[str]:
    """The strings without a language for which patterns fit nothing, and would with ``@zh``."""
    empty = [triple for (_, triple), step in zip(found, steps, strict=True) if step.matches == 0]
    return list(
        dict.fromkeys(
            text.n3()
            for *ends, text in empty
            if isinstance(text, Text) and not text.language and text.datatype in (None, XSD.string)
            if _count(store, (*ends, Text(str(text), lang="zh")))
        )
    )


def _notes(
    query: str, found: list[tuple[str, tuple[object, ...]]], steps: tuple[Step, ...], untagged: list[str]
) -> Iterator[str]:
    for term in unknown_terms(query):
        yield f"the ontology declares no ckg:{term}"
    for term, instead in backward_terms(query).items():
        yield f"a graph does not write ckg:{term}; ask for {instead}"
    for step in steps:
        if step.matches == 0 and step.role == "must":
            yield f"nothing in the graph fits {step.pattern}, so there can be no answer that needs it"
    for plain in untagged:
        yield f"{plain} fits nothing there, {plain}@zh does: names and units are @zh"
    groups = _groups([triple for role, triple in found if role == "must"])
    if len(groups) > 1:
        names = " and ".join("{" + " ".join(sorted(group)) + "}" for group in groups)
        yield f"{names} share no variable: unless a FILTER, VALUES or BIND ties them, each is paired with each"


def _groups(triples: list[tuple[object, ...]]) -> list[set[str]]:
    """Variables that patterns tie together."""
    groups: list[set[str]] = []
    for triple in triples:
        names = {f"?{term}" for term in triple if isinstance(term, Variable)}
        tied = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        if names or tied:
            groups.append(names.union(*tied))
    return groups
