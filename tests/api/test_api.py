from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from cppcc_kg import KnowledgeGraph, build
from cppcc_kg.errors import GraphError, QueryError, UsageError

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.py"


@pytest.fixture(scope="module")
def kg(seed_build: object) -> KnowledgeGraph:
    return KnowledgeGraph(seed_build.graph)  # type: ignore[attr-defined]


def test_the_tutorial_runs_where_it_is_put(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(TUTORIAL)],
        cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "委员工作站" in done.stdout
    assert {"graph.ttl", "graph.html", "graph.xlsx"} <= {path.name for path in (tmp_path / "tutorial-output").iterdir()}


def test_a_folder_is_built_and_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("□ 涪陵区政协\n\n建立请示报告制度。", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b"\xff\xff")
    built = build(tmp_path / "in", output=tmp_path / "out")
    assert built.districts == ("涪陵区",)
    assert len(built.errors) == 1
    assert KnowledgeGraph.load(tmp_path / "out" / "graph.ttl").data == built.data


def test_nothing_to_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        build(tmp_path)
    with pytest.raises(GraphError):
        KnowledgeGraph.load(tmp_path / "none.ttl")


def test_values_come_as_python_has_them(kg: KnowledgeGraph) -> None:
    answer = kg.query("SELECT ?m ?v ?b { ?m ckg:value ?v . ?e ckg:begin ?b } ORDER BY ?m LIMIT 1")
    row = answer[0]
    assert isinstance(row["v"], Decimal) and isinstance(row["b"], int) and str(row["m"]).startswith("ent:")
    assert list(answer) == [row]
    assert kg.query("ASK { ?x a ckg:Nothing }")[0] == {"answer": False}
    triples = kg.query("CONSTRUCT { ?x a ?c } { ?x a ?c , ckg:District }")
    assert triples.columns == ("subject", "predicate", "object")
    assert "ckg:District" in str(triples)
    with pytest.raises(KeyError, match="there are m, v, b"):
        answer.column("x")


def test_a_limit_is_said(kg: KnowledgeGraph) -> None:
    assert not kg.query("SELECT ?x { ?x a ?y }", limit=2).complete
    assert kg.query("SELECT ?x { ?x a ckg:District }", limit=200).complete


def test_parameters_and_evidence(kg: KnowledgeGraph) -> None:
    two = kg.query(named="district-figures", district=["九龙坡区", "万州区"])
    one = kg.query(named="district-figures", district="九龙坡区")
    assert 0 < len(one) < len(two)
    assert all(row["quote"] for row in kg.query(named="district-figures", district="九龙坡区", evidence=True))
    with pytest.raises(QueryError):
        kg.query("SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }")
    with pytest.raises(UsageError):
        kg.query()


def test_a_thing_has_its_facts_figures_passages_and_likes(kg: KnowledgeGraph, seed_text: str) -> None:
    thing = kg.entity("委员工作站", district="九龙坡区")
    assert (thing.cls, thing.district) == ("Platform", "九龙坡区")
    assert {fact.forward for fact in thing.facts} == {True, False}
    for passage in thing.passages:
        assert seed_text[passage.begin : passage.end] == passage.quote
    assert any(like.other.entity.label == "委员工作室" for like in thing.similar)
    with pytest.raises(UsageError, match="nothing is called"):
        kg.entity("没有这个东西")


def test_listing_refuses_what_there_is_not(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="there is no class"):
        kg.entities("Mechanisms")
    with pytest.raises(UsageError, match="there is no theme"):
        kg.entities(theme="学习")


def test_notebooks_get_tables_without_markup_of_the_texts(kg: KnowledgeGraph) -> None:
    assert "平台载体" in kg._repr_html_() and "九龙坡区" in kg._repr_html_()
    hostile = kg.query('SELECT ("<script>" AS ?x) {}')
    assert "<script>" not in hostile._repr_html_() and "&lt;script&gt;" in hostile._repr_html_()
    assert "<td>" in kg.entity("委员工作站")._repr_html_()


def test_it_is_saved_in_every_form(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.save(tmp_path / "g.ttl") == (tmp_path / "g.ttl",)
    assert {path.name for path in kg.save(tmp_path / "g", to="csv")} == {"g-nodes.csv", "g-edges.csv"}
    assert kg.save_page(tmp_path / "g.html").stat().st_size > 100_000
    assert kg.to_networkx().number_of_nodes() == len(kg) + len(kg.data.measures)


def test_importing_the_package_imports_no_library() -> None:
    code = "import sys, cppcc_kg; sys.exit(bool({'rdflib', 'pyoxigraph', 'networkx', 'click'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
