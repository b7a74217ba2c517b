"""The score of a pair: symmetric, in [0, 1], of the pair alone, and right on labelled pairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.analysis.names import core, grams, kind_word, weights
from cppcc_kg.analysis.similarity import Profile, similarity
from cppcc_kg.errors import GoldError
from cppcc_kg.evaluation.pairs import by_band, estimated_precision, load_pairs, score_pairs
from cppcc_kg.evaluation.similar import similarity_of
from cppcc_kg.model import THEMES

GOLD = Path(__file__).parents[1] / "gold" / "similar"
PAIRS, DRAWN = GOLD / "pairs.jsonl", GOLD / "drawn.jsonl"
FRESH = [GOLD / "drawn3.jsonl", GOLD / "drawn4.jsonl"]

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


def test_the_drawn_sets_are_of_all_bands_and_argued() -> None:
    for path, least in ((DRAWN, 60), *((path, 40) for path in FRESH)):
        pairs = load_pairs(path)
        assert len(pairs) >= least
        assert all(pair.drawn is not None and len(pair.comment) > 8 for pair in pairs)
        assert len({pair.drawn.band for pair in pairs if pair.drawn is not None}) == 10


@pytest.mark.parametrize("path", [PAIRS, DRAWN, *FRESH], ids=lambda path: path.stem)
def test_the_half_that_was_not_tuned_on_is_told_apart(path: Path) -> None:
    pairs = [pair for pair in load_pairs(path) if pair.half == "test"]
    found = score_pairs(pairs, lambda pair: similarity_of(pair).is_similar)
    assert found.precision >= 0.85, [f"{p.a.label} ~ {p.b.label}" for p in found.false]
    assert found.recall >= 0.85, [f"{p.a.label} ~ {p.b.label}" for p in found.missed]


def test_what_a_real_graph_says_is_right_in_every_band() -> None:
    pairs = load_pairs(DRAWN)
    assert estimated_precision(pairs, lambda pair: similarity_of(pair).is_similar) >= 0.85
    taken = [pair for pair in pairs if similarity_of(pair).is_similar]
    for band in by_band(taken, lambda pair: f"{float(similarity_of(pair).score):.1f}"):
        assert band.precision >= 0.8, band


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


def test_ways_of_doing_are_not_what_is_done() -> None:
    assert kind_word("监督调研视察等形式跟踪办理") is None
    assert kind_word("走访公开征集部门推荐等方式收集议题线索") == "议题线索"


def test_a_kind_that_says_enough_needs_no_theme() -> None:
    one = Profile("Platform", "基层联系点", (), frozenset({"基层治理与民生"}))
    assert similarity(one, Profile("Platform", "委员工作室", (), frozenset({"委员履职"}))).is_similar
    assert not similarity(one, Profile("Platform", "院士专家工作站", (), frozenset({"经济发展"}))).is_similar


def test_the_weights_are_frozen_numbers_of_grams() -> None:
    assert len(weights()) > 500
    assert all(0 <= weight <= 1 and grams(gram) for gram, weight in weights().items())
    assert weights()["委员"] < weights()["商量"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A field of work that every committee has, with nothing else in common.
        (("Practice", "联动调研"), ("Practice", "实地调研")),
        (("Initiative", "规范议事流程"), ("Practice", "选聘网格议事员")),
        # What is planned or hired for is another thing; so is a rule about a place, or a principle.
        (("Practice", "专题视察"), ("Practice", "谋划好重点协商、视察")),
        (("Mechanism", "联系委员工作站制度"), ("Platform", "委员工作站")),
        (("Platform", "渝事好商量平台"), ("Principle", "先调研后协商、先商量后决策原则")),
        # A report is not the research, a box is not what was put in, a word is no name.
        (("Initiative", "大调研"), ("Practice", "调研报告")),
        (("Platform", "社情民意收集箱"), ("Practice", "社情民意信息")),
        (("Practice", "提案"), ("Practice", "重点提案")),
    ],
)
def test_a_field_of_work_alone_is_not_enough(one: tuple[str, str], other: tuple[str, str]) -> None:
    theme = frozenset({"协商民主"})
    pair = similarity(*(Profile(cls, label, (), theme) for cls, label in (one, other)))
    assert not pair.is_similar, pair


def test_two_themes_in_common_say_no_more_than_one() -> None:
    one = Profile("Platform", "委员书吧", (), frozenset({"委员履职", "文化建设"}))
    other = Profile("Platform", "读书点", (), frozenset({"文化建设", "理论学习"}))
    assert similarity(one, other).is_similar


def test_shared_runs_of_letters_are_told_whole() -> None:
    pair = similarity(Profile("Initiative", "书香政协·儒韵品牌"), Profile("Initiative", "书香政协建设"))
    assert pair.parts[0].shared == ("书香政协",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "the line is not JSON"),
        ("[]", "the line is not a JSON object"),
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
