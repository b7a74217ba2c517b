"""What changed from one graph to another: entities, facts and measures that came, went or changed, and by which rule.

Identifiers are made from content, so what is called otherwise or counted anew has another identifier. Such pairs are
found again: an entity of one name and committee under another class was *reclassified*, a figure of one thing, noun and
unit was *recounted*; their facts are compared as facts of one thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from cppcc_kg.model import CLASSES, LITERALS, RELATIONS, Entity, Evidence, Fact, KnowledgeGraph, Measure

Thing = TypeVar("Thing", Entity, Fact, Measure)
K = TypeVar("K")
#: Fields that a person would call a change, and what they are called. Others follow from these.
_NAMES = {
    "cls": "class", "label": "label", "alternatives": "other names", "also": "class beside", "scope": "committee",
    "level": "level", "code": "code", "evidence": "passages", "rules": "rules", "derivation": "derivation",
    "as_of": "as of", "role": "role", "sources": "derived from", "value": "value", "low": "lower bound",
    "high": "upper bound", "period": "period", "begin": "period begin", "end": "period end", "per": "per",
    "reported_by": "reported by", "unit": "unit", "quantity_of": "counted thing",
}  # fmt: skip
_ORDER = {name: rank for rank, name in enumerate((*CLASSES, *RELATIONS, *LITERALS))}


@dataclass(frozen=True, slots=True)
class Change(Generic[Thing]):
    """What a thing was and is, and the names of the fields in which the two differ."""

    old: Thing
    new: Thing
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference(Generic[Thing]):
    """Things of one kind that came, went and changed, in the order of listings."""

    came: tuple[Thing, ...]
    went: tuple[Thing, ...]
    changed: tuple[Change[Thing], ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)


@dataclass(frozen=True, slots=True)
class GraphDifference:
    """The differences of two graphs, and for each rule how many facts and figures came and went by it."""

    documents: tuple[tuple[str, ...], tuple[str, ...]]
    entities: Difference[Entity]
    facts: Difference[Fact]
    measures: Difference[Measure]
    rules: Mapping[str, tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(any(self.documents) or self.entities or self.facts or self.measures)


def difference(old: KnowledgeGraph, new: KnowledgeGraph) -> GraphDifference:
    """What changed from ``old`` to ``new``. The order of the graphs' tuples makes no difference."""
    before, after = _Side(old), _Side(new)
    again = _pairs(before.entities, after.entities, before.named, after.named)
    again |= _pairs(before.measures, after.measures, before.count, after.count)
    facts = _facts(before, after, again)
    measures = _compared(before.measures, after.measures, again)
    return GraphDifference(
        documents=_documents(old, new),
        entities=_compared(before.entities, after.entities, again),
        facts=facts,
        measures=measures,
        rules=_by_rule((*facts.came, *measures.came), (*facts.went, *measures.went)),
    )


class _Side:
    """One of the two graphs, by identifier."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.entities = {entity.id: entity for entity in graph.entities}
        self.measures = {measure.id: measure for measure in graph.measures}
        self.facts = {(fact.subject, fact.predicate, fact.object): fact for fact in graph.facts}
        self.of = {fact.object: fact.subject for fact in graph.facts if fact.predicate == "hasMeasure"}

    def label(self, identifier: str | None) -> str:
        entity = self.entities.get(identifier or "")
        return entity.label if entity is not None else identifier or ""

    def named(self, entity: Entity) -> tuple[str, ...]:
        """What makes two entities the same thing, whatever its class: label and committee."""
        return entity.label, self.label(entity.scope)

    def count(self, measure: Measure) -> tuple[str, ...]:
        """What makes two figures the same count, whatever its number: thing, noun, unit, reporter, period."""
        thing = self.label(self.of.get(measure.id))
        return thing, measure.quantity_of, measure.unit, self.label(measure.reported_by), measure.period or ""


def _pairs(
    old: Mapping[str, Thing], new: Mapping[str, Thing],
    key_of_old: Callable[[Thing], tuple[str, ...]], key_of_new: Callable[[Thing], tuple[str, ...]],
) -> dict[str, str]:  # fmt: skip
    """Old identifier -> new one, for what went and came under one key that no other shares."""
    gone: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    here: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in old.keys() - new.keys():
        gone[key_of_old(old[name])].append(name)
    for name in new.keys() - old.keys():
        here[key_of_new(new[name])].append(name)
    return {gone[key][0]: here[key][0] for key in gone if len(gone[key]) == len(here.get(key, ())) == 1}


def _differing(old: Thing, new: Thing, again: Mapping[str, str]) -> tuple[str, ...]:
    def same(name: str) -> bool:
        one, other = getattr(old, name), getattr(new, name)
        if name in ("scope", "reported_by"):
            one = again.get(one, one)
        if name == "sources":
            return bool(one) == bool(other)
        return bool(one == other)

    return tuple(_NAMES[f.name] for f in fields(old) if f.name in _NAMES and not same(f.name))


def _compared(old: Mapping[str, Thing], new: Mapping[str, Thing], again: Mapping[str, str]) -> Difference[Thing]:
    return _difference(old, new, {name: again.get(name, name) for name in old}, again)


def _difference(
    old: Mapping[K, Thing], new: Mapping[K, Thing], names: Mapping[K, K], again: Mapping[str, str]
) -> Difference[Thing]:
    """``names`` has under what name each old thing is looked for among the new ones."""
    kept = {name: other for name, other in names.items() if other in new}
    changed = [Change(old[a], new[b], _differing(old[a], new[b], again)) for a, b in kept.items()]
    return Difference(
        came=_sorted(new[name] for name in new.keys() - set(kept.values())),
        went=_sorted(old[name] for name in old.keys() - kept.keys()),
        changed=tuple(sorted((c for c in changed if c.fields), key=lambda c: _rank(c.new))),
    )


def _facts(before: _Side, after: _Side, again: Mapping[str, str]) -> Difference[Fact]:
    def renamed(key: tuple[str, str, str]) -> tuple[str, str, str]:
        subject, predicate, thing = key
        return again.get(subject, subject), predicate, again.get(thing, thing)

    return _difference(before.facts, after.facts, {key: renamed(key) for key in before.facts}, again)


def _rank(thing: Entity | Fact | Measure) -> tuple[Any, ...]:
    if isinstance(thing, Entity):
        return _ORDER.get(thing.cls, 99), thing.label, thing.id
    if isinstance(thing, Measure):
        return thing.quantity_of, thing.unit, thing.id
    return _ORDER.get(thing.predicate, 99), thing.subject, thing.object


def _sorted(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=_rank))


def _documents(old: KnowledgeGraph, new: KnowledgeGraph) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = {document.identifier for document in old.documents}
    after = {document.identifier for document in new.documents}
    return tuple(sorted(after - before)), tuple(sorted(before - after))


def _by_rule(came: Iterable[Fact | Measure], went: Iterable[Fact | Measure]) -> dict[str, tuple[int, int]]:
    more = Counter(rule for thing in came for rule in thing.rules)
    less = Counter(rule for thing in went for rule in thing.rules)
    return {rule: (more[rule], less[rule]) for rule in sorted({*more, *less})}


def first_passage(thing: Entity | Fact | Measure) -> Evidence | None:
    """The passage to show for it."""
    return thing.evidence[0] if thing.evidence else None
