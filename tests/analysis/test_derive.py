"""Derived facts: marked, with what they come from, and no more than ten alike a node."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cppcc_kg.analysis.blocking import MOST_SIMILAR
from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.derive import derive
from cppcc_kg.analysis.tables import districts_with_work
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import Entity, Fact, KnowledgeGraph
from cppcc_kg.pipeline import extract
from cppcc_kg.resolution.unresolved import unresolved

ARTICLES = Path(__file__).parents[1] / "gold" / "articles"


@pytest.fixture(scope="module")
def graph(seed: Any) -> KnowledgeGraph:
    found: KnowledgeGraph = seed.graph
    return found


@pytest.fixture(scope="module")
def many(seed_path: Path) -> KnowledgeGraph:
    return extract([seed_path, ARTICLES]).graph


def _pairs(graph: KnowledgeGraph) -> dict[tuple[str, str], Fact]:
    return {(f.subject, f.object): f for f in graph.facts if f.predicate == "similarTo"}


def _alike(graph: KnowledgeGraph) -> set[frozenset[tuple[str, str]]]:
    context = Context(graph)
    return {
        frozenset((context.entities[end].label, context.districts[end].label) for end in pair) for pair in _pairs(graph)
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("委员工作站", "九龙坡区"), ("委员工作室", "秀山土家族苗族自治县")),
        (("书香政协·悦读悦享读书活动品牌", "铜梁区"), ("书香政协建设", "秀山土家族苗族自治县")),
        (("五型机关", "万州区"), ("四型机关", "秀山土家族苗族自治县")),
        (("渝事好商量协商平台", "九龙坡区"), ("家门口商量平台", "铜梁区")),
        # The second is read as one of a series, whose name the series carries as another form.
        (("筑梦新时代·展现新风采知识竞赛", "铜梁区"), ("庆祝建党100周年系列活动", "秀山土家族苗族自治县")),
    ],
)
def test_who_else_does_this_in_the_seed(graph: KnowledgeGraph, one: Any, other: Any) -> None:
    assert frozenset((one, other)) in _alike(graph)


def test_each_derived_fact_is_marked_and_says_where_it_comes_from(many: KnowledgeGraph) -> None:
    known = {fact_id(f.subject, f.predicate, f.object) for f in many.facts} | {e.id for e in many.entities}
    derived = [f for f in many.facts if f.derivation == "derived"]
    assert {f.predicate for f in derived} == {"district", "hasPart", "partOf", "similarTo"}
    for fact in derived:
        assert fact.rules and all(rule.startswith("derive.") for rule in fact.rules)
        assert fact.sources and set(fact.sources) <= known


def test_alike_are_of_two_districts_both_ways_and_at_most_ten(many: KnowledgeGraph) -> None:
    context, pairs = Context(many), _pairs(many)
    for (one, other), fact in pairs.items():
        assert context.districts[one] != context.districts[other]
        back = pairs[other, one]
        assert (back.score, back.parts) == (fact.score, fact.parts)
    assert max(Counter(one for one, _ in pairs).values()) <= MOST_SIMILAR


def test_another_document_changes_no_score(graph: KnowledgeGraph, many: KnowledgeGraph) -> None:
    before, after = _pairs(graph), _pairs(many)
    both = before.keys() & after.keys()
    assert len(both) > 20
    assert {pair for pair in both if before[pair].score != after[pair].score} == set()


def test_deriving_again_changes_nothing(graph: KnowledgeGraph) -> None:
    assert derive(graph, fact_id) == graph
    shuffled = replace(graph, facts=graph.facts[::-1], entities=graph.entities[::-1])
    assert write_turtle(derive(shuffled, fact_id)) == write_turtle(graph)


def test_a_written_score_is_read_back(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(write_turtle(graph))
    assert _pairs(load_graph(path)) == _pairs(graph)


def test_every_piece_of_work_has_one_district(graph: KnowledgeGraph) -> None:
    count = Counter(f.subject for f in graph.facts if f.predicate == "district")
    assert set(count.values()) == {1}
    run = {f.object for f in graph.facts if f.predicate == "establishes"}
    assert {e.id for e in graph.entities if e.cls == "Platform" and e.id in run} <= count.keys()


def test_parts_of_parts_and_their_inverse() -> None:
    nodes = tuple(Entity(name, "Initiative", name) for name in ("a", "b", "c"))
    read = [Fact("a", "partOf", "b", ("r",)), Fact("b", "partOf", "c", ("r",))]
    found = derive(KnowledgeGraph(entities=nodes, facts=tuple(read)), fact_id)
    derived = {(f.subject, f.predicate, f.object): f.sources for f in found.facts if f.derivation == "derived"}
    one, two = fact_id("a", "partOf", "b"), fact_id("b", "partOf", "c")
    assert derived == {
        ("b", "hasPart", "a"): (one,),
        ("c", "hasPart", "b"): (two,),
        ("a", "partOf", "c"): tuple(sorted((one, two))),
    }


def test_unresolved_namesakes_are_said(tmp_path: Path) -> None:
    for name, committee in (("a", "朝阳区"), ("b", "高新区"), ("c", "长春市朝阳区")):
        (tmp_path / f"{name}.txt").write_text(f"□ {committee}政协\n\n建立联系制度。\n", encoding="utf-8")
    first, second = unresolved(extract([tmp_path]).graph)
    assert first.startswith("a.txt: 朝阳区 may be 北京市朝阳区 (110105)、吉林省长春市朝阳区 (220104)")
    assert second.startswith("b.txt: 高新区 is in no table")


def test_two_texts_that_say_chaoyang_alone_share_no_district(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"□ 朝阳区政协\n\n建立{name}联系制度。\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("□ 长春市朝阳区政协\n\n建立走访制度。\n", encoding="utf-8")
    graph = extract([tmp_path]).graph
    context = Context(graph)
    assert sorted(map(context.place, (e.id for e in context.work()))) == [
        "吉林省长春市朝阳区", "朝阳区（a.txt）", "朝阳区（b.txt）",
    ]  # fmt: skip
    committees = [e for e in graph.entities if e.label == "朝阳区政协"]
    assert len(committees) == 3
    assert {len({evidence.document for evidence in e.evidence}) for e in committees} == {1}
    said = unresolved(graph)
    assert [line.partition(":")[0] for line in said] == ["a.txt", "b.txt"]
    assert all("until then it is this text's alone" in line for line in said)


def test_the_publisher_in_the_sidecar_settles_a_namesake(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("□ 朝阳区政协\n\n建立联系制度。\n", encoding="utf-8")
    (tmp_path / "a.meta.yaml").write_text("publisher: 长春市朝阳区政协\n", encoding="utf-8")
    graph = extract([tmp_path]).graph
    assert [(e.label, e.code) for e in graph.entities if e.cls == "District"] == [("朝阳区", "220104")]
    assert unresolved(graph) == []


@pytest.mark.parametrize(
    ("label", "code", "level", "counts"),
    [
        ("全市区县", None, "county", False),
        ("各区县", None, "county", False),
        ("重庆市", "500000", "province", False),
        ("临沧市", "530900", "prefecture", False),
        ("东莞市", "441900", "prefecture", True),
        ("万州区", "500101", "county", True),
        ("天府新区", None, "county", True),
    ],
)
def test_only_divisions_of_county_level_are_districts(label: str, code: str | None, level: str, counts: bool) -> None:
    nodes = (
        Entity("d", "District", label, level=level, code=code),
        Entity("o", "Organization", f"{label}政协"),
        Entity("w", "Mechanism", "联系制度", scope="o"),
    )
    context = Context(KnowledgeGraph(entities=nodes, facts=(Fact("o", "serves", "d", ("r",)),)))
    assert [each.label for each in districts_with_work(context)] == ([label] if counts else [])
    assert [each.id for each in context.work()] == (["w"] if counts else [])
