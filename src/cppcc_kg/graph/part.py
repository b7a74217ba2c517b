"""A part of a store as values: some entities with all that is said of them, and how to choose them.

Costs follow the part, not the graph: everything is found by look-ups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.load import FACT_PREDICATES, graph_from
from cppcc_kg.model import CLASSES, LITERALS, RELATIONS, KnowledgeGraph


def about(store: Store, subject: str) -> list[Quad]:
    """All that is said of a node."""
    return list(store.quads_for_pattern(NamedNode(subject), None, None, None))


def values(store: Store, subject: str, predicate: str) -> list[str]:
    """The values of one property, IRIs and texts alike, sorted."""
    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))


def pointing(store: Store, predicate: str, object_: str) -> list[str]:
    """The nodes that have this node as a value of the property, sorted."""
    quads = store.quads_for_pattern(None, NamedNode(predicate), NamedNode(object_), None)
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def entities(store: Store, *classes: str) -> Iterator[str]:
    """Local names of the entities of the classes (all, if none is named), class by class, in no order within."""
    for cls in classes or CLASSES:
        for quad in store.quads_for_pattern(None, NamedNode(v.RDF + "type"), NamedNode(v.CKG + cls), None):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(v.ENT):
                yield quad.subject.value.removeprefix(v.ENT)


def few(store: Store, most: int) -> list[str] | None:
    """All entities, sorted, if there are no more than ``most``; looks at no more than twice as many."""
    # Principle and Platform may also be typed Mechanism, so an entity may be met twice.
    found = list(islice(entities(store), 2 * most + 1))
    names = sorted(set(found))
    return names if len(found) <= 2 * most and len(names) <= most else None


def neighbours(store: Store, entity: str) -> list[str]:
    """The entities that a fact ties to this one, by relation, then by name."""
    iri = v.ENT + entity
    found: dict[str, None] = {}
    for relation in RELATIONS:
        ends = [*values(store, iri, v.CKG + relation), *pointing(store, v.CKG + relation, iri)]
        found.update(dict.fromkeys(end.removeprefix(v.ENT) for end in ends if end.startswith(v.ENT)))
    found.pop(entity, None)
    return list(found)


def around(store: Store, start: Iterable[str], depth: int, most: int) -> list[str]:
    """The entities at most ``depth`` facts from one of ``start``, nearest first, at most ``most``."""
    found = dict.fromkeys(list(start)[:most])
    fresh = list(found)
    for _ in range(depth):
        near = [other for entity in fresh for other in neighbours(store, entity)]
        fresh = [other for other in dict.fromkeys(near) if other not in found][: most - len(found)]
        found.update(dict.fromkeys(fresh))
    return list(found)


def of_committees(store: Store, district: str) -> list[str]:
    """What the committees that serve a district (by its local name) have, sorted, the committees first."""
    bodies = [iri for iri in pointing(store, v.CKG + "serves", v.ENT + district) if iri.startswith(v.ENT)]
    owned = [iri for body in bodies for iri in pointing(store, v.CKG + "ofCommittee", body)]
    return [iri.removeprefix(v.ENT) for iri in dict.fromkeys([v.ENT + district, *bodies, *owned])]


def with_owners(store: Store, chosen: Iterable[str]) -> set[str]:
    """The entities, the committees whose they are, and the districts that these serve."""
    found = set(chosen)
    bodies = {iri.removeprefix(v.ENT) for name in found for iri in values(store, v.ENT + name, v.CKG + "ofCommittee")}
    found |= bodies
    return found | {iri.removeprefix(v.ENT) for body in bodies for iri in values(store, v.ENT + body, v.CKG + "serves")}


def part_of(store: Store, chosen: Collection[str]) -> KnowledgeGraph:
    """The graph of these entities (by local name), with the facts among them, their figures, themes and passages."""
    kept = set(chosen)
    quads: list[Quad] = []
    for name in sorted(kept):
        for quad in about(store, v.ENT + name):
            predicate = FACT_PREDICATES.get(quad.predicate.value)
            if predicate is None:
                quads.append(quad)
                continue
            end = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
            if predicate in LITERALS or end.removeprefix(v.ENT) in kept:
                quads.append(quad)
                fact = fact_id(name, predicate, v.THEME_LABELS.get(end) or end.removeprefix(v.ENT))
                quads += about(store, v.FACT + fact)
                quads += about(store, end) if predicate == "hasMeasure" else []
    quads += _passages(store, quads)
    return graph_from(quads)


def _passages(store: Store, quads: list[Quad]) -> list[Quad]:
    """The passages that are named, their documents, and the articles of these."""
    named = {
        q.object.value for q in quads if q.predicate.value == v.CKG + "evidence" and isinstance(q.object, NamedNode)
    }
    found = [quad for passage in sorted(named) for quad in about(store, passage)]
    documents = {q.object.value for q in found if q.predicate.value == v.CKG + "sourceDocument"
                 and isinstance(q.object, NamedNode)}  # fmt: skip
    for document in sorted(documents):
        found += about(store, document)
        for article in pointing(store, v.DCTERMS + "isPartOf", document):
            found += about(store, article)
    return found
