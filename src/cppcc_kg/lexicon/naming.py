"""Numbers that name, order or date: 五型机关, “四性”, 第八督导组, 八届四次会议, 2020年, 四处, 三个一批.

None of the tests here knows a committee's or a programme's name. They look at quotes, at what stands left of
the number (第, 每, 这, 前), and at a closed class of abstract words that make a formula with a small number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cppcc_kg.lexicon.endings import Ending
from cppcc_kg.lexicon.numerals import HAN_NUMERAL
from cppcc_kg.lexicon.units import Unit
from cppcc_kg.model import Span

#: A title, or a quotation too short for a clause of its own.
_QUOTED = re.compile(
    r"《[^《》\n]{1,80}》|“[^“”，。；！？,;!?\n]{1,16}”|‘[^‘’，。；！？,;!?\n]{1,16}’|「[^「」，。；！？,;!?\n]{1,16}」"
    r"|\"[^\"，。；！？,;!?\n]{1,16}\""
)
#: An ordinal, also of several (第24、), a distributive, or the whole that a part is of (三分之).
_ORDERS = Ending(rf"(?:第[ ]?(?:[0-9{HAN_NUMERAL}]{{1,4}}[、,至到和~-])*|每[ ]?|分之)\Z")
_RANK = Ending(r"(?<![此目以之先提年日月当眼空生事节会])前\Z")
_DEICTIC = Ending(r"[这那哪某任该另上下同]\Z")
_SINCE = Ending(r"(?:近|最近|过去|未来|今后|前|后|这|头|下|上)[ ]?\Z")
_ANNIVERSARY = Ending(r"(?:成立|建[党国军]|开放|诞[辰生]|解放|回归)[ ]?\Z")
_SESSION = Ending(r"届[^，。；、！？,;!?\n]{0,8}\Z")
_HELD = Ending(r"(?:举办|承办|协办|主办|召开|办|连任|历任|连续|担任)[了过]?\Z")
_MEETING = re.compile(r"(?:全体|主席|常委|委员|代表)?(?:会|大会|全会|党代会|人代会)")
#: Of these, after a small number and 个, a formula is made (三个必须, 六个一): words, not formulas.
_FORMULA = re.compile(
    r"维护|意识|自信|确立|结合|全面|代表|必须|坚持|持续|务必|认同|服从|始终|到位|关键在|毫不|更加|严禁|不|一[百批]?|区分|转变|革命|牢记"
    r"|加强|强化|深化|聚焦|突出|注重|着力|健康|离不开|善于|自觉|明确|覆盖|优先|文明|亲自|过硬|规范化"
)
_ASPECT = re.compile(r"方面|层面|维度|角度")
_RULES = re.compile(r"规定|禁令|铁律|准则|纪律|红线")
_MONEY_CLASS = re.compile(r"[级户村镇企产项园县]|大县|GDP")
_SPANS_OF_TIME: Final = frozenset(("年", "个月", "周", "个季度", "星期", "个星期", "天"))
_WINDOW = 18


@dataclass(frozen=True, slots=True)
class QuotedNames:
    """Where a text quotes names and titles: disjoint ranges, sorted."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def covers(self, offset: int) -> bool:
        """Whether a code point lies within a quoted name."""
        index = bisect_right(self.begins, offset) - 1
        return index >= 0 and offset < self.ends[index]


def quoted_names(folded: str) -> QuotedNames:
    """The titles and short quotations of a text.

    >>> quoted_names("推动“五类”变“六类”").covers(3), quoted_names("推动“五类”变“六类”").covers(6)
    (True, False)
    """
    spans = [m.span() for m in _QUOTED.finditer(folded)]
    return QuotedNames(tuple(b for b, _ in spans), tuple(e for _, e in spans))


def is_scale(core: str) -> bool:
    """Whether a numeral is a scale without a coefficient: 百名, 千家, 万户 name a multitude."""
    return core[0] in "百千万亿"


def names(folded: str, span: Span, core: str, unit: Unit, number: Decimal) -> bool:
    """Whether the number that begins ``span``, with the unit that ends it, names rather than counts.

    ``core`` is the numeral without its unit. Only what holds whatever bounds the number is asked here.
    """
    begin, end = span
    small_han = core[0] in HAN_NUMERAL and number <= 20
    return (
        _ordered(folded, begin, unit, small_han)
        or _idiom(folded, begin, core, unit, number)
        or _formula(folded, end, unit, number, small_han)
        or _dated(folded, begin, unit, number)
        or _in_session(folded, span, unit, core)
    )


def _before(pattern: Ending, folded: str, at: int) -> bool:
    return pattern.search(folded, max(0, at - _WINDOW), at) is not None


def _ordered(folded: str, begin: int, unit: Unit, small_han: bool) -> bool:
    return (
        _before(_ORDERS, folded, begin)
        or (unit.name in ("名", "位") and _before(_RANK, folded, begin))
        or (small_han and _before(_DEICTIC, folded, begin))
    )


def _idiom(folded: str, begin: int, core: str, unit: Unit, number: Decimal) -> bool:
    """Numerals that a classifier does not take: 二 (两 counts), 零 (零件), 四处, 番 without 翻, halves."""
    left = folded[begin - 1 : begin]
    if core in ("零", "〇", "○") or (unit.name == "番" and left != "翻") or left == "番":
        return True
    if unit.kind != "count":
        return False
    return core == "二" or (core == "四" and unit.name == "处") or number != number.to_integral_value()


def _formula(folded: str, end: int, unit: Unit, number: Decimal, small_han: bool) -> bool:
    if unit.name == "个":
        return (number <= 20 and _FORMULA.match(folded, end) is not None) or (
            small_han and _ASPECT.match(folded, end) is not None
        )
    return small_han and unit.name in ("项", "条") and _RULES.match(folded, end) is not None


def _dated(folded: str, begin: int, unit: Unit, number: Decimal) -> bool:
    if unit.kind != "duration":
        return False
    if unit.name == "年" and (1000 <= number < 3000 or _before(_ANNIVERSARY, folded, begin)):
        return True
    return unit.name in _SPANS_OF_TIME and _before(_SINCE, folded, begin)


def _in_session(folded: str, span: Span, unit: Unit, core: str) -> bool:
    """八届四次会议, 十四届区委七次全会: the number orders terms, or the meetings of a term."""
    begin, end = span
    if unit.name == "届":
        return core != "两" and not _before(_HELD, folded, begin)
    return unit.name == "次" and _MEETING.match(folded, end) is not None and _before(_SESSION, folded, begin)


def grades(folded: str, end: int) -> bool:
    """Whether a sum grades what follows: 亿元企业, 百万元户."""
    return _MONEY_CLASS.match(folded, end) is not None
