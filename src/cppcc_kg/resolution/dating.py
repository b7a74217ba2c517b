"""When a figure held: the stated period as a pair of dates, given the article's date as far as it is known.

An article's date may be a year or a month alone. The period is then reckoned from the first and from the last day
that the article may have, and what both agree on is kept: 去年 is a pair of days, 近三年 a pair of years.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cppcc_kg.lexicon.periods import PeriodMatch, find_periods, resolve
from cppcc_kg.model import Evidence, Span
from cppcc_kg.reading.dates import common_date


class Stated(NamedTuple):
    """First and last date of a period, ISO 8601, whole or cut; None where the words or the article leave it open."""

    begin: str | None = None
    end: str | None = None


@lru_cache(maxsize=4096)
def stated(period: str, article: str | None) -> Stated:
    """The dates of a period as written in an article of that date.

    >>> stated("去年以来", "2021")
    Stated(begin='2020-01-01', end='2021')
    >>> stated("近三年", "2021-08-31")
    Stated(begin='2018-08-31', end='2021-08-31')
    >>> stated("2020年", None), stated("近三年", None)
    (Stated(begin='2020-01-01', end='2020-12-31'), Stated(begin=None, end=None))
    """
    match = _period(period)
    if match is None:
        return Stated()
    found = [resolve(match, day) for day in _span_of(article)]
    begins = [interval.begin if interval else None for interval in found]
    ends = [interval.end if interval else None for interval in found]
    return Stated(_agreed(begins), _agreed(ends))


def as_of(period: str | None, article: str | None) -> str | None:
    """The end of the stated period, else the article's date."""
    return (stated(period, article).end if period is not None else None) or article


class Calendar:
    """The date of the article in which a passage stands."""

    def __init__(self, articles: Iterable[tuple[str, Span, str | None]]) -> None:
        self._ends: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for document, span, day in articles:
            self._ends[document].append((span.end, day or ""))
        for each in self._ends.values():
            each.sort()

    def latest(self, passages: Iterable[Evidence]) -> str | None:
        """The latest date of the passages' articles; of one year, a date that is known to the day."""
        return max((self._of(each.document, each.span.begin) for each in passages), default="") or None

    def _of(self, document: str, at: int) -> str:
        """What precedes an article (a banner) is dated as the article is."""
        ends = self._ends[document]
        return next((day for end, day in ends[bisect_right(ends, (at, "\U0010ffff")) :]), "")


def _period(text: str) -> PeriodMatch | None:
    return next((match for match in find_periods(text) if match.text == text), None)


def _agreed(days: list[date | None]) -> str | None:
    return common_date(day.isoformat() if day else None for day in days)


def _span_of(article: str | None) -> tuple[date | None, ...]:
    """First and last day that the article may be of."""
    parts = (article or "").split("-")
    try:
        year, *rest = (int(part) for part in parts)
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 1:
            return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
        return (date(year, *rest),)
    except (ValueError, TypeError):
        # A sidecar may hold any text (2021年夏): no day can be had from it.
        return (None,)
