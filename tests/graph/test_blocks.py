"""Statements between two entities, and the same the other way round."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from cppcc_kg.graph.blocks import blocks, ends, turned
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.model import KnowledgeGraph


def test_a_statement_is_turned(sample: SimpleNamespace) -> None:
    facts = [fact for fact in sample.GRAPH.facts if fact.predicate not in ("hasTheme", "frequency")]
    assert any(fact.predicate == "similarTo" and fact.parts for fact in facts)
    for fact in facts:
        other = replace(fact, subject=fact.object, object=fact.subject)
        (one,) = blocks(KnowledgeGraph(facts=(fact,)), "fact")
        assert ends(one) == (fact.subject, fact.predicate, fact.object)
        assert one.name == fact_id(fact.subject, fact.predicate, fact.object)
        assert [turned(one)] == list(blocks(KnowledgeGraph(facts=(other,)), "fact"))


def test_a_statement_of_something_else_has_no_two_ends(sample: SimpleNamespace) -> None:
    facts = [fact for fact in sample.GRAPH.facts if fact.predicate in ("hasTheme", "frequency")]
    assert {ends(block) for block in blocks(KnowledgeGraph(facts=tuple(facts)), "fact")} == {None}
