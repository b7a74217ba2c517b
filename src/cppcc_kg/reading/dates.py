"""The date of an article, from the page itself: what it prints, what its dateline says, the year that its words give.

Three sources, in this order; each is used only where it is plain, for a wrong date spoils every period after it.

1. **Printed for the page**: ``发布时间：2024-02-26``, ``来源：… 2024-02-26 10:33``, a line at the head or foot that is
   a date and nothing else. It holds for every article of the page.
2. **The article's dateline**: a whole date that opens its text (``本报讯（记者 …）2024年2月26日，…``), unless the text
   knows a later year: then the opening tells an old story.
3. **The year alone**, of the page: an anniversary that is being celebrated, ``今年（2024年）``, ``2024年是…之年``, or
   ``截至2024年9月`` (up to October: a year's last figures are published in the next). The latest such year counts,
   and only if no later one is spoken of as past. ``2023年以来`` gives no year: reports of 2025 say it, too.

A year from an anniversary is made a day where the article opens with a month and day after the celebrated day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from cppcc_kg.reading.tree import Article

_WIDE = str.maketrans("０１２３４５６７８９：－／．　（）", "0123456789:-/. ()")
_HAN = "零一二三四五六七八九"
_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
#: Longest line that may be a web page's line of credits.
_CREDITS = 120
#: How many lines at the head and at the foot of a page may hold its date alone.
_HEAD, _FOOT = 8, 5

_YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2}|一九[〇○零一二三四五六七八九]{2})"
_SMALL = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH_DAY = rf"{_SMALL}月{_SMALL}[日号]"
_MARKED = "|".join(rf"{mark}[0-9]{{1,2}}(?:{mark}[0-9]{{1,2}})?(?![0-9])" for mark in ("-", r"\.", "/"))
_DATE = rf"(?<![0-9]){_YEAR}(?: ?年 ?{_SMALL} ?月(?: ?{_SMALL} ?[日号])?|{_MARKED})"
_PARTS = re.compile(rf"({_YEAR})[-. /年月]{{1,3}}({_SMALL})(?:[-. /年月]{{1,3}}({_SMALL}))?")
_PUBLISHED = re.compile(
    r"(?:发布|发表|发稿|刊发|刊登|更新|录入|上传|成文|印发)(?:时间|日期)? ?:? ?" + f"(?P<date>{_DATE})"
)
_CREDITED = re.compile(rf"(?:^|\s)(?:时间|日期|来源|稿源|信息来源|作者) ?:.{{0,60}}?(?P<date>{_DATE})")
_NOTICE = re.compile(r"地点|会议时间|截止|报名")
_ALONE = re.compile(rf"[(\[【]?(?P<date>{_DATE})(?: ?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?[)\]】]?")

_OPENING = (
    r"(?:[【\[][^】\]]{1,12}[】\]] ?)?"
    r"(?:(?:又讯|另讯|[\u4e00-\u9fff]{1,6}讯) ?(?:\([^)]{0,40}\))? ?:?)?"
)
_AFTER = r"(?! ?(?:以来|来|起|至今|之?前|之?后|以前|以后|期间|开始))"
_DATELINE = re.compile(
    rf" ?{_OPENING} ?(?:(?P<date>{_DATE}){_AFTER}|[\u4e00-\u9fff]{{2,14}}?(?P<wired>{_DATE}) ?[电讯])"
)
_DAYLINE = re.compile(
    rf" ?{_OPENING} ?(?:[\u4e00-\u9fff]{{2,14}}?(?={_MONTH_DAY} ?[电讯]))?(?P<day>{_MONTH_DAY}){_AFTER}"
)

_NUMBER = r"(?:[0-9]{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|一?百)"
_CELEBRATED = r"(?:庆祝|纪念|献礼|致敬)[^。！？；\n]{0,12}?"
#: What is celebrated, and the day that it counts from.
_FOUNDED: Final = (
    (r"(?:建党|(?:中国共产党|党的?)(?:成立|诞辰))", date(1921, 7, 1)),
    (r"(?:建国|国庆|(?:中华人民共和国|新中国|共和国)成立)", date(1949, 10, 1)),
    (r"(?<![区县市州盟旗省])(?:中国人民政治协商会议|人民政协)成立", date(1949, 9, 21)),
    (r"改革开放", date(1978, 12, 18)),
)  # fmt: skip
_ANNIVERSARIES = tuple(
    (
        re.compile(rf"{_CELEBRATED}{what}[“”]?(?P<n>{_NUMBER})(?:周年|年华诞)|{_CELEBRATED}{what}(?P<hundred>百年)"),
        founded,
    )
    for what, founded in _FOUNDED
)
_THIS_YEAR = re.compile(
    rf"今年 ?\( ?(?P<a>{_YEAR}) ?年? ?\)"
    rf"|(?P<b>{_YEAR})年(?:，|,)?(?:是|正值|恰逢|适逢)[^。！？\n]{{2,40}}?(?:之年|周年|元年|第[一二三四五]年)"
    rf"|截[至止]到?(?P<c>{_YEAR})年(?:10|0?[1-9]|[一二三四五六七八九十])月"
)
_LAST_YEAR = re.compile(rf"去年 ?\( ?(?P<a>{_YEAR}) ?年? ?\)")
#: A year spoken of; not one that lies ahead (到2035年, 2035年远景目标, 2025年前).
_SPOKEN = re.compile(
    r"(?P<ahead>(?:(?<!截)[到至]|力争|迈向|面向|用[到至]|预计|计划|将于|拟于|明年 ?\( ?))?"
    rf"(?<![0-9])(?P<year>{_YEAR}) ?年"
    r"(?P<plan>远景|规划|目标|愿景|底?之?前)?"
)


def dated(text: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of a page (``text`` is its whole file), each with its date where the page gives one."""
    folded = text.translate(_WIDE)
    printed = _printed(folded)
    if printed is not None:
        return tuple(replace(article, date=printed) for article in articles)
    year, celebrated = _inferred(folded)
    return tuple(replace(article, date=_own_date(article, year, celebrated)) for article in articles)


