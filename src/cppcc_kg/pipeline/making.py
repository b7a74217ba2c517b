"""From a part's pieces to its Turtle: resolved, derived, checked, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cppcc_kg.analysis.context import WORK, Context
from cppcc_kg.analysis.derive import derive
from cppcc_kg.graph.blocks import Block, blocks
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.invariants import Violation, check, fact_key
from cppcc_kg.model import LITERALS, Entity, KnowledgeGraph, Span
from cppcc_kg.pipeline import without
from cppcc_kg.pipeline.artefacts import pack
from cppcc_kg.pipeline.parts import campaign_piece, outside, part_of, put_together, safe
from cppcc_kg.resolution.dating import Calendar
from cppcc_kg.resolution.evidence import kept
from cppcc_kg.resolution.resolve import Resolver
from cppcc_kg.resolution.unresolved import unresolved

#: Kinds of blocks that a part gives; documents and articles have their own.
_KINDS = ("ent", "theme", "period", "fact", "ev")
#: Links of a piece of work that tell how it is like another's.
_TELLING = ("hasTheme", "underCampaign", "targets", "uses", "heldAt")

#: Name of a document as the state has it → (span, date) of each of its articles.
Dates = Mapping[str, Sequence[tuple[Span, str | None]]]


@dataclass(frozen=True, slots=True)
class Job:
    """A part to make, or several that hang together, and all that it takes.

    Facts of the keys in ``withheld`` are left out.
    """

    parts: tuple[str, ...]
    pieces: tuple[bytes, ...]
    dates: Dates
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Made:
    """Parts as they go into the graph; ``campaigns`` are the pieces that they give to other parts, by part."""

    parts: tuple[str, ...]
    blocks: list[Block]
    counts: dict[str, Any]
    nodes: bytes
    campaigns: dict[str, bytes]
    violations: list[Violation]
    read: frozenset[str]
    subjects: frozenset[str]


def make_chunk(jobs: Iterable[Job], given: None = None) -> list[Made]:
    """Make the parts of a chunk, one job after another."""
    return [make(job) for job in jobs]


def make(job: Job) -> Made:
    """The graph of one part, or of several that hang together: a function of the job alone."""
    resolver = put_together(job.pieces)
    resolver.amend()
    campaigns = _campaigns(resolver, job.parts)
    ends = outside(resolver)
    graph = without(resolver.graph(_calendar(resolver, job.dates)), job.withheld)
    derived = derive(replace(graph, entities=(*graph.entities, *ends)), fact_id, alike=False)
    whole = replace(derived, entities=graph.entities)
    violations = check(whole, outside=ends)
    return Made(
        parts=job.parts,
        blocks=list(blocks(whole, *_KINDS)),
        counts=count(whole),
        nodes=pack(nodes(whole, Context(derived))),
        campaigns=campaigns,
        violations=violations,
        # Both are asked for where there is a fault alone.
        read=frozenset(fact_key(fact) for fact in whole.facts if violations and fact.derivation == "read"),
        subjects=frozenset(entity.id for entity in whole.entities if job.withheld),
    )


def _campaigns(resolver: Resolver, parts: Collection[str]) -> dict[str, bytes]:
    """Campaigns are parts of their own: what this part tells of them goes there."""
    found = [key for key in resolver.gathered if key.cls == "Campaign" and part_of(key) not in parts]
    return {part_of(key): campaign_piece(key.name, resolver.gathered.pop(key).labels[key.name]) for key in found}


def _calendar(resolver: Resolver, dates: Dates) -> Calendar:
    shown = {e.document for _, passages in resolver.facts.values() for e in kept(passages)}
    return Calendar((document, span, day) for document in sorted(shown) for span, day in dates.get(safe(document), ()))


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
        if fact.derivation == "read" and fact.predicate not in LITERALS
    ]
    works = [
        _work(entity, context) for entity in graph.entities if entity.cls in WORK and entity.id in context.districts
    ]
    return [entities, links, works]


def _work(entity: Entity, context: Context) -> list[Any]:
    links = [[fact.predicate, fact.object] for fact in context.of(entity.id, *_TELLING) if fact.derivation == "read"]
    return [entity.id, list(entity.alternatives), context.districts[entity.id].id, links]
