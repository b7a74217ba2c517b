from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import QueryError
from cppcc_kg.graph.plan import explain_query
from cppcc_kg.graph.queries import named_queries


def test_patterns_are_told_in_words_with_how_often_each_fits(sample_file: Path) -> None:
    query = "SELECT ?x { ?x a ckg:Place OPTIONAL { ?x skos:altLabel ?a } MINUS { ?x ckg:locatedIn ?y } }"
    steps = explain_query(sample_file, query).steps
    assert [step.role for step in steps] == ["must", "may", "not"]
    assert steps[0].words == "?x 是 地点"
    assert steps[0].matches == 1
    assert steps[2].words == "?x 位于 ?y"


def test_exists_is_told_apart(sample_file: Path) -> None:
    query = "SELECT ?x { ?x a ckg:Place FILTER NOT EXISTS { ?x ckg:locatedIn ?y } }"
    assert [step.role for step in explain_query(sample_file, query).steps] == ["must", "test"]


def test_what_makes_an_answer_empty_or_huge_is_noted(sample_file: Path) -> None:
    query = "SELECT ?x { ?x a ckg:Place . ?y ckg:establish ?z . ?a ckg:carriedOutBy ?b }"
    notes = "\n".join(explain_query(sample_file, query).notes)
    assert "the ontology declares no ckg:establish" in notes
    assert "ask for ^ckg:carriesOut" in notes
    assert "nothing in the graph fits ?y ckg:establish ?z" in notes
    assert "share no variable" in notes


def test_a_string_without_its_language_is_told(sample_file: Path) -> None:
    notes = "\n".join(explain_query(sample_file, 'SELECT ?m { ?m ckg:unit "元" }').notes)
    assert '"元" fits nothing there, "元"@zh does: names and units are @zh' in notes
    for sound in ('"元"@zh', '"无此单位"'):
        assert "@zh does" not in "\n".join(explain_query(sample_file, f"SELECT ?m {{ ?m ckg:unit {sound} }}").notes)


def test_a_sound_query_has_no_note(sample_file: Path) -> None:
    for name in ("district-figures", "member-workstations", "similar-work"):
        assert explain_query(sample_file, named_queries()[name].text).notes == ()


def test_a_refused_query_is_refused(sample_file: Path) -> None:
    with pytest.raises(QueryError):
        explain_query(sample_file, "SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }")
