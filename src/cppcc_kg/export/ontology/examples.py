"""Examples of terms from a graph: short ones first, each with the words that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cppcc_kg.analysis.wording import bare_figure
from cppcc_kg.model import Evidence, KnowledgeGraph, Measure

MOST = 4


@dataclass(frozen=True, slots=True)
class Example:
    """What to show: the thing or the fact in words, and the passage."""

    words: str
    quote: str
    document: str


def examples_of(graph: KnowledgeGraph) -> dict[str, tuple[Example, ...]]:
    """Local name of a class or property -> at most ``MOST`` examples, the shortest."""
    labels = {entity.id: entity.label for entity in graph.entities}
    labels |= {measure.id: bare_figure(measure) for measure in graph.measures}
    found: defaultdict[str, list[tuple[int, str, Evidence | None]]] = defaultdict(list)
    for entity in graph.entities:
        found[entity.cls].append(_weighed(entity.label, entity.evidence))
    for measure in graph.measures:
        found["Measure"].append(_weighed(bare_figure(measure), measure.evidence))
        for name, text in _parts(measure):
            found[name].append(_weighed(f"{bare_figure(measure)} → {text}", measure.evidence))
    for fact in graph.facts:
        words = f"{labels.get(fact.subject, fact.subject)} → {labels.get(fact.object, fact.object)}"
        found[fact.predicate].append(_weighed(words, fact.evidence))
    return {name: tuple(_chosen(each)) for name, each in found.items()}


def _parts(measure: Measure) -> Iterable[tuple[str, str]]:
    parts = {
        "quantityOf": measure.quantity_of, "unit": measure.unit, "period": measure.period, "per": measure.per,
        "value": measure.value, "lowerBound": measure.low, "upperBound": measure.high, "asOf": measure.as_of,
        "periodBegin": measure.begin, "periodEnd": measure.end,
    }  # fmt: skip
    return ((name, f"{text}") for name, text in parts.items() if text is not None)


def _weighed(words: str, evidence: tuple[Evidence, ...]) -> tuple[int, str, Evidence | None]:
    """With the length of the shortest passage, for a page is read by people."""
    best = min(evidence, key=lambda e: (len(e.quote), e)) if evidence else None
    return len(words) + (len(best.quote) if best is not None else 0), words, best


def _chosen(found: list[tuple[int, str, Evidence | None]]) -> Iterable[Example]:
    seen: set[str] = set()
    for _, words, evidence in sorted(found, key=lambda each: each[:2]):
        if words not in seen and len(seen) < MOST:
            seen.add(words)
            quote = " ".join(evidence.quote.split()) if evidence is not None else ""
            yield Example(words, quote, evidence.document if evidence is not None else "")
