"""Relations of one document: what follows from what, and what is neither right nor wrong."""

from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.gold import Gold, GoldEntity, GoldRelation
from cppcc_kg.evaluation.predictions import Passage, PredictedEntity, Triple
from cppcc_kg.evaluation.relations import inherited, score_relations
from cppcc_kg.evaluation.texts import Scope, Text
from cppcc_kg.model import Span

SCOPE = Scope(Text("t", "甲乙丙丁"), Span(0, 4))
HERE = (Passage("t", Span(0, 4), "甲乙丙丁"),)
NAMED = {f"urn:{label}": label for label in "甲乙丙丁"}


def fact(subject: str, predicate: str, object_: str) -> Triple:
    return Triple(f"urn:{subject}", predicate, f"urn:{object_}")


def label(subject: str, predicate: str, object_: str, *, optional: bool = False) -> GoldRelation:
    return GoldRelation(Triple(subject, predicate, object_), "甲", optional)


def score(
    gold: list[GoldRelation], facts: list[Triple], *, optional: str = "", evidence: tuple[Passage, ...] = HERE
) -> tuple[dict[str, Counts], list[str]]:
    labels = tuple(GoldEntity("Goal", x, x, optional=x in optional) for x in "甲乙丙丁")
    entities = {id_: PredictedEntity(id_, frozenset({"Goal"}), frozenset({x})) for id_, x in NAMED.items()}
    counts, wrong = score_relations(
        Gold("d", labels, tuple(gold), ()), SCOPE, entities, dict.fromkeys(facts, evidence), NAMED
    )
    return counts, [str(w) for w in wrong]


def test_what_climbs_and_what_does_not() -> None:
    facts = {
        Triple("part", "partOf", "middle"),
        Triple("middle", "partOf", "whole"),
        Triple("part", "realizedBy", "practice"),
        Triple("practice", "resultsIn", "outcome"),
        Triple("part", "targets", "place"),
    }
    assert inherited(facts) - facts == {
        Triple("middle", "realizedBy", "practice"),
        Triple("whole", "realizedBy", "practice"),
        Triple("part", "resultsIn", "outcome"),
        Triple("middle", "resultsIn", "outcome"),
        Triple("whole", "resultsIn", "outcome"),
    }


def test_a_circle_of_parts_ends() -> None:
    facts = {Triple("a", "partOf", "b"), Triple("b", "partOf", "a"), Triple("a", "aimsAt", "g")}
    assert inherited(facts) == facts | {Triple("b", "aimsAt", "g")}


def test_right_extra_and_missed() -> None:
    counts, wrong = score(
        [label("甲", "carriesOut", "乙"), label("甲", "produces", "丙")],
        [fact("甲", "carriesOut", "乙"), fact("甲", "carriesOut", "丁"), fact("甲", "carriesOut", "戊")],
    )
    assert counts["relation"] == Counts(1, 2, 1)
    assert counts["relation:carriesOut"] == Counts(1, 2, 0)
    assert counts["relation:produces"] == Counts(0, 0, 1)
    assert counts["fact_shown"] == Counts(1, 0, 0)
    assert wrong == [
        "miss\td\t甲 —produces→ 丙",
        "extra\td\t甲 —carriesOut→ 丁",
        "extra\td\t甲 —carriesOut→ urn:戊",
    ]


def test_optional_facts_and_facts_of_optional_entities_cost_nothing() -> None:
    gold = [label("甲", "carriesOut", "乙", optional=True), label("甲", "produces", "丁")]
    assert score(gold, [], optional="丁")[0]["relation"] == Counts()
    given = [fact("甲", "carriesOut", "乙"), fact("甲", "produces", "丁"), fact("甲", "aimsAt", "丁")]
    assert score(gold, given, optional="丁")[0]["relation"] == Counts()


def test_geography_between_labelled_places_is_never_extra() -> None:
    assert score([], [fact("甲", "serves", "乙"), fact("乙", "locatedIn", "丙")])[0]["relation"] == Counts()
    assert score([], [fact("甲", "serves", "戊")])[0]["relation"] == Counts(0, 1, 0)


def test_a_fact_read_at_the_part_counts_for_the_whole() -> None:
    gold = [
        label("乙", "partOf", "甲"),
        label("甲", "aimsAt", "丙"),
        label("乙", "aimsAt", "丙", optional=True),
    ]
    counts, _ = score(gold, [fact("乙", "partOf", "甲"), fact("乙", "aimsAt", "丙")])
    assert counts["relation"] == Counts(2, 0, 0)


def test_a_fact_implied_by_the_gold_is_not_extra() -> None:
    gold = [label("乙", "partOf", "甲"), label("乙", "aimsAt", "丙")]
    counts, _ = score(gold, [fact("乙", "partOf", "甲"), fact("甲", "aimsAt", "丙")])
    assert counts["relation"] == Counts(1, 0, 1)


def test_unscored_relations_and_facts_outside_the_scope_are_passed_over() -> None:
    assert score([], [fact("甲", "plans", "乙")])[0]["relation"] == Counts()
    elsewhere = (Passage("other", Span(0, 4), "甲乙"),)
    assert score([], [fact("甲", "aimsAt", "乙")], evidence=elsewhere)[0]["relation"] == Counts()


def test_a_passage_without_either_name_does_not_show_the_fact() -> None:
    far = (Passage("t", Span(2, 3), "丙"),)
    counts, _ = score([label("甲", "aimsAt", "乙")], [fact("甲", "aimsAt", "乙")], evidence=far)
    assert counts["relation"] == Counts(1, 0, 0)
    assert counts["fact_shown"] == Counts(0, 1, 0)
