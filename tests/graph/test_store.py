from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from cppcc_kg.errors import GraphError
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.sparql import run_query
from cppcc_kg.graph.store import is_store, load_turtle, open_store

COUNT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture(scope="module")
def store(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "graph"
    made = Store(str(folder))
    load_turtle(made, sample_file)
    made.flush()
    del made
    return folder


def test_a_store_answers_as_its_file_does(store: Path, sample_file: Path) -> None:
    assert is_store(store) and not is_store(sample_file)
    assert run_query(store, COUNT) == run_query(sample_file, COUNT)
    # The store writes 1.0 as 1, so the engines are compared by how much they find.
    assert len(run_query(store, COUNT, engine="rdflib").rows) == len(run_query(sample_file, COUNT).rows)
    assert load_graph(store) == load_graph(sample_file)


def test_a_store_cannot_be_changed_through_it(store: Path) -> None:
    opened = open_store(store)
    with pytest.raises((OSError, RuntimeError)):
        opened.update("INSERT DATA { <a:b> <a:b> <a:b> }")


def test_a_broken_store_says_so(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(GraphError, match="the store cannot be opened"):
        open_store(tmp_path)


def test_the_limit_is_kept_and_said(store: Path) -> None:
    found = run_query(store, COUNT, limit=3)
    assert (len(found.rows), found.more) == (3, True)
    made = run_query(store, "CONSTRUCT WHERE { ?s ?p ?o }", limit=3)
    assert (len(made.triples), made.more) == (3, True)
    assert not run_query(store, "SELECT ?x { ?x a ckg:Place }", limit=1000).more
