"""One automaton and anchored expressions give what a plain scan gives."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence

import pytest

from cppcc_kg.errors import Where
from cppcc_kg.extraction.matcher import Match, Matcher, Words, longest_first
from cppcc_kg.extraction.names import find_names
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

Sentences = Callable[[Article], list[Span]]
Hit = tuple[str, Span, tuple[tuple[str, Span], ...]]


def _rule(id: str = "r", *, trigger: Sequence[str] = ("制度",), priority: int = 50, **more: str) -> Rule:
    return Rule(id, "a test", "pattern", Where("test.yaml"), priority, tuple(trigger), **more)  # type: ignore[arg-type]


def _find(text: str, *rules: Rule, bounds: Sequence[Span] | None = None) -> list[tuple[str, str]]:
    found = Matcher(rules).find(text, bounds or [Span(0, len(text))])
    return [(m.rule.id, text[m.span.begin : m.span.end]) for m in found]


def test_words_gives_every_occurrence_also_inside_longer_ones() -> None:
    words = Words(["政协", "区政协", "委员", "协委"])
    assert words.find("区政协委员") == [("区政协", 0, 3), ("政协", 1, 3), ("协委", 2, 4), ("委员", 3, 5)]
    assert words.find("") == []
    assert Words([]).find("区政协") == []


def test_offsets_count_code_points() -> None:
    assert Words(["政协"]).find("𠮷é政协") == [("政协", 2, 4)]


def test_a_match_reaches_over_left_and_right() -> None:
    assert _find("建立联系制度5项", _rule(left="[联系]+", right="[0-9]")) == [("r", "联系制度5")]


def test_empty_groups_begin_and_end_cut_context_off() -> None:
    rule = _rule(left="建立(?P<begin>联系)", right="(?P<end>)，")
    assert _find("建立联系制度，开展调研", rule) == [("r", "联系制度")]


def test_no_match_leaves_its_bound() -> None:
    text = "建立联系制度。制度好"
    bounds = [Span(0, 6), Span(6, len(text))]
    assert _find(text, _rule(right=".*"), bounds=bounds) == [("r", "制度"), ("r", "制度好")]
    assert _find(text, _rule(left="联系"), bounds=[Span(4, 6)]) == []
    assert _find(text, _rule(), bounds=[Span(0, 5)]) == []


def test_groups_are_told_in_offsets_of_the_text() -> None:
    (match,) = Matcher([_rule(left="(?P<what>联系)", right="(?P<count>[0-9])?")]).find("建立联系制度", [Span(0, 6)])
    assert match.groups["what"] == Span(2, 4)
    assert "count" not in match.groups


def _match(begin: int, end: int, id: str, priority: int = 50) -> Match:
    return Match(_rule(id, priority=priority), Span(begin, end), {})


def test_the_longest_is_kept_then_the_priority_then_the_place_then_the_id() -> None:
    matches = [
        _match(0, 3, "a"),
        _match(2, 6, "b"),
        _match(6, 8, "c"),
        _match(7, 9, "d", 90),
        _match(9, 10, "f"),
        _match(9, 10, "e"),
    ]
    kept = [m.rule.id for m in longest_first(matches)]
    assert kept == ["b", "d", "e"]


def test_no_order_of_matches_shows() -> None:
    matches = [_match(0, 3, "a"), _match(2, 5, "b"), _match(4, 6, "c"), _match(0, 2, "d")]
    results = {tuple((m.rule.id, m.span) for m in longest_first(order)) for order in itertools.permutations(matches)}
    assert len(results) == 1


def test_no_order_of_rules_shows() -> None:
    rules = [rule for rule in default_rules() if rule.layer == "name"]
    shuffled = random.Random(3).sample(rules, len(rules))
    text = "市政协主席王炯到万州区政协调研，后山镇、白土镇负责人参加全市区县政协秘书长工作会议。"
    runs = [longest_first(Matcher(order).find(text, [Span(0, len(text))])) for order in (rules, shuffled)]
    assert [(m.rule.id, m.span) for m in runs[0]] == [(m.rule.id, m.span) for m in runs[1]]


# -- the oracle ----------------------------------------------------------------------------------------------------


def _scan(rule: Rule, shadow: str, bounds: Sequence[Span]) -> Iterator[Hit]:
    """Matches of one rule by a plain scan for each of its triggers, sentence by sentence."""
    left = pattern(f"(?:{rule.left})\\Z") if rule.left is not None else None
    right = pattern(rule.right) if rule.right is not None else None
    for bound, trigger in itertools.product(bounds, rule.trigger):
        for hit in re.finditer(f"(?={re.escape(trigger)})", shadow[bound.begin : bound.end]):
            at = bound.begin + hit.start()
            after = at + len(trigger)
            if after > bound.end:
                continue
            groups = {"hit": Span(at, after)}
            for expression, base, part in (
                (left, bound.begin, shadow[bound.begin : at]),
                (right, after, shadow[after : bound.end]),
            ):
                if expression is None:
                    continue
                found = expression.search(part) if expression is left else expression.match(part)
                if found is None:
                    break
                groups["left" if expression is left else "right"] = Span(*found.span()).shift(base)
                groups |= {k: Span(*found.span(k)).shift(base) for k in found.groupdict() if found.start(k) >= 0}
            else:
                begin = groups.get("begin", groups.get("left", groups["hit"])).begin
                end = groups.get("end", groups.get("right", groups["hit"])).end
                yield rule.id, Span(begin, end), tuple(sorted(groups.items()))


@pytest.fixture(scope="module")
def laid_out(seed_text: str, dev_texts: dict[str, str], sentences: Sentences) -> list[tuple[str, list[Span]]]:
    """(shadow, bounds) of every article, without and with the names that rules find."""
    names = Matcher([rule for rule in default_rules() if rule.layer == "name"])
    found = []
    for text in (seed_text, *dev_texts.values()):
        for article in split_articles("a.txt", text):
            bounds = sentences(article)
            found += [(find_names(article.text, bounds, matcher).shadow, bounds) for matcher in (Matcher([]), names)]
    return found


@pytest.mark.parametrize(
    "rule", [rule for rule in default_rules() if rule.layer in ("name", "pattern")], ids=lambda rule: rule.id
)
def test_a_rule_matches_what_a_plain_scan_finds(rule: Rule, laid_out: list[tuple[str, list[Span]]]) -> None:
    for shadow, bounds in laid_out:
        found = {(m.rule.id, m.span) for m in Matcher([rule]).find(shadow, bounds)}
        assert found == {(id, span) for id, span, _ in _scan(rule, shadow, bounds)}


@pytest.mark.parametrize("layer", ["name", "pattern"])
def test_rules_together_match_what_each_matches_alone(layer: str, laid_out: list[tuple[str, list[Span]]]) -> None:
    rules = [rule for rule in default_rules() if rule.layer == layer]
    together, apart = Matcher(rules), [Matcher([rule]) for rule in rules]
    for shadow, bounds in laid_out:
        found = {(m.rule.id, m.span) for m in together.find(shadow, bounds)}
        assert found == {(m.rule.id, m.span) for matcher in apart for m in matcher.find(shadow, bounds)}
