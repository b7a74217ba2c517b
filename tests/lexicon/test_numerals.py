"""Numerals: every way the genre writes a number, and a round trip over Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.lexicon.numerals import fold, parse_numeral, parse_pair

HAN = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write 1..99999 as a Chinese numeral, the way it is said (10 is 十, 10010 一万零一十)."""
    front, back = divmod(number, 10_000)
    written = _section(front) + "万" if front else ""
    if back:
        written += ("零" if front and back < 1000 else "") + _section(back)
    return written.removeprefix("一") if written.startswith("一十") else written


def _section(number: int) -> str:
    written, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap and written else "") + HAN[digit] + name
        gap = digit == 0
    return written


def test_every_chinese_numeral_below_a_hundred_thousand_is_read_back() -> None:
    wrong = [n for n in range(1, 100_000) if parse_numeral(in_chinese(n)) != n]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"), ("４００", "400"), ("1,234", "1234"), ("１，２３４", "1234"), ("98.5", "98.5"),
        ("１２．５", "12.5"), ("二十", "20"), ("三十六", "36"), ("一百二十", "120"), ("两千", "2000"), ("百", "100"),
        ("万", "10000"), ("1.2万", "12000"), ("2.3亿", "230000000"), ("1万2千", "12000"), ("三十二万", "320000"),
        ("3千", "3000"), ("145万", "1450000"), ("1亿2000万", "120000000"), ("1.2万亿", "1200000000000"),
        ("百万", "1000000"), ("一百零二", "102"), ("一百二", "120"), ("三千五", "3500"), ("两万五", "25000"),
        ("1万2", "12000"), ("九十八点五", "98.5"), ("一点二万", "12000"), ("二〇二〇", "2020"), ("二○二一", "2021"),
        ("十", "10"),
    ],
)  # fmt: skip
def test_reads(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三五", "十百", "万万", "个", "1.2.3", "-3", "点五", "12三", "9" * 25])
def test_reads_nothing(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("一两", 1, 2), ("两三", 2, 3), ("三五", 3, 5), ("七八", 7, 8), ("两三百", 200, 300), ("三四十", 30, 40),
        ("十七八", 17, 18), ("二十七八", 27, 28), ("三五万", 30000, 50000),
    ],
)  # fmt: skip
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    assert parse_pair(text) == (low, high)


@pytest.mark.parametrize("text", ["九三", "三八", "二十", "一", "三三", "五四", "十七八百", ""])
def test_other_digits_are_no_range(text: str) -> None:
    assert parse_pair(text) is None


@given(st.text(max_size=60))
def test_never_fails_and_folding_keeps_the_length(text: str) -> None:
    parse_numeral(text)
    parse_pair(text)
    assert len(fold(text)) == len(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_plain_digits_are_themselves(number: Decimal) -> None:
    assert parse_numeral(f"{number:f}") == number
