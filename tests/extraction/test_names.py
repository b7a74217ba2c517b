"""Names of every kind, and what must not be taken for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Lay = Callable[[str], Any]


def test_a_quote_hides_its_commas(lay: Lay) -> None:
    text = "举办“学党史，颂党恩”活动、《彰显特色，建设城市》宣讲（含线上，线下）。"
    laid = lay(text)
    assert len(laid.shadow) == len(text)
    assert "，" not in laid.shadow
    assert laid.named("Quote") == ["“学党史，颂党恩”"]
    assert laid.named("Document") == ["《彰显特色，建设城市》"]
    assert laid.named("Aside") == ["（含线上，线下）"]


def test_a_title_may_hold_quotes_and_titles(lay: Lay) -> None:
    laid = lay("撰写《关于落实《条例》、建好“好商量”平台的建议》，获批示。")
    assert laid.named("Document") == ["《关于落实《条例》、建好“好商量”平台的建议》"]
    assert laid.named("Quote") == []


def test_an_open_quote_hides_nothing(lay: Lay) -> None:
    assert lay("开展“未闭合的活动，建立制度。").named("Quote") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("到秀山县考察学习。", ["秀山县"]),
        ("服务秀山高质量发展。", ["秀山"]),
        ("光明区政协开展调研。", []),  # inside the name of its committee
        ("前途一片光明，道路通畅。", []),
        ("在城市公园建设协商亭。", []),
        ("农贸市场开展检查。", []),
        ("重庆市涪陵区开展调研。", ["重庆市", "涪陵区"]),
    ],
)
def test_divisions(lay: Lay, text: str, names: list[str]) -> None:
    laid = lay(text)
    organizations = [n.span for n in laid.names.names if n.kind == "Organization"]
    free = [n for n in laid.names.names if n.kind == "District" and not any(o.contains(n.span) for o in organizations)]
    assert [laid.words(n.span) for n in free] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("涪陵区政协开展调研。", ["涪陵区政协"]),
        ("向区委和区政协党组报告。", ["区委", "区政协党组"]),
        ("被全国政协、市政协采用。", ["全国政协", "市政协"]),
        ("由机关党组牵头。", ["机关党组"]),
        ("区政协办公室负责，区政协联络委承担任务。", ["区政协办公室", "区政协联络委"]),
        ("得到区委、区政府主要领导批示。", ["区委", "区政府"]),
        ("社区委员会开会，委员参加。", []),
        ("形成工作新格局、新局面。", []),
        ("政协工作呈现新气象。", []),
        ("开展政治协商，履行政协职能。", []),
    ],
)
def test_organizations(lay: Lay, text: str, names: list[str]) -> None:
    assert lay(text).named("Organization") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("获市政协主席王小明批示肯定。", ["王小明"]),
        ("区政协副主席欧阳文博宣读通知。", ["欧阳文博"]),
        ("获党史学习教育督导组组长巴音朝鲁充分肯定。", ["巴音朝鲁"]),
        ("习近平总书记指出，要广泛商量。", ["习近平"]),
        ("区政协主席会议研究部署。", []),
        ("主席带头宣讲，委员积极参与。", []),
        ("邀请政协委员参加活动。", []),
    ],
)
def test_persons(lay: Lay, text: str, names: list[str]) -> None:
    assert lay(text).named("Person") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("牵头帮扶后山镇。", ["后山镇"]),
        ("组织委员赴金滩村走访，落实会龙河“河长制”。", ["金滩村", "会龙河"]),
        ("在所有乡镇推开。", []),
        ("推进乡村振兴，服务农村。", []),
        ("深入社区、村居开展宣讲。", []),
    ],
)
def test_places(lay: Lay, text: str, names: list[str]) -> None:
    assert lay(text).named("Place") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("8月19日，全市区县政协秘书长工作会议召开。", ["全市区县政协秘书长工作会议"]),
        ("参加全国政协理论研讨会，作交流发言。", ["全国政协理论研讨会"]),
        ("召开各类会议20次。", []),
        ("筹办专题协商会议、常委会议等会议。", []),
    ],
)
def test_gatherings(lay: Lay, text: str, names: list[str]) -> None:
    assert lay(text).named("Event") == names


def test_figures_and_times_are_tokens_but_names_of_numbers_are_not(lay: Lay) -> None:
    laid = lay("近三年，打造“五型机关”，开展专题调研53次，坚持三定三有原则。")
    assert laid.named("Quantity") == ["53次"]
    assert laid.named("Time") == ["近三年"]


def test_a_figure_inside_a_quote_or_a_title_is_no_figure(lay: Lay) -> None:
    assert lay("开展“访民情100次”活动，撰写《办好10件实事的建议》。").named("Quantity") == []


def test_names_come_in_text_order_and_by_kind(lay: Lay) -> None:
    laid = lay("涪陵区政协主席张伟民到后山镇走访，参加“好商量”活动。")
    spans = [name.span for name in laid.names.names]
    assert spans == sorted(spans)
    assert [laid.words(n.span) for n in laid.names.within(laid.whole, "Place", "Person")] == ["张伟民", "后山镇"]
    assert laid.names.within(laid.names.names[-1].span) == [laid.names.names[-1]]
