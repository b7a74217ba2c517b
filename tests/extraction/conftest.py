"""Texts laid out as the reader sees them: bounds and shadows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cppcc_kg.extraction.matcher import Matcher
from cppcc_kg.extraction.names import Names, find_names
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.loader import default_rules


@dataclass(frozen=True)
class Laid:
    """A text with its names hidden."""

    text: str
    bounds: list[Span]
    names: Names

    @property
    def shadow(self) -> str:
        return self.names.shadow

    @property
    def whole(self) -> Span:
        return Span(0, len(self.text))

    def words(self, span: Span) -> str:
        return self.text[span.begin : span.end]

    def named(self, *kinds: str) -> list[str]:
        return [self.words(name.span) for name in self.names.names if name.kind in kinds]


@pytest.fixture(scope="session")
def lay() -> Callable[[str], Laid]:
    """``lay(text)``: one sentence as it lies after the layer of names."""
    rules = Matcher([rule for rule in default_rules() if rule.layer == "name"])

    def lay_out(text: str) -> Laid:
        bounds = [Span(0, len(text))]
        return Laid(text, bounds, find_names(text, bounds, rules))

    return lay_out


@pytest.fixture(scope="session")
def sentences() -> Callable[[Article], list[Span]]:
    """The sentences and headings of an article, in text order: the stretches that no match may leave."""

    def collect(article: Article) -> list[Span]:
        spans = {sentence.span for _, paragraph in article.walk() for sentence in paragraph.sentences}
        return sorted(spans | {path[-1].span for path in article.headings()})

    return collect
