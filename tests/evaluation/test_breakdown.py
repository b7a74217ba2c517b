"""What the score is made of adds up to the score."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.evaluation.breakdown import SEVERAL, Breakdown, RuleScore, break_down, by_rule, rules_of
from cppcc_kg.evaluation.counts import Counts, total
from cppcc_kg.evaluation.gold import read_folder, read_index
from cppcc_kg.evaluation.graph import read_graph
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS, Triple
from cppcc_kg.evaluation.scoring import DocumentScore, score_document
from cppcc_kg.evaluation.texts import place, read_texts
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.pipeline import extract

GRAPHS = Path(__file__).parent / "graphs"
ID = "https://w3id.org/cppcc-kg/id/wrong-"


def broken_down(name: str) -> tuple[Breakdown, DocumentScore]:
    (gold,) = read_folder(GRAPHS, only=[name])
    scope = place(name, read_texts([GRAPHS]), read_index(GRAPHS / "index.tsv"))
    predictions = read_graph(GRAPHS / f"{name}.ttl")
    return break_down(gold, scope, predictions), score_document(gold, scope, predictions)


@pytest.mark.parametrize("name", ["perfect", "wrong", "inherited"])
def test_classes_add_up_to_the_entities(name: str) -> None:
    breakdown, score = broken_down(name)
    assert total(breakdown.classes.values()) == score.counts["entity"]


@pytest.mark.parametrize("name", ["perfect", "wrong", "inherited"])
def test_verdicts_add_up_to_the_precision(name: str) -> None:
    breakdown, score = broken_down(name)

    def extra(*predicates: str) -> int:
        claims = (claim for claim, verdict in breakdown.judged if verdict == "extra")
        return sum(isinstance(claim, Triple) and claim.predicate in predicates for claim in claims)

    assert extra(*SCORED_RELATIONS) == score.counts["relation"].fp
    assert extra("hasTheme") == score.counts["theme"].fp


def test_an_extra_counts_for_its_own_class_and_a_miss_for_that_of_the_label() -> None:
    classes = broken_down("wrong")[0].classes
    given = {family: counts for family, counts in classes.items() if any(counts)}
    assert given == {
        "Organization": Counts(1),
        "Person": Counts(0, 1, 0),
        # 督办制度 was read as a Practice; 读书活动 as an Initiative, which the label allows.
        "Practice": Counts(1, 1, 1),
        "Mechanism": Counts(0, 0, 1),
        SEVERAL: Counts(0, 1, 0),
    }


def test_each_rule_answers_for_what_it_read() -> None:
    breakdown, _ = broken_down("wrong")
    read = {
        f"{ID}committee": ["names"],
        f"{ID}person": ["names", "people"],
        f"{ID}text": ["titles"],
        Triple(f"{ID}committee", "establishes", f"{ID}rule"): ["set-up"],
        Triple(f"{ID}committee", "establishes", f"{ID}reading"): ["set-up"],
        Triple(f"{ID}committee", "carriesOut", f"{ID}person"): ["people"],
        Triple(f"{ID}rule", "hasTheme", "基层治理与民生"): ["themes"],
        Triple(f"{ID}reading", "hasTheme", "理论学习"): ["themes"],
        Triple(f"{ID}reading", "hasTheme", "文化建设"): ["themes"],
    }
    none = Counts()
    assert by_rule([breakdown], read) == {
        "names": RuleScore(Counts(1, 1), none, 0, 0),
        "people": RuleScore(Counts(0, 1), Counts(0, 1), 0, 0),
        "set-up": RuleScore(none, Counts(1), 0, 1),
        "themes": RuleScore(none, Counts(1, 1), 0, 1),
        "titles": RuleScore(none, none, 1, 0),
    }
    assert by_rule([breakdown, breakdown], read)["names"].all == Counts(2, 2)


def test_every_claim_of_a_built_graph_has_its_rules(tmp_path: Path) -> None:
    text, file = tmp_path / "a.txt", tmp_path / "graph.ttl"
    text.write_text(
        "办实事 解民忧\n\n□ 涪陵区政协\n\n建立联系制度，每月开展专题调研，全年开展专题调研53次，形成调研报告1-2篇。\n",
        encoding="utf-8",
    )
    graph = extract([text]).graph
    file.write_bytes(write_turtle(graph))
    predictions = read_graph(file)
    (gold,) = read_folder(GRAPHS, only=["perfect"])
    judged = break_down(gold, place("a", read_texts([tmp_path]), {}), predictions).judged
    read = rules_of(graph)
    assert {claim for claim, _ in judged} <= read.keys()
    figures = [claim for claim, _ in judged if not isinstance(claim, str | Triple)]
    assert len(figures) == len(graph.measures) > 0
