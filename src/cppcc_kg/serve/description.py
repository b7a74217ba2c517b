"""What the service says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from cppcc_kg.graph.dataset import TITLES
from cppcc_kg.graph.vocabulary import PREFIXES
from cppcc_kg.serve.protocol import TRIPLES, accepted, rdf
from cppcc_kg.serve.reply import Reply, problem

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
)  # fmt: skip


def _name(local: str) -> NamedNode:
    return NamedNode(_SD + local)


def description(endpoint: str) -> list[Triple]:
    """The triples about the service at ``endpoint``, whose one default graph is all there is."""
    service, data, graph = (NamedNode(endpoint + part) for part in ("", "#dataset", "#default"))
    kind = NamedNode(PREFIXES["rdf"] + "type")
    title = NamedNode(PREFIXES["dcterms"] + "title")
    return [
        Triple(service, kind, _name("Service")),
        Triple(service, title, Literal(TITLES["zh"], language="zh")),
        Triple(service, _name("endpoint"), service),
        Triple(service, _name("supportedLanguage"), _name("SPARQL11Query")),
        *(Triple(service, _name("resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULTS),
        Triple(service, _name("defaultDataset"), data),
        Triple(data, kind, _name("Dataset")),
        Triple(data, _name("defaultGraph"), graph),
        Triple(graph, kind, _name("Graph")),
    ]


def describe(endpoint: str, accept: str) -> Reply:
    """The description in Turtle or N-Triples."""
    format = accepted(accept, {**TRIPLES, "text/html": "ttl"})
    if format is None:
        return problem(406, f"the description can be had as {', '.join(sorted(TRIPLES))}")
    return rdf(description(endpoint), format)
