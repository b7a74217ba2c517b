"""Periods that a report names: 近三年, 今年以来, 2020年8月, 截至目前, 每季度, 八届四次会议期间, “十四五”期间.

One alternation finds what has a form of its own; what ends in 期间 or 以来 with a noun before it is then
grown to the left from that ending. Frequencies and intervals have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from cppcc_kg.lexicon.frequencies import EVERY, every_interval
from cppcc_kg.lexicon.intervals import DAY, MONTH, SMALL, TO, YEAR, Interval, interval_of
from cppcc_kg.lexicon.numerals import HAN_NUMERAL, fold
from cppcc_kg.model import Span

PeriodKind = Literal[
    "year", "month", "day", "range", "since", "recent-span", "until", "per", "session", "event"
]  # fmt: skip

_TURN = r"(?:年?[初底末]|年内)"
_CLOCK = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|当[天日])"
#: 两个月 and 第三季度 are read by other alternatives; a month must not begin inside a number.
_FREE = rf"(?<![0-9{HAN_NUMERAL}第.])"
_DATE = rf"(?:{YEAR}[ ]?)?{_FREE}{MONTH}{DAY}"
_MONTHLY = rf"(?:{YEAR}[ ]?{MONTH}|{_FREE}{MONTH})(?:[上中下]旬|[初底])?"
_SINCE = r"(?:以来|来(?![自到源]))"
_STRETCH = r"(?:年|个月|个多月|周|天)"
_WITHIN = r"[^，。；：、！？,;:!?\n]{0,8}?"
_MEETING = rf"{_WITHIN}{SMALL}次(?:全体)?(?:会议|全会)"
_TERM = rf"[{HAN_NUMERAL}0-9]{{1,3}}届"

#: Alternatives in order of trust: the first that matches at a place wins.
_KINDS: Final[tuple[tuple[PeriodKind, str], ...]] = (
    ("per", rf"{EVERY}(?:(?<=[周期])[一二三四五六日](?![次场期回轮届遍趟个名篇条天]))?|年均|月均"),
    ("event", r"[“]?十[一二三四五六]五[”]?(?:规划)?(?:期间|时期|以来)"),
    (
        "session",
        rf"(?:本届{_WITHIN}|{_TERM}(?:{_MEETING})?)(?:召开)?(?:以来|期间)|{_TERM}{_MEETING}(?:召开|闭幕)?后",
    ),
    (
        "until",
        rf"截[至止]到?(?:目前|现在|发稿|{_DATE}|{_MONTHLY}|{YEAR}{_TURN}?|年[底末])(?:为?止)?"
        r"|到目前为止|迄今(?:为止)?|至今|目前|现在|如今",
    ),
    (
        "since",
        rf"[自从]?(?:{_DATE}|{_MONTHLY}|{YEAR}{_TURN}?|年初)(?:{_SINCE}|至今|起(?![草点步初])|开始)",
    ),
    (
        "range",
        rf"(?:{YEAR}|[0-9]{{4}}){TO}{YEAR}"
        rf"|(?:{YEAR}[ ]?)?{_FREE}(?:1[0-2]|[1-9]|{MONTH}){TO}(?:{YEAR})?{MONTH}(?!{DAY})"
        rf"|(?:{YEAR}[ ]?)?(?:第?[一二三四1-4]季度|前[两二三]个?季度|[上下]半年)",
    ),
    ("day", rf"{_DATE}(?:[ ]?{TO}[ ]?{MONTH}?{DAY})?(?:[ ]?{_CLOCK})?"),
    ("month", rf"{_MONTHLY}|(?:上个?|本|当)月份?"),
    ("year", rf"{YEAR}{_TURN}?|(?<![\u4e00-\u9fff])年[初底末]|(?<![\u4e00-\u9fff])全年(?![龄])|连续{SMALL}年"),
    (
        "recent-span",
        rf"最?近(?:{SMALL}|几|数|半)[多余]?个?{_STRETCH}多?(?:{_SINCE}|间|里)?"
        rf"|(?:过去|这){SMALL}[多余]?{_STRETCH}(?:{_SINCE}|间)?"
        rf"|(?<![0-9{HAN_NUMERAL}第])(?:{SMALL}|半|几|数|多)[多余]?{_STRETCH}[多余]?(?:{_SINCE}|间(?![隔断]))"
        r"|近(?:年来?|期|来|日)|日前|连日来|长期以来",
    ),
)
#: Every character that one of these can begin with: elsewhere none of them need be tried.
_FIRST = f"0-9{HAN_NUMERAL}每年月“本截到迄至目现如自从今去前明上下第当全连最近过这半几数多日长"
_PERIOD = re.compile(
    f"(?=[{_FIRST}])(?:" + "|".join(rf"(?P<k{i}>{source})" for i, (_, source) in enumerate(_KINDS)) + ")"
)
_ENDING = re.compile(r"期间|以来")
#: What a noun before 期间 or 以来 does not reach over.
_STOP = re.compile(r"[^\u4e00-\u9fff“”]|[的了在于是和与及对将从自把并为]")
_REACH = 9
#: 一直以来, 有史以来: always.
_IDLE = frozenset(("一直", "有史", "历史", "由来"))


class PeriodMatch(NamedTuple):
    """A period as written. ``per`` is the ISO 8601 duration of a distributive (每季度: P3M), else None."""

    span: Span
    text: str
    kind: PeriodKind
    per: str | None = None


# The names of an article and its figures are sought apart, and both ask for these.
@lru_cache(maxsize=64)
def find_periods(text: str) -> tuple[PeriodMatch, ...]:
    """Every period of a text, in order, none overlapping.

    >>> [(p.text, p.kind) for p in find_periods("今年以来，疫情期间选派干部；近三年形成报告，9月14日座谈")]
    [('今年以来', 'since'), ('疫情期间', 'event'), ('近三年', 'recent-span'), ('9月14日', 'day')]
    >>> [(p.text, p.per) for p in find_periods("每季度至少组织1次，截至2月3日")]
    [('每季度', 'P3M'), ('截至2月3日', None)]
    """
    folded = fold(text)
    found = list(_formed(text, folded))
    return tuple(sorted((*found, *_grown(text, folded, found)), key=lambda p: p.span))


def resolve(period: PeriodMatch, reference: date | None) -> Interval | None:
    """First and last day of a period, given the article's date where known; a distributive has none.

    >>> resolve(find_periods("2020年以来")[0], date(2021, 1, 8))
    Interval(begin=datetime.date(2020, 1, 1), end=datetime.date(2021, 1, 8))
    >>> resolve(find_periods("每年")[0], date(2021, 1, 8)) is None
    True
    """
    return interval_of(period.text, period.kind, reference)


def _formed(text: str, folded: str) -> Iterator[PeriodMatch]:
    for match in _PERIOD.finditer(folded):
        kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        per = None
        if kind == "per":
            per = every_interval(match) if match["base"] else {"年": "P1Y", "月": "P1M"}[match[0][0]]
        yield PeriodMatch(Span(*match.span()), text[match.start() : match.end()], kind, per)


def _grown(text: str, folded: str, formed: list[PeriodMatch]) -> Iterator[PeriodMatch]:
    """疫情期间, 换届以来: the ending with as much noun before it as the clause gives."""
    index = floor = 0
    for ending in _ENDING.finditer(folded):
        while index < len(formed) and formed[index].span.begin < ending.end():
            floor = formed[index].span.end
            index += 1
        if floor > ending.start():
            continue
        begin = max(floor, ending.start() - _REACH)
        for stop in _STOP.finditer(folded, begin, ending.start()):
            begin = stop.end()
        # 党的十八大以来: here 的 belongs to the name.
        if folded[max(floor, begin - 2) : begin] == "党的":
            begin -= 2
        if ending.start() - begin < 2 or folded[begin : ending.start()] in _IDLE:
            continue
        kind: PeriodKind = "event" if ending[0] == "期间" else "since"
        yield PeriodMatch(Span(begin, ending.end()), text[begin : ending.end()], kind)
        floor = ending.end()
