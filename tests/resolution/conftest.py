"""Walks over a graph, and mentions made by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from cppcc_kg.extraction.readings import Mention
from cppcc_kg.model import Evidence, KnowledgeGraph, Span

#: The properties along which nothing of one committee may be reached from another.
WALKED = ("carriesOut", "establishes", "partOf", "realizedBy", "resultsIn", "hasMeasure")


def _leaks(graph: KnowledgeGraph, walked: Iterable[str] = WALKED) -> list[str]:
    """What a walk from a committee reaches although only another committee's article says it."""
    walked = set(walked)
    steps: dict[str, set[str]] = defaultdict(set)
    for fact in graph.facts:
        if fact.predicate in walked:
            steps[fact.subject].add(fact.object)
            if fact.predicate == "partOf":  # what a line of work or a body holds is reached through it, too
                steps[fact.object].add(fact.subject)
    things = {thing.id: thing for thing in (*graph.entities, *graph.measures)}
    articles: dict[str, list[Any]] = defaultdict(list)
    for article in graph.articles:
        if article.creator is not None:
            articles[article.creator].append(article)
    all_articles = [article for group in articles.values() for article in group]

    def owned(evidence: Evidence) -> set[str]:
        """Committees in whose articles a passage lies; none for text of no committee."""
        return {
            article.creator
            for article in all_articles
            if article.document == evidence.document and article.span.contains(evidence.span)
        }

    found = []
    for committee in articles:
        seen, stack = {committee}, [committee]
        while stack:
            for step in steps[stack.pop()]:
                if step not in seen:
                    seen.add(step)
                    stack.append(step)
        for name in sorted(seen - {committee}):
            owners = [owned(evidence) for evidence in things[name].evidence]
            if owners and all(owner and committee not in owner for owner in owners):
                thing = things[name]
                found.append(f"{committee} reaches {getattr(thing, 'label', name)}")
    return found


@pytest.fixture(scope="session")
def leaks() -> Callable[[KnowledgeGraph], list[str]]:
    return _leaks


@pytest.fixture
def mention() -> Callable[..., Mention]:
    """``mention(cls, label, owner=…)``, with a span that does not matter."""

    def make(cls: str, label: str, **more: Any) -> Mention:
        return Mention(cls, label, Span(0, 1), f"{cls.lower()}.test", Span(0, 1), **more)

    return make
