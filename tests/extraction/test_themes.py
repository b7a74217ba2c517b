"""Themes by the words of a name and of the text around it."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.themes import MOST_THEMES, WEIGHTS, Said, Source, evidence, scores, themes_of
from cppcc_kg.lexicon.terms import theme_set, theme_words
from cppcc_kg.model import THEMES


def themes(name: str, cls: str = "Practice", **around: str) -> tuple[str, ...]:
    """The themes of a thing by its name and the texts around it, by source."""
    said = [Said("name", name)]
    said += [Said(source, around[source]) for source in WEIGHTS if source in around]
    return themes_of(cls, said)


@pytest.mark.parametrize(
    ("label", "theme"),
    [
        ("疫情排查", "疫情防控"),
        ("专题调研", "调查研究"),
        ("机关党组中心组学习", "理论学习"),
        ("重点提案督办", "提案工作"),
        ("对口帮扶贫困村", "脱贫攻坚与乡村振兴"),
        ("警示教育", "作风廉政"),
        ("基层协商", "协商民主"),
        ("公文流转", "服务保障"),
        ("招商引资", "经济发展"),
        ("干部轮训", "队伍建设"),
        ("社情民意信息", "社情民意"),
    ],
)
def test_the_words_of_a_name_speak_for_its_theme(label: str, theme: str) -> None:
    assert theme in themes(label)


def test_themes_are_those_of_the_scheme_and_at_most_two() -> None:
    everything = "".join(word for words in theme_words().values() for word in words)
    found = themes(everything)
    assert 0 < len(found) <= MOST_THEMES == 2
    assert set(found) <= set(THEMES)
    assert set(theme_words()) <= set(THEMES)


def test_a_name_that_says_nothing_has_none() -> None:
    assert themes("甲乙丙丁") == ()
    assert themes("") == ()


@pytest.mark.parametrize("source", [source for source in WEIGHTS if source != "name"])
def test_the_text_around_speaks_where_the_name_is_silent(source: Source) -> None:
    assert themes_of("Practice", [Said("name", "甲乙丙丁"), Said(source, "疫情排查")]) == ("疫情防控",)


def test_no_text_around_outdoes_a_plain_name() -> None:
    around: dict[str, str] = {source: "疫情防控、疫情排查" for source in WEIGHTS if source != "name"}
    for source, text in around.items():
        assert themes("重点提案督办", **{source: text})[0] == "提案工作"


def test_a_name_that_only_hints_is_read_together_with_its_sentence() -> None:
    assert themes("召开座谈会") == ("协商民主",)
    assert "提案工作" in themes("召开座谈会", sentence="围绕重点提案督办，召开座谈会")


def test_texts_of_one_source_share_its_weight() -> None:
    one = scores("Practice", [Said("clause", "疫情排查")])["疫情防控"]
    halves = [Said("clause", "疫情排查", 0.5)] * 2
    assert scores("Practice", halves)["疫情防控"] == pytest.approx(one)
    assert 0 < one <= WEIGHTS["clause"]


@pytest.mark.parametrize("name", ["提案办理制度", "提案办理办法（试行）", "提案联合交办机制"])
def test_what_is_called_a_rule_is_also_about_rules(name: str) -> None:
    assert themes(name, "Mechanism") == ("提案工作", "制度建设")


def test_a_practice_is_no_rule() -> None:
    assert "制度建设" not in themes("完善提案办理制度", "Practice")


def test_a_result_lies_where_it_came_about_and_not_in_the_way_there() -> None:
    around = {"sentence": "经协商议事，出行更便捷", "clause": "出行更便捷"}
    assert themes("甲乙丙丁", "Practice", **around)[0] == "协商民主"
    assert themes("甲乙丙丁", "Outcome", **around)[0] == "基层治理与民生"


def test_praise_has_the_theme_of_the_work() -> None:
    around = {"sentence": "经协商议事，出行更便捷", "clause": "出行更便捷"}
    assert themes("获评优秀", "Outcome", **around)[0] == "协商民主"


def test_a_word_inside_a_longer_one_is_no_evidence() -> None:
    assert [word for word, _, _ in evidence("委员直通车")] == ["委员", "直通车"]
    assert "基层治理与民生" not in themes("直通车")


def test_weights_are_few() -> None:
    """A lexicon of tiers can be argued about; one of fitted numbers cannot."""
    assert {weight for words in theme_words().values() for weight in words.values()} <= {0, 0.5, 1, 2, 3, 4}


def test_the_other_sets_are_there() -> None:
    assert "制度" in theme_set("rules")
    assert theme_set("honours")
