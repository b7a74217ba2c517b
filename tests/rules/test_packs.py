"""The packaged rules hold to their own examples, each rule a test of its own."""

from __future__ import annotations

import pytest

from cppcc_kg.pipeline import read_labels
from cppcc_kg.rules.examples import run_examples
from cppcc_kg.rules.loader import CONTEXT_ROLES, default_rules
from cppcc_kg.rules.types import Rule


@pytest.mark.parametrize("rule", default_rules(), ids=lambda rule: rule.id)
def test_examples_hold(rule: Rule) -> None:
    assert [str(failure) for failure in run_examples([rule], read_labels)] == []


@pytest.mark.parametrize("rule", [r for r in default_rules() if r.layer == "pattern"], ids=lambda rule: rule.id)
def test_every_group_of_a_pattern_is_in_its_expressions(rule: Rule) -> None:
    expressions = f"{rule.left or ''}{rule.right or ''}"
    groups = {group for group, _ in (*rule.emits, *rule.roles)} - {"all"}
    assert {group for group in groups if f"(?P<{group}>" not in expressions} == set()
    ends = {end for fact in rule.facts for end in (fact.subject, fact.object)}
    assert ends <= groups | {"all"} | set(CONTEXT_ROLES)


def test_a_rule_says_in_words_what_it_finds() -> None:
    assert all(len(rule.finds) > 10 for rule in default_rules())
