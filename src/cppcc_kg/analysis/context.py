"""A graph with look-ups: what is linked with what, whose it is, and in which district."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.model import Entity, Fact, KnowledgeGraph, Measure

#: What one district does and another may do too.
WORK = ("Initiative", "Practice", "Mechanism", "Principle", "Platform")
#: What a committee does or has: facts from it to its work.
HAS = ("carriesOut", "establishes", "plans", "produces")
#: Words for divisions in the plural, which a text may have where a name could stand.
_MANY = re.compile(r"^[全各]|区县|县区|市县|县市|[各部几多]个?[区县市]|其他|等[区县市]?$")


class Context:
    """Look-ups over one graph, each made when it is first asked for."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.graph.entities}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.graph.measures}

    @cached_property
    def out(self) -> dict[str, list[Fact]]:
        """Facts by subject, those of one in the graph's order."""
        found: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self.graph.facts:
            found[fact.subject].append(fact)
        return found

    @cached_property
    def into(self) -> dict[str, list[Fact]]:
        """Facts by object, themes and literals among them."""
        found: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self.graph.facts:
            found[fact.object].append(fact)
        return found

    def of(self, subject: str, *predicates: str) -> list[Fact]:
        return [fact for fact in self.out.get(subject, ()) if fact.predicate in predicates]

    def to(self, thing: str, *predicates: str) -> list[Fact]:
        return [fact for fact in self.into.get(thing, ()) if fact.predicate in predicates]

    def themes(self, entity: str) -> frozenset[str]:
        return frozenset(fact.object for fact in self.of(entity, "hasTheme"))

    def figures(self, entity: str) -> list[Measure]:
        found = (self.measures.get(fact.object) for fact in self.of(entity, "hasMeasure"))
        return [measure for measure in found if measure is not None]

    @cached_property
    def lineage(self) -> dict[str, list[Fact]]:
        """Of each organization its facts of being part of another, as read."""
        return {
            e.id: [f for f in self.of(e.id, "partOf") if f.derivation == "read"]
            for e in self.graph.entities
            if e.cls == "Organization"
        }

    def serving(self, organization: str) -> tuple[Entity, tuple[Fact, ...]] | None:
        """The division that a body serves, itself or as part of another, with the facts that say so."""
        ahead: list[tuple[str, tuple[Fact, ...]]] = [(organization, ())]
        seen = {organization}
        while ahead:
            body, way = ahead.pop(0)
            serves = self.of(body, "serves")
            if serves:
                district = self.entities.get(serves[0].object)
                return (district, (*way, serves[0])) if district is not None else None
            for fact in self.lineage.get(body, ()):
                if fact.object not in seen:
                    seen.add(fact.object)
                    ahead.append((fact.object, (*way, fact)))
        return None

    @cached_property
    def districts(self) -> dict[str, Entity]:
        """Of each piece of work its division, that of the committee whose it is, where it is of county level."""
        served = {e.id: self.serving(e.id) for e in self.graph.entities if e.cls == "Organization"}
        return {
            e.id: found[0]
            for e in self.graph.entities
            if e.scope and (found := served.get(e.scope)) and _is_county(found[0])
        }

    def place(self, entity: str) -> str:
        """The name of the division of a piece of work; empty where it has none."""
        district = self.districts.get(entity)
        return self.place_names[district.id] if district is not None else ""

    @cached_property
    def place_names(self) -> dict[str, str]:
        """Of each division the name to show: its label; of namesakes the whole path, or the text that names it."""
        places = [e for e in self.graph.entities if e.cls == "District"]
        bearers = Counter(e.label for e in places)
        return {e.id: e.label if bearers[e.label] == 1 else _whole_name(e) for e in places}

    def work(self) -> Iterator[Entity]:
        """The work of all districts, in the graph's order; what belongs to none is left out."""
        return (e for e in self.graph.entities if e.cls in WORK and e.id in self.districts)


def _is_county(district: Entity) -> bool:
    """Whether a division is of county level, or a city without counties (东莞市); 全市区县 is no division at all."""
    gazetteer = Gazetteer.load()
    if district.code is None:
        return district.level in (None, "county") and _MANY.search(district.label) is None
    division = gazetteer.by_code(district.code)
    return division is None or division.level == "county" or division.code not in gazetteer.parents


def _whole_name(district: Entity) -> str:
    if district.code is not None:
        return Gazetteer.load().full_path(district.code) or f"{district.label}（{district.code}）"
    named = sorted({evidence.document for evidence in district.evidence})
    return f"{district.label}（{named[0]}）" if named else district.label
