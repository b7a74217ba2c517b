from __future__ import annotations

import json
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.graph.turtle import write_turtle

GRAPH = runpy.run_path(str(Path(__file__).parents[1] / "graph" / "sample.py"))["GRAPH"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("diff")
    old, new = folder / "old.ttl", folder / "new" / "graph.ttl"
    new.parent.mkdir()
    old.write_bytes(write_turtle(GRAPH))
    less = replace(
        GRAPH,
        facts=tuple(f for f in GRAPH.facts if f.predicate != "targets"),
        entities=tuple(replace(e, code="500102") if e.id == "district-500101" else e for e in GRAPH.entities),
    )
    new.write_bytes(write_turtle(less))
    return str(old), str(new.parent)


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, ["diff", *args])


def test_in_words(graphs: tuple[str, str]) -> None:
    result = _run(*graphs)
    assert result.exit_code == 0
    assert result.stdout == (
        "实体 Entities: +0 −0 ~1\n"
        "  ~ District 万州区  [district.test]\n"
        "      code 500101 → 500102\n"
        "事实 Facts: +0 −1 ~0\n"
        "  − 脱贫攻坚 targets 白土镇  [targets.test]\n"
        "      “帮扶白土镇顺利脱贫” 2021/会议.txt @149\n"
        "规则 Rules (facts and figures that came and went by each):\n"
        "  targets.test: +0 −1\n"
    )


def test_as_table_and_json(graphs: tuple[str, str]) -> None:
    rows = [line.split("\t") for line in _run(*graphs, "--format", "table").stdout.splitlines()]
    assert rows[0][:3] == ["kind", "change", "what"]
    assert ["facts", "went", "脱贫攻坚 targets 白土镇"] in [row[:3] for row in rows]
    data = json.loads(_run(*graphs, "--format", "json").stdout)
    assert data["rules"] == {"targets.test": {"came": 0, "went": 1}}
    assert {row["change"] for row in data["changes"]} == {"changed", "went"}


def test_nothing_changed(graphs: tuple[str, str]) -> None:
    result = _run(graphs[0], graphs[0], "--exit-code")
    assert (result.exit_code, result.stdout) == (0, "没有变化 / nothing changed\n")


def test_an_exit_code_for_scripts(graphs: tuple[str, str]) -> None:
    assert _run(*graphs, "--exit-code").exit_code == 1


def test_a_missing_graph_is_one_line(graphs: tuple[str, str]) -> None:
    result = _run(graphs[0], "none.ttl")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: none.ttl: ") and result.stderr.count("\n") == 1
