"""Words for people: of classes those of the ontology, of relations such as read forwards between subject and object."""

from rdflib import RDFS, Graph

from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS
from cppcc_kg.model import CLASSES, DERIVED, LITERALS, RELATIONS
from cppcc_kg.resources import data_dir

CKG = "https://w3id.org/cppcc-kg/ontology#"
#: Where the ontology's label names the property, and a sentence needs other words.
READ_FORWARDS = {"partOf", "adoptedBy", "endorsedBy", "underCampaign", "heldAt", "memberOf", "district"}


def test_classes_and_relations_are_called_what_the_ontology_calls_them() -> None:
    ontology = Graph().parse(data_dir("ontology") / "cppcc.ttl")
    assert set(CLASS_WORDS) == set(CLASSES)
    assert set(RELATION_WORDS) == {*RELATIONS, *DERIVED, *LITERALS}
    labels = {
        str(term).removeprefix(CKG): str(label)
        for term, label in ontology.subject_objects(RDFS.label)
        if getattr(label, "language", None) == "zh"
    }
    words = {**CLASS_WORDS, **RELATION_WORDS}
    assert {name for name in words if words[name] != labels.get(name)} == READ_FORWARDS
