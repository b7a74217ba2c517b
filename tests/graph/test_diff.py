from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from cppcc_kg.graph.diff import difference
from cppcc_kg.model import KnowledgeGraph, SourceDocument


def _entity(graph: KnowledgeGraph, name: str, **changes: Any) -> KnowledgeGraph:
    """The graph with one entity changed; where its identifier changes, its facts follow."""
    new = changes.get("id", name)
    facts = tuple(
        replace(f, subject=new if f.subject == name else f.subject, object=new if f.object == name else f.object)
        for f in graph.facts
    )
    entities = tuple(replace(e, **changes) if e.id == name else e for e in graph.entities)
    return replace(graph, entities=entities, facts=facts)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_content_is_no_difference(sample: SimpleNamespace, seed: int) -> None:
    found = difference(sample.GRAPH, sample.shuffled(sample.GRAPH, seed))
    assert not found
    assert found.rules == {}


def test_what_came_and_went_and_by_which_rule(sample: SimpleNamespace) -> None:
    graph = sample.GRAPH
    less = replace(
        graph,
        entities=tuple(e for e in graph.entities if e.id != "place-baitu"),
        facts=tuple(f for f in graph.facts if "place-baitu" not in (f.subject, f.object)),
        documents=(graph.documents[0], SourceDocument("new.txt")),
    )
    found = difference(graph, less)
    assert [e.label for e in found.entities.went] == ["白土镇"]
    assert [(f.predicate, f.object) for f in found.facts.went] == [
        ("locatedIn", "district-500101"),
        ("targets", "place-baitu"),
        ("heldAt", "place-baitu"),
    ]
    assert found.rules == {"heldAt.test": (0, 1), "locatedIn.test": (0, 1), "targets.test": (0, 1)}
    assert found.documents == (("new.txt",), ("other.txt",))
    back = difference(less, graph)
    assert back.entities.came == found.entities.went and back.facts.came == found.facts.went
    assert back.rules == {"heldAt.test": (1, 0), "locatedIn.test": (1, 0), "targets.test": (1, 0)}


def test_an_entity_that_changed_says_in_what(sample: SimpleNamespace) -> None:
    found = difference(sample.GRAPH, _entity(sample.GRAPH, "place-baitu", alternatives=("白土",), rules=("place.new",)))
    ((change),) = found.entities.changed
    assert change.fields == ("other names", "rules")
    assert not found.facts and not found.entities.came


def test_a_reclassified_entity_is_one_thing_and_keeps_its_facts(sample: SimpleNamespace) -> None:
    other = _entity(sample.GRAPH, "practice-forum", id="mechanism-forum", cls="Mechanism")
    found = difference(sample.GRAPH, other)
    (change,) = found.entities.changed
    assert (change.old.cls, change.new.cls, change.fields) == ("Practice", "Mechanism", ("class",))
    assert not found.facts and not found.entities.came and not found.entities.went


def test_a_namesake_of_another_committee_is_another_thing(sample: SimpleNamespace) -> None:
    other = _entity(sample.GRAPH, "practice-forum", id="practice-forum-2", scope="org-xiushan")
    found = difference(sample.GRAPH, other)
    assert [e.id for e in found.entities.came] == ["practice-forum-2"]
    assert [e.id for e in found.entities.went] == ["practice-forum"]


def test_a_recounted_figure_is_one_figure(sample: SimpleNamespace) -> None:
    graph = sample.GRAPH
    measures = tuple(
        replace(m, id="measure-54", value=Decimal(54)) if m.id == "measure-53" else m for m in graph.measures
    )
    facts = tuple(replace(f, object="measure-54") if f.object == "measure-53" else f for f in graph.facts)
    found = difference(graph, replace(graph, measures=measures, facts=facts))
    (change,) = found.measures.changed
    assert (change.old.value, change.new.value, change.fields) == (Decimal(53), Decimal(54), ("value",))
    assert not found.facts


def test_a_fact_read_by_another_rule_changed(sample: SimpleNamespace) -> None:
    graph = sample.GRAPH
    first = graph.facts[0]
    found = difference(graph, replace(graph, facts=(replace(first, rules=("other.rule",)), *graph.facts[1:])))
    (change,) = found.facts.changed
    assert change.fields == ("rules",) and found.rules == {}
