"""From a part's pieces to its Turtle: resolved, derived, checked, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from cppcc_kg.analysis.context import WORK, Context
from cppcc_kg.analysis.derive import derive
from cppcc_kg.graph.blocks import Block, blocks
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.invariants import Violation, check, fact_key
from cppcc_kg.model import Entity, KnowledgeGraph, Span
from cppcc_kg.pipeline import without
from cppcc_kg.pipeline.artefacts import pack
from cppcc_kg.pipeline.parts import campaign_piece, outside, part_of, put_together
from cppcc_kg.resolution.dating import Calendar
from cppcc_kg.resolution.evidence import kept
from cppcc_kg.resolution.resolve import Resolver
from cppcc_kg.resolution.unresolved import unresolved

#: Kinds of blocks that a part gives; documents and articles have their own.
_KINDS = ("ent", "theme", "period", "fact", "ev")
#: Links of a piece of work that tell how it is like another's.
_TELLING = ("hasTheme", "underCampaign", "targets", "uses", "heldAt")

#: Document name → (span, date) of each of its articles.
Dates = Callable[[str], Iterable[tuple[Span, str | None]]]


@dataclass(frozen=True, slots=True)
class Made:
    """A part as it goes into the graph; ``campaigns`` are the pieces that it gives to other parts, by part."""

    blocks: list[Block]
    counts: dict[str, Any]
    nodes: bytes
    campaigns: dict[str, bytes]
    violations: list[Violation]
    read: frozenset[str]
    subjects: frozenset[str]


def make(parts: Collection[str], pieces: Iterable[bytes], dates: Dates, withheld: Collection[str]) -> Made:
    """The graph of one part, or of several that hang together; facts of the keys in ``withheld`` are left out."""
    resolver = put_together(pieces)
    resolver.amend()
    campaigns = _campaigns(resolver, parts)
    ends = outside(resolver)
    graph = without(resolver.graph(_calendar(resolver, dates)), withheld)
    derived = derive(replace(graph, entities=(*graph.entities, *ends)), fact_id, alike=False)
    whole = replace(derived, entities=graph.entities)
    return Made(
        blocks=list(blocks(whole, *_KINDS)),
        counts=count(whole),
        nodes=pack(nodes(whole, Context(derived))),
        campaigns=campaigns,
        violations=check(whole, outside=ends),
        read=frozenset(fact_key(fact) for fact in whole.facts if fact.derivation == "read"),
        subjects=frozenset(entity.id for entity in whole.entities),
    )


def _campaigns(resolver: Resolver, parts: Collection[str]) -> dict[str, bytes]:
    """Campaigns are parts of their own: what this part tells of them goes there."""
    found = [key for key in resolver.gathered if key.cls == "Campaign" and part_of(key) not in parts]
    return {part_of(key): campaign_piece(key.name, resolver.gathered.pop(key).labels[key.name]) for key in found}


def _calendar(resolver: Resolver, dates: Dates) -> Calendar:
    shown = {e.document for _, passages in resolver.facts.values() for e in kept(passages)}
    return Calendar((document, span, day) for document in sorted(shown) for span, day in dates(document))


def count(graph: KnowledgeGraph) -> dict[str, Any]:
    """What the description and the report say of a part, but for its measures, which two parts may share."""
    return {
        "classes": dict(sorted(Counter(entity.cls for entity in graph.entities).items())),
        "properties": dict(sorted(Counter(fact.predicate for fact in graph.facts).items())),
        "rules": dict(sorted(Counter(rule for fact in graph.facts for rule in fact.rules).items())),
        "measures": len(graph.measures),
        "serves": [[fact.subject, fact.object] for fact in graph.facts if fact.predicate == "serves"],
        "warnings": unresolved(graph),
    }


def nodes(graph: KnowledgeGraph, context: Context) -> list[Any]:
    """Entities (id, class, label, committee, code), links between two, and work that may be like another's."""
    entities = [[e.id, e.cls, e.label, e.scope, e.code] for e in graph.entities]
    links = [
        [fact.subject, fact.predicate, fact.object]
        for fact in graph.facts
        if fact.derivation == "read" and fact.predicate not in ("hasTheme", "frequency", "hasMeasure")
    ]
    works = [
        _work(entity, context) for entity in graph.entities if entity.cls in WORK and entity.id in context.districts
    ]
    return [entities, links, works]


def _work(entity: Entity, context: Context) -> list[Any]:
    links = [[fact.predicate, fact.object] for fact in context.of(entity.id, *_TELLING) if fact.derivation == "read"]
    return [entity.id, list(entity.alternatives), context.districts[entity.id].id, links]
