"""What is read without the library is what the library reads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.blocks import KINDS, blocks
from cppcc_kg.graph.load import load_graph, read_graph
from cppcc_kg.graph.said import predicate, said, values
from cppcc_kg.graph.serializing import body, head


def _by_library(block: str) -> tuple[str, dict[str, list[str]]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    subject = ""
    for quad in parse(input=head() + block.encode(), format=RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        subject = quad.subject.value
        found[quad.predicate.value].append(quad.object.value)
    return subject, {predicate: sorted(objects) for predicate, objects in found.items()}


def _read(block: str) -> tuple[str, dict[str, list[str]]]:
    subject, lines = said(block)
    known = {predicate(name): name for name in _by_library(block)[1]}
    return subject, {known[name]: values(objects) for name, objects in lines.items()}


def test_every_block_of_a_graph_is_read_as_the_library_reads_it(sample: SimpleNamespace) -> None:
    found = [block.text.decode() for block in blocks(sample.GRAPH, *KINDS)]
    assert len(found) > 100
    for block in found:
        assert _read(block) == _by_library(block)


_TERMS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\,; .\n')).map(Literal),
    st.text(alphabet='a",\\ ', max_size=4).map(lambda text: Literal(text, language="zh")),
    st.integers().map(lambda number: Literal(str(number), datatype=NamedNode(v.XSD + "integer"))),
    st.sampled_from(["2021", "2022"]).map(lambda year: Literal(year, datatype=NamedNode(v.XSD + "gYear"))),
    st.sampled_from([v.ENT + "a-b", v.ENT + "-a", v.ENT + "a,b", "http://a.cn/,b", "http://a.cn/(c)"]).map(NamedNode),
)


@settings(deadline=None)
@given(st.lists(_TERMS, min_size=1, max_size=4))
@example([Literal("a"), NamedNode(v.ENT + "b")])
@example([NamedNode(v.ENT + "b"), Literal(" , ent:c")])
def test_any_objects(terms: list[Literal | NamedNode]) -> None:
    predicate = NamedNode(v.CKG + "rule")
    block = body([Triple(NamedNode(v.ENT + "x"), predicate, term) for term in terms]).decode()
    assert _read(block) == _by_library(block)


def test_a_graph_is_read_back_from_its_blocks(sample: SimpleNamespace, sample_file: Path) -> None:
    graph, whole = read_graph(block.text.decode() for block in blocks(sample.GRAPH, *KINDS)), load_graph(sample_file)
    assert replace(graph, facts=()) == replace(whole, facts=())
    assert sorted(graph.facts, key=repr) == sorted(whole.facts, key=repr)
