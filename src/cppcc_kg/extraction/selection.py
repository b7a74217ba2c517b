"""Which rule reads a governed phrase: its verb's sets, its head nouns, its quote, and the rule's own conditions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cppcc_kg.extraction.campaigns import campaign_in
from cppcc_kg.extraction.frames import Verb
from cppcc_kg.extraction.phrases import Phrase
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.extraction.trace import Trace
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


def choose(rules: Sequence[Rule], governed: Governed, trace: Trace | None = None) -> Rule | None:
    """The rule that fits with the highest priority; among equals the first by id."""
    fitting = [rule for rule in rules if unmet(rule, governed) is None]
    rule = min(fitting, key=lambda rule: (-rule.priority, rule.id), default=None)
    if trace is not None:
        trace.chose(governed, fitting, rule)
    return rule


def unmet(rule: Rule, governed: Governed) -> str | None:
    """The key of the first condition of ``rule`` that the phrase does not meet, none where it meets all."""
    return next((key for key, met in _CONDITIONS if not met(rule, governed)), None)


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


def _found(source: str | None, words: str) -> bool:
    return source is None or pattern(source).search(words) is not None


#: What a frame rule may ask, in the order in which it is asked.
_CONDITIONS: tuple[tuple[str, Callable[[Rule, Governed], bool]], ...] = (
    ("governor", lambda rule, g: not g.verb.sets.isdisjoint(rule.governor) or "any" in rule.governor),
    ("aspect", lambda rule, g: rule.aspect != "done" or g.verb.done),
    ("head", lambda rule, g: not rule.head or any(_has_head(head, g.phrase) for head in rule.head)),
    ("object", lambda rule, g: _found(rule.object, g.words)),
    ("clause", lambda rule, g: _found(rule.clause, g.clause_words)),
    ("unless", lambda rule, g: rule.unless is None or not _found(rule.unless, g.words)),
)
