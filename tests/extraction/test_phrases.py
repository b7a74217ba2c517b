"""Where a list is cut, and what a phrase is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cppcc_kg.extraction.phrases import listing, phrase, plain

Lay = Callable[[str], Any]


def _members(lay: Lay, text: str) -> tuple[list[str], str | None]:
    laid = lay(text)
    found = listing(laid.text, laid.shadow, laid.whole)
    return [laid.words(span) for span in found.members], laid.words(found.head) if found.head is not None else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("“书香政协”建设", "书香政协建设"),
        ("《委员履职办法》", "委员履职办法"),
        (" “学党史 颂党恩” ", "学党史颂党恩"),
        ("MV 在协商平台", "MV在协商平台"),
        ("Open Day", "Open Day"),
        ("“既『各司其职』”", "既各司其职"),
    ],
)
def test_a_canonical_label_has_no_quotation_marks(text: str, label: str) -> None:
    assert plain(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("14个委员工作站", "委员工作站"),
        ("专题调研53次", "专题调研"),
        ("了一批协商文化展示小品", "协商文化展示小品"),
        ("机关公文处理运转流程规范", "机关公文处理运转流程规范"),
        ("以机关党组中心组学习为引领的学习制度体系", "学习制度体系"),
        ("职责清晰、程序规范、运转高效的制度体系", "制度体系"),
        ("“委站联动、便于履职”的原则", "委站联动、便于履职的原则"),
        ("“好商量”协商平台", "好商量协商平台"),
        ("各类学习培训等活动", "学习培训"),
    ],
)
def test_the_label_of_a_phrase(lay: Lay, text: str, label: str) -> None:
    laid = lay(text)
    found = phrase(laid.text, laid.shadow, laid.whole)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", ["3次", "，", "12", "站"])
def test_too_little_is_no_phrase(lay: Lay, text: str) -> None:
    laid = lay(text)
    assert phrase(laid.text, laid.shadow, laid.whole) is None


@pytest.mark.parametrize(
    "text",
    [
        "专委会主任、机关支部委员联系界别小组制度",
        "党组成员、机关党委委员联系委员工作站制度",
        "周汇总、月分析、季通报、年考核制度",
    ],
)
def test_a_list_inside_one_modifier_stays_whole(lay: Lay, text: str) -> None:
    assert _members(lay, text) == ([text], None)


def test_a_list_before_etc_is_cut_and_its_head_told(lay: Lay) -> None:
    assert _members(lay, "周五读书会、支部联学、青年沙龙等学习制度体系") == (
        ["周五读书会", "支部联学", "青年沙龙"],
        "学习制度体系",
    )


def test_each_member_with_a_figure_stands_alone(lay: Lay) -> None:
    assert _members(lay, "专题调研53次、专题视察21次、专题协商23次")[0] == [
        "专题调研53次",
        "专题视察21次",
        "专题协商23次",
    ]


def test_names_joined_by_and_are_two(lay: Lay) -> None:
    assert _members(lay, "3个协商亭和7个协商厅")[0] == ["3个协商亭", "7个协商厅"]


def test_a_mark_inside_a_quote_cuts_nothing(lay: Lay) -> None:
    assert _members(lay, "“微心愿、微服务”活动") == (["“微心愿、微服务”活动"], None)


def test_quoted_names_side_by_side_are_many(lay: Lay) -> None:
    assert _members(lay, "“委员讲堂”、“委员书屋”、“委员之家”")[0] == ["“委员讲堂”", "“委员书屋”", "“委员之家”"]
