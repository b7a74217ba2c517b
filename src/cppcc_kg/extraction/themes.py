"""Themes by lexical evidence: each theme has words, a longer word weighs more, at most two themes a thing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.matcher import Words
from cppcc_kg.extraction.readings import Mention, RawFact
from cppcc_kg.lexicon.terms import theme_words
from cppcc_kg.model import THEMES

MOST_THEMES = 2
#: A second theme must have at least this share of the first one's weight.
_SECOND = 0.5
#: How far a theme is looked for above a thing; also what stops a circle of mentions.
_MOST_LINES = 4


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


def add_themes(desk: Desk) -> None:
    """Themes by a thing's own name, else by its other forms, its clause, the line of work above it."""
    above = _lines_above(desk)
    seen: set[tuple[str, str, str]] = set()
    for mention in list(desk.out.mentions):
        if mention.cls not in THEMED:
            continue
        lines = [line.label for line in above.get(id(mention), ())]
        forms = " ".join(form for form in mention.alternatives[:2] if form.endswith(mention.label))
        texts = (forms, desk.words(mention.quote), *lines)
        if desk.trace is not None:
            desk.trace.themed(mention, (mention.label, *texts))
        for theme in themes_of(mention.label, texts):
            key = (mention.cls, mention.label, theme)
            if key not in seen:
                seen.add(key)
                desk.out.facts.append(RawFact(mention, "hasTheme", theme, "theme.words", mention.quote))


def _lines_above(desk: Desk) -> dict[int, list[Mention]]:
    """For each mention (by identity) the lines of work that it hangs under, the nearest first."""
    up: dict[int, Mention] = {}
    for fact in desk.out.facts:
        if not isinstance(fact.object, str) and fact.predicate in ("realizedBy", "resultsIn"):
            up.setdefault(id(fact.object), fact.subject)
        elif not isinstance(fact.object, str) and fact.predicate == "partOf":
            up.setdefault(id(fact.subject), fact.object)
    chains: dict[int, list[Mention]] = {}
    for key in up:
        chain: list[Mention] = []
        at = key
        while at in up and len(chain) < _MOST_LINES:
            chain.append(up[at])
            at = id(up[at])
        chains[key] = chain
    return chains
