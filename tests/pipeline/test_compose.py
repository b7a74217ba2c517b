"""The composer of pages: the same for the same seed, and true to its own gold."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

from cppcc_kg.evaluation.gold import read_folder


def test_a_report_depends_on_seed_and_number_alone(compose: ModuleType) -> None:
    assert list(compose.compose(3, seed=5)) == list(compose.compose(9, seed=5))[:3]
    assert [r.text for r in compose.compose(3, seed=5)] != [r.text for r in compose.compose(3, seed=6)]


def test_every_quote_of_the_gold_stands_in_its_text(compose: ModuleType) -> None:
    for report in compose.compose(40, seed=2):
        assert report.gold
        assert all(line["quote"] in report.text and line["doc"] == report.name for line in report.gold)
        labels = {line["label"] for line in report.gold if line["kind"] == "entity"}
        facts = [line for line in report.gold if line["kind"] == "relation"]
        assert all({line["s"], line["o"]} <= labels for line in facts), report.identifier


def test_committees_come_round_once_all_have_had_their_turn(compose: ModuleType) -> None:
    bylines = [report.text.splitlines()[0] for report in compose.compose(7, districts=3)]
    assert bylines[:3] == bylines[3:6] and bylines[6] == bylines[0]
    assert len(set(bylines)) == 3


def test_the_gold_is_in_the_form_of_the_gold(compose: ModuleType, tmp_path: Path) -> None:
    chars = compose.write(compose.compose(3), tmp_path / "texts", tmp_path / "gold")
    assert chars == sum(len(path.read_text("utf-8")) for path in (tmp_path / "texts").rglob("*.txt"))
    found = read_folder(tmp_path / "gold")
    assert [gold.document for gold in found] == ["r0000000", "r0000001", "r0000002"]
    lines = [json.loads(line) for line in (tmp_path / "gold" / "r0000000.jsonl").read_text("utf-8").splitlines()]
    assert len(found[0].entities) == sum(line["kind"] == "entity" for line in lines)
