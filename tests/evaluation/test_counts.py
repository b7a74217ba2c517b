"""Means of counts, and what they are when there is nothing to divide by."""

import pytest

from cppcc_kg.evaluation.counts import Counts, Discrepancy


def test_the_three_means() -> None:
    counts = Counts(tp=6, fp=2, fn=6)
    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)


@pytest.mark.parametrize("counts", [Counts(), Counts(fp=3), Counts(fn=3)])
def test_nothing_right_is_zero(counts: Counts) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (0.0, 0.0, 0.0)


def test_counts_add_up() -> None:
    assert Counts(1, 2, 3).plus(Counts(10, 20, 30)) == Counts(11, 22, 33)


def test_a_discrepancy_is_one_line() -> None:
    assert str(Discrepancy("miss", "doc", "Goal: a")) == "miss\tdoc\tGoal: a"
