"""Pairs drawn for labelling: seeded, from all bands, no name twice, and in the form that the labels are kept in."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from cppcc_kg.evaluation.pairs import load_pairs
from cppcc_kg.graph.turtle import write_turtle

TOOL = Path(__file__).parents[2] / "tools" / "draw_similar.py"


@pytest.fixture(scope="module")
def graph(seed: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("draw") / "graph.ttl"
    path.write_bytes(write_turtle(seed.graph))
    return path


def _drawn(graph: Path, output: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "argv", [str(TOOL), "--graph", str(graph), "-o", str(output), *more])
    runpy.run_path(str(TOOL), run_name="__main__")
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def test_a_seed_draws_the_same_and_another_does_not(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, other = (
        _drawn(graph, tmp_path / f"{name}.jsonl", monkeypatch, "--seed", seed)
        for name, seed in (("one", "7"), ("two", "7"), ("other", "8"))
    )
    assert one == two != other
    assert len({row["drawn"]["band"] for row in one}) > 5
    assert all(row["similar"] is None and not row["comment"] for row in one)
    assert all(row["a"]["district"] != row["b"]["district"] for row in one)


def test_what_is_labelled_is_not_drawn_again(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _drawn(graph, tmp_path / "first.jsonl", monkeypatch)
    labelled = tmp_path / "labelled.jsonl"
    for row in first:
        row |= {"similar": True, "half": "test", "comment": "同一类"}
    labelled.write_text("".join(json.dumps(row) + "\n" for row in first), encoding="utf-8")
    assert len(load_pairs(labelled)) == len(first)
    second = _drawn(graph, tmp_path / "second.jsonl", monkeypatch, "--without", str(labelled), "--share", "0.5")
    assert 0 < len(second) < len(first)
    names = [{frozenset((row["a"]["label"], row["b"]["label"])) for row in rows} for rows in (first, second)]
    assert not names[0] & names[1]
