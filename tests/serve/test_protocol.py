"""The SPARQL 1.1 Protocol, by real clients."""

from __future__ import annotations

import json
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
import rdflib
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.results import render
from cppcc_kg.graph.sparql import run_query
from cppcc_kg.serve.protocol import Refusal, query_of

from .conftest import PATIENCE, Served

PLATFORMS = "SELECT ?label { ?x a ckg:Platform ; rdfs:label ?label } ORDER BY ?label LIMIT 3"
TRIPLES = "CONSTRUCT { ?x rdfs:label ?label } WHERE { ?x a ckg:District ; rdfs:label ?label }"


@pytest.mark.parametrize(
    ("accept", "type", "format"),
    [
        ("", "application/sparql-results+json", "json"),
        ("*/*", "application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "xml"),
        ("text/csv", "text/csv; charset=utf-8", "csv"),
        ("text/tab-separated-values;q=0.9, text/html", "text/tab-separated-values; charset=utf-8", "tsv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json", "json"),
    ],
)
def test_rows_come_in_the_form_accepted(served: Served, accept: str, type: str, format: str) -> None:
    response = served.ask(PLATFORMS, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, type)
    assert response.content == render(run_query(served.store, PLATFORMS), format).encode()
    assert "accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "format"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("", "turtle")]
)
def test_triples_come_in_the_form_accepted(served: Served, accept: str, format: str) -> None:
    response = served.ask(TRIPLES, accept)
    assert response.status_code == 200
    assert len(rdflib.Graph().parse(data=response.content, format=format)) == 4


def test_what_cannot_be_had_is_406(served: Served) -> None:
    assert served.ask(PLATFORMS, "image/png").status_code == 406
    assert served.ask(TRIPLES, "text/csv").status_code == 406


def test_both_forms_of_post(served: Served) -> None:
    with served.client() as client:
        form = client.post("/sparql", data={"query": PLATFORMS})
        direct = client.post(
            "/sparql", content=PLATFORMS.encode(), headers={"content-type": "application/sparql-query; charset=utf-8"}
        )
    assert form.status_code == direct.status_code == 200
    assert form.content == direct.content == served.ask(PLATFORMS).content


def test_the_service_describes_itself(served: Served) -> None:
    with served.client() as client:
        response = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.content, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (rdflib.URIRef(served.sparql), sd.supportedLanguage, sd.SPARQL11Query) in graph


@pytest.mark.parametrize("name", ["shared-campaigns", "theme-matrix", "district-figures"])
def test_a_ready_query_is_answered_as_on_the_command_line(served: Served, name: str) -> None:
    query = named_queries()[name].text
    assert served.ask(query, "text/csv").content == render(run_query(served.store, query), "csv").encode()


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELEC ?x {}", 400, "malformed query"),
        ("SELECT ?x { ?x a }", 400, "column"),
        ("", 400, "a query begins with SELECT"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE is not allowed"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403, "FROM is not allowed"),
        ("SELECT * FROM NAMED <http://a.b/> { GRAPH ?g { ?s ?p ?o } }", 403, "FROM"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 403, "would change the graph"),
        ("DROP ALL", 403, "would change the graph"),
        ("SELECT * { \\u0053ERVICE <http://a.b/> {} }", 400, "escapes"),
    ],
)
def test_what_is_malformed_or_refused_says_so(served: Served, query: str, status: int, words: str) -> None:
    response = served.ask(query)
    assert (response.status_code, response.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert words in response.text


def _refused(method: str, type: str = "", parameters: str = "", body: bytes = b"") -> int:
    with pytest.raises(Refusal) as caught:
        query_of(method, type, parameters, body)
    return caught.value.status


def test_requests_that_are_no_query() -> None:
    form = "application/x-www-form-urlencoded"
    assert _refused("POST", "application/sparql-update", body=b"CLEAR ALL") == 403
    assert _refused("POST", form, body=b"update=CLEAR+ALL") == 403
    assert _refused("GET", parameters="query=ASK{}&default-graph-uri=http://a.b/") == 403
    assert _refused("POST", form, body=b"query=ASK{}&named-graph-uri=http://a.b/") == 403
    assert _refused("GET", parameters="query=ASK{}&query=ASK{}") == 400
    assert _refused("POST", form, body=b"") == 400
    assert _refused("POST", "text/plain", body=b"ASK {}") == 415
    assert _refused("POST", "application/sparql-query", body=b"\xff") == 400
    assert _refused("GET", parameters="&".join(["a=b"] * 60)) == 400
    assert query_of("GET", "", "", b"") is None


def test_other_methods_are_405(served: Served) -> None:
    with served.client() as client:
        for method in ("PUT", "DELETE", "PATCH"):
            assert client.request(method, "/sparql").status_code == 405


class TestSparqlWrapper:
    @staticmethod
    def wrapper(served: Served, query: str, format: str) -> SPARQLWrapper:
        made = SPARQLWrapper(served.sparql)
        made.setQuery(query)
        made.setReturnFormat(format)
        made.setTimeout(int(PATIENCE))
        return made

    def test_json_by_get_and_post(self, served: Served) -> None:
        for method in ("GET", POST):
            wrapper = self.wrapper(served, PLATFORMS, JSON)
            wrapper.setMethod(method)
            bindings = wrapper.queryAndConvert()["results"]["bindings"]  # type: ignore[index,call-overload]
            assert len(bindings) == 3
            assert bindings[0]["label"]["xml:lang"] == "zh"

    def test_xml_csv_and_turtle(self, served: Served) -> None:
        document = self.wrapper(served, PLATFORMS, XML).queryAndConvert()
        assert len(document.getElementsByTagName("result")) == 3  # type: ignore[union-attr]
        assert self.wrapper(served, PLATFORMS, CSV).queryAndConvert().decode().startswith("label\r\n")  # type: ignore[union-attr]
        turtle = self.wrapper(served, TRIPLES, TURTLE).queryAndConvert()
        assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 4  # type: ignore[arg-type]


def test_rdflib_as_a_client(served: Served) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(served.sparql, returnFormat="xml"))
    rows = list(graph.query("SELECT ?label { ?x a ckg:District ; rdfs:label ?label }", initNs={
        "ckg": "https://w3id.org/cppcc-kg/ontology#", "rdfs": str(rdflib.RDFS)}))  # fmt: skip
    assert len(rows) == 4


def test_curl(served: Served) -> None:
    curl = shutil.which("curl")
    assert curl is not None, "no curl on PATH (Debian: apt-get install curl)"
    common = [curl, "-sS", "--noproxy", "*", "--max-time", str(int(PATIENCE))]
    done = subprocess.run(
        [*common, "-H", "Accept: application/sparql-results+xml", "--data-urlencode", f"query={PLATFORMS}", served.sparql],
        capture_output=True, check=True,
    )  # fmt: skip
    space = {"s": "http://www.w3.org/2005/sparql-results#"}
    assert len(ElementTree.fromstring(done.stdout).findall(".//s:result", space)) == 3
    done = subprocess.run(
        [*common, "-G", "--data-urlencode", "query=ASK {}", served.sparql], capture_output=True, check=True
    )
    assert json.loads(done.stdout)["boolean"] is True
