"""Numerals as the genre writes them: 1,234, １２３, 1.2万, 1万2千, 三百六十五, 二〇二〇, 三五 (3 to 5).

Folding never changes a text's length, so spans found in folded text hold in the text as written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

#: Chinese digits by value; 两 is 二 before a classifier.
DIGITS: Final[dict[str, int]] = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
#: Every character of which a Chinese numeral is made, for use inside a character class.
HAN_NUMERAL: Final = "零〇○一二两三四五六七八九十百千万亿"
#: Source of a regex for one numeral in folded text. Possessive throughout: a run is read once only.
NUMERAL: Final = (
    r"(?:[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
    rf"|[{HAN_NUMERAL}]++(?:点[零〇一二三四五六七八九]++)?+)++"
)

#: No report counts beyond 10^16; a longer run of digits is a telephone, a serial number or noise.
_LONGEST = 24

_FOLD: Final[dict[str, str]] = {
    chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in "%.-~+"
} | {"〜": "~", "∼": "~", "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "﹪": "%", "﹣": "-"}
#: Looked for before anything is replaced: a table of characters is looked up for each character of a text.
_TO_FOLD = re.compile("[" + "".join(map(re.escape, _FOLD)) + "]")
_FULL_WIDTH_GROUPS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_ASCII = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_D = "[一二两三四五六七八九]"
_COEFFICIENT = rf"(?:{_D}|[0-9]+(?:\.[0-9]+)?)?"
_SECTION = re.compile(rf"(?:({_COEFFICIENT})千)?(?:[零〇]?({_COEFFICIENT})百)?(?:[零〇]?({_D}?)十)?(?:[零〇]?({_D}))?")
_POSITIONAL = re.compile(r"[零〇○一二三四五六七八九0]+")
_PAIR = re.compile(rf"([一二三四五六七八九]?十)?({_D})({_D})([十百千万亿]*)")
#: Neighbours that mean "or": 一两, 三四; 三五 alone skips a number.
_PAIRS = frozenset({(n, n + 1) for n in range(1, 9)} | {(3, 5)})


def fold(text: str) -> str:
    """The text with digits, letters, %, dashes and the like in half width, its length unchanged.

    >>> fold("１，２３４件，占９８．５％")
    '1,234件，占98.5%'
    """
    if _TO_FOLD.search(text) is None:
        return text
    return _TO_FOLD.sub(_folded, _FULL_WIDTH_GROUPS.sub(",", text))


def _folded(match: re.Match[str]) -> str:
    return _FOLD[match[0]]


def tidy(value: Decimal) -> Decimal:
    """The same number in its shortest plain form, so that equal figures print alike.

    >>> tidy(Decimal("12000.0")), tidy(Decimal("98.50"))
    (Decimal('12000'), Decimal('98.5'))
    """
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


# Of the numerals of a report most are the same few.
@lru_cache(maxsize=1024)
def parse_numeral(text: str) -> Decimal | None:
    """The number that ``text`` writes as a whole, or None where it writes none.

    A scale without a coefficient counts once (百 is 100); 一百二 is 120, 两万五 is 25000.
    Two neighbouring digits (三五) are a range, no number: see :func:`parse_pair`.

    >>> parse_numeral("二十"), parse_numeral("1.2万"), parse_numeral("1万2千"), parse_numeral("１,２３４")
    (Decimal('20'), Decimal('12000'), Decimal('12000'), Decimal('1234'))
    >>> parse_numeral("二〇二〇"), parse_numeral("九十八点五"), parse_numeral("万")
    (Decimal('2020'), Decimal('98.5'), Decimal('10000'))
    >>> parse_numeral("三五") is None, parse_numeral("十百") is None, parse_numeral("") is None
    (True, True, True)
    """
    folded = fold(text).replace(" ", "")
    if not folded or len(folded) > _LONGEST:
        return None
    value = _large(folded)
    return None if value is None else tidy(value)


@lru_cache(maxsize=1024)
def parse_pair(text: str) -> tuple[Decimal, Decimal] | None:
    """Lower and upper number of two neighbouring digits read as "or", with what scales them.

    >>> parse_pair("三五"), parse_pair("两三百"), parse_pair("十七八")
    ((Decimal('3'), Decimal('5')), (Decimal('200'), Decimal('300')), (Decimal('17'), Decimal('18')))
    >>> parse_pair("九三") is None, parse_pair("二十") is None
    (True, True)
    """
    found = _PAIR.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    tens, first, second, scale = found.groups()
    if (DIGITS[first], DIGITS[second]) not in _PAIRS or (tens and scale.startswith(("十", "百", "千"))):
        return None
    low, high = (parse_numeral((tens or "") + digit + scale) for digit in (first, second))
    return None if low is None or high is None else (low, high)


def _large(text: str) -> Decimal | None:
    """Read 亿 and 万, largest last so that 1.2万亿 is a 亿 of 1.2万."""
    for scale, size in (("亿", 100_000_000), ("万", 10_000)):
        if scale in text:
            head, _, tail = text.rpartition(scale)
            if scale == "万" and "万" in head:
                return None
            front = Decimal(1) if not head else _large(head)
            back = _tail(tail, size)
            return None if front is None or back is None else front * size + back
    return _small(text)


def _tail(text: str, size: int) -> Decimal | None:
    """What follows a scale: nothing, a smaller number, or one digit of the next lower place (两万五)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and (text in DIGITS or text.isdecimal()):
        return _coefficient(text) * size / 10
    rest = _large(text.removeprefix("零").removeprefix("〇"))
    return rest if rest is not None and rest < size else None


def _small(text: str) -> Decimal | None:
    """Read a number without 万 and 亿: ASCII digits, 千百十, digit by digit, or with 点."""
    if _ASCII.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, point, fraction = text.partition("点")
    if point:
        front = _small(whole) if whole else None
        places = "".join(str(DIGITS.get(c, "")) for c in fraction)
        return None if front is None or not places else front + Decimal(f"0.{places}")
    if len(text) == 1 and text in DIGITS:
        return Decimal(DIGITS[text])
    if _POSITIONAL.fullmatch(text):
        digits = "".join(str(DIGITS.get(c, c)) for c in text)
        return Decimal(digits) if len(text) > 2 or "0" in digits[1:] else None
    return _section(text)


def _section(text: str) -> Decimal | None:
    found = _SECTION.fullmatch(text)
    if found is None:
        return None
    total = Decimal(0)
    last = 0
    for coefficient, size in zip(found.groups(), (1000, 100, 10, 1), strict=True):
        if coefficient is not None:
            total += size * _coefficient(coefficient)
            last = size
    # 一百二 is 120 and 三千五 is 3500, while 一百零二 is 102 and 二十二 is 22.
    colloquial = re.fullmatch(rf".*([百千])({_D})", text)
    if colloquial and last == 1:
        digit = DIGITS[colloquial[2]]
        total += digit * ((100 if colloquial[1] == "千" else 10) - 1)
    return total


def _coefficient(text: str) -> Decimal:
    if not text:
        return Decimal(1)
    return Decimal(DIGITS[text]) if text in DIGITS else Decimal(text)
