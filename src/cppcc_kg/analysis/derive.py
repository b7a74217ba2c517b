"""Facts that follow from what was read, each marked as derived and with what it comes from.

``district`` (whose work a thing is), ``hasPart`` (the inverse of ``partOf``), ``partOf`` over several steps, and
``similarTo`` between the work of two districts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cppcc_kg.analysis.blocking import most_similar
from cppcc_kg.analysis.context import HAS, WORK, Context
from cppcc_kg.analysis.similarity import Profile, Similarity, best
from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.model import Entity, Fact, KnowledgeGraph, content_id

#: Called with (subject, predicate, object): the local name of that fact's statement.
Namer = Callable[[str, str, str], str]

#: A part of a series that is named before 等 has a name of so many letters.
_LEAST_EXAMPLE = 4
#: Links that two pieces of work may share, beside their themes.
_SHARED = ("underCampaign", "targets", "uses", "heldAt")
#: So many ways in which two are alike are remembered.
_MOST_TOLD = 100_000
_PLACED = (*WORK, "Document", "Goal", "Outcome")


def derive(graph: KnowledgeGraph, name: Namer, *, alike: bool = True) -> KnowledgeGraph:
    """``graph`` with all derived facts; what was derived before is derived anew. Read facts are never touched.

    Without ``alike`` no ``similarTo``: all others follow from what one committee has, and so from a part of a graph.
    """
    read = replace(graph, facts=tuple(fact for fact in graph.facts if fact.derivation == "read"))
    context = Context(read)
    known = {(fact.subject, fact.predicate, fact.object) for fact in read.facts}
    made = [*districts(context, name), *parts(read, name), *(similar(context, name) if alike else ())]
    new = [fact for fact in made if (fact.subject, fact.predicate, fact.object) not in known]
    return replace(graph, facts=tuple(sorted((*read.facts, *new), key=lambda f: (f.subject, f.predicate, f.object))))


def _ids(facts: Iterable[Fact], name: Namer) -> tuple[str, ...]:
    return tuple(sorted({name(fact.subject, fact.predicate, fact.object) for fact in facts}))


def districts(context: Context, name: Namer) -> Iterator[Fact]:
    """The division of each body, and of each piece of work that of the committee whose it is."""
    for entity in context.graph.entities:
        owner = entity.id if entity.cls == "Organization" else entity.scope if entity.cls in _PLACED else None
        found = context.serving(owner) if owner is not None else None
        if found is None:
            continue
        district, way = found
        has = [fact for fact in context.to(entity.id, *HAS) if fact.subject == owner]
        sources = _ids((*has, *way), name)
        yield Fact(entity.id, "district", district.id, ("derive.district",), derivation="derived", sources=sources)


def parts(graph: KnowledgeGraph, name: Namer) -> Iterator[Fact]:
    """``hasPart`` for each ``partOf``, and ``partOf`` for each way of two steps or more, the shortest way named."""
    above: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in graph.facts:
        if fact.predicate == "partOf":
            above[fact.subject].append(fact)
            source = _ids([fact], name)
            yield Fact(fact.object, "hasPart", fact.subject, ("derive.has-part",), derivation="derived", sources=source)
    for start in sorted(above):
        ahead: list[tuple[str, tuple[Fact, ...]]] = [(start, ())]
        seen = {start}
        while ahead:
            node, way = ahead.pop(0)
            for fact in above.get(node, ()):
                if fact.object in seen:
                    continue
                seen.add(fact.object)
                ahead.append((fact.object, (*way, fact)))
                if way:
                    sources = _ids((*way, fact), name)
                    yield Fact(start, "partOf", fact.object, ("derive.part-of",), derivation="derived", sources=sources)


# -- similar work --------------------------------------------------------------------------------------------------


def profiles(entity: Entity, context: Context) -> tuple[Profile, ...]:
    """What of a piece of work is compared with others: under its name, and under what its text names as part of it.

    “百年路·同心圆”党史知识竞赛等庆祝建党100周年系列活动 is a series of activities, and a knowledge contest too.
    """
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for fact in context.of(entity.id, *_SHARED):
        if fact.object in context.entities:
            neighbours[context.entities[fact.object].label].add(fact.object)
    shared = {label: frozenset(ids) for label, ids in neighbours.items()}
    places, themes = _places(context.districts[entity.id]), context.themes(entity.id)
    names = (entity.label, *_examples(entity))
    return tuple(Profile(entity.cls, name, places, themes, shared) for name in names)


def _examples(entity: Entity) -> list[str]:
    """The name before 等 in a form such as “甲等丙”, where 丙 is the label.

    Of a list (“甲、乙等丙”) each is a thing of its own, and none stands for the whole.
    """
    lists = (
        form.removesuffix("等" + entity.label) for form in entity.alternatives if form.endswith("等" + entity.label)
    )
    return sorted({name for name in lists if len(name) >= _LEAST_EXAMPLE and "、" not in name})


def _places(district: Entity) -> tuple[str, ...]:
    division = Gazetteer.load().by_code(district.code) if district.code else None
    return (division.name, division.short, *division.forms) if division is not None else (district.label,)


def similar(context: Context, name: Namer) -> Iterator[Fact]:
    """``similarTo`` in both directions for the best pairs (:func:`cppcc_kg.analysis.blocking.most_similar`)."""
    pairing = Pairing(context, name)
    return pairing.facts(pairing.pairs())


class Pairing:
    """All work of a graph, compared, and who does alike."""

    def __init__(self, context: Context, name: Namer) -> None:
        self.context = context
        self.name = name
        self.known = {entity.id: profiles(entity, context) for entity in context.work()}

    def pairs(self) -> list[tuple[str, str]]:
        """Who does alike, the lesser id first, the best pairs first."""
        whose = {node: self.context.districts[node].id for node in self.known}
        return [(one, other) for _, one, other in most_similar(self.known, whose)]

    def facts(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Fact]:
        """What is said of the pairs, in both directions."""
        kinds: dict[object, int] = {}
        kind = {
            node: kinds.setdefault(tuple(each.grounds for each in names), len(kinds))
            for node, names in self.known.items()
        }
        # Of names that many districts have one pair is like another.
        told: dict[tuple[int, int], Similarity] = {}
        for one, other in pairs:
            pair = kind[one], kind[other]
            if pair not in told:
                if len(told) >= _MOST_TOLD:
                    told.clear()
                told[pair] = best(self.known[one], self.known[other])
            found = told[pair]
            sources = _grounds(found, one, other, self.context, self.name)
            for a, b in ((one, other), (other, one)):
                yield Fact(
                    a, "similarTo", b, ("derive.similar",), derivation="derived", sources=sources,
                    score=found.score, parts=found.parts,
                )  # fmt: skip

    def marks(self) -> dict[str, str]:
        """Of each piece of work a digest of all that is said of a pair because of it."""
        return {node: content_id(node, *self._told(node)) for node in self.known}

    def _told(self, node: str) -> Iterator[str]:
        for each in self.known[node]:
            yield from (each.cls, each.label, *each.places, "", *sorted(each.themes))
            for label, ids in sorted((each.neighbours or {}).items()):
                yield from ("", label, *sorted(ids))
        for fact in self.context.of(node, "hasTheme", *_SHARED):
            yield from (fact.predicate, fact.object)


def _grounds(found: Similarity, one: str, other: str, context: Context, name: Namer) -> tuple[str, ...]:
    """The two compared, and the facts that say what they share."""
    shared = {thing for part in found.parts if part.name in ("theme", "neighbour") for thing in part.shared}
    facts = (fact for end in (one, other) for fact in context.of(end, "hasTheme", *_SHARED) if fact.object in shared)
    return tuple(sorted({one, other, *_ids(facts, name)}))
