"""The graph as networkx has it: things and figures as nodes, facts as edges, all values plain text and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS, figure, quote_of
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.model import Entity, Fact, KnowledgeGraph, Measure

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Values = dict[str, str | float | bool]
#: Between several values of one attribute. A label that holds it gets the full-width one.
SEPARATOR = ";"


def to_networkx(graph: KnowledgeGraph) -> MultiDiGraph[str]:
    """A directed multigraph: nodes by entity and measure ids, edges keyed by fact ids, no attribute that is empty.

    Nodes have ``label``, ``class`` (and ``class_zh``), and as known ``district``, ``themes``, ``altLabels``,
    ``frequency``, ``level``, ``code``, ``quote``, ``source``; measures ``value``, ``low``, ``high``, ``unit``,
    ``period``. Edges have ``predicate``, ``label``, ``rules``, ``derived``, and as known ``quote``, ``source``,
    ``asOf``, ``role``, ``score``. Several values are joined by ``;``.
    """
    import networkx as nx

    made: MultiDiGraph[str] = nx.MultiDiGraph()
    context = Context(graph)
    for entity in graph.entities:
        made.add_node(entity.id, **_entity(entity, context))
    for measure in graph.measures:
        made.add_node(measure.id, **_measure(measure))
    for fact in graph.facts:
        if fact.subject in made and fact.object in made:
            key = fact_id(fact.subject, fact.predicate, fact.object)
            made.add_edge(fact.subject, fact.object, key=key, **_fact(fact))
    return made


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(value.replace(SEPARATOR, "；") for value in values)


def _some(**values: str | float | bool | None) -> Values:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _entity(entity: Entity, context: Context) -> Values:
    quote, source = quote_of(entity)
    district = context.districts.get(entity.id)
    return {
        "label": entity.label or entity.id,
        "class": entity.cls,
        "class_zh": CLASS_WORDS.get(entity.cls, entity.cls),
        **_some(
            district=district.label if district is not None else None,
            themes=_joined(sorted(context.themes(entity.id))),
            altLabels=_joined(entity.alternatives),
            frequency=_joined(fact.object for fact in context.of(entity.id, "frequency")),
            level=entity.level,
            code=entity.code,
            quote=quote,
            source=source,
        ),
    }


def _measure(measure: Measure) -> Values:
    quote, source = quote_of(measure)
    numbers = {"value": measure.value, "low": measure.low, "high": measure.high}
    return {
        "label": figure(measure),
        "class": "Measure",
        "class_zh": "数据",
        **_some(
            quantityOf=measure.quantity_of,
            **{name: None if number is None else float(number) for name, number in numbers.items()},
            unit=measure.unit,
            period=measure.period,
            asOf=measure.as_of,
            quote=quote,
            source=source,
        ),
    }


def _fact(fact: Fact) -> Values:
    quote, source = quote_of(fact)
    return {
        "predicate": fact.predicate,
        "label": RELATION_WORDS.get(fact.predicate, fact.predicate),
        "derived": fact.derivation == "derived",
        **_some(
            quote=quote,
            source=source,
            rules=_joined(fact.rules),
            asOf=fact.as_of,
            role=fact.role,
            score=None if fact.score is None else float(fact.score),
        ),
    }
