"""TriG: what each article says in a named graph of its own, so that an article can be weighed, or left out.

The graph of an article is named by the article. A thing or fact that two articles tell of stands in both, each time
with the passages of that article alone. What no article says (documents, derived facts) stands outside of any.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from cppcc_kg.export.formats.base import Format
from cppcc_kg.export.formats.rdf import all_triples
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.serializing import body, head
from cppcc_kg.graph.turtle import to_triples
from cppcc_kg.model import ArticleRecord, Entity, Evidence, Fact, KnowledgeGraph, Measure


def _holder(articles: Iterable[ArticleRecord]) -> Callable[[Evidence], str | None]:
    """Which article a passage stands in."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    for article in articles:
        places.setdefault(article.document, []).append((*article.span, article.id))
    for spans in places.values():
        spans.sort()

    def holder(passage: Evidence) -> str | None:
        spans = places.get(passage.document, [])
        at = bisect_right(spans, passage.span.begin, key=lambda span: span[0]) - 1
        return spans[at][2] if at >= 0 and passage.span.end <= spans[at][1] else None

    return holder


def parts(graph: KnowledgeGraph) -> dict[str, KnowledgeGraph]:
    """Article id -> what that article alone says, the articles in the graph's order."""
    holder = _holder(graph.articles)
    things: tuple[Entity | Fact | Measure, ...] = (*graph.entities, *graph.facts, *graph.measures)
    of = {passage: holder(passage) for thing in things for passage in thing.evidence}
    found: dict[str, KnowledgeGraph] = {}
    for article in graph.articles:

        def own(passages: Iterable[Evidence], article: str = article.id) -> tuple[Evidence, ...]:
            return tuple(passage for passage in passages if of[passage] == article)

        found[article.id] = KnowledgeGraph(
            entities=tuple(replace(e, evidence=own(e.evidence)) for e in graph.entities if own(e.evidence)),
            facts=tuple(replace(f, evidence=own(f.evidence)) for f in graph.facts if own(f.evidence)),
            measures=tuple(replace(m, evidence=own(m.evidence)) for m in graph.measures if own(m.evidence)),
        )
    return found


def _without_documents(triples: Iterable[Triple]) -> list[Triple]:
    apart = (v.DOC, v.ARTICLE)
    return [t for t in triples if isinstance(t.subject, NamedNode) and not t.subject.value.startswith(apart)]


def _body(triples: Iterable[Triple], graph: NamedNode | None) -> bytes:
    """One graph, without the declarations."""
    return body((Quad(t.subject, t.predicate, t.object, graph) for t in triples), RdfFormat.TRIG)


def _write(graph: KnowledgeGraph) -> dict[str, bytes]:
    said: set[Triple] = set()
    written: list[bytes] = []
    for name, part in parts(graph).items():
        triples = _without_documents(to_triples(part))
        said.update(triples)
        if triples:
            written.append(_body(triples, NamedNode(v.ARTICLE + name)))
    rest = [triple for triple in all_triples(graph) if triple not in said]
    return {".trig": head() + _body(rest, None) + b"".join(written)}


FORMAT = Format("trig", "TriG，一篇文章一个命名图", "TriG, a named graph an article", _write)
