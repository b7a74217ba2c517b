"""The graph as RDF: triples in a fixed order, and Turtle whose bytes depend on the content alone.

Every fact is a plain triple, and beside it stands an ``rdf:Statement`` with its passages, rules and date;
passages are nodes that facts share. There is no blank node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import RdfFormat, Triple, parse

from cppcc_kg.errors import GraphError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import contents, description
from cppcc_kg.graph.identifiers import document_id, evidence_id, fact_id
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.graph.terms import TYPE, date_type, decimal, iri, link, moment, n_triples, node, ordered, own, text, zh
from cppcc_kg.model import ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure, SourceDocument

#: Predicate and object, both as Turtle writes them.
Pair = tuple[str, str]
#: Local names of nodes, each with some of what is said of it, in any order and with repetitions.
Nodes = Iterable[tuple[str, Iterable[Pair]]]
#: Local name, number of triples, Turtle.
Written = tuple[str, int, str]

MOST_ALTERNATIVES = 6

_NEXT = " ;\n\t"
_FACT_ID = re.compile(r"[0-9a-f]{16}")


def _passage(evidence: Evidence) -> str:
    return evidence_id(evidence.document, evidence.span.begin, evidence.span.end)


def _passages(evidence: Iterable[Evidence]) -> list[Pair]:
    return [("ckg:evidence", f"ev:{_passage(each)}") for each in evidence]


def _rules(rules: Iterable[str]) -> list[Pair]:
    return [("ckg:rule", text(rule)) for rule in rules]


def _document(document: SourceDocument) -> Iterator[Pair]:
    yield TYPE, "ckg:SourceDocument"
    yield "dcterms:identifier", text(document.identifier)
    if document.title:
        yield "dcterms:title", zh(document.title)
    if document.date:
        yield "dcterms:date", moment(document.date)
    if document.publisher:
        yield "dcterms:publisher", zh(document.publisher)
    if document.url:
        yield "dcterms:source", link(document.url)
    if document.media:
        yield "dcterms:format", iri(v.MEDIA + document.media)
    if document.encoding:
        yield "ckg:encoding", text(document.encoding)
    if document.text:
        yield "ckg:extractedText", text(document.text)
    if document.checksum:
        yield "ckg:checksum", text(document.checksum)


def _article(article: ArticleRecord) -> Iterator[Pair]:
    yield TYPE, "ckg:Article"
    yield "dcterms:isPartOf", node("doc", document_id(article.document))
    yield "ckg:begin", str(article.span.begin)
    yield "ckg:end", str(article.span.end)
    if article.title:
        yield "dcterms:title", zh(article.title)
    if article.date:
        yield "dcterms:date", moment(article.date)
    if article.creator:
        yield "dcterms:creator", node("ent", article.creator)


def _entity(entity: Entity) -> Iterator[Pair]:
    for cls in (entity.cls, *entity.also):
        yield TYPE, own(cls)
    yield "rdfs:label", zh(entity.label)
    if entity.alternatives:
        alternatives = sorted({*entity.alternatives} - {entity.label})[:MOST_ALTERNATIVES]
        yield from (("skos:altLabel", zh(each)) for each in alternatives)
    yield from _passages(entity.evidence)
    yield from _rules(entity.rules)
    if entity.scope:
        yield "ckg:ofCommittee", node("ent", entity.scope)
    if entity.level:
        yield "ckg:level", text(entity.level)
    if entity.code:
        yield "ckg:code", text(entity.code)


def _measure(measure: Measure) -> Iterator[Pair]:
    yield TYPE, "ckg:Measure"
    yield "ckg:quantityOf", zh(measure.quantity_of)
    yield "ckg:unit", zh(measure.unit)
    yield from _passages(measure.evidence)
    yield from _rules(measure.rules)
    yield from _numbers(("value", measure.value), ("lowerBound", measure.low), ("upperBound", measure.high))
    if measure.period:
        yield "ckg:period", zh(measure.period)
    if measure.begin:
        yield "ckg:periodBegin", moment(measure.begin)
    if measure.end:
        yield "ckg:periodEnd", moment(measure.end)
    if _dated(measure):
        yield "ckg:duringPeriod", node("period", f"{measure.begin}_{measure.end}")
    if measure.per:
        yield "ckg:per", text(measure.per)
    if measure.reported_by:
        yield "ckg:reportedBy", node("ent", measure.reported_by)
    if measure.as_of:
        yield "ckg:asOf", moment(measure.as_of)


def _numbers(*named: tuple[str, Decimal | None]) -> Iterator[Pair]:
    return ((f"ckg:{name}", decimal(value)) for name, value in named if value is not None)


def _dated(measure: Measure) -> bool:
    """Whether both ends of the period are dates."""
    return all(each is not None and date_type(each) is not None for each in (measure.begin, measure.end))


def _periods(graph: KnowledgeGraph) -> Iterator[tuple[str, list[Pair]]]:
    """The dated periods of the measures in the words of OWL-Time.

    Each period has two instants of its own: a year that begins a period and one that ends it are not one instant.
    """
    for begin, end in {(m.begin or "", m.end or "") for m in graph.measures if _dated(m)}:
        period = f"{begin}_{end}"
        ends = {"hasBeginning": (f"{period}.begin", begin), "hasEnd": (f"{period}.end", end)}
        links = [(f"time:{name}", node("period", local)) for name, (local, _) in ends.items()]
        yield period, [(TYPE, "ckg:Period"), (TYPE, "time:ProperInterval"), *links]
        for local, day in ends.values():
            kind = (date_type(day) or "").replace("date", "Date")
            yield local, [(TYPE, "time:Instant"), (f"time:inXSD{kind}", moment(day))]


def _theme_id(label: str) -> str:
    if label not in v.THEME_IDS:
        raise GraphError(f"{label!r} is none of the themes", hint=f"the scheme has {', '.join(v.THEME_IDS)}")
    return v.THEME_IDS[label]


def _object(fact: Fact) -> str:
    if fact.predicate == "hasTheme":
        return f"theme:{_theme_id(fact.object)}"
    # A plain string, not xsd:duration: that type has no weeks, and libraries rewrite P2W as P14D on reading.
    return text(fact.object) if fact.predicate == "frequency" else node("ent", fact.object)


def _source(source: str) -> str:
    """What a derived fact was derived from: a fact, by its 16 hex digits, or else an entity."""
    return node("fact" if _FACT_ID.fullmatch(source) else "ent", source)


def _statement(fact: Fact) -> list[Pair]:
    pairs = [
        (TYPE, "rdf:Statement"),
        ("rdf:subject", node("ent", fact.subject)),
        ("rdf:predicate", own(fact.predicate)),
        ("rdf:object", _object(fact)),
        ("ckg:derivation", text(fact.derivation)),
        *_passages(fact.evidence),
        *_rules(fact.rules),
    ]
    pairs += [("prov:wasDerivedFrom", _source(each)) for each in fact.sources]
    if fact.as_of:
        pairs.append(("ckg:asOf", moment(fact.as_of)))
    if fact.role:
        pairs.append(("ckg:role", zh(fact.role)))
    if fact.score is not None:
        pairs.append(("ckg:score", decimal(fact.score)))
    for part in fact.parts:
        pairs.append((f"ckg:{part.name}Score", decimal(part.score)))
        pairs += [(f"ckg:{v.SHARED[part.name]}", _shared(part.name, each)) for each in part.shared]
    return pairs


def _shared(part: str, value: str) -> str:
    """What a part of a score rests on: a theme, a node, or else words."""
    if part == "theme":
        return f"theme:{_theme_id(value)}"
    return node("ent", value) if part == "neighbour" else zh(value)


def _quotation(evidence: Evidence) -> list[Pair]:
    pairs = [
        (TYPE, "ckg:Passage"),
        ("ckg:sourceDocument", f"doc:{document_id(evidence.document)}"),
        ("ckg:begin", str(evidence.span.begin)),
        ("ckg:end", str(evidence.span.end)),
        ("ckg:quote", text(evidence.quote)),
    ]
    if evidence.page is not None:
        pairs.append(("ckg:page", str(evidence.page)))
    return pairs


def written(kind: str, nodes: Nodes) -> Iterator[Written]:
    """The Turtle of each node of a kind, nodes by name, a triple once."""
    merged: dict[str, dict[str, list[str]]] = {}
    for name, pairs in nodes:
        said = merged.get(name)
        if said is None:
            said = merged[name] = {}
        for predicate, term in pairs:
            if predicate in said:
                said[predicate].append(term)
            else:
                said[predicate] = [term]
    for name in sorted(merged):
        said, number = merged[name], 0
        lines = []
        for predicate in ordered(tuple(said)):
            terms = said[predicate]
            if len(terms) > 1:
                terms = sorted(set(terms), key=n_triples)
            number += len(terms)
            lines.append(f"{predicate} {' , '.join(terms)}")
        if lines:
            yield name, number, f"{node(kind, name)} {_NEXT.join(lines)} .\n"


def _all_evidence(graph: KnowledgeGraph) -> Iterator[Evidence]:
    holders: tuple[Entity | Measure | Fact, ...] = (*graph.entities, *graph.measures, *graph.facts)
    for holder in holders:
        yield from holder.evidence


def _documents(graph: KnowledgeGraph) -> Iterator[SourceDocument]:
    """The documents, and a bare one for each that only an article or a passage names."""
    yield from graph.documents
    named = {a.document for a in graph.articles} | {e.document for e in _all_evidence(graph)}
    for identifier in named - {d.identifier for d in graph.documents}:
        yield SourceDocument(identifier)


def _instances(graph: KnowledgeGraph) -> Iterator[tuple[str, Iterable[Pair]]]:
    """Entities and measures with their own facts as plain triples."""
    yield from ((e.id, _entity(e)) for e in graph.entities)
    yield from ((m.id, _measure(m)) for m in graph.measures)
    yield from ((f.subject, ((own(f.predicate), _object(f)),)) for f in graph.facts)


def _themes(graph: KnowledgeGraph) -> Iterator[tuple[str, list[Pair]]]:
    for label in {fact.object for fact in graph.facts if fact.predicate == "hasTheme"}:
        yield _theme_id(label), [(TYPE, "ckg:Theme"), (TYPE, "skos:Concept"), ("skos:prefLabel", zh(label))]


def described(graph: KnowledgeGraph) -> Iterator[tuple[str, Nodes]]:
    """The nodes of ``graph`` by kind, kinds (prefixes of their identifiers) in the order of the file."""
    yield "doc", ((document_id(d.identifier), _document(d)) for d in _documents(graph))
    yield "article", ((a.id, _article(a)) for a in graph.articles)
    yield "ent", _instances(graph)
    yield "theme", _themes(graph)
    yield "period", _periods(graph)
    yield "fact", ((fact_id(f.subject, f.predicate, f.object), _statement(f)) for f in graph.facts)
    yield "ev", ((_passage(e), _quotation(e)) for e in dict.fromkeys(_all_evidence(graph)))


def to_triples(graph: KnowledgeGraph) -> Iterator[Triple]:
    """The triples of ``graph``, each once: documents, articles, instances, themes, periods, statements,
    passages.

    Within each group subjects go by IRI, and of one subject the type and labels come first. The order of the
    graph's tuples makes no difference. Raises :class:`GraphError` for an identifier that is no local name, an
    unknown theme, or a figure that is not finite.
    """
    data = "".join(turtle for kind, nodes in described(graph) for _, _, turtle in written(kind, nodes))
    return (quad.triple for quad in parse(input=head() + data.encode(), format=RdfFormat.TURTLE))


def write_turtle(graph: KnowledgeGraph) -> bytes:
    """``graph`` as UTF-8 Turtle under its description as a data set: equal content gives equal bytes.

    Raises as :func:`to_triples` does.
    """
    pieces, triples = [], 0
    for kind, nodes in described(graph):
        for _, number, turtle in written(kind, nodes):
            triples += number
            pieces.append(turtle)
    return head() + body(description(contents(graph), triples)) + "".join(pieces).encode()
