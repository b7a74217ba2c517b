"""What rests on one text alone, and the rules without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import Where
from cppcc_kg.evaluation.leave_out import fired, lexicon_words, occurring, sole, without
from cppcc_kg.evaluation.texts import Scope, Text
from cppcc_kg.extraction.matcher import Words
from cppcc_kg.lexicon.terms import forget, terms, theme_words
from cppcc_kg.model import Span
from cppcc_kg.pipeline import extract
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

FIRST = "办实事 解民忧\n\n□ 涪陵区政协\n\n撰写《关于养老的调研报告》。\n\n"
SECOND = "强机制 促履职\n\n□ 武隆区政协\n\n建立联系制度。\n"


def rule(id: str, *trigger: str) -> Rule:
    return Rule(id, "a test", "pattern" if trigger else "frame", Where("test.yaml"), trigger=trigger)


def test_sole_support() -> None:
    supports = {"a": {"r", "s"}, "b": {"s", "t"}, "c": {"s"}}
    assert sole(supports) == {"a": {"r"}, "b": {"t"}, "c": frozenset()}
    assert sole({"a": {"r"}}) == {"a": {"r"}}


def test_a_rule_goes_by_its_id_or_with_its_last_trigger() -> None:
    rules = [rule("a", "制度", "机制"), rule("b", "制度"), rule("c", "平台"), rule("d")]
    kept = without(rules, {"c"}, {"制度"})
    assert [(one.id, one.trigger) for one in kept] == [("a", ("机制",)), ("d", ())]
    assert without(rules, (), ()) == tuple(rules)


def test_words_occur_inside_the_scope_and_over_breaks() -> None:
    scope = Scope(Text("a", "基层协商\n\n活动，制度"), Span(0, 8))
    assert occurring(Words(["协商活动", "协商", "制度"]), scope) == {"协商活动", "协商"}


def test_a_rule_fires_where_it_gave_something(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST + SECOND, encoding="utf-8")
    readings = extract([tmp_path]).readings
    text = Text("a", FIRST + SECOND)
    first = fired(Scope(text, Span(0, len(FIRST))), readings)
    second = fired(Scope(text, Span(len(FIRST), len(FIRST + SECOND))), readings)
    assert "document.titled" in first - second
    assert "mechanism.set-up" in second - first
    assert "org.committee" in first & second
    assert fired(Scope(Text("b", FIRST), Span(0, len(FIRST))), readings) == frozenset()


def test_words_are_those_of_sets_themes_and_triggers() -> None:
    words = lexicon_words(terms(), theme_words(), [rule("a", "某某触发")])
    assert {"某某触发", terms().heads["mechanism"][0], terms().verbs["do"][0]} < words
    assert set(next(iter(theme_words().values()))) < words


def test_nothing_is_forgotten_once_it_was_read() -> None:
    assert default_rules()
    with pytest.raises(RuntimeError, match="in a new process"):
        forget(["制度"])
