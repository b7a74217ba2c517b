"""From the words of a period to a pair of days, given the date of the article that uses them.

What the words leave open stays open: 近年来 has an end (the article's date) and no beginning, 本届以来
likewise; 疫情期间 has neither and is None. A bare month or day (8月19日) is the last one that is not after
the article. Where an article speaks of a period that it falls into (今年), the period ends with the article:
nobody reports what has not yet happened. 年初 is the first quarter, 年底 the last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from cppcc_kg.lexicon.numerals import HAN_NUMERAL, fold, parse_numeral

_YEAR_NUMBER: Final = r"(?:(?:19|20)[0-9]{2}|[一二][零〇○0九][零〇○0一二三四五六七八九]{2})"
#: Source of a regex for a small number as written.
SMALL: Final = rf"(?:[0-9]{{1,2}}|[{HAN_NUMERAL}]{{1,3}})"
#: Sources of regexes for a year, a month and a day as written.
YEAR: Final = rf"(?:{_YEAR_NUMBER}年度?|[今去前明]年|(?:本|上一?)年度?)"
MONTH: Final = r"(?:(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
DAY: Final = rf"(?:(?:3[01]|[12][0-9]|0?[1-9]|[{HAN_NUMERAL}]{{1,3}})[日号])"
TO: Final = r"(?:[-~至到]|--)"

_MOMENT = re.compile(
    rf"(?:(?P<year>{_YEAR_NUMBER}|今|去|前|明|本|上一?)年度?)?(?P<turn>年?[初底末])?"
    rf"(?:(?P<month>{SMALL})月份?(?P<third>[上中下]旬|[初底])?(?:(?P<day>{SMALL})[日号])?)?"
)
_YEARS = re.compile(rf"({_YEAR_NUMBER})年?{TO}({_YEAR_NUMBER})年")
_MONTHS = re.compile(rf"({SMALL})月?份?{TO}({_YEAR_NUMBER}年)?({SMALL})月")
_DAYS = re.compile(rf"(.*月)({SMALL})[日号]?{TO}((?:{SMALL}月)?)({SMALL})[日号]")
_QUARTER = re.compile(r"(前|第)?([一两二三四1-4])个?季度")
_HALF = re.compile(r"([上下])半年")
_RECENT = re.compile(rf"({SMALL}|半)(?:余|多)?(年|个多?月|周|天)")
_PLAN = re.compile(r"十([一二三四五六])五")
_OFFSETS: Final = {"今": 0, "本": 0, "去": -1, "上": -1, "上一": -1, "前": -2, "明": 1}
_NEAR_MONTHS: Final = frozenset(("上月", "上个月", "本月", "当月"))
_THIRDS: Final = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31)}


class Interval(NamedTuple):
    """First and last day, either of them None where the words leave it open."""

    begin: date | None
    end: date | None


def interval_of(text: str, kind: str, reference: date | None) -> Interval | None:
    """The days of a period of that kind; None where neither end can be had.

    >>> interval_of("去年8月", "month", date(2021, 8, 31))
    Interval(begin=datetime.date(2020, 8, 1), end=datetime.date(2020, 8, 31))
    >>> interval_of("近三年", "recent-span", date(2021, 8, 31))
    Interval(begin=datetime.date(2018, 8, 31), end=datetime.date(2021, 8, 31))
    >>> interval_of("截至2月3日", "until", None) is None
    True
    """
    reader = _READERS.get(kind)
    return reader(fold(text), reference) if reader else None


def _stated(folded: str, reference: date | None) -> Interval | None:
    near = folded.rstrip("份") in _NEAR_MONTHS
    return _clipped(_near_month(folded, reference) if near else _exact(folded, reference), reference)


def _since(folded: str, reference: date | None) -> Interval | None:
    start = _exact(folded, reference)
    return _open(start.begin if start else None, reference)


def _until(folded: str, reference: date | None) -> Interval | None:
    point = _exact(re.sub(r"^截[至止到]+", "", folded), reference)
    return _open(None, _latest(point, folded, reference))


def _named(folded: str, reference: date | None) -> Interval | None:
    """A five-year plan has its years (the fourteenth began in 2021); any other event only what 以来 says."""
    plan = _PLAN.search(folded)
    if plan is None:
        return _open(None, reference) if folded.endswith("以来") else None
    first = 1951 + 5 * _int("十" + plan[1])
    return _clipped(Interval(date(first, 1, 1), date(first + 4, 12, 31)), reference)


def _latest(point: Interval | None, folded: str, reference: date | None) -> date | None:
    """The day up to which: the stated one, never after the article; 截至目前 is the article's own."""
    if point is None or point.end is None:
        return None if any(c.isdecimal() for c in folded) else reference
    return min(point.end, reference) if reference else point.end


def _open(begin: date | None, end: date | None) -> Interval | None:
    return None if begin is None and end is None else Interval(begin, end)


def _clipped(interval: Interval | None, reference: date | None) -> Interval | None:
    if interval is None or reference is None or interval.begin is None or interval.end is None:
        return interval
    return Interval(interval.begin, reference) if interval.begin <= reference < interval.end else interval


