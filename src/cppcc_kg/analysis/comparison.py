"""What the report on a corpus says: only what a text states, each claim with its quote and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from cppcc_kg.analysis.context import Context
from cppcc_kg.analysis.sides import Likeness, Side, likenesses, side
from cppcc_kg.analysis.tables import districts_with_work
from cppcc_kg.analysis.wording import CLASS_WORDS, amount, period, quote_of
from cppcc_kg.model import THEMES, Entity, Measure

#: At most so many claims of one district in one section; how many more there are is said.
MOST_CLAIMS, MOST_UNIQUE = 6, 10
#: A committee's facts of what it does; what has only ``plans`` is told as planned.
_DONE = ("carriesOut", "establishes", "realizedBy")
#: Classes that are something of a district's own; single acts are not.
_OWN = ("Initiative", "Mechanism", "Principle", "Platform")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in words, with the passages that say it and where each stands: (quote, source)."""

    text: str
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DistrictClaims:
    """Claims of one district, and how many more the graph has."""

    district: str
    claims: tuple[Claim, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row: whose, how much, over which period, its sentence."""

    district: str
    of: str
    amount: str
    period: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Work that two districts or more share: its names, each district's, how alike they are, and why the first two.

    ``differences`` are there for two; of more each member's own figures say it.
    """

    names: tuple[str, ...]
    members: tuple[Side, ...]
    low: Decimal
    high: Decimal
    reasons: str
    differences: tuple[str, ...]

    @property
    def likeness(self) -> str:
        """The scores in words."""
        return f"相似度 {self.low}" if self.low == self.high else f"相似度 {self.low}至{self.high}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The report: ``themes`` and ``figures`` are (heading, contents); empty sections are left out by the writer."""

    districts: tuple[str, ...]
    documents: tuple[str, ...]
    works: int
    measures: int
    themes: tuple[tuple[str, tuple[DistrictClaims, ...]], ...]
    figures: tuple[tuple[str, tuple[Figure, ...]], ...]
    shared: tuple[Shared, ...]
    unique: tuple[DistrictClaims, ...]
    unresolved: tuple[str, ...]


def comparison(context: Context) -> Comparison:
    """The report over a graph, in the order of the districts' codes."""
    places = districts_with_work(context)
    works = [e for e in context.work() if e.evidence]
    return Comparison(
        districts=tuple(context.place_names[d.id] for d in places),
        documents=tuple(_document(d.identifier, d.title, d.date) for d in context.graph.documents),
        works=len(works),
        measures=len(context.graph.measures),
        themes=tuple(_themes(works, places, context)),
        figures=tuple(_figures(context)),
        shared=tuple(_shared(context)),
        unique=tuple(_unique(works, places, context)),
        unresolved=tuple(sorted(context.place_names[d.id] for d in places if d.code is None)),
    )


def _document(identifier: str, title: str | None, date: str | None) -> str:
    return "，".join(part for part in (identifier, title, date) if part)


def _rank(entity: Entity, context: Context) -> tuple[int, int, str]:
    """What has figures, a frequency or results first, then what the text speaks of more often."""
    known = len(context.of(entity.id, "hasMeasure", "frequency", "resultsIn"))
    return (-known, -len(entity.evidence), entity.label)


def _claim(entity: Entity, context: Context) -> Claim:
    own = side(entity, context)
    planned = "（计划）" if context.to(entity.id, "plans") and not context.to(entity.id, *_DONE) else ""
    text = f"{CLASS_WORDS[entity.cls]}“{entity.label}”{planned}" + (f"：{own.said}" if own.said else "")
    return Claim(text, _passages(entity, context))


def _passages(entity: Entity, context: Context) -> tuple[tuple[str, str], ...]:
    """Of the thing and of what is said of it; one that another holds is left out."""
    said = [quote_of(fact) for fact in context.of(entity.id, "frequency", "resultsIn")]
    found = dict.fromkeys([quote_of(entity), *said, *map(quote_of, context.figures(entity.id))])
    return tuple(p for p in found if p[0] and not any(p[0] in other[0] and p != other for other in found))


def _claims(entities: Iterable[Entity], district: Entity, most: int, context: Context) -> DistrictClaims | None:
    ranked = sorted(entities, key=lambda e: _rank(e, context))
    if not ranked:
        return None
    shown = tuple(_claim(e, context) for e in ranked[:most])
    return DistrictClaims(context.place_names[district.id], shown, len(ranked) - len(shown))


def _themes(
    works: list[Entity], places: list[Entity], context: Context
) -> Iterable[tuple[str, tuple[DistrictClaims, ...]]]:
    by_cell: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in works:
        for theme in context.themes(entity.id):
            by_cell[theme, context.districts[entity.id].id].append(entity)
    for theme in THEMES:
        found = (_claims(by_cell[theme, d.id], d, MOST_CLAIMS, context) for d in places)
        rows = tuple(each for each in found if each is not None)
        if rows:
            yield theme, rows


def _figures(context: Context) -> Iterable[tuple[str, tuple[Figure, ...]]]:
    """Figures of two districts or more that count one thing in one unit, side by side."""
    groups: defaultdict[tuple[str, str], list[tuple[str, str, Measure]]] = defaultdict(list)
    for fact in context.graph.facts:
        measure = context.measures.get(fact.object) if fact.predicate == "hasMeasure" else None
        district = context.place(fact.subject)
        if measure is not None and district:
            label = context.entities[fact.subject].label
            groups[measure.quantity_of, measure.unit].append((district, label, measure))
    for (noun, unit), rows in sorted(groups.items()):
        if len({district for district, _, _ in rows}) > 1:
            ordered = sorted(rows, key=lambda row: (row[0], row[1], row[2].id))
            told = (Figure(d, of, amount(m), period(m), *quote_of(m)) for d, of, m in ordered)
            yield f"{noun}（{unit}）", tuple(told)


def _shared(context: Context) -> Iterable[Shared]:
    """What districts share: groups of work each of which is like all others of its group, the most alike first.

    A group begins with two of which each is the other's best in that district, and has one piece of work a district.
    What is like some of a group only stands beside its best as a pair.
    """
    like = {e.id: {each.other.entity.id: each for each in likenesses(e, context)} for e in context.work()}
    pairs, taken = _best_pairs(like), set[str]()
    for pair in pairs:
        members = [pair.mine, pair.other]
        if taken.isdisjoint({side.entity.id for side in members}):
            for node, each in like[pair.mine.entity.id].items():
                apart = each.other.district not in {side.district for side in members}
                if apart and node not in taken and all(node in like[side.entity.id] for side in members):
                    members.append(each.other)
            yield _group(members, like)
        elif len(taken & {side.entity.id for side in members}) == 1:
            yield _group(members, like)
        else:
            continue
        taken |= {side.entity.id for side in members}


def _best_pairs(like: Mapping[str, Mapping[str, Likeness]]) -> list[Likeness]:
    """Pairs of which each is the other's best in that district: once each, the most alike first."""
    best: dict[tuple[str, str], Likeness] = {}
    for node, others in like.items():
        for each in others.values():
            best.setdefault((node, each.other.district), each)
    pairs = [
        each
        for (node, _), each in best.items()
        if node < each.other.entity.id
        and (back := best.get((each.other.entity.id, each.mine.district))) is not None
        and back.other.entity.id == node
    ]
    return sorted(pairs, key=lambda e: (-e.score, e.mine.entity.label, e.mine.entity.id, e.other.entity.id))


def _group(members: list[Side], like: Mapping[str, Mapping[str, Likeness]]) -> Shared:
    pairs = [like[a.entity.id][b.entity.id] for a, b in combinations(members, 2)]
    scores = [each.score for each in pairs]
    return Shared(
        names=tuple(dict.fromkeys(side.entity.label for side in members)),
        members=tuple(sorted(members, key=lambda side: (side.entity.label, side.district))),
        low=min(scores),
        high=max(scores),
        reasons=pairs[0].reasons,
        differences=pairs[0].differences if len(members) == 2 else (),
    )


def _unique(works: list[Entity], places: list[Entity], context: Context) -> Iterable[DistrictClaims]:
    """What no other district in the corpus has the like of."""
    alone = [e for e in works if e.cls in _OWN and not context.of(e.id, "similarTo")]
    for district in places:
        mine = [e for e in alone if context.districts[e.id] == district]
        found = _claims(mine, district, MOST_UNIQUE, context)
        if found is not None:
            yield found
