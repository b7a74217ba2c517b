"""Leave one text out: which rules and words rest on one labelled text alone, and the rules without them.

Rules are written by hand, not trained, so there is nothing to train again without a text. What can be asked is what
its score owes to what nothing but that text supports: every rule that fires in it and in no other labelled text, and
every word (of the lexicon's sets, of the themes, of the rules' triggers) that occurs in it and in no other. Literals
inside a rule's expressions and in code stay, so the number is still a bit kinder than a new text would be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from cppcc_kg.evaluation.texts import Scope
from cppcc_kg.extraction.matcher import Words
from cppcc_kg.lexicon.terms import Terms
from cppcc_kg.model import Span
from cppcc_kg.resolution.articles import ArticleReading
from cppcc_kg.rules.types import Rule


def fired(scope: Scope, readings: Iterable[ArticleReading]) -> frozenset[str]:
    """The ids of the rules that gave a mention, a fact or a figure inside ``scope``."""
    found: set[str] = set()
    for item in readings:
        if PurePosixPath(item.page.identifier).stem != scope.text.name:
            continue
        reading = item.reading
        places = [(mention.rule, mention.span) for mention in reading.mentions]
        places += [(fact.rule, fact.quote) for fact in reading.facts]
        places += [(figure.rule, figure.quote) for figure in reading.figures]
        found.update(rule for rule, span in places if _is_inside(item, span, scope))
    return frozenset(found)


def _is_inside(item: ArticleReading, span: Span, scope: Scope) -> bool:
    return item.article.healed.to_file(span).overlaps(scope.span)


def lexicon_words(terms: Terms, themes: Mapping[str, Mapping[str, float]], rules: Iterable[Rule]) -> frozenset[str]:
    """Every word that may be left out. Names of national campaigns and brands are not: they are from closed lists."""
    sets = (*terms.verbs.values(), *terms.heads.values(), *terms.words.values(), *themes.values())
    return frozenset(word for words in sets for word in words) | {word for rule in rules for word in rule.trigger}


def occurring(words: Words, scope: Scope) -> frozenset[str]:
    """The words that occur in ``scope``; line and page breaks cut none."""
    text = re.sub(r"\s+", "", scope.text.content[slice(*scope.span)])
    return frozenset(word for word, _, _ in words.find(text))


def sole(supports: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Text → what it supports and no other text does.

    >>> {text: sorted(only) for text, only in sole({"a": {"x", "y"}, "b": {"y"}}).items()}
    {'a': ['x'], 'b': []}
    """
    return {
        text: frozenset(mine).difference(*(others for name, others in supports.items() if name != text))
        for text, mine in supports.items()
    }


def without(rules: Iterable[Rule], ids: Collection[str], words: Collection[str]) -> tuple[Rule, ...]:
    """The rules but those of ``ids``, their triggers but ``words``; a rule left with no trigger goes as well."""
    kept = []
    for rule in rules:
        trigger = tuple(word for word in rule.trigger if word not in words)
        if rule.id not in ids and (trigger or not rule.trigger):
            kept.append(replace(rule, trigger=trigger))
    return tuple(kept)
