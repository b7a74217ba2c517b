"""National campaigns and municipal brands: which one a phrase speaks of."""

from __future__ import annotations

from functools import cache, lru_cache

from cppcc_kg.extraction.matcher import Words
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.lexicon.terms import terms


@cache
def _forms() -> tuple[Words, dict[str, str]]:
    table = {plain(form): plain(name) for name, forms in terms().campaigns.items() for form in (name, *forms)}
    return Words(table), table


@lru_cache(maxsize=256)
def campaign_in(label: str) -> str | None:
    """The campaign that a label names: the longest form in it, the earliest of equals.

    >>> campaign_in("扎实开展党史学习教育"), campaign_in("政协讲坛")
    ('党史学习教育', None)
    """
    words, table = _forms()
    hits = words.find(plain(label))
    if not hits:
        return None
    return table[min(hits, key=lambda hit: (hit[1] - hit[2], hit[1]))[0]]


def campaigns_in(label: str) -> tuple[str, ...]:
    """Every campaign that a label names, in text order.

    >>> campaigns_in("脱贫攻坚与乡村振兴有效衔接")
    ('脱贫攻坚', '乡村振兴')
    """
    words, table = _forms()
    found: list[str] = []
    end = 0
    for word, begin, stop in words.find(plain(label)):
        if begin >= end:
            end = stop
            found.append(table[word])
    return tuple(dict.fromkeys(found))


def campaign_forms(name: str) -> tuple[str, ...]:
    """Every form of a campaign's name, quotes stripped."""
    _, table = _forms()
    return tuple(sorted(form for form, canonical in table.items() if canonical == name))


def is_campaign(label: str) -> str | None:
    """The campaign whose very name ``label`` is."""
    return _forms()[1].get(plain(label))
