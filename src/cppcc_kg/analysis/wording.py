"""Words for people: numbers with unit and bounds, frequencies, and why two things are alike."""

from __future__ import annotations

import re
from decimal import Decimal

from cppcc_kg.analysis.context import Context
from cppcc_kg.model import Entity, Fact, Measure

#: Classes and properties in Chinese, as the ontology labels them: the one table that page, exports and answers share.
CLASS_WORDS = {
    "District": "区县", "Place": "地点", "Organization": "组织机构", "Person": "人物", "Event": "会议活动",
    "Campaign": "共同活动", "Initiative": "举措", "Practice": "做法", "Mechanism": "机制", "Principle": "原则",
    "Platform": "平台载体", "Document": "文件成果", "Goal": "目标", "Outcome": "成效",
}  # fmt: skip
#: Every room that shows a relation takes its words from here. They stand between subject and object and read forwards:
#: a passive relation says so (甲 被…采纳、批示 乙). The ontology's own labels are in ``ontology/cppcc.ttl``.
RELATION_WORDS = {
    "serves": "所在区县", "locatedIn": "位于", "partOf": "属于", "carriesOut": "开展", "establishes": "建立",
    "realizedBy": "通过…实现", "aimsAt": "旨在", "resultsIn": "取得成效", "produces": "形成成果",
    "adoptedBy": "被…采纳、批示", "endorsedBy": "受…肯定、表彰", "targets": "面向、帮扶",
    "alignedWith": "对标、按照部署", "participatesIn": "参加", "plans": "计划", "underCampaign": "属于活动",
    "uses": "依托、运用", "heldAt": "举办于", "memberOf": "任职于", "similarTo": "同类做法", "hasTheme": "主题",
    "hasMeasure": "数据", "frequency": "频次", "district": "区县", "hasPart": "包含",
}  # fmt: skip
PART_WORDS = {"wording": "用词", "headNoun": "类别词", "theme": "主题", "neighbour": "共同关联"}
_UNITS = {"Y": "年", "M": "个月", "W": "周", "D": "天"}
_ONCE = {
    "P1Y": "每年一次", "P3M": "每季度一次", "P1M": "每月一次", "P2W": "每两周一次", "P1W": "每周一次",
    "P1D": "每天一次",
}  # fmt: skip
#: A quote of so many letters tells enough; a longer one is no better.
_ENOUGH = 30
_DURATION = re.compile(r"P(\d+)([YMWD])")


def number(value: Decimal) -> str:
    """Without needless zeroes; money and counts in 万 and 亿 where that is exact.

    >>> number(Decimal("1450000")), number(Decimal("53"))
    ('145万', '53')
    """
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return _plain(value / size) + word
    return _plain(value)


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def amount(measure: Measure) -> str:
    """A figure with unit and bounds: 400余条 is 至少400条, 1-2次 is 1至2次."""
    low, high, unit = measure.low, measure.high, measure.unit
    if low is not None and high is not None and low != high:
        return f"{number(low)}至{number(high)}{unit}"
    if low is not None and high is None:
        return f"至少{number(low)}{unit}"
    if high is not None and low is None:
        return f"至多{number(high)}{unit}"
    value = measure.value if measure.value is not None else low
    return f"{number(value)}{unit}" if value is not None else unit


def period(measure: Measure) -> str:
    """The period in the text's words, else the date of the report."""
    if measure.period:
        return measure.period
    return f"截至{measure.as_of}" if measure.as_of else ""


def figure(measure: Measure) -> str:
    """What is counted, how much, and over which period."""
    when = period(measure)
    return f"{measure.quantity_of} {amount(measure)}" + (f"（{when}）" if when else "")


def bare_figure(measure: Measure) -> str:
    """What is counted and the numbers as the graph has them, for the ontology's examples and for differences.

    >>> bare_figure(Measure("m", "会议", "次", low=Decimal(0), high=Decimal(5)))
    '会议 0–5次'
    """
    if measure.value is not None:
        return f"{measure.quantity_of} {measure.value:f}{measure.unit}"
    low, high = ("" if bound is None else f"{bound:f}" for bound in (measure.low, measure.high))
    return f"{measure.quantity_of} {low}–{high}{measure.unit}"


def frequency(duration: str) -> str:
    """An ISO 8601 interval in words.

    >>> frequency("P3M"), frequency("P10D")
    ('每季度一次', '每10天一次')
    """
    if duration in _ONCE:
        return _ONCE[duration]
    match = _DURATION.fullmatch(duration)
    return f"每{match[1]}{_UNITS[match[2]]}一次" if match else duration


def why(fact: Fact, context: Context) -> str:
    """The parts of a similarity in words, the telling ones only: what is shared, and how much it counts."""
    told = []
    for part in fact.parts:
        if part.score == 0 or (not part.shared and part.name != "headNoun"):
            continue
        names = [context.entities[each].label if each in context.entities else each for each in part.shared]
        told.append(f"{PART_WORDS[part.name]} {part.score}（{'、'.join(dict.fromkeys(names)) or '同名'}）")
    return "；".join(told)


def quote_of(thing: Entity | Fact | Measure) -> tuple[str, str]:
    """The passage that tells most, on one line, and its place in the source: ``name.txt:begin-end``."""
    if not thing.evidence:
        return "", ""
    best = min(thing.evidence, key=lambda e: (-min(len(e.quote), _ENOUGH), e))
    return "".join(best.quote.split()), f"{best.document}:{best.span.begin}-{best.span.end}"
