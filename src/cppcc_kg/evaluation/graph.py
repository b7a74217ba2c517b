"""Read a Turtle graph of the contract into :class:`~cppcc_kg.evaluation.predictions.Predictions`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.namespace import DCTERMS, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from cppcc_kg.errors import GraphError, Where
from cppcc_kg.evaluation.predictions import (
    FAMILY,
    SCORED_RELATIONS,
    Passage,
    PredictedEntity,
    PredictedMeasure,
    Predictions,
    Triple,
)
from cppcc_kg.graph import vocabulary
from cppcc_kg.model import Span

CKG = Namespace(vocabulary.CKG)

#: Code points. Whoever cites half an article has shown nothing, so a longer passage is no evidence.
LONGEST_PASSAGE = 300

#: The contract's bound on altLabels: beyond it, a node could match every label by listing every phrase.
MOST_ALIASES = 6

_Passages = Mapping[Node, Passage]


def read_graph(path: Path) -> Predictions:
    """The claims of the Turtle file ``path``."""
    graph = _parse(path)
    try:
        passages = _passages(graph)
        entities = {str(node): entity for node, entity in _entities(graph, passages)}
        return Predictions(
            passages=tuple(passages.values()),
            entities=entities,
            facts=_facts(graph, passages),
            plain=frozenset(_plain(graph)),
            measures=tuple(_measures(graph, passages, entities)),
        )
    except (ValueError, InvalidOperation) as error:
        raise GraphError(f"a number of the graph is malformed: {error}", where=Where(str(path))) from error


def _parse(path: Path) -> Graph:
    if not path.is_file():
        raise GraphError("there is no such graph", where=Where(str(path)), hint="build one, or name it with --graph")
    try:
        return Graph().parse(path, format="turtle")
    except (BadSyntax, ParserError, UnicodeDecodeError) as error:
        first = str(error).strip().split("\n", 1)[0]
        raise GraphError(f"the graph is not valid Turtle: {first}", where=Where(str(path))) from error


def _name(node: Node | None) -> str:
    if node is None:
        return ""
    return node.n3() if isinstance(node, Literal) else str(node)


def _text_names(graph: Graph) -> dict[Node, str]:
    """Source document or article -> the name of its text, without folder and ``.txt``."""
    names: dict[Node, str] = {}
    for document in graph.subjects(RDF.type, CKG.SourceDocument):
        identifier = str(graph.value(document, DCTERMS.identifier) or document)
        names[document] = Path(re.split(r"[#?]", identifier)[0]).name.rsplit(".txt", 1)[0]
    for article, document in graph.subject_objects(DCTERMS.isPartOf):
        if document in names:
            names.setdefault(article, names[document])
    return names


def _passages(graph: Graph) -> dict[Node, Passage]:
    names = _text_names(graph)
    passages = {}
    for node in dict.fromkeys(graph.subjects(CKG.begin, None)):
        document = graph.value(node, CKG.sourceDocument)
        begin, end = graph.value(node, CKG.begin), graph.value(node, CKG.end)
        if document is None or end is None:
            continue
        span = Span(int(str(begin)), int(str(end)))
        quote = str(graph.value(node, CKG.quote) or "")
        passages[node] = Passage(names.get(document, str(document)), span, quote)
    return passages


def _evidence(graph: Graph, passages: _Passages, node: Node) -> tuple[Passage, ...]:
    found = (passages[p] for p in graph.objects(node, CKG.evidence) if p in passages)
    return tuple(p for p in found if p.span.end - p.span.begin <= LONGEST_PASSAGE)


def _chinese(names: Iterable[Node]) -> frozenset[str]:
    """The names in Chinese; one without a language tag counts as Chinese."""
    return frozenset(str(n) for n in names if (getattr(n, "language", None) or "zh").startswith("zh"))


def _labels(graph: Graph, node: Node) -> frozenset[str]:
    names = [name for p in (RDFS.label, SKOS.prefLabel) for name in graph.objects(node, p)]
    # The longest, so that the choice does not depend on the order of the file.
    aliases = sorted(graph.objects(node, SKOS.altLabel), key=lambda name: (-len(str(name)), name))
    return _chinese([*names, *aliases[:MOST_ALIASES]])


def _entities(graph: Graph, passages: _Passages) -> Iterable[tuple[Node, PredictedEntity]]:
    families: defaultdict[Node, set[str]] = defaultdict(set)
    for cls, family in FAMILY.items():
        for node in graph.subjects(RDF.type, CKG[cls]):
            families[node].add(family)
    for node, found in families.items():
        themes = [label for t in graph.objects(node, CKG.hasTheme) for label in graph.objects(t, SKOS.prefLabel)]
        yield (
            node,
            PredictedEntity(
                id=str(node),
                families=frozenset(found),
                labels=_labels(graph, node),
                themes=_chinese(themes),
                frequencies=frozenset(str(o) for o in graph.objects(node, CKG.frequency)),
                evidence=_evidence(graph, passages, node),
            ),
        )


def _facts(graph: Graph, passages: _Passages) -> dict[Triple, tuple[Passage, ...]]:
    """Each statement that is read and not derived; one with no passage is still a claim."""
    facts: dict[Triple, tuple[Passage, ...]] = {}
    for statement in dict.fromkeys(graph.subjects(RDF.predicate, None)):
        predicate = graph.value(statement, RDF.predicate)
        if str(graph.value(statement, CKG.derivation) or "read") == "derived":
            continue
        if not isinstance(predicate, URIRef) or not predicate.startswith(CKG):
            continue
        subject, object_ = graph.value(statement, RDF.subject), graph.value(statement, RDF.object)
        fact = Triple(_name(subject), predicate.removeprefix(CKG), _name(object_))
        facts[fact] = facts.get(fact, ()) + _evidence(graph, passages, statement)
    return facts


def _plain(graph: Graph) -> Iterable[Triple]:
    """Plain triples of the scored relations, less those that only a derived statement backs."""
    backed = {Triple(_name(s), _local(p), _name(o)): str(d) == "derived" for s, p, o, d in _backing(graph)}
    for triple in _stated(graph):
        if not backed.get(triple, False):
            yield triple


def _local(node: Node) -> str:
    return str(node).removeprefix(str(CKG))


def _backing(graph: Graph) -> Iterable[tuple[Node, Node, Node, Node]]:
    for statement, derivation in graph.subject_objects(CKG.derivation):
        ends = [graph.value(statement, p) for p in (RDF.subject, RDF.predicate, RDF.object)]
        if all(end is not None for end in ends):
            yield ends[0], ends[1], ends[2], derivation  # type: ignore[misc]


def _stated(graph: Graph) -> Iterable[Triple]:
    for relation in SCORED_RELATIONS:
        for subject, object_ in graph.subject_objects(CKG[relation]):
            yield Triple(_name(subject), relation, _name(object_))


def _measures(graph: Graph, passages: _Passages, entities: Mapping[str, PredictedEntity]) -> Iterable[PredictedMeasure]:
    for node in graph.subjects(RDF.type, CKG.Measure):
        owner = entities.get(_name(graph.value(node, CKG.reportedBy)))
        yield PredictedMeasure(
            counted=str(graph.value(node, CKG.quantityOf) or ""),
            unit=str(graph.value(node, CKG.unit) or ""),
            value=_decimal(graph.value(node, CKG.value)),
            low=_decimal(graph.value(node, CKG.lowerBound)),
            high=_decimal(graph.value(node, CKG.upperBound)),
            period=str(graph.value(node, CKG.period) or ""),
            owners=owner.labels if owner is not None else frozenset(),
            evidence=_evidence(graph, passages, node),
        )


def _decimal(node: Node | None) -> Decimal | None:
    return None if node is None else Decimal(str(node)).normalize()
