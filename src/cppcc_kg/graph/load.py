"""A graph file back as values: the inverse of :mod:`cppcc_kg.graph.turtle`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cppcc_kg.errors import GraphError, Where
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.said import predicate as as_written
from cppcc_kg.graph.said import said, values
from cppcc_kg.graph.store import quads_of
from cppcc_kg.model import (
    CLASSES,
    DERIVED,
    LITERALS,
    RELATIONS,
    ArticleRecord,
    Derivation,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Measure,
    Part,
    SourceDocument,
    Span,
)

_INSTANCE_BASES = frozenset(v.PREFIXES[p] for p in ("ent", "article", "doc", "fact", "ev"))
FACT_PREDICATES = {v.CKG + name: name for name in (*RELATIONS, *DERIVED, *LITERALS)}
_CENT = Decimal("0.01")
_CLASS_NAMES = {v.CKG + name: name for name in CLASSES}


@dataclass(frozen=True, slots=True)
class _Node:
    """A subject and what is said of it: predicate IRI -> objects (IRIs or lexical forms), sorted."""

    path: Path
    iri: str
    said: dict[str, list[str]]

    def all(self, predicate: str) -> tuple[str, ...]:
        return tuple(self.said.get(predicate, ()))

    def get(self, predicate: str) -> str | None:
        return next(iter(self.all(predicate)), None)

    def need(self, predicate: str) -> str:
        value = self.get(predicate)
        if value is None:
            raise self.error(f"<{self.iri}> has no <{predicate}>")
        return value

    def number(self, predicate: str) -> Decimal | None:
        text = self.get(predicate)
        try:
            # Without the .0 that Turtle needs to write a decimal bare.
            return None if text is None else Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
        except InvalidOperation:
            raise self.error(f"<{predicate}> of <{self.iri}> is no number: {text!r}") from None

    def score(self, predicate: str) -> Decimal | None:
        """A score, with the two decimals that it was made with: a graph that was read back is drawn as it was."""
        score = self.number(predicate)
        return score.quantize(_CENT) if score is not None and score.is_finite() and score * 100 % 1 == 0 else score

    def offset(self, predicate: str) -> int:
        text = self.need(predicate)
        if not text.isdecimal():
            raise self.error(f"<{predicate}> of <{self.iri}> is no offset: {text!r}")
        return int(text)

    def span(self) -> Span:
        return Span(self.offset(v.CKG + "begin"), self.offset(v.CKG + "end"))

    def error(self, why: str) -> GraphError:
        return GraphError(why, where=Where(str(self.path)), hint="build the graph again with 'cppcc-kg build'")


@dataclass(frozen=True, slots=True)
class _Written(_Node):
    """A subject of a build's own file: what is said of it is read when it is asked for."""

    lines: dict[str, str]

    def all(self, predicate: str) -> tuple[str, ...]:
        objects = self.lines.get(as_written(predicate))
        return tuple(values(objects)) if objects is not None else ()

    def get(self, predicate: str) -> str | None:
        objects = self.lines.get(as_written(predicate))
        return values(objects)[0] if objects is not None else None


def _local(iri: str) -> str:
    """The local name of an instance."""
    base, slash, local = iri.rpartition("/")
    if base + slash in _INSTANCE_BASES:
        return local
    return next((iri.removeprefix(base) for base in _INSTANCE_BASES if iri.startswith(base)), iri)


def _read(path: Path) -> dict[str, _Node]:
    try:
        return _nodes(quads_of(path), path)
    except SyntaxError as error:
        where = Where(str(path), line=error.lineno)
        raise GraphError(f"not Turtle: {error.msg}", where=where, hint="build the graph again") from None
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise GraphError(reason, where=Where(str(path)), hint="run 'cppcc-kg build' first") from None


def _nodes(quads: Iterable[Quad], path: Path) -> dict[str, _Node]:
    """What is said of each node; ``path`` is where it is said, for errors."""
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return {
        iri: _Node(path, iri, {predicate: sorted(objects) for predicate, objects in pairs.items()})
        for iri, pairs in said.items()
    }


