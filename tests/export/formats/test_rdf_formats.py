"""The RDF formats, read back by pyoxigraph and rdflib: the same triples as the graph file has."""

from __future__ import annotations

import json
from functools import cache

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from cppcc_kg.export.formats import export
from cppcc_kg.export.formats.rdf import all_triples
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import KnowledgeGraph

RDF_FORMATS = {
    "ttl": (".ttl", RdfFormat.TURTLE, "turtle"),
    "nt": (".nt", RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (".rdf", RdfFormat.RDF_XML, "xml"),
    "jsonld": (".jsonld", RdfFormat.JSON_LD, "json-ld"),
}


def _triples(data: bytes, format: RdfFormat) -> set[tuple[str, str, str]]:
    return {_plain(quad) for quad in parse(input=data, format=format)}


def _plain(quad: Quad | Triple) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_pyoxigraph_reads_the_same_triples(graph: KnowledgeGraph, name: str) -> None:
    ending, format, _ = RDF_FORMATS[name]
    assert _triples(export(graph, name)[ending], format) == set(map(_plain, all_triples(graph)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", ["nt", "rdfxml", "jsonld"])
def test_rdflib_reads_the_same_triples(made: object, name: str) -> None:
    graph = made.GRAPH  # type: ignore[attr-defined]
    ending, _, format = RDF_FORMATS[name]
    read = rdflib.Graph().parse(data=export(graph, name)[ending], format=format)
    assert isomorphic(read, rdflib.Graph().parse(data=write_turtle(graph), format="turtle"))


def test_ntriples_are_sorted(graph: KnowledgeGraph) -> None:
    lines = export(graph, "nt")[".nt"].splitlines()
    assert lines == sorted(set(lines))


def test_jsonld_is_for_people(seed_build: object) -> None:
    whole = json.loads(export(seed_build.graph, "jsonld")[".jsonld"])  # type: ignore[attr-defined]
    station = next(
        node for node in whole["@graph"] if node.get("label") == "委员工作站" and node.get("type") == "Platform"
    )
    assert station["id"].startswith("ent:")
    assert all(key.isalpha() for key in station)
    measure = next(node for node in whole["@graph"] if node.get("type") == "Measure" and "value" in node)
    assert isinstance(measure["value"], str)
    fact = next(node for node in whole["@graph"] if node.get("predicate") == "establishes")
    assert {"subject", "object", "evidence", "rule", "derivation"} <= set(fact)


class TestTrig:
    @staticmethod
    @cache
    def quads(graph: KnowledgeGraph) -> list[Quad]:
        return list(parse(input=export(graph, "trig")[".trig"], format=RdfFormat.TRIG))

    def test_all_graphs_together_are_the_graph(self, graph: KnowledgeGraph) -> None:
        assert set(map(_plain, self.quads(graph))) == set(map(_plain, all_triples(graph)))

    def test_a_graph_is_named_by_an_article_and_quotes_it_alone(self, graph: KnowledgeGraph) -> None:
        known = {v.ARTICLE + article.id: article for article in graph.articles}
        named = {quad.graph_name.value for quad in self.quads(graph) if isinstance(quad.graph_name, NamedNode)}
        assert named <= set(known) and named
        offsets = {}
        for quad in self.quads(graph):
            if quad.predicate.value in (v.CKG + "begin", v.CKG + "end") and isinstance(quad.graph_name, NamedNode):
                offsets.setdefault((quad.graph_name.value, quad.subject), []).append(int(quad.object.value))  # type: ignore[union-attr]
        assert offsets
        for (name, _), found in offsets.items():
            begin, end = known[name].span
            assert begin <= min(found) <= max(found) <= end

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
    def test_rdflib_reads_it(self, made: object) -> None:
        data = export(made.GRAPH, "trig")[".trig"]  # type: ignore[attr-defined]
        read = rdflib.Dataset(default_union=True).parse(data=data, format="trig")
        plain = rdflib.Graph().parse(data=write_turtle(made.GRAPH), format="turtle")  # type: ignore[attr-defined]
        assert set(read.triples((None, None, None))) == set(plain)


def test_turtle_12_has_the_facts_as_triple_terms(graph: KnowledgeGraph) -> None:
    quads = list(parse(input=export(graph, "ttl12")[".rdf12.ttl"], format=RdfFormat.TURTLE))
    stated = {quad.object for quad in quads if quad.predicate.value == v.RDF + "reifies"}
    facts = {(fact.subject, fact.predicate, fact.object) for fact in graph.facts}
    assert len(stated) == len(facts)
    plain = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert stated <= plain
    assert not any(quad.predicate.value == v.RDF + "subject" for quad in quads)
