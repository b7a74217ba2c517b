"""What the page shows of a graph: a node per entity, an edge per fact between entities, the rest on cards."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from cppcc_kg.export.html.labels import REASON_LABELS, Words
from cppcc_kg.export.html.quotes import mark
from cppcc_kg.export.html.records import EdgeView, Figure, Literal, NodeView, Reason, Source, Text, View, repeats
from cppcc_kg.export.html.wording import figure_forms, frequency_text, measure_text
from cppcc_kg.model import CLASSES, RELATIONS, THEMES, Entity, Evidence, Fact, KnowledgeGraph, Measure, Part


def _rank(names: Sequence[str], name: str) -> tuple[int, str]:
    return (names.index(name) if name in names else len(names), name)


class _Sources:
    """Passages met so far; equal ones are sent once. Files are numbered as they are met."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.numbers: dict[Source, int] = {}
        self.documents: dict[str, int] = {}
        self.articles = sorted(graph.articles, key=lambda a: (a.document, a.span, a.id))
        self.places: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, article in enumerate(self.articles):
            self.places[article.document].append((article.span.begin, article.span.end, number))

    def _article(self, passage: Evidence) -> int | None:
        places = self.places.get(passage.document, [])
        at = bisect_right(places, (passage.span.begin, passage.span.begin, len(self.articles)))
        # Articles of a file lie side by side; the one that begins last before the passage holds it, or none does.
        before = [place for place in places[: at + 1] if place[0] <= passage.span.begin < place[1]]
        return before[-1][2] if before else None

    def add(self, evidence: Iterable[Evidence], *things: Sequence[str]) -> tuple[int, ...]:
        passages = []
        for e in sorted(set(evidence)):
            number = self.documents.setdefault(e.document, len(self.documents))
            text = mark(e.quote, things)
            passages.append(Source(number, e.span.begin, e.span.end, text, self._article(e), e.page))
        return tuple(self.numbers.setdefault(passage, len(self.numbers)) for passage in passages)


def _texts(graph: KnowledgeGraph, sources: _Sources, labels: Mapping[str, str]) -> tuple[tuple[Text, ...], ...]:
    """What is known of the files that were cited, and of all articles."""
    known = {document.identifier: document for document in graph.documents}
    documents = []
    for name in sources.documents:
        d = known.get(name)
        said = (d.title, d.date, d.publisher, d.url) if d else (None,) * 4
        documents.append(Text(name, *(part or "" for part in said)))
    articles = [
        Text(a.document, a.title or "", a.date or "", by=labels.get(a.creator or "", "")) for a in sources.articles
    ]
    return tuple(documents), tuple(articles)


def _names(entity: Entity) -> tuple[str, ...]:
    """The label, then the other forms, longest first: a short form may sit inside a longer one."""
    return (entity.label, *sorted(entity.alternatives, key=lambda form: (-len(form), form)))


def _literal(fact: Fact, subject: Entity, sources: _Sources) -> Literal:
    words = frequency_text(fact.object) if fact.predicate == "frequency" else fact.object
    if words != fact.object:
        words = f"{words}（{fact.object}）"
    found = sources.add(fact.evidence, _names(subject))
    return Literal(fact.predicate, words, found, tuple(sorted(fact.rules)), fact.derivation == "derived")


