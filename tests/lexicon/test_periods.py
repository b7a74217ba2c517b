"""Periods, what they come to in days, and frequencies. The article of most rows is dated 2021-08-31."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.lexicon.frequencies import find_frequencies
from cppcc_kg.lexicon.periods import find_periods, resolve

ARTICLE = date(2021, 8, 31)

ROWS = [
    ("今年以来，提交", "今年以来", "since", "2021-01-01", "2021-08-31"),
    ("今年来，开了", "今年来", "since", "2021-01-01", "2021-08-31"),
    ("去年以来，修订", "去年以来", "since", "2020-01-01", "2021-08-31"),
    ("政协2020年以来制定", "2020年以来", "since", "2020-01-01", "2021-08-31"),
    ("自2020年8月以来", "自2020年8月以来", "since", "2020-08-01", "2021-08-31"),
    ("二〇二〇年以来", "二〇二〇年以来", "since", "2020-01-01", "2021-08-31"),
    ("自2021年起", "自2021年起", "since", "2021-01-01", "2021-08-31"),
    ("换届以来，", "换届以来", "since", "", "2021-08-31"),
    ("党的十八大以来，", "党的十八大以来", "since", "", "2021-08-31"),
    ("近三年形成", "近三年", "recent-span", "2018-08-31", "2021-08-31"),
    ("近3年来，", "近3年来", "recent-span", "2018-08-31", "2021-08-31"),
    ("近年来，", "近年来", "recent-span", "", "2021-08-31"),
    ("近几年来，", "近几年来", "recent-span", "", "2021-08-31"),
    ("一年来，", "一年来", "recent-span", "2020-08-31", "2021-08-31"),
    ("五年来，", "五年来", "recent-span", "2016-08-31", "2021-08-31"),
    ("过去五年，", "过去五年", "recent-span", "2016-08-31", "2021-08-31"),
    ("两年多来，", "两年多来", "recent-span", "2019-08-31", "2021-08-31"),
    ("近半年，", "近半年", "recent-span", "2021-02-28", "2021-08-31"),
    ("近一个月", "近一个月", "recent-span", "2021-07-31", "2021-08-31"),
    ("连日来组织", "连日来", "recent-span", "", "2021-08-31"),
    ("近日，", "近日", "recent-span", "", "2021-08-31"),
    ("落实2020年区委", "2020年", "year", "2020-01-01", "2020-12-31"),
    ("２０２０年度", "２０２０年度", "year", "2020-01-01", "2020-12-31"),
    ("去年初，", "去年初", "year", "2020-01-01", "2020-03-31"),
    ("2020年底", "2020年底", "year", "2020-10-01", "2020-12-31"),
    ("今年，", "今年", "year", "2021-01-01", "2021-08-31"),
    ("今年8月，", "今年8月", "month", "2021-08-01", "2021-08-31"),
    ("去年8月，", "去年8月", "month", "2020-08-01", "2020-08-31"),
    ("10月，", "10月", "month", "2020-10-01", "2020-10-31"),
    ("8月中旬", "8月中旬", "month", "2021-08-11", "2021-08-20"),
    ("二○二一年六月", "二○二一年六月", "month", "2021-06-01", "2021-06-30"),
    ("上个月", "上个月", "month", "2021-07-01", "2021-07-31"),
    ("8月19日，", "8月19日", "day", "2021-08-19", "2021-08-19"),
    ("9月14日下午，", "9月14日下午", "day", "2020-09-14", "2020-09-14"),
    ("2021年6月30日", "2021年6月30日", "day", "2021-06-30", "2021-06-30"),
    ("8月19日至21日", "8月19日至21日", "day", "2021-08-19", "2021-08-21"),
    ("7月30日至8月2日", "7月30日至8月2日", "day", "2021-07-30", "2021-08-02"),
    ("上半年，", "上半年", "range", "2021-01-01", "2021-06-30"),
    ("2020年下半年", "2020年下半年", "range", "2020-07-01", "2020-12-31"),
    ("第二季度", "第二季度", "range", "2021-04-01", "2021-06-30"),
    ("去年前三季度", "去年前三季度", "range", "2020-01-01", "2020-09-30"),
    ("1-7月", "1-7月", "range", "2021-01-01", "2021-07-31"),
    ("2020年1月至8月", "2020年1月至8月", "range", "2020-01-01", "2020-08-31"),
    ("2018-2020年", "2018-2020年", "range", "2018-01-01", "2020-12-31"),
    ("2018年至2020年", "2018年至2020年", "range", "2018-01-01", "2020-12-31"),
    ("截至目前已建成", "截至目前", "until", "", "2021-08-31"),
    ("目前，", "目前", "until", "", "2021-08-31"),
    ("截至2月3日，", "截至2月3日", "until", "", "2021-02-03"),
    ("截至2020年底", "截至2020年底", "until", "", "2020-12-31"),
    ("截止今年6月", "截止今年6月", "until", "", "2021-06-30"),
    ("本届以来，", "本届以来", "session", "", "2021-08-31"),
    ("政协八届四次会议期间，", "八届四次会议期间", "session", "-", "-"),
    ("十四届一次会议以来", "十四届一次会议以来", "session", "", "2021-08-31"),
    ("区政协九届三次会议后，", "九届三次会议后", "session", "-", "-"),
    ("疫情期间选派", "疫情期间", "event", "-", "-"),
    ("在全国两会期间", "全国两会期间", "event", "-", "-"),
    ("“十三五”期间", "“十三五”期间", "event", "2016-01-01", "2020-12-31"),
    ("十四五时期", "十四五时期", "event", "2021-01-01", "2021-08-31"),
]


@pytest.mark.parametrize(("text", "found", "kind", "begin", "end"), ROWS)
def test_finds_and_resolves(text: str, found: str, kind: str, begin: str, end: str) -> None:
    (period,) = find_periods(text)
    assert (period.text, period.kind, period.per) == (found, kind, None)
    days = resolve(period, ARTICLE)
    shown = ("-", "-") if days is None else tuple(str(day or "") for day in days)
    assert shown == (begin, end)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每年形成", "P1Y"), ("每月深入", "P1M"), ("每季度至少", "P3M"), ("每季一次", "P3M"), ("每周一次", "P1W"),
        ("每两周", "P2W"),
        ("每周三由委员轮值", "P1W"), ("每半年", "P6M"), ("每天派出", "P1D"), ("每日", "P1D"), ("每个月", "P1M"),
        ("每3个月", "P3M"), ("年均增收", "P1Y"),
    ],
)  # fmt: skip
def test_distributives(text: str, per: str) -> None:
    (period,) = find_periods(text)
    assert (period.kind, period.per, resolve(period, ARTICLE)) == ("per", per, None)


@pytest.mark.parametrize(
    "text",
    [
        "常态化开展", "定期组织", "100周年", "每次会议", "每名委员", "第十四届政协", "三年行动计划", "以来", "期间",
        "一直以来", "从来", "每年轻人", "日程", "月小结、季例会", "90年代", "10日",
    ],
)  # fmt: skip
def test_no_period(text: str) -> None:
    assert find_periods(text) == ()


def test_an_open_date_stays_open_without_the_article_s() -> None:
    assert [resolve(p, None) for p in find_periods("8月19日，近三年，目前，今年，截至2月3日，去年以来")] == [None] * 6
    assert resolve(find_periods("2020年以来")[0], None) == (date(2020, 1, 1), None)


def test_impossible_days_are_none() -> None:
    for text in ("2021年2月29日", "2月30日", "2022-2020年"):
        assert [resolve(p, ARTICLE) for p in find_periods(text)] == [None]


@pytest.mark.parametrize(
    ("text", "found", "interval", "kind"),
    [
        ("每月举办一次机关党组中心组学习", "每月举办一次", "P1M", "counted"),
        ("每季度一次", "每季度一次", "P3M", "counted"), ("每年一次大轮训", "每年一次", "P1Y", "counted"),
        ("每年召开两次", "每年召开两次", "P6M", "counted"),
        ("每年组织委员开展视察活动4次", "每年组织委员开展视察活动4次", "P3M", "counted"),
        ("每周召开1次", "每周召开1次", "P1W", "counted"),
        ("每季度至少组织1次学习", "每季度至少组织1次", "P3M", "counted"),
        ("每两个月举办一场", "每两个月举办一场", "P2M", "counted"), ("每三年一届", "每三年一届", "P3Y", "counted"),
        ("一年一度的", "一年一度", "P1Y", "named"), ("一年两次", "一年两次", "P6M", "counted"),
        ("一月一主题", "一月一", "P1M", "named"), ("双周学习会", "双周", "P2W", "named"),
        ("双月协商座谈会", "双月", "P2M", "named"), ("每年制定工作计划", "每年", "P1Y", "bare"),
        ("每天派出劝导员", "每天", "P1D", "bare"), ("每周预安排", "每周", "P1W", "bare"),
        ("每年选定一批议题", "每年", "P1Y", "bare"), ("每周一召开例会", "每周", "P1W", "bare"),
        ("每月10日接待群众", "每月", "P1M", "bare"), ("每季度走访、调研，形成报告3篇", "每季度", "P3M", "bare"),
    ],
)  # fmt: skip
def test_frequencies(text: str, found: str, interval: str, kind: str) -> None:
    (match,) = find_frequencies(text)
    assert (match.text, match.interval, match.kind) == (found, interval, kind)
    assert text[slice(*match.span)] == found


@pytest.mark.parametrize(
    "text",
    [
        "月小结、季例会", "经常性开展", "常态化举办", "定期召开", "各委室每月深入基层4次以上",
        "每年形成调研报告1-2篇", "每月2次", "每名委员", "每年提交提案50余件", "近一年一直在", "这一年一共",
    ],
)  # fmt: skip
def test_no_frequency(text: str) -> None:
    assert find_frequencies(text) == ()


ALPHABET = (
    "0123456789一二三两十零〇○年月日季度周天半每近去今前本届以来期间截至目前到自起初底上下旬-第次会议“”五，双度个多余"
)


@given(st.one_of(st.text(max_size=60), st.text(alphabet=ALPHABET, max_size=40)), st.none() | st.dates())
def test_any_text_gives_ordered_disjoint_consistent_matches(text: str, reference: date | None) -> None:
    for matches in (find_periods(text), find_frequencies(text)):
        end = 0
        for match in matches:
            assert end <= match.span.begin < match.span.end <= len(text)
            assert text[slice(*match.span)] == match.text
            end = match.span.end
    for period in find_periods(text):
        days = resolve(period, reference)
        if days is not None and days.begin is not None and days.end is not None:
            assert days.begin <= days.end or period.kind == "since"


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "一",
        "年",
        "每年",
        "每",
        "期间",
        "疫情期间",
        "以来",
        "2020",
        "近三",
        "8月",
        "双周",
        "一年一",
        "本届",
    ],
)
def test_cost_is_linear(text: str) -> None:
    long = text * (100_000 // len(text))
    start = time.perf_counter()
    find_periods(long)
    find_frequencies(long)
    assert time.perf_counter() - start < 10
