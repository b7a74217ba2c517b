"""``similarTo`` over all parts: the one step that compares what different committees have.

It is made anew only where the work of some committee, or what it is linked with, is not what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.derive import similar
from cppcc_kg.graph.blocks import KINDS, Block, blocks, turned
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.invariants import check
from cppcc_kg.model import Entity, Fact, KnowledgeGraph
from cppcc_kg.pipeline.artefacts import unpack
from cppcc_kg.pipeline.parts import class_of
from cppcc_kg.pipeline.state import State

#: The part that the statements belong to.
PART = "alike"
_ENT = KINDS.index("ent")


def settle(state: State, *, wanted: bool = True) -> None:
    """Bring ``similarTo`` in line with the parts; without ``wanted`` there is none."""
    digest = _digest(state.nodes()) if wanted else "none"
    if state.get("alike") == digest:
        return
    facts = list(similar(_context(state), fact_id)) if wanted else []
    graph = KnowledgeGraph(facts=tuple(facts))
    ends = {end for fact in facts for end in (fact.subject, fact.object)}
    if faults := check(graph, outside=[Entity(end, class_of(end), end) for end in ends]):
        raise AssertionError(faults[0])
    with state.step():
        new = {(fact.subject, fact.object) for fact in facts}
        old = set(state.db.execute("SELECT one, other FROM alike"))
        state.db.executemany("DELETE FROM alike WHERE one = ? AND other = ?", old - new)
        state.db.executemany("INSERT INTO alike VALUES (?, ?)", new - old)
        for one, _ in old ^ new:
            state.note(_ENT, one)
        counts = {"properties": {"similarTo": len(facts)}, "rules": {"derive.similar": len(facts)}}
        state.made(PART, _blocks(facts), counts=counts if facts else None)
        state.put("alike", digest)


def _blocks(facts: Iterable[Fact]) -> Iterator[Block]:
    """Both directions of a pair say the same but for their ends, so one is made and turned."""
    once = KnowledgeGraph(facts=tuple(fact for fact in facts if fact.subject < fact.object))
    for block in blocks(once, "fact"):
        yield block
        yield turned(block)


def _digest(data: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for each in data:
        found.update(hashlib.sha256(each).digest())
    return found.hexdigest()


def _context(state: State) -> Context:
    """All work of all districts with what tells how it is like another's, and nothing else of the graph."""
    works: dict[str, tuple[list[str], str]] = {}
    facts: list[Fact] = []
    for data in state.nodes():
        for work, alternatives, district, links in unpack(data)[2] if data else ():
            works[work] = (alternatives, district)
            facts += (Fact(work, predicate, thing, ()) for predicate, thing in links)
    wanted = works.keys() | {district for _, district in works.values()} | {fact.object for fact in facts}
    entities: list[Entity] = []
    for data in state.nodes():
        for name, cls, label, scope, code in unpack(data)[0] if data else ():
            if name in wanted:
                forms = tuple(works[name][0]) if name in works else ()
                entities.append(Entity(name, cls, label, forms, scope=scope, code=code))
    entities.sort(key=lambda entity: entity.id)
    facts.sort(key=lambda fact: (fact.subject, fact.predicate, fact.object))
    context = Context(KnowledgeGraph(entities=tuple(entities), facts=tuple(facts)))
    by_id = {entity.id: entity for entity in entities}
    # Whose work it is was settled when its part was made.
    context.__dict__["districts"] = {work: by_id[district] for work, (_, district) in works.items()}
    return context
