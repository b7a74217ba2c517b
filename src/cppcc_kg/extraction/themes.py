"""Themes by lexical evidence: each theme has words, a longer word weighs more, at most two themes a thing."""

from __future__ import annotations

from functools import cache

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.lexicon.terms import theme_words
from cppcc_kg.model import THEMES

MOST_THEMES = 2
#: A second theme must have at least this share of the first one's weight.
_SECOND = 0.5


@cache
def _words() -> tuple[Words, dict[str, list[tuple[str, float]]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for theme, weights in theme_words().items():
        for word, weight in weights.items():
            table.setdefault(word, []).append((theme, weight))
    return Words(table), table


def themes_of(label: str, context: str = "") -> tuple[str, ...]:
    """The themes of a thing called ``label``; ``context`` (its heading) counts only where the label says nothing.

    >>> themes_of("疫情排查"), themes_of("“书香政协”读书活动")
    (('疫情防控',), ('理论学习', '文化建设'))
    """
    scores = _scores(label) or _scores(context)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], THEMES.index(item[0])))[:MOST_THEMES]
    return tuple(theme for theme, score in ranked if score >= _SECOND * ranked[0][1])


def _scores(text: str) -> dict[str, float]:
    words, table = _words()
    scores: dict[str, float] = {}
    end = 0
    for word, _, stop in words.find(text):
        if stop <= end:  # inside a longer word already counted
            continue
        end = stop
        for theme, weight in table[word]:
            scores[theme] = scores.get(theme, 0.0) + weight
    return scores
