"""What a reasoner concludes from the alignments: nothing contradictory, and nothing that we know to be false."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Node

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.resources import data_dir

CKG = Namespace(v.CKG)
PROV, SKOS, DCTERMS = Namespace(v.PROV), Namespace(v.SKOS), Namespace(v.DCTERMS)
ORG, OA, TIME = (Namespace(f"http://www.w3.org/{n}#") for n in ("ns/org", "ns/oa", "2006/time"))
SCHEMA, FOAF = Namespace("https://schema.org/"), Namespace("http://xmlns.com/foaf/0.1/")
FOREIGN = Graph().parse(Path(__file__).with_name("foreign.ttl"))
ONTOLOGY = Graph().parse(data_dir("ontology") / "cppcc.ttl")
SAMPLE = Path(__file__).parents[1] / "graph" / "sample.py"


def _closed(graph: Graph) -> Graph:
    """``graph`` closed under subclasses, subproperties, equivalence, inverses, domains and ranges: what of RDFS and
    OWL 2 RL these vocabularies use. Written out, since a general reasoner needs minutes here.
    """
    while True:
        new = set()
        for p in set(graph.predicates()):
            supers = [o for o in graph.objects(p, RDFS.subPropertyOf) if isinstance(o, URIRef)]
            inverses = [*graph.objects(p, OWL.inverseOf), *graph.subjects(OWL.inverseOf, p)]
            domains, ranges = list(graph.objects(p, RDFS.domain)), list(graph.objects(p, RDFS.range))
            if not (supers or inverses or domains or ranges):
                continue
            for s, o in graph.subject_objects(p):
                new |= {(s, q, o) for q in supers} | {(o, q, s) for q in inverses}
                new |= {(s, RDF.type, c) for c in domains}
                new |= {(o, RDF.type, c) for c in ranges} if isinstance(o, URIRef) else set()
        for s, c in graph.subject_objects(RDF.type):
            above = (*graph.objects(c, RDFS.subClassOf), *graph.objects(c, OWL.equivalentClass),
                     *graph.subjects(OWL.equivalentClass, c))  # fmt: skip
            new |= {(s, RDF.type, d) for d in above}
        new = {triple for triple in new if triple not in graph}
        if not new:
            return graph
        for triple in new:
            graph.add(triple)  # type: ignore[arg-type]


def _disjoint() -> set[frozenset[Node]]:
    both = ONTOLOGY + FOREIGN
    pairs = {frozenset(pair) for pair in both.subject_objects(OWL.disjointWith)}
    for axiom in both.subjects(RDF.type, OWL.AllDisjointClasses):
        members = list(both.items(both.value(axiom, OWL.members)))
        pairs |= {frozenset((a, b)) for a in members for b in members if a != b}
    return pairs


def _contradictions(data: Graph) -> list[tuple[str, ...]]:
    pairs = _disjoint()
    found = []
    for node in set(data.subjects(RDF.type)):
        classes = set(data.objects(node, RDF.type))
        found += [(str(node), *sorted(map(str, pair))) for pair in pairs if pair <= classes]
    return found


@pytest.fixture(scope="module")
def closure() -> Graph:
    data = Graph().parse(data=write_turtle(runpy.run_path(str(SAMPLE))["GRAPH"]), format="turtle")
    instances = set(data.subjects())
    closed = _closed(data + ONTOLOGY + FOREIGN)
    kept = Graph()
    for triple in closed:
        if triple[0] in instances or triple[2] in instances:
            kept.add(triple)
    return kept


def test_nothing_contradictory_follows(closure: Graph) -> None:
    assert _contradictions(closure) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CKG.Organization, FOAF.Agent), (CKG.Organization, PROV.Agent), (CKG.Person, PROV.Agent),
        (CKG.Event, PROV.Activity), (CKG.Document, PROV.Entity), (CKG.Measure, SCHEMA.QuantitativeValue),
        (CKG.Theme, SKOS.Concept), (CKG.Passage, OA.ResourceSelection), (CKG.District, SCHEMA.Place),
        (CKG.Period, TIME.TemporalEntity), (CKG.Practice, CKG.Undertaking), (CKG.Platform, CKG.Mechanism),
    ],
)  # fmt: skip
def test_what_should_follow_does(closure: Graph, ours: URIRef, theirs: URIRef) -> None:
    nodes = set(closure.subjects(RDF.type, ours))
    assert nodes and all((node, RDF.type, theirs) in closure for node in nodes)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CKG.Initiative, SCHEMA.Organization), (CKG.Initiative, PROV.Activity), (CKG.Practice, PROV.Activity),
        (CKG.Mechanism, PROV.Entity), (CKG.Platform, PROV.Location), (CKG.Practice, SKOS.Concept),
        (CKG.Initiative, ORG.Organization), (CKG.Event, PROV.Entity), (CKG.Passage, OA.Selector),
        (CKG.Measure, TIME.TemporalEntity), (CKG.Organization, DCTERMS.Standard), (CKG.Theme, CKG.Undertaking),
        (CKG.Organization, PROV.Entity), (CKG.Campaign, CKG.Undertaking),
    ],
)  # fmt: skip
def test_what_is_false_does_not_follow(closure: Graph, ours: URIRef, theirs: URIRef) -> None:
    derived_from = set(closure.objects(None, PROV.wasDerivedFrom))  # the two compared, named by the sample on purpose
    nodes = set(closure.subjects(RDF.type, ours)) - derived_from
    assert nodes and not [node for node in nodes if (node, RDF.type, theirs) in closure]


@pytest.mark.parametrize(
    ("ours", "relation", "theirs", "what"),
    [
        (CKG.evidence, RDFS.subPropertyOf, PROV.hadPrimarySource, "an event would be an entity"),
        (CKG.Initiative, RDFS.subClassOf, SCHEMA.Project, "an initiative would be an organisation"),
        (CKG.uses, RDFS.subPropertyOf, PROV.used, "a mechanism would be an activity"),
        (CKG.partOf, RDFS.subPropertyOf, ORG.subOrganizationOf, "an initiative would be an organisation"),
        (CKG.similarTo, RDFS.subPropertyOf, SKOS.closeMatch, "a platform would be a concept"),
    ],
)
def test_the_alignments_that_were_refused_would_entail_something_false(
    ours: URIRef, relation: URIRef, theirs: URIRef, what: str
) -> None:
    """The counter-examples of docs/ontology.md, run: what is inferred once the refused axiom is added."""
    data = Graph().parse(data=write_turtle(runpy.run_path(str(SAMPLE))["GRAPH"]), format="turtle")
    event = next(data.subjects(RDF.type, CKG.Event))
    passage = next(data.subjects(RDF.type, CKG.Passage))
    data.add((event, CKG.evidence, passage))
    closed = _closed(data + ONTOLOGY + FOREIGN + Graph().add((ours, relation, theirs)))
    false = {
        "an event would be an entity": (CKG.Event, PROV.Entity),
        "an initiative would be an organisation": (CKG.Initiative, ORG.Organization),
        "a mechanism would be an activity": (CKG.Practice, PROV.Activity),
        "a platform would be a concept": (CKG.Platform, SKOS.Concept),
    }
    mine, wrong = false[what]
    if theirs == SCHEMA.Project:
        wrong = SCHEMA.Organization
    assert any((node, RDF.type, wrong) in closed for node in closed.subjects(RDF.type, mine))
