"""The shadow: same length as the text, names opaque, patterns speak of kinds."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.shadow import Shadow, kind_at, pattern
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import KINDS

TEXT = "涪陵区政协举办“学党史，颂党恩”活动"


def test_hiding_moves_no_character() -> None:
    shadow = Shadow(TEXT)
    shadow.hide(Span(7, 16), "Quote")
    assert len(shadow.text) == len(TEXT)
    assert shadow.text[:7] == TEXT[:7]
    assert shadow.text[16:] == TEXT[16:]
    assert "，" not in shadow.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_pattern_finds_a_token_of_its_kind_alone(kind: str) -> None:
    shadow = Shadow("甲乙丙丁")
    shadow.hide(Span(1, 3), kind)
    match = pattern(f"{{{kind}}}").search(shadow.text)
    assert match is not None
    assert match.span() == (1, 3)
    assert kind_at(shadow.text, 1) == kind
    assert kind_at(shadow.text, 2) is None
    assert all(pattern(f"{{{other}}}").search(shadow.text) is None for other in KINDS if other != kind)


def test_two_tokens_side_by_side_stay_two() -> None:
    shadow = Shadow("甲乙丙丁")
    shadow.hide(Span(0, 2), "Organization")
    shadow.hide(Span(2, 4), "Organization")
    assert [m.span() for m in pattern("{Organization}").finditer(shadow.text)] == [(0, 2), (2, 4)]


def test_a_later_name_replaces_what_it_covers() -> None:
    shadow = Shadow("涪陵区政协")
    shadow.hide(Span(0, 3), "District")
    shadow.hide(Span(0, 5), "Organization")
    assert pattern("{Organization}").fullmatch(shadow.text)
    assert pattern("{District}").search(shadow.text) is None


def test_an_empty_span_hides_nothing() -> None:
    shadow = Shadow(TEXT)
    shadow.hide(Span(3, 3), "Quote")
    assert shadow.text == TEXT


def test_private_characters_of_the_page_are_no_tokens() -> None:
    shadow = Shadow("甲\ue000\ue001乙\ue0ff")
    assert all(pattern(f"{{{kind}}}").search(shadow.text) is None for kind in KINDS)
    assert len(shadow.text) == 5


def test_macros_stay_inside_a_clause() -> None:
    for macro in "XW":
        assert pattern(f"{{{macro}}}+").match("甲乙，丙")[0] == "甲乙"  # type: ignore[index]
    assert pattern("{W}+").match("甲乙的丙")[0] == "甲乙"  # type: ignore[index]
    assert pattern("{Gap}+").match("甲乙3丙")[0] == "甲乙"  # type: ignore[index]
    assert pattern("{H}{1,3}").match("甲乙丙丁")[0] == "甲乙丙"  # type: ignore[index]
