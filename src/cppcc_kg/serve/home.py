"""The first page, and the search over all names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Store

from cppcc_kg.analysis.finding import pinyin
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.part import values
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.sparql import ask
from cppcc_kg.model import CLASSES
from cppcc_kg.resolution.identity import fold
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import label_of, page
from cppcc_kg.serve.policy import policy
from cppcc_kg.serve.reply import Reply

#: A style sheet that YASGUI 4.6.2 adds to the document (tests/serve/test_pages.py fails if there are others).
_EDITOR_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
#: A page lists no more of anything.
MOST = 300


def home(store: Store, *, limits: Limits, origin: str) -> Reply:
    """What the graph holds, from its own description, so that a large one is told as quickly as a small one."""
    districts = served_districts(store)
    kind = NamedNode(v.CKG + "SourceDocument")
    quads = list(islice(store.quads_for_pattern(None, NamedNode(v.RDF + "type"), kind, None), MOST + 1))
    documents = [quad.subject.value for quad in quads[:MOST] if isinstance(quad.subject, NamedNode)]
    return page(
        "home.html",
        classes=list(_classes(store)),
        districts=[(name.removeprefix(v.ENT), label_of(store, name)) for name in districts[:MOST]],
        documents=sorted(
            (label_of(store, name), values(store, name, v.DCTERMS + "identifier")[0]) for name in documents
        ),
        more=len(quads) > MOST or len(districts) > MOST,
        queries=len(named_queries()),
        origin=origin,
    )


def served_districts(store: Store) -> list[str]:
    """The districts of which texts tell, by code: the data set names them."""
    named = {q.object.value for q in store.quads_for_pattern(None, NamedNode(v.DCTERMS + "spatial"), None, None)
             if isinstance(q.object, NamedNode)}  # fmt: skip
    return sorted(named, key=lambda iri: (values(store, iri, v.CKG + "code") or ["~"], iri))


def _classes(store: Store) -> Iterator[tuple[str, int]]:
    counts = {}
    for quad in store.quads_for_pattern(None, NamedNode(v.VOID + "class"), None, None):
        number = values(store, quad.subject.value, v.VOID + "entities") if isinstance(quad.subject, NamedNode) else []
        if number and isinstance(quad.object, NamedNode):
            counts[quad.object.value.removeprefix(v.CKG)] = int(number[0])
    return ((name, counts[name]) for name in (*CLASSES, "Measure") if name in counts)


def search(store: Store, *, limits: Limits, q: str) -> Reply:
    """Entities by a part of a name, or by pinyin or its initials: exact names first, then short ones."""
    q = q.encode("utf-8", "replace").decode()
    wanted = fold(q)[:100]
    found: dict[str, tuple[int, str]] = {}
    for name, label in _named(store, q.strip()[:100], wanted):
        rank = _fit(wanted, label)
        if rank is not None and (rank, label) < found.get(name, (9, "")):
            found[name] = (rank, label)
    best = sorted(found, key=lambda name: (found[name][0], len(found[name][1]), found[name][1], name))
    hits = [
        {
            "id": name.removeprefix(v.ENT),
            "label": label_of(store, name),
            "cls": next((c for c in CLASSES if v.CKG + c in values(store, name, v.RDF + "type")), ""),
            "district": "、".join(label_of(store, d) for d in values(store, name, v.CKG + "district")),
        }
        for name in best[:MOST]
    ]
    return page("search.html", q=q, hits=hits, more=len(best) > MOST)


def _named(store: Store, typed: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Entities with a name that may fit. Letters may be pinyin of any name; anything else stands in the name itself."""
    if not wanted:
        return
    if wanted.isascii():
        for predicate in (v.RDFS + "label", v.SKOS + "altLabel"):
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
                subject, label = quad.subject, quad.object
                if isinstance(label, Literal) and isinstance(subject, NamedNode) and subject.value.startswith(v.ENT):
                    yield subject.value, label.value
        return
    parts = {str(Literal(part)) for part in (typed, wanted)}
    test = " || ".join(f"CONTAINS(LCASE(STR(?label)), {part})" for part in sorted(parts))
    query = f"SELECT ?x ?label {{ ?x rdfs:label|skos:altLabel ?label . FILTER({test}) }} LIMIT {10 * MOST}"
    for x, name in ask(store, query).rows:
        if isinstance(x, NamedNode) and isinstance(name, Literal) and x.value.startswith(v.ENT):
            yield x.value, name.value


def _fit(wanted: str, name: str) -> int | None:
    form = fold(name)
    if form == wanted:
        return 0
    if wanted in form:
        return 1
    if wanted.isascii() and wanted.isalnum() and any(way.startswith(wanted) for way in pinyin(name)):
        return 2
    return None


def editor(store: Store, *, limits: Limits) -> Reply:
    """The SPARQL editor with the ready queries."""
    queries = [
        {"name": q.name, "zh": q.title_zh, "en": q.title_en, "question": q.question, "text": q.text}
        for q in named_queries().values()
    ]
    return page(
        "editor.html",
        headers={"content-security-policy": policy(_EDITOR_STYLE)},
        queries=queries,
        prefixes=v.PREFIXES,
        rows=limits.rows,
        timeout=f"{limits.timeout:g}",
    )
