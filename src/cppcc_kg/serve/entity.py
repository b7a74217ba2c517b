"""A node at the path of its identifier: a page for people, RDF for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Store, Triple

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import likenesses
from cppcc_kg.analysis.wording import RELATION_WORDS, figure, frequency
from cppcc_kg.errors import UsageError
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.part import about, neighbours, part_of, pointing, values, with_owners
from cppcc_kg.graph.results import shorten
from cppcc_kg.model import Evidence, Fact
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import at, label_of, page
from cppcc_kg.serve.protocol import TRIPLES, accepted, rdf
from cppcc_kg.serve.reply import Reply, problem

#: Kinds of nodes that have pages: the first part of a path below the base of identifiers.
KINDS = ("entity", "doc", "article", "evidence", "fact", "theme", "period", "dataset")
#: Neighbours that a page looks at, and nodes that it lists as pointing to it.
_MOST = 500
#: Passages shown of each thing, and similar things shown of a page's.
_PASSAGES, _LIKES = 3, 20
_OFFERED = {**TRIPLES, "text/html": "html"}


def node(store: Store, *, limits: Limits, kind: str, name: str, accept: str, ending: str = "") -> Reply:
    """The node ``kind/name`` in the form accepted, or that of the path's ending (``ttl``, ``nt``)."""
    iri = f"{v.ID}{kind}/{name}"
    try:
        quads = about(store, iri)
    except ValueError:
        quads = []
    if not quads:
        raise UsageError(f"nothing is known of {kind}/{name}", hint="search for it by name")
    format = ending or accepted(accept, _OFFERED)
    if format is None:
        return problem(406, f"this can be had as {', '.join(sorted(_OFFERED))}")
    if format == "html":
        reply = _entity(store, name) if kind == "entity" else _plain(store, iri)
    else:
        reply = _rdf(store, iri, format, limits)
    reply.headers["vary"] = "accept"
    reply.headers["link"] = f'<{iri}>; rel="describes", </id/{kind}/{name}.ttl>; rel="alternate"; type="text/turtle"'
    return reply


def _rdf(store: Store, iri: str, format: str, limits: Limits) -> Reply:
    """What is said of a node, and the statements of which it is the subject."""
    said = [iri, *pointing(store, v.RDF + "subject", iri)]
    quads = (quad for each in said for quad in about(store, each))
    triples = [Triple(q.subject, q.predicate, q.object) for q in islice(quads, limits.rows + 1)]
    if len(triples) > limits.rows:
        return problem(422, f"more than {limits.rows} triples; ask for a part of them in SPARQL")
    return rdf(sorted(triples, key=str), format)


def _passages(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence)[:_PASSAGES]


def _entity(store: Store, name: str) -> Reply:
    near = neighbours(store, name)
    graph = part_of(store, with_owners(store, [name, *near[:_MOST]]))
    context = Context(graph)
    entity = context.entities.get(name)
    if entity is None:
        return _plain(store, v.ENT + name)
    return page(
        "entity.html",
        entity=entity,
        district=context.districts.get(name),
        themes=sorted(context.themes(name)),
        frequencies=[frequency(fact.object) for fact in context.of(name, "frequency")],
        figures=[(figure(measure), measure, _passages(measure.evidence)) for measure in context.figures(name)],
        out=list(_groups(context.out.get(name, []), context, forward=True)),
        into=list(_groups(context.into.get(name, []), context, forward=False)),
        likes=likenesses(entity, context)[:_LIKES],
        passages=_passages(entity.evidence),
        more=len(near) > _MOST,
        iri=v.ENT + name,
    )


def _groups(facts: list[Fact], context: Context, *, forward: bool) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Facts by relation, read ones first: relation, its word, and the other end with its passages."""
    order = {name: place for place, name in enumerate(RELATION_WORDS)}
    chosen: dict[str, list[dict[str, Any]]] = {}
    for fact in sorted(facts, key=lambda f: (order.get(f.predicate, 99), f.derivation == "derived")):
        other = context.entities.get(fact.object if forward else fact.subject)
        if other is not None and fact.predicate != "similarTo":
            place = context.districts.get(other.id)
            chosen.setdefault(fact.predicate, []).append(
                {"other": other, "district": place, "fact": fact, "passages": _passages(fact.evidence)}
            )
    return ((name, RELATION_WORDS.get(name, name), found) for name, found in chosen.items())


def _plain(store: Store, iri: str) -> Reply:
    """Any other node: what is said of it, and what points to it."""
    rows = [
        (shorten(quad.predicate.value), _shown(store, quad.object))
        for quad in sorted(about(store, iri), key=lambda quad: (quad.predicate.value, str(quad.object)))
    ]
    quads = islice(store.quads_for_pattern(None, None, NamedNode(iri), None), _MOST)
    back = sorted(
        (shorten(quad.predicate.value), _shown(store, quad.subject))
        for quad in quads
        if isinstance(quad.subject, NamedNode)
    )
    return page("node.html", iri=iri, label=label_of(store, iri), rows=rows, back=back, place=_place(store, iri))


def _place(store: Store, iri: str) -> str | None:
    """Where a passage or a document can be read: the path of the reader."""
    if iri.startswith(v.DOC):
        return at("/read", document=(values(store, iri, v.DCTERMS + "identifier") or [""])[0])
    document = values(store, iri, v.CKG + "sourceDocument")
    if not iri.startswith(v.EV) or not document:
        return None
    begin, end = (values(store, iri, v.CKG + name)[0] for name in ("begin", "end"))
    name = values(store, document[0], v.DCTERMS + "identifier")[0]
    return at("/read", document=name, begin=begin, end=end) + "#here"


def _shown(store: Store, term: object) -> tuple[str, str | None]:
    """The words for a term, and the path of its page if it has one."""
    if isinstance(term, NamedNode):
        local = term.value.removeprefix(v.ID)
        own = local != term.value and local.partition("/")[0] in KINDS
        return (label_of(store, term.value), f"/id/{local}") if own else (shorten(term.value), None)
    return (term.value if isinstance(term, Literal) else str(term)), None
