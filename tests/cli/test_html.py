"""``cppcc-kg html``: a graph file, or a part of it, as a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.export.html import write_html
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.pipeline import TITLE, Extracted

Run = Callable[..., tuple[Result, Path]]


@pytest.fixture(scope="module")
def graph_file(seed_build: Extracted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_bytes(write_turtle(seed_build.graph))
    return path


@pytest.fixture
def run(graph_file: Path, tmp_path: Path) -> Run:
    def call(*arguments: str) -> tuple[Result, Path]:
        out = tmp_path / "page.html"
        return CliRunner().invoke(main, ["html", "--graph", str(graph_file), "-o", str(out), *arguments]), out

    return call


def data_of(path: Path) -> dict[str, list[dict[str, str]]]:
    found = re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, str]]] = json.loads(found[1])
    return data


def regions(path: Path) -> set[str]:
    return {region.get("label", "") for region in data_of(path)["view"]["regions"]}  # type: ignore[call-overload]


def test_the_page_is_that_of_the_graph_byte_for_byte(run: Run, graph_file: Path) -> None:
    result, out = run()
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    graph = load_graph(graph_file)
    assert out.read_text(encoding="utf-8") == write_html(graph, title=TITLE)
    assert result.stderr == f"nodes {len(graph.entities)}\n"


def test_districts_and_themes_narrow_it_and_the_page_says_so(run: Run) -> None:
    result, out = run("--district", "铜梁区", "--district", "九龙坡区", "--theme", "理论")
    assert result.exit_code == 0
    assert regions(out) - {""} == {"铜梁区", "九龙坡区"}
    notes = [note["zh"] for note in data_of(out)["view"]["notes"]]  # type: ignore[call-overload]
    assert notes == ["区县：铜梁区、九龙坡区", "主题：理论学习"]


def test_focus_and_depth(run: Run) -> None:
    _, out = run("--focus", "渝事好商量", "--depth", "1")
    near = {node["label"] for node in data_of(out)["nodes"]}
    _, out = run("--focus", "渝事好商量")
    assert "渝事好商量" in near
    assert near < {node["label"] for node in data_of(out)["nodes"]}


def test_at_most_so_many_nodes(run: Run) -> None:
    result, out = run("--max-nodes", "50")
    assert len(data_of(out)["nodes"]) == 50
    assert result.stderr.startswith("nodes 50 of ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--district", "铜粱区"], "did you mean 铜梁区"),
        (["--theme", "理论学系"], "did you mean 理论学习"),
        (["--theme", "建设"], "no one theme"),
        (["--focus", "没有这样的东西"], "the graph has no node"),
        (["--depth", "1"], "add --focus LABEL"),
        (["--graph", "gone.ttl"], "gone.ttl"),
    ],
)
def test_what_cannot_be_had_is_said_and_nothing_written(run: Run, arguments: list[str], words: str) -> None:
    result, out = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not out.exists()