class _Loader:
    """Nodes of one file, turned into values."""

    def __init__(self, nodes: dict[str, _Node]) -> None:
        self.nodes = nodes
        self.kinds: defaultdict[str, dict[str, _Node]] = defaultdict(dict)
        for node in nodes.values():
            for kind in node.all(v.RDF + "type"):
                self.kinds[kind][node.iri] = node
        self.passages: dict[str, Evidence] = {}
        for node in self.having("Passage"):
            document = self.document_of(node, v.CKG + "sourceDocument")
            page = node.offset(v.CKG + "page") if node.get(v.CKG + "page") else None
            self.passages[node.iri] = Evidence(document, node.span(), node.need(v.CKG + "quote"), page)

    def having(self, *classes: str) -> Iterable[_Node]:
        """The nodes of these classes, each once, in no order."""
        found: dict[str, _Node] = {}
        for name in classes:
            found |= self.kinds[v.CKG + name]
        return found.values()

    def document_of(self, node: _Node, predicate: str) -> str:
        iri = node.need(predicate)
        if iri not in self.nodes:
            raise node.error(f"<{node.iri}> names the document <{iri}>, of which nothing is said")
        return self.nodes[iri].need(v.DCTERMS + "identifier")

    def evidence(self, node: _Node) -> tuple[Evidence, ...]:
        named = node.all(v.CKG + "evidence")
        missing = next((iri for iri in named if iri not in self.passages), None)
        if missing is not None:
            raise node.error(f"<{node.iri}> names the passage <{missing}>, of which nothing is said")
        return tuple(sorted(self.passages[iri] for iri in named))

    def document(self, node: _Node) -> SourceDocument:
        return SourceDocument(
            identifier=node.need(v.DCTERMS + "identifier"),
            title=node.get(v.DCTERMS + "title"),
            date=node.get(v.DCTERMS + "date"),
            publisher=node.get(v.DCTERMS + "publisher"),
            url=node.get(v.DCTERMS + "source"),
            media=(node.get(v.DCTERMS + "format") or "").removeprefix(v.MEDIA) or None,
            encoding=node.get(v.CKG + "encoding"),
            text=node.get(v.CKG + "extractedText"),
            checksum=node.get(v.CKG + "checksum"),
        )

    def article(self, node: _Node) -> ArticleRecord:
        creator = node.get(v.DCTERMS + "creator")
        return ArticleRecord(
            id=_local(node.iri),
            document=self.document_of(node, v.DCTERMS + "isPartOf"),
            span=node.span() if node.get(v.CKG + "begin") else Span(0, 0),
            title=node.get(v.DCTERMS + "title"),
            date=node.get(v.DCTERMS + "date"),
            creator=_local(creator) if creator else None,
        )

    def entity(self, node: _Node) -> Entity:
        classes = [_CLASS_NAMES[iri] for iri in node.all(v.RDF + "type") if iri in _CLASS_NAMES]
        # Principle and Platform may also be typed Mechanism: the narrower is the class.
        classes.sort(key=lambda name: (name == "Mechanism", CLASSES.index(name)))
        scope = node.get(v.CKG + "ofCommittee")
        return Entity(
            id=_local(node.iri),
            cls=classes[0],
            label=node.need(v.RDFS + "label"),
            alternatives=node.all(v.SKOS + "altLabel"),
            evidence=self.evidence(node),
            scope=_local(scope) if scope else None,
            also=tuple(classes[1:]),
            level=node.get(v.CKG + "level"),
            code=node.get(v.CKG + "code"),
            rules=node.all(v.CKG + "rule"),
        )

    def measure(self, node: _Node) -> Measure:
        reporter = node.get(v.CKG + "reportedBy")
        return Measure(
            id=_local(node.iri),
            quantity_of=node.need(v.CKG + "quantityOf"),
            unit=node.need(v.CKG + "unit"),
            value=node.number(v.CKG + "value"),
            low=node.number(v.CKG + "lowerBound"),
            high=node.number(v.CKG + "upperBound"),
            period=node.get(v.CKG + "period"),
            per=node.get(v.CKG + "per"),
            reported_by=_local(reporter) if reporter else None,
            evidence=self.evidence(node),
            rules=node.all(v.CKG + "rule"),
            as_of=node.get(v.CKG + "asOf"),
            begin=node.get(v.CKG + "periodBegin"),
            end=node.get(v.CKG + "periodEnd"),
        )

    def stated(self, node: _Node) -> Fact:
        score = node.score(v.CKG + "score")
        derivation: Derivation = "derived" if node.get(v.CKG + "derivation") == "derived" else "read"
        return Fact(
            subject=_local(node.need(v.RDF + "subject")),
            predicate=node.need(v.RDF + "predicate").removeprefix(v.CKG),
            object=self.object(node.need(v.RDF + "object")),
            rules=node.all(v.CKG + "rule"),
            evidence=self.evidence(node),
            derivation=derivation,
            as_of=node.get(v.CKG + "asOf"),
            role=node.get(v.CKG + "role"),
            sources=tuple(sorted(_local(iri) for iri in node.all(v.PROV + "wasDerivedFrom"))),
            score=score,
            parts=tuple(self.parts(node)) if score is not None else (),
        )

    def parts(self, node: _Node) -> Iterator[Part]:
        for name, shared in v.SHARED.items():
            score = node.score(f"{v.CKG}{name}Score")
            if score is not None:
                yield Part(name, score, tuple(sorted(map(self.object, node.all(v.CKG + shared)))))

    def object(self, value: str) -> str:
        return v.THEME_LABELS.get(value) or _local(value)

    def plain(self) -> Iterator[Fact]:
        """Facts that stand as triples alone: files by other hands may say nothing more of them."""
        for node in self.nodes.values():
            for predicate, name in FACT_PREDICATES.items():
                for value in node.all(predicate):
                    yield Fact(_local(node.iri), name, self.object(value), rules=())

    def statements(self) -> Iterator[Fact]:
        return (self.stated(node) for node in self.nodes.values() if node.get(v.RDF + "predicate") is not None)

    def facts(self) -> tuple[Fact, ...]:
        found = {_fact_key(fact): fact for fact in self.plain()}
        found |= {_fact_key(fact): fact for fact in self.statements()}
        return tuple(found[key] for key in sorted(found))

    def graph(self, facts: tuple[Fact, ...] | None = None) -> KnowledgeGraph:
        return KnowledgeGraph(
            documents=tuple(sorted(map(self.document, self.having("SourceDocument")), key=_identifier)),
            articles=tuple(sorted(map(self.article, self.having("Article")), key=_id)),
            entities=tuple(sorted(map(self.entity, self.having(*CLASSES)), key=_id)),
            facts=self.facts() if facts is None else facts,
            measures=tuple(sorted(map(self.measure, self.having("Measure")), key=_id)),
        )


