"""Count the entities of one document, and what hangs on them: themes, frequencies, passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cppcc_kg.evaluation.counts import Counts, Discrepancy
from cppcc_kg.evaluation.gold import Gold, GoldEntity
from cppcc_kg.evaluation.matching import align, is_optional, shows
from cppcc_kg.evaluation.predictions import PredictedEntity
from cppcc_kg.evaluation.texts import Scope
from cppcc_kg.model import Span

_Entities = Mapping[str, PredictedEntity]
_Alignment = Mapping[str, int]


def score_entities(
    gold: Gold, scope: Scope, entities: _Entities
) -> tuple[dict[str, Counts], list[Discrepancy], dict[str, str]]:
    """Counts by name, what went wrong, and entity id -> label of those found under any class.

    ``entities`` are those of the document, with the passages that lie in ``scope``.
    """
    labels = gold.entities
    places = [scope.find(label.quote) for label in labels]
    strict = align(entities, labels, places, same_class=True)
    # What hangs on an entity is asked of whatever bears its name: a wrong class was already counted once.
    loose = align(entities, labels, places, same_class=False)
    counts = {
        "entity": _found(entities, labels, strict),
        "entity_any_type": _found(entities, labels, loose),
        "entity_shown": _shown(entities, labels, loose, places),
        "theme": _themes(entities, labels, loose),
        "frequency": _frequencies(entities, labels, loose),
    }
    named = {id_: labels[i].label for id_, i in loose.items()}
    return counts, _discrepancies(gold.document, entities, labels, strict), named


def _missed(labels: Sequence[GoldEntity], aligned: _Alignment) -> list[GoldEntity]:
    found = set(aligned.values())
    return [label for i, label in enumerate(labels) if not label.optional and i not in found]


def _extra(entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment) -> list[PredictedEntity]:
    return [e for id_, e in entities.items() if id_ not in aligned and not is_optional(e, labels)]


def _found(entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment) -> Counts:
    right = sum(not labels[i].optional for i in aligned.values())
    return Counts(right, len(_extra(entities, labels, aligned)), len(_missed(labels, aligned)))


def _shown(
    entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment, places: Sequence[Sequence[Span]]
) -> Counts:
    """Of the entities found, those whose passage shows them."""
    right = sum(
        shows(entities[id_].evidence, places[i], (*labels[i].names, *entities[id_].labels))
        for id_, i in aligned.items()
    )
    return Counts(right, len(aligned) - right)


def _themes(entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment) -> Counts:
    total = Counts()
    for id_, i in aligned.items():
        want, fair, got = labels[i].themes, labels[i].theme_also, entities[id_].themes
        if want or fair:
            total = total.plus(Counts(len(want & got), len(got - want - fair), len(want - got)))
    return total


def _frequencies(entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment) -> Counts:
    """An entity has its frequency right when it has that one and no other."""
    want = {i: label.frequency for i, label in enumerate(labels) if label.frequency}
    got = {i: entities[id_].frequencies for id_, i in aligned.items()}
    right = sum(got.get(i) == frozenset({frequency}) for i, frequency in want.items())
    return Counts(right, sum(bool(f) and i not in want for i, f in got.items()), len(want) - right)


def _discrepancies(
    document: str, entities: _Entities, labels: Sequence[GoldEntity], aligned: _Alignment
) -> list[Discrepancy]:
    missed = [Discrepancy("miss", document, f"{x.cls}: {x.label}") for x in _missed(labels, aligned)]
    extra = [
        Discrepancy("extra", document, f"{'/'.join(sorted(e.families))}: {e.name}")
        for e in _extra(entities, labels, aligned)
    ]
    return [*missed, *extra]
