"""``similarTo`` over all parts: the one step that compares what different committees have.

All are compared anew where the work of some committee, or what it is linked with, is not what it was; stated is only
what is said of other pairs than before, or of work that is not what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.derive import Pairing
from cppcc_kg.graph.blocks import KINDS, Block, blocks, turned
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.invariants import check
from cppcc_kg.model import Entity, Fact, KnowledgeGraph
from cppcc_kg.pipeline.artefacts import unpack
from cppcc_kg.pipeline.parts import class_of
from cppcc_kg.pipeline.state import State

#: The part that the statements belong to.
PART = "alike"
_ENT, _FACT = KINDS.index("ent"), KINDS.index("fact")


def settle(state: State, *, wanted: bool = True) -> None:
    """Bring ``similarTo`` in line with the parts; without ``wanted`` there is none."""
    digest = _digest(state.nodes()) if wanted else "none"
    if state.get("alike") == digest:
        return
    pairing = Pairing(_context(state) if wanted else Context(KnowledgeGraph()), fact_id)
    pairs, marks = pairing.pairs(), pairing.marks()
    before = set(state.db.execute("SELECT one, other FROM alike WHERE one < other"))
    known = dict(state.db.execute("SELECT work, mark FROM compared"))
    same = {work for work, mark in marks.items() if known.get(work) == mark}
    # Of a pair that was there and whose ends are what they were, what was said holds.
    facts = list(pairing.facts(pair for pair in pairs if pair not in before or not same.issuperset(pair)))
    ends = {end for fact in facts for end in (fact.subject, fact.object)}
    if faults := check(KnowledgeGraph(facts=tuple(facts)), outside=[Entity(end, class_of(end), end) for end in ends]):
        raise AssertionError(faults[0])
    with state.step():
        _pair(state, gone=before.difference(pairs), new=set(pairs) - before)
        gone = ((one, other) for pair in before.difference(pairs) for one, other in (pair, pair[::-1]))
        names = [(_FACT, fact_id(one, "similarTo", other)) for one, other in gone]
        number = 2 * len(pairs)
        counts = {"properties": {"similarTo": number}, "rules": {"derive.similar": number}}
        state.amend(PART, names, _blocks(facts), counts=counts if pairs else None)
        state.db.executemany("DELETE FROM compared WHERE work = ?", ((work,) for work in known.keys() - marks.keys()))
        new = ((work, mark) for work, mark in marks.items() if work not in same)
        state.db.executemany("INSERT OR REPLACE INTO compared VALUES (?, ?)", new)
        state.put("alike", digest)


def _pair(state: State, *, gone: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
    """Take down who does alike, in both directions."""
    for pairs, statement in (
        (gone, "DELETE FROM alike WHERE one = ? AND other = ?"),
        (new, "INSERT INTO alike VALUES (?, ?)"),
    ):
        both = [each for one, other in pairs for each in ((one, other), (other, one))]
        state.db.executemany(statement, both)
        for one, _ in both:
            state.note(_ENT, one)


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
