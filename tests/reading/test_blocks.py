"""Lines of a file: blank, noise, heading, byline, item, cut by a page break."""

from __future__ import annotations

import pytest

from cppcc_kg.model import Span
from cppcc_kg.reading.blocks import (
    Block,
    heading_level,
    heal,
    is_byline,
    is_cut,
    is_item,
    is_noise,
    numbering,
    split_blocks,
)

LONG = "在紧邻群众聚集区的城市公园和居民休闲区以及企业相对集中的商圈特色工业园区委员所在企业建设协商亭开展协商"


def _block(text: str) -> Block:
    return Block((Span(0, len(text)),), text, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85"])
def test_any_line_end_ends_a_block(end: str) -> None:
    text = f"甲{end}乙"
    assert [(b.text, b.span) for b in split_blocks(text)] == [
        ("甲", Span(0, 1)),
        ("乙", Span(len(text) - 1, len(text))),
    ]


def test_white_space_around_a_line_is_left_out_and_offsets_stay() -> None:
    text = "\n　　近年来， 甲。 \r\n \u200b\n乙"
    blocks = split_blocks(text)
    assert [b.text for b in blocks] == ["近年来， 甲。", "乙"]
    assert all(text[b.span.begin : b.span.end] == b.text for b in blocks)


def test_the_gap_counts_line_ends_before_a_block() -> None:
    assert [b.gap for b in split_blocks("甲\n乙\n\n丙\r\n\r\n\r\n丁")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 政协工作 > 市县动态 > 正文",
        "当前位置：首页",
        "字体：【大 中 小】 打印 分享到：",
        "责任编辑：某某",
        "版权所有 某某区政协",
        "Copyright 2021",
        "来源：某某日报",
        "上一篇：无",
        "渝ICP备12345678号",
        "【打印】【关闭】",
        "关闭窗口",
        "阅读：1024次",
        "阅读量 1024",
        "各位委员、同志们：",
        "尊敬的各位领导、各位来宾：",
    ],
)
def test_navigation_and_credits_are_noise(line: str) -> None:
    assert is_noise(_block(line))


@pytest.mark.parametrize(
    "line",
    [
        "关闭污染企业5家",
        "收藏爱好者委员带来老物件",
        "打印社有了“委员之家”",
        "分享会连着院坝",
        "阅读点亮书香政协",
        "各位委员反映：",
        "□ 万州区政协",
        "打造政治型机关",
        "首页平台建设成效明显，" + LONG + LONG,
        "编辑出版《文史选辑》，发行1000册。",
    ],
)
def test_text_is_no_noise(line: str) -> None:
    assert not is_noise(_block(line))


@pytest.mark.parametrize(
    ("line", "committee"),
    [
        ("□ 万州区政协", "万州区政协"),
        ("□万州区政协", "万州区政协"),
        ("◆ 秀山土家族苗族自治县政协办公室", "秀山土家族苗族自治县政协"),
        ("● 九龙坡区政协机关", "九龙坡区政协"),
        ("三穗县政协", "三穗县政协"),
        ("浙江省温州市鹿城区政协", "浙江省温州市鹿城区政协"),
        ("□ 万州区政协  王小明", "万州区政协"),  # with the writer's name, or two
        ("□ 万州区政协 王小明 李大山", "万州区政协"),
    ],
)
def test_a_byline_names_its_committee(line: str, committee: str) -> None:
    match = is_byline(_block(line))
    assert match is not None
    assert match["body"] == committee


@pytest.mark.parametrize(
    "line",
    [
        "□ 万州区教育局",
        "万州区政协  王小明",
        "万州区政协开展调研。",
        "□",
        "着力打造学习型机关 助推政协",
        "加强党对政协工作的领导",
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert is_byline(_block(line)) is None


def test_an_item_opens_with_its_place() -> None:
    match = is_item(_block("【石景山】北京市石景山区政协开设委员工作站。"))
    assert match is not None
    assert match["place"] == "石景山"
    assert is_item(_block("【石景山】")) is None
    assert is_item(_block("近日，【石景山】开设工作站。")) is None


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("打造旗帜鲜明、绝对可靠的政治型机关", 1),
        ("第一章 总则", 1),
        ("一、加强学习", 1),
        ("（一）建立制度", 2),
        ("(二) 建立制度", 2),
        ("1.开展调研", 3),
        ("２．开展调研", 3),
        ("打造政治型机关。", 0),
        ("开展疫情防控，", 0),
        ("会议指出：", 0),
        ("怎样商量？", 0),
        (LONG, 0),
        ("一、加强学习。建立制度，开展调研", 0),
        ("【石景山】开设委员工作站", 0),
    ],
)
def test_depth_of_headings(line: str, level: int) -> None:
    assert heading_level(_block(line)) == level


@pytest.mark.parametrize(
    ("line", "size"),
    [("一、加强", 2), ("（十一）加强", 4), ("10.加强", 3), ("第三部分加强", 4), ("加强", 0), ("2021年", 0)],
)
def test_numbering_is_measured(line: str, size: int) -> None:
    assert numbering(line) == size


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("第一时间捐款捐物。今年8月，又安排29名党员下沉到社区，", True),
        ("引导社会各界参与协商。开展基层协商", True),
        (LONG, True),
        ("精准选题调研、", True),
        ("会议圆满结束。", False),
        ("大家说：“就在这里商量。”", False),
        ("主要做法如下：", False),
        ("打造政治型机关", False),
        ("□ 万州区政协", False),
    ],
)
def test_a_block_that_stops_in_mid_sentence_is_cut(line: str, cut: bool) -> None:
    assert is_cut(_block(line)) is cut


def test_a_cut_block_joins_the_one_that_carries_it_on() -> None:
    text = "甲开展调研。引导各界开展基层协商\n\n活动，建立制度。\n\n打造学习型机关\n\n开展培训。"
    joined, heading, last = heal(split_blocks(text))
    assert joined.text == "甲开展调研。引导各界开展基层协商活动，建立制度。"
    assert [text[s.begin : s.end] for s in joined.spans] == ["甲开展调研。引导各界开展基层协商", "活动，建立制度。"]
    assert (heading.text, last.text) == ("打造学习型机关", "开展培训。")


def test_three_pages_heal_into_one_paragraph() -> None:
    (joined,) = heal(split_blocks("一，\n\n二，\n\n三。"))
    assert joined.text == "一，二，三。"
    assert joined.gap == 0


@pytest.mark.parametrize("after", ["□ 万州区政协", "【平谷】9月，挂牌。", "二、建立制度，开展协商。", "打造学习型机关"])
def test_what_opens_something_new_carries_nothing_on(after: str) -> None:
    blocks = split_blocks("甲开展调研。引导各界开展基层协商，\n\n" + after)
    assert heal(blocks) == blocks
