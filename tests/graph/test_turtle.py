from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace

from cppcc_kg.errors import GraphError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import contents, description
from cppcc_kg.graph.identifiers import document_id, evidence_id, fact_id
from cppcc_kg.graph.turtle import to_triples, write_turtle
from cppcc_kg.model import Entity, Evidence, Fact, KnowledgeGraph, Measure, Span

CKG, ENT, EV, FACT, THEME = (Namespace(n) for n in (v.CKG, v.ENT, v.EV, v.FACT, v.THEME))
PROV, DCTERMS, SKOS = Namespace(v.PROV), Namespace(v.DCTERMS), Namespace(v.SKOS)


@pytest.fixture(scope="module")
def rdf(sample_file: Path) -> Graph:
    return Graph().parse(sample_file)


def _of(*entities: Entity, facts: tuple[Fact, ...] = (), measures: tuple[Measure, ...] = ()) -> Graph:
    graph = KnowledgeGraph(entities=entities, facts=facts, measures=measures)
    return Graph().parse(data=write_turtle(graph), format="turtle")


def test_an_independent_reader_finds_the_same_triples(rdf: Graph, sample: SimpleNamespace) -> None:
    triples = list(to_triples(sample.GRAPH))
    triples += description(contents(sample.GRAPH), len(triples))
    assert len(triples) == len(set(triples)) == len(rdf)
    assert not any(isinstance(term, rdflib.BNode) for triple in rdf for term in triple)


def test_subjects_are_grouped_in_a_fixed_order(sample: SimpleNamespace) -> None:
    triples = [*description(contents(sample.GRAPH), 0), *to_triples(sample.GRAPH)]
    subjects = list(dict.fromkeys(t.subject.value for t in triples))  # type: ignore[union-attr]
    lines = write_turtle(sample.GRAPH).decode().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("@prefix")] == [p + ":" for p in v.PREFIXES]
    assert sum(line.endswith(" .") for line in lines if not line.startswith("@")) == len(subjects)
    kinds = [next(p for p, base in v.PREFIXES.items() if s.startswith(base)) for s in subjects]
    assert list(dict.fromkeys(kinds)) == ["dataset", "doc", "article", "ent", "theme", "period", "fact", "ev"]
    for kind in set(kinds):
        names = [s for s, k in zip(subjects, kinds, strict=True) if k == kind]
        assert names == sorted(names)


def test_a_fact_is_a_plain_triple_and_a_statement(rdf: Graph) -> None:
    s, p, o = ENT["org-wanzhou"], CKG.establishes, ENT["mechanism-report"]
    node = FACT[fact_id("org-wanzhou", "establishes", "mechanism-report")]
    assert (s, p, o) in rdf
    said = {(pred, obj) for pred, obj in rdf.predicate_objects(node) if pred != CKG.evidence}
    assert said == {
        (RDF.type, RDF.Statement),
        (RDF.subject, s),
        (RDF.predicate, p),
        (RDF.object, o),
        (CKG.derivation, Literal("read")),
        (CKG.rule, Literal("establishes.test")),
        (CKG.asOf, Literal("2021-08-19", datatype=XSD.date)),
    }
    passage = rdf.value(node, CKG.evidence)
    assert str(rdf.value(passage, CKG.quote)) == "坚持请示报告制度。"


def test_every_passage_is_what_the_text_has_there(rdf: Graph, sample: SimpleNamespace) -> None:
    passages = list(rdf.subjects(RDF.type, CKG.Passage))
    assert len(passages) > 30
    for passage in passages:
        document = str(rdf.value(rdf.value(passage, CKG.sourceDocument), DCTERMS.identifier))
        begin, end = (int(str(rdf.value(passage, CKG[name]))) for name in ("begin", "end"))
        assert sample.TEXTS[document][begin:end] == str(rdf.value(passage, CKG.quote))
        assert passage == EV[evidence_id(document, begin, end)]


def test_a_derived_fact_names_what_it_came_from(rdf: Graph) -> None:
    node = FACT[fact_id("platform-station", "similarTo", "platform-studio")]
    assert set(rdf.objects(node, PROV.wasDerivedFrom)) == {
        FACT[fact_id("org-jiulongpo", "establishes", "platform-station")],
        ENT["platform-studio"],
    }
    assert str(rdf.value(node, CKG.derivation)) == "derived"


def test_a_theme_is_repeated_with_its_label(rdf: Graph) -> None:
    theme = THEME["theoretical-study"]
    assert (ENT["practice-forum"], CKG.hasTheme, theme) in rdf
    assert set(rdf.predicate_objects(theme)) == {
        (RDF.type, CKG.Theme),
        (RDF.type, SKOS.Concept),
        (SKOS.prefLabel, Literal("理论学习", lang="zh")),
    }
    assert (THEME["proposals"], None, None) not in rdf


def test_a_frequency_in_weeks_survives_a_reader_that_normalises(rdf: Graph) -> None:
    assert str(rdf.value(ENT["mechanism-biweekly"], CKG.frequency)) == "P2W"


