"""Figures: a numeral in place, with the unit or the second numeral that belongs to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from cppcc_kg.lexicon.numerals import HAN_NUMERAL, NUMERAL, parse_numeral, parse_pair, tidy
from cppcc_kg.lexicon.qualifiers import Form
from cppcc_kg.lexicon.units import UNITS, Unit, match_unit
from cppcc_kg.model import Span


class Number(NamedTuple):
    """A numeral in place: where it is, its letters without 余 and scale, its ends, and the form they give."""

    span: Span
    core: str
    low: Decimal
    high: Decimal
    form: Form


NUMBER = re.compile(
    # A place where no numeral can begin is passed over at once.
    rf"(?=[0-9{HAN_NUMERAL}])"
    rf"(?P<part>[百千]分之)?(?P<core>{NUMERAL})(?:[ ]?(?P<mid>[余多几来])(?P<scale>[百千万亿]{{0,3}}))?"
)
_TO = re.compile(r"[ ]?(?:[-~至到]|--)[ ]?")
_OR = re.compile("、")
_GAP = re.compile(r"[ \u00a0\u3000]{0,2}")
#: What may end in 一 of its own before a number (统一三个).
_ENDS_IN_ONE = "统唯之同专逐单划万"
#: 5千米 is five kilometres, not five thousand metres.
_KILO = re.compile("[^千]*[0-9万]千")


def read_number(folded: str, hit: re.Match[str]) -> Number | None:
    """The number at a match of :data:`NUMBER`, with 余 and the scale after it (30余万), or None."""
    (begin, end), core = hit.span("core"), hit["core"]
    if core[0].isdecimal() and _inside_a_code(folded, begin):
        return None
    if len(core) > 1 and core[0] == "一" and begin and folded[begin - 1] in _ENDS_IN_ONE:
        begin, core = begin + 1, core[1:]
    if _KILO.fullmatch(core) and folded[end : end + 1] in tuple("米瓦克伏"):
        end, core = end - 1, core[:-1]
    pair = parse_pair(core)
    value = pair[0] if pair else parse_numeral(core)
    if value is None:
        return None
    mid = hit["mid"] if end == hit.end("core") else None
    if pair or mid is None:
        return Number(Span(begin, end), core, *(pair or (value, value)), "range" if pair else "plain")
    if mid == "几" and core[-1] != "十":
        return None
    scale = parse_numeral(hit["scale"]) if hit["scale"] else Decimal(1)
    if scale is None:
        return None
    value = tidy(value * scale)
    return Number(Span(begin, hit.end()), core, value, value, "about" if mid == "来" else "surplus")


def _inside_a_code(folded: str, begin: int) -> bool:
    """Whether digits go on from a letter or a broken number: G20, 1.2.3."""
    left = folded[max(0, begin - 2) : begin]
    return left[-1:].isascii() and (left[-1:].isalnum() or (left[-1:] == "." and left[:1].isalnum()))


def read_unit(folded: str, number: Number, part: str | None) -> tuple[Unit | None, int]:
    """The unit of a number and where it ends; ``part`` is 百分之 or 千分之, written before the number."""
    if part:
        return UNITS["%" if part[0] == "百" else "‰"], number.span.end
    at = number.span.end
    gap = _GAP.match(folded, at)
    at = gap.end() if gap else at
    unit = match_unit(folded, at, small_han=number.core[0] in HAN_NUMERAL and number.low < 100)
    return unit, at + len(unit.name) if unit else at


def read_range(folded: str, hit: re.Match[str], first: Number) -> tuple[Number, Unit, int] | None:
    """1-2次, 3万至5万元, 30%到40%, 两、三次: both numbers with the unit of the last."""
    if first.form != "plain":
        return None
    unit, end = read_unit(folded, first, hit["part"])
    # 从3个到5个 says what changed, not a range.
    if unit is not None and folded[hit.start() - 1 : hit.start()] in ("从", "由"):
        return None
    link = _TO.match(folded, end if unit else first.span.end) or _OR.match(folded, first.span.end)
    then = NUMBER.match(folded, link.end()) if link else None
    last = read_number(folded, then) if then else None
    if not link or not then or not last or last.form != "plain" or not _or(link[0], first, last):
        return None
    last_unit, last_end = read_unit(folded, last, then["part"] or hit["part"])
    low = _scaled(first, last)
    if last_unit is None or low >= last.low or (unit is not None and unit != last_unit):
        return None
    span = Span(first.span.begin, last.span.end)
    return Number(span, first.core, low, last.low, "range"), last_unit, last_end


def _or(link: str, first: Number, last: Number) -> bool:
    """Whether 、 between two digits means "or" (两、三次); any other link needs no such test."""
    return link != "、" or parse_pair(first.core + last.core) is not None


def _scaled(first: Number, last: Number) -> Decimal:
    """In 8至10万元 the first number shares the scale of the last; in 5000元至1万元 it does not."""
    if last.core[-1] not in "万亿" or first.core[-1] in "万亿":
        return first.low
    scale = Decimal(10_000 if last.core[-1] == "万" else 100_000_000)
    return tidy(first.low * scale) if first.low < last.low / scale else first.low
