"""The score of a pair: symmetric, in [0, 1], of the pair alone, and right on labelled pairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.analysis.names import core, grams, kind_word, weights
from cppcc_kg.analysis.similarity import Profile, similarity
from cppcc_kg.errors import GoldError
from cppcc_kg.evaluation.pairs import load_pairs, score_pairs
from cppcc_kg.evaluation.similar import similarity_of
from cppcc_kg.model import THEMES

PAIRS = Path(__file__).parents[1] / "gold" / "similar" / "pairs.jsonl"

labels = st.text(alphabet="委员工作站室学习型机关四五协商量议事厅好“”·制度书香政渝1", min_size=1, max_size=14)
profiles = st.builds(
    Profile,
    cls=st.sampled_from(["Practice", "Platform"]),
    label=labels,
    places=st.just(("渝中区", "渝中")),
    themes=st.frozensets(st.sampled_from(THEMES), max_size=2),
)


@given(profiles, profiles)
def test_a_score_is_symmetric_and_between_nought_and_one(one: Profile, other: Profile) -> None:
    found = similarity(one, other)
    assert found == similarity(other, one)
    assert 0 <= found.score <= 1
    assert [part.name for part in found.parts] == ["wording", "headNoun", "theme", "neighbour"]
    assert all(0 <= part.score <= 1 for part in found.parts)


@given(profiles)
def test_a_thing_with_a_theme_and_a_kind_is_like_itself(one: Profile) -> None:
    if one.themes and one.grams and one.kinds:
        assert similarity(one, one).score == 1


def test_the_labelled_set_is_large_hard_and_argued() -> None:
    pairs = load_pairs(PAIRS)
    assert len(pairs) >= 80
    for half in ("tune", "test"):
        answers = [pair.similar for pair in pairs if pair.half == half]
        assert min(answers.count(True), answers.count(False)) >= 30
    assert all(pair.a.district != pair.b.district and len(pair.comment) > 8 for pair in pairs)


def test_the_half_that_was_not_tuned_on_is_told_apart() -> None:
    pairs = [pair for pair in load_pairs(PAIRS) if pair.half == "test"]
    found = score_pairs(pairs, lambda pair: similarity_of(pair).is_similar)
    assert found.precision >= 0.85, [f"{p.a.label} ~ {p.b.label}" for p in found.false]
    assert found.recall >= 0.85, [f"{p.a.label} ~ {p.b.label}" for p in found.missed]


def test_what_two_share_is_told() -> None:
    one = Profile("Platform", "委员工作站", (), frozenset({"委员履职"}), {"渝事好商量": frozenset({"campaign-1"})})
    other = Profile("Platform", "委员工作室", (), frozenset({"委员履职"}), {"渝事好商量": frozenset({"campaign-1"})})
    wording, head, theme, neighbour = similarity(one, other).parts
    assert wording.shared == ("委员工作",)
    assert head.shared == ("工作室", "工作站")
    assert theme.shared == ("委员履职",)
    assert neighbour.shared == ("campaign-1",)


def test_two_contests_are_alike_whatever_their_mottoes() -> None:
    one = Profile("Practice", "“筑梦新时代·展现新风采”知识竞赛", (), frozenset({"理论学习"}))
    other = Profile("Practice", "“百年路·同心圆”党史知识竞赛", (), frozenset({"理论学习"}))
    assert similarity(one, other).is_similar


@pytest.mark.parametrize(
    ("one", "other"),
    [("五型机关", "内容五类变六类"), ("双周学习会", "主席接待委员日"), ("书香政协", "清廉政协建设")],
)
def test_a_shared_number_or_word_is_not_enough(one: str, other: str) -> None:
    assert not similarity(Profile("Initiative", one), Profile("Initiative", other)).is_similar


def test_the_name_of_the_district_says_nothing() -> None:
    assert core("秀山政协智库", ("秀山",)) == core("渝中政协智库", ("渝中",))


def test_a_kind_word_counts_only_near_the_end() -> None:
    assert kind_word("双周学习会") == "学习会"
    assert kind_word("学习贯彻重要讲话精神的表率") is None


def test_the_weights_are_frozen_numbers_of_grams() -> None:
    assert len(weights()) > 500
    assert all(0 <= weight <= 1 and grams(gram) for gram, weight in weights().items())
    assert weights()["委员"] < weights()["商量"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON"),
        ("[]", "not a labelled pair"),
        (
            '{"similar": 1, "half": "tune", "comment": "x", '
            '"a": {"district": "甲", "class": "Practice", "label": "甲", "theme": []}, '
            '"b": {"district": "乙", "class": "Practice", "label": "乙", "theme": []}}',
            "needs an answer",
        ),
    ],
)
def test_a_wrong_line_of_pairs_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=f"pairs.jsonl:1.*{said}"):
        load_pairs(path)
