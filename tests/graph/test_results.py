from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results
from rdflib import Graph

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.results import render, shorten, width
from cppcc_kg.graph.sparql import QueryResult, Term, run_query
from cppcc_kg.graph.vocabulary import CKG, ID, XSD

DECIMAL = NamedNode(XSD + "decimal")
HOSTILE = 'a\tb"c,\r\nd\x1b[31m\u202e\\'


def _rows(*rows: tuple[Term | None, ...], variables: tuple[str, ...] = ("a", "b")) -> QueryResult:
    return QueryResult("rows", variables, rows)


MIXED = _rows(
    (NamedNode(CKG + "Place"), Literal("镇", language="zh")),
    (BlankNode("x"), Literal("1.5", datatype=DECIMAL)),
    (None, Literal(HOSTILE)),
)


def test_a_table_is_aligned_in_terminal_columns() -> None:
    table = render(
        _rows(
            (Literal("九龙坡区", language="zh"), Literal("3", datatype=DECIMAL)),
            (Literal("a"), Literal("1450000", datatype=DECIMAL)),
            variables=("区", "n"),
        )
    )
    assert table == (
        "区              n\n"
        "────────  ───────\n"
        "九龙坡区        3\n"
        "a         1450000\n"
    )  # fmt: skip
    assert width("九龙坡区") == 8


def test_a_table_shows_names_short_and_one_row_a_line() -> None:
    lines = render(MIXED).splitlines()
    assert len(lines) == 5
    assert lines[2].startswith("ckg:Place  ")
    assert "\x1b" not in lines[4]
    assert "\u202e" not in lines[4]


def test_a_table_cuts_wide_columns_but_the_last() -> None:
    long = Literal("长" * 100)
    line = render(_rows((long, long))).splitlines()[2]
    assert line.split() == ["长" * 29 + "…", "长" * 100]


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (CKG + "Place", "ckg:Place"),
        (ID + "doc/a1", "doc:a1"),
        (ID + "doc/a/b", f"<{ID}doc/a/b>"),
        (CKG, f"<{CKG}>"),
        ("http://example.org/", "<http://example.org/>"),
    ],
)
def test_an_iri_is_short_where_a_prefix_fits(iri: str, short: str) -> None:
    assert shorten(iri) == short


def test_no_row_is_a_head_alone() -> None:
    assert render(_rows()) == "a  b\n─  ─\n"
    assert render(_rows(), "csv") == "a,b\r\n"


def test_csv_is_read_back_by_any_reader() -> None:
    read = list(csv.reader(io.StringIO(render(MIXED, "csv"), newline="")))
    assert read == [["a", "b"], [CKG + "Place", "镇"], ["_:x", "1.5"], ["", HOSTILE]]


@pytest.mark.parametrize(("name", "format"), [("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)])
def test_tsv_and_json_are_read_back_by_another_reader(name: str, format: QueryResultsFormat) -> None:
    read = parse_query_results(render(MIXED, name).encode(), format=format)
    found = [tuple(row) for row in read]  # type: ignore[union-attr]
    assert [row[1] for row in found] == [row[1] for row in MIXED.rows]
    assert [row[0] for row in found][::2] == [MIXED.rows[0][0], None]


def test_json_is_plain_utf8() -> None:
    text = render(MIXED, "json")
    assert "镇" in text
    assert json.loads(text)["head"] == {"vars": ["a", "b"]}


@pytest.mark.parametrize(
    ("format", "text"), [("table", "yes\n"), ("csv", "true\r\n"), ("tsv", "true\n"), ("json", "true")]
)
def test_truth_in_every_format(format: str, text: str) -> None:
    assert text in render(QueryResult("truth", truth=True), format)


def test_a_graph_is_turtle(sample_file: Path) -> None:
    result = run_query(sample_file, "CONSTRUCT WHERE { ?x a ckg:Place ; rdfs:label ?y }")
    assert render(result) == render(result, "ttl")
    assert len(Graph().parse(data=render(result), format="turtle")) == 2
    assert render(QueryResult("graph")).startswith("@prefix ckg:")


@pytest.mark.parametrize(
    ("result", "format", "message"),
    [
        (MIXED, "ttl", "use --format table"),
        (QueryResult("truth"), "ttl", "use --format table"),
        (QueryResult("graph"), "csv", "use --format ttl"),
        (QueryResult("graph"), "table", "use --format ttl"),
        (MIXED, "yaml", "choose one of table, csv"),
    ],
)
def test_a_format_that_cannot_hold_the_answer_is_refused(result: QueryResult, format: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        render(result, format)


def test_a_triple_term_is_refused_in_json() -> None:
    triple = Triple(NamedNode("a:b"), NamedNode("a:b"), Literal("x"))
    with pytest.raises(QueryError, match="triple term"):
        render(_rows((triple, None)), "json")
