"""One automaton over the triggers of many rules; at each hit the rule's patterns are matched anchored there.

The cost of a pass is one walk of the automaton over the text plus one anchored match a hit: it does not grow with
the number of words in the lexicon (Aho and Corasick, 1975).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import ahocorasick_rs

from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.model import Span
from cppcc_kg.rules.expressions import signs
from cppcc_kg.rules.types import Rule

T = TypeVar("T")


class Match(NamedTuple):
    """A rule matched at ``span``; ``groups`` holds the span of each named group that took part."""

    rule: Rule
    span: Span
    groups: dict[str, Span]

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Longest first, then highest priority, then leftmost, then rule id: a total order, so no run differs."""
        return (-(self.span.end - self.span.begin), -self.rule.priority, self.span.begin, self.rule.id)


class Words:
    """An automaton over a word list; ``find`` gives every occurrence, overlapping ones too."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = ahocorasick_rs.AhoCorasick(self._words) if self._words else None

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """(word, begin, end) of each hit, by begin, longest first."""
        return [(self._words[n], begin, -end) for begin, end, n in self.hits(text)]

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """(begin, end counted negative, number of the word) of each hit: in this form tuples sort as they should."""
        if self._automaton is None:
            return []
        hits = [(begin, -end, n) for n, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True)]
        hits.sort()
        return hits

    def of(self, table: Mapping[str, T]) -> list[T]:
        """What ``table`` has for each word, by the word's number."""
        return [table[word] for word in self._words]


class Matcher:
    """The pattern rules of one layer, ready to run over a shadow."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        table: dict[str, list[Anchored]] = defaultdict(list)
        for rule in rules:
            ready = Anchored(rule)
            for word in rule.trigger:
                table[word].append(ready)
        self._words = Words(table)
        self._rules = self._words.of(table)

    def find(self, shadow: str, bounds: Sequence[Span]) -> list[Match]:
        """Every match inside one of ``bounds`` (sentences, in order); a match never leaves its bound."""
        found: dict[tuple[str, Span], Match] = {}
        rest = iter(bounds)
        bound = next(rest, None)
        present: frozenset[str] | None = None
        for begin, negative, n in self._words.hits(shadow):
            while bound is not None and bound.end <= begin:
                bound = next(rest, None)
                present = None
            if bound is None:
                break
            if begin < bound.begin or -negative > bound.end:
                continue
            if present is None:
                present = frozenset(shadow[bound.begin : bound.end])
            for ready in self._rules[n]:
                for sign in ready.signs:
                    if sign.isdisjoint(present):
                        break  # most rules ask for a name or a word that the sentence does not have
                else:
                    match = ready.match(shadow, begin, -negative, bound)
                    if match is not None:
                        found.setdefault((ready.rule.id, match.span), match)
        return list(found.values())


class Anchored:
    """A rule with its expressions compiled; where one of its ``signs`` is missing it cannot match."""

    __slots__ = ("_left", "_right", "rule", "signs")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._left = pattern(f"(?:{rule.left})\\Z") if rule.left is not None else None
        self._right = pattern(rule.right) if rule.right is not None else None
        self.signs = tuple(sign for source in (rule.left, rule.right) if source is not None for sign in signs(source))

    def match(self, shadow: str, hit: int, after: int, bound: Span) -> Match | None:
        """Match with the trigger from ``hit`` to ``after``: ``left`` must end before it, ``right`` goes on from there.

        The match reaches from the empty group ``begin`` of ``left`` to the empty group ``end`` of ``right`` where the
        patterns have them: what lies outside is context.
        """
        left = right = None
        # What follows is tried at one place, what comes before is searched for: so the cheaper of the two comes first.
        if self._right is not None:
            right = self._right.match(shadow[after : bound.end])
            if right is None:
                return None
        if self._left is not None:
            left = self._left.search(shadow[bound.begin : hit])
            if left is None:
                return None
        groups: dict[str, Span] = {"hit": Span(hit, after)}
        begin, end = hit, after
        if left is not None:
            begin = bound.begin + left.start()
            groups |= _groups(left, bound.begin) | {"left": Span(begin, hit)}
        if right is not None:
            end = after + right.end()
            groups |= _groups(right, after) | {"right": Span(after, end)}
        begin = groups["begin"].begin if "begin" in groups else begin
        end = groups["end"].end if "end" in groups else end
        return Match(self.rule, Span(begin, end), groups)


def anchored(rule: Rule, shadow: str, hit: Span, bound: Span) -> Match | None:
    """One rule tried at one place; see :meth:`Anchored.match`."""
    return Anchored(rule).match(shadow, hit.begin, hit.end, bound)


def _groups(match: re.Match[str], shift: int) -> dict[str, Span]:
    return {
        name: Span(match.start(name) + shift, match.end(name) + shift)
        for name in match.re.groupindex
        if match.start(name) >= 0
    }


def longest_first(matches: Iterable[Match], trace: Trace | None = None) -> list[Match]:
    """Matches that do not overlap, the longest kept first; in text order."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: m.order):
        places = range(match.span.begin, match.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
        elif trace is not None:
            trace.lost(match, kept)
    return sorted(kept, key=lambda m: m.span)
