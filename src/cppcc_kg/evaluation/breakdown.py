"""Whose doing the score is: counts by class of entity, and what each rule gave that was right or not.

Everything is computed beside the scores of :mod:`cppcc_kg.evaluation.scoring`, from the same alignments, and adds up
to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.gold import Gold
from cppcc_kg.evaluation.matching import align, is_optional
from cppcc_kg.evaluation.measures import local_measures, match_measures
from cppcc_kg.evaluation.predictions import (
    FAMILY,
    PredictedEntity,
    PredictedMeasure,
    Predictions,
    Triple,
)
from cppcc_kg.evaluation.relations import RelationReading, local_facts
from cppcc_kg.evaluation.scoring import local_entities
from cppcc_kg.evaluation.texts import Scope
from cppcc_kg.graph.vocabulary import ENT
from cppcc_kg.model import KnowledgeGraph

#: ``open``: the gold neither demands nor refuses it (optional labels, geography, what labels imply).
Verdict = Literal["right", "extra", "open"]

#: An entity of several classes is an extra of none of them.
SEVERAL = "several classes"

#: The class families in listing order.
FAMILIES = (*dict.fromkeys(FAMILY.values()), SEVERAL)

#: A claim: an entity's IRI, a fact, or a figure with what tells it from others.
Claim = str | Triple | tuple[object, ...]


class Judged(NamedTuple):
    """One claim of the graph about one document, and what the gold says of it."""

    claim: Claim
    verdict: Verdict


class RuleScore(NamedTuple):
    """What a rule gave: entities it read a mention of, and facts (relations, themes, frequencies, figures)."""

    entities: Counts
    facts: Counts
    open_entities: int
    open_facts: int

    @property
    def all(self) -> Counts:
        return self.entities.plus(self.facts)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One document: counts of entities by family, and every claim that its labels judge."""

    document: str
    classes: Mapping[str, Counts]
    judged: tuple[Judged, ...]


def break_down(gold: Gold, scope: Scope, predictions: Predictions) -> Breakdown:
    """Look into the score of what the graph says with a passage inside ``scope``."""
    entities = local_entities(scope, predictions)
    places = [scope.find(label.quote) for label in gold.entities]
    strict = align(entities, gold.entities, places, same_class=True)
    loose = align(entities, gold.entities, places, same_class=False)
    of_entities = [Judged(id_, _entity(id_, entities[id_], gold, strict)) for id_ in sorted(entities)]
    named = {id_: gold.entities[i].label for id_, i in loose.items()}
    judged = (
        *of_entities,
        *_hanging(gold, entities, loose),
        *_relations(gold, scope, predictions, named),
        *_measures(gold, scope, predictions.measures),
    )
    return Breakdown(gold.document, _classes(gold, entities, strict, of_entities), judged)


def _entity(id_: str, entity: PredictedEntity, gold: Gold, strict: Mapping[str, int]) -> Verdict:
    if id_ in strict:
        return "open" if gold.entities[strict[id_]].optional else "right"
    return "open" if is_optional(entity, gold.entities) else "extra"


def _classes(
    gold: Gold, entities: Mapping[str, PredictedEntity], strict: Mapping[str, int], judged: Iterable[Judged]
) -> dict[str, Counts]:
    """What was wanted counts for the label's family, what was not for the entity's own."""
    counts = dict.fromkeys(FAMILIES, Counts())
    found = set(strict.values())
    for i, label in enumerate(gold.entities):
        if not label.optional:
            family = FAMILY[label.cls]
            counts[family] = counts[family].plus(Counts(tp=1) if i in found else Counts(fn=1))
    for id_, verdict in judged:
        if verdict == "extra":
            families = entities[str(id_)].families
            family = min(families) if len(families) == 1 else SEVERAL
            counts[family] = counts[family].plus(Counts(fp=1))
    return counts


