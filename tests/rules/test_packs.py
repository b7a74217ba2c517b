"""The packaged rules hold to their own examples, each rule a test of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cppcc_kg.pipeline import read_labels
from cppcc_kg.rules.examples import run_examples
from cppcc_kg.rules.lint import lint
from cppcc_kg.rules.loader import CONTEXT_ROLES, default_rules
from cppcc_kg.rules.types import MARKS, Rule

EXTRACTION = Path(__file__).parents[2] / "src" / "cppcc_kg" / "extraction"
#: Rules that code does the work of too, where a byline or a headline has no clause for them.
TITLED = {"org.committee", "event.attended"}
#: What only hides words and gives nothing to the graph.
HIDDEN = {"quote.marked", "aside.marked", "period.stated"}


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


def test_nothing_in_the_rules_is_doubtful() -> None:
    """No trigger without an example, no expression that can backtrack without bound, no rule that never wins."""
    assert [str(finding) for finding in lint(default_rules())] == []


def test_a_rule_says_in_words_what_it_finds() -> None:
    assert all(len(rule.finds) > 10 for rule in default_rules())


def test_code_names_only_rules_that_document_what_it_reads_itself() -> None:
    """A rule's effect hangs on its keys; code may only say which ``grammar`` rule it does the work of."""
    families = "|".join({rule.id.partition(".")[0] for rule in default_rules()})
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(EXTRACTION.glob("*.py")))
    named = set(re.findall(rf'"((?:{families})\.[a-z-]+)"', code)) - HIDDEN
    layers = {rule.id: rule.layer for rule in default_rules()}
    assert {name for name in named if layers.get(name) != "grammar"} == TITLED


def test_every_mark_is_carried_by_a_rule_and_heeded_by_the_reader() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(EXTRACTION.glob("*.py")))
    assert {mark for rule in default_rules() for mark in rule.marks} == set(MARKS)
    assert [mark for mark in MARKS if f'"{mark}"' not in code] == []
