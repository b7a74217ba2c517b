"""Measures of one document: figures first, then what is said of those found."""

from decimal import Decimal

import pytest

from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.gold import Gold, GoldMeasure
from cppcc_kg.evaluation.measures import score_measures
from cppcc_kg.evaluation.predictions import Passage, PredictedMeasure
from cppcc_kg.evaluation.texts import Scope, Text
from cppcc_kg.model import Span

SCOPE = Scope(Text("t", "调研53次，建议400余条"), Span(0, 13))
HERE = (Passage("t", Span(0, 13), SCOPE.text.content),)
SURVEYS = GoldMeasure(("专题调研",), "次", "调研53次", value=Decimal(53))


def measure(
    value: int | None = 53, unit: str = "次", *, counted: str = "专题调研",
    low: int | None = None, high: int | None = None,
    period: str = "", owners: tuple[str, ...] = (), evidence: tuple[Passage, ...] = HERE,
) -> PredictedMeasure:  # fmt: skip
    value_, low_, high_ = (None if n is None else Decimal(n) for n in (value, low, high))
    return PredictedMeasure(counted, unit, value_, low_, high_, period, frozenset(owners), evidence)


def score(gold: list[GoldMeasure], *measures: PredictedMeasure) -> tuple[dict[str, Counts], list[str]]:
    counts, wrong = score_measures(Gold("d", (), (), tuple(gold)), SCOPE, measures)
    return counts, [str(w) for w in wrong]


def test_value_unit_and_place_must_agree() -> None:
    assert score([SURVEYS], measure())[0]["measure"] == Counts(1, 0, 0)
    assert score([SURVEYS], measure(54))[0]["measure"] == Counts(0, 1, 1)
    assert score([SURVEYS], measure(unit="场"))[0]["measure"] == Counts(0, 1, 1)
    there = (Passage("t", Span(7, 13), "建议400余条"),)
    assert score([SURVEYS], measure(evidence=there))[0]["measure"] == Counts(0, 1, 1)
    assert score([SURVEYS], measure(evidence=()))[0]["measure"] == Counts(0, 0, 1)


@pytest.mark.parametrize(("one", "other"), [("名", "人"), ("人", "位"), ("场次", "场"), ("条次", "余条"), ("％", "%")])
def test_units_that_are_one(one: str, other: str) -> None:
    gold = GoldMeasure(("专题调研",), one, "调研53次", value=Decimal(53))
    assert score([gold], measure(unit=other))[0]["measure"] == Counts(1, 0, 0)


def test_a_bound_is_asked_only_where_the_label_has_it() -> None:
    bounded = GoldMeasure(("建议",), "条", "建议400余条", value=Decimal(400), low=Decimal(400))
    assert score([bounded], measure(400, "条", low=400, high=500))[0]["measure"] == Counts(1, 0, 0)
    assert score([bounded], measure(400, "条"))[0]["measure"] == Counts(0, 1, 1)
    assert score([SURVEYS], measure(low=50))[0]["measure"] == Counts(1, 0, 0)


def test_bounds_without_a_value_are_told_as_a_range() -> None:
    gold = GoldMeasure(("下乡",), "次", "调研53次", low=Decimal(1), high=Decimal(2))
    counts, wrong = score([gold], measure(None, low=1, high=30))
    assert counts["measure"] == Counts(0, 1, 1)
    assert wrong == ["miss\td\tmeasure 下乡 1–2 次", "extra\td\tmeasure 专题调研 1–30 次"]


def test_one_measure_answers_one_label() -> None:
    assert score([SURVEYS, SURVEYS], measure())[0]["measure"] == Counts(1, 0, 1)
    assert score([SURVEYS], measure(), measure())[0]["measure"] == Counts(1, 1, 0)


def test_an_optional_label_is_not_missed_but_may_be_met() -> None:
    optional = GoldMeasure(("专题调研",), "次", "调研53次", value=Decimal(53), optional=True)
    assert score([optional])[0]["measure"] == Counts()
    counts, _ = score([optional], measure())
    assert counts["measure"] == Counts()
    assert counts["measure_of"] == Counts(1, 0, 0)


def test_what_is_said_of_those_found() -> None:
    gold = GoldMeasure(
        ("专题调研", "视察"), "次", "调研53次", value=Decimal(53), period="近三年", owner="万州区政协"
    )  # fmt: skip
    right, _ = score([gold], measure(counted="视察活动", period="近三年", owners=("区政协", "万州区政协机关")))
    assert [right[k] for k in ("measure_of", "measure_owner", "measure_period")] == [Counts(1, 0, 0)] * 3
    wrong, _ = score([gold], measure(counted="植树"))
    assert [wrong[k] for k in ("measure_of", "measure_owner", "measure_period")] == [Counts(0, 1, 0)] * 3
    unsaid, _ = score([SURVEYS], measure(period="近三年", owners=("万州区政协",)))
    assert [unsaid[k] for k in ("measure_owner", "measure_period")] == [Counts(), Counts()]
