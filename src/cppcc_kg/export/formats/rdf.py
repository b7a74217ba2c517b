"""RDF in its plain forms: Turtle, N-Triples, RDF/XML, and Turtle 1.2 with triple terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from cppcc_kg.export.formats.base import Format, clean
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import KnowledgeGraph

_DECLARED = re.compile(rb' xmlns:[\w-]+="[^"]*"')
_PARTS = {v.RDF + name for name in ("subject", "predicate", "object")}


def all_triples(graph: KnowledgeGraph) -> list[Triple]:
    """The triples of the graph file, in its order: the description of the data set first, then subject by subject."""
    quads = parse(input=write_turtle(graph), format=RdfFormat.TURTLE)
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def _turtle(graph: KnowledgeGraph) -> dict[str, bytes]:
    return {".ttl": write_turtle(graph)}


def _ntriples(graph: KnowledgeGraph) -> dict[str, bytes]:
    """A triple a line, lines sorted: two graphs can be compared by ``diff`` and merged by ``sort -u``."""
    data = serialize(parse(input=write_turtle(graph), format=RdfFormat.TURTLE), format=RdfFormat.N_QUADS)
    assert data is not None
    return {".nt": b"".join(sorted(data.splitlines(keepends=True)))}


def _rdfxml(graph: KnowledgeGraph) -> dict[str, bytes]:
    data = serialize(map(_printable, all_triples(graph)), format=RdfFormat.RDF_XML, prefixes=v.PREFIXES)
    assert data is not None
    # The serializer draws the order of its declarations anew at each run.
    start = data.index(b"<rdf:RDF")
    end = data.index(b">", start)
    declared = b"".join(sorted(_DECLARED.findall(data[start:end])))
    return {".rdf": data[:start] + b"<rdf:RDF" + declared + data[end:]}


def _printable(triple: Triple) -> Triple:
    if isinstance(triple.object, Literal) and triple.object.value != clean(triple.object.value):
        said = triple.object
        text = clean(said.value)
        plain = Literal(text, language=said.language) if said.language else Literal(text, datatype=said.datatype)
        return Triple(triple.subject, triple.predicate, plain)
    return triple


def _turtle12(graph: KnowledgeGraph) -> dict[str, bytes]:
    return {".rdf12.ttl": head() + body(_reified(all_triples(graph)))}


def _reified(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Statements as RDF 1.2 has them: ``fact:… rdf:reifies <<( s p o )>>`` in place of subject, predicate, object."""
    parts: dict[NamedNode, dict[str, NamedNode | Literal]] = {}
    for triple in triples:
        if triple.predicate.value not in _PARTS:
            yield triple
            continue
        said = parts.setdefault(triple.subject, {})  # type: ignore[arg-type]
        said[triple.predicate.value.removeprefix(v.RDF)] = triple.object  # type: ignore[assignment]
        if len(said) == len(_PARTS):
            stated = Triple(said["subject"], said["predicate"], said["object"])  # type: ignore[arg-type]
            yield Triple(triple.subject, NamedNode(v.RDF + "reifies"), stated)


TURTLE = Format("ttl", "Turtle，与构建所写相同", "Turtle, the bytes that a build writes", _turtle)
NTRIPLES = Format("nt", "N-Triples，一行一条，已排序", "N-Triples, one triple a line, sorted", _ntriples)
RDFXML = Format("rdfxml", "RDF/XML", "RDF/XML, for tools that read nothing else", _rdfxml)
TURTLE12 = Format("ttl12", "Turtle 1.2，事实作三元组项", "Turtle 1.2, statements as triple terms", _turtle12)
