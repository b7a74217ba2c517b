"""Score documents one by one, and pool them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cppcc_kg.evaluation.counts import Counts, Discrepancy, total
from cppcc_kg.evaluation.entities import score_entities
from cppcc_kg.evaluation.gold import Gold, Placing
from cppcc_kg.evaluation.measures import score_measures
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS, PredictedEntity, Predictions
from cppcc_kg.evaluation.relations import score_relations
from cppcc_kg.evaluation.texts import Scope, Text, place

#: The names of all counts, in the order of every listing.
KEYS = (
    "entity", "entity_any_type", "entity_shown", "theme", "fact_shown", "relation",
    *(f"relation:{p}" for p in SCORED_RELATIONS),
    "frequency", "measure_of", "measure_owner", "measure_period", "measure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One labelled document: counts by the names of :data:`KEYS`, and what went wrong."""

    document: str
    counts: Mapping[str, Counts]
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class GraphChecks:
    """What holds of the whole graph, labelled or not; every field is a number of things.

    Passages are those of the texts at hand; ``exact`` ones are quoted letter for letter at their offsets.
    Facts are those of the scored relations: ``plain`` triples, those of them with a read statement, and read
    statements that no passage of bearable length backs.
    """

    passages: int
    exact: int
    plain: int
    with_statement: int
    facts_without_passage: int
    entities: int
    entities_without_passage: int
    several_classes: int

    @property
    def share(self) -> float:
        """The share of exact passages, 0 when there are none."""
        return self.exact / self.passages if self.passages else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of each document, and of all together: counts are added, so large documents weigh more."""

    documents: tuple[DocumentScore, ...]
    pooled: Mapping[str, Counts]
    checks: GraphChecks


def local_entities(scope: Scope, predictions: Predictions) -> dict[str, PredictedEntity]:
    """The entities with a passage in ``scope``, each with those passages alone."""
    return {
        id_: replace(entity, evidence=here)
        for id_, entity in predictions.entities.items()
        if (here := scope.within(entity.evidence))
    }


def score_document(gold: Gold, scope: Scope, predictions: Predictions) -> DocumentScore:
    """Score what the graph says with a passage inside ``scope``."""
    entities = local_entities(scope, predictions)
    of_entities, wrong_entities, named = score_entities(gold, scope, entities)
    of_relations, wrong_relations = score_relations(gold, scope, entities, predictions.facts, named)
    of_measures, wrong_measures = score_measures(gold, scope, predictions.measures)
    counts = of_entities | of_relations | of_measures
    return DocumentScore(
        document=gold.document,
        counts={key: counts[key] for key in KEYS},
        discrepancies=(*wrong_entities, *wrong_relations, *wrong_measures),
    )


def check_graph(predictions: Predictions, texts: Mapping[str, Text]) -> GraphChecks:
    """Count what needs no labels: exact offsets, statements, passages, single classes."""
    checked = [p for p in predictions.passages if p.text in texts]
    entities = predictions.entities.values()
    return GraphChecks(
        passages=len(checked),
        exact=sum(texts[p.text].content[slice(*p.span)] == p.quote for p in checked),
        plain=len(predictions.plain),
        with_statement=len(predictions.plain & predictions.facts.keys()),
        facts_without_passage=sum(
            not evidence for fact, evidence in predictions.facts.items() if fact.predicate in SCORED_RELATIONS
        ),
        entities=len(entities),
        entities_without_passage=sum(not e.evidence for e in entities),
        several_classes=sum(len(e.families) > 1 for e in entities),
    )


def pool(scores: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """The counts of several documents added up, by the names of :data:`KEYS`."""
    known = list(scores)
    return {key: total(counts[key] for counts in known) for key in KEYS}


def evaluate(
    gold: Iterable[Gold], texts: Mapping[str, Text], index: Mapping[str, Placing], predictions: Predictions
) -> Evaluation:
    """Score every labelled document against the graph, and pool."""
    documents = tuple(score_document(g, place(g.document, texts, index), predictions) for g in gold)
    return Evaluation(documents, pool(one.counts for one in documents), check_graph(predictions, texts))