def _hanging(gold: Gold, entities: Mapping[str, PredictedEntity], loose: Mapping[str, int]) -> Iterator[Judged]:
    """Themes and frequencies; those of an entity that no label names are not judged."""
    for id_ in sorted(loose):
        label, entity = gold.entities[loose[id_]], entities[id_]
        for theme in sorted(entity.themes):
            fair = theme in label.theme_also or not (label.themes or label.theme_also)
            verdict: Verdict = "right" if theme in label.themes else "open" if fair else "extra"
            yield Judged(Triple(id_, "hasTheme", theme), verdict)
        for frequency in sorted(entity.frequencies):
            verdict = "right" if frequency == label.frequency else "extra"
            yield Judged(Triple(id_, "frequency", frequency), verdict)


def _relations(gold: Gold, scope: Scope, predictions: Predictions, named: Mapping[str, str]) -> Iterator[Judged]:
    mine = local_facts(scope, predictions.facts)
    reading = RelationReading(gold, mine, named)
    extra, right = set(reading.extra), {fact for fact, _ in reading.right}
    for fact in sorted(mine):
        if fact in extra:
            yield Judged(fact, "extra")
        else:
            yield Judged(fact, "right" if fact in right and reading.key(fact) in reading.required else "open")


def _measures(gold: Gold, scope: Scope, measures: Iterable[PredictedMeasure]) -> Iterator[Judged]:
    local = local_measures(scope, measures)
    labels = {j: gold.measures[i] for i, j in match_measures(gold.measures, scope, local).items()}
    for j, (measure, _) in enumerate(local):
        label = labels.get(j)
        verdict: Verdict = "extra" if label is None else "open" if label.optional else "right"
        yield Judged(_figure(measure), verdict)


def _figure(measure: PredictedMeasure) -> tuple[object, ...]:
    """What tells a figure from others, for predictions know no identifier of it; see :func:`rules_of`."""
    passages = frozenset((passage.text, *passage.span) for passage in measure.evidence)
    return (measure.counted, measure.unit, measure.value, measure.low, measure.high, passages)


# -- by rule -------------------------------------------------------------------------------------------------------


def rules_of(graph: KnowledgeGraph) -> dict[Claim, tuple[str, ...]]:
    """Claim → the rules that read it."""
    read: dict[Claim, tuple[str, ...]] = {ENT + entity.id: entity.rules for entity in graph.entities}
    for fact in graph.facts:
        literal = fact.predicate in ("hasTheme", "frequency")
        read[Triple(ENT + fact.subject, fact.predicate, fact.object if literal else ENT + fact.object)] = fact.rules
    for measure in graph.measures:
        value, low, high = (None if n is None else n.normalize() for n in (measure.value, measure.low, measure.high))
        places = frozenset((PurePosixPath(e.document).stem, *e.span) for e in measure.evidence)
        read[(measure.quantity_of, measure.unit, value, low, high, places)] = measure.rules
    return read


def by_rule(breakdowns: Iterable[Breakdown], read: Mapping[Claim, Collection[str]]) -> dict[str, RuleScore]:
    """Rule id → its score, sorted by id. A claim that several rules read counts for each of them."""
    scores: dict[str, RuleScore] = {}
    for breakdown in breakdowns:
        for claim, verdict in breakdown.judged:
            for rule in read.get(claim, ()):
                score = scores.get(rule, RuleScore(Counts(), Counts(), 0, 0))
                scores[rule] = _counted(score, verdict, is_entity=isinstance(claim, str))
    return dict(sorted(scores.items()))


def _counted(score: RuleScore, verdict: Verdict, *, is_entity: bool) -> RuleScore:
    if verdict == "open":
        entities, facts = score.open_entities + is_entity, score.open_facts + (not is_entity)
        return score._replace(open_entities=entities, open_facts=facts)
    one = Counts(tp=1) if verdict == "right" else Counts(fp=1)
    if is_entity:
        return score._replace(entities=score.entities.plus(one))
    return score._replace(facts=score.facts.plus(one))
