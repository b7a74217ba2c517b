"""An evaluation in words, or as JSON. P, R, F1 (precision, recall, their mean) and shares are from 0 to 1."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence

from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS
from cppcc_kg.evaluation.scoring import DocumentScore, Evaluation, GraphChecks

#: Counts that are a share of what was found, with nothing to miss: precision alone says all.
_SHARES = {
    "entity_shown": "entities found whose passage shows them",
    "fact_shown": "facts found whose passage shows them",
    "measure_of": "measures found: right thing counted",
    "measure_owner": "measures found: right owner",
    "measure_period": "measures found: right period",
}

#: Counts with precision and recall, in the order of the pooled table.
_MEANS = {
    "entity": "entities",
    "entity_any_type": "entities, any class",
    "relation": "relations",
    "measure": "measures",
    "theme": "themes",
    "frequency": "frequencies",
}

_Row = Sequence[str]


def rounded_f1(counts: Counts) -> float:
    """F1 as every report shows it, so that a floor is held against the figure that people read."""
    return round(counts.f1, 3)


def as_json(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The pooled numbers, and the graph's checks, as one JSON object on one line.

    With ``errors``, a list under ``errors`` says what was missed and what was extra.
    """
    checks = evaluation.checks
    out: dict[str, object] = {key: _numbers(counts) for key, counts in evaluation.pooled.items()}
    out["evidence"] = {"passages": checks.passages, "exact": checks.exact, "share": round(checks.share, 4)}
    out["facts"] = {
        "plain": checks.plain,
        "with_statement": checks.with_statement,
        "no_passage": checks.facts_without_passage,
    }
    out["entities"] = {
        "all": checks.entities,
        "no_passage": checks.entities_without_passage,
        "several_classes": checks.several_classes,
    }
    if errors:
        out["errors"] = [
            {"kind": d.kind, "doc": d.document, "what": d.what}
            for one in evaluation.documents
            for d in one.discrepancies
        ]
    return json.dumps(out, ensure_ascii=False)


def as_words(evaluation: Evaluation, *, errors: bool = False) -> str:
    """Tables for people; with ``errors``, what was missed and what was extra comes first, one a line."""
    parts = [_documents(evaluation.documents, evaluation.pooled)]
    wrong = [str(d) for one in evaluation.documents for d in one.discrepancies]
    if errors and wrong:
        parts.insert(0, "\n".join(wrong))
    parts += [_pooled(evaluation.pooled), _properties(evaluation.pooled), _shares(evaluation.pooled)]
    parts.append(_checks(evaluation.checks))
    return "\n\n".join(parts)


def _numbers(counts: Counts) -> dict[str, float]:
    return {
        "p": round(counts.precision, 3),
        "r": round(counts.recall, 3),
        "f1": rounded_f1(counts),
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
    }


def _documents(documents: Sequence[DocumentScore], pooled: Mapping[str, Counts]) -> str:
    def cells(counts: Mapping[str, Counts]) -> list[str]:
        return [_f1(counts[key]) for key in _MEANS]

    rows = [[one.document, *cells(one.counts)] for one in documents]
    return _table(["F1 per document", *_MEANS.values()], [*rows, ["all", *cells(pooled)]])


def _f1(counts: Counts) -> str:
    """A dash where there was nothing to find and nothing was given: that is no failure."""
    return f"{rounded_f1(counts):.3f}" if any(counts) else "-"


def _cells(counts: Counts) -> list[str]:
    if not any(counts):
        return ["-", "-", "-", "0", "0", "0"]
    means = (counts.precision, counts.recall, counts.f1)
    return [*(f"{round(mean, 3):.3f}" for mean in means), *map(str, counts)]


COLUMNS = ("P", "R", "F1", "right", "extra", "missed")


def _pooled(pooled: Mapping[str, Counts]) -> str:
    return _table(["pooled", *COLUMNS], [[name, *_cells(pooled[key])] for key, name in _MEANS.items()])


def _properties(pooled: Mapping[str, Counts]) -> str:
    return _table(["per property", *COLUMNS], [[p, *_cells(pooled[f"relation:{p}"])] for p in SCORED_RELATIONS])


def _shares(pooled: Mapping[str, Counts]) -> str:
    rows = [[name, *_share(pooled[key].tp, pooled[key].tp + pooled[key].fp)] for key, name in _SHARES.items()]
    return _table(["of those found", "share", "count"], rows)


def _checks(checks: GraphChecks) -> str:
    rows = [
        ["passages quoted exactly at their offsets", *_share(checks.exact, checks.passages)],
        ["entities without a passage", *_share(checks.entities_without_passage, checks.entities)],
        ["entities of several classes", *_share(checks.several_classes, checks.entities)],
        ["facts that a statement backs", *_share(checks.with_statement, checks.plain)],
        ["statements without a passage", "", str(checks.facts_without_passage)],
    ]
    return _table(["the graph as a whole", "share", "count"], rows)


def _share(part: int, whole: int) -> tuple[str, str]:
    """Four decimals: one bad offset among thousands must show."""
    return f"{part / whole:.4f}" if whole else "-", f"{part}/{whole}"


def _table(header: _Row, rows: Sequence[_Row]) -> str:
    """Columns set apart by two spaces, the first flush left, numbers flush right."""
    widths = [max(map(_width, column)) for column in zip(header, *rows, strict=True)]

    def line(row: _Row) -> str:
        padded = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        return "  ".join([row[0] + padded[0], *(p + cell for p, cell in zip(padded[1:], row[1:], strict=True))])

    return "\n".join(line(row).rstrip() for row in (header, *rows))


def _width(text: str) -> int:
    """Columns on a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
