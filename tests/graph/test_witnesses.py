from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.sparql import Engine, run_query
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.graph.witnesses import run_with_evidence

ESTABLISHED = """SELECT ?who ?what {
  ?a ckg:establishes ?b . ?a rdfs:label ?who . ?b rdfs:label ?what
} ORDER BY ?who ?what"""


def _rows(path: Path, query: str, engine: Engine = "oxigraph") -> list[list[str]]:
    found = run_with_evidence(path, query, engine=engine)
    return [["" if term is None else term.value for term in row] for row in found.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_each_row_has_the_passage_of_its_fact(sample: SimpleNamespace, sample_file: Path, engine: Engine) -> None:
    label = {entity.id: entity.label for entity in sample.GRAPH.entities}
    stated = {
        (label[f.subject], label[f.object], e.quote, e.document, str(e.span.begin), str(e.span.end))
        for f in sample.GRAPH.facts
        if f.predicate == "establishes"
        for e in f.evidence
    }
    assert stated and {tuple(row) for row in _rows(sample_file, ESTABLISHED, engine)} >= stated


def test_the_rows_are_those_of_the_query(sample_file: Path) -> None:
    plain = {tuple(row) for row in run_query(sample_file, ESTABLISHED).rows}
    assert {row[:2] for row in run_with_evidence(sample_file, ESTABLISHED).rows} == plain


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?what { [] ckg:carriesOut|ckg:establishes ?b . ?b rdfs:label ?what }",
        "SELECT ?what { ?b ^ckg:establishes ?a ; rdfs:label ?what }",
        "SELECT DISTINCT ?what { ?a ckg:establishes ?b . ?b rdfs:label ?what } LIMIT 3",
        "SELECT ?label { ?m a ckg:Mechanism ; rdfs:label ?label }",
        "SELECT ?what { ?m ckg:quantityOf ?what }",
    ],
)
def test_a_passage_is_found_through_alternatives_inverses_things_and_figures(sample_file: Path, query: str) -> None:
    rows = _rows(sample_file, query)
    assert rows
    assert all(quote and document and int(begin) < int(end) for *_, quote, document, begin, end in rows)


@pytest.mark.parametrize("passage", ["", " ; ckg:evidence ?passage"])
def test_a_row_of_a_statement_has_its_passage_and_not_those_of_the_bodies_in_it(
    sample_file: Path, passage: str
) -> None:
    adopted = "?s rdf:predicate ckg:adoptedBy ; rdf:subject ?x ; rdf:object ?y"
    query = f"SELECT ?by {{ {adopted}{passage} . ?y rdfs:label ?by . ?x ckg:ofCommittee ?w }} ORDER BY ?by"
    assert [row[:2] for row in _rows(sample_file, query)] == [
        ["全国政协", "被全国政协、市政协采用"],
        ["重庆市政协", "被全国政协、市政协采用"],
    ]


def test_what_a_row_tells_stands_before_whose_it_is(sample_file: Path) -> None:
    query = """SELECT ?what { ?a ckg:establishes ?b ; ckg:serves ?d . ?b rdfs:label ?what .
        ?d rdfs:label "万州区"@zh } ORDER BY ?what"""
    assert [row[1] for row in _rows(sample_file, query)] == ["建立“政协书屋”", "坚持请示报告制度。"]


def test_a_body_known_to_many_is_shown_where_the_rest_of_the_row_is(sample: SimpleNamespace, tmp_path: Path) -> None:
    seen = (sample.at("全国政协"), sample.at("读书活动", sample.OTHER))
    entities = tuple(replace(e, evidence=seen) if e.id == "org-national" else e for e in sample.GRAPH.entities)
    (tmp_path / "graph.ttl").write_bytes(write_turtle(replace(sample.GRAPH, entities=entities)))
    query = """SELECT ?who ?by { ?a rdfs:label ?who . ?b rdfs:label ?by .
        VALUES (?who ?by) { ("秀山县政协"@zh "全国政协"@zh) } }"""
    assert {row[3] for row in _rows(tmp_path / "graph.ttl", query)} == {sample.OTHER}


def test_a_thing_without_a_fact_is_shown_by_one_passage(sample: SimpleNamespace, tmp_path: Path) -> None:
    first, *rest = sample.GRAPH.entities
    many = replace(first, evidence=tuple({e for each in sample.GRAPH.entities for e in each.evidence}))
    path = tmp_path / "graph.ttl"
    path.write_bytes(write_turtle(replace(sample.GRAPH, entities=(many, *rest), facts=())))
    assert len(_rows(path, f"SELECT ?x {{ VALUES ?x {{ ent:{first.id} }} ?x a ?class }}")) == 1


def test_a_column_of_the_same_name_is_left_alone(sample_file: Path) -> None:
    query = "SELECT ?quote { ?a ckg:establishes ?b . ?b rdfs:label ?quote }"
    assert run_with_evidence(sample_file, query).variables[:2] == ("quote", "evidence_quote")


def test_the_limit_counts_rows_with_their_passages(sample_file: Path) -> None:
    found = run_with_evidence(sample_file, ESTABLISHED, limit=1)
    assert len(found.rows) == 1
    assert found.more


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK {}", "only the rows of a SELECT have evidence"),
        ("SELECT (COUNT(?x) AS ?n) { ?x a ckg:Place }", "counted and grouped rows"),
        ("SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t", "counted and grouped rows"),
        ("SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    ],
)
def test_what_has_no_passages_says_so(sample_file: Path, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_with_evidence(sample_file, query)
