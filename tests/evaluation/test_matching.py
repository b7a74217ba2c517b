"""Which names are one, and who gets which label."""

import pytest

from cppcc_kg.evaluation.gold import GoldEntity
from cppcc_kg.evaluation.matching import (
    align,
    closest,
    is_optional,
    is_right_class,
    normalised,
    shows,
    similarity,
)
from cppcc_kg.evaluation.predictions import Passage, PredictedEntity
from cppcc_kg.model import Span


def entity(id_: str, label: str, *families: str, at: Span | None = None) -> PredictedEntity:
    evidence = (Passage("t", at, label),) if at is not None else ()
    return PredictedEntity(id_, frozenset(families or {"Goal"}), frozenset({label}), evidence=evidence)


def gold(label: str, cls: str = "Goal", *, aliases: tuple[str, ...] = (), optional: bool = False) -> GoldEntity:
    return GoldEntity(cls, label, label, aliases=aliases, optional=optional)


def test_width_case_and_punctuation_fold() -> None:
    assert normalised(" “Ａb”·（1－2）、") == "ab12"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("“五型机关”", "五型 机关", 1.0),
        ("习近平", "习近平总书记", 0.45 + 0.5 * 3 / 6),
        # Five bigrams and five, three of them shared: 知识 识竞 竞赛, and not 赛活 活动.
        ("知识竞赛活动", "知识竞赛大会", 2 * 3 / 10),
        ("知识竞赛", "演讲竞赛", 2 * 1 / 6),
        # One character alone is in too many names.
        ("区", "万州区", 0.0),
        ("“”", "“”", 0.0),
    ],
)
def test_similarity(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == pytest.approx(expected)
    assert similarity(other, one) == pytest.approx(expected)


def test_the_closest_of_several_names_counts() -> None:
    assert closest(["区委", "万州区委"], ["万州区委", "全市"]) == 1.0
    assert closest([], ["万州区委"]) == 0.0


def test_one_class_is_demanded() -> None:
    label = GoldEntity("Practice", "甲乙", "甲乙", also=("Platform",))
    assert is_right_class(entity("a", "甲乙", "Practice"), label)
    assert is_right_class(entity("a", "甲乙", "Mechanism"), label)
    assert not is_right_class(entity("a", "甲乙", "Goal"), label)
    assert not is_right_class(entity("a", "甲乙", "Practice", "Mechanism"), label)


def test_an_optional_name_needs_to_be_closer_than_a_match() -> None:
    labels = [gold("提案办法", optional=True), gold("督办制度")]
    assert is_optional(entity("a", "提案办法的", "Person"), labels)
    assert not is_optional(entity("a", "提案"), labels)
    assert not is_optional(entity("a", "督办制度"), labels)


def test_a_passage_shows_by_place_or_by_name() -> None:
    passage = Passage("t", Span(0, 4), "甲“乙丙”")
    assert shows([passage], [Span(3, 9)], [])
    assert shows([passage], [Span(4, 9)], ["乙丙"])
    assert not shows([passage], [Span(4, 9)], ["丁"])
    assert not shows([], [Span(0, 4)], ["乙丙"])


def test_the_better_name_takes_the_label() -> None:
    entities = {e.id: e for e in (entity("a", "专题调研活动"), entity("b", "专题调研"))}
    assert align(entities, [gold("专题调研")], [[]], same_class=True) == {"b": 0}


def test_each_label_is_taken_once() -> None:
    entities = {e.id: e for e in (entity("a", "专题调研"), entity("b", "专题调研"))}
    labels = [gold("专题调研"), gold("专题调研活动")]
    assert align(entities, labels, [[], []], same_class=True) == {"a": 0, "b": 1}


def test_of_equal_names_class_decides_and_then_evidence() -> None:
    places = [[Span(10, 14)]]
    wrong_near = entity("a", "专题调研", "Person", at=Span(10, 14))
    right_far = entity("b", "专题调研", "Goal", at=Span(90, 94))
    right_near = entity("c", "专题调研", "Goal", at=Span(12, 16))

    def winner(*entities: PredictedEntity, same_class: bool) -> dict[str, int]:
        return align({e.id: e for e in entities}, [gold("专题调研")], places, same_class=same_class)

    assert winner(wrong_near, right_far, same_class=False) == {"b": 0}
    assert winner(right_far, right_near, same_class=False) == {"c": 0}
    assert winner(wrong_near, same_class=False) == {"a": 0}
    assert winner(wrong_near, same_class=True) == {}


def test_an_alias_is_as_good_as_the_label() -> None:
    assert align({"a": entity("a", "市政协")}, [gold("重庆市委员会", aliases=("市政协",))], [[]], same_class=True)
