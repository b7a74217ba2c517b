"""Count the relations of one document: pooled, by property, and those right whose passage shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from cppcc_kg.evaluation.counts import Counts, Discrepancy
from cppcc_kg.evaluation.gold import Gold, GoldRelation
from cppcc_kg.evaluation.matching import shows
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS, Passage, PredictedEntity, Triple
from cppcc_kg.evaluation.texts import Scope

#: A whole has these through its parts; a body's committee has what the body does and sets up.
_CLIMB_PART_OF = frozenset({"realizedBy", "resultsIn", "aimsAt", "carriesOut", "establishes"})

#: True of the world whether or not a label says so, when both ends are labelled.
_GEOGRAPHY = frozenset({"serves", "locatedIn"})

#: A fact in the gold's own labels; ``None`` stands for a node that no label matches.
_Named = tuple[str | None, str, str | None]


def inherited(facts: Collection[Triple]) -> frozenset[Triple]:
    """The facts, and all that follow upwards along ``partOf`` and (``resultsIn`` only) ``realizedBy``.

    So a fact read at a sub-heading counts for the section above it, and read at both it is not extra.

    >>> facts = [Triple("part", "partOf", "whole"), Triple("part", "aimsAt", "goal")]
    >>> Triple("whole", "aimsAt", "goal") in inherited(facts)
    True
    """
    known = frozenset(facts)
    while True:
        wholes: defaultdict[str, set[str]] = defaultdict(set)
        lines: defaultdict[str, set[str]] = defaultdict(set)
        for s, p, o in known:
            if p == "partOf":
                wholes[s].add(o)
            elif p == "realizedBy":
                lines[o].add(s)
        climbing = {Triple(up, p, o) for s, p, o in known if p in _CLIMB_PART_OF for up in wholes.get(s, ())}
        climbing |= {Triple(up, p, o) for s, p, o in known if p == "resultsIn" for up in lines.get(s, ())}
        if climbing <= known:
            return known
        known |= climbing


class RelationReading:
    """One document's claims beside its labels, sorted into seen, extra and shown."""

    def __init__(self, gold: Gold, facts: Mapping[Triple, tuple[Passage, ...]], named: Mapping[str, str]) -> None:
        self.labels: dict[Triple, GoldRelation] = {x.triple: x for x in gold.relations}
        self.named = named
        open_labels = gold.open_labels
        self.required = {
            key for key, x in self.labels.items() if not x.optional and not open_labels & {key.subject, key.object}
        }
        implied = inherited(self.labels)
        self.seen = {key for key in map(self.key, inherited(facts) - facts.keys()) if key in self.labels}
        self.right: list[tuple[Triple, GoldRelation]] = []
        self.extra: list[Triple] = []
        for fact in sorted(facts):
            key = self.key(fact)
            if isinstance(key, Triple) and key in self.labels:
                self.seen.add(key)
                self.right.append((fact, self.labels[key]))
            elif key in implied or (fact.predicate in _GEOGRAPHY and None not in key):
                continue
            elif not open_labels & {key[0], key[2]}:
                self.extra.append(fact)

    def key(self, fact: Triple) -> _Named:
        subject, object_ = self.named.get(fact.subject), self.named.get(fact.object)
        if subject is None or object_ is None:
            return (subject, fact.predicate, object_)
        return Triple(subject, fact.predicate, object_)

    def counts(self, relations: Collection[str]) -> Counts:
        def of(facts: Collection[_Named]) -> int:
            return sum(fact[1] in relations for fact in facts)

        return Counts(of(self.seen & self.required), of(self.extra), of(self.required - self.seen))


def local_facts(scope: Scope, facts: Mapping[Triple, tuple[Passage, ...]]) -> dict[Triple, tuple[Passage, ...]]:
    """Those of the whole graph's facts that are scored and have a passage in ``scope``, each with those alone."""
    return {
        fact: here
        for fact, evidence in facts.items()
        if fact.predicate in SCORED_RELATIONS and (here := scope.within(evidence))
    }


def score_relations(
    gold: Gold,
    scope: Scope,
    entities: Mapping[str, PredictedEntity],
    facts: Mapping[Triple, tuple[Passage, ...]],
    named: Mapping[str, str],
) -> tuple[dict[str, Counts], list[Discrepancy]]:
    """Counts by name, and what went wrong.

    ``facts`` are the whole graph's; ``named`` maps ids of ``entities`` to the labels they were found as.
    """
    mine = local_facts(scope, facts)
    reading = RelationReading(gold, mine, named)

    def is_shown(fact: Triple, label: GoldRelation) -> bool:
        names = [n for end in (fact.subject, fact.object) if end in entities for n in entities[end].labels]
        return shows(mine[fact], scope.find(label.quote), names)

    shown = sum(is_shown(fact, label) for fact, label in reading.right)
    counts = {
        "fact_shown": Counts(shown, len(reading.right) - shown),
        "relation": reading.counts(SCORED_RELATIONS),
        **{f"relation:{p}": reading.counts((p,)) for p in SCORED_RELATIONS},
    }
    return counts, _discrepancies(gold.document, reading, entities)


def _discrepancies(
    document: str, reading: RelationReading, entities: Mapping[str, PredictedEntity]
) -> list[Discrepancy]:
    def name(node: str) -> str:
        return entities[node].name if node in entities else node

    missed = [Discrepancy("miss", document, f"{s} —{p}→ {o}") for s, p, o in sorted(reading.required - reading.seen)]
    extra = [Discrepancy("extra", document, f"{name(s)} —{p}→ {name(o)}") for s, p, o in reading.extra]
    return [*missed, *extra]
