"""A pack of rules ready to run: by layer, their automata built; and which of their matches hold together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cppcc_kg.extraction.matcher import Match, Matcher, longest_first
from cppcc_kg.extraction.selection import Selection
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.rules.types import Rule, marked


@dataclass(frozen=True)
class CompiledRules:
    """The rules by layer, their automata built; ``marked`` is mark → rule ids."""

    names: Matcher
    patterns: Matcher
    frames: Selection
    marked: Mapping[str, frozenset[str]]


def compiled(rules: tuple[Rule, ...]) -> CompiledRules:
    """The rules ready to run; kept for the last few packs."""
    # Told by identity first: to tell a pack by its rules takes each of them in hand, once an article.
    known, ready = _LATEST[0] if _LATEST else (None, None)
    if known is not rules or ready is None:
        ready = _compiled(rules)
        _LATEST[:] = [(rules, ready)]
    return ready


#: The pack that was asked for last, and what was made of it.
_LATEST: list[tuple[tuple[Rule, ...], CompiledRules]] = []


@lru_cache(maxsize=4)
def _compiled(rules: tuple[Rule, ...]) -> CompiledRules:
    return CompiledRules(
        Matcher([rule for rule in rules if rule.layer == "name"]),
        Matcher([rule for rule in rules if rule.layer == "pattern"]),
        Selection(rule for rule in rules if rule.layer == "frame"),
        marked(rules),
    )


def is_result(match: Match) -> bool:
    """Whether a match gives a result, which may hold the names of things."""
    return any(cls == "Outcome" for _, cls in match.rule.emits)


def settled(matches: Sequence[Match], trace: Trace | None = None) -> list[Match]:
    """Matches that do not contradict each other: a result may hold a name, so each kind is settled apart."""
    kinds: dict[str, list[Match]] = {}
    for match in matches:
        kind = "result" if is_result(match) else "thing" if match.rule.emits else match.rule.id
        kinds.setdefault(kind, []).append(match)
    kept = [match for group in kinds.values() for match in longest_first(group, trace)]
    return sorted(kept, key=lambda match: (match.span, match.rule.id))
