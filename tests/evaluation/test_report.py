"""Reports: tables that people read, and JSON that programs read."""

import json
from dataclasses import replace

import pytest

from cppcc_kg.evaluation.counts import Counts, Discrepancy
from cppcc_kg.evaluation.report import as_json, as_words, rounded_f1
from cppcc_kg.evaluation.scoring import KEYS, DocumentScore, Evaluation, GraphChecks

CHECKS = GraphChecks(
    passages=3,
    exact=2,
    plain=5,
    with_statement=4,
    facts_without_passage=1,
    entities=8,
    entities_without_passage=2,
    several_classes=0,
)
COUNTS = dict.fromkeys(KEYS, Counts()) | {
    "entity": Counts(2, 3, 2),
    "entity_shown": Counts(4, 1),
    "relation:adoptedBy": Counts(0, 1, 2),
}
EVALUATION = Evaluation((DocumentScore("万州", COUNTS, (Discrepancy("miss", "万州", "Goal: 甲"),)),), COUNTS, CHECKS)


def test_json_has_every_count_and_check() -> None:
    out = json.loads(as_json(EVALUATION))
    assert list(out) == [*KEYS, "evidence", "facts", "entities"]
    assert out["entity"] == {"p": 0.4, "r": 0.5, "f1": 0.444, "tp": 2, "fp": 3, "fn": 2}
    assert out["evidence"] == {"passages": 3, "exact": 2, "share": 0.6667}
    assert out["facts"] == {"plain": 5, "with_statement": 4, "no_passage": 1}
    assert out["entities"] == {"all": 8, "no_passage": 2, "several_classes": 0}


def test_json_lists_errors_when_asked() -> None:
    assert json.loads(as_json(EVALUATION, errors=True))["errors"] == [
        {"kind": "miss", "doc": "万州", "what": "Goal: 甲"}
    ]


@pytest.mark.parametrize(
    "row",
    [
        # Two columns a character: 万州 takes as many as "all " does.
        "万州                0.444",
        "all                 0.444",
        "entities             0.400  0.500  0.444      2      3       2",
        "entities, any class      -      -      -      0      0       0",
        "adoptedBy       0.000  0.000  0.000      0      1       2",
        "entities found whose passage shows them  0.8000    4/5",
        "measures found: right period                  -    0/0",
        "passages quoted exactly at their offsets  0.6667    2/3",
        "statements without a passage                          1",
    ],
)
def test_rows_of_the_tables(row: str) -> None:
    assert any(line.startswith(row) for line in as_words(EVALUATION).split("\n"))


def test_errors_come_first_when_asked() -> None:
    assert as_words(EVALUATION, errors=True).startswith("miss\t万州\tGoal: 甲\n\nF1 per document")
    assert as_words(EVALUATION).startswith("F1 per document")
    flawless = replace(EVALUATION, documents=())
    assert as_words(flawless, errors=True).startswith("F1 per document")


def test_f1_is_rounded_as_shown() -> None:
    assert rounded_f1(Counts(2, 3, 2)) == 0.444
