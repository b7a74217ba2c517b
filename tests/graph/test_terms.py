"""What is written without the library is what the library writes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from cppcc_kg.errors import GraphError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import contents, description
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.graph.terms import decimal, link, moment, n_triples, node, ordered, own, text, zh
from cppcc_kg.graph.turtle import to_triples, write_turtle

Term = NamedNode | Literal


def _by_library(term: Term) -> tuple[str, str]:
    """As Turtle has it, and in full."""
    subject = NamedNode(v.ENT + "x")
    line = body([Triple(subject, NamedNode(v.RDFS + "label"), term)]).decode()
    return line.removeprefix("ent:x rdfs:label ").removesuffix(" .\n"), str(term)


def _alike(mine: str, term: Term) -> bool:
    return (mine, n_triples(mine)) == _by_library(term)


def test_every_character_is_written_as_the_library_writes_it() -> None:
    letters = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
    for at in range(0, len(letters), 1 << 12):
        some = letters[at : at + (1 << 12)]
        assert _alike(text(some), Literal(some))
        assert _alike(zh(some), Literal(some, language="zh"))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\^@<>:#. 5')))
@example('a"^^xsd:date')
@example('"')
def test_any_text(value: str) -> None:
    assert _alike(text(value), Literal(value))
    assert _alike(zh(value), Literal(value, language="zh"))


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers().map(Decimal))
def test_any_number(value: Decimal) -> None:
    mine = decimal(value)
    assert _alike(mine, Literal(mine, datatype=NamedNode(v.XSD + "decimal")))
    assert _alike(str(int(value)), Literal(str(int(value)), datatype=NamedNode(v.XSD + "integer")))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2021", "gYear"),
        ("2021-08", "gYearMonth"),
        ("2021-08-19", "date"),
        ("2021-02-30", "string"),
        ("明年", "string"),
    ],
)
def test_a_moment(value: str, kind: str) -> None:
    assert _alike(moment(value), Literal(value, datatype=NamedNode(v.XSD + kind)))


@settings(deadline=None)
@given(st.from_regex(r"[\w-]+(?:\.[\w-]+)*", fullmatch=True) | st.from_regex(r"[\w-]{1,3}", fullmatch=True))
@example("-a")
@example("a²")
@example("政协.a-")
def test_any_name(local: str) -> None:
    assert _alike(node("ent", local), NamedNode(v.ENT + local))


@pytest.mark.parametrize("local", ["partOf", "a/b", "a.", "-a", "政协"])
def test_a_name_of_the_vocabulary_may_have_any_form(local: str) -> None:
    assert _alike(own(local), NamedNode(v.CKG + local))


@pytest.mark.parametrize("url", ["https://a.cn/b?c=d", v.DCTERMS + "title", v.ENT + "a/b", "http://政协.cn/(a)"])
def test_an_address(url: str) -> None:
    assert _alike(link(url), NamedNode(url))


@pytest.mark.parametrize("url", ["http://a b", "www.a.cn", "http://a.cn/\ud800"])
def test_what_is_no_address_is_a_string(url: str) -> None:
    assert link(url) == text(url)


def test_a_name_that_turtle_would_have_to_escape_is_refused() -> None:
    with pytest.raises(GraphError, match="identifier"):
        node("ent", "a b")


def test_predicates_go_by_iri_after_type_and_labels() -> None:
    found = ordered(("rdf:subject", "ckg:rule", own("a/b"), "skos:altLabel", "dcterms:title", "rdfs:label", "a"))
    assert found == ("a", "rdfs:label", "skos:altLabel", "dcterms:title", "rdf:subject", own("a/b"), "ckg:rule")


@pytest.mark.parametrize("change", [lambda graph: graph, lambda graph: type(graph)()])
def test_a_whole_graph(sample: SimpleNamespace, change: Callable[[object], object]) -> None:
    graph = change(sample.GRAPH)
    triples = list(to_triples(graph))  # type: ignore[arg-type]
    said = description(contents(graph), len(triples))  # type: ignore[arg-type]
    assert write_turtle(graph) == head() + body(said) + body(triples)  # type: ignore[arg-type]
