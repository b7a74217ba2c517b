"""The table of gram weights from a small gold."""

from __future__ import annotations

import json
import math
import runpy
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "make_gram_weights.py"


def _gold(folder: Path, document: str, *labels: str, kind: str = "Platform") -> None:
    rows = [{"kind": "entity", "doc": document, "type": kind, "label": label, "quote": label} for label in labels]
    rows.append({"kind": "relation", "doc": document, "s": "甲政协", "p": "establishes", "o": "甲", "quote": "甲"})
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{document}.jsonl").write_text(text, encoding="utf-8")


def _weights(gold: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    monkeypatch.setattr(sys, "argv", [str(TOOL), "--gold", str(gold), "-o", str(output)])
    runpy.run_path(str(TOOL), run_name="__main__")
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    return {gram: float(weight) for gram, weight in (line.split("\t") for line in lines)}


def test_what_every_document_has_weighs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _gold(tmp_path, "a", "委员工作站", "委员书屋")
    _gold(tmp_path, "b", "委员工作室")
    _gold(tmp_path, "c", "委员讲堂")
    found = _weights(tmp_path, tmp_path / "grams.tsv", monkeypatch)
    assert found["委员"] == 0
    # Two of three documents: ln(4/3) / ln 4, whichever of a document's names has it.
    assert found["工作"] == pytest.approx(math.log(4 / 3) / math.log(4), abs=0.001)
    assert "书屋" not in found and "讲堂" not in found


def test_only_names_of_work_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _gold(tmp_path, "a", "委员工作站")
    _gold(tmp_path, "b", "委员工作室", kind="Organization")
    assert _weights(tmp_path, tmp_path / "grams.tsv", monkeypatch) == {}


def test_the_packaged_table_is_what_an_older_gold_gave(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The table is frozen, so today's gold may give another; but it is of the same kind."""
    found = _weights(TOOL.parents[1] / "tests" / "gold", tmp_path / "grams.tsv", monkeypatch)
    table = TOOL.parents[1] / "src" / "cppcc_kg" / "analysis" / "data" / "grams.tsv"
    frozen = dict(line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    assert len(found.keys() & frozen.keys()) > 0.8 * len(frozen)