def _exact(folded: str, reference: date | None) -> Interval | None:
    """A year, month, day, or a stretch of them."""
    years = _YEARS.search(folded)
    if years is not None:
        return _months(_int(years[1]), 1, _int(years[2]), 12)
    days = _DAYS.fullmatch(_daytime(folded))
    if days is not None:
        return _day_to_day(days, reference)
    moment = _MOMENT.match(folded.removeprefix("自").removeprefix("从"))
    assert moment is not None  # each part of it may be missing
    return _part_of_year(folded, moment, reference) or _moment(moment, reference)


def _day_to_day(match: re.Match[str], reference: date | None) -> Interval | None:
    """8月30日至9月2日: the last day follows the first, into the next year if it must."""
    first = _exact(f"{match[1]}{match[2]}日", reference)
    if first is None or first.begin is None:
        return None
    month = match[3] or f"{first.begin.month}月"
    for year in (first.begin.year, first.begin.year + 1):
        last = _exact(f"{year}年{month}{match[4]}日", None)
        if last is not None and last.end is not None and last.end >= first.begin:
            return Interval(first.begin, last.end)
    return None


def _near_month(folded: str, reference: date | None) -> Interval | None:
    if reference is None or (folded[0] == "上" and (reference.year, reference.month) == (1, 1)):
        return None
    back = 1 if folded[0] == "上" else 0
    year, month = divmod(reference.year * 12 + reference.month - 1 - back, 12)
    return _months(year, month + 1, year, month + 1)


def _daytime(folded: str) -> str:
    return re.sub(r"(?<=[日号])[^日号]*$", "", folded)


def _part_of_year(folded: str, match: re.Match[str], reference: date | None) -> Interval | None:
    year = _year(match["year"], reference)
    quarter, half, months = _QUARTER.search(folded), _HALF.search(folded), _MONTHS.search(folded)
    if year is None or not (quarter or half or months):
        return None
    if quarter:
        last = 3 * _int(quarter[2])
        first = 1 if quarter[1] == "前" else last - 2
    elif half:
        first, last = (1, 6) if half[1] == "上" else (7, 12)
    else:
        assert months is not None
        first, last = _int(months[1]), _int(months[3])
        until = _int(months[2][:-1]) if months[2] else year
        return _months(year, first, until, last)
    return _months(year, first, year, last)


def _months(year: int, first: int, until: int, last: int) -> Interval | None:
    if not (1 <= first <= 12 and 1 <= last <= 12) or (year, first) > (until, last):
        return None
    return Interval(date(year, first, 1), date(until, last, monthrange(until, last)[1]))


def _moment(match: re.Match[str], reference: date | None) -> Interval | None:
    year = _year(match["year"], reference)
    if year is None:
        return None
    if not match["month"]:
        if match["turn"]:
            first, last = (1, 3) if match["turn"].endswith("初") else (10, 12)
            return _months(year, first, year, last)
        return _months(year, 1, year, 12) if match["year"] else None
    found = _days(year, _int(match["month"]), match)
    if found is None or match["year"] or reference is None or found[0] <= reference:
        return found and Interval(*found)
    return _earlier(*found)


def _days(year: int, month: int, match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of a month, a third of it, or the one day."""
    if not 1 <= month <= 12:
        return None
    first, last = _THIRDS.get(match["third"] or "", (1, 31))
    if match["day"]:
        first = last = _int(match["day"])
    length = monthrange(year, month)[1]
    if not 1 <= first <= length:
        return None
    return date(year, month, first), date(year, month, min(last, length))


def _earlier(begin: date, end: date) -> Interval | None:
    """The same days a year before; the 29th of February has none."""
    if begin.year < 2 or (begin.month, begin.day) == (2, 29):
        return None
    last = min(end.day, monthrange(end.year - 1, end.month)[1])
    return Interval(begin.replace(year=begin.year - 1), date(end.year - 1, end.month, last))


def _year(written: str | None, reference: date | None) -> int | None:
    if written is not None and written not in _OFFSETS:
        return _int(written)
    return None if reference is None else reference.year + _OFFSETS[written or "今"]


def _int(written: str) -> int:
    return int(parse_numeral(written) or 0)


def _recent(folded: str, reference: date | None) -> Interval | None:
    """近三年 runs back from the article, day for day; 近年来 has no beginning."""
    found = _RECENT.search(folded)
    if reference is None or found is None:
        return _open(None, reference)
    if found[2] in ("周", "天"):
        days = _int(found[1]) * (7 if found[2] == "周" else 1)
        return Interval(reference - timedelta(days), reference)
    months = 6 if found[1] == "半" else _int(found[1]) * (12 if found[2] == "年" else 1)
    index = reference.year * 12 + reference.month - 1 - months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return Interval(None, reference)
    return Interval(date(year, month, min(reference.day, monthrange(year, month)[1])), reference)


_READERS: Final[dict[str, Callable[[str, date | None], Interval | None]]] = {
    "year": _stated,
    "month": _stated,
    "day": _stated,
    "range": _stated,
    "since": _since,
    "until": _until,
    "recent-span": _recent,
    "event": _named,
    "session": _named,
}