def _identifier(document: SourceDocument) -> str:
    return document.identifier


def _id(thing: ArticleRecord | Entity | Measure) -> str:
    return thing.id


def _fact_key(fact: Fact) -> str:
    return fact_id(fact.subject, fact.predicate, fact.object)


def graph_from(quads: Iterable[Quad], path: Path = Path("store")) -> KnowledgeGraph:
    """As :func:`load_graph`, from quads in hand; ``path`` names their source in errors."""
    return _Loader(_nodes(quads, path)).graph()


def load_graph(path: Path) -> KnowledgeGraph:
    """The graph in the Turtle file ``path``, each tuple sorted by identifier (facts by :func:`fact_id`).

    Reads what :func:`cppcc_kg.graph.turtle.write_turtle` writes, and other files of that shape; what other
    vocabularies say is passed over. A fact without a statement node is kept, with no rule and no passage; an
    article without offsets has the empty span at 0. Raises :class:`GraphError` for a file that is missing or
    not Turtle, or for a node that lacks what it must have.
    """
    return _Loader(_read(path)).graph()


def read_graph(blocks: Iterable[str]) -> KnowledgeGraph:
    """The graph that the blocks of a build tell, its tuples sorted as a build sorts them; see :func:`load_graph`."""
    loader = _Loader(_nodes_of(blocks))
    # A build states each of its facts, so its plain triples need not be looked at.
    facts = sorted(loader.statements(), key=lambda f: (f.subject, f.predicate, f.object))
    return replace(loader.graph(()), facts=tuple(facts))


def plain_facts(blocks: Iterable[str]) -> list[Fact]:
    """What the blocks of some entities say as plain triples: facts without rule, passage or date."""
    return list(_Loader(_nodes_of(blocks)).plain())


def _nodes_of(blocks: Iterable[str]) -> dict[str, _Node]:
    path = Path("graph.ttl")
    return {iri: _Written(path, iri, {}, lines) for iri, lines in map(said, blocks)}
