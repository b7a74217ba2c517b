"""Themes by lexical evidence: each theme has words, a longer word weighs more, at most two themes a thing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

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


def themes_of(label: str, contexts: Iterable[str] = ()) -> tuple[str, ...]:
    """The themes of a thing called ``label``; each of ``contexts`` counts only where nothing before it says anything.

    >>> themes_of("疫情排查"), themes_of("“书香政协”读书活动")
    (('疫情防控',), ('理论学习', '文化建设'))
    >>> themes_of("活动", ["疫情防控"])
    ('疫情防控',)
    """
    for text in (label, *contexts):
        scores = _scores(text)
        if scores:
            ranked = sorted(scores.items(), key=lambda item: (-item[1], THEMES.index(item[0])))[:MOST_THEMES]
            return tuple(theme for theme, score in ranked if score >= _SECOND * ranked[0][1])
    return ()


def evidence(text: str) -> list[tuple[str, str, float]]:
    """(word, theme, weight) of each word of ``text`` that speaks for a theme; none inside a longer one.

    >>> evidence("疫情排查")
    [('疫情', '疫情防控', 3.0)]
    """
    words, table = _words()
    found: list[tuple[str, str, float]] = []
    end = 0
    for word, _, stop in words.find(text):
        if stop > end:
            end = stop
            found.extend((word, theme, weight) for theme, weight in table[word])
    return found


# The things of a clause, and many labels, ask for the same words again.
@lru_cache(maxsize=1024)
def _scores(text: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for _, theme, weight in evidence(text):
        scores[theme] = scores.get(theme, 0.0) + weight
    return scores
