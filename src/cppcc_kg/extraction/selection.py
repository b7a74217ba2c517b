"""Which rule reads a governed phrase: its verb's sets, its head nouns, its quote, and the rule's own conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cppcc_kg.extraction.campaigns import campaign_in
from cppcc_kg.extraction.governing import Verb
from cppcc_kg.extraction.phrases import Phrase
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.model import Span
from cppcc_kg.rules.expressions import signs
from cppcc_kg.rules.types import Rule


class Governed(NamedTuple):
    """A phrase under a verb, with the words of its clause."""

    phrase: Phrase
    verb: Verb
    clause: Span
    words: str
    clause_words: str


class _Sought:
    """An expression that is looked for only in words that have its signs."""

    __slots__ = ("_search", "_signs")

    def __init__(self, source: str) -> None:
        self._search = pattern(source).search
        self._signs = signs(source)

    def is_in(self, words: str, characters: frozenset[str]) -> bool:
        """Whether it is found in ``words``, whose ``characters`` are given."""
        for sign in self._signs:
            if sign.isdisjoint(characters):
                return False
        return self._search(words) is not None


class _Asked(NamedTuple):
    """What is still to be asked of a rule whose verb and heads fit: a campaign's name, and its expressions."""

    rule: Rule
    campaign: bool
    object: _Sought | None
    clause: _Sought | None
    unless: _Sought | None


class Selection:
    """The frame rules ready to be asked.

    Which rules a verb and the kinds of head allow is worked out once for each such pair and kept: there are some
    hundred of them, and thousands of phrases.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._ranked = sorted(self.rules, key=lambda rule: (-rule.priority, rule.id))
        self._allowed: dict[tuple[object, ...], tuple[_Asked, ...]] = {}

    def choose(self, governed: Governed, trace: Trace | None = None) -> Rule | None:
        """The rule that fits with the highest priority; among equals the first by id."""
        words, clause = frozenset(governed.words), frozenset(governed.clause_words)
        rule = next((asked.rule for asked in self._allow(governed) if _fits(asked, governed, words, clause)), None)
        if trace is not None:
            trace.chose(governed, [rule for rule in self.rules if unmet(rule, governed) is None], rule)
        return rule

    def _allow(self, governed: Governed) -> tuple[_Asked, ...]:
        """The rules that the verb and the kinds of head allow, the one to be preferred first."""
        phrase, verb = governed.phrase, governed.verb
        key = (verb.sets, verb.done, tuple(phrase.heads), phrase.quoted, phrase.titled)
        found = self._allowed.get(key)
        if found is None:
            allowed = (_asked(rule, governed) for rule in self._ranked)
            found = self._allowed[key] = tuple(asked for asked in allowed if asked is not None)
        return found


def _asked(rule: Rule, governed: Governed) -> _Asked | None:
    """The rule with what is left to be asked of it, none where the verb or the kinds of head refuse it."""
    if any(not met(rule, governed) for key, met in _CONDITIONS if key in ("governor", "aspect")):
        return None
    by_head = not rule.head or any(_has_head(head, governed.phrase) for head in rule.head if head != "campaign")
    if not by_head and "campaign" not in rule.head:
        return None
    sources = (rule.object, rule.clause, rule.unless)
    return _Asked(rule, not by_head, *(_Sought(source) if source is not None else None for source in sources))


def _fits(asked: _Asked, governed: Governed, in_words: frozenset[str], in_clause: frozenset[str]) -> bool:
    _, campaign, thing, clause, unless = asked
    return (
        (thing is None or thing.is_in(governed.words, in_words))
        and (clause is None or clause.is_in(governed.clause_words, in_clause))
        and (unless is None or not unless.is_in(governed.words, in_words))
        and not (campaign and campaign_in(governed.phrase.label) is None)
    )


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
