"""A graph file held to the shapes and to the build's own invariants: every fault with what, where, why and how to mend.

pyshacl, the reference, reads the shapes; it is an extra (``cppcc-kg[validate]``) and imported here alone.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cppcc_kg.errors import GraphError, UsageError, Where
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.invariants import Violation, check
from cppcc_kg.graph.load import load_graph
from cppcc_kg.resources import data_dir

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SHAPES = "https://w3id.org/cppcc-kg/shapes#"
_SH = "http://www.w3.org/ns/shacl#"
#: Constraints that compare two values. The engine fails on values of different kinds, which other shapes report.
_PAIRS = (_SH + "lessThan", _SH + "lessThanOrEquals")


def validate(path: Path, *, texts: Mapping[str, str] | None = None, quick: bool = False) -> list[Violation]:
    """The violations of the Turtle file ``path``, sorted, each once.

    ``quick`` leaves the shapes out and checks what the build checks. Raises :class:`GraphError` for a file that is
    missing or not Turtle, :class:`UsageError` where the extra is not installed.
    """
    found = {} if quick else {(each.shape, each.what): each for each in _by_shapes(path)}
    found |= {
        (each.shape, each.what): each for each in _by_invariants(path, texts) if (each.shape, each.what) not in found
    }
    return sorted(found.values())


def _by_invariants(path: Path, texts: Mapping[str, str] | None) -> Iterator[Violation]:
    try:
        graph = load_graph(path)
    except GraphError as error:
        if error.why.startswith("not Turtle") or not path.is_file():
            raise
        yield Violation("loadable", str(path), str(path), "", error.why, error.hint)
        return
    yield from check(graph, texts)
    yield from _unsaid(path)


def _unsaid(path: Path) -> Iterator[Violation]:
    """Statements whose plain triple is missing."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    parts: dict[str, dict[str, Any]] = {}
    plain = set()
    names = {v.RDF + name: name for name in ("subject", "predicate", "object")}
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        name = names.get(quad.predicate.value)
        if name is not None and isinstance(quad.subject, NamedNode):
            parts.setdefault(quad.subject.value, {})[name] = quad.object
        elif quad.predicate.value.startswith(v.CKG):
            plain.add((quad.subject, quad.predicate, quad.object))
    for node, said in parts.items():
        triple = (said.get("subject"), said.get("predicate"), said.get("object"))
        if None not in triple and triple not in plain:
            why, mend = "states a fact whose plain triple is missing", "build the graph again"
            yield Violation("plain-triple", node, node.removeprefix(v.FACT), "", why, mend)


def _engine() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("pyshacl")
    except ImportError:
        hint = "pip install '.[validate]' in the checkout, or use --quick for the checks that the build makes"
        raise UsageError("the SHACL engine is not installed", hint=hint) from None


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(data_dir("ontology") / "shapes.ttl")


def _by_shapes(path: Path) -> Iterator[Violation]:
    engine = _engine()
    data, shapes = _parsed(path), _shapes()
    try:
        report = _run(engine, data, shapes)
    except TypeError:
        report = _run(engine, data, _without_pairs(shapes))
    yield from _violations(report, data, shapes)


def _parsed(path: Path) -> Graph:
    from rdflib import Graph

    if not path.is_file():
        raise GraphError("there is no graph here", where=Where(str(path)), hint="run 'cppcc-kg build' first")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a literal of the wrong form is what a shape is to report
        try:
            return Graph().parse(path, format="turtle")
        except Exception as error:
            why = " ".join(str(error).split())[:120]
            raise GraphError(f"not Turtle: {why}", where=Where(str(path)), hint="build the graph again") from None


def _run(engine: Any, data: Graph, shapes: Graph) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report: Graph = engine.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)[1]
    return report


def _without_pairs(shapes: Graph) -> Graph:
    from rdflib import Graph

    kept = Graph()
    for triple in shapes:
        if str(triple[1]) not in _PAIRS:
            kept.add(triple)
    return kept


def _violations(report: Graph, data: Graph, shapes: Graph) -> Iterator[Violation]:
    from rdflib import RDF, URIRef

    for result in report.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        focus = report.value(result, URIRef(_SH + "focusNode"))
        shape = report.value(result, URIRef(_SH + "sourceShape"))
        name = str(shape).removeprefix(SHAPES)
        why = _bilingual(shapes, shape, _SH + "message")
        mend = _bilingual(shapes, shape, _SH + "description")
        what, where, documents = _place(data, focus)
        yield Violation(name, str(focus), what, where, why, mend, documents)


def _bilingual(shapes: Graph, shape: Node | None, predicate: str) -> str:
    """Chinese first, English beside it."""
    from rdflib import Literal, URIRef

    said = {o.language: str(o) for o in shapes.objects(shape, URIRef(predicate)) if isinstance(o, Literal)}
    return " / ".join(said[language] for language in ("zh", "en") if language in said)


def _place(data: Graph, node: Node | None) -> tuple[str, str, tuple[str, ...]]:
    """What to call a node, and the passage where the text speaks of it: document @offset."""
    from rdflib import Literal, URIRef

    def value(subject: Node | None, predicate: str) -> Node | None:
        objects = sorted(data.objects(subject, URIRef(predicate)), key=str)
        return objects[0] if objects else None

    def called(each: Node | None) -> str:
        names = (
            v.RDFS + "label",
            v.SKOS + "prefLabel",
            v.CKG + "quantityOf",
            v.CKG + "quote",
            v.DCTERMS + "identifier",
        )
        found = next((value(each, name) for name in names if value(each, name) is not None), each)
        return str(found) if isinstance(found, Literal) else str(each).rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    what = called(node)
    predicate = value(node, v.RDF + "predicate")
    if predicate is not None:
        thing = value(node, v.RDF + "object")
        last = str(thing) if isinstance(thing, Literal) else called(thing)
        what = f"{called(value(node, v.RDF + 'subject'))} {str(predicate).removeprefix(v.CKG)} {last}"
    passage = value(node, v.CKG + "evidence") or node
    document = value(value(passage, v.CKG + "sourceDocument"), v.DCTERMS + "identifier")
    if document is None:
        return what, "", ()
    return what, f"{document} @{value(passage, v.CKG + 'begin')}", (str(document),)
