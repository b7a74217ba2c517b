"""Headings as lines of work, and the programme above them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cppcc_kg.extraction.lines import line_of, strip_adverbs
from cppcc_kg.model import Span

Tell = Callable[..., Any]

FIVE = (
    "近年来，涪陵区政协机关着力打造“三型机关”，不断提升服务能力。\n\n"
    "打造旗帜鲜明、绝对可靠的政治型机关\n\n建立请示报告制度。\n\n"
    "打造以学为先、引领思想的学习型机关\n\n每季度举办一次“榨菜论坛”。\n\n"
    "打造勤政高效、务实担当的服务型机关\n\n开展走访慰问活动。\n"
)
RUN_IN = (
    "抓实机制建设，确保“好商量”有人理、有人办。建立委员驻站制度。开展基层协商。\n\n"
    "抓好硬件提升，确保“好商量”有场地、有场所。建设3个协商亭。开展观摩活动。\n"
)


def _line(text: str) -> Any:
    return line_of(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("打造求真务实、科学高效的服务型机关", "服务型机关"),
        ("打造旗帜鲜明、绝对可靠的政治型机关", "政治型机关"),
        ("抓实机制建设，确保“好商量”有人理、有人办", "抓实机制建设"),
        ("以“大走访”提升群众工作能力，架起连心的“桥梁”", "大走访"),
        ("推进“书香政协”建设", "书香政协建设"),
        ("以“三抓”促“三强”", "以三抓促三强"),
        ("拓展履职渠道", "拓展履职渠道"),
    ],
)
def test_the_name_inside_a_heading(heading: str, label: str) -> None:
    line = _line(heading)
    assert line is not None
    assert line.label == label
    assert label not in line.alternatives


@pytest.mark.parametrize("heading", ["怎样商量？", "成效如何?", "商量好办！"])
def test_a_question_or_a_call_is_no_line_of_work(heading: str) -> None:
    assert _line(heading) is None


def test_a_heading_about_a_campaign_is_called_after_it() -> None:
    line = _line("全员投身疫情防控“火线”")
    assert line is not None
    assert (line.label, line.campaign) == ("疫情防控", "疫情防控")


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("扎实开展专题调研", "开展专题调研"),
        ("积极主动开展专题调研", "开展专题调研"),
        ("扎实推进", "扎实推进"),
        ("新建学校2所", "新建学校2所"),
        ("更换课桌500张", "更换课桌500张"),
        ("共建实践基地", "共建实践基地"),
        ("又建立联系制度", "建立联系制度"),
    ],
)
def test_adverbs_are_no_part_of_a_name(words: str, rest: str) -> None:
    assert strip_adverbs(words) == rest


def test_heading_lines_are_part_of_the_programme_that_counts_them(tell: Tell) -> None:
    told = tell(FIVE)
    parts = {part for part, whole in told.facts("partOf") if whole == "三型机关"}
    assert parts == {"政治型机关", "学习型机关", "服务型机关"}
    assert ("涪陵区政协", "三型机关") in told.facts("carriesOut")


def test_what_stands_under_a_heading_realizes_that_line_of_work_alone(tell: Tell) -> None:
    pairs = tell(FIVE).facts("realizedBy")
    assert ("政治型机关", "请示报告制度") in pairs
    assert ("学习型机关", "榨菜论坛") in pairs
    assert not {whole for whole, part in pairs if part == "榨菜论坛"} & {"政治型机关", "服务型机关", "三型机关"}


def test_run_in_headings_are_lines_of_work_with_their_goals(tell: Tell) -> None:
    told = tell(RUN_IN)
    assert {"抓实机制建设", "抓好硬件提升"} <= set(told.labels("Initiative"))
    goals = told.facts("aimsAt")
    assert ("抓实机制建设", "有人理、有人办") in goals
    assert ("抓好硬件提升", "有场地、有场所") in goals
    assert ("抓实机制建设", "委员驻站制度") in told.facts("realizedBy")
    assert ("抓好硬件提升", "协商亭") in told.facts("realizedBy")


@pytest.mark.parametrize("lead", ["坚决做到“两个维护”，增强“四个意识”。", "近年来，开展专题调研。"])
def test_a_slogan_of_politics_is_no_programme(tell: Tell, lead: str) -> None:
    told = tell(lead + "\n\n打造学习型机关\n\n建立学习制度。\n\n打造服务型机关\n\n开展走访活动。\n")
    assert not {"两个维护", "四个意识"} & set(told.labels("Initiative", "Campaign"))


def test_no_line_of_work_is_part_of_itself_or_of_its_part(tell: Tell) -> None:
    for text in (FIVE, RUN_IN):
        pairs = tell(text).facts("partOf")
        assert not any((whole, part) in pairs for part, whole in pairs)


@pytest.mark.parametrize(("named", "umbrella"), [("一堂课铸魂、一张单明责", True), ("一条心办事、一股劲干事", False)])
def test_a_way_of_working_is_the_programme_where_its_parts_are_the_headings(
    tell: Tell, named: str, umbrella: bool
) -> None:
    told = tell(
        f"近年来，推出“{named}”的“四个一”工作法。\n\n"
        "一堂课铸魂。开展专题学习8次。\n\n一张单明责。建立责任清单制度。\n\n一面镜正风。开展专题视察2次。"
    )
    assert (("一张单明责", "四个一") in told.facts("partOf")) is umbrella
