"""Criteria of OOPS! (pitfalls P..) and FOOPS! that a file can be checked for by itself.

Not checked, for they need people or a web server: P01, P02, P09, P14 to P18, P23, P27, P30 to P32, P37 and the
FOOPS! criteria on content negotiation and registries.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.resources import data_dir

CKG, SCHEMA, VANN = Namespace(v.CKG), Namespace("https://schema.org/"), Namespace("http://purl.org/vocab/vann/")
DCTERMS = Namespace(v.DCTERMS)
PATH = data_dir("ontology") / "cppcc.ttl"
ONTOLOGY = Graph().parse(PATH)
NODE = URIRef("https://w3id.org/cppcc-kg/ontology")
CLASSES = sorted(s for s in ONTOLOGY.subjects(RDF.type, OWL.Class) if s in CKG)
OBJECT = sorted(s for s in ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty) if s in CKG)
LITERAL = sorted(s for s in ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty) if s in CKG)
TERMS = [*CLASSES, *OBJECT, *LITERAL]
DOMAINS, RANGES = (RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)


def _short(term: Node) -> str:
    return str(term).removeprefix(v.CKG)


def _all(subject: Node, *predicates: URIRef) -> set[Node]:
    return {o for p in predicates for o in ONTOLOGY.objects(subject, p)}


def _inverse(term: Node) -> Node | None:
    found = ONTOLOGY.value(term, OWL.inverseOf) or ONTOLOGY.value(None, OWL.inverseOf, term)
    return found if isinstance(found, URIRef) else None


def test_p04_no_class_stands_unconnected() -> None:
    used = {o for p in (*DOMAINS, *RANGES) for _, o in ONTOLOGY.subject_objects(p)}
    used |= set(ONTOLOGY.objects(None, RDFS.subClassOf)) | {
        s for s, _ in ONTOLOGY.subject_objects(RDFS.subClassOf) if s in CKG
    }
    assert [c for c in CLASSES if c not in used and not _all(c, OWL.disjointUnionOf)] == []


@pytest.mark.parametrize("term", [*OBJECT, *LITERAL], ids=_short)
def test_p11_a_property_has_domain_and_range(term: URIRef) -> None:
    assert _all(term, *DOMAINS) and _all(term, *RANGES)


@pytest.mark.parametrize("term", OBJECT, ids=_short)
def test_p13_an_inverse_is_declared_where_the_backward_reading_has_a_name(term: URIRef) -> None:
    """Evidence, bookkeeping and scores are asked in one direction, and say so by being listed here."""
    one_way = {
        "hasTheme", "ofCommittee", "district", "evidence", "sourceDocument", "reportedBy", "duringPeriod",
        "locatedIn", "alignedWith", "sharedTheme", "sharedNeighbour",
    }  # fmt: skip
    symmetric = (term, RDF.type, OWL.SymmetricProperty) in ONTOLOGY
    assert bool(_inverse(term)) != (_short(term) in one_way or symmetric)


@pytest.mark.parametrize("term", [t for t in OBJECT if ONTOLOGY.value(t, OWL.inverseOf)], ids=_short)
def test_p05_inverses_swap_domain_and_range(term: URIRef) -> None:
    forward = _inverse(term)
    assert forward is not None
    for one, other in ((RDFS.domain, RDFS.range), (SCHEMA.domainIncludes, SCHEMA.rangeIncludes)):
        assert _all(term, one) == _all(forward, other) and _all(term, other) == _all(forward, one)


def test_p06_no_cycle_of_classes_or_properties() -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in TERMS:
            assert term not in {o for parent in ONTOLOGY.objects(term, relation)
                                for o in ONTOLOGY.transitive_objects(parent, relation)}  # fmt: skip


def test_p07_p20_definitions_say_one_thing_and_are_not_the_label() -> None:
    for term in TERMS:
        labels = {str(o).lower().rstrip(".") for o in ONTOLOGY.objects(term, RDFS.label)}
        assert labels.isdisjoint(str(o).lower().rstrip(".") for o in ONTOLOGY.objects(term, SKOS.definition))


def test_p19_no_property_has_several_domains_or_ranges() -> None:
    for term in (*OBJECT, *LITERAL):
        assert len(_all(term, RDFS.domain)) <= 1 and len(_all(term, RDFS.range)) <= 1


def test_p21_no_class_is_called_other() -> None:
    assert [c for c in CLASSES if re.search("other|misc|其他", _short(c), re.IGNORECASE)] == []


@pytest.mark.parametrize("term", TERMS, ids=_short)
def test_p22_names_follow_one_convention(term: URIRef) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+" if term in CLASSES else r"[a-z][A-Za-z]*", _short(term))


def test_p24_no_recursive_definition_and_p25_no_property_is_its_own_inverse() -> None:
    for term in TERMS:
        assert term not in _all(term, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentClass)


def test_p26_p28_symmetric_properties_have_no_inverse_and_equal_ends() -> None:
    for term in ONTOLOGY.subjects(RDF.type, OWL.SymmetricProperty):
        assert not _inverse(term)
        assert _all(term, *DOMAINS) == _all(term, *RANGES)


def test_p29_transitive_properties_have_equal_ends_and_are_simple_nowhere() -> None:
    complex_forbids = {OWL.IrreflexiveProperty, OWL.AsymmetricProperty, OWL.FunctionalProperty}
    for term in ONTOLOGY.subjects(RDF.type, OWL.TransitiveProperty):
        assert _all(term, *DOMAINS) == _all(term, *RANGES)
        assert not complex_forbids & _all(term, RDF.type), "OWL 2 DL wants a simple property there"


def test_p10_what_cannot_be_two_things_is_said_to_be_disjoint() -> None:
    (axiom,) = ONTOLOGY.subjects(RDF.type, OWL.AllDisjointClasses)
    members = set(ONTOLOGY.items(ONTOLOGY.value(axiom, OWL.members)))
    assert members == set(CLASSES) - {CKG.Principle, CKG.Platform, CKG.Undertaking}
    union = ONTOLOGY.value(CKG.Undertaking, OWL.disjointUnionOf)
    assert set(ONTOLOGY.items(union)) == set(ONTOLOGY.subjects(RDFS.subClassOf, CKG.Undertaking))
    assert (CKG.Principle, OWL.disjointWith, CKG.Platform) in ONTOLOGY


def test_p34_p35_every_term_that_is_used_has_a_kind() -> None:
    """Foreign terms that axioms or data use are declared by kind; datatypes and the languages of RDF itself apart."""
    builtin = (str(RDF), str(RDFS), str(OWL), str(XSD))
    aligned = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf, *DOMAINS, *RANGES) for o in ONTOLOGY.objects(None, p)}
    predicates = set(ONTOLOGY.predicates())
    for term in (aligned | predicates) - {RDF.Statement}:
        if isinstance(term, URIRef) and not str(term).startswith(builtin):
            assert _all(term, RDF.type), term


def test_p36_p38_the_ontology_is_named_without_file_extension() -> None:
    assert list(ONTOLOGY.subjects(RDF.type, OWL.Ontology)) == [NODE]
    assert not re.search(r"\.(ttl|owl|rdf)$", str(NODE))


def test_p40_namespace_is_one_and_matches_the_identifier() -> None:
    assert f"{NODE}#" == v.CKG
    assert str(ONTOLOGY.value(NODE, VANN.preferredNamespaceUri)) == v.CKG


def test_p41_foops_the_header_says_what_a_catalogue_asks_for() -> None:
    once = (DCTERMS.license, DCTERMS.issued, DCTERMS.publisher, DCTERMS.bibliographicCitation, OWL.versionIRI,
            OWL.versionInfo, OWL.priorVersion, OWL.backwardCompatibleWith)  # fmt: skip
    assert {p: len(_all(NODE, p)) for p in once} == dict.fromkeys(once, 1)
    for predicate in (DCTERMS.title, DCTERMS.description, RDFS.label):
        assert {o.language for o in _all(NODE, predicate) if isinstance(o, Literal)} == {"zh", "en"}
    version = str(ONTOLOGY.value(NODE, OWL.versionInfo))
    assert str(ONTOLOGY.value(NODE, OWL.versionIRI)) == f"{NODE}/{version}" == v.ONTOLOGY_VERSION
    changes = [str(o) for o in ONTOLOGY.objects(NODE, SKOS.changeNote)]
    assert sum(change.startswith(version) for change in changes) == 2
    creator = ONTOLOGY.value(NODE, DCTERMS.creator)
    assert creator is not None and _all(creator, RDFS.label)


def test_foops_established_vocabularies_are_reused() -> None:
    aligned = {
        str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for s, o in ONTOLOGY.subject_objects(p) if s in CKG
    }
    spaces = ("http://www.w3.org/ns/org#", v.PROV, v.SKOS, "https://schema.org/", v.DCTERMS,
              "http://www.w3.org/2006/time#", "http://www.w3.org/ns/oa#")  # fmt: skip
    assert [space for space in spaces if not any(iri.startswith(space) for iri in aligned)] == []


def test_labels_are_unique_in_each_language_and_kind() -> None:
    for kind in (CLASSES, OBJECT, LITERAL):
        counts = Counter((str(o), o.language) for t in kind for o in ONTOLOGY.objects(t, RDFS.label))  # type: ignore[attr-defined]
        assert [label for label, n in counts.items() if n > 1] == []
