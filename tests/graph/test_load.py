from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from cppcc_kg.errors import GraphError
from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import Fact, KnowledgeGraph, Span

HEAD = (
    "@prefix ckg: <https://w3id.org/cppcc-kg/ontology#> .\n"
    "@prefix ent: <https://w3id.org/cppcc-kg/id/entity/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
)


def _file(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_what_is_written_is_read_back(sample: SimpleNamespace, sample_file: Path) -> None:
    assert load_graph(sample_file) == sample.GRAPH


def test_a_number_is_drawn_as_it_was(sample: SimpleNamespace, sample_file: Path) -> None:
    """53 and 53.0 are equal, and so are 0.5 and 0.50; a page shows the digits."""
    graph = load_graph(sample_file)
    assert list(map(repr, graph.measures)) == list(map(repr, sample.GRAPH.measures))
    scores = [str(fact.score) for fact in graph.facts if fact.score is not None]
    assert scores and all(len(score) == len("0.50") for score in scores)


def test_reading_and_writing_again_changes_no_byte(sample_file: Path) -> None:
    assert write_turtle(load_graph(sample_file)) == sample_file.read_bytes()


def test_an_empty_graph_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(write_turtle(KnowledgeGraph()))
    assert load_graph(path) == KnowledgeGraph()


def test_a_fact_without_a_statement_is_kept(tmp_path: Path) -> None:
    path = _file(tmp_path, 'ent:a a ckg:Initiative ; rdfs:label "甲"@zh ; ckg:partOf ent:b .')
    assert load_graph(path).facts == (Fact("a", "partOf", "b", rules=()),)


def test_an_article_without_offsets_is_kept(tmp_path: Path) -> None:
    body = 'ent:d a ckg:SourceDocument ; dcterms:identifier "d.txt" .ent:a a ckg:Article ; dcterms:isPartOf ent:d .'
    (article,) = load_graph(_file(tmp_path, body)).articles
    assert (article.document, article.span) == ("d.txt", Span(0, 0))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("ent:a a ckg:Place .", "label"),
        ('ent:a a ckg:Place ; rdfs:label "a"@zh ; ckg:evidence ent:e .', "names the passage"),
        ("ent:p a ckg:Passage ; ckg:sourceDocument ent:d ; ckg:begin 0 ; ckg:end 1 .", "names the document"),
        ('ent:m a ckg:Measure ; ckg:quantityOf "a"@zh ; ckg:unit "b"@zh ; ckg:value "c" .', "no number"),
        (
            'ent:d dcterms:identifier "d" . ent:a a ckg:Article ; dcterms:isPartOf ent:d ; ckg:begin "x" .',
            "no offset",
        ),
        ("ent:a ent:b", r"graph\.ttl:5: not Turtle"),
    ],
)
def test_a_file_that_breaks_the_contract_is_refused_by_name(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(GraphError, match=message) as caught:
        load_graph(_file(tmp_path, body))
    assert "\n" not in str(caught.value)
    assert "graph.ttl" in str(caught.value)


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="run 'cppcc-kg build' first"):
        load_graph(tmp_path / "none.ttl")
