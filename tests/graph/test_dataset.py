from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import contents, dataset_id, description
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import KnowledgeGraph

VOID, DCAT, DCTERMS, CKG = Namespace(v.VOID), Namespace(v.DCAT), Namespace(v.DCTERMS), Namespace(v.CKG)


@pytest.fixture(scope="module")
def rdf(sample_file: Path) -> Graph:
    return Graph().parse(sample_file)


@pytest.fixture(scope="module")
def node(rdf: Graph) -> URIRef:
    (found,) = rdf.subjects(RDF.type, DCAT.Dataset)
    assert isinstance(found, URIRef) and (found, RDF.type, VOID.Dataset) in rdf
    return found


def test_the_file_opens_with_it(sample_file: Path, node: URIRef) -> None:
    body = [line for line in sample_file.read_text("utf-8").splitlines() if not line.startswith("@prefix")]
    assert body[0].startswith(f"dataset:{node.removeprefix(v.DATASET)} a ")


def test_its_numbers_are_those_of_the_file(rdf: Graph, node: URIRef) -> None:
    assert int(str(rdf.value(node, VOID.triples))) == len(rdf)
    instances = {s for s, c in rdf.subject_objects(RDF.type) if str(s).startswith(v.ENT)}
    assert int(str(rdf.value(node, VOID.entities))) == len(instances)
    assert int(str(rdf.value(node, VOID.documents))) == len(set(rdf.subjects(RDF.type, CKG.SourceDocument)))
    for part in rdf.objects(node, VOID.propertyPartition):
        pairs = set(rdf.subject_objects(rdf.value(part, VOID.property)))  # type: ignore[arg-type]
        assert int(str(rdf.value(part, VOID.triples))) == len(pairs)
    for part in rdf.objects(node, VOID.classPartition):
        cls = rdf.value(part, VOID["class"])
        expected = set(rdf.subjects(RDF.type, cls))
        if cls == CKG.Mechanism:  # counted by the narrower class where there is one
            expected -= {*rdf.subjects(RDF.type, CKG.Platform), *rdf.subjects(RDF.type, CKG.Principle)}
        assert int(str(rdf.value(part, VOID.entities))) == len(expected)


def test_it_names_the_districts_that_speak(rdf: Graph, node: URIRef) -> None:
    assert [str(o) for o in rdf.objects(node, DCTERMS.spatial)] == [v.ENT + "district-500101"]


def test_the_same_documents_are_the_same_data_set(sample: SimpleNamespace) -> None:
    names = [document.identifier for document in sample.GRAPH.documents]
    assert dataset_id(names) == dataset_id(names[::-1]) == dataset_id(contents(sample.GRAPH).documents)
    assert dataset_id(names) != dataset_id(names[:1])


def test_an_empty_graph_is_described_too() -> None:
    rdf = Graph().parse(data=write_turtle(KnowledgeGraph()), format="turtle")
    assert len(rdf) == len(description(contents(KnowledgeGraph()), 0)) > 10
