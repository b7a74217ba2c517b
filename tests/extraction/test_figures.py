"""What a number counts, on what it hangs, and what is no count."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Tell = Callable[..., Any]


def _figures(told: Any) -> list[Any]:
    return [figure for reading in told.readings for figure in reading.figures]


@pytest.mark.parametrize(
    ("text", "noun", "numbers"),
    [
        ("组织开展专题调研53次。", "专题调研", ("次", 53, None, None)),
        ("提出对策建议400余条。", "对策建议", ("条", 400, 400, None)),
        ("筹集帮扶资金145万元。", "帮扶资金", ("元", 1450000, None, None)),
        ("选派29名党员干部。", "党员干部", ("名", 29, None, None)),
        ("每年开展1-2次基层协商活动。", "基层协商活动", ("次", None, 1, 2)),
        ("每月深入基层4次以上。", "深入基层", ("次", None, 4, None)),
        ("修订完善机关管理制度二十八项。", "机关管理制度", ("项", 28, None, None)),
        ("参与群众近2300人次。", "参与群众", ("人次", 2300, None, None)),
        ("提案办复率达98.5%。", "提案办复率", ("%", Decimal("98.5"), None, None)),
    ],
)
def test_a_figure(tell: Tell, text: str, noun: str, numbers: tuple[object, ...]) -> None:
    (figure,) = _figures(tell(text))
    assert (figure.unit, figure.value, figure.low, figure.high) == numbers
    # The counted noun may leave a modifier out; it adds nothing.
    assert figure.noun in noun
    assert len(figure.noun) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "打造“五型机关”，坚持“三定三有”原则。",
        "获党史学习教育第八督导组肯定。",
        "坚决做到两个维护。",
        "庆祝建党100周年。",
        "水质由劣五类提升为二类。",
        "召开八届四次会议。",
        "2021年8月19日，会议召开。",
    ],
)
def test_a_number_that_names_is_no_measure(tell: Tell, text: str) -> None:
    assert _figures(tell(text)) == []


def test_each_figure_hangs_on_what_it_counts(tell: Tell) -> None:
    told = tell("组织开展专题调研53次、专题视察21次、专题协商23次，提出对策建议400余条。")
    assert told.figures == [
        ("专题调研", "次", 53),
        ("专题视察", "次", 21),
        ("专题协商", "次", 23),
        ("对策建议", "条", 400),
    ]


def test_sums_of_money_hang_on_their_own_funds(tell: Tell) -> None:
    told = tell("筹集帮扶资金35万元、争取救灾资金8万元、协调项目资金90万元。")
    assert [(value, unit) for _, unit, value in told.figures] == [(350000, "元"), (80000, "元"), (900000, "元")]
    assert [name[-4:] for name, _, _ in told.figures] == ["帮扶资金", "救灾资金", "项目资金"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("近三年，开展专题调研53次。", "近三年"),
        ("今年以来，开展专题调研53次。", "今年以来"),
        ("2020年，开展专题调研53次。", "2020年"),
    ],
)
def test_the_period_stated_before_is_in_force(tell: Tell, text: str, period: str) -> None:
    (figure,) = _figures(tell(text))
    assert figure.period == period


def test_a_period_does_not_reach_back(tell: Tell) -> None:
    first, second = _figures(tell("开展专题调研53次，近三年开展专题视察21次。"))
    assert (first.period, second.period) == (None, "近三年")


def test_the_committee_reports_its_figures(tell: Tell) -> None:
    (figure,) = _figures(tell("组织开展专题调研53次。"))
    assert figure.owner.label == "涪陵区政协"


def test_the_quote_of_a_figure_holds_number_and_noun(tell: Tell) -> None:
    told = tell("撰写调研报告近35篇，获好评。")
    (figure,) = _figures(told)
    quote = told.articles[0].words(figure.quote)
    assert "调研报告" in quote
    assert "35篇" in quote
    assert "。" not in quote


def test_planned_figures_are_none(tell: Tell) -> None:
    assert [figure.value for figure in _figures(tell("2021年，开展专题调研12次，计划年内开展专题视察5次。"))] == [12]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("每季度召开座谈会，开展专题调研5次。", [(5, None)]),  # how often something else is done
        ("每季度开展专题调研5次。", [(5, "P3M")]),
        ("每月坐班接待群众900人次。", [(900, "P1M")]),
        ("每月坐班累计接待群众900人次。", [(900, None)]),  # a sum
    ],
)
def test_how_often_an_act_is_done_dates_neither_another_nor_a_sum(
    tell: Tell, text: str, periods: list[tuple[int, str | None]]
) -> None:
    assert [(figure.value, figure.per) for figure in _figures(tell(text))] == periods


def test_the_base_of_a_comparison_dates_the_figure_behind_it_alone(tell: Tell) -> None:
    first, second = _figures(tell("提案办复率由2019年的91%提高到98.5%。"))
    assert (first.value, first.period, second.value, second.period) == (91, "2019年", Decimal("98.5"), None)