def printed_date(text: str) -> str | None:
    """The date that the page prints for itself, ISO 8601, whole or cut after the month.

    >>> printed_date("首页 > 正文\\n来源：协商在线　时间：2025-10-21 08:40\\n某区政协召开会议。")
    '2025-10-21'
    >>> printed_date("会议时间：2024年3月5日\\n地点：二楼")
    """
    return _printed(text.translate(_WIDE))


def _printed(folded: str) -> str | None:
    lines = [shown for line in folded.splitlines() if (shown := line.strip())]
    for pattern in (_PUBLISHED, _CREDITED):
        for line in lines:
            match = pattern.search(line) if len(line) <= _CREDITS and not _NOTICE.search(line) else None
            found = _iso(match["date"]) if match else None
            if found is not None:
                return found
    edges = [*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _FOOT) :]]
    alone = {_iso(match["date"]) for line in edges if (match := _ALONE.fullmatch(line))} - {None}
    # Several dates that stand alone are a list of other pages.
    return alone.pop() if len(alone) == 1 else None


def inferred_year(text: str) -> int | None:
    """The year that the words of a page give, by the third source.

    >>> inferred_year("举办“学党史”庆祝建党100周年读书汇演"), inferred_year("2023年以来，今年初获奖")
    (2021, None)
    """
    return _inferred(text.translate(_WIDE))[0]


def common_date(dates: Iterable[str | None]) -> str | None:
    """What several dates share: the day, the month or the year; none where one is unknown or the years differ.

    >>> common_date(["2021", "2021-08-19"]), common_date(["2021-08-19", None])
    ('2021', None)
    """
    found = set(dates)
    if not found or None in found:
        return None
    known = [each.split("-") for each in found if each is not None]
    shared = []
    for parts in zip(*known, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "-".join(shared) or None


def _own_date(article: Article, year: int | None, celebrated: date | None) -> str | None:
    opening = _opening(article).translate(_WIDE)
    match = _DATELINE.match(opening)
    if match is not None:
        found = _iso(match["date"] or match["wired"])
        latest = max(_spoken(article.text.translate(_WIDE)), default=0)
        if found is not None and len(found) == 10 and int(found[:4]) >= latest:
            return found
    if year is None:
        return None
    day = _DAYLINE.match(opening)
    if day is not None and celebrated is not None:
        whole = _iso(f"{year}年{day['day']}")
        if whole is not None and date.fromisoformat(whole) >= celebrated:
            return whole
    return str(year)


def _opening(article: Article) -> str:
    """The first paragraph of running text; headlines and headings have none."""
    for _, paragraph in article.walk():
        return article.words(paragraph.span)
    return ""


def _inferred(folded: str) -> tuple[int | None, date | None]:
    """The year, and the celebrated day in it where an anniversary gave it."""
    days = list(_celebrated(folded))
    years = [day.year for day in days] + [_int(m["a"] or m["b"] or m["c"]) for m in _THIS_YEAR.finditer(folded)]
    years += [_int(match["a"]) + 1 for match in _LAST_YEAR.finditer(folded)]
    year = max(years, default=None)
    if year is None or year < max(_spoken(folded), default=0):
        return None, None
    return year, max((day for day in days if day.year == year), default=None)


def _celebrated(folded: str) -> Iterator[date]:
    for pattern, founded in _ANNIVERSARIES:
        for match in pattern.finditer(folded):
            count = 100 if match["hundred"] else _int(match["n"])
            if 1990 <= founded.year + count <= 2100:
                yield founded.replace(year=founded.year + count)


def _spoken(folded: str) -> Iterator[int]:
    return (_int(m["year"]) for m in _SPOKEN.finditer(folded) if not m["ahead"] and not m["plan"])


def _iso(written: str) -> str | None:
    parts = _PARTS.match(written)
    if parts is None:
        return None
    year, month, day = (_int(part) if part else None for part in parts.groups())
    assert year is not None and month is not None
    try:
        whole = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]


def _int(written: str) -> int:
    """A number in digits, a year digit by digit, or hanzi up to a hundred.

    >>> _int("二〇二四"), _int("十二"), _int("三十"), _int("七十五"), _int("一百")
    (2024, 12, 30, 75, 100)
    """
    if "百" in written:
        return 100
    tens, ten, ones = written.partition("十")
    if not ten:
        return int(written.translate(_DIGITS))
    return 10 * (_HAN.index(tens) if tens else 1) + (_HAN.index(ones) if ones else 0)