def _written(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _figure(measure: Measure, fact: Fact, labels: Mapping[str, str], sources: _Sources) -> Figure:
    reporter = measure.reported_by or ""
    return Figure(
        of=measure.quantity_of,
        text=measure_text(measure),
        unit=measure.unit,
        value=_written(measure.value),
        low=_written(measure.low),
        high=_written(measure.high),
        period=measure.period or (frequency_text(measure.per) if measure.per else ""),
        by=labels.get(reporter, reporter),
        as_of=measure.as_of or "",
        src=sources.add(measure.evidence or fact.evidence, figure_forms(measure), (measure.quantity_of,)),
        rules=tuple(sorted(measure.rules or fact.rules)),
    )


def _reason(part: Part, entities: Mapping[str, Entity]) -> Reason:
    """A part of a score; what the two share may be words, themes or entities."""
    shared = tuple(entities[name].label if name in entities else name for name in part.shared)
    return Reason(*REASON_LABELS.get(part.name, Words(part.name, part.name)), _written(part.score), shared)


def _turned(fact: Fact, pairs: Set[tuple[str, str]]) -> bool:
    """Whether a symmetric fact is the second of its two directions, both of which are stated."""
    return fact.subject > fact.object and (fact.object, fact.subject) in pairs


def _edge(fact: Fact, entities: Mapping[str, Entity], numbers: Mapping[str, int], sources: _Sources) -> EdgeView:
    subject, target = entities[fact.subject], entities[fact.object]
    return EdgeView(
        source=numbers[fact.subject],
        target=numbers[fact.object],
        predicate=fact.predicate,
        src=sources.add(fact.evidence, _names(target), _names(subject)),
        rules=tuple(sorted(fact.rules)),
        derived=fact.derivation == "derived",
        as_of=fact.as_of or "",
        role=fact.role or "",
        basis=tuple(sorted(fact.sources)),
        score=_written(fact.score),
        reasons=tuple(_reason(part, entities) for part in fact.parts if part.score),
    )


def _node(entity: Entity, facts: Sequence[Fact], graph: _Lookup, sources: _Sources) -> NodeView:
    literals = [f for f in facts if f.predicate in ("hasTheme", "frequency")]
    measured = [f for f in facts if f.predicate == "hasMeasure" and f.object in graph.measures]
    return NodeView(
        key=entity.id,
        cls=entity.cls,
        label=entity.label or entity.id,
        scope=entity.scope or "",
        alt=tuple(sorted(entity.alternatives)),
        also=tuple(sorted(entity.also)),
        level=entity.level or "",
        code=entity.code or "",
        src=sources.add(entity.evidence, _names(entity)),
        rules=tuple(sorted(entity.rules)),
        figures=tuple(_figure(graph.measures[f.object], f, graph.labels, sources) for f in measured),
        literals=tuple(_literal(fact, entity, sources) for fact in literals),
    )


@dataclass(frozen=True, slots=True)
class _Lookup:
    measures: Mapping[str, Measure]
    labels: Mapping[str, str]


def _fact_order(fact: Fact) -> tuple[str, int, tuple[int, str]]:
    """Frequencies before themes, themes in scheme order."""
    return (fact.subject, fact.predicate == "hasTheme", _rank(THEMES, fact.object))


def view_of(graph: KnowledgeGraph) -> View:
    """Everything that the page shows. Facts about what is not in the graph are left out.

    Nodes come in class order, so that equal symbols lie side by side on a ring.
    """
    entities = {e.id: e for e in graph.entities}
    ordered = sorted(entities.values(), key=lambda e: (_rank(CLASSES, e.cls), e.label, e.id))
    numbers = {entity.id: number for number, entity in enumerate(ordered)}
    lookup = _Lookup({m.id: m for m in graph.measures}, {e.id: e.label for e in ordered})
    sources = _Sources(graph)
    about: defaultdict[str, list[Fact]] = defaultdict(list)
    between: list[Fact] = []
    alike = {(f.subject, f.object) for f in graph.facts if f.predicate == "similarTo"}
    for fact in sorted(graph.facts, key=_fact_order):
        if fact.predicate in ("hasTheme", "frequency", "hasMeasure"):
            about[fact.subject].append(fact)
        elif repeats(fact) or (fact.predicate == "similarTo" and _turned(fact, alike)):
            continue
        elif fact.subject in numbers and fact.object in numbers:
            between.append(fact)
    between.sort(key=lambda f: (numbers[f.subject], _rank(RELATIONS, f.predicate), numbers[f.object]))
    nodes = tuple(_node(entity, about[entity.id], lookup, sources) for entity in ordered)
    edges = tuple(_edge(fact, entities, numbers, sources) for fact in between)
    documents, articles = _texts(graph, sources, lookup.labels)
    shown = sum(len(node.figures) for node in nodes)
    return View(nodes, edges, tuple(sources.numbers), documents, articles, shown)
