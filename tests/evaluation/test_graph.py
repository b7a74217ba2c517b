"""What is read from Turtle, and what is passed over."""

from decimal import Decimal
from pathlib import Path

import pytest

from cppcc_kg.errors import GraphError
from cppcc_kg.evaluation.graph import read_graph
from cppcc_kg.evaluation.predictions import Passage, Predictions, Triple
from cppcc_kg.model import Span

GRAPHS = Path(__file__).parent / "graphs"
PREFIXES = """\
@prefix ckg: <https://w3id.org/cppcc-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <urn:x:> .
:doc a ckg:SourceDocument ; dcterms:identifier "sub/folder/page.txt" .
:p a ckg:Passage ; ckg:sourceDocument :doc ; ckg:begin 2 ; ckg:end 4 ; ckg:quote "甲乙" .
"""
PASSAGE = Passage("page", Span(2, 4), "甲乙")


def read(tmp_path: Path, turtle: str) -> Predictions:
    path = tmp_path / "graph.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_graph(path)


def test_a_graph_in_values() -> None:
    graph = read_graph(GRAPHS / "perfect.ttl")
    visits = graph.entities["https://w3id.org/cppcc-kg/id/perfect-visits"]
    assert visits.families == {"Mechanism"}
    assert (visits.labels, visits.themes, visits.frequencies) == ({"走访制度"}, {"制度建设"}, {"P1M"})
    assert visits.evidence == (Passage("perfect", Span(11, 17), "坚持走访制度"),)
    assert set(graph.facts) == graph.plain
    (count,) = graph.measures
    assert (count.counted, count.value, count.unit, count.period) == ("走访委员", Decimal(12), "次", "今年")
    assert count.owners == {"江北县政协"}


def test_a_passage_may_name_its_article(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        ":article dcterms:isPartOf :doc .\n"
        ":q ckg:sourceDocument :article ; ckg:begin 0 ; ckg:end 1 .\n"
        ":r ckg:begin 0 ; ckg:end 1 .\n:s ckg:sourceDocument :doc ; ckg:begin 0 .",
    )
    assert set(graph.passages) == {PASSAGE, Passage("page", Span(0, 1), "")}


@pytest.mark.parametrize(("end", "kept"), [(300, 1), (301, 0)])
def test_half_an_article_is_no_evidence(tmp_path: Path, end: int, kept: int) -> None:
    graph = read(
        tmp_path,
        f":q ckg:sourceDocument :doc ; ckg:begin 0 ; ckg:end {end} .\n:e a ckg:Goal ; ckg:evidence :q , :none .",
    )
    assert len(graph.passages) == 2
    assert len(graph.entities["urn:x:e"].evidence) == kept


def test_only_the_six_longest_aliases_count(tmp_path: Path) -> None:
    aliases = " , ".join(f'"{"甲" * n}"@zh' for n in range(1, 9))
    graph = read(tmp_path, f':e a ckg:Goal ; rdfs:label "乙" ; skos:altLabel {aliases} .')
    assert graph.entities["urn:x:e"].labels == {"乙", *("甲" * n for n in range(3, 9))}


def test_names_in_other_languages_are_passed_over(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        ':e a ckg:Goal ; rdfs:label "目标"@zh-Hans , "goal"@en ; ckg:hasTheme :t .\n'
        ':t skos:prefLabel "文化"@zh , "culture"@en .',
    )
    assert (graph.entities["urn:x:e"].labels, graph.entities["urn:x:e"].themes) == ({"目标"}, {"文化"})


def test_families_of_several_classes(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        ":a a ckg:Platform , ckg:Mechanism .\n:b a ckg:Practice , ckg:Goal .\n:c a ckg:Campaign , ckg:Theme .",
    )
    assert graph.entities["urn:x:a"].families == {"Mechanism"}
    assert graph.entities["urn:x:b"].families == {"Practice", "Goal"}
    assert "urn:x:c" not in graph.entities


def test_statements_merge_and_derived_ones_are_left_out(tmp_path: Path) -> None:
    statement = "rdf:subject :a ; rdf:predicate ckg:partOf ; rdf:object"
    graph = read(
        tmp_path,
        f':1 {statement} :b ; ckg:derivation "read" .\n:2 {statement} :b ; ckg:evidence :p .\n'
        f':3 {statement} :c ; ckg:derivation "derived" .\n'
        ":4 rdf:subject :a ; rdf:predicate rdfs:seeAlso ; rdf:object :b .\n"
        ':5 rdf:subject :a ; rdf:predicate ckg:partOf ; rdf:object "urn:x:b" .\n'
        ":a ckg:uses :b ; ckg:partOf :c .",
    )
    assert graph.facts == {
        Triple("urn:x:a", "partOf", "urn:x:b"): (PASSAGE,),
        Triple("urn:x:a", "partOf", '"urn:x:b"'): (),
    }
    assert graph.plain == frozenset()  # what only a derived statement backs is no claim about a text


def test_equal_decimals_are_equal_however_written(tmp_path: Path) -> None:
    graph = read(tmp_path, ":m a ckg:Measure ; ckg:value 400.00 ; ckg:lowerBound 400 .")
    assert graph.measures[0].value == graph.measures[0].low == Decimal(400)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (":m a ckg:Measure ; ckg:value 'many' .", "a number of the graph is malformed"),
        (":q ckg:sourceDocument :doc ; ckg:begin 'here' ; ckg:end 1 .", "a number of the graph is malformed"),
        ("this is no Turtle", "not valid Turtle"),
    ],
)
def test_a_bad_graph_is_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(GraphError, match=message) as caught:
        read(tmp_path, content)
    assert str(caught.value).startswith(str(tmp_path / "graph.ttl"))


def test_a_missing_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"graph\.ttl: there is no such graph"):
        read_graph(tmp_path / "graph.ttl")
