"""An expression that must end at a place finds the same with the look at its last character as without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.lexicon.endings import Ending, last_characters

SOURCES = (
    r"(?:等(?:工作|活动)?|中|上|[，、\s])+$",
    r"(?:达|共)?(?:甲乙*|丙)+\Z",
    r"第[ ]?(?:[0-9一二三]{1,4}[、至])*\Z",
    r"(?<!附)近[了有为]?[ ]?\Z",
    r"上[^，]*\Z",
    r"(?:中(?=等)等|上\b)\Z",
    r"(?:甲|乙?)\Z",
)


@pytest.mark.parametrize("source", SOURCES)
@given(text=st.text("等工作活动中上，、 \n达共甲乙丙第0一附近了有", max_size=10), begin=st.integers(0, 4))
def test_the_same_match(source: str, text: str, begin: int) -> None:
    plain = re.compile(source).search(text, begin, len(text))
    found = Ending(source).search(text, begin, len(text))
    assert (found and found.span()) == (plain and plain.span())


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("甲[乙丙]", "乙丙"),
        ("甲(?:乙|丙丁){2,}", "乙丁"),
        ("甲乙?", "甲乙"),
        ("[0-3]$", "0123\n"),
        ("甲(?!乙)\\Z", "甲"),
        ("甲.", None),
        ("甲[^乙]", None),
        ("(甲)\\1", None),
        ("甲*", None),
        ("[一-鿿]", None),
    ],
)
def test_last_characters(source: str, last: str | None) -> None:
    assert last_characters(source) == (frozenset(last) if last is not None else None)
