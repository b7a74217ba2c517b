"""How much of a text the rules read: where each rule fired, and which sentences gave nothing."""

from __future__ import annotations

from collections import Counter, defaultdict

from cppcc_kg.extraction.readings import Reading
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article, Sentence


def fired(reading: Reading) -> Counter[str]:
    """In how many places each rule fired: where it named a thing, and if it names none, where it said a fact."""
    places: dict[str, set[Span]] = defaultdict(set)
    for mention in reading.mentions:
        places[mention.rule].add(mention.span)
    naming = set(places)
    said = [(fact.rule, fact.quote) for fact in reading.facts]
    said += [(figure.rule, figure.quote) for figure in reading.figures]
    for rule, quote in said:
        if rule not in naming:
            places[rule].add(quote)
    return Counter({rule: len(spans) for rule, spans in places.items()})


def sentences(article: Article) -> list[Sentence]:
    """The sentences of the article's paragraphs, in text order; headings are none."""
    return [s for _, paragraph in article.walk() for s in paragraph.sentences]


def silent(article: Article, reading: Reading) -> list[Sentence]:
    """The sentences that no fact or figure came from, but for facts that only place a body."""
    return [sentence for sentence in sentences(article) if sentence.span not in reading.told]
