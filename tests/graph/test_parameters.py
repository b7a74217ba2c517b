from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.parameters import parameters, with_parameters
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.sparql import Engine, run_query

ENGINES: tuple[Engine, Engine] = ("oxigraph", "rdflib")


def _texts(path: Path, query: str, engine: Engine, **given: list[str]) -> list[str]:
    text, keep = with_parameters(query, given)
    found = run_query(path, text, engine=engine, keep=keep)
    return [" ".join("-" if term is None else term.value for term in row) for row in found.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_value_takes_the_place_of_a_stated_one(sample_file: Path, engine: Engine) -> None:
    query = named_queries()["district-figures"].text
    found = _texts(sample_file, query, engine, district=["九龙坡区"])
    assert any("委员工作站" in row for row in found)
    assert found != _texts(sample_file, query, engine)
    both = _texts(sample_file, query, engine, district=["九龙坡区", "万州区"])
    assert set(both) >= set(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_is_held_to_its_values_and_empty_cells_do_not_pass(sample_file: Path, engine: Engine) -> None:
    query = "SELECT ?label ?code { ?x a ckg:District ; rdfs:label ?label OPTIONAL { ?x ckg:code ?code } }"
    every = _texts(sample_file, query, engine)
    assert _texts(sample_file, query, engine, code=["500107"]) == [row for row in every if "500107" in row]
    assert _texts(sample_file, query, engine, code=["000000"]) == []


def test_a_fact_is_named_by_its_three_parts(sample_file: Path) -> None:
    query = named_queries()["evidence-of-fact"].text
    text, keep = with_parameters(query, {"subject": ["九龙坡区政协", "万州区政协"], "object": ["委员工作站"]})
    assert keep == {}
    assert '("九龙坡区政协"@zh ckg:establishes "委员工作站"@zh)' in text
    assert len(run_query(sample_file, text).rows) > 0


def test_a_value_cannot_leave_its_place(sample_file: Path) -> None:
    query = named_queries()["district-figures"].text
    for hostile in ('x"@zh } SERVICE <http://a.b/> { ?s ?p ?o', "x\\", 'a" "b', "} #"):
        assert _texts(sample_file, query, "oxigraph", district=[hostile]) == []


def test_an_unknown_name_says_which_there_are() -> None:
    query = named_queries()["district-figures"].text
    with pytest.raises(QueryError, match="no parameter 'county'; it takes district, of, quantity"):
        with_parameters(query, {"county": ["x"]})


def test_what_stands_in_strings_and_comments_is_no_parameter() -> None:
    query = 'SELECT ?x { ?x rdfs:label "VALUES ?no { 1 }" } # VALUES ?never { 1 }'
    assert parameters(query) == ("x",)


@pytest.mark.parametrize("query", named_queries().values(), ids=named_queries())
def test_every_ready_query_takes_parameters(query: object) -> None:
    text = query.text  # type: ignore[attr-defined]
    assert parameters(text)
    for name in parameters(text):
        with_parameters(text, {name: ["任何"]})
