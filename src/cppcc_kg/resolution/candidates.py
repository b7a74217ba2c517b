"""Pairs of entities that might be one thing, each with why: proposals for a person, never merged by themselves.

Likeness of letters alone decides nothing: 四型机关 and 五型机关 differ in one, 委员工作站 and 委员工作室 too, and are
two things each. So a pair needs a reason that can be said, and its score only orders the list. Pairs are sought
among entities that share letters, ends or figures, so that the cost follows the pairs and not their square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import Entity, KnowledgeGraph
from cppcc_kg.resolution.identity import fold
from cppcc_kg.resolution.ledger import SHARED, Decision, Thing

#: Classes of which a person's name or a table decides.
_LEFT_OUT = ("District", "Campaign", "Person")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百两双]+")
_AREA = re.compile(r"(?:自治)?[省市区县州旗盟]")
#: Letters that this many entities of a group share tell nothing.
_COMMON = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities of one class and committee, and why they might be one. ``score`` is in (0, 1]."""

    score: float
    reasons: tuple[str, ...]
    things: tuple[Thing, Thing]

    @property
    def line(self) -> dict[str, object]:
        """The ledger's line that would make them one; ``by`` is left empty, so that no build obeys it unsigned."""
        one, other = self.things
        whose = {"committee": one.committee} if one.committee else {"document": one.document} if one.document else {}
        labels = [one.label, other.label]
        return {"do": "same", **whose, "class": one.cls, "labels": labels, "why": "; ".join(self.reasons), "by": ""}


def candidates(graph: KnowledgeGraph, decisions: Sequence[Decision] = ()) -> list[Candidate]:
    """The pairs, the likeliest first, then by label; those that ``decisions`` tell apart are left out."""
    apart = {pair for line in decisions if line.do == "different" for pair in combinations(line.things, 2)}
    told = {_pair(one, other, fold(_whose(one))) for one, other in apart}
    view = _View(graph)
    found = (_candidate(one, other, view) for one, other in view.pairs())
    kept = [each for each in found if each is not None and not told & view.pair_forms(each)]
    return sorted(kept, key=lambda each: (-each.score, *((t.cls, t.label, _whose(t)) for t in each.things)))


def _whose(thing: Thing) -> str:
    return thing.committee or thing.document or ""


def _pair(one: Thing, other: Thing, whose: str) -> tuple[str, str, frozenset[str]]:
    return one.cls, whose, frozenset((fold(one.label), fold(other.label)))