def test_a_measure_has_its_bounds_as_decimals(rdf: Graph) -> None:
    node = ENT["measure-1-2"]
    bounds = [rdf.value(node, CKG[name]) for name in ("value", "lowerBound", "upperBound")]
    assert bounds == [None, Literal("1.0", datatype=XSD.decimal), Literal("2.0", datatype=XSD.decimal)]
    assert str(rdf.value(ENT["measure-145"], CKG.value)) == "1450000.0"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("53", "53.0"),
        ("0.50", "0.5"),
        ("1.45E+6", "1450000.0"),
        ("0", "0.0"),
        ("-3.10", "-3.1"),
        ("100.00", "100.0"),
    ],
)
def test_equal_numbers_are_written_alike(number: str, text: str) -> None:
    data = write_turtle(KnowledgeGraph(measures=(Measure("m", "项", "个", Decimal(number)),)))
    assert f"ckg:value {text} " in data.decode()


@pytest.mark.parametrize(
    ("moment", "datatype"),
    [
        ("2021", XSD.gYear),
        ("2021-08", XSD.gYearMonth),
        ("2021-08-19", XSD.date),
        ("2021-02-30", None),
        ("2021-13", None),
        ("20210819", None),
        ("２０２１", None),
        ("本届", None),
    ],
)
def test_a_date_has_the_type_of_its_form(moment: str, datatype: object) -> None:
    fact = Fact("a", "partOf", "b", rules=(), as_of=moment)
    found = _of(facts=(fact,)).value(FACT[fact_id("a", "partOf", "b")], CKG.asOf)
    assert isinstance(found, Literal)
    assert found.datatype == datatype


def test_a_principle_may_also_be_a_mechanism(rdf: Graph) -> None:
    assert set(rdf.objects(ENT["principle-sanding"], RDF.type)) == {CKG.Principle, CKG.Mechanism}


def test_alternatives_are_six_at_most_and_never_the_label() -> None:
    entity = Entity("x", "Platform", "站", alternatives=tuple("站甲乙丙丁戊己庚"))
    assert len(list(_of(entity).objects(ENT.x, SKOS.altLabel))) == 6
    assert (ENT.x, SKOS.altLabel, Literal("站", lang="zh")) not in _of(entity)


@pytest.mark.parametrize("label", ['"""', "\\", "a\x00b", "\x1b[31m", "\u2028", "\ufeff", "<x> .", "\r\n", "\ufffe"])
def test_a_hostile_label_stays_a_label(label: str) -> None:
    assert str(_of(Entity("x", "Place", label)).value(ENT.x, RDFS.label)) == label


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert str(_of(Entity("x", "Place", "a\ud800b")).value(ENT.x, RDFS.label)) == "a\ufffdb"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_quote_is_kept_letter_for_letter(quote: str) -> None:
    evidence = Evidence("d", Span(0, len(quote)), quote)
    rdf = _of(Entity("x", "Place", "x", evidence=(evidence,)))
    assert str(rdf.value(EV[evidence_id("d", 0, len(quote))], CKG.quote)) == quote


@pytest.mark.parametrize("name", ["a/b", "", "a b", "a.", "../x", "a#b", "<a>"])
def test_a_name_that_turtle_would_escape_is_refused(name: str) -> None:
    with pytest.raises(GraphError, match="identifier"):
        write_turtle(KnowledgeGraph(entities=(Entity(name, "Place", "x"),)))


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(GraphError, match="none of the themes"):
        write_turtle(KnowledgeGraph(facts=(Fact("a", "hasTheme", "天气", rules=()),)))


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_a_figure_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(GraphError, match="cannot be"):
        write_turtle(KnowledgeGraph(measures=(Measure("m", "项", "个", Decimal(value)),)))


def test_an_address_that_is_no_iri_is_kept_as_text(sample: SimpleNamespace) -> None:
    document = replace(sample.GRAPH.documents[0], url="http://a b")
    rdf = Graph().parse(data=write_turtle(KnowledgeGraph(documents=(document,))), format="turtle")
    node = rdflib.URIRef(v.DOC + document_id(document.identifier))
    assert rdf.value(node, DCTERMS.source) == Literal("http://a b")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_input_does_not_show(sample: SimpleNamespace, seed: int) -> None:
    assert write_turtle(sample.shuffled(sample.GRAPH, seed)) == write_turtle(sample.GRAPH)


def test_repetition_does_not_show(sample: SimpleNamespace) -> None:
    graph = sample.GRAPH
    doubled = replace(graph, entities=graph.entities * 2, facts=graph.facts * 2)
    assert write_turtle(doubled) == write_turtle(graph)


def test_the_hash_seed_does_not_show(sample: SimpleNamespace) -> None:
    code = (
        "import hashlib, runpy, sys; from cppcc_kg.graph.turtle import write_turtle;"
        "print(hashlib.sha256(write_turtle(runpy.run_path(sys.argv[1])['GRAPH'])).hexdigest())"
    )
    script = str(Path(__file__).with_name("sample.py"))
    seen = Counter(
        subprocess.run(
            [sys.executable, "-c", code, script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in "012"
    )
    assert seen == {hashlib.sha256(write_turtle(sample.GRAPH)).hexdigest(): 3}
