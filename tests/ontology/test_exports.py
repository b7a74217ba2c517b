"""Every term of every export is a term of the ontology, and every foreign one is declared by kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.sparql import ontology_terms
from cppcc_kg.pipeline import Extracted, build
from cppcc_kg.resources import data_dir

DECLARED = set(ontology_terms())
ONTOLOGY = Graph().parse(data_dir("ontology") / "cppcc.ttl")


@pytest.fixture(scope="module")
def output(seed_build: Extracted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    build(seed_build, folder)
    return folder


def test_the_build_writes_what_is_checked_here(output: Path) -> None:
    assert {path.name for path in output.iterdir()} == {"graph.ttl", "graph.html", "report.json"}


def test_graph_ttl(output: Path) -> None:
    graph = Graph().parse(output / "graph.ttl")
    ours = {str(t).removeprefix(v.CKG) for triple in graph for t in triple if str(t).startswith(v.CKG)}
    assert len(ours) > 40 and ours <= DECLARED
    foreign = {p for p in graph.predicates() if not str(p).startswith((v.CKG, str(RDF)))}
    foreign |= {c for c in graph.objects(None, RDF.type) if not str(c).startswith((v.CKG, str(RDF)))}
    builtin = "http://www.w3.org/2000/01/rdf-schema#"
    assert [t for t in foreign if not str(t).startswith(builtin) and not list(ONTOLOGY.objects(t, RDF.type))] == []


def test_report_json(output: Path) -> None:
    report = json.loads((output / "report.json").read_text("utf-8"))
    assert {*report["entities"], *report["facts"]["by_property"]} <= DECLARED


def test_graph_html(output: Path) -> None:
    page = (output / "graph.html").read_text("utf-8")
    classes, predicates = (set(re.findall(rf'"{key}": ?"(\w+)"', page)) for key in ("cls", "predicate"))
    assert classes and predicates
    assert classes | predicates <= DECLARED
