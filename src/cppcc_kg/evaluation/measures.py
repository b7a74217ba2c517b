"""Count the measures of one document, and of those found: what is counted, whose figure, for which period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cppcc_kg.evaluation.counts import Counts, Discrepancy
from cppcc_kg.evaluation.gold import Gold, GoldMeasure
from cppcc_kg.evaluation.matching import THRESHOLD, closest, similarity, touches
from cppcc_kg.evaluation.predictions import Passage, PredictedMeasure
from cppcc_kg.evaluation.texts import Scope

#: Units that are one unit; the left is read as the right.
SAME_UNIT: Mapping[str, str] = {
    "场次": "场",
    "名": "人",
    "位": "人",
    "条次": "条",
    "余条": "条",
    "份": "篇",
    "％": "%",
}

#: What is counted may be told in longer or shorter words (帮扶资金, 资金), so it need share only a little.
COUNTED_THRESHOLD = 0.25

#: A measure with its passages in the scope.
LocalMeasure = tuple[PredictedMeasure, tuple[Passage, ...]]


def score_measures(
    gold: Gold, scope: Scope, measures: Iterable[PredictedMeasure]
) -> tuple[dict[str, Counts], list[Discrepancy]]:
    """Counts by name, and what went wrong. ``measures`` are the whole graph's."""
    local = local_measures(scope, measures)
    found = match_measures(gold.measures, scope, local)
    pairs = [(label, local[j][0]) for label, j in ((gold.measures[i], j) for i, j in found.items())]
    missed = [label for i, label in enumerate(gold.measures) if i not in found and not label.optional]
    taken = set(found.values())
    extra = [measure for j, (measure, _) in enumerate(local) if j not in taken]
    counts = {
        "measure_of": _share(closest([m.counted], x.counted) >= COUNTED_THRESHOLD for x, m in pairs),
        "measure_owner": _share(closest(m.owners, [x.owner]) >= THRESHOLD for x, m in pairs if x.owner),
        "measure_period": _share(similarity(m.period, x.period) >= THRESHOLD for x, m in pairs if x.period),
        "measure": Counts(sum(not label.optional for label, _ in pairs), len(extra), len(missed)),
    }
    discrepancies = [
        *(Discrepancy("miss", gold.document, _words(x.counted[0], x)) for x in missed),
        *(Discrepancy("extra", gold.document, _words(m.counted, m)) for m in extra),
    ]
    return counts, discrepancies


def local_measures(scope: Scope, measures: Iterable[PredictedMeasure]) -> list[LocalMeasure]:
    """Those of the whole graph's measures that have a passage in ``scope``."""
    return [(measure, here) for measure in measures if (here := scope.within(measure.evidence))]


def match_measures(labels: Sequence[GoldMeasure], scope: Scope, measures: Sequence[LocalMeasure]) -> dict[int, int]:
    """Index of label -> index of measure: each label takes the first left at its place with its figures."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for i, label in enumerate(labels):
        places = scope.find(label.quote)
        for j, (measure, evidence) in enumerate(measures):
            if j not in taken and touches(evidence, places) and _same_figures(measure, label):
                found[i] = j
                taken.add(j)
                break
    return found


def _same_figures(measure: PredictedMeasure, label: GoldMeasure) -> bool:
    """Equal value and unit; a bound that the label does not state is free."""
    return (
        measure.value == label.value
        and _unit(measure.unit) == _unit(label.unit)
        and label.low in (None, measure.low)
        and label.high in (None, measure.high)
    )


def _unit(unit: str) -> str:
    return SAME_UNIT.get(unit, unit)


def _share(answers: Iterable[bool]) -> Counts:
    right = list(answers)
    return Counts(sum(right), len(right) - sum(right))


def _words(counted: str, figures: GoldMeasure | PredictedMeasure) -> str:
    """The measure as ``counted 400 条``, or ``counted 1–2 次`` where it has bounds alone."""
    bounds = ("" if bound is None else f"{bound:f}" for bound in (figures.low, figures.high))
    stated = f"{figures.value:f}" if figures.value is not None else "–".join(bounds)
    return f"measure {counted} {stated} {figures.unit}"
