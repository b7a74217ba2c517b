"""Which rule reads a governed phrase: its verb's sets, its head nouns, its quote, and the rule's own conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cppcc_kg.extraction.campaigns import campaign_in
from cppcc_kg.extraction.frames import Verb
from cppcc_kg.extraction.phrases import Phrase
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule


@dataclass(frozen=True, slots=True)
class Governed:
    """A phrase under a verb, with the words of its clause."""

    phrase: Phrase
    verb: Verb
    clause: Span
    words: str
    clause_words: str


def choose(rules: Sequence[Rule], governed: Governed) -> Rule | None:
    """The rule that fits with the highest priority; among equals the first by id."""
    fitting = [rule for rule in rules if _fits(rule, governed)]
    return min(fitting, key=lambda rule: (-rule.priority, rule.id), default=None)


def _fits(rule: Rule, governed: Governed) -> bool:
    if governed.verb.sets.isdisjoint(rule.governor) and "any" not in rule.governor:
        return False
    if rule.aspect == "done" and not governed.verb.done:
        return False
    if rule.head and not any(_has_head(head, governed.phrase) for head in rule.head):
        return False
    if rule.object is not None and not pattern(rule.object).search(governed.words):
        return False
    if rule.clause is not None and not pattern(rule.clause).search(governed.clause_words):
        return False
    return rule.unless is None or not pattern(rule.unless).search(governed.words)


def _has_head(head: str, phrase: Phrase) -> bool:
    if head == "quote":
        return phrase.quoted
    if head == "title":
        return phrase.titled
    if head == "campaign":
        return campaign_in(phrase.label) is not None
    if head == "none":
        return True
    return head in phrase.heads
