"""Themes by the words of a name."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.themes import MOST_THEMES, themes_of
from cppcc_kg.lexicon.terms import theme_words
from cppcc_kg.model import THEMES


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
    assert theme in themes_of(label)


def test_themes_are_those_of_the_scheme_and_at_most_two() -> None:
    everything = "".join(word for words in theme_words().values() for word in words)
    found = themes_of(everything)
    assert 0 < len(found) <= MOST_THEMES == 2
    assert set(found) <= set(THEMES)
    assert set(theme_words()) <= set(THEMES)


def test_a_name_that_says_nothing_has_none() -> None:
    assert themes_of("甲乙丙丁") == ()
    assert themes_of("") == ()


def test_the_context_speaks_only_where_the_name_is_silent() -> None:
    assert themes_of("甲乙丙丁", ["戊己庚辛", "疫情排查", "专题调研"]) == ("疫情防控",)
    assert themes_of("专题调研", ["疫情排查"]) == themes_of("专题调研")
