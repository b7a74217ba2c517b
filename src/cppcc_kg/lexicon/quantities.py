"""Quantities: a number with its unit, what bounds it, and whether it counts or merely names.

A number is found first; what stands to its left (近, 不少于, 第), inside it (30余万) and to the right of its
unit (以上) is then looked at within a fixed window, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from cppcc_kg.lexicon.figures import NUMBER, Number, read_number, read_range, read_unit
from cppcc_kg.lexicon.frequencies import find_frequencies
from cppcc_kg.lexicon.naming import grades, is_scale, names, quoted_names
from cppcc_kg.lexicon.numerals import DIGITS, HAN_NUMERAL, NUMERAL, fold, tidy
from cppcc_kg.lexicon.qualifiers import Form, after, before, bounds, combine, distant
from cppcc_kg.lexicon.units import UNITS, Unit, UnitKind
from cppcc_kg.model import Span

Caveat = Literal["frequency", "article", "summary"]


class QuantityMatch(NamedTuple):
    """One quantity of a text.

    ``span`` covers number, unit and the qualifier that touches them; ``qualifier`` is where the qualifier
    stands, also when a verb parts it from the number (至少组织1次: the span is 1次). ``value``, ``low`` and
    ``high`` are in ``unit``, which is as written, folded; money is in 元, and 成 and 百分之 are in %.

    ``caveat`` marks what a caller may want to drop: ``frequency`` (每月一次 is said by the frequency),
    ``article`` (打造一个: an article after a verb of doing; elsewhere 一个 is no match at all), ``summary``
    (“甲”“乙”两项: a count of the names just listed).
    """

    span: Span
    number: Span
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    kind: UnitKind
    form: Form
    qualifier: Span | None = None
    caveat: Caveat | None = None


class _Page(NamedTuple):
    """What every step looks at: the folded text, and where a frequency counts occasions."""

    folded: str
    counts: frozenset[Span]


_AFTER_UNIT = re.compile(r"[多余半](?![种样元次天])")
#: 九成八以上 is 98 %.
_TENTH = re.compile(r"[一二三四五六七八九](?=以上|以下|左右|的|[^\u4e00-\u9fff]|\Z)")
_PERCENT_NEXT = re.compile(rf"[“]?(?:{NUMERAL})[ ]?%")
_DISTRIBUTED = re.compile(rf"(?:[{HAN_NUMERAL}]{{1,2}}|[0-9])个[“]?\Z")
_ADVERBS = frozenset(("至少", "最少", "起码"))
_SHARED = re.compile(r"[^，。；：！？,;:!?\n]{1,16}")
_COORDINATED = re.compile(r"[、和及与]|并")
#: Verbs of doing, after which 一 plus classifier states that there is one.
_DOING = re.compile(
    r"(?:打造|建[成立设有]|设[立置]|成立|组[建织]|[新创搭筹共]建|开[设展辟办通]|选[派定树]|派出|安排|推[荐出动]|配备|确定|落实|举[办行]|召开"
    r"|[形达]成|撰写|提[交出]|[编出]版|编印|制定|出台|明确|培育|办[理结好]|走访|慰问|帮扶|结对|联系|筹集|捐赠|协调|争取|引进|完成|获得?"
    r"|[评授]为|新?增[加设]?|聘请|[上申]报|报送|解决|参加)[了起出好过]?\Z"
)


# The names of an article and its figures are sought apart, and both ask for these.
@lru_cache(maxsize=64)
def find_quantities(text: str) -> tuple[QuantityMatch, ...]:
    """Every quantity of a text, in order, none overlapping.

    Bounds: 余, 多 and 几 (十几) give value and lower bound; 突破 both; 以上, 至少, 不少于 and 超过, 逾 a
    lower bound alone; 不足, 不到, 不超过, 以内 an upper bound alone; 近, 约, 左右 and 来 (十来个) the value
    alone; a range two bounds and no value. 上百 and 过百 have the lower bound 100, 数十 and 几十 the lower
    bound 10: the least that the words allow. An adverb reaches over a short verb (至少组织1次) and over what
    is coordinated after it (至少提交1件提案、2条信息). A number without a unit (突破10万) is none.

    >>> text = "筹资30余万元，办实事240余件，提交4条以上"
    >>> [(q.unit, str(q.value), str(q.low)) for q in find_quantities(text)]
    [('元', '300000', '300000'), ('件', '240', '240'), ('条', 'None', '4')]
    >>> find_quantities("“五型机关”三定三有，2020年第24、25届，庆祝建党100周年")
    ()
    """
    folded = fold(text)
    counts = frozenset(f.count for f in find_frequencies(text) if f.count is not None)
    return tuple(_spread(_scan(_Page(folded, counts)), folded))


def _scan(page: _Page) -> Iterator[QuantityMatch]:
    quoted = quoted_names(page.folded)
    floor = at = 0
    while (hit := NUMBER.search(page.folded, at)) is not None:
        match = _read(page, hit, floor)
        at = hit.end("core")
        if match is not None:
            at = floor = max(at, match.span.end)
            if match.kind == "percent" or not quoted.covers(match.number.begin):
                yield match


def _read(page: _Page, hit: re.Match[str], floor: int) -> QuantityMatch | None:
    """The quantity whose number is at ``hit``, if that number counts something."""
    folded = page.folded
    number = read_number(folded, hit)
    if number is None:
        return None
    number, unit, end = read_range(folded, hit, number) or (number, *read_unit(folded, number, hit["part"]))
    if unit is None or (unit.name == "个" and _PERCENT_NEXT.match(folded, end)):
        return None
    if unit.name == "成" and (more := _TENTH.match(folded, end)):
        tenth = number.low + Decimal(DIGITS[more[0]]) / 10
        number, end = number._replace(low=tenth, high=tenth), more.end()
    if unit.kind == "duration":
        number, unit, end = _lasting(folded, number, unit, end)
    span = Span(hit.start() if hit["part"] else number.span.begin, end)
    if names(folded, span, number.core, unit, number.low):
        return None
    return _qualified(page, number, unit, span, floor)


def _lasting(folded: str, number: Number, unit: Unit, end: int) -> tuple[Number, Unit, int]:
    """两年多 and 两个多月 go over two; 一年半 and 一个半小时 are one and a half."""
    more = _AFTER_UNIT.match(folded, end)
    inner = next((letter for letter in "多半" if letter in unit.name), more and more[0])
    if inner is None:
        return number, unit, end
    if inner == "半":
        half = number.low + Decimal("0.5")
        number = number._replace(low=half, high=half)
    else:
        number = number._replace(form="surplus")
    return number, UNITS[unit.shown], more.end() if more else end


def _qualified(page: _Page, number: Number, unit: Unit, span: Span, floor: int) -> QuantityMatch | None:
    folded = page.folded
    left = before(folded, span.begin, floor, scale=is_scale(number.core) or number.core[0] == "十")
    right = after(folded, span.end)
    far = None if left or right else distant(folded, span.begin, floor)
    mark = left or far
    form = combine(number.form, mark.form if mark else None, right.form if right else None)
    if form == "plain" and not _counts(page, number, unit, span):
        return None
    caveat = _caveat(page, number, unit, span) if form == "plain" else None
    touched = Span(left.span.begin if left else span.begin, right.span.end if right else span.end)
    shown, touched = _shown(folded, form, unit, touched, floor)
    times = 10 if unit.name == "成" else 1
    value, low, high = (None if n is None else tidy(n * times) for n in bounds(form, number.low, number.high))
    mark = mark or right
    return QuantityMatch(
        touched, number.span, unit.shown, value, low, high, unit.kind, shown, mark.span if mark else None, caveat
    )


def _counts(page: _Page, number: Number, unit: Unit, span: Span) -> bool:
    """Whether an unbounded 一 (after a verb of doing, or as an occasion) or 百 (before money) counts."""
    if is_scale(number.core) and unit.kind != "percent":
        return unit.kind == "money" and not grades(page.folded, span.end)
    if number.core != "一" or number.low != 1 or unit.kind == "percent":
        return True
    if unit.name == "批" or (unit.kind == "count" and page.folded.startswith(unit.name, span.end)):
        return False
    return span in page.counts or _DOING.search(page.folded, max(0, span.begin - 4), span.begin) is not None


def _caveat(page: _Page, number: Number, unit: Unit, span: Span) -> Caveat | None:
    if span in page.counts and number.low == 1:
        return "frequency"
    if number.core == "一" and unit.kind == "count":
        return "article"
    listed = page.folded[span.begin - 1 : span.begin] in ("”", "》", "’")
    return "summary" if listed and number.core[0] in HAN_NUMERAL and unit.name in ("个", "项", "种") else None


def _shown(folded: str, form: Form, unit: Unit, span: Span, floor: int) -> tuple[Form, Span]:
    """The form to show, and the span: an unbounded share is named by how it is written (三个100%)."""
    if form != "plain" or unit.kind != "percent":
        return form, span
    if unit.name == "成":
        return "tenths", span
    found = _DISTRIBUTED.search(folded, max(floor, span.begin - 4), span.begin)
    return ("distributive", Span(found.start(), span.end)) if found else ("percent", span)


def _spread(found: Iterator[QuantityMatch], folded: str) -> Iterator[QuantityMatch]:
    """Let 至少 bound what is coordinated with its own number: 至少提交1件提案、反映2条信息."""
    last: QuantityMatch | None = None
    for match in found:
        shared = _SHARED.fullmatch(folded, last.span.end, match.span.begin) if last else None
        if last and shared and match.form == "plain" and _COORDINATED.search(shared[0]):
            last = match._replace(value=None, low=match.value, form="at-least", qualifier=last.qualifier, caveat=None)
        else:
            ruled = match.qualifier is not None and folded[slice(*match.qualifier)] in _ADVERBS
            last = match if ruled else None
        yield last or match
