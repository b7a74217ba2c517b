"""The answer of every ready query on the packaged page, kept in ``golden/answers``, and equal on two engines.

A rule that is improved may change answers. Look at the difference, and when it is right renew them with

    python tests/test_answers.py --renew
"""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from cppcc_kg.export.files import write_atomic
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.results import shorten
from cppcc_kg.graph.sparql import run_query
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.graph.vocabulary import PREFIXES
from cppcc_kg.pipeline import extract
from cppcc_kg.resources import data_dir

FOLDER = Path(__file__).with_name("golden") / "answers"
QUERIES = named_queries()
RENEW = "if the change is right: python tests/test_answers.py --renew"


def _plain(value: object) -> str:
    """A number without needless zeros, a name by its prefix, anything else by its text."""
    if value is None:
        return ""
    if isinstance(value, NamedNode | rdflib.URIRef):
        return shorten(value.value if isinstance(value, NamedNode) else str(value))
    datatype = str(value.datatype.value if isinstance(value, Literal) else getattr(value, "datatype", ""))
    text = value.value if isinstance(value, Literal) else str(value)
    if datatype.endswith(("#decimal", "#integer")):
        return f"{Decimal(text).normalize():f}"
    return text


def _text(variables: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([variables, *rows])
    return out.getvalue()


def _answer(graph: Path, name: str) -> str:
    found = run_query(graph, QUERIES[name].text)
    return _text(list(found.variables), [[_plain(term) for term in row] for row in found.rows])


@pytest.fixture(scope="module")
def graph(seed_build: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "graph.ttl"
    path.write_bytes(write_turtle(seed_build.graph))  # type: ignore[attr-defined]
    return path


@pytest.fixture(scope="module")
def other_engine(graph: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(graph)


@pytest.mark.parametrize("name", QUERIES)
def test_the_answer_on_the_seed(graph: Path, name: str) -> None:
    kept = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8")
    assert _answer(graph, name) == kept, RENEW


@pytest.mark.parametrize("name", QUERIES)
def test_the_other_engine_agrees(graph: Path, other_engine: rdflib.Graph, name: str) -> None:
    found = other_engine.query(QUERIES[name].text, initNs=PREFIXES)
    rows = [[_plain(term) for term in row] for row in found]  # type: ignore[union-attr]
    assert _text([str(v) for v in found.vars or ()], rows) == _answer(graph, name)


def test_no_answer_is_left_of_a_query_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(QUERIES)


def test_most_questions_have_an_answer_on_the_seed() -> None:
    """Rules may fairly change one or two of them to nothing, no more."""
    empty = {path.stem for path in FOLDER.iterdir() if path.read_text("utf-8").count("\n") == 1}
    assert len(empty) <= 2, empty


def test_the_document_of_questions_lists_each_once_in_the_words_of_its_file() -> None:
    text = (Path(__file__).parents[1] / "docs" / "competency-questions.md").read_text(encoding="utf-8")
    assert len(QUERIES) >= 30 and f"{len(QUERIES)} questions" in text
    for name, query in QUERIES.items():
        assert text.count(f"| [`{name}`](../tests/golden/answers/{name}.csv) | {query.question} |") == 1


def _renew() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        path.write_bytes(write_turtle(extract([data_dir("corpus")]).graph))
        FOLDER.mkdir(exist_ok=True)
        for stale in FOLDER.glob("*.csv"):
            stale.unlink()
        for name in QUERIES:
            write_atomic(FOLDER / f"{name}.csv", _answer(path, name).encode("utf-8"))
    # The cookbook shows the answers.
    subprocess.run([sys.executable, str(Path(__file__).parents[1] / "tools" / "write_docs")], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Renew the kept answers of the ready queries on the packaged page.")
    parser.add_argument("--renew", action="store_true", required=True, help=f"write {FOLDER.name}/*.csv anew")
    parser.parse_args()
    _renew()
    print(FOLDER)
