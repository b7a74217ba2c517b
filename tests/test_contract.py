"""The graph of the packaged page holds to the contract: classes, relations, domains, evidence, campaigns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import CLASSES, THEMES, Evidence, KnowledgeGraph
from cppcc_kg.reading.tree import Article
from cppcc_kg.resolution.identity import fold

MECHANISMS = {"Mechanism", "Principle", "Platform"}
WORK = {"Initiative", "Practice", *MECHANISMS}

#: property -> (classes of subjects, classes of objects), as the contract's table says.
DOMAINS: dict[str, tuple[set[str], set[str]]] = {
    "serves": ({"Organization"}, {"District"}),
    "locatedIn": ({"Place", "District"}, {"Place", "District"}),
    "partOf": ({"Initiative", "Organization"}, {"Initiative", "Organization"}),
    "carriesOut": ({"Organization"}, {"Initiative", "Practice"}),
    "establishes": ({"Organization"}, MECHANISMS),
    "realizedBy": ({"Initiative"}, {"Practice", "Document", *MECHANISMS}),
    "aimsAt": ({"Initiative", *MECHANISMS}, {"Goal"}),
    "resultsIn": ({"Initiative", "Practice", "Document", *MECHANISMS}, {"Outcome"}),
    "produces": ({"Organization"}, {"Document"}),
    "adoptedBy": ({"Document", "Outcome", *WORK}, {"Organization", "Person"}),
    "endorsedBy": ({"Organization", *WORK}, {"Organization", "Person"}),
    "targets": (WORK, {"Place", "District", "Organization"}),
    "alignedWith": ({"Initiative", "Organization"}, {"Organization", "Initiative"}),
    "participatesIn": ({"Organization", "Person"}, {"Event"}),
    "plans": ({"Organization"}, WORK),
    "underCampaign": ({"Initiative", "Platform"}, {"Campaign"}),
    "uses": (WORK, MECHANISMS),
    "heldAt": ({"Practice", "Event", "Platform"}, {"Place", "Organization"}),
    "memberOf": ({"Person"}, {"Organization"}),
    # Derived, never read.
    "similarTo": (WORK, WORK),
    "district": ({"Organization", "Document", "Goal", "Outcome", *WORK}, {"District"}),
    "hasPart": ({"Initiative", "Organization"}, {"Initiative", "Organization"}),
}
#: Properties whose object is a literal, a theme or a measure.
LITERAL: dict[str, set[str]] = {
    "hasTheme": {"Outcome", "Document", *WORK},
    "frequency": {"Practice", *MECHANISMS},
    "hasMeasure": set(CLASSES) - {"Campaign"},
}
#: What the gold labels, so what must occur in the page's graph.
SCORED = {
    "serves", "locatedIn", "partOf", "carriesOut", "establishes", "realizedBy", "aimsAt", "resultsIn", "produces",
    "adoptedBy", "endorsedBy", "targets", "alignedWith", "participatesIn", "underCampaign", "hasTheme", "frequency",
    "hasMeasure",
}  # fmt: skip
#: Classes whose instances need no passage: a campaign is shared, a district may be known from the tables alone.
UNWITNESSED = {"Campaign", "District"}


@pytest.fixture(scope="module")
def graph(seed: Any) -> KnowledgeGraph:
    graph: KnowledgeGraph = seed.graph
    return graph


@pytest.fixture(scope="module")
def cls(graph: KnowledgeGraph) -> dict[str, str]:
    return {entity.id: entity.cls for entity in graph.entities}


@pytest.fixture(scope="module")
def triples(graph: KnowledgeGraph) -> list[Triple]:
    return [quad.triple for quad in parse(write_turtle(graph), format=RdfFormat.TURTLE)]


def _name(term: object) -> str:
    return term.value.removeprefix(v.PREFIXES["ckg"]) if isinstance(term, NamedNode) else ""


# -- what occurs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_occurs(graph: KnowledgeGraph, name: str) -> None:
    assert any(entity.cls == name for entity in graph.entities)


@pytest.mark.parametrize("name", sorted(SCORED))
def test_every_scored_relation_occurs(graph: KnowledgeGraph, name: str) -> None:
    assert any(fact.predicate == name for fact in graph.facts)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("万州区政协", "Organization"),
        ("重庆市政协", "Organization"),
        ("全国政协", "Organization"),
        ("万州区", "District"),
        ("秀山土家族苗族自治县", "District"),
        ("白土镇", "Place"),
        ("王炯", "Person"),
        ("全市区县政协秘书长工作会议", "Event"),
        ("五型机关", "Initiative"),
        ("以五抓促十有", "Initiative"),
        ("党史学习教育", "Campaign"),
        ("渝事好商量", "Campaign"),
        ("政协讲坛", "Practice"),
        ("请示报告制度", "Mechanism"),
        ("政协书屋", "Platform"),
        ("彰显江城特色，建设美丽山水城市的对策建议", "Document"),
    ],
)
def test_the_contracts_own_examples_are_there(seed: Any, label: str, name: str) -> None:
    assert len(seed.named(label, name)) >= 1


# -- domains and ranges --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(DOMAINS))
def test_domain_and_range(graph: KnowledgeGraph, cls: dict[str, str], name: str) -> None:
    subjects, objects = DOMAINS[name]
    found = {(cls[f.subject], cls.get(f.object)) for f in graph.facts if f.predicate == name}
    assert {pair for pair in found if pair[0] not in subjects or pair[1] not in objects} == set()


@pytest.mark.parametrize("name", sorted(LITERAL))
def test_domain_of_what_has_no_object_node(graph: KnowledgeGraph, cls: dict[str, str], name: str) -> None:
    assert {cls[f.subject] for f in graph.facts if f.predicate == name} <= LITERAL[name]


def test_no_other_property_is_used(graph: KnowledgeGraph) -> None:
    assert {fact.predicate for fact in graph.facts} <= {*DOMAINS, *LITERAL}


def test_parts_are_of_the_kind_of_their_whole(graph: KnowledgeGraph, cls: dict[str, str]) -> None:
    assert {cls[f.subject] == cls[f.object] for f in graph.facts if f.predicate == "partOf"} == {True}


def test_no_line_of_work_is_part_of_its_own_part(seed: Any) -> None:
    wholes: dict[str, set[str]] = defaultdict(set)
    for part, whole in seed.facts("partOf"):
        wholes[part].add(whole)
    cycles = []
    for start in wholes:
        seen: set[str] = set()
        stack = [start]
        while stack:
            for whole in wholes.get(stack.pop(), set()) - seen:
                seen.add(whole)
                stack.append(whole)
        if start in seen:
            cycles.append(start)
    assert cycles == []


def test_nothing_is_related_to_itself(graph: KnowledgeGraph) -> None:
    assert [fact for fact in graph.facts if fact.subject == fact.object] == []


def test_every_end_of_a_fact_is_there(graph: KnowledgeGraph, cls: dict[str, str]) -> None:
    measures = {measure.id for measure in graph.measures}
    hung = [f.object for f in graph.facts if f.predicate == "hasMeasure"]
    assert set(hung) == measures
    assert all(f.object in THEMES for f in graph.facts if f.predicate == "hasTheme")
    assert all(f.subject in cls for f in graph.facts)
    assert all(f.object in cls for f in graph.facts if f.predicate not in LITERAL)


def test_frequencies_are_intervals(graph: KnowledgeGraph) -> None:
    values = {fact.object for fact in graph.facts if fact.predicate == "frequency"}
    assert {"P1M", "P3M", "P1Y"} <= values
    assert all(value.startswith("P") for value in values)


def test_at_most_two_themes_a_node(graph: KnowledgeGraph) -> None:
    counts = Counter(fact.subject for fact in graph.facts if fact.predicate == "hasTheme")
    assert max(counts.values()) <= 2


def test_one_name_of_one_committee_is_of_one_class(seed: Any) -> None:
    classes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in seed.graph.entities:
        if entity.scope is not None and entity.cls not in ("Place", "Goal"):
            classes[fold(entity.label), entity.scope].add(entity.cls)
    assert {name: found for (name, _), found in classes.items() if len(found) > 1} == {}


# -- campaigns -----------------------------------------------------------------------------------------------------


def test_a_campaign_has_nothing_of_its_own(graph: KnowledgeGraph, cls: dict[str, str]) -> None:
    assert [f for f in graph.facts if cls[f.subject] == "Campaign"] == []
    assert {f.predicate for f in graph.facts if cls.get(f.object) == "Campaign"} == {"underCampaign"}


def test_work_under_a_campaign_belongs_to_the_committee_of_its_article(graph: KnowledgeGraph) -> None:
    reports = [article.span for article in graph.articles if article.creator is not None]
    under = {fact.subject for fact in graph.facts if fact.predicate == "underCampaign"}
    for entity in graph.entities:
        if entity.id in under and entity.scope is None:  # said in the conference's lead, where no committee speaks
            assert not any(span.contains(e.span) for e in entity.evidence for span in reports)


# -- evidence ------------------------------------------------------------------------------------------------------


def test_every_instance_has_a_passage(graph: KnowledgeGraph) -> None:
    assert [e.label for e in graph.entities if not e.evidence and e.cls not in UNWITNESSED] == []


def test_every_measure_and_every_fact_read_has_a_passage_and_a_rule(graph: KnowledgeGraph) -> None:
    read = [thing for thing in (*graph.facts, *graph.measures) if getattr(thing, "derivation", "read") == "read"]
    assert [thing for thing in read if not thing.evidence or not thing.rules] == []


def test_every_quote_is_what_the_file_has_there(
    graph: KnowledgeGraph, seed_text: str, all_evidence: Callable[[KnowledgeGraph], list[Evidence]]
) -> None:
    for evidence in all_evidence(graph):
        assert seed_text[evidence.span.begin : evidence.span.end] == evidence.quote != ""


def test_a_passage_is_at_most_a_sentence(
    graph: KnowledgeGraph,
    seed_articles: tuple[Article, ...],
    all_evidence: Callable[[KnowledgeGraph], list[Evidence]],
    units: Callable[[Article], list[Any]],
) -> None:
    sentences = [span for article in seed_articles for span in units(article)]
    for evidence in set(all_evidence(graph)):
        assert any(span.contains(evidence.span) for span in sentences), evidence.quote
        assert len(evidence.quote) <= 300


# -- as RDF --------------------------------------------------------------------------------------------------------


def test_there_is_no_blank_node(triples: list[Triple]) -> None:
    assert [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)] == []


def test_every_node_has_one_class_of_the_contract(triples: list[Triple]) -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate.value == v.RDF + "type" and _name(triple.object) in CLASSES:
            types[triple.subject.value].add(_name(triple.object))
    allowed = [{"Principle", "Mechanism"}, {"Platform", "Mechanism"}]
    assert [found for found in types.values() if len(found) > 1 and found not in allowed] == []


def test_every_instance_has_one_chinese_label_and_at_most_six_more(
    triples: list[Triple], graph: KnowledgeGraph
) -> None:
    labels: dict[str, Counter[str]] = {"label": Counter(), "altLabel": Counter()}
    for triple in triples:
        for name, iri in (("label", v.RDFS + "label"), ("altLabel", v.SKOS + "altLabel")):
            if triple.predicate.value == iri and isinstance(triple.object, Literal) and triple.object.language == "zh":
                labels[name][triple.subject.value] += 1
    instances = {t.subject.value for t in triples if t.predicate.value == v.RDF + "type" and _name(t.object) in CLASSES}
    assert len(instances) == len(graph.entities)
    assert {labels["label"][node] for node in instances} == {1}
    assert max(labels["altLabel"].values()) <= 6


def test_labels_carry_no_quotation_marks(graph: KnowledgeGraph) -> None:
    marks = set("“”「」『』《》\n")
    assert [e.label for e in graph.entities if marks & set(e.label) or e.label != e.label.strip()] == []


def test_every_read_triple_has_its_statement(triples: list[Triple], graph: KnowledgeGraph) -> None:
    statements = {
        t.subject for t in triples if t.predicate.value == v.RDF + "type" and t.object.value == v.RDF + "Statement"
    }
    assert len(statements) == len(graph.facts)
    evidence = {t.subject for t in triples if _name(t.predicate) == "evidence"}
    derived = {t.subject for t in triples if _name(t.predicate) == "derivation" and t.object.value == "derived"}
    sourced = {t.subject for t in triples if t.predicate.value == v.PROV + "wasDerivedFrom"}
    assert statements - derived <= evidence
    assert derived == sourced


def test_themes_in_use_have_their_name(triples: list[Triple]) -> None:
    used = {t.object for t in triples if _name(t.predicate) == "hasTheme"}
    named = {t.subject: t.object.value for t in triples if t.predicate.value == v.SKOS + "prefLabel"}
    assert used
    assert {named.get(theme) for theme in used} <= set(THEMES)
