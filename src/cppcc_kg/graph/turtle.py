"""The graph as RDF: triples in a fixed order, and Turtle whose bytes depend on the content alone.

Every fact is a plain triple, and beside it stands an ``rdf:Statement`` with its passages, rules and date;
passages are nodes that facts share. There is no blank node.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from cppcc_kg.errors import GraphError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.dataset import contents, description
from cppcc_kg.graph.identifiers import document_id, evidence_id, fact_id
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.model import ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure, SourceDocument

Term = NamedNode | Literal
#: Predicates and objects of one subject, in any order and with repetitions.
Pairs = Iterable[tuple[NamedNode, Term]]

#: Nodes, each with some of what is said of it.
Nodes = Iterable[tuple[NamedNode, Pairs]]

MOST_ALTERNATIVES = 6

_SURROGATE = re.compile("[\ud800-\udfff]")
_LOCAL_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_FACT_ID = re.compile(r"[0-9a-f]{16}")
#: What a reader wants first of a node; all other predicates follow by IRI.
_FIRST = {v.RDF + "type": 0, v.RDFS + "label": 1, v.SKOS + "prefLabel": 1, v.SKOS + "altLabel": 2}


@cache
def _name(prefix: str, local: str) -> NamedNode:
    """A term of a vocabulary; cached, for there are few."""
    return NamedNode(v.PREFIXES[prefix] + local)


@lru_cache(maxsize=1 << 16)
def _node(prefix: str, local: str) -> NamedNode:
    """An instance. Raises :class:`GraphError` for a local name that Turtle would have to escape."""
    if not _LOCAL_NAME.fullmatch(local):
        raise GraphError(f"{local!r} cannot be an identifier", hint="use letters, digits, '-', '_' and inner '.' only")
    return NamedNode(v.PREFIXES[prefix] + local)


def _text(value: str, language: str | None = None) -> Literal:
    """A literal. RDF has no lone surrogates: each becomes U+FFFD."""
    return Literal(value if value.isascii() else _SURROGATE.sub("\ufffd", value), language=language)


def _zh(value: str) -> Literal:
    return _text(value, "zh")


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_name("xsd", "integer"))


def _decimal(value: Decimal) -> Literal:
    """An ``xsd:decimal`` in canonical form; with its ``.0`` Turtle can write it bare."""
    if not value.is_finite():
        raise GraphError(f"a measure cannot be {value}", hint="leave the value out where none is stated")
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return Literal(digits if "." in digits else digits + ".0", datatype=_name("xsd", "decimal"))


def _moment(value: str) -> Literal:
    """``2021``, ``2021-08`` and ``2021-08-19`` by their XSD types; any other form as a plain string."""
    if not _DATE.fullmatch(value):
        return _text(value)
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return _text(value)
    return Literal(value, datatype=_name("xsd", {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]))


def _link(url: str) -> Term:
    """A web address as an IRI, where it is one."""
    if url.startswith(("http://", "https://")):
        try:
            return NamedNode(url)
        except ValueError:
            pass
    return _text(url)


def _passage(evidence: Evidence) -> NamedNode:
    return _node("ev", evidence_id(evidence.document, evidence.span.begin, evidence.span.end))


def _passages(evidence: Iterable[Evidence]) -> Pairs:
    return ((_name("ckg", "evidence"), _passage(each)) for each in evidence)


def _rules(rules: Iterable[str]) -> Pairs:
    return ((_name("ckg", "rule"), _text(rule)) for rule in rules)


def _some(*pairs: tuple[NamedNode, Term | None]) -> Pairs:
    """The pairs that have an object."""
    return [(predicate, term) for predicate, term in pairs if term is not None]


def _a(*classes: NamedNode) -> Pairs:
    return [(_name("rdf", "type"), each) for each in classes]


def _document(document: SourceDocument) -> Pairs:
    yield from _a(_name("ckg", "SourceDocument"))
    yield _name("dcterms", "identifier"), _text(document.identifier)
    yield from _some(
        (_name("dcterms", "title"), _zh(document.title) if document.title else None),
        (_name("dcterms", "date"), _moment(document.date) if document.date else None),
        (_name("dcterms", "publisher"), _zh(document.publisher) if document.publisher else None),
        (_name("dcterms", "source"), _link(document.url) if document.url else None),
        (_name("dcterms", "format"), NamedNode(v.MEDIA + document.media) if document.media else None),
        (_name("ckg", "encoding"), _text(document.encoding) if document.encoding else None),
        (_name("ckg", "extractedText"), _text(document.text) if document.text else None),
        (_name("ckg", "checksum"), _text(document.checksum) if document.checksum else None),
    )


def _article(article: ArticleRecord) -> Pairs:
    yield from _a(_name("ckg", "Article"))
    yield _name("dcterms", "isPartOf"), _node("doc", document_id(article.document))
    yield _name("ckg", "begin"), _integer(article.span.begin)
    yield _name("ckg", "end"), _integer(article.span.end)
    yield from _some(
        (_name("dcterms", "title"), _zh(article.title) if article.title else None),
        (_name("dcterms", "date"), _moment(article.date) if article.date else None),
        (_name("dcterms", "creator"), _node("ent", article.creator) if article.creator else None),
    )


def _entity(entity: Entity) -> Pairs:
    yield from _a(*(_name("ckg", cls) for cls in (entity.cls, *entity.also)))
    yield _name("rdfs", "label"), _zh(entity.label)
    alternatives = sorted({*entity.alternatives} - {entity.label})[:MOST_ALTERNATIVES]
    yield from ((_name("skos", "altLabel"), _zh(each)) for each in alternatives)
    yield from _passages(entity.evidence)
    yield from _rules(entity.rules)
    yield from _some(
        (_name("ckg", "ofCommittee"), _node("ent", entity.scope) if entity.scope else None),
        (_name("ckg", "level"), _text(entity.level) if entity.level else None),
        (_name("ckg", "code"), _text(entity.code) if entity.code else None),
    )


def _measure(measure: Measure) -> Pairs:
    yield from _a(_name("ckg", "Measure"))
    yield _name("ckg", "quantityOf"), _zh(measure.quantity_of)
    yield _name("ckg", "unit"), _zh(measure.unit)
    yield from _passages(measure.evidence)
    yield from _rules(measure.rules)
    yield from _some(
        (_name("ckg", "value"), _decimal(measure.value) if measure.value is not None else None),
        (_name("ckg", "lowerBound"), _decimal(measure.low) if measure.low is not None else None),
        (_name("ckg", "upperBound"), _decimal(measure.high) if measure.high is not None else None),
        (_name("ckg", "period"), _zh(measure.period) if measure.period else None),
        (_name("ckg", "periodBegin"), _moment(measure.begin) if measure.begin else None),
        (_name("ckg", "periodEnd"), _moment(measure.end) if measure.end else None),
        (_name("ckg", "duringPeriod"), _node("period", f"{measure.begin}_{measure.end}") if _dated(measure) else None),
        (_name("ckg", "per"), _text(measure.per) if measure.per else None),
        (_name("ckg", "reportedBy"), _node("ent", measure.reported_by) if measure.reported_by else None),
        (_name("ckg", "asOf"), _moment(measure.as_of) if measure.as_of else None),
    )


def _dated(measure: Measure) -> bool:
    """Whether both ends of the period are dates."""
    return all(_moment(each or "").datatype != _name("xsd", "string") for each in (measure.begin, measure.end))


def _periods(graph: KnowledgeGraph) -> Iterator[tuple[NamedNode, Pairs]]:
    """The dated periods of the measures in the words of OWL-Time.

    Each period has two instants of its own: a year that begins a period and one that ends it are not one instant.
    """
    for begin, end in {(m.begin or "", m.end or "") for m in graph.measures if _dated(m)}:
        period = f"{begin}_{end}"
        ends = {"hasBeginning": (f"{period}.begin", begin), "hasEnd": (f"{period}.end", end)}
        links = [(_name("time", name), _node("period", local)) for name, (local, _) in ends.items()]
        yield _node("period", period), [*_a(_name("ckg", "Period"), _name("time", "ProperInterval")), *links]
        for local, text in ends.values():
            moment = _moment(text)
            position = _name("time", "inXSD" + moment.datatype.value.removeprefix(v.XSD).replace("date", "Date"))
            yield _node("period", local), [*_a(_name("time", "Instant")), (position, moment)]


def _theme(label: str) -> NamedNode:
    if label not in v.THEME_IDS:
        raise GraphError(f"{label!r} is none of the themes", hint=f"the scheme has {', '.join(v.THEME_IDS)}")
    return _name("theme", v.THEME_IDS[label])


def _object(fact: Fact) -> Term:
    if fact.predicate == "hasTheme":
        return _theme(fact.object)
    # A plain string, not xsd:duration: that type has no weeks, and libraries rewrite P2W as P14D on reading.
    return _text(fact.object) if fact.predicate == "frequency" else _node("ent", fact.object)


def _source(source: str) -> NamedNode:
    """What a derived fact was derived from: a fact, by its 16 hex digits, or else an entity."""
    return _node("fact" if _FACT_ID.fullmatch(source) else "ent", source)


def _statement(fact: Fact) -> Pairs:
    yield from _a(_name("rdf", "Statement"))
    yield _name("rdf", "subject"), _node("ent", fact.subject)
    yield _name("rdf", "predicate"), _name("ckg", fact.predicate)
    yield _name("rdf", "object"), _object(fact)
    yield _name("ckg", "derivation"), _text(fact.derivation)
    yield from _passages(fact.evidence)
    yield from _rules(fact.rules)
    yield from ((_name("prov", "wasDerivedFrom"), _source(each)) for each in fact.sources)
    yield from _some(
        (_name("ckg", "asOf"), _moment(fact.as_of) if fact.as_of else None),
        (_name("ckg", "role"), _zh(fact.role) if fact.role else None),
        (_name("ckg", "score"), _decimal(fact.score) if fact.score is not None else None),
    )
    for part in fact.parts:
        yield _name("ckg", f"{part.name}Score"), _decimal(part.score)
        shared = _name("ckg", v.SHARED[part.name])
        yield from ((shared, _shared(part.name, each)) for each in part.shared)


def _shared(part: str, value: str) -> Term:
    """What a part of a score rests on: a theme, a node, or else words."""
    return _theme(value) if part == "theme" else _node("ent", value) if part == "neighbour" else _zh(value)


def _quotation(evidence: Evidence) -> Pairs:
    yield from _a(_name("ckg", "Passage"))
    yield _name("ckg", "sourceDocument"), _node("doc", document_id(evidence.document))
    yield _name("ckg", "begin"), _integer(evidence.span.begin)
    yield _name("ckg", "end"), _integer(evidence.span.end)
    yield _name("ckg", "quote"), _text(evidence.quote)
    if evidence.page is not None:
        yield _name("ckg", "page"), _integer(evidence.page)


@cache
def _rank(predicate: NamedNode) -> tuple[int, str]:
    """Where a predicate stands among those of a node; cached, for there are few."""
    return _FIRST.get(predicate.value, 9), predicate.value


def grouped(nodes: Nodes) -> Iterator[Triple]:
    """The triples of each node, nodes by IRI, a triple once."""
    merged: defaultdict[NamedNode, set[tuple[NamedNode, Term]]] = defaultdict(set)
    for node, pairs in nodes:
        merged[node].update(pairs)
    for node in sorted(merged, key=lambda each: each.value):
        ranked = sorted(merged[node], key=lambda p: (_rank(p[0]), str(p[1])))
        for predicate, term in ranked:
            yield Triple(node, predicate, term)


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


def _instances(graph: KnowledgeGraph) -> Iterator[tuple[NamedNode, Pairs]]:
    """Entities and measures with their own facts as plain triples."""
    yield from ((_node("ent", e.id), _entity(e)) for e in graph.entities)
    yield from ((_node("ent", m.id), _measure(m)) for m in graph.measures)
    yield from ((_node("ent", f.subject), [(_name("ckg", f.predicate), _object(f))]) for f in graph.facts)


def _themes(graph: KnowledgeGraph) -> Iterator[tuple[NamedNode, Pairs]]:
    for label in {fact.object for fact in graph.facts if fact.predicate == "hasTheme"}:
        classes = _a(_name("ckg", "Theme"), _name("skos", "Concept"))
        yield _theme(label), [*classes, (_name("skos", "prefLabel"), _zh(label))]


def to_triples(graph: KnowledgeGraph) -> Iterator[Triple]:
    """The triples of ``graph``, each once: documents, articles, instances, themes, periods, statements,
    passages.

    Within each group subjects go by IRI, and of one subject the type and labels come first. The order of the
    graph's tuples makes no difference. Raises :class:`GraphError` for an identifier that is no local name, an
    unknown theme, or a figure that is not finite.
    """
    for _, nodes in described(graph):
        yield from grouped(nodes)


def described(graph: KnowledgeGraph) -> Iterator[tuple[str, Nodes]]:
    """The nodes of ``graph`` by kind, kinds (prefixes of their identifiers) in the order of the file."""
    yield "doc", ((_node("doc", document_id(d.identifier)), _document(d)) for d in _documents(graph))
    yield "article", ((_node("article", a.id), _article(a)) for a in graph.articles)
    yield "ent", _instances(graph)
    yield "theme", _themes(graph)
    yield "period", _periods(graph)
    named = ((fact_id(f.subject, f.predicate, f.object), f) for f in graph.facts)
    yield "fact", ((_node("fact", name), _statement(fact)) for name, fact in named)
    yield "ev", ((_passage(e), _quotation(e)) for e in dict.fromkeys(_all_evidence(graph)))


class _Counted:
    """Triples on their way, and how many have passed."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = triples
        self.number = 0

    def __iter__(self) -> Iterator[Triple]:
        for triple in self.triples:
            self.number += 1
            yield triple


def write_turtle(graph: KnowledgeGraph) -> bytes:
    """``graph`` as UTF-8 Turtle under its description as a data set: equal content gives equal bytes.

    Raises as :func:`to_triples` does.
    """
    triples = _Counted(to_triples(graph))
    facts = body(triples)
    return head() + body(description(contents(graph), triples.number)) + facts
