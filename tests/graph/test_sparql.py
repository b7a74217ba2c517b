from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from cppcc_kg.errors import GraphError, QueryError
from cppcc_kg.graph import sparql
from cppcc_kg.graph.sparql import check_query, run_query, unknown_terms
from cppcc_kg.graph.vocabulary import CKG, ENT


def _labels(path: Path, query: str) -> list[str]:
    return [str(row[0].value) for row in run_query(path, query).rows]  # type: ignore[union-attr]


def test_prefixes_need_no_declaration(sample_file: Path) -> None:
    query = "SELECT ?x { ?p a ckg:Platform ; rdfs:label ?x } ORDER BY ?x"
    assert _labels(sample_file, query) == ["协商亭", "委员工作室", "委员工作站", "政协书屋", "渝事好商量", "渝事好商量"]


def test_a_prefix_declared_by_the_query_wins(sample_file: Path) -> None:
    query = f"PREFIX ent: <{CKG}> SELECT (COUNT(*) AS ?n) {{ ?x a ent:Place }}"
    assert _labels(sample_file, query) == ["1"]


def test_the_four_forms(sample_file: Path) -> None:
    assert run_query(sample_file, "ASK { ?x a ckg:District }").truth
    assert not run_query(sample_file, "ASK { ?x a ckg:Nothing }").truth
    rows = run_query(sample_file, "SELECT ?x ?y { ?x a ckg:Person OPTIONAL { ?x ckg:code ?y } }")
    assert (rows.kind, rows.variables) == ("rows", ("x", "y"))
    assert rows.rows == ((NamedNode(ENT + "person-bayin"), None),)
    made = run_query(sample_file, "CONSTRUCT { ?x a ?c } { ?x a ckg:Person , ?c }")
    assert (made.kind, len(made.triples)) == ("graph", 1)
    described = run_query(sample_file, "DESCRIBE ent:person-bayin").triples
    assert Literal("巴音朝鲁", language="zh") in {triple.object for triple in described}


@pytest.mark.parametrize(
    ("query", "line", "column", "word"),
    [
        ("ASK {\n SERVICE <http://x.invalid/> { ?s ?p ?o } }", 2, 2, "SERVICE"),
        ("ASK { service silent ?x { ?s ?p ?o } }", 1, 7, "SERVICE"),
        ("ASK{SERVICE<http://x.invalid/>{}}", 1, 5, "SERVICE"),
        ("SELECT * # a comment\nFROM <file:///etc/passwd> {}", 2, 1, "FROM"),
        ("SELECT * FROM NAMED <a:b> { GRAPH ?g { ?s ?p ?o } }", 1, 10, "FROM"),
        ("ASK { ?x ?y '\\' SERVICE' SERVICE <a:b> {} }", 1, 26, "SERVICE"),
        ("INSERT DATA { <a:b> <a:b> 1 }", 1, 1, "INSERT"),
        ("PREFIX a: <a:>\nBASE <b:>\nDELETE WHERE { ?s ?p ?o }", 3, 1, "DELETE"),
        ("# note\nload <file:///etc/passwd>", 2, 1, "LOAD"),
        ("DROP ALL", 1, 1, "DROP"),
        ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 1, 1, "WITH"),
        ("ASK { S\\u0045RVICE <a:b> {} }", 1, 8, "\\u"),
        ('ASK { ?x ?y "\\u0022 . SERVICE <a:b> {} }', 1, 14, "\\u"),
    ],
)
def test_what_reaches_out_or_writes_is_refused(query: str, line: int, column: int, word: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_query(query, source="q.rq")
    assert str(caught.value).startswith(f"q.rq:{line} [column {column}]: {word}")
    assert caught.value.hint


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?from { ?service prov:wasDerivedFrom ?from }",
        "ASK { ?x rdfs:label \"SERVICE FROM\" , 'from' } # from service",
        "ASK { ?x <http://example.org/from/service> ?y }",
        "PREFIX from: <a:> PREFIX service: <b:> ASK { from:x service:y ckg:service }",
        "ASK { ?x rdfs:label '''a 'from' b''' , \"\"\"SERVICE \"x\" \"\"\" }",
    ],
)
def test_the_words_alone_are_no_offence(query: str) -> None:
    check_query(query)


def test_the_second_parser_refuses_what_the_first_look_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "blanked", lambda query: " " * len(query))
    for query in ("ASK { OPTIONAL { SERVICE <a:b> { ?s ?p ?o } } }", "SELECT * FROM <a:b> { ?s ?p ?o }"):
        with pytest.raises(QueryError, match="not allowed"):
            check_query(query)


def test_a_query_that_the_second_parser_cannot_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "blanked", lambda query: " " * len(query))
    with pytest.raises(QueryError, match="cannot be parsed"):
        check_query("ASK { from from }")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        server.shutdown()
        thread.join()


def test_no_query_sends_a_request(sample_file: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    for query in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        f"LOAD <{address}>",
    ):
        with pytest.raises(QueryError):
            run_query(sample_file, query)
    assert asked == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x { ?x a ckg:Place", "-e:1 [column 27]: malformed query: the query ends too early"),
        ("SELECT ?x\nWHERE { ?x a ;; }", "-e:2 [column 17]: malformed query: '}' is unexpected here"),
        ("SELECT ?x { ?x zzz:a 1 }", "the prefix zzz: is not declared; declare it with PREFIX"),
        ("SELEC ?x {}", "a query begins with SELECT"),
        ("", "a query begins with SELECT"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "malformed query: Duplicated variable name in SELECT"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "The SELECT contains a variable that is unbound"),
        ("SELECT ?x { ?x ?p ?o FILTER(<a:f>(?x)) }", "the query failed: The custom function"),
    ],
)
def test_a_malformed_query_says_where_in_one_line(sample_file: Path, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(sample_file, query, source="-e")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_missing_graph_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="run 'cppcc-kg build' first"):
        run_query(tmp_path / "graph.ttl", "ASK {}")


def test_a_graph_that_is_no_file_or_no_turtle_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="--graph FILE"):
        run_query(tmp_path, "ASK {}")
    (tmp_path / "bad.ttl").write_text("<a:b> <a:b>\n <c:d .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"bad\.ttl:2: not Turtle"):
        run_query(tmp_path / "bad.ttl", "ASK {}")


def test_misspelt_terms_are_found() -> None:
    assert unknown_terms("SELECT * { ?x ckg:establish ?y . ?y a ckg:Platform } # ckg:other 'ckg:x'") == ("establish",)
    assert unknown_terms("ASK { ?x <https://w3id.org/cppcc-kg/ontology#no> ?y }") == ()
