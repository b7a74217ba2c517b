"""What an entity is called in the end."""

from __future__ import annotations

from collections import Counter

from cppcc_kg.resolution.decisions import Judge
from cppcc_kg.resolution.gathering import MOST_ALTERNATIVES, Gathered
from cppcc_kg.resolution.identity import Key

KEY = Key("Practice", "甲", "一")


def test_the_usual_name_is_the_label_and_of_two_the_shorter() -> None:
    assert Gathered(Counter({"委员走访": 2, "走访": 1})).names(KEY, Judge()) == ("委员走访", ("走访",))
    assert Gathered(Counter({"委员走访": 1, "走访": 1})).names(KEY, Judge()) == ("走访", ("委员走访",))


def test_one_letter_is_no_other_name() -> None:
    assert Gathered(Counter({"委员走访": 1}), Counter({"访": 5, "走访": 1})).names(KEY, Judge())[1] == ("走访",)


def test_of_many_names_the_frequent_ones_stay() -> None:
    forms = Counter({f"走访之{n}": n for n in range(1, 10)})
    _, alternatives = Gathered(Counter({"走访": 1}), forms).names(KEY, Judge())
    assert alternatives == tuple(f"走访之{n}" for n in range(10 - MOST_ALTERNATIVES, 10))


def test_a_person_s_label_keeps_the_usual_one_as_a_form() -> None:
    judge = Judge()
    judge.labels[KEY] = "大走访"
    assert Gathered(Counter({"走访": 3})).names(KEY, judge) == ("大走访", ("走访",))
