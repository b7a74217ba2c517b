"""What the page shows of a graph: a node per entity, an edge per fact between entities, the rest on cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cppcc_kg.export.html.quotes import mark
from cppcc_kg.export.html.wording import figure_forms, frequency_text, measure_text
from cppcc_kg.model import CLASSES, RELATIONS, THEMES, Entity, Evidence, Fact, KnowledgeGraph, Measure


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as a card shows it: every second piece of ``text`` is marked."""

    doc: str
    begin: int
    end: int
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A fact whose object is a word, not a node: a theme or a frequency."""

    predicate: str
    text: str
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure on the card of what it counts."""

    of: str
    text: str
    period: str = ""
    by: str = ""
    as_of: str = ""
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """An entity. Nodes are named by their place in :attr:`View.nodes`; ``key`` keeps the entity's own id."""

    key: str
    cls: str
    label: str
    scope: str = ""
    alt: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    level: str = ""
    code: str = ""
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    literals: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A fact between two nodes."""

    source: int
    target: int
    predicate: str
    src: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    derived: bool = False
    as_of: str = ""
    role: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows, in an order that depends on content alone."""

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    sources: tuple[Source, ...]
    documents: int = 0
    measures: int = 0


def _rank(names: Sequence[str], name: str) -> tuple[int, str]:
    return (names.index(name) if name in names else len(names), name)


class _Sources:
    """Passages met so far; equal ones are sent once."""

    def __init__(self) -> None:
        self.numbers: dict[Source, int] = {}

    def add(self, evidence: Iterable[Evidence], *things: Sequence[str]) -> tuple[int, ...]:
        passages = [
            Source(e.document, e.span.begin, e.span.end, mark(e.quote, things))
            for e in sorted(set(evidence))
        ]  # fmt: skip
        return tuple(self.numbers.setdefault(passage, len(self.numbers)) for passage in passages)


def _names(entity: Entity) -> tuple[str, ...]:
    """The label, then the other forms, longest first: a short form may sit inside a longer one."""
    return (entity.label, *sorted(entity.alternatives, key=lambda form: (-len(form), form)))


def _literal(fact: Fact, subject: Entity, sources: _Sources) -> Literal:
    words = frequency_text(fact.object) if fact.predicate == "frequency" else fact.object
    if words != fact.object:
        words = f"{words}（{fact.object}）"
    found = sources.add(fact.evidence, _names(subject))
    return Literal(fact.predicate, words, found, tuple(sorted(fact.rules)), fact.derivation == "derived")


def _figure(measure: Measure, fact: Fact, labels: Mapping[str, str], sources: _Sources) -> Figure:
    reporter = measure.reported_by or ""
    return Figure(
        of=measure.quantity_of,
        text=measure_text(measure),
        period=measure.period or (frequency_text(measure.per) if measure.per else ""),
        by=labels.get(reporter, reporter),
        as_of=measure.as_of or "",
        src=sources.add(measure.evidence or fact.evidence, figure_forms(measure), (measure.quantity_of,)),
        rules=tuple(sorted(measure.rules or fact.rules)),
    )


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
    sources = _Sources()
    about: defaultdict[str, list[Fact]] = defaultdict(list)
    between: list[Fact] = []
    for fact in sorted(graph.facts, key=_fact_order):
        if fact.predicate in ("hasTheme", "frequency", "hasMeasure"):
            about[fact.subject].append(fact)
        elif fact.subject in numbers and fact.object in numbers:
            between.append(fact)
    between.sort(key=lambda f: (numbers[f.subject], _rank(RELATIONS, f.predicate), numbers[f.object]))
    nodes = tuple(_node(entity, about[entity.id], lookup, sources) for entity in ordered)
    edges = tuple(_edge(fact, entities, numbers, sources) for fact in between)
    return View(nodes, edges, tuple(sources.numbers), len(graph.documents), len(lookup.measures))
