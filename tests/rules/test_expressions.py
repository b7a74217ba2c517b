"""The signs of an expression: where one is missing the expression is not found."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.rules.expressions import signs
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.macros import FIRST

EXPRESSIONS = sorted(
    {
        source
        for rule in default_rules()
        for source in (rule.left, rule.right, rule.object, rule.clause, rule.unless)
        if source is not None
    }
)


def test_what_is_found_has_the_signs(dev_texts: dict[str, str]) -> None:
    clauses = [clause for text in dev_texts.values() for clause in text.split("，")][::5]
    characters = [frozenset(clause) for clause in clauses]
    seen = 0
    for source in EXPRESSIONS:
        expression, needed = pattern(source), signs(source)
        for clause, has in zip(clauses, characters, strict=True):
            if any(sign.isdisjoint(has) for sign in needed):
                assert expression.search(clause) is None, (source, clause)
                seen += 1
    assert seen > len(clauses)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲乙", ["甲"]),
        ("甲?乙", ["乙"]),
        ("甲{2,}[乙丙]", ["甲", "乙丙"]),
        ("甲|乙丙", ["甲乙"]),
        ("甲|[^乙]", []),
        ("甲(?=乙)(?!丙)", ["乙", "甲"]),
        ("甲.*{Quote}", [FIRST["Quote"], "甲"]),
        ("(?i)a", []),
    ],
)
def test_signs(source: str, expected: list[str]) -> None:
    assert list(signs(source)) == [frozenset(each) for each in expected]
