"""The rule that is chosen for a phrase is the first of all that fit, whichever were asked."""

from __future__ import annotations

import pytest

from cppcc_kg.extraction.reader import read_article
from cppcc_kg.extraction.trace import Chosen, Trace
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.rules.loader import default_rules


@pytest.fixture(scope="module")
def chosen(seed_text: str, dev_texts: dict[str, str]) -> list[Chosen]:
    found: list[Chosen] = []
    for text in (seed_text, *list(dev_texts.values())[::4]):
        for article in split_articles("a.txt", text):
            trace = Trace()
            read_article(article, default_rules(), trace=trace)
            found += trace.of(Chosen)
    return found


def test_the_best_of_all_that_fit(chosen: list[Chosen]) -> None:
    for one in chosen:
        best = min(one.fitting, key=lambda rule: (-rule.priority, rule.id), default=None)
        assert one.rule is best, one.governed


def test_some_phrases_fit_several_rules_and_some_none(chosen: list[Chosen]) -> None:
    assert {0, 1, 2} <= {len(one.fitting) for one in chosen}
