"""Formats of other worlds, read back by networkx, csv, pandas' way of reading, and openpyxl."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import networkx as nx
import pytest
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse

from cppcc_kg.export.formats import export
from cppcc_kg.export.network import to_networkx
from cppcc_kg.model import CLASSES, KnowledgeGraph


def _read(name: str, graph: KnowledgeGraph) -> nx.MultiDiGraph:
    data = io.BytesIO(export(graph, name)[f".{name}"])
    return nx.read_graphml(data, force_multigraph=True) if name == "graphml" else nx.read_gexf(data)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_back_nodes_edges_and_attributes(graph: KnowledgeGraph, name: str) -> None:
    ours, theirs = to_networkx(graph), _read(name, graph)
    assert set(theirs) == set(ours) == {thing.id for thing in (*graph.entities, *graph.measures)}
    for node, values in ours.nodes(data=True):
        assert values.items() <= theirs.nodes[node].items()
    edges = {(a, b, data["predicate"], data.get("quote")) for a, b, data in theirs.edges(data=True)}
    assert edges == {(a, b, data["predicate"], data.get("quote")) for a, b, data in ours.edges(data=True)}
    assert theirs.number_of_edges() == ours.number_of_edges()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_what_xml_cannot_hold_is_replaced(hostile: KnowledgeGraph, name: str) -> None:
    labels = {values["label"] for _, values in _read(name, hostile).nodes(data=True)}
    assert labels == {"=HYPERLINK(1)<b>&\ufffd", '"]]>\ufffd'}


def test_rdf_xml_too(hostile: KnowledgeGraph) -> None:
    quads = list(parse(input=export(hostile, "rdfxml")[".rdf"], format=RdfFormat.RDF_XML))
    assert "=HYPERLINK(1)<b>&\ufffd" in {getattr(quad.object, "value", "") for quad in quads}


def test_edges_of_the_network_are_the_facts_between_things_and_figures(graph: KnowledgeGraph) -> None:
    known = {thing.id for thing in (*graph.entities, *graph.measures)}
    between = [fact for fact in graph.facts if fact.subject in known and fact.object in known]
    assert to_networkx(graph).number_of_edges() == len(between)


def _table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_csv_has_neo4j_headers_and_no_edge_without_its_nodes(graph: KnowledgeGraph) -> None:
    files = export(graph, "csv")
    nodes, edges = _table(files["-nodes.csv"]), _table(files["-edges.csv"])
    ids = [row["id:ID"] for row in nodes]
    assert len(ids) == len(set(ids)) == len(graph.entities) + len(graph.measures)
    assert {row[":LABEL"] for row in nodes} <= {*CLASSES, "Measure"}
    assert all(row[":START_ID"] in set(ids) and row[":END_ID"] in set(ids) and row[":TYPE"] for row in edges)
    values = {row["id:ID"]: row["value:double"] for row in nodes if row["value:double"]}
    assert {m.id: m.value for m in graph.measures if m.value is not None} == {
        name: Decimal(text) for name, text in values.items()
    }


def test_a_csv_cell_is_one_line_and_lists_keep_their_items(hostile: KnowledgeGraph) -> None:
    row = _table(export(hostile, "csv")["-nodes.csv"])[0]
    assert row["quote"] == "ab"
    assert row["altLabels:string[]"].split(";") == ["x；y", "z"]


def test_the_workbook_has_a_sheet_a_class_and_every_fact_with_its_quote(graph: KnowledgeGraph) -> None:
    book = load_workbook(io.BytesIO(export(graph, "xlsx")[".xlsx"]))
    assert {name.split()[-1] for name in book.sheetnames} == {e.cls for e in graph.entities} | {"Measure", "Facts"}
    rows = list(book["事实 Facts"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(graph.facts)
    quoted = sum(1 for row in rows if row[-2])
    assert quoted == sum(1 for fact in graph.facts if fact.evidence)
    for sheet in book:
        assert sheet.freeze_panes == "C2"
        if sheet.title.split()[-1] in CLASSES:
            labels = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
            assert labels == [e.label for e in graph.entities if e.cls == sheet.title.split()[-1]]


def test_a_cell_is_never_a_formula(hostile: KnowledgeGraph) -> None:
    book = load_workbook(io.BytesIO(export(hostile, "xlsx")[".xlsx"]))
    cell = book["做法 Practice"]["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)<b>&\ufffd")
