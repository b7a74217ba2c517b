"""How words are meant; whole reports are told in test_reader.py."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.modality import Modality, is_planned, is_unreal
from cppcc_kg.extraction.shadow import Shadow


def _words(text: str) -> str:
    return Shadow(text).text


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("开展专题调研12次。", "开展专题调研12次。"),
        ("开展调研，会议指出，要建立机制。", "开展调研，"),
        ("要建立协商机制。", ""),
        ("必须建立协商机制。", ""),
        ("要求每月协商一次。", "要求每月协商一次。"),  # 要求 demands nothing here
        ("实践中，我们深切感到：协商就是服务。", "实践中，我们"),
        ("为了办好提案，并建议尽快新建学校。", "为了办好提案"),
    ],
)
def test_what_a_sentence_tells_before_it_goes_over_into_speech(sentence: str, told: str) -> None:
    assert Modality().sentence(_words(sentence)) == (len(told), False)


def test_a_plan_goes_on_in_the_sentences_that_count_on() -> None:
    modality = Modality()
    assert modality.sentence("下一步，区政协抓好三件事。")[1] is False  # its own clauses show the plan
    assert modality.sentence("二是建立协商机制。") == (9, True)
    modality.open_paragraph()
    assert modality.sentence("二是建立协商机制。") == (9, False)


def test_a_speech_goes_on_in_the_sentences_that_count_on() -> None:
    modality = Modality()
    assert modality.sentence("要建好阵地。") == (0, False)
    assert modality.sentence("二是建好队伍。") == (0, False)
    assert modality.sentence("开展调研。") == (5, False)


@pytest.mark.parametrize(
    ("clause", "planned"),
    [
        ("下一步建立协商机制", True),
        ("计划年内建成工作站", True),
        ("即将启用", True),
        ("正在研究建立协商平台", True),
        ("将建立协商机制", True),
        ("建立协商机制", False),
        ("必将建立协商机制", False),
        ("制定工作计划", False),
    ],
)
def test_plans(clause: str, planned: bool) -> None:
    assert is_planned(clause) is planned


@pytest.mark.parametrize(
    ("clause", "unreal"),
    [
        ("如果建立机制", True),
        ("若干意见出台", False),
        ("没有建立机制", True),
        ("并要求每名委员提交提案", True),
        ("不搞花架子", True),
        ("不建言不献策", False),
        ("群众不再为停车发愁", False),
        ("不再开展评比", True),
        ("怎样协商", True),
        ("建立机制", False),
    ],
)
def test_what_is_not_so(clause: str, unreal: bool) -> None:
    assert is_unreal(clause) is unreal
