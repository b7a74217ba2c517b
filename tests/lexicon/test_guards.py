"""Where a number or a period can begin: the look at the first character refuses nothing that the rest would find."""

from __future__ import annotations

import re

import pytest

from cppcc_kg.lexicon import frequencies, periods
from cppcc_kg.lexicon.figures import NUMBER
from cppcc_kg.lexicon.numerals import fold

GUARD = re.compile(r"\A\(\?=\[[^]]+\]\)")


@pytest.mark.parametrize("expression", [NUMBER, periods._PERIOD, frequencies._NAMED], ids=["number", "period", "named"])
def test_the_same_without_the_look(expression: re.Pattern[str], seed_text: str, dev_texts: dict[str, str]) -> None:
    assert GUARD.match(expression.pattern)
    plain = re.compile(GUARD.sub("", expression.pattern, count=1))
    found = 0
    for text in (seed_text, *dev_texts.values()):
        folded = fold(text)
        spans = [match.span() for match in expression.finditer(folded)]
        assert spans == [match.span() for match in plain.finditer(folded)]
        found += len(spans)
    assert found


def test_each_kind_of_period_can_begin() -> None:
    rows = "每年 “十四五”期间 本届以来 截至目前 自2020年以来 上半年 3月5日 当月 去年底 全年 最近三年 过去五年 半年来 数年来 日前 连日来 长期以来"
    for words in rows.split():
        assert [period.text for period in periods.find_periods(words)] == [words]
