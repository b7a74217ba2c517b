"""How often something happens: 每月举办一次, 每季度一次, 双周, 每年制定…

A frequency is the ISO 8601 interval between two occasions. It is read from a distributive (每月, 一年) and
either a count of occasions (一次, 两场), or, where the clause counts nothing at all, from the former alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from cppcc_kg.lexicon.numerals import HAN_NUMERAL, NUMERAL, fold, parse_numeral
from cppcc_kg.lexicon.units import OCCASIONS, UNIT
from cppcc_kg.model import Span

FrequencyKind = Literal["counted", "bare", "named"]

#: The base of a distributive, as a number of months, weeks or days.
BASES: Final[dict[str, tuple[int, str]]] = {
    "半年": (6, "M"), "年度": (12, "M"), "年": (12, "M"), "季度": (3, "M"), "季": (3, "M"), "个月": (1, "M"),
    "月": (1, "M"), "星期": (1, "W"), "个星期": (1, "W"), "周": (1, "W"), "天": (1, "D"), "日": (1, "D"),
}  # fmt: skip

_BASE = "|".join(sorted(BASES, key=lambda name: (-len(name), name)))
_MULTIPLE = rf"[0-9]{{1,2}}|[{HAN_NUMERAL}]{{1,2}}"
#: Source of a regex for 每月, 每两周, 每个季度, 每三个月; groups ``n`` and ``base``.
EVERY: Final = rf"每(?:隔|逢)?(?:(?P<n>{_MULTIPLE})(?=年|个|周|天|季)|个)?(?P<base>{_BASE})(?![轻龄人])"
#: 双周学习会, 双月协商: the interval is in the name.
_NAMED = re.compile(
    r"(?=[双隔按逐])(?:(?P<pair>双|隔)(?P<base>周|月)(?!刊)|(?<![\u4e00-\u9fff])(?P<every>按季度?|按月|按年|逐月))"
)
_EVERY = re.compile(EVERY)
_OCCASION = "|".join(OCCASIONS)
#: 一年一次, 一季度一次, 一年一度, 一月一主题; 一年两次.
_EACH = re.compile(
    rf"(?<![{HAN_NUMERAL}第近])一(?P<base>年|季度?|月|周)(?P<count>[一两二三四六](?![月年周季个直共些般起样路定方]))"
)
_EACH_TAIL = re.compile(rf"度|{_OCCASION}")
#: 每月 … 一次: the object may stand between, but no punctuation, and no numeral but the count.
_COUNT = re.compile(
    rf"[^，。；：！？,;:!?、\n0-9{HAN_NUMERAL}]{{0,20}}?(?P<least>(?:至少|最少|不少于|不低于)(?:[\u4e00-\u9fff]{{1,4}}?)?)?"
    rf"(?P<number>(?P<value>{NUMERAL})[ ]?(?:{_OCCASION}))(?P<more>以上|及以上|左右|以内)?"
)
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]{0,60}")
_COUNTED = re.compile(rf"(?<!第)(?P<value>{NUMERAL})[余多几]?[ ]?(?:{UNIT})")


@dataclass(frozen=True, slots=True)
class FrequencyMatch:
    """A stated frequency. ``count`` is the number with its unit, where there is one (一次)."""

    span: Span
    text: str
    interval: str
    kind: FrequencyKind
    count: Span | None = None


# The names of an article and its figures are sought apart, and both ask for these.
@lru_cache(maxsize=64)
def find_frequencies(text: str) -> tuple[FrequencyMatch, ...]:
    """Every frequency, in order, none overlapping.

    ``counted``: a count of occasions divides the base evenly (每年两次 is P6M; 每月2次 divides into neither
    months nor weeks and is left to the measures). 至少一次 keeps the base; any other bound (4次以上, 1-2次)
    gives none. ``bare``: 每年 or 每天 in a clause that counts nothing; what it governs happens each time
    (每年制定…计划). ``named``: 双周, 双月, 按月.

    >>> text = "每季度举办一次讲坛，每年制定计划，完善双周学习会"
    >>> [(f.text, f.interval, f.kind) for f in find_frequencies(text)]
    [('每季度举办一次', 'P3M', 'counted'), ('每年', 'P1Y', 'bare'), ('双周', 'P2W', 'named')]
    >>> find_frequencies("各委室每月深入基层4次以上，每年形成调研报告1-2篇")
    ()
    """
    folded = fold(text)
    found = [_named(m) for m in _NAMED.finditer(folded)]
    found += [f for m in _EVERY.finditer(folded) if (f := _every(text, folded, m))]
    found += [f for m in _EACH.finditer(folded) if (f := _each(text, folded, m))]
    kept: list[FrequencyMatch] = []
    for match in sorted(found, key=lambda f: f.span):
        if not kept or kept[-1].span.end <= match.span.begin:
            kept.append(match)
    return tuple(kept)


def every_interval(match: re.Match[str]) -> str | None:
    """The ISO 8601 duration of an :data:`EVERY` match.

    >>> every_interval(re.match(EVERY, "每两周")), every_interval(re.match(EVERY, "每半年"))
    ('P2W', 'P6M')
    """
    size, letter = BASES[match["base"]]
    times = parse_numeral(match["n"]) if match["n"] else Decimal(1)
    return _iso(times * size, letter) if times else None


def _iso(number: Decimal, letter: str) -> str | None:
    if number <= 0 or number != number.to_integral_value():
        return None
    if letter == "M" and number % 12 == 0:
        return f"P{int(number) // 12}Y"
    return f"P{int(number)}{letter}"


def _divided(interval: str, occasions: Decimal) -> str | None:
    """The interval between ``occasions`` spread over ``interval``, where its units divide evenly."""
    number, letter = Decimal(interval[1:-1]), interval[-1]
    if letter == "Y":
        number, letter = number * 12, "M"
    if letter == "W" and occasions != 1:
        number, letter = number * 7, "D"
    return _iso(number / occasions, letter) if occasions else None


def _named(match: re.Match[str]) -> FrequencyMatch:
    if match["pair"]:
        interval = "P2W" if match["base"] == "周" else "P2M"
    else:
        interval = {"年": "P1Y", "季": "P3M", "月": "P1M"}[match["every"][1]]
    return FrequencyMatch(Span(*match.span()), match[0], interval, "named")


def _every(text: str, folded: str, match: re.Match[str]) -> FrequencyMatch | None:
    base = every_interval(match)
    if base is None:
        return None
    count = _COUNT.match(folded, match.end())
    if count is not None and (occasions := parse_numeral(count["value"])) is not None:
        bounded = bool(count["least"] or count["more"])
        interval = _divided(base, occasions) if not bounded or occasions == 1 else None
        span = Span(match.start(), count.end("number"))
        if interval is None:
            return None
        return FrequencyMatch(span, text[span.begin : span.end], interval, "counted", Span(*count.span("number")))
    clause = _CLAUSE.match(folded, match.end())
    if clause is None or any(_counts(hit) for hit in _COUNTED.finditer(clause[0])):
        return None
    return FrequencyMatch(Span(*match.span()), text[match.start() : match.end()], base, "bare")


def _counts(hit: re.Match[str]) -> bool:
    """Whether a numeral with a unit counts: 一批 and 一个 merely introduce a noun."""
    return hit["value"] != "一"


def _each(text: str, folded: str, match: re.Match[str]) -> FrequencyMatch | None:
    tail = _EACH_TAIL.match(folded, match.end())
    occasions = parse_numeral(match["count"])
    if occasions is None or (tail is None and occasions != 1):
        return None
    size, letter = BASES[match["base"]]
    interval = _divided(f"P{size}{letter}", occasions)
    if interval is None:
        return None
    span = Span(match.start(), tail.end() if tail else match.end())
    counted = tail is not None and tail[0] != "度"
    count = Span(match.start("count"), span.end) if counted else None
    return FrequencyMatch(span, text[span.begin : span.end], interval, "counted" if counted else "named", count)
