from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.sparql import ontology_terms, unknown_terms
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import CLASSES, RELATIONS, THEMES
from cppcc_kg.resources import data_dir

CKG, THEME = Namespace(v.CKG), Namespace(v.THEME)
DCTERMS = Namespace(v.DCTERMS)
SCHEMA, VANN = Namespace("https://schema.org/"), Namespace("http://purl.org/vocab/vann/")
SAMPLE = Path(__file__).parents[1] / "graph" / "sample.py"

ONTOLOGY = Graph().parse(data_dir("ontology") / "cppcc.ttl")
SCHEME = Graph().parse(data_dir("ontology") / "themes.ttl")
TERMS = sorted(s for s in set(ONTOLOGY.subjects()) if isinstance(s, URIRef) and s in CKG)
PROPERTIES = [t for t in TERMS if (t, RDF.type, OWL.Class) not in ONTOLOGY]
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}


def _languages(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted(
        str(o.language) for o in graph.objects(subject, predicate) if isinstance(o, Literal) and str(o).strip()
    )


def test_the_header_says_whose_it_is_and_under_which_terms() -> None:
    node = URIRef("https://w3id.org/cppcc-kg/ontology")
    assert (node, RDF.type, OWL.Ontology) in ONTOLOGY
    assert _languages(ONTOLOGY, node, DCTERMS.title) == ["en", "zh"]
    for predicate in (DCTERMS.license, DCTERMS.creator, OWL.versionIRI, OWL.versionInfo):
        assert len(list(ONTOLOGY.objects(node, predicate))) == 1
    assert str(ONTOLOGY.value(node, VANN.preferredNamespacePrefix)) == "ckg"
    assert str(ONTOLOGY.value(node, VANN.preferredNamespaceUri)) == v.CKG


def test_the_contract_is_declared_whole() -> None:
    ours = ("Measure", "Theme", "SourceDocument", "Article", "Passage", "Period", "Undertaking")
    assert {CKG[name] for name in (*CLASSES, *ours)} == {t for t in TERMS if (t, RDF.type, OWL.Class) in ONTOLOGY}
    relations = {CKG[name] for name in (*RELATIONS, "hasTheme", "hasMeasure", "frequency")}
    assert relations <= set(PROPERTIES)
    assert (CKG.Principle, RDFS.subClassOf, CKG.Mechanism) in ONTOLOGY
    assert (CKG.Platform, RDFS.subClassOf, CKG.Mechanism) in ONTOLOGY
    assert (CKG.Theme, RDFS.subClassOf, SKOS.Concept) in ONTOLOGY


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(v.CKG))
def test_a_term_has_one_kind_and_says_in_both_languages_what_it_is(term: URIRef) -> None:
    assert len(KINDS & set(ONTOLOGY.objects(term, RDF.type))) == 1
    assert _languages(ONTOLOGY, term, RDFS.label) == ["en", "zh"]
    assert _languages(ONTOLOGY, term, SKOS.definition) == ["en", "zh"]
    assert any(str(example).strip() for example in ONTOLOGY.objects(term, SKOS.example))
    assert (term, RDFS.isDefinedBy, URIRef("https://w3id.org/cppcc-kg/ontology")) in ONTOLOGY


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(v.CKG))
def test_a_property_says_what_it_holds_and_infers_at_most_one_class(term: URIRef) -> None:
    ranges = list(ONTOLOGY.objects(term, RDFS.range))
    loose = list(ONTOLOGY.objects(term, SCHEMA.rangeIncludes))
    assert len(ranges) == 1 or len(loose) > 1
    assert len(list(ONTOLOGY.objects(term, RDFS.domain))) <= 1
    named = [
        o
        for p in (RDFS.domain, RDFS.range, SCHEMA.domainIncludes, SCHEMA.rangeIncludes)
        for o in ONTOLOGY.objects(term, p)
    ]
    assert all(o in TERMS for o in named if isinstance(o, URIRef) and o in CKG)


def test_labels_tell_terms_apart() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(o) for t in ONTOLOGY.subjects(RDF.type, kind) for o in ONTOLOGY.objects(t, RDFS.label)]
        assert len(labels) == len(set(labels))


def test_every_term_of_a_written_graph_is_declared() -> None:
    graph = Graph().parse(data=write_turtle(runpy.run_path(str(SAMPLE))["GRAPH"]), format="turtle")
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term in CKG}
    assert len(used) > 50
    assert used <= set(TERMS)


@pytest.mark.parametrize("name", named_queries())
def test_every_term_of_a_ready_query_is_declared(name: str) -> None:
    assert unknown_terms(named_queries()[name].text) == ()


def test_the_terms_are_those_that_queries_are_held_to() -> None:
    assert set(ontology_terms()) == {term.removeprefix(v.CKG) for term in TERMS}


def test_the_scheme_is_the_seventeen_themes_under_groups() -> None:
    scheme = URIRef("https://w3id.org/cppcc-kg/id/theme")
    concepts = set(SCHEME.subjects(RDF.type, CKG.Theme))
    assert concepts == {THEME[local] for local in v.THEME_IDS.values()}
    order = {str(SCHEME.value(c, SKOS.notation)): c for c in concepts}
    assert [order[key] for key in sorted(order)] == [THEME[v.THEME_IDS[label]] for label in THEMES]
    groups = set(SCHEME.objects(scheme, SKOS.hasTopConcept))
    assert groups == set(SCHEME.subjects(SKOS.topConceptOf, scheme)) and not groups & concepts
    for concept in concepts:
        (group,) = SCHEME.objects(concept, SKOS.broader)
        assert group in groups and (group, SKOS.narrower, concept) in SCHEME
    assert set(SCHEME.objects(None, SKOS.narrower)) == concepts
    for node in groups:
        assert _languages(SCHEME, node, SKOS.prefLabel) == _languages(SCHEME, node, SKOS.scopeNote) == ["en", "zh"]


@pytest.mark.parametrize("label", THEMES)
def test_a_theme_is_labelled_and_bounded(label: str) -> None:
    node = THEME[v.THEME_IDS[label]]
    assert Literal(label, lang="zh") in set(SCHEME.objects(node, SKOS.prefLabel))
    assert _languages(SCHEME, node, SKOS.prefLabel) == ["en", "zh"]
    assert _languages(SCHEME, node, SKOS.scopeNote) == ["en", "zh"]
    assert (node, RDF.type, SKOS.Concept) in SCHEME
