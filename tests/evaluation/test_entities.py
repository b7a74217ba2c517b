"""Entities of one document, and the themes and frequencies on those found."""

from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.entities import score_entities
from cppcc_kg.evaluation.gold import Gold, GoldEntity
from cppcc_kg.evaluation.predictions import Passage, PredictedEntity
from cppcc_kg.evaluation.texts import Scope, Text
from cppcc_kg.model import Span

SCOPE = Scope(Text("t", "甲甲、乙乙、丙丙、丁丁"), Span(0, 11))


def entity(
    label: str, family: str = "Practice", *, themes: tuple[str, ...] = (), frequencies: tuple[str, ...] = ()
) -> PredictedEntity:
    begin = max(SCOPE.text.content.find(label), 0)
    passage = Passage("t", Span(begin, begin + 2), SCOPE.text.content[begin : begin + 2])
    return PredictedEntity(
        f"urn:{label}",
        frozenset({family}),
        frozenset({label}),
        frozenset(themes),
        frozenset(frequencies),
        (passage,),
    )


def score(gold: list[GoldEntity], *entities: PredictedEntity) -> tuple[dict[str, Counts], list[str], dict[str, str]]:
    counts, wrong, named = score_entities(Gold("d", tuple(gold), (), ()), SCOPE, {e.id: e for e in entities})
    return counts, [str(w) for w in wrong], named


def test_a_wrong_class_is_a_miss_and_an_extra_but_found_under_any_class() -> None:
    counts, wrong, named = score([GoldEntity("Mechanism", "甲甲", "甲甲")], entity("甲甲"))
    assert counts["entity"] == Counts(0, 1, 1)
    assert counts["entity_any_type"] == Counts(1, 0, 0)
    assert wrong == ["miss\td\tMechanism: 甲甲", "extra\td\tPractice: 甲甲"]
    assert named == {"urn:甲甲": "甲甲"}


def test_optional_labels_cost_nothing_and_earn_nothing() -> None:
    gold = [GoldEntity("Practice", "甲甲", "甲甲", optional=True)]
    assert score(gold, entity("甲甲"))[0]["entity"] == Counts()
    assert score(gold)[0]["entity"] == Counts()
    assert score(gold, entity("甲甲", "Person"))[0]["entity"] == Counts()


def test_a_passage_elsewhere_does_not_show() -> None:
    gold = [GoldEntity("Practice", "戊戊", "乙乙"), GoldEntity("Practice", "丙丙", "丙丙")]
    # 戊戊 is not in the text, and the passage that it gives is 甲甲.
    counts, _, _ = score(gold, entity("戊戊"), entity("丙丙"))
    assert counts["entity_shown"] == Counts(1, 1, 0)


def test_themes_are_asked_of_labels_that_have_some() -> None:
    gold = [
        GoldEntity("Practice", "甲甲", "甲甲", themes=frozenset("AB"), theme_also=frozenset("C")),
        GoldEntity("Practice", "乙乙", "乙乙"),
    ]
    counts, _, _ = score(gold, entity("甲甲", themes=("A", "C", "D")), entity("乙乙", themes=("E",)))
    assert counts["theme"] == Counts(1, 1, 1)


def test_a_frequency_must_be_the_only_one() -> None:
    gold = [
        GoldEntity("Practice", "甲甲", "甲甲", frequency="P1M"),
        GoldEntity("Practice", "乙乙", "乙乙", frequency="P1M"),
        GoldEntity("Practice", "丙丙", "丙丙"),
        GoldEntity("Practice", "丁丁", "丁丁", frequency="P1Y"),
    ]
    counts, _, _ = score(
        gold,
        entity("甲甲", frequencies=("P1M",)),
        entity("乙乙", frequencies=("P1M", "P3M")),
        entity("丙丙", frequencies=("P1Y",)),
    )
    assert counts["frequency"] == Counts(1, 1, 2)