class _View:
    """What of a graph speaks for two entities being one."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.labels = {entity.id: entity.label for entity in graph.entities}
        self.forms = {e.label: e.alternatives for e in graph.entities if e.cls == "Organization"}
        self.entities = [entity for entity in graph.entities if entity.cls not in _LEFT_OUT]
        figures = {m.id: f"{m.quantity_of} {m.value:f} {m.unit}" for m in graph.measures if m.value is not None}
        self.figures: defaultdict[str, set[str]] = defaultdict(set)
        self.serves: defaultdict[str, set[str]] = defaultdict(set)
        self.joined: set[frozenset[str]] = set()
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for fact in graph.facts:
            self.joined.add(frozenset((fact.subject, fact.object)))
            if fact.predicate == "partOf":
                parts[fact.object].append(fact.subject)
            if fact.predicate == "hasMeasure" and fact.object in figures:
                self.figures[fact.subject].add(figures[fact.object])
            if fact.predicate == "serves":
                self.serves[fact.subject].add(self.labels[fact.object])
        # 学习型机关 and 服务型机关 are parts of one whole, and so two.
        self.joined.update(frozenset(pair) for each in parts.values() for pair in combinations(each, 2))

    def thing(self, entity: Entity) -> Thing:
        """The entity as a ledger names it."""
        if entity.cls in SHARED:
            return Thing(entity.cls, entity.label)
        committee = self.labels.get(entity.scope or "")
        document = entity.evidence[0].document if committee is None and entity.evidence else None
        return Thing(entity.cls, entity.label, committee, document)

    def pair_forms(self, candidate: Candidate) -> set[tuple[str, str, frozenset[str]]]:
        """A pair as a ledger may have written it: its committee by any of its names."""
        one, other = candidate.things
        return {_pair(one, other, fold(name)) for name in (_whose(one), *self.forms.get(_whose(one), ()))}

    def pairs(self) -> Iterator[tuple[Entity, Entity]]:
        """Entities of one committee and class that share something, each pair once."""
        groups: defaultdict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in self.entities:
            thing = self.thing(entity)
            # By its node: two committees may have one name.
            owner = entity.scope if thing.committee is not None else None
            groups[thing.cls, owner or "", thing.document or ""].append(entity)
        for group in groups.values():
            yield from _sharing([(entity, self._traits(entity)) for entity in group])

    def _traits(self, entity: Entity) -> set[str]:
        label = fold(entity.label)
        ends = {f"{label[:1]}…{label[-1:]}"}
        return _bigrams(label) | ends | self.figures[entity.id] | self.serves[entity.id]


def _sharing(group: list[tuple[Entity, set[str]]]) -> Iterator[tuple[Entity, Entity]]:
    by_trait: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity, traits in group:
        for trait in traits:
            by_trait[trait].append(entity)
    seen: set[tuple[str, str]] = set()
    for sharing in by_trait.values():
        if len(sharing) > _COMMON:
            continue
        for one, other in combinations(sorted(sharing, key=lambda e: e.id), 2):
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _candidate(one: Entity, other: Entity, view: _View) -> Candidate | None:
    """A pair with the reasons that speak for it; the score is that of the best, a little more for each further one."""
    short, long = sorted((one, other), key=lambda entity: (len(fold(entity.label)), entity.label))
    if one.cls in SHARED and fold(one.label) == fold(other.label):
        return None  # A line names these by their labels alone, and could not tell one from the other.
    if _differ_in_number(fold(short.label), fold(long.label)) or frozenset((one.id, other.id)) in view.joined:
        return None
    reasons = sorted(_reasons(short, long, view), reverse=True)
    if not reasons:
        return None
    score = min(1.0, reasons[0][0] + 0.05 * (len(reasons) - 1))
    return Candidate(round(score, 3), tuple(why for _, why in reasons), (view.thing(short), view.thing(long)))


def _reasons(short: Entity, long: Entity, view: _View) -> Iterator[tuple[float, str]]:
    a, b = fold(short.label), fold(long.label)
    like = _likeness(a, b)
    # 某区政协机关党组 is a body of 某区政协 and not another name of it.
    is_body = short.cls == "Organization" and b.startswith(a)
    if a in b and len(a) >= (3 if short.cls == "Place" else 4) and not is_body:
        yield 0.6 + 0.4 * len(a) / len(b), "one label contains the other"
    elif 3 <= len(a) < len(b) and a[0] == b[0] and a[-1] == b[-1] and _abbreviates(a, b):
        yield 0.6, "one label abbreviates the other"
    heads = _heads(a) & _heads(b) if short.cls != "Organization" else set()
    # What one clause lists side by side (村级、镇级委员议事室) is not one thing.
    if heads and not {*short.evidence} & {*long.evidence} and like >= 0.5:
        yield 0.4 + 0.4 * like, f"same head noun {max(heads, key=lambda head: (len(head), head))}, like wording"
    shared = {form for form in _names(short) & _names(long) if len(form) > 2}
    if shared:
        yield 0.9, f"both are called {min(shared)}"
    figures = view.figures[short.id] & view.figures[long.id]
    if figures:
        yield 0.5 + 0.3 * like, f"same figure: {min(figures)}"
    if short.cls == "Organization":
        yield from _same_division(short, long, view)


def _same_division(short: Entity, long: Entity, view: _View) -> Iterator[tuple[float, str]]:
    """Two bodies of one division whose names differ only in how much of the division's they carry."""
    divisions = view.serves[short.id] & view.serves[long.id]
    a, b = _AREA.sub("", fold(short.label)), _AREA.sub("", fold(long.label))
    if divisions and (a == b or (a[-2:] == b[-2:] and _likeness(a, b) >= 0.6)):
        yield 0.7, f"both serve {min(divisions)}"
    elif a == b:
        yield 0.8, "the names differ only in the kind of division"


def _names(entity: Entity) -> set[str]:
    # A short form that every committee's body has (机关党组) says nothing of two bodies.
    forms = entity.alternatives if entity.cls != "Organization" else ()
    return {fold(form) for form in (entity.label, *forms)}


def _heads(folded: str) -> set[str]:
    return set(terms().head_sets(folded).values())


def _bigrams(folded: str) -> set[str]:
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def _likeness(a: str, b: str) -> float:
    """Dice's coefficient over pairs of letters."""
    one, other = _bigrams(a), _bigrams(b)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _abbreviates(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _differ_in_number(a: str, b: str) -> bool:
    """四型机关, 五型机关: the same but for a number is another thing."""
    return a != b and _NUMERAL.findall(a) != _NUMERAL.findall(b) and _NUMERAL.sub("#", a) == _NUMERAL.sub("#", b)
